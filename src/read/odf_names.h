/* read/odf_names.h: the vocabulary of OpenDocument text and spreadsheet files (ODF 1.0 to 1.3, and
 * LibreOffice's extensions). Enumerators: NAMESPACE_LOCAL_NAME. */
#ifndef READ_ODF_NAMES_H
#define READ_ODF_NAMES_H

#include "read/xml.h"

typedef enum odf_space {
    ODF_SPACE_N = READ_XML_NO_NAMESPACE,
    ODF_SPACE_OFFICE,
    ODF_SPACE_TEXT,
    ODF_SPACE_TABLE,
    ODF_SPACE_STYLE,
    ODF_SPACE_DRAW,
    ODF_SPACE_SVG,
    ODF_SPACE_XLINK,
    ODF_SPACE_DC,
    ODF_SPACE_XML,
    ODF_SPACE_LOEXT,
    ODF_SPACE_MANIFEST,
    ODF_SPACE_CHART,
    ODF_SPACE_FIELD,
    ODF_SPACE_SILENT /* holds no text of a report: meta, form, script, math … */
} odf_space;

typedef enum odf_name {
    ODF_NO_NAME,
#define NAME(space, local, id) ODF_##id,
#include "read/odf_names.def"
#undef NAME
    ODF_NAME_COUNT
} odf_name;

extern const read_xml_vocabulary odf_vocabulary;

#endif
