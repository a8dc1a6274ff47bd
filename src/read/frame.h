/* read/frame.h: tables that only lay out a page.
 *
 * Works on the blocks of a builder before the outline does. Of such a table the cells' paragraphs
 * and nested tables become blocks, row by row: one that frames the whole report or a part of it (a
 * cell alone; few rows around a longer table; several paragraphs of prose in a cell, none in those
 * beside it), and one that holds the signature (a date, and nothing else but an organ's name before
 * it). Sheets stay as they are. */
#ifndef READ_FRAME_H
#define READ_FRAME_H

#include "doc/build.h"

/* 0, or HECHA_E_MEMORY, HECHA_E_LIMIT. */
int read_frames(doc_builder *builder);

#endif
