/* Any bytes as pack.json: read, or refused with a message. */
#include <stdlib.h>

#include "base/err.h"
#include "fuzz.h"
#include "pack/manifest.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    pack out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    memset(&out, 0, sizeof(out));
    out.arena = base_arena_new(16u << 20);
    if (out.arena == NULL || size > PACK_MAX_FILE) {
        base_arena_free(out.arena);
        return 0;
    }
    if (pack_manifest_read(base_str_n((const char *)data, size), "pack.json", &out, &err) == 0) {
        if (out.name.len == 0 || memchr(out.name.ptr, '/', out.name.len) != NULL)
            abort();
    } else if (err.text[0] == '\0') {
        abort();
    }
    base_arena_free(out.arena);
    return 0;
}
