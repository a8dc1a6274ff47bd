/* `rules --stubs`: labels and forms as LuaCATS, so that editors complete them. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/err.h"
#include "render/render.h"

/* A label that names an item of a form. */
typedef struct naming {
    base_str label;
    const form *in;
    size_t order;
} naming;

/* 1 if the label names this item and no other. Sets *failed on lack of memory. */
static int is_only(const form *in, base_str label, size_t item, int *failed)
{
    int row = -1;
    size_t found = label.len > 0 ? form_find(in, label, &row, NULL) : 0;
    *failed |= found == FORM_FAILED;
    return found == 1 && row == (int)item;
}

/* The shortest way to name the item. */
static base_str shortest(const form *in, size_t item, int *failed)
{
    const form_row *row = &in->rows[item];
    if (is_only(in, row->label, item, failed))
        return row->label;
    return is_only(in, row->name, item, failed) ? row->name : row->path;
}

static int by_label(const void *left, const void *right)
{
    const naming *a = left, *b = right;
    int order = base_str_cmp(a->label, b->label);
    return order != 0 ? order : (a->order > b->order) - (a->order < b->order);
}

static void add_text(base_buf *out, base_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        char byte = text.ptr[i];
        if (byte == '"' || byte == '\\')
            base_buf_add_byte(out, '\\');
        base_buf_add_byte(out, byte == '\n' || byte == '\r' ? ' ' : byte);
    }
}

/* ---| "收到申请数" # gov-disclosure/gk-2014, gov-disclosure/gk-2018 */
static void add_labels(base_buf *out, const naming *names, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        int again = i > 0 && base_str_eq(names[i].label, names[i - 1].label);
        if (!again) {
            base_buf_add_c(out, i > 0 ? "\n---| \"" : "---| \"");
            add_text(out, names[i].label);
            base_buf_add_c(out, "\" # ");
        } else if (names[i].in != names[i - 1].in) {
            base_buf_add_c(out, ", ");
        }
        if (!again || names[i].in != names[i - 1].in)
            add_text(out, names[i].in->name);
    }
    base_buf_add_c(out, count > 0 ? "\n" : "---| string\n");
}

static size_t collect(const form *const *forms, size_t count, naming *names, int *failed)
{
    size_t found = 0;
    for (size_t i = 0; i < count; i++) {
        for (size_t k = 0; k < forms[i]->count; k++) {
            if (forms[i]->rows[k].heading)
                continue;
            names[found] = (naming){shortest(forms[i], k, failed), forms[i], found};
            found++;
        }
    }
    return found;
}

int render_stubs(base_buf *out, hecha_lang lang, const form *const *forms, size_t count)
{
    size_t items = 1;
    for (size_t i = 0; i < count; i++)
        items += forms[i]->count;
    naming *names = calloc(items, sizeof(*names));
    if (names == NULL)
        return HECHA_E_MEMORY;
    int failed = 0;
    size_t found = collect(forms, count, names, &failed);
    qsort(names, found, sizeof(*names), by_label);
    base_buf_add_c(out, "---@meta _\n-- ");
    base_buf_add_c(out, base_msg_text(lang, MSG_RENDER_STUBS));
    base_buf_add_c(out, "\n\n---@alias hecha.label\n");
    add_labels(out, names, found);
    base_buf_add_c(out, "\n---@alias hecha.form_name\n");
    for (size_t i = 0; i < count; i++) {
        base_buf_add_c(out, "---| \"");
        add_text(out, forms[i]->name);
        base_buf_add_c(out, "\" # ");
        add_text(out, forms[i]->title);
        base_buf_add_byte(out, '\n');
    }
    base_buf_add_c(out, count > 0 ? "" : "---| string\n");
    free(names);
    return failed || base_buf_failed(out) ? HECHA_E_MEMORY : 0;
}
