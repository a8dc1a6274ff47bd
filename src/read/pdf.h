/* read/pdf.h: pdf files, by poppler's pdftotext as a program of its own.
 *
 * The file goes to `pdftotext -bbox` (package poppler-utils), never into this process: words with
 * boxes come back, and read/pdf_layout.h makes paragraphs and tables of them. `pdftocairo -svg`
 * says which lines frame tables (read/pdf_grid.h) and `pdfimages -list` where pictures are; without
 * these two programs the file is read by its words alone. A file with a password is
 * HECHA_E_ENCRYPTED; one without a text layer (a scan) and a machine without pdftotext are
 * HECHA_E_UNSUPPORTED. What pdftotext complains of, pages that are pictures, and fonts whose
 * characters are not known are problems. */
#ifndef READ_PDF_H
#define READ_PDF_H

#include "read/read.h"

extern const read_reader read_pdf;

/* Runs a program on the bytes; `confine` as in read/pdf_program.h. Errors and ownership as of
 * pdf_program_run. */
int read_program_run(read_program program, base_str bytes, size_t output_bytes,
                     int (*confine)(void), base_buf *output, base_buf *complaints,
                     int *exit_status, hecha_err *err);

#endif
