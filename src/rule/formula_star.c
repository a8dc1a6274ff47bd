/* Cells of a matrix form by line and column, and the stars that run over them. */
#include "rule/formula_lex.h"
#include "rule/formula_number.h"
#include "rule/formula_parse.h"
#include "text/normal.h"

#define MOST_NAMED 8 /* cells of a line, where it is not clear which is meant */

/* Instead of a row or a head. */
enum { NONE = -1, FAILED = -2 /* no memory */ };

/* ---- columns ---- */

/* 1 if the key names the column head, by its label or the end of its path. FAILED. */
static int names_head(const form_row *head, base_str key)
{
    if (base_str_eq(head->key, key))
        return 1;
    if (head->parent < 0)
        return 0; /* its path is its label */
    base_buf path;
    base_buf_init(&path);
    text_label_key(&path, head->path);
    base_str whole = base_buf_str(&path);
    size_t before = whole.len - key.len;
    int named = whole.len >= key.len && base_str_ends(whole, key) &&
                (before == 0 || whole.ptr[before - 1] == '/');
    if (base_buf_failed(&path))
        named = FAILED;
    base_buf_dispose(&path);
    return named;
}

/* The head of a table that the text names: exactly one; else NONE, or FAILED. */
static int find_head(const form_table *table, base_str text)
{
    int found = NONE, count = 0;
    base_buf key;
    base_buf_init(&key);
    text_label_key(&key, text);
    int failed = base_buf_failed(&key);
    for (size_t i = 0; !failed && key.len > 0 && table != NULL && i < table->head_count; i++) {
        int named = names_head(&table->heads[i], base_buf_str(&key));
        failed = named == FAILED;
        if (named == 1 && count++ == 0)
            found = (int)i;
    }
    base_buf_dispose(&key);
    return failed ? FAILED : count == 1 ? found : NONE;
}

/* The column that a head is, or -1 if it is a group of them. */
static int column_of(const form_table *table, int head)
{
    for (size_t i = 0; i < table->column_count; i++)
        if (table->columns[i] == head)
            return (int)i;
    return -1;
}

static int is_under(const form_table *table, size_t column, int head)
{
    for (int i = table->columns[column]; i >= 0; i = table->heads[i].parent)
        if (i == head)
            return 1;
    return head < 0;
}

int formula_is_column(const form *known, int item, int head)
{
    const form_table *table = form_table_of(known, (size_t)item);
    return table != NULL && is_under(table, (size_t)known->rows[item].column, head);
}

/* ---- lines ---- */

/* A cell of the one line that the text names, whatever the column; NONE: none or several. FAILED.
 */
static int find_line(const form *known, base_str text)
{
    number_path path;
    int row = NONE;
    size_t count = form_find(known, text, &row, NULL);
    if (count == FORM_FAILED)
        return FAILED;
    if (count == 0 && number_path_read(text, &path) == text.len)
        count = number_path_find(known, &path, &row);
    if (count == 0 || row < 0 || count > form_item_width(known, (size_t)row))
        return NONE;
    return row;
}

/* A line without a label, in the table that has the head; NONE, FAILED. */
static int find_bare(const form *known, base_str text, int *head)
{
    for (size_t i = 0; i < known->table_count; i++) {
        const form_table *table = &known->tables[i];
        *head = find_head(table, text);
        if (*head == FAILED)
            return FAILED;
        if (*head >= 0 && table->lines[0].label.len == 0)
            return (int)table->first;
    }
    return NONE;
}

static size_t find_slash(base_str text, size_t at, size_t *after)
{
    while (at < text.len) {
        size_t here = at;
        if (lex_next(text, &at) == '/') {
            *after = at;
            return here;
        }
    }
    return BASE_STR_NONE;
}

/* line/head in either order, where the head may be a group. 1 with a cell of the line and the
 * head; 0; FAILED. */
static int find_crossing(const form *known, base_str text, int *row, int *head)
{
    size_t after = 0, at;
    *row = find_bare(known, text, head);
    if (*row != NONE)
        return *row == FAILED ? FAILED : 1;
    while ((at = find_slash(text, after, &after)) != BASE_STR_NONE) {
        base_str left = base_str_trim(base_str_n(text.ptr, at));
        base_str right = base_str_trim(base_str_from(text, after));
        for (int turn = 0; turn < 2; turn++) {
            *row = find_line(known, turn ? right : left);
            if (*row >= 0)
                *head = find_head(form_table_of(known, (size_t)*row), turn ? left : right);
            if (*row == FAILED || (*row >= 0 && *head == FAILED))
                return FAILED;
            if (*row >= 0 && *head >= 0)
                return 1;
        }
    }
    return 0;
}

int formula_read_cell(formula_node *node, base_str text)
{
    const form *known = node->form;
    int head, row, found = known->table_count == 0 ? 0 : find_crossing(known, text, &row, &head);
    if (found != 1)
        return found;
    int column = column_of(form_table_of(known, (size_t)row), head);
    node->row = column < 0 ? row : form_item_across(known, (size_t)row, (size_t)column);
    if (column < 0) {
        node->kind = FORMULA_SET;
        node->set = FORMULA_COLUMNS;
        node->head = head;
    }
    return 1;
}

/* ---- items ---- */

/* The nearest cells to a path of which one side names a line by its numbers. 0 or FAILED. */
static int suggest_numbered(const form *known, base_str text, base_buf *names)
{
    size_t after = 0, at;
    int row;
    while ((at = find_slash(text, after, &after)) != BASE_STR_NONE) {
        base_str sides[2] = {base_str_trim(base_str_n(text.ptr, at)),
                             base_str_trim(base_str_from(text, after))};
        for (int turn = 0; turn < 2; turn++) {
            int line = find_line(known, sides[turn]);
            const form_table *table = line < 0 ? NULL : form_table_of(known, (size_t)line);
            if (line == FAILED)
                return FAILED;
            if (table == NULL)
                continue;
            base_buf path;
            base_buf_init(&path);
            base_buf_add_str(&path, table->lines[known->rows[line].line_index].path);
            base_buf_add_byte(&path, '/');
            base_buf_add_str(&path, sides[!turn]);
            base_buf_clear(names);
            int failed = base_buf_failed(&path) ||
                         form_find(known, base_buf_str(&path), &row, names) == FORM_FAILED;
            base_buf_dispose(&path);
            return failed ? FAILED : 0;
        }
    }
    return 0;
}

/* A line by its printed numbers; its preset column is meant, and without one it is ambiguous. */
static size_t find_by_number(const form *known, base_str text, int *row, base_buf *names)
{
    number_path path;
    if (number_path_read(text, &path) != text.len)
        return 0;
    size_t count = number_path_find(known, &path, row);
    const form_table *table = count == 1 ? form_table_of(known, (size_t)*row) : NULL;
    if (names != NULL && count > 0)
        base_buf_clear(names);
    if (names != NULL && count > 1)
        base_buf_add_str(names, known->rows[*row].path);
    if (table == NULL || table->preset >= 0)
        return count;
    for (size_t i = 0; names != NULL && i < table->column_count && i < MOST_NAMED; i++) {
        base_buf_add_c(names, i > 0 ? "、" : "");
        base_buf_add_str(names, known->rows[form_item_across(known, (size_t)*row, i)].path);
    }
    return table->column_count;
}

size_t formula_find_item(const form *known, base_str label, int *row, base_buf *names)
{
    formula_node node;
    memset(&node, 0, sizeof(node));
    node.form = known;
    node.kind = FORMULA_ITEM;
    base_str text = base_str_trim(label);
    size_t count = form_find(known, text, row, names);
    if (count == 0)
        count = find_by_number(known, text, row, names);
    int cell = count == 0 ? formula_read_cell(&node, text) : 0;
    if (cell == 1 && node.kind == FORMULA_ITEM) {
        *row = node.row;
        count = 1;
    }
    int failed = cell < 0;
    if (count == 0 && names != NULL)
        failed |= suggest_numbered(known, text, names) != 0;
    if (count == 1 && names != NULL)
        base_buf_clear(names);
    failed |= names != NULL && base_buf_failed(names);
    return failed ? FORM_FAILED : count;
}

/* ---- stars ---- */

/* The first column under a head. */
static int first_under(const form_table *table, int head)
{
    for (size_t i = 0; head >= 0 && i < table->column_count; i++)
        if (is_under(table, i, head))
            return (int)i;
    return -1;
}

/* A cell of the column, or group of columns, that the text names, in a table whose lines have
 * labels; the text before the star names the table, if it is given. */
static int find_column(const form *known, base_str title, base_str text, int *head)
{
    int found = NONE;
    for (size_t i = 0; i < known->table_count; i++) {
        const form_table *table = &known->tables[i];
        int named = find_head(table, text), column = first_under(table, named);
        if (named == FAILED)
            return FAILED;
        if (column < 0 || table->lines[0].label.len == 0 ||
            (title.len > 0 && !base_str_eq(title, table->title)))
            continue;
        if (found >= 0)
            return NONE;
        found = (int)table->first + column;
        *head = column_of(table, named) < 0 ? named : -1;
    }
    return found;
}

/* 1, 0 or FAILED, as all that follows. */
static int read_columns(const form *known, base_str line, formula_star_read *out)
{
    out->star = STAR_COLUMNS;
    out->head = -1;
    out->row = find_line(known, line);
    if (out->row != NONE)
        return out->row == FAILED ? FAILED : 1;
    return find_crossing(known, line, &out->row, &out->head);
}

static int read_rows(const form *known, base_str title, base_str column, formula_star_read *out)
{
    out->star = STAR_ROWS;
    out->head = -1;
    out->row = find_column(known, title, column, &out->head);
    return out->row == FAILED ? FAILED : out->row >= 0;
}

/* *, line/ *, * /column, table/ * /column; what stands first is taken for what it mostly is. */
static int read_star(const form *known, base_str before, base_str after, formula_star_read *out)
{
    base_str none = {NULL, 0};
    if (before.len == 0 && after.len == 0) {
        out->star = STAR_ITEMS;
        out->row = 0;
        out->head = -1;
        return 1;
    }
    if (known->table_count == 0)
        return 0;
    int found =
        after.len == 0 ? read_columns(known, before, out) : read_rows(known, before, after, out);
    if (found == 0 && after.len == 0)
        found = read_rows(known, none, before, out);
    else if (found == 0 && before.len == 0)
        found = read_columns(known, after, out);
    return found;
}

/* The parts of a path on both sides of a star; 0: there is none. */
static int split_star(base_str text, base_str *before, base_str *after)
{
    size_t start = 0;
    while (start <= text.len) {
        size_t next = text.len, end = find_slash(text, start, &next), at = 0;
        if (end == BASE_STR_NONE)
            end = text.len;
        base_str part = base_str_trim(base_str_n(text.ptr + start, end - start));
        if (lex_sign(part, &at, '*') && at == part.len) {
            size_t stop = start;
            while (stop > 0 && (text.ptr[stop - 1] == ' ' || text.ptr[stop - 1] == '/'))
                stop--;
            *before = base_str_trim(base_str_n(text.ptr, stop));
            if (base_str_ends(*before, base_str_c("／")))
                before->len -= strlen("／");
            *after = base_str_trim(base_str_from(text, next));
            return 1;
        }
        if (end == text.len)
            break;
        start = next;
    }
    return 0;
}

static size_t turns_of(const form *known, const formula_star_read *read)
{
    const form_table *table = form_table_of(known, (size_t)read->row);
    if (read->star == STAR_ITEMS || table == NULL)
        return known->count;
    return read->star == STAR_COLUMNS ? table->column_count : table->line_count;
}

/* The first star decides what all of them run over. */
static int lead(formula_parser *parser, const formula_node *node, const formula_star_read *read)
{
    formula_turns *turns = &parser->turns;
    if (turns->star == STAR_NONE) {
        turns->star = read->star;
        turns->form = node->form;
        turns->row = read->row;
        turns->head = read->head;
        turns->count = turns_of(node->form, read);
        if (turns->count > FORMULA_MAX_TURNS)
            formula_fail(parser, node->offset, MSG_FORMULA_TOO_DEEP, NULL, NULL);
    } else if (turns->star != read->star ||
               (read->star == STAR_ITEMS && turns->form != node->form)) {
        formula_fail(parser, node->offset, MSG_FORMULA_STARS, NULL, NULL);
    }
    return parser->code;
}

/* The column (line) of another table that is called as the leading star's in this turn. */
static int find_namesake(const formula_turns *turns, const form_table *from, const form_table *to,
                         int columns)
{
    const form_row *wanted =
        columns ? &from->heads[from->columns[turns->turn]] : &from->lines[turns->turn];
    size_t count = columns ? to->column_count : to->line_count;
    for (size_t i = 0; i < count; i++) {
        const form_row *one = columns ? &to->heads[to->columns[i]] : &to->lines[i];
        if (base_str_eq(one->path, wanted->path))
            return (int)i;
    }
    return -1;
}

/* The item of a star in this turn: -1 if its table has none. *none: there is no figure. */
static int item_of_turn(const formula_turns *turns, const form *known,
                        const formula_star_read *read, int *none)
{
    const form_table *from = form_table_of(turns->form, (size_t)turns->row);
    const form_table *to = form_table_of(known, (size_t)read->row);
    int at = (int)turns->turn, columns = read->star == STAR_COLUMNS;
    if (read->star == STAR_ITEMS)
        return at;
    *none = columns && !is_under(from, turns->turn, turns->head);
    if (*none)
        return read->row;
    if (from != to)
        at = find_namesake(turns, from, to, columns);
    if (at < 0)
        return -1;
    if (columns)
        return form_item_across(known, (size_t)read->row, (size_t)at);
    return form_item_down(known, (size_t)read->row, at - known->rows[read->row].line_index);
}

/* Each turn reads the same stars again. */
static int read_star_once(formula_parser *parser, const form *known, base_str text,
                          formula_star_read *out)
{
    base_str before, after;
    formula_found *made = &parser->stars[parser->star_count % FORMULA_FOUND];
    for (size_t i = 0; i < parser->star_count && i < FORMULA_FOUND; i++) {
        const formula_found *one = &parser->stars[i];
        if (one->text != text.ptr || one->length != text.len || one->form != known)
            continue;
        *out = one->star;
        return 1;
    }
    int found = split_star(text, &before, &after) ? read_star(known, before, after, out) : 0;
    if (found == FAILED)
        formula_fail_memory(parser);
    if (found != 1)
        return 0;
    *made = (formula_found){text.ptr, text.len, known, 1, -1, *out};
    parser->star_count++;
    return 1;
}

int formula_read_star(formula_parser *parser, formula_node *node, base_str text)
{
    base_str before, after;
    formula_star_read read;
    int none = 0;
    if (!split_star(text, &before, &after))
        return 0;
    if (!read_star_once(parser, node->form, text, &read)) {
        if (parser->code != 0)
            return -1;
        formula_find_row(parser, node->form, before.len > 0 ? before : after, node->offset);
        formula_fail(parser, node->offset, MSG_FORMULA_NO_TURNS, NULL, NULL);
        return -1;
    }
    if (lead(parser, node, &read) != 0)
        return -1;
    node->starred = 1;
    if (read.star == STAR_ROWS && read.head >= 0) {
        node->kind = FORMULA_SET;
        node->set = FORMULA_COLUMNS;
        node->head = read.head;
    }
    node->row = item_of_turn(&parser->turns, node->form, &read, &none);
    parser->turns.empty |= none;
    if (node->row < 0) {
        formula_fail(parser, node->offset, MSG_FORMULA_STARS, NULL, NULL);
        return -1;
    }
    return 1;
}
