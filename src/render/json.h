/* render/json.h: a small JSON writer (RFC 8259) that appends to a buffer.
 *
 * It places commas, quotes and escapes; the caller keeps to the order key, value inside objects.
 * Text is escaped so that the output is valid UTF-8 whatever the bytes: an invalid byte becomes
 * U+FFFD; U+2028, U+2029 and what render_is_unsafe names become \uxxxx escapes. Errors are
 * those of the buffer (sticky); nesting over RENDER_JSON_DEPTH sets its failure too. Owns nothing.
 */
#ifndef RENDER_JSON_H
#define RENDER_JSON_H

#include <stdint.h>

#include "base/buf.h"

#define RENDER_JSON_DEPTH 250

typedef struct render_json {
    base_buf *out;
    size_t depth;
    int after_key;                  /* the next value belongs to a key just written */
    int line;                       /* the next element starts on a line of its own */
    int one_line;                   /* set after init: render_json_line does nothing */
    char close[RENDER_JSON_DEPTH];  /* '}' or ']' of each open level */
    char filled[RENDER_JSON_DEPTH]; /* the level has an element */
} render_json;

void render_json_init(render_json *json, base_buf *out);
void render_json_object(render_json *json); /* opens */
void render_json_array(render_json *json);  /* opens */
void render_json_end(render_json *json);    /* closes the innermost */
void render_json_end_all(render_json *json);
void render_json_line(render_json *json); /* the next element starts a new line */

void render_json_key(render_json *json, const char *key);
void render_json_str(render_json *json, base_str text);
void render_json_int(render_json *json, int64_t number);
void render_json_bool(render_json *json, int truth);
void render_json_null(render_json *json);

/* A key with its value. */
void render_json_text(render_json *json, const char *key, base_str text);
void render_json_count(render_json *json, const char *key, size_t number);
/* The same, left out where the text is empty or the number 0. */
void render_json_text_if(render_json *json, const char *key, base_str text);
void render_json_count_if(render_json *json, const char *key, size_t number);
/* A key with an array of texts, also when it is empty. */
void render_json_texts(render_json *json, const char *key, const base_str *texts, size_t count);

/* The text as a JSON string with its quotes. */
void render_json_quote(base_buf *out, base_str text);

#endif
