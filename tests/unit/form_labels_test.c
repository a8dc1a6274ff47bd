#include "test.h"

#include <stdio.h>

#include "form/labels.h"
#include "text/normal.h"

static int is_key(base_str key, const char *text)
{
    base_buf expected;
    base_buf_init(&expected);
    text_label_key(&expected, base_str_c(text));
    int same = base_str_eq(key, base_buf_str(&expected));
    base_buf_dispose(&expected);
    return same;
}

static void makes_a_key_once(void **state)
{
    base_arena *arena = base_arena_new(0);
    form_labels labels;
    char text[] = "（一）收到申请数（件）";
    (void)state;
    form_labels_init(&labels, arena);
    form_label *first = form_labels_get(&labels, base_str_c(text));
    assert_true(is_key(first->key, text));
    assert_int_equal(form_labels_head(&labels, first, base_str_c("（一）收到申请数")), 0);
    assert_true(is_key(first->head, "收到申请数"));
    assert_int_equal(form_labels_head(&labels, first, base_str_c("no longer asked for")), 0);
    assert_true(is_key(first->head, "收到申请数"));
    assert_ptr_equal(form_labels_get(&labels, base_str_c("（一）收到申请数（件）")), first);
    memset(text, 'x', sizeof(text) - 1); /* kept as a copy */
    assert_ptr_equal(form_labels_get(&labels, base_str_c("（一）收到申请数（件）")), first);
    assert_int_equal(form_labels_get(&labels, base_str_c(""))->key.len, 0);
    form_labels_dispose(&labels);
    base_arena_free(arena);
}

/* A report may say as many things as it likes: all have their keys, not all are kept. */
static void keeps_not_everything(void **state)
{
    base_arena *arena = base_arena_new(0);
    form_labels labels;
    size_t used = 0;
    (void)state;
    form_labels_init(&labels, arena);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 20000; i++) {
            char text[64], head[64];
            snprintf(text, sizeof(text), "%d项申请（注%d）", i, i);
            snprintf(head, sizeof(head), "%d项申请", i);
            form_label *label = form_labels_get(&labels, base_str_c(text));
            assert_non_null(label);
            assert_true(is_key(label->key, text));
            assert_int_equal(form_labels_head(&labels, label, base_str_c(head)), 0);
            assert_true(is_key(label->head, head));
        }
        if (round == 0)
            used = base_arena_used(arena);
    }
    assert_int_equal(base_arena_used(arena), used);
    assert_true(used < (size_t)2 << 20);
    form_labels_dispose(&labels);
    base_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(makes_a_key_once),
        cmocka_unit_test(keeps_not_everything),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
