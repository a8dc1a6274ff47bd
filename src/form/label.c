/* form/label.c: which row of a form a printed label names. */
#include "form/table.h"
#include "text/normal.h"
#include "text/numbering.h"
#include "text/utf8.h"

enum {
    LABEL_LONGEST = 2000, /* bytes of a cell that may be a label */
    HEAD_SHORTEST = 6,    /* bytes of a label before its note: two ideographs */
    PREFIX_SHORTEST = 12  /* bytes of a key that may begin a longer text */
};

int form_label_is_blank(base_str text)
{
    return base_str_trim(text).len == 0;
}

int form_label_is_serial(base_str text)
{
    text = base_str_trim(text);
    text_numbering number = text_numbering_read(text);
    if (number.style != TEXT_NUMBER_NONE && number.length >= text.len)
        return 1;
    size_t length = 0;
    if (text.len && text_numeral(text, &length) >= 0 && length == text.len)
        return 1;
    for (size_t i = 0; i < text.len; i++)
        if (!strchr("0123456789.-()", text.ptr[i]) || text.ptr[i] == '\0')
            return 0;
    return 1;
}

static int is_open_bracket(uint32_t c)
{
    return c == '(' || c == 0xFF08 || c == '[' || c == 0x3014 || c == 0x3010;
}

static int is_close_bracket(uint32_t c)
{
    return c == ')' || c == 0xFF09 || c == ']' || c == 0x3015 || c == 0x3011;
}

int form_label_is_title(base_str text)
{
    base_str word = base_str_c("表");
    text = base_str_trim(text);
    if (text.len > 160 || base_str_find(text, base_str_c("续表"), 0) != BASE_STR_NONE)
        return 0;
    for (int notes = 0; notes < 4; notes++) {
        size_t end = text.len;
        if (base_str_ends(text, word))
            return text.len > word.len;
        if (!is_close_bracket(text_utf8_previous(text, &end)))
            return 0;
        while (end > 0 && !is_open_bracket(text_utf8_previous(text, &end)))
            ;
        text = base_str_trim(base_str_n(text.ptr, end));
    }
    return 0;
}

/* Marks of footnotes: ① ² * ※ */
static int is_mark(uint32_t c)
{
    return c == '*' || c == 0xFF0A || c == 0x203B || c == 0x2605 || c == 0x25B3 ||
           (c >= 0x2460 && c <= 0x2473) || c == 0xB2 || c == 0xB3 || c == 0xB9 ||
           (c >= 0x2070 && c <= 0x2079) || (c >= 0x2080 && c <= 0x2089);
}

/* The label up to the first bracket or footnote mark behind its first words. */
static base_str head_of(base_str printed)
{
    size_t offset = text_numbering_read(printed).length, start = offset;
    while (offset < printed.len) {
        size_t here = offset;
        uint32_t c = text_utf8_next(printed, &offset);
        if (here - start >= HEAD_SHORTEST && (is_open_bracket(c) || is_mark(c)))
            return base_str_n(printed.ptr, here);
    }
    return printed;
}

/* Without digits at the end, and 注 before them. */
static base_str without_digits(base_str key)
{
    size_t end = key.len;
    while (end > 0 && key.ptr[end - 1] >= '0' && key.ptr[end - 1] <= '9')
        end--;
    base_str rest = base_str_n(key.ptr, end);
    if (end < key.len && base_str_ends(rest, base_str_c("注")))
        rest.len -= strlen("注");
    return rest;
}

/* 1 if what follows a label is a note: its own, or one that says so itself; -1 without memory. */
static int is_note(const form_index *index, int id, base_str rest)
{
    static const char *const starts[] = {"注", "不包括", "包括", "不含", "含", "指", "备注"};
    for (size_t i = 0; i < sizeof starts / sizeof *starts; i++)
        if (base_str_starts(rest, base_str_c(starts[i])))
            return 1;
    int similar = 0;
    base_buf key;
    base_buf_init(&key);
    for (int o = index->keys[id].first; o >= 0 && !similar; o = index->owners[o].next) {
        const form_owner *owner = &index->owners[o];
        base_str note = index->forms[owner->form]->rows[owner->row].note;
        base_buf_clear(&key);
        text_label_key(&key, note);
        similar = note.len > 0 && text_similarity(rest, base_buf_str(&key)) >= 60;
    }
    int failed = base_buf_failed(&key);
    base_buf_dispose(&key);
    return failed ? -1 : similar;
}

/* 0 or FORM_NO_MEMORY. */
static int make_head(form_labels *labels, form_label *label)
{
    base_str head = label->has_head ? base_str_n(NULL, 0) : head_of(label->text);
    if (head.len == 0 || head.len >= label->text.len) {
        label->has_head = 1;
        return 0;
    }
    return form_labels_head(labels, label, head) == 0 ? 0 : FORM_NO_MEMORY;
}

int form_label_find(const form_index *index, form_labels *labels, base_str printed)
{
    if (printed.len < index->shortest || printed.len > LABEL_LONGEST)
        return -1;
    form_label *label = form_labels_get(labels, printed);
    if (!label)
        return FORM_NO_MEMORY;
    int id = form_index_find(index, label->key);
    if (id < 0)
        id = form_index_find(index, without_digits(label->key));
    if (id >= 0)
        return id;
    if (make_head(labels, label))
        return FORM_NO_MEMORY;
    id = form_index_find(index, without_digits(label->head));
    if (id >= 0)
        return id;
    id = form_index_prefix(index, label->key, PREFIX_SHORTEST);
    if (id < 0)
        return -1;
    int note = is_note(index, id, base_str_from(label->key, index->keys[id].key.len));
    return note < 0 ? FORM_NO_MEMORY : note ? id : -1;
}

/* 1 if the row has nothing but its label. */
static int is_bare(const form_entry *entry)
{
    return (!entry->value || form_label_is_blank(entry->value->text.raw)) &&
           (!entry->unit || form_label_is_blank(entry->unit->text.raw));
}

/* The second line of a label that already names a row: its note. */
static int continues(const form_entry *entry)
{
    size_t offset = 0;
    base_str text = base_str_trim(entry->label->text.normal.text);
    uint32_t first = text_utf8_next(text, &offset);
    return entry->key < 0 && is_open_bracket(first) &&
           text_numbering_read(text).style == TEXT_NUMBER_NONE;
}

static void take_figure(form_entry *to, form_entry *from)
{
    if (!is_bare(from)) {
        to->unit = from->unit;
        to->value = from->value;
        to->open = from->open;
    }
    from->ignored = 1;
}

int form_label_join(form_tables *tables, form_entry *entries, size_t count)
{
    const size_t longest = tables->index->longest * 2 + 64;
    for (size_t i = 0; i + 1 < count; i++) {
        form_entry *here = &entries[i], *next = &entries[i + 1];
        if (here->ignored || here->head || here->group || next->head || next->group ||
            next->row != here->row + 1 || next->key >= 0 || (!is_bare(here) && !is_bare(next)))
            continue;
        if (here->key >= 0 && continues(next)) {
            take_figure(here, next);
            continue;
        }
        base_str first = here->label->text.normal.text, second = next->label->text.normal.text;
        if (here->key >= 0 || first.len + second.len > longest)
            continue;
        base_buf joined;
        base_buf_init(&joined);
        base_buf_add_str(&joined, first);
        base_buf_add_str(&joined, second);
        if (base_buf_failed(&joined)) {
            base_buf_dispose(&joined);
            return HECHA_E_MEMORY;
        }
        here->key = form_label_find(tables->index, tables->labels, base_buf_str(&joined));
        base_buf_dispose(&joined);
        if (here->key == FORM_NO_MEMORY)
            return HECHA_E_MEMORY;
        if (here->key >= 0)
            take_figure(here, next);
    }
    return 0;
}
