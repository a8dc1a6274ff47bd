/* read/xlsx_format.h: how a spreadsheet shows a stored number (ECMA-376 18.8.30, 18.8.31).
 *
 * Numbers are handled as decimals, never as floating point: the stored text with at most 15
 * significant digits (what a spreadsheet shows of a double: 0.30000000000000004 is 0.3), rounded to
 * the decimals its format has, without thousands separators, currency signs and zeros added at the
 * end. Percentages keep the decimals of their format: 65.4%. Dates are 2018-01-12, with the time
 * behind it if the format has one; formats with only a part of a date or a time are followed.
 * Chinese words and % in a format are kept (`0"件"`). What is no number is shown as stored. */
#ifndef READ_XLSX_FORMAT_H
#define READ_XLSX_FORMAT_H

#include "base/buf.h"

/* The code of a built-in format; empty: General. */
base_str xlsx_format_builtin(int id);
/* Appends what the format makes of the stored number. A code of more than 2,048 bytes (a
 * spreadsheet takes 255 characters) is taken as General. `date1904`: days count from 1904. */
void xlsx_format_show(base_str code, base_str stored, int date1904, base_buf *out);

#endif
