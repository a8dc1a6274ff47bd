/* form/find.c: the row of a form that a label or a path names. */
#include <stdint.h>

#include "form/form.h"
#include "text/normal.h"

enum {
    MAX_PARTS = 16,      /* of a path */
    MAX_SUGGESTIONS = 3, /* nearest labels that are named */
    MAX_CANDIDATES = 8,  /* cells that are named when a path fits several */
    LEAST_LIKENESS = 50, /* of a label that is suggested */
    SHORTEST_PIECE = 6   /* bytes of a label that may be a piece of another: two ideographs */
};

/* What is asked for: the keys of a path's parts, outermost first. */
typedef struct query {
    base_buf keys;
    base_str parts[MAX_PARTS]; /* in keys */
    int count;
} query;

typedef struct suggestion {
    size_t row;
    int likeness;
} suggestion;

static int make_query(query *q, base_str label, int split)
{
    size_t starts[MAX_PARTS + 1], start = 0;
    base_buf_clear(&q->keys);
    q->count = 0;
    if (label.len == 0)
        return 0;
    while (q->count < MAX_PARTS) {
        size_t end = split ? base_str_find(label, base_str_c("/"), start) : BASE_STR_NONE;
        size_t wide = split ? base_str_find(label, base_str_c("／"), start) : BASE_STR_NONE;
        size_t width = wide < end ? strlen("／") : 1;
        end = wide < end ? wide : end;
        size_t stop = end == BASE_STR_NONE ? label.len : end;
        starts[q->count] = q->keys.len;
        text_label_key(&q->keys, base_str_n(label.ptr + start, stop - start));
        /* An empty part (a leading or doubled '/') says nothing. */
        if (q->keys.len > starts[q->count])
            q->count++;
        if (end == BASE_STR_NONE)
            break;
        start = end + width;
    }
    starts[q->count] = q->keys.len;
    if (base_buf_failed(&q->keys))
        return -1;
    for (int i = 0; i < q->count; i++)
        q->parts[i] = base_str_n(q->keys.ptr + starts[i], starts[i + 1] - starts[i]);
    return 0;
}

/* 1 if the row's last part is the query's and the others are ancestors of it in this order.
 * *exact: they are all its ancestors. */
static int names_row(const form *model, const query *q, size_t row, int *exact)
{
    int part = q->count - 1;
    *exact = 1;
    if (part < 0 || !base_str_eq(model->rows[row].key, q->parts[part]))
        return 0;
    part--;
    for (int i = model->rows[row].parent; i >= 0; i = model->rows[i].parent) {
        if (part >= 0 && base_str_eq(model->rows[i].key, q->parts[part]))
            part--;
        else
            *exact = 0;
    }
    return part < 0;
}

static void add_name(base_buf *names, base_str name)
{
    if (!names)
        return;
    if (names->len)
        base_buf_add_c(names, "、");
    base_buf_add_str(names, name);
}

/* How much a path to a cell may leave out, and whether it may name one that takes no figure. */
typedef struct leniency {
    unsigned loose : 1; /* the row or the column may be unnamed */
    unsigned heading : 1;
} leniency;

/* The query's part before those that spell the key, one or several with '/' between them
 * (本年增/减); `part` itself if they do not. */
static int before_key(const query *q, base_str key, int from, int part)
{
    size_t end = key.len;
    for (int i = part; i >= from; i--) {
        if (!base_str_ends(base_str_n(key.ptr, end), q->parts[i]))
            return part;
        end -= q->parts[i].len;
        if (end == 0)
            return i - 1;
        if (key.ptr[--end] != '/')
            return part;
    }
    return part;
}

/* Parts from..to-1 of the query against a row and its ancestors; `title`: what may stand before. */
static int names_chain(const form_row *rows, int at, base_str title, const query *q, int from,
                       int to, int *exact)
{
    int part = before_key(q, rows[at].key, from, to - 1);
    if (part == to - 1)
        return 0;
    for (int i = rows[at].parent; i >= 0; i = rows[i].parent) {
        int before = before_key(q, rows[i].key, from, part);
        *exact &= before != part;
        part = before;
    }
    if (part == from && title.len && base_str_eq(title, q->parts[part]))
        part--;
    return part < from;
}

/* Parts row_from..row_to-1 name the cell's line, column_from..column_to-1 its column. */
static int names_cell_so(const form_table *table, const form_row *cell, const query *q,
                         const int bounds[4], leniency let, int *exact)
{
    const form_row *line = &table->lines[cell->line_index];
    base_str none = {NULL, 0};
    int rows = bounds[1] - bounds[0], columns = bounds[3] - bounds[2];
    *exact = 1;
    if (rows == 0) {
        if (line->label.len && !let.loose)
            return 0;
    } else if (line->label.len == 0) {
        if (rows > 1 || !base_str_eq(table->key, q->parts[bounds[0]]))
            return 0;
    } else if (!names_chain(table->lines, cell->line_index, table->key, q, bounds[0], bounds[1],
                            exact)) {
        return 0;
    }
    if (columns == 0)
        return let.loose || table->preset == cell->column;
    return names_chain(table->heads, table->columns[cell->column], none, q, bounds[2], bounds[3],
                       exact);
}

/* Walks over the items that a query may name, in their order. Its last part belongs to a cell's
 * line, its column or its table, whatever the others do: most cells are none of these, and lines
 * and columns are few where cells are many. */
typedef struct walk {
    const form *model;
    base_str last;
    size_t item;      /* the next one */
    size_t table;     /* of the item, counted from 1; 0: none begun */
    size_t table_end; /* behind the last item of it */
    int whole_table;  /* its title is asked for */
    uint64_t columns; /* bits of those that are asked for: of the first ones */
} walk;

#define WALK_COLUMNS 64u /* that have a bit; further ones may always be meant */

static void enter_table(walk *w)
{
    const form_table *table = &w->model->tables[w->table++];
    w->item = table->first;
    w->table_end = table->first + table->line_count * table->column_count;
    w->whole_table = base_str_eq(table->key, w->last);
    w->columns = 0;
    for (size_t i = 0; i < table->column_count && i < WALK_COLUMNS; i++)
        w->columns |= (uint64_t)base_str_ends(table->heads[table->columns[i]].key, w->last) << i;
}

/* Items from w->item on that no line and no column asks for are left out. */
static void skip_cells(walk *w)
{
    const form_table *table = &w->model->tables[w->table - 1];
    while (!w->whole_table && w->item < w->table_end) {
        size_t column = (w->item - table->first) % table->column_count;
        size_t line = (w->item - table->first) / table->column_count;
        if (column >= WALK_COLUMNS || (w->columns >> column & 1u) ||
            base_str_ends(table->lines[line].key, w->last))
            return;
        int none = w->columns == 0 && table->column_count <= WALK_COLUMNS;
        w->item += none ? table->column_count - column : 1;
    }
}

/* BASE_STR_NONE: there is no further one. */
static size_t next_item(walk *w)
{
    const form *model = w->model;
    if (model->table_count == 0)
        return w->item < model->count ? w->item++ : BASE_STR_NONE;
    for (;;) {
        if (w->table > 0)
            skip_cells(w);
        if (w->table > 0 && w->item < w->table_end)
            return w->item++;
        if (w->table == model->table_count)
            return BASE_STR_NONE;
        enter_table(w);
    }
}

/* A query without parts names nothing. */
static walk walk_over(const form *model, const query *q)
{
    walk fresh = {.model = model};
    if (q->count > 0) {
        fresh.last = q->parts[q->count - 1];
    } else {
        fresh.item = fresh.table_end = model->count;
        fresh.table = model->table_count;
    }
    return fresh;
}

static int names_cell(const form *model, const query *q, size_t item, leniency let, int *exact)
{
    const form_row *cell = &model->rows[item];
    const form_table *table = &model->tables[cell->table];
    int found = 0, whole = 0;
    if (cell->heading && !let.heading)
        return 0;
    for (int cut = 0; cut <= q->count; cut++) {
        const int row_first[4] = {0, cut, cut, q->count}, row_last[4] = {cut, q->count, 0, cut};
        if (names_cell_so(table, cell, q, row_first, let, exact)) {
            found = 1;
            whole |= *exact;
        }
        if (names_cell_so(table, cell, q, row_last, let, exact)) {
            found = 1;
            whole |= *exact;
        }
    }
    *exact = whole;
    return found;
}

static int names_item(const form *model, const query *q, size_t item, leniency let, int *exact)
{
    return model->table_count ? names_cell(model, q, item, let, exact)
                              : names_row(model, q, item, exact);
}

/* Items that the query names. If one of them is named by its whole path it is the only one. */
static size_t find_items(const form *model, const query *q, leniency let, int *row, base_buf *names)
{
    size_t count = 0, exacts = 0, named = 0;
    int exact, whole = -1;
    walk w = walk_over(model, q);
    for (size_t i = next_item(&w); i != BASE_STR_NONE; i = next_item(&w)) {
        if (!names_item(model, q, i, let, &exact))
            continue;
        if (count++ == 0)
            *row = (int)i;
        if (exact && exacts++ == 0)
            whole = (int)i;
    }
    if (exacts == 1) {
        *row = whole;
        return 1;
    }
    w = walk_over(model, q);
    for (size_t i = next_item(&w); count > 1 && i != BASE_STR_NONE; i = next_item(&w)) {
        if (!names_item(model, q, i, let, &exact))
            continue;
        if (model->table_count && named++ == MAX_CANDIDATES) {
            add_name(names, base_str_c("…"));
            break;
        }
        add_name(names, model->rows[i].path);
    }
    return count;
}

static size_t find_rows(const form *model, const query *q, int *row, base_buf *names)
{
    static const leniency order[] = {{0, 0}, {0, 1}, {1, 0}, {1, 1}};
    size_t count = 0;
    walk w = walk_over(model, q);
    if (model->table_count > 0 && next_item(&w) == BASE_STR_NONE)
        return 0;
    for (size_t i = 0; count == 0 && i < (model->table_count ? 4 : 1); i++)
        count = find_items(model, q, order[i], row, names);
    return count;
}

/* How near a row's key is to what was asked for, 0 to 100. */
static int likeness(base_str asked, base_str key)
{
    int similar = text_similarity(asked, key);
    base_str longer = asked.len > key.len ? asked : key;
    base_str shorter = asked.len > key.len ? key : asked;
    if (shorter.len < SHORTEST_PIECE || base_str_find(longer, shorter, 0) == BASE_STR_NONE)
        return similar;
    int piece = 60 + (int)(40 * shorter.len / longer.len);
    return piece > similar ? piece : similar;
}

static int is_ambiguous(const form *model, size_t row)
{
    int count = 0;
    for (size_t i = 0; i < model->count && count < 2; i++)
        count += base_str_eq(model->rows[i].key, model->rows[row].key);
    return count > 1;
}

/* The cell that stands for its line among suggestions. */
static int is_first_choice(const form *model, size_t item)
{
    const form_row *cell = &model->rows[item];
    const form_table *table = &model->tables[cell->table];
    return table->lines[cell->line_index].label.len == 0 ||
           cell->column == (table->preset < 0 ? 0 : table->preset);
}

/* The nearest so far, best first. */
typedef struct suggestions {
    suggestion best[MAX_SUGGESTIONS];
    int count;
} suggestions;

/* Of equal ones the first offered counts. */
static void offer(suggestions *s, size_t row, int likeness)
{
    int at = 0;
    while (at < s->count && s->best[at].row != row && s->best[at].likeness >= likeness)
        at++;
    if (likeness < LEAST_LIKENESS || at == MAX_SUGGESTIONS ||
        (at < s->count && s->best[at].row == row && s->best[at].likeness >= likeness))
        return;
    /* One that is there already moves up; else the last falls out. */
    int hole = at;
    while (hole < s->count && s->best[hole].row != row)
        hole++;
    if (hole == s->count && s->count < MAX_SUGGESTIONS)
        s->count++;
    hole = hole == MAX_SUGGESTIONS ? MAX_SUGGESTIONS - 1 : hole;
    memmove(s->best + at + 1, s->best + at, (size_t)(hole - at) * sizeof *s->best);
    s->best[at] = (suggestion){row, likeness};
}

/* The lines of a table (or, with `columns`, its columns) that are nearest to what was asked for:
 * only one that is it, if there is; the first ones, as unlike, if none is near. */
static suggestions nearest_in(const form_table *table, int columns, base_str asked)
{
    suggestions near = {.count = 0};
    size_t count = columns ? table->column_count : table->line_count;
    for (size_t i = 0; i < count; i++) {
        const form_row *row = columns ? &table->heads[table->columns[i]] : &table->lines[i];
        if (columns || !row->heading)
            offer(&near, i, likeness(asked, row->key));
    }
    while (near.count > 1 && near.best[0].likeness == 100 &&
           near.best[near.count - 1].likeness < 100)
        near.count--;
    for (size_t i = 0; near.count < MAX_SUGGESTIONS && i < count; i++)
        if ((near.count == 0 || near.best[0].likeness == 0) &&
            (columns || !table->lines[i].heading))
            near.best[near.count++] = (suggestion){i, 0};
    return near;
}

/* Cells whose line is near to one part of the path and whose column to another. */
static void suggest_cells(const form_table *table, const query *q, suggestions *s)
{
    int last = q->count - 1;
    for (int turn = 0; table->lines[0].label.len > 0 && turn < 2 * last; turn++) {
        int first = turn / 2;
        base_str line = q->parts[turn % 2 ? last : first];
        base_str column = q->parts[turn % 2 ? first : last];
        suggestions lines = nearest_in(table, 0, line), columns = nearest_in(table, 1, column);
        for (int i = 0; i < lines.count; i++)
            for (int j = 0; j < columns.count; j++)
                offer(s,
                      table->first + lines.best[i].row * table->column_count + columns.best[j].row,
                      (lines.best[i].likeness + columns.best[j].likeness) / 2);
    }
}

static void suggest(const form *model, const query *q, base_buf *names)
{
    suggestions s = {.count = 0};
    for (size_t i = 0; q->count > 1 && i < model->table_count; i++)
        suggest_cells(&model->tables[i], q, &s);
    for (size_t i = 0; q->count && i < model->count; i++)
        if (!model->table_count || is_first_choice(model, i))
            offer(&s, i, likeness(q->parts[q->count - 1], model->rows[i].key));
    for (int i = 0; i < s.count; i++) {
        const form_row *row = &model->rows[s.best[i].row];
        int by_path = model->table_count || is_ambiguous(model, s.best[i].row);
        add_name(names, by_path ? row->path : row->label);
    }
}

size_t form_find(const form *model, base_str label, int *row, base_buf *names)
{
    query q;
    size_t count = 0;
    *row = -1;
    base_buf_init(&q.keys);
    /* A label may hold a '/' itself. */
    int failed = make_query(&q, label, 0);
    if (!failed)
        count = find_rows(model, &q, row, names);
    if (!failed && count == 0) {
        failed = make_query(&q, label, 1);
        if (!failed && (q.count > 1 || base_str_find(label, base_str_c("/"), 0) != BASE_STR_NONE))
            count = find_rows(model, &q, row, names);
        if (!failed && count == 0 && names)
            suggest(model, &q, names);
    }
    failed |= names != NULL && base_buf_failed(names);
    base_buf_dispose(&q.keys);
    return failed ? FORM_FAILED : count;
}
