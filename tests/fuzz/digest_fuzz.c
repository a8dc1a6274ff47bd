/* Any bytes as the digest of a report, as a worker reads what another has sent. */
#include "audit/digest.h"
#include "fuzz.h"

static const char rows[] = "一、收到申请数 | 件 | 子项\n  1.当面申请数 | 件\n  2.网络申请数 | 件\n";

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(64u << 20);
    audit_ruleset rules = {0};
    audit_digest digest;
    form shape = {0};
    const form *known[1] = {&shape};
    if (arena == NULL)
        return 0;
    if (form_parse(arena, base_str_c(rows), 1, &shape, NULL) == 0) {
        shape.name = base_str_c("p/f");
        rules.forms = known;
        rules.form_count = 1;
        rules.pack_count = 1;
        base_str bytes = base_arena_str(arena, base_str_n((const char *)data, size));
        if (bytes.ptr != NULL)
            audit_digest_read(arena, &rules, bytes, &digest, NULL);
    }
    base_arena_free(arena);
    return 0;
}
