#include "read/zip.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <zip.h>

#include "base/err.h"
#include "read/limits.h"

struct read_zip {
    zip_t *archive;
    size_t count;
    size_t part_bytes, total_bytes, ratio;
    size_t inflated; /* of all members read so far */
    uint32_t *slots; /* open addressing by folded name: index + 1, 0 free */
    size_t mask;
};

static int fold(int byte)
{
    if (byte >= 'A' && byte <= 'Z')
        return byte + ('a' - 'A');
    return byte == '\\' ? '/' : byte;
}

static int hex_digit(int byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    byte = fold(byte);
    return byte >= 'a' && byte <= 'f' ? byte - 'a' + 10 : -1;
}

/* The next byte of a name, percent-decoded and folded. */
static int next_folded(base_str name, size_t *offset)
{
    int byte = (unsigned char)name.ptr[(*offset)++];
    if (byte == '%' && name.len - *offset >= 2) {
        int high = hex_digit((unsigned char)name.ptr[*offset]);
        int low = hex_digit((unsigned char)name.ptr[*offset + 1]);
        if (high >= 0 && low >= 0) {
            *offset += 2;
            byte = high * 16 + low;
        }
    }
    return fold(byte);
}

static uint32_t folded_hash(base_str name)
{
    uint32_t hash = 2166136261u;
    size_t offset = 0;
    while (offset < name.len)
        hash = (hash ^ (uint32_t)next_folded(name, &offset)) * 16777619u;
    return hash;
}

static int folded_equal(base_str a, base_str b)
{
    size_t i = 0, j = 0;
    while (i < a.len && j < b.len) {
        if (next_folded(a, &i) != next_folded(b, &j))
            return 0;
    }
    return i == a.len && j == b.len;
}

/* What libzip says, as our code; the message names its reason. libzip takes some refused
 * allocations for damage, so errno, cleared before, is asked too. */
static int zip_failure(hecha_err *err, int reason, const char *name)
{
    if (errno == ENOMEM)
        reason = ZIP_ER_MEMORY;
    switch (reason) {
    case ZIP_ER_MEMORY:
        return base_err_memory(err);
    case ZIP_ER_NOPASSWD:
    case ZIP_ER_WRONGPASSWD:
        return base_err(err, HECHA_E_ENCRYPTED, MSG_ZIP_ENCRYPTED, name, NULL);
    case ZIP_ER_COMPNOTSUPP:
    case ZIP_ER_ENCRNOTSUPP:
        return base_err(err, HECHA_E_UNSUPPORTED, MSG_ZIP_METHOD, name, NULL);
    default:
        break;
    }
    zip_error_t error;
    zip_error_init_with_code(&error, reason);
    int code = base_err(err, HECHA_E_FORMAT, name[0] != '\0' ? MSG_ZIP_MEMBER : MSG_ZIP_DAMAGED,
                        name[0] != '\0' ? name : zip_error_strerror(&error), NULL);
    zip_error_fini(&error);
    return code;
}

/* The index of names; two members of exactly one name are refused, for readers disagree which
 * of them counts. */
static int index_names(read_zip *zip, hecha_err *err)
{
    size_t size = 16;
    while (size < zip->count * 2)
        size *= 2;
    zip->slots = calloc(size, sizeof(*zip->slots));
    if (zip->slots == NULL)
        return base_err_memory(err);
    zip->mask = size - 1;
    for (size_t i = 0; i < zip->count; i++) {
        base_str name = read_zip_name(zip, i);
        size_t slot = folded_hash(name) & zip->mask;
        while (zip->slots[slot] != 0) {
            base_str other = read_zip_name(zip, zip->slots[slot] - 1);
            if (base_str_eq(name, other))
                return base_err(err, HECHA_E_FORMAT, MSG_ZIP_TWICE, name.ptr, NULL);
            slot = (slot + 1) & zip->mask;
        }
        zip->slots[slot] = (uint32_t)i + 1;
    }
    return HECHA_OK;
}

static int open_archive(read_zip *zip, base_str bytes, hecha_err *err)
{
    zip_error_t error;
    errno = 0;
    if (bytes.len < 22) /* libzip takes no bytes at all for an empty archive */
        return zip_failure(err, ZIP_ER_NOZIP, "");
    zip_error_init(&error);
    zip_source_t *source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
    if (source != NULL)
        zip->archive = zip_open_from_source(source, ZIP_RDONLY, &error);
    int reason = zip_error_code_zip(&error);
    zip_error_fini(&error);
    if (zip->archive != NULL)
        return HECHA_OK;
    if (source != NULL)
        zip_source_free(source);
    return zip_failure(err, reason, "");
}

static int check_members(read_zip *zip, const read_limits *limits, hecha_err *err)
{
    zip_int64_t count = zip_get_num_entries(zip->archive, ZIP_FL_UNCHANGED);
    size_t most = read_limit(limits != NULL ? limits->members : 0, READ_MEMBERS);
    if (count < 0)
        return base_err(err, HECHA_E_FORMAT, MSG_ZIP_DAMAGED, "", NULL);
    if ((zip_uint64_t)count > most) {
        char number[32];
        snprintf(number, sizeof(number), "%zu", most);
        return base_err(err, HECHA_E_LIMIT, MSG_ZIP_MEMBERS, number, NULL);
    }
    zip->count = (size_t)count;
    return index_names(zip, err);
}

int read_zip_open(base_str bytes, const read_limits *limits, read_zip **out, hecha_err *err)
{
    *out = NULL;
    read_zip *zip = calloc(1, sizeof(*zip));
    if (zip == NULL)
        return base_err_memory(err);
    zip->part_bytes = read_limit(limits != NULL ? limits->part_bytes : 0, READ_PART_BYTES);
    zip->total_bytes = read_limit(limits != NULL ? limits->total_bytes : 0, READ_TOTAL_BYTES);
    zip->ratio = read_limit(limits != NULL ? limits->ratio : 0, READ_RATIO);
    int code = open_archive(zip, bytes, err);
    if (code == HECHA_OK)
        code = check_members(zip, limits, err);
    if (code != HECHA_OK) {
        read_zip_close(zip);
        return code;
    }
    *out = zip;
    return HECHA_OK;
}

void read_zip_close(read_zip *zip)
{
    if (zip == NULL)
        return;
    if (zip->archive != NULL)
        zip_discard(zip->archive);
    free(zip->slots);
    free(zip);
}

size_t read_zip_count(const read_zip *zip)
{
    return zip->count;
}

base_str read_zip_name(const read_zip *zip, size_t index)
{
    if (index >= zip->count)
        return base_str_n("", 0);
    const char *name = zip_get_name(zip->archive, index, ZIP_FL_ENC_RAW);
    return base_str_c(name != NULL ? name : "");
}

size_t read_zip_size(const read_zip *zip, size_t index)
{
    zip_stat_t stat;
    if (index >= zip->count || zip_stat_index(zip->archive, index, 0, &stat) != 0)
        return 0;
    return (stat.valid & ZIP_STAT_SIZE) != 0 && stat.size <= SIZE_MAX / 4 ? (size_t)stat.size : 0;
}

int read_zip_special(const read_zip *zip, size_t index)
{
    zip_uint8_t system;
    zip_uint32_t attributes;
    if (zip_file_get_external_attributes(zip->archive, index, 0, &system, &attributes) != 0)
        return 0;
    zip_uint32_t type = attributes >> 28; /* of the Unix mode: 8 is a regular file */
    return system == ZIP_OPSYS_UNIX && type != 0 && type != 8;
}

size_t read_zip_find(const read_zip *zip, base_str name)
{
    size_t found = READ_ZIP_NONE;
    size_t slot = folded_hash(name) & zip->mask;
    for (; zip->slots[slot] != 0; slot = (slot + 1) & zip->mask) {
        size_t index = zip->slots[slot] - 1;
        base_str other = read_zip_name(zip, index);
        if (base_str_eq(name, other))
            return index;
        if (folded_equal(name, other) && index < found)
            found = index;
    }
    return found;
}

/* Sizes before a byte is inflated. */
static int check_size(const read_zip *zip, const zip_stat_t *stat, const char *name, hecha_err *err)
{
    zip_uint64_t needed = ZIP_STAT_SIZE | ZIP_STAT_COMP_SIZE;
    if ((stat->valid & needed) != needed)
        return base_err(err, HECHA_E_FORMAT, MSG_ZIP_MEMBER, name, NULL);
    if ((stat->valid & ZIP_STAT_ENCRYPTION_METHOD) != 0 && stat->encryption_method != ZIP_EM_NONE)
        return base_err(err, HECHA_E_ENCRYPTED, MSG_ZIP_ENCRYPTED, name, NULL);
    if (stat->size > zip->part_bytes)
        return base_err(err, HECHA_E_LIMIT, MSG_ZIP_PART_BYTES, name, NULL);
    if (stat->size > zip->total_bytes - zip->inflated)
        return base_err(err, HECHA_E_LIMIT, MSG_ZIP_TOTAL_BYTES, name, NULL);
    if (stat->size > READ_RATIO_FROM && stat->size / zip->ratio > stat->comp_size)
        return base_err(err, HECHA_E_LIMIT, MSG_ZIP_RATIO, name, NULL);
    return HECHA_OK;
}

/* Reads exactly `size` bytes, and that the data end there. */
static int inflate_member(zip_file_t *file, char *room, size_t size)
{
    size_t total = 0;
    char extra;
    while (total < size) {
        zip_int64_t got = zip_fread(file, room + total, size - total);
        if (got <= 0)
            return 0;
        total += (size_t)got;
    }
    return zip_fread(file, &extra, 1) == 0;
}

int read_zip_read(read_zip *zip, size_t index, base_buf *out, hecha_err *err)
{
    zip_stat_t stat;
    const char *name = read_zip_name(zip, index).ptr;
    base_buf_reset(out);
    if (index >= zip->count || zip_stat_index(zip->archive, index, 0, &stat) != 0)
        return base_err(err, HECHA_E_FORMAT, MSG_ZIP_MEMBER, name, NULL);
    int code = check_size(zip, &stat, name, err);
    if (code != HECHA_OK)
        return code;
    size_t size = (size_t)stat.size;
    char *room = base_buf_reserve(out, size);
    if (room == NULL)
        return base_err_memory(err);
    errno = 0;
    zip_file_t *file = zip_fopen_index(zip->archive, index, 0);
    if (file == NULL)
        return zip_failure(err, zip_error_code_zip(zip_get_error(zip->archive)), name);
    int whole = inflate_member(file, room, size);
    int reason = zip_error_code_zip(zip_file_get_error(file));
    int closed = zip_fclose(file);
    if (!whole || closed != 0)
        return zip_failure(err, reason != 0 ? reason : closed, name);
    zip->inflated += size;
    out->len = size;
    room[size] = '\0';
    return HECHA_OK;
}

static uint32_t little(base_str bytes, size_t offset, size_t length)
{
    uint32_t number = 0;
    for (size_t i = length; i-- > 0;)
        number = number << 8 | (unsigned char)bytes.ptr[offset + i];
    return number;
}

int read_zip_is(base_str bytes)
{
    return bytes.len >= 4 && bytes.ptr[0] == 'P' && bytes.ptr[1] == 'K' &&
           ((bytes.ptr[2] == 3 && bytes.ptr[3] == 4) || (bytes.ptr[2] == 5 && bytes.ptr[3] == 6));
}

/* Offset of the central directory, or bytes.len if there is none. The comment after the end
 * record has at most 65,535 bytes. */
static size_t find_directory(base_str bytes)
{
    if (bytes.len < 22)
        return bytes.len;
    size_t stop = bytes.len > 65557 ? bytes.len - 65557 : 0;
    for (size_t at = bytes.len - 22;; at--) {
        if (little(bytes, at, 4) == 0x06054b50) {
            size_t size = little(bytes, at + 12, 4), start = little(bytes, at + 16, 4);
            if (start < at && size <= at && little(bytes, start, 4) == 0x02014b50)
                return start;
            /* Bytes before the archive shift all offsets. */
            if (size >= 46 && size <= at && little(bytes, at - size, 4) == 0x02014b50)
                return at - size;
        }
        if (at == stop)
            return bytes.len;
    }
}

static int first_name(base_str bytes, size_t *cursor, base_str *name)
{
    if (*cursor != 0 || bytes.len < 30 || little(bytes, 0, 4) != 0x04034b50)
        return 0;
    size_t length = little(bytes, 26, 2);
    if (length > bytes.len - 30)
        return 0;
    *cursor = bytes.len;
    *name = base_str_n(bytes.ptr + 30, length);
    return 1;
}

int read_zip_peek(base_str bytes, size_t *cursor, base_str *name)
{
    size_t at = *cursor;
    if (at == 0) {
        at = find_directory(bytes);
        if (at >= bytes.len)
            return first_name(bytes, cursor, name);
    }
    if (at > bytes.len || bytes.len - at < 46 || little(bytes, at, 4) != 0x02014b50)
        return 0;
    size_t length = little(bytes, at + 28, 2);
    size_t rest = length + little(bytes, at + 30, 2) + little(bytes, at + 32, 2);
    if (rest > bytes.len - at - 46)
        return 0;
    *name = base_str_n(bytes.ptr + at + 46, length);
    *cursor = at + 46 + rest;
    return 1;
}

int read_zip_has(base_str bytes, const char *head)
{
    size_t cursor = 0, length = strlen(head);
    base_str name;
    while (read_zip_peek(bytes, &cursor, &name)) {
        size_t i = 0;
        while (i < length && i < name.len &&
               fold((unsigned char)name.ptr[i]) == fold((unsigned char)head[i]))
            i++;
        if (i == length)
            return 1;
    }
    return 0;
}
