#include "read/style_name.h"

static int same_folded(base_str name, const char *lower)
{
    size_t i = 0;
    for (; i < name.len && lower[i] != '\0'; i++) {
        char byte = name.ptr[i];
        if (byte >= 'A' && byte <= 'Z')
            byte = (char)(byte | 0x20);
        if (byte != lower[i])
            return 0;
    }
    return i == name.len && lower[i] == '\0';
}

int read_style_level(base_str name)
{
    if (name.len == 0 || name.ptr[name.len - 1] < '1' || name.ptr[name.len - 1] > '9')
        return 0;
    base_str head = base_str_trim(base_str_n(name.ptr, name.len - 1));
    if (same_folded(head, "heading") || same_folded(head, "标题"))
        return name.ptr[name.len - 1] - '0';
    return 0;
}

int read_style_title(base_str name)
{
    if (same_folded(name, "title"))
        return 1;
    return same_folded(name, "subtitle") || same_folded(name, "副标题") ? 0 : -1;
}
