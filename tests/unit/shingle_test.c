#include "test.h"

#include "text/shingle.h"

#define SENTENCE "着力推进重点领域信息公开工作。"

static size_t common(const char *one, const char *two, size_t *all)
{
    base_arena *arena = base_arena_new(0);
    base_vec own, theirs;
    base_vec_init(&own, sizeof(uint64_t));
    base_vec_init(&theirs, sizeof(uint64_t));
    assert_int_equal(text_shingles_add(arena, base_str_c(one), &own), 0);
    assert_int_equal(text_shingles_add(arena, base_str_c(two), &theirs), 0);
    text_shingles_sort(&theirs);
    size_t found = text_shingles_common(&own, 0, &theirs);
    *all = own.count;
    base_arena_free(arena);
    return found;
}

static void the_same_text_is_alike(void **state)
{
    size_t all;
    (void)state;
    assert_int_equal(common(SENTENCE, SENTENCE, &all), 7);
    assert_int_equal(all, 7); /* 14 ideographs in runs of 8 */
    assert_int_equal(common(SENTENCE "另有一句。", "前言。" SENTENCE, &all), 7);
    assert_int_equal(all, 8); /* a short sentence is one run */
}

static void figures_and_marks_do_not_count(void **state)
{
    size_t all;
    (void)state;
    size_t found = common("全年共收到依申请公开12件", "全年，共收到依申请公开 3 件", &all);
    assert_int_equal(found, 4);
    assert_int_equal(all, 4);
}

static void other_words_do(void **state)
{
    size_t all;
    (void)state;
    assert_int_equal(common(SENTENCE, "落实政务新媒体管理责任要求。", &all), 0);
    /* the run of one sentence does not go on in the next */
    assert_int_equal(common("推进重点。领域信息公开", "推进重点领域信息公开", &all), 0);
}

static void nothing_is_alike_nothing(void **state)
{
    size_t all;
    (void)state;
    assert_int_equal(common("", "", &all), 0);
    assert_int_equal(all, 0);
    assert_int_equal(common("三个字。", SENTENCE, &all), 0);
    assert_int_equal(all, 0); /* too short */
    assert_int_equal(common("1234567890 ——", SENTENCE, &all), 0);
    assert_int_equal(all, 0);
    assert_int_equal(common(SENTENCE, "", &all), 0);
    assert_int_equal(all, 7);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_same_text_is_alike),
        cmocka_unit_test(figures_and_marks_do_not_count),
        cmocka_unit_test(other_words_do),
        cmocka_unit_test(nothing_is_alike_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
