#include "read/xls_sheet.h"
#include "read/xlsx_format.h"

/* cells */

static void add_shown(xls_sheet_state *state, uint32_t row, uint32_t column)
{
    if (state->shown.len > 0)
        sheet_add(&state->grid, row, column, xls_sheet_keep(state, &state->shown));
}

/* `second` holds the number's digits. */
static void add_number(xls_sheet_state *state, uint32_t row, uint32_t column, uint32_t style)
{
    const xls_reader *reader = state->reader;
    base_str code = base_str_n("", 0);
    if (style < reader->styles.count)
        code = ((const xls_format *)base_vec_at(&reader->styles, style))->code;
    base_buf_clear(&state->shown);
    xlsx_format_show(code, base_buf_str(&state->second), reader->date1904, &state->shown);
    add_shown(state, row, column);
}

static void add_bool_err(xls_sheet_state *state, uint32_t row, uint32_t column, uint32_t value,
                         int is_error)
{
    base_buf_clear(&state->shown);
    base_buf_add_c(&state->shown, is_error ? xls_error_text(value) : value != 0 ? "TRUE" : "FALSE");
    add_shown(state, row, column);
}

static void read_rk_cells(xls_sheet_state *state, base_str data)
{
    uint32_t row = read_u16(data, 0) + 1, column = read_u16(data, 2) + 1;
    size_t cells = state->records.type == XLS_RK ? data.len >= 10 : data.len / 6 - (data.len >= 6);
    for (size_t i = 0; i < cells; i++) {
        base_buf_clear(&state->second);
        xls_add_rk(read_u32(data, 6 + 6 * i), &state->second);
        add_number(state, row, column + (uint32_t)i, read_u16(data, 4 + 6 * i));
    }
}

static void read_shared(xls_sheet_state *state, base_str data)
{
    const base_vec *strings = &state->reader->strings;
    uint32_t index = read_u32(data, 6);
    if (data.len < 10 || index >= strings->count)
        state->bad_strings++;
    else
        sheet_add(&state->grid, read_u16(data, 0) + 1, read_u16(data, 2) + 1,
                  *(const base_str *)base_vec_at(strings, index));
}

static void read_label(xls_sheet_state *state)
{
    base_str data = state->records.data;
    xls_cursor cursor = {&state->records, 6};
    uint32_t row = read_u16(data, 0) + 1, column = read_u16(data, 2) + 1;
    base_buf_clear(&state->shown);
    if (data.len < 8 || !xls_add_string(state->reader, &cursor, 2, &state->shown))
        state->bad_strings++;
    add_shown(state, row, column);
}

/* formulas */

static void note_missing(xls_sheet_state *state)
{
    if (state->without_value++ >= XLS_MOST_LISTED)
        return;
    if (state->listed.len > 0)
        base_buf_add_c(&state->listed, "、");
    sheet_add_name(&state->listed, state->row, state->column);
    if (state->without_value == 1)
        state->first_listed = xls_sheet_keep(state, &state->listed);
}

/* 1 if the formula's last step is arithmetic or SUM, which never gives an empty text: programs that
 * do not compute store one (MS-XLS 2.5.198: Ptg). */
static int gives_number(base_str data)
{
    base_str tokens = read_piece(data, 22, read_u16(data, 20));
    size_t end = tokens.len;
    uint32_t last = end > 0 ? read_u8(tokens, end - 1) : 0;
    /* 0x12 is a plus before a value, which leaves a text as it is */
    if ((last >= 0x03 && last <= 0x07) || last == 0x13 || last == 0x14)
        return 1;
    if (end < 4)
        return 0;
    uint32_t token = read_u8(tokens, end - 4);
    return ((token == 0x22 || token == 0x42 || token == 0x62) && read_u16(tokens, end - 2) == 4) ||
           (token == 0x19 && read_u8(tokens, end - 3) == 0x10);
}

static void read_formula(xls_sheet_state *state)
{
    base_str data = state->records.data;
    if (data.len < 14)
        return;
    state->row = read_u16(data, 0) + 1;
    state->column = read_u16(data, 2) + 1;
    if (read_u16(data, 12) != 0xFFFF) {
        base_buf_clear(&state->second);
        xls_add_double(data, 6, &state->second);
        add_number(state, state->row, state->column, read_u16(data, 4));
        return;
    }
    switch (read_u8(data, 6)) {
    case 0:
        state->awaits_string = 1;
        break;
    case 1:
    case 2:
        add_bool_err(state, state->row, state->column, read_u8(data, 8), read_u8(data, 6) == 2);
        break;
    default:
        if (gives_number(data))
            note_missing(state);
        break;
    }
}

static void read_formula_string(xls_sheet_state *state)
{
    xls_cursor cursor = {&state->records, 0};
    if (!state->awaits_string)
        return;
    state->awaits_string = 0;
    base_buf_clear(&state->shown);
    if (!xls_add_string(state->reader, &cursor, 2, &state->shown))
        state->bad_strings++;
    add_shown(state, state->row, state->column);
}

/* 1 for the records that may stand between a formula and its text. */
static int is_between(uint32_t type)
{
    return type == XLS_STRING || type == XLS_CONTINUE || type == 0x04BC || type == 0x0221 ||
           type == 0x0236;
}

int xls_cells_read(xls_sheet_state *state)
{
    base_str data = state->records.data;
    if (state->awaits_string && !is_between(state->records.type)) {
        state->awaits_string = 0;
        note_missing(state);
    }
    switch (state->records.type) {
    case XLS_FORMULA:
    case 0x0206: /* as BIFF3 and BIFF4 write it */
    case 0x0406:
        read_formula(state);
        break;
    case XLS_STRING:
        read_formula_string(state);
        break;
    case XLS_LABEL_SST:
        read_shared(state, data);
        break;
    case XLS_LABEL:
    case XLS_RSTRING:
        read_label(state);
        break;
    case XLS_RK:
    case XLS_MUL_RK:
        read_rk_cells(state, data);
        break;
    case XLS_NUMBER:
        if (data.len < 14)
            break;
        base_buf_clear(&state->second);
        xls_add_double(data, 6, &state->second);
        add_number(state, read_u16(data, 0) + 1, read_u16(data, 2) + 1, read_u16(data, 4));
        break;
    case XLS_BOOL_ERR:
        if (data.len >= 8)
            add_bool_err(state, read_u16(data, 0) + 1, read_u16(data, 2) + 1, read_u8(data, 6),
                         read_u8(data, 7) != 0);
        break;
    default:
        return 0;
    }
    return 1;
}
