#include "docx_fixture.h"

#include <stdlib.h>
#include <string.h>

#define P(text) "<w:p><w:r><w:t>" text "</w:t></w:r></w:p>"
#define TC(text) "<w:tc>" P(text) "</w:tc>"
#define TC_WITH(properties, text) "<w:tc><w:tcPr>" properties "</w:tcPr>" P(text) "</w:tc>"
#define TR(cells) "<w:tr>" cells "</w:tr>"
#define TBL(rows) "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid>" rows "</w:tbl>"

static void reads_rows_and_cells(void **state)
{
    (void)state;
    assert_docx(P("前") TBL(TR("<w:trPr><w:tblHeader/></w:trPr>" TC("指标") TC("单位")) TR(
                    TC("甲") "<w:tc>" P("1") P("2") "</w:tc>") TR("<w:tc/>" TC("3"))) P("后"),
                NULL, "p 前\ntable\n  指标^ | 单位^\n  甲 | 1/2\n   | 3\np 后\n");
}

static void lays_out_spans(void **state)
{
    (void)state;
    assert_docx(TBL(TR(TC_WITH("<w:gridSpan w:val='2'/>", "头") TC("c"))
                        TR(TC_WITH("<w:vMerge w:val='restart'/>", "一") TC("b") TC("c"))
                            TR(TC_WITH("<w:vMerge/>", "") TC("b") TC("c"))
                                TR(TC_WITH("<w:vMerge w:val='continue'/>", "") TC("b") TC("c"))),
                NULL, "table\n  头{1x2} | c\n  一{3x1} | b | c\n  b | c\n  b | c\n");
    assert_docx(TBL(TR(TC_WITH("<w:hMerge w:val='restart'/>", "左") TC_WITH("<w:hMerge/>", "")
                           TC("c")) TR("<w:trPr><w:gridBefore w:val='1'/></w:trPr>" TC("b") TC("c"))
                        TR(TC_WITH("<w:vMerge/>", "独") TC("b") TC("c"))),
                NULL, "table\n  左{1x2} | c\n  b | c\n  独 | b | c\n");
}

static void spans_from_the_file_are_not_trusted(void **state)
{
    (void)state;
    assert_docx(TBL(TR(TC_WITH("<w:gridSpan w:val='2000000000'/>", "宽")) TR(TC("a") TC("b"))),
                NULL, "table\n  宽{1x63}\n  a | b\n");
    assert_docx(
        TBL(TR(TC_WITH("<w:gridSpan w:val='-5'/>", "a") TC_WITH("<w:gridSpan w:val='x'/>", "b"))),
        NULL, "table\n  a | b\n");
}

static void wide_rows_end_at_the_limit(void **state)
{
    base_buf body, bytes;
    doc *document;
    (void)state;
    base_buf_init(&body);
    base_buf_init(&bytes);
    base_buf_add_c(&body, "<w:tbl><w:tr>");
    for (int i = 0; i < 2000; i++)
        base_buf_add_c(&body, TC("x"));
    base_buf_add_c(&body, "</w:tr></w:tbl>");
    fixture_docx(&bytes, body.ptr, NULL);
    assert_int_equal(fixture_read(base_buf_str(&bytes), NULL, &document, NULL), 0);
    assert_non_null(document->problems);
    assert_null(document->problems->next);
    assert_true(document->first->table->columns <= DOC_MAX_COLUMNS);
    doc_free(document);
    base_buf_dispose(&body);
    base_buf_dispose(&bytes);
}

static void nested_tables_belong_to_their_cell(void **state)
{
    (void)state;
    assert_docx(TBL(TR("<w:tc>" P("前") TBL(TR(TC("x") TC("y"))) P("后") "</w:tc>" TC("z"))), NULL,
                "table\n  前/后(\n  x | y\n) | z\n");
}

static void very_deep_tables_become_text(void **state)
{
    base_buf body, bytes;
    doc *document;
    (void)state;
    base_buf_init(&body);
    base_buf_init(&bytes);
    for (int i = 0; i < 45; i++)
        base_buf_add_c(&body, "<w:tbl><w:tr><w:tc>");
    base_buf_add_c(&body, P("底"));
    for (int i = 0; i < 45; i++)
        base_buf_add_c(&body, "</w:tc></w:tr></w:tbl>");
    fixture_docx(&bytes, body.ptr, NULL);
    assert_int_equal(fixture_read(base_buf_str(&bytes), NULL, &document, NULL), 0);
    assert_non_null(document->problems);
    const doc_table *table = document->first->table;
    while (table->cells[0].nested != NULL)
        table = table->cells[0].nested;
    assert_true(base_str_eq_c(table->cells[0].text.raw, "底"));
    doc_free(document);
    base_buf_dispose(&body);
    base_buf_dispose(&bytes);
}

static void controls_wrap_rows_and_cells(void **state)
{
    (void)state;
    assert_docx(TBL("<w:sdt><w:sdtContent>" TR("<w:sdt><w:sdtPr/><w:sdtContent>" TC(
                    "a") "</w:sdtContent></"
                         "w:sdt><w:tc><w:sdt><w:sdtContent>" P("b") "</w:sdtContent></w:sdt></"
                                                                    "w:tc>") "</w:sdtContent></"
                                                                             "w:sdt>"),
                NULL, "table\n  a | b\n");
}

static void changed_rows_and_cells(void **state)
{
    (void)state;
    assert_docx(
        TBL(TR(TC("a") TC("b")) TR("<w:trPr><w:del w:author='审'/></w:trPr>" TC("删") TC("9")) TR(
            "<w:trPr><w:ins w:author='审'/></w:trPr>" TC("c")
                TC_WITH("<w:cellDel w:author='改'/>", "去")
                    TC("d")) TR("<w:trPr><w:hidden/></w:trPr>" TC("隐") TC("藏"))
                TR("<w:trPr><w:trPrChange><w:trPr><w:del/></w:trPr></w:trPrChange></w:trPr>" TC("e")
                       TC("f"))),
        NULL,
        "table\n  a | b\n  c | d\n  e | f\n~deleted 删>9 (审)\n~deleted 去 (改)\n~hidden 隐>藏\n");
    assert_docx(P("a") TBL(TR("<w:trPr><w:del/></w:trPr>" TC("x"))) P("b"), NULL,
                "p a\np b\n~deleted x\n");
    assert_docx(TBL(TR(TC("a")) TR(TC_WITH("<w:cellMerge w:vMerge='cont'/>", ""))), NULL,
                "table\n  a{2x1}\n");
}

static void odd_nesting_loses_nothing(void **state)
{
    (void)state;
    /* a table inside a paragraph, rows and cells outside of tables */
    assert_docx("<w:p><w:r><w:t>a</w:t></w:r>" TBL(TR(TC("b"))) "</w:p><w:tr><w:tc>" P(
                    "c") "</w:tc></w:tr>" P("d"),
                NULL, "p a\ntable\n  b\np c\np d\n");
    assert_docx("<w:tbl>" P("x") "</w:tbl>" P("y"), NULL, "p x\np y\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_rows_and_cells),
        cmocka_unit_test(lays_out_spans),
        cmocka_unit_test(spans_from_the_file_are_not_trusted),
        cmocka_unit_test(wide_rows_end_at_the_limit),
        cmocka_unit_test(nested_tables_belong_to_their_cell),
        cmocka_unit_test(very_deep_tables_become_text),
        cmocka_unit_test(controls_wrap_rows_and_cells),
        cmocka_unit_test(changed_rows_and_cells),
        cmocka_unit_test(odd_nesting_loses_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
