/* Any bytes as an archive of reports: its list of files, and each of them unpacked. */
#include "audit/archive.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_str bytes = base_str_n((const char *)data, size);
    base_arena *arena = base_arena_new((size_t)64 << 20);
    audit_archive *archive = NULL;
    base_buf member;
    size_t count = 0;
    if (arena == NULL)
        return 0;
    base_buf_init(&member);
    audit_bytes_are_archive(bytes);
    if (audit_archive_open(arena, bytes, base_str_c("a.zip"), HECHA_LANG_ZH, &archive, NULL) == 0) {
        const audit_input *inputs = audit_archive_inputs(archive, &count);
        for (size_t i = 0; i < count && i < 64; i++)
            if (inputs[i].kind == AUDIT_INPUT_MEMBER)
                audit_archive_read(archive, &inputs[i], &member, NULL);
        audit_archive_close(archive);
    }
    base_buf_dispose(&member);
    base_arena_free(arena);
    return 0;
}
