#include "test.h"

#include <stdio.h>

#include "text/enumeration.h"

static void add(char *out, size_t size, base_str text)
{
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%.*s", (int)text.len, text.ptr);
}

static void add_c(char *out, size_t size, const char *text)
{
    add(out, size, base_str_c(text));
}

static void add_number(char *out, size_t size, size_t number)
{
    size_t used = strlen(out);
    snprintf(out + used, size - used, "%zu", number);
}

static base_str printed(base_str text, const text_quantity *quantity)
{
    return base_str_n(text.ptr + quantity->start, quantity->end - quantity->start);
}

static void print_part(char *out, size_t size, base_str text, const text_part *part)
{
    if (part->order > 0) {
        add_number(out, size, (size_t)part->order);
        return;
    }
    add(out, size, text_span_str(text, part->label));
    add_c(out, size, "=");
    if (part->has_quantity)
        add(out, size, printed(text, &part->quantity));
    if (part->has_percent) {
        add_c(out, size, "/");
        add(out, size, printed(text, &part->percent));
    }
    if (part->closes)
        add_c(out, size, ";");
}

/* "kind total,total: label=figure/percent; label=figure 等 <inside" and for names least-most. */
static void print_list(char *out, size_t size, base_str text, const text_enumeration *list)
{
    add_c(out, size, text_enumeration_name(list->kind));
    for (size_t i = 0; i < list->total_count; i++) {
        add_c(out, size, i > 0 ? "," : " ");
        add(out, size, printed(text, &list->totals[i]));
    }
    for (size_t i = 0; i < list->parts.count; i++) {
        add_c(out, size, i > 0 ? " " : ": ");
        print_part(out, size, text, base_vec_at(&list->parts, i));
    }
    if (list->most > 0) {
        add_c(out, size, " ");
        add_number(out, size, list->least);
        add_c(out, size, "-");
        add_number(out, size, list->most);
    }
    add_c(out, size, list->open ? " open" : "");
    add_c(out, size, list->rest ? " rest" : "");
    if (list->inside > 0) {
        add_c(out, size, " <");
        add_number(out, size, list->inside);
    }
}

/* A quantity as others keep it, with more behind it. */
typedef struct kept_quantity {
    text_quantity quantity;
    int more;
} kept_quantity;

static void keep_quantities(base_arena *arena, base_str text, base_vec *out)
{
    text_quantity found;
    base_vec_init(out, sizeof(kept_quantity));
    for (size_t at = 0; text_quantity_next(text, at, &found); at = found.end) {
        kept_quantity *kept = base_vec_push(out, arena);
        assert_non_null(kept);
        kept->quantity = found;
    }
}

static void expect_lists_of(const char *text, int known, const char *expected)
{
    char out[4096] = "";
    base_arena *arena = base_arena_new(0);
    base_vec lists, quantities;
    base_vec_init(&lists, sizeof(text_enumeration));
    assert_non_null(arena);
    keep_quantities(arena, base_str_c(text), &quantities);
    assert_int_equal(text_enumerations(arena, base_str_c(text), known ? &quantities : NULL, &lists),
                     0);
    for (size_t i = 0; i < lists.count; i++) {
        const text_enumeration *list = base_vec_at(&lists, i);
        assert_true(list->start <= list->end && list->end <= strlen(text));
        assert_true(list->inside <= i);
        add_c(out, sizeof(out), i > 0 ? "|" : "");
        print_list(out, sizeof(out), base_str_c(text), list);
    }
    base_arena_free(arena);
    if (strcmp(out, expected) != 0)
        fail_msg("%s\ngave %s", text, out);
}

/* The same, whether the quantities were looked for before or not. */
static void expect_lists(const char *text, const char *expected)
{
    expect_lists_of(text, 0, expected);
    expect_lists_of(text, 1, expected);
}

static void lists_divide_a_total(void **state)
{
    (void)state;
    expect_lists("共公开信息100条，其中网站60条、微博30条。",
                 "of_which 100条: 网站=60条 微博=30条");
    expect_lists("公开1135条，包含公报11条，占1%；网站742条，占65.4%；其他105条。",
                 "includes 1135条: 公报=11条/1%; 网站=742条/65.4%; 其他=105条 rest");
    expect_lists("制作119期政策问答，其中，市级47期、甲区28期等。",
                 "of_which 119期: 市级=47期 甲区=28期 open");
    expect_lists("收到申请6件，当面、网络、信函申请分别为1件、2件、3件。",
                 "respectively 6件: =1件 =2件 =3件");
    expect_lists("收到申请6件：当面4件，网络2件。", "colon 6件: 当面=4件 网络=2件");
    expect_lists("收到6件（当面4件、网络2件），同比增长20%。", "bracket 6件: 当面=4件 网络=2件");
    expect_lists("网站60条、微博40条，合计100条。", "sum 100条: 网站=60条 微博=40条");
    expect_lists("共5件（含上年结转1件，另有2件转下年）。", "of_which 5件: 上年结转=1件");
}

static void what_is_no_part(void **state)
{
    (void)state;
    expect_lists("共100条，其中网站60条，同比增加20条，微博30条。",
                 "of_which 100条: 网站=60条 微博=30条");
    expect_lists("办结100件，其中15个工作日内办结60件，20天内办结40件。",
                 "of_which 100件: 内办结=60件 内办结=40件");
    expect_lists("推送90期179条，其中2篇被录用，1篇被转载。", "of_which: =2篇 =1篇");
    expect_lists("公开5件、作其他处理（含撤回3件）2件。", "");
    expect_lists("其中包括制度建设。", "");
    /* what it was before; the share of something else; several shares at once */
    expect_lists("由1128条增加到1887条，专栏发布514条，总计2401条。",
                 "sum 2401条: 增加到=1887条 专栏发布=514条");
    expect_lists("共15件，其中公开9件、不公开6件，公开（含部分）占60%。",
                 "of_which 15件: 公开=9件 不公开=6件");
    expect_lists("共30件，其中网上28件、来访2件，占比分别为93.3%和6.7%。",
                 "of_which 30件: 网上=28件 来访=2件");
}

static void lists_inside_lists(void **state)
{
    (void)state;
    expect_lists("共100件，其中甲60件，其中当面20件、网络40件；乙40件。",
                 "of_which 100件: 甲=60件; 乙=40件|of_which 60件,100件: 当面=20件 网络=40件 <1");
    expect_lists("共100件，其中甲60件（当面20件、网络40件）、乙40件。",
                 "of_which 100件: 甲=60件 乙=40件|bracket 60件,100件: 当面=20件 网络=40件 <1");
    expect_lists("网站公开70条。其中要闻5条、通知6条。", "of_which 70条: 要闻=5条 通知=6条");
    expect_lists("受理859件，答复805件。公开258件，占33%；不公开35件，占4.3%；其他0件。",
                 "list 805件,859件: 公开=258件/33%; 不公开=35件/4.3%; 其他=0件 rest");
}

static void names_are_counted(void **state)
{
    (void)state;
    expect_lists("做好三个方面：制度建设、平台建设和队伍建设。", "counted 三个 2-3");
    expect_lists("由概述、公开情况、复议、诉讼情况四个部分组成。", "counted 四个 1-4");
    expect_lists("做好三个方面工作。一是甲；二是乙。", "counted 三个 2-2|ordered: 1 2");
    expect_lists("具体表现在以下三个方面。", "counted 三个");
    size_t least, most;
    text_list_counts(base_str_c("基本情况、公开情况、行政复议、行政诉讼情况和其他事项"), &least,
                     &most);
    assert_int_equal(least, 2);
    assert_int_equal(most, 5);
    text_list_counts(base_str_c("甲、乙以及丙"), &least, &most);
    assert_int_equal(least, 2);
    assert_int_equal(most, 3);
    text_list_counts(base_str_c("涉及、和谐、及时"), &least, &most);
    assert_int_equal(least, 3);
    assert_int_equal(most, 3);
    text_list_counts(base_str_c(""), &least, &most);
    assert_int_equal(most, 0);
}

static void order_words_are_read(void **state)
{
    (void)state;
    expect_lists("一是甲。二是乙，其中一是丙；四是丁。", "ordered: 1 2 4");
    expect_lists("唯一是他。", "");
}

static void no_memory_is_said(void **state)
{
    (void)state;
    const char *text = "共100件，其中甲60件（当面20件、网络40件）、乙40件，合计100件。一是甲。";
    for (size_t limit = 64; limit < 200000; limit += 512) {
        base_arena *arena = base_arena_new(limit);
        base_vec lists;
        base_vec_init(&lists, sizeof(text_enumeration));
        int code = text_enumerations(arena, base_str_c(text), NULL, &lists);
        assert_true(code == 0 ? lists.count >= 3 : code == HECHA_E_MEMORY);
        base_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_divide_a_total), cmocka_unit_test(what_is_no_part),
        cmocka_unit_test(lists_inside_lists),   cmocka_unit_test(names_are_counted),
        cmocka_unit_test(order_words_are_read), cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
