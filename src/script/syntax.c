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

/* ---- Lua's own messages ---- */

/* What a message is made of: 'X' expected (to close 'Z' at line N) near 'Y'. Texts as Lua writes
 * them, but for <eof> and <name>; empty: not there. */
typedef struct parts {
    char wanted[64], opened[64], line[16], near[64];
} parts;

static void take(hecha_lang lang, base_str text, char *out, size_t size)
{
    if (base_str_eq_c(text, "<eof>"))
        text = base_str_c(base_msg_text(lang, MSG_SCRIPT_SYNTAX_EOF));
    else if (base_str_eq_c(text, "<name>"))
        text = base_str_c(base_msg_text(lang, MSG_SCRIPT_SYNTAX_NAME));
    size_t length = text.len < size ? text.len : size - 1;
    while (length > 0 && length < text.len && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
        length--;
    if (length > 0)
        memcpy(out, text.ptr, length);
    out[length] = '\0';
}

/* The text between two marks, from the first on; empty without them. */
static base_str between(base_str text, const char *from, const char *to)
{
    size_t start = base_str_find(text, base_str_c(from), 0);
    if (start == BASE_STR_NONE)
        return base_str_n(NULL, 0);
    start += strlen(from);
    size_t end = *to ? base_str_find(text, base_str_c(to), start) : text.len;
    return end == BASE_STR_NONE ? base_str_n(NULL, 0) : base_str_n(text.ptr + start, end - start);
}

static parts parts_of(hecha_lang lang, base_str said)
{
    parts p;
    size_t end = base_str_find(said, base_str_c(" expected"), 0);
    take(lang, base_str_n(said.ptr, end == BASE_STR_NONE ? 0 : end), p.wanted, sizeof(p.wanted));
    take(lang, between(said, "(to close ", " at line "), p.opened, sizeof(p.opened));
    take(lang, between(said, " at line ", ")"), p.line, sizeof(p.line));
    if (p.line[0] == '\0')
        take(lang, between(said, "(starting at line ", ")"), p.line, sizeof(p.line));
    take(lang, between(said, " near ", ""), p.near, sizeof(p.near));
    return p;
}

/* The parser's message in the language of the run, with what is likely behind it. */
static int raise_said(lua_State *L, const char *place, base_str said)
{
    hecha_lang lang = script_vm_of(L)->lang;
    base_buf *text = &script_vm_of(L)->scratch;
    parts p = parts_of(lang, said);
    base_buf_clear(text);
    if (tells(said, "unfinished long string"))
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_LONG, place, p.line, NULL);
    else if (tells(said, "unexpected symbol near") || tells(said, "syntax error near"))
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_UNEXPECTED, place, p.near, NULL);
    else if (p.opened[0] != '\0')
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_CLOSE, place, p.near, p.wanted, p.line, p.opened,
                     NULL);
    else if (p.wanted[0] != '\0' && p.near[0] != '\0')
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_EXPECTED, place, p.near, p.wanted, NULL);
    else {
        script_push_str(L, said);
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_OTHER, place, lua_tostring(L, -1), NULL);
    }
    if (tells(said, "'}' expected") && !tells(said, "near <eof>") && !tells(said, "near 'end'"))
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_COMMA, NULL);
    if (tells(said, "unexpected symbol near '}'") || tells(said, "'end' expected"))
        base_msg_add(text, lang, MSG_SCRIPT_SYNTAX_END, NULL);
    script_push_str(L, base_buf_str(text));
    return lua_error(L);
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
    size_t behind = strlen(place) + 2; /* "name:12: " */
    return raise_said(L, place, base_str_from(message, behind));
}
