#include "read_fixture.h"

#include <stdlib.h>
#include <string.h>

static void assert_format(base_str bytes, const char *format)
{
    doc *document = read_fixture_bytes(bytes);
    assert_string_equal(document->format, format);
    doc_free(document);
}

static void reads_records(void **state)
{
    (void)state;
    assert_reads("政府信息公开情况统计表,,\r\n指标,单位,数\r\n\"一、甲，\n（注）\",条,\"1,135\"\r\n"
                 "\"说\"\"明\"\"\",——, 2\r\n",
                 "table 1:0\n"
                 "  1 政府信息公开情况统计表 | 1 | 1\n"
                 "  2 指标 | 2 单位 | 2 数\n"
                 "  3 一、甲， （注） | 4 条 | 4 1,135\n"
                 "  5 说\"明\" | 5 —— | 5 2\n");
    assert_reads(
        "表\n甲;条;1,5\n乙;条;2\n丙;件;3\n\n",
        "table 1:0\n  1 表\n  2 甲 | 2 条 | 2 1,5\n  3 乙 | 3 条 | 3 2\n  4 丙 | 4 件 | 4 3\n");
    assert_reads("sep=;\r\na;1\r\n\r\nb;2\r\n", "table 2:0\n  2 a | 2 1\n  3\n  4 b | 4 2\n");
    /* a quote that nothing closes is a character */
    assert_reads("a,\"1\nb,2\nc,3\n", "table 1:0\n  1 a | 1 \"1\n  2 b | 2 2\n  3 c | 3 3\n");
}

static void names_cells(void **state)
{
    (void)state;
    doc *document = read_fixture("a,1\n\nb,\"2\nx\"\nc,3");
    const doc_table *table = document->first->table;
    assert_int_equal(table->rows, 4);
    assert_true(base_str_eq_c(doc_table_at(table, 1, 2)->place.ref, "B1"));
    assert_true(base_str_eq_c(doc_table_at(table, 3, 1)->place.ref, "A3"));
    assert_true(base_str_eq_c(doc_table_at(table, 4, 2)->place.ref, "B4"));
    assert_int_equal(doc_table_at(table, 4, 2)->place.line, 5);
    doc_free(document);
}

static void tells_tables_from_text(void **state)
{
    (void)state;
    assert_format(base_str_c("a,1\nb,2\n"), "csv");
    assert_format(base_str_c("a,b,c\nd,e,f\ng,h,i\n"), "csv");
    assert_format(base_str_c("a\t1\nb\t2\n"), "csv");
    assert_format(base_str_c("标题\n甲\t条\t1\n乙\t条\t2\n"), "txt");
    assert_format(base_str_c("本局收到申请,共5件。\n全年公开信息,共6条。\n"), "txt");
    assert_format(base_str_c("共1,135条\n"), "txt");
    assert_format(base_str_c("a,1\nb,2\nc,3,4\n"), "txt");
    assert_format(
        base_str_c("一、总体情况\n"
                   "2017年，我局主动公开政府信息1135条，通过政府网站公开742条，占百分之六十五。\n"
                   "甲,条,1\n乙,条,2\n丙,条,3\n"),
        "txt");
}

/* Each as wide as it needs. */
static void reads_several_tables(void **state)
{
    (void)state;
    assert_reads("本级\r\n指标,单位,数\r\n\"甲\n（注）\",条,1\r\n\r\n汇总\r\n1,指标,单位,数\r\n2,"
                 "甲,条,3\r\n",
                 "table 1:0\n"
                 "  1 本级\n"
                 "  2 指标 | 2 单位 | 2 数\n"
                 "  3 甲/（注） | 4 条 | 4 1\n"
                 "  5\n"
                 "  6 汇总\n"
                 "  7 1 | 7 指标 | 7 单位 | 7 数\n"
                 "  8 2 | 8 甲 | 8 条 | 8 3\n");
    assert_format(base_str_c("a;b;1\nc;d;2\n\ne;f;g;3\nh;i;j;4\n"), "csv");
    assert_format(base_str_c("x\ta\t1\ny\t\"b\nc\"\t2\n汇总\nx\ty\ta\t1\nx\ty\tb\t2\n"), "csv");
    /* without quotes the reader of texts knows as much of tabs */
    assert_format(base_str_c("x\ta\t1\ny\tb\t2\n汇总\nx\ty\ta\t1\nx\ty\tb\t2\n"), "txt");
    /* nothing parts them */
    assert_format(base_str_c("a,b,1\nc,d,2\ne,f,g,3\nh,i,j,4\n"), "csv");
    assert_reads("甲,=\"007\",'5\n\"乙\",\"=\"\"3\"\"\",'x\n",
                 "table 1:0\n  1 甲 | 1 007 | 1 5\n  2 乙 | 2 3 | 2 'x\n");
    /* more lines than records */
    assert_format(base_str_c("x\na,b,1\nc,d,2\ny\nz\nw\nv\ne,f,g,3\nh,i,j,4\nu\n"), "txt");
    assert_format(base_str_c("收到申请,共5件,都已办结\n公开信息,共6条,都已公布\n\n"
                             "甲,乙,丙,丁\n戊,己,庚,辛\n"),
                  "txt");
}

static void reads_encodings(void **state)
{
    static const char gb[] = "\xBC\xD7,\xCC\xF5,1\n\xD2\xD2,\xCC\xF5,2\n";
    static const char wide[] = "\xFF\xFE\x32\x75,\0001\0\n\0Y\x4E,\0002\0\n\0";
    (void)state;
    assert_format(base_str_n(gb, sizeof(gb) - 1), "csv");
    doc *document = read_fixture_bytes(base_str_n(wide, sizeof(wide) - 1));
    assert_string_equal(document->format, "csv");
    assert_true(base_str_eq_c(document->encoding, "UTF-16LE"));
    assert_true(base_str_eq_c(document->first->table->cells[2].text.raw, "乙"));
    doc_free(document);
}

static void survives_size(void **state)
{
    base_buf bytes;
    (void)state;
    base_buf_init(&bytes);
    base_buf_add_c(&bytes, "sep=,\n");
    for (int i = 0; i < 1500; i++)
        base_buf_add_c(&bytes, "x,");
    base_buf_add_c(&bytes, "\na,b\n");
    doc *document = read_fixture_bytes(base_buf_str(&bytes));
    assert_int_equal(document->first->table->columns, 1024);
    assert_non_null(document->problems);
    doc_free(document);
    base_buf_clear(&bytes);
    for (int i = 0; i < 20000; i++)
        base_buf_add_c(&bytes, "\"a,1\n");
    doc_free(read_fixture_bytes(base_buf_str(&bytes)));
    base_buf_dispose(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_records),          cmocka_unit_test(names_cells),
        cmocka_unit_test(tells_tables_from_text), cmocka_unit_test(reads_encodings),
        cmocka_unit_test(reads_several_tables),   cmocka_unit_test(survives_size),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
