/* read/csv.h: comma-separated values, also with semicolons or tabs, as spreadsheets export them.
 *
 * The whole file is one table. The separator is told by the content (or by a first line `sep=;`);
 * fields in quotes may hold separators, line breaks and doubled quotes. A text is taken as such a
 * file only if most of its records have the same number of fields, none has more, and there is a
 * column of figures, or quoted fields, or no exception at all; or if it is made of such runs of
 * records, each as wide as it needs (本级 and 汇总 in one file, with blank records or titles between;
 * with tabs only if fields are quoted). What programs write so that a spreadsheet keeps a figure as
 * it is (="007", '007) is that figure. Reports with a few commas or tabs stay text. Places have the
 * line and the name that a spreadsheet gives the cell.
 * Source: RFC 4180; deviations as spreadsheets read them. */
#ifndef READ_CSV_H
#define READ_CSV_H

#include "read/read.h"

extern const read_reader read_csv;

/* A record of the table: its number, from 1, blank ones between others counted, at the start not.
 * The fields are the callee's for the time of the call. A code other than 0 ends the reading. */
typedef int read_csv_take(void *context, uint32_t record, const base_str *fields, size_t count);
#define READ_CSV_FIELDS 256u /* further ones of a record are left out */

/* The same text without a document: its records one after the other, blank ones left out.
 * HECHA_E_FORMAT: no bytes, or no text; HECHA_E_MEMORY; or the code of `take`. */
int read_csv_records(base_str bytes, read_csv_take *take, void *context, hecha_err *err);

#endif
