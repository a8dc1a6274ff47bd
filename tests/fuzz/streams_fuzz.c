/* The streams of a compound file, behind the container's sectors: with FUZZ_WORKBOOK the bytes are
 * the records of a workbook; else they are WordDocument, the table stream and Data, each behind its
 * length in three bytes. So the fuzzer reaches records and property lists without having to keep a
 * container sound. */
#include <stdio.h>
#include <stdlib.h>

#include "base/str.h"
#include "fuzz.h"
#include "read/word97.h"
#include "read/xls.h"
#include "sound.h"

#define SECTOR 512u
#define END_OF_CHAIN 0xFFFFFFFEu
#define MOST_BYTES 65536u
#define MOST_STREAMS 4

/* Lays a stream out in sectors behind those that are there. `ole->bytes` has room. */
static void add(read_ole *ole, char *file, const char *name, base_str stream)
{
    read_ole_entry *entry = &ole->entries[ole->count++];
    uint32_t first = ole->sectors, count = (uint32_t)((stream.len + SECTOR - 1) / SECTOR);
    snprintf(entry->name, sizeof(entry->name), "%s", name);
    entry->stream = 1;
    entry->start = count > 0 ? first : END_OF_CHAIN;
    entry->size = stream.len;
    if (stream.len > 0)
        memcpy(file + (size_t)(first + 1) * SECTOR, stream.ptr, stream.len);
    for (uint32_t i = 0; i < count; i++)
        ole->fat[first + i] = i + 1 < count ? first + i + 1 : END_OF_CHAIN;
    ole->sectors += count;
    ole->fat_count = ole->sectors;
    ole->bytes = base_str_n(file, (size_t)(ole->sectors + 1) * SECTOR);
}

#ifdef FUZZ_WORKBOOK
static int read_bytes(const read_input *input, base_str bytes, read_ole *ole, char *file,
                      doc_builder *builder)
{
    add(ole, file, "Workbook", bytes);
    return xls_read(input, ole, builder, NULL);
}
#else
static base_str take(base_str *rest)
{
    size_t length = 0;
    for (size_t i = 0; i < 3 && i < rest->len; i++)
        length |= (size_t)(uint8_t)rest->ptr[i] << (8 * i);
    size_t head = rest->len < 3 ? rest->len : 3;
    *rest = base_str_n(rest->ptr + head, rest->len - head);
    base_str stream = base_str_n(rest->ptr, length < rest->len ? length : rest->len);
    *rest = base_str_n(rest->ptr + stream.len, rest->len - stream.len);
    return stream;
}

static int read_bytes(const read_input *input, base_str bytes, read_ole *ole, char *file,
                      doc_builder *builder)
{
    add(ole, file, "WordDocument", take(&bytes));
    add(ole, file, "0Table", take(&bytes));
    ole->entries[ole->count] = ole->entries[ole->count - 1]; /* the FIB says which */
    snprintf(ole->entries[ole->count++].name, sizeof(ole->entries[0].name), "1Table");
    add(ole, file, "Data", bytes);
    return word97_read(input, ole, builder, NULL);
}
#endif

static void read_streams(base_str bytes, read_ole *ole, char *file)
{
    read_input input = {.path = base_str_c("fuzz")};
    doc_builder *builder = NULL;
    input.limits.file_bytes = 1u << 20;
    input.limits.memory = 256u << 20;
    input.limits.depth = 256;
    if (doc_builder_new(input.limits.memory, HECHA_LANG_ZH, &builder, NULL) != 0)
        return;
    fuzz_finish(read_bytes(&input, bytes, ole, file, builder), builder, "fuzz");
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    size_t most = size / SECTOR + MOST_STREAMS + 1;
    if (size > MOST_BYTES)
        return 0;
    char *file = calloc(most, SECTOR);
    uint32_t *fat = calloc(most, sizeof(*fat));
    read_ole_entry entries[MOST_STREAMS] = {0};
    read_ole ole = {.sector_size = SECTOR, .mini_size = 64, .fat = fat, .entries = entries};
    if (file != NULL && fat != NULL)
        read_streams(base_str_n((const char *)data, size), &ole, file);
    free(fat);
    free(file);
    return 0;
}
