#include "base/err.h"
#include "read/docx_names.h"
#include "read/limits.h"
#include "read/xlsx_format.h"
#include "read/xlsx_reader.h"

/* Names of cells or rows that a message lists. */
#define MOST_LISTED 8

/* What hangs on the table, which is built at the end. */
typedef struct waiting {
    doc_aside_kind kind;
    base_str text, by;
} waiting;

typedef struct sheet_state {
    xlsx_reader *reader;
    sheet_grid grid;
    base_vec waiting;  /* waiting */
    base_arena *arena; /* of the sheet's texts */
    const docx_relations *relations;
    base_place place;
    uint32_t row, column;
    base_buf value; /* of v */
    base_buf words; /* of is/t, headers and footers */
    base_buf shown;
    base_buf *target;
    char type; /* s, i(nlineStr), f (str), b, e, d, n */
    size_t style;
    const base_str *shared; /* text of a cell of type s; NULL: none */
    int has_formula;
    size_t without_value; /* formulas without a stored value */
    base_buf listed;      /* names of the first ones */
    base_str first_listed;
    size_t bad_strings;
    base_buf hidden; /* rows and columns */
    size_t hidden_count;
    base_str drawing; /* id of its relationship */
} sheet_state;

static char cell_type(read_xml *xml)
{
    base_str value;
    read_xml_attribute(xml, XLSX_N_T, &value);
    if (base_str_eq_c(value, "inlineStr"))
        return 'i';
    if (base_str_eq_c(value, "str"))
        return 'f';
    return value.len == 1 ? value.ptr[0] : 'n';
}

static void start_cell(sheet_state *state, read_xml *xml)
{
    base_str name;
    uint32_t row, column;
    int style = docx_integer(xml, XLSX_N_S, 0);
    state->column++;
    if (read_xml_attribute(xml, XLSX_N_R, &name) && sheet_parse_name(name, &row, &column)) {
        state->row = row;
        state->column = column;
    }
    state->type = cell_type(xml);
    state->style = style >= 0 ? (size_t)style : 0;
    state->has_formula = 0;
    base_buf_clear(&state->value);
    base_buf_clear(&state->words);
}

static void list_hidden(sheet_state *state, uint32_t row, uint32_t column)
{
    if (state->hidden_count++ >= MOST_LISTED)
        return;
    if (state->hidden.len > 0)
        base_buf_add_c(&state->hidden, "、");
    sheet_add_line(&state->hidden, row, column);
}

static void start_row(sheet_state *state, read_xml *xml)
{
    int row = docx_integer(xml, XLSX_N_R, 0);
    state->row = row > 0 ? (uint32_t)row : state->row + 1;
    state->column = 0;
    if (xlsx_on(xml, XLSX_N_HIDDEN))
        list_hidden(state, state->row, 0);
}

static void start_column(sheet_state *state, read_xml *xml)
{
    int from = docx_integer(xml, XLSX_N_MIN, 0), to = docx_integer(xml, XLSX_N_MAX, 0);
    if (!xlsx_on(xml, XLSX_N_HIDDEN) || from < 1)
        return;
    for (int column = from; column <= to && column < from + MOST_LISTED; column++)
        list_hidden(state, 0, (uint32_t)column);
}

static void start_merge(sheet_state *state, read_xml *xml)
{
    base_str name;
    uint32_t row, column, last_row, last_column;
    read_xml_attribute(xml, XLSX_N_REF, &name);
    size_t colon = base_str_find(name, base_str_c(":"), 0);
    if (colon == BASE_STR_NONE || !sheet_parse_name(base_str_n(name.ptr, colon), &row, &column) ||
        !sheet_parse_name(base_str_from(name, colon + 1), &last_row, &last_column))
        return;
    sheet_merge(&state->grid, row, column, last_row, last_column);
}

static void keep_aside(sheet_state *state, doc_aside_kind kind, base_str text, base_str by)
{
    waiting *fresh = base_vec_push(&state->waiting, state->arena);
    if (fresh == NULL)
        return;
    fresh->kind = kind;
    fresh->text = base_arena_str(state->arena, text);
    fresh->by = base_arena_str(state->arena, by);
}

static void flush_asides(sheet_state *state)
{
    for (size_t i = 0; i < state->waiting.count; i++) {
        const waiting *item = base_vec_at(&state->waiting, i);
        doc_build_aside(state->reader->office.builder, item->kind, item->text, item->by);
    }
}

static void start_link(sheet_state *state, read_xml *xml)
{
    base_str id, text, target = base_str_n("", 0);
    if (read_xml_attribute(xml, XLSX_R_ID, &id) && state->relations != NULL) {
        const docx_relation *relation = docx_relation_by_id(state->relations, id);
        if (relation != NULL)
            target = relation->target;
    }
    if (target.len == 0) {
        read_xml_attribute(xml, XLSX_N_LOCATION, &target);
        target = base_arena_str(state->arena, target);
    }
    if (!read_xml_attribute(xml, XLSX_N_DISPLAY, &text))
        read_xml_attribute(xml, XLSX_N_REF, &text);
    keep_aside(state, DOC_LINK, text, target);
}

static void on_start(void *context, read_xml *xml, int id)
{
    sheet_state *state = context;
    base_str value;
    switch (id) {
    case XLSX_ROW:
        start_row(state, xml);
        break;
    case XLSX_C:
        start_cell(state, xml);
        break;
    case XLSX_V:
        state->target = &state->value;
        break;
    case XLSX_F:
        state->has_formula = 1;
        break;
    case XLSX_T:
        state->target = &state->words;
        break;
    case XLSX_R_PH:
        read_xml_skip(xml);
        break;
    case XLSX_COL:
        start_column(state, xml);
        break;
    case XLSX_MERGE_CELL:
        start_merge(state, xml);
        break;
    case XLSX_HYPERLINK:
        start_link(state, xml);
        break;
    case XLSX_ODD_HEADER:
    case XLSX_ODD_FOOTER:
    case XLSX_EVEN_HEADER:
    case XLSX_EVEN_FOOTER:
    case XLSX_FIRST_HEADER:
    case XLSX_FIRST_FOOTER:
        base_buf_clear(&state->words);
        state->target = &state->words;
        break;
    case XLSX_DRAWING:
        read_xml_attribute(xml, XLSX_R_ID, &value);
        state->drawing = base_arena_str(state->arena, value);
        break;
    default:
        break;
    }
}

static void find_string(sheet_state *state, base_str value)
{
    size_t index = 0;
    for (size_t i = 0; i < value.len; i++) {
        if (value.ptr[i] < '0' || value.ptr[i] > '9' || index > DOC_MAX_CELLS * (size_t)8)
            index = BASE_STR_NONE / 16;
        index = index * 10 + (size_t)(value.ptr[i] & 15);
    }
    if (value.len == 0)
        return;
    if (index < state->reader->strings.count)
        state->shared = base_vec_at(&state->reader->strings, index);
    else
        state->bad_strings++;
}

/* 2018-01-12T00:00:00.000 as 2018-01-12. */
static void show_iso_date(sheet_state *state, base_str value)
{
    size_t t = base_str_find(value, base_str_c("T"), 0);
    base_buf_add_str(&state->shown, t == BASE_STR_NONE ? value : base_str_n(value.ptr, t));
    base_str clock = t == BASE_STR_NONE ? base_str_n("", 0) : base_str_from(value, t + 1);
    if (clock.len >= 8 && !base_str_starts(clock, base_str_c("00:00:00"))) {
        base_buf_add_byte(&state->shown, ' ');
        base_buf_add_str(&state->shown, base_str_n(clock.ptr, 8));
    }
}

static void show_value(sheet_state *state)
{
    base_str value = base_buf_str(&state->value);
    base_str number = base_str_trim(value);
    base_str code = base_str_n("", 0);
    switch (state->type) {
    case 's':
        find_string(state, number);
        break;
    case 'i':
        xlsx_add_text(&state->shown, base_buf_str(&state->words));
        break;
    case 'f':
        xlsx_add_text(&state->shown, value);
        break;
    case 'b':
        base_buf_add_c(&state->shown, number.len == 0        ? ""
                                      : number.ptr[0] == '0' ? "FALSE"
                                                             : "TRUE");
        break;
    case 'e':
        base_buf_add_str(&state->shown, number);
        break;
    case 'd':
        show_iso_date(state, number);
        break;
    default:
        if (number.len == 0)
            break;
        if (state->style < state->reader->formats.count)
            code = *(const base_str *)base_vec_at(&state->reader->formats, state->style);
        xlsx_format_show(code, number, state->reader->date1904, &state->shown);
        break;
    }
}

static void note_missing(sheet_state *state)
{
    if (state->without_value++ >= MOST_LISTED)
        return;
    if (state->listed.len > 0)
        base_buf_add_c(&state->listed, "、");
    sheet_add_name(&state->listed, state->row, state->column);
    if (state->without_value == 1)
        state->first_listed = base_arena_str(state->arena, base_buf_str(&state->listed));
}

static void end_cell(sheet_state *state)
{
    base_buf_clear(&state->shown);
    state->shared = NULL;
    if (state->has_formula && state->value.len == 0 && state->type != 'f' && state->type != 'i')
        note_missing(state);
    show_value(state);
    /* A shared string lives as long as the reading. */
    if (state->shared != NULL)
        sheet_add(&state->grid, state->row, state->column, *state->shared);
    else if (state->shown.len > 0)
        sheet_add(&state->grid, state->row, state->column,
                  base_arena_str(state->arena, base_buf_str(&state->shown)));
}

static void end_header(sheet_state *state, doc_aside_kind kind)
{
    base_buf_clear(&state->shown);
    xlsx_header_text(base_buf_str(&state->words), &state->shown);
    keep_aside(state, kind, base_str_trim(base_buf_str(&state->shown)), base_str_n("", 0));
}

static void on_end(void *context, read_xml *xml, int id)
{
    sheet_state *state = context;
    (void)xml;
    switch (id) {
    case XLSX_C:
        end_cell(state);
        break;
    case XLSX_ODD_HEADER:
    case XLSX_EVEN_HEADER:
    case XLSX_FIRST_HEADER:
        end_header(state, DOC_HEADER);
        break;
    case XLSX_ODD_FOOTER:
    case XLSX_EVEN_FOOTER:
    case XLSX_FIRST_FOOTER:
        end_header(state, DOC_FOOTER);
        break;
    default:
        break;
    }
    state->target = NULL;
}

static void on_text(void *context, const char *bytes, size_t length)
{
    sheet_state *state = context;
    if (state->target != NULL)
        base_buf_add(state->target, bytes, length);
}

static void add_count(base_buf *out, size_t count)
{
    if (count > MOST_LISTED)
        base_buf_add_c(out, "…");
}

static void report(sheet_state *state)
{
    base_buf number;
    base_place place = state->place;
    base_buf_init(&number);
    base_buf_add_int(&number, (int64_t)state->without_value);
    add_count(&state->listed, state->without_value);
    add_count(&state->hidden, state->hidden_count);
    place.ref = state->first_listed;
    if (state->without_value > 0 && !base_buf_failed(&number) && !base_buf_failed(&state->listed))
        sheet_problem(&state->reader->book, MSG_XLSX_NO_VALUE, &place, state->listed.ptr,
                      number.ptr);
    if (state->hidden_count > 0 && state->grid.count > 0 && !base_buf_failed(&state->hidden))
        sheet_note_hidden(&state->reader->book, &state->place, state->hidden.ptr);
    base_buf_clear(&number);
    base_buf_add_int(&number, (int64_t)state->bad_strings);
    if (state->bad_strings > 0 && !base_buf_failed(&number))
        sheet_problem(&state->reader->book, MSG_XLSX_BAD_STRINGS, &state->place, number.ptr, NULL);
    if (base_buf_failed(&number))
        doc_build_no_memory(state->reader->book.builder);
    base_buf_dispose(&number);
}

static void build_hidden(sheet_state *state)
{
    base_buf text;
    base_buf_init(&text);
    base_buf_add_str(&text, state->place.part);
    base_buf_add_byte(&text, '\n');
    state->grid.code = sheet_flatten(&state->grid, &text);
    if (state->grid.count > 0)
        doc_build_aside(state->reader->office.builder, DOC_HIDDEN, base_buf_str(&text),
                        base_str_n("", 0));
    base_buf_dispose(&text);
}

static void read_extras(sheet_state *state)
{
    for (size_t i = 0; state->relations != NULL && i < state->relations->items.count; i++) {
        const docx_relation *relation = base_vec_at(&state->relations->items, i);
        if (relation->external)
            continue;
        if (relation->type == DOCX_RELATION_COMMENTS)
            xlsx_comments_read(state->reader, relation->target);
        else if (relation->type == DOCX_RELATION_DRAWING &&
                 base_str_eq(relation->id, state->drawing))
            xlsx_drawing_read(state->reader, relation->target, &state->place);
    }
}

static void parse_sheet(sheet_state *state, const xlsx_sheet *sheet, base_str part)
{
    static const read_xml_handler handler = {on_start, on_end, on_text};
    xlsx_reader *reader = state->reader;
    docx_reader *office = &reader->office;
    docx_relations relations;
    hecha_err failure = base_err_init(office->input->lang);
    if (docx_package_relations(&office->package, part, &relations, &failure) == HECHA_OK)
        state->relations = &relations;
    else if (docx_part_failed(office, &failure) != HECHA_OK)
        return;
    int code = xlsx_parse_part(reader, part, &handler, state, &failure);
    if (code != HECHA_OK && docx_part_failed(office, &failure) != HECHA_OK)
        return;
    if (code == HECHA_OK || state->grid.count > 0)
        reader->built++;
    else if (reader->failure.code == HECHA_OK)
        reader->failure = failure;
    if (sheet->hidden)
        build_hidden(state);
    else
        sheet_build(&state->grid, &state->place);
    flush_asides(state);
    report(state);
    if (!sheet->hidden)
        read_extras(state);
}

void xlsx_sheet_read(xlsx_reader *reader, const xlsx_sheet *sheet, uint32_t number, base_str part)
{
    sheet_state state;
    docx_reader *office = &reader->office;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    base_vec_init(&state.waiting, sizeof(waiting));
    state.place.part = sheet->name;
    state.place.sheet = number;
    state.arena = base_arena_new(read_limit(office->input->limits.memory, READ_MEMORY));
    if (state.arena == NULL) {
        office->code = base_err_memory(office->err);
        return;
    }
    sheet_init(&state.grid, &reader->book, state.arena);
    base_buf *const bufs[] = {&state.value, &state.words, &state.shown, &state.listed,
                              &state.hidden};
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_init(bufs[i]);
    parse_sheet(&state, sheet, part);
    int failed = state.grid.code != 0 || base_arena_failed(state.arena);
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++) {
        failed |= base_buf_failed(bufs[i]);
        base_buf_dispose(bufs[i]);
    }
    if (failed && office->code == HECHA_OK)
        office->code = base_err_memory(office->err);
    sheet_dispose(&state.grid);
    base_arena_free(state.arena);
}
