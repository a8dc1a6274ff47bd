#include "read/xml.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/err.h"
#include "read/limits.h"

#define NAME_SLOTS 256u

/* libxml2 gives every name as a pointer into its dictionary, the same one for the same name: so a
 * pair of pointers decides, and strings are compared once a name. */
typedef struct name_slot {
    const xmlChar *local, *uri;
    int id;
} name_slot;

typedef struct binding {
    const xmlChar *prefix, *uri;
    int space;
    int depth;
} binding;

struct read_xml {
    xmlParserCtxtPtr parser;
    const read_xml_vocabulary *vocabulary;
    const read_xml_handler *handler;
    void *context;
    const char *part;
    hecha_err *err;
    int code; /* first failure */
    int limit;
    int depth;
    int skip; /* depth of the element being skipped, 0: none */
    int stopped;
    binding *bindings;
    size_t binding_count, binding_cap;
    const xmlChar **attributes; /* of the element that starts */
    int attribute_count;
    base_buf scratch;
    name_slot slots[NAME_SLOTS];
    int ids[READ_DEPTH + 2];
};

static void halt(read_xml *xml)
{
    xml->stopped = 1;
    xmlStopParser(xml->parser);
}

static void fail(read_xml *xml, int code)
{
    if (xml->code == HECHA_OK)
        xml->code = code;
    halt(xml);
}

static int space_of_uri(const read_xml_vocabulary *vocabulary, const xmlChar *uri)
{
    size_t length = strlen((const char *)uri);
    if (length == 0)
        return READ_XML_NO_NAMESPACE;
    for (size_t i = 0; i < vocabulary->namespace_count; i++) {
        const read_xml_namespace *known = &vocabulary->namespaces[i];
        if (known->length == length && memcmp(known->uri, uri, length) == 0)
            return known->space;
    }
    return READ_XML_FOREIGN;
}

static void bind(read_xml *xml, const xmlChar *prefix, const xmlChar *uri)
{
    if (xml->binding_count == xml->binding_cap) {
        size_t cap = xml->binding_cap != 0 ? xml->binding_cap * 2 : 32;
        binding *grown = realloc(xml->bindings, cap * sizeof(*grown));
        if (grown == NULL) {
            fail(xml, base_err_memory(xml->err));
            return;
        }
        xml->bindings = grown;
        xml->binding_cap = cap;
    }
    binding *fresh = &xml->bindings[xml->binding_count++];
    fresh->prefix = prefix;
    fresh->uri = uri;
    fresh->space = space_of_uri(xml->vocabulary, uri);
    fresh->depth = xml->depth;
}

static int space_of(const read_xml *xml, const xmlChar *uri)
{
    if (uri == NULL)
        return READ_XML_NO_NAMESPACE;
    for (size_t i = xml->binding_count; i-- > 0;) {
        if (xml->bindings[i].uri == uri)
            return xml->bindings[i].space;
    }
    return space_of_uri(xml->vocabulary, uri); /* xml: is never declared */
}

static int look_up(const read_xml *xml, const xmlChar *local, const xmlChar *uri)
{
    int space = space_of(xml, uri);
    size_t low = 0, high = xml->vocabulary->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const read_xml_name *name = &xml->vocabulary->names[middle];
        int order =
            name->space != space ? name->space - space : strcmp(name->local, (const char *)local);
        if (order == 0)
            return name->id;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -space;
}

static int name_id(read_xml *xml, const xmlChar *local, const xmlChar *uri)
{
    size_t hash = ((uintptr_t)local >> 2) ^ ((uintptr_t)local >> 9) ^ ((uintptr_t)uri >> 3);
    name_slot *slot = &xml->slots[hash & (NAME_SLOTS - 1)];
    if (slot->local != local || slot->uri != uri) {
        slot->local = local;
        slot->uri = uri;
        slot->id = look_up(xml, local, uri);
    }
    return slot->id;
}

static void on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
                     int namespace_count, const xmlChar **namespaces, int attribute_count,
                     int defaulted_count, const xmlChar **attributes)
{
    read_xml *xml = data;
    (void)prefix;
    (void)defaulted_count;
    if (xml->stopped)
        return;
    if (++xml->depth > xml->limit) {
        char number[32];
        snprintf(number, sizeof(number), "%d", xml->limit);
        fail(xml, base_err(xml->err, HECHA_E_LIMIT, MSG_XML_DEPTH, xml->part, number, NULL));
        return;
    }
    if (xml->skip != 0)
        return;
    for (int i = 0; i < namespace_count; i++)
        bind(xml, namespaces[2 * i], namespaces[2 * i + 1]);
    if (xml->stopped)
        return;
    int id = name_id(xml, local, uri);
    xml->ids[xml->depth] = id;
    xml->attributes = attributes;
    xml->attribute_count = attribute_count;
    xml->handler->start(xml->context, xml, id);
    xml->attribute_count = 0;
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    read_xml *xml = data;
    (void)local;
    (void)prefix;
    (void)uri;
    if (xml->stopped || xml->depth == 0)
        return;
    if (xml->skip == 0)
        xml->handler->end(xml->context, xml, xml->ids[xml->depth]);
    else if (xml->skip == xml->depth)
        xml->skip = 0;
    xml->depth--;
    while (xml->binding_count > 0 && xml->bindings[xml->binding_count - 1].depth > xml->depth)
        xml->binding_count--;
}

static void on_text(void *data, const xmlChar *text, int length)
{
    read_xml *xml = data;
    if (xml->skip == 0 && !xml->stopped && length > 0)
        xml->handler->text(xml->context, (const char *)text, (size_t)length);
}

static void on_dtd(void *data, const xmlChar *name, const xmlChar *public_id, const xmlChar *system)
{
    read_xml *xml = data;
    (void)name;
    (void)public_id;
    (void)system;
    fail(xml, base_err(xml->err, HECHA_E_UNSUPPORTED, MSG_XML_DTD, xml->part, NULL));
}

/* The first fatal error; namespace errors and warnings do not end the parse and are let pass. */
static void on_error(void *data, xmlErrorPtr error)
{
    read_xml *xml = data;
    if (xml->code != HECHA_OK || xml->stopped || error == NULL || error->level < XML_ERR_FATAL)
        return;
    if (error->code == XML_ERR_NO_MEMORY) {
        xml->code = base_err_memory(xml->err);
        return;
    }
    char line[32];
    snprintf(line, sizeof(line), "%d", error->line);
    xml->code = base_err(xml->err, HECHA_E_FORMAT, MSG_XML_DAMAGED, xml->part, line, NULL);
    base_err_at(xml->err, xml->part, error->line, error->int2);
}

static void set_handlers(read_xml *xml)
{
    xmlSAXHandler *sax = xml->parser->sax;
    memset(sax, 0, sizeof(*sax));
    sax->initialized = XML_SAX2_MAGIC;
    sax->startElementNs = on_start;
    sax->endElementNs = on_end;
    sax->internalSubset = on_dtd;
    sax->serror = on_error;
    if (xml->handler->text != NULL) {
        sax->characters = on_text;
        sax->ignorableWhitespace = on_text;
        sax->cdataBlock = on_text;
    }
    xml->parser->userData = xml;
}

static void parse(read_xml *xml, base_str bytes)
{
    if (bytes.len == 0 || bytes.len > INT_MAX) {
        xml->code = base_err(xml->err, HECHA_E_FORMAT, MSG_XML_DAMAGED, xml->part, "1", NULL);
        return;
    }
    xml->parser = xmlCreateMemoryParserCtxt(bytes.ptr, (int)bytes.len);
    if (xml->parser == NULL) {
        xml->code = base_err_memory(xml->err);
        return;
    }
    xmlCtxtUseOptions(xml->parser, XML_PARSE_NONET);
    set_handlers(xml);
    xmlParseDocument(xml->parser);
    if (xml->code == HECHA_OK && !xml->stopped && !xml->parser->wellFormed) {
        char line[32];
        snprintf(line, sizeof(line), "%d", read_xml_line(xml));
        xml->code = base_err(xml->err, HECHA_E_FORMAT, MSG_XML_DAMAGED, xml->part, line, NULL);
    }
    if (xml->parser->myDoc != NULL) {
        xmlFreeDoc(xml->parser->myDoc);
        xml->parser->myDoc = NULL;
    }
    xmlFreeParserCtxt(xml->parser);
}

int read_xml_parse(base_str bytes, const char *part, const read_xml_vocabulary *vocabulary,
                   const read_xml_handler *handler, void *context, const read_limits *limits,
                   hecha_err *err)
{
    read_xml *xml = calloc(1, sizeof(*xml));
    if (xml == NULL)
        return base_err_memory(err);
    xml->vocabulary = vocabulary;
    xml->handler = handler;
    xml->context = context;
    xml->part = part;
    xml->err = err;
    xml->limit = limits != NULL && limits->depth > 0 && limits->depth < READ_DEPTH ? limits->depth
                                                                                   : READ_DEPTH;
    base_buf_init(&xml->scratch);
    parse(xml, bytes);
    int code = xml->code;
    base_buf_dispose(&xml->scratch);
    free(xml->bindings);
    free(xml);
    return code;
}

/* Without entity substitution libxml2 leaves an ampersand in a value as `&#38;`. */
static base_str unescape(read_xml *xml, base_str value)
{
    static const char escaped[] = "&#38;";
    base_buf_clear(&xml->scratch);
    size_t start = 0;
    for (;;) {
        size_t at = base_str_find(value, base_str_n(escaped, 5), start);
        if (at == BASE_STR_NONE)
            break;
        base_buf_add(&xml->scratch, value.ptr + start, at + 1 - start);
        start = at + 5;
    }
    base_buf_add(&xml->scratch, value.ptr + start, value.len - start);
    if (base_buf_failed(&xml->scratch)) {
        fail(xml, base_err_memory(xml->err));
        return base_str_n("", 0);
    }
    return base_buf_str(&xml->scratch);
}

int read_xml_attribute(read_xml *xml, int id, base_str *value)
{
    for (int i = 0; i < xml->attribute_count && !xml->stopped; i++) {
        const xmlChar **attribute = xml->attributes + 5 * i;
        if (name_id(xml, attribute[0], attribute[2]) != id)
            continue;
        *value = base_str_n((const char *)attribute[3], (size_t)(attribute[4] - attribute[3]));
        if (value->len > 0 && memchr(value->ptr, '&', value->len) != NULL)
            *value = unescape(xml, *value);
        return 1;
    }
    *value = base_str_n("", 0);
    return 0;
}

void read_xml_skip(read_xml *xml)
{
    xml->skip = xml->depth;
}

void read_xml_stop(read_xml *xml)
{
    halt(xml);
}

int read_xml_depth(const read_xml *xml)
{
    return xml->depth;
}

int read_xml_parent(const read_xml *xml)
{
    return xml->depth > 1 ? xml->ids[xml->depth - 1] : 0;
}

int read_xml_prefix(const read_xml *xml, base_str prefix)
{
    for (size_t i = xml->binding_count; i-- > 0;) {
        const xmlChar *known = xml->bindings[i].prefix;
        if (known != NULL && base_str_eq_c(prefix, (const char *)known))
            return xml->bindings[i].space;
    }
    return READ_XML_FOREIGN;
}

int read_xml_line(const read_xml *xml)
{
    return xml->parser != NULL && xml->parser->input != NULL ? xml->parser->input->line : 0;
}
