#include "base/err.h"
#include "read/odf_story.h"

#define MOST_POINTS 4000u
#define MOST_CHARTS 64

typedef struct chart_cell {
    uint32_t row, column;
    base_str text;
} chart_cell;

typedef struct chart_state {
    odf_reader *reader;
    base_vec cells; /* chart_cell */
    uint32_t row, column;
    int is_chart, in_cell, cut;
    base_buf text;
} chart_state;

static void on_start(void *context, read_xml *xml, int id)
{
    chart_state *state = context;
    switch (id) {
    case ODF_CHART_CHART:
        state->is_chart = 1;
        break;
    case ODF_OFFICE_AUTOMATIC_STYLES:
        read_xml_skip(xml);
        break;
    case ODF_TABLE_TABLE_ROW:
        state->row++;
        state->column = 0;
        break;
    case ODF_TABLE_TABLE_CELL:
        state->column++;
        state->in_cell = state->is_chart;
        base_buf_clear(&state->text);
        break;
    case ODF_TEXT_P:
        if (state->text.len > 0)
            base_buf_add_byte(&state->text, ' ');
        break;
    default:
        break;
    }
}

static void on_end(void *context, read_xml *xml, int id)
{
    chart_state *state = context;
    (void)xml;
    if (id != ODF_TABLE_TABLE_CELL || !state->in_cell)
        return;
    state->in_cell = 0;
    if (state->cells.count >= MOST_POINTS) {
        state->cut = 1;
        return;
    }
    chart_cell *cell = base_vec_push(&state->cells, state->reader->arena);
    if (cell == NULL)
        return;
    cell->row = state->row;
    cell->column = state->column;
    cell->text = base_arena_str(state->reader->arena, base_str_trim(base_buf_str(&state->text)));
}

static void on_text(void *context, const char *bytes, size_t length)
{
    chart_state *state = context;
    if (state->in_cell)
        base_buf_add(&state->text, bytes, length);
}

static base_str text_at(const chart_state *state, uint32_t row, uint32_t column)
{
    for (size_t i = 0; i < state->cells.count; i++) {
        const chart_cell *cell = base_vec_at(&state->cells, i);
        if (cell->row == row && cell->column == column)
            return cell->text;
    }
    return base_str_n("", 0);
}

static void build_cell(doc_builder *builder, base_str text)
{
    doc_cell_spec cell;
    doc_paragraph paragraph;
    memset(&cell, 0, sizeof(cell));
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = DOC_PARAGRAPH;
    paragraph.text = text;
    doc_build_cell_begin(builder, &cell);
    doc_build_cell_paragraph(builder, &paragraph);
    doc_build_cell_end(builder);
}

/* The first row has the names of the series, the first column those of the categories. */
static void build_table(const chart_state *state, base_str folder)
{
    doc_builder *builder = state->reader->builder;
    base_place place;
    uint32_t columns = 0;
    memset(&place, 0, sizeof(place));
    place.part = folder;
    doc_build_table_begin(builder, &place, DOC_CHART);
    for (size_t i = 0; i < state->cells.count; i++) {
        const chart_cell *cell = base_vec_at(&state->cells, i);
        if (cell->column > columns)
            columns = cell->column;
    }
    for (uint32_t column = 2; column <= columns; column++) {
        base_str series = text_at(state, 1, column);
        for (size_t i = 0; i < state->cells.count; i++) {
            const chart_cell *cell = base_vec_at(&state->cells, i);
            if (cell->column != column || cell->row == 1 || cell->text.len == 0)
                continue;
            doc_build_row_begin(builder, 0);
            build_cell(builder, series);
            build_cell(builder, text_at(state, cell->row, 1));
            build_cell(builder, cell->text);
            doc_build_row_end(builder);
        }
    }
    doc_build_table_end(builder);
}

/* "./Object 1/" as "Object 1/content.xml". */
static base_str content_of(base_arena *arena, base_str folder)
{
    if (base_str_starts(folder, base_str_c("./")))
        folder = base_str_from(folder, 2);
    while (folder.len > 0 && folder.ptr[folder.len - 1] == '/')
        folder.len--;
    char *name = base_arena_alloc(arena, folder.len + 13);
    if (name == NULL)
        return base_str_n("", 0);
    if (folder.len > 0)
        memcpy(name, folder.ptr, folder.len);
    memcpy(name + folder.len, "/content.xml", 13);
    return base_str_n(name, folder.len + 12);
}

void odf_object_build(odf_reader *reader, base_str folder)
{
    static const read_xml_handler handler = {on_start, on_end, on_text};
    hecha_err failure = base_err_init(reader->input->lang);
    base_str part = content_of(reader->arena, folder);
    chart_state state;
    if (part.len == 0)
        return;
    if (reader->zip == NULL || read_zip_find(reader->zip, part) == READ_ZIP_NONE ||
        reader->charts++ >= MOST_CHARTS) {
        odf_problem(reader, MSG_DOCX_PART, folder.ptr);
        return;
    }
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    base_vec_init(&state.cells, sizeof(chart_cell));
    base_buf_init(&state.text);
    if (odf_parse_part(reader, part, &handler, &state, &failure) != HECHA_OK)
        odf_part_failed(reader, &failure);
    else if (!state.is_chart)
        odf_problem(reader, MSG_DOCX_CHUNK, folder.ptr);
    else if (state.cut)
        odf_problem(reader, MSG_DOCX_PART, folder.ptr);
    if (state.is_chart && state.cells.count > 0)
        build_table(&state, folder);
    if (base_buf_failed(&state.text))
        odf_no_memory(reader);
    base_buf_dispose(&state.text);
}
