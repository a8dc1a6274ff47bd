/* Tells whether a part is plain enough for the scanner: UTF-8 throughout, characters of XML only.
 */
#include "read/xml_parser.h"
#include "text/utf8.h"

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

#define ONES UINT64_C(0x0101010101010101)

/* Not 0 if one of the eight bytes is below a space or above ASCII. A byte above ASCII is told by
 * its own top bit, so that what a borrow does to the bytes after a low one does not matter. */
static uint64_t odd_bytes(const char *at)
{
    uint64_t word;
    memcpy(&word, at, 8);
    return (word | (word - ONES * 0x20)) & ONES * 0x80;
}

static int is_plain(const char *at)
{
    return (unsigned char)*at >= 0x20 && (unsigned char)*at < 0x80;
}

/* Length of the character at `at` that is none of plain ASCII; 0 if it is none of XML. */
static size_t odd_character(const char *at, const char *end)
{
    unsigned char byte = (unsigned char)*at;
    if (byte < 0x20)
        return byte == '\n' || byte == '\t' || byte == '\r';
    size_t length = 0;
    uint32_t code = text_utf8_next(base_str_n(at, (size_t)(end - at)), &length);
    return length == 1 || code == 0xFFFE || code == 0xFFFF ? 0 : length;
}

/* 1 if all characters are of XML and there is no NUL; plain bytes by the word. */
static int clean(const char *at, const char *end)
{
    while (at < end) {
        while (end - at >= 32 &&
               (odd_bytes(at) | odd_bytes(at + 8) | odd_bytes(at + 16) | odd_bytes(at + 24)) == 0)
            at += 32;
        while (end - at >= 8 && odd_bytes(at) == 0)
            at += 8;
        while (at < end && is_plain(at))
            at++;
        while (at < end && !is_plain(at)) {
            size_t length = odd_character(at, end);
            if (length == 0)
                return 0;
            at += length;
        }
    }
    return 1;
}

int read_xml_equals_lower(base_str text, const char *lower)
{
    size_t i = 0;
    for (; i < text.len && lower[i] != '\0'; i++) {
        char byte = text.ptr[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte + ('a' - 'A'));
        if (byte != lower[i])
            return 0;
    }
    return i == text.len && lower[i] == '\0';
}

/* `name="value"` after white space, from *at; 0 if it is not there. */
static int take_pseudo(base_str text, size_t *at, const char *name, base_str *value)
{
    size_t i = *at;
    while (i < text.len && is_space(text.ptr[i]))
        i++;
    if (i == *at || !base_str_starts(base_str_from(text, i), base_str_c(name)))
        return 0;
    i += strlen(name);
    while (i < text.len && is_space(text.ptr[i]))
        i++;
    if (i >= text.len || text.ptr[i++] != '=')
        return 0;
    while (i < text.len && is_space(text.ptr[i]))
        i++;
    if (i >= text.len || (text.ptr[i] != '"' && text.ptr[i] != '\''))
        return 0;
    size_t start = i + 1;
    for (i = start; i < text.len && text.ptr[i] != text.ptr[start - 1];)
        i++;
    if (i >= text.len)
        return 0;
    *value = base_str_n(text.ptr + start, i - start);
    *at = i + 1;
    return 1;
}

/* 1 if the XML declaration is a plain one and names no encoding, or UTF-8. */
static int says_utf8(base_str bytes)
{
    base_str value;
    size_t at = 5;
    if (!base_str_starts(bytes, base_str_c("<?xml")))
        return 1;
    base_str text = base_str_n(bytes.ptr, bytes.len < 512 ? bytes.len : 512);
    if (!take_pseudo(text, &at, "version", &value) || !base_str_eq_c(value, "1.0"))
        return 0;
    if (take_pseudo(text, &at, "encoding", &value) && !read_xml_equals_lower(value, "utf-8"))
        return 0;
    if (take_pseudo(text, &at, "standalone", &value) && !base_str_eq_c(value, "yes") &&
        !base_str_eq_c(value, "no"))
        return 0;
    while (at < text.len && is_space(text.ptr[at]))
        at++;
    return base_str_starts(base_str_from(text, at), base_str_c("?>"));
}

base_str read_xml_without_mark(base_str bytes)
{
    return base_str_starts(bytes, base_str_c("\xEF\xBB\xBF")) ? base_str_from(bytes, 3) : bytes;
}

int read_xml_scannable(base_str bytes)
{
    bytes = read_xml_without_mark(bytes);
    return bytes.len > 0 && says_utf8(bytes) && clean(bytes.ptr, bytes.ptr + bytes.len);
}
