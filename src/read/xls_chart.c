#include <stdlib.h>

#include "base/err.h"
#include "read/xls_reader.h"

/* A chart has a few series of a few dozen points; what is beyond is reported and left out. */
#define MOST_POINTS 4000u
#define MOST_CHARTS 1000u

typedef enum point_kind { POINT_NAME, POINT_CATEGORY, POINT_VALUE } point_kind;

typedef struct chart_point {
    uint32_t series, index;
    point_kind kind;
    size_t order; /* of arrival */
    base_str text;
} chart_point;

typedef struct chart_state {
    xls_reader *reader;
    xls_records records;
    base_vec points; /* chart_point */
    uint32_t cached; /* what the cells are now: 1 values, 2 categories, 3 sizes of bubbles */
    uint32_t series; /* number of SERIES records so far */
    int in_series;   /* the last object that may have a text is a series */
    uint32_t link;   /* of the last BRAI: 0 the title */
    int cut;
    base_buf text;
} chart_state;

static void keep_point(chart_state *state, point_kind kind, uint32_t series, uint32_t index)
{
    base_arena *arena = state->reader->arena;
    if (state->points.count >= MOST_POINTS) {
        state->cut = 1;
        return;
    }
    chart_point *point = base_vec_push(&state->points, arena);
    if (point == NULL)
        return;
    point->kind = kind;
    point->series = series;
    point->index = index;
    point->order = state->points.count;
    point->text = base_arena_str(arena, base_str_trim(base_buf_str(&state->text)));
}

/* A cached value: its row is the point, its column the series. */
static void read_cell(chart_state *state)
{
    base_str data = state->records.data;
    xls_cursor cursor = {&state->records, 6};
    uint32_t index = read_u16(data, 0), series = read_u16(data, 2);
    base_buf_clear(&state->text);
    if (state->records.type == XLS_NUMBER && data.len >= 14)
        xls_add_double(data, 6, &state->text);
    else if (state->records.type == XLS_LABEL && data.len >= 8)
        xls_add_string(state->reader, &cursor, 2, &state->text);
    if (state->text.len > 0 && (state->cached == 1 || state->cached == 2))
        keep_point(state, state->cached == 1 ? POINT_VALUE : POINT_CATEGORY, series, index);
}

static void read_name(chart_state *state)
{
    xls_cursor cursor = {&state->records, 2};
    if (!state->in_series || state->link != 0 || state->series == 0)
        return;
    base_buf_clear(&state->text);
    xls_add_string(state->reader, &cursor, 1, &state->text);
    keep_point(state, POINT_NAME, state->series - 1, 0);
    state->in_series = 0;
}

static void read_record(chart_state *state)
{
    switch (state->records.type) {
    case XLS_SERIES:
        state->series++;
        state->in_series = 1;
        break;
    case XLS_TEXT:
        state->in_series = 0;
        break;
    case XLS_BRAI:
        state->link = read_u8(state->records.data, 0);
        break;
    case XLS_SERIES_TEXT:
        read_name(state);
        break;
    case XLS_SI_INDEX:
        state->cached = read_u16(state->records.data, 0);
        break;
    case XLS_NUMBER:
    case XLS_LABEL:
        read_cell(state);
        break;
    case XLS_BOF:
        xls_skip_substream(&state->records);
        break;
    default:
        break;
    }
}

/* Series by series: its name first; point by point: its category, then its value. */
static int compare_points(const void *first, const void *second)
{
    const chart_point *a = first, *b = second;
    if (a->series != b->series)
        return a->series < b->series ? -1 : 1;
    if ((a->kind == POINT_NAME) != (b->kind == POINT_NAME))
        return a->kind == POINT_NAME ? -1 : 1;
    if (a->index != b->index)
        return a->index < b->index ? -1 : 1;
    if (a->kind != b->kind)
        return a->kind < b->kind ? -1 : 1;
    return a->order < b->order ? -1 : 1;
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

static void build_table(const chart_state *state, const base_place *place)
{
    doc_builder *builder = state->reader->book.builder;
    const chart_point *points = state->points.items;
    const chart_point *name = NULL, *category = NULL;
    doc_build_table_begin(builder, place, DOC_CHART);
    for (size_t i = 0; i < state->points.count; i++) {
        const chart_point *point = &points[i];
        if (point->kind == POINT_NAME) {
            name = point;
            continue;
        }
        if (point->kind == POINT_CATEGORY) {
            category = point;
            continue;
        }
        int named = name != NULL && name->series == point->series;
        int labelled = category != NULL && category->series == point->series &&
                       category->index == point->index;
        doc_build_row_begin(builder, 0);
        build_cell(builder, named ? name->text : base_str_n("", 0));
        build_cell(builder, labelled ? category->text : base_str_n("", 0));
        build_cell(builder, point->text);
        doc_build_row_end(builder);
    }
    doc_build_table_end(builder);
}

void xls_chart_build(xls_reader *reader, xls_records records, const base_place *place)
{
    chart_state state;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    state.records = records;
    state.cut = reader->charts++ >= MOST_CHARTS;
    base_vec_init(&state.points, sizeof(chart_point));
    base_buf_init(&state.text);
    while (!state.cut && xls_next(&state.records) && state.records.type != XLS_EOF)
        read_record(&state);
    if (state.points.count > 0) {
        qsort(state.points.items, state.points.count, sizeof(chart_point), compare_points);
        build_table(&state, place);
    }
    if (state.cut && reader->charts <= MOST_CHARTS + 1)
        sheet_problem(&reader->book, MSG_XLS_CHART, place, NULL, NULL);
    if (base_buf_failed(&state.text))
        reader->code = base_err_memory(reader->err);
    base_buf_dispose(&state.text);
}
