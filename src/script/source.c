/* Where the lines of rule files begin, for what an error can cost. */
#include <stdlib.h>

#include "script/vm.h"

base_str script_source_shown(base_str name)
{
    if (name.len <= SCRIPT_CHUNK_NAME)
        return name;
    name = base_str_from(name, name.len - SCRIPT_CHUNK_NAME);
    while (name.len > 0 && ((unsigned char)name.ptr[0] & 0xC0) == 0x80)
        name = base_str_from(name, 1);
    return name;
}

void script_source_note(script_source *source, base_str name, base_str bytes)
{
    source->name = name;
    source->bytes = bytes;
    name = script_source_shown(name);
    memcpy(source->shown, name.ptr, name.len);
    source->shown[name.len] = '\0';
}

static size_t count_lines(base_str bytes, uint32_t *lines)
{
    size_t count = 1;
    const char *end = bytes.ptr + bytes.len, *at = bytes.ptr;
    while (at < end && (at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
        at++;
        if (lines != NULL)
            lines[count] = (uint32_t)(at - bytes.ptr);
        count++;
    }
    return count;
}

/* Few files are ever asked for. */
static void find_lines(script_source *source)
{
    size_t count = count_lines(source->bytes, NULL);
    source->lines = calloc(count + 1, sizeof(*source->lines));
    if (source->lines == NULL)
        return;
    source->line_count = count_lines(source->bytes, source->lines);
    source->lines[source->line_count] = (uint32_t)source->bytes.len;
}

size_t script_source_span(const script_vm *vm, const char *shown, int first, int last)
{
    for (size_t i = 0; i < vm->source_count; i++) {
        script_source *source = &vm->sources[i];
        if (source->bytes.len > SCRIPT_MAX_SOURCE || strcmp(source->shown, shown) != 0)
            continue;
        if (source->lines == NULL)
            find_lines(source);
        if (source->lines == NULL)
            return source->bytes.len;
        size_t from = first > 0 ? (size_t)first - 1 : 0;
        size_t to = last > 0 ? (size_t)last : 0;
        to = to < source->line_count ? to : source->line_count;
        return from < to ? source->lines[to] - source->lines[from] : 0;
    }
    return 0;
}
