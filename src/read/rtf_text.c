/* Bytes and code points of RTF to UTF-8. */
#include <errno.h>
#include <stdio.h>

#include "base/err.h"
#include "read/docx_numbering.h"
#include "read/encoding.h"
#include "read/rtf_reader.h"
#include "text/utf8.h"

#define SIMPLIFIED 936

int rtf_codepage_of_charset(int charset)
{
    static const struct {
        uint8_t charset;
        int16_t codepage;
    } known[] = {
        {0, RTF_WESTERN}, {2, RTF_SYMBOLS},  {77, 10000}, {128, 932},  {129, 949},
        {130, 1361},      {134, SIMPLIFIED}, {136, 950},  {161, 1253}, {162, 1254},
        {163, 1258},      {177, 1255},       {178, 1256}, {186, 1257}, {204, 1251},
        {222, 874},       {238, 1250},       {254, 437},  {255, 850},
    };
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (known[i].charset == charset)
            return known[i].codepage;
    }
    return 0; /* the document's */
}

static int is_double(int codepage)
{
    return codepage == SIMPLIFIED || codepage == 950 || codepage == 932 || codepage == 949 ||
           codepage == 1361 || codepage == 54936 || codepage == 65001;
}

/* The code page that the fonts of the run stand for, RTF_WESTERN, or 0 if they leave it open. */
static int font_codepage(const rtf_reader *reader)
{
    const rtf_state *state = &reader->states[reader->depth - 1];
    int marked = reader->font_codepages[state->fonts[state->mark]];
    int plain = reader->font_codepages[state->font];
    if (is_double(marked))
        return marked;
    return plain != 0 ? plain : marked;
}

/* Where a font says nothing of the language: that of the font for wide characters, else the
 * document's; 0 if these are western too. */
static int wide_codepage(const rtf_reader *reader)
{
    const rtf_state *state = &reader->states[reader->depth - 1];
    int wide = reader->font_codepages[state->fonts[RTF_MARK_DOUBLE]];
    if (is_double(reader->codepage))
        return reader->codepage;
    return is_double(wide) ? wide : 0;
}

/* conversion */

static iconv_t converter_of(rtf_reader *reader, int codepage)
{
    char name[16];
    if (reader->open_codepage == codepage)
        return reader->converter;
    if (reader->converter != (iconv_t)-1)
        iconv_close(reader->converter);
    reader->open_codepage = codepage;
    if (codepage == SIMPLIFIED || codepage == 54936)
        snprintf(name, sizeof(name), "GB18030");
    else if (codepage == 950)
        snprintf(name, sizeof(name), "BIG5-HKSCS");
    else if (codepage == 65001)
        snprintf(name, sizeof(name), "UTF-8");
    else
        snprintf(name, sizeof(name), "CP%d", codepage);
    reader->converter = read_converter_open(name);
    if (reader->converter == (iconv_t)-1 && errno == ENOMEM)
        rtf_failed(reader);
    return reader->converter;
}

/* Windows-1252, which needs no file of the system's. */
static void add_western(rtf_reader *reader, base_buf *out, unsigned char byte)
{
    static const uint16_t high[32] = {
        0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};
    uint32_t codepoint = byte;
    if (byte >= 0x80 && byte < 0xA0)
        codepoint = high[byte - 0x80];
    reader->bad += codepoint == 0;
    base_buf_add_codepoint(out, codepoint != 0 ? codepoint : 0xFFFD);
}

static void add_replacement(rtf_reader *reader, base_buf *out)
{
    reader->bad++;
    base_buf_add_codepoint(out, 0xFFFD);
}

/* Appends the bytes as UTF-8. With `strict` set it gives up at the first bad byte: 0. */
static int convert(rtf_reader *reader, int codepage, base_str bytes, base_buf *out, int strict)
{
    iconv_t converter = converter_of(reader, codepage);
    char *from = (char *)(uintptr_t)bytes.ptr;
    size_t left = bytes.len;
    if (converter == (iconv_t)-1 && strict)
        return 0;
    while (left > 0) {
        char piece[1024], *to = piece;
        size_t room = sizeof(piece);
        int why = EILSEQ;
        if (converter != (iconv_t)-1)
            why = iconv(converter, &from, &left, &to, &room) == (size_t)-1 ? errno : 0;
        base_buf_add(out, piece, sizeof(piece) - room);
        if (why == 0 || why == E2BIG)
            continue;
        if (converter != (iconv_t)-1)
            iconv(converter, NULL, NULL, NULL, NULL);
        if (strict)
            return 0;
        add_replacement(reader, out);
        from++;
        left--;
    }
    return 1;
}

static void add_symbols(base_str bytes, base_buf *out)
{
    for (size_t i = 0; i < bytes.len; i++) {
        uint32_t codepoint = docx_symbol(0xF000u + (unsigned char)bytes.ptr[i]);
        if (codepoint < 0xE000 || codepoint > 0xF8FF)
            base_buf_add_codepoint(out, codepoint);
    }
}

static void add_all_western(rtf_reader *reader, base_str bytes, base_buf *out)
{
    for (size_t i = 0; i < bytes.len; i++)
        add_western(reader, out, (unsigned char)bytes.ptr[i]);
}

/* Fonts of Chinese documents say ANSI and their bytes are GBK, or western, as an é is: what decodes
 * without fault in the wide code page is that. */
static void decode(rtf_reader *reader, base_str bytes, base_buf *out)
{
    int codepage = font_codepage(reader);
    size_t before = out->len;
    if (codepage == RTF_SYMBOLS) {
        add_symbols(bytes, out);
        return;
    }
    if (codepage == 0 && (is_double(reader->codepage) || reader->codepage != 1252))
        codepage = reader->codepage;
    if (codepage > RTF_SYMBOLS && codepage != 1252 && convert(reader, codepage, bytes, out, 1))
        return;
    out->len = before;
    if (codepage <= RTF_SYMBOLS || codepage == 1252) {
        int wide = wide_codepage(reader);
        if (wide != 0 && convert(reader, wide, bytes, out, 1))
            return;
        out->len = before;
        add_all_western(reader, bytes, out);
    } else if (is_double(codepage) && bytes.len == 1) {
        add_all_western(reader, bytes, out);
    } else {
        convert(reader, codepage, bytes, out, 0);
    }
}

/* bytes */

int rtf_byte_completes(const rtf_reader *reader, unsigned char byte)
{
    if (!reader->half || byte < 0x40)
        return 0;
    int codepage = font_codepage(reader);
    return is_double(codepage != 0 ? codepage : reader->codepage);
}

void rtf_byte(rtf_reader *reader, unsigned char byte)
{
    const rtf_state *state = rtf_top(reader);
    if (state->skip || state->sink == RTF_NOWHERE)
        return;
    if (state->kind == RTF_LEVEL_TEXT && byte < 0x20) {
        char place = (char)byte;
        rtf_flush_bytes(reader);
        rtf_put(reader, base_str_n(&place, 1));
        return;
    }
    if (byte < 0x80 && !rtf_byte_completes(reader, byte)) {
        char plain = (char)byte;
        rtf_flush_bytes(reader);
        rtf_plain(reader, base_str_n(&plain, 1));
        return;
    }
    base_buf_add_byte(&reader->bytes, (char)byte);
    reader->half = !reader->half && byte > 0x80;
}

void rtf_flush_bytes(rtf_reader *reader)
{
    base_buf *out = &reader->decoded;
    if (reader->bytes.len == 0)
        return;
    base_buf_clear(out);
    decode(reader, base_buf_str(&reader->bytes), out);
    if (base_buf_failed(&reader->bytes) || base_buf_failed(out))
        rtf_failed(reader);
    base_buf_clear(&reader->bytes);
    reader->half = 0;
    reader->high = 0;
    rtf_put(reader, base_buf_str(out));
}

/* Characters of ASCII. Other controls than a tab are no text. */
void rtf_plain(rtf_reader *reader, base_str text)
{
    size_t start = 0;
    reader->high = 0;
    for (size_t i = 0; i < text.len; i++) {
        unsigned char byte = (unsigned char)text.ptr[i];
        if ((byte >= 0x20 && byte != 0x7F) || byte == '\t')
            continue;
        rtf_put(reader, base_str_n(text.ptr + start, i - start));
        start = i + 1;
    }
    rtf_put(reader, base_str_from(text, start));
}

void rtf_codepoint(rtf_reader *reader, uint32_t codepoint)
{
    base_buf *out = &reader->decoded;
    reader->high = 0;
    base_buf_clear(out);
    base_buf_add_codepoint(out, codepoint);
    rtf_put(reader, base_buf_str(out));
}

void rtf_unicode(rtf_reader *reader, int number)
{
    uint32_t unit = number < 0 ? (uint32_t)(number + 65536) : (uint32_t)number;
    reader->bytes_skip = rtf_top(reader)->unicode_bytes;
    if (number < -65536 || unit > 0x10FFFF)
        return;
    if (unit >= 0xD800 && unit < 0xDC00) {
        reader->high = unit;
        return;
    }
    if (unit >= 0xDC00 && unit < 0xE000) {
        if (reader->high == 0)
            return;
        unit = 0x10000 + ((reader->high - 0xD800) << 10) + (unit - 0xDC00);
    }
    if (unit >= 0xF000 && unit <= 0xF0FF)
        unit = docx_symbol(unit);
    if (unit >= 0x20 && unit != 0x7F && !(unit >= 0xF000 && unit <= 0xF0FF))
        rtf_codepoint(reader, unit);
    reader->high = 0;
}
