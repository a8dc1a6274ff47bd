/* render/style.h: lines of text for people: tones (terminal colours), CJK widths, wrapping.
 *
 * What reports and rules contain is never written as it is: render_clean makes one line of it and
 * takes away what could steer a terminal. Widths are display columns (text/width.h). */
#ifndef RENDER_STYLE_H
#define RENDER_STYLE_H

#include <hecha.h>

#include "base/msg.h"
#include "render/escape.h"
#include "render/render.h"

typedef enum render_tone {
    RENDER_PLAIN,
    RENDER_BOLD,
    RENDER_DIM,
    RENDER_RED,
    RENDER_YELLOW,
    RENDER_BLUE,
    RENDER_GREEN
} render_tone;

/* A line being composed. A lead is written at once, in its tone; what is added is gathered and
 * written by render_line_end, wrapped at the width. */
typedef struct render_line {
    base_buf *out;
    const render_options *options;
    base_buf text; /* gathered, clean */
    size_t column; /* display columns written of the current line */
} render_line;

void render_line_init(render_line *line, base_buf *out, const render_options *options);
/* Frees; a failure of the gathered text becomes one of `out`. */
void render_line_dispose(render_line *line);

void render_line_indent(render_line *line, size_t columns); /* spaces up to that column */
void render_line_lead(render_line *line, render_tone tone, base_str text);
void render_line_lead_message(render_line *line, render_tone tone, base_msg_id message);

void render_line_add(render_line *line, base_str text); /* cleaned */
void render_line_add_c(render_line *line, const char *text);
void render_line_add_count(render_line *line, size_t number);
/* The message with {1} ... replaced by the slices, cleaned. */
void render_line_message(render_line *line, base_msg_id message, const base_str *arguments,
                         size_t count);
/* A message whose only argument is a number. */
void render_line_number(render_line *line, base_msg_id message, size_t number);
/* Spaces, then the text so that it ends `columns` further right; or the text if it is wider. */
void render_line_right(render_line *line, base_str text, size_t columns);
/* The text, then spaces up to `columns`; a wider one is cut, with … at its end. */
void render_line_cut(render_line *line, base_str text, size_t columns);

/* Writes what was gathered and a line feed; further lines start at column `hanging`. */
void render_line_end(render_line *line, size_t hanging, render_tone tone);
/* Writes an empty line. */
void render_line_blank(render_line *line);

/* The columns of the screen, never less than what a page needs. */
size_t render_width(const render_options *options);
/* Between items of a list: 、 or a comma. */
const char *render_comma(hecha_lang lang);
/* Between a name and what is said of it: ： or a colon and a space. */
const char *render_colon(hecha_lang lang);

#endif
