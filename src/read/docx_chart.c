#include "read/docx_story.h"

/* A chart has a few series of a few dozen points; what is beyond is reported and left out. */
#define MOST_POINTS 4000

typedef enum point_kind { POINT_NAME, POINT_CATEGORY, POINT_VALUE } point_kind;

typedef struct chart_point {
    int series;
    point_kind kind;
    int level; /* of nested category labels, from the innermost */
    int index;
    base_str text;
} chart_point;

typedef struct chart_state {
    docx_reader *reader;
    base_vec points; /* chart_point */
    int series;      /* of the open c:ser, from 1; 0: none */
    int series_count;
    int kind; /* point_kind or -1 */
    int level;
    int index;
    int in_value;
    int cut;
    base_buf text;
    docx_alternate alternate;
} chart_state;

static void on_start(void *context, read_xml *xml, int id)
{
    chart_state *state = context;
    if (docx_alternate_start(&state->alternate, xml, id))
        return;
    switch (id) {
    case C_SER:
        state->series = ++state->series_count;
        state->kind = -1;
        break;
    case C_TX:
        state->kind = read_xml_parent(xml) == C_SER ? POINT_NAME : -1;
        break;
    case C_CAT:
    case C_X_VAL:
        state->kind = POINT_CATEGORY;
        state->level = -1;
        break;
    case C_VAL:
    case C_Y_VAL:
        state->kind = POINT_VALUE;
        break;
    case C_LVL:
        state->level++;
        break;
    case C_PT:
        state->index = docx_integer(xml, N_IDX, 0);
        break;
    case C_V:
        state->in_value = state->series > 0 && state->kind >= 0;
        if (read_xml_parent(xml) == C_TX)
            state->index = 0;
        base_buf_clear(&state->text);
        break;
    case C_TRENDLINE:
    case C_D_LBLS:
        read_xml_skip(xml);
        break;
    default:
        break;
    }
}

static void keep_point(chart_state *state)
{
    base_arena *arena = state->reader->arena;
    if (state->points.count >= MOST_POINTS) {
        state->cut = 1;
        return;
    }
    chart_point *point = base_vec_push(&state->points, arena);
    if (point == NULL)
        return;
    point->series = state->series;
    point->kind = (point_kind)state->kind;
    point->level = state->level > 0 ? state->level : 0;
    point->index = state->index;
    point->text = base_arena_str(arena, base_str_trim(base_buf_str(&state->text)));
}

static void on_end(void *context, read_xml *xml, int id)
{
    chart_state *state = context;
    switch (id) {
    case C_V:
        if (state->in_value)
            keep_point(state);
        state->in_value = 0;
        break;
    case C_SER:
        state->series = 0;
        break;
    case C_TX:
    case C_CAT:
    case C_X_VAL:
    case C_VAL:
    case C_Y_VAL:
        if (read_xml_parent(xml) == C_SER)
            state->kind = -1;
        break;
    default:
        break;
    }
}

static void on_text(void *context, const char *bytes, size_t length)
{
    chart_state *state = context;
    if (state->in_value)
        base_buf_add(&state->text, bytes, length);
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

static const chart_point *point_at(const chart_state *state, size_t at)
{
    return base_vec_at(&state->points, at);
}

/* The label of a category: of nested ones all, outermost first. Points of a series stand together
 * and in order, so the search starts at the series. */
static void category(const chart_state *state, size_t first, size_t end, int index, base_buf *out)
{
    const chart_point *found[8] = {NULL};
    base_buf_clear(out);
    for (size_t i = first; i < end; i++) {
        const chart_point *point = point_at(state, i);
        if (point->kind != POINT_CATEGORY || point->level >= 8)
            continue;
        /* An outer label counts until the next one. */
        if (point->index == index || (point->level > 0 && point->index <= index))
            found[point->level] = point;
    }
    for (int level = 7; level >= 0; level--) {
        if (found[level] == NULL)
            continue;
        if (out->len > 0)
            base_buf_add_byte(out, ' ');
        base_buf_add_str(out, found[level]->text);
    }
}

static void build_series(const chart_state *state, size_t first, size_t end)
{
    doc_builder *builder = state->reader->builder;
    base_str name = base_str_n("", 0);
    base_buf label;
    base_buf_init(&label);
    for (size_t i = first; i < end; i++) {
        const chart_point *point = point_at(state, i);
        if (point->kind == POINT_NAME && name.len == 0)
            name = point->text;
    }
    for (size_t i = first; i < end; i++) {
        const chart_point *point = point_at(state, i);
        if (point->kind != POINT_VALUE)
            continue;
        category(state, first, end, point->index, &label);
        doc_build_row_begin(builder, 0);
        build_cell(builder, name);
        build_cell(builder, base_buf_str(&label));
        build_cell(builder, point->text);
        doc_build_row_end(builder);
    }
    base_buf_dispose(&label);
}

static void build_table(const chart_state *state, base_str part)
{
    doc_builder *builder = state->reader->builder;
    base_place place;
    memset(&place, 0, sizeof(place));
    place.part = part;
    doc_build_table_begin(builder, &place, DOC_CHART);
    for (size_t first = 0, end; first < state->points.count; first = end) {
        int series = point_at(state, first)->series;
        for (end = first; end < state->points.count && point_at(state, end)->series == series;)
            end++;
        build_series(state, first, end);
    }
    doc_build_table_end(builder);
}

void docx_chart_build(docx_reader *reader, base_str part)
{
    static const read_xml_handler handler = {on_start, on_end, on_text};
    chart_state state;
    if (!docx_extra_allowed(reader))
        return;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    state.kind = -1;
    base_vec_init(&state.points, sizeof(chart_point));
    base_buf_init(&state.text);
    docx_parse_part(reader, part, &handler, &state);
    if (state.cut)
        docx_problem(reader, MSG_DOCX_PART, part.ptr);
    if (state.points.count > 0)
        build_table(&state, part);
    base_buf_dispose(&state.text);
}
