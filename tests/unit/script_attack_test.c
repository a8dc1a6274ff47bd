#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script_fixture.h"

/* A rule that behaves, in the same pack as each hostile one: what it gives must never change. */
static const char sentinel[] =
    "rule \"S\" { title = 's', severity = 'error', check = function(report, expect)\n"
    "  local t = {} for k, v in pairs({b = 2, a = 1}) do t[#t + 1] = k .. v end\n"
    "  log(table.concat(t), ('abc'):upper(), string.rep('x', 3), mark, math.max(1, 2),\n"
    "    tostring(''), #report.blocks)\n"
    "  expect.fail('sentinel', report.blocks[1]) end }\n";
static const char sentinel_log[] = "a1b2\tABC\txxx\tnil\t2\t\t6\n";

static void check_sentinel(fixture *f)
{
    const rule_verdict *verdict = fixture_run(f, "S", 0, 0);
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_true(base_str_eq_c(verdict->message, "sentinel"));
    assert_int_equal(f->verdicts.count, 1);
    assert_string_equal(fixture_log(f), sentinel_log);
}

/* Runs a hostile body twice between sentinels. `limit`: what must end it; "" : an ordinary error;
 * NULL: it may finish, and logs nothing but "safe". */
static void attack(const char *body, const char *limit)
{
    script_limits limits = {.instructions = 2000000, .memory = (size_t)8 << 20};
    fixture f;
    fixture_open(&f, &limits);
    fixture_add(&f, "s.lua", sentinel);
    const rule_verdict *verdict = fixture_check(&f, body);
    for (int round = 0; round < 2; round++) {
        if (limit == NULL) {
            assert_int_not_equal(verdict->kind, RESULT_LIMIT);
            assert_int_equal(verdict->outcome, RESULT_PASSED);
            assert_string_equal(fixture_log(&f), "safe\n");
        } else {
            assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
            assert_int_equal(f.verdicts.count, 1);
            assert_int_equal(verdict->kind, limit[0] != '\0' ? RESULT_LIMIT : RESULT_ERROR);
            assert_int_equal(verdict->limit.len, strlen(limit));
            assert_memory_equal(verdict->limit.ptr, limit, verdict->limit.len);
        }
        check_sentinel(&f);
        verdict = fixture_run(&f, "R", 0, 0);
    }
    check_sentinel(&f);
    fixture_close(&f);
}

static void endless_loops_end(void **state)
{
    (void)state;
    attack("while true do end", "cpu");
    attack("local function f() return f() end f()", "cpu");
    attack("while true do pcall(function() while true do end end) end", "cpu");
    attack("local function f() pcall(f) return f() end f()", "cpu");
    attack("local function g(n) return pcall(g, n + 1) end while true do g(1) end", "cpu");
    attack("for i = 1, 1e9 do local s = ('abc'):sub(1, 2) end", "cpu");
    attack("for i = 1, 1e9 do pcall(error) end", "cpu");
}

static void long_calls_end(void **state)
{
    (void)state;
    attack("(('a'):rep(30)):find(('a?'):rep(30) .. ('a'):rep(30) .. 'b')", "cpu");
    attack("(('a'):rep(30000)):gsub('a*a*a*a*b', '')", "cpu");
    attack("(('a'):rep(30000)):match('.-.-.-.-b')", "cpu");
    attack("(('('):rep(100000)):gsub('%b()', '')", "cpu");
    attack("local s = ('a'):rep(200000) s:find(('a'):rep(100000) .. 'b', 1, true) "
           "for i = 1, 1e9 do s:find(('a'):rep(100000) .. 'b', 1, true) end",
           "cpu");
    attack("for _ in (('a'):rep(100000)):gmatch('a*$b') do end", "cpu");
    attack("table.move({}, 1, 1 << 60, 2)", "cpu");
    attack("table.concat({}, '', 1, 1 << 60)", "");
    attack("local t = {} for i = 1, 1e5 do t[i] = (i * 7919) % 100003 end "
           "for i = 1, 1e9 do table.sort(t, function(a, b) return a < b end) end",
           "cpu");
    attack("local t = {} for i = 1, 1000 do t[i] = i end for i = 1, 1e9 do next(t) end", "cpu");
    attack("local s = ('一'):rep(100000) for i = 1, 1e9 do utf8.len(s) end", "cpu");
    attack("local s = ('x'):rep(1000000) for i = 1, 1e9 do tonumber(s) end", "cpu");
    attack("local t = {} for i = 1, 10000 do t[i] = 'x' end "
           "for i = 1, 1e9 do table.unpack(t) end",
           "cpu");
}

static void memory_bombs_end(void **state)
{
    (void)state;
    attack("local s = 'x' while true do s = s .. s end", "mem");
    attack("('x'):rep(1e10)", "mem");
    attack("('x'):rep(1 << 62, 'y')", "mem");
    attack("(('x'):rep(1000000)):gsub('.', ('y'):rep(10000))", "mem");
    attack("local t = {} while true do t[#t + 1] = {} end", "mem");
    attack("local function f(n) return 1 + f(n + 1) end f(1)", "mem");
    attack("local k = {} while true do pcall(function() while true do "
           "k[#k + 1] = ('x'):rep(100000) .. #k end end) end",
           "mem");
    attack("local v = sum{1} while true do v = v + 1 end", "mem");
    attack("error(('E'):rep(1000000))", "");
}

/* Keys that all fall into one chain once the hash part is large: it must not get so large. */
static void hash_parts_are_bounded(void **state)
{
    (void)state;
    attack("local t = {} for i = 1, 2e5 do t[i * 1.5 + 0.25] = true end", "cpu");
    script_limits limits = {.instructions = 10000000, .memory = (size_t)8 << 20};
    fixture f;
    fixture_open(&f, &limits);
    const rule_verdict *verdict =
        fixture_check(&f, "local t = {} for i = 1, 2e5 do t[i * 1.5 + 0.25] = true end");
    assert_true(base_str_eq_c(verdict->limit, "mem"));
    fixture_close(&f);
}

/* Functions of the engine go on with what they built, whatever a rule puts in its place. */
static void built_parts_are_not_trusted(void **state)
{
    (void)state;
    static const struct {
        const char *before, *after;
    } spoilt[] = {
        {"pcall(function() report.", " = 'x' end)"},
        {"local t = report.", " for k in pairs(t) do t[k] = 'x' end"},
        {"local t = report.", " for k in pairs(t) do t[k] = nil end t.sections = 'xx' t.text = {}"},
        {"local t = report.", " for _, v in ipairs(t) do for k in pairs(v) do v[k] = t end end"},
        {"local t = report.", " for _, v in ipairs(t) do for k in pairs(v) do v[k] = 'xx' end end"},
    };
    static const char *const names[] = {"blocks", "sections", "headings",
                                        "texts",  "tables",   "forms"};
    static const char uses[] =
        " local parts = {report} for _, n in ipairs{'blocks', 'sections', 'headings', 'texts',"
        " 'tables', 'forms'} do pcall(function() parts[#parts + 1] = report[n] end)"
        " pcall(function() parts[#parts + 1] = report[n][1] end) end"
        " for _, p in ipairs(parts) do"
        " for _, m in ipairs{'phrases', 'quantities', 'claims', 'enumerations', 'matches', 'find',"
        " 'section', 'item', 'form', 'dates', 'children', 'likeness'} do"
        " pcall(function() local r = report[m](report, '申请', p) for x in r do end end)"
        " pcall(function() local r = report[m](report, p) for x in r do end end)"
        " pcall(function() for x in p[m](p, '申请') do end end) end"
        " pcall(expect.fail, 'm', p) pcall(function() regex('.'):find(p) end)"
        " pcall(pairs, p) pcall(next, p) pcall(ipairs, p) pcall(table.sort, p) end"
        " for k in pairs(report) do local v = report[k] end log('safe')";
    for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++)
        for (size_t k = 0; k < sizeof(names) / sizeof(names[0]); k++) {
            char body[4096];
            snprintf(body, sizeof(body), "%s%s%s%s", spoilt[i].before, names[k], spoilt[i].after,
                     uses);
            script_limits limits = {.memory = (size_t)8 << 20};
            fixture f;
            fixture_open(&f, &limits);
            fixture_add(&f, "s.lua", sentinel);
            fixture_check(&f, body);
            assert_string_equal(fixture_log(&f), "safe\n");
            check_sentinel(&f);
            fixture_close(&f);
        }
}

/* What one instruction can cost is counted too, so that no clock has to end it. */
static void costly_instructions_are_counted(void **state)
{
    (void)state;
    attack("local t = {} for i = 1, 1e5 do t[i] = i end for i = 1, 99999 do t[i] = nil end "
           "for i = 1, 1e9 do next(t) end",
           "cpu");
    attack("local t = {} for i = 1, 1e5 do t[i] = i end for i = 1, 1e5 do t[i] = nil end "
           "for i = 1, 1e9 do pairs(t) end",
           "cpu");
    attack("local t = {} for i = 1, 1e5 do t[i] = i end "
           "for i = 1, 1e9 do t.a = 1 t.a = nil t.b = 1 t.b = nil t.c = 1 t.c = nil end",
           "cpu");
    attack("local a, b = ('x'):rep(1e6) .. 1, ('x'):rep(1e6) .. 2 while a < b do end", "cpu");
    attack("local a, b = ('x'):rep(1e6) .. 1, ('x'):rep(1e6) .. 2 while a ~= b do end", "cpu");
    attack("local a, b = ('x'):rep(1e6) .. 1, ('x'):rep(1e6) .. 2 "
           "while not rawequal(a, b) do end",
           "cpu");
    attack("local t = {} for i = 1, 20000 do t[i] = i end local function h(...) end "
           "local function g(...) while true do h(...) end end g(table.unpack(t))",
           "cpu");
    attack("local t = {} for i = 1, 20000 do t[i] = i end "
           "local function g(...) for i = 1, 1e9 do select(-1, ...) end end g(table.unpack(t))",
           "cpu");
}

/* x=x.a x=x.a … x.z+1: naming what the error is about goes through the chain for each link. */
static void chains_of_indexes_are_counted(void **state)
{
    (void)state;
    enum { LINKS = 4000 };
    char *body = malloc(LINKS * 6 + 256);
    assert_non_null(body);
    char *to =
        body + sprintf(body, "local t = {} t.a = t while true do pcall(function() local x=t ");
    for (int i = 0; i < LINKS; i++, to += 6)
        memcpy(to, "x=x.a ", 6);
    memcpy(to, "return x.z+1 end) end", sizeof("return x.z+1 end) end"));
    attack(body, "cpu");
    free(body);
    attack("local n = 0 for i = 1, 300 do local ok = pcall(function() return nil + 1 end) "
           "n = n + (ok and 0 or 1) end if n == 300 then log('safe') end expect.checked()",
           NULL);
}

static void libraries_cannot_be_changed(void **state)
{
    (void)state;
    attack("string.upper = 1", "");
    attack("math.max = nil", "");
    attack("report.title = 'x'", "");
    attack("expect.fail = 1", "");
    attack("table.insert(string, 'x')", "");
    attack("table.sort(math)", "");
    attack("table.move({1}, 1, 1, 1, string)", "");
    attack("local m = 1; ('').upper = m", "");
    attack("for k in pairs(string) do if pcall(function() string[k] = 1 end) then return end end "
           "mark = 1 pairs = nil ipairs = nil log('safe') expect.checked()",
           NULL);
    attack("local env = _ENV rawlen = nil string = {upper = 1} report.blocks[1].text = 'gone' "
           "report.blocks[2] = nil log('safe') expect.checked()",
           NULL);
}

static void error_objects_are_harmless(void **state)
{
    (void)state;
    attack("error({})", "");
    attack("error(nil)", "");
    attack("error(print)", "");
    attack("error(expect)", "");
    attack("error('\\0\\27[31m\\xff' .. ('x'):rep(100))", "");
    attack("local t = {} t.t = t error(t)", "");
    attack("local function f() error(f) end f()", "");
}

static void rules_and_forms_are_not_made_in_checks(void **state)
{
    (void)state;
    attack("rule 'X' {}", "");
    attack("form 'X' {}", "");
    attack("local ok = pcall(rule, 'X') if not ok then log('safe') end expect.checked()", NULL);
}

static void addresses_are_not_shown(void **state)
{
    (void)state;
    attack("local s = tostring({}) .. tostring(print) .. tostring(expect) .. tostring(expect(1)) "
           ".. string.format('%s', {}) if not s:find('0x') then log('safe') end expect.checked()",
           NULL);
    attack("local _, m = pcall(function() return {} .. 'x' end) "
           "local _, n = pcall(function() return {} < {} end) "
           "if not (m .. n):find('0x') then log('safe') end expect.checked()",
           NULL);
}

/* Hostile files must not keep others from loading. */
static void files_end_too(void **state)
{
    (void)state;
    static const char *const bodies[] = {
        "while true do end",
        "local s = 'x' while true do s = s .. s end",
        "string.upper = nil",
        "rule = nil form = nil string = nil pairs = nil error('x')",
        "\033Lua\x54\x00",
        "return return",
        "local function f() return pcall(f) end f() f()",
        "expect.fail('x')",
        "log(report)",
        "sum{1}",
    };
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        script_limits limits = {.instructions = 2000000, .memory = (size_t)8 << 20};
        fixture f;
        fixture_open(&f, &limits);
        fixture_add(&f, "a.lua", bodies[i]);
        fixture_add(&f, "s.lua", sentinel);
        fixture_load(&f);
        check_sentinel(&f);
        check_sentinel(&f);
        fixture_close(&f);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(endless_loops_end),
        cmocka_unit_test(long_calls_end),
        cmocka_unit_test(memory_bombs_end),
        cmocka_unit_test(hash_parts_are_bounded),
        cmocka_unit_test(built_parts_are_not_trusted),
        cmocka_unit_test(costly_instructions_are_counted),
        cmocka_unit_test(chains_of_indexes_are_counted),
        cmocka_unit_test(libraries_cannot_be_changed),
        cmocka_unit_test(error_objects_are_harmless),
        cmocka_unit_test(rules_and_forms_are_not_made_in_checks),
        cmocka_unit_test(addresses_are_not_shown),
        cmocka_unit_test(files_end_too),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
