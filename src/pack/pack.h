/* pack/pack.h: a pack of rules: a folder with pack.json (data, never executed), forms/, rules/,
 * data/, tests/, README.md. Loading reads and checks files; running their Lua is script/'s.
 *
 * pack.json: {"name": "gov-disclosure", "version": "0.1.0", "api": 1, "title": "…", "requires": [],
 * "authors": ["…"], "licence": "…", "subject": {…}, "params": {…}}  (subject: form/subject.h,
 * params: pack/param.h). Unknown keys are
 * kept silent about; a missing or wrong one is an error with the line. Lua files of forms/ and
 * rules/ are taken in byte order of their names, 64 KiB each at most, UTF-8, text only. */
#ifndef PACK_PACK_H
#define PACK_PACK_H

#include <hecha.h>

#include "base/arena.h"
#include "form/subject.h"
#include "value/number.h"

#define PACK_MAX_FILE 65536u
#define PACK_MAX_FILES 1024u
#define PACK_MAX_FIXTURE ((size_t)16 << 20) /* bytes of one file of tests/ */
#define PACK_MAX_TESTS ((size_t)256 << 20)  /* bytes of all of them */

typedef struct pack_file {
    base_str name; /* relative: "rules/a.lua"; of a single rule file the path as given */
    base_str bytes;
    int is_form;  /* of forms/: may define forms only */
    int is_table; /* rules of a table (pack/table.h); the bytes are what it became */
} pack_file;

/* A csv file of data/; pack/data.h. */
typedef struct pack_data {
    base_str name; /* "words.csv" */
    base_str *columns;
    size_t column_count;
    base_str *cells; /* row by row */
    size_t row_count;
} pack_data;

/* A file that was left out of the pack, and why. */
typedef struct pack_problem {
    base_str file; /* path of the file */
    int line;      /* 0: unknown */
    base_str text; /* one line, in the language of loading */
} pack_problem;

typedef enum pack_param_type {
    PACK_PARAM_INTEGER,
    PACK_PARAM_DECIMAL,
    PACK_PARAM_DAY,
    PACK_PARAM_FLAG,
    PACK_PARAM_TEXT
} pack_param_type;

typedef struct pack_param_value {
    int64_t integer;     /* of integer and day (331: 31 March); of a flag 0 or 1 */
    value_number number; /* of integer, decimal and day: for comparing with the bounds */
    base_str text;       /* of text and day as given; of a decimal in plain form */
} pack_param_value;

/* A value that rules read as params.NAME; pack/param.h. */
typedef struct pack_param {
    base_str name;
    base_str title;
    pack_param_type type;
    int has_min, has_max;
    pack_param_value min, max;
    pack_param_value value; /* the default of pack.json until something sets another */
} pack_param;

typedef struct pack_overlay pack_overlay; /* pack/overlay.h */

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
    pack_overlay *overlays; /* in the order they were applied */
    size_t overlay_count;
    pack_data *data;        /* by byte order of their names */
    size_t data_count;
    pack_problem *problems; /* files left out: too large, not UTF-8, not a regular file */
    size_t problem_count;
    base_str *requires; /* names of packs it needs */
    size_t require_count;
    pack_file *tests; /* of tests/, after pack_load_tests: "tests/a.lua", "tests/fixtures/b.docx" */
    size_t test_count;
    pack_param *params; /* by byte order of their names */
    size_t param_count;
    char sha256[65]; /* over names and bytes of all files, manifest included, in byte order */
} pack;

/* *out is the caller's. Errors: HECHA_E_IO, HECHA_E_RULE with file and line, for the folder and its
 * manifest; a Lua file that cannot be taken is a problem of the pack, whose others still run. A
 * single rule file that cannot be taken is an error. A byte order mark is dropped from the bytes.
 * Symbolic links inside a pack are refused: a pack from a stranger must not read other files. */
int pack_load(const char *folder, hecha_lang lang, pack **out, hecha_err *err);
int pack_load_rule_file(const char *path, hecha_lang lang, pack **out, hecha_err *err);
/* Reads the files of tests/ and of the folders in it, in byte order of their names, so that nothing
 * has to be opened when they are run; a pack need not have any. Hidden files are left out. They are
 * no part of its sha256. Errors: HECHA_E_MEMORY; HECHA_E_IO, HECHA_E_LIMIT or HECHA_E_RULE (a Lua
 * file that is none) with the file. */
int pack_load_tests(pack *loaded, hecha_lang lang, hecha_err *err);
/* A file of tests/ by its name there ("fixtures/b.docx"); NULL: there is none. */
const pack_file *pack_find_test(const pack *loaded, base_str name);
void pack_free(pack *unwanted); /* NULL is allowed */
/* The packs in a folder, by byte order of their names: sub-folders that hold a pack.json. A folder
 * that is not there gives none. */
int pack_list(const char *folder, base_arena *arena, base_str **folders, size_t *count,
              hecha_err *err);

#endif
