#include "render/markup.h"

#include "render/escape.h"

void render_markup_init(render_markup *markup, base_buf *out)
{
    memset(markup, 0, sizeof(*markup));
    markup->out = out;
    base_buf_init(&markup->clean);
}

void render_markup_dispose(render_markup *markup)
{
    while (markup->depth > 0)
        render_markup_end(markup);
    if (base_buf_failed(&markup->clean))
        markup->out->failed = 1;
    base_buf_dispose(&markup->clean);
}

static void close_tag(render_markup *markup)
{
    if (markup->in_tag)
        base_buf_add_byte(markup->out, '>');
    markup->in_tag = 0;
}

void render_markup_begin(render_markup *markup, const char *element)
{
    close_tag(markup);
    if (markup->depth == RENDER_MARKUP_DEPTH) {
        markup->out->failed = 1;
        return;
    }
    base_buf_add_byte(markup->out, '<');
    base_buf_add_c(markup->out, element);
    markup->open[markup->depth++] = element;
    markup->in_tag = 1;
}

void render_markup_end(render_markup *markup)
{
    close_tag(markup);
    if (markup->depth == 0)
        return;
    base_buf_add_c(markup->out, "</");
    base_buf_add_c(markup->out, markup->open[--markup->depth]);
    base_buf_add_byte(markup->out, '>');
}

static void escape(render_markup *markup, base_str text)
{
    base_buf_clear(&markup->clean);
    render_clean(&markup->clean, text);
    base_str clean = base_buf_str(&markup->clean);
    size_t start = 0;
    if (base_buf_failed(&markup->clean)) {
        markup->out->failed = 1;
        return;
    }
    for (size_t i = 0; i < clean.len; i++) {
        const char *entity = clean.ptr[i] == '&'    ? "&amp;"
                             : clean.ptr[i] == '<'  ? "&lt;"
                             : clean.ptr[i] == '>'  ? "&gt;"
                             : clean.ptr[i] == '"'  ? "&quot;"
                             : clean.ptr[i] == '\'' ? "&#39;"
                                                    : NULL;
        if (entity == NULL)
            continue;
        base_buf_add(markup->out, clean.ptr + start, i - start);
        base_buf_add_c(markup->out, entity);
        start = i + 1;
    }
    if (start < clean.len)
        base_buf_add(markup->out, clean.ptr + start, clean.len - start);
}

void render_markup_attribute(render_markup *markup, const char *name, base_str value)
{
    base_buf_add_byte(markup->out, ' ');
    base_buf_add_c(markup->out, name);
    base_buf_add_c(markup->out, "=\"");
    escape(markup, value);
    base_buf_add_byte(markup->out, '"');
}

void render_markup_number(render_markup *markup, const char *name, size_t number)
{
    base_buf_add_byte(markup->out, ' ');
    base_buf_add_c(markup->out, name);
    base_buf_add_c(markup->out, "=\"");
    base_buf_add_int(markup->out, (int64_t)number);
    base_buf_add_byte(markup->out, '"');
}

void render_markup_text(render_markup *markup, base_str text)
{
    close_tag(markup);
    escape(markup, text);
}

void render_markup_c(render_markup *markup, const char *text)
{
    render_markup_text(markup, base_str_c(text));
}

void render_markup_count(render_markup *markup, size_t number)
{
    close_tag(markup);
    base_buf_add_int(markup->out, (int64_t)number);
}

void render_markup_literal(render_markup *markup, const char *text)
{
    close_tag(markup);
    base_buf_add_c(markup->out, text);
}

void render_markup_element(render_markup *markup, const char *element, const char *css_class,
                           base_str text)
{
    render_markup_begin(markup, element);
    if (css_class != NULL)
        render_markup_attribute(markup, "class", base_str_c(css_class));
    render_markup_text(markup, text);
    render_markup_end(markup);
}
