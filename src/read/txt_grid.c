#include "read/txt_grid.h"

#include "text/class.h"

void read_txt_grid_init(read_txt_grid *grid, base_arena *arena)
{
    memset(grid, 0, sizeof(*grid));
    grid->arena = arena;
    base_vec_init(&grid->pieces, sizeof(read_txt_piece));
}

void read_txt_grid_clear(read_txt_grid *grid)
{
    grid->pieces.count = 0;
    grid->rows = 0;
    grid->cells = 0;
    grid->width = 0;
    grid->heads = 0;
    grid->ragged = 0;
}

void read_txt_grid_row(read_txt_grid *grid)
{
    grid->rows++;
    grid->cells = 0;
}

static void push(read_txt_grid *grid, base_str text, size_t line, uint32_t below)
{
    read_txt_piece *piece = base_vec_push(&grid->pieces, grid->arena);
    if (piece == NULL) {
        grid->failed = 1;
        return;
    }
    piece->row = grid->rows;
    piece->cell = grid->cells;
    piece->line = (uint32_t)line;
    piece->below = below;
    piece->text = text;
}

void read_txt_grid_cell(read_txt_grid *grid, base_str text, size_t line, uint32_t below)
{
    grid->cells++;
    if (grid->cells > grid->width)
        grid->width = grid->cells;
    push(grid, text, line, below);
}

void read_txt_grid_more(read_txt_grid *grid, base_str text, size_t line)
{
    push(grid, text, line, 0);
}

static const read_txt_piece *piece_at(const read_txt_grid *grid, size_t index)
{
    return base_vec_at(&grid->pieces, index);
}

/* Index of a row's first piece, by halving: pieces are in order. */
static size_t row_start(const read_txt_grid *grid, uint32_t row)
{
    size_t low = 0, high = grid->pieces.count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (piece_at(grid, middle)->row < row)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

base_str read_txt_grid_at(const read_txt_grid *grid, uint32_t row, uint32_t cell)
{
    size_t i;
    for (i = row_start(grid, row); i < grid->pieces.count; i++) {
        const read_txt_piece *piece = piece_at(grid, i);
        if (piece->row != row)
            break;
        if (piece->cell == cell)
            return piece->text;
    }
    return base_str_n(NULL, 0);
}

uint32_t read_txt_grid_count(const read_txt_grid *grid, uint32_t row)
{
    size_t next = row_start(grid, row + 1);
    if (next == 0 || piece_at(grid, next - 1)->row != row)
        return 0;
    return piece_at(grid, next - 1)->cell;
}

int read_txt_grid_is_head(const read_txt_grid *grid, uint32_t row)
{
    size_t i;
    int text = 0;
    for (i = row_start(grid, row); i < grid->pieces.count && piece_at(grid, i)->row == row; i++) {
        if (read_txt_is_data(piece_at(grid, i)->text))
            return 0;
        text |= piece_at(grid, i)->text.len > 0;
    }
    return text;
}

static int same_rows(const read_txt_grid *grid, uint32_t a, uint32_t b)
{
    size_t i = row_start(grid, a), k = row_start(grid, b);
    size_t end_a = row_start(grid, a + 1), end_b = row_start(grid, b + 1);
    if (end_a - i != end_b - k)
        return 0;
    for (; i < end_a; i++, k++) {
        if (piece_at(grid, i)->cell != piece_at(grid, k)->cell ||
            !read_txt_same(piece_at(grid, i)->text, piece_at(grid, k)->text))
            return 0;
    }
    return 1;
}

#define MAX_HEADS 4u

/* Leading rows without data; 0 if there are too many to be heads. */
static uint32_t count_heads(const read_txt_grid *grid)
{
    uint32_t heads = 0;
    while (heads <= MAX_HEADS && heads < grid->rows && read_txt_grid_is_head(grid, heads + 1))
        heads++;
    return heads > MAX_HEADS || heads == grid->rows ? 0 : heads;
}

/* 1 if the rows from `row` on are the heads again. */
static int repeats_heads(const read_txt_grid *grid, uint32_t heads, uint32_t row)
{
    uint32_t i;
    if (heads == 0 || row <= heads || row + heads > grid->rows + 1)
        return 0;
    for (i = 0; i < heads; i++) {
        if (!same_rows(grid, 1 + i, row + i))
            return 0;
    }
    return 1;
}

int read_txt_grid_starts_over(read_txt_grid *grid, size_t *line)
{
    if (grid->heads == 0 && grid->rows <= MAX_HEADS + 1)
        grid->heads = count_heads(grid);
    uint32_t heads = grid->heads, row = grid->rows - heads;
    if (heads == 0 || row <= heads || !repeats_heads(grid, heads, row) ||
        !read_txt_same(read_txt_grid_at(grid, heads + 1, 1), read_txt_grid_at(grid, grid->rows, 1)))
        return 0;
    size_t start = row_start(grid, row);
    *line = piece_at(grid, start)->line;
    grid->pieces.count = start;
    grid->rows = row - 1;
    return 1;
}

void read_txt_grid_join_pages(read_txt_grid *grid)
{
    uint32_t heads = count_heads(grid), row, gone = 0;
    read_txt_piece *pieces = grid->pieces.items;
    size_t i = 0, kept = 0, count = grid->pieces.count;
    for (row = 1; row <= grid->rows; row++) {
        int repeated = repeats_heads(grid, heads, row);
        uint32_t last = repeated ? row + heads - 1 : row;
        for (; i < count && pieces[i].row <= last; i++) {
            if (!repeated) {
                pieces[kept] = pieces[i];
                pieces[kept++].row -= gone;
            }
        }
        gone += repeated ? heads : 0;
        row = last;
    }
    grid->pieces.count = kept;
    grid->rows -= gone;
}

/* building */

/* A cursor that gives columns of pieces in reading order without counting a line twice. */
typedef struct cursor {
    const read_txt_lines *lines;
    uint32_t line;
    const char *at;
    uint32_t column;
} cursor;

static base_place piece_place(cursor *reading, const read_txt_piece *piece)
{
    const read_txt_line *line = &reading->lines->items[piece->line];
    base_place place;
    if (piece->below > 0) {
        place = read_txt_place(line, base_str_n(NULL, 0));
        place.line += piece->below;
        return place;
    }
    if (reading->at == NULL || reading->line != piece->line || piece->text.ptr < reading->at) {
        reading->line = piece->line;
        reading->at = line->raw.ptr;
        reading->column = line->column;
    }
    read_txt_line rest = *line;
    rest.raw = base_str_n(reading->at, 0);
    rest.column = reading->column;
    place = read_txt_place(&rest, piece->text);
    if (piece->text.ptr != NULL) {
        reading->at = piece->text.ptr;
        reading->column = place.column;
    }
    place.column += read_txt_cut_before(line, piece->text);
    return place;
}

/* **bold** around a whole cell. */
static base_str without_marks(base_str text)
{
    base_str mark = base_str_c("**");
    if (text.len > 4 && base_str_starts(text, mark) && base_str_ends(text, mark))
        return text_trim(base_str_n(text.ptr + 2, text.len - 4));
    return text;
}

static void build_piece(doc_builder *builder, cursor *reading, const read_txt_piece *piece,
                        int first, int head)
{
    doc_paragraph paragraph;
    base_place place = piece_place(reading, piece);
    if (first) {
        doc_cell_spec spec;
        memset(&spec, 0, sizeof(spec));
        spec.place = place;
        spec.header = head;
        doc_build_cell_begin(builder, &spec);
    }
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = DOC_PARAGRAPH;
    paragraph.place = place;
    paragraph.text = without_marks(piece->text);
    doc_build_cell_paragraph(builder, &paragraph);
}

static void pad_row(doc_builder *builder, uint32_t cells, uint32_t width, base_place place,
                    int head)
{
    doc_cell_spec spec;
    memset(&spec, 0, sizeof(spec));
    place.column = 0;
    spec.place = place;
    spec.header = head;
    for (; cells < width; cells++) {
        doc_build_cell_begin(builder, &spec);
        doc_build_cell_end(builder);
    }
}

int read_txt_grid_build(const read_txt_grid *grid, const read_txt_lines *lines,
                        doc_builder *builder)
{
    cursor reading = {lines, 0, NULL, 0};
    size_t i = 0;
    uint32_t heads = count_heads(grid);
    if (heads == 0 && read_txt_grid_is_head(grid, 1))
        heads = 1;
    while (i < grid->pieces.count && doc_build_status(builder) == 0) {
        uint32_t row = piece_at(grid, i)->row, cell = 0;
        base_place place =
            read_txt_place(&lines->items[piece_at(grid, i)->line], base_str_n(NULL, 0));
        doc_build_row_begin(builder, 0);
        for (; i < grid->pieces.count && piece_at(grid, i)->row == row; i++) {
            const read_txt_piece *piece = piece_at(grid, i);
            build_piece(builder, &reading, piece, piece->cell != cell, row <= heads);
            cell = piece->cell;
            place.line = lines->items[piece->line].number;
        }
        if (!grid->ragged)
            pad_row(builder, cell, grid->width, place, row <= heads);
        doc_build_row_end(builder);
    }
    return doc_build_status(builder);
}

size_t read_txt_skip_pages(const read_txt_file *txt, size_t at)
{
    return at < txt->lines.count ? txt->lines.items[at].past_pages : at;
}
