#include "pack/manifest.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/vec.h"
#include "pack/param.h"

#define MAX_NAME 64u

/* What the functions below share. */
typedef struct reading {
    base_str bytes; /* of the manifest, for finding lines */
    const char *path;
    pack *out;
    hecha_err *err;
} reading;

static int line_at(base_str bytes, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset && i < bytes.len; i++)
        line += bytes.ptr[i] == '\n';
    return line;
}

/* Line of the first `"key" :` at or after `start`; jansson keeps no positions of values. */
static int line_of_key(base_str bytes, const char *key, size_t start)
{
    size_t length = strlen(key);
    size_t at = start;
    while ((at = base_str_find(bytes, base_str_c(key), at)) != BASE_STR_NONE) {
        size_t end = at + length;
        if (at > 0 && bytes.ptr[at - 1] == '"' && end < bytes.len && bytes.ptr[end] == '"') {
            end++;
            while (end < bytes.len && strchr(" \t\r\n", bytes.ptr[end]) != NULL)
                end++;
            if (end < bytes.len && bytes.ptr[end] == ':')
                return line_at(bytes, at);
        }
        at++;
    }
    return 1;
}

static int line_of(const reading *r, const char *key)
{
    const char *dot = strchr(key, '.');
    if (dot == NULL)
        return line_of_key(r->bytes, key, 0);
    size_t subject = base_str_find(r->bytes, base_str_c("\"subject\""), 0);
    return line_of_key(r->bytes, dot + 1, subject == BASE_STR_NONE ? 0 : subject);
}

/* Reports what is wrong with a key; `key` may be "subject.agency". */
static int wrong(const reading *r, const char *key, base_msg_id message)
{
    base_err(r->err, HECHA_E_RULE, message, key, NULL);
    base_err_at(r->err, r->path, line_of(r, key), 0);
    return HECHA_E_RULE;
}

/* Copies a JSON string; 0, or an error when it is not one. */
static int copy_string(const reading *r, const json_t *value, const char *key, base_str *out)
{
    if (!json_is_string(value))
        return wrong(r, key, MSG_PACK_NOT_STRING);
    base_str text = base_str_n(json_string_value(value), json_string_length(value));
    if (text.len > 0 && memchr(text.ptr, '\0', text.len) != NULL)
        return wrong(r, key, MSG_PACK_NOT_STRING);
    *out = base_arena_str(r->out->arena, text);
    return out->ptr == NULL ? base_err_memory(r->err) : 0;
}

static int read_required(const reading *r, const json_t *root, const char *key, base_str *out)
{
    const json_t *value = json_object_get(root, key);
    if (value == NULL)
        return wrong(r, key, MSG_PACK_MISSING_KEY);
    int code = copy_string(r, value, key, out);
    if (code != 0)
        return code;
    if (base_str_trim(*out).len == 0)
        return wrong(r, key, MSG_PACK_EMPTY_KEY);
    return 0;
}

/* A list of strings; absent: none. */
static int read_list(const reading *r, const json_t *root, const char *key, base_str **out,
                     size_t *count)
{
    const json_t *list = json_object_get(root, key);
    if (list == NULL)
        return 0;
    if (!json_is_array(list))
        return wrong(r, key, MSG_PACK_NOT_LIST);
    size_t size = json_array_size(list);
    *out = base_arena_array(r->out->arena, size, sizeof(**out));
    if (*out == NULL)
        return base_err_memory(r->err);
    for (size_t i = 0; i < size; i++) {
        int code = copy_string(r, json_array_get(list, i), key, &(*out)[i]);
        if (code != 0)
            return code;
    }
    *count = size;
    return 0;
}

/* A name stands in PACK/ID and in file names: no separators, no white space, no controls. */
static int name_is_good(base_str name)
{
    if (name.len == 0 || name.len > MAX_NAME || name.ptr[0] == '.' || name.ptr[0] == '-')
        return 0;
    for (size_t i = 0; i < name.len; i++) {
        unsigned char byte = (unsigned char)name.ptr[i];
        if (byte <= ' ' || byte == 0x7F || strchr("/\\:*?\"<>|,", byte) != NULL)
            return 0;
    }
    return 1;
}

static int version_is_good(base_str version)
{
    if (version.len == 0 || version.len > MAX_NAME || version.ptr[0] < '0' || version.ptr[0] > '9')
        return 0;
    for (size_t i = 0; i < version.len; i++) {
        char byte = version.ptr[i];
        int letter = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
        if (!letter && !(byte >= '0' && byte <= '9') && byte != '.' && byte != '-' && byte != '+')
            return 0;
    }
    return 1;
}

static int read_where(const reading *r, const json_t *value, const char *key, form_pattern *out)
{
    static const struct {
        const char *name;
        form_where where;
    } known[] = {
        {"title", FORM_IN_TITLE},     {"title-line", FORM_IN_TITLE_LINE},
        {"caption", FORM_IN_CAPTION}, {"text", FORM_IN_TEXT},
        {"end", FORM_IN_END},
    };
    base_str name = {NULL, 0};
    int code = copy_string(r, value, key, &name);
    if (code != 0)
        return code;
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (base_str_eq_c(name, known[i].name)) {
            out->where = known[i].where;
            return 0;
        }
    }
    base_str field = base_str_c("field:");
    if (!base_str_starts(name, field) || name.len == field.len)
        return wrong(r, key, MSG_PACK_BAD_WHERE);
    out->where = FORM_IN_FIELD;
    out->field = base_str_from(name, field.len);
    return 0;
}

static int read_pattern(const reading *r, const json_t *value, const char *key, int bare,
                        form_pattern *out)
{
    int code;
    if (bare) {
        out->where = FORM_IN_TITLE;
        code = copy_string(r, value, key, &out->pattern);
    } else {
        if (!json_is_object(value))
            return wrong(r, key, MSG_PACK_BAD_PATTERN);
        code = read_where(r, json_object_get(value, "in"), key, out);
        if (code == 0)
            code = copy_string(r, json_object_get(value, "pattern"), key, &out->pattern);
    }
    if (code != 0)
        return code;
    code = form_pattern_prepare(r->out->arena, out, r->err);
    if (code != 0) {
        size_t at = base_str_find(r->bytes, out->pattern, 0);
        base_err_at(r->err, r->path, at == BASE_STR_NONE ? line_of(r, key) : line_at(r->bytes, at),
                    0);
    }
    return code;
}

/* One list of patterns; `bare`: strings that are tried on the title. */
static int read_patterns(const reading *r, const json_t *subject, const char *key, int bare,
                         form_patterns *out)
{
    const json_t *list = json_object_get(subject, strchr(key, '.') + 1);
    if (list == NULL)
        return 0;
    if (!json_is_array(list))
        return wrong(r, key, MSG_PACK_NOT_LIST);
    size_t size = json_array_size(list);
    out->items = base_arena_array(r->out->arena, size, sizeof(*out->items));
    if (out->items == NULL)
        return base_err_memory(r->err);
    for (size_t i = 0; i < size; i++) {
        int code = read_pattern(r, json_array_get(list, i), key, bare, &out->items[i]);
        if (code != 0)
            return code;
    }
    out->count = size;
    return 0;
}

static int read_subject(const reading *r, const json_t *root)
{
    const json_t *subject = json_object_get(root, "subject");
    form_subject_rules *out = &r->out->subject;
    if (subject == NULL)
        return 0;
    if (!json_is_object(subject))
        return wrong(r, "subject", MSG_PACK_NOT_OBJECT);
    const struct {
        const char *key;
        int bare;
        form_patterns *out;
    } lists[] = {
        {"subject.title", 1, &out->title}, {"subject.agency", 0, &out->agency},
        {"subject.year", 0, &out->year},   {"subject.period", 0, &out->period},
        {"subject.date", 0, &out->date},
    };
    for (size_t i = 0; i < sizeof(lists) / sizeof(lists[0]); i++) {
        int code = read_patterns(r, subject, lists[i].key, lists[i].bare, lists[i].out);
        if (code != 0)
            return code;
    }
    return 0;
}

/* Says what is wrong with params.NAME, at the line of NAME. */
static int wrong_param(const reading *r, const char *name, base_msg_id message)
{
    size_t params = base_str_find(r->bytes, base_str_c("\"params\""), 0);
    char key[MAX_NAME + sizeof("params.")];
    snprintf(key, sizeof(key), "params.%s", name);
    base_err(r->err, HECHA_E_RULE, message, key, NULL);
    base_err_at(r->err, r->path, line_of_key(r->bytes, name, params == BASE_STR_NONE ? 0 : params),
                0);
    return HECHA_E_RULE;
}

static int compare_params(const void *a, const void *b)
{
    return base_str_cmp(((const pack_param *)a)->name, ((const pack_param *)b)->name);
}

static int read_params(const reading *r, json_t *root)
{
    json_t *params = json_object_get(root, "params");
    pack *out = r->out;
    if (params == NULL)
        return 0;
    if (!json_is_object(params))
        return wrong(r, "params", MSG_PACK_NOT_OBJECT);
    if (json_object_size(params) > PACK_MAX_PARAMS)
        return wrong(r, "params", MSG_PACK_PARAM_MANY);
    out->params = base_arena_array(out->arena, json_object_size(params), sizeof(*out->params));
    if (out->params == NULL)
        return base_err_memory(r->err);
    const char *name;
    json_t *declared;
    json_object_foreach(params, name, declared)
    {
        base_msg_id message = MSG_PACK_PARAM_VALUE;
        int code = pack_param_declare(name, declared, out->arena, &out->params[out->param_count],
                                      &message);
        if (code != 0)
            return code == HECHA_E_MEMORY ? base_err_memory(r->err) : wrong_param(r, name, message);
        out->param_count++;
    }
    if (out->param_count > 1)
        qsort(out->params, out->param_count, sizeof(*out->params), compare_params);
    return 0;
}

static int read_identity(const reading *r, const json_t *root)
{
    int code = read_required(r, root, "name", &r->out->name);
    if (code != 0)
        return code;
    if (!name_is_good(r->out->name))
        return wrong(r, "name", MSG_PACK_BAD_NAME);
    code = read_required(r, root, "version", &r->out->version);
    if (code != 0)
        return code;
    if (!version_is_good(r->out->version))
        return wrong(r, "version", MSG_PACK_BAD_VERSION);
    const json_t *api = json_object_get(root, "api");
    if (api == NULL)
        return wrong(r, "api", MSG_PACK_MISSING_KEY);
    if (!json_is_integer(api) || json_integer_value(api) != 1)
        return wrong(r, "api", MSG_PACK_BAD_API);
    return read_required(r, root, "title", &r->out->title);
}

static int read_rest(const reading *r, json_t *root)
{
    const json_t *licence = json_object_get(root, "licence");
    int code = licence ? copy_string(r, licence, "licence", &r->out->licence) : 0;
    if (code == 0)
        code = read_list(r, root, "authors", &r->out->authors, &r->out->author_count);
    if (code == 0)
        code = read_list(r, root, "requires", &r->out->requires, &r->out->require_count);
    if (code == 0)
        code = read_subject(r, root);
    if (code == 0)
        code = read_params(r, root);
    return code;
}

/* jansson tells a lack of memory as a syntax error here and there; a text that is really wrong is
 * wrong twice. */
static json_t *parse(base_str bytes, json_error_t *fault)
{
    json_t *root = NULL;
    for (int attempt = 0; root == NULL && attempt < 2; attempt++)
        root = json_loadb(bytes.ptr ? bytes.ptr : "", bytes.len, JSON_REJECT_DUPLICATES, fault);
    return root;
}

int pack_manifest_read(base_str bytes, const char *path, pack *out, hecha_err *err)
{
    const base_str mark = base_str_c("\xEF\xBB\xBF");
    reading r = {bytes, path, out, err};
    json_error_t fault;
    if (base_str_starts(bytes, mark))
        r.bytes = base_str_from(bytes, mark.len);
    json_t *root = parse(r.bytes, &fault);
    if (root == NULL) {
        base_err(err, HECHA_E_RULE, MSG_PACK_BAD_JSON, fault.text, NULL);
        base_err_at(err, path, fault.line > 0 ? fault.line : 1,
                    fault.column > 0 ? fault.column : 0);
        return HECHA_E_RULE;
    }
    int code;
    if (json_is_object(root)) {
        code = read_identity(&r, root);
        if (code == 0)
            code = read_rest(&r, root);
    } else {
        code = wrong(&r, "pack.json", MSG_PACK_NOT_OBJECT);
    }
    json_decref(root);
    return code;
}
