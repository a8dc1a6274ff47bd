/* read/read.h: from the bytes of a file to a document.
 *
 * The format is told by content, never by extension. A reader is one file pair with one struct
 * read_reader, listed in read/readers.c; each claims bytes with a confidence and reads them through
 * doc/build.h. After every reader read/outline.h finds title, headings and printed numbers, so
 * that all formats are structured alike.
 * Errors: HECHA_E_FORMAT (not a known format, or damaged), HECHA_E_ENCRYPTED, HECHA_E_UNSUPPORTED
 * (known but not read), HECHA_E_LIMIT, HECHA_E_MEMORY; the message names what to do. What could be
 * read in part is a document with problems, not an error. Nothing is fetched, nothing written. */
#ifndef READ_READ_H
#define READ_READ_H

#include <hecha.h>

#include "base/buf.h"
#include "doc/build.h"
#include "doc/doc.h"

/* Limits of one file; 0 means the default in read/limits.h. */
typedef struct read_limits {
    size_t file_bytes;  /* of the file itself: 256 MiB */
    size_t part_bytes;  /* of one inflated part: 64 MiB */
    size_t total_bytes; /* of all inflated parts: 256 MiB */
    size_t members;     /* of an archive: 4,096 */
    size_t ratio;       /* inflated : packed over 1 MiB: 200 */
    size_t memory;      /* of the document's arena: 256 MiB */
    int depth;          /* of nested elements: 256 */
} read_limits;

/* Programs that readers run (read/pdf.h). */
typedef enum read_program {
    READ_PDFTOTEXT = 0,
    READ_PDFIMAGES,
    READ_PDFTOCAIRO,
    READ_PROGRAMS
} read_program;

/* What runs another program for a reader in a process that may run none itself. The buffers are the
 * caller's to dispose of, whatever is returned. Errors as of read_program_run. */
typedef struct read_helper {
    int (*run)(void *context, read_program program, base_str bytes, size_t output_bytes,
               base_buf *output, base_buf *complaints, int *exit_status, hecha_err *err);
    void *context;
} read_helper;

typedef struct read_input {
    base_str bytes; /* the whole file; must outlive the reading, not the document */
    base_str path;  /* as given; only for messages and places */
    hecha_lang lang;
    read_limits limits;
    const read_helper *helper; /* NULL: readers run their programs themselves */
} read_input;

typedef struct read_reader {
    const char *format; /* as written in JSON: "docx" */
    /* How sure it is that the bytes are of this format: 0 no, 1 if nothing else fits, 100 by its
     * magic. Must not allocate. */
    int (*claims)(base_str bytes);
    /* Reads into the builder; the caller finishes it. 0 or a hecha_code with err set. May set
     * *format to a more exact name (a static string). */
    int (*read)(const read_input *input, doc_builder *builder, const char **format, hecha_err *err);
} read_reader;

/* All readers, NULL-terminated, in order of preference at equal confidence. */
const read_reader *const *read_readers(void);
/* Reads a file. *out is the caller's, to be freed by doc_free. */
int read_document(const read_input *input, doc **out, hecha_err *err);
/* Reads a file that is meant as a table: a spreadsheet by its magic, all else as csv. */
int read_grid(const read_input *input, doc **out, hecha_err *err);

#endif
