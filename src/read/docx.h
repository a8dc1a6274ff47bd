/* read/docx.h: Word's docx, dotx and docm, Transitional and Strict, as Word, WPS and LibreOffice
 * write them (ECMA-376, ISO/IEC 29500).
 *
 * Streamed: the main part goes from libxml2's events straight to the builder. What is read is the
 * final view: insertions in, deletions out (kept as asides with their author). List numbers are
 * made from numbering.xml. Notes follow the block they belong to; headers, footers, comments, text
 * boxes, hidden text, links and phonetic guides are asides; charts give their cached values.
 * A part that is damaged in the middle gives what stands before, and a problem. */
#ifndef READ_DOCX_H
#define READ_DOCX_H

#include "read/read.h"

extern const read_reader read_docx;

#endif
