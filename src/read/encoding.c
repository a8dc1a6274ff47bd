#include "read/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <stdlib.h>
#include <strings.h>

#include "base/err.h"
#include "text/utf8.h"

/* So many good multibyte characters must stand against a bad byte. UTF-8 checks itself; GB18030
 * text read as UTF-8 has four bad bytes to a good character. */
#define GOOD_PER_BAD 10u
#define GOOD_PER_BAD_UTF8 2u

typedef struct tally {
    size_t good; /* multibyte characters */
    size_t bad;
    size_t common; /* of the good ones: characters of everyday text */
} tally;

typedef struct bom {
    const char *bytes;
    size_t length;
    const char *encoding;
} bom;

static const bom boms[] = {
    {"\xEF\xBB\xBF", 3, "UTF-8"},    {"\xFF\xFE\0\0", 4, "UTF-32LE"},
    {"\0\0\xFE\xFF", 4, "UTF-32BE"}, {"\xFF\xFE", 2, "UTF-16LE"},
    {"\xFE\xFF", 2, "UTF-16BE"},     {"\x84\x31\x95\x33", 4, "GB18030"},
};

static const bom *find_bom(base_str bytes)
{
    size_t i;
    for (i = 0; i < sizeof(boms) / sizeof(boms[0]); i++) {
        if (base_str_starts(bytes, base_str_n(boms[i].bytes, boms[i].length)))
            return &boms[i];
    }
    return NULL;
}

static unsigned byte_at(base_str bytes, size_t at)
{
    return at < bytes.len ? (unsigned char)bytes.ptr[at] : 0;
}

static tally count_utf8(base_str bytes)
{
    tally count = {0, 0, 0};
    size_t at = 0;
    while (at < bytes.len) {
        if (byte_at(bytes, at) < 0x80) {
            at++;
            continue;
        }
        size_t before = at;
        text_utf8_next(bytes, &at);
        if (at - before > 1)
            count.good++;
        else
            count.bad++;
    }
    return count;
}

/* Bytes of the GB18030 character at an offset, 0 if there is none. */
static size_t gb18030_length(base_str bytes, size_t at)
{
    unsigned first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
    if (first < 0x80)
        return 1;
    if (first == 0x80 || first == 0xFF)
        return 0;
    if (second >= 0x40 && second != 0x7F && second != 0xFF)
        return 2;
    unsigned third = byte_at(bytes, at + 2), fourth = byte_at(bytes, at + 3);
    int four = second >= 0x30 && second <= 0x39 && third >= 0x81 && third != 0xFF &&
               fourth >= 0x30 && fourth <= 0x39;
    return four ? 4 : 0;
}

static size_t big5_length(base_str bytes, size_t at)
{
    unsigned first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
    if (first < 0x80)
        return 1;
    if (first < 0xA1 || first > 0xF9)
        return 0;
    return (second >= 0x40 && second <= 0x7E) || (second >= 0xA1 && second <= 0xFE) ? 2 : 0;
}

/* Punctuation and the characters of GB 2312. */
static int gb18030_common(unsigned first, unsigned second)
{
    return second >= 0xA1 && ((first >= 0xA1 && first <= 0xA9) || (first >= 0xB0 && first <= 0xF7));
}

/* Punctuation and the frequently used characters of Big5. */
static int big5_common(unsigned first, unsigned second)
{
    return first >= 0xA1 && first <= 0xC6 && second >= 0x40;
}

static tally count_double(base_str bytes, size_t (*length_at)(base_str, size_t),
                          int (*common)(unsigned, unsigned))
{
    tally count = {0, 0, 0};
    size_t at = 0;
    while (at < bytes.len) {
        size_t length = length_at(bytes, at);
        if (length > 1) {
            count.good++;
            if (length == 4 || common(byte_at(bytes, at), byte_at(bytes, at + 1)))
                count.common++;
        } else if (length == 0) {
            count.bad++;
        }
        at += length ? length : 1;
    }
    return count;
}

/* 1 if the unit is of a kind that Chinese or ASCII text is made of. */
static int is_text_unit(unsigned unit)
{
    return (unit >= 0x4E00 && unit <= 0x9FFF) || (unit >= 0x3000 && unit <= 0x303F) ||
           (unit >= 0xFF00 && unit <= 0xFFEF) || (unit >= 0x2010 && unit <= 0x2027) ||
           (unit >= 0x20 && unit <= 0x7E) || unit == '\n' || unit == '\r' || unit == '\t';
}

/* UTF-16 without a mark: nine units in ten are text in one byte order, fewer in the other. ASCII,
 * which is Chinese in the wrong order, counts a little more. */
static const char *guess_utf16(base_str bytes)
{
    size_t little = 0, big = 0, little_ascii = 0, big_ascii = 0, at, units = bytes.len / 2;
    if (units == 0 || bytes.len % 2 != 0)
        return NULL;
    for (at = 0; at + 1 < bytes.len; at += 2) {
        unsigned first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
        little += (size_t)is_text_unit(first | second << 8);
        big += (size_t)is_text_unit(second | first << 8);
        little_ascii += second == 0;
        big_ascii += first == 0;
    }
    size_t enough = units - units / 10;
    if (little >= enough && (little > big || (little == big && little_ascii > big_ascii)))
        return "UTF-16LE";
    if (big >= enough && (big > little || (big == little && big_ascii > little_ascii)))
        return "UTF-16BE";
    return NULL;
}

static int is_control(unsigned byte)
{
    return byte == 0x7F || (byte < 0x20 && (byte < '\t' || byte > '\r') && byte != 0x1A);
}

/* Text has no NUL, and other controls only by accident. */
static int has_binary(base_str bytes)
{
    size_t at, controls = 0;
    for (at = 0; at < bytes.len; at++)
        controls += (size_t)is_control((unsigned char)bytes.ptr[at]);
    if (controls == 0)
        return 0;
    return memchr(bytes.ptr, 0, bytes.len) != NULL || controls > 2 + bytes.len / 1000;
}

static int few_bad(tally count)
{
    return count.bad * GOOD_PER_BAD <= count.good;
}

/* Big5 text is mostly well-formed GB18030 too, but two characters in five lie outside GB 2312. */
static int looks_like_big5(tally gb, tally big5)
{
    return big5.good > 0 && big5.bad * GOOD_PER_BAD <= big5.good &&
           big5.common >= big5.good - big5.good / 20 && gb.common < gb.good - gb.good / 5;
}

static const char *guess_double(base_str bytes)
{
    tally gb = count_double(bytes, gb18030_length, gb18030_common);
    tally big5 = count_double(bytes, big5_length, big5_common);
    if (looks_like_big5(gb, big5))
        return "Big5";
    if (few_bad(gb))
        return "GB18030";
    return few_bad(big5) ? "Big5" : NULL;
}

const char *read_encoding_of(base_str bytes)
{
    const bom *mark = find_bom(bytes);
    if (mark != NULL && strncmp(mark->encoding, "UTF-", 4) == 0 && mark->encoding[4] != '8')
        return mark->encoding;
    if (mark != NULL)
        return has_binary(bytes) ? NULL : mark->encoding;
    if (bytes.len == 0)
        return NULL;
    if (has_binary(bytes))
        return guess_utf16(bytes);
    if (text_utf8_invalid(bytes) == BASE_STR_NONE)
        return "UTF-8";
    const char *wide = guess_utf16(bytes);
    if (wide != NULL)
        return wide;
    tally utf8 = count_utf8(bytes);
    return utf8.good >= utf8.bad * GOOD_PER_BAD_UTF8 ? "UTF-8" : guess_double(bytes);
}

/* decoding */

static void note_bad(read_text *out, size_t offset, unsigned byte)
{
    if (out->bad < READ_BAD_KEPT) {
        out->first_bad[out->bad].offset = offset;
        out->first_bad[out->bad].byte = (unsigned char)byte;
    }
    out->bad++;
    base_buf_add(&out->buf, "\xEF\xBF\xBD", 3);
}

static void decode_utf8(base_str bytes, size_t start, read_text *out)
{
    base_str body = base_str_from(bytes, start);
    if (text_utf8_invalid(body) == BASE_STR_NONE) {
        out->text = body;
        return;
    }
    size_t at = 0, good = 0;
    while (at < body.len) {
        size_t before = at;
        if (text_utf8_next(body, &at) != 0xFFFD || at - before > 1)
            continue;
        base_buf_add(&out->buf, body.ptr + good, before - good);
        note_bad(out, start + before, byte_at(body, before));
        good = at;
    }
    base_buf_add(&out->buf, body.ptr + good, body.len - good);
}

static unsigned unit_at(base_str bytes, size_t at, int big)
{
    unsigned first = byte_at(bytes, at), second = byte_at(bytes, at + 1);
    return big ? first << 8 | second : second << 8 | first;
}

static void decode_utf16(base_str bytes, size_t start, int big, read_text *out)
{
    size_t at = start;
    while (at + 1 < bytes.len) {
        unsigned unit = unit_at(bytes, at, big);
        unsigned next = at + 3 < bytes.len ? unit_at(bytes, at + 2, big) : 0;
        if (unit >= 0xD800 && unit < 0xDC00 && next >= 0xDC00 && next < 0xE000) {
            base_buf_add_codepoint(&out->buf, 0x10000u + ((unit - 0xD800) << 10) + (next - 0xDC00));
            at += 4;
            continue;
        }
        if (unit == 0 || (unit >= 0xD800 && unit < 0xE000))
            note_bad(out, at, byte_at(bytes, at));
        else
            base_buf_add_codepoint(&out->buf, unit);
        at += 2;
    }
    if (at < bytes.len)
        note_bad(out, at, byte_at(bytes, at));
}

static int convert(iconv_t converter, base_str bytes, size_t start, read_text *out)
{
    char *from = (char *)(uintptr_t)(bytes.ptr + start);
    size_t left = bytes.len - start;
    while (left > 0) {
        char piece[4096];
        char *to = piece;
        size_t room = sizeof(piece);
        size_t code = iconv(converter, &from, &left, &to, &room);
        int why = code == (size_t)-1 ? errno : 0;
        base_buf_add(&out->buf, piece, sizeof(piece) - room);
        if (base_buf_failed(&out->buf))
            return -1;
        if (why == EILSEQ || why == EINVAL) {
            note_bad(out, bytes.len - left, (unsigned char)*from);
            from++;
            left--;
            iconv(converter, NULL, NULL, NULL, NULL);
        } else if (why != 0 && why != E2BIG) {
            return -1;
        }
    }
    return 0;
}

/* Pages say gb2312 and mean GBK or GB18030. */
static const char *real_name(const char *encoding)
{
    static const char *const gb[] = {"gb2312", "gbk",     "gb18030", "gb_2312-80",
                                     "x-gbk",  "chinese", "cp936",   "euc-cn"};
    size_t i;
    for (i = 0; i < sizeof(gb) / sizeof(gb[0]); i++) {
        if (strcasecmp(encoding, gb[i]) == 0)
            return "GB18030";
    }
    if (strcasecmp(encoding, "utf8") == 0 || strcasecmp(encoding, "utf-8") == 0)
        return "UTF-8";
    if (strcasecmp(encoding, "big5") == 0 || strcasecmp(encoding, "big5-hkscs") == 0)
        return "Big5";
    return encoding;
}

static int decode_other(base_str bytes, size_t start, const char *encoding, read_text *out,
                        hecha_err *err)
{
    const char *name = strcmp(encoding, "Big5") == 0 ? "BIG5-HKSCS" : encoding;
    iconv_t converter = read_converter_open(name);
    if (converter == (iconv_t)-1) {
        if (errno == ENOMEM)
            return base_err_memory(err);
        return base_err(err, HECHA_E_UNSUPPORTED, MSG_READ_ENCODING, encoding, NULL);
    }
    int failed = convert(converter, bytes, start, out);
    iconv_close(converter);
    return failed ? base_err_memory(err) : 0;
}

/* The lines of the bad bytes kept: each is a U+FFFD that the text got in their order. A U+FFFD that
 * the file itself holds is told apart by not being counted in the bytes before. */
static void place_bad(base_str bytes, const char *encoding, read_text *out)
{
    size_t kept = out->bad < READ_BAD_KEPT ? out->bad : READ_BAD_KEPT;
    size_t at = 0, i, step = 1, shift = 0;
    uint32_t line = 1;
    if (strncmp(encoding, "UTF-16", 6) == 0) {
        step = 2;
        shift = strcmp(encoding, "UTF-16BE") == 0;
    }
    for (i = 0; i < kept; i++) {
        for (; at < out->first_bad[i].offset; at += step) {
            unsigned byte = byte_at(bytes, at + shift);
            int wide = step == 2 && byte_at(bytes, at + 1 - shift) != 0;
            if (wide)
                continue;
            line += byte == '\n' || (byte == '\r' && byte_at(bytes, at + step + shift) != '\n');
        }
        out->first_bad[i].line = line;
    }
}

int read_text_decode(base_str bytes, const char *encoding, read_text *out, hecha_err *err)
{
    memset(out, 0, sizeof(*out));
    base_buf_init(&out->buf);
    const bom *mark = find_bom(bytes);
    out->encoding = real_name(mark != NULL ? mark->encoding : encoding);
    size_t start = mark != NULL ? mark->length : 0;
    int code = 0;
    if (strcmp(out->encoding, "UTF-8") == 0)
        decode_utf8(bytes, start, out);
    else if (strcmp(out->encoding, "UTF-16LE") == 0 || strcmp(out->encoding, "UTF-16BE") == 0)
        decode_utf16(bytes, start, strcmp(out->encoding, "UTF-16BE") == 0, out);
    else
        code = decode_other(bytes, start, out->encoding, out, err);
    if (code != 0)
        return code;
    if (base_buf_failed(&out->buf))
        return base_err_memory(err);
    if (out->text.ptr == NULL)
        out->text = base_buf_str(&out->buf);
    place_bad(bytes, out->encoding, out);
    return 0;
}

void read_text_dispose(read_text *text)
{
    base_buf_dispose(&text->buf);
    text->text = base_str_n(NULL, 0);
}

/* What text of Chinese agencies comes in, and the neighbours' scripts. The system knows hundreds
 * more, each a file of its own, which a confined process could not open. */
static const char *const converter_names[] = {
    "GB18030", "BIG5-HKSCS", "UTF-16LE", "UTF-16BE", "UTF-32LE", "UTF-32BE", "ISO-8859-1",
    "CP1252",  "CP1251",     "CP932",    "CP949",    "UTF-16",   "UTF-8"};
#define CONVERTERS (sizeof(converter_names) / sizeof(converter_names[0]))

iconv_t read_converter_open(const char *name)
{
    static const char *const aliases[][2] = {
        {"cp950", "BIG5-HKSCS"},    {"latin1", "ISO-8859-1"}, {"iso8859-1", "ISO-8859-1"},
        {"us-ascii", "ISO-8859-1"}, {"ascii", "ISO-8859-1"},  {"windows-1252", "CP1252"},
        {"windows-1251", "CP1251"}, {"shift_jis", "CP932"},   {"euc-kr", "CP949"}};
    for (size_t i = 0; i < sizeof(aliases) / sizeof(aliases[0]); i++) {
        if (strcasecmp(name, aliases[i][0]) == 0)
            name = aliases[i][1];
    }
    for (size_t i = 0; i < CONVERTERS; i++) {
        if (strcasecmp(name, converter_names[i]) == 0)
            return iconv_open("UTF-8", converter_names[i]);
    }
    errno = EINVAL;
    return (iconv_t)-1;
}

struct read_converters {
    iconv_t open[CONVERTERS];
};

read_converters *read_converters_load(void)
{
    read_converters *converters = malloc(sizeof(*converters));
    if (converters == NULL)
        return NULL;
    for (size_t i = 0; i < CONVERTERS; i++)
        converters->open[i] = iconv_open("UTF-8", converter_names[i]);
    return converters;
}

void read_converters_free(read_converters *converters)
{
    for (size_t i = 0; converters != NULL && i < CONVERTERS; i++) {
        if (converters->open[i] != (iconv_t)-1)
            iconv_close(converters->open[i]);
    }
    free(converters);
}
