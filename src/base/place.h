/* base/place.h: where something stands in a report, so that a person can find it again.
 *
 * All numbers count from 1; 0 means "does not apply". `line` and `column` (code points) are of a
 * text file; `row` and `cell` are grid coordinates of a table; `ref` is a spreadsheet's cell name.
 * Plain value; the strings are borrowed from the document's arena. */
#ifndef BASE_PLACE_H
#define BASE_PLACE_H

#include <stdint.h>

#include "base/str.h"

typedef struct base_place {
    base_str path; /* of the report, as given */
    base_str part; /* of a container: "word/document.xml", "sheet1", an archive member; or empty */
    base_str ref;  /* "C12" in a spreadsheet; or empty */
    base_str text; /* what stands there, as printed */
    uint32_t page;
    uint32_t sheet;
    uint32_t table;     /* number of the table in the report */
    uint32_t paragraph; /* number among title, heading and paragraph blocks */
    uint32_t block;     /* number among all top-level blocks */
    uint32_t line;
    uint32_t column;
    uint32_t row;
    uint32_t cell; /* grid column */
} base_place;

#endif
