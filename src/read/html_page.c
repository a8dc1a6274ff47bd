#include "read/html_page.h"

#include <ctype.h>
#include <stdlib.h>

#include <libxml/HTMLparser.h>

#include "base/err.h"
#include "read/html_attributes.h"
#include "read/html_cut.h"
#include "read/html_names.h"
#include "read/html_notes.h"
#include "read/html_tables.h"
#include "read/limits.h"
#include "read/numberformat.h"
#include "read/picture.h"
#include "text/class.h"
#include "text/utf8.h"

#define MAX_OPEN 512 /* deeper elements are taken as part of the one around them */
#define LIST_DEPTH 9
#define HEAD 4096u /* bytes: the page says here what wrote it */

/* An open element. */
typedef struct element {
    html_kind kind;
    char name[16];
    int layout;   /* a table, row or cell that is looked through */
    int64_t next; /* ol: the next number */
    int begun;    /* ol: it has an item, or says where it starts */
    read_number_format format;
} element;

typedef struct page {
    const read_input *input;
    doc_builder *builder;
    base_arena *arena;
    html_tables tables;
    size_t table; /* tables begun in the second pass */
    int counting; /* the first pass */
    element open[MAX_OPEN];
    int depth;    /* may pass MAX_OPEN */
    int skipping; /* depth at which text stopped counting, 0: it counts */
    int deleted, ruby, pre;
    int heading;
    int furniture; /* depth of an open page header or footer, 0: none */
    doc_aside_kind furniture_kind;
    int note; /* depth of an open note, 0: none */
    base_buf text, removed, number, link, link_target;
    base_vec images; /* base_str: descriptions of those in the open paragraph */
    int in_link, space;
    int words, other_words; /* the open paragraph has words in links, and others */
    doc_number_source number_source;
    int list_depth;               /* of `number` */
    int decimals;                 /* the page is by a program that makes 一、 an <ol> */
    int64_t last[LIST_DEPTH + 1]; /* number of the last item at each depth */
    int status;
} page;

static void keep_status(page *at, int status)
{
    if (at->status == 0)
        at->status = status;
}

static void flush_images(page *at)
{
    for (size_t i = 0; i < at->images.count; i++) {
        doc_paragraph image;
        memset(&image, 0, sizeof(image));
        image.kind = DOC_IMAGE;
        image.text = *(const base_str *)base_vec_at(&at->images, i);
        keep_status(at, doc_build_paragraph(at->builder, &image));
    }
    at->images.count = 0;
}

/* Ends the open paragraph. An empty one counts only if the source wrote it as a paragraph. */
static void flush(page *at)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.text = base_str_trim(base_buf_str(&at->text));
    paragraph.number = base_buf_str(&at->number);
    if (paragraph.number.len > 0) {
        paragraph.number_source = at->number_source;
        paragraph.list_depth = at->list_depth;
    }
    if (at->note > 0)
        paragraph.kind = DOC_NOTE;
    paragraph.menu = at->words && !at->other_words && at->heading == 0;
    paragraph.style_level = at->heading;
    if (at->heading > 0 && html_tables_h1_is_title(&at->tables)) {
        paragraph.style_title = at->heading == 1;
        paragraph.style_level = at->heading - 1;
    }
    if (at->furniture > 0 && paragraph.text.len > 0) {
        keep_status(
            at, doc_build_aside(at->builder, at->furniture_kind, paragraph.text, base_str_c("")));
    } else if (paragraph.text.len > 0 || paragraph.number.len > 0) {
        if (doc_build_depth(at->builder) > 0 && at->note == 0)
            keep_status(at, doc_build_cell_paragraph(at->builder, &paragraph));
        else
            keep_status(at, doc_build_paragraph(at->builder, &paragraph));
    }
    if (at->removed.len > 0)
        keep_status(at, doc_build_aside(at->builder, DOC_DELETED, base_buf_str(&at->removed),
                                        base_str_c("")));
    base_buf_clear(&at->text);
    base_buf_clear(&at->number);
    base_buf_clear(&at->removed);
    at->space = at->words = at->other_words = 0;
    flush_images(at);
}

/* Begins a block. The number of a list's item stays for the first block in it. */
static void flush_before(page *at)
{
    int waits = at->number.len > 0 && base_str_trim(base_buf_str(&at->text)).len == 0;
    if (!waits || at->removed.len > 0 || at->images.count > 0)
        flush(at);
}

/* The innermost open element of a kind, or NULL. */
static element *innermost(page *at, html_kind kind, html_kind other)
{
    for (int i = at->depth < MAX_OPEN ? at->depth : MAX_OPEN; i > 0; i--) {
        if (at->open[i - 1].kind == kind || at->open[i - 1].kind == other)
            return &at->open[i - 1];
        if (at->open[i - 1].kind == HTML_TABLE)
            break;
    }
    return NULL;
}

static void start_table(page *at, element *self)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    flush(at);
    self->layout = html_tables_layout(&at->tables, at->table++);
    /* A table directly between rows or cells would have no place; the parser does not let it. */
    if (!self->layout)
        keep_status(at, doc_build_table_begin(at->builder, &place, DOC_TABLE));
}

static const element *own_table(const page *at)
{
    for (int i = (at->depth < MAX_OPEN ? at->depth : MAX_OPEN) - 1; i > 0; i--)
        if (at->open[i - 1].kind == HTML_TABLE)
            return &at->open[i - 1];
    return NULL;
}

static void start_cell(page *at, element *self, const xmlChar **attributes)
{
    doc_cell_spec spec;
    memset(&spec, 0, sizeof(spec));
    flush(at);
    if (self->layout)
        return;
    spec.rowspan = html_attribute_span(attributes, "rowspan");
    spec.colspan = html_attribute_span(attributes, "colspan");
    spec.header = self->kind == HTML_HEAD_CELL;
    keep_status(at, doc_build_cell_begin(at->builder, &spec));
}

/* How many lists are open around an item, those outside of its table left out. */
static int list_depth(const page *at)
{
    int depth = 0;
    for (int i = at->depth < MAX_OPEN ? at->depth : MAX_OPEN; i > 0; i--) {
        html_kind kind = at->open[i - 1].kind;
        if (kind == HTML_TABLE)
            break;
        depth += kind == HTML_ORDERED || kind == HTML_LIST;
    }
    return depth < LIST_DEPTH ? depth : LIST_DEPTH;
}

/* A list that starts with a list inside it goes on with the numbers of the last one: LibreOffice
 * does not say so. */
static void go_on(page *at, const element *self)
{
    element *around = self > at->open ? &at->open[self - at->open - 1] : NULL;
    if (!at->decimals || around == NULL || around->kind != HTML_ORDERED || around->begun)
        return;
    around->begun = 1;
    around->next = at->last[list_depth(at) - 1] + 1;
}

static void start_ordered(page *at, element *self, const xmlChar **attributes)
{
    go_on(at, self);
    self->begun = html_attribute(attributes, "start") != NULL;
    self->next = html_attribute_ordinal(attributes, "start", 1);
    self->format = html_attribute_format(attributes);
}

static void start_item(page *at, const xmlChar **attributes)
{
    flush(at);
    element *list = innermost(at, HTML_ORDERED, HTML_LIST);
    if (list == NULL || list->kind != HTML_ORDERED)
        return;
    int depth = list_depth(at);
    list->next = html_attribute_ordinal(attributes, "value", list->next);
    read_number_add(&at->number, list->format, list->next);
    base_buf_add_byte(&at->number, '.');
    at->number_source = DOC_NUMBER_ORDERED;
    at->list_depth = at->decimals && list->format == READ_NUMBER_DECIMAL ? depth : 0;
    at->last[depth] = list->next++;
    list->begun = 1;
}

static void start_link(page *at, const xmlChar **attributes)
{
    const char *target = html_attribute(attributes, "href");
    base_buf_clear(&at->link);
    base_buf_clear(&at->link_target);
    at->in_link = target != NULL;
    if (target != NULL)
        base_buf_add_c(&at->link_target, target);
}

static void end_link(page *at)
{
    if (at->in_link && at->link.len > 0)
        keep_status(at, doc_build_aside(at->builder, DOC_LINK, base_buf_str(&at->link),
                                        base_buf_str(&at->link_target)));
    at->in_link = 0;
}

/* An image follows the paragraph it stands in. */
static void start_image(page *at, const xmlChar **attributes)
{
    const char *alternative = html_attribute(attributes, "alt"),
               *style = html_attribute(attributes, "style");
    const char *width = html_attribute(attributes, "width"),
               *height = html_attribute(attributes, "height");
    read_picture_size size = {0, 0};
    size.width = width != NULL ? read_picture_length(base_str_c(width)) : 0;
    size.height = height != NULL ? read_picture_length(base_str_c(height)) : 0;
    if (style != NULL)
        read_picture_style(base_str_c(style), &size);
    base_str text = read_picture_text(base_str_c(alternative != NULL ? alternative : ""));
    if (at->furniture > 0 || at->deleted > 0 || !read_picture_counts(text, size))
        return;
    base_str *image = base_vec_push(&at->images, at->arena);
    if (image == NULL)
        keep_status(at, HECHA_E_MEMORY);
    else
        *image = base_arena_str(at->arena, text);
}

/* LibreOffice writes page headers and footers as <div title="header">. */
static void start_block(page *at, const element *self, const xmlChar **attributes)
{
    const char *title = html_attribute(attributes, "title");
    flush_before(at);
    if (at->note == 0 && html_note_is_text(self->name, attributes))
        at->note = at->depth;
    if (title == NULL || at->furniture > 0)
        return;
    if (strcmp(title, "header") == 0 || strcmp(title, "footer") == 0) {
        at->furniture = at->depth;
        at->furniture_kind = title[0] == 'h' ? DOC_HEADER : DOC_FOOTER;
    }
}

static void start_kind(page *at, element *self, const xmlChar **attributes)
{
    const element *table = own_table(at);
    if (self->kind == HTML_ROW || self->kind == HTML_CELL || self->kind == HTML_HEAD_CELL)
        self->layout = table == NULL || table->layout;
    switch (self->kind) {
    case HTML_TABLE:
        start_table(at, self);
        break;
    case HTML_ROW:
        flush(at);
        if (!self->layout)
            keep_status(at, doc_build_row_begin(at->builder, 0));
        break;
    case HTML_CELL:
    case HTML_HEAD_CELL:
        start_cell(at, self, attributes);
        break;
    case HTML_ORDERED:
        flush(at);
        start_ordered(at, self, attributes);
        break;
    case HTML_ITEM:
        start_item(at, attributes);
        break;
    case HTML_HEADING:
        flush_before(at);
        at->heading = self->name[1] - '0';
        break;
    case HTML_BREAK:
        base_buf_add_byte(&at->text, '\n');
        break;
    case HTML_IMAGE:
        start_image(at, attributes);
        break;
    case HTML_DELETED:
        at->deleted++;
        break;
    case HTML_RUBY_TEXT:
        at->ruby++;
        break;
    case HTML_LINK:
        start_link(at, attributes);
        break;
    case HTML_PRE:
        at->pre++;
        flush_before(at);
        break;
    case HTML_BLOCK:
        start_block(at, self, attributes);
        break;
    case HTML_LIST:
        flush(at);
        break;
    default:
        break;
    }
}

static void on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
    page *at = context;
    html_kind kind = html_kind_of((const char *)name);
    element self;
    memset(&self, 0, sizeof(self));
    self.kind = kind;
    strncpy(self.name, (const char *)name, sizeof(self.name) - 1);
    int place = at->depth++;
    if (place < MAX_OPEN)
        at->open[place] = self;
    if (at->skipping || at->status != 0)
        return;
    if (kind == HTML_SKIP || html_note_is_mark(self.name, attributes) ||
        (!at->counting && html_attributes_hide(attributes))) {
        at->skipping = at->depth;
        return;
    }
    if (at->counting && kind == HTML_HEADING)
        html_tables_heading(&at->tables, self.name[1] - '0');
    if (at->counting)
        html_tables_start(&at->tables, kind);
    else if (place < MAX_OPEN)
        start_kind(at, &at->open[place], attributes);
}

static void end_kind(page *at, const element *self)
{
    switch (self->kind) {
    case HTML_TABLE:
        flush(at);
        if (!self->layout)
            keep_status(at, doc_build_table_end(at->builder));
        break;
    case HTML_ROW:
        flush(at);
        if (!self->layout)
            keep_status(at, doc_build_row_end(at->builder));
        break;
    case HTML_CELL:
    case HTML_HEAD_CELL:
        flush(at);
        if (!self->layout)
            keep_status(at, doc_build_cell_end(at->builder));
        break;
    case HTML_HEADING:
        flush(at);
        at->heading = 0;
        break;
    case HTML_DELETED:
        at->deleted -= at->deleted > 0;
        break;
    case HTML_RUBY_TEXT:
        at->ruby -= at->ruby > 0;
        break;
    case HTML_LINK:
        end_link(at);
        break;
    case HTML_PRE:
        flush(at);
        at->pre -= at->pre > 0;
        break;
    case HTML_BLOCK:
        flush(at);
        if (at->depth < at->furniture)
            at->furniture = 0;
        if (at->depth < at->note)
            at->note = 0;
        break;
    case HTML_ITEM:
    case HTML_LIST:
    case HTML_ORDERED:
        flush(at);
        break;
    default:
        break;
    }
}

static void on_end(void *context, const xmlChar *name)
{
    page *at = context;
    (void)name; /* the parser closes what is left open, innermost first */
    if (at->depth == 0)
        return;
    int place = --at->depth;
    if (at->skipping) {
        if (at->depth < at->skipping)
            at->skipping = 0;
        return;
    }
    if (at->status != 0 || place >= MAX_OPEN)
        return;
    if (at->counting)
        html_tables_end(&at->tables, at->open[place].kind);
    else
        end_kind(at, &at->open[place]);
}

/* Inside a table but in none of its cells there is no text. */
static int outside_cells(const page *at)
{
    for (int i = at->depth < MAX_OPEN ? at->depth : MAX_OPEN; i > 0; i--) {
        html_kind kind = at->open[i - 1].kind;
        if (kind == HTML_CELL || kind == HTML_HEAD_CELL)
            return 0;
        if (kind == HTML_TABLE || kind == HTML_ROW)
            return !at->open[i - 1].layout;
    }
    return 0;
}

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r' || byte == '\f';
}

/* Adds text with runs of white space as one space, none at the start of a line. */
static void add_collapsed(page *at, base_buf *out, const char *bytes, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (is_space(bytes[i])) {
            at->space = 1;
            continue;
        }
        if (at->space && out->len > 0 && out->ptr[out->len - 1] != '\n')
            base_buf_add_byte(out, ' ');
        at->space = 0;
        base_buf_add_byte(out, bytes[i]);
    }
}

/* 1 if there is more than white space (U+00A0 and U+3000 too). */
static int has_ink(const char *bytes, int length)
{
    return length > 0 && base_str_trim(base_str_n(bytes, (size_t)length)).len > 0;
}

/* 1 if there is more than what parts one link from the next (|, >, ·). */
static int has_word(const char *bytes, int length)
{
    base_str text = base_str_n(bytes, (size_t)length);
    for (size_t i = 0; i < text.len;) {
        uint32_t codepoint = text_utf8_next(text, &i);
        if (text_is_han(codepoint) || (codepoint < 0x80 && isalnum((int)codepoint)))
            return 1;
    }
    return 0;
}

static void on_text(void *context, const xmlChar *characters, int length)
{
    page *at = context;
    const char *bytes = (const char *)characters;
    if (at->counting && !at->skipping && innermost(at, HTML_HEADING, HTML_HEADING) == NULL)
        at->tables.prose |= has_ink(bytes, length);
    if (at->counting || at->skipping || at->ruby > 0 || at->status != 0 || length <= 0 ||
        outside_cells(at))
        return;
    base_buf *out = at->deleted > 0 ? &at->removed : &at->text;
    if (at->pre > 0)
        base_buf_add(out, bytes, (size_t)length);
    else
        add_collapsed(at, out, bytes, (size_t)length);
    if (at->in_link)
        base_buf_add(&at->link, bytes, (size_t)length);
    if (!(at->in_link ? at->words : at->other_words) && has_word(bytes, length))
        *(at->in_link ? &at->words : &at->other_words) = 1;
}

/* The library would print that it has no memory. */
static void keep_quiet(void *context, const char *format, ...)
{
    (void)context;
    (void)format;
}

static int parse_quietly(page *at, base_str text, hecha_err *err)
{
    htmlSAXHandler handler;
    memset(&handler, 0, sizeof(handler));
    handler.startElement = on_start;
    handler.endElement = on_end;
    handler.characters = on_text;
    handler.ignorableWhitespace = on_text;
    handler.cdataBlock = NULL;
    htmlParserCtxtPtr parser =
        htmlCreatePushParserCtxt(&handler, at, NULL, 0, NULL, XML_CHAR_ENCODING_UTF8);
    if (parser == NULL)
        return base_err_memory(err);
    htmlCtxtUseOptions(parser, HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                                   HTML_PARSE_NONET | HTML_PARSE_IGNORE_ENC);
    html_cut cut;
    base_str piece;
    html_cut_init(&cut, text);
    while (at->status == 0 && html_cut_next(&cut, 1u << 20, &piece))
        htmlParseChunk(parser, piece.ptr, (int)piece.len, 0);
    htmlParseChunk(parser, NULL, 0, 1);
    int memory = parser->errNo == XML_ERR_NO_MEMORY;
    htmlFreeParserCtxt(parser);
    at->depth = 0;
    at->skipping = 0;
    return memory ? base_err_memory(err) : 0;
}

/* One pass over the page. */
static int parse(page *at, base_str text, hecha_err *err)
{
    xmlGenericErrorFunc print = xmlGenericError;
    void *print_context = xmlGenericErrorContext;
    xmlSetGenericErrorFunc(NULL, keep_quiet);
    int status = parse_quietly(at, text, err);
    xmlSetGenericErrorFunc(print_context, print);
    return status;
}

static void init_page(page *at, const read_input *input, doc_builder *builder)
{
    base_buf *const bufs[] = {&at->text, &at->removed, &at->number, &at->link, &at->link_target};
    memset(at, 0, sizeof(*at));
    at->input = input;
    at->builder = builder;
    base_vec_init(&at->images, sizeof(base_str));
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_init(bufs[i]);
}

static int dispose_page(page *at)
{
    base_buf *const bufs[] = {&at->text, &at->removed, &at->number, &at->link, &at->link_target};
    int failed = 0;
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++) {
        failed |= base_buf_failed(bufs[i]);
        base_buf_dispose(bufs[i]);
    }
    base_arena_free(at->arena);
    return failed;
}

int html_page_read(const read_input *input, base_str text, doc_builder *builder, hecha_err *err)
{
    page *at = malloc(sizeof(*at));
    if (at == NULL)
        return base_err_memory(err);
    init_page(at, input, builder);
    at->arena = base_arena_new(read_limit(input->limits.memory, READ_MEMORY));
    int status = at->arena == NULL ? base_err_memory(err) : 0;
    base_str head = base_str_n(text.ptr, text.len < HEAD ? text.len : HEAD);
    at->decimals = base_str_find(head, base_str_c("content=\"LibreOffice"), 0) != BASE_STR_NONE ||
                   base_str_find(head, base_str_c("content=\"OpenOffice"), 0) != BASE_STR_NONE;
    if (status == 0) {
        html_tables_init(&at->tables, at->arena);
        at->counting = 1;
        status = parse(at, text, err);
    }
    if (status == 0) {
        at->counting = 0;
        at->tables.open = 0;
        status = parse(at, text, err);
    }
    if (status == 0)
        flush(at);
    if (status == 0)
        status = at->status;
    if (dispose_page(at) && status == 0)
        status = base_err_memory(err);
    free(at);
    return status;
}
