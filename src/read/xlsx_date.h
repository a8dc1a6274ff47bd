/* read/xlsx_date.h: dates and times as spreadsheets store them: days since 1900 or 1904.
 *
 * In the system of 1900 day 60 is 29 February 1900, which never was (ECMA-376 18.17.4.1). */
#ifndef READ_XLSX_DATE_H
#define READ_XLSX_DATE_H

#include <stdint.h>

#include "base/buf.h"

/* 1 if a section of a number format shows a date or a time. */
int xlsx_date_is(base_str section);
/* Appends the date; `part` is what is over the whole days, in billionths of a day. A format with
 * year, month and day gives 2018-01-12, with a time 2018-01-12 09:30. 0 if there is no such date.
 */
int xlsx_date_show(base_str section, int64_t days, int64_t part, int date1904, base_buf *out);

#endif
