/* read/html_attributes.h: the attributes of an element as libxml2 hands them over: names and values
 * in turn, NULL at the end; NULL if there are none. Private to the html reader. */
#ifndef READ_HTML_ATTRIBUTES_H
#define READ_HTML_ATTRIBUTES_H

#include <libxml/xmlstring.h>
#include <stdint.h>

#include "read/numberformat.h"

/* The value of an attribute, "" if it has none; NULL if the element lacks it. */
const char *html_attribute(const xmlChar **attributes, const char *name);
/* Of rowspan or colspan: 1 if it is not there or no count. */
uint32_t html_attribute_span(const xmlChar **attributes, const char *name);
/* Of start or value of a list, cut to 31 bits; `otherwise` if it is not there. */
int64_t html_attribute_ordinal(const xmlChar **attributes, const char *name, int64_t otherwise);
/* Of an ordered list, by its type. */
read_number_format html_attribute_format(const xmlChar **attributes);
/* display:none or visibility:hidden in the element's own style, or the hidden attribute. */
int html_attributes_hide(const xmlChar **attributes);

#endif
