/* Which pack a -p names. */
#include <stdio.h>
#include <sys/stat.h>

#include "audit/engine.h"
#include "base/err.h"

#define LONGEST 4096u

static int is_folder(const char *path)
{
    struct stat info;
    return stat(path, &info) == 0 && S_ISDIR(info.st_mode);
}

static int has_manifest(const char *folder)
{
    char path[LONGEST];
    struct stat info;
    int length = snprintf(path, sizeof(path), "%s/pack.json", folder);
    return length > 0 && (size_t)length < sizeof(path) && stat(path, &info) == 0;
}

static base_str last_part(base_str path)
{
    size_t at = path.len;
    while (at > 0 && path.ptr[at - 1] != '/')
        at--;
    return base_str_from(path, at);
}

/* 1 if the manifest in the folder gives this name. */
static int is_called(base_str folder, const char *name)
{
    pack *source;
    if (pack_load(folder.ptr, HECHA_LANG_ZH, &source, NULL) != 0)
        return 0;
    int same = base_str_eq_c(source->name, name);
    pack_free(source);
    return same;
}

/* The installed pack of this name. A folder is usually called like its pack, so that the others
 * need not be read. */
static const base_str *find_installed(const hecha *engine, const char *name)
{
    const base_str *folders = engine->installed.items;
    size_t count = engine->installed.count;
    for (size_t i = 0; i < count; i++) {
        if (base_str_eq_c(last_part(folders[i]), name) && is_called(folders[i], name))
            return &folders[i];
    }
    for (size_t i = 0; i < count; i++) {
        if (!base_str_eq_c(last_part(folders[i]), name) && is_called(folders[i], name))
            return &folders[i];
    }
    /* A pack whose manifest is broken is found by its folder, so that it can be told. */
    for (size_t i = 0; i < count; i++) {
        if (base_str_eq_c(last_part(folders[i]), name))
            return &folders[i];
    }
    return NULL;
}

static void join_names(base_buf *buf, const base_str *folders, size_t count, hecha_lang lang)
{
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            base_buf_add_c(buf, lang == HECHA_LANG_EN ? ", " : "、");
        base_buf_add_str(buf, last_part(folders[i]));
    }
}

static int usage(hecha_err *err, base_msg_id message, const char *name, base_buf *names)
{
    int failed = base_buf_failed(names);
    int code =
        failed ? base_err_memory(err)
               : base_err(err, HECHA_E_USAGE, message, name, names->ptr ? names->ptr : "", NULL);
    base_buf_dispose(names);
    return code;
}

static int no_such_pack(const hecha *engine, const char *name, hecha_err *err)
{
    base_buf names;
    base_str *inside = NULL;
    size_t count = 0;
    base_buf_init(&names);
    if (is_folder(name)) {
        if (pack_list(name, engine->arena, &inside, &count, err) == HECHA_E_MEMORY)
            return HECHA_E_MEMORY;
        join_names(&names, inside, count, engine->lang);
        return usage(err, count > 0 ? MSG_AUDIT_FOLDER_OF_PACKS : MSG_AUDIT_NO_MANIFEST, name,
                     &names);
    }
    base_str text = base_str_c(name);
    if (base_str_ends(text, base_str_c(".lua")))
        return usage(err, MSG_AUDIT_PACK_IS_RULE_FILE, name, &names);
    if (base_str_ends(text, base_str_c(".hpack")))
        return usage(err, MSG_AUDIT_HPACK_LATER, name, &names);
    join_names(&names, engine->installed.items, engine->installed.count, engine->lang);
    return usage(err, engine->installed.count > 0 ? MSG_AUDIT_NO_PACK : MSG_AUDIT_NO_PACK_NONE,
                 name, &names);
}

int hecha_add_pack(hecha *engine, const char *name, hecha_err *err)
{
    if (err != NULL)
        *err = base_err_init(engine->lang);
    base_str folder = base_str_c(name);
    if (!has_manifest(name)) {
        const base_str *found = find_installed(engine, name);
        if (found == NULL)
            return no_such_pack(engine, name, err);
        folder = *found;
    }
    base_str kept = base_arena_str(engine->arena, folder);
    base_str *item = kept.ptr ? base_vec_push(&engine->packs, engine->arena) : NULL;
    if (item == NULL)
        return base_err_memory(err);
    *item = kept;
    return 0;
}
