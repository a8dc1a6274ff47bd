/* The scanner against libxml2: the same part as UTF-8 (the scanner's) and as UTF-16 (libxml2's)
 * must both be refused, or both be read with the same elements, attributes and text. */
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"
#include "read/xml.h"
#include "text/utf8.h"

enum { SPACE = 1 };

static const read_xml_namespace namespaces[] = {{"urn:one", 7, SPACE}};
static const read_xml_name names[] = {{READ_XML_NO_NAMESPACE, "v", 2}, {SPACE, "a", 3}};
static const read_xml_vocabulary vocabulary = {namespaces, 1, names, 2};

static void on_start(void *context, read_xml *xml, int id)
{
    base_buf *log = context;
    base_str value;
    base_buf_add_c(log, "<");
    base_buf_add_int(log, id);
    if (read_xml_attribute(xml, 2, &value)) {
        base_buf_add_c(log, "=");
        base_buf_add_str(log, value);
    }
    base_buf_add_c(log, ">");
}

static void on_end(void *context, read_xml *xml, int id)
{
    (void)xml;
    base_buf_add_c(context, "</");
    base_buf_add_int(context, id);
    base_buf_add_c(context, ">");
}

static void on_text(void *context, const char *bytes, size_t length)
{
    base_buf_add(context, bytes, length);
}

static int parse(base_str bytes, base_buf *log)
{
    static const read_xml_handler handler = {on_start, on_end, on_text};
    return read_xml_parse(bytes, "part.xml", &vocabulary, &handler, log, NULL, NULL);
}

static void add_unit(base_buf *out, uint32_t unit)
{
    base_buf_add_byte(out, (char)(unit & 0xFF));
    base_buf_add_byte(out, (char)(unit >> 8));
}

static void to_utf16(base_buf *out, base_str text)
{
    base_buf_add(out, "\xFF\xFE", 2);
    for (size_t at = 0; at < text.len;) {
        uint32_t code = text_utf8_next(text, &at);
        if (code >= 0x10000) {
            add_unit(out, 0xD800 + ((code - 0x10000) >> 10));
            add_unit(out, 0xDC00 + ((code - 0x10000) & 0x3FF));
        } else {
            add_unit(out, code);
        }
    }
}

/* Prefixes other than by declaration: what is not well-formed by namespaces only, the two judge
 * differently. A quoted urn: is a value. */
static int has_prefixes(base_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ':')
            continue;
        if (i < 4 || memcmp(text.ptr + i - 3, "urn", 3) != 0 ||
            (text.ptr[i - 4] != '"' && text.ptr[i - 4] != '\''))
            return 1;
    }
    return 0;
}

/* An encoding declared otherwise, or a byte order mark inside, makes the two different files. */
static int comparable(base_str text)
{
    if (has_prefixes(text))
        return 0;
    return text_utf8_invalid(text) == BASE_STR_NONE && memchr(text.ptr, 0, text.len) == NULL &&
           base_str_find(text, base_str_c("encoding"), 0) == BASE_STR_NONE &&
           base_str_find(text, base_str_c("\xEF\xBB\xBF"), 0) == BASE_STR_NONE;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_str text = base_str_n((const char *)data, size);
    base_buf scanned, other, utf16, plain;
    if (size == 0 || size > 8192 || !comparable(text))
        return 0;
    base_buf_init(&scanned);
    base_buf_init(&other);
    base_buf_init(&utf16);
    base_buf_init(&plain);
    base_buf_add_str(&plain, text); /* with a NUL behind it, as the parser wants */
    to_utf16(&utf16, text);
    int one = parse(base_buf_str(&plain), &scanned), two = parse(base_buf_str(&utf16), &other);
    if ((one == 0) != (two == 0) ||
        (one == 0 && !base_str_eq(base_buf_str(&scanned), base_buf_str(&other)))) {
        fprintf(stderr, "scanner %d: %s\nlibxml2 %d: %s\n", one, scanned.ptr ? scanned.ptr : "",
                two, other.ptr ? other.ptr : "");
        abort();
    }
    base_buf_dispose(&scanned);
    base_buf_dispose(&other);
    base_buf_dispose(&utf16);
    base_buf_dispose(&plain);
    return 0;
}
