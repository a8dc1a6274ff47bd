#include "read/html_attributes.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MAX_SPAN 65534
#define MAX_ORDINAL INT32_MAX /* as browsers read it */

const char *html_attribute(const xmlChar **attributes, const char *name)
{
    for (size_t i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
        if (strcasecmp((const char *)attributes[i], name) == 0)
            return attributes[i + 1] ? (const char *)attributes[i + 1] : "";
    return NULL;
}

uint32_t html_attribute_span(const xmlChar **attributes, const char *name)
{
    const char *value = html_attribute(attributes, name);
    long span = value ? strtol(value, NULL, 10) : 1;
    return span < 1 ? 1 : span > MAX_SPAN ? MAX_SPAN : (uint32_t)span;
}

int64_t html_attribute_ordinal(const xmlChar **attributes, const char *name, int64_t otherwise)
{
    const char *value = html_attribute(attributes, name);
    long number = value ? strtol(value, NULL, 10) : 0;
    if (value == NULL)
        return otherwise;
    return number > MAX_ORDINAL ? MAX_ORDINAL : number < -MAX_ORDINAL ? -MAX_ORDINAL : number;
}

read_number_format html_attribute_format(const xmlChar **attributes)
{
    const char *type = html_attribute(attributes, "type");
    if (type == NULL || strlen(type) != 1)
        return READ_NUMBER_DECIMAL;
    switch (type[0]) {
    case 'a':
        return READ_NUMBER_LOWER_LETTER;
    case 'A':
        return READ_NUMBER_UPPER_LETTER;
    case 'i':
        return READ_NUMBER_LOWER_ROMAN;
    case 'I':
        return READ_NUMBER_UPPER_ROMAN;
    default:
        return READ_NUMBER_DECIMAL;
    }
}

int html_attributes_hide(const xmlChar **attributes)
{
    const char *style = html_attribute(attributes, "style");
    char packed[256];
    size_t length = 0;
    if (html_attribute(attributes, "hidden") != NULL)
        return 1;
    if (style == NULL)
        return 0;
    for (; *style != '\0' && length + 1 < sizeof(packed); style++)
        if (*style != ' ' && *style != '\t')
            packed[length++] = *style >= 'A' && *style <= 'Z' ? (char)(*style + 32) : *style;
    packed[length] = '\0';
    return strstr(packed, "display:none") != NULL || strstr(packed, "visibility:hidden") != NULL;
}
