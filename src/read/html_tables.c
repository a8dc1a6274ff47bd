#include "read/html_tables.h"

void html_tables_init(html_tables *tables, base_arena *arena)
{
    tables->arena = arena;
    tables->open = 0;
    tables->prose = tables->late_h1 = tables->lower = 0;
    base_vec_init(&tables->all, sizeof(html_table));
}

static html_table *open_table(html_tables *tables)
{
    return tables->open > 0 ? base_vec_at(&tables->all, tables->open - 1) : NULL;
}

void html_tables_start(html_tables *tables, html_kind kind)
{
    html_table *table = open_table(tables);
    tables->prose |= kind == HTML_TABLE;
    if (kind == HTML_TABLE) {
        size_t around = tables->open;
        html_table *fresh = base_vec_push(&tables->all, tables->arena);
        if (fresh == NULL)
            return;
        fresh->around = around;
        tables->open = tables->all.count;
        if (around > 0)
            ((html_table *)base_vec_at(&tables->all, around - 1))->nested++;
    } else if (table == NULL) {
        return;
    } else if (kind == HTML_ROW) {
        table->rows++;
        table->cells = 0;
    } else if (kind == HTML_CELL || kind == HTML_HEAD_CELL) {
        if (++table->cells > table->widest)
            table->widest = table->cells;
    } else if (kind == HTML_BLOCK || kind == HTML_HEADING) {
        table->blocks++;
        table->headings += kind == HTML_HEADING;
    }
}

void html_tables_end(html_tables *tables, html_kind kind)
{
    html_table *table = open_table(tables);
    if (kind != HTML_TABLE || table == NULL)
        return;
    tables->open = table->around;
    html_table *around = open_table(tables);
    size_t longest = table->rows > table->largest ? table->rows : table->largest;
    if (around != NULL && longest > around->largest)
        around->largest = longest;
    if (around != NULL)
        around->headings += table->headings;
}

void html_tables_heading(html_tables *tables, int rank)
{
    tables->late_h1 |= rank == 1 && tables->prose;
    tables->lower |= rank > 1;
}

int html_tables_h1_is_title(const html_tables *tables)
{
    return tables->lower && !tables->late_h1;
}

int html_tables_layout(const html_tables *tables, size_t index)
{
    if (index >= tables->all.count)
        return 0;
    const html_table *table = base_vec_at(&tables->all, index);
    if (table->widest <= 1 && (table->nested > 0 || table->blocks > table->rows + 1))
        return 1;
    if (table->rows > 5)
        return 0;
    return table->headings > 0 || table->largest > table->rows;
}
