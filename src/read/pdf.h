/* read/pdf.h: pdf files, by poppler's pdftotext as a program of its own.
 *
 * The file goes to `pdftotext -bbox` (package poppler-utils), never into this process: words with
 * boxes come back, and read/pdf_layout.h makes paragraphs and tables of them. A file with a
 * password is HECHA_E_ENCRYPTED; one without a text layer (a scan) and a machine without pdftotext
 * are HECHA_E_UNSUPPORTED. What pdftotext complains of, pages that are pictures, and fonts whose
 * characters are not known are problems. */
#ifndef READ_PDF_H
#define READ_PDF_H

#include "read/read.h"

extern const read_reader read_pdf;

#endif
