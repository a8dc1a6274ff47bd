#include "read/xml.h"

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "read/xml_parser.h"

void read_xml_fail(read_xml *xml, int code)
{
    if (xml->code == HECHA_OK)
        xml->code = code;
    xml->stopped = 1;
    if (xml->parser != NULL)
        read_xml_libxml2_stop(xml);
}

void read_xml_damaged(read_xml *xml, int line, int column)
{
    char number[32];
    if (xml->code != HECHA_OK)
        return;
    snprintf(number, sizeof(number), "%d", line);
    xml->code = base_err(xml->err, HECHA_E_FORMAT, MSG_XML_DAMAGED, xml->part, number, NULL);
    base_err_at(xml->err, xml->part, line, column);
    xml->stopped = 1;
}

int read_xml_enter(read_xml *xml)
{
    if (++xml->depth <= xml->limit)
        return 1;
    char number[32];
    snprintf(number, sizeof(number), "%d", xml->limit);
    read_xml_fail(xml, base_err(xml->err, HECHA_E_LIMIT, MSG_XML_DEPTH, xml->part, number, NULL));
    return 0;
}

static int space_of_uri(const read_xml_vocabulary *vocabulary, base_str uri)
{
    if (uri.len == 0)
        return READ_XML_NO_NAMESPACE;
    for (size_t i = 0; i < vocabulary->namespace_count; i++) {
        const read_xml_namespace *known = &vocabulary->namespaces[i];
        if (known->length == uri.len && memcmp(known->uri, uri.ptr, uri.len) == 0)
            return known->space;
    }
    return READ_XML_FOREIGN;
}

void read_xml_bind(read_xml *xml, base_str prefix, const void *key, base_str uri)
{
    if (xml->binding_count == xml->binding_cap) {
        size_t cap = xml->binding_cap != 0 ? xml->binding_cap * 2 : 32;
        xml_binding *grown = realloc(xml->bindings, cap * sizeof(*grown));
        if (grown == NULL) {
            read_xml_fail(xml, base_err_memory(xml->err));
            return;
        }
        xml->bindings = grown;
        xml->binding_cap = cap;
    }
    xml_binding *fresh = &xml->bindings[xml->binding_count++];
    fresh->prefix = prefix;
    fresh->uri = key;
    fresh->space = space_of_uri(xml->vocabulary, uri);
    fresh->depth = xml->depth;
    xml->generation++;
}

void read_xml_open(read_xml *xml, int id)
{
    xml->ids[xml->depth] = id;
    xml->handler->start(xml->context, xml, id);
}

void read_xml_close(read_xml *xml)
{
    if (xml->skip == 0)
        xml->handler->end(xml->context, xml, xml->ids[xml->depth]);
    else if (xml->skip == xml->depth)
        xml->skip = 0;
    xml->depth--;
    while (xml->binding_count > 0 && xml->bindings[xml->binding_count - 1].depth > xml->depth) {
        xml->binding_count--;
        xml->generation++;
    }
}

int read_xml_look_up(const read_xml *xml, int space, base_str local)
{
    size_t low = 0, high = xml->vocabulary->name_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const read_xml_name *name = &xml->vocabulary->names[middle];
        int order = name->space - space;
        if (order == 0)
            order = base_str_cmp(base_str_c(name->local), local);
        if (order == 0)
            return name->id;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -space;
}

static int is_character(uint32_t code)
{
    return code == '\t' || code == '\n' || code == '\r' || (code >= 0x20 && code <= 0xD7FF) ||
           (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}

static uint32_t character_number(base_str text, size_t *length)
{
    size_t at = 2;
    uint32_t base = 10, code = 0;
    if (at < text.len && text.ptr[at] == 'x') {
        base = 16;
        at++;
    }
    size_t first = at;
    for (; at < text.len && text.ptr[at] != ';'; at++) {
        char byte = text.ptr[at], lower = (char)(byte | 0x20);
        uint32_t digit = 16; /* not one */
        if (byte >= '0' && byte <= '9')
            digit = (uint32_t)(byte - '0');
        else if (lower >= 'a' && lower <= 'f')
            digit = (uint32_t)(lower - 'a' + 10);
        if (digit >= base || code > 0x10FFFF)
            return 0;
        code = code * base + digit;
    }
    if (at == first || at >= text.len || !is_character(code))
        return 0;
    *length = at + 1;
    return code;
}

uint32_t read_xml_reference(base_str text, size_t *length)
{
    static const struct {
        const char *name;
        uint32_t code;
    } entities[] = {
        {"&amp;", '&'}, {"&lt;", '<'}, {"&gt;", '>'}, {"&quot;", '"'}, {"&apos;", '\''}};
    if (text.len > 2 && text.ptr[1] == '#')
        return character_number(text, length);
    for (size_t i = 0; i < sizeof(entities) / sizeof(entities[0]); i++) {
        base_str name = base_str_c(entities[i].name);
        if (base_str_starts(text, name)) {
            *length = name.len;
            return entities[i].code;
        }
    }
    return 0;
}

int read_xml_parse(base_str bytes, const char *part, const read_xml_vocabulary *vocabulary,
                   const read_xml_handler *handler, void *context, const read_limits *limits,
                   hecha_err *err)
{
    read_xml *xml = malloc(sizeof(*xml));
    if (xml == NULL)
        return base_err_memory(err);
    memset(xml, 0, offsetof(read_xml, attributes));
    xml->vocabulary = vocabulary;
    xml->handler = handler;
    xml->context = context;
    xml->part = part;
    xml->err = err;
    xml->generation = 1;
    xml->limit = limits != NULL && limits->depth > 0 && limits->depth < READ_DEPTH ? limits->depth
                                                                                   : READ_DEPTH;
    base_buf_init(&xml->scratch);
    if (read_xml_scannable(bytes)) {
        /* The one prefix that is never declared; libxml2 knows it. */
        read_xml_bind(xml, base_str_c("xml"), NULL,
                      base_str_c("http://www.w3.org/XML/1998/namespace"));
        if (!xml->stopped)
            read_xml_scan(xml, bytes);
    } else {
        read_xml_libxml2(xml, bytes);
    }
    int code = xml->code;
    base_buf_dispose(&xml->scratch);
    free(xml->bindings);
    free(xml);
    return code;
}

/* Replaces references and, as XML 1.0 3.3.3 says, line ends and tabs by spaces. */
static base_str unescape(read_xml *xml, base_str value)
{
    base_buf *out = &xml->scratch;
    base_buf_clear(out);
    for (size_t at = 0; at < value.len;) {
        size_t length = 1;
        char byte = value.ptr[at];
        uint32_t code = byte == '&' ? read_xml_reference(base_str_from(value, at), &length) : 0;
        if (code != 0)
            base_buf_add_codepoint(out, code);
        else if (byte != '\r' || at + 1 == value.len || value.ptr[at + 1] != '\n') /* 2.11 */
            base_buf_add_byte(out, byte == '\n' || byte == '\t' || byte == '\r' ? ' ' : byte);
        at += length;
    }
    if (base_buf_failed(out)) {
        read_xml_fail(xml, base_err_memory(xml->err));
        return base_str_n("", 0);
    }
    return base_buf_str(out);
}

static int is_plain(base_str value)
{
    for (size_t i = 0; i < value.len; i++) {
        char byte = value.ptr[i];
        if (byte == '&' || byte == '\n' || byte == '\t' || byte == '\r')
            return 0;
    }
    return 1;
}

int read_xml_attribute_id(read_xml *xml, size_t index)
{
    if (xml->tuples != NULL)
        return read_xml_libxml2_id(xml, xml->tuples[5 * index], xml->tuples[5 * index + 2]);
    return read_xml_scan_id(xml, xml->attributes[index].name, 1);
}

static base_str attribute_value(const read_xml *xml, size_t index)
{
    if (xml->tuples == NULL)
        return xml->attributes[index].value;
    const char *start = (const char *)xml->tuples[5 * index + 3];
    return base_str_n(start, (size_t)((const char *)xml->tuples[5 * index + 4] - start));
}

int read_xml_attribute(read_xml *xml, int id, base_str *value)
{
    if (xml->unread.len > 0)
        read_xml_scan_attributes(xml);
    for (size_t i = 0; i < xml->attribute_count && !xml->stopped; i++) {
        if (read_xml_attribute_id(xml, i) != id)
            continue;
        *value = attribute_value(xml, i);
        if (!is_plain(*value))
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
    read_xml_fail(xml, HECHA_OK);
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
        if (base_str_eq(xml->bindings[i].prefix, prefix))
            return prefix.len > 0 ? xml->bindings[i].space : READ_XML_FOREIGN;
    }
    return READ_XML_FOREIGN;
}
