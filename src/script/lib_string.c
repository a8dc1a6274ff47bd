/* The string functions. Every loop is charged, so that none can outlast the limit of a run. */
#include "script/format.h"
#include "script/pattern.h"
#include "script/sandbox.h"

/* ---- slices ---- */

/* Bytes first to last (from 1, negative from the end) as a slice; empty if they name none. */
static base_str slice(base_str text, lua_Integer first, lua_Integer last)
{
    lua_Integer length = (lua_Integer)text.len;
    if (first < 0)
        first = first < -length ? 1 : length + first + 1;
    else if (first == 0)
        first = 1;
    if (last > length)
        last = length;
    else if (last < 0)
        last = last < -length ? 0 : length + last + 1;
    if (first > last)
        return base_str_n(text.ptr, 0);
    return base_str_n(text.ptr + first - 1, (size_t)(last - first + 1));
}

/* Strings, and numbers as strings, as the stock functions take them. */
static base_str check_text(lua_State *L, int index)
{
    size_t length;
    const char *text = luaL_checklstring(L, index, &length);
    return base_str_n(text, length);
}

static void charge_bytes(lua_State *L, size_t bytes)
{
    script_charge(L, 1 + bytes / 32);
}

static int string_byte(lua_State *L)
{
    base_str text = check_text(L, 1);
    lua_Integer first = luaL_optinteger(L, 2, 1);
    base_str piece = slice(text, first, luaL_optinteger(L, 3, first));
    if (piece.len > 100000)
        return luaL_error(L, "string slice too long");
    luaL_checkstack(L, (int)piece.len, "string slice too long");
    script_charge(L, piece.len);
    for (size_t i = 0; i < piece.len; i++)
        lua_pushinteger(L, (unsigned char)piece.ptr[i]);
    return (int)piece.len;
}

static int string_char(lua_State *L)
{
    int count = lua_gettop(L);
    luaL_Buffer buffer;
    char *bytes = luaL_buffinitsize(L, &buffer, (size_t)count);
    for (int i = 1; i <= count; i++) {
        lua_Integer code = luaL_checkinteger(L, i);
        luaL_argcheck(L, code >= 0 && code <= 255, i, "value out of range");
        bytes[i - 1] = (char)(unsigned char)code;
    }
    luaL_pushresultsize(&buffer, (size_t)count);
    return 1;
}

static int string_len(lua_State *L)
{
    lua_pushinteger(L, (lua_Integer)check_text(L, 1).len);
    return 1;
}

static int string_sub(lua_State *L)
{
    base_str text = check_text(L, 1);
    base_str piece = slice(text, luaL_checkinteger(L, 2), luaL_optinteger(L, 3, -1));
    charge_bytes(L, piece.len);
    script_push_str(L, piece);
    return 1;
}

static int change_case(lua_State *L, char from, char to, int difference)
{
    base_str text = check_text(L, 1);
    charge_bytes(L, text.len);
    luaL_Buffer buffer;
    char *bytes = luaL_buffinitsize(L, &buffer, text.len);
    for (size_t i = 0; i < text.len; i++) {
        char c = text.ptr[i];
        bytes[i] = c >= from && c <= to ? (char)(c + difference) : c;
    }
    luaL_pushresultsize(&buffer, text.len);
    return 1;
}

static int string_lower(lua_State *L)
{
    return change_case(L, 'A', 'Z', 'a' - 'A');
}

static int string_upper(lua_State *L)
{
    return change_case(L, 'a', 'z', 'A' - 'a');
}

static int string_reverse(lua_State *L)
{
    base_str text = check_text(L, 1);
    charge_bytes(L, text.len);
    luaL_Buffer buffer;
    char *bytes = luaL_buffinitsize(L, &buffer, text.len);
    for (size_t i = 0; i < text.len; i++)
        bytes[i] = text.ptr[text.len - 1 - i];
    luaL_pushresultsize(&buffer, text.len);
    return 1;
}

static int string_rep(lua_State *L)
{
    base_str text = check_text(L, 1);
    lua_Integer count = luaL_checkinteger(L, 2);
    base_str between = base_str_n("", 0);
    if (!lua_isnoneornil(L, 3))
        between = check_text(L, 3);
    size_t piece = text.len + between.len;
    if (count <= 0 || piece == 0) {
        lua_pushliteral(L, "");
        return 1;
    }
    size_t most = script_vm_of(L)->limits.memory;
    if (piece > most || (lua_Unsigned)count > most / piece)
        return script_kill(L, SCRIPT_MEMORY);
    size_t total = (size_t)count * piece - between.len;
    charge_bytes(L, total);
    luaL_Buffer buffer;
    char *to = luaL_buffinitsize(L, &buffer, total);
    for (lua_Integer i = 0; i < count; i++) {
        memcpy(to, text.ptr, text.len);
        to += text.len;
        if (i + 1 < count && between.len > 0) {
            memcpy(to, between.ptr, between.len);
            to += between.len;
        }
    }
    luaL_pushresultsize(&buffer, total);
    return 1;
}

/* ---- matching ---- */

/* Pushes capture `index` of a match; the whole match for 0 if there are no captures. */
static void push_capture(lua_State *L, base_str subject, const script_match *match, int index)
{
    if (index >= match->count) {
        if (index != 0)
            luaL_error(L, "invalid capture index %%%d", index + 1);
        lua_pushlstring(L, subject.ptr + match->start, match->end - match->start);
        return;
    }
    const script_capture *capture = &match->captures[index];
    if (capture->length == SCRIPT_POSITION)
        lua_pushinteger(L, (lua_Integer)capture->start + 1);
    else
        lua_pushlstring(L, subject.ptr + capture->start, capture->length);
}

static int push_captures(lua_State *L, base_str subject, const script_match *match, int whole)
{
    int count = match->count == 0 && whole ? 1 : match->count;
    luaL_checkstack(L, count, "too many captures");
    for (int i = 0; i < count; i++)
        push_capture(L, subject, match, i);
    return count;
}

/* Where a search begins: bytes from 0, or BASE_STR_NONE past the end. */
static size_t start_of(lua_State *L, int index, base_str text)
{
    lua_Integer start = luaL_optinteger(L, index, 1);
    lua_Integer length = (lua_Integer)text.len;
    if (start < 0)
        start = start < -length ? 1 : length + start + 1;
    else if (start == 0)
        start = 1;
    return start > length + 1 ? BASE_STR_NONE : (size_t)start - 1;
}

static int push_range(lua_State *L, size_t start, size_t end)
{
    lua_pushinteger(L, (lua_Integer)start + 1);
    lua_pushinteger(L, (lua_Integer)end);
    return 2;
}

static int search(lua_State *L, int find)
{
    base_str text = check_text(L, 1);
    base_str pattern = check_text(L, 2);
    size_t start = start_of(L, 3, text);
    if (start == BASE_STR_NONE) {
        lua_pushnil(L);
        return 1;
    }
    script_charge(L, 1);
    if (find && (lua_toboolean(L, 4) || script_pattern_plain(pattern))) {
        size_t found = script_plain_find(L, text, pattern, start);
        if (found != BASE_STR_NONE)
            return push_range(L, found, found + pattern.len);
        lua_pushnil(L);
        return 1;
    }
    script_match match;
    script_pattern *compiled = script_pattern_push(L, pattern, 1);
    if (!script_pattern_find(L, compiled, text, start, &match)) {
        lua_pushnil(L);
        return 1;
    }
    if (!find)
        return push_captures(L, text, &match, 1);
    push_range(L, match.start, match.end);
    return 2 + push_captures(L, text, &match, 0);
}

static int string_find(lua_State *L)
{
    return search(L, 1);
}

static int string_match(lua_State *L)
{
    return search(L, 0);
}

/* Upvalues: text, compiled pattern, where to go on, end of the last match (-1: none yet). */
static int next_match(lua_State *L)
{
    size_t length;
    const char *bytes = lua_tolstring(L, lua_upvalueindex(1), &length);
    base_str text = base_str_n(bytes, length);
    script_pattern *pattern = lua_touserdata(L, lua_upvalueindex(2));
    lua_Integer last = lua_tointeger(L, lua_upvalueindex(4));
    size_t at = (size_t)lua_tointeger(L, lua_upvalueindex(3));
    script_match match;
    while (at <= text.len && script_pattern_find(L, pattern, text, at, &match)) {
        if ((lua_Integer)match.end == last) { /* nothing directly after the last match */
            at = match.start + 1;
            continue;
        }
        lua_pushinteger(L, (lua_Integer)match.end);
        lua_pushvalue(L, -1);
        lua_replace(L, lua_upvalueindex(3));
        lua_replace(L, lua_upvalueindex(4));
        return push_captures(L, text, &match, 1);
    }
    lua_pushinteger(L, (lua_Integer)text.len + 1);
    lua_replace(L, lua_upvalueindex(3));
    return 0;
}

static int string_gmatch(lua_State *L)
{
    base_str text = check_text(L, 1);
    base_str pattern = check_text(L, 2);
    size_t start = start_of(L, 3, text);
    lua_settop(L, 2);
    lua_pushvalue(L, 1);
    script_pattern_push(L, pattern, 0);
    lua_pushinteger(L, start == BASE_STR_NONE ? (lua_Integer)text.len + 1 : (lua_Integer)start);
    lua_pushinteger(L, -1);
    script_push_moving(L, next_match, 4);
    return 1;
}

/* ---- gsub ---- */

typedef struct replacing {
    lua_State *state;
    base_str subject;
    const script_match *match;
    luaL_Buffer buffer;
} replacing;

static void add_bytes(replacing *r, const char *bytes, size_t length)
{
    script_charge(r->state, length / 32);
    luaL_addlstring(&r->buffer, bytes, length);
}

/* The replacement text with %0 to %9 and %%. */
static void add_text(replacing *r)
{
    lua_State *L = r->state;
    size_t length;
    const char *text = lua_tolstring(L, 3, &length);
    for (size_t i = 0; i < length; i++) {
        const char *mark = memchr(text + i, '%', length - i);
        size_t plain = mark != NULL ? (size_t)(mark - (text + i)) : length - i;
        add_bytes(r, text + i, plain);
        i += plain;
        if (mark == NULL)
            return;
        char code = ++i < length ? text[i] : '\0';
        if (code == '%') {
            luaL_addchar(&r->buffer, '%');
        } else if (code == '0') {
            add_bytes(r, r->subject.ptr + r->match->start, r->match->end - r->match->start);
        } else if (code >= '1' && code <= '9') {
            push_capture(L, r->subject, r->match, code - '1');
            script_charge(L, lua_rawlen(L, -1) / 32);
            luaL_tolstring(L, -1, NULL); /* a position is a number */
            lua_remove(L, -2);
            luaL_addvalue(&r->buffer);
        } else {
            luaL_error(L, "invalid use of '%%' in replacement string");
        }
    }
}

/* Appends what a match becomes. */
static void add_replacement(replacing *r)
{
    lua_State *L = r->state;
    int type = lua_type(L, 3);
    if (type == LUA_TSTRING || type == LUA_TNUMBER) {
        add_text(r);
        return;
    }
    if (type == LUA_TTABLE) {
        push_capture(L, r->subject, r->match, 0);
        lua_rawget(L, 3);
    } else {
        lua_pushvalue(L, 3);
        int count = push_captures(L, r->subject, r->match, 1);
        lua_call(L, count, 1);
    }
    if (!lua_toboolean(L, -1)) {
        lua_pop(L, 1);
        add_bytes(r, r->subject.ptr + r->match->start, r->match->end - r->match->start);
    } else if (!lua_isstring(L, -1)) {
        luaL_error(L, "invalid replacement value (a %s)", luaL_typename(L, -1));
    } else {
        script_charge(L, lua_rawlen(L, -1) / 32);
        luaL_addvalue(&r->buffer);
    }
}

static int string_gsub(lua_State *L)
{
    base_str text = check_text(L, 1);
    base_str pattern_text = check_text(L, 2);
    int type = lua_type(L, 3);
    luaL_argexpected(L,
                     type == LUA_TNUMBER || type == LUA_TSTRING || type == LUA_TFUNCTION ||
                         type == LUA_TTABLE,
                     3, "string/function/table");
    lua_Integer most = luaL_optinteger(L, 4, (lua_Integer)text.len + 1);
    lua_settop(L, 4);
    script_pattern *pattern = script_pattern_push(L, pattern_text, 1);
    script_match match;
    replacing r = {.state = L, .subject = text, .match = &match};
    luaL_buffinit(L, &r.buffer);
    size_t at = 0;
    size_t last = BASE_STR_NONE; /* end of the match before */
    lua_Integer count = 0;
    while (count < most && at <= text.len) {
        if (!script_pattern_find(L, pattern, text, at, &match))
            break;
        add_bytes(&r, text.ptr + at, match.start - at);
        at = match.start;
        if (match.end != last) {
            count++;
            add_replacement(&r);
            last = match.end;
            at = match.end;
        } else if (at < text.len) {
            luaL_addchar(&r.buffer, text.ptr[at++]);
        } else {
            break;
        }
        if (script_pattern_anchored(pattern))
            break;
    }
    if (at < text.len)
        add_bytes(&r, text.ptr + at, text.len - at);
    luaL_pushresult(&r.buffer);
    lua_pushinteger(L, count);
    return 2;
}

void script_push_string(lua_State *L)
{
    static const luaL_Reg functions[] = {{"byte", string_byte},       {"char", string_char},
                                         {"find", string_find},       {"format", script_format},
                                         {"gmatch", string_gmatch},   {"gsub", string_gsub},
                                         {"len", string_len},         {"lower", string_lower},
                                         {"match", string_match},     {"rep", string_rep},
                                         {"reverse", string_reverse}, {"sub", string_sub},
                                         {"upper", string_upper},     {NULL, NULL}};
    luaL_newlib(L, functions);
    lua_pushliteral(L, "");
    lua_createtable(L, 0, 2);
    lua_pushvalue(L, -3);
    lua_setfield(L, -2, "__index");
    lua_pushboolean(L, 0);
    lua_setfield(L, -2, "__metatable");
    lua_setmetatable(L, -2);
    lua_pop(L, 1);
}
