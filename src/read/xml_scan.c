/* UTF-8 parts, by a scanner of our own: several times faster than libxml2, which matters since
 * reading is most of an audit. It checks what XML 1.0 calls well-formed: nesting, quotes,
 * references, no attribute twice, characters; not the classes of letters in names beyond ASCII. A
 * NUL stands after the end of the bytes and nowhere else, so that no loop needs to ask for the end.
 */
#include "base/err.h"
#include "read/xml_parser.h"

#define NAME_START 1
#define NAME_PART 2
#define SPACE 4
#define TEXT_STOP 8   /* & < ] CR NUL */
#define VALUE_STOP 16 /* & < " ' NUL */

#define LONGEST_TAG 512u /* of those that are kept */

static const unsigned char classes[256] = {
    24, 0, 0,  0, 0, 0,  0, 0, 0, 4,  4,  0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
    0,  0, 0,  4, 0, 16, 0, 0, 0, 24, 16, 0, 0, 0,  0, 0, 2, 2, 0, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
    3,  0, 24, 0, 0, 0,  0, 3, 3, 3,  3,  3, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,  3, 3,  3, 0, 0,  8, 0, 3, 0,  3,  3, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,  3, 3,  3, 3, 3,  3, 0, 0, 0,  0,  0, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,  3, 3,  3, 3, 3,  3, 3, 3, 3,  3,  3, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,  3, 3,  3, 3, 3,  3, 3, 3, 3,  3,  3, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,  3, 3,  3, 3, 3,  3, 3, 3, 3,  3,  3, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
    3,  3, 3,  3, 3, 3,  3, 3, 3, 3,  3,  3, 3, 3,  3, 3, 3, 3, 3, 3, 3, 3, 3, 3,
};

typedef struct scanner {
    read_xml *xml;
    const char *start, *at, *end;
    xml_tag *last;                 /* the start tag that was kept or met again last */
    base_str open[READ_DEPTH + 2]; /* names of the open elements, by depth */
} scanner;

static int is(char byte, int class)
{
    return (classes[(unsigned char)byte] & class) != 0;
}

/* Damage at the present place; its line is counted only now. */
static int damaged(scanner *scan)
{
    int line = 1, column = 1;
    for (const char *at = scan->start; at < scan->at; at++) {
        column++;
        if (*at == '\n') {
            line++;
            column = 1;
        }
    }
    read_xml_damaged(scan->xml, line, column);
    return 0;
}

static void skip_space(scanner *scan)
{
    while (is(*scan->at, SPACE))
        scan->at++;
}

/* Empty if there is none. Odd colons are let pass, as libxml2 does. */
static base_str take_name(scanner *scan)
{
    const char *start = scan->at;
    if (is(*start, NAME_START)) {
        while (is(*scan->at, NAME_PART))
            scan->at++;
    }
    return base_str_n(start, (size_t)(scan->at - start));
}

/* Namespace class of a prefix; an attribute without one is in none. */
static int space_of(const read_xml *xml, base_str prefix, int is_attribute)
{
    if (prefix.len == 0 && is_attribute)
        return READ_XML_NO_NAMESPACE;
    for (size_t i = xml->binding_count; i-- > 0;) {
        if (base_str_eq(xml->bindings[i].prefix, prefix))
            return xml->bindings[i].space;
    }
    return prefix.len == 0 ? READ_XML_NO_NAMESPACE : READ_XML_FOREIGN;
}

int read_xml_scan_id(read_xml *xml, base_str name, int is_attribute)
{
    const unsigned char *bytes = (const unsigned char *)name.ptr;
    size_t hash = name.len * 37 + bytes[name.len - 1] * 5u + bytes[name.len / 2] * 17u +
                  bytes[0] * 3u + (size_t)is_attribute * 101;
    xml_name_slot *slot = &xml->slots[hash & (XML_NAME_SLOTS - 1)];
    const void *kind = is_attribute ? (const void *)xml : NULL;
    if (slot->generation == xml->generation && slot->length == name.len && slot->uri == kind &&
        memcmp(slot->name, name.ptr, name.len) == 0)
        return slot->id;
    size_t colon = 0;
    while (colon < name.len && name.ptr[colon] != ':')
        colon++;
    base_str prefix = base_str_n(name.ptr, colon < name.len ? colon : 0);
    base_str local = colon < name.len ? base_str_from(name, colon + 1) : name;
    slot->generation = xml->generation;
    slot->name = name.ptr;
    slot->length = name.len;
    slot->uri = kind;
    slot->id = read_xml_look_up(xml, space_of(xml, prefix, is_attribute), local);
    return slot->id;
}

/* A quoted value with its references checked. */
static int take_value(scanner *scan, base_str *value)
{
    char quote = *scan->at;
    if (quote != '"' && quote != '\'')
        return damaged(scan);
    const char *start = ++scan->at;
    for (;;) {
        while (!is(*scan->at, VALUE_STOP))
            scan->at++;
        char byte = *scan->at;
        if (byte == quote)
            break;
        size_t length = 1;
        if (byte == '<' || byte == '\0')
            return damaged(scan);
        if (byte == '&' &&
            read_xml_reference(base_str_n(scan->at, (size_t)(scan->end - scan->at)), &length) == 0)
            return damaged(scan);
        scan->at += length;
    }
    *value = base_str_n(start, (size_t)(scan->at - start));
    scan->at++;
    return 1;
}

static int is_twice(const read_xml *xml, base_str name)
{
    for (size_t i = 0; i < xml->attribute_count; i++) {
        if (base_str_eq(xml->attributes[i].name, name))
            return 1;
    }
    return 0;
}

static int take_attribute(scanner *scan)
{
    read_xml *xml = scan->xml;
    if (xml->attribute_count == XML_MOST_ATTRIBUTES) {
        read_xml_fail(xml, base_err(xml->err, HECHA_E_LIMIT, MSG_XML_ATTRIBUTES, xml->part, NULL));
        return 0;
    }
    xml_attribute *attribute = &xml->attributes[xml->attribute_count];
    attribute->name = take_name(scan);
    if (attribute->name.len == 0 || is_twice(xml, attribute->name))
        return damaged(scan);
    skip_space(scan);
    if (*scan->at != '=')
        return damaged(scan);
    scan->at++;
    skip_space(scan);
    if (!take_value(scan, &attribute->value))
        return 0;
    xml->attribute_count++;
    return 1;
}

/* Declarations leave the attributes. */
static void bind_declared(read_xml *xml)
{
    size_t kept = 0;
    for (size_t i = 0; i < xml->attribute_count; i++) {
        xml_attribute attribute = xml->attributes[i];
        base_str name = attribute.name;
        if (name.len >= 5 && memcmp(name.ptr, "xmlns", 5) == 0 &&
            (name.len == 5 || name.ptr[5] == ':'))
            read_xml_bind(xml, base_str_from(name, name.len == 5 ? 5 : 6), NULL, attribute.value);
        else
            xml->attributes[kept++] = attribute;
    }
    xml->attribute_count = kept;
}

/* The attributes up to > or />, which is passed; *empty: it is the latter. */
static int take_attributes(scanner *scan, int *empty)
{
    for (;;) {
        int spaced = is(*scan->at, SPACE);
        skip_space(scan);
        if (*scan->at == '>' || *scan->at == '/')
            break;
        if (!spaced)
            return damaged(scan);
        if (!take_attribute(scan))
            return 0;
    }
    *empty = *scan->at == '/';
    scan->at += *empty;
    if (*scan->at != '>')
        return damaged(scan);
    scan->at++;
    return 1;
}

void read_xml_scan_attributes(read_xml *xml)
{
    scanner scan;
    int empty;
    scan.xml = xml;
    scan.start = scan.at = xml->unread.ptr;
    scan.end = scan.at + xml->unread.len;
    xml->unread.len = 0;
    take_attributes(&scan, &empty);
}

/* The slot for the start tag that begins here, if it ends at the first > that follows; NULL if it
 * is too long to be met again. */
static xml_tag *tag_slot(scanner *scan, size_t *length)
{
    uint64_t first = 0, middle = 0, last = 0;
    size_t most = (size_t)(scan->end - scan->at);
    const char *close = memchr(scan->at, '>', most < LONGEST_TAG ? most : LONGEST_TAG);
    if (close == NULL)
        return NULL;
    *length = (size_t)(close - scan->at) + 1;
    if (*length < 8) {
        memcpy(&first, scan->at, *length);
    } else {
        memcpy(&first, scan->at, 8);
        memcpy(&middle, scan->at + (*length - 8) / 2, 8);
        memcpy(&last, scan->at + *length - 8, 8);
    }
    uint64_t hash = (first + *length) * UINT64_C(0x9E3779B97F4A7C15);
    hash = (hash ^ hash >> 29 ^ middle) * UINT64_C(0xBF58476D1CE4E5B9);
    hash = (hash ^ hash >> 32 ^ last) * UINT64_C(0x94D049BB133111EB);
    return &scan->xml->tags[hash >> 32 & (XML_TAG_SLOTS - 1)];
}

static int has_declaration(const read_xml *xml)
{
    for (size_t i = 0; i < xml->attribute_count; i++) {
        if (base_str_starts(xml->attributes[i].name, base_str_c("xmlns")))
            return 1;
    }
    return 0;
}

/* Delivers a start tag; at stands behind it. */
static int give_start(scanner *scan, base_str name, xml_tag *tag)
{
    read_xml *xml = scan->xml;
    if (xml->skip == 0) {
        if (tag->generation != xml->generation) {
            tag->id = read_xml_scan_id(xml, name, 0);
            tag->generation = xml->generation;
        }
        read_xml_open(xml, tag->id);
    }
    xml->attribute_count = 0;
    xml->unread.len = 0;
    if (tag->empty && !xml->stopped)
        read_xml_close(xml);
    else
        scan->open[xml->depth] = name;
    return !xml->stopped;
}

static int is_here(const scanner *scan, const xml_tag *tag)
{
    return tag->length > 0 && tag->length <= (size_t)(scan->end - scan->at) &&
           memcmp(tag->text, scan->at, tag->length) == 0;
}

/* The tag that begins here if it was met before; mostly the one that came after the last one the
 * time before. Else NULL, and *slot is where to keep it; NULL: it is not to be kept. */
static xml_tag *known_tag(scanner *scan, xml_tag **slot, size_t *length)
{
    xml_tag *guess = &scan->xml->tags[scan->last->follower];
    if (is_here(scan, guess))
        return guess;
    *slot = tag_slot(scan, length);
    return *slot != NULL && is_here(scan, *slot) ? *slot : NULL;
}

static void follow(scanner *scan, xml_tag *tag)
{
    scan->last->follower = (unsigned)(tag - scan->xml->tags);
    scan->last = tag;
}

static int take_known(scanner *scan, xml_tag *tag)
{
    const char *start = scan->at;
    if (!read_xml_enter(scan->xml))
        return 0;
    follow(scan, tag);
    scan->at += tag->length;
    size_t rest = tag->length - tag->name_length;
    if (rest > 2) /* > or /> */
        scan->xml->unread = base_str_n(start + tag->name_length, rest);
    return give_start(scan, base_str_n(start, tag->name_length), tag);
}

/* <name attributes> or <name attributes/>; at stands behind the <. */
static int take_start(scanner *scan)
{
    read_xml *xml = scan->xml;
    const char *start = scan->at;
    size_t length = 0;
    xml_tag once, *slot = NULL, *tag = known_tag(scan, &slot, &length);
    if (tag != NULL)
        return take_known(scan, tag);
    base_str name = take_name(scan);
    int empty = 0;
    xml->attribute_count = 0;
    if (name.len == 0)
        return damaged(scan);
    if (!read_xml_enter(xml) || !take_attributes(scan, &empty))
        return 0;
    if (slot == NULL || (size_t)(scan->at - start) != length || has_declaration(xml)) {
        if (xml->skip == 0)
            bind_declared(xml);
        slot = &once;
    } else {
        follow(scan, slot);
    }
    *slot = (xml_tag){.text = start,
                      .length = (size_t)(scan->at - start),
                      .name_length = name.len,
                      .empty = empty};
    return xml->stopped ? 0 : give_start(scan, name, slot);
}

/* </name>; at stands behind the slash. */
static int take_end(scanner *scan)
{
    base_str name = scan->open[scan->xml->depth];
    if (scan->xml->depth == 0 || (size_t)(scan->end - scan->at) < name.len ||
        memcmp(scan->at, name.ptr, name.len) != 0)
        return damaged(scan);
    scan->at += name.len;
    skip_space(scan);
    if (*scan->at != '>')
        return damaged(scan);
    scan->at++;
    read_xml_close(scan->xml);
    return !scan->xml->stopped;
}

static void give_text(const scanner *scan, const char *start, const char *end)
{
    read_xml *xml = scan->xml;
    if (end > start && xml->skip == 0 && xml->handler->text != NULL)
        xml->handler->text(xml->context, start, (size_t)(end - start));
}

/* Line ends become '\n' (XML 1.0 2.11): at stands on a CR. */
static void give_line_end(scanner *scan)
{
    static const char line_end[] = "\n";
    if (*++scan->at != '\n')
        give_text(scan, line_end, &line_end[1]);
}

static int give_reference(scanner *scan)
{
    size_t length;
    base_buf one;
    uint32_t code =
        read_xml_reference(base_str_n(scan->at, (size_t)(scan->end - scan->at)), &length);
    if (code == 0)
        return damaged(scan);
    one = scan->xml->scratch;
    base_buf_clear(&one);
    base_buf_add_codepoint(&one, code);
    scan->xml->scratch = one;
    if (base_buf_failed(&one)) {
        read_xml_fail(scan->xml, base_err_memory(scan->xml->err));
        return 0;
    }
    give_text(scan, one.ptr, one.ptr + one.len);
    scan->at += length;
    return 1;
}

/* Text up to the next tag. */
static int take_text(scanner *scan)
{
    const char *start = scan->at;
    while (*scan->at != '<' && *scan->at != '\0') {
        while (!is(*scan->at, TEXT_STOP))
            scan->at++;
        char byte = *scan->at;
        if (byte == ']' && scan->at[1] == ']' && scan->at[2] == '>')
            return damaged(scan);
        if (byte == ']') {
            scan->at++;
        } else if (byte == '\r') {
            give_text(scan, start, scan->at);
            give_line_end(scan);
            start = scan->at;
        } else if (byte == '&') {
            give_text(scan, start, scan->at);
            if (!give_reference(scan))
                return 0;
            start = scan->at;
        }
    }
    give_text(scan, start, scan->at);
    return !scan->xml->stopped;
}

/* Moves behind `mark`; 0 if it does not come. */
static int find(scanner *scan, const char *mark)
{
    base_str rest = base_str_n(scan->at, (size_t)(scan->end - scan->at));
    size_t found = base_str_find(rest, base_str_c(mark), 0);
    if (found == BASE_STR_NONE) {
        scan->at = scan->end;
        return damaged(scan);
    }
    scan->at += found + strlen(mark);
    return 1;
}

static int take_comment(scanner *scan)
{
    scan->at += 4;
    if (!find(scan, "--"))
        return 0;
    if (*scan->at != '>')
        return damaged(scan);
    scan->at++;
    return 1;
}

static int take_cdata(scanner *scan)
{
    const char *start = scan->at + 9;
    scan->at = start;
    if (!find(scan, "]]>"))
        return 0;
    const char *end = scan->at - 3, *after = scan->at;
    for (scan->at = start; scan->at < end;) {
        const char *line = memchr(scan->at, '\r', (size_t)(end - scan->at));
        const char *stop = line != NULL ? line : end;
        give_text(scan, scan->at, stop);
        scan->at = stop;
        if (line != NULL)
            give_line_end(scan);
    }
    scan->at = after;
    return !scan->xml->stopped;
}

/* A processing instruction; the name xml is for the declaration at the very start. */
static int take_instruction(scanner *scan)
{
    int first = scan->at == scan->start;
    scan->at += 2;
    base_str name = take_name(scan);
    /* xml in other cases is reserved, and the declaration stands at the start only. */
    int declaration = first && base_str_eq_c(name, "xml");
    if (name.len == 0 || (read_xml_equals_lower(name, "xml") && !declaration) ||
        (!is(*scan->at, SPACE) && !(scan->at[0] == '?' && scan->at[1] == '>')))
        return damaged(scan);
    return find(scan, "?>");
}

/* What starts with <! or <? */
static int take_other(scanner *scan)
{
    base_str rest = base_str_n(scan->at, (size_t)(scan->end - scan->at));
    read_xml *xml = scan->xml;
    if (scan->at[1] == '?')
        return take_instruction(scan);
    if (base_str_starts(rest, base_str_c("<!--")))
        return take_comment(scan);
    if (base_str_starts(rest, base_str_c("<![CDATA[")) && xml->depth > 0)
        return take_cdata(scan);
    if (base_str_starts(rest, base_str_c("<!DOCTYPE"))) {
        read_xml_fail(xml, base_err(xml->err, HECHA_E_UNSUPPORTED, MSG_XML_DTD, xml->part, NULL));
        return 0;
    }
    return damaged(scan);
}

/* One tag or the like. */
static int take_markup(scanner *scan, int *roots)
{
    char next = scan->at[1];
    if (next == '/') {
        scan->at += 2;
        return take_end(scan);
    }
    if (next == '!' || next == '?')
        return take_other(scan);
    if (scan->xml->depth == 0 && (*roots)++ > 0)
        return damaged(scan);
    scan->at++;
    return take_start(scan);
}

void read_xml_scan(read_xml *xml, base_str bytes)
{
    scanner scan;
    int roots = 0;
    bytes = read_xml_without_mark(bytes);
    scan.xml = xml;
    scan.start = scan.at = bytes.ptr;
    scan.end = bytes.ptr + bytes.len;
    scan.open[0] = base_str_n("", 0);
    scan.last = &xml->tags[0];
    for (;;) {
        if (*scan.at == '<') {
            if (!take_markup(&scan, &roots))
                return;
        } else if (scan.at == scan.end) {
            break;
        } else if (xml->depth > 0) {
            if (!take_text(&scan))
                return;
        } else if (is(*scan.at, SPACE)) {
            skip_space(&scan);
        } else {
            damaged(&scan);
            return;
        }
    }
    if (xml->depth > 0 || roots == 0)
        damaged(&scan);
}
