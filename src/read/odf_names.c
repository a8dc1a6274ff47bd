#include "read/odf_names.h"

#define OASIS "urn:oasis:names:tc:opendocument:xmlns:"
#define SPACE(uri, space)                                                                          \
    {                                                                                              \
        uri, sizeof(uri) - 1, space                                                                \
    }

static const read_xml_namespace namespaces[] = {
    SPACE(OASIS "office:1.0", ODF_SPACE_OFFICE),
    SPACE(OASIS "text:1.0", ODF_SPACE_TEXT),
    SPACE(OASIS "table:1.0", ODF_SPACE_TABLE),
    SPACE(OASIS "style:1.0", ODF_SPACE_STYLE),
    SPACE(OASIS "drawing:1.0", ODF_SPACE_DRAW),
    SPACE(OASIS "svg-compatible:1.0", ODF_SPACE_SVG),
    SPACE("http://www.w3.org/1999/xlink", ODF_SPACE_XLINK),
    SPACE("http://purl.org/dc/elements/1.1/", ODF_SPACE_DC),
    SPACE("http://www.w3.org/XML/1998/namespace", ODF_SPACE_XML),
    SPACE("urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0", ODF_SPACE_LOEXT),
    SPACE(OASIS "manifest:1.0", ODF_SPACE_MANIFEST),
    SPACE(OASIS "chart:1.0", ODF_SPACE_CHART),
    SPACE("urn:openoffice:names:experimental:ooo-ms-interop:xmlns:field:1.0", ODF_SPACE_FIELD),
    SPACE(OASIS "meta:1.0", ODF_SPACE_SILENT),
    SPACE(OASIS "form:1.0", ODF_SPACE_SILENT),
    SPACE(OASIS "script:1.0", ODF_SPACE_SILENT),
    SPACE(OASIS "datastyle:1.0", ODF_SPACE_SILENT),
    SPACE(OASIS "presentation:1.0", ODF_SPACE_SILENT),
    SPACE(OASIS "animation:1.0", ODF_SPACE_SILENT),
    SPACE(OASIS "config:1.0", ODF_SPACE_SILENT),
    SPACE("http://www.w3.org/1998/Math/MathML", ODF_SPACE_SILENT),
    SPACE("http://www.w3.org/2002/xforms", ODF_SPACE_SILENT),
};

static const read_xml_name names[] = {
#define NAME(space, local, id) {ODF_SPACE_##space, local, ODF_##id},
#include "read/odf_names.def"
#undef NAME
};

const read_xml_vocabulary odf_vocabulary = {namespaces, sizeof(namespaces) / sizeof(namespaces[0]),
                                            names, sizeof(names) / sizeof(names[0])};
