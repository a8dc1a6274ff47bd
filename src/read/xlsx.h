/* read/xlsx.h: Excel's xlsx and xlsm, Transitional and Strict, as Excel, WPS, LibreOffice and
 * programs write them (ECMA-376, ISO/IEC 29500).
 *
 * Each visible sheet that holds something is a table, in the order of the workbook; place.sheet and
 * place.part are its number and name, place.ref of a cell its name. Read are the stored values:
 * nothing is computed, and a formula without one is an empty cell and a problem. Numbers are shown
 * as xlsx_format.h says. Hidden sheets, comments, text boxes, links, headers and footers are
 * asides; hidden rows and columns are read and told; charts give their cached values. */
#ifndef READ_XLSX_H
#define READ_XLSX_H

#include "read/read.h"

extern const read_reader read_xlsx;

#endif
