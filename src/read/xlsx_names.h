/* read/xlsx_names.h: the vocabulary of SpreadsheetML and its drawings, Transitional and Strict
 * (ECMA-376 and ISO/IEC 29500-1). */
#ifndef READ_XLSX_NAMES_H
#define READ_XLSX_NAMES_H

#include "read/xml.h"

typedef enum xlsx_space {
    XLSX_SPACE_N = READ_XML_NO_NAMESPACE,
    XLSX_SPACE_S,
    XLSX_SPACE_R,
    XLSX_SPACE_MC,
    XLSX_SPACE_XDR,
    XLSX_SPACE_A,
    XLSX_SPACE_C
} xlsx_space;

typedef enum xlsx_name {
    XLSX_NO_NAME,
#define NAME(space, local, id) id,
#include "read/xlsx_names.def"
#undef NAME
    XLSX_NAME_COUNT
} xlsx_name;

extern const read_xml_vocabulary xlsx_vocabulary;

#endif
