#include "text/normal.h"

#include <hecha.h>
#include <utf8proc.h>

#include "text/class.h"
#include "text/utf8.h"

/* The longest compatibility decomposition has 18 code points. */
#define LONGEST_FORM 32

/* The output of one pass: the first pass only measures (bytes NULL), the second writes. */
typedef struct sink {
    char *bytes;
    uint32_t *map;
    size_t len;
    int changed;
} sink;

static void sink_run(sink *out, base_str raw, size_t start, size_t end)
{
    if (out->bytes != NULL) {
        uint32_t *map = out->map + out->len;
        memcpy(out->bytes + out->len, raw.ptr + start, end - start);
        for (uint32_t i = 0; i < end - start; i++)
            map[i] = (uint32_t)start + i;
    }
    out->len += end - start;
}

static void sink_bytes(sink *out, const char *bytes, size_t length, size_t from)
{
    if (out->bytes != NULL) {
        memcpy(out->bytes + out->len, bytes, length);
        for (size_t i = 0; i < length; i++)
            out->map[out->len + i] = (uint32_t)from;
    }
    out->len += length;
    out->changed = 1;
}

/* 1 for the three-byte characters that are never changed and make up most texts: ideographs, CJK
 * punctuation other than the ideographic space, full-width marks without an ASCII form here, and
 * quotes, dashes and dots from U+2010 to U+2027. */
static int is_plain3(const unsigned char *at)
{
    if (at[0] >= 0xE4 && at[0] <= 0xE9)
        return 1;
    if (at[0] == 0xE3)
        return at[1] == 0x80 && at[2] != 0x80;
    if (at[0] == 0xE2)
        return at[1] == 0x80 && at[2] >= 0x90 && at[2] <= 0xA7;
    return at[0] == 0xEF && at[1] == 0xBC && at[2] != 0x80 && at[2] != 0x85 && at[2] != 0x8B &&
           (at[2] < 0x8D || at[2] > 0x99) && (at[2] < 0xA1 || at[2] > 0xBA);
}

/* End of the run at `offset` that is copied as it is. */
static size_t plain_run(base_str raw, size_t offset, size_t end)
{
    const unsigned char *bytes = (const unsigned char *)raw.ptr;
    while (offset < end) {
        if (bytes[offset] < 0x80) {
            if (bytes[offset] <= ' ' && text_is_space(bytes[offset]))
                return offset;
            offset++;
        } else if (end - offset >= 3 && is_plain3(bytes + offset) &&
                   (bytes[offset + 1] & 0xC0) == 0x80 && (bytes[offset + 2] & 0xC0) == 0x80) {
            offset += 3;
        } else {
            return offset;
        }
    }
    return offset;
}

/* The ASCII form of a full-width character that has one here, else 0. */
static char narrow(uint32_t codepoint)
{
    if (codepoint < 0xFF01 || codepoint > 0xFF5E)
        return 0;
    char ascii = (char)(codepoint - 0xFEE0);
    if ((ascii >= '0' && ascii <= '9') || (ascii >= 'A' && ascii <= 'Z') ||
        (ascii >= 'a' && ascii <= 'z') || strchr("%+-./", ascii) != NULL)
        return ascii;
    return 0;
}

/* NFKC of one letter, or of a radical that stands for its ideograph. Other compatibility characters
 * (①, ㈠, ½, …) keep what they tell. */
static size_t compose(uint32_t codepoint, char *out)
{
    utf8proc_int32_t form[LONGEST_FORM];
    utf8proc_category_t category = utf8proc_category((utf8proc_int32_t)codepoint);
    int boundary = 0;
    int radical = codepoint >= 0x2E80 && codepoint <= 0x2FDF;
    if (!radical && (category < UTF8PROC_CATEGORY_LU || category > UTF8PROC_CATEGORY_LO))
        return 0;
    utf8proc_ssize_t count =
        utf8proc_decompose_char((utf8proc_int32_t)codepoint, form, LONGEST_FORM,
                                UTF8PROC_COMPOSE | UTF8PROC_COMPAT | UTF8PROC_STABLE, &boundary);
    if (count <= 0 || count > LONGEST_FORM)
        return 0;
    count = utf8proc_normalize_utf32(form, count, UTF8PROC_COMPOSE | UTF8PROC_STABLE);
    if (count == 1 && form[0] == (utf8proc_int32_t)codepoint)
        return 0;
    size_t length = 0;
    for (utf8proc_ssize_t i = 0; i < count; i++)
        length += (size_t)utf8proc_encode_char(form[i], (utf8proc_uint8_t *)out + length);
    return length;
}

/* One character that is not white space. */
static void put_character(sink *out, base_str raw, size_t start, size_t end, uint32_t codepoint)
{
    char form[4 * LONGEST_FORM];
    char ascii = narrow(codepoint);
    size_t length = 0;
    if (ascii != 0)
        sink_bytes(out, &ascii, 1, start);
    else if (text_is_zero_width(codepoint))
        out->changed = 1;
    else if (codepoint == 0xFFFD && end - start == 1)
        sink_bytes(out, "\xEF\xBF\xBD", 3, start);
    else if ((codepoint < 0xFF00 || codepoint > 0xFF64) && codepoint > 0xA0 &&
             (length = compose(codepoint, form)) > 0)
        sink_bytes(out, form, length, start);
    else
        sink_run(out, raw, start, end);
}

/* 1 if the text before `offset` goes on: it ends with ， 、 ； or their ASCII forms. */
static int goes_on(base_str raw, size_t offset)
{
    uint32_t codepoint = text_utf8_previous(raw, &offset);
    return codepoint == 0xFF0C || codepoint == 0x3001 || codepoint == 0xFF1B || codepoint == ',' ||
           codepoint == ';';
}

/* The run of white space at `offset` as one space or line break; returns its end. */
static size_t put_space(sink *out, base_str raw, size_t offset, size_t end)
{
    size_t start = offset, next = offset;
    int broken = 0;
    while (next < end) {
        uint32_t codepoint = text_utf8_next(raw, &next);
        if (!text_is_space(codepoint) && !text_is_zero_width(codepoint))
            break;
        broken |= text_is_break(codepoint);
        offset = next;
    }
    char wanted = broken && !goes_on(raw, start) ? '\n' : ' ';
    if (offset - start == 1 && raw.ptr[start] == wanted)
        sink_run(out, raw, start, offset);
    else
        sink_bytes(out, &wanted, 1, start);
    return offset;
}

static void pass(sink *out, base_str raw, size_t offset, size_t end)
{
    while (offset < end) {
        size_t run = plain_run(raw, offset, end);
        if (run > offset)
            sink_run(out, raw, offset, run);
        offset = run;
        if (offset >= end)
            break;
        size_t next = offset;
        uint32_t codepoint = text_utf8_next(raw, &next);
        if (text_is_space(codepoint)) {
            offset = put_space(out, raw, offset, end);
        } else {
            put_character(out, raw, offset, next, codepoint);
            offset = next;
        }
    }
}

int text_normalise(base_arena *arena, base_str raw, text_normal *out)
{
    memset(out, 0, sizeof(*out));
    if (raw.len > UINT32_MAX - 1)
        return HECHA_E_MEMORY;
    base_str kept = text_trim(raw);
    if (kept.len == 0) {
        out->text = base_str_n(raw.ptr, 0);
        return HECHA_OK;
    }
    size_t start = (size_t)(kept.ptr - raw.ptr), end = start + kept.len;
    sink measure = {NULL, NULL, 0, 0};
    pass(&measure, raw, start, end);
    if (!measure.changed) {
        out->text = kept;
        out->shift = (uint32_t)start;
        return HECHA_OK;
    }
    sink writer = {base_arena_alloc(arena, measure.len + 1), NULL, 0, 0};
    writer.map = base_arena_alloc(arena, (measure.len + 1) * sizeof(uint32_t));
    if (writer.bytes == NULL || writer.map == NULL)
        return HECHA_E_MEMORY;
    pass(&writer, raw, start, end);
    writer.bytes[writer.len] = '\0';
    writer.map[writer.len] = (uint32_t)end;
    out->text = base_str_n(writer.bytes, writer.len);
    out->map = writer.map;
    return HECHA_OK;
}

size_t text_normal_raw(const text_normal *normal, size_t offset)
{
    if (offset > normal->text.len)
        offset = normal->text.len;
    return normal->map != NULL ? normal->map[offset] : normal->shift + offset;
}
