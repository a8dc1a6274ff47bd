#include "render/json.h"

#include "render/escape.h"
#include "text/utf8.h"

void render_json_init(render_json *json, base_buf *out)
{
    memset(json, 0, sizeof(*json));
    json->out = out;
}

static void begin_element(render_json *json)
{
    if (json->after_key) {
        json->after_key = 0;
        return;
    }
    if (json->depth > 0) {
        if (json->filled[json->depth - 1])
            base_buf_add_byte(json->out, ',');
        json->filled[json->depth - 1] = 1;
    }
    if (json->line) {
        json->line = 0;
        base_buf_add_byte(json->out, '\n');
    }
}

static void open_level(render_json *json, char open, char close)
{
    begin_element(json);
    if (json->depth == RENDER_JSON_DEPTH) {
        json->out->failed = 1;
        return;
    }
    base_buf_add_byte(json->out, open);
    json->close[json->depth] = close;
    json->filled[json->depth] = 0;
    json->depth++;
}

void render_json_object(render_json *json)
{
    open_level(json, '{', '}');
}

void render_json_array(render_json *json)
{
    open_level(json, '[', ']');
}

void render_json_end(render_json *json)
{
    if (json->depth == 0)
        return;
    json->depth--;
    base_buf_add_byte(json->out, json->close[json->depth]);
}

void render_json_end_all(render_json *json)
{
    while (json->depth > 0)
        render_json_end(json);
}

void render_json_line(render_json *json)
{
    json->line = !json->one_line;
}

static int is_plain(unsigned char byte)
{
    return byte >= 0x20 && byte < 0x7F && byte != '"' && byte != '\\';
}

static void add_escape(base_buf *out, uint32_t codepoint)
{
    static const char hex[] = "0123456789abcdef";
    char escape[6] = {'\\', 'u', 0, 0, 0, 0};
    switch (codepoint) {
    case '"':
        base_buf_add_c(out, "\\\"");
        return;
    case '\\':
        base_buf_add_c(out, "\\\\");
        return;
    case '\n':
        base_buf_add_c(out, "\\n");
        return;
    case '\r':
        base_buf_add_c(out, "\\r");
        return;
    case '\t':
        base_buf_add_c(out, "\\t");
        return;
    default:
        if (codepoint > 0xFFFF) { /* a surrogate pair */
            add_escape(out, 0xD800 + ((codepoint - 0x10000) >> 10));
            codepoint = 0xDC00 + ((codepoint - 0x10000) & 0x3FF);
        }
        escape[2] = hex[(codepoint >> 12) & 0xF];
        escape[3] = hex[(codepoint >> 8) & 0xF];
        escape[4] = hex[(codepoint >> 4) & 0xF];
        escape[5] = hex[codepoint & 0xF];
        base_buf_add(out, escape, sizeof(escape));
    }
}

/* 1 if the character must not stand as itself (C1, the line separators and what reorders or hides
 * text confuse terminals, editors and scripts, though JSON allows them). */
static int must_escape(uint32_t codepoint)
{
    return codepoint < 0x20 || codepoint == '"' || codepoint == '\\' || codepoint == 0x2028 ||
           codepoint == 0x2029 || render_is_unsafe(codepoint);
}

void render_json_quote(base_buf *out, base_str text)
{
    size_t start = 0; /* of the run that is copied as it stands */
    size_t offset = 0;
    base_buf_add_byte(out, '"');
    while ((offset = text_skip_han(text, offset, text.len, NULL)) < text.len) {
        if (is_plain((unsigned char)text.ptr[offset])) {
            offset++;
            continue;
        }
        size_t here = offset;
        uint32_t codepoint = text.ptr[here] == '\0' ? 0 : text_utf8_next(text, &offset);
        if (offset == here)
            offset++;
        int invalid = codepoint == 0xFFFD && offset - here == 1;
        if (!invalid && !must_escape(codepoint))
            continue;
        if (here > start)
            base_buf_add(out, text.ptr + start, here - start);
        if (invalid)
            base_buf_add_codepoint(out, 0xFFFD);
        else
            add_escape(out, codepoint);
        start = offset;
    }
    if (offset > start)
        base_buf_add(out, text.ptr + start, offset - start);
    base_buf_add_byte(out, '"');
}

void render_json_key(render_json *json, const char *key)
{
    begin_element(json);
    render_json_quote(json->out, base_str_c(key));
    base_buf_add_byte(json->out, ':');
    json->after_key = 1;
}

void render_json_str(render_json *json, base_str text)
{
    begin_element(json);
    render_json_quote(json->out, text);
}

void render_json_int(render_json *json, int64_t number)
{
    begin_element(json);
    base_buf_add_int(json->out, number);
}

void render_json_bool(render_json *json, int truth)
{
    begin_element(json);
    base_buf_add_c(json->out, truth ? "true" : "false");
}

void render_json_null(render_json *json)
{
    begin_element(json);
    base_buf_add_c(json->out, "null");
}

void render_json_text(render_json *json, const char *key, base_str text)
{
    render_json_key(json, key);
    render_json_str(json, text);
}

void render_json_count(render_json *json, const char *key, size_t number)
{
    render_json_key(json, key);
    render_json_int(json, (int64_t)number);
}

void render_json_text_if(render_json *json, const char *key, base_str text)
{
    if (text.len > 0)
        render_json_text(json, key, text);
}

void render_json_count_if(render_json *json, const char *key, size_t number)
{
    if (number > 0)
        render_json_count(json, key, number);
}

void render_json_texts(render_json *json, const char *key, const base_str *texts, size_t count)
{
    size_t index;
    render_json_key(json, key);
    render_json_array(json);
    for (index = 0; index < count; index++)
        render_json_str(json, texts[index]);
    render_json_end(json);
}
