/* The whole engine with the pack: every allocation of loading it and auditing one report is made to
 * fail in turn (every 7th, as there are many), and every allocation of Lua by a memory cap that
 * grows step by step. Each run ends with a status and leaves nothing behind. */
#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "failing_malloc.h"
#include "script/script.h"

static int keep(void *context, const char *bytes, size_t length)
{
    base_buf_add(context, bytes, length);
    return base_buf_failed(context) ? -1 : 0;
}

/* The exit status, or the code of an error. */
static int audit(base_buf *written)
{
    hecha *engine = NULL;
    hecha_err err = {0};
    hecha_exit status = HECHA_EXIT_CLEAN;
    hecha_output output = {0};
    const char *paths[] = {HECHA_SOURCE_DIR "/fixtures/sums-2017.txt"};
    base_buf_clear(written);
    output.format = HECHA_FORMAT_JSON;
    output.writer.write = keep;
    output.writer.context = written;
    int code = hecha_new(HECHA_LANG_ZH, &engine, &err);
    if (code == 0)
        code = hecha_add_pack(engine, HECHA_SOURCE_DIR "/rules/gov-disclosure", &err);
    if (code == 0)
        code = hecha_check(engine, paths, 1, &output, &status, &err);
    hecha_free(engine);
    return code != 0 ? code : (int)status;
}

static void engine_survives(void **state)
{
    base_buf whole, written;
    long refused = 0;
    (void)state;
    base_buf_init(&whole);
    base_buf_init(&written);
    assert_int_equal(audit(&whole), HECHA_EXIT_FINDINGS);
    assert_true(whole.len > 1000);
    for (long nth = 1;; nth += 3) {
        long alive = failing_malloc_alive();
        failing_malloc_arm_own(nth);
        int code = audit(&written);
        if (!failing_malloc_disarm())
            break;
        refused++;
        /* all of it, or something that is told by the status: never a report that looks clean */
        int is_whole = code == HECHA_EXIT_FINDINGS && written.len == whole.len &&
                       memcmp(written.ptr, whole.ptr, whole.len) == 0;
        if (code >= 0 && code < HECHA_EXIT_UNREADABLE && !is_whole)
            fail_msg("allocation %ld refused: status %d with another result: %.*s", nth, code,
                     (int)written.len, written.ptr ? written.ptr : "");
        base_buf_dispose(&written);
        if (failing_malloc_alive() > alive && failing_malloc_own())
            fail_msg("allocation %ld refused: %ld left behind (code %d)", nth,
                     failing_malloc_alive() - alive, code);
    }
    base_buf_dispose(&whole);
    base_buf_dispose(&written);
    printf("%ld allocations refused in turn\n", refused);
    assert_true(refused > 50);
}

static const char source[] =
    "rule \"Z1\" { title = \"t\", severity = \"error\", check = function(r, e)\n"
    "  local t = {}\n"
    "  for i = 1, 200 do t[i] = (\"x\"):rep(i) end\n"
    "  local ok = pcall(function() return table.concat(t) end)\n"
    "  e(#t):equals(200)\n"
    "  if not ok then e.fail(\"no memory\", r) end\n"
    "end }\n";

/* Loads and runs the rule under the cap: 0 loaded and passed, 1 refused somewhere. */
static int run_capped(size_t memory)
{
    script_limits limits = {0};
    script_vm *vm = NULL;
    script_pack loaded = {0};
    pack_file file = {.name = base_str_c("oom.lua"), .bytes = base_str_c(source)};
    pack one;
    int refused = 1;
    base_arena *arena = base_arena_new(0);
    memset(&one, 0, sizeof(one));
    one.name = base_str_c("oom");
    one.single = 1;
    one.files = &file;
    one.file_count = 1;
    limits.memory = memory;
    if (script_vm_new(&limits, HECHA_LANG_ZH, &vm, NULL) == 0 &&
        script_load(vm, &one, arena, &loaded, NULL) == 0 &&
        script_link(vm, &loaded, NULL, 0, arena, NULL) == 0 && script_seal(vm, NULL) == 0 &&
        loaded.rule_count == 1 && loaded.rules[0]->broken.len == 0) {
        form_subject subject = {0};
        doc document;
        script_report report = {0};
        rule_scene scene = {0};
        base_vec verdicts;
        memset(&document, 0, sizeof(document));
        document.format = "txt";
        report.document = &document;
        report.subject = &subject;
        scene.arena = arena;
        scene.document = &document;
        base_vec_init(&verdicts, sizeof(rule_verdict));
        assert_int_equal(script_run(vm, loaded.rules[0], &loaded.rules[0]->checks[0], &report,
                                    &scene, &verdicts, NULL),
                         0);
        assert_int_equal(verdicts.count, 1);
        const rule_verdict *end = base_vec_at(&verdicts, 0);
        refused = end->outcome != RESULT_PASSED;
        if (refused) /* never a finding, and never silence */
            assert_int_equal(end->outcome, RESULT_NOT_EVALUATED);
    }
    script_vm_free(vm);
    base_arena_free(arena);
    return refused;
}

static void lua_survives_every_cap(void **state)
{
    size_t refused = 0, memory = 1024;
    (void)state;
    while (run_capped(memory) != 0) {
        refused++;
        memory += 96;
        assert_true(memory < (4u << 20));
    }
    printf("%zu caps refused, passed at %zu bytes\n", refused, memory);
    assert_true(refused > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(engine_survives),
        cmocka_unit_test(lua_survives_every_cap),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
