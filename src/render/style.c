#include "render/style.h"

#include <stdio.h>

#include "render/escape.h"
#include "text/width.h"

#define LEAST_WIDTH 40
#define USUAL_WIDTH 100

static const char *const tone_codes[] = {"",         "\033[1m",  "\033[2m", "\033[31m",
                                         "\033[33m", "\033[34m", "\033[32m"};

size_t render_width(const render_options *options)
{
    if (options->width == 0)
        return USUAL_WIDTH;
    return options->width < LEAST_WIDTH ? LEAST_WIDTH : options->width;
}

const char *render_comma(hecha_lang lang)
{
    return lang == HECHA_LANG_EN ? ", " : "、";
}

const char *render_colon(hecha_lang lang)
{
    return lang == HECHA_LANG_EN ? ": " : "：";
}

void render_line_init(render_line *line, base_buf *out, const render_options *options)
{
    line->out = out;
    line->options = options;
    line->column = 0;
    base_buf_init(&line->text);
}

void render_line_dispose(render_line *line)
{
    if (base_buf_failed(&line->text))
        line->out->failed = 1;
    base_buf_dispose(&line->text);
}

static void add_spaces(base_buf *out, size_t count)
{
    static const char spaces[] = "                                ";
    while (count > 0) {
        size_t some = count < sizeof(spaces) - 1 ? count : sizeof(spaces) - 1;
        base_buf_add(out, spaces, some);
        count -= some;
    }
}

static void tone_begin(render_line *line, render_tone tone)
{
    if (line->options->color && tone != RENDER_PLAIN)
        base_buf_add_c(line->out, tone_codes[tone]);
}

static void tone_end(render_line *line, render_tone tone)
{
    if (line->options->color && tone != RENDER_PLAIN)
        base_buf_add_c(line->out, "\033[0m");
}

void render_line_indent(render_line *line, size_t columns)
{
    if (line->column < columns) {
        add_spaces(line->out, columns - line->column);
        line->column = columns;
    }
}

void render_line_lead(render_line *line, render_tone tone, base_str text)
{
    size_t start;
    tone_begin(line, tone);
    start = line->out->len;
    render_clean(line->out, text);
    if (!base_buf_failed(line->out) && line->out->len > start)
        line->column += text_width(base_str_n(line->out->ptr + start, line->out->len - start));
    tone_end(line, tone);
}

void render_line_lead_message(render_line *line, render_tone tone, base_msg_id message)
{
    render_line_lead(line, tone, base_str_c(base_msg_text(line->options->lang, message)));
}

void render_line_add(render_line *line, base_str text)
{
    render_clean(&line->text, text);
}

void render_line_add_c(render_line *line, const char *text)
{
    base_buf_add_c(&line->text, text);
}

void render_line_add_count(render_line *line, size_t number)
{
    base_buf_add_int(&line->text, (int64_t)number);
}

void render_line_message(render_line *line, base_msg_id message, const base_str *arguments,
                         size_t count)
{
    const char *format = base_msg_text(line->options->lang, message);
    while (*format != '\0') {
        if (format[0] == '{' && format[1] >= '1' && format[1] <= '9' && format[2] == '}') {
            size_t index = (size_t)(format[1] - '1');
            if (index < count)
                render_line_add(line, arguments[index]);
            format += 3;
        } else {
            size_t plain = 1;
            while (format[plain] != '\0' && format[plain] != '{')
                plain++;
            base_buf_add(&line->text, format, plain);
            format += plain;
        }
    }
}

void render_line_number(render_line *line, base_msg_id message, size_t number)
{
    char digits[24];
    snprintf(digits, sizeof(digits), "%zu", number);
    base_str argument = base_str_c(digits);
    render_line_message(line, message, &argument, 1);
}

void render_line_right(render_line *line, base_str text, size_t columns)
{
    base_buf clean;
    base_buf_init(&clean);
    render_clean(&clean, text);
    size_t width = text_width(base_buf_str(&clean));
    if (width < columns)
        add_spaces(&line->text, columns - width);
    base_buf_add_str(&line->text, base_buf_str(&clean));
    line->text.failed |= clean.failed;
    base_buf_dispose(&clean);
}

void render_line_cut(render_line *line, base_str text, size_t columns)
{
    base_buf clean;
    base_buf_init(&clean);
    render_clean(&clean, text);
    base_str whole = base_buf_str(&clean);
    if (text_width(whole) <= columns) {
        text_pad(&line->text, whole, columns);
    } else {
        base_str head = text_fit(whole, columns > 0 ? columns - 1 : 0);
        base_buf_add_str(&line->text, head);
        base_buf_add_c(&line->text, "…");
        if (text_width(head) + 1 < columns)
            add_spaces(&line->text, columns - text_width(head) - 1);
    }
    line->text.failed |= clean.failed;
    base_buf_dispose(&clean);
}

/* Punctuation that may not begin a line, and such that may not end one. */
static int is_closing(uint32_t codepoint)
{
    static const uint32_t list[] = {0x3001, 0x3002, 0xFF0C, 0xFF0E, 0xFF1A, 0xFF1B, 0xFF01, 0xFF1F,
                                    0xFF09, 0x300B, 0x3009, 0x300D, 0x300F, 0x3011, 0x3015, 0x201D,
                                    0x2019, 0x2026, 0x2014, ',',    '.',    ':',    ';',    ')',
                                    ']',    '}',    '!',    '?',    '%',    0xFF05};
    size_t index;
    for (index = 0; index < sizeof(list) / sizeof(list[0]); index++) {
        if (list[index] == codepoint)
            return 1;
    }
    return 0;
}

static int is_opening(uint32_t codepoint)
{
    return codepoint == 0xFF08 || codepoint == 0x300A || codepoint == 0x3008 ||
           codepoint == 0x300C || codepoint == 0x300E || codepoint == 0x3010 ||
           codepoint == 0x3014 || codepoint == 0x201C || codepoint == 0x2018 || codepoint == '(' ||
           codepoint == '[' || codepoint == '{';
}

static int may_break(uint32_t before, uint32_t after)
{
    if (before == ' ')
        return after != ' ';
    if (is_opening(before) || is_closing(after) || after == ' ')
        return 0;
    return render_is_wide(before) || render_is_wide(after);
}

static base_str without_trailing_spaces(base_str text)
{
    while (text.len > 0 && text.ptr[text.len - 1] == ' ')
        text.len--;
    return text;
}

/* Writes `text` from the current column on; lines after the first start at `hanging`. */
static void wrap(render_line *line, base_str text, size_t hanging)
{
    size_t width = render_width(line->options);
    size_t from = 0, at = 0, chance = 0; /* of the line, of the character, of the last break */
    size_t column = line->column;
    uint32_t before = 0;
    if (hanging + LEAST_WIDTH / 2 > width)
        width = hanging + LEAST_WIDTH / 2;
    while (at < text.len) {
        size_t next = at;
        uint32_t codepoint = render_next_codepoint(text, &next);
        size_t columns = text_width(base_str_n(text.ptr + at, next - at));
        if (at > from && may_break(before, codepoint))
            chance = at;
        if (column + columns > width && at > from && columns > 0 && codepoint != ' ') {
            size_t cut = chance > from ? chance : at;
            base_str head = base_str_n(text.ptr + from, cut - from);
            base_buf_add_str(line->out, without_trailing_spaces(head));
            base_buf_add_byte(line->out, '\n');
            add_spaces(line->out, hanging);
            from = cut;
            column = hanging + text_width(base_str_n(text.ptr + from, at - from));
        }
        column += columns;
        before = codepoint;
        at = next;
    }
    base_buf_add_str(line->out, without_trailing_spaces(base_str_from(text, from)));
}

void render_line_end(render_line *line, size_t hanging, render_tone tone)
{
    tone_begin(line, tone);
    wrap(line, base_buf_str(&line->text), hanging);
    tone_end(line, tone);
    base_buf_add_byte(line->out, '\n');
    if (base_buf_failed(&line->text))
        line->out->failed = 1;
    base_buf_clear(&line->text);
    line->column = 0;
}

void render_line_blank(render_line *line)
{
    base_buf_add_byte(line->out, '\n');
    line->column = 0;
}
