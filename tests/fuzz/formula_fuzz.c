/* Any text as a formula on a small form; what parses is evaluated on a filled and an empty one. */
#include <string.h>

#include "form/form.h"
#include "fuzz.h"
#include "rule/formula.h"

static const char rows[] = "一、申请 | ——\n"
                           "  （一）收到申请数 | 件 | 子项\n"
                           "    1.当面申请数 | 件\n"
                           "    2.网络申请数 | 件\n"
                           "  （二）不同意公开答复数 | 件 | 其中\n"
                           "    其中：涉及国家秘密 | 件\n"
                           "    涉及个人隐私 | 件\n"
                           "  （三）费用 | 万元\n";

static void evaluate(base_arena *arena, const formula *compiled, const form *shape, int filled)
{
    rule_scene scene = {0};
    form_instance instance = {0};
    base_vec verdicts;
    scene.arena = arena;
    instance.form = shape;
    instance.items = base_arena_array(arena, shape->count, sizeof(form_item));
    if (instance.items == NULL)
        return;
    for (size_t i = 0; i < shape->count; i++) {
        instance.items[i].row = &shape->rows[i];
        instance.items[i].figure.state = filled ? VALUE_NUMBER : VALUE_MISSING;
        instance.items[i].figure.number = value_number_int((int64_t)i * 7 - 9);
    }
    scene.instance = &instance;
    base_vec_init(&verdicts, sizeof(rule_verdict));
    formula_evaluate(compiled, &instance, &scene, &verdicts);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(64u << 20);
    form shape = {0};
    formula *compiled = NULL;
    if (arena == NULL)
        return 0;
    shape.id = base_str_c("small");
    shape.blank_is_zero = 1;
    if (form_parse(arena, base_str_c(rows), 1, &shape, NULL) == 0 &&
        formula_parse(arena, base_str_n((const char *)data, size), &shape, &compiled, NULL) == 0) {
        evaluate(arena, compiled, &shape, 1);
        evaluate(arena, compiled, &shape, 0);
    }
    base_arena_free(arena);
    return 0;
}
