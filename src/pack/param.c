#include "pack/param.h"

#include <string.h>

#include "base/buf.h"

#define MAX_NAME 64u
#define MAX_TEXT 1024u

static const char *const type_names[] = {"integer", "decimal", "day", "flag", "text"};

#define TYPES (sizeof(type_names) / sizeof(type_names[0]))

static int refuse(base_msg_id *wrong, base_msg_id message)
{
    *wrong = message;
    return HECHA_E_RULE;
}

static int name_is_good(const char *name)
{
    size_t length = strlen(name);
    if (length == 0 || length > MAX_NAME || name[0] < 'a' || name[0] > 'z')
        return 0;
    for (size_t i = 0; i < length; i++) {
        int plain = (name[i] >= 'a' && name[i] <= 'z') || (name[i] >= '0' && name[i] <= '9');
        if (!plain && name[i] != '_')
            return 0;
    }
    return 1;
}

static base_str string_of(const json_t *value)
{
    return base_str_n(json_string_value(value), json_string_length(value));
}

/* "03-31" as 331. February has 28 days: what is set holds in every year. */
static int read_day(base_str text, int64_t *out)
{
    if (text.len != 5 || text.ptr[2] != '-')
        return 0;
    for (size_t i = 0; i < text.len; i++)
        if (i != 2 && (text.ptr[i] < '0' || text.ptr[i] > '9'))
            return 0;
    int month = (text.ptr[0] - '0') * 10 + text.ptr[1] - '0';
    int day = (text.ptr[3] - '0') * 10 + text.ptr[4] - '0';
    static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    *out = month * 100 + day;
    return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1];
}

static int is_line(base_str text)
{
    if (text.len > MAX_TEXT)
        return 0;
    for (size_t i = 0; i < text.len; i++)
        if ((unsigned char)text.ptr[i] < ' ')
            return 0;
    return 1;
}

/* A value of the type; -1: it is none. */
static int read_value(pack_param_type type, const json_t *value, pack_param_value *out)
{
    memset(out, 0, sizeof(*out));
    if (json_is_string(value))
        out->text = string_of(value);
    switch (type) {
    case PACK_PARAM_INTEGER:
        out->integer = json_integer_value(value);
        out->number = value_number_int(out->integer);
        return json_is_integer(value) ? 0 : -1;
    case PACK_PARAM_DECIMAL:
        if (json_is_integer(value))
            out->number = value_number_int(json_integer_value(value));
        else if (out->text.len == 0 || value_number_parse(out->text, &out->number) != VALUE_OK)
            return -1;
        return 0;
    case PACK_PARAM_DAY:
        if (!read_day(out->text, &out->integer))
            return -1;
        out->number = value_number_int(out->integer);
        return 0;
    case PACK_PARAM_FLAG:
        out->integer = json_is_true(value);
        return json_is_boolean(value) ? 0 : -1;
    default:
        return json_is_string(value) && is_line(out->text) ? 0 : -1;
    }
}

/* Strings of JSON die with it; a decimal is printed anew, without leading zeros and signs. */
static int keep_text(const pack_param *param, base_arena *arena, pack_param_value *value)
{
    base_buf buf;
    base_buf_init(&buf);
    if (param->type == PACK_PARAM_DECIMAL)
        value_number_print(&buf, value->number, NULL);
    else
        base_buf_add_str(&buf, value->text);
    int failed = base_buf_failed(&buf);
    value->text = failed ? value->text : base_arena_str(arena, base_buf_str(&buf));
    base_buf_dispose(&buf);
    return failed || value->text.ptr == NULL ? HECHA_E_MEMORY : 0;
}

int pack_param_set(pack_param *param, const json_t *value, base_arena *arena, base_msg_id *wrong)
{
    pack_param_value read;
    if (read_value(param->type, value, &read) != 0)
        return refuse(wrong, MSG_PACK_PARAM_VALUE);
    if ((param->has_min && value_number_cmp(read.number, param->min.number) < 0) ||
        (param->has_max && value_number_cmp(read.number, param->max.number) > 0))
        return refuse(wrong, MSG_PACK_PARAM_RANGE);
    if (keep_text(param, arena, &read) != 0)
        return HECHA_E_MEMORY;
    param->value = read;
    return 0;
}

/* min or max; absent: none. */
static int read_bound(pack_param *param, const json_t *declared, const char *key, int *has,
                      pack_param_value *out, base_arena *arena, base_msg_id *wrong)
{
    const json_t *value = json_object_get(declared, key);
    if (value == NULL)
        return 0;
    int ordered = param->type != PACK_PARAM_FLAG && param->type != PACK_PARAM_TEXT;
    if (!ordered || read_value(param->type, value, out) != 0)
        return refuse(wrong, MSG_PACK_PARAM_BOUND);
    *has = 1;
    return keep_text(param, arena, out);
}

static int read_type(const json_t *value, pack_param_type *out)
{
    const char *name = json_string_value(value);
    for (size_t i = 0; name != NULL && i < TYPES; i++) {
        if (strcmp(name, type_names[i]) == 0) {
            *out = (pack_param_type)i;
            return 0;
        }
    }
    return -1;
}

static int read_title(const json_t *declared, base_arena *arena, base_str *out, base_msg_id *wrong)
{
    const json_t *title = json_object_get(declared, "title");
    if (!json_is_string(title) || base_str_trim(string_of(title)).len == 0 ||
        !is_line(string_of(title)))
        return refuse(wrong, MSG_PACK_PARAM_TITLE);
    *out = base_arena_str(arena, string_of(title));
    return out->ptr == NULL ? HECHA_E_MEMORY : 0;
}

int pack_param_declare(const char *name, const json_t *declared, base_arena *arena, pack_param *out,
                       base_msg_id *wrong)
{
    memset(out, 0, sizeof(*out));
    if (!name_is_good(name))
        return refuse(wrong, MSG_PACK_PARAM_NAME);
    if (!json_is_object(declared))
        return refuse(wrong, MSG_PACK_NOT_OBJECT);
    if (read_type(json_object_get(declared, "type"), &out->type) != 0)
        return refuse(wrong, MSG_PACK_PARAM_TYPE);
    out->name = base_arena_str(arena, base_str_c(name));
    int code = out->name.ptr == NULL ? HECHA_E_MEMORY : 0;
    if (code == 0)
        code = read_title(declared, arena, &out->title, wrong);
    if (code == 0)
        code = read_bound(out, declared, "min", &out->has_min, &out->min, arena, wrong);
    if (code == 0)
        code = read_bound(out, declared, "max", &out->has_max, &out->max, arena, wrong);
    if (code == 0)
        code = pack_param_set(out, json_object_get(declared, "default"), arena, wrong);
    return code;
}
