/* pack/pack.h: a pack of rules: a folder with pack.json (data, never executed), forms/, rules/,
 * tests/, README.md. Loading reads and checks files; running their Lua is script/'s.
 *
 * pack.json: {"name": "gov-disclosure", "version": "0.1.0", "api": 1, "title": "…", "requires": [],
 * "authors": ["…"], "licence": "…", "subject": {…}}  (subject: form/subject.h). Unknown keys are
 * kept silent about; a missing or wrong one is an error with the line. Lua files of forms/ and
 * rules/ are taken in byte order of their names, 64 KiB each at most, UTF-8, text only. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include <hecha.h>

#include "base/arena.h"
#include "form/subject.h"

#define PACK_MAX_FILE 65536u
#define PACK_MAX_FILES 1024u

typedef struct pack_file {
    base_str name; /* relative: "rules/a.lua"; of a single rule file the path as given */
    base_str bytes;
    int is_form; /* of forms/: may define forms only */
} pack_file;

/* A file that was left out of the pack, and why. */
typedef struct pack_problem {
    base_str file; /* path of the file */
    int line;      /* 0: unknown */
    base_str text; /* one line, in the language of loading */
} pack_problem;

typedef struct pack {
    base_arena *arena;
    base_str name;
    base_str version;
    base_str title;
    base_str licence;
    base_str *authors;
    size_t author_count;
    base_str path; /* folder, as given */
    int single;    /* 1: one rule file given by -r */
    form_subject_rules subject;
    pack_file *files; /* forms first, then rules */
    size_t file_count;
    size_t form_file_count; /* of files[], at its start */
    pack_problem *problems; /* files left out: too large, not UTF-8, not a regular file */
    size_t problem_count;
    base_str *requires; /* names of packs it needs */
    size_t require_count;
    char sha256[65]; /* over names and bytes of all files, manifest included, in byte order */
} pack;

/* *out is the caller's. Errors: HECHA_E_IO, HECHA_E_RULE with file and line, for the folder and its
 * manifest; a Lua file that cannot be taken is a problem of the pack, whose others still run. A
 * single rule file that cannot be taken is an error. A byte order mark is dropped from the bytes.
 * Symbolic links inside a pack are refused: a pack from a stranger must not read other files. */
int pack_load(const char *folder, hecha_lang lang, pack **out, hecha_err *err);
int pack_load_rule_file(const char *path, hecha_lang lang, pack **out, hecha_err *err);
void pack_free(pack *unwanted); /* NULL is allowed */
/* The packs in a folder, by byte order of their names: sub-folders that hold a pack.json. A folder
 * that is not there gives none. */
int pack_list(const char *folder, base_arena *arena, base_str **folders, size_t *count,
              hecha_err *err);

#endif
