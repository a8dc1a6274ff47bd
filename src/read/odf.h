/* read/odf.h: OpenDocument text and spreadsheets (odt, ott, ods, ots; flat fodt and fods), as
 * LibreOffice, WPS and Word write them (OASIS ODF 1.0 to 1.3).
 *
 * Streamed like docx. What is read is the final view: insertions in, deletions out (kept as asides
 * with their author). List and chapter numbers are made from the list styles. Notes follow the
 * block they belong to; headers, footers, comments, text boxes, hidden text, links and phonetic
 * guides are asides; charts give their cached values. Cells of a spreadsheet are read as they are
 * displayed, full dates as 2018-01-12; each visible sheet that holds something is a table, with
 * its name and number in place.part and place.sheet. */
#ifndef READ_ODF_H
#define READ_ODF_H

#include "read/read.h"

extern const read_reader read_odf;

#endif
