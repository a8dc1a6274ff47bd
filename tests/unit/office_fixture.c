#include "office_fixture.h"

#include <string.h>

#include "base/err.h"
#include "read/odf.h"
#include "read/xlsx.h"

#define RELATIONS "http://schemas.openxmlformats.org/package/2006/relationships"

static void add_sheet(base_buf *list, base_buf *relations, const office_book *book, int index)
{
    static const char *const names[] = {"甲", "乙", "丙", "丁"};
    char digit = (char)('1' + index);
    base_buf_add_c(list, "<sheet name='");
    base_buf_add_c(list, names[index]);
    base_buf_add_c(list, "' r:id='r");
    base_buf_add_byte(list, digit);
    base_buf_add_c(list, "' ");
    base_buf_add_c(list, book->attributes[index] != NULL ? book->attributes[index] : "");
    base_buf_add_c(list, "/>");
    base_buf_add_c(relations, "<Relationship Id='r");
    base_buf_add_byte(relations, digit);
    base_buf_add_c(relations, "' Type='" FIXTURE_R "/worksheet' Target='worksheets/sheet");
    base_buf_add_byte(relations, digit);
    base_buf_add_c(relations, ".xml'/>");
}

void office_xlsx(base_buf *out, const office_book *book)
{
    static const char *const paths[] = {"xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml",
                                        "xl/worksheets/sheet3.xml", "xl/worksheets/sheet4.xml"};
    static const char *const root = "<Relationships xmlns='" RELATIONS "'><Relationship Id='r1' "
                                    "Type='" FIXTURE_R "/officeDocument' "
                                    "Target='/xl/workbook.xml'/></Relationships>";
    fixture_part all[16] = {{"[Content_Types].xml", "<Types/>"}, {"_rels/.rels", root}};
    size_t count = 2;
    base_buf list, relations;
    base_buf_init(&list);
    base_buf_init(&relations);
    base_buf_add_c(&list, "<workbook xmlns='" OFFICE_S "' xmlns:r='" FIXTURE_R "'><workbookPr ");
    base_buf_add_c(&list, book->properties != NULL ? book->properties : "");
    base_buf_add_c(&list, "/><sheets>");
    base_buf_add_c(&relations, "<Relationships xmlns='" RELATIONS "'>");
    for (const fixture_part *part = book->parts; part != NULL && part->name != NULL; part++) {
        if (strcmp(part->name, "xl/sharedStrings.xml") == 0)
            base_buf_add_c(&relations, "<Relationship Id='s' Type='" FIXTURE_R "/sharedStrings' "
                                       "Target='sharedStrings.xml'/>");
        else if (strcmp(part->name, "xl/styles.xml") == 0)
            base_buf_add_c(&relations, "<Relationship Id='t' Type='" FIXTURE_R "/styles' "
                                       "Target='styles.xml'/>");
    }
    for (int i = 0; i < 4 && book->sheets[i] != NULL; i++) {
        add_sheet(&list, &relations, book, i);
        all[count].name = paths[i];
        all[count++].content = book->sheets[i];
    }
    base_buf_add_c(&list, "</sheets></workbook>");
    base_buf_add_c(&relations, "</Relationships>");
    all[count].name = "xl/workbook.xml";
    all[count++].content = list.ptr;
    all[count].name = "xl/_rels/workbook.xml.rels";
    all[count++].content = relations.ptr;
    for (const fixture_part *part = book->parts; part != NULL && part->name != NULL; part++)
        all[count++] = *part;
    fixture_zip(out, all);
    base_buf_dispose(&list);
    base_buf_dispose(&relations);
}

static void pack_odf(base_buf *out, const char *type, const char *automatic, const char *body,
                     const char *styles)
{
    fixture_part all[8] = {{"mimetype", type}};
    size_t count = 1;
    base_buf content, named;
    base_buf_init(&content);
    base_buf_init(&named);
    base_buf_add_c(&content,
                   "<?xml version='1.0' encoding='UTF-8'?><office:document-content " OFFICE_ODF
                   "><office:automatic-styles>");
    base_buf_add_c(&content, automatic != NULL ? automatic : "");
    base_buf_add_c(&content, "</office:automatic-styles><office:body>");
    base_buf_add_c(&content, body);
    base_buf_add_c(&content, "</office:body></office:document-content>");
    all[count].name = "content.xml";
    all[count++].content = content.ptr;
    if (styles != NULL) {
        base_buf_add_c(&named, "<office:document-styles " OFFICE_ODF ">");
        base_buf_add_c(&named, styles);
        base_buf_add_c(&named, "</office:document-styles>");
        all[count].name = "styles.xml";
        all[count++].content = named.ptr;
    }
    all[count].name = "META-INF/manifest.xml";
    all[count++].content = "<manifest/>";
    fixture_zip(out, all);
    base_buf_dispose(&content);
    base_buf_dispose(&named);
}

static void wrap(base_buf *out, const char *before, const char *inside, const char *after)
{
    base_buf_init(out);
    base_buf_add_c(out, before);
    base_buf_add_c(out, inside);
    base_buf_add_c(out, after);
}

void office_odt(base_buf *out, const char *automatic, const char *body, const char *styles)
{
    base_buf text;
    wrap(&text, "<office:text>", body, "</office:text>");
    pack_odf(out, "application/vnd.oasis.opendocument.text", automatic, text.ptr, styles);
    base_buf_dispose(&text);
}

void office_ods(base_buf *out, const char *automatic, const char *tables)
{
    base_buf text;
    wrap(&text, "<office:spreadsheet>", tables, "</office:spreadsheet>");
    pack_odf(out, "application/vnd.oasis.opendocument.spreadsheet", automatic, text.ptr, NULL);
    base_buf_dispose(&text);
}

int office_read(const read_reader *reader, base_str bytes, doc **out, hecha_err *err)
{
    read_input input;
    doc_builder *builder;
    const char *format = reader->format;
    *out = NULL;
    memset(&input, 0, sizeof(input));
    input.bytes = bytes;
    input.path = base_str_c("report");
    input.lang = HECHA_LANG_EN;
    int code = doc_builder_new(0, HECHA_LANG_EN, &builder, err);
    if (code != 0)
        return code;
    code = reader->read(&input, builder, &format, err);
    if (code != 0) {
        doc_builder_free(builder);
        return code;
    }
    return doc_build_finish(builder, input.path, format, out, err);
}

void assert_office(const read_reader *reader, base_str bytes, const char *shown)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    doc *document;
    base_buf out;
    base_buf_init(&out);
    assert_true(reader->claims(bytes) > 60);
    if (office_read(reader, bytes, &document, &err) != 0)
        fail_msg("not read: %s", err.text);
    const char *wrong = doc_check(document);
    if (wrong != NULL)
        fail_msg("not sound: %s", wrong);
    fixture_show(document, &out);
    while (out.len > 1 && out.ptr[out.len - 2] == '!')
        out.len -= 2;
    for (const doc_problem *problem = document->problems; problem; problem = problem->next) {
        base_buf_add_c(&out, "! ");
        base_buf_add_str(&out, problem->text);
        base_buf_add_byte(&out, '\n');
    }
    doc_free(document);
    if (!base_str_eq_c(base_buf_str(&out), shown))
        fail_msg("read as:\n%s", out.len > 0 ? out.ptr : "(nothing)");
    base_buf_dispose(&out);
}

void assert_xlsx(const office_book *book, const char *shown)
{
    base_buf bytes;
    base_buf_init(&bytes);
    office_xlsx(&bytes, book);
    assert_office(&read_xlsx, base_buf_str(&bytes), shown);
    base_buf_dispose(&bytes);
}

void assert_odt(const char *automatic, const char *body, const char *styles, const char *shown)
{
    base_buf bytes;
    base_buf_init(&bytes);
    office_odt(&bytes, automatic, body, styles);
    assert_office(&read_odf, base_buf_str(&bytes), shown);
    base_buf_dispose(&bytes);
}

void assert_ods(const char *automatic, const char *tables, const char *shown)
{
    base_buf bytes;
    base_buf_init(&bytes);
    office_ods(&bytes, automatic, tables);
    assert_office(&read_odf, base_buf_str(&bytes), shown);
    base_buf_dispose(&bytes);
}
