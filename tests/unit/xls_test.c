#include "test.h"

#include <string.h>

#include "base/err.h"
#include "read_fixture.h"
#include "xls_fixture.h"

#define CELL(out, type, row, column, literal)                                                      \
    xls_cell(out, type, row, column, 0, literal, sizeof(literal) - 1)
#define RECORD(out, type, literal) xls_record(out, type, literal, sizeof(literal) - 1)

static base_buf *one_sheet(xls_fixture *book)
{
    xls_fixture_init(book);
    return xls_fixture_add(book, "S", 0x10, 0);
}

static void reads_numbers(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    xls_number(sheet, 0, 0, 0, 1135);
    xls_number(sheet, 0, 1, 0, 0.1 + 0.2);
    xls_number(sheet, 0, 2, 0, -65.4);
    xls_number(sheet, 0, 3, 0, 123456789012345.0);
    xls_number(sheet, 0, 4, 0, 0.000012);
    CELL(sheet, 0x027E, 1, 0, "\x5A\0\0\0\x1A");   /* a byte too many is no harm */
    CELL(sheet, 0x027E, 1, 1, "\xFA\xFF\xFF\xFF"); /* -2 */
    CELL(sheet, 0x027E, 1, 2, "\x2F\x31\0\0");     /* 3147 / 100 */
    CELL(sheet, 0x027E, 1, 3, "\0\0\xF8\x3F");     /* 1.5 */
    CELL(sheet, 0x027E, 1, 4, "\x01\0\x59\x40");   /* 100 / 100 */
    RECORD(sheet, 0x00BD, "\2\0\0\0\0\0\6\0\0\0\0\0\x0A\0\0\0\1\0"); /* 1, 2 */
    xls_number(sheet, 3, 0, 0, 1e300 * 1e300);
    assert_xls(&book, "table 1 S: A1=1135 B1=0.3 C1=-65.4 D1=123456789012345 E1=0.000012 "
                      "A2=22 B2=-2 C2=31.47 D2=1.5 E2=1 A3=1 B3=2 A4=#NUM!\n");
}

static void reads_other_cells(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    xls_label(sheet, 0, 0, "one\r\ntwo\rthree\nfour");
    CELL(sheet, 0x0204, 0, 1, "\2\0\1\x5F\x67\xF6\x4E");
    CELL(sheet, 0x0205, 0, 2, "\1\0");
    CELL(sheet, 0x0205, 0, 3, "\0\0");
    CELL(sheet, 0x0205, 0, 4, "\x07\1");
    CELL(sheet, 0x0201, 0, 5, "");
    /* 0x00D6: rich text; its runs are behind the characters */
    CELL(sheet, 0x00D6, 1, 0, "\2\0\0ab\1\0\0\0");
    /* half of a pair, and a whole one: U+20BB7 */
    CELL(sheet, 0x0204, 1, 1, "\4\0\1\x42\xD8\x61\0\x42\xD8\xB7\xDF");
    assert_xls(&book, "table 1 S: A1=one/two/three/four B1=束件 C1=TRUE D1=FALSE E1=#DIV/0! "
                      "A2=ab B2=\xEF\xBF\xBD"
                      "a𠮷\n");
}

static void put_formula(base_buf *out, unsigned row, const char *value, const char *tokens,
                        size_t count)
{
    base_buf data;
    base_buf_init(&data);
    base_buf_add(&data, value, 8);
    xls_put(&data, 6, 0);
    xls_put(&data, 2, count);
    base_buf_add(&data, tokens, count);
    xls_cell(out, 0x0006, row, 0, 0, data.ptr, data.len);
    base_buf_dispose(&data);
}

static void reads_stored_values_of_formulas(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    put_formula(sheet, 0, "\0\0\0\0\0\0\x45\x40", "", 0);
    put_formula(sheet, 1, "\0\0\0\0\0\0\xFF\xFF", "", 0);
    RECORD(sheet, 0x04BC, "shared");
    RECORD(sheet, 0x0207, "\4\0\0te");
    RECORD(sheet, 0x003C, "\1x\0t\0");
    put_formula(sheet, 2, "\1\0\1\0\0\0\xFF\xFF", "", 0);
    put_formula(sheet, 3, "\2\0\x2A\0\0\0\xFF\xFF", "", 0);
    /* =IF(…) may be an empty text; =A1+A2 and =SUM(A1:A2) are not computed; +A1 may be a text */
    put_formula(sheet, 4, "\3\0\0\0\0\0\xFF\xFF", "\x42\3\1\0", 4);
    put_formula(sheet, 5, "\3\0\0\0\0\0\xFF\xFF", "\x44\0\0\0\0\x44\1\0\0\0\3", 11);
    put_formula(sheet, 6, "\3\0\0\0\0\0\xFF\xFF", "\x42\1\4\0", 4);
    put_formula(sheet, 7, "\3\0\0\0\0\0\xFF\xFF", "\x44\0\0\0\0\x12", 6);
    put_formula(sheet, 8, "\0\0\0\0\0\0\xFF\xFF", "", 0);
    RECORD(sheet, 0x0207, "");
    put_formula(sheet, 9, "\0\0\0\0\0\0\xFF\xFF", "", 0);
    xls_label(sheet, 10, 0, "end");
    assert_xls(&book, "table 1 S: A1=42 A2=text A3=TRUE A4=#N/A A11=end\n"
                      "problem: sheet \"S\": 3 formulas have no stored value and were read as "
                      "blank: A6、A7、A10; open the file in a spreadsheet program and save it "
                      "again\n"
                      "problem: sheet \"S\": the texts of 1 cells are not in the file\n");
}

static void reads_shared_strings_over_records(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    /* plain; wide to narrow and back at CONTINUE; rich and phonetic, cut in each part; a string
     * whose characters start in the next record; one behind a whole record */
    RECORD(&book.globals, 0x00FC,
           "\x06\0\0\0\x06\0\0\0"
           "\2\0\0ab"
           "\6\0\1\x00\x4E\x8C\x4E");
    RECORD(&book.globals, 0x003C, "\0xy");
    RECORD(&book.globals, 0x003C, "\1\x09\x4E\xDB\x56\3\0\x0C\2\0\5\0\0\0abc\1\0");
    RECORD(&book.globals, 0x003C, "\0\0\2\0\0\0PH");
    RECORD(&book.globals, 0x003C, "ONE\3\0\0");
    RECORD(&book.globals, 0x003C, "\0new\1\0\0z");
    RECORD(&book.globals, 0x003C, "\1\0\0w");
    for (unsigned i = 0; i < 7; i++)
        xls_cell(sheet, 0x00FD, 0, i, 0, (const char[]){(char)i, 0, 0, 0}, 4);
    assert_xls(&book, "table 1 S: A1=ab B1=一二xy三四 C1=abc D1=new E1=z F1=w\n"
                      "problem: sheet \"S\": the texts of 1 cells are not in the file\n");
}

static void put_format(base_buf *globals, unsigned id, const char *code)
{
    base_buf data;
    base_buf_init(&data);
    xls_put(&data, 2, id);
    xls_put(&data, 2, strlen(code));
    xls_put(&data, 1, 0);
    base_buf_add_c(&data, code);
    xls_record_buf(globals, 0x041E, &data);
}

static void put_style(base_buf *globals, unsigned format)
{
    base_buf data;
    base_buf_init(&data);
    xls_put(&data, 2, 0);
    xls_put(&data, 2, format);
    xls_put(&data, 8, 0);
    xls_put(&data, 8, 0);
    xls_record_buf(globals, 0x00E0, &data);
}

static void shows_by_format(void **state)
{
    (void)state;
    for (unsigned since1904 = 0; since1904 < 2; since1904++) {
        xls_fixture book;
        base_buf *sheet = one_sheet(&book);
        const unsigned formats[] = {0, 14, 10, 2, 164, 165};
        xls_record(&book.globals, 0x0022, since1904 ? "\1\0" : "\0\0", 2);
        put_format(&book.globals, 164, "yyyy\\-mm\\-dd\\ hh:mm");
        put_format(&book.globals, 165, "0.0_ ");
        for (size_t i = 0; i < 6; i++)
            put_style(&book.globals, formats[i]);
        for (unsigned i = 0; i < 6; i++)
            xls_number(sheet, 0, i, i, 43112.5);
        xls_number(sheet, 1, 0, 2, 0.6541);
        xls_number(sheet, 1, 1, 99, 7);
        assert_xls(&book, since1904
                              ? "table 1 S: A1=43112.5 B1=2022-01-13 C1=4311250.00% D1=43112.5 "
                                "E1=2022-01-13 12:00 F1=43112.5 A2=65.41% B2=7\n"
                              : "table 1 S: A1=43112.5 B1=2018-01-12 C1=4311250.00% D1=43112.5 "
                                "E1=2018-01-12 12:00 F1=43112.5 A2=65.41% B2=7\n");
    }
}

static void lays_merged_cells(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    xls_label(sheet, 0, 0, "title");
    xls_label(sheet, 1, 0, "left");
    xls_label(sheet, 1, 1, "a");
    xls_label(sheet, 2, 1, "b");
    xls_label(sheet, 2, 0, "under");
    /* the third area is cut, the fourth turned round */
    RECORD(sheet, 0x00E5, "\4\0\0\0\0\0\0\0\1\0\1\0\2\0\0\0\0\0\1\0\0\0\1\0\1\0\3\0\3\0\0\0");
    assert_xls(&book, "table 1 S: A1(1x2)=title A2(2x1)=left B2=a B3=b\n"
                      "hidden: under <>\n");
}

static void keeps_sheets_in_order(void **state)
{
    (void)state;
    xls_fixture book;
    xls_fixture_init(&book);
    xls_label(xls_fixture_add(&book, "first", 0x10, 0), 0, 0, "1");
    xls_label(xls_fixture_add(&book, "secret", 0x10, 1), 0, 0, "2");
    xls_label(xls_fixture_add(&book, "chart", 0x20, 0), 0, 0, "3");
    xls_label(xls_fixture_add(&book, "macro", 0x40, 0), 0, 0, "4");
    xls_fixture_add(&book, "empty", 0x10, 0);
    xls_label(xls_fixture_add(&book, "last", 0x10, 0), 1, 2, "5");
    assert_xls(&book, "table 1 first: A1=1\ntable 6 last: C2=5\nhidden: secret/2 <>\n");
}

static void reads_all_where_all_is_hidden(void **state)
{
    (void)state;
    xls_fixture book;
    xls_fixture_init(&book);
    xls_label(xls_fixture_add(&book, "a", 0x10, 2), 0, 0, "1");
    assert_xls(&book, "table 1 a: A1=1\n");
}

static void tells_hidden_rows_and_columns(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    RECORD(sheet, 0x007D, "\1\0\2\0\0\0\0\0\1\0\0\0");
    RECORD(sheet, 0x007D, "\3\0\3\0\0\0\0\0\0\0\0\0");
    RECORD(sheet, 0x0208, "\4\0\0\0\1\0\0\0\0\0\0\0\x20\0\0\0");
    RECORD(sheet, 0x0208, "\5\0\0\0\1\0\0\0\0\0\0\0\0\1\0\0");
    xls_label(sheet, 4, 0, "x");
    assert_xls(&book, "table 1 S: A5=x\n"
                      "hidden: sheet \"S\" has hidden rows or columns (B、C、5); they were read "
                      "as part of the table <>\n");
}

static void keeps_what_hangs_on_a_sheet(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    static const char url[] = "\0\0\0\0\1\0\1\0"                     /* A1, B2 */
                              "\xD0\xC9\xEA\x79\xF9\xBA\xCE\x11"     /* class */
                              "\x8C\x82\0\xAA\0\x4B\xA9\x0B\2\0\0\0" /* version */
                              "\x13\0\0\0\2\0\0\0t\0\0\0"            /* flags, shown text */
                              "\xE0\xC9\xEA\x79\xF9\xBA\xCE\x11\x8C\x82\0\xAA\0\x4B\xA9\x0B"
                              "\6\0\0\0u\0r\0\0\0";
    static const char place[] = "\3\0\3\0\2\0\2\0................\2\0\0\0\x08\0\0\0"
                                "\3\0\0\0S\0!\0\0\0";
    RECORD(sheet, 0x0014, "\x0A\0\0&L&\"a\"top");
    RECORD(sheet, 0x0015, "");
    xls_label(sheet, 0, 0, "x");
    RECORD(sheet, 0x005D, "\x15\0\x12\0\x06\0\1\0");
    RECORD(sheet, 0x01B6, "\0\0\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0");
    RECORD(sheet, 0x003C, "\0b");
    RECORD(sheet, 0x003C, "\1o\0x\0");
    RECORD(sheet, 0x005D, "\x15\0\x12\0\x19\0\2\0");
    RECORD(sheet, 0x01B6, "\0\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0");
    RECORD(sheet, 0x003C, "\0note");
    RECORD(sheet, 0x001C, "\0\0\0\0\0\0\2\0\2\0\0me");
    RECORD(sheet, 0x001C, "\0\0\0\0\0\0\7\0\2\0\0no");
    RECORD(sheet, 0x01B8, url);
    RECORD(sheet, 0x01B8, place);
    xls_record(sheet, 0x01B8, url, 50);
    xls_record(sheet, 0x01B8, url, 20);
    assert_xls(&book, "table 1 S: A1=x\n"
                      "header: top <>\n"
                      "link: t <ur>\n"
                      "link: C4 <S!>\n"
                      "comment: note <me>\n"
                      "box: box <>\n");
}

static void reads_charts(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    xls_label(sheet, 0, 0, "x");
    RECORD(sheet, 0x0809, "\0\6\x20\0\0\0\0\0");
    RECORD(sheet, 0x1003, "");
    RECORD(sheet, 0x1051, "\0");
    RECORD(sheet, 0x100D, "\0\0\3\0net");
    RECORD(sheet, 0x1025, "");
    RECORD(sheet, 0x1051, "\0");
    RECORD(sheet, 0x100D, "\0\0\5\0title");
    RECORD(sheet, 0x1065, "\2\0");
    CELL(sheet, 0x0204, 0, 0, "\1\0\0p");
    CELL(sheet, 0x0204, 1, 0, "\1\0\0q");
    RECORD(sheet, 0x1065, "\1\0");
    xls_number(sheet, 0, 0, 0, 1.5);
    xls_number(sheet, 1, 0, 0, 2);
    RECORD(sheet, 0x000A, "");
    xls_label(sheet, 0, 1, "y");
    assert_xls(&book, "table 1 S: A1=x B1=y\n"
                      "chart 1 S: =net =p =1.5 =net =q =2\n");
}

static void reads_biff5(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    book.biff5 = 1;
    RECORD(&book.globals, 0x0042, "\xA8\3");
    RECORD(&book.globals, 0x041E,
           "\xA4\0\4"
           "0.00");
    CELL(sheet, 0x0204, 0, 0, "\4\0\xD6\xD0\xB9\xFA");
    CELL(sheet, 0x0204, 0, 1, "\3\0a\n\xFF");
    CELL(sheet, 0x00D6, 0, 2, "\1\0b\1\0\0");
    RECORD(sheet, 0x001C, "\0\0\0\0\4\0note");
    RECORD(sheet, 0x0014, "\3&Rx");
    assert_xls(&book, "table 1 S: A1=中国 B1=a/\xEF\xBF\xBD C1=b\n"
                      "comment: note <>\n"
                      "header: x <>\n"
                      "problem: 1 bytes could not be decoded by the code page of the workbook; "
                      "they became U+FFFD\n");
}

static void finds_gbk_under_a_western_code_page(void **state)
{
    (void)state;
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    book.biff5 = 1;
    RECORD(&book.globals, 0x0042, "\xE4\4");
    CELL(sheet, 0x0204, 0, 0, "\4\0\xD6\xD0\xB9\xFA");
    CELL(sheet, 0x0204, 0, 1, "\4\0caf\xE9");
    assert_xls(&book, "table 1 S: A1=中国 B1=café\n");
}

/* refusals and damage */

static void assert_refused(base_str stream, const char *name, int code)
{
    base_buf file;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf_init(&file);
    xls_fixture_ole(name, stream, &file);
    assert_int_equal(read_fixture_error(base_buf_str(&file), &err), code);
    base_buf_dispose(&file);
}

static void refuses(void **state)
{
    (void)state;
    base_buf stream;
    xls_fixture book;
    xls_label(one_sheet(&book), 0, 0, "x");
    RECORD(&book.globals, 0x002F, "\1\0");
    base_buf_init(&stream);
    xls_fixture_stream(&book, &stream);
    assert_refused(base_buf_str(&stream), "Workbook", HECHA_E_ENCRYPTED);
    base_buf_dispose(&stream);
    assert_refused(base_str_c("no workbook"), "Workbook", HECHA_E_FORMAT);
    assert_refused(base_str_n("\x09\x04\2\0\0\0", 6), "Book", HECHA_E_UNSUPPORTED);
    assert_refused(base_str_n("\x09\x08\4\0\0\6\5\0\x0A\0\0\0", 12), "Workbook", HECHA_E_FORMAT);
    assert_refused(base_str_n("\x09\x08", 2), "Workbook", HECHA_E_FORMAT);
}

static void tells_a_sheet_that_is_not_there(void **state)
{
    (void)state;
    xls_fixture book;
    xls_fixture_init(&book);
    /* a sheet listed by hand, at no record's start */
    RECORD(&book.globals, 0x0085, "\5\0\0\0\0\0\4\0gone");
    xls_label(xls_fixture_add(&book, "S", 0x10, 0), 0, 0, "x");
    assert_xls(&book, "table 2 S: A1=x\n"
                      "problem: the content of sheet \"gone\" is not in the file\n");
}

/* A small workbook with every kind of record. */
static void make_rich(base_buf *stream)
{
    xls_fixture book;
    base_buf *sheet = one_sheet(&book);
    put_format(&book.globals, 164, "0.00");
    put_style(&book.globals, 164);
    RECORD(&book.globals, 0x00FC, "\1\0\0\0\1\0\0\0\4\0\x0C\1\0\2\0\0\0ab");
    RECORD(&book.globals, 0x003C, "\1c\0d\0\0\0\0\0PH");
    RECORD(sheet, 0x0208, "\4\0\0\0\1\0\0\0\0\0\0\0\x20\0\0\0");
    CELL(sheet, 0x00FD, 0, 0, "\0\0\0\0");
    RECORD(sheet, 0x00BD, "\2\0\0\0\0\0\6\0\0\0\0\0\x0A\0\0\0\1\0");
    put_formula(sheet, 3, "\0\0\0\0\0\0\xFF\xFF", "", 0);
    RECORD(sheet, 0x0207, "\4\0\0text");
    RECORD(sheet, 0x00E5, "\1\0\0\0\1\0\0\0\1\0");
    RECORD(sheet, 0x0809, "\0\6\x20\0\0\0\0\0");
    RECORD(sheet, 0x1003, "");
    RECORD(sheet, 0x100D, "\0\0\3\0net");
    RECORD(sheet, 0x1065, "\1\0");
    xls_number(sheet, 0, 0, 0, 1.5);
    RECORD(sheet, 0x000A, "");
    RECORD(sheet, 0x005D, "\x15\0\x12\0\x19\0\2\0");
    RECORD(sheet, 0x01B6, "\0\0\0\0\0\0\0\0\0\0\4\0\0\0\0\0\0\0");
    RECORD(sheet, 0x003C, "\0note");
    RECORD(sheet, 0x001C, "\0\0\0\0\0\0\2\0\2\0\0me");
    RECORD(sheet, 0x01B8, "\0\0\0\0\0\0\0\0................\2\0\0\0\x18\0\0\0\1\0\0\0x\0\1\0\0\0y");
    xls_fixture_stream(&book, stream);
}

static void read_any(base_str stream)
{
    base_buf file;
    doc *document = NULL;
    read_input input;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf_init(&file);
    xls_fixture_ole("Workbook", stream, &file);
    memset(&input, 0, sizeof(input));
    input.bytes = base_buf_str(&file);
    input.lang = HECHA_LANG_EN;
    if (read_document(&input, &document, &err) == 0)
        assert_null(doc_check(document));
    else
        assert_true(err.text[0] != '\0');
    doc_free(document);
    base_buf_dispose(&file);
}

static void survives_damage(void **state)
{
    (void)state;
    static const unsigned char values[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
    base_buf stream;
    base_buf_init(&stream);
    make_rich(&stream);
    for (size_t length = 0; length < stream.len; length++)
        read_any(base_str_n(stream.ptr, length));
    for (size_t at = 0; at < stream.len; at++) {
        char kept = stream.ptr[at];
        for (size_t i = 0; i < sizeof(values); i++) {
            stream.ptr[at] = (char)values[i];
            read_any(base_buf_str(&stream));
        }
        stream.ptr[at] = kept;
    }
    base_buf_dispose(&stream);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_numbers),
        cmocka_unit_test(reads_other_cells),
        cmocka_unit_test(reads_stored_values_of_formulas),
        cmocka_unit_test(reads_shared_strings_over_records),
        cmocka_unit_test(shows_by_format),
        cmocka_unit_test(lays_merged_cells),
        cmocka_unit_test(keeps_sheets_in_order),
        cmocka_unit_test(reads_all_where_all_is_hidden),
        cmocka_unit_test(tells_hidden_rows_and_columns),
        cmocka_unit_test(keeps_what_hangs_on_a_sheet),
        cmocka_unit_test(reads_charts),
        cmocka_unit_test(reads_biff5),
        cmocka_unit_test(finds_gbk_under_a_western_code_page),
        cmocka_unit_test(refuses),
        cmocka_unit_test(tells_a_sheet_that_is_not_there),
        cmocka_unit_test(survives_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
