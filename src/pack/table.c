#include "pack/table.h"

#include <stdio.h>

#include "base/err.h"
#include "read/read.h"
#include "text/nearest.h"
#include "text/normal.h"
#include "text/utf8.h"

#define HEADER_ROWS 20u
#define CHUNK 49152u /* bytes of Lua text in one piece */

typedef enum column {
    COLUMN_ID,
    COLUMN_SEVERITY,
    COLUMN_FORMULA,
    COLUMN_TITLE,
    COLUMN_REMARK,
    COLUMN_BASIS,
    COLUMN_REASON,
    COLUMN_FORM,
    COLUMN_YEARS,
    COLUMN_TAGS,
    COLUMN_COUNT
} column;

/* One table while its rows are written. */
typedef struct writer {
    base_arena *arena;
    base_vec *files;
    base_str name; /* of its pieces */
    const doc_table *table;
    uint32_t at[COLUMN_COUNT]; /* grid column; 0: none */
    uint32_t heads;            /* the last column with a name */
    int is_csv;                /* an unquoted comma makes two cells of one */
    base_buf text;
    uint32_t line; /* of the text's end */
} writer;

int pack_table_is(base_str name)
{
    return base_str_ends(name, base_str_c(".csv")) || base_str_ends(name, base_str_c(".xlsx"));
}

static const struct {
    const char *name;
    column of;
} names[] = {
    {"编号", COLUMN_ID},
    {"规则编号", COLUMN_ID},
    {"公式编号", COLUMN_ID},
    {"id", COLUMN_ID},
    {"级别", COLUMN_SEVERITY},
    {"等级", COLUMN_SEVERITY},
    {"审核类型", COLUMN_SEVERITY},
    {"类型", COLUMN_SEVERITY},
    {"severity", COLUMN_SEVERITY},
    {"level", COLUMN_SEVERITY},
    {"公式", COLUMN_FORMULA},
    {"审核公式", COLUMN_FORMULA},
    {"表达式", COLUMN_FORMULA},
    {"formula", COLUMN_FORMULA},
    {"名称", COLUMN_TITLE},
    {"标题", COLUMN_TITLE},
    {"规则名称", COLUMN_TITLE},
    {"title", COLUMN_TITLE},
    {"name", COLUMN_TITLE},
    {"说明", COLUMN_REMARK},
    {"公式说明", COLUMN_REMARK},
    {"审核说明", COLUMN_REMARK},
    {"description", COLUMN_REMARK},
    {"依据", COLUMN_BASIS},
    {"法规依据", COLUMN_BASIS},
    {"basis", COLUMN_BASIS},
    {"理由", COLUMN_REASON},
    {"rationale", COLUMN_REASON},
    {"表式", COLUMN_FORM},
    {"适用", COLUMN_FORM},
    {"适用表", COLUMN_FORM},
    {"适用表式", COLUMN_FORM},
    {"form", COLUMN_FORM},
    {"年度", COLUMN_YEARS},
    {"适用年度", COLUMN_YEARS},
    {"years", COLUMN_YEARS},
    {"标签", COLUMN_TAGS},
    {"tags", COLUMN_TAGS},
};

#define NAMES (sizeof(names) / sizeof(*names))

/* Without white space and the note in brackets, in lower case. */
static base_str plain_name(base_str head, char *plain, size_t size)
{
    size_t length = 0, offset = 0;
    while (offset < head.len && length + 4 < size) {
        size_t start = offset;
        uint32_t c = text_utf8_next(head, &offset);
        if (c == '(' || c == 0xFF08)
            break;
        if (c == ' ' || c == '\t' || c == '\n' || c == '*' || c == 0x3000 || c == 0xA0)
            continue;
        for (size_t i = start; i < offset; i++) {
            char byte = head.ptr[i];
            plain[length++] = (char)(byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte);
        }
    }
    return base_str_n(plain, length);
}

static column column_named(base_str plain)
{
    for (size_t i = 0; i < NAMES; i++)
        if (base_str_eq_c(plain, names[i].name))
            return names[i].of;
    return COLUMN_COUNT;
}

static base_str cell_text(const doc_table *table, uint32_t row, uint32_t at)
{
    const doc_cell *cell = at ? doc_table_at(table, row, at) : NULL;
    if (cell == NULL || cell->row != row)
        return base_str_n(NULL, 0);
    return base_str_trim(cell->text.raw);
}

/* The row of the columns' names, 0 if there is none. */
static uint32_t find_header(writer *w)
{
    char plain[48];
    for (uint32_t row = 1; row <= w->table->rows && row <= HEADER_ROWS; row++) {
        memset(w->at, 0, sizeof(w->at));
        w->heads = 0;
        for (uint32_t i = 1; i <= w->table->columns; i++) {
            base_str head = cell_text(w->table, row, i);
            column named = column_named(plain_name(head, plain, sizeof(plain)));
            if (head.len > 0)
                w->heads = i;
            if (named != COLUMN_COUNT && w->at[named] == 0)
                w->at[named] = i;
        }
        if (w->at[COLUMN_FORMULA] && (w->at[COLUMN_ID] || w->at[COLUMN_SEVERITY]))
            return row;
    }
    return 0;
}

static base_str field(const writer *w, uint32_t row, column of)
{
    return cell_text(w->table, row, w->at[of]);
}

/* As a Lua string: whatever the cell holds, it stays a string in one line. */
static void add_quoted(base_buf *text, base_str value)
{
    base_buf_add_byte(text, '"');
    for (size_t i = 0; i < value.len; i++) {
        unsigned char byte = (unsigned char)value.ptr[i];
        if (byte == '"' || byte == '\\')
            base_buf_add_byte(text, '\\');
        if (byte >= 0x20 && byte != 0x7F) {
            base_buf_add_byte(text, value.ptr[i]);
        } else { /* \ddd */
            base_buf_add_byte(text, '\\');
            base_buf_add_byte(text, (char)('0' + byte / 100));
            base_buf_add_byte(text, (char)('0' + byte / 10 % 10));
            base_buf_add_byte(text, (char)('0' + byte % 10));
        }
    }
    base_buf_add_byte(text, '"');
}

static void add_field(base_buf *text, const char *name, base_str value)
{
    if (value.len == 0)
        return;
    base_buf_add_c(text, name);
    base_buf_add_byte(text, '=');
    add_quoted(text, value);
    base_buf_add_byte(text, ',');
}

static int is_separator(uint32_t c)
{
    return c <= ' ' || c == ',' || c == ';' || c == 0xFF0C || c == 0x3001 || c == 0xFF1B ||
           c == 0x3000;
}

/* gk-2014、gk-2018; 通用 and 全部 say nothing. */
static void add_list(base_buf *text, const char *name, base_str value)
{
    size_t offset = 0, start = 0, count = 0;
    if (value.len == 0 || base_str_eq_c(value, "通用") || base_str_eq_c(value, "全部"))
        return;
    base_buf_add_c(text, name);
    base_buf_add_c(text, "={");
    while (offset <= value.len) {
        size_t here = offset;
        uint32_t c = offset < value.len ? text_utf8_next(value, &offset) : ',';
        if (is_separator(c)) {
            if (here > start) {
                if (count++ > 0)
                    base_buf_add_byte(text, ',');
                add_quoted(text, base_str_n(value.ptr + start, here - start));
            }
            start = offset;
        }
        if (here == value.len)
            break;
    }
    base_buf_add_c(text, "},");
}

/* 2018, 2014-2017, 2019-, 2019年起 as {from, to}; what has no year goes on as it is written and is
 * refused there. */
static void add_years(base_buf *text, base_str value)
{
    int years[2] = {0, 0}, count = 0, open = 0;
    size_t i = 0;
    if (value.len == 0)
        return;
    while (i < value.len) {
        int digits = 0, year = 0;
        for (; i < value.len && value.ptr[i] >= '0' && value.ptr[i] <= '9'; i++, digits++)
            year = digits < 4 ? year * 10 + (value.ptr[i] - '0') : year;
        if (digits == 4 && count < 2)
            years[count++] = year;
        else if (digits > 0)
            count = 3;
        open = digits > 0 ? 0 : 1;
        i += digits == 0;
    }
    if (count == 0 || count > 2) {
        add_field(text, "years", value);
        return;
    }
    base_str rest = base_str_from(value, value.len - (value.len > 3 ? 3 : 0));
    open = open && (base_str_ends(value, base_str_c("-")) || base_str_eq_c(rest, "起") ||
                    base_str_ends(value, base_str_c("–")) || base_str_ends(value, base_str_c("—")));
    base_buf_add_c(text, "years={");
    base_buf_add_int(text, years[0]);
    base_buf_add_byte(text, ',');
    base_buf_add_int(text, count == 2 ? years[1] : open ? 0 : years[0]);
    base_buf_add_c(text, "},");
}

/* The row as spreadsheets count it. */
static uint32_t row_number(const doc_table *table, uint32_t row)
{
    for (uint32_t at = 1; at <= table->columns; at++) {
        const doc_cell *cell = doc_table_at(table, row, at);
        uint32_t number = 0;
        if (cell == NULL || cell->row != row)
            continue;
        for (size_t i = 0; i < cell->place.ref.len; i++) {
            char c = cell->place.ref.ptr[i];
            if (c >= '0' && c <= '9' && number < 100000000u)
                number = number * 10 + (uint32_t)(c - '0');
        }
        if (number > 0)
            return number;
    }
    return row;
}

static int flush(writer *w)
{
    if (w->text.len > 0 && !base_buf_failed(&w->text)) {
        pack_file *file = base_vec_push(w->files, w->arena);
        if (file == NULL)
            return HECHA_E_MEMORY;
        file->name = w->name;
        file->bytes = base_arena_str(w->arena, base_buf_str(&w->text));
        file->is_table = 1;
        if (file->bytes.ptr == NULL)
            return HECHA_E_MEMORY;
    }
    w->line = 1;
    int failed = base_buf_failed(&w->text);
    base_buf_clear(&w->text);
    return failed ? HECHA_E_MEMORY : 0;
}

static int write_row(writer *w, uint32_t row)
{
    base_buf *text = &w->text;
    base_str id = field(w, row, COLUMN_ID), formula = field(w, row, COLUMN_FORMULA);
    base_str title = field(w, row, COLUMN_TITLE), remark = field(w, row, COLUMN_REMARK);
    if (id.len == 0 && formula.len == 0)
        return 0;
    if (text->len > CHUNK && flush(w) != 0)
        return HECHA_E_MEMORY;
    for (uint32_t line = row_number(w->table, row); w->line < line && w->line < 65536u; w->line++)
        base_buf_add_byte(text, '\n');
    base_buf_add_c(text, "rule ");
    add_quoted(text, id);
    base_buf_add_c(text, " {");
    if (title.len == 0) {
        title = remark.len > 0 ? remark : formula;
        remark = base_str_n(NULL, 0);
    }
    base_str reason = field(w, row, COLUMN_REASON);
    add_field(text, "title", title);
    add_field(text, "severity", field(w, row, COLUMN_SEVERITY));
    add_field(text, "formula", formula);
    add_field(text, "basis", field(w, row, COLUMN_BASIS));
    add_field(text, "rationale", reason.len > 0 ? reason : remark);
    add_list(text, "form", field(w, row, COLUMN_FORM));
    add_years(text, field(w, row, COLUMN_YEARS));
    add_list(text, "tags", field(w, row, COLUMN_TAGS));
    base_buf_add_byte(text, '}');
    return 0;
}

static int refuse(const writer *w, uint32_t row, hecha_err *err)
{
    base_err_at(err, w->name.ptr, (int)row_number(w->table, row), 0);
    return HECHA_E_RULE;
}

/* Names that are like one of those above, and are other things. */
static int is_foreign(base_str plain)
{
    return base_str_eq_c(plain, "表号") || base_str_eq_c(plain, "表名");
}

/* A misspelt name is refused; one that is like none, or like one that is there, is left alone. */
static int check_head(const writer *w, uint32_t row, uint32_t at, hecha_err *err)
{
    char plain[48];
    text_nearest best;
    base_str head = plain_name(cell_text(w->table, row, at), plain, sizeof(plain));
    memset(&best, 0, sizeof(best));
    if (head.len == 0 || column_named(head) != COLUMN_COUNT || is_foreign(head))
        return 0;
    for (size_t i = 0; i < NAMES; i++)
        if (w->at[names[i].of] == 0)
            text_nearest_word(&best, head, base_str_c(names[i].name));
    if (best.count == 0)
        return 0;
    int code = text_nearest_refuse(&best, head, HECHA_E_RULE, MSG_PACK_TABLE_COLUMN, err);
    return code == HECHA_E_RULE ? refuse(w, row, err) : code;
}

static int check_header(const writer *w, uint32_t row, hecha_err *err)
{
    int code = 0;
    if (w->at[COLUMN_ID] == 0) {
        base_err(err, HECHA_E_RULE, MSG_PACK_TABLE_NO_ID, NULL);
        return refuse(w, row, err);
    }
    for (uint32_t at = 1; code == 0 && at <= w->heads; at++)
        code = check_head(w, row, at, err);
    return code;
}

/* The cells behind a comma that was not meant to part any have moved on by one: the formula or the
 * basis would be another. */
static int check_width(const writer *w, uint32_t row, hecha_err *err)
{
    char cells[16], heads[16];
    uint32_t last = w->is_csv ? w->table->columns : 0;
    while (last > w->heads && cell_text(w->table, row, last).len == 0)
        last--;
    if (last <= w->heads)
        return 0;
    snprintf(cells, sizeof(cells), "%u", (unsigned)last);
    snprintf(heads, sizeof(heads), "%u", (unsigned)w->heads);
    base_err(err, HECHA_E_RULE, MSG_PACK_TABLE_WIDE, cells, heads, NULL);
    return refuse(w, row, err);
}

/* *rows: rules written so far. */
static int write_table(writer *w, uint32_t *rows, hecha_err *err)
{
    uint32_t header = find_header(w);
    int code = header > 0 ? check_header(w, header, err) : 0;
    for (uint32_t row = header + 1; header > 0 && row <= w->table->rows && code == 0; row++) {
        if (++*rows > PACK_MAX_TABLE_ROWS)
            return base_err(err, HECHA_E_RULE, MSG_PACK_TABLE_ROWS, NULL);
        code = check_width(w, row, err);
        if (code == 0)
            code = write_row(w, row);
    }
    return code == 0 ? flush(w) : code;
}

/* "rules/a.xlsx[Sheet1]" */
static base_str name_sheet(base_arena *arena, base_str name, base_str sheet)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, name);
    base_buf_add_byte(&text, '[');
    base_buf_add_str(&text, sheet);
    base_buf_add_byte(&text, ']');
    base_str kept =
        base_buf_failed(&text) ? base_str_n(NULL, 0) : base_arena_str(arena, base_buf_str(&text));
    base_buf_dispose(&text);
    return kept;
}

static int write_sheets(base_arena *arena, const doc *document, base_str name, base_vec *files,
                        hecha_err *err)
{
    uint32_t rows = 0;
    size_t before = files->count;
    int code = 0;
    for (const doc_block *block = document->first; block && code == 0; block = doc_next(block)) {
        writer w = {.arena = arena, .files = files, .name = name, .table = block->table, .line = 1};
        w.is_csv = base_str_ends(name, base_str_c(".csv"));
        if (block->kind != DOC_TABLE)
            continue;
        if (block->table->place.part.len > 0)
            w.name = name_sheet(arena, name, block->table->place.part);
        base_buf_init(&w.text);
        code = w.name.ptr ? write_table(&w, &rows, err) : HECHA_E_MEMORY;
        base_buf_dispose(&w.text);
    }
    if (code != 0)
        files->count = before; /* a table is taken whole or not at all */
    if (code == 0 && files->count == before)
        return base_err(err, HECHA_E_RULE, MSG_PACK_TABLE_HEADER, NULL);
    return code == HECHA_E_MEMORY ? base_err_memory(err) : code;
}

int pack_table_read(base_arena *arena, base_str bytes, base_str name, hecha_lang lang,
                    base_vec *files, hecha_err *err)
{
    read_input input = {.bytes = bytes, .path = name, .lang = lang};
    doc *document = NULL;
    input.limits.part_bytes = 16u << 20;
    input.limits.total_bytes = 32u << 20;
    input.limits.memory = 64u << 20;
    int code = read_grid(&input, &document, err);
    if (code != 0)
        return code;
    code = write_sheets(arena, document, name, files, err);
    doc_free(document);
    return code;
}
