/* read/csv.h: comma-separated values, also with semicolons or tabs, as spreadsheets export them.
 *
 * The whole file is one table. The separator is told by the content (or by a first line `sep=;`);
 * fields in quotes may hold separators, line breaks and doubled quotes. A text is taken as such a
 * file only if most of its records have the same number of fields, none has more, and there is a
 * column of figures, or quoted fields, or no exception at all: reports with a few commas or tabs
 * stay text. Places have the line and the name that a spreadsheet gives the cell.
 * Source: RFC 4180; deviations as spreadsheets read them. */
#ifndef READ_CSV_H
#define READ_CSV_H

#include "read/read.h"

extern const read_reader read_csv;

#endif
