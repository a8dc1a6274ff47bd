#include "audit/inputs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/names.h"
#include "base/err.h"
#include "base/vec.h"
#include "pack/file.h"
#include "text/utf8.h"

/* What listing needs. */
typedef struct listing {
    base_arena *arena;
    hecha_lang lang;
    base_vec items;   /* of audit_input */
    base_vec folders; /* of base_str: still to be listed */
    int stdin_taken;
} listing;

/* "A/B", NUL-terminated; ptr NULL: no memory. */
static base_str join(base_arena *arena, base_str folder, const char *name)
{
    size_t length = strlen(name);
    size_t slash = folder.len > 0 && folder.ptr[folder.len - 1] != '/';
    char *path = base_arena_alloc(arena, folder.len + slash + length + 1);
    if (path == NULL)
        return base_str_n(NULL, 0);
    if (folder.len > 0)
        memcpy(path, folder.ptr, folder.len);
    if (slash)
        path[folder.len] = '/';
    memcpy(path + folder.len + slash, name, length + 1);
    return base_str_n(path, folder.len + slash + length);
}

/* A path as valid UTF-8; file names may be of any bytes. */
static base_str show_path(base_arena *arena, base_str path)
{
    static const char digits[] = "0123456789ABCDEF";
    if (text_utf8_invalid(path) == BASE_STR_NONE)
        return path;
    char *shown = base_arena_alloc(arena, path.len * 4 + 1);
    if (shown == NULL)
        return base_str_n(NULL, 0);
    size_t length = 0;
    for (size_t at = 0; at < path.len;) {
        size_t bad = text_utf8_invalid(base_str_from(path, at));
        size_t good = bad == BASE_STR_NONE ? path.len - at : bad;
        memcpy(shown + length, path.ptr + at, good);
        length += good;
        at += good;
        if (at < path.len) {
            unsigned char byte = (unsigned char)path.ptr[at++];
            const char escape[4] = {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
            memcpy(shown + length, escape, sizeof(escape));
            length += sizeof(escape);
        }
    }
    shown[length] = '\0';
    return base_str_n(shown, length);
}

/* Appends an input; -1: no memory. */
static int add(listing *l, audit_input_kind kind, base_str path, int named, const char *reason)
{
    audit_input *input = base_vec_push(&l->items, l->arena);
    if (input == NULL)
        return -1;
    input->kind = kind;
    input->path = path;
    input->shown = show_path(l->arena, path);
    input->named = named;
    if (reason != NULL)
        input->reason = base_arena_str(l->arena, base_str_c(reason));
    if (kind == AUDIT_INPUT_FAILED)
        input->code = HECHA_E_IO;
    return base_arena_failed(l->arena) ? -1 : 0;
}

static int add_message(listing *l, audit_input_kind kind, base_str path, base_msg_id reason)
{
    return add(l, kind, path, 0, base_msg_text(l->lang, reason));
}

static int add_failure(listing *l, base_str path, int named, int number)
{
    char why[128];
    return add(l, AUDIT_INPUT_FAILED, path, named,
               pack_errno_text(l->lang, number, why, sizeof(why)));
}

static int push_folder(listing *l, base_str path)
{
    base_str *folder = base_vec_push(&l->folders, l->arena);
    if (folder == NULL)
        return -1;
    *folder = path;
    return 0;
}

static int add_link(listing *l, base_str path)
{
    struct stat target;
    if (stat(path.ptr, &target) != 0)
        return add_message(l, AUDIT_INPUT_SKIPPED, path, MSG_AUDIT_SKIP_BROKEN_LINK);
    if (S_ISDIR(target.st_mode))
        return add_message(l, AUDIT_INPUT_SKIPPED, path, MSG_AUDIT_SKIP_LINK);
    if (!S_ISREG(target.st_mode))
        return add_message(l, AUDIT_INPUT_SKIPPED, path, MSG_AUDIT_SKIP_SPECIAL);
    return add(l, AUDIT_INPUT_FILE, path, 0, NULL);
}

/* One entry of a folder. */
static int add_entry(listing *l, base_str folder, const char *name)
{
    base_msg_id reason;
    struct stat info;
    base_str path = join(l->arena, folder, name);
    if (path.ptr == NULL)
        return -1;
    if (name[0] == '.')
        return add_message(l, AUDIT_INPUT_SKIPPED, path, MSG_AUDIT_SKIP_HIDDEN);
    if (lstat(path.ptr, &info) != 0)
        return add_failure(l, path, 0, errno);
    if (S_ISDIR(info.st_mode))
        return push_folder(l, path);
    if (audit_name_skips(base_str_c(name), &reason))
        return add_message(l, AUDIT_INPUT_SKIPPED, path, reason);
    if (S_ISLNK(info.st_mode))
        return add_link(l, path);
    if (!S_ISREG(info.st_mode))
        return add_message(l, AUDIT_INPUT_SKIPPED, path, MSG_AUDIT_SKIP_SPECIAL);
    return add(l, AUDIT_INPUT_FILE, path, 0, NULL);
}

static int list_one(listing *l, base_str folder)
{
    DIR *open_folder = opendir(folder.ptr);
    if (open_folder == NULL)
        return add_failure(l, folder, 0, errno);
    int code = 0;
    struct dirent *entry;
    while (code == 0 && (errno = 0, entry = readdir(open_folder)) != NULL) {
        if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
            code = add_entry(l, folder, entry->d_name);
    }
    int failure = errno;
    if (code == 0 && failure != 0)
        code = add_failure(l, folder, 0, failure);
    closedir(open_folder);
    return code;
}

static int compare_paths(const void *a, const void *b)
{
    return base_str_cmp(((const audit_input *)a)->path, ((const audit_input *)b)->path);
}

/* All that is in a folder, without recursion; sorted at the end. */
static int list_folder(listing *l, base_str path)
{
    size_t first = l->items.count;
    int code = push_folder(l, path);
    while (code == 0 && l->folders.count > 0) {
        l->folders.count--;
        base_str folder = *(base_str *)base_vec_at(&l->folders, l->folders.count);
        code = list_one(l, folder);
    }
    if (code != 0)
        return code;
    if (l->items.count - first > 1) {
        qsort(base_vec_at(&l->items, first), l->items.count - first, sizeof(audit_input),
              compare_paths);
    }
    return add(l, AUDIT_INPUT_FOLDER, path, 1, NULL);
}

/* ZIP!/NAME, where the zip is there: an input; 0 if it is none, -1 without memory. */
static int add_named_member(listing *l, base_str path)
{
    struct stat info;
    size_t at = base_str_find(path, base_str_c("!/"), 1);
    for (; at != BASE_STR_NONE; at = base_str_find(path, base_str_c("!/"), at + 1)) {
        base_str archive = base_arena_str(l->arena, base_str_n(path.ptr, at));
        if (archive.ptr == NULL)
            return -1;
        if (stat(archive.ptr, &info) != 0 || !S_ISREG(info.st_mode))
            continue;
        if (add(l, AUDIT_INPUT_MEMBER, path, 1, NULL) != 0)
            return -1;
        audit_input *input = base_vec_at(&l->items, l->items.count - 1);
        input->archive = archive;
        input->inside = base_str_from(path, at + 2);
        return 1;
    }
    return 0;
}

static int list_argument(listing *l, const char *argument)
{
    struct stat info;
    base_str path = base_arena_str(l->arena, base_str_c(argument));
    if (path.ptr == NULL)
        return -1;
    if (strcmp(argument, "-") == 0) {
        if (l->stdin_taken)
            return add(l, AUDIT_INPUT_FAILED, path, 1,
                       base_msg_text(l->lang, MSG_AUDIT_STDIN_TWICE));
        l->stdin_taken = 1;
        return add(l, AUDIT_INPUT_STDIN, path, 1, NULL);
    }
    if (stat(argument, &info) != 0) {
        int failure = errno;
        int code = add_named_member(l, path);
        return code != 0 ? (code > 0 ? 0 : -1) : add_failure(l, path, 1, failure);
    }
    if (S_ISDIR(info.st_mode))
        return list_folder(l, path);
    return add(l, AUDIT_INPUT_FILE, path, 1, NULL);
}

int audit_inputs_list(base_arena *arena, const char *const *paths, size_t path_count,
                      hecha_lang lang, audit_input **out, size_t *count, hecha_err *err)
{
    listing l;
    memset(&l, 0, sizeof(l));
    l.arena = arena;
    l.lang = lang;
    base_vec_init(&l.items, sizeof(audit_input));
    base_vec_init(&l.folders, sizeof(base_str));
    for (size_t i = 0; i < path_count; i++) {
        if (list_argument(&l, paths[i]) != 0)
            return base_err_memory(err);
    }
    *out = l.items.items;
    *count = l.items.count;
    return 0;
}

int audit_input_unreadable(int number, hecha_err *err)
{
    char why[128];
    hecha_lang lang = err ? err->lang : HECHA_LANG_ZH;
    if (number == ENOMEM)
        return base_err_memory(err);
    return base_err(err, number == EFBIG ? HECHA_E_LIMIT : HECHA_E_IO, MSG_AUDIT_CANNOT_READ,
                    pack_errno_text(lang, number, why, sizeof(why)), NULL);
}

int audit_input_open(const audit_input *input, int *descriptor, hecha_err *err)
{
    if (input->kind == AUDIT_INPUT_STDIN) {
        *descriptor = fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 3);
    } else {
        /* A FIFO named by the user is waited for; in folders there are regular files only, but one
         * may have been replaced meanwhile. */
        int wait = input->named ? 0 : O_NONBLOCK;
        const char *path = input->archive.len > 0 ? input->archive.ptr : input->path.ptr;
        *descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOCTTY | wait);
    }
    return *descriptor < 0 ? audit_input_unreadable(errno, err) : 0;
}

int audit_input_read(const audit_input *input, size_t limit, base_buf *bytes, hecha_err *err)
{
    int descriptor;
    int code = audit_input_open(input, &descriptor, err);
    if (code != 0)
        return code;
    int failure = pack_read_descriptor(descriptor, limit, bytes);
    close(descriptor);
    return failure == 0 ? 0 : audit_input_unreadable(failure, err);
}

int audit_input_is_report(const audit_input *input)
{
    return input->kind != AUDIT_INPUT_SKIPPED && input->kind != AUDIT_INPUT_FOLDER;
}

int audit_input_is_document(const audit_input *input, base_str bytes)
{
    return audit_name_is_document(input->path) || audit_bytes_are_office(bytes);
}
