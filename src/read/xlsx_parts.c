#include "base/err.h"
#include "read/docx_names.h"
#include "read/xlsx_format.h"
#include "read/xlsx_reader.h"

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The code of _xHHHH_ at an offset, or -1. */
static int32_t escape_at(base_str text, size_t at)
{
    int32_t code = 0;
    if (text.len - at < 7 || text.ptr[at] != '_' || text.ptr[at + 1] != 'x' ||
        text.ptr[at + 6] != '_')
        return -1;
    for (size_t i = at + 2; i < at + 6; i++) {
        int digit = hex_value(text.ptr[i]);
        if (digit < 0)
            return -1;
        code = code * 16 + digit;
    }
    return code;
}

void xlsx_add_text(base_buf *out, base_str text)
{
    size_t start = 0, at = 0;
    while (at < text.len) {
        int32_t code = text.ptr[at] == '_' ? escape_at(text, at) : -1;
        if (code < 0) {
            at++;
            continue;
        }
        base_buf_add(out, text.ptr + start, at - start);
        at += 7;
        start = at;
        if (code == '\r' && (at == text.len || text.ptr[at] != '\n'))
            base_buf_add_byte(out, '\n');
        else if (code == '\n' || code == '\t')
            base_buf_add_byte(out, (char)code);
        else if (code >= 0x20 && (code < 0xD800 || code > 0xDFFF))
            base_buf_add_codepoint(out, (uint32_t)code);
    }
    base_buf_add(out, text.ptr + start, text.len - start);
}

/* shared strings */

typedef struct strings_state {
    xlsx_reader *reader;
    base_buf text;
    base_buf joined; /* with escapes resolved */
    int in_text;
} strings_state;

static void string_start(void *context, read_xml *xml, int id)
{
    strings_state *state = context;
    if (id == XLSX_SI)
        base_buf_clear(&state->text);
    else if (id == XLSX_R_PH)
        read_xml_skip(xml);
    state->in_text = id == XLSX_T;
}

static void string_end(void *context, read_xml *xml, int id)
{
    strings_state *state = context;
    (void)xml;
    state->in_text = 0;
    if (id != XLSX_SI)
        return;
    base_str *fresh = base_vec_push(&state->reader->strings, state->reader->office.arena);
    base_buf_clear(&state->joined);
    xlsx_add_text(&state->joined, base_buf_str(&state->text));
    if (fresh != NULL)
        *fresh = base_arena_str(state->reader->office.arena, base_buf_str(&state->joined));
}

static void string_text(void *context, const char *bytes, size_t length)
{
    strings_state *state = context;
    if (state->in_text)
        base_buf_add(&state->text, bytes, length);
}

void xlsx_strings_load(xlsx_reader *reader, base_str part)
{
    static const read_xml_handler handler = {string_start, string_end, string_text};
    hecha_err failure = base_err_init(reader->office.input->lang);
    strings_state state;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    base_buf_init(&state.text);
    base_buf_init(&state.joined);
    if (xlsx_parse_part(reader, part, &handler, &state, &failure) != HECHA_OK)
        docx_part_failed(&reader->office, &failure);
    if (base_buf_failed(&state.text) || base_buf_failed(&state.joined))
        reader->office.code = base_err_memory(reader->office.err);
    base_buf_dispose(&state.text);
    base_buf_dispose(&state.joined);
}

/* styles */

typedef struct own_format {
    int id;
    base_str code;
} own_format;

typedef struct styles_state {
    xlsx_reader *reader;
    base_vec own; /* own_format */
} styles_state;

static base_str format_code(const styles_state *state, int id)
{
    for (size_t i = 0; i < state->own.count; i++) {
        const own_format *format = base_vec_at(&state->own, i);
        if (format->id == id)
            return format->code;
    }
    return xlsx_format_builtin(id);
}

static void style_start(void *context, read_xml *xml, int id)
{
    styles_state *state = context;
    base_arena *arena = state->reader->office.arena;
    base_str value;
    if (id == XLSX_NUM_FMT && state->own.count < 4096) {
        own_format *fresh = base_vec_push(&state->own, arena);
        if (fresh == NULL)
            return;
        fresh->id = docx_integer(xml, XLSX_N_NUM_FMT_ID, -1);
        read_xml_attribute(xml, XLSX_N_FORMAT_CODE, &value);
        fresh->code = base_arena_str(arena, value);
    } else if (id == XLSX_XF && read_xml_parent(xml) == XLSX_CELL_XFS) {
        base_str *fresh = base_vec_push(&state->reader->formats, arena);
        if (fresh != NULL)
            *fresh = format_code(state, docx_integer(xml, XLSX_N_NUM_FMT_ID, 0));
    }
}

void xlsx_styles_load(xlsx_reader *reader, base_str part)
{
    static const read_xml_handler handler = {style_start, xlsx_ignore_end, NULL};
    hecha_err failure = base_err_init(reader->office.input->lang);
    styles_state state;
    state.reader = reader;
    base_vec_init(&state.own, sizeof(own_format));
    if (xlsx_parse_part(reader, part, &handler, &state, &failure) != HECHA_OK)
        docx_part_failed(&reader->office, &failure);
}
