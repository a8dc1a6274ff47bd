/* A pattern, a line feed, and a text: the pattern is compiled and searched for; matches must lie in
 * the text in order, and the work must stay within its bound. */
#include <stdlib.h>

#include "fuzz.h"
#include "text/phrase.h"

static void check(const text_phrase *phrase, base_str text, const base_vec *matches, size_t work)
{
    size_t end = 0;
    if (work > text_phrase_work(phrase) * (text.len + 1))
        abort();
    for (size_t i = 0; i < matches->count; i++) {
        const text_match *match = base_vec_at(matches, i);
        if (match->start < end || match->end <= match->start || match->end > text.len)
            abort();
        end = match->end;
        for (size_t c = 0; c < text_phrase_captures(phrase); c++) {
            const text_capture *capture = &match->captures[c];
            if (capture->kind != TEXT_CAPTURE_UNSET &&
                (capture->start > capture->end || capture->end > text.len))
                abort();
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(64u << 20);
    const uint8_t *line = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t length = line != NULL ? (size_t)(line - data) : size;
    text_phrase *phrase = NULL;
    size_t work = 0;
    base_vec matches;
    if (arena == NULL)
        return 0;
    base_vec_init(&matches, sizeof(text_match));
    if (text_phrase_parse(arena, base_str_n((const char *)data, length), &phrase, NULL) == 0) {
        base_str text = base_str_n((const char *)data + length, size - length);
        if (text_phrase_find(phrase, text, arena, &matches, &work) == 0)
            check(phrase, text, &matches, work);
    }
    base_arena_free(arena);
    return 0;
}
