#include "script/format.h"

#include <math.h>
#include <stdio.h>

#include "script/bind.h"
#include "script/sandbox.h"

#define MAX_SPEC 20
#define MAX_NUMBER 512 /* %99.99f of the largest number takes 409 */

/* One directive: %[flags][width][.precision]letter. */
typedef struct directive {
    char spec[MAX_SPEC]; /* with the % and without the letter; NUL-terminated */
    size_t length;
    int has_width, has_precision;
    char letter;
} directive;

static int is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Reads the directive at text[*at], after the %. */
static void read_directive(lua_State *L, base_str text, size_t *at, directive *out)
{
    size_t i = *at;
    memset(out, 0, sizeof(*out));
    out->spec[out->length++] = '%';
    while (i < text.len && text.ptr[i] != '\0' && strchr("-+#0 ", text.ptr[i]) != NULL &&
           out->length < 7)
        out->spec[out->length++] = text.ptr[i++];
    for (int digits = 0; digits < 2 && i < text.len && is_digit(text.ptr[i]); digits++) {
        out->spec[out->length++] = text.ptr[i++];
        out->has_width = 1;
    }
    if (i < text.len && text.ptr[i] == '.') {
        out->spec[out->length++] = text.ptr[i++];
        out->has_precision = 1;
        for (int digits = 0; digits < 2 && i < text.len && is_digit(text.ptr[i]); digits++)
            out->spec[out->length++] = text.ptr[i++];
    }
    out->letter = i < text.len ? text.ptr[i] : '\0';
    if (out->letter == '\0' || is_digit(out->letter) || strchr("-+#0 .", out->letter) != NULL)
        luaL_error(L, "invalid conversion '%s' to 'format'", out->spec);
    *at = i + 1;
}

/* Refuses flags that a letter does not take. */
static void check_flags(lua_State *L, const directive *d, const char *flags, int precision)
{
    size_t i = 1;
    for (; i < d->length && strchr("-+#0 ", d->spec[i]) != NULL; i++)
        if (strchr(flags, d->spec[i]) == NULL)
            break;
    int bad = i < d->length && !is_digit(d->spec[i]) && d->spec[i] != '.';
    if (bad || (d->has_precision && !precision))
        luaL_error(L, "invalid conversion '%s%c' to 'format'", d->spec, d->letter);
}

static void add_integer(lua_State *L, luaL_Buffer *buffer, directive *d, int index)
{
    if (d->letter == 'c')
        check_flags(L, d, "-", 0);
    else
        check_flags(L, d, d->letter == 'd' || d->letter == 'i' ? "-+0 " : "-#0", 1);
    if (script_push_value_number(L, index))
        lua_replace(L, index);
    lua_Integer number = luaL_checkinteger(L, index);
    char text[MAX_NUMBER];
    char spec[MAX_SPEC + 4];
    int length;
    if (d->letter == 'c') {
        snprintf(spec, sizeof(spec), "%sc", d->spec);
        length = snprintf(text, sizeof(text), spec, (int)number);
    } else {
        snprintf(spec, sizeof(spec), "%s" LUA_INTEGER_FRMLEN "%c", d->spec, d->letter);
        length = snprintf(text, sizeof(text), spec, (LUAI_UACINT)number);
    }
    luaL_addlstring(buffer, text, (size_t)length);
}

static void add_float(lua_State *L, luaL_Buffer *buffer, directive *d, int index)
{
    check_flags(L, d, "-+#0 ", 1);
    if (script_push_value_number(L, index))
        lua_replace(L, index);
    lua_Number number = luaL_checknumber(L, index);
    char text[MAX_NUMBER];
    char spec[MAX_SPEC + 4];
    snprintf(spec, sizeof(spec), "%s" LUA_NUMBER_FRMLEN "%c", d->spec, d->letter);
    int length = snprintf(text, sizeof(text), spec, (LUAI_UACNUMBER)number);
    luaL_addlstring(buffer, text, (size_t)length < sizeof(text) ? (size_t)length : 0);
}

static void add_string(lua_State *L, luaL_Buffer *buffer, directive *d, int index)
{
    check_flags(L, d, "-", 1);
    size_t length;
    const char *text = script_tostring(L, index, &length);
    script_charge(L, length / 32);
    if (!d->has_width && !d->has_precision) {
        luaL_addvalue(buffer);
        return;
    }
    luaL_argcheck(L, length == strlen(text), index, "string contains zeros");
    if (!d->has_precision && length >= 100) {
        luaL_addvalue(buffer);
        return;
    }
    char cut[MAX_NUMBER];
    char spec[MAX_SPEC + 2];
    snprintf(spec, sizeof(spec), "%ss", d->spec);
    int written = snprintf(cut, sizeof(cut), spec, text);
    lua_pop(L, 1);
    luaL_addlstring(buffer, cut, (size_t)written);
}

/* A string as a Lua literal. */
static void add_quoted(luaL_Buffer *buffer, const char *text, size_t length)
{
    luaL_addchar(buffer, '"');
    for (size_t i = 0; i < length; i++) {
        unsigned char c = (unsigned char)text[i];
        if (c == '"' || c == '\\' || c == '\n') {
            luaL_addchar(buffer, '\\');
            luaL_addchar(buffer, (char)c);
        } else if (c < 0x20 || c == 0x7F) {
            char code[8];
            int digit = i + 1 < length && is_digit(text[i + 1]);
            int written = snprintf(code, sizeof(code), digit ? "\\%03d" : "\\%d", c);
            luaL_addlstring(buffer, code, (size_t)written);
        } else {
            luaL_addchar(buffer, (char)c);
        }
    }
    luaL_addchar(buffer, '"');
}

static void add_literal(lua_State *L, luaL_Buffer *buffer, directive *d, int index)
{
    if (d->length != 1)
        luaL_error(L, "specifier '%%q' cannot have modifiers");
    size_t length;
    char number[64];
    switch (lua_type(L, index)) {
    case LUA_TSTRING: {
        const char *text = lua_tolstring(L, index, &length);
        script_charge(L, length / 16);
        add_quoted(buffer, text, length);
        return;
    }
    case LUA_TNUMBER:
        if (lua_isinteger(L, index)) {
            lua_Integer whole = lua_tointeger(L, index);
            const char *spec = whole == LUA_MININTEGER ? "0x%llx" : "%lld";
            snprintf(number, sizeof(number), spec, (long long)whole);
        } else {
            lua_Number real = lua_tonumber(L, index);
            if (isnan(real))
                snprintf(number, sizeof(number), "(0/0)");
            else if (isinf(real))
                snprintf(number, sizeof(number), real > 0 ? "1e9999" : "-1e9999");
            else
                snprintf(number, sizeof(number), "%a", real);
        }
        luaL_addstring(buffer, number);
        return;
    case LUA_TNIL:
    case LUA_TBOOLEAN:
        script_tostring(L, index, NULL);
        luaL_addvalue(buffer);
        return;
    default:
        luaL_argerror(L, index, "value has no literal form");
    }
}

static void add_directive(lua_State *L, luaL_Buffer *buffer, directive *d, int index)
{
    luaL_checkany(L, index);
    switch (d->letter) {
    case 'c':
    case 'd':
    case 'i':
    case 'o':
    case 'x':
    case 'X':
        add_integer(L, buffer, d, index);
        return;
    case 'a':
    case 'A':
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G':
        add_float(L, buffer, d, index);
        return;
    case 's':
        add_string(L, buffer, d, index);
        return;
    case 'q':
        add_literal(L, buffer, d, index);
        return;
    default:
        luaL_error(L, "invalid conversion '%s%c' to 'format'", d->spec, d->letter);
    }
}

int script_format(lua_State *L)
{
    size_t length;
    const char *bytes = luaL_checklstring(L, 1, &length);
    base_str text = base_str_n(bytes, length);
    int top = lua_gettop(L);
    int argument = 1;
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    script_charge(L, text.len / 16);
    for (size_t i = 0; i < text.len;) {
        if (text.ptr[i] != '%') {
            luaL_addchar(&buffer, text.ptr[i++]);
        } else if (i + 1 < text.len && text.ptr[i + 1] == '%') {
            luaL_addchar(&buffer, '%');
            i += 2;
        } else {
            directive d;
            i++;
            read_directive(L, text, &i, &d);
            if (++argument > top)
                return luaL_argerror(L, argument, "no value");
            add_directive(L, &buffer, &d, argument);
        }
    }
    luaL_pushresult(&buffer);
    return 1;
}
