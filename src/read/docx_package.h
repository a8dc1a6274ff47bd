/* read/docx_package.h: the parts of an Open Packaging Conventions file (ECMA-376 part 2) and the
 * relationships between them. Names are resolved as stored, percent-encoded or in other case. */
#ifndef READ_DOCX_PACKAGE_H
#define READ_DOCX_PACKAGE_H

#include "base/arena.h"
#include "base/buf.h"
#include "base/vec.h"
#include "read/docx_index.h"
#include "read/zip.h"

/* Told by the last segment of the relationship's type, the same in Transitional and Strict. */
typedef enum docx_relation_type {
    DOCX_RELATION_OTHER,
    DOCX_RELATION_MAIN, /* officeDocument */
    DOCX_RELATION_STYLES,
    DOCX_RELATION_NUMBERING,
    DOCX_RELATION_FOOTNOTES,
    DOCX_RELATION_ENDNOTES,
    DOCX_RELATION_COMMENTS,
    DOCX_RELATION_HEADER,
    DOCX_RELATION_FOOTER,
    DOCX_RELATION_CHART,
    DOCX_RELATION_CHUNK,   /* aFChunk */
    DOCX_RELATION_LINK,    /* hyperlink */
    DOCX_RELATION_STRINGS, /* sharedStrings of a workbook */
    DOCX_RELATION_DIAGRAM, /* diagramData */
    DOCX_RELATION_DRAWING
} docx_relation_type;

typedef struct docx_relation {
    base_str id;     /* first: docx_index */
    base_str target; /* a part's name without the first slash, or as written if external */
    docx_relation_type type;
    int external;
} docx_relation;

typedef struct docx_relations {
    base_vec items; /* docx_relation, in the order of the file */
    docx_index index;
} docx_relations;

typedef struct docx_package {
    read_zip *zip;
    base_arena *arena; /* of the reading; borrowed */
    const read_limits *limits;
} docx_package;

/* Opens; `bytes` is borrowed. Close even after an error. */
int docx_package_open(docx_package *package, base_str bytes, const read_limits *limits,
                      base_arena *arena, hecha_err *err);
void docx_package_close(docx_package *package);

/* Reads the relationships of a part ("" for the package itself). A part may have none. */
int docx_package_relations(docx_package *package, base_str part, docx_relations *out,
                           hecha_err *err);
/* Name of the main part: by relationship, else by content type, else word/document.xml. */
int docx_package_main(docx_package *package, base_str *out, hecha_err *err);
/* Content type of a part; empty if not stated. */
int docx_package_type(docx_package *package, base_str part, base_str *out, hecha_err *err);
/* Replaces the content of `out` by the part's. HECHA_E_FORMAT if it is not there. */
int docx_package_read(docx_package *package, base_str part, base_buf *out, hecha_err *err);
int docx_package_has(const docx_package *package, base_str part);

/* NULL if there is none. By type: the first one to a part of the package. */
const docx_relation *docx_relation_by_id(const docx_relations *relations, base_str id);
const docx_relation *docx_relation_by_type(const docx_relations *relations,
                                           docx_relation_type type);

#endif
