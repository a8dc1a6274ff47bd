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

int script_source_note(script_source *source, base_str name, base_str bytes)
{
    size_t lines = 1;
    name = script_source_shown(name);
    memcpy(source->shown, name.ptr, name.len);
    source->shown[name.len] = '\0';
    if (bytes.len > SCRIPT_MAX_SOURCE)
        bytes.len = 0; /* it is not loaded either */
    for (size_t i = 0; i < bytes.len; i++)
        lines += bytes.ptr[i] == '\n';
    source->lines = calloc(lines + 1, sizeof(*source->lines));
    if (source->lines == NULL)
        return -1;
    source->line_count = lines;
    size_t line = 0;
    for (size_t i = 0; i < bytes.len; i++)
        if (bytes.ptr[i] == '\n')
            source->lines[++line] = (uint32_t)i + 1;
    source->lines[lines] = (uint32_t)bytes.len;
    return 0;
}

size_t script_source_span(const script_vm *vm, const char *shown, int first, int last)
{
    for (size_t i = 0; i < vm->source_count; i++) {
        const script_source *source = &vm->sources[i];
        if (source->lines == NULL || strcmp(source->shown, shown) != 0)
            continue;
        size_t from = first > 0 ? (size_t)first - 1 : 0;
        size_t to = last > 0 ? (size_t)last : 0;
        to = to < source->line_count ? to : source->line_count;
        return from < to ? source->lines[to] - source->lines[from] : 0;
    }
    return 0;
}
