/* read/docx_numbering.h: automatic list numbers of docx (ECMA-376 17.9).
 *
 * A numbering instance (num) points to a definition (abstractNum), some of whose levels it may
 * override. Counters belong to the definition: instances of one definition go on counting, unless
 * an override restarts them. */
#ifndef READ_DOCX_NUMBERING_H
#define READ_DOCX_NUMBERING_H

#include "base/buf.h"
#include "read/docx_reader.h"
#include "read/numberformat.h"

#define DOCX_LEVELS 9

typedef struct docx_level {
    int start;
    int restart; /* lvlRestart, DOCX_UNSET: after every higher level */
    int legal;   /* isLgl: all placeholders in decimal */
    read_number_format format;
    int width; /* of zero-padded decimal formats; 0: none */
    const char *suffix;
    base_str text;  /* "%1、" */
    base_str style; /* of paragraphs this level is for; or empty */
} docx_level;

typedef struct docx_abstract {
    int id;
    base_str style_link, num_style_link;
    docx_level *levels[DOCX_LEVELS]; /* NULL: not defined */
    int count[DOCX_LEVELS];
    unsigned used; /* bit of each level that was counted */
} docx_abstract;

typedef struct docx_num {
    int id;
    int abstract_id;
    docx_abstract *abstract; /* resolved; NULL: none */
    docx_level **levels;     /* overriding ones, or NULL */
    int *starts;             /* startOverride or DOCX_UNSET; or NULL */
    unsigned started;        /* bit of each level whose override was applied */
} docx_num;

struct docx_numbering {
    base_vec abstracts; /* docx_abstract, by id once read */
    base_vec nums;      /* docx_num, by id once read */
    docx_num *last;
};

/* Reads the numbering part, if there is one; sets reader->numbering. 0 or HECHA_E_MEMORY. */
int docx_numbering_load(docx_reader *reader);

/* Counts a paragraph and appends its number to `out`; *suffix receives what stands between number
 * and text. `num_id` and `ilvl` are the paragraph's own, DOCX_UNSET where it says nothing; then
 * its style decides. 0 or HECHA_E_MEMORY. */
int docx_numbering_next(docx_reader *reader, int num_id, int ilvl, const docx_style *style,
                        base_buf *out, const char **suffix);

/* The character that a symbol font (Symbol, Wingdings) shows for a code of the private use area. */
uint32_t docx_symbol(uint32_t code);

#endif
