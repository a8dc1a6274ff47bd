/* render/markup.h: a writer of HTML and XML that appends to a buffer.
 *
 * It opens and closes elements and escapes; every text of a report or pack goes through
 * render_markup_text or render_markup_attribute, which clean it (render/escape.h) and escape
 * & < > " '. What render_markup_literal writes is the program's own. Elements that stay open from
 * one call of a renderer to the next are written as literals. Errors are those of the buffer. */
#ifndef RENDER_MARKUP_H
#define RENDER_MARKUP_H

#include "base/buf.h"

#define RENDER_MARKUP_DEPTH 24

typedef struct render_markup {
    base_buf *out;
    base_buf clean;                        /* scratch */
    const char *open[RENDER_MARKUP_DEPTH]; /* elements, outermost first */
    size_t depth;
    int in_tag; /* the start tag of the innermost takes attributes still */
} render_markup;

void render_markup_init(render_markup *markup, base_buf *out);
/* Ends the elements that are open, and frees. */
void render_markup_dispose(render_markup *markup);

/* Names are the program's own and live as long as the program. */
void render_markup_begin(render_markup *markup, const char *element);
void render_markup_end(render_markup *markup); /* the innermost element */
/* Right behind the begin. */
void render_markup_attribute(render_markup *markup, const char *name, base_str value);
void render_markup_number(render_markup *markup, const char *name, size_t number);
void render_markup_text(render_markup *markup, base_str text);
void render_markup_c(render_markup *markup, const char *text); /* escaped too */
void render_markup_count(render_markup *markup, size_t number);
void render_markup_literal(render_markup *markup, const char *text);
/* An element with a text, and its class unless NULL. */
void render_markup_element(render_markup *markup, const char *element, const char *css_class,
                           base_str text);

#endif
