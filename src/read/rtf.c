#include "read/rtf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "read/limits.h"
#include "read/rtf_reader.h"

#define MOST_GROUPS 4096
#define MOST_WORD 32

static int claims(base_str bytes)
{
    base_str text = base_str_n(bytes.ptr, bytes.len < 64 ? bytes.len : 64);
    if (base_str_starts(text, base_str_c("\xEF\xBB\xBF")))
        text = base_str_from(text, 3);
    return base_str_starts(base_str_trim(text), base_str_c("{\\rtf")) ? 95 : 0;
}

/* groups */

static int grow(rtf_reader *reader)
{
    size_t cap = reader->cap != 0 ? reader->cap * 2 : 32;
    rtf_state *states = realloc(reader->states, cap * sizeof(*states));
    if (states == NULL)
        return -1;
    reader->states = states;
    reader->cap = cap;
    return 0;
}

static void open_group(rtf_reader *reader)
{
    if (reader->depth >= reader->most) {
        if (!reader->said_deep && !rtf_top(reader)->skip)
            rtf_problem(reader, MSG_RTF_DEEP, NULL);
        reader->said_deep |= !rtf_top(reader)->skip;
        reader->too_deep++;
        return;
    }
    if (reader->depth == reader->cap && grow(reader) != 0) {
        rtf_failed(reader);
        return;
    }
    rtf_state *outer = rtf_top(reader), *state = &reader->states[reader->depth++];
    *state = *outer;
    state->kind = RTF_PLAIN;
    state->old_text = 0;
    if (outer->kind == RTF_STYLES || outer->kind == RTF_AUTHORS) {
        state->kind = outer->kind == RTF_STYLES ? RTF_STYLE : RTF_AUTHOR;
        reader->open_style = 0;
        base_buf_clear(&reader->name);
    }
    if (outer->alternatives) {
        outer->alternatives = state->alternatives = 0;
        state->old_text = !outer->skip;
        state->skip = 1;
    }
}

static void close_group(rtf_reader *reader)
{
    if (reader->too_deep > 0) {
        reader->too_deep--;
        return;
    }
    rtf_state ended = *rtf_top(reader);
    rtf_group_end(reader, &ended);
    reader->depth--;
    /* the second group of \upr follows the first */
    if (ended.old_text && reader->depth > 0)
        rtf_top(reader)->alternatives = 1;
}

/* control words */

static int is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static int hex_digit(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = (char)(byte | 0x20);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static size_t read_number(base_str text, size_t at, int *number, int *found)
{
    int negative = at < text.len && text.ptr[at] == '-';
    size_t digits = at + (size_t)negative;
    *number = 0;
    *found = digits < text.len && text.ptr[digits] >= '0' && text.ptr[digits] <= '9';
    if (!*found)
        return at;
    for (at = digits; at < text.len && text.ptr[at] >= '0' && text.ptr[at] <= '9'; at++) {
        if (*number < 100000000)
            *number = *number * 10 + (text.ptr[at] - '0');
    }
    if (negative)
        *number = -*number;
    return at;
}

/* A word with its number and the blank that ends it. */
static size_t read_word(rtf_reader *reader, base_str text, size_t at)
{
    size_t start = at;
    int number, found;
    while (at < text.len && is_letter(text.ptr[at]))
        at++;
    base_str word = base_str_n(text.ptr + start, at - start);
    at = read_number(text, at, &number, &found);
    if (at < text.len && text.ptr[at] == ' ')
        at++;
    if (base_str_eq_c(word, "bin")) {
        size_t length = number > 0 ? (size_t)number : 0;
        return length < text.len - at ? at + length : text.len;
    }
    if (reader->too_deep == 0 && word.len <= MOST_WORD)
        rtf_word(reader, word, found, number);
    if (reader->too_deep == 0)
        reader->star = 0;
    return at;
}

/* A character that counts as one of those which repeat a \u. 1 if it is to be left out. */
static int repeats(rtf_reader *reader)
{
    if (reader->bytes_skip == 0)
        return 0;
    reader->bytes_skip--;
    return 1;
}

static void symbol(rtf_reader *reader, char byte)
{
    uint32_t codepoint = 0;
    switch (byte) {
    case '*':
        reader->star = 1;
        return;
    case '\r':
    case '\n':
        rtf_word(reader, base_str_c("par"), 0, 0);
        return;
    case '~':
        codepoint = 0xA0;
        break;
    case '-':
        codepoint = 0xAD;
        break;
    case '_':
        codepoint = 0x2011;
        break;
    case '\t':
    case '\\':
    case '{':
    case '}':
        codepoint = (unsigned char)byte;
        break;
    default:
        return;
    }
    if (repeats(reader))
        return;
    if (codepoint < 0x80 && rtf_byte_completes(reader, (unsigned char)codepoint)) {
        rtf_byte(reader, (unsigned char)codepoint);
        return;
    }
    rtf_flush_bytes(reader);
    rtf_codepoint(reader, codepoint);
}

/* What follows a backslash. */
static size_t read_control(rtf_reader *reader, base_str text, size_t at)
{
    if (at >= text.len)
        return at;
    char byte = text.ptr[at];
    if (is_letter(byte)) {
        rtf_flush_bytes(reader);
        return read_word(reader, text, at);
    }
    if (byte != '\'') {
        if (reader->too_deep == 0)
            symbol(reader, byte);
        return at + 1;
    }
    int high = at + 1 < text.len ? hex_digit(text.ptr[at + 1]) : -1;
    int low = at + 2 < text.len ? hex_digit(text.ptr[at + 2]) : -1;
    if (high < 0 || low < 0)
        return at + 1;
    if (reader->too_deep == 0 && !repeats(reader))
        rtf_byte(reader, (unsigned char)(high * 16 + low));
    return at + 3;
}

/* text */

static int is_text(char byte)
{
    return byte != '{' && byte != '}' && byte != '\\' && byte != '\r' && byte != '\n' &&
           byte != '\0';
}

static size_t read_text(rtf_reader *reader, base_str text, size_t at)
{
    size_t start = at;
    while (at < text.len && is_text(text.ptr[at]))
        at++;
    if (reader->too_deep > 0 || rtf_top(reader)->skip || rtf_top(reader)->sink == RTF_NOWHERE)
        return at;
    while (start < at && repeats(reader))
        start++;
    while (start < at) {
        size_t plain = start;
        if ((unsigned char)text.ptr[start] >= 0x80 ||
            rtf_byte_completes(reader, (unsigned char)text.ptr[start])) {
            rtf_byte(reader, (unsigned char)text.ptr[start++]);
            continue;
        }
        while (start < at && (unsigned char)text.ptr[start] < 0x80)
            start++;
        rtf_flush_bytes(reader);
        rtf_plain(reader, base_str_n(text.ptr + plain, start - plain));
    }
    return at;
}

static void read_groups(rtf_reader *reader, base_str text)
{
    size_t at = base_str_find(text, base_str_c("{"), 0);
    while (at < text.len && reader->code == 0) {
        char byte = text.ptr[at];
        if (byte == '{' || byte == '}') {
            rtf_flush_bytes(reader);
            reader->bytes_skip = 0;
            reader->star = 0;
            at++;
            if (byte == '{')
                open_group(reader);
            else if (reader->depth > 1)
                close_group(reader);
            if (reader->depth == 1) /* the end of the document; what follows is none of it */
                return;
        } else if (byte == '\\') {
            at = read_control(reader, text, at + 1);
        } else if (is_text(byte)) {
            at = read_text(reader, text, at);
        } else {
            at++;
        }
    }
    rtf_flush_bytes(reader);
    if (reader->code == 0)
        rtf_problem(reader, MSG_OLE_TRUNCATED, NULL);
}

/* the whole */

static int prepare(rtf_reader *reader)
{
    base_buf *const bufs[] = {&reader->bytes,        &reader->name,         &reader->number,
                              &reader->decoded,      &reader->deleted.text, &reader->hidden.text,
                              &reader->inserted.text};
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_init(bufs[i]);
    base_vec_init(&reader->waiting, sizeof(rtf_item));
    base_vec_init(&reader->authors, sizeof(base_str));
    base_vec_init(&reader->lists, sizeof(rtf_list));
    base_vec_init(&reader->overrides, sizeof(rtf_override));
    reader->converter = (iconv_t)-1;
    reader->codepage = 1252;
    reader->most =
        reader->input->limits.depth > 0 ? (size_t)reader->input->limits.depth : READ_DEPTH;
    if (reader->most > MOST_GROUPS)
        reader->most = MOST_GROUPS;
    reader->font_codepages = base_arena_array(reader->arena, RTF_FONTS_MOST, sizeof(int16_t));
    reader->styles = base_arena_array(reader->arena, RTF_STYLES_MOST, sizeof(rtf_style));
    if (base_arena_failed(reader->arena) || rtf_tables_new(reader) != 0 || grow(reader) != 0)
        return base_err_memory(reader->err);
    for (size_t i = 0; i < RTF_STYLES_MOST; i++)
        reader->styles[i].level = reader->styles[i].title = reader->styles[i].parent = -1;
    rtf_state *state = &reader->states[reader->depth++];
    memset(state, 0, sizeof(*state));
    state->sink = RTF_TEXT;
    state->unicode_bytes = 1;
    state->outline = -1;
    state->deleted_by = state->inserted_by = -1;
    reader->flow_count = 1;
    return 0;
}

static void dispose(rtf_reader *reader)
{
    base_buf *const bufs[] = {&reader->bytes,        &reader->name,         &reader->number,
                              &reader->decoded,      &reader->deleted.text, &reader->hidden.text,
                              &reader->inserted.text};
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_dispose(bufs[i]);
    for (size_t i = 0; i < RTF_FLOWS_MOST; i++)
        base_buf_dispose(&reader->flows[i].text);
    for (size_t i = 0; i < RTF_FIELDS_MOST; i++)
        base_buf_dispose(&reader->fields[i].instruction);
    if (reader->converter != (iconv_t)-1)
        iconv_close(reader->converter);
    free(reader->states);
    base_arena_free(reader->arena);
    free(reader);
}

static void finish(rtf_reader *reader)
{
    reader->depth = 1;
    while (reader->flow_count > 1)
        rtf_flow_end(reader);
    if (reader->flows[0].text.len > 0 || reader->number.len > 0 || reader->waiting.count > 0 ||
        reader->deleted.text.len > 0 || reader->hidden.text.len > 0)
        rtf_paragraph_end(reader, rtf_row_open(reader));
    rtf_tables_close(reader);
    if (reader->bad > 0) {
        char count[24];
        snprintf(count, sizeof(count), "%zu", reader->bad);
        rtf_problem(reader, MSG_RTF_BAD_BYTES, count);
    }
    if (reader->formulas > 0)
        rtf_problem(reader, MSG_RTF_FORMULA, NULL);
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    rtf_reader *reader = calloc(1, sizeof(*reader));
    (void)format;
    if (reader == NULL)
        return base_err_memory(err);
    reader->input = input;
    reader->builder = builder;
    reader->err = err;
    reader->converter = (iconv_t)-1;
    reader->arena = base_arena_new(read_limit(input->limits.memory, READ_MEMORY));
    if (reader->arena == NULL)
        reader->code = base_err_memory(err);
    else
        reader->code = prepare(reader);
    if (reader->code == 0)
        read_groups(reader, input->bytes);
    if (reader->code == 0)
        finish(reader);
    if (base_buf_failed(&reader->bytes) || base_buf_failed(&reader->name) ||
        base_buf_failed(&reader->number) || base_buf_failed(&reader->decoded))
        rtf_failed(reader);
    int code = reader->code;
    dispose(reader);
    return code;
}

const read_reader read_rtf = {"rtf", claims, read};
