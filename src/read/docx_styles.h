/* read/docx_styles.h: what styles say of paragraphs: heading level, title, list number, hidden.
 *
 * Properties are inherited through basedOn (ECMA-376 17.7); resolved once a style. */
#ifndef READ_DOCX_STYLES_H
#define READ_DOCX_STYLES_H

#include "base/arena.h"
#include "base/vec.h"
#include "read/docx_index.h"

struct docx_reader;

#define DOCX_STYLE_NONE DOCX_INDEX_NONE
#define DOCX_UNSET (-1)

typedef struct docx_style {
    base_str id, based_on;
    size_t parent;  /* index of based_on, or DOCX_STYLE_NONE */
    int is_default; /* of paragraphs */
    int is_paragraph;
    /* as written in the style itself, then resolved; DOCX_UNSET where nothing says it */
    int level;  /* heading level from 1; 0: explicitly body text */
    int title;  /* 1: the document's title */
    int num_id; /* 0: numbering switched off */
    int ilvl;
    int hidden;
    int name_level, name_title; /* by the style's name */
    int resolved;
} docx_style;

typedef struct docx_styles {
    base_vec items; /* docx_style */
    docx_index index;
    size_t last;     /* found last */
    size_t standard; /* the default paragraph style, or DOCX_STYLE_NONE */
} docx_styles;

/* Reads the styles part, if there is one. 0 or HECHA_E_MEMORY. */
int docx_styles_load(struct docx_reader *reader);
/* Index of the style, or DOCX_STYLE_NONE. */
size_t docx_style_find(docx_styles *styles, base_str id);
/* The style with what it inherits; NULL for DOCX_STYLE_NONE. */
const docx_style *docx_style_get(docx_styles *styles, size_t index);

#endif
