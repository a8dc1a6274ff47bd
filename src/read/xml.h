/* read/xml.h: reading an XML part held in memory, event by event, without a tree.
 *
 * Purpose: the parts of docx, xlsx and odt. Names arrive as small numbers of a vocabulary that the
 * reader states, told by namespace URI, never by prefix. A DTD stops the reading before anything
 * of it is expanded; nothing is fetched; nesting is limited. Encodings: UTF-8, UTF-16 and what the
 * XML declaration names; all texts arrive in UTF-8.
 * Errors: HECHA_E_FORMAT (not well-formed: what came before was delivered; the error carries the
 * line), HECHA_E_UNSUPPORTED (a DTD), HECHA_E_LIMIT (nesting), HECHA_E_MEMORY.
 * UTF-8 is scanned by our own parser, other encodings by libxml2 (read/xml_parser.h). */
#ifndef READ_XML_H
#define READ_XML_H

#include "base/buf.h"
#include "base/str.h"
#include "read/read.h"

typedef struct read_xml read_xml;

#define READ_XML_NO_NAMESPACE 0
#define READ_XML_FOREIGN 127 /* a namespace the vocabulary does not have */

/* Several URIs may share a class (from 1 to 126). */
typedef struct read_xml_namespace {
    const char *uri;
    size_t length;
    int space;
} read_xml_namespace;

typedef struct read_xml_name {
    int space;
    const char *local;
    int id; /* from 1 */
} read_xml_name;

/* The names a reader knows, of elements and attributes alike, ordered by space, then local name in
 * byte order. */
typedef struct read_xml_vocabulary {
    const read_xml_namespace *namespaces;
    size_t namespace_count;
    const read_xml_name *names;
    size_t name_count;
} read_xml_vocabulary;

/* `id` is of the vocabulary, or minus the class of the namespace for a name it does not have
 * (0 without a namespace). */
typedef struct read_xml_handler {
    void (*start)(void *context, read_xml *xml, int id);
    void (*end)(void *context, read_xml *xml, int id);
    void (*text)(void *context, const char *bytes, size_t length); /* NULL: not wanted */
} read_xml_handler;

/* Parses the part. `bytes` must have a NUL after their end, as a base_buf has; `part` is its name
 * for messages, NUL-terminated too. */
int read_xml_parse(base_str bytes, const char *part, const read_xml_vocabulary *vocabulary,
                   const read_xml_handler *handler, void *context, const read_limits *limits,
                   hecha_err *err);

/* The rest is for handlers.
 * Value of an attribute of the element that starts: 1 and *value (valid until the next call), or 0
 * and the empty string. */
int read_xml_attribute(read_xml *xml, int id, base_str *value);
/* No events for what stands inside the element that starts, nor its end. */
void read_xml_skip(read_xml *xml);
/* Ends the parse without an error. */
void read_xml_stop(read_xml *xml);
/* Number of the open elements, the one that starts or ends included; at most READ_DEPTH. */
int read_xml_depth(const read_xml *xml);
/* Id of the element around the one that starts or ends; 0 at the root. */
int read_xml_parent(const read_xml *xml);
/* Class of the namespace that a prefix stands for here; READ_XML_FOREIGN if not declared. */
int read_xml_prefix(const read_xml *xml, base_str prefix);

#endif
