#include "read/mime.h"

#define DEEPEST 8

typedef struct entity {
    base_str type, charset, boundary, encoding; /* values as written */
    base_str body;
} entity;

static int lower(int byte)
{
    return byte >= 'A' && byte <= 'Z' ? byte + ('a' - 'A') : byte;
}

/* 1 if the text starts so, in any case; `head` is lower case. */
static int starts(base_str text, const char *head)
{
    size_t i = 0;
    while (head[i] != '\0' && i < text.len && lower((unsigned char)text.ptr[i]) == head[i])
        i++;
    return head[i] == '\0';
}

/* The next line without its end; 0 at the end of the text. */
static int next_line(base_str text, size_t *at, base_str *line)
{
    if (*at >= text.len)
        return 0;
    size_t start = *at;
    while (*at < text.len && text.ptr[*at] != '\n')
        (*at)++;
    size_t end = *at;
    if (*at < text.len)
        (*at)++;
    if (end > start && text.ptr[end - 1] == '\r')
        end--;
    *line = base_str_n(text.ptr + start, end - start);
    return 1;
}

/* Value of a parameter (`; name=value` or `; name="value"`) in a header's text. */
static base_str parameter(base_str header, const char *name)
{
    size_t length = strlen(name);
    for (size_t i = 0; i + length < header.len; i++) {
        int first = i == 0 || strchr("; \t\r\n", header.ptr[i - 1]) != NULL;
        if (!first || !starts(base_str_from(header, i), name) || header.ptr[i + length] != '=')
            continue;
        size_t start = i + length + 1;
        int quoted = start < header.len && header.ptr[start] == '"';
        start += (size_t)quoted;
        size_t end = start;
        while (end < header.len &&
               (quoted ? header.ptr[end] != '"' : strchr("; \t\r\n", header.ptr[end]) == NULL))
            end++;
        return base_str_n(header.ptr + start, end - start);
    }
    return base_str_n("", 0);
}

/* One header with its continuation lines, from *at. 0 at the blank line. */
static int next_header(base_str text, size_t *at, base_str *header)
{
    base_str line;
    size_t start = *at;
    if (!next_line(text, at, &line) || line.len == 0)
        return 0;
    while (*at < text.len && (text.ptr[*at] == ' ' || text.ptr[*at] == '\t'))
        next_line(text, at, &line);
    *header = base_str_n(text.ptr + start, *at - start);
    return 1;
}

static void read_entity(base_str text, entity *out)
{
    size_t at = 0;
    base_str header;
    memset(out, 0, sizeof(*out));
    while (next_header(text, &at, &header)) {
        if (starts(header, "content-type:")) {
            out->type = base_str_trim(base_str_from(header, 13));
            out->charset = parameter(header, "charset");
            out->boundary = parameter(header, "boundary");
        } else if (starts(header, "content-transfer-encoding:")) {
            out->encoding = base_str_trim(base_str_from(header, 26));
        }
    }
    out->body = base_str_from(text, at);
}

/* The next part between boundaries, from *at. */
static int next_part(base_str body, base_str boundary, size_t *at, base_str *part)
{
    base_str line;
    size_t start = BASE_STR_NONE, before = *at;
    while (next_line(body, at, &line)) {
        int is_boundary = line.len >= boundary.len + 2 && line.ptr[0] == '-' &&
                          line.ptr[1] == '-' &&
                          memcmp(line.ptr + 2, boundary.ptr, boundary.len) == 0;
        if (is_boundary && start != BASE_STR_NONE) {
            *part = base_str_n(body.ptr + start, before - start);
            *at = before; /* the line is the next part's start too */
            return 1;
        }
        if (is_boundary)
            start = *at;
        before = *at;
    }
    if (start == BASE_STR_NONE || start >= body.len)
        return 0;
    *part = base_str_from(body, start); /* the last boundary is missing */
    return 1;
}

static int base64_digit(int byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return byte - 'A';
    if (byte >= 'a' && byte <= 'z')
        return byte - 'a' + 26;
    if (byte >= '0' && byte <= '9')
        return byte - '0' + 52;
    return byte == '+' ? 62 : byte == '/' ? 63 : -1;
}

static void add_base64(base_buf *out, base_str text)
{
    unsigned bits = 0, count = 0;
    for (size_t i = 0; i < text.len && text.ptr[i] != '='; i++) {
        int digit = base64_digit((unsigned char)text.ptr[i]);
        if (digit < 0)
            continue;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFFu;
        count += 6;
        if (count >= 8) {
            count -= 8;
            base_buf_add_byte(out, (char)(bits >> count & 0xFFu));
        }
    }
}

static int hex_digit(int byte)
{
    byte = lower(byte);
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

static void add_quoted(base_buf *out, base_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '=') {
            base_buf_add_byte(out, text.ptr[i]);
            continue;
        }
        base_str rest = base_str_from(text, i + 1);
        int high = rest.len > 1 ? hex_digit((unsigned char)rest.ptr[0]) : -1;
        int low = rest.len > 1 ? hex_digit((unsigned char)rest.ptr[1]) : -1;
        if (high >= 0 && low >= 0) {
            base_buf_add_byte(out, (char)(high * 16 + low));
            i += 2;
        } else if (rest.len > 0 && rest.ptr[0] == '\n') {
            i += 1;
        } else if (rest.len > 1 && rest.ptr[0] == '\r' && rest.ptr[1] == '\n') {
            i += 2;
        } else {
            base_buf_add_byte(out, '=');
        }
    }
}

static int take(const entity *found, base_buf *out, char charset[32])
{
    size_t length = found->charset.len < 31 ? found->charset.len : 31;
    base_buf_clear(out);
    if (starts(found->encoding, "base64"))
        add_base64(out, found->body);
    else if (starts(found->encoding, "quoted-printable"))
        add_quoted(out, found->body);
    else
        base_buf_add_str(out, found->body);
    if (length > 0)
        memcpy(charset, found->charset.ptr, length);
    charset[length] = '\0';
    return starts(found->type, "text/html") ? 1 : 2;
}

/* Multipart levels are walked with a stack of our own: a page wins over an earlier plain text. */
int read_mime_page(base_str bytes, base_buf *out, char charset[32])
{
    struct {
        base_str body, boundary;
        size_t at;
    } levels[DEEPEST];
    int depth = 0;
    entity found, plain;
    base_str part = bytes;
    memset(&plain, 0, sizeof(plain));
    charset[0] = '\0';
    for (;;) {
        read_entity(part, &found);
        if (starts(found.type, "text/html"))
            return take(&found, out, charset);
        if (starts(found.type, "text/plain") && plain.type.len == 0)
            plain = found;
        if (starts(found.type, "multipart/") && found.boundary.len > 0 && depth < DEEPEST) {
            levels[depth].body = found.body;
            levels[depth].boundary = found.boundary;
            levels[depth].at = 0;
            depth++;
        }
        while (depth > 0 && !next_part(levels[depth - 1].body, levels[depth - 1].boundary,
                                       &levels[depth - 1].at, &part))
            depth--;
        if (depth == 0)
            return plain.type.len > 0 ? take(&plain, out, charset) : 0;
    }
}
