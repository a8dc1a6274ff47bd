/* read/xls.h: Excel 5.0 to 2003 workbooks (.xls, .xlt) and WPS's .et: BIFF8 and BIFF5/7 records in
 * the stream "Workbook" or "Book" of an OLE2 file. Source: MS-XLS; for BIFF5/7 the OpenOffice.org
 * documentation of Excel's file format.
 *
 * The blocks are those of the same workbook as xlsx (read/xlsx.h): each visible sheet that holds
 * something is a table in the order of the workbook, place.sheet and place.part its number and
 * name, place.ref of a cell its name. Read are the stored values; nothing is computed. A number is
 * an IEEE double in the file: its 15 significant digits, which give back every decimal of up to 15
 * digits, go through read/xlsx_format.h. Hidden sheets, comments, text boxes, links, headers and
 * footers are asides; hidden rows and columns are read and told; charts give their cached values.
 * Macro sheets and modules hold programs, not text, and are left out. */
#ifndef READ_XLS_H
#define READ_XLS_H

#include "read/ole.h"
#include "read/read.h"

/* 1 if the file has a workbook's stream. */
int xls_is(const read_ole *ole);
/* Reads the workbook. HECHA_E_ENCRYPTED with a password, HECHA_E_UNSUPPORTED before Excel 5.0,
 * HECHA_E_FORMAT if there is no list of sheets. */
int xls_read(const read_input *input, read_ole *ole, doc_builder *builder, hecha_err *err);

#endif
