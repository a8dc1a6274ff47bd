/* One reader, whatever the bytes claim to be: FUZZ_READER names it. With FUZZ_PART the bytes are
 * that part of an otherwise sound package, so that the fuzzer reaches the XML behind the zip's
 * checksums. */
#include <stdlib.h>
#include <zip.h>

#include "fuzz.h"
#include "packages.h"
#include "read/csv.h"
#include "read/docx.h"
#include "read/html.h"
#include "read/mht.h"
#include "read/odf.h"
#include "read/ole_reader.h"
#include "read/pdf.h"
#include "read/rtf.h"
#include "read/txt.h"
#include "read/xlsx.h"
#include "sound.h"

static void read_bytes(base_str bytes)
{
    read_input input = {0};
    doc_builder *builder = NULL;
    const char *format = FUZZ_READER.format;
    input.bytes = bytes;
    input.path = base_str_c("fuzz");
    input.limits.file_bytes = 1u << 20;
    input.limits.part_bytes = 16u << 20;
    input.limits.total_bytes = 32u << 20;
    input.limits.members = 64;
    input.limits.ratio = 200;
    input.limits.memory = 256u << 20;
    input.limits.depth = 256;
    FUZZ_READER.claims(bytes);
    if (doc_builder_new(input.limits.memory, HECHA_LANG_ZH, &builder, NULL) != 0)
        return;
    int status = FUZZ_READER.read(&input, builder, &format, NULL);
    fuzz_finish(status, builder, format);
}

#ifdef FUZZ_PART
/* What the package needs around the part. */
static const struct {
    const char *name, *content;
} members[] = {FUZZ_AROUND};

static int add(zip_t *archive, const char *name, const void *bytes, size_t size)
{
    zip_source_t *source = zip_source_buffer(archive, bytes, size, 0);
    zip_int64_t index = source ? zip_file_add(archive, name, source, 0) : -1;
    if (index < 0) {
        zip_source_free(source);
        return -1;
    }
    return zip_set_file_compression(archive, (zip_uint64_t)index, ZIP_CM_STORE, 0);
}

static void read_package(zip_source_t *package)
{
    zip_stat_t info;
    if (zip_source_open(package) != 0)
        return;
    if (zip_source_stat(package, &info) == 0) {
        char *bytes = malloc(info.size);
        if (bytes != NULL && zip_source_read(package, bytes, info.size) == (zip_int64_t)info.size)
            read_bytes(base_str_n(bytes, info.size));
        free(bytes);
    }
    zip_source_close(package);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zip_error_t error;
    zip_source_t *package = zip_source_buffer_create(NULL, 0, 0, &error);
    if (package == NULL || size > 65536)
        return 0;
    zip_source_keep(package);
    zip_t *archive = zip_open_from_source(package, ZIP_TRUNCATE, &error);
    if (archive == NULL)
        return 0;
    int status = add(archive, FUZZ_PART, data, size);
    for (size_t i = 0; status == 0 && i < sizeof(members) / sizeof(members[0]); i++)
        status = add(archive, members[i].name, members[i].content, strlen(members[i].content));
    if (status == 0 && zip_close(archive) == 0)
        read_package(package);
    else
        zip_discard(archive);
    zip_source_free(package);
    return 0;
}
#else
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_bytes(base_str_n((const char *)data, size));
    return 0;
}
#endif
