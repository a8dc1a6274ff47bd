#include "read_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/detect.h"

#define BYTES(literal) base_str_n(literal, sizeof(literal) - 1)

static void assert_format(base_str bytes, const char *format)
{
    int encrypted = 7;
    const char *found = read_detect(bytes, &encrypted);
    if (format == NULL) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    assert_string_equal(found, format);
    assert_int_equal(encrypted, 0);
}

static void test_magics(void **state)
{
    (void)state;
    assert_format(BYTES("\x89PNG\r\n\x1A\n...."), "PNG");
    assert_format(BYTES("\xFF\xD8\xFF\xE0"), "JPEG");
    assert_format(BYTES("  \n<!DOCTYPE html>"), "HTML");
    assert_format(BYTES("\xEF\xBB\xBF<html lang=zh>"), "HTML");
    assert_format(BYTES("<!-- x --><html>"), "HTML");
    assert_format(BYTES("<?xml version='1.0'?><html>"), "HTML");
    assert_format(BYTES("<?xml version='1.0'?><a>"), "XML");
    assert_format(BYTES("<?xml version='1.0'?><w:wordDocument "
                        "xmlns:w='http://schemas.microsoft.com/office/word/2003/wordml'>"),
                  "Word 2003 XML");
    assert_format(BYTES("<?xml version='1.0'?><?mso-application progid='Excel.Sheet'?>"
                        "<Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'>"),
                  "Excel 2003 XML");
    assert_format(BYTES("<?xml version='1.0'?><pkg:package "
                        "xmlns:pkg='http://schemas.microsoft.com/office/2006/xmlPackage'>"),
                  "Word XML (xmlPackage)");
    assert_format(BYTES("<?xml version='1.0'?><uof:UOF "
                        "xmlns:uof='http://schemas.uof.org/cn/2003/uof'>"),
                  "UOF");
    assert_format(BYTES("\xFF\xFE<\0h\0t\0m\0l\0>\0"), "HTML");
    assert_format(BYTES("政府信息公开"), NULL);
    assert_format(BYTES("<政府>"), NULL);
    assert_format(BYTES("PK"), NULL);
    assert_format(BYTES(""), NULL);
}

/* A zip's local header with the name and what follows it. */
static void assert_zip(const char *name, const char *content, const char *format)
{
    char bytes[256] = {'P', 'K', 3, 4};
    size_t length = strlen(name), more = strlen(content);
    bytes[26] = (char)length;
    memcpy(bytes + 30, name, length);
    memcpy(bytes + 30 + length, content, more);
    assert_format(base_str_n(bytes, 30 + length + more), format);
}

static void test_zips(void **state)
{
    (void)state;
    assert_zip("mimetype", "application/vnd.oasis.opendocument.presentationPK", "odp");
    assert_zip("mimetype", "application/vnd.oasis.opendocument.graphics", "OpenDocument");
    assert_zip("[Content_Types].xml", "....word/document.xml", "docx");
    assert_zip("[Content_Types].xml", "....xl/workbook.bin", "xlsb");
    assert_zip("OFD.xml", "", "OFD");
    assert_zip("a.txt", "", "zip");
    assert_format(BYTES("PK\x03\x04"), "zip");
    assert_format(BYTES("PK\x05\x06"), "zip");
}

#define OLE_SIZE 3072u

/* An OLE2 file with one directory entry. */
static void make_ole(char *bytes, const char *name)
{
    size_t i, length = strlen(name);
    char *entry = bytes + 1024;
    memset(bytes, 0, OLE_SIZE);
    memcpy(bytes, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
    bytes[30] = 9;
    for (i = 0; i < length; i++)
        entry[2 * i] = name[i];
    entry[64] = (char)((length + 1) * 2);
    entry[116] = 3; /* its first sector: bytes 2048 on */
}

static void test_ole(void **state)
{
    (void)state;
    char bytes[OLE_SIZE];
    int encrypted;
    make_ole(bytes, "WordDocument");
    assert_format(base_str_n(bytes, OLE_SIZE), "doc");
    memcpy(bytes + 2048, "\xEC\xA5\0\0\0\0\0\0\0\0\0\x01", 12);
    assert_string_equal(read_detect(base_str_n(bytes, OLE_SIZE), &encrypted), "doc");
    assert_int_equal(encrypted, 1);
    make_ole(bytes, "Workbook");
    assert_format(base_str_n(bytes, OLE_SIZE), "xls");
    make_ole(bytes, "PowerPoint Document"); /* .dps and .dpt of WPS, too */
    assert_format(base_str_n(bytes, OLE_SIZE), "ppt");
    make_ole(bytes, "EncryptedPackage");
    assert_string_equal(read_detect(base_str_n(bytes, OLE_SIZE), &encrypted), "OOXML");
    assert_int_equal(encrypted, 1);
    make_ole(bytes, "Nothing");
    assert_format(base_str_n(bytes, OLE_SIZE), "OLE2");
    assert_format(base_str_n(bytes, 8), "OLE2");
}

static void test_errors(void **state)
{
    (void)state;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(read_fixture_error(BYTES(""), &err), HECHA_E_FORMAT);
    assert_non_null(strstr(err.text, "empty"));
    assert_int_equal(read_fixture_error(BYTES("\0\0\0\0\0\0"), &err), HECHA_E_FORMAT);
    assert_non_null(strstr(err.text, "unknown"));
    assert_int_equal(read_fixture_error(BYTES("\x89PNG\r\n\x1A\n...."), &err), HECHA_E_UNSUPPORTED);
    assert_non_null(strstr(err.text, "PNG"));
    doc *document = read_fixture("\n \n\t\n");
    assert_int_equal(document->blocks, 0);
    doc_free(document);
}

static void test_limits(void **state)
{
    (void)state;
    read_input input = {0};
    doc *document = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    size_t memory;
    int failed = 0;
    input.bytes = BYTES("某局年度报告\n一、概况\n1. 甲：乙。\n指标\t数\n丙\t3\n");
    input.limits.file_bytes = 10;
    assert_int_equal(read_document(&input, &document, &err), HECHA_E_LIMIT);
    assert_null(document);
    input.limits.file_bytes = 0;
    for (memory = 1; memory < 12000; memory += 61) {
        input.limits.memory = memory;
        int code = read_document(&input, &document, &err);
        assert_true(code == 0 || code == HECHA_E_LIMIT || code == HECHA_E_MEMORY);
        assert_int_equal(code == 0, document != NULL);
        failed += code != 0;
        doc_free(document);
    }
    assert_true(failed > 0);
}

static void test_readers(void **state)
{
    (void)state;
    const read_reader *const *reader;
    size_t count = 0;
    for (reader = read_readers(); *reader != NULL; reader++, count++) {
        assert_true((*reader)->format[0] != '\0');
        assert_int_equal((*reader)->claims(BYTES("\0\0\0\0")), 0);
    }
    assert_true(count >= 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_magics), cmocka_unit_test(test_zips),
        cmocka_unit_test(test_ole),    cmocka_unit_test(test_errors),
        cmocka_unit_test(test_limits), cmocka_unit_test(test_readers),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
