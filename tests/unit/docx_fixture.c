#include "docx_fixture.h"

#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/err.h"
#include "read/docx.h"

static void add_member(zip_t *archive, const char *name, const char *content)
{
    zip_source_t *source = zip_source_buffer(archive, content, strlen(content), 0);
    assert_non_null(source);
    assert_true(zip_file_add(archive, name, source, ZIP_FL_ENC_UTF_8) >= 0);
}

void fixture_zip(base_buf *out, const fixture_part *parts)
{
    zip_error_t error;
    zip_stat_t stat;
    zip_error_init(&error);
    zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, &error);
    assert_non_null(target);
    zip_source_keep(target);
    zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, &error);
    assert_non_null(archive);
    for (; parts->name != NULL; parts++)
        add_member(archive, parts->name, parts->content);
    assert_int_equal(zip_close(archive), 0);
    assert_int_equal(zip_source_stat(target, &stat), 0);
    base_buf_clear(out);
    char *room = base_buf_reserve(out, (size_t)stat.size);
    assert_non_null(room);
    assert_int_equal(zip_source_open(target), 0);
    assert_int_equal(zip_source_read(target, room, stat.size), (zip_int64_t)stat.size);
    zip_source_close(target);
    zip_source_free(target);
    zip_error_fini(&error);
    out->len = (size_t)stat.size;
    out->ptr[out->len] = '\0';
}

/* "word/header1.xml" has the relationship type "header" and the id "rheader1". */
static void add_relationship(base_buf *out, const char *name)
{
    base_str file = base_str_from(base_str_c(name), 5);
    size_t stem = base_str_find(file, base_str_c("."), 0);
    size_t word = 0;
    assert_true(stem != BASE_STR_NONE);
    while (word < stem && (file.ptr[word] < '0' || file.ptr[word] > '9'))
        word++;
    base_buf_add_c(out, "<Relationship Id='r");
    base_buf_add(out, file.ptr, stem);
    base_buf_add_c(out, "' Type='" FIXTURE_R "/");
    if (word == 5 && memcmp(file.ptr, "chunk", 5) == 0)
        base_buf_add_c(out, "aFChunk");
    else
        base_buf_add(out, file.ptr, word);
    base_buf_add_c(out, "' Target='");
    base_buf_add_str(out, file);
    base_buf_add_c(out, "'/>");
}

void fixture_docx(base_buf *out, const char *body, const fixture_part *parts)
{
    static const char *const root =
        "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
        "<Relationship Id='r1' Type='" FIXTURE_R "/officeDocument' Target='word/document.xml'/>"
        "</Relationships>";
    static const char *const types =
        "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
        "<Default Extension='html' ContentType='text/html'/>"
        "<Default Extension='mht' ContentType='message/rfc822'/>"
        "<Default Extension='txt' ContentType='text/plain'/></Types>";
    fixture_part all[16] = {{"[Content_Types].xml", types}, {"_rels/.rels", root}};
    size_t count = 2;
    base_buf document, relations;
    base_buf_init(&document);
    base_buf_init(&relations);
    base_buf_add_c(&document, "<w:document " FIXTURE_NAMESPACES "><w:body>");
    base_buf_add_c(&document, body);
    base_buf_add_c(&document, "</w:body></w:document>");
    base_buf_add_c(&relations, "<Relationships xmlns='http://schemas.openxmlformats.org/package/"
                               "2006/relationships'><Relationship Id='rlink' Type='" FIXTURE_R
                               "/hyperlink' Target='http://example.cn/?a=1&amp;b=2' "
                               "TargetMode='External'/>");
    for (; parts != NULL && parts->name != NULL && count < 12; parts++) {
        add_relationship(&relations, parts->name);
        all[count++] = *parts;
    }
    base_buf_add_c(&relations, "</Relationships>");
    all[count].name = "word/document.xml";
    all[count++].content = document.ptr;
    all[count].name = "word/_rels/document.xml.rels";
    all[count++].content = relations.ptr;
    fixture_zip(out, all);
    base_buf_dispose(&document);
    base_buf_dispose(&relations);
}

int fixture_read(base_str bytes, const read_limits *limits, doc **out, hecha_err *err)
{
    read_input input;
    doc_builder *builder;
    const char *format = "docx";
    *out = NULL;
    memset(&input, 0, sizeof(input));
    input.bytes = bytes;
    input.path = base_str_c("report.docx");
    input.lang = HECHA_LANG_EN;
    if (limits != NULL)
        input.limits = *limits;
    int code = doc_builder_new(0, HECHA_LANG_EN, &builder, err);
    if (code != 0)
        return code;
    code = read_docx.read(&input, builder, &format, err);
    if (code != 0) {
        doc_builder_free(builder);
        return code;
    }
    return doc_build_finish(builder, input.path, format, out, err);
}

static void show_text(base_buf *out, base_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        base_buf_add_byte(out, byte == '\n' ? '/' : byte == '\t' ? '>' : byte);
    }
}

static void show_table(base_buf *out, const doc_table *table);

static void show_cell(base_buf *out, const doc_cell *cell)
{
    const doc_table *nested;
    if (cell->number.len > 0) {
        base_buf_add_byte(out, '[');
        base_buf_add_str(out, cell->number);
        base_buf_add_byte(out, ']');
    }
    show_text(out, cell->text.raw);
    if (cell->rowspan > 1 || cell->colspan > 1) {
        base_buf_add_byte(out, '{');
        base_buf_add_int(out, cell->rowspan);
        base_buf_add_byte(out, 'x');
        base_buf_add_int(out, cell->colspan);
        base_buf_add_byte(out, '}');
    }
    if (cell->header)
        base_buf_add_byte(out, '^');
    for (nested = cell->nested; nested != NULL; nested = nested->next_nested) {
        base_buf_add_c(out, "(\n");
        show_table(out, nested);
        base_buf_add_byte(out, ')');
    }
}

static void show_table(base_buf *out, const doc_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        int first = i == 0 || table->cells[i].row != table->cells[i - 1].row;
        base_buf_add_c(out, !first ? " | " : i > 0 ? "\n  " : "  ");
        show_cell(out, &table->cells[i]);
    }
    base_buf_add_byte(out, '\n');
}

static void show_block(base_buf *out, const doc_block *block)
{
    static const char *const names[] = {"title", "h", "p", "table", "note", "image", "chart"};
    base_buf_add_c(out, names[block->kind]);
    if (block->kind == DOC_HEADING)
        base_buf_add_int(out, block->level);
    if (block->number.len > 0) {
        base_buf_add_c(out, " [");
        base_buf_add_str(out, block->number);
        base_buf_add_byte(out, ']');
    }
    if (block->text.raw.len > 0)
        base_buf_add_byte(out, ' ');
    show_text(out, block->text.raw);
    base_buf_add_byte(out, '\n');
    if (block->table != NULL)
        show_table(out, block->table);
}

static void show_asides(base_buf *out, const doc *document)
{
    static const char *const names[] = {"header",  "footer",   "comment", "box", "hidden",
                                        "deleted", "inserted", "link",    "ruby"};
    for (const doc_aside *aside = document->asides; aside != NULL; aside = aside->next) {
        base_buf_add_byte(out, '~');
        base_buf_add_c(out, names[aside->kind]);
        base_buf_add_byte(out, ' ');
        show_text(out, aside->text);
        if (aside->by.len > 0) {
            base_buf_add_c(out, " (");
            base_buf_add_str(out, aside->by);
            base_buf_add_byte(out, ')');
        }
        base_buf_add_byte(out, '\n');
    }
}

void fixture_show(const doc *document, base_buf *out)
{
    base_buf_clear(out);
    base_buf_add_c(out, "");
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block))
        show_block(out, block);
    show_asides(out, document);
    for (const doc_problem *problem = document->problems; problem; problem = problem->next)
        base_buf_add_c(out, "!\n");
}

static void assert_shown(base_str bytes, const char *shown)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    doc *document;
    base_buf out;
    base_buf_init(&out);
    if (fixture_read(bytes, NULL, &document, &err) != 0)
        fail_msg("not read: %s", err.text);
    const char *wrong = doc_check(document);
    if (wrong != NULL)
        fail_msg("not sound: %s", wrong);
    fixture_show(document, &out);
    doc_free(document);
    if (!base_str_eq_c(base_buf_str(&out), shown))
        fail_msg("read as:\n%s", out.len > 0 ? out.ptr : "(nothing)");
    base_buf_dispose(&out);
}

void assert_docx(const char *body, const fixture_part *parts, const char *shown)
{
    base_buf bytes;
    base_buf_init(&bytes);
    fixture_docx(&bytes, body, parts);
    assert_shown(base_buf_str(&bytes), shown);
    base_buf_dispose(&bytes);
}

void assert_package(const fixture_part *parts, const char *shown)
{
    base_buf bytes;
    base_buf_init(&bytes);
    fixture_zip(&bytes, parts);
    assert_shown(base_buf_str(&bytes), shown);
    base_buf_dispose(&bytes);
}
