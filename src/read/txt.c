#include "read/txt.h"

#include <stdio.h>

#include "base/err.h"
#include "read/encoding.h"
#include "read/txt_grid.h"
#include "text/class.h"
#include "text/utf8.h"

static const char image_head[] = "[image:";

static int claims(base_str bytes)
{
    return read_encoding_of(bytes) != NULL;
}

static int add_message(doc_builder *builder, base_buf *text, uint32_t line)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    place.line = line;
    if (base_buf_failed(text))
        return HECHA_E_MEMORY;
    return doc_build_problem(builder, base_buf_str(text), &place);
}

static int report_bad_bytes(const read_text *text, hecha_lang lang, doc_builder *builder)
{
    size_t kept = text->bad < READ_BAD_KEPT ? text->bad : READ_BAD_KEPT, i;
    base_buf message;
    int code = 0;
    base_buf_init(&message);
    for (i = 0; i < kept && code == 0; i++) {
        char line[16], byte[4], offset[24];
        snprintf(line, sizeof(line), "%u", (unsigned)text->first_bad[i].line);
        snprintf(byte, sizeof(byte), "%02X", (unsigned)text->first_bad[i].byte);
        snprintf(offset, sizeof(offset), "%zu", text->first_bad[i].offset + 1);
        base_buf_clear(&message);
        base_msg_add(&message, lang, MSG_READ_BAD_BYTE, line, text->encoding, byte, offset, NULL);
        code = add_message(builder, &message, text->first_bad[i].line);
    }
    if (code == 0 && text->bad > kept) {
        char more[24];
        snprintf(more, sizeof(more), "%zu", text->bad - kept);
        base_buf_clear(&message);
        base_msg_add(&message, lang, MSG_READ_MORE_BAD, more, text->encoding, NULL);
        code = add_message(builder, &message, 0);
    }
    base_buf_dispose(&message);
    return code;
}

/* A line that is no part of a table, and how far it has been given to the builder. */
typedef struct writer {
    doc_builder *builder;
    base_place place;
    const char *counted; /* `place` is that of this byte */
    int level;           /* of a markdown heading; else 0 */
    const read_txt_line *line;
} writer;

/* `at` is where the text stands, its mark included. */
static int add_block(writer *out, base_str text, const char *at, doc_kind kind)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    out->place.column +=
        (uint32_t)text_utf8_length(base_str_n(out->counted, (size_t)(at - out->counted)));
    out->counted = at;
    paragraph.kind = kind;
    paragraph.text = text;
    paragraph.place = out->place;
    paragraph.place.column += read_txt_cut_before(out->line, base_str_n(at, 0));
    paragraph.style_level = kind == DOC_PARAGRAPH ? out->level : 0;
    return doc_build_paragraph(out->builder, &paragraph);
}

/* Length of markdown's mark of a heading, # to ###### and a space; 0 if there is none. */
static size_t heading_mark(base_str text)
{
    size_t marks = 0;
    while (marks < text.len && text.ptr[marks] == '#')
        marks++;
    return marks >= 1 && marks <= 6 && marks + 1 < text.len && text.ptr[marks] == ' ' ? marks : 0;
}

/* Text, with the images a converter marked in it. */
static int add_line(doc_builder *builder, const read_txt_line *line)
{
    writer out = {builder, read_txt_place(line, line->text), line->text.ptr,
                  (int)heading_mark(line->text), line};
    base_str rest = text_trim(base_str_from(line->text, (size_t)out.level));
    size_t at = 0;
    int code = 0;
    while (code == 0 && (at = base_str_find(rest, base_str_c(image_head), 0)) != BASE_STR_NONE) {
        const char *end = memchr(rest.ptr + at, ']', rest.len - at);
        if (end == NULL)
            break;
        base_str before = text_trim(base_str_n(rest.ptr, at));
        size_t start = at + sizeof(image_head) - 1, stop = (size_t)(end - rest.ptr);
        if (before.len > 0)
            code = add_block(&out, before, before.ptr, DOC_PARAGRAPH);
        if (code == 0)
            code = add_block(&out, text_trim(base_str_n(rest.ptr + start, stop - start)),
                             rest.ptr + at, DOC_IMAGE);
        rest = text_trim(base_str_from(rest, stop + 1));
    }
    return code != 0 || rest.len == 0 ? code : add_block(&out, rest, rest.ptr, DOC_PARAGRAPH);
}

typedef size_t (*recogniser)(read_txt_file *txt, size_t at, read_txt_grid *grid);

static size_t find_table(read_txt_file *txt, size_t at, read_txt_grid *grid, doc_kind *kind)
{
    static const recogniser tables[] = {read_txt_rows,  read_txt_cell_lines, read_txt_bars,
                                        read_txt_ruled, read_txt_bare_lines, read_txt_spaces,
                                        read_txt_matrix};
    size_t i, end = read_txt_chart(txt, at, grid);
    *kind = DOC_CHART;
    for (i = 0; i < sizeof(tables) / sizeof(tables[0]) && end == at; i++) {
        *kind = DOC_TABLE;
        end = tables[i](txt, at, grid);
    }
    return end;
}

static int add_table(doc_builder *builder, const read_txt_file *txt, const read_txt_grid *grid,
                     size_t at, doc_kind kind)
{
    const read_txt_line *line = &txt->lines.items[at];
    base_place place = read_txt_place(line, line->text);
    doc_build_table_begin(builder, &place, kind);
    read_txt_grid_build(grid, &txt->lines, builder);
    return doc_build_table_end(builder);
}

static int read_lines(read_txt_file *txt, doc_builder *builder, hecha_err *err)
{
    read_txt_grid grid;
    size_t at = 0;
    read_txt_grid_init(&grid, txt->arena);
    while (at < txt->lines.count && doc_build_status(builder) == 0) {
        const read_txt_line *line = &txt->lines.items[at];
        doc_kind kind;
        size_t end = find_table(txt, at, &grid, &kind);
        if (grid.failed)
            return base_err_memory(err);
        if (end > at)
            add_table(builder, txt, &grid, at, kind);
        else if (!(txt->lines.items[at].page > 0 && read_txt_is_page_number(line->text)))
            add_line(builder, line);
        at = end > at ? end : at + 1;
    }
    return 0;
}

static int read_text_file(const read_input *input, const read_text *text, doc_builder *builder,
                          hecha_err *err)
{
    read_txt_file txt;
    memset(&txt, 0, sizeof(txt));
    txt.arena = base_arena_new(0);
    if (txt.arena == NULL)
        return base_err_memory(err);
    doc_build_encoding(builder, text->encoding);
    int code = read_txt_split(txt.arena, text->text, &txt.lines, err);
    if (code == 0)
        code = read_lines(&txt, builder, err);
    /* what the builder refuses, it says when it is finished */
    if (code == 0 && report_bad_bytes(text, input->lang, builder) != 0 &&
        doc_build_status(builder) == 0)
        code = base_err_memory(err);
    base_arena_free(txt.arena);
    return code;
}

static int read_file(const read_input *input, doc_builder *builder, const char **format,
                     hecha_err *err)
{
    read_text text;
    (void)format;
    const char *encoding = read_encoding_of(input->bytes);
    if (encoding == NULL)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_UNKNOWN, NULL);
    int code = read_text_decode(input->bytes, encoding, &text, err);
    if (code == 0)
        code = read_text_file(input, &text, builder, err);
    read_text_dispose(&text);
    return code;
}

const read_reader read_txt = {"txt", claims, read_file};
