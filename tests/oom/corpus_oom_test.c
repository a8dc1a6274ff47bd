/* A run over several reports with all that a pack may hold: tables of formulas (csv, xlsx), data,
 * rules over several reports, an overlay with data of its own, a roster. Every allocation of the
 * program is refused in turn: the result is the whole one, or an error is told; nothing between. */
#include "test.h"

#include <hecha.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "failing_malloc.h"
#include "folder.h"
#include "office_fixture.h"

#define REPORT(agency, year, received, finished)                                                        \
    agency "申请情况" year "年度报告\n\n" agency "在" year                                              \
           "年认真做好政府信息公开工作，现将有关情况报告如下。\n\n"            \
           "申请情况统计表\n\n统计指标\t单位\t统计数\n一、申请情况\t——\t\n"   \
           "（一）收到申请数\t件\t" received "\n1.当面申请数\t件\t1\n2.网络申请数\t件\t2\n" \
           "（二）申请办结数\t件\t" finished "\n"

#define CELL(ref, text) "<c r='" ref "' t='inlineStr'><is><t>" text "</t></is></c>"

static const char manifest[] =
    "{\"name\": \"demo\", \"version\": \"1.0.0\", \"api\": 1, \"title\": \"示例\",\n"
    " \"params\": {\"least\": {\"title\": \"至少\", \"type\": \"integer\", \"default\": 5}},\n"
    " \"subject\": {\"title\": [\"申请情况…年度报告\"],\n"
    "  \"agency\": [{\"in\": \"title\", \"pattern\": \"^{agency}申请情况\"}],\n"
    "  \"year\": [{\"in\": \"title\", \"pattern\": \"{year}年度报告\"}]}}\n";

static const char form_file[] = "form \"sq\" { title = \"申请情况统计表\", rows = [[\n"
                                "一、申请情况 | ——\n  （一）收到申请数 | 件 | 子项\n"
                                "    1.当面申请数 | 件\n    2.网络申请数 | 件\n"
                                "  （二）申请办结数 | 件\n]] }\n";

static const char rules_file[] =
    "local words = data(\"words.csv\")\n"
    "rule \"P1\" { title = \"t\", severity = \"notice\", check = function(report, expect)\n"
    "  expect.fail(params.least .. words[#words].wrong .. report.agency, report.blocks[1])\n"
    "end }\n"
    "corpus_rule \"Y1\" { title = \"t\", severity = \"error\", form = \"sq\",\n"
    "  formula = \"收到申请数 ≥ 上年(收到申请数)\" }\n"
    "corpus_rule \"Z1\" { title = \"t\", severity = \"error\", form = \"sq\",\n"
    "  formula = \"收到申请数 = 合计(下级(收到申请数))\" }\n"
    "corpus_rule \"N1\" { title = \"t\", severity = \"notice\",\n"
    "  needs = {\"all\", \"roster\", \"previous_year\"},\n"
    "  check = function(report, expect, corpus)\n"
    "    expect.fail(#corpus.reports .. table.concat(corpus.missing, \",\"), report.blocks[1],\n"
    "      report:previous())\n"
    "    expect.fail(\"\" .. report:likeness(report:previous()))\n"
    "  end }\n";

static void write_pack(void)
{
    base_buf book;
    office_book tables = {
        .sheets = {OFFICE_SHEET("<sheetData><row r='1'>" CELL("A1", "编号") CELL("B1", "公式") CELL(
            "C1", "级别") "</row><row r='2'>" CELL("A2", "T2") CELL("B2", "申请办结数 ≤ 收到申请数")
                                    CELL("C2", "warning") "</row></sheetData>")}};
    test_folder_text("demo/pack.json", manifest);
    test_folder_text("demo/forms/sq.lua", form_file);
    test_folder_text("demo/rules/r.lua", rules_file);
    test_folder_text("demo/rules/t.csv", "编号,公式,级别\nT1,收到申请数 = 合计(子项),error\n");
    base_buf_init(&book);
    office_xlsx(&book, &tables);
    test_folder_write("demo/rules/u.xlsx", book.ptr, book.len);
    base_buf_dispose(&book);
    test_folder_text("demo/data/words.csv", "wrong,right\n布署,部署\n");
    test_folder_text("more.csv", "right,wrong\n即使,既使\n");
    test_folder_text("o.json", "{\"overlay\": 1, \"pack\": \"demo\", \"params\": {\"least\": 7},\n"
                               " \"severity\": {\"T1\": \"warning\"}, \"data\": {\"words.csv\": "
                               "\"more.csv\"}}");
    test_folder_text("roster.csv",
                     "单位,上级单位\n甲市水务局,\n乙县水务局,甲市水务局\n丙县水务局,甲市水务局\n");
    test_folder_text("in/1.txt", REPORT("甲市水务局", "2016", "9", "8"));
    test_folder_text("in/2.txt", REPORT("甲市水务局", "2017", "3", "4"));
    test_folder_text("in/3.txt", REPORT("乙县水务局", "2017", "3", "1"));
}

static int keep(void *context, const char *bytes, size_t length)
{
    base_buf_add(context, bytes, length);
    return base_buf_failed(context) ? -1 : 0;
}

/* The exit status, or the code of an error. */
static int audit(hecha_format format, base_buf *out)
{
    hecha *engine = NULL;
    hecha_err err = {0};
    hecha_exit status = HECHA_EXIT_CLEAN;
    hecha_output output = {0};
    const char *paths[] = {"in"};
    base_buf_clear(out);
    output.format = format;
    output.writer.write = keep;
    output.writer.context = out;
    int code = hecha_new(HECHA_LANG_ZH, &engine, &err);
    if (code == 0)
        code = hecha_add_pack(engine, "demo", &err);
    if (code == 0)
        code = hecha_add_overlay(engine, "o.json", &err);
    if (code == 0)
        code = hecha_set_roster(engine, "roster.csv", &err);
    if (code == 0)
        code = hecha_check(engine, paths, 1, &output, &status, &err);
    hecha_free(engine);
    return code != 0 ? code : (int)status;
}

static void refuse_each(hecha_format format, base_buf *whole, base_buf *out)
{
    long refused = 0;
    int expected = audit(format, whole);
    if (expected != HECHA_EXIT_FINDINGS)
        fail_msg("status %d: %.*s", expected, (int)whole->len, whole->ptr ? whole->ptr : "");
    for (long nth = 1;; nth++) {
        base_buf_dispose(out);
        long alive = failing_malloc_alive();
        failing_malloc_arm_own(nth);
        int code = audit(format, out);
        if (!failing_malloc_disarm())
            break;
        refused++;
        int is_whole = code == expected && out->len == whole->len &&
                       memcmp(out->ptr, whole->ptr, out->len) == 0;
        if (code >= 0 && code < HECHA_EXIT_UNREADABLE && !is_whole)
            fail_msg("allocation %ld refused: status %d with another result: %.*s", nth, code,
                     (int)out->len, out->ptr ? out->ptr : "");
        base_buf_dispose(out);
        if (failing_malloc_alive() > alive && failing_malloc_own())
            fail_msg("allocation %ld refused: %ld left behind (code %d)", nth,
                     failing_malloc_alive() - alive, code);
    }
    printf("%ld allocations refused in turn\n", refused);
    assert_true(refused > 100);
}

static void whole_or_an_error(void **state)
{
    base_buf whole, out;
    (void)state;
    char *folder = test_folder_make();
    assert_non_null(folder);
    write_pack();
    base_buf_init(&whole);
    base_buf_init(&out);
    refuse_each(HECHA_FORMAT_JSON, &whole, &out);
    /* all of it took part */
    static const char *const parts[] = {"demo/T1", "demo/T2",     "7既使甲市水务局",
                                        "demo/Y1", "3丙县水务局", "overlays"};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (base_str_find(base_buf_str(&whole), base_str_c(parts[i]), 0) == BASE_STR_NONE)
            fail_msg("no %s in %.*s", parts[i], (int)whole.len, whole.ptr);
    }
    base_buf_dispose(&whole);
    base_buf_dispose(&out);
    test_folder_remove(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(whole_or_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
