#include <stdio.h>

#include "script/core_message.h"
#include "script/sandbox.h"
#include "script/vm.h"
#include "text/utf8.h"

#define MAX_TEXT 2048
#define MAX_CALLERS 4

static const char missing_key = 0; /* its address names the metatable in the registry */

/* ---- text ---- */

/* What is replaced by a space: controls, and what turns the direction of text. */
static int is_blanked(uint32_t codepoint)
{
    return codepoint < 0x20 || (codepoint >= 0x7F && codepoint < 0xA0) ||
           (codepoint >= 0x2028 && codepoint <= 0x202E) ||
           (codepoint >= 0x2066 && codepoint <= 0x2069);
}

/* Bytes of the characters from the offset on that stay as they are: `most` at most. */
static size_t clean_run(base_str text, size_t offset, size_t most, int lines)
{
    size_t start = offset, end = text.len - start > most ? start + most : text.len;
    while (offset < end) {
        size_t next = offset;
        uint32_t codepoint = text_utf8_next(text, &next);
        int stays = codepoint == '\n' ? lines : !is_blanked(codepoint) && codepoint != 0xFFFD;
        if (!stays || next > end)
            break;
        offset = next;
    }
    return offset - start;
}

void script_clean(base_buf *buf, base_str text, size_t most, int lines)
{
    size_t end = buf->len + most;
    size_t offset = 0;
    while (offset < text.len && !base_buf_failed(buf)) {
        size_t run = clean_run(text, offset, end - buf->len, lines);
        base_buf_add(buf, text.ptr + offset, run);
        offset += run;
        if (offset == text.len)
            break;
        uint32_t codepoint = text_utf8_next(text, &offset);
        size_t length = codepoint == 0xFFFD ? strlen("\xEF\xBF\xBD") : 1;
        if (length > end - buf->len || (codepoint != 0xFFFD && !is_blanked(codepoint)))
            break; /* no room for it */
        if (codepoint == 0xFFFD)
            base_buf_add_codepoint(buf, codepoint);
        else
            base_buf_add_byte(buf, ' ');
    }
}

base_str script_check_str(lua_State *L, int index)
{
    luaL_checktype(L, index, LUA_TSTRING);
    size_t length;
    const char *text = lua_tolstring(L, index, &length);
    return base_str_n(text, length);
}

void script_push_str(lua_State *L, base_str text)
{
    lua_pushlstring(L, text.ptr != NULL ? text.ptr : "", text.len);
}

/* ---- raising ---- */

static int raise(lua_State *L, base_msg_id message, va_list arguments)
{
    char text[MAX_TEXT];
    size_t length = base_msg_vformat(text, sizeof(text), script_vm_of(L)->lang, message, arguments);
    luaL_where(L, 1);
    lua_pushlstring(L, text, length);
    lua_concat(L, 2);
    return lua_error(L);
}

int script_raise(lua_State *L, base_msg_id message, ...)
{
    va_list arguments;
    va_start(arguments, message);
    raise(L, message, arguments);
    va_end(arguments);
    return 0;
}

static void push_missing_metatable(lua_State *L)
{
    if (lua_rawgetp(L, LUA_REGISTRYINDEX, &missing_key) == LUA_TTABLE)
        return;
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -1);
    lua_rawsetp(L, LUA_REGISTRYINDEX, &missing_key);
}

int script_raise_text(lua_State *L, base_str text, int is_missing)
{
    script_push_str(L, text);
    if (is_missing) {
        lua_newuserdatauv(L, 1, 1);
        lua_insert(L, -2);
        lua_setiuservalue(L, -2, 1);
        push_missing_metatable(L);
        lua_setmetatable(L, -2);
    }
    return lua_error(L);
}

int script_raise_missing(lua_State *L, base_msg_id message, ...)
{
    char text[MAX_TEXT];
    va_list arguments;
    va_start(arguments, message);
    size_t length = base_msg_vformat(text, sizeof(text), script_vm_of(L)->lang, message, arguments);
    va_end(arguments);
    return script_raise_text(L, base_str_n(text, length), 1);
}

int script_is_missing(lua_State *L, int index)
{
    if (lua_type(L, index) != LUA_TUSERDATA || !lua_getmetatable(L, index))
        return 0;
    lua_rawgetp(L, LUA_REGISTRYINDEX, &missing_key);
    int same = lua_type(L, -1) == LUA_TTABLE && lua_rawequal(L, -1, -2);
    lua_pop(L, 2);
    return same;
}

/* ---- catching ---- */

/* Adds the lines that called the one at fault: "; called from line 30, 41". */
static void add_callers(lua_State *L, luaL_Buffer *buffer, int level)
{
    lua_Debug frame;
    char lines[MAX_CALLERS * 16] = "", text[128];
    size_t length = 0;
    for (int found = 0; found < MAX_CALLERS && lua_getstack(L, level, &frame); level++) {
        if (!lua_getinfo(L, "l", &frame) || frame.currentline <= 0)
            continue;
        length += (size_t)snprintf(lines + length, sizeof(lines) - length, "%s%d",
                                   found++ > 0 ? ", " : "", frame.currentline);
    }
    if (length > 0)
        luaL_addlstring(buffer, text,
                        base_msg_format(text, sizeof(text), script_vm_of(L)->lang,
                                        MSG_SCRIPT_CALLED_FROM, lines, NULL));
}

/* Adds the text: what Lua itself raises in the language of the run, behind its place. */
static void add_raised(script_vm *vm, luaL_Buffer *buffer, base_str text, const char *name)
{
    char words[MAX_TEXT];
    size_t colon = base_str_starts(text, base_str_c(name))
                       ? base_str_find(text, base_str_c(": "), strlen(name))
                       : BASE_STR_NONE;
    size_t place = colon == BASE_STR_NONE ? 0 : colon + 2;
    size_t length = script_core_message(vm->lang, base_str_from(text, place), words, sizeof(words));
    if (length > 0) {
        luaL_addlstring(buffer, text.ptr, place);
        text = base_str_n(words, length);
    }
    luaL_addlstring(buffer, text.ptr,
                    text.len < vm->limits.message ? text.len : vm->limits.message);
}

/* Message handler: gives every error a text with the place it was raised at. */
static int on_error(lua_State *L)
{
    script_vm *vm = script_vm_of(L);
    if (vm->meter.fatal != SCRIPT_ALIVE || script_is_missing(L, 1))
        return 1;
    size_t length;
    const char *text = script_tostring(L, 1, &length);
    if (lua_type(L, 1) != LUA_TSTRING && lua_type(L, 1) != LUA_TNUMBER) {
        lua_pushfstring(L, "(%s)", luaL_typename(L, 1));
        text = lua_tolstring(L, -1, &length);
    }
    lua_Debug frame;
    int level = 1;
    while (lua_getstack(L, level, &frame)) {
        level++;
        if (lua_getinfo(L, "Sl", &frame) && frame.currentline > 0)
            break;
        frame.currentline = 0;
    }
    luaL_Buffer buffer;
    luaL_buffinit(L, &buffer);
    if (level > 1 && frame.currentline > 0 &&
        !base_str_starts(base_str_n(text, length), base_str_c(frame.short_src))) {
        lua_pushfstring(L, "%s:%d: ", frame.short_src, frame.currentline);
        luaL_addvalue(&buffer);
    }
    add_raised(vm, &buffer, base_str_n(text, length), level > 1 ? frame.short_src : "");
    add_callers(L, &buffer, level);
    luaL_pushresult(&buffer);
    return 1;
}

int script_protect(script_vm *vm, lua_CFunction fn, void *argument)
{
    lua_State *L = vm->state;
    int base = lua_gettop(L);
    lua_pushcfunction(L, on_error);
    lua_pushcfunction(L, fn);
    lua_pushlightuserdata(L, argument);
    int status = lua_pcall(L, 1, 0, base + 1);
    if (status == LUA_ERRMEM && vm->meter.fatal == SCRIPT_ALIVE)
        vm->meter.fatal = vm->meter.units < 0 ? SCRIPT_CPU : SCRIPT_MEMORY;
    lua_remove(L, base + 1);
    return status;
}

void script_error_text(lua_State *L, base_buf *buf, size_t most)
{
    int top = lua_gettop(L);
    if (script_is_missing(L, -1))
        lua_getiuservalue(L, -1, 1);
    size_t length = 0;
    const char *text = "?";
    if (lua_type(L, -1) == LUA_TSTRING)
        text = lua_tolstring(L, -1, &length);
    script_clean(buf, base_str_n(text, length), most, 0);
    lua_settop(L, top);
}
