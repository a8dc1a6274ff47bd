#include "script/syntax.h"

#include <stdio.h>
#include <string.h>

#include "script/vm.h"
#include "text/utf8.h"

/* The sign to write instead of a full-width one; NULL if it is none. */
static const char *narrow_sign(base_str sign)
{
    static const struct {
        const char *wide, *narrow;
    } signs[] = {
        {"，", ","}, {"、", ","}, {"；", ";"},  {"：", ":"}, {"。", "."}, {"（", "("}, {"）", ")"},
        {"｛", "{"}, {"｝", "}"}, {"［", "["},  {"］", "]"}, {"【", "["}, {"】", "]"}, {"＝", "="},
        {"“", "\""}, {"”", "\""}, {"＂", "\""}, {"‘", "'"},  {"’", "'"},  {"　", " "}, {"－", "-"},
    };
    for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++)
        if (base_str_eq_c(sign, signs[i].wide))
            return signs[i].narrow;
    return NULL;
}

static base_str line_of(base_str source, int number)
{
    while (number-- > 1) {
        size_t end = base_str_find(source, base_str_c("\n"), 0);
        if (end == BASE_STR_NONE)
            return base_str_n(NULL, 0);
        source = base_str_from(source, end + 1);
    }
    size_t end = base_str_find(source, base_str_c("\n"), 0);
    if (end != BASE_STR_NONE)
        source.len = end;
    return source;
}

/* The first character of a line that is not ASCII and stands in no string and no comment. */
static base_str stray(base_str line)
{
    char open = '\0';
    for (size_t at = 0; at < line.len;) {
        char byte = line.ptr[at];
        size_t begin = at;
        text_utf8_next(line, &at);
        if (open != '\0' && byte == '\\')
            at += at < line.len;
        else if (open != '\0')
            open = byte == open ? '\0' : open;
        else if (byte == '"' || byte == '\'')
            open = byte;
        else if (byte == '-' && at < line.len && line.ptr[at] == '-')
            break;
        else if ((unsigned char)byte >= 0x80)
            return base_str_n(line.ptr + begin, at - begin);
    }
    return base_str_n(NULL, 0);
}

/* The number behind "name:" in a message; 0 if there is none. */
static int line_in(base_str message, base_str name)
{
    int line = 0;
    if (!base_str_starts(message, name))
        return 0;
    for (size_t i = name.len + 1; i < message.len && i < name.len + 9; i++) {
        if (message.ptr[i] < '0' || message.ptr[i] > '9')
            break;
        line = line * 10 + (message.ptr[i] - '0');
    }
    return line;
}

static int tells(base_str message, const char *part)
{
    return base_str_find(message, base_str_c(part), 0) != BASE_STR_NONE;
}

int script_syntax_raise(lua_State *L, base_str source, base_str name)
{
    char place[SCRIPT_CHUNK_NAME + 16], sign[8];
    size_t length = 0;
    const char *said = lua_tolstring(L, -1, &length);
    base_str message = base_str_n(said, said != NULL ? length : 0);
    int line = line_in(message, name);
    base_str found = stray(line_of(source, line));
    if (line == 0)
        return lua_error(L);
    snprintf(place, sizeof(place), "%.*s:%d", (int)name.len, name.ptr, line);
    if (tells(message, "unfinished string"))
        return script_raise(L, MSG_SCRIPT_SYNTAX_QUOTE, place, NULL);
    if (tells(message, "near '<\\") && found.len > 0 && found.len < sizeof(sign)) {
        const char *narrow = narrow_sign(found);
        memcpy(sign, found.ptr, found.len);
        sign[found.len] = '\0';
        return narrow != NULL ? script_raise(L, MSG_SCRIPT_SYNTAX_WIDE, place, sign, narrow, NULL)
                              : script_raise(L, MSG_SCRIPT_SYNTAX_TEXT, place, sign, NULL);
    }
    if (tells(message, "'}' expected"))
        return script_raise(L, MSG_SCRIPT_SYNTAX_COMMA, said, NULL);
    return lua_error(L);
}
