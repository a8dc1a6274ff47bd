#include "audit/roster_read.h"

#include <ctype.h>

#include "audit/inputs.h"
#include "audit/names.h"
#include "base/err.h"
#include "read/csv.h"
#include "read/limits.h"
#include "text/nearest.h"
#include "text/utf8.h"

enum { COLUMN_AGENCY, COLUMN_PARENT, COLUMN_FROM, COLUMN_TO, COLUMN_ALIASES, COLUMNS };

typedef struct reading {
    base_arena *arena;
    const char *path;
    hecha_err *err;
    const doc_table *table;
    uint32_t columns[COLUMNS]; /* in the grid; 0: there is none */
    uint32_t head;             /* row of the heads */
    base_vec rows;
    base_vec *notes;
    hecha_lang lang;
} reading;

static base_str cell_text(const reading *r, uint32_t row, uint32_t column)
{
    const doc_cell *cell = column ? doc_table_at(r->table, row, column) : NULL;
    if (cell == NULL)
        return base_str_n("", 0);
    return base_str_trim(cell->text.normal.text);
}

static int row_line(const reading *r, uint32_t row)
{
    for (uint32_t column = 1; column <= r->table->columns; column++) {
        const doc_cell *cell = doc_table_at(r->table, row, column);
        if (cell != NULL && cell->place.line != 0)
            return (int)cell->place.line;
    }
    return (int)row;
}

static int fail(const reading *r, base_msg_id message, base_str text, int line)
{
    const char *what = base_arena_copy(r->arena, text.ptr ? text.ptr : "", text.len);
    if (what == NULL)
        return base_err_memory(r->err);
    int code = base_err(r->err, HECHA_E_USAGE, message, what, NULL);
    base_err_at(r->err, r->path, line, 0);
    return code;
}

int audit_roster_note(base_arena *arena, base_vec *notes, const char *path, int line,
                      hecha_lang lang, base_msg_id message, const char *first, const char *second)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_c(&text, path);
    base_buf_add_byte(&text, ':');
    base_buf_add_int(&text, line);
    base_buf_add_c(&text, ": ");
    base_msg_add(&text, lang, message, first, second, NULL);
    base_str *note = base_buf_failed(&text) ? NULL : base_vec_push(notes, arena);
    if (note != NULL)
        *note = base_arena_str(arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return note == NULL || note->ptr == NULL ? HECHA_E_MEMORY : 0;
}

/* ---- the head ---- */

static int same_word(base_str text, const char *word)
{
    size_t length = strlen(word);
    if (text.len != length)
        return 0;
    for (size_t i = 0; i < length; i++)
        if (tolower((unsigned char)text.ptr[i]) != word[i] && text.ptr[i] != word[i])
            return 0;
    return 1;
}

static const struct {
    const char *word;
    int column;
} column_names[] = {
    {"单位", COLUMN_AGENCY},    {"单位名称", COLUMN_AGENCY}, {"单位名", COLUMN_AGENCY},
    {"机关", COLUMN_AGENCY},    {"机关名称", COLUMN_AGENCY}, {"agency", COLUMN_AGENCY},
    {"上级", COLUMN_PARENT},    {"上级单位", COLUMN_PARENT}, {"上级机关", COLUMN_PARENT},
    {"parent", COLUMN_PARENT},  {"起", COLUMN_FROM},         {"起始", COLUMN_FROM},
    {"起始年", COLUMN_FROM},    {"起始年度", COLUMN_FROM},   {"from", COLUMN_FROM},
    {"止", COLUMN_TO},          {"截止", COLUMN_TO},         {"截止年", COLUMN_TO},
    {"截止年度", COLUMN_TO},    {"终止", COLUMN_TO},         {"终止年", COLUMN_TO},
    {"终止年度", COLUMN_TO},    {"to", COLUMN_TO},           {"别名", COLUMN_ALIASES},
    {"曾用名", COLUMN_ALIASES}, {"aliases", COLUMN_ALIASES}, {"alias", COLUMN_ALIASES},
};

#define COLUMN_NAMES (sizeof(column_names) / sizeof(column_names[0]))

static int column_named(base_str text)
{
    for (size_t i = 0; i < COLUMN_NAMES; i++)
        if (same_word(text, column_names[i].word))
            return column_names[i].column;
    return -1;
}

/* The first row with a column of agencies; titles may stand above it. */
static int find_head(reading *r)
{
    for (uint32_t row = 1; row <= r->table->rows; row++) {
        memset(r->columns, 0, sizeof(r->columns));
        for (uint32_t column = r->table->columns; column > 0; column--) {
            int named = column_named(cell_text(r, row, column));
            if (named >= 0)
                r->columns[named] = column;
        }
        r->head = row;
        if (r->columns[COLUMN_AGENCY] != 0)
            return 0;
    }
    return fail(r, MSG_ROSTER_NO_COLUMN, base_str_n(NULL, 0), 1);
}

/* A column that is there already is not the one that was meant. */
static void near_columns(const reading *r, base_str head, text_nearest *best)
{
    memset(best, 0, sizeof(*best));
    for (size_t i = 0; i < COLUMN_NAMES; i++)
        if (r->columns[column_names[i].column] == 0)
            text_nearest_word(best, head, base_str_c(column_names[i].word));
}

/* A misspelt column is an error: without it the years, or who is below whom, would be unknown.
 * Others are an office's own (telephones, remarks) and named once. */
static int check_head(const reading *r)
{
    base_buf unused;
    text_nearest best;
    int code = 0;
    base_buf_init(&unused);
    for (uint32_t column = 1; code == 0 && column <= r->table->columns; column++) {
        base_str head = cell_text(r, r->head, column);
        if (head.len == 0 || column_named(head) >= 0)
            continue;
        near_columns(r, head, &best);
        if (best.count > 0) {
            code = text_nearest_refuse(&best, head, HECHA_E_USAGE, MSG_PACK_TABLE_COLUMN, r->err);
            if (code == HECHA_E_USAGE)
                base_err_at(r->err, r->path, row_line(r, r->head), 0);
        }
        if (unused.len > 0)
            base_buf_add_c(&unused, r->lang == HECHA_LANG_EN ? ", " : "、");
        base_buf_add_str(&unused, head);
    }
    if (code == 0 &&
        (base_buf_failed(&unused) ||
         (unused.len > 0 && audit_roster_note(r->arena, r->notes, r->path, row_line(r, r->head),
                                              r->lang, MSG_ROSTER_UNUSED, unused.ptr, "") != 0)))
        code = base_err_memory(r->err);
    base_buf_dispose(&unused);
    return code;
}

/* ---- rows ---- */

/* 2019, 2019年, 2019-01-01; blank is 0; -1: something else. */
static int read_year(base_str text)
{
    int year = 0;
    if (text.len == 0)
        return 0;
    for (size_t i = 0; i < 4; i++) {
        if (i >= text.len || text.ptr[i] < '0' || text.ptr[i] > '9')
            return -1;
        year = 10 * year + (text.ptr[i] - '0');
    }
    base_str rest = base_str_from(text, 4);
    int ends = rest.len == 0 || base_str_starts(rest, base_str_c("年")) || rest.ptr[0] == '-' ||
               rest.ptr[0] == '/' || rest.ptr[0] == '.';
    return ends && year >= 1900 && year <= 2199 ? year : -1;
}

static int is_separator(uint32_t codepoint)
{
    return codepoint == ';' || codepoint == 0xFF1B || codepoint == 0x3001 || codepoint == '|' ||
           codepoint == '\n' || codepoint == ',' || codepoint == 0xFF0C;
}

static int add_alias(base_arena *arena, base_vec *aliases, base_str text)
{
    text = base_str_trim(text);
    if (text.len == 0)
        return 0;
    base_str *slot = base_vec_push(aliases, arena);
    if (slot == NULL)
        return HECHA_E_MEMORY;
    *slot = base_arena_str(arena, text);
    return slot->ptr == NULL ? HECHA_E_MEMORY : 0;
}

static int split_aliases(base_arena *arena, base_str text, roster_row *row)
{
    base_vec aliases;
    size_t start = 0, at = 0;
    base_vec_init(&aliases, sizeof(base_str));
    while (at < text.len) {
        size_t before = at;
        if (!is_separator(text_utf8_next(text, &at)))
            continue;
        if (add_alias(arena, &aliases, base_str_n(text.ptr + start, before - start)) != 0)
            return HECHA_E_MEMORY;
        start = at;
    }
    if (add_alias(arena, &aliases, base_str_from(text, start)) != 0)
        return HECHA_E_MEMORY;
    row->aliases = aliases.items;
    row->alias_count = aliases.count;
    return 0;
}

static int read_row(reading *r, uint32_t number)
{
    base_str agency = cell_text(r, number, r->columns[COLUMN_AGENCY]);
    base_str parent = cell_text(r, number, r->columns[COLUMN_PARENT]);
    base_str from = cell_text(r, number, r->columns[COLUMN_FROM]);
    base_str to = cell_text(r, number, r->columns[COLUMN_TO]);
    int line = row_line(r, number);
    if (agency.len == 0)
        return parent.len == 0 ? 0 : fail(r, MSG_ROSTER_NO_NAME, parent, line);
    roster_row *row = base_vec_push(&r->rows, r->arena);
    if (row == NULL)
        return base_err_memory(r->err);
    row->line = line;
    row->from = read_year(from);
    row->to = read_year(to);
    if (row->from < 0 || row->to < 0)
        return fail(r, MSG_ROSTER_YEAR, row->from < 0 ? from : to, line);
    if (row->to != 0 && row->from > row->to)
        return fail(r, MSG_ROSTER_ORDER, agency, line);
    row->agency = base_arena_str(r->arena, agency);
    row->parent = base_arena_str(r->arena, parent);
    if (row->agency.ptr == NULL || row->parent.ptr == NULL ||
        split_aliases(r->arena, cell_text(r, number, r->columns[COLUMN_ALIASES]), row) != 0)
        return base_err_memory(r->err);
    return 0;
}

static int read_rows(reading *r, const doc *document)
{
    const doc_block *block = document->first;
    while (block != NULL && block->kind != DOC_TABLE)
        block = doc_next(block);
    if (block == NULL)
        return fail(r, MSG_ROSTER_NO_TABLE, base_str_n(NULL, 0), 0);
    r->table = block->table;
    int code = find_head(r);
    if (code == 0)
        code = check_head(r);
    for (uint32_t row = r->head + 1; code == 0 && row <= r->table->rows; row++)
        code = read_row(r, row);
    if (code == 0 && r->rows.count == 0)
        return fail(r, MSG_ROSTER_NO_TABLE, base_str_n(NULL, 0), 0);
    return code;
}

/* ---- the file ---- */

/* A text is comma-separated because it was given as a roster, whatever else it looks like. */
static int read_table(const read_input *input, doc **out, hecha_err *err)
{
    doc_builder *builder;
    const char *format = read_csv.format;
    base_str bytes = input->bytes;
    if (audit_bytes_are_office(bytes) || base_str_starts(bytes, base_str_c("PK")))
        return read_document(input, out, err);
    int code = doc_builder_new(READ_MEMORY, input->lang, &builder, err);
    if (code != 0)
        return code;
    code = read_csv.read(input, builder, &format, err);
    if (code == 0)
        return doc_build_finish(builder, input->path, format, out, err);
    doc_builder_free(builder);
    return code;
}

static int read_bytes(const char *path, base_buf *bytes, hecha_err *err)
{
    audit_input file;
    memset(&file, 0, sizeof(file));
    file.kind = AUDIT_INPUT_FILE;
    file.named = 1;
    file.path = base_str_c(path);
    return audit_input_read(&file, READ_FILE_BYTES, bytes, err);
}

int audit_roster_rows(base_arena *arena, const char *path, const base_str *given, hecha_lang lang,
                      roster_row **rows, size_t *count, base_vec *notes, hecha_err *err)
{
    reading r;
    base_buf bytes;
    doc *document = NULL;
    hecha_err fault = base_err_init(lang);
    memset(&r, 0, sizeof(r));
    r.arena = arena;
    r.path = path;
    r.err = err;
    r.notes = notes;
    r.lang = lang;
    base_vec_init(&r.rows, sizeof(roster_row));
    base_buf_init(&bytes);
    int code = given != NULL ? 0 : read_bytes(path, &bytes, &fault);
    read_input input = {.path = base_str_c(path), .lang = lang};
    input.bytes = given != NULL ? *given : base_buf_str(&bytes);
    if (code == 0)
        code = read_table(&input, &document, &fault);
    if (code == HECHA_E_MEMORY)
        code = base_err_memory(err);
    else if (code != 0)
        code = fail(&r, MSG_ROSTER_UNREADABLE, base_str_c(fault.text), 0);
    else
        code = read_rows(&r, document);
    doc_free(document);
    base_buf_dispose(&bytes);
    *rows = r.rows.items;
    *count = r.rows.count;
    return code;
}
