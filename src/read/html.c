#include "read/html.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "base/msg.h"
#include "read/encoding.h"
#include "read/html_page.h"

#define CHARSET_WITHIN 1024
#define MOST_BAD 50 /* one byte in so many may be bad in the encoding that a page states */

/* The charset a page states in its first bytes, lower case; 0 if none. */
static int stated_charset(base_str bytes, char out[64])
{
    size_t within = bytes.len < CHARSET_WITHIN ? bytes.len : CHARSET_WITHIN;
    for (size_t i = 0; i + 8 < within; i++) {
        if (strncasecmp(bytes.ptr + i, "charset", 7) != 0)
            continue;
        size_t at = i + 7, length = 0;
        while (at < within && strchr(" \t\n\r\f=\"'", bytes.ptr[at]) != NULL)
            at++;
        while (at < within && length < 63 && strchr("\"'> ;/\t\r\n", bytes.ptr[at]) == NULL)
            out[length++] = bytes.ptr[at++];
        out[length] = '\0';
        return length > 0;
    }
    return 0;
}

static int note_bad_bytes(const read_input *input, doc_builder *builder, const read_text *text)
{
    char line[32], count[32];
    base_buf message;
    if (text->bad == 0)
        return 0;
    snprintf(line, sizeof(line), "%u", text->first_bad[0].line);
    snprintf(count, sizeof(count), "%zu", text->bad);
    base_buf_init(&message);
    base_msg_add(&message, input->lang, MSG_PAGE_BAD_BYTES, text->encoding, line, count, NULL);
    base_place place;
    memset(&place, 0, sizeof(place));
    place.line = text->first_bad[0].line;
    int status = doc_build_problem(builder, base_buf_str(&message), &place);
    base_buf_dispose(&message);
    return status;
}

/* What a page states of itself may be wrong altogether. */
static int decode_better(base_str bytes, const char *encoding, read_text *text, hecha_err *err)
{
    read_text other;
    memset(&other, 0, sizeof(other));
    int status = read_text_decode(bytes, encoding, &other, err);
    if (status == 0 && other.bad * MOST_BAD < text->bad) {
        read_text_dispose(text);
        *text = other;
        return 0;
    }
    read_text_dispose(&other);
    return status;
}

int read_html_part(const read_input *input, const char *encoding, doc_builder *builder,
                   hecha_err *err)
{
    char stated[64];
    read_text text;
    const char *found = read_encoding_of(input->bytes);
    memset(&text, 0, sizeof(text));
    /* What the bytes say for certain wins over what the page states: a byte order mark, or UTF-8
     * and UTF-16 that decode without fault, which no GBK page does by chance over its whole length.
     */
    if (encoding == NULL && found != NULL && strncmp(found, "UTF", 3) == 0)
        encoding = found;
    if (encoding == NULL && stated_charset(input->bytes, stated) &&
        strncasecmp(stated, "utf-16", 6) != 0)
        encoding = stated;
    if (encoding == NULL)
        encoding = found != NULL ? found : "UTF-8";
    int status = read_text_decode(input->bytes, encoding, &text, err);
    if (status == HECHA_E_UNSUPPORTED && found != NULL) {
        read_text_dispose(&text);
        status = read_text_decode(input->bytes, found, &text, err);
    }
    if (status == 0 && text.bad * MOST_BAD > text.text.len && found != NULL)
        status = decode_better(input->bytes, found, &text, err);
    if (status == 0)
        status = html_page_read(input, text.text, builder, err);
    if (status == 0)
        status = note_bad_bytes(input, builder, &text);
    read_text_dispose(&text);
    return status;
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    (void)format;
    return read_html_part(input, NULL, builder, err);
}

/* Skips byte order mark, white space, comments and processing instructions at the start. */
static base_str first_tag(base_str bytes)
{
    for (;;) {
        bytes = base_str_trim(bytes);
        base_str end = base_str_c("-->");
        size_t skip = BASE_STR_NONE;
        if (base_str_starts(bytes, base_str_c("<!--")))
            skip = base_str_find(bytes, end, 4);
        else if (base_str_starts(bytes, base_str_c("<?")))
            skip = base_str_find(bytes, end = base_str_c("?>"), 2);
        if (skip == BASE_STR_NONE)
            return bytes;
        bytes = base_str_from(bytes, skip + end.len);
    }
}

static int starts_with(base_str bytes, const char *tag)
{
    return bytes.len >= strlen(tag) && strncasecmp(bytes.ptr, tag, strlen(tag)) == 0;
}

/* The page in single bytes if it is UTF-16: enough to see its first tag. */
static base_str narrow(base_str bytes, char out[512])
{
    size_t first = bytes.len >= 2 && (unsigned char)bytes.ptr[0] == 0xFE ? 3 : 2, length = 0;
    if (bytes.len < 4 || !((bytes.ptr[0] == '\xFF' && bytes.ptr[1] == '\xFE') ||
                           (bytes.ptr[0] == '\xFE' && bytes.ptr[1] == '\xFF')))
        return bytes;
    for (size_t i = first; i < bytes.len && length < 511; i += 2)
        out[length++] = bytes.ptr[i];
    return base_str_n(out, length);
}

static int claims(base_str bytes)
{
    static const char *const tags[] = {"<!doctype html", "<html", "<head", "<body", "<table",
                                       "<meta",          "<div",  "<p>",   "<h1",   "<title"};
    char plain[512];
    base_str tag = first_tag(narrow(bytes, plain));
    for (size_t i = 0; i < sizeof(tags) / sizeof(tags[0]); i++)
        if (starts_with(tag, tags[i]))
            return 90;
    return 0;
}

const read_reader read_html = {"html", claims, read};
