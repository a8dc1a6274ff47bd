#include "office_fixture.h"

#include <string.h>

#include "base/err.h"
#include "read/odf.h"

#define ROW(cells) "<table:table-row>" cells "</table:table-row>"
#define TABLE(name, content) "<table:table table:name='" name "'>" content "</table:table>"
#define CELL(attributes, text)                                                                     \
    "<table:table-cell " attributes "><text:p>" text "</text:p></table:table-cell>"

static void shows_what_is_displayed(void **state)
{
    (void)state;
    assert_ods(
        NULL,
        TABLE("甲",
              ROW(CELL("office:value-type='float' office:value='1135'",
                       "1,135") CELL("office:value-type='percentage' office:value='0.654'", "65.4%")
                      CELL("office:value-type='date' office:date-value='2018-01-12'", "12.01.18")
                          CELL("office:value-type='date' office:date-value='2018-01-12'",
                               "2018年1月"))
                  ROW("<table:table-cell office:value-type='float' office:value='0.1'/>"
                      "<table:table-cell office:value-type='percentage' office:value='0.05'/>"
                      "<table:table-cell office:value-type='date' "
                      "office:date-value='2018-01-12T09:30:00'/>"
                      "<table:table-cell office:value-type='boolean' office:boolean-value='true'/>"
                      "<table:table-cell table:formula='of:=1+2'/>"
                      "<table:table-cell office:value-type='string'><text:p>两</text:p>"
                      "<text:p>行<text:s text:c='2'/>x</text:p></table:table-cell>"))
            TABLE("乙", ROW(CELL("", "b"))) TABLE("空", ROW("<table:table-cell/>")),
        "table\n  1,135 | 65.4% | 2018-01-12 | 2018年1月 |  | \n"
        "  0.1 | 5% | 2018-01-12 09:30 | TRUE |  | 两/行  x\ntable\n  b\n"
        "! sheet \"甲\": 1 formulas have no stored value and were read as blank: E2; open the file "
        "in a spreadsheet program and save it again\n");
}

static void lays_spans_and_repeats(void **state)
{
    (void)state;
    assert_ods(
        NULL,
        TABLE(
            "甲",
            "<table:table-column table:number-columns-repeated='16384'/>" ROW(
                CELL("table:number-columns-spanned='3'",
                     "题") "<table:covered-table-cell table:number-columns-repeated='2'/>")
                ROW(CELL("table:number-rows-spanned='2'", "一")
                        CELL("table:number-columns-repeated='2'",
                             "同") "<table:table-cell table:number-columns-repeated='16380'/>")
                    ROW("<table:covered-table-cell><text:p>盖</text:p>"
                        "</table:covered-table-cell>" CELL("",
                                                           "二")) "<table:table-row "
                                                                  "table:number-rows-repeated='2'"
                                                                  ">" CELL("",
                                                                           "行") "</"
                                                                                 "table:table-row>"
                                                                                 "<table:table-row "
                                                                                 "table:number-"
                                                                                 "rows-repeated='"
                                                                                 "1048571'><table:"
                                                                                 "table-cell "
                                                                                 "table:number-"
                                                                                 "columns-repeated="
                                                                                 "'16384'/></"
                                                                                 "table:table-"
                                                                                 "row>"),
        "table\n  题{1x3}\n  一{2x1} | 同 | 同\n  二 | \n  行 |  | \n  行 |  | \n~hidden 盖\n");
}

static void repeats_are_limited(void **state)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    doc *document;
    (void)state;
    base_buf_init(&bytes);
    office_ods(&bytes, NULL,
               TABLE("甲", "<table:table-row table:number-rows-repeated='999999999'>" CELL(
                               "table:number-columns-repeated='2'", "x") "</table:table-row>"));
    assert_int_equal(office_read(&read_odf, base_buf_str(&bytes), &document, &err), 0);
    assert_int_equal(document->first->table->rows, 4096);
    assert_non_null(document->problems);
    doc_free(document);
    base_buf_dispose(&bytes);
}

static void hidden_sheets_are_asides(void **state)
{
    (void)state;
    assert_ods(
        "<style:style style:name='ta1' style:family='table'><style:table-properties "
        "table:display='false'/></style:style>",
        "<table:table table:name='藏' table:style-name='ta1'>" ROW(CELL("", "a") CELL(
            "", "b")) "</table:table>" TABLE("见",
                                             "<table:table-column table:visibility='collapse'/>"
                                             "<table:table-row table:visibility='filter'>" CELL(
                                                 "", "c") "</table:table-row>"),
        "table\n  c\n~hidden sheet \"见\" has hidden rows or columns (A、1); they "
        "were read as part of the table\n~hidden 藏/a>b\n");
}

static void comments_and_shapes_hang_on_the_sheet(void **state)
{
    (void)state;
    assert_ods(NULL,
               TABLE("甲", "<table:shapes><draw:custom-shape><text:p>形</text:p>"
                           "</draw:custom-shape></table:shapes>" ROW(
                               "<table:table-cell><office:annotation><dc:creator>张三</dc:creator>"
                               "<text:p>请核实</text:p></office:annotation><text:p>a<text:a "
                               "xlink:href='http://example.cn/'>b</text:a></text:p>"
                               "</table:table-cell>")),
               "table\n  ab\n~box 形\n~comment 请核实 (张三)\n~link b (http://example.cn/)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(shows_what_is_displayed),
        cmocka_unit_test(lays_spans_and_repeats),
        cmocka_unit_test(repeats_are_limited),
        cmocka_unit_test(hidden_sheets_are_asides),
        cmocka_unit_test(comments_and_shapes_hang_on_the_sheet),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
