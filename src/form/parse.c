/* form/parse.c: the form language: an indented text becomes rows with paths and sets. */
#include "form/parse.h"
#include "base/err.h"
#include "form/index.h"
#include "text/class.h"
#include "text/normal.h"
#include "text/numbering.h"
#include "text/utf8.h"

enum {
    MAX_ROWS = 4096,
    MAX_DEPTH = 16,
    TAB_WIDTH = 4 /* columns a tab advances to a multiple of */
};

typedef struct parser {
    base_arena *arena;
    form *out;
    hecha_err *err;
    int line;               /* of the file */
    int indents[MAX_DEPTH]; /* of the open rows, outermost first */
    int open[MAX_DEPTH];    /* their indexes */
    int depth;              /* number of open rows */
    base_vec rows;
    unsigned *marks; /* per row: what is promised */
} parser;

enum { MARK_CHILDREN = 1, MARK_PARTS = 2, MARK_APART = 4 };

static int fail(parser *p, base_msg_id message, base_str what)
{
    char text[160];
    size_t length = what.len < sizeof text - 1 ? what.len : sizeof text - 1;
    while (length < what.len && length > 0 && ((unsigned char)what.ptr[length] & 0xC0) == 0x80)
        length--;
    if (length)
        memcpy(text, what.ptr, length);
    text[length] = '\0';
    base_err(p->err, HECHA_E_RULE, message, text, NULL);
    base_err_at(p->err, NULL, p->line, 0);
    return HECHA_E_RULE;
}

/* The next field of a line, without white space; *line becomes the rest. 0 when there is none. */
static int next_field(base_str *line, base_str *field)
{
    if (!line->ptr)
        return 0;
    size_t bar = base_str_find(*line, base_str_c("|"), 0), width = 1;
    size_t wide = base_str_find(*line, base_str_c("｜"), 0);
    if (wide < bar) {
        bar = wide;
        width = strlen("｜");
    }
    if (bar == BASE_STR_NONE) {
        *field = base_str_trim(*line);
        *line = base_str_n(NULL, 0);
    } else {
        *field = base_str_trim(base_str_n(line->ptr, bar));
        *line = base_str_from(*line, bar + width);
    }
    return 1;
}

/* Columns of white space at the start of the line. */
static int indent_of(base_str line)
{
    int columns = 0;
    size_t offset = 0;
    for (;;) {
        uint32_t c = text_utf8_next(line, &offset);
        if (c == ' ')
            columns++;
        else if (c == 0x3000)
            columns += 2;
        else if (c == '\t')
            columns += TAB_WIDTH - columns % TAB_WIDTH;
        else
            return columns;
    }
}

static int is_dash(base_str unit)
{
    size_t offset = 0;
    uint32_t c;
    while ((c = text_utf8_next(unit, &offset)) != 0)
        if (!text_is_dash(c))
            return 0;
    return 1;
}

/* What stands in the last brackets of the label, without them; empty if it does not end so. */
static base_str note_of(base_str printed)
{
    base_str none = {NULL, 0};
    size_t end = printed.len, offset = printed.len;
    uint32_t c = text_utf8_previous(printed, &offset);
    if (c != ')' && c != 0xFF09)
        return none;
    end = offset;
    int depth = 1;
    while (offset > 0) {
        size_t after = offset;
        c = text_utf8_previous(printed, &offset);
        if (c == ')' || c == 0xFF09)
            depth++;
        else if ((c == '(' || c == 0xFF08) && --depth == 0)
            return offset ? base_str_n(printed.ptr + after, end - after) : none;
    }
    return none;
}

static int read_mark(parser *p, base_str mark, unsigned *marks)
{
    static const struct {
        const char *name;
        unsigned mark;
    } known[] = {
        {"子项", MARK_CHILDREN}, {"children", MARK_CHILDREN}, {"其中", MARK_PARTS},
        {"parts", MARK_PARTS},   {"另计", MARK_APART},        {"apart", MARK_APART},
    };
    if (mark.len == 0)
        return 0;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (base_str_eq_c(mark, known[i].name)) {
            *marks |= known[i].mark;
            return 0;
        }
    }
    return fail(p, MSG_FORM_MARK, mark);
}

/* Closes rows as the indentation says. */
static int find_parent(parser *p, int indent, base_str printed, int *parent)
{
    while (p->depth > 0 && p->indents[p->depth - 1] > indent)
        p->depth--;
    int level = p->depth > 0 ? p->indents[p->depth - 1] : -1;
    if (level == indent) {
        p->depth--;
    } else if (p->rows.count > 0) {
        /* Deeper than the row before is a child; anything else fits no open row. */
        const form_row *before = base_vec_at(&p->rows, p->rows.count - 1);
        if (p->depth == 0 || before->order != p->open[p->depth - 1] + 1)
            return fail(p, MSG_FORM_INDENT, printed);
    }
    if (p->depth >= MAX_DEPTH)
        return fail(p, MSG_FORM_DEPTH, printed);
    *parent = p->depth > 0 ? p->open[p->depth - 1] : -1;
    p->indents[p->depth] = indent;
    p->open[p->depth] = (int)p->rows.count;
    p->depth++;
    return 0;
}

static int copy_to(parser *p, base_str text, base_str *out)
{
    *out = base_arena_str(p->arena, text);
    return out->ptr || text.len == 0 ? 0 : base_err_memory(p->err);
}

/* Label, key and path of a row whose printed text and parent are set. */
static int name_row(parser *p, form_row *row)
{
    base_buf buf;
    base_buf_init(&buf);
    text_label_clean(&buf, row->printed);
    int code = base_buf_failed(&buf) ? base_err_memory(p->err)
                                     : copy_to(p, base_buf_str(&buf), &row->label);
    if (code == 0) {
        base_buf_clear(&buf);
        text_label_key(&buf, row->printed);
        code = base_buf_failed(&buf) ? base_err_memory(p->err)
                                     : copy_to(p, base_buf_str(&buf), &row->key);
    }
    if (code == 0 && (row->label.len == 0 || row->key.len == 0))
        code = fail(p, MSG_FORM_LABEL, row->printed);
    if (code == 0) {
        base_buf_clear(&buf);
        if (row->parent >= 0) {
            base_buf_add_str(&buf, ((form_row *)base_vec_at(&p->rows, (size_t)row->parent))->path);
            base_buf_add_byte(&buf, '/');
        }
        base_buf_add_str(&buf, row->label);
        code = base_buf_failed(&buf) ? base_err_memory(p->err)
                                     : copy_to(p, base_buf_str(&buf), &row->path);
    }
    base_buf_dispose(&buf);
    return code;
}

static int read_row(parser *p, base_str line)
{
    int indent = indent_of(line), parent = -1;
    base_str rest = line, printed = {NULL, 0}, unit = {NULL, 0}, mark;
    next_field(&rest, &printed);
    next_field(&rest, &unit);
    if (printed.len == 0)
        return fail(p, MSG_FORM_LABEL, line);
    if (p->rows.count >= MAX_ROWS)
        return fail(p, MSG_FORM_ROWS, printed);
    int code = find_parent(p, indent, printed, &parent);
    while (code == 0 && next_field(&rest, &mark))
        code = read_mark(p, mark, &p->marks[p->rows.count]);
    if (code)
        return code;
    form_row *row = base_vec_push(&p->rows, p->arena);
    if (!row || copy_to(p, printed, &row->printed) ||
        (!is_dash(unit) && copy_to(p, unit, &row->unit)))
        return base_err_memory(p->err);
    row->heading = row->unit.len == 0;
    row->dash = unit.len > 0 && row->heading;
    row->note = note_of(row->printed);
    row->number = text_numbering_read(row->printed).printed;
    row->order = (int)p->rows.count;
    row->depth = p->depth - 1;
    row->parent = parent;
    row->line = p->line;
    row->apart = (p->marks[p->rows.count - 1] & MARK_APART) != 0;
    return name_row(p, row);
}

static int starts_parts(base_str printed)
{
    return base_str_starts(printed, base_str_c("其中：")) ||
           base_str_starts(printed, base_str_c("其中:")) ||
           base_str_starts(printed, base_str_c("其中，"));
}

/* Which children are 子项 and which 其中. */
static void find_sets(parser *p)
{
    form_row *rows = p->out->rows;
    int *in_parts = base_arena_array(p->arena, p->out->count + 1, sizeof *in_parts);
    for (size_t i = 0; in_parts && i < p->out->count; i++) {
        form_row *row = &rows[i];
        int *parts = &in_parts[row->parent + 1];
        if (row->number.len)
            *parts = 0;
        else if (starts_parts(row->printed))
            *parts = 1;
        if (row->parent < 0 || row->apart)
            continue;
        row->child = row->number.len != 0;
        row->part = !row->child && *parts;
        rows[row->parent].has_children |= row->child;
        rows[row->parent].has_parts |= row->part;
    }
}

static int check_marks(parser *p)
{
    for (size_t i = 0; i < p->out->count; i++) {
        const form_row *row = &p->out->rows[i];
        p->line = row->line;
        if ((p->marks[i] & MARK_CHILDREN) && !row->has_children)
            return fail(p, MSG_FORM_NO_CHILDREN, row->label);
        if ((p->marks[i] & MARK_PARTS) && !row->has_parts)
            return fail(p, MSG_FORM_NO_PARTS, row->label);
        if (row->apart && row->parent < 0)
            return fail(p, MSG_FORM_APART, row->label);
    }
    return 0;
}

/* Two rows of one parent with one key could not be told apart. */
static int check_twins(parser *p)
{
    const form *forms[1] = {p->out};
    form_index *index = form_index_new(p->arena, forms, 1);
    int *last = base_arena_array(p->arena, p->out->count + 1, sizeof *last);
    if (!index || !last)
        return base_err_memory(p->err);
    for (size_t key = 0; key < index->key_count; key++) {
        /* last[parent + 1] is the key (counted from 1) that was last seen below the parent. */
        for (int owner = index->keys[key].first; owner >= 0; owner = index->owners[owner].next) {
            const form_row *row = &p->out->rows[index->owners[owner].row];
            p->line = row->line;
            if (last[row->parent + 1] == (int)key + 1)
                return fail(p, MSG_FORM_TWIN, row->path);
            last[row->parent + 1] = (int)key + 1;
        }
    }
    return 0;
}

static int read_lines(parser *p, base_str rows)
{
    size_t start = 0;
    while (start < rows.len) {
        size_t end = base_str_find(rows, base_str_c("\n"), start);
        if (end == BASE_STR_NONE)
            end = rows.len;
        base_str line = base_str_n(rows.ptr + start, end - start);
        if (base_str_trim(line).len) {
            int code = read_row(p, line);
            if (code)
                return code;
        }
        start = end + 1;
        p->line++;
    }
    return p->rows.count ? 0 : fail(p, MSG_FORM_EMPTY, base_str_c(""));
}

int form_parse_text(base_arena *arena, base_str rows, int first_line, form *out, hecha_err *err)
{
    parser p = {.arena = arena, .out = out, .err = err, .line = first_line};
    base_vec_init(&p.rows, sizeof(form_row));
    p.marks = base_arena_array(arena, MAX_ROWS, sizeof *p.marks);
    if (!p.marks)
        return base_err_memory(err);
    size_t bad = text_utf8_invalid(rows);
    if (bad != BASE_STR_NONE) {
        for (size_t i = 0; i < bad; i++)
            p.line += rows.ptr[i] == '\n';
        return fail(&p, MSG_FORM_UTF8, base_str_c(""));
    }
    int code = read_lines(&p, rows);
    if (code)
        return code;
    out->rows = p.rows.items;
    out->count = p.rows.count;
    find_sets(&p);
    if (base_arena_failed(arena))
        return base_err_memory(err);
    code = check_marks(&p);
    return code ? code : check_twins(&p);
}

int form_parse(base_arena *arena, base_str rows, int first_line, form *out, hecha_err *err)
{
    int code = form_parse_text(arena, rows, first_line, out, err);
    for (size_t i = 0; code == 0 && i < out->count; i++) {
        out->rows[i].name = out->rows[i].label;
        out->rows[i].line_index = (int)i;
    }
    return code;
}
