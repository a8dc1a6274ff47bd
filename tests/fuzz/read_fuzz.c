/* Any bytes as a report: detection, every reader, the document's invariants, alignment. */
#include "form/form.h"
#include "fuzz.h"
#include "read/read.h"
#include "sound.h"

static const char rows[] = "一、申请 | ——\n"
                           "  （一）收到申请数 | 件 | 子项\n"
                           "    1.当面申请数 | 件\n"
                           "    2.网络申请数 | 件\n"
                           "  （二）不同意公开答复数 | 件 | 其中\n"
                           "    其中：涉及国家秘密 | 件\n";

static void align(const doc *document)
{
    base_arena *arena = base_arena_new(0);
    if (arena == NULL)
        return;
    form small = {0};
    small.id = base_str_c("small");
    small.name = base_str_c("fuzz/small");
    form_instance *instances;
    size_t count;
    const form *forms[] = {&small};
    const form_set *set = form_parse(arena, base_str_c(rows), 1, &small, NULL) == 0
                              ? form_set_new(arena, forms, 1)
                              : NULL;
    if (set != NULL)
        form_align(arena, document, set, 2017, &instances, &count, NULL);
    base_arena_free(arena);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    read_input input = {0};
    doc *document = NULL;
    input.bytes = base_str_n((const char *)data, size);
    input.path = base_str_c("fuzz");
    input.limits.total_bytes = 32u << 20;
    input.limits.part_bytes = 16u << 20;
    input.limits.memory = 256u << 20;
    if (read_document(&input, &document, NULL) != 0)
        return 0;
    fuzz_sound(document);
    align(document);
    doc_free(document);
    return 0;
}
