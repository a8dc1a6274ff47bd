#include "doc/doc.h"

#include "text/utf8.h"

/* The walk over a document's tables: nested ones are reached through a stack, not by recursion. */
typedef struct walk {
    const doc_table *table[DOC_MAX_NESTING + 1];
    size_t cell[DOC_MAX_NESTING + 1];
    int depth;
} walk;

static const char *check_map(const doc_text *text)
{
    const text_normal *normal = &text->normal;
    size_t i;
    if (normal->map == NULL)
        return (size_t)normal->shift + normal->text.len > text->raw.len
                   ? "normal text past raw text"
                   : NULL;
    for (i = 0; i <= normal->text.len; i++) {
        if (normal->map[i] > text->raw.len)
            return "map past raw text";
        if (i > 0 && normal->map[i] < normal->map[i - 1])
            return "map goes back";
    }
    return NULL;
}

static const char *check_text(const doc_text *text)
{
    if (text_utf8_invalid(text->raw) != BASE_STR_NONE)
        return "raw text is not UTF-8";
    if (text_utf8_invalid(text->normal.text) != BASE_STR_NONE)
        return "normal text is not UTF-8";
    return check_map(text);
}

static const char *check_number(base_str number, doc_number_source source, base_str raw)
{
    if ((number.len == 0) != (source == DOC_NUMBER_NONE))
        return "number and its source disagree";
    if (!base_str_starts(base_str_trim(raw), number))
        return "number does not start its text";
    return NULL;
}

static const char *check_cell(const doc_table *table, const doc_cell *cell, size_t index)
{
    uint32_t row, column;
    if (cell->row < 1 || cell->column < 1 || cell->rowspan < 1 || cell->colspan < 1)
        return "cell without extent";
    if (cell->rowspan > table->rows || cell->row > table->rows - cell->rowspan + 1 ||
        cell->colspan > table->columns || cell->column > table->columns - cell->colspan + 1)
        return "cell outside the grid";
    for (row = cell->row; row < cell->row + cell->rowspan; row++) {
        for (column = cell->column; column < cell->column + cell->colspan; column++) {
            if (table->slots[(size_t)(row - 1) * table->columns + column - 1] != index + 1)
                return "slot covered twice";
        }
    }
    if (cell->place.row != cell->row || cell->place.cell != cell->column)
        return "cell's place is not its place";
    const char *wrong = check_text(&cell->text);
    return wrong ? wrong : check_number(cell->number, cell->number_source, cell->text.raw);
}

static const char *check_grid(const doc_table *table)
{
    uint64_t covered = 0, taken = 0;
    size_t i;
    for (i = 0; i < table->count; i++) {
        const doc_cell *cell = &table->cells[i];
        const doc_cell *before = i > 0 ? cell - 1 : NULL;
        const char *wrong = check_cell(table, cell, i);
        if (wrong != NULL)
            return wrong;
        if (before != NULL && (before->row > cell->row ||
                               (before->row == cell->row && before->column >= cell->column)))
            return "cells out of order";
        covered += (uint64_t)cell->rowspan * cell->colspan;
    }
    for (i = 0; i < (size_t)table->rows * table->columns; i++) {
        if (table->slots[i] > table->count)
            return "slot of no cell";
        taken += table->slots[i] != 0;
    }
    return covered == taken ? NULL : "slot without its cell";
}

/* The next nested table in the table on top of the stack, or NULL. */
static const doc_table *next_nested(walk *stack)
{
    const doc_table *table = stack->table[stack->depth];
    while (stack->cell[stack->depth] < table->count) {
        const doc_cell *cell = &table->cells[stack->cell[stack->depth]++];
        if (cell->nested != NULL)
            return cell->nested;
    }
    return NULL;
}

static const char *check_table(const doc_table *root)
{
    walk stack = {{root}, {0}, 0};
    const char *wrong = check_grid(root);
    while (wrong == NULL && stack.depth >= 0) {
        const doc_table *below = next_nested(&stack);
        if (below == NULL) {
            const doc_table *done = stack.table[stack.depth];
            below = stack.depth > 0 ? done->next_nested : NULL;
            stack.depth--;
        }
        if (below == NULL)
            continue;
        if (++stack.depth >= DOC_MAX_NESTING)
            return "tables nested too deep";
        stack.table[stack.depth] = below;
        stack.cell[stack.depth] = 0;
        wrong = check_grid(below);
    }
    return wrong;
}

static const char *check_block(const doc_block *block)
{
    int tabular = block->kind == DOC_TABLE || block->kind == DOC_CHART;
    if (tabular != (block->table != NULL))
        return "table and kind disagree";
    if ((block->kind == DOC_HEADING) != (block->level > 0))
        return "level and kind disagree";
    if (block->run_in &&
        (block->kind != DOC_HEADING || block->next == NULL || block->next->kind != DOC_PARAGRAPH))
        return "run-in heading without its paragraph";
    const char *wrong = tabular ? check_table(block->table) : check_text(&block->text);
    return wrong ? wrong : check_number(block->number, block->number_source, block->text.raw);
}

const char *doc_check(const doc *document)
{
    const doc_block *block;
    size_t blocks = 0, tables = 0;
    for (block = document->first; block != NULL; block = block->next) {
        const char *wrong = check_block(block);
        if (wrong != NULL)
            return wrong;
        if (block->place.block != ++blocks)
            return "block number is not its place";
        if (block->kind == DOC_TABLE && block->place.table != ++tables)
            return "table number is not its place";
    }
    if (blocks != document->blocks || tables != document->tables)
        return "wrong counts";
    return text_utf8_invalid(document->title) == BASE_STR_NONE ? NULL : "title is not UTF-8";
}
