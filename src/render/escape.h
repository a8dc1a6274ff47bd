/* render/escape.h: what every format does to text of reports and packs, before what its own
 * notation needs (render/markup.h, csv.h, markdown.h, json.h, style.h). */
#ifndef RENDER_ESCAPE_H
#define RENDER_ESCAPE_H

#include <stdint.h>

#include "base/buf.h"

/* Appends the text as one line of valid UTF-8. White space and line breaks become one space (none
 * between two wide characters where a line was broken). A character that could steer a terminal,
 * reorder text or hide in it is shown by its number: <U+202E>. Those are control characters (C0,
 * DEL, C1), bidirectional controls, zero-width and tag characters, and noncharacters. A byte that
 * is no UTF-8 becomes U+FFFD. Cleaning what is clean changes nothing. */
void render_clean(base_buf *out, base_str text);
/* 1 for what render_clean shows by its number. */
int render_is_unsafe(uint32_t codepoint);
/* 1 for characters of East Asian width, by the blocks that texts are made of. */
int render_is_wide(uint32_t codepoint);
/* As text_utf8_next, but a NUL byte is a character too. */
uint32_t render_next_codepoint(base_str text, size_t *offset);

#endif
