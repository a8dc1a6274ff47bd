/* text/width.h: columns a text takes on a terminal (East Asian wide and full-width = 2, combining
 * and zero-width = 0), by utf8proc's character data. */
#ifndef TEXT_WIDTH_H
#define TEXT_WIDTH_H

#include "base/buf.h"
#include "base/str.h"

size_t text_width(base_str text);
/* The longest head of the text that fits in `columns`. */
base_str text_fit(base_str text, size_t columns);
/* Appends the text, then spaces up to `columns`. */
void text_pad(base_buf *buf, base_str text, size_t columns);

#endif
