/* The utf8 functions of Lua 5.4, charged. */
#include <stdint.h>

#include "script/sandbox.h"
#include "text/utf8.h"

#define LARGEST_UNICODE 0x10FFFFu
#define LARGEST_CODE 0x7FFFFFFFu

static int is_continuation(base_str text, size_t at)
{
    return at < text.len && ((unsigned char)text.ptr[at] & 0xC0) == 0x80;
}

/* Decodes the character at `at`; its bytes, or 0 if there is no valid one. `lax` allows all codes
 * up to 2^31, also surrogates. */
static size_t decode(base_str text, size_t at, int lax, uint32_t *code)
{
    static const uint32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000, 0x200000, 0x4000000};
    if (at >= text.len)
        return 0;
    unsigned char first = (unsigned char)text.ptr[at];
    if (first < 0x80) {
        *code = first;
        return 1;
    }
    if (text_utf8_is_plain(first) && text.len - at >= 3 && is_continuation(text, at + 1) &&
        is_continuation(text, at + 2)) {
        *code = (first & 0x0Fu) << 12 | ((unsigned char)text.ptr[at + 1] & 0x3Fu) << 6 |
                ((unsigned char)text.ptr[at + 2] & 0x3Fu);
        return 3;
    }
    size_t length = 0;
    while (length < 7 && (first & (0x80u >> length)))
        length++;
    if (length < 2 || length > 6 || text.len - at < length)
        return 0;
    uint32_t sum = first & (0x7Fu >> length);
    for (size_t i = 1; i < length; i++) {
        if (!is_continuation(text, at + i))
            return 0;
        sum = sum << 6 | ((unsigned char)text.ptr[at + i] & 0x3Fu);
    }
    if (sum < smallest[length] ||
        (!lax && (sum > LARGEST_UNICODE || (sum >= 0xD800 && sum <= 0xDFFF))))
        return 0;
    *code = sum;
    return length;
}

static size_t encode(uint32_t code, char out[6])
{
    if (code < 0x80) {
        out[0] = (char)code;
        return 1;
    }
    static const uint32_t ends[] = {0, 0, 0x800, 0x10000, 0x200000, 0x4000000, 0x80000000u};
    size_t length = 2;
    while (code >= ends[length])
        length++;
    for (size_t i = length - 1; i > 0; i--) {
        out[i] = (char)(0x80u | (code & 0x3Fu));
        code >>= 6;
    }
    out[0] = (char)((0xFF00u >> length) | code);
    return length;
}

/* A position from 1, or from the end if negative, as in Lua. */
static lua_Integer absolute(lua_Integer position, size_t length)
{
    if (position >= 0)
        return position;
    return (size_t)0 - (size_t)position > length ? 0 : (lua_Integer)length + position + 1;
}

static int utf8_char(lua_State *L)
{
    int count = lua_gettop(L);
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    for (int i = 1; i <= count; i++) {
        lua_Integer code = luaL_checkinteger(L, i);
        luaL_argcheck(L, code >= 0 && code <= (lua_Integer)LARGEST_CODE, i, "value out of range");
        char bytes[6];
        size_t length = encode((uint32_t)code, bytes);
        luaL_addlstring(&buffer, bytes, length);
    }
    luaL_pushresult(&buffer);
    return 1;
}

static int utf8_codepoint(lua_State *L)
{
    base_str text = script_check_str(L, 1);
    lua_Integer first = absolute(luaL_optinteger(L, 2, 1), text.len);
    lua_Integer last = absolute(luaL_optinteger(L, 3, first), text.len);
    int lax = lua_toboolean(L, 4);
    luaL_argcheck(L, first >= 1, 2, "out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)text.len, 3, "out of bounds");
    if (first > last)
        return 0;
    if (last - first >= 100000)
        return luaL_error(L, "string slice too long");
    luaL_checkstack(L, (int)(last - first) + 1, "string slice too long");
    script_charge(L, (size_t)(last - first));
    int count = 0;
    for (size_t at = (size_t)first - 1; at < (size_t)last;) {
        uint32_t code;
        size_t length = decode(text, at, lax, &code);
        if (length == 0)
            return luaL_error(L, "invalid UTF-8 code");
        lua_pushinteger(L, code);
        at += length;
        count++;
    }
    return count;
}

static int utf8_len(lua_State *L)
{
    base_str text = script_check_str(L, 1);
    lua_Integer first = absolute(luaL_optinteger(L, 2, 1), text.len);
    lua_Integer last = absolute(luaL_optinteger(L, 3, -1), text.len);
    int lax = lua_toboolean(L, 4);
    luaL_argcheck(L, first >= 1 && first <= (lua_Integer)text.len + 1, 2,
                  "initial position out of bounds");
    luaL_argcheck(L, last <= (lua_Integer)text.len, 3, "final position out of bounds");
    lua_Integer count = 0;
    size_t at = (size_t)first - 1;
    while ((lua_Integer)at < last) {
        uint32_t code;
        size_t length = decode(text, at, lax, &code);
        if (length == 0) {
            lua_pushnil(L);
            lua_pushinteger(L, (lua_Integer)at + 1);
            return 2;
        }
        at += length;
        count++;
    }
    script_charge(L, (size_t)count / 8);
    lua_pushinteger(L, count);
    return 1;
}

/* Moves `count` characters on or back from byte `at`. 0 if there are not so many. */
static int move(lua_State *L, base_str text, size_t *at, lua_Integer count)
{
    size_t here = *at;
    while (count < 0 && here > 0) {
        do
            here--;
        while (here > 0 && is_continuation(text, here));
        count++;
    }
    if (count > 0) {
        count--; /* the character at hand is the first */
        while (count > 0 && here < text.len) {
            do
                here++;
            while (is_continuation(text, here));
            count--;
        }
    }
    script_charge(L, (here > *at ? here - *at : *at - here) / 8);
    *at = here;
    return count == 0;
}

static int utf8_offset(lua_State *L)
{
    base_str text = script_check_str(L, 1);
    lua_Integer count = luaL_checkinteger(L, 2);
    lua_Integer start = luaL_optinteger(L, 3, count > 0 ? 1 : (lua_Integer)text.len + 1);
    start = absolute(start, text.len);
    luaL_argcheck(L, start >= 1 && start <= (lua_Integer)text.len + 1, 3, "position out of bounds");
    size_t at = (size_t)start - 1;
    int found = 1;
    if (count == 0) {
        while (at > 0 && is_continuation(text, at))
            at--;
    } else {
        if (is_continuation(text, at))
            return luaL_error(L, "initial position is a continuation byte");
        found = move(L, text, &at, count);
    }
    if (found)
        lua_pushinteger(L, (lua_Integer)at + 1);
    else
        lua_pushnil(L);
    return 1;
}

static int next_code(lua_State *L)
{
    base_str text = script_check_str(L, 1);
    lua_Integer position = luaL_checkinteger(L, 2);
    size_t at = position <= 0 ? 0 : (size_t)position;
    while (is_continuation(text, at)) { /* the rest of the character before */
        at++;
        script_charge(L, 1);
    }
    if (at >= text.len)
        return 0;
    uint32_t code;
    size_t length = decode(text, at, lua_toboolean(L, lua_upvalueindex(1)), &code);
    if (length == 0 || is_continuation(text, at + length))
        return luaL_error(L, "invalid UTF-8 code");
    lua_pushinteger(L, (lua_Integer)at + 1);
    lua_pushinteger(L, code);
    return 2;
}

static int utf8_codes(lua_State *L)
{
    base_str text = script_check_str(L, 1);
    luaL_argcheck(L, !is_continuation(text, 0), 1, "invalid UTF-8 code");
    lua_pushboolean(L, lua_toboolean(L, 2));
    lua_pushcclosure(L, next_code, 1);
    lua_pushvalue(L, 1);
    lua_pushinteger(L, 0);
    return 3;
}

void script_push_utf8(lua_State *L)
{
    static const luaL_Reg functions[] = {{"char", utf8_char},           {"codes", utf8_codes},
                                         {"codepoint", utf8_codepoint}, {"len", utf8_len},
                                         {"offset", utf8_offset},       {NULL, NULL}};
    static const char pattern[] = "[\0-\x7F\xC2-\xFD][\x80-\xBF]*";
    luaL_newlib(L, functions);
    lua_pushlstring(L, pattern, sizeof(pattern) - 1);
    lua_setfield(L, -2, "charpattern");
}
