/* A regular expression, a line feed, and a text: whatever compiles is searched for to the end of
 * the text; matches and groups must lie in it, and the work must end. The pattern is linted as a
 * Lua pattern too. */
#include <stdlib.h>

#include "fuzz.h"
#include "script/pattern_lint.h"
#include "script/regex.h"
#include "text/utf8.h"

#define MOST_WORK 200000u

static void *give(size_t size, void *context)
{
    (void)context;
    return malloc(size);
}

static void take(void *block, void *context)
{
    (void)context;
    free(block);
}

static int count(void *context, size_t units)
{
    size_t *left = context;
    if (units > *left)
        return 1;
    *left -= units;
    return 0;
}

static void check(const script_regex_match *match, base_str text)
{
    if (match->start > match->end || match->end > text.len || match->count > SCRIPT_REGEX_CAPTURES)
        abort();
    for (size_t i = 0; i < match->count; i++)
        if (match->groups[i].start != BASE_STR_NONE &&
            (match->groups[i].start > match->groups[i].end || match->groups[i].end > text.len))
            abort();
}

static void search(const script_regex *regex, script_regex_room *room, base_str text)
{
    size_t at = 0, left = MOST_WORK;
    int filled = 0;
    script_regex_match match;
    while (script_regex_find(regex, room, text, at, filled, count, &left, &match) ==
           SCRIPT_REGEX_MATCH) {
        check(&match, text);
        for (size_t i = 0; i < match.count; i++)
            if (script_regex_name(regex, i).len > 128)
                abort();
        if (match.end < at)
            break;
        filled = match.end == match.start || match.end == at;
        at = match.end;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const script_regex_memory memory = {give, take, NULL};
    const uint8_t *line = size > 0 ? memchr(data, '\n', size) : NULL;
    size_t length = line != NULL ? (size_t)(line - data) : size, at = 0;
    base_str pattern = base_str_n((const char *)data, length);
    base_str text = base_str_n((const char *)data + length, size - length);
    script_regex *regex = NULL;
    if (script_pattern_lint(pattern, &at) != SCRIPT_PATTERN_SOUND && at >= pattern.len)
        abort();
    if (script_regex_compile(&memory, pattern, &regex, NULL) != 0)
        return 0;
    script_regex_room *room = script_regex_room_new(&memory);
    if (room != NULL && text_utf8_invalid(text) == BASE_STR_NONE)
        search(regex, room, text);
    script_regex_room_free(room);
    script_regex_free(regex);
    return 0;
}
