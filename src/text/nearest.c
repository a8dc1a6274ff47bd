#include "text/nearest.h"

#include "base/err.h"
#include "text/normal.h"
#include "text/utf8.h"

/* One insertion of a sorted list that keeps only its head; earlier names win ties. */
static void keep(text_nearest *best, base_str name, int similarity)
{
    size_t at = best->count;
    for (size_t i = 0; i < best->count; i++) {
        if (base_str_eq(best->names[i], name))
            return;
    }
    while (at > 0 && best->similarity[at - 1] < similarity)
        at--;
    if (at >= TEXT_NEAREST_MOST)
        return;
    if (best->count < TEXT_NEAREST_MOST)
        best->count++;
    for (size_t i = best->count - 1; i > at; i--) {
        best->names[i] = best->names[i - 1];
        best->similarity[i] = best->similarity[i - 1];
    }
    best->names[at] = name;
    best->similarity[at] = similarity;
}

/* Upper case for comparing, so that a03 is near to A03. Names longer than the room are cut. */
static base_str fold(base_str text, char *room, size_t size)
{
    size_t length = text.len < size ? text.len : size;
    for (size_t i = 0; i < length; i++) {
        char byte = text.ptr[i];
        room[i] = byte >= 'a' && byte <= 'z' ? (char)(byte - 'a' + 'A') : byte;
    }
    return base_str_n(room, length);
}

void text_nearest_try(text_nearest *best, base_str typed, base_str name, int least)
{
    char room[2][128];
    int similarity = text_similarity(fold(typed, room[0], sizeof(room[0])),
                                     fold(name, room[1], sizeof(room[1])));
    if (similarity >= least)
        keep(best, name, similarity);
}

void text_nearest_word(text_nearest *best, base_str typed, base_str name)
{
    size_t letters = text_utf8_length(typed), others = text_utf8_length(name);
    if (typed.len >= 3)
        text_nearest_try(best, typed, name, letters <= 2 && others <= 2 ? 50 : 65);
}

void text_nearest_add(const text_nearest *best, hecha_lang lang, base_buf *out)
{
    for (size_t i = 0; i < best->count; i++) {
        if (i > 0)
            base_buf_add_c(out, lang == HECHA_LANG_EN ? ", " : "、");
        base_buf_add_str(out, best->names[i]);
    }
}

int text_nearest_refuse(const text_nearest *best, base_str typed, hecha_code code,
                        base_msg_id message, hecha_err *err)
{
    base_buf text, names;
    base_buf_init(&text);
    base_buf_init(&names);
    base_buf_add_str(&text, typed);
    text_nearest_add(best, err != NULL ? err->lang : HECHA_LANG_ZH, &names);
    int failed = base_buf_failed(&text) || base_buf_failed(&names);
    int result =
        failed ? base_err_memory(err) : base_err(err, code, message, text.ptr, names.ptr, NULL);
    base_buf_dispose(&text);
    base_buf_dispose(&names);
    return result;
}
