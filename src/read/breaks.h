/* read/breaks.h: paragraphs that are several, parted by line breaks only.
 *
 * Works on the blocks of a builder before the outline does. Many pages write <br> where a paragraph
 * ends. A paragraph is cut at its line breaks if a line behind the first is numbered or indented, if
 * the first is a numbered heading, or if a blank line stands between two; else its breaks stay. */
#ifndef READ_BREAKS_H
#define READ_BREAKS_H

#include "doc/build.h"

/* 0, or HECHA_E_MEMORY, HECHA_E_LIMIT. */
int read_breaks(doc_builder *builder);

#endif
