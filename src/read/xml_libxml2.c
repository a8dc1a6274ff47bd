/* Parts that are not UTF-8 (UTF-16, GB18030), by libxml2's SAX2 interface. */
#include <limits.h>

#include <libxml/parser.h>
#include <libxml/parserInternals.h>

#include "base/err.h"
#include "read/xml_parser.h"

void read_xml_libxml2_stop(read_xml *xml)
{
    xmlStopParser(xml->parser);
}

static int space_of(const read_xml *xml, const void *uri)
{
    if (uri == NULL)
        return READ_XML_NO_NAMESPACE;
    for (size_t i = xml->binding_count; i-- > 0;) {
        if (xml->bindings[i].uri == uri)
            return xml->bindings[i].space;
    }
    return READ_XML_FOREIGN; /* xml: is never declared */
}

/* libxml2 gives every name as a pointer into its dictionary, the same one for the same name. */
int read_xml_libxml2_id(read_xml *xml, const void *local, const void *uri)
{
    size_t hash = ((uintptr_t)local >> 2) ^ ((uintptr_t)local >> 9) ^ ((uintptr_t)uri >> 3);
    xml_name_slot *slot = &xml->slots[hash & (XML_NAME_SLOTS - 1)];
    if (slot->name != local || slot->uri != uri) {
        slot->name = local;
        slot->uri = uri;
        slot->id = read_xml_look_up(xml, space_of(xml, uri), base_str_c(local));
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
    if (xml->stopped || !read_xml_enter(xml) || xml->skip != 0)
        return;
    for (int i = 0; i < namespace_count && !xml->stopped; i++)
        read_xml_bind(xml, base_str_c((const char *)namespaces[2 * i]), namespaces[2 * i + 1],
                      base_str_c((const char *)namespaces[2 * i + 1]));
    if (xml->stopped)
        return;
    xml->tuples = attributes;
    xml->attribute_count = (size_t)attribute_count;
    read_xml_open(xml, read_xml_libxml2_id(xml, local, uri));
    xml->attribute_count = 0;
}

static void on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
    read_xml *xml = data;
    (void)local;
    (void)prefix;
    (void)uri;
    if (!xml->stopped && xml->depth > 0)
        read_xml_close(xml);
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
    read_xml_fail(xml, base_err(xml->err, HECHA_E_UNSUPPORTED, MSG_XML_DTD, xml->part, NULL));
}

/* The first fatal error; namespace errors and warnings do not end the parse and are let pass. */
static void on_error(void *data, xmlErrorPtr error)
{
    read_xml *xml = data;
    if (xml->code != HECHA_OK || xml->stopped || error == NULL || error->level < XML_ERR_FATAL)
        return;
    if (error->code == XML_ERR_NO_MEMORY)
        xml->code = base_err_memory(xml->err);
    else
        read_xml_damaged(xml, error->line, error->int2);
}

/* What libxml2 has to say where there is no parser yet (no memory) is not for the terminal. */
static void keep_quiet(void *data, const char *format, ...)
{
    (void)data;
    (void)format;
}

static void set_handlers(read_xml *xml, xmlParserCtxtPtr parser)
{
    xmlSAXHandler *sax = parser->sax;
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
    parser->userData = xml;
}

/* A walk over the characters of a part before it is parsed; those beyond ASCII are told apart from
 * ASCII only. */
typedef struct walk {
    base_str bytes;
    size_t at, unit; /* bytes of a character or half of a pair */
    int little;
} walk;

static void begin_walk(walk *self, base_str bytes)
{
    const unsigned char *byte = (const unsigned char *)bytes.ptr;
    memset(self, 0, sizeof(*self));
    self->bytes = bytes;
    self->unit = 1;
    if (bytes.len < 4)
        return;
    int little = (byte[0] == 0xFF && byte[1] == 0xFE) || (byte[0] == '<' && byte[1] == 0);
    int big = (byte[0] == 0xFE && byte[1] == 0xFF) || (byte[0] == 0 && byte[1] == '<') ||
              (byte[0] == 0 && byte[1] == 0);
    int four = little ? byte[2] == 0 && byte[3] == 0 : byte[0] == 0 && byte[1] == 0;
    self->little = little;
    self->unit = little || big ? (four ? 4 : 2) : 1;
}

/* The next character if it is ASCII, else 1; 0 at the end. */
static int next_of(walk *self)
{
    if (self->at + self->unit > self->bytes.len)
        return 0;
    const unsigned char *byte = (const unsigned char *)self->bytes.ptr + self->at;
    size_t low = self->little ? 0 : self->unit - 1;
    int plain = byte[low] > 1 && byte[low] < 0x80;
    for (size_t i = 0; i < self->unit; i++)
        plain &= i == low || byte[i] == 0;
    self->at += self->unit;
    return plain ? byte[low] : 1;
}

/* Passes over what ends with the two characters and `>`; 0 for the first: any. */
static void pass(walk *self, char first, char second)
{
    int before = 0, last = 0, character;
    while ((character = next_of(self)) != 0) {
        if (character == '>' && last == second && (first == 0 || before == first))
            return;
        before = last;
        last = character;
    }
}

/* Passes over a tag; 1 if it has more attributes than an element may have. */
static int pass_tag(walk *self)
{
    int character, quote = 0;
    size_t attributes = 0;
    while ((character = next_of(self)) != 0 && (quote != 0 || character != '>')) {
        if (quote != 0)
            quote = character == quote ? 0 : quote;
        else if (character == '"' || character == '\'')
            quote = character;
        else if (character == '=' && ++attributes > XML_MOST_ATTRIBUTES)
            return 1;
    }
    return 0;
}

/* libxml2 compares each attribute of an element with all before it. */
static int has_too_many_attributes(base_str bytes)
{
    walk self;
    int character;
    begin_walk(&self, bytes);
    while ((character = next_of(&self)) != 0) {
        if (character != '<')
            continue;
        size_t start = self.at;
        character = next_of(&self);
        if (character == '?') {
            pass(&self, 0, '?');
            continue;
        }
        if (character != '!') {
            self.at = start;
            if (pass_tag(&self))
                return 1;
            continue;
        }
        character = next_of(&self);
        if (character != '-' && character != '[')
            return 0; /* a DTD is refused */
        pass(&self, character == '-' ? '-' : ']', character == '-' ? '-' : ']');
    }
    return 0;
}

static void parse(read_xml *xml, base_str bytes)
{
    xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(bytes.ptr, (int)bytes.len);
    if (parser == NULL) {
        xml->code = base_err_memory(xml->err);
        return;
    }
    xml->parser = parser;
    xmlCtxtUseOptions(parser, XML_PARSE_NONET);
    set_handlers(xml, parser);
    xmlParseDocument(parser);
    if (xml->code == HECHA_OK && !xml->stopped && !parser->wellFormed)
        read_xml_damaged(xml, parser->input != NULL ? parser->input->line : 0, 0);
    xml->parser = NULL;
    xmlFreeDoc(parser->myDoc);
    xmlFreeParserCtxt(parser);
}

void read_xml_libxml2(read_xml *xml, base_str bytes)
{
    if (bytes.len == 0 || bytes.len > INT_MAX) {
        read_xml_damaged(xml, 1, 0);
        return;
    }
    if (has_too_many_attributes(bytes)) {
        xml->code = base_err(xml->err, HECHA_E_LIMIT, MSG_XML_ATTRIBUTES, xml->part, NULL);
        return;
    }
    xmlGenericErrorFunc print = xmlGenericError;
    void *print_context = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, keep_quiet);
    parse(xml, bytes);
    xmlSetGenericErrorFunc(print_context, print);
}
