/* read/docx_names.h: the vocabulary of WordprocessingML, DrawingML, VML, charts and packages, for
 * both the Transitional and the Strict namespaces (ECMA-376 and ISO/IEC 29500-1). */
#ifndef READ_DOCX_NAMES_H
#define READ_DOCX_NAMES_H

#include "read/xml.h"

typedef enum docx_space {
    DOCX_SPACE_N = READ_XML_NO_NAMESPACE,
    DOCX_SPACE_W,
    DOCX_SPACE_R,
    DOCX_SPACE_MC,
    DOCX_SPACE_WP,
    DOCX_SPACE_PIC,
    DOCX_SPACE_C,
    DOCX_SPACE_DGM,
    DOCX_SPACE_A,
    DOCX_SPACE_M,
    DOCX_SPACE_V,
    DOCX_SPACE_PR,
    DOCX_SPACE_CT,
    DOCX_SPACE_KNOWN /* understood as a whole: wps, wpg, w14, a14 … */
} docx_space;

typedef enum docx_name {
    DOCX_NO_NAME,
#define NAME(space, local, id) id,
#include "read/docx_names.def"
#undef NAME
    DOCX_NAME_COUNT
} docx_name;

extern const read_xml_vocabulary docx_vocabulary;

/* Which branch of each open mc:AlternateContent is read: the first Choice all of whose Requires are
 * understood, else Fallback; exactly one. Zero-initialise one for each parse. */
typedef struct docx_alternate {
    unsigned char taken[256 + 2]; /* by depth of the element */
} docx_alternate;

/* To be called for every start. 1 if the element belongs to AlternateContent: it is then either
 * transparent or already skipped. */
int docx_alternate_start(docx_alternate *alternate, read_xml *xml, int id);

/* An integer attribute; `missing` if it is absent or no number; clamped to +-1,000,000,000. */
int docx_integer(read_xml *xml, int id, int missing);
/* w:val of an on/off property: absent, "1", "true", "on" are 1. */
int docx_on(read_xml *xml);

#endif
