/* Any text as a rule file: loading, linking, and running every check on an empty report. */
#include <string.h>

#include "doc/build.h"
#include "fuzz.h"
#include "script/script.h"

static void run_checks(script_vm *vm, const script_pack *loaded, base_arena *arena, doc *document)
{
    form_subject subject = {0};
    script_report report = {0};
    rule_scene scene = {0};
    scene.arena = arena;
    scene.document = document;
    report.document = document;
    report.subject = &subject;
    for (size_t i = 0; i < loaded->rule_count; i++) {
        const rule *one = loaded->rules[i];
        for (size_t k = 0; one->broken.len == 0 && k < one->check_count; k++) {
            base_vec verdicts;
            base_vec_init(&verdicts, sizeof(rule_verdict));
            if (one->checks[k].script >= 0)
                script_run(vm, one, &one->checks[k], &report, &scene, &verdicts, NULL);
        }
    }
}

static void load(script_vm *vm, const pack *source, base_arena *arena)
{
    script_pack loaded = {0};
    doc_builder *builder = NULL;
    doc *document = NULL;
    if (script_load(vm, source, arena, &loaded, NULL) != 0 ||
        script_link(vm, &loaded, (const form *const *)loaded.forms, loaded.form_count, arena,
                    NULL) != 0 ||
        script_seal(vm, NULL) != 0)
        return;
    if (doc_builder_new(0, HECHA_LANG_ZH, &builder, NULL) != 0)
        return;
    if (doc_build_finish(builder, base_str_c("fuzz"), "txt", &document, NULL) != 0)
        return;
    run_checks(vm, &loaded, arena, document);
    doc_free(document);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    script_limits limits = {0};
    script_vm *vm = NULL;
    pack_file file = {.name = base_str_c("fuzz.lua"),
                      .bytes = base_str_n((const char *)data, size)};
    pack source;
    base_arena *arena = base_arena_new(64u << 20);
    limits.memory = 4u << 20;
    limits.instructions = 100000;
    limits.findings = 20;
    memset(&source, 0, sizeof(source));
    source.name = base_str_c("fuzz");
    source.single = 1;
    source.files = &file;
    source.file_count = 1;
    if (arena != NULL && size <= PACK_MAX_FILE &&
        script_vm_new(&limits, HECHA_LANG_ZH, &vm, NULL) == 0)
        load(vm, &source, arena);
    script_vm_free(vm);
    base_arena_free(arena);
    return 0;
}
