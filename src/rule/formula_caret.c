#include "rule/formula.h"
#include "text/utf8.h"
#include "text/width.h"

#define INDENT "    "

/* The byte offset of the column, at most the end. */
static size_t offset_of(base_str written, int column)
{
    size_t at = 0;
    for (int i = 1; i < column && at < written.len; i++)
        text_utf8_next(written, &at);
    return at;
}

void formula_add_caret(base_buf *out, base_str written, int column)
{
    if (column <= 0)
        return;
    size_t at = offset_of(written, column), start = at, end = at;
    while (start > 0 && written.ptr[start - 1] != '\n')
        start--;
    while (end < written.len && written.ptr[end] != '\n')
        end++;
    base_buf_add_c(out, INDENT);
    for (size_t i = start; i < end; i++)
        base_buf_add_byte(out, (unsigned char)written.ptr[i] < ' ' ? ' ' : written.ptr[i]);
    base_buf_add_c(out, "\n" INDENT);
    for (size_t width = text_width(base_str_n(written.ptr + start, at - start)); width > 0; width--)
        base_buf_add_byte(out, ' ');
    base_buf_add_c(out, "^\n");
}
