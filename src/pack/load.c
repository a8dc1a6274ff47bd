#include "pack/pack.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "base/hash.h"
#include "base/vec.h"
#include "pack/data.h"
#include "pack/file.h"
#include "pack/folder.h"
#include "pack/manifest.h"
#include "pack/table.h"
#include "text/utf8.h"

/* What loading one pack needs. */
typedef struct loading {
    pack *out;
    int folder; /* descriptor of the pack's folder */
    hecha_lang lang;
    base_buf bytes;    /* one file */
    base_sha256 hash;  /* of names and bytes of all files */
    base_vec files;    /* of pack_file */
    base_vec data;     /* of pack_data */
    base_vec problems; /* of pack_problem */
    hecha_err *err;
} loading;

typedef enum folder_kind { FOLDER_FORMS, FOLDER_RULES, FOLDER_DATA } folder_kind;

static int is_lua_name(const char *name)
{
    return name[0] != '.' && base_str_ends(base_str_c(name), base_str_c(".lua"));
}

static int is_rule_name(const char *name)
{
    return is_lua_name(name) || (name[0] != '.' && pack_table_is(base_str_c(name)));
}

static int is_data_name(const char *name)
{
    return name[0] != '.' && pack_data_is(base_str_c(name));
}

static int take_all(const char *name)
{
    return name[0] != '.';
}

/* "the file is too large", with what is allowed. */
static int too_large(hecha_err *fault, size_t most)
{
    char number[24];
    snprintf(number, sizeof(number), "%zu", most);
    return base_err(fault, HECHA_E_RULE, MSG_PACK_FILE_LARGE, number, NULL);
}

static int io_error(hecha_err *err, hecha_lang lang, const char *path, int number)
{
    char why[128];
    if (number == ENOMEM)
        return base_err_memory(err);
    base_err(err, HECHA_E_IO, MSG_CANNOT_OPEN, path,
             pack_errno_text(lang, number, why, sizeof(why)), NULL);
    return HECHA_E_IO;
}

static int add_problem(loading *l, base_str path, int line, const char *text)
{
    pack_problem *problem = base_vec_push(&l->problems, l->out->arena);
    if (problem == NULL)
        return base_err_memory(l->err);
    problem->file = base_arena_str(l->out->arena, path);
    problem->line = line;
    problem->text = base_arena_str(l->out->arena, base_str_c(text));
    return base_arena_failed(l->out->arena) ? base_err_memory(l->err) : 0;
}

/* Names are written with their length, so that no two packs give the same stream. */
static void add_hashed(base_sha256 *hash, base_str name, base_str bytes)
{
    char length[24];
    snprintf(length, sizeof(length), "%zu", bytes.len);
    base_sha256_add(hash, name);
    base_sha256_add(hash, base_str_n("", 1));
    base_sha256_add(hash, base_str_c(length));
    base_sha256_add(hash, base_str_n("", 1));
    base_sha256_add(hash, bytes);
}

static int line_of_offset(base_str bytes, size_t offset)
{
    int line = 1;
    for (size_t i = 0; i < offset; i++)
        line += bytes.ptr[i] == '\n';
    return line;
}

/* 0 if the bytes are a text a rule file may be, else sets the error with its line. */
static int check_source(base_str bytes, const char *path, hecha_err *err)
{
    size_t bad = text_utf8_invalid(bytes);
    base_msg_id message = MSG_PACK_NOT_UTF8;
    if (bad == BASE_STR_NONE && bytes.len > 0) {
        const char *zero = memchr(bytes.ptr, '\0', bytes.len);
        if (zero != NULL) {
            bad = (size_t)(zero - bytes.ptr);
            message = MSG_PACK_NOT_TEXT;
        }
    }
    if (bad == BASE_STR_NONE)
        return 0;
    base_err(err, HECHA_E_RULE, message, NULL);
    base_err_at(err, path, line_of_offset(bytes, bad), 0);
    return HECHA_E_RULE;
}

static base_str without_mark(base_str bytes)
{
    const base_str mark = base_str_c("\xEF\xBB\xBF");
    return base_str_starts(bytes, mark) ? base_str_from(bytes, mark.len) : bytes;
}

/* A table of formulas, whose bytes have been read: 0 also when it becomes a problem. */
static int load_table(loading *l, base_str name, base_str path)
{
    hecha_err fault = base_err_init(l->lang);
    base_str bytes = base_buf_str(&l->bytes);
    int code = pack_table_read(l->out->arena, bytes, name, l->lang, &l->files, &fault);
    if (code == HECHA_E_MEMORY)
        return base_err_memory(l->err);
    if (code != 0 && fault.file[0] != '\0') /* a sheet of it */
        path = pack_join(l->out->arena, l->out->path, base_str_c(fault.file));
    if (path.ptr == NULL)
        return base_err_memory(l->err);
    return code == 0 ? 0 : add_problem(l, path, fault.line, fault.text);
}

/* The same of data/. */
static int load_data(loading *l, base_str name, base_str path)
{
    hecha_err fault = base_err_init(l->lang);
    pack_data read;
    base_str file = base_str_from(name, strlen("data/"));
    int code = pack_data_read(l->out->arena, base_buf_str(&l->bytes), file, &read, &fault);
    if (code == HECHA_E_MEMORY)
        return base_err_memory(l->err);
    if (code != 0)
        return add_problem(l, path, fault.line, fault.text);
    pack_data *kept = base_vec_push(&l->data, l->out->arena);
    if (kept == NULL)
        return base_err_memory(l->err);
    *kept = read;
    return 0;
}

/* Takes one file: 0 also when it becomes a problem. */
static int load_file(loading *l, base_str name, folder_kind kind)
{
    base_arena *arena = l->out->arena;
    base_str path = pack_join(arena, l->out->path, name);
    if (path.ptr == NULL)
        return base_err_memory(l->err);
    int is_table = kind == FOLDER_DATA || (kind == FOLDER_RULES && pack_table_is(name));
    size_t most = is_table ? PACK_MAX_TABLE : PACK_MAX_FILE;
    int failure = pack_read_file(l->folder, name.ptr, 0, most, &l->bytes);
    hecha_err fault = base_err_init(l->lang);
    if (failure == ENOMEM)
        return base_err_memory(l->err);
    if (failure == EFBIG) {
        too_large(&fault, most);
        return add_problem(l, path, 0, fault.text);
    }
    if (failure != 0) {
        char why[128];
        return add_problem(l, path, 0, pack_errno_text(l->lang, failure, why, sizeof(why)));
    }
    add_hashed(&l->hash, name, base_buf_str(&l->bytes));
    if (is_table)
        return kind == FOLDER_DATA ? load_data(l, name, path) : load_table(l, name, path);
    base_str source = without_mark(base_buf_str(&l->bytes));
    if (check_source(source, path.ptr, &fault) != 0)
        return add_problem(l, path, fault.line, fault.text);
    pack_file *file = base_vec_push(&l->files, arena);
    if (file == NULL)
        return base_err_memory(l->err);
    file->name = name;
    file->bytes = base_arena_str(arena, source);
    file->is_form = kind == FOLDER_FORMS;
    return file->bytes.ptr == NULL ? base_err_memory(l->err) : 0;
}

/* All files of forms/, rules/ or data/ that belong there; the folder need not be there. */
static int load_folder(loading *l, folder_kind kind)
{
    static int (*const wanted[])(const char *) = {is_lua_name, is_rule_name, is_data_name};
    static const char *const names_of[] = {"forms", "rules", "data"};
    const char *sub = names_of[kind];
    base_arena *arena = l->out->arena;
    int descriptor = openat(l->folder, sub, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW);
    if (descriptor < 0 && errno == ENOENT)
        return 0;
    int failure = descriptor < 0 ? errno : 0;
    base_vec names;
    base_vec_init(&names, sizeof(base_str));
    if (failure == 0)
        failure = pack_list_folder(descriptor, wanted[kind], arena, &names);
    if (failure != 0) {
        base_str path = pack_join(arena, l->out->path, base_str_c(sub));
        return io_error(l->err, l->lang, path.ptr ? path.ptr : sub, failure);
    }
    if (names.count > (kind == FOLDER_DATA ? PACK_MAX_DATA_FILES : PACK_MAX_FILES)) {
        base_err(l->err, HECHA_E_RULE, MSG_PACK_TOO_MANY, NULL);
        base_err_at(l->err, l->out->path.ptr, 0, 0);
        return HECHA_E_RULE;
    }
    for (size_t i = 0; i < names.count; i++) {
        const base_str *name = base_vec_at(&names, i);
        base_str relative = pack_join(arena, base_str_c(sub), *name);
        if (relative.ptr == NULL)
            return base_err_memory(l->err);
        int code = load_file(l, relative, kind);
        if (code != 0)
            return code;
    }
    return 0;
}

static int load_manifest(loading *l)
{
    base_str path = pack_join(l->out->arena, l->out->path, base_str_c("pack.json"));
    if (path.ptr == NULL)
        return base_err_memory(l->err);
    int failure = pack_read_file(l->folder, "pack.json", 0, PACK_MAX_FILE, &l->bytes);
    if (failure != 0)
        return io_error(l->err, l->lang, path.ptr, failure);
    add_hashed(&l->hash, base_str_c("pack.json"), base_buf_str(&l->bytes));
    return pack_manifest_read(base_buf_str(&l->bytes), path.ptr, l->out, l->err);
}

static int load_contents(loading *l)
{
    int code = load_folder(l, FOLDER_FORMS);
    l->out->form_file_count = l->files.count;
    if (code == 0)
        code = load_manifest(l);
    if (code == 0)
        code = load_folder(l, FOLDER_RULES);
    if (code == 0)
        code = load_folder(l, FOLDER_DATA);
    if (code != 0)
        return code;
    base_sha256_end(&l->hash, l->out->sha256);
    l->out->files = l->files.items;
    l->out->file_count = l->files.count;
    l->out->data = l->data.items;
    l->out->data_count = l->data.count;
    l->out->problems = l->problems.items;
    l->out->problem_count = l->problems.count;
    return 0;
}

/* A pack in an arena of its own. NULL: no memory. */
static pack *new_pack(const char *path)
{
    base_arena *arena = base_arena_new(0);
    pack *fresh = arena ? base_arena_zalloc(arena, sizeof(*fresh)) : NULL;
    if (fresh != NULL) {
        fresh->arena = arena;
        fresh->path = base_arena_str(arena, base_str_c(path));
    }
    if (fresh == NULL || fresh->path.ptr == NULL) {
        base_arena_free(arena);
        return NULL;
    }
    return fresh;
}

static void start(loading *l, pack *out, hecha_lang lang, hecha_err *err)
{
    memset(l, 0, sizeof(*l));
    l->out = out;
    l->lang = lang;
    l->err = err;
    l->folder = -1;
    base_buf_init(&l->bytes);
    base_sha256_init(&l->hash);
    base_vec_init(&l->files, sizeof(pack_file));
    base_vec_init(&l->data, sizeof(pack_data));
    base_vec_init(&l->problems, sizeof(pack_problem));
    if (err != NULL)
        err->lang = lang;
}

static int finish(loading *l, int code, pack **out)
{
    base_buf_dispose(&l->bytes);
    if (l->folder >= 0)
        close(l->folder);
    if (code != 0) {
        pack_free(l->out);
        return code;
    }
    *out = l->out;
    return 0;
}

int pack_load(const char *folder, hecha_lang lang, pack **out, hecha_err *err)
{
    *out = NULL;
    pack *fresh = new_pack(folder);
    if (fresh == NULL)
        return base_err_memory(err);
    loading l;
    start(&l, fresh, lang, err);
    l.folder = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (l.folder < 0)
        return finish(&l, io_error(err, lang, folder, errno), out);
    return finish(&l, load_contents(&l), out);
}

/* rules/a.lua gives a: what its rules are called after. */
static base_str stem(base_str path)
{
    size_t start_at = path.len;
    while (start_at > 0 && path.ptr[start_at - 1] != '/')
        start_at--;
    base_str name = base_str_from(path, start_at);
    static const char *const endings[] = {".lua", ".csv", ".xlsx"};
    for (size_t i = 0; i < sizeof(endings) / sizeof(*endings); i++)
        if (name.len > strlen(endings[i]) && base_str_ends(name, base_str_c(endings[i])))
            return base_str_n(name.ptr, name.len - strlen(endings[i]));
    return name;
}

/* The one file, whose bytes have been read, as a Lua text. */
static int take_source(loading *l)
{
    base_str source = without_mark(base_buf_str(&l->bytes));
    int code = check_source(source, l->out->path.ptr, l->err);
    if (code != 0)
        return code;
    pack_file *file = base_vec_push(&l->files, l->out->arena);
    if (file == NULL)
        return base_err_memory(l->err);
    file->name = l->out->path;
    file->bytes = base_arena_str(l->out->arena, source);
    return file->bytes.ptr == NULL ? base_err_memory(l->err) : 0;
}

/* The same as a table. */
static int take_table(loading *l)
{
    int code = pack_table_read(l->out->arena, base_buf_str(&l->bytes), l->out->path, l->lang,
                               &l->files, l->err);
    if (code != 0 && code != HECHA_E_MEMORY)
        base_err_at(l->err, l->out->path.ptr, l->err->line, 0);
    return code;
}

static int load_single(loading *l)
{
    pack *out = l->out;
    int is_table = pack_table_is(out->path);
    size_t most = is_table ? PACK_MAX_TABLE : PACK_MAX_FILE;
    int failure = pack_read_file(AT_FDCWD, out->path.ptr, 1, most, &l->bytes);
    if (failure == EFBIG) {
        too_large(l->err, most);
        base_err_at(l->err, out->path.ptr, 0, 0);
        return HECHA_E_RULE;
    }
    if (failure != 0)
        return io_error(l->err, l->lang, out->path.ptr, failure);
    out->name = base_arena_str(out->arena, stem(out->path));
    out->title = out->name;
    out->single = 1;
    if (out->name.ptr == NULL)
        return base_err_memory(l->err);
    int code = is_table ? take_table(l) : take_source(l);
    if (code != 0)
        return code;
    add_hashed(&l->hash, out->name, base_buf_str(&l->bytes));
    out->files = l->files.items;
    out->file_count = l->files.count;
    base_sha256_end(&l->hash, out->sha256);
    return 0;
}

int pack_load_rule_file(const char *path, hecha_lang lang, pack **out, hecha_err *err)
{
    *out = NULL;
    pack *fresh = new_pack(path);
    if (fresh == NULL)
        return base_err_memory(err);
    loading l;
    start(&l, fresh, lang, err);
    return finish(&l, load_single(&l), out);
}

void pack_free(pack *unwanted)
{
    if (unwanted != NULL)
        base_arena_free(unwanted->arena);
}

/* 1 unless there certainly is nothing of that name. */
static int may_be(int folder, const char *name)
{
    struct stat info;
    return fstatat(folder, name, &info, 0) == 0 || (errno != ENOENT && errno != ENOTDIR);
}

/* A folder with rules and without a manifest is a pack that has lost it, which loading it tells. */
static int may_be_pack(const char *path)
{
    int folder = open(path, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (folder < 0)
        return errno != ENOENT && errno != ENOTDIR;
    int found = may_be(folder, "pack.json") || may_be(folder, "rules");
    close(folder);
    return found;
}

/* Keeps of the names those of folders that are packs, as paths. */
static int keep_packs(const char *folder, base_arena *arena, base_vec *names)
{
    size_t kept = 0;
    base_str *list = names->items;
    for (size_t i = 0; i < names->count; i++) {
        base_str path = pack_join(arena, base_str_c(folder), list[i]);
        if (path.ptr == NULL)
            return ENOMEM;
        if (may_be_pack(path.ptr))
            list[kept++] = path;
    }
    names->count = kept;
    return 0;
}

int pack_list(const char *folder, base_arena *arena, base_str **folders, size_t *count,
              hecha_err *err)
{
    *folders = NULL;
    *count = 0;
    int descriptor = open(folder, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    if (descriptor < 0 && (errno == ENOENT || errno == ENOTDIR))
        return 0;
    int failure = descriptor < 0 ? errno : 0;
    base_vec names;
    base_vec_init(&names, sizeof(base_str));
    if (failure == 0)
        failure = pack_list_folder(descriptor, take_all, arena, &names);
    if (failure == 0)
        failure = keep_packs(folder, arena, &names);
    if (failure != 0)
        return io_error(err, err ? err->lang : HECHA_LANG_ZH, folder, failure);
    *folders = names.items;
    *count = names.count;
    return 0;
}
