/* form/fields.c: the lines around a table that name who filled it in. */
#include "form/context.h"
#include "text/utf8.h"

enum { NOTE_LONGEST = 48 /* bytes of a bracket between a label and its colon */ };

static int is_space(uint32_t c)
{
    return c == ' ' || c == '\t' || c == '\r' || c == 0x3000 || c == 0xA0;
}

static int is_colon(uint32_t c)
{
    return c == ':' || c == 0xFF1A || c == 0xFE55;
}

static size_t skip_space(base_str line, size_t offset, int tabs)
{
    for (;;) {
        size_t next = offset;
        uint32_t c = text_utf8_next(line, &next);
        if (next == offset || !is_space(c) || (c == '\t' && !tabs))
            return offset;
        offset = next;
    }
}

/* End of the label if it stands at `offset`, white space inside tolerated; else 0. */
static size_t label_end(base_str line, size_t offset, base_str label)
{
    size_t in_label = 0;
    while (in_label < label.len) {
        if (in_label > 0)
            offset = skip_space(line, offset, 0);
        uint32_t wanted = text_utf8_next(label, &in_label);
        if (text_utf8_next(line, &offset) != wanted)
            return 0;
    }
    return offset;
}

/* Behind （盖章） and the like. */
static size_t skip_note(base_str line, size_t offset)
{
    size_t next = offset;
    uint32_t c = text_utf8_next(line, &next);
    if (c != '(' && c != 0xFF08)
        return offset;
    while (next < line.len && next - offset <= NOTE_LONGEST) {
        c = text_utf8_next(line, &next);
        if (c == ')' || c == 0xFF09)
            return next;
    }
    return offset;
}

/* Where the text of the field begins if the label that ends at `offset` is one, else 0. */
static size_t text_start(base_str line, size_t label, size_t offset, int row)
{
    offset = skip_space(line, offset, 0);
    offset = skip_space(line, skip_note(line, offset), 0);
    size_t next = offset;
    uint32_t c = text_utf8_next(line, &next);
    if (next > offset && is_colon(c))
        return next;
    size_t before = label;
    uint32_t left = text_utf8_previous(line, &before);
    int alone = row && (label == 0 || left == '\t') && (offset >= line.len || c == '\t');
    return alone ? offset : 0;
}

/* The longest label that stands at `offset`. */
static int hit_at(const form *model, base_str line, size_t offset, int row, form_field_hit *hit,
                  size_t *start)
{
    size_t longest = 0;
    for (size_t i = 0; i < model->field_count && i < FORM_MAX_FIELDS; i++) {
        if (model->fields[i].len <= longest)
            continue;
        size_t end = label_end(line, offset, model->fields[i]);
        size_t text = end ? text_start(line, offset, end, row) : 0;
        if (text) {
            longest = model->fields[i].len;
            hit->label = i;
            hit->start = offset;
            *start = text;
        }
    }
    return longest > 0;
}

/* Cuts what belongs to a label the form does not know: "韩磊 传真：123". */
static base_str cut_foreign(base_str text)
{
    text = base_str_trim(text);
    for (size_t offset = 0; offset < text.len;) {
        size_t here = offset;
        uint32_t c = text_utf8_next(text, &offset);
        if (c == '\t')
            return base_str_trim(base_str_n(text.ptr, here));
        if (!is_space(c))
            continue;
        size_t end = skip_space(text, offset, 0);
        int letters = 0;
        for (size_t next = end; next < text.len && letters <= 8; letters++) {
            uint32_t letter = text_utf8_next(text, &next);
            if (is_colon(letter) && letters >= 2)
                return base_str_trim(base_str_n(text.ptr, here));
            if (!text_is_han(letter))
                break;
        }
        offset = end;
    }
    return text;
}

size_t form_fields_scan(const form *model, base_str line, int row, form_field_hit *hits, size_t max)
{
    size_t count = 0, starts[FORM_MAX_FIELDS];
    if (line.len > FORM_LINE_LONGEST)
        return 0;
    for (size_t offset = 0; offset < line.len && count < max && count < FORM_MAX_FIELDS;) {
        if (hit_at(model, line, offset, row, &hits[count], &starts[count]))
            offset = starts[count++];
        else
            text_utf8_next(line, &offset);
    }
    for (size_t i = 0; i < count; i++) {
        size_t end = i + 1 < count ? hits[i + 1].start : line.len;
        hits[i].text = cut_foreign(base_str_n(line.ptr + starts[i], end - starts[i]));
    }
    return count;
}
