#include "read/breaks.h"

#include "read/outline_head.h"
#include "text/class.h"
#include "text/utf8.h"

#define INDENT 3 /* columns of an indented line; an ideographic space has two */

/* Columns of white space at the start of a line. */
static int indent_of(base_str line)
{
    size_t at = 0;
    int columns = 0;
    while (at < line.len) {
        uint32_t codepoint = text_utf8_next(line, &at);
        if (!text_is_space(codepoint))
            break;
        columns += codepoint == 0x3000 ? 2 : codepoint == '\t' ? INDENT : 1;
    }
    return columns;
}

/* 1 if a paragraph begins with the line, or ends with it where more lines follow. */
static int is_apart(base_str line, int first)
{
    read_head head = read_head_of(line);
    if (first)
        return head.kind == READ_HEAD_LINE;
    return indent_of(line) >= INDENT ||
           (head.number.style != TEXT_NUMBER_NONE && head.number.style != TEXT_NUMBER_ORDINAL);
}

/* 1 if the lines of the text are paragraphs of their own. */
static int has_paragraphs(base_str text)
{
    size_t start = 0;
    int apart = 0, blank = 0, lines = 0;
    while (start <= text.len) {
        size_t end = base_str_find(text, base_str_c("\n"), start);
        if (end == BASE_STR_NONE)
            end = text.len;
        base_str line = base_str_n(text.ptr + start, end - start);
        start = end + 1;
        if (text_trim(line).len == 0) {
            blank = lines > 0;
            continue;
        }
        apart |= blank || is_apart(line, lines == 0);
        if (lines++ > 0 && apart)
            return 1;
    }
    return 0;
}

int read_breaks(doc_builder *builder)
{
    int code = 0;
    for (doc_block *block = doc_build_first(builder); block != NULL && code == 0;
         block = block->next) {
        base_str text = block->text.raw;
        if (block->kind == DOC_PARAGRAPH && text.len > 0 &&
            memchr(text.ptr, '\n', text.len) != NULL && has_paragraphs(text))
            code = doc_build_cut_lines(builder, block);
    }
    return code;
}
