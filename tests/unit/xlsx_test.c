#include "office_fixture.h"

#include <string.h>

#include "base/err.h"
#include "read/xlsx.h"

#define SHEET(rows) OFFICE_SHEET("<sheetData>" rows "</sheetData>")
#define TEXT(name, text) "<c r='" name "' t='inlineStr'><is><t>" text "</t></is></c>"
#define NUMBER(name, value) "<c r='" name "'><v>" value "</v></c>"

static void reads_every_type_of_cell(void **state)
{
    static const fixture_part parts[] = {
        {"xl/sharedStrings.xml", "<sst xmlns='" OFFICE_S "'><si><t>统计数</t></si>"
                                 "<si><r><t>单</t></r><r><t>位</t></r><rPh><t>dan</t></rPh></si>"
                                 "<si><t>a_x000D_\nb_x0041_</t></si></sst>"},
        {NULL, NULL}};
    const office_book book = {
        {SHEET("<row r='1'><c r='A1' t='s'><v>0</v></c><c r='B1' t='s'><v>1</v></c>"
               "<c r='C1' t='s'><v>2</v></c></row>"
               "<row><c t='str'><f>A1</f><v>文</v></c><c t='b'><v>1</v></c>"
               "<c t='e'><v>#DIV/0!</v></c></row>"
               "<row r='3'><c r='A3' t='d'><v>2018-01-12T00:00:00</v></c>"
               "<c r='B3' t='n'><f>1+2</f><v>3</v></c>" TEXT("C3", "x") "</row>")},
        {NULL},
        NULL,
        parts};
    (void)state;
    assert_xlsx(&book,
                "table\n  统计数 | 单位 | a/bA\n  文 | TRUE | #DIV/0!\n  2018-01-12 | 3 | x\n");
}

static void follows_number_formats(void **state)
{
    static const fixture_part parts[] = {
        {"xl/styles.xml",
         "<styleSheet xmlns='" OFFICE_S "'><numFmts><numFmt numFmtId='200' "
         "formatCode='0.0&quot;万元&quot;'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
         "</cellStyleXfs><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/>"
         "<xf numFmtId='200'/></cellXfs></styleSheet>"},
        {NULL, NULL}};
    const office_book book = {
        {SHEET("<row r='1'><c r='A1' s='1'><v>41650</v></c><c r='B1' s='2'><v>0.654</v></c>"
               "<c r='C1' s='3'><v>1.25</v></c><c r='D1' s='99'><v>7</v></c></row>")},
        {NULL},
        "date1904='1'",
        parts};
    (void)state;
    assert_xlsx(&book, "table\n  2018-01-12 | 65.40% | 1.3万元 | 7\n");
}

static void lays_merged_areas(void **state)
{
    const office_book book = {
        {OFFICE_SHEET("<sheetData><row r='1'>" TEXT("A1", "标题") "</row><row r='2'>" TEXT(
            "A2", "一") TEXT("B2", "二") TEXT("C2", "三") "</row><row r='3'>" TEXT("B3", "四")
                          TEXT("C3", "盖住") "</row></sheetData><mergeCells>"
                                             "<mergeCell ref='A1:C1'/><mergeCell ref='A2:A3'/>"
                                             "<mergeCell ref='B3:C4'/><mergeCell ref='A3:B3'/>"
                                             "<mergeCell ref='F7:G9'/><mergeCell ref='bad'/>"
                                             "</mergeCells>")},
        {NULL},
        NULL,
        NULL};
    (void)state;
    assert_xlsx(&book, "table\n  标题{1x3}\n  一{2x1} | 二 | 三\n  四{2x2}\n  \n~hidden 盖住\n");
}

static void tells_formulas_without_value(void **state)
{
    const office_book book = {
        {SHEET("<row r='1'>" TEXT("A1", "合计") "<c r='B1'><f>1+2</f><v></v></c>"
                                                "<c r='C1' t='str'><f>\"\"</f><v></v></c></row>")},
        {NULL},
        NULL,
        NULL};
    (void)state;
    assert_xlsx(&book,
                "table\n  合计\n! sheet \"甲\": 1 formulas have no stored value and were read as "
                "blank: B1; open the file in a spreadsheet program and save it again\n");
}

static void keeps_order_and_hidden_sheets(void **state)
{
    const office_book book = {
        {SHEET("<row r='1'>" TEXT("A1", "藏")
                   TEXT("B1", "b") "</row><row r='2'>" TEXT("A2", "c") "</row>"),
         SHEET("<row r='2' hidden='1'>" TEXT("B2", "见") "</row>"), SHEET("")},
        {"state='hidden'"},
        NULL,
        NULL};
    (void)state;
    assert_xlsx(&book,
                "table\n   | 见\n~hidden sheet \"乙\" has hidden rows or columns (2); they "
                "were read as part of the table\n~hidden 甲/藏>b/c\n");
}

static void cells_know_their_names(void **state)
{
    const office_book book = {{SHEET("<row r='5'>" TEXT("C5", "a") "</row>"),
                               SHEET("<row r='900000'>" TEXT("CZ900000", "b") "</row>")},
                              {NULL},
                              NULL,
                              NULL};
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    doc *document;
    (void)state;
    base_buf_init(&bytes);
    office_xlsx(&bytes, &book);
    assert_int_equal(office_read(&read_xlsx, base_buf_str(&bytes), &document, &err), 0);
    const doc_cell *cell = doc_table_at(document->first->table, 5, 3);
    assert_non_null(cell);
    assert_true(base_str_eq_c(cell->place.ref, "C5"));
    assert_true(base_str_eq_c(cell->place.part, "甲"));
    assert_int_equal(cell->place.sheet, 1);
    /* Far down and far right: moved, but named as in the sheet. */
    cell = doc_table_at(document->first->next->table, 1, 1);
    assert_true(base_str_eq_c(cell->place.ref, "CZ900000"));
    assert_int_equal(cell->place.sheet, 2);
    doc_free(document);
    base_buf_dispose(&bytes);
}

static void far_cells_are_told(void **state)
{
    const office_book book = {
        {OFFICE_SHEET("<sheetData><row r='1'>" TEXT("A1", "a") TEXT(
            "XFD1", "远") "</row>"
                          "<row r='1048576'>" TEXT("A1048576", "底") TEXT("B1048576", "底") TEXT(
                              "C1048576",
                              "底") "</row></sheetData>"
                                    "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>")},
        {NULL},
        NULL,
        NULL};
    (void)state;
    assert_xlsx(&book, "table\n  a{1x3}\n! sheet \"甲\": XFD1 and others (4 cells) are too far "
                       "from the rest and were not read\n");
}

static void repairs_order_and_doubles(void **state)
{
    const office_book book = {
        {SHEET("<row r='2'>" TEXT("B2", "d") TEXT("A2", "c") "</row><row r='1'>" TEXT("A1", "a")
                   NUMBER("A1", "5") NUMBER("ZZZZ9", "6") "</row>")},
        {NULL},
        NULL,
        NULL};
    (void)state;
    assert_xlsx(&book, "table\n  a | 6\n  c | d\n! sheet \"甲\": the cell A1 is there twice; the "
                       "first one was read\n");
}

static void hangs_on_the_sheet(void **state)
{
    static const fixture_part parts[] = {
        {"xl/worksheets/_rels/sheet1.xml.rels",
         "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
         "<Relationship Id='c' Type='" FIXTURE_R "/comments' Target='../comments1.xml'/>"
         "<Relationship Id='d' Type='" FIXTURE_R "/drawing' Target='../drawing1.xml'/>"
         "<Relationship Id='h' Type='" FIXTURE_R "/hyperlink' Target='http://example.cn/' "
         "TargetMode='External'/></Relationships>"},
        {"xl/comments1.xml",
         "<comments xmlns='" OFFICE_S "'><authors><author>张三</author></authors>"
         "<commentList><comment ref='A1' authorId='0'><text><r><t>请核实</t></r>"
         "</text></comment></commentList></comments>"},
        {"xl/drawing1.xml",
         "<xdr:wsDr "
         "xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing' "
         "xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'><xdr:sp><xdr:txBody>"
         "<a:p><a:r><a:t>框一</a:t></a:r></a:p><a:p><a:r><a:t>框二</a:t></a:r></a:p></xdr:txBody>"
         "</xdr:sp><xdr:pic><xdr:nvPicPr><xdr:cNvPr descr='示意图'/></xdr:nvPicPr></xdr:pic>"
         "</xdr:wsDr>"},
        {NULL, NULL}};
    const office_book book = {
        {OFFICE_SHEET("<sheetData><row r='1'>" TEXT(
            "A1", "a") "</row></sheetData>"
                       "<hyperlinks><hyperlink ref='A1' r:id='h'/></hyperlinks>"
                       "<headerFooter><oddHeader>&amp;L&amp;\"宋体\"&amp;12页眉&amp;R第&amp;P页"
                       "</oddHeader></headerFooter><drawing r:id='d'/>")},
        {NULL},
        NULL,
        parts};
    (void)state;
    assert_xlsx(&book, "table\n  a\nimage 示意图\n~link A1 (http://example.cn/)\n"
                       "~header 页眉>第页\n~comment 请核实 (张三)\n~box 框一/框二\n");
}

static void damaged_parts_are_told(void **state)
{
    const office_book book = {
        {SHEET("<row r='1'>" TEXT("A1", "a") "</row>"), "<worksheet",
         SHEET("<row r='1'><c r='A1' t='s'><v>3</v></c>" TEXT("B1", "b") "</row>")},
        {NULL},
        NULL,
        NULL};
    (void)state;
    assert_xlsx(&book, "table\n  a\ntable\n   | b\n"
                       "! \"xl/worksheets/sheet2.xml\" is damaged from line 1 on; only what stands "
                       "before can be read\n"
                       "! sheet \"丙\": the texts of 1 cells are not in the file\n");
}

static void no_sheet_is_an_error(void **state)
{
    const office_book bad = {{"<worksheet"}, {NULL}, NULL, NULL};
    const office_book none = {{NULL}, {NULL}, NULL, NULL};
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    doc *document;
    (void)state;
    base_buf_init(&bytes);
    office_xlsx(&bytes, &bad);
    assert_int_equal(office_read(&read_xlsx, base_buf_str(&bytes), &document, &err),
                     HECHA_E_FORMAT);
    office_xlsx(&bytes, &none);
    assert_int_equal(office_read(&read_xlsx, base_buf_str(&bytes), &document, &err),
                     HECHA_E_FORMAT);
    base_buf_dispose(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_every_type_of_cell),
        cmocka_unit_test(follows_number_formats),
        cmocka_unit_test(lays_merged_areas),
        cmocka_unit_test(tells_formulas_without_value),
        cmocka_unit_test(keeps_order_and_hidden_sheets),
        cmocka_unit_test(cells_know_their_names),
        cmocka_unit_test(far_cells_are_told),
        cmocka_unit_test(repairs_order_and_doubles),
        cmocka_unit_test(hangs_on_the_sheet),
        cmocka_unit_test(damaged_parts_are_told),
        cmocka_unit_test(no_sheet_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
