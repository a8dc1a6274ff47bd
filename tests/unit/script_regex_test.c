#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "script/regex.h"
#include "script_fixture.h"

static void expect_log(const char *body, const char *wanted)
{
    fixture f;
    fixture_open(&f, NULL);
    assert_string_equal(fixture_eval(&f, body), wanted);
    fixture_close(&f);
}

static void chinese_is_characters(void **state)
{
    (void)state;
    expect_log("local m = regex('[，。]'):find('甲％乙，丙') log(m.text, m.first, m.last)",
               "，\t4\t4\n");
    expect_log("log(regex('一+'):match('二一一一三'))", "一一一\n");
    expect_log("log(regex('^.$'):match('的'))", "的\n");
    expect_log("log(regex('\\\\d+'):match('共１２件'))", "１２\n");
    expect_log("log(regex('^\\\\s$'):match('\\u{3000}'))", "\u3000\n");
    expect_log("log(regex('[一-龥]{2,8}有限公司'):match('由某某建设有限公司承建'))",
               "由某某建设有限公司\n");
    expect_log("log(regex('(?i)ａb'):match('xＡB'))", "ＡB\n");
}

static void groups_have_numbers_and_names(void **state)
{
    (void)state;
    expect_log("local m = regex('〔(?<year>20\\\\d{2})〕(?<number>\\\\d+)号')"
               ":find('依据国办发〔2014〕12号和〔2016〕3号') "
               "log(m.text, m.year, m.number, m[1], m[2], m[3], m.block, m.location)",
               "〔2014〕12号\t2014\t12\t2014\t12\tnil\tnil\tnil\n");
    expect_log("local m = regex('(a)|(b)'):find('b') log(m[1], m[2])", "nil\tb\n");
    expect_log("log(regex('(a)|(b)'):match('b'))", "nil\tb\n");
    expect_log("log(regex('x'):match('y'), regex('x'):find('y'))", "nil\tnil\n");
    expect_log("log(regex('(\\\\d)(\\\\d)'):match('12'))", "1\t2\n");
}

/* A search that may begin only where the literals of the pattern stand finds the same. */
static void literals_lead_to_the_match(void **state)
{
    (void)state;
    expect_log(
        "local re = regex('(建立|健全)(了)?以') for m in re:all('建立 健全以 建立了以 以建立') do "
        "log(m.text, m.first, m.last) end",
        "健全以\t4\t6\n建立了以\t8\t11\n");
    expect_log("log(regex('统计表$'):find('统计表，统计表').first)", "5\n");
    expect_log("log(regex('甲\\\\K'):find('乙甲丙').first)", "3\n");
    expect_log("local n = {} for m in regex('甲\\\\K|乙'):all('甲甲乙甲') do n[#n + 1] = m.first "
               "end log(table.concat(n, ' '))",
               "2 3 3 5\n");
    expect_log("log(regex('甲(?<=乙甲)'):find('甲乙甲').first)", "3\n");
    expect_log("log(regex('甲|乙丙'):find('乙甲乙丙', 3).first)", "3\n");
    expect_log("log(regex('甲'):find('乙'), regex('甲'):find(''), regex('甲'):find('甲', 2))",
               "nil\tnil\tnil\n");
}

static void matches_are_replaced(void **state)
{
    (void)state;
    expect_log("log(regex('[，。]'):gsub('甲，乙。丙', ''))", "甲乙丙\t2\n");
    expect_log("log(regex('a*'):gsub('baac', '-'))", "-b--c-\t4\n");
    expect_log("log(regex('(a)'):gsub('a', '%1'))", "%1\t1\n");
    expect_log("log(regex('x'):gsub('甲', '乙'))", "甲\t0\n");
    expect_log("log(regex('年'):gsub(report.blocks[1], '')) ", "某局2017度工作报告\t1\n");
    expect_log("log(regex('(?=b)\\\\Kb|a'):gsub('ab', '.'))", "..\t2\n");
}

static void all_goes_through_the_text(void **state)
{
    (void)state;
    expect_log("for m in regex('\\\\d+'):all('1甲22乙333') do log(m.text, m.first, m.last) end",
               "1\t1\t1\n22\t3\t4\n333\t6\t8\n");
    expect_log(
        "local n = {} for m in regex('a*'):all('baaac') do n[#n + 1] = m.first .. m.text end "
        "log(table.concat(n, ' '))",
        "1 2aaa 5 6\n");
    expect_log("for m in regex(''):all('') do log(m.first, m.last) end", "1\t0\n");
    expect_log("local re = regex('.') log(re:find('甲乙丙', 2).text, re:find('甲乙丙', 3).first, "
               "re:find('甲', 2), re:find('甲', 9))",
               "乙\t3\tnil\tnil\n");
    expect_log("for m in regex('(?<=a)b\\\\K|b'):all('ababb') do log(m.first, m.text) end",
               "3\t\n5\t\n5\tb\n");
}

static void broken_bytes_are_passed_over(void **state)
{
    (void)state;
    expect_log("log(#regex('b'):match('a\\xffb\\xe4'), regex('.'):match('\\xff') == '\\26', "
               "regex('b'):find('\\xe4\\xb8b').first)",
               "1\ttrue\t3\n");
    expect_log(
        "local n = 0 for m in regex('[一-龥]'):all('一\\xe4\\xb8二\\xff三') do n = n + 1 end "
        "log(n)",
        "3\n");
}

static void matches_of_the_report_have_places(void **state)
{
    (void)state;
    expect_log("for m in report:matches('\\\\d+年') do log(m.text, m.location.block, "
               "m.location.text, m.block == report.blocks[m.location.block]) end",
               "2017年\t1\t2017年\ttrue\n2017年\t3\t2017年\ttrue\n2018年\t6\t2018年\ttrue\n");
    expect_log("local re = regex '申请' for _, s in ipairs(report.sections) do "
               "for m in s:matches(re) do log(s.title, m.text) end end",
               "概述\t申请\n");
    expect_log("for m in report.blocks[3]:matches('(?<n>\\\\d+)件') do log(m.n) end", "12\n");
    expect_log("local m = regex('共'):find(report.blocks[3]) "
               "log(m.block == report.blocks[3], m.location.block, m.location.text)",
               "true\t3\t共\n");
    expect_log("log(regex('收到'):find(report.tables[1].rows[2][1]).location.row)", "2\n");
    fixture f;
    fixture_open(&f, NULL);
    const rule_verdict *verdict =
        fixture_check(&f, "for m in report:matches('自2017年') do expect.fail('here', m) end");
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_int_equal(verdict->location.block, 3);
    assert_true(base_str_eq_c(verdict->location.text, "自2017年"));
    fixture_close(&f);
}

/* Texts are looked for in what the whole report holds first, where that is kept (sieve.h). */
static void what_stands_nowhere_is_not_looked_for(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua",
                "rule 'R' { title = 't', severity = 'error', check = function(report, expect)\n"
                "for _, p in ipairs {'申请', '(?<!收)到申', '没有', '[0-9]+(件|条)', '工作报告', "
                "'附.|没有', '表2018', '12件', '１２件', '指标', '[，。]', ''} do\n"
                "  local all = {} for m in report:matches(p) do all[#all + 1] = m.text end\n"
                "  log(p, #all, all[1], all[#all], #report:find('x' .. p), p ~= '' and "
                "#report:find(p)) end\n"
                "for m in report.sections[2]:matches '2018' do log(m.block.text) end\n"
                "for m in report.sections[2]:matches '申请' do log(m.block.text) end\n"
                "end }");
    fixture_load(&f);
    script_report report = {f.document, NULL, 0, &f.subject, NULL, NULL};
    for (int round = 0; round < 3; round++) {
        if (round > 0)
            script_begin_report(f.vm, &report);
        fixture_run(&f, "R", 0, 0);
        assert_string_equal(fixture_log(&f), "申请\t1\t申请\t申请\t0\t1\n"
                                             "(?<!收)到申\t0\tnil\tnil\t0\t0\n"
                                             "没有\t0\tnil\tnil\t0\t0\n"
                                             "[0-9]+(件|条)\t1\t12件\t12件\t0\t0\n"
                                             "工作报告\t1\t工作报告\t工作报告\t0\t1\n"
                                             "附.|没有\t1\t附表\t附表\t0\t0\n"
                                             "表2018\t0\tnil\tnil\t0\t0\n"
                                             "12件\t1\t12件\t12件\t0\t1\n"
                                             "１２件\t0\tnil\tnil\t0\t1\n"
                                             "指标\t0\tnil\tnil\t0\t0\n"
                                             "[，。]\t2\t，\t。\t0\t0\n"
                                             "\t56\t\t\t0\tfalse\n"
                                             "2018年2月30日\n");
        script_end_report(f.vm);
    }
    fixture_close(&f);
}

/* What is counted ends the run, not the clock, which goes faster than a slow build. */
static void ends_with(const char *body, rule_verdict *out, fixture *f)
{
    static const script_limits patient = {.milliseconds = 60000};
    fixture_open(f, &patient);
    *out = *fixture_check(f, body);
    if (out->outcome != RESULT_NOT_EVALUATED)
        fail_msg("%s ends as %d", body, (int)out->outcome);
}

static void broken_patterns_are_told(void **state)
{
    static const struct {
        const char *body, *part;
    } cases[] = {
        {"regex '(甲'", "\"(甲\", character 3: "},
        {"regex '[z-a]'", "character "},
        {"regex '\\\\C'", "\\C"},
        {"regex(('a'):rep(5000))", "4,096 bytes"},
        {"regex(('('):rep(101) .. (')'):rep(101))", "nested"},
        {"regex(('(a)'):rep(32))", "31 captures"},
        {"regex '(?:(?:(?:a{1,500}){1,500}){1,50})'", "character"},
        {"regex '(?:[一-龥][0-9]){3000}'", "large"},
        {"regex '(?<text>a)'", "'text'"},
        {"regex '(?C1)a'; regex 'a':find()", "text, block or cell"},
        {"regex(1)", "string expected"},
        {"regex()", "string expected"},
        {"regex('a'):find(12)", "text, block or cell"},
        {"regex('a'):find('a', 0)", "counts from 1"},
        {"regex('a').find('a', 'a')", "hecha.regex expected"},
        {"regex('a').find(expect(1), 'a')", "hecha.regex expected"},
        {"regex('a').pattern = 1", "read-only"},
        {"return regex('a').nothing", "'nothing'"},
        {"report:matches({})", "hecha.regex expected"},
        {"report:matches('a', 1)", "report, section or block"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        fixture f;
        rule_verdict verdict;
        ends_with(cases[i].body, &verdict, &f);
        assert_int_equal(verdict.kind, RESULT_ERROR);
        if (!fixture_has(verdict.reason, cases[i].part))
            fail_msg("%s: %.*s", cases[i].body, (int)verdict.reason.len, verdict.reason.ptr);
        fixture_close(&f);
    }
}

static void limits_end_a_run(void **state)
{
    static const struct {
        const char *body, *limit;
    } cases[] = {
        {"pcall(function() regex('(一+)+$'):find(('一'):rep(40) .. 'X') end) log('on')", "regex"},
        {"regex('^(?:(?:a|aa)+)+$'):find(('a'):rep(60) .. 'b')", "regex"},
        {"regex('(.*)*(.*)*(.*)*[#＃]'):find(('一'):rep(2000))", "regex"},
        {"regex('a'):find(('b'):rep(1100000))", "regex"},
        {"local re = regex('(?:a?){12}a{12}') for i = 1, 1e9 do re:find('aaaaaaaaaaa') end", "cpu"},
        {"for i = 1, 1e9 do regex('a'):find('b') end", "cpu"},
        {"local s = ('甲'):rep(20000) local re = regex('乙') for i = 1, 1e9 do re:find(s) end",
         "cpu"},
        {"local s = ('甲'):rep(20000) local re = regex('(?>甲*)乙') "
         "for i = 1, 1e9 do re:find(s) end",
         "cpu"},
        {"for m in regex(''):all(('x'):rep(1000000)) do end", "cpu"},
        {"local k = {} for i = 1, 1e9 do k[i] = regex('(?:[一-龥]){900}' .. i) end", "mem"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        fixture f;
        rule_verdict verdict;
        ends_with(cases[i].body, &verdict, &f);
        assert_int_equal(verdict.kind, RESULT_LIMIT);
        if (!base_str_eq_c(verdict.limit, cases[i].limit))
            fail_msg("%s: %.*s", cases[i].body, (int)verdict.limit.len, verdict.limit.ptr);
        fixture_close(&f);
    }
}

/* Compiled in the file, used by every run; what one run compiles is gone in the next. */
static void objects_live_in_the_image(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua",
                "local re = regex '(?<n>\\\\d+)件'\n"
                "rule \"A\" { title = 'a', severity = 'error', check = function(report, expect)\n"
                "  log(re:find('12件').n, tostring(re), regex '乙+':match('乙乙')) end }\n");
    fixture_load(&f);
    for (int round = 0; round < 3; round++) {
        fixture_run(&f, "A", 0, 0);
        assert_string_equal(fixture_log(&f), "12\t(?<n>\\d+)件\t乙乙\n");
    }
    fixture_close(&f);
}

/* ---- without Lua ---- */

static void *give(size_t size, void *context)
{
    long *left = context;
    return (*left)-- > 0 ? malloc(size) : NULL;
}

static void take(void *block, void *context)
{
    (void)context;
    free(block);
}

static int count_to(void *context, size_t units)
{
    size_t *left = context;
    if (units > *left)
        return 1;
    *left -= units;
    return 0;
}

static void every_allocation_may_fail(void **state)
{
    unsigned seen = 0;
    (void)state;
    for (long allowed = 0; allowed < 40; allowed++) {
        long left = allowed;
        size_t work = 1000000;
        const script_regex_memory memory = {give, take, &left};
        hecha_err err = {.lang = HECHA_LANG_EN};
        script_regex *regex;
        script_regex_match match;
        int code = script_regex_compile(&memory, base_str_c("(?:(一)|(?<b>二))+"), &regex, &err);
        if (code != 0) {
            assert_int_equal(code, HECHA_E_MEMORY);
            assert_null(regex);
            continue;
        }
        script_regex_room *room = script_regex_room_new(&memory);
        if (room == NULL) {
            script_regex_free(regex);
            continue;
        }
        base_str subject = base_str_c("三二一");
        script_regex_found found =
            script_regex_find(regex, room, subject, 0, 0, count_to, &work, &match);
        assert_true(found == SCRIPT_REGEX_MATCH || found == SCRIPT_REGEX_MEMORY);
        seen |= 1u << found;
        if (found == SCRIPT_REGEX_MATCH) {
            assert_int_equal(match.start, 3);
            assert_int_equal(match.end, 9);
            assert_int_equal(match.count, 2);
            assert_true(base_str_eq_c(script_regex_name(regex, 1), "b"));
            assert_int_equal(script_regex_name(regex, 2).len, 0);
        }
        script_regex_free(regex);
        script_regex_room_free(room);
    }
    assert_int_equal(seen, 1u << SCRIPT_REGEX_MATCH | 1u << SCRIPT_REGEX_MEMORY);
}

/* Two expressions, one of them with more groups, and a room that is emptied between them. */
static void one_room_serves_all(void **state)
{
    long many = 1000;
    const script_regex_memory memory = {give, take, &many};
    static const char *const patterns[] = {"(?:(a)|(b)|(c))+", "(b)c", "c"};
    size_t work = (size_t)1 << 20;
    (void)state;
    script_regex_room *room = script_regex_room_new(&memory);
    assert_non_null(room);
    for (size_t i = 0; i < 9; i++) {
        script_regex *regex;
        script_regex_match match;
        assert_int_equal(script_regex_compile(&memory, base_str_c(patterns[i % 3]), &regex, NULL),
                         0);
        assert_int_equal(
            script_regex_find(regex, room, base_str_c("xabc"), 0, 0, count_to, &work, &match),
            SCRIPT_REGEX_MATCH);
        assert_int_equal(match.start, i % 3 + 1);
        assert_int_equal(match.end, 4);
        assert_int_equal(match.count, i % 3 == 0 ? 3 : 2 - i % 3);
        script_regex_free(regex);
        if (i == 4)
            script_regex_room_clear(room);
    }
    script_regex_room_free(room);
    script_regex_room_free(NULL);
}

static void work_is_the_same_every_time(void **state)
{
    long many = 1000;
    const script_regex_memory memory = {give, take, &many};
    size_t first = 0;
    (void)state;
    for (int round = 0; round < 3; round++) {
        size_t work = (size_t)1 << 40, before = work;
        script_regex *regex;
        script_regex_match match;
        assert_int_equal(script_regex_compile(&memory, base_str_c("(a+)+$"), &regex, NULL), 0);
        script_regex_room *room = script_regex_room_new(&memory);
        assert_non_null(room);
        base_str subject = base_str_c("aaaaaaaaaaaaX");
        assert_int_equal(script_regex_find(regex, room, subject, 0, 0, count_to, &work, &match),
                         SCRIPT_REGEX_NONE);
        if (round == 0)
            first = before - work;
        assert_int_equal(before - work, first);
        assert_true(first > 100);
        work = 10;
        assert_int_equal(script_regex_find(regex, room, subject, 0, 0, count_to, &work, &match),
                         SCRIPT_REGEX_LIMIT);
        script_regex_free(regex);
        script_regex_room_free(room);
    }
    script_regex_free(NULL);
}

/* What a search costs is counted from all places where a match may start together, and what one
 * item runs over too: none of these may take its time unseen. */
static void steps_are_counted_wherever_a_match_may_start(void **state)
{
    static const char *const patterns[] = {
        "\\w*[!?]",      "\\w*+[!?]",           "(?>\\w*)[!?]",      "\\w{500}[!?]",
        "(?=\\w*)[!-/]", "(?=\\w{300,}+)[!-/]", "(?:\\w{9,400}+!|#)"};
    static const struct {
        size_t length, least;
    } texts[] = {{2000, 5000}, {20000, 100000}};
    (void)state;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]) * 2; i++) {
        size_t length = texts[i % 2].length, work = SIZE_MAX;
        long many = 1000;
        const script_regex_memory memory = {give, take, &many};
        script_regex *regex;
        script_regex_room *room = script_regex_room_new(&memory);
        script_regex_match match;
        char *text = malloc(length);
        assert_non_null(room);
        assert_non_null(text);
        memset(text, 'a', length);
        assert_int_equal(script_regex_compile(&memory, base_str_c(patterns[i / 2]), &regex, NULL),
                         0);
        script_regex_found found =
            script_regex_find(regex, room, base_str_n(text, length), 0, 0, count_to, &work, &match);
        assert_true(found == SCRIPT_REGEX_NONE || found == SCRIPT_REGEX_LIMIT);
        if (SIZE_MAX - work < texts[i % 2].least)
            fail_msg("%s: %zu", patterns[i / 2], SIZE_MAX - work);
        script_regex_free(regex);
        script_regex_room_free(room);
        free(text);
    }
}

/* Long repeats count by the longest of them, and \x{...} is none. */
static void ordinary_searches_are_cheap(void **state)
{
    static const char *const patterns[] = {"[\\x{3400}-\\x{9FFF}]{4}!", "《[^《》]{10,40}》",
                                           "[^，。]*免费[^，。]*(?=[。；]|$)"};
    (void)state;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
        size_t work = 200;
        long many = 1000;
        const script_regex_memory memory = {give, take, &many};
        script_regex *regex;
        script_regex_room *room = script_regex_room_new(&memory);
        script_regex_match match;
        assert_non_null(room);
        assert_int_equal(script_regex_compile(&memory, base_str_c(patterns[i]), &regex, NULL), 0);
        base_str text = base_str_c("我局按照规定，认真做好政府信息公开工作，共受理申请十二件，"
                                   "均按时答复，《条例》实施以来未收取任何费用，工作进展顺利。");
        assert_int_equal(script_regex_find(regex, room, text, 0, 0, count_to, &work, &match),
                         SCRIPT_REGEX_NONE);
        script_regex_free(regex);
        script_regex_room_free(room);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(chinese_is_characters),
        cmocka_unit_test(groups_have_numbers_and_names),
        cmocka_unit_test(all_goes_through_the_text),
        cmocka_unit_test(literals_lead_to_the_match),
        cmocka_unit_test(matches_are_replaced),
        cmocka_unit_test(broken_bytes_are_passed_over),
        cmocka_unit_test(matches_of_the_report_have_places),
        cmocka_unit_test(what_stands_nowhere_is_not_looked_for),
        cmocka_unit_test(broken_patterns_are_told),
        cmocka_unit_test(limits_end_a_run),
        cmocka_unit_test(objects_live_in_the_image),
        cmocka_unit_test(every_allocation_may_fail),
        cmocka_unit_test(one_room_serves_all),
        cmocka_unit_test(work_is_the_same_every_time),
        cmocka_unit_test(steps_are_counted_wherever_a_match_may_start),
        cmocka_unit_test(ordinary_searches_are_cheap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
