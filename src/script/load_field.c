/* Fields of the tables that rule files give. Raw access, types checked, texts checked for UTF-8. */
#include "script/core_message.h"
#include "script/load.h"
#include "text/normal.h"
#include "text/utf8.h"

#define MAX_LIST 1024
#define NEAR_FIELD 50 /* least likeness of a field that is named as near */

int script_defect_set(lua_State *L, script_defect *defect, base_msg_id message, ...)
{
    char text[2048];
    va_list arguments;
    va_start(arguments, message);
    size_t length = base_msg_vformat(text, sizeof(text), script_vm_of(L)->lang, message, arguments);
    va_end(arguments);
    defect->text = script_load_str(L, base_str_n(text, length));
    return -1;
}

int script_field_missing(lua_State *L, const char *name, script_defect *defect)
{
    return script_defect_set(L, defect, MSG_SCRIPT_FIELD_MISSING, name, NULL);
}

int script_field_wrong(lua_State *L, const char *name, const char *wanted, const char *type,
                       script_defect *defect)
{
    hecha_lang lang = script_vm_of(L)->lang;
    return script_defect_set(L, defect, MSG_SCRIPT_FIELD_TYPE, name, script_core_word(lang, wanted),
                             script_core_word(lang, type), NULL);
}

int script_field(lua_State *L, int table, const char *name)
{
    table = lua_absindex(L, table);
    lua_pushstring(L, name);
    return lua_rawget(L, table);
}

/* The string at the top as a copy. */
static int read_text(lua_State *L, const char *name, base_str *out, script_defect *defect)
{
    if (lua_type(L, -1) != LUA_TSTRING)
        return script_field_wrong(L, name, "string", luaL_typename(L, -1), defect);
    base_str text = script_check_str(L, -1);
    script_charge(L, 4 + text.len / 8);
    if (text_utf8_invalid(text) != BASE_STR_NONE || memchr(text.ptr, '\0', text.len) != NULL)
        return script_defect_set(L, defect, MSG_SCRIPT_FIELD_UTF8, name, NULL);
    *out = script_load_str(L, text);
    return 0;
}

int script_field_str(lua_State *L, int table, const char *name, base_str *out,
                     script_defect *defect)
{
    int code = 0;
    if (script_field(L, table, name) != LUA_TNIL)
        code = read_text(L, name, out, defect);
    lua_pop(L, 1);
    return code;
}

/* The list at the top; every element a string. */
static int read_list(lua_State *L, const char *name, base_str **out, size_t *count,
                     script_defect *defect)
{
    size_t length = lua_rawlen(L, -1);
    if (length > MAX_LIST)
        return script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, name, NULL);
    base_str *texts = script_load_alloc(L, length, sizeof(*texts));
    int code = 0;
    for (size_t i = 0; i < length && code == 0; i++) {
        lua_rawgeti(L, -1, (lua_Integer)i + 1);
        code = read_text(L, name, &texts[i], defect);
        lua_pop(L, 1);
    }
    *out = texts;
    *count = length;
    return code;
}

int script_field_list(lua_State *L, int table, const char *name, base_str **out, size_t *count,
                      script_defect *defect)
{
    int code = 0;
    int type = script_field(L, table, name);
    if (type == LUA_TSTRING) {
        *out = script_load_alloc(L, 1, sizeof(**out));
        *count = 1;
        code = read_text(L, name, *out, defect);
    } else if (type == LUA_TTABLE) {
        code = read_list(L, name, out, count, defect);
    } else if (type != LUA_TNIL) {
        code =
            script_field_wrong(L, name, "string or list of strings", luaL_typename(L, -1), defect);
    }
    lua_pop(L, 1);
    return code;
}

int script_field_flag(lua_State *L, int table, const char *name, int *out, script_defect *defect)
{
    int code = 0;
    int type = script_field(L, table, name);
    if (type == LUA_TBOOLEAN)
        *out = lua_toboolean(L, -1);
    else if (type != LUA_TNIL)
        code = script_field_wrong(L, name, "boolean", luaL_typename(L, -1), defect);
    lua_pop(L, 1);
    return code;
}

/* The value at the top as a year or another small number; nil is 0. */
static int read_int(lua_State *L, const char *name, int *out, script_defect *defect)
{
    if (lua_isnil(L, -1)) {
        *out = 0;
        return 0;
    }
    lua_Integer number = lua_isinteger(L, -1) ? lua_tointeger(L, -1) : -1;
    if (number < 0 || number > 9999)
        return script_field_wrong(L, name, "year", luaL_typename(L, -1), defect);
    *out = (int)number;
    return 0;
}

int script_field_int(lua_State *L, int table, const char *name, int *out, script_defect *defect)
{
    script_field(L, table, name);
    int code = read_int(L, name, out, defect);
    lua_pop(L, 1);
    return code;
}

int script_field_years(lua_State *L, int table, const char *name, int *from, int *to,
                       script_defect *defect)
{
    int code = 0;
    int type = script_field(L, table, name);
    if (type == LUA_TNUMBER) {
        code = read_int(L, name, from, defect);
        *to = *from;
    } else if (type == LUA_TTABLE) {
        if (lua_rawlen(L, -1) > 2)
            code = script_defect_set(L, defect, MSG_SCRIPT_FIELD_LONG, name, NULL);
        for (int i = 1; i <= 2 && code == 0; i++) {
            lua_rawgeti(L, -1, i);
            code = read_int(L, name, i == 1 ? from : to, defect);
            lua_pop(L, 1);
        }
        if (code == 0 && *to != 0 && *from > *to) {
            /* No report is of such years: the rule would not apply, and not look broken. */
            *from = *to = 0;
            code = script_defect_set(L, defect, MSG_SCRIPT_YEARS_ORDER, name, NULL);
        }
    } else if (type != LUA_TNIL) {
        code = script_field_wrong(L, name, "{from, to}", luaL_typename(L, -1), defect);
    }
    lua_pop(L, 1);
    return code;
}

int script_field_severity(lua_State *L, int table, hecha_severity *out, script_defect *defect)
{
    base_str text = base_str_n(NULL, 0);
    if (script_field_str(L, table, "severity", &text, defect) != 0)
        return -1;
    if (text.ptr == NULL)
        return 0;
    *out = result_severity_read(text);
    if (*out != 0)
        return 0;
    return script_defect_set(L, defect, MSG_SCRIPT_FIELD_VALUE, "severity", text.ptr,
                             "error, warning, notice, 强制, 核实, 提示", NULL);
}

static int is_known(const char *const *names, const char *name)
{
    for (; *names != NULL; names++)
        if (strcmp(*names, name) == 0)
            return 1;
    return 0;
}

/* The field that was likely meant; NULL: none is near. */
static const char *nearest_field(base_str name, const char *const *names)
{
    const char *best = NULL;
    int most = NEAR_FIELD - 1;
    for (; *names != NULL; names++) {
        int likeness = text_similarity(name, base_str_c(*names));
        if (likeness > most) {
            most = likeness;
            best = *names;
        }
    }
    return best;
}

/* Of several unknown fields the first by name is told, so that the message is always the same. */
int script_only_fields(lua_State *L, int table, const char *const *names, script_defect *defect)
{
    table = lua_absindex(L, table);
    char unknown[64] = "";
    lua_pushnil(L);
    while (lua_next(L, table) != 0) {
        lua_pop(L, 1);
        script_charge(L, 8);
        char name[64] = "[1]";
        if (lua_type(L, -1) == LUA_TSTRING) {
            if (is_known(names, lua_tostring(L, -1)))
                continue;
            strncpy(name, lua_tostring(L, -1), sizeof(name) - 1);
        }
        if (unknown[0] == '\0' || strcmp(name, unknown) < 0)
            memcpy(unknown, name, sizeof(unknown));
    }
    if (unknown[0] == '\0')
        return 0;
    base_buf *scratch = &script_vm_of(L)->scratch;
    base_buf_clear(scratch);
    script_clean(scratch, base_str_c(unknown), sizeof(unknown), 0);
    base_str clean = script_load_str(L, base_buf_str(scratch));
    const char *near = nearest_field(clean, names);
    return near == NULL
               ? script_defect_set(L, defect, MSG_SCRIPT_FIELD_UNKNOWN, clean.ptr, NULL)
               : script_defect_set(L, defect, MSG_SCRIPT_FIELD_NEAR, clean.ptr, near, NULL);
}
