/* read/xml_parser.h: what the two parsers behind read/xml.h share.
 *
 * xml_scan.c reads UTF-8 without a DTD, which is what nearly all parts are; xml_libxml2.c reads
 * every other encoding. Both check that the part is well-formed and deliver the same events. */
#ifndef READ_XML_PARSER_H
#define READ_XML_PARSER_H

#include "read/limits.h"
#include "read/xml.h"

#define XML_NAME_SLOTS 256u
#define XML_MOST_ATTRIBUTES 256u
#define XML_TAG_SLOTS 256u

typedef struct xml_binding {
    base_str prefix;
    const void *uri; /* libxml2: its pointer for the URI; else unused */
    int space;
    int depth;
} xml_binding;

typedef struct xml_attribute {
    base_str name;  /* as written, with prefix */
    base_str value; /* raw, with references */
} xml_attribute;

/* A name seen before: libxml2 gives the same pointers for the same name; the scanner compares the
 * bytes, as long as no prefix changed its meaning. */
typedef struct xml_name_slot {
    const void *name, *uri;
    size_t length;
    unsigned generation;
    int id;
} xml_name_slot;

/* A start tag that was read whole and declares no prefix: where the same bytes come again, nothing
 * of them is looked at, but for attributes that are asked for. */
typedef struct xml_tag {
    const char *text; /* from behind the < to the >; NULL: free */
    size_t length, name_length;
    unsigned generation; /* that the id is of; 0: it was not asked for yet */
    int id;
    unsigned follower; /* slot of the start tag that came after it last */
    int empty;         /* <name/> */
} xml_tag;

struct read_xml {
    const read_xml_vocabulary *vocabulary;
    const read_xml_handler *handler;
    void *context;
    const char *part;
    hecha_err *err;
    int code;  /* first failure */
    int limit; /* of depth */
    int depth;
    int skip; /* depth of the element being skipped, 0: none */
    int stopped;
    xml_binding *bindings;
    size_t binding_count, binding_cap;
    unsigned generation; /* changes with the bindings */
    base_buf scratch;
    int ids[READ_DEPTH + 2];
    xml_name_slot slots[XML_NAME_SLOTS];
    size_t attribute_count;       /* of the element that starts */
    const unsigned char **tuples; /* libxml2: five pointers an attribute */
    base_str unread;              /* scanner: its attributes, where they were not read yet */
    xml_tag tags[XML_TAG_SLOTS];  /* scanner */
    void *parser;                 /* libxml2's, or NULL */
    /* scanner; from here on nothing is zeroed at first */
    xml_attribute attributes[XML_MOST_ATTRIBUTES];
};

/* Records the first failure and stops. */
void read_xml_fail(read_xml *xml, int code);
void read_xml_damaged(read_xml *xml, int line, int column);
/* A level deeper; 0 if that is too deep. */
int read_xml_enter(read_xml *xml);
void read_xml_bind(read_xml *xml, base_str prefix, const void *key, base_str uri);
/* Delivers the start of the element just entered, and the end of the innermost one. */
void read_xml_open(read_xml *xml, int id);
void read_xml_close(read_xml *xml);
/* Id of a local name in a namespace class. */
int read_xml_look_up(const read_xml *xml, int space, base_str local);
/* The code point of the reference at the start of the text ("&lt;", "&#x4E00;") and its length; 0
 * if it is none or stands for no character of XML. */
uint32_t read_xml_reference(base_str text, size_t *length);
/* Id of an attribute of the element that starts. */
int read_xml_attribute_id(read_xml *xml, size_t index);

/* xml_plain.c. 1 if the bytes are for the scanner. */
int read_xml_scannable(base_str bytes);
/* Without the byte order mark of UTF-8. */
base_str read_xml_without_mark(base_str bytes);
/* 1 if the text is this word in any case of ASCII. */
int read_xml_equals_lower(base_str text, const char *lower);
/* xml_scan.c */
void read_xml_scan(read_xml *xml, base_str bytes);
int read_xml_scan_id(read_xml *xml, base_str name, int is_attribute);
/* Reads the attributes that were passed over. */
void read_xml_scan_attributes(read_xml *xml);
/* xml_libxml2.c */
void read_xml_libxml2(read_xml *xml, base_str bytes);
void read_xml_libxml2_stop(read_xml *xml);
int read_xml_libxml2_id(read_xml *xml, const void *local, const void *uri);

#endif
