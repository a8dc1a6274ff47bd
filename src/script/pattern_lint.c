#include "script/pattern_lint.h"

/* Past a set whose [ stands at `open`; *wide: offset of its first byte above 127. */
static size_t skip_set(base_str pattern, size_t open, size_t *wide)
{
    size_t i = open + 1;
    *wide = BASE_STR_NONE;
    if (i < pattern.len && pattern.ptr[i] == '^')
        i++;
    for (size_t first = i; i < pattern.len && (pattern.ptr[i] != ']' || i == first); i++) {
        if (pattern.ptr[i] == '%')
            i++;
        if (i < pattern.len && (unsigned char)pattern.ptr[i] >= 0x80 && *wide == BASE_STR_NONE)
            *wide = i;
    }
    return i + 1;
}

static int is_repeat(char byte)
{
    return byte == '*' || byte == '+' || byte == '-' || byte == '?';
}

script_pattern_fault script_pattern_lint(base_str pattern, size_t *at)
{
    size_t i = 0, wide;
    while (i < pattern.len) {
        *at = i;
        if (pattern.ptr[i] == '[') {
            i = skip_set(pattern, i, &wide);
            if (wide == BASE_STR_NONE)
                continue;
            *at = wide;
            return SCRIPT_PATTERN_WIDE_SET;
        }
        if (pattern.ptr[i] == '%' && i + 1 < pattern.len) {
            i += 2;
            continue;
        }
        int is_wide = (unsigned char)pattern.ptr[i] >= 0x80;
        i++;
        if (is_wide && i < pattern.len && is_repeat(pattern.ptr[i]))
            return SCRIPT_PATTERN_WIDE_REPEAT;
    }
    return SCRIPT_PATTERN_SOUND;
}
