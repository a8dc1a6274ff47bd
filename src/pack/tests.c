/* The files of tests/: cases, and the reports they are about. */
#include <errno.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "pack/file.h"
#include "pack/folder.h"
#include "pack/pack.h"
#include "text/utf8.h"

typedef struct reading {
    pack *out;
    int folder; /* descriptor of the pack's folder */
    hecha_lang lang;
    base_buf bytes; /* one file */
    size_t total;
    base_vec files; /* of pack_file */
    hecha_err *err;
} reading;

static int take_all(const char *name)
{
    return name[0] != '.';
}

/* The error about a file, or the folder, of the pack. */
static int fail(const reading *r, base_str name, hecha_code code, base_msg_id message, int number)
{
    char why[128];
    base_str path = pack_join(r->out->arena, r->out->path, name);
    if (path.ptr == NULL || number == ENOMEM)
        return base_err_memory(r->err);
    pack_errno_text(r->lang, number, why, sizeof(why));
    base_err(r->err, code, message, path.ptr, why, NULL);
    base_err_at(r->err, path.ptr, 0, 0);
    return code;
}

static int is_plain_text(base_str bytes)
{
    return text_utf8_invalid(bytes) == BASE_STR_NONE &&
           (bytes.len == 0 || memchr(bytes.ptr, '\0', bytes.len) == NULL);
}

static int read_one(reading *r, base_str name)
{
    int is_lua = base_str_ends(name, base_str_c(".lua"));
    size_t most = is_lua ? PACK_MAX_FILE : PACK_MAX_FIXTURE;
    int failure = pack_read_file(r->folder, name.ptr, 0, most, &r->bytes);
    if (failure != 0)
        return fail(r, name, HECHA_E_IO, MSG_CANNOT_OPEN, failure);
    base_str bytes = base_buf_str(&r->bytes);
    r->total += bytes.len;
    if (r->total > PACK_MAX_TESTS || r->files.count >= PACK_MAX_FILES)
        return fail(r, base_str_c("tests"), HECHA_E_LIMIT, MSG_PACK_MANY_TESTS, 0);
    if (is_lua && !is_plain_text(bytes))
        return fail(r, name, HECHA_E_RULE, MSG_PACK_NOT_UTF8, 0);
    if (is_lua && base_str_starts(bytes, base_str_c("\xEF\xBB\xBF")))
        bytes = base_str_from(bytes, 3);
    pack_file *file = base_vec_push(&r->files, r->out->arena);
    if (file == NULL)
        return base_err_memory(r->err);
    file->name = name;
    file->bytes = base_arena_str(r->out->arena, bytes);
    return file->bytes.ptr == NULL ? base_err_memory(r->err) : 0;
}

static int is_folder(const reading *r, base_str name)
{
    struct stat info;
    return fstatat(r->folder, name.ptr, &info, AT_SYMLINK_NOFOLLOW) == 0 && S_ISDIR(info.st_mode);
}

/* Names in a folder of the pack; a folder that is not there has none. */
static int list(reading *r, base_str folder, base_vec *names)
{
    base_vec_init(names, sizeof(base_str));
    int descriptor = openat(r->folder, folder.ptr, O_RDONLY | O_CLOEXEC | O_DIRECTORY | O_NOFOLLOW);
    if (descriptor < 0 && errno == ENOENT)
        return 0;
    int failure = descriptor < 0 ? errno : 0;
    if (failure == 0)
        failure = pack_list_folder(descriptor, take_all, r->out->arena, names);
    return failure == 0 ? 0 : fail(r, folder, HECHA_E_IO, MSG_CANNOT_OPEN, failure);
}

/* The files of a folder; `inner` receives the folders in it, or is NULL: none are entered. */
static int read_folder(reading *r, base_str folder, base_vec *inner)
{
    base_vec names;
    int code = list(r, folder, &names);
    for (size_t i = 0; code == 0 && i < names.count; i++) {
        base_str path = pack_join(r->out->arena, folder, *(base_str *)base_vec_at(&names, i));
        if (path.ptr == NULL)
            return base_err_memory(r->err);
        if (!is_folder(r, path)) {
            code = read_one(r, path);
        } else if (inner != NULL) {
            base_str *slot = base_vec_push(inner, r->out->arena);
            if (slot == NULL)
                return base_err_memory(r->err);
            *slot = path;
        }
    }
    return code;
}

static int read_all(reading *r)
{
    base_vec inner;
    base_vec_init(&inner, sizeof(base_str));
    int code = read_folder(r, base_str_c("tests"), &inner);
    for (size_t i = 0; code == 0 && i < inner.count; i++)
        code = read_folder(r, *(base_str *)base_vec_at(&inner, i), NULL);
    r->out->tests = r->files.items;
    r->out->test_count = r->files.count;
    return code;
}

int pack_load_tests(pack *loaded, hecha_lang lang, hecha_err *err)
{
    reading r;
    if (loaded->single)
        return 0;
    memset(&r, 0, sizeof(r));
    r.out = loaded;
    r.lang = lang;
    r.err = err;
    base_buf_init(&r.bytes);
    base_vec_init(&r.files, sizeof(pack_file));
    r.folder = open(loaded->path.ptr, O_RDONLY | O_CLOEXEC | O_DIRECTORY);
    int code = r.folder < 0 ? fail(&r, base_str_c("tests"), HECHA_E_IO, MSG_CANNOT_OPEN, errno)
                            : read_all(&r);
    if (r.folder >= 0)
        close(r.folder);
    base_buf_dispose(&r.bytes);
    return code;
}

const pack_file *pack_find_test(const pack *loaded, base_str name)
{
    const base_str folder = base_str_c("tests/");
    for (size_t i = 0; i < loaded->test_count; i++) {
        base_str full = loaded->tests[i].name;
        if (base_str_eq(base_str_from(full, folder.len), name))
            return &loaded->tests[i];
    }
    return NULL;
}
