#include "doc/doc.h"

#include <hecha.h>

void doc_free(doc *document)
{
    if (document != NULL)
        base_arena_free(document->arena);
}

const doc_cell *doc_table_at(const doc_table *table, uint32_t row, uint32_t column)
{
    if (row < 1 || column < 1 || row > table->rows || column > table->columns)
        return NULL;
    uint32_t slot = table->slots[(size_t)(row - 1) * table->columns + (column - 1)];
    return slot == 0 ? NULL : &table->cells[slot - 1];
}

const doc_block *doc_next(const doc_block *block)
{
    return block->next;
}

int doc_is_text(const doc_block *block)
{
    return block->table == NULL && block->kind != DOC_IMAGE;
}

const char *doc_kind_name(doc_kind kind)
{
    static const char *const names[] = {"title", "heading", "paragraph", "table",
                                        "note",  "image",   "chart"};
    if ((size_t)kind >= sizeof(names) / sizeof(names[0]))
        return "paragraph";
    return names[kind];
}

int doc_replace_cell(doc *document, const doc_cell *cell, base_str text)
{
    doc_cell *own = (doc_cell *)(uintptr_t)cell; /* of the document, which the caller may change */
    doc_text fresh;
    memset(&fresh, 0, sizeof(fresh));
    fresh.raw = base_arena_str(document->arena, text);
    if (fresh.raw.ptr == NULL || text_normalise(document->arena, fresh.raw, &fresh.normal) != 0)
        return HECHA_E_MEMORY;
    own->text = fresh;
    own->number = base_str_n(NULL, 0);
    own->number_source = DOC_NUMBER_NONE;
    own->nested = NULL;
    return 0;
}

int doc_problem_add(doc *document, base_str text, const base_place *place)
{
    doc_problem **end = &document->problems;
    doc_problem *problem = base_arena_zalloc(document->arena, sizeof(*problem));
    if (problem == NULL)
        return HECHA_E_MEMORY;
    problem->text = base_arena_str(document->arena, text);
    problem->place = *place;
    if (problem->text.ptr == NULL)
        return HECHA_E_MEMORY;
    while (*end != NULL)
        end = &(*end)->next;
    *end = problem;
    return 0;
}
