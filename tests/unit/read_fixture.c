#include "read_fixture.h"

#include <string.h>

#include "base/err.h"

doc *read_fixture_bytes(base_str bytes)
{
    read_input input;
    doc *document = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    memset(&input, 0, sizeof(input));
    input.bytes = bytes;
    input.path = base_str_c("report");
    input.lang = HECHA_LANG_EN;
    if (read_document(&input, &document, &err) != 0)
        fail_msg("not read: %s", err.text);
    const char *wrong = doc_check(document);
    if (wrong != NULL)
        fail_msg("not sound: %s", wrong);
    return document;
}

doc *read_fixture(const char *text)
{
    return read_fixture_bytes(base_str_c(text));
}

int read_fixture_error(base_str bytes, hecha_err *err)
{
    read_input input;
    doc *document = NULL;
    memset(&input, 0, sizeof(input));
    input.bytes = bytes;
    int code = read_document(&input, &document, err);
    assert_int_not_equal(code, 0);
    assert_null(document);
    assert_int_equal(err->code, code);
    assert_true(err->text[0] != '\0');
    return code;
}

static void show_text(base_buf *out, base_str text)
{
    size_t i;
    for (i = 0; i < text.len; i++)
        base_buf_add_byte(out, text.ptr[i] == '\n' ? '/' : text.ptr[i]);
}

static void show_table(base_buf *out, const doc_table *table)
{
    size_t i;
    for (i = 0; i < table->count; i++) {
        const doc_cell *cell = &table->cells[i];
        base_buf_add_c(out, i > 0 && cell[-1].row == cell->row ? " | " : i > 0 ? "\n  " : "  ");
        base_buf_add_int(out, cell->place.line);
        if (cell->text.normal.text.len > 0)
            base_buf_add_byte(out, ' ');
        show_text(out, cell->text.normal.text);
    }
    base_buf_add_byte(out, '\n');
}

static void show_block(base_buf *out, const doc_block *block)
{
    base_buf_add_c(out, doc_kind_name(block->kind));
    if (block->level > 0)
        base_buf_add_int(out, block->level);
    if (block->run_in)
        base_buf_add_byte(out, 'r');
    base_buf_add_byte(out, ' ');
    base_buf_add_int(out, block->place.line);
    base_buf_add_byte(out, ':');
    base_buf_add_int(out, block->place.column);
    if (block->number.len > 0) {
        base_buf_add_c(out, block->number_source == DOC_NUMBER_CONVERTER ? " <" : " [");
        base_buf_add_str(out, block->number);
        base_buf_add_c(out, block->number_source == DOC_NUMBER_CONVERTER ? ">" : "]");
    }
    if (block->text.normal.text.len > 0)
        base_buf_add_byte(out, ' ');
    show_text(out, block->text.normal.text);
    base_buf_add_byte(out, '\n');
    if (block->table != NULL)
        show_table(out, block->table);
}

void read_fixture_show(const doc *document, base_buf *out)
{
    const doc_block *block;
    for (block = document->first; block != NULL; block = doc_next(block))
        show_block(out, block);
    assert_false(base_buf_failed(out));
}

void assert_reads(const char *text, const char *shown)
{
    base_buf out;
    doc *document = read_fixture(text);
    base_buf_init(&out);
    base_buf_add_c(&out, "");
    read_fixture_show(document, &out);
    doc_free(document);
    if (!base_str_eq_c(base_buf_str(&out), shown))
        print_error("read as:\n%s\n", out.len ? out.ptr : "(nothing)");
    assert_true(base_str_eq_c(base_buf_str(&out), shown));
    base_buf_dispose(&out);
}
