#include "audit/archive.h"

#include <stdlib.h>

#include "audit/names.h"
#include "base/err.h"
#include "base/vec.h"
#include "read/encoding.h"
#include "read/zip.h"
#include "text/utf8.h"

struct audit_archive {
    read_zip *zip;
    base_arena *arena;
    base_str shown;
    hecha_lang lang;
    base_vec inputs; /* of audit_input */
};

/* Parts that tell a document from an archive. */
static const char *const document_parts[] = {
    "[Content_Types].xml", "_rels/.rels",      "word/document",
    "xl/workbook",         "ppt/presentation", "mimetype",
    "META-INF/",           "OFD.xml",          "content.xml",
};

int audit_bytes_are_archive(base_str bytes)
{
    if (!read_zip_is(bytes))
        return 0;
    for (size_t i = 0; i < sizeof(document_parts) / sizeof(document_parts[0]); i++) {
        if (read_zip_has(bytes, document_parts[i]))
            return 0;
    }
    /* One that is cut off has no directory: its head has to tell. */
    if (base_str_find(bytes, base_str_n("PK\x05\x06", 4), 0) == BASE_STR_NONE)
        return !audit_bytes_are_office(bytes);
    return 1;
}

/* names */

/* A member's name as UTF-8 with slashes, in the arena; ptr NULL: no memory. */
static base_str decode_name(base_arena *arena, base_str raw)
{
    read_text text;
    hecha_err unused = base_err_init(HECHA_LANG_EN);
    if (text_utf8_invalid(raw) == BASE_STR_NONE)
        return base_arena_str(arena, raw);
    base_str name = base_str_n(NULL, 0);
    if (read_text_decode(raw, "GB18030", &text, &unused) == 0)
        name = base_arena_str(arena, text.text);
    read_text_dispose(&text);
    return name;
}

static void use_slashes(base_str name)
{
    for (size_t i = 0; i < name.len; i++) {
        if (name.ptr[i] == '\\')
            ((char *)(uintptr_t)name.ptr)[i] = '/';
    }
}

/* "A!/B", NUL-terminated; ptr NULL: no memory. */
static base_str join(base_arena *arena, base_str archive, base_str name)
{
    char *path = base_arena_alloc(arena, archive.len + name.len + 3);
    if (path == NULL)
        return base_str_n(NULL, 0);
    if (archive.len > 0)
        memcpy(path, archive.ptr, archive.len);
    memcpy(path + archive.len, "!/", 2);
    if (name.len > 0)
        memcpy(path + archive.len + 2, name.ptr, name.len);
    path[archive.len + 2 + name.len] = '\0';
    return base_str_n(path, archive.len + 2 + name.len);
}

static int leads_out(base_str name)
{
    char first = name.len > 0 ? name.ptr[0] : '/';
    char letter = (char)(first | 0x20);
    if (first == '/' || (name.len > 1 && name.ptr[1] == ':' && letter >= 'a' && letter <= 'z'))
        return 1;
    for (size_t start = 0; start <= name.len;) {
        const char *slash = memchr(name.ptr + start, '/', name.len - start);
        size_t end = slash != NULL ? (size_t)(slash - name.ptr) : name.len;
        if (base_str_eq_c(base_str_n(name.ptr + start, end - start), ".."))
            return 1;
        start = end + 1;
    }
    return 0;
}

/* A hidden file, a file in a hidden folder, or what macOS adds to each file. */
static int is_hidden(base_str name)
{
    if (base_str_starts(name, base_str_c("__MACOSX/")) || name.ptr[0] == '.')
        return 1;
    for (size_t i = 1; i < name.len; i++) {
        if (name.ptr[i] == '.' && name.ptr[i - 1] == '/')
            return 1;
    }
    return 0;
}

static int skips(const audit_archive *archive, size_t index, base_str name, base_msg_id *reason)
{
    size_t at = name.len;
    while (at > 0 && name.ptr[at - 1] != '/')
        at--;
    if (leads_out(name)) {
        *reason = MSG_AUDIT_SKIP_OUTSIDE;
        return 1;
    }
    if (is_hidden(name)) {
        *reason = MSG_AUDIT_SKIP_HIDDEN;
        return 1;
    }
    if (read_zip_special(archive->zip, index)) {
        *reason = MSG_AUDIT_SKIP_SPECIAL;
        return 1;
    }
    if (!audit_name_skips(base_str_from(name, at), reason))
        return 0;
    if (*reason == MSG_AUDIT_SKIP_ARCHIVE)
        *reason = MSG_AUDIT_SKIP_NESTED;
    return 1;
}

/* listing */

static int add_member(audit_archive *archive, size_t index)
{
    base_msg_id reason;
    base_str name = decode_name(archive->arena, read_zip_name(archive->zip, index));
    if (name.ptr == NULL)
        return -1;
    use_slashes(name);
    if (name.len > 0 && name.ptr[name.len - 1] == '/' && !leads_out(name))
        return 0; /* a folder */
    audit_input *input = base_vec_push(&archive->inputs, archive->arena);
    if (input == NULL)
        return -1;
    input->kind = AUDIT_INPUT_MEMBER;
    input->member = index;
    input->path = input->shown = join(archive->arena, archive->shown, name);
    if (skips(archive, index, name, &reason)) {
        input->kind = AUDIT_INPUT_SKIPPED;
        input->reason = base_str_c(base_msg_text(archive->lang, reason));
    }
    return input->path.ptr == NULL ? -1 : 0;
}

static int compare_paths(const void *a, const void *b)
{
    const audit_input *left = a, *right = b;
    int order = base_str_cmp(left->path, right->path);
    return order != 0 ? order : (left->member > right->member) - (left->member < right->member);
}

int audit_archive_open(base_arena *arena, base_str bytes, base_str shown, hecha_lang lang,
                       audit_archive **out, hecha_err *err)
{
    *out = NULL;
    audit_archive *archive = calloc(1, sizeof(*archive));
    if (archive == NULL)
        return base_err_memory(err);
    archive->arena = arena;
    archive->shown = shown;
    archive->lang = lang;
    base_vec_init(&archive->inputs, sizeof(audit_input));
    int code = read_zip_open(bytes, NULL, &archive->zip, err);
    for (size_t i = 0; code == 0 && i < read_zip_count(archive->zip); i++) {
        if (add_member(archive, i) != 0)
            code = base_err_memory(err);
    }
    if (code != 0) {
        audit_archive_close(archive);
        return code;
    }
    if (archive->inputs.count > 1)
        qsort(archive->inputs.items, archive->inputs.count, sizeof(audit_input), compare_paths);
    *out = archive;
    return 0;
}

void audit_archive_close(audit_archive *archive)
{
    if (archive == NULL)
        return;
    read_zip_close(archive->zip);
    free(archive);
}

const audit_input *audit_archive_inputs(const audit_archive *archive, size_t *count)
{
    *count = archive->inputs.count;
    return archive->inputs.items;
}

const audit_input *audit_archive_find(const audit_archive *archive, base_str inside)
{
    for (size_t i = 0; i < archive->inputs.count; i++) {
        const audit_input *input = base_vec_at(&archive->inputs, i);
        if (base_str_eq(base_str_from(input->path, archive->shown.len + 2), inside))
            return input;
    }
    return NULL;
}

int audit_archive_read(audit_archive *archive, const audit_input *input, base_buf *bytes,
                       hecha_err *err)
{
    return read_zip_read(archive->zip, input->member, bytes, err);
}
