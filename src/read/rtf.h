/* read/rtf.h: Rich Text Format, as Word, WPS and LibreOffice write it (often under the name .doc).
 *
 * Text, paragraphs, headings by style or outline level, tables with merged and nested cells, list
 * numbers as the file states them (\listtext), results of fields, notes, headers and footers. Not
 * text: deleted and hidden passages, comments, text boxes (kept as asides, but for the tables
 * in them, which are tables of the document), pictures, embedded objects. Bytes are decoded by the
 * font's character set, then \ansicpg. Groups nested deeper than the limit are left out and said
 * so; a file that is cut off is read as far as it goes. Source: Rich Text Format
 * Specification 1.9.1. */
#ifndef READ_RTF_H
#define READ_RTF_H

#include "read/read.h"

extern const read_reader read_rtf;

#endif
