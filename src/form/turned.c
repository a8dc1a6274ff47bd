#include "form/turned.h"

#include "form/set.h"
#include "form/table.h"

enum {
    LEAST_ACROSS = 8,  /* labels in a row */
    MOST_TURNED = 100, /* places that are listed */
    MOST_CELLS = 65536 /* of a table that is looked at */
};

/* The most labels in one row and in one column. */
typedef struct spread {
    size_t across, down;
} spread;

typedef struct finder {
    base_arena *scratch;
    form_labels labels;
    const form_set *set;
} finder;

static int is_known(finder *self, const form_index *index, base_str text, int *known)
{
    if (*known || !index || text.len < index->shortest)
        return 0;
    int id = form_label_find(index, &self->labels, text);
    *known = id >= 0;
    return id == FORM_NO_MEMORY ? HECHA_E_MEMORY : 0;
}

/* How the labels lie that one of two indexes (NULL: none) has. */
static int measure(finder *self, const doc_table *table, const form_index *first,
                   const form_index *second, spread *out)
{
    uint32_t *columns = base_arena_array(self->scratch, table->columns + 1, sizeof *columns);
    size_t in_row = 0;
    uint32_t row = 0;
    memset(out, 0, sizeof *out);
    if (!columns)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < table->count; i++) {
        const doc_cell *cell = &table->cells[i];
        int known = 0;
        if (is_known(self, first, cell->text.normal.text, &known) ||
            is_known(self, second, cell->text.normal.text, &known))
            return HECHA_E_MEMORY;
        in_row = cell->row == row ? in_row : 0;
        row = cell->row;
        if (!known)
            continue;
        in_row++;
        columns[cell->column]++;
        out->across = in_row > out->across ? in_row : out->across;
        out->down = columns[cell->column] > out->down ? columns[cell->column] : out->down;
    }
    return 0;
}

static int is_looked_at(const doc_block *block)
{
    return block->kind == DOC_TABLE && block->table && !block->table->doubtful &&
           block->table->count <= MOST_CELLS;
}

/* The first table that is turned without doubt, or NULL. */
static int find_first(finder *self, const doc *document, const doc_block **found)
{
    *found = NULL;
    for (const doc_block *block = document->first; block && !*found; block = doc_next(block)) {
        spread lines;
        if (!is_looked_at(block) || block->table->columns < LEAST_ACROSS)
            continue;
        if (measure(self, block->table, self->set->rows, self->set->lines, &lines))
            return HECHA_E_MEMORY;
        if (lines.across >= LEAST_ACROSS && lines.across > 2 * lines.down)
            *found = block;
    }
    return 0;
}

static int lies_turned(finder *self, const doc_table *table, int *turned)
{
    spread lines, heads;
    if (measure(self, table, self->set->rows, self->set->lines, &lines) ||
        measure(self, table, self->set->heads, NULL, &heads))
        return HECHA_E_MEMORY;
    *turned = lines.across > lines.down || heads.down > heads.across;
    return 0;
}

static int mark(finder *self, base_arena *arena, doc *document, base_place **out, size_t *out_count)
{
    const doc_block *first;
    if (find_first(self, document, &first))
        return HECHA_E_MEMORY;
    if (!first)
        return 0;
    *out = base_arena_array(arena, MOST_TURNED, sizeof **out);
    if (!*out)
        return HECHA_E_MEMORY;
    for (doc_block *block = document->first; block; block = block->next) {
        int turned = 0;
        if (!is_looked_at(block))
            continue;
        if (lies_turned(self, block->table, &turned))
            return HECHA_E_MEMORY;
        block->table->doubtful = turned != 0;
        if (turned && *out_count < MOST_TURNED)
            (*out)[(*out_count)++] = block->table->place;
    }
    return 0;
}

int form_turned_mark(base_arena *arena, doc *document, const form_set *set, base_place **out,
                     size_t *out_count)
{
    finder self = {.scratch = base_arena_new(0), .set = set};
    *out = NULL;
    *out_count = 0;
    if (!self.scratch)
        return HECHA_E_MEMORY;
    form_labels_init(&self.labels, self.scratch);
    int code = set->count ? mark(&self, arena, document, out, out_count) : 0;
    form_labels_dispose(&self.labels);
    base_arena_free(self.scratch);
    return code;
}
