/* form/context.c: the caption of a form's table and the lines around it. */
#include "form/context.h"
#include "text/class.h"
#include "text/date.h"
#include "text/utf8.h"

enum { CAPTION_LONGEST = 160 /* bytes of a line of a caption */ };

static form_line *add_line(form_tables *tables, base_vec *lines, base_str text,
                           const base_place *place)
{
    form_line *line = base_vec_push(lines, tables->scratch);
    if (line) {
        line->text = text;
        line->place = *place;
    }
    return line;
}

/* The text without zero-width characters; `ptr` NULL: no memory. */
static base_str seen_text(form_tables *tables, base_str text)
{
    size_t at = 0;
    while ((at = text_skip_han(text, at, text.len, NULL)) < text.len) {
        if (!text_is_zero_width(text_utf8_next(text, &at)))
            continue;
        char *copy = base_arena_array(tables->scratch, text.len, 1);
        if (copy == NULL)
            return base_str_n(NULL, 0);
        memcpy(copy, text.ptr, text.len);
        return base_str_n(copy, text_drop_zero_width(copy, text.len));
    }
    return text;
}

/* Adds the lines of a text that have something in them. */
static int add_text(form_tables *tables, base_vec *lines, base_str raw, const base_place *place)
{
    size_t start = 0;
    base_str text = seen_text(tables, raw);
    if (text.ptr == NULL && raw.len > 0)
        return HECHA_E_MEMORY;
    while (start < text.len) {
        size_t end = base_str_find(text, base_str_c("\n"), start);
        if (end == BASE_STR_NONE)
            end = text.len;
        base_str line = base_str_trim(base_str_n(text.ptr + start, end - start));
        if (line.len && !add_line(tables, lines, line, place))
            return HECHA_E_MEMORY;
        start = end + 1;
    }
    return 0;
}

static int is_prose(const doc_block *block)
{
    return block->kind == DOC_PARAGRAPH || block->kind == DOC_HEADING || block->kind == DOC_TITLE;
}

static int names_form(const form *model, base_str line)
{
    return line.len <= CAPTION_LONGEST &&
           (form_label_is_title(line) ||
            (model->title.len && base_str_find(line, model->title, 0) != BASE_STR_NONE));
}

/* Index of the first block that belongs to the table at `at`; *after_table says that another table
 * stands directly above it. */
static size_t first_block(const form_tables *tables, const form *model, size_t at, int *after_table)
{
    int titled = 0, taken = 0;
    size_t first = at;
    *after_table = 0;
    for (size_t i = at; i-- > 0 && taken < FORM_CONTEXT_BLOCKS;) {
        const doc_block *block = tables->blocks[i];
        if (block->kind == DOC_TABLE) {
            *after_table = 1;
            break;
        }
        if (!is_prose(block))
            continue;
        first = i;
        taken++;
        titled |= names_form(model, block->text.normal.text);
        if (block->kind == DOC_HEADING && (titled || block->number.len))
            break;
    }
    return first;
}

base_str form_row_text(form_tables *tables, const doc_table *table, uint32_t row, base_place *place)
{
    base_buf *buf = &tables->buf;
    int found = 0;
    base_buf_clear(buf);
    for (uint32_t column = 1; column <= table->columns && buf->len <= FORM_LINE_LONGEST;) {
        const doc_cell *cell = doc_table_at(table, row, column);
        if (cell && cell->row == row) {
            if (!found && !form_label_is_blank(cell->text.raw)) {
                found = 1;
                *place = cell->place;
            }
            if (column > 1)
                base_buf_add_byte(buf, '\t');
            for (size_t i = 0; i < cell->text.raw.len; i++)
                base_buf_add_byte(buf, cell->text.raw.ptr[i] == '\n' ? ' ' : cell->text.raw.ptr[i]);
        }
        column = cell ? cell->column + cell->colspan : column + 1;
    }
    if (base_buf_failed(buf))
        return base_str_n(NULL, 0);
    return base_arena_str(tables->scratch, base_buf_str(buf));
}

/* Rows of the table above its first known label. */
static int add_rows(form_tables *tables, const form_segment *segment, base_vec *lines)
{
    uint32_t end = segment->last_row + 1;
    for (size_t i = 0; i < segment->entry_count; i++) {
        const form_entry *entry = form_tables_entry(tables, segment->entry + i);
        if (entry->key >= 0 || entry->head) {
            end = entry->row;
            break;
        }
    }
    for (uint32_t row = segment->first_row; row < end; row++) {
        base_place place = segment->table->place;
        base_str text = form_row_text(tables, segment->table, row, &place);
        if (!text.ptr)
            return HECHA_E_MEMORY;
        text = base_str_trim(text);
        if (text.len && !add_line(tables, lines, text, &place))
            return HECHA_E_MEMORY;
    }
    return 0;
}

int form_context_above(form_tables *tables, const form *model, const form_segment *segment,
                       base_vec *lines, size_t *title)
{
    int after_table = 0;
    if (segment->host) {
        if (add_text(tables, lines, segment->host->text.raw, &segment->host->place))
            return HECHA_E_MEMORY;
    } else if (segment->first_row == 1) {
        size_t first = first_block(tables, model, segment->block, &after_table);
        for (size_t i = first; i < segment->block; i++) {
            const doc_block *block = tables->blocks[i];
            if (is_prose(block) && add_text(tables, lines, block->text.raw, &block->place))
                return HECHA_E_MEMORY;
        }
    }
    if (add_rows(tables, segment, lines))
        return HECHA_E_MEMORY;
    *title = lines->count;
    for (size_t i = lines->count; i-- > 0 && *title == lines->count;)
        if (names_form(model, ((form_line *)base_vec_at(lines, i))->text))
            *title = i;
    if (after_table && *title < lines->count) {
        /* What stands above the title belongs to the table before. */
        form_line *all = lines->items;
        memmove(all, all + *title, (lines->count - *title) * sizeof *all);
        lines->count -= *title;
        *title = 0;
    }
    return 0;
}

int form_context_below(form_tables *tables, const form_segment *segment, base_vec *lines)
{
    int taken = 0;
    if (segment->host || segment->last_row < segment->table->rows)
        return 0;
    for (size_t i = segment->block + 1; i < tables->block_count && taken < FORM_CONTEXT_BLOCKS;
         i++) {
        const doc_block *block = tables->blocks[i];
        if (block->kind == DOC_TABLE || block->kind == DOC_HEADING)
            break;
        if (!is_prose(block))
            continue;
        if (form_label_is_title(block->text.normal.text))
            break;
        if (add_text(tables, lines, block->text.raw, &block->place))
            return HECHA_E_MEMORY;
        taken++;
    }
    return 0;
}

int form_year_of(base_str text)
{
    text_date date;
    for (size_t start = 0; text_date_next(text, start, &date) && date.end > start; start = date.end)
        if (date.year >= 1900 && date.year <= 2200)
            return date.year;
    /* （2017） */
    for (size_t i = 0; i + 4 <= text.len; i++) {
        int year = 0, digits = 0;
        while (i + (size_t)digits < text.len && digits < 5 && text.ptr[i + (size_t)digits] >= '0' &&
               text.ptr[i + (size_t)digits] <= '9')
            year = year * 10 + (text.ptr[i + (size_t)digits++] - '0');
        if (digits == 4 && year >= 1900 && year <= 2200)
            return year;
        i += digits ? (size_t)digits - 1 : 0;
    }
    return 0;
}

/* A line that is but a year: （2017年度）. */
static int is_year_line(base_str line)
{
    text_date date;
    if (text_utf8_length(line) > 12 || form_year_of(line) == 0)
        return 0;
    return !text_date_next(line, 0, &date) || date.month == 0;
}

int form_context_caption(base_arena *arena, const form *model, const base_vec *lines, size_t title,
                         base_str *caption, int *year)
{
    base_buf buf;
    form_field_hit hit;
    base_buf_init(&buf);
    *caption = base_str_n(NULL, 0);
    *year = 0;
    const form_line *all = lines->items;
    size_t first = title < lines->count ? title : lines->count > 3 ? lines->count - 3 : 0;
    for (size_t i = first; i < lines->count; i++) {
        if (all[i].text.len > CAPTION_LONGEST || form_fields_scan(model, all[i].text, 0, &hit, 1) ||
            (title == lines->count && !is_year_line(all[i].text)))
            continue;
        if (buf.len)
            base_buf_add_byte(&buf, ' ');
        base_buf_add_str(&buf, all[i].text);
    }
    if (title < lines->count && title > 0 && is_year_line(all[title - 1].text))
        *year = form_year_of(all[title - 1].text);
    if (buf.len)
        *caption = base_arena_str(arena, base_buf_str(&buf));
    int failed = base_buf_failed(&buf) || (buf.len && !caption->ptr);
    int own = failed ? 0 : form_year_of(*caption);
    *year = own ? own : *year;
    base_buf_dispose(&buf);
    return failed ? HECHA_E_MEMORY : 0;
}
