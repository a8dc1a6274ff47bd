#include "pack/overlay.h"

#include <errno.h>
#include <fcntl.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "pack/data.h"
#include "pack/file.h"
#include "pack/folder.h"
#include "pack/param.h"
#include "result/result.h"
#include "text/normal.h"

#define LEAST_SIMILAR 40

/* What the functions below share. */
typedef struct reading {
    const char *path;
    base_str bytes;
    hecha_lang lang;
    pack *target;
    pack_overlay *out;
    base_vec changes; /* of pack_change, in the pack's arena */
    base_buf hashed;
    hecha_err *err;
} reading;

const char *pack_change_kind_name(pack_change_kind kind)
{
    static const char *const names[] = {"param", "severity", "disabled", "enabled", "data"};
    return names[kind];
}

/* The line of a key, or of a text in a list, behind that of its part; jansson keeps none. */
static int line_of(const reading *r, const char *part, const char *name)
{
    char quoted[160];
    size_t at = 0;
    const char *const words[] = {part, name};
    for (size_t i = 0; i < 2; i++) {
        if (words[i] == NULL)
            continue;
        snprintf(quoted, sizeof(quoted), "\"%.150s\"", words[i]);
        size_t found = base_str_find(r->bytes, base_str_c(quoted), at);
        if (found == BASE_STR_NONE)
            break;
        at = found;
    }
    int line = 1;
    for (size_t i = 0; i < at; i++)
        line += r->bytes.ptr[i] == '\n';
    return line;
}

/* Says what is wrong; {1} of the message is "part.name". */
static int wrong(const reading *r, const char *part, const char *name, base_msg_id message,
                 const char *second)
{
    char key[200];
    snprintf(key, sizeof(key), "%.90s%s%.90s", part ? part : "", part && name ? "." : "",
             name ? name : "");
    base_err(r->err, HECHA_E_USAGE, message, key, second, NULL);
    base_err_at(r->err, r->path, line_of(r, part, name), 0);
    return HECHA_E_USAGE;
}

/* ---- changes ---- */

static pack_change *add_change(reading *r, pack_change_kind kind, const char *part,
                               const char *name)
{
    base_arena *arena = r->target->arena;
    pack_change *change = base_vec_push(&r->changes, arena);
    if (change == NULL)
        return NULL;
    change->kind = kind;
    change->name = base_arena_str(arena, base_str_c(name));
    change->line = line_of(r, part, name);
    return change->name.ptr == NULL ? NULL : change;
}

/* The nearest of names, or NULL. */
static const char *nearer(base_str typed, base_str name, const char *best, int *similarity)
{
    int likeness = text_similarity(typed, name);
    if (likeness < LEAST_SIMILAR || likeness <= *similarity)
        return best;
    *similarity = likeness;
    return name.ptr;
}

static int set_param(reading *r, const char *name, const json_t *value)
{
    pack *target = r->target;
    const char *best = NULL;
    int similarity = 0;
    for (size_t i = 0; i < target->param_count; i++) {
        pack_param *param = &target->params[i];
        best = nearer(base_str_c(name), param->name, best, &similarity);
        if (!base_str_eq_c(param->name, name))
            continue;
        base_msg_id message = MSG_PACK_PARAM_VALUE;
        int code = pack_param_set(param, value, target->arena, &message);
        if (code == HECHA_E_MEMORY)
            return base_err_memory(r->err);
        if (code != 0)
            return wrong(r, "params", name, message, NULL);
        pack_change *change = add_change(r, PACK_CHANGE_PARAM, "params", name);
        char *shown = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
        if (change != NULL && shown != NULL) {
            base_str text = base_str_c(shown);
            if (json_is_string(value)) /* without its quotes */
                text = base_str_n(json_string_value(value), json_string_length(value));
            change->value = base_arena_str(target->arena, text);
        }
        int failed = change == NULL || shown == NULL || change->value.ptr == NULL;
        free(shown);
        return failed ? base_err_memory(r->err) : 0;
    }
    return wrong(r, "params", name, best ? MSG_OVERLAY_NO_PARAM_NEAR : MSG_OVERLAY_NO_PARAM, best);
}

static int set_severity(reading *r, const char *rule, const json_t *value)
{
    hecha_severity severity = result_severity_read(base_str_c(json_string_value(value)));
    if (severity == 0)
        return wrong(r, "severity", rule, MSG_OVERLAY_SEVERITY, NULL);
    pack_change *change = add_change(r, PACK_CHANGE_SEVERITY, "severity", rule);
    if (change == NULL)
        return base_err_memory(r->err);
    change->severity = severity;
    return 0;
}

static int disable(reading *r, const char *rule, const json_t *why)
{
    if (why != NULL && !json_is_string(why))
        return wrong(r, "disabled", rule, MSG_PACK_NOT_STRING, NULL);
    pack_change *change = add_change(r, PACK_CHANGE_DISABLED, "disabled", rule);
    if (change != NULL && why != NULL) {
        base_str text = base_str_n(json_string_value(why), json_string_length(why));
        change->value = base_arena_str(r->target->arena, text);
    }
    return change == NULL || (why != NULL && change->value.ptr == NULL) ? base_err_memory(r->err)
                                                                        : 0;
}

static int enable(reading *r, const char *rule, const json_t *unused)
{
    (void)unused;
    for (size_t i = 0; i < r->changes.count; i++) {
        const pack_change *change = base_vec_at(&r->changes, i);
        if (change->kind == PACK_CHANGE_DISABLED && base_str_eq_c(change->name, rule))
            return wrong(r, "enabled", rule, MSG_OVERLAY_BOTH, NULL);
    }
    return add_change(r, PACK_CHANGE_ENABLED, "enabled", rule) ? 0 : base_err_memory(r->err);
}

/* The folder of the overlay and the name in it. */
static base_str beside(const reading *r, const char *name)
{
    base_str folder = base_str_c(r->path);
    while (folder.len > 0 && folder.ptr[folder.len - 1] != '/')
        folder.len--;
    return pack_join(r->target->arena, folder, base_str_c(name));
}

static int append_file(reading *r, pack_data *data, const char *file)
{
    base_arena *arena = r->target->arena;
    base_str path = beside(r, file), unknown = {NULL, 0};
    base_buf bytes;
    pack_data more;
    if (path.ptr == NULL)
        return base_err_memory(r->err);
    base_buf_init(&bytes);
    int failure = pack_read_file(AT_FDCWD, path.ptr, 1, PACK_MAX_OVERLAY, &bytes);
    if (failure != 0) {
        char why[128];
        char shown[400];
        base_buf_dispose(&bytes);
        if (failure == ENOMEM)
            return base_err_memory(r->err);
        snprintf(shown, sizeof(shown), "%.250s: %s", path.ptr,
                 pack_errno_text(r->lang, failure, why, sizeof(why)));
        return wrong(r, "data", data->name.ptr, MSG_OVERLAY_FILE, shown);
    }
    base_buf_add_str(&r->hashed, base_buf_str(&bytes));
    hecha_err fault = base_err_init(r->lang);
    int code = pack_data_read(arena, base_buf_str(&bytes), path, &more, &fault);
    base_buf_dispose(&bytes);
    if (code == 0)
        code = pack_data_append(arena, data, &more, &unknown);
    if (code == HECHA_E_MEMORY)
        return base_err_memory(r->err);
    if (code != 0 && unknown.ptr != NULL)
        base_err(&fault, HECHA_E_USAGE,
                 code == HECHA_E_RULE ? MSG_OVERLAY_COLUMN : MSG_PACK_DATA_ROWS, unknown.ptr, NULL);
    if (code != 0) {
        if (r->err != NULL)
            *r->err = fault;
        base_err_at(r->err, path.ptr, fault.line > 0 ? fault.line : 1, 0);
        return HECHA_E_USAGE;
    }
    char rows[24];
    snprintf(rows, sizeof(rows), "%zu", more.row_count);
    pack_change *change = add_change(r, PACK_CHANGE_DATA, "data", data->name.ptr);
    if (change != NULL)
        change->value = base_arena_str(arena, base_str_c(rows));
    return change == NULL || change->value.ptr == NULL ? base_err_memory(r->err) : 0;
}

static int extend(reading *r, const char *name, const json_t *value)
{
    const char *best = NULL;
    int similarity = 0;
    if (!json_is_string(value) || json_string_length(value) == 0)
        return wrong(r, "data", name, MSG_PACK_NOT_STRING, NULL);
    for (size_t i = 0; i < r->target->data_count; i++) {
        pack_data *data = &r->target->data[i];
        best = nearer(base_str_c(name), data->name, best, &similarity);
        if (base_str_eq_c(data->name, name))
            return append_file(r, data, json_string_value(value));
    }
    return wrong(r, "data", name, best ? MSG_OVERLAY_NO_DATA_NEAR : MSG_OVERLAY_NO_DATA, best);
}

/* ---- the file ---- */

typedef int take_entry(reading *r, const char *name, const json_t *value);

static int compare_names(const void *a, const void *b)
{
    return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* The entries of an object by byte order of their names, which JSON does not keep. */
static int each_member(reading *r, const char *part, const json_t *object, take_entry *take)
{
    size_t count = json_object_size(object), at = 0;
    if (count > PACK_MAX_CHANGES)
        return wrong(r, part, NULL, MSG_OVERLAY_MANY, NULL);
    const char **names = base_arena_array(r->target->arena, count + 1, sizeof(*names));
    if (names == NULL)
        return base_err_memory(r->err);
    const char *name;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)object, name, value) names[at++] = name;
    qsort(names, count, sizeof(*names), compare_names);
    int code = 0;
    for (size_t i = 0; code == 0 && i < count; i++)
        code = take(r, names[i], json_object_get(object, names[i]));
    return code;
}

static int each_text(reading *r, const char *part, const json_t *list, take_entry *take)
{
    int code = 0;
    if (json_array_size(list) > PACK_MAX_CHANGES)
        return wrong(r, part, NULL, MSG_OVERLAY_MANY, NULL);
    for (size_t i = 0; code == 0 && i < json_array_size(list); i++) {
        const char *name = json_string_value(json_array_get(list, i));
        code = name != NULL ? take(r, name, NULL) : wrong(r, part, NULL, MSG_PACK_NOT_LIST, NULL);
    }
    return code;
}

typedef struct part {
    const char *name;
    take_entry *take;
    int may_list, may_object;
} part;

static int read_part(reading *r, const json_t *root, const part *p)
{
    const json_t *value = json_object_get(root, p->name);
    if (value == NULL)
        return 0;
    if (json_is_object(value) && p->may_object)
        return each_member(r, p->name, value, p->take);
    if (json_is_array(value) && p->may_list)
        return each_text(r, p->name, value, p->take);
    return wrong(r, p->name, NULL, p->may_object ? MSG_PACK_NOT_OBJECT : MSG_PACK_NOT_LIST, NULL);
}

static const part parts[] = {{"params", set_param, 0, 1},
                             {"severity", set_severity, 0, 1},
                             {"disabled", disable, 1, 1},
                             {"enabled", enable, 1, 0},
                             {"data", extend, 0, 1}};
#define PARTS (sizeof(parts) / sizeof(parts[0]))

/* A key that nothing reads would be a change that is not made. */
static int check_keys(const reading *r, const json_t *root)
{
    static const char *const head[] = {"overlay", "pack", "title"};
    const char *key, *best = NULL;
    json_t *value;
    json_object_foreach((json_t *)(uintptr_t)root, key, value)
    {
        int known = 0, similarity = 0;
        for (size_t i = 0; i < PARTS + 3; i++) {
            const char *name = i < 3 ? head[i] : parts[i - 3].name;
            known |= strcmp(key, name) == 0;
            best = nearer(base_str_c(key), base_str_c(name), best, &similarity);
        }
        if (!known)
            return wrong(r, NULL, key, best ? MSG_OVERLAY_NO_KEY_NEAR : MSG_OVERLAY_NO_KEY, best);
    }
    return 0;
}

static int find_target(reading *r, const json_t *root, pack *const *packs, size_t count)
{
    const json_t *version = json_object_get(root, "overlay");
    const char *name = json_string_value(json_object_get(root, "pack"));
    if (!json_is_integer(version) || json_integer_value(version) != 1)
        return wrong(r, NULL, "overlay", MSG_OVERLAY_VERSION, NULL);
    if (name == NULL)
        return wrong(r, NULL, "pack", MSG_PACK_MISSING_KEY, NULL);
    for (size_t i = 0; i < count; i++) {
        if (!packs[i]->single && base_str_eq_c(packs[i]->name, name))
            r->target = packs[i];
    }
    return r->target != NULL ? 0 : wrong(r, NULL, "pack", MSG_OVERLAY_NO_PACK, name);
}

static int read_title(const reading *r, const json_t *root)
{
    const json_t *title = json_object_get(root, "title");
    if (title == NULL)
        return 0;
    if (!json_is_string(title))
        return wrong(r, NULL, "title", MSG_PACK_NOT_STRING, NULL);
    base_str text = base_str_n(json_string_value(title), json_string_length(title));
    r->out->title = base_arena_str(r->target->arena, text);
    return r->out->title.ptr == NULL ? base_err_memory(r->err) : 0;
}

static int keep(reading *r)
{
    pack *target = r->target;
    base_arena *arena = target->arena;
    pack_overlay *all = base_arena_array(arena, target->overlay_count + 1, sizeof(*all));
    if (all == NULL || base_buf_failed(&r->hashed))
        return base_err_memory(r->err);
    if (target->overlay_count > 0)
        memcpy(all, target->overlays, target->overlay_count * sizeof(*all));
    r->out->path = base_arena_str(arena, base_str_c(r->path));
    r->out->changes = r->changes.items;
    r->out->change_count = r->changes.count;
    base_sha256_hex(base_buf_str(&r->hashed), r->out->sha256);
    all[target->overlay_count] = *r->out;
    target->overlays = all;
    target->overlay_count++;
    return r->out->path.ptr == NULL ? base_err_memory(r->err) : 0;
}

static int apply(reading *r, const json_t *root, pack *const *packs, size_t count)
{
    if (!json_is_object(root))
        return wrong(r, NULL, NULL, MSG_PACK_NOT_OBJECT, NULL);
    int code = check_keys(r, root);
    if (code == 0)
        code = find_target(r, root, packs, count);
    if (code == 0)
        code = read_title(r, root);
    for (size_t i = 0; code == 0 && i < PARTS; i++)
        code = read_part(r, root, &parts[i]);
    return code == 0 ? keep(r) : code;
}

static int parse(reading *r, pack *const *packs, size_t count)
{
    const base_str mark = base_str_c("\xEF\xBB\xBF");
    json_error_t fault;
    json_t *root = NULL;
    if (base_str_starts(r->bytes, mark))
        r->bytes = base_str_from(r->bytes, mark.len);
    for (int attempt = 0; root == NULL && attempt < 2; attempt++) /* see pack/manifest.c */
        root = json_loadb(r->bytes.ptr ? r->bytes.ptr : "", r->bytes.len, JSON_REJECT_DUPLICATES,
                          &fault);
    if (root == NULL) {
        base_err(r->err, HECHA_E_USAGE, MSG_PACK_BAD_JSON, fault.text, NULL);
        base_err_at(r->err, r->path, fault.line > 0 ? fault.line : 1,
                    fault.column > 0 ? fault.column : 0);
        return HECHA_E_USAGE;
    }
    int code = apply(r, root, packs, count);
    json_decref(root);
    return code;
}

int pack_overlay_apply(const char *path, pack *const *packs, size_t count, hecha_lang lang,
                       hecha_err *err)
{
    pack_overlay made;
    base_buf bytes;
    reading r = {.path = path, .lang = lang, .out = &made, .err = err};
    memset(&made, 0, sizeof(made));
    base_buf_init(&bytes);
    base_buf_init(&r.hashed);
    base_vec_init(&r.changes, sizeof(pack_change));
    int failure = pack_read_file(AT_FDCWD, path, 1, PACK_MAX_OVERLAY, &bytes);
    int code = 0;
    if (failure == ENOMEM) {
        code = base_err_memory(err);
    } else if (failure != 0) {
        char why[128];
        code = base_err(err, HECHA_E_USAGE, MSG_CANNOT_OPEN, path,
                        pack_errno_text(lang, failure, why, sizeof(why)), NULL);
    } else {
        r.bytes = base_buf_str(&bytes);
        base_buf_add_str(&r.hashed, r.bytes);
        code = parse(&r, packs, count);
    }
    base_buf_dispose(&bytes);
    base_buf_dispose(&r.hashed);
    return code;
}
