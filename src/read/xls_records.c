#include <math.h>
#include <stdio.h>

#include "base/err.h"
#include "read/encoding.h"
#include "read/xls_reader.h"

int xls_next(xls_records *records)
{
    base_str stream = records->stream;
    if (records->next >= stream.len || stream.len - records->next < 4)
        return 0;
    size_t length = read_u16(stream, records->next + 2);
    records->type = read_u16(stream, records->next);
    records->data = read_piece(stream, records->next + 4, length);
    if (records->data.len < length)
        records->cut = 1;
    records->next += 4 + length;
    return 1;
}

void xls_skip_substream(xls_records *records)
{
    size_t depth = 1;
    while (depth > 0 && xls_next(records)) {
        if (records->type == XLS_BOF)
            depth++;
        else if (records->type == XLS_EOF)
            depth--;
    }
}

/* Goes on to a CONTINUE record behind the current one. */
static int go_on(xls_cursor *cursor)
{
    xls_records *records = cursor->records;
    if (records->next > records->stream.len || records->stream.len - records->next < 4 ||
        read_u16(records->stream, records->next) != XLS_CONTINUE)
        return 0;
    cursor->at = 0;
    return xls_next(records);
}

int xls_take(xls_cursor *cursor, size_t size, uint32_t *out)
{
    uint32_t value = 0;
    for (size_t i = 0; i < size; i++) {
        while (cursor->at >= cursor->records->data.len) {
            if (!go_on(cursor))
                return 0;
        }
        value |= read_u8(cursor->records->data, cursor->at++) << (8 * i);
    }
    *out = value;
    return 1;
}

void xls_skip(xls_cursor *cursor, size_t count)
{
    for (;;) {
        size_t have = cursor->records->data.len - cursor->at;
        if (count <= have) {
            cursor->at += count;
            return;
        }
        count -= have;
        cursor->at = cursor->records->data.len;
        if (!go_on(cursor))
            return;
    }
}

/* A text in UTF-16 on its way to UTF-8. */
typedef struct writer {
    base_buf *out;
    uint32_t high;  /* a surrogate that waits for the other */
    uint32_t after; /* the unit before */
} writer;

static void end_units(writer *to)
{
    if (to->high != 0)
        base_buf_add_codepoint(to->out, 0xFFFD);
    to->high = 0;
}

static void add_unit(writer *to, uint32_t unit)
{
    uint32_t before = to->after;
    to->after = unit;
    if (unit >= 0xDC00 && unit <= 0xDFFF && to->high != 0) {
        base_buf_add_codepoint(to->out, 0x10000 + ((to->high - 0xD800) << 10) + (unit - 0xDC00));
        to->high = 0;
        return;
    }
    end_units(to);
    if (unit >= 0xD800 && unit <= 0xDBFF)
        to->high = unit;
    else if (unit >= 0xDC00 && unit <= 0xDFFF)
        base_buf_add_codepoint(to->out, 0xFFFD);
    else if (unit == '\r' || (unit == '\n' && before != '\r'))
        base_buf_add_byte(to->out, '\n');
    else if (unit == '\t' || unit >= 0x20)
        base_buf_add_codepoint(to->out, unit);
}

int xls_add_chars(xls_cursor *cursor, uint32_t count, int wide, base_buf *out)
{
    writer to = {out, 0, 0};
    while (count > 0) {
        base_str data = cursor->records->data;
        if (cursor->at + (wide ? 2 : 1) > data.len) {
            if (!go_on(cursor))
                break;
            wide = (int)(read_u8(cursor->records->data, 0) & 1);
            cursor->at = cursor->records->data.len > 0;
            continue;
        }
        add_unit(&to, wide ? read_u16(data, cursor->at) : read_u8(data, cursor->at));
        cursor->at += wide ? 2 : 1;
        count--;
    }
    end_units(&to);
    return count == 0;
}

/* MS-XLS 2.5.293, 2.5.294: flags 1 two bytes a character, 4 phonetics, 8 rich text. */
static int add_string8(xls_cursor *cursor, uint32_t count, base_buf *out)
{
    uint32_t flags, runs = 0, phonetics = 0;
    if (!xls_take(cursor, 1, &flags))
        return count == 0;
    if (((flags & 8) && !xls_take(cursor, 2, &runs)) ||
        ((flags & 4) && !xls_take(cursor, 4, &phonetics)))
        return 0;
    int whole = xls_add_chars(cursor, count, flags & 1, out);
    xls_skip(cursor, (size_t)runs * 4 + phonetics);
    return whole;
}

int xls_add_string(xls_reader *reader, xls_cursor *cursor, size_t size, base_buf *out)
{
    uint32_t count;
    if (!xls_take(cursor, size, &count))
        return 0;
    if (reader->biff8)
        return add_string8(cursor, count, out);
    if (cursor->at < cursor->records->data.len && count <= cursor->records->data.len - cursor->at) {
        xls_add_bytes(reader, base_str_n(cursor->records->data.ptr + cursor->at, count), out);
        cursor->at += count;
        return 1;
    }
    base_buf bytes;
    base_buf_init(&bytes);
    uint32_t byte, left = count;
    for (; left > 0 && xls_take(cursor, 1, &byte); left--)
        base_buf_add_byte(&bytes, (char)byte);
    if (base_buf_failed(&bytes))
        reader->code = base_err_memory(reader->err);
    else
        xls_add_bytes(reader, base_buf_str(&bytes), out);
    base_buf_dispose(&bytes);
    return left == 0;
}

/* code pages */

static int is_ascii(base_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        if ((unsigned char)bytes.ptr[i] >= 0x80 || (unsigned char)bytes.ptr[i] < 0x20)
            return 0;
    }
    return 1;
}

/* All high bytes stand in pairs, both as in GB2312: western text has them apart. */
static int looks_chinese(base_str bytes)
{
    for (size_t i = 0; i < bytes.len; i++) {
        if (read_u8(bytes, i) < 0x80)
            continue;
        if (read_u8(bytes, i) < 0xA1 || read_u8(bytes, i) > 0xF7 || read_u8(bytes, i + 1) < 0xA1)
            return 0;
        i++;
    }
    return 1;
}

/* Some Chinese programs state the western code page and write GBK. */
static const char *encoding_of(const xls_reader *reader, base_str bytes, char *name, size_t size)
{
    switch (reader->codepage) {
    case 0:
    case 936:
    case 10008:
    case 54936:
        return "GB18030";
    case 950:
    case 10002:
        return "BIG5-HKSCS";
    case 1200:
        return "UTF-16LE";
    case 65001:
        return "UTF-8";
    case 367:
    case 437:
    case 1252:
    case 10000:
    case 32768:
    case 32769:
        if (looks_chinese(bytes))
            return "GB18030";
        return "CP1252";
    default:
        snprintf(name, size, "CP%u", (unsigned)reader->codepage);
        return name;
    }
}

void xls_add_bytes(xls_reader *reader, base_str bytes, base_buf *out)
{
    char name[24];
    read_text text;
    writer to = {out, 0, 0};
    if (is_ascii(bytes)) {
        base_buf_add_str(out, bytes);
        return;
    }
    int code = read_text_decode(bytes, encoding_of(reader, bytes, name, sizeof(name)), &text, NULL);
    if (code == HECHA_E_MEMORY)
        reader->code = base_err_memory(reader->err);
    reader->bad_bytes += code == 0 ? text.bad : 0;
    base_str decoded = text.text;
    for (size_t i = 0; code == 0 && i < decoded.len; i++) {
        if ((unsigned char)decoded.ptr[i] >= 0x80)
            base_buf_add_byte(out, decoded.ptr[i]);
        else
            add_unit(&to, (unsigned char)decoded.ptr[i]);
    }
    /* A code page that the system does not know is read as Latin-1. */
    for (size_t i = 0; code != 0 && i < bytes.len; i++)
        add_unit(&to, read_u8(bytes, i));
    read_text_dispose(&text);
}

/* numbers */

static void add_number(double number, base_buf *out)
{
    char text[40];
    int point = 0;
    if (!isfinite(number)) {
        base_buf_add_c(out, "#NUM!");
        return;
    }
    snprintf(text, sizeof(text), "%.15g", number);
    /* The point may be another sign, of several bytes, in the locale of the caller. */
    for (const char *at = text; *at != '\0'; at++) {
        if ((*at >= '0' && *at <= '9') || *at == '-' || *at == '+' || *at == 'e')
            base_buf_add_byte(out, *at);
        else if (point++ == 0)
            base_buf_add_byte(out, '.');
    }
}

static double double_of(uint64_t bits)
{
    double number;
    memcpy(&number, &bits, sizeof(number));
    return number;
}

void xls_add_double(base_str bytes, size_t at, base_buf *out)
{
    add_number(double_of((uint64_t)read_u32(bytes, at) | (uint64_t)read_u32(bytes, at + 4) << 32),
               out);
}

void xls_add_rk(uint32_t raw, base_buf *out)
{
    int64_t whole = raw & ~UINT32_C(3);
    if (whole >= INT64_C(0x80000000))
        whole -= INT64_C(0x100000000);
    double number = raw & 2 ? (double)(whole / 4) : double_of((uint64_t)(raw & ~UINT32_C(3)) << 32);
    add_number(raw & 1 ? number / 100 : number, out);
}

const char *xls_error_text(uint32_t code)
{
    switch (code) {
    case 0x00:
        return "#NULL!";
    case 0x07:
        return "#DIV/0!";
    case 0x0F:
        return "#VALUE!";
    case 0x17:
        return "#REF!";
    case 0x1D:
        return "#NAME?";
    case 0x24:
        return "#NUM!";
    case 0x2A:
        return "#N/A";
    default:
        return "#ERR!";
    }
}
