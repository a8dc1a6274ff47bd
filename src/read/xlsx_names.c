#include "read/xlsx_names.h"

#define OFFICE "http://schemas.openxmlformats.org/"
#define STRICT "http://purl.oclc.org/ooxml/"
#define SPACE(uri, space)                                                                          \
    {                                                                                              \
        uri, sizeof(uri) - 1, space                                                                \
    }

static const read_xml_namespace namespaces[] = {
    SPACE(OFFICE "spreadsheetml/2006/main", XLSX_SPACE_S),
    SPACE(STRICT "spreadsheetml/main", XLSX_SPACE_S),
    SPACE(OFFICE "officeDocument/2006/relationships", XLSX_SPACE_R),
    SPACE(STRICT "officeDocument/relationships", XLSX_SPACE_R),
    SPACE(OFFICE "markup-compatibility/2006", XLSX_SPACE_MC),
    SPACE(OFFICE "drawingml/2006/spreadsheetDrawing", XLSX_SPACE_XDR),
    SPACE(STRICT "drawingml/spreadsheetDrawing", XLSX_SPACE_XDR),
    SPACE(OFFICE "drawingml/2006/main", XLSX_SPACE_A),
    SPACE(STRICT "drawingml/main", XLSX_SPACE_A),
    SPACE(OFFICE "drawingml/2006/chart", XLSX_SPACE_C),
    SPACE(STRICT "drawingml/chart", XLSX_SPACE_C),
};

static const read_xml_name names[] = {
#define NAME(space, local, id) {XLSX_SPACE_##space, local, id},
#include "read/xlsx_names.def"
#undef NAME
};

const read_xml_vocabulary xlsx_vocabulary = {namespaces, sizeof(namespaces) / sizeof(namespaces[0]),
                                             names, sizeof(names) / sizeof(names[0])};
