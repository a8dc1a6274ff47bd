/* per_report: what is found out once for all checks of a report. */
#include "test.h"

#include "script_fixture.h"

#define RULE(id, body)                                                                             \
    "rule \"" id "\" { title = 't', severity = 'error', check = function(report, expect)\n" body   \
    "\nexpect.checked() end }\n"

static const char several[] =
    "local facts = per_report(function(report)\n"
    "  log('looked')\n"
    "  local out = {n = 0, half = 0.5, yes = true, no = false}\n"
    "  for i, q in ipairs(report:quantities()) do\n"
    "    out[i] = {index = i, unit = q.unit} out.n = i\n"
    "  end\n"
    "  out.form = report.checked_form == nil\n"
    "  return out\n"
    "end)\n"
    "local title = per_report(function(report) return report.title end)\n" RULE(
        "A", "local f = facts(report)\n"
             "log(f.n > 0, f.half, f.yes, f.no, f.form, rawequal(f, facts(report)),\n"
             "  f[1].unit == report:quantities()[f[1].index].unit, title(report) == report.title)\n"
             "f.n = -1 f[1] = nil") RULE("B", "per_report(function() end)")
        RULE("C", "facts(report.blocks[1])")
            RULE("D",
                 "local one = facts(report, 1)\n"
                 "log(one.index, facts(report, 1, 'index'), facts(report, 'half'),\n"
                 "  facts(report, 'none'), facts(report, 'none', 'more'), facts(report, 'n', 1),\n"
                 "  facts(report, 99), rawequal(one, facts(report, 1)), facts(report).half)")
                RULE("E", "facts(report, 0.5)") RULE("F", "title(report, {})");

/* What one check does to the file's variables is not there when the function runs, nor later. */
static void a_check_cannot_change_what_is_found(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua",
                "local seen, list = 'clean', {'clean'}\n"
                "local inner = per_report(function() return list[1] end)\n"
                "local outer = per_report(function(report)\n"
                "  list[1] = 'dirty too' return seen .. inner(report) end)\n" RULE(
                    "A", "seen = 'dirty' list[1] = 'dirty' log('before') log(outer(report), seen)")
                    RULE("B", "log(outer(report), inner(report), seen, list[1])"));
    fixture_load(&f);
    script_report report = {f.document, NULL, 0, &f.subject, NULL, NULL};
    for (int round = 0; round < 3; round++) {
        if (round > 0)
            script_begin_report(f.vm, &report);
        assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
        assert_string_equal(fixture_log(&f), "before\ncleanclean\tdirty\n");
        assert_int_equal(fixture_run(&f, "B", 0, 0)->outcome, RESULT_PASSED);
        assert_string_equal(fixture_log(&f), "cleanclean\tclean\tclean\tclean\n");
        script_end_report(f.vm);
    }
    fixture_close(&f);
}

/* Looked for by the first check that asks, and after it ended by nobody. */
static void checks_share_what_was_found(void **state)
{
    (void)state;
    static const char seen[] = "true\t0.5\ttrue\tfalse\ttrue\ttrue\ttrue\ttrue\n";
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua", several);
    fixture_load(&f);
    script_report report = {f.document, NULL, 0, &f.subject, NULL, NULL};
    for (int round = 0; round < 3; round++) {
        if (round > 0)
            script_begin_report(f.vm, &report);
        for (int run = 0; run < 3; run++) {
            assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
            const char *log = fixture_log(&f);
            int looked = strncmp(log, "looked\n", 7) == 0;
            assert_int_equal(looked, round == 0 || run == 0);
            assert_string_equal(log + (looked ? 7 : 0), seen);
        }
        script_end_report(f.vm);
    }
    assert_true(fixture_has(fixture_run(&f, "B", 0, 0)->reason, "where the file is loaded"));
    assert_true(fixture_has(fixture_run(&f, "C", 0, 0)->reason, "report"));
    fixture_run(&f, "D", 0, 0);
    assert_string_equal(fixture_log(&f), "looked\n1\t1\t0.5\tnil\tnil\tnil\tnil\tfalse\t0.5\n");
    assert_true(fixture_has(fixture_run(&f, "E", 0, 0)->reason, "string or integer"));
    assert_true(fixture_has(fixture_run(&f, "F", 0, 0)->reason, "string or integer"));
    fixture_close(&f);
}

/* A check that finds the result kept is charged what finding it out cost. */
static void work_is_charged_all_the_same(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua",
                "local busy = per_report(function()\n"
                "  local n = 0 for i = 1, 200000 do n = n + i end return n end)\n" RULE(
                    "A", "busy(report)"));
    fixture_load(&f);
    script_report report = {f.document, NULL, 0, &f.subject, NULL, NULL};
    script_begin_report(f.vm, &report);
    for (int run = 0; run < 3; run++) {
        assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
        assert_in_range(script_work(f.vm), 190000, 1000000);
    }
    script_end_report(f.vm);
    fixture_close(&f);
}

static const char wrong[] =
    "local none = per_report(function() end)\n"
    "local block = per_report(function(report) return report.blocks[1] end)\n"
    "local value = per_report(function(report) return {report:quantities()[1]} end)\n"
    "local round = per_report(function() local t = {} t.t = t return t end)\n"
    "local fails = per_report(function() error('too bad') end)\n"
    "local endless = per_report(function() while true do end end)\n"
    "local again\n"
    "again = per_report(function(report) return again(report) end)\n" RULE("A", "none(report)")
        RULE("B", "block(report)") RULE("C", "value(report)") RULE("D", "round(report)")
            RULE("E", "fails(report)") RULE("F", "endless(report)") RULE("G", "again(report)")
                RULE("H", "log(pcall(fails, report)) log(report.checked_form == nil)");

/* What goes wrong is the check's that asked, each time; nothing is kept. */
static void faults_are_of_the_check_that_asks(void **state)
{
    (void)state;
    static const char *const ids[] = {"A", "B", "C", "D", "E", "F", "G"};
    static const char *const reasons[] = {"text, numbers", "text, numbers", "text, numbers",
                                          "text, numbers", "too bad",       "r.lua",
                                          "its own result"};
    fixture f;
    script_limits limits = {.instructions = 200000};
    fixture_open(&f, &limits);
    fixture_add(&f, "r.lua", wrong);
    fixture_load(&f);
    script_report report = {f.document, NULL, 0, &f.subject, NULL, NULL};
    script_begin_report(f.vm, &report);
    for (int round = 0; round < 2; round++) {
        for (size_t i = 0; i < sizeof(ids) / sizeof(*ids); i++) {
            const rule_verdict *verdict = fixture_run(&f, ids[i], 0, 0);
            assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
            assert_int_equal(verdict->kind, i == 5 ? RESULT_LIMIT : RESULT_ERROR);
            assert_true(fixture_has(verdict->reason, reasons[i]));
        }
        assert_int_equal(fixture_run(&f, "H", 0, 0)->outcome, RESULT_PASSED);
        assert_non_null(strstr(fixture_log(&f), "too bad"));
    }
    script_end_report(f.vm);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_check_cannot_change_what_is_found),
        cmocka_unit_test(checks_share_what_was_found),
        cmocka_unit_test(work_is_charged_all_the_same),
        cmocka_unit_test(faults_are_of_the_check_that_asks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
