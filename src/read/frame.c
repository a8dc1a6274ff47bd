#include "read/frame.h"

#include "text/class.h"
#include "text/date.h"
#include "text/utf8.h"

#define MOST_FRAMES 64     /* of a document */
#define FRAME_ROWS 5u      /* a frame has no more */
#define SIGNATURE_CELLS 4u /* with something in them */
#define SIGNATURE_LINES 4
#define PROSE_LINES 3    /* of one cell that is text, not an entry */
#define PROSE_LENGTH 40u /* code points of a line of prose */
#define NAME_LENGTH 30u  /* of an organ's name */

/* Rows of the longest table inside a table. */
static uint32_t longest_inside(const doc_table *table, int depth)
{
    uint32_t longest = 0;
    for (size_t i = 0; i < table->count && depth < DOC_MAX_NESTING; i++) {
        for (const doc_table *inner = table->cells[i].nested; inner; inner = inner->next_nested) {
            uint32_t deeper = longest_inside(inner, depth + 1);
            if (inner->rows > longest)
                longest = inner->rows;
            if (deeper > longest)
                longest = deeper;
        }
    }
    return longest;
}

/* The next line that is not blank; 0 if there is none. */
static int next_line(base_str text, size_t *at, base_str *line)
{
    while (*at < text.len) {
        size_t end = base_str_find(text, base_str_c("\n"), *at);
        if (end == BASE_STR_NONE)
            end = text.len;
        *line = text_trim(base_str_n(text.ptr + *at, end - *at));
        *at = end + 1;
        if (line->len > 0)
            return 1;
    }
    return 0;
}

static int is_prose(base_str line)
{
    return line.len > PROSE_LENGTH && text_utf8_length(line) > PROSE_LENGTH &&
           base_str_find(line, base_str_c("。"), 0) != BASE_STR_NONE;
}

static int prose_lines(const doc_cell *cell)
{
    base_str text = cell->text.raw, line;
    size_t at = 0;
    int lines = 0;
    while (text.len > PROSE_LENGTH && next_line(text, &at, &line))
        lines += is_prose(line);
    return lines;
}

/* 1 if a cell holds several paragraphs of prose, and none beside it in its row holds any: texts
 * side by side are what a table is for. */
static int holds_prose(const doc_table *table)
{
    int long_one = 0, in_row = 0;
    for (size_t i = 0; i < table->count; i++) {
        int lines = prose_lines(&table->cells[i]);
        if (i == 0 || table->cells[i].row != table->cells[i - 1].row)
            in_row = 0;
        in_row += lines > 0;
        if (in_row > 1)
            return 0;
        long_one = long_one || lines >= PROSE_LINES;
    }
    return long_one;
}

/* 1 if the line is a date with a day and nothing else. */
static int is_date(base_str line)
{
    text_date date;
    return text_date_next(line, 0, &date) && date.start == 0 && date.end == line.len &&
           date.year > 0 && date.day > 0;
}

/* 1 if the line can be an organ's name: letters, no figure, no mark but brackets. */
static int is_name(base_str line)
{
    size_t at = 0, letters = 0;
    if (line.len > 4 * NAME_LENGTH)
        return 0;
    while (at < line.len) {
        uint32_t codepoint = text_utf8_next(line, &at);
        if (text_is_han(codepoint))
            letters++;
        else if (!text_is_open(codepoint) && !text_is_close(codepoint) && !text_is_space(codepoint))
            return 0;
    }
    return letters >= 4 && letters <= NAME_LENGTH && !base_str_ends(line, base_str_c("日期")) &&
           !base_str_ends(line, base_str_c("时间"));
}

/* 1 if there is one date, and before it nothing but names. */
static int is_signature(const doc_table *table)
{
    int names = 0, dates = 0;
    if (table->count > FRAME_ROWS * SIGNATURE_CELLS)
        return 0;
    for (size_t i = 0; i < table->count; i++) {
        size_t at = 0;
        base_str line;
        while (next_line(table->cells[i].text.raw, &at, &line)) {
            if (is_date(line))
                dates++;
            else if (dates == 0 && is_name(line))
                names++;
            else
                return 0;
        }
    }
    return dates == 1 && names < SIGNATURE_LINES;
}

static int is_frame(const doc_block *block)
{
    const doc_table *table = block->table;
    if (block->kind != DOC_TABLE || table->doubtful || table->rows > FRAME_ROWS ||
        block->place.sheet > 0)
        return 0;
    return table->count == 1 || longest_inside(table, 0) > table->rows || holds_prose(table) ||
           is_signature(table);
}

int read_frames(doc_builder *builder)
{
    int frames = 0, code = 0;
    doc_block *block = doc_build_first(builder);
    while (block != NULL && code == 0 && frames < MOST_FRAMES) {
        if (is_frame(block)) {
            const doc_table *table = block->table;
            code = doc_build_dissolve(builder, block);
            frames++;
            if (block->table != table)
                continue; /* what stood in it may be a frame again */
        }
        block = block->next;
    }
    return code;
}
