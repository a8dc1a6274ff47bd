/* read/pdf_program.h: runs another program on bytes, without a shell and without a file.
 *
 * Private to the pdf reader. The program gets the bytes on its standard input and nothing else: an
 * environment of two variables, no open files, limits of its own on processor time, memory and
 * written files. Its output is collected up to a limit. It is always killed and waited for before
 * the call returns. SIGPIPE is not raised in this process.
 * Errors: HECHA_E_UNSUPPORTED (none of the paths is a program), HECHA_E_LIMIT (time or output),
 * HECHA_E_IO (it could not be started), HECHA_E_MEMORY. */
#ifndef READ_PDF_PROGRAM_H
#define READ_PDF_PROGRAM_H

#include "base/buf.h"
#include "base/str.h"
#include <hecha.h>

typedef struct pdf_program {
    const char *const *paths;     /* absolute, NULL-terminated; the first that exists is run */
    const char *const *arguments; /* after the program's name, NULL-terminated */
    base_str input;
    size_t output_bytes; /* limit */
    size_t memory_bytes; /* of its address space */
    int milliseconds;    /* on the clock */
    int (*confine)(void); /* called in the new process just before the program, with its limits set:
                             0, or the program is not started; only calls safe after fork. Or NULL */
} pdf_program;

/* Runs it. `output` and `complaints` (its first 8 KiB on standard error) are the caller's to
 * dispose of, whatever is returned. *exit_status: what it exited with, 128 + signal if it died. */
int pdf_program_run(const pdf_program *program, base_buf *output, base_buf *complaints,
                    int *exit_status, hecha_err *err);

#endif
