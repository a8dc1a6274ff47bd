/* read/odf_styles.h: the styles of an OpenDocument file, as far as they decide what is text: names,
 * outline levels, hidden text, list styles. */
#ifndef READ_ODF_STYLES_H
#define READ_ODF_STYLES_H

#include "base/arena.h"
#include "base/vec.h"
#include "read/docx_index.h"
#include "read/numberformat.h"
#include "read/odf_names.h"

#define ODF_LEVELS 10

typedef struct odf_style {
    base_str id; /* first: docx_index. A letter for the family, then the name */
    base_str parent;
    base_str list; /* name of its list style */
    int has_list;  /* states one, be it the empty name */
    int level;     /* default outline level, 0: none stated */
    int title;
    int hidden;      /* 1, 0, or -1: not stated */
    int undisplayed; /* of a table: a hidden sheet */
} odf_style;

typedef struct odf_level {
    int defined;
    read_number_format format;
    int display; /* number of levels shown */
    int start;
    const char *suffix; /* between number and text */
    base_str before, after;
    base_str pattern; /* "（%2%）"; or empty */
} odf_level;

typedef struct odf_list_style {
    base_str id; /* first: docx_index */
    odf_level levels[ODF_LEVELS];
} odf_list_style;

typedef struct odf_styles {
    base_arena *arena;
    base_vec styles;      /* odf_style */
    base_vec list_styles; /* odf_list_style * behind an id: odf_list_entry */
    docx_index index, list_index;
    odf_list_style *outline; /* NULL: none */
    odf_style *open;         /* while reading: the style that is open */
    odf_list_style *open_list;
    int open_level; /* from 0, -1: none */
} odf_styles;

void odf_styles_init(odf_styles *styles, base_arena *arena);
/* Elements inside office:styles and office:automatic-styles. */
void odf_styles_start(odf_styles *styles, read_xml *xml, int id);
void odf_styles_end(odf_styles *styles, int id);
/* Indexes what was read so far; to be called again after more was read. 0 or HECHA_E_MEMORY. */
int odf_styles_index(odf_styles *styles);

/* NULL if there is none. The family is 'p' (paragraph), 't' (text) or 'b' (table). */
const odf_style *odf_style_find(const odf_styles *styles, char family, base_str name);
/* Through the parents. */
int odf_style_level(const odf_styles *styles, const odf_style *style);
int odf_style_title(const odf_styles *styles, const odf_style *style);
int odf_style_hidden(const odf_styles *styles, const odf_style *style);
/* 1 and the name of the list style it states, which may be empty; 0 if it states none. */
int odf_style_list(const odf_styles *styles, const odf_style *style, base_str *name);
const odf_list_style *odf_list_style_find(const odf_styles *styles, base_str name);

#endif
