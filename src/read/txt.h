/* read/txt.h: plain text, as typed or as a converter wrote it.
 *
 * Every line that is not blank is a paragraph. Tables are found in these layouts, tried in order:
 * rows of tab-separated cells; one cell a line, each after a tab, rows ended by a blank line; the
 * same with its tabs lost, told by the lines with units; rows drawn with | or box characters, or
 * with bars behind the cells only, each cell in a line of its own or not; columns that a line of
 * dashes marks; columns parted by two or more spaces with a column of units; rows of labels and
 * figures parted by spaces, or each on a line of its own. Text that is none of them for certain
 * stays paragraphs. A converter's marks are read: [bookmark: x] vanishes, [image: x] is an image, a
 * chart's cached values are a chart. Form feeds, page numbers and blank lines inside a table are
 * page breaks. */
#ifndef READ_TXT_H
#define READ_TXT_H

#include "read/read.h"

extern const read_reader read_txt;

#endif
