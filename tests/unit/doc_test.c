#include "test.h"

#include <string.h>

#include "base/err.h"
#include "doc/build.h"

static const base_str none = {NULL, 0};

static doc_builder *new_builder(void)
{
    doc_builder *builder = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    return builder;
}

static doc *finish(doc_builder *builder)
{
    doc *document = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    int code = doc_build_finish(builder, base_str_c("a.txt"), "txt", &document, &err);
    if (code != 0)
        fail_msg("%s", err.text);
    const char *wrong = doc_check(document);
    if (wrong != NULL)
        fail_msg("%s", wrong);
    return document;
}

static int finish_fails(doc_builder *builder)
{
    doc *document = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    int code = doc_build_finish(builder, none, "txt", &document, &err);
    assert_null(document);
    assert_int_equal(err.code, code);
    assert_true(err.text[0] != '\0');
    return code;
}

static void paragraph(doc_builder *builder, const char *text)
{
    doc_paragraph with = {0};
    with.text = base_str_c(text);
    doc_build_paragraph(builder, &with);
}

/* A cell with its text. */
static void cell_of(doc_builder *builder, doc_cell_spec spec, const char *text)
{
    doc_paragraph with = {0};
    with.text = base_str_c(text);
    doc_build_cell_begin(builder, &spec);
    doc_build_cell_paragraph(builder, &with);
    doc_build_cell_end(builder);
}

static void cell(doc_builder *builder, const char *text)
{
    doc_cell_spec spec = {0};
    cell_of(builder, spec, text);
}

static void span(doc_builder *builder, uint32_t rows, uint32_t columns, const char *text)
{
    doc_cell_spec spec = {0};
    spec.rowspan = rows;
    spec.colspan = columns;
    cell_of(builder, spec, text);
}

static void above(doc_builder *builder, uint32_t columns, const char *text)
{
    doc_cell_spec spec = {0};
    spec.colspan = columns;
    spec.continues_above = 1;
    cell_of(builder, spec, text);
}

static void assert_slot(const doc_table *table, uint32_t row, uint32_t column, const char *text)
{
    const doc_cell *found = doc_table_at(table, row, column);
    if (text == NULL) {
        assert_null(found);
        return;
    }
    assert_non_null(found);
    if (!base_str_eq_c(found->text.raw, text))
        fail_msg("%u,%u: \"%.*s\" is not \"%s\"", row, column, (int)found->text.raw.len,
                 found->text.raw.ptr, text);
}

static void test_blocks_are_numbered(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_paragraph title = {0};
    title.text = base_str_c("某局");
    title.style_title = 1;
    title.place.line = 1;
    doc_build_paragraph(builder, &title);
    title.text = base_str_c("2017 report");
    doc_build_paragraph(builder, &title);
    title.text = base_str_c("part");
    doc_build_paragraph(builder, &title);
    doc_paragraph heading = {0};
    heading.text = base_str_c("基本情况");
    heading.number = base_str_c("一、");
    heading.number_source = DOC_NUMBER_LIST;
    heading.style_level = 1;
    doc_build_paragraph(builder, &heading);
    paragraph(builder, "  \t ");
    paragraph(builder, "正文");
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    cell(builder, "甲");
    doc_build_table_end(builder);
    doc_build_encoding(builder, "UTF-8");
    doc *document = finish(builder);
    assert_int_equal(document->blocks, 6);
    assert_int_equal(document->tables, 1);
    assert_true(base_str_eq_c(document->title, "某局2017 report part"));
    assert_true(base_str_eq_c(document->encoding, "UTF-8"));
    const doc_block *block = document->first;
    assert_int_equal(block->kind, DOC_TITLE);
    assert_int_equal(block->place.line, 1);
    assert_true(base_str_eq_c(block->place.path, "a.txt"));
    block = doc_next(doc_next(doc_next(block)));
    assert_int_equal(block->kind, DOC_HEADING);
    assert_int_equal(block->level, 1);
    assert_true(base_str_eq_c(block->text.raw, "一、基本情况"));
    assert_true(base_str_eq_c(block->number, "一、"));
    assert_int_equal(block->place.block, 4);
    assert_int_equal(block->place.paragraph, 4);
    block = doc_next(doc_next(block));
    assert_int_equal(block->kind, DOC_TABLE);
    assert_int_equal(block->place.table, 1);
    assert_int_equal(block->place.paragraph, 0);
    assert_int_equal(block->table->cells[0].place.block, 6);
    assert_null(doc_next(block));
    doc_free(document);
}

static void test_empty_document(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_table_end(builder);
    doc_build_row_end(builder);
    doc_build_table_end(builder);
    doc *document = finish(builder);
    assert_int_equal(document->blocks, 0);
    assert_null(document->first);
    assert_int_equal(document->title.len, 0);
    doc_free(document);
    doc_free(NULL);
    doc_builder_free(NULL);
}

static void test_spans_push_cells_on(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    span(builder, 2, 1, "a");
    span(builder, 1, 2, "b");
    doc_build_row_begin(builder, 0);
    cell(builder, "c");
    cell(builder, "d");
    doc_build_row_begin(builder, 0);
    cell(builder, "e");
    doc *document = finish(builder);
    const doc_table *table = document->first->table;
    assert_int_equal(table->rows, 3);
    assert_int_equal(table->columns, 3);
    assert_int_equal(table->count, 5);
    assert_slot(table, 2, 1, "a");
    assert_slot(table, 1, 3, "b");
    assert_slot(table, 2, 2, "c");
    assert_slot(table, 2, 3, "d");
    assert_slot(table, 3, 1, "e");
    assert_slot(table, 3, 2, NULL);
    assert_null(doc_table_at(table, 0, 1));
    assert_null(doc_table_at(table, 4, 1));
    assert_null(doc_table_at(table, 1, 4));
    doc_free(document);
}

static void test_vertical_merge(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    above(builder, 1, "nothing above");
    span(builder, 1, 2, "wide");
    doc_build_row_begin(builder, 0);
    above(builder, 1, "");
    above(builder, 2, "hidden words");
    doc_build_row_begin(builder, 0);
    above(builder, 1, "");
    above(builder, 1, "narrower");
    cell(builder, "x");
    doc *document = finish(builder);
    const doc_table *table = document->first->table;
    assert_int_equal(table->count, 4);
    assert_slot(table, 3, 1, "nothing above");
    assert_slot(table, 2, 3, "wide");
    assert_slot(table, 3, 2, "narrower");
    assert_slot(table, 3, 3, "x");
    assert_int_equal(doc_table_at(table, 1, 1)->rowspan, 3);
    assert_int_equal(doc_table_at(table, 1, 2)->rowspan, 2);
    assert_non_null(document->asides);
    assert_int_equal(document->asides->kind, DOC_HIDDEN);
    assert_true(base_str_eq_c(document->asides->text, "hidden words"));
    assert_int_equal(document->asides->place.table, 1);
    assert_null(document->asides->next);
    doc_free(document);
}

static void test_cells_show_what_is_seen(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    cell(builder, "7\xC2\xAD"
                  "42\xE2\x80\x8B");
    cell(builder, "\xEF\xBB\xBF");
    doc *document = finish(builder);
    assert_slot(document->first->table, 1, 1, "742");
    assert_slot(document->first->table, 1, 2, "");
    doc_free(document);
}

static void paragraph_of_cell(doc_builder *builder, const char *text)
{
    doc_paragraph paragraph = {0};
    paragraph.text = base_str_c(text);
    doc_build_cell_paragraph(builder, &paragraph);
}

/* A table around others becomes its paragraphs and tables, in the order in which they stand. */
static void test_dissolve(void **state)
{
    static const char *const expected[] = {"上", "上二", "", "中", "", "下", "右", "后"};
    doc_cell_spec spec = {0};
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    doc_build_cell_begin(builder, &spec);
    paragraph_of_cell(builder, "上");
    paragraph_of_cell(builder, "上二");
    for (int i = 0; i < 2; i++) {
        doc_build_table_begin(builder, NULL, DOC_TABLE);
        doc_build_row_begin(builder, 0);
        cell(builder, "1");
        doc_build_table_end(builder);
        paragraph_of_cell(builder, i == 0 ? "中" : "下");
    }
    doc_build_cell_end(builder);
    cell(builder, "右");
    doc_build_table_end(builder);
    doc_build_aside(builder, DOC_COMMENT, base_str_c("注"), base_str_c(""));
    doc_block *frame = doc_build_first(builder);
    assert_int_equal(doc_build_dissolve(builder, frame), 0);
    doc_paragraph behind = {0};
    behind.text = base_str_c("后");
    doc_build_paragraph(builder, &behind);
    doc *document = finish(builder);
    const doc_block *block = document->first;
    assert_int_equal(document->tables, 2);
    for (size_t i = 0; i < 8; i++, block = block->next) {
        assert_int_equal(block->kind, expected[i][0] == '\0' ? DOC_TABLE : DOC_PARAGRAPH);
        assert_true(base_str_eq_c(block->text.raw, expected[i]));
    }
    assert_null(block);
    block = document->first->next->next;
    assert_int_equal(block->table->cells[0].place.block, 3);
    assert_int_equal(block->next->next->table->cells[0].place.table, 2);
    assert_int_equal(document->asides->place.block, 1);
    doc_free(document);
}

/* A table with nothing in it stays. */
static void test_dissolve_nothing(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    cell(builder, " ");
    doc_build_table_end(builder);
    assert_int_equal(doc_build_dissolve(builder, doc_build_first(builder)), 0);
    doc *document = finish(builder);
    assert_int_equal(document->tables, 1);
    doc_free(document);
}

static void test_cut_lines(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_paragraph paragraph = {0};
    paragraph.text = base_str_c("概况\n\n　　正文。\n末行");
    paragraph.number = base_str_c("一、");
    doc_build_paragraph(builder, &paragraph);
    assert_int_equal(doc_build_cut_lines(builder, doc_build_first(builder)), 0);
    paragraph.text = base_str_c("后");
    paragraph.number = base_str_c("");
    doc_build_paragraph(builder, &paragraph);
    doc *document = finish(builder);
    assert_int_equal(document->blocks, 4);
    assert_true(base_str_eq_c(document->first->text.raw, "一、概况"));
    assert_true(base_str_eq_c(document->first->number, "一、"));
    assert_true(base_str_eq_c(document->first->next->text.normal.text, "正文。"));
    assert_int_equal(document->first->next->number.len, 0);
    doc_free(document);
}

static void test_horizontal_merge(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_cell_spec left = {0};
    left.continues_left = 1;
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    cell_of(builder, left, "first");
    cell_of(builder, left, "gone");
    cell(builder, "last");
    doc_build_row_begin(builder, 0);
    doc_cell_spec both = left;
    both.continues_above = 1;
    above(builder, 1, "");
    cell_of(builder, both, "");
    cell(builder, "below");
    doc *document = finish(builder);
    const doc_table *table = document->first->table;
    assert_int_equal(table->count, 3);
    assert_int_equal(table->columns, 3);
    assert_slot(table, 2, 2, "first");
    assert_slot(table, 2, 3, "below");
    assert_int_equal(doc_table_at(table, 1, 1)->colspan, 2);
    assert_int_equal(doc_table_at(table, 1, 1)->rowspan, 2);
    assert_true(base_str_eq_c(document->asides->text, "gone"));
    doc_free(document);
}

static void test_gaps_and_left_out_rows(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_cell_spec at = {0};
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 2);
    at.column = 3;
    at.rowspan = 3;
    cell_of(builder, at, "c");
    at.column = 1; /* behind what was read: the next free one */
    at.rowspan = 1;
    cell_of(builder, at, "d");
    doc_build_row_begin(builder, 4);
    at.column = 3; /* taken by c */
    cell_of(builder, at, "e");
    doc_build_row_begin(builder, 1); /* past: the next row */
    cell(builder, "f");
    doc *document = finish(builder);
    const doc_table *table = document->first->table;
    assert_int_equal(table->rows, 5);
    assert_slot(table, 1, 1, NULL);
    assert_slot(table, 2, 2, NULL);
    assert_slot(table, 2, 4, "d");
    assert_slot(table, 3, 3, "c");
    assert_slot(table, 3, 4, NULL);
    assert_slot(table, 4, 4, "e");
    assert_slot(table, 5, 1, "f");
    doc_free(document);
}

static void test_spans_are_clamped(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    cell(builder, "a");
    span(builder, UINT32_MAX, UINT32_MAX, "b");
    doc_build_row_begin(builder, 0);
    cell(builder, "c");
    doc *document = finish(builder);
    const doc_table *table = document->first->table;
    assert_int_equal(table->rows, 2);
    assert_int_equal(table->columns, 2 + DOC_MAX_SPAN);
    assert_slot(table, 2, 2, "b");
    assert_slot(table, 2, 1, "c");
    doc_free(document);
}

static void test_too_wide_or_too_many(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    uint32_t i;
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    for (i = 0; i < DOC_MAX_COLUMNS; i++)
        cell(builder, "");
    assert_int_equal(doc_build_status(builder), 0);
    cell(builder, "");
    assert_int_equal(doc_build_status(builder), HECHA_E_LIMIT);
    assert_int_equal(finish_fails(builder), HECHA_E_LIMIT);

    builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, DOC_MAX_CELLS);
    assert_int_equal(doc_build_status(builder), 0);
    doc_build_row_begin(builder, UINT32_MAX);
    assert_int_equal(finish_fails(builder), HECHA_E_LIMIT);

    builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    span(builder, 1, 1000, "");
    cell(builder, "");
    for (i = 0; i < 2001; i++)
        doc_build_row_begin(builder, 0);
    assert_int_equal(finish_fails(builder), HECHA_E_LIMIT);
}

static void test_nesting(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_cell_spec plain = {0};
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    doc_build_cell_begin(builder, &plain);
    doc_paragraph words = {0};
    words.text = base_str_c("outer");
    doc_build_paragraph(builder, &words);
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    assert_int_equal(doc_build_depth(builder), 2);
    doc_build_row_begin(builder, 0);
    cell(builder, "inner");
    doc_build_table_end(builder);
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    cell(builder, "second");
    doc_paragraph note = {0};
    note.kind = DOC_NOTE;
    note.text = base_str_c("a note");
    doc_build_paragraph(builder, &note);
    doc_build_table_end(builder);
    words.text = base_str_c("more");
    doc_build_cell_paragraph(builder, &words);
    doc_build_table_end(builder);
    paragraph(builder, "after");
    doc *document = finish(builder);
    assert_int_equal(document->tables, 1);
    assert_int_equal(document->blocks, 3);
    const doc_cell *outer = doc_table_at(document->first->table, 1, 1);
    assert_true(base_str_eq_c(outer->text.raw, "outer\nmore"));
    assert_slot(outer->nested, 1, 1, "inner");
    assert_slot(outer->nested->next_nested, 1, 1, "second");
    assert_int_equal(outer->nested->cells[0].place.table, 1);
    assert_int_equal(doc_next(document->first)->kind, DOC_NOTE);
    doc_free(document);

    int i;
    builder = new_builder();
    for (i = 0; i < DOC_MAX_NESTING; i++)
        doc_build_table_begin(builder, NULL, DOC_TABLE);
    assert_int_equal(doc_build_status(builder), 0);
    cell(builder, "deep");
    document = finish(builder);
    doc_free(document);

    builder = new_builder();
    for (i = 0; i <= DOC_MAX_NESTING; i++)
        doc_build_table_begin(builder, NULL, DOC_TABLE);
    assert_int_equal(finish_fails(builder), HECHA_E_LIMIT);
}

static void test_cell_numbers(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_cell_spec plain = {0};
    doc_paragraph item = {0};
    item.text = base_str_c("当面申请数");
    item.number = base_str_c("1.");
    item.number_suffix = base_str_c("\t");
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    doc_build_cell_begin(builder, &plain);
    doc_build_cell_paragraph(builder, &item);
    doc_build_cell_end(builder);
    doc *document = finish(builder);
    const doc_cell *found = doc_table_at(document->first->table, 1, 1);
    assert_true(base_str_eq_c(found->text.raw, "1.\t当面申请数"));
    assert_true(base_str_eq_c(found->text.normal.text, "1. 当面申请数"));
    assert_true(base_str_eq_c(found->number, "1."));
    assert_int_equal(found->number_source, DOC_NUMBER_LIST);
    doc_free(document);
}

static void test_split_and_retext(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_paragraph run_in = {0};
    run_in.text = base_str_c("（一）头。  尾");
    run_in.place.line = 7;
    run_in.place.column = 3;
    doc_build_paragraph(builder, &run_in);
    paragraph(builder, "后");
    doc_block *block = doc_build_first(builder);
    assert_int_equal(doc_build_split(builder, block, strlen("（一）头。")), 0);
    assert_true(base_str_eq_c(block->text.raw, "（一）头。"));
    doc_block *rest = block->next;
    assert_true(base_str_eq_c(rest->text.raw, "尾"));
    assert_int_equal(rest->place.line, 7);
    assert_int_equal(rest->place.column, 3 + 7);
    /* nothing to cut */
    assert_int_equal(doc_build_split(builder, rest, 3), 0);
    assert_int_equal(doc_build_split(builder, rest, 99), 0);
    assert_int_equal(doc_build_split(builder, rest, 0), 0);
    assert_true(base_str_eq_c(rest->next->text.raw, "后"));
    assert_int_equal(doc_build_retext(builder, rest, base_str_c("换")), 0);
    doc_paragraph numbered = {0};
    numbered.number = base_str_c("一、:二");
    assert_int_equal(doc_build_paragraph(builder, &numbered), 0);
    doc_block *cut = rest->next->next;
    assert_int_equal(doc_build_split(builder, cut, strlen("一、:")), 0);
    assert_int_equal(cut->number.len, 0);
    assert_int_equal(cut->number_source, DOC_NUMBER_NONE);
    doc *document = finish(builder);
    assert_int_equal(document->blocks, 5);
    assert_true(base_str_eq_c(doc_next(document->first)->text.normal.text, "换"));
    doc_free(document);
}

static void test_memory_limit(void **state)
{
    (void)state;
    size_t memory;
    int failed = 0, done = 0;
    for (memory = 16; memory < 20000; memory += 64) {
        doc_builder *builder = NULL;
        doc *document = NULL;
        hecha_err err = base_err_init(HECHA_LANG_ZH);
        assert_int_equal(doc_builder_new(memory, HECHA_LANG_ZH, &builder, &err), 0);
        paragraph(builder, "１２３");
        doc_build_table_begin(builder, NULL, DOC_TABLE);
        doc_build_row_begin(builder, 0);
        cell(builder, "甲");
        span(builder, 1, 2, "乙");
        doc_build_table_end(builder);
        doc_build_aside(builder, DOC_COMMENT, base_str_c("批注"), base_str_c("某人"));
        doc_build_problem(builder, base_str_c("坏"), NULL);
        int code = doc_build_finish(builder, base_str_c("x"), "txt", &document, &err);
        assert_true(code == 0 || code == HECHA_E_LIMIT || code == HECHA_E_MEMORY);
        assert_int_equal(code == 0, document != NULL);
        failed += code != 0;
        done += code == 0;
        doc_free(document);
    }
    assert_true(failed > 10);
    assert_true(done > 10);
}

static void test_check_finds_faults(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    doc_build_row_begin(builder, 0);
    cell(builder, "a");
    cell(builder, "b");
    doc_build_table_end(builder);
    paragraph(builder, "text");
    doc *document = finish(builder);
    doc_table *table = document->first->table;
    doc_block *last = document->first->next;
    table->cells[0].colspan = 2;
    assert_non_null(doc_check(document));
    table->cells[0].colspan = 3;
    assert_non_null(doc_check(document));
    table->cells[0].colspan = 1;
    assert_null(doc_check(document));
    table->cells[1].place.cell = 7;
    assert_non_null(doc_check(document));
    table->cells[1].place.cell = 2;
    last->level = 1;
    assert_non_null(doc_check(document));
    last->level = 0;
    last->number = base_str_c("1.");
    last->number_source = DOC_NUMBER_TYPED;
    assert_non_null(doc_check(document));
    last->number = none;
    assert_non_null(doc_check(document));
    last->number_source = DOC_NUMBER_NONE;
    last->text.raw = base_str_c("te\xFFt");
    assert_non_null(doc_check(document));
    last->text.raw = base_str_c("text");
    document->blocks = 3;
    assert_non_null(doc_check(document));
    document->blocks = 2;
    assert_null(doc_check(document));
    doc_free(document);
}

static void test_many_rows_are_linear(void **state)
{
    (void)state;
    doc_builder *builder = new_builder();
    uint32_t i;
    doc_build_table_begin(builder, NULL, DOC_TABLE);
    for (i = 0; i < 100000; i++) {
        doc_build_row_begin(builder, 0);
        above(builder, 1, "");
        cell(builder, "0");
        cell(builder, "");
    }
    doc_build_table_end(builder);
    doc *document = finish(builder);
    const doc_table *table = document->first->table;
    assert_int_equal(table->rows, 100000);
    assert_int_equal(table->cells[0].rowspan, 100000);
    assert_int_equal(table->count, 200001);
    doc_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_are_numbered),
        cmocka_unit_test(test_empty_document),
        cmocka_unit_test(test_spans_push_cells_on),
        cmocka_unit_test(test_vertical_merge),
        cmocka_unit_test(test_horizontal_merge),
        cmocka_unit_test(test_gaps_and_left_out_rows),
        cmocka_unit_test(test_spans_are_clamped),
        cmocka_unit_test(test_too_wide_or_too_many),
        cmocka_unit_test(test_nesting),
        cmocka_unit_test(test_dissolve),
        cmocka_unit_test(test_dissolve_nothing),
        cmocka_unit_test(test_cut_lines),
        cmocka_unit_test(test_cell_numbers),
        cmocka_unit_test(test_cells_show_what_is_seen),
        cmocka_unit_test(test_split_and_retext),
        cmocka_unit_test(test_memory_limit),
        cmocka_unit_test(test_check_finds_faults),
        cmocka_unit_test(test_many_rows_are_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
