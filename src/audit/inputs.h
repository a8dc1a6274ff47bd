/* audit/inputs.h: from the paths of a command line to the files to read, and what to skip.
 *
 * Order: as the arguments, then byte order of paths. In folders are skipped, each with a reason:
 * hidden files and folders, lock files of office programs, links to folders (so that no loop can
 * be walked), what is no regular file, and files that by name are no reports (images, sound,
 * archives, programs, data, README). Whatever the user names itself is read; a zip of reports is
 * read file by file (audit/archive.h), and ZIP!/NAME names one file in it. */
#ifndef AUDIT_INPUTS_H
#define AUDIT_INPUTS_H

#include <hecha.h>

#include "base/arena.h"
#include "base/buf.h"

typedef enum audit_input_kind {
    AUDIT_INPUT_FILE,
    AUDIT_INPUT_STDIN,
    AUDIT_INPUT_MEMBER,  /* a file in a zip: `path` is the zip's with !/ and its own behind */
    AUDIT_INPUT_SKIPPED, /* `reason` says why */
    AUDIT_INPUT_FAILED,  /* cannot be listed or is not there; `reason`, `code` */
    AUDIT_INPUT_FOLDER   /* ends what was found in a folder named as an argument */
} audit_input_kind;

typedef struct audit_input {
    audit_input_kind kind;
    base_str path;    /* for opening; NUL-terminated */
    base_str shown;   /* the same as valid UTF-8: bad bytes are written \xB1 */
    int named;        /* an argument itself, not met in a folder */
    base_str archive; /* an argument ZIP!/NAME: the zip's path, for opening; else empty */
    base_str inside;  /* and the NAME */
    size_t member;    /* number in its archive (audit/archive.h) */
    hecha_code code;
    base_str reason;
} audit_input;

/* Lists what the paths stand for, in the arena. "-" is standard input (once). Fails only without
 * memory; what is wrong with a path is an AUDIT_INPUT_FAILED. */
int audit_inputs_list(base_arena *arena, const char *const *paths, size_t path_count,
                      hecha_lang lang, audit_input **out, size_t *count, hecha_err *err);

/* Reads a file or standard input whole into `bytes`; at most `limit` bytes. For ZIP!/NAME it is the
 * zip that is read. 0, or a hecha_code with err set. */
int audit_input_read(const audit_input *input, size_t limit, base_buf *bytes, hecha_err *err);

/* 1 if it stands for one report, or what should be one. */
int audit_input_is_report(const audit_input *input);

/* Opens a file or standard input (a descriptor of its own) for reading. 0, or HECHA_E_IO. */
int audit_input_open(const audit_input *input, int *descriptor, hecha_err *err);
/* The error for an errno met while it was opened or read. */
int audit_input_unreadable(int number, hecha_err *err);

/* 1 if a file of a folder looks like a report by its name or its first bytes, so that it is an
 * error if it cannot be read; 0 if it is then skipped as something else. */
int audit_input_is_document(const audit_input *input, base_str bytes);

#endif
