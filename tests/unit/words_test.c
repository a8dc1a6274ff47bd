#include "test.h"

#include <stdlib.h>

#include <hecha.h>

#include "base/buf.h"
#include "text/words.h"

typedef struct list {
    base_arena *arena;
    text_words *words;
} list;

static list make(const text_word *words, size_t count)
{
    list made = {base_arena_new(0), NULL};
    assert_int_equal(text_words_build(made.arena, words, count, &made.words), 0);
    return made;
}

/* "number@start-end …" of the matches. */
static void tell(const base_vec *matches, base_buf *told)
{
    for (size_t i = 0; i < matches->count; i++) {
        const text_word_match *match = base_vec_at(matches, i);
        base_buf_add_int(told, match->number);
        base_buf_add_byte(told, '@');
        base_buf_add_int(told, (int64_t)match->start);
        base_buf_add_byte(told, '-');
        base_buf_add_int(told, (int64_t)match->end);
        base_buf_add_byte(told, ' ');
    }
    base_buf_add_byte(told, '\0');
}

/* Among other lists, as the one of a number. */
static void expect_among(const list *made, unsigned number, const char *text, const char *wanted)
{
    static const text_word others[] = {{{"甲", 3}, 5, 0}, {{"的目", 6}, 6, 0}, {{"sh", 2}, 7, 0}};
    text_words *other = NULL;
    text_beginnings *of = text_beginnings_new(made->arena);
    text_places places;
    base_vec matches;
    base_buf told;
    size_t work = 0;
    base_vec_init(&matches, sizeof(text_word_match));
    base_buf_init(&told);
    assert_non_null(of);
    assert_int_equal(text_words_build(made->arena, others, 3, &other), 0);
    text_beginnings_add(of, other, 17);
    text_beginnings_add(of, made->words, number);
    assert_int_equal(text_places_find(of, base_str_c(text), made->arena, &places), 0);
    assert_int_equal(text_words_find_at(made->words, number, base_str_c(text), &places, made->arena,
                                        &matches, &work),
                     0);
    tell(&matches, &told);
    assert_string_equal(told.ptr, wanted);
    base_buf_dispose(&told);
}

static void expect(const list *made, const char *text, const char *wanted)
{
    base_vec matches;
    base_buf told;
    size_t work = 0;
    base_vec_init(&matches, sizeof(text_word_match));
    base_buf_init(&told);
    assert_int_equal(text_words_find(made->words, base_str_c(text), made->arena, &matches, &work),
                     0);
    tell(&matches, &told);
    assert_string_equal(told.ptr, wanted);
    base_buf_dispose(&told);
    expect_among(made, 0, text, wanted);
    expect_among(made, 63, text, wanted);
}

#define WORD(text, number)                                                                         \
    {                                                                                              \
        {text, sizeof(text) - 1}, number, 0                                                        \
    }
#define RIGHT(text, number)                                                                        \
    {                                                                                              \
        {text, sizeof(text) - 1}, number, 1                                                        \
    }

static void leftmost_and_longest(void **state)
{
    static const text_word words[] = {WORD("he", 0), WORD("she", 1), WORD("hers", 2),
                                      WORD("his", 3)};
    list made = make(words, 4);
    (void)state;
    expect(&made, "ushers", "1@1-4 ");
    expect(&made, "hers his he", "2@0-4 3@5-8 0@9-11 ");
    expect(&made, "", "");
    expect(&made, "xyz", "");
    expect(&made, "s", "");
    expect(&made, "\xE4she\xB8", "1@1-4 "); /* bad bytes around */
    base_arena_free(made.arena);
}

static void one_word_within_another(void **state)
{
    static const text_word words[] = {WORD("布署", 7), WORD("工作布署会", 8), WORD("署", 9)};
    list made = make(words, 3);
    (void)state;
    expect(&made, "工作布署", "7@6-12 ");
    expect(&made, "工作布署会议", "8@0-15 ");
    expect(&made, "布署署", "7@0-6 9@6-9 ");
    base_arena_free(made.arena);
}

static void an_exception_covers_what_lies_within(void **state)
{
    static const text_word words[] = {WORD("的的", 1), RIGHT("的的确确", 1), RIGHT("目的的", 1)};
    list made = make(words, 3);
    (void)state;
    expect(&made, "政策的的出台", "1@6-12 ");
    expect(&made, "的的确确", "");
    expect(&made, "目的的要求", "");
    expect(&made, "目的的的要求", "1@6-12 "); /* only partly within */
    base_arena_free(made.arena);
}

/* A place is found by the first two characters, or by one where a word has no more. */
static void places_of_several_lists(void **state)
{
    static const text_word one[] = {WORD("甲乙", 0), WORD("丙", 1)};
    static const text_word two[] = {WORD("甲丁", 0), WORD("戊己庚", 1)};
    list first = make(one, 2), second = make(two, 2);
    text_beginnings *of = text_beginnings_new(first.arena);
    text_places places;
    static const size_t wanted[] = {0, 15, 6, 18};
    (void)state;
    assert_non_null(of);
    text_beginnings_add(of, first.words, 3);
    text_beginnings_add(of, second.words, TEXT_PLACES_LISTS - 1);
    assert_int_equal(text_places_find(of, base_str_c("甲乙甲丁甲丙戊己"), first.arena, &places), 0);
    assert_int_equal(places.first[3], 0);
    assert_int_equal(places.first[4], 2);
    assert_int_equal(places.first[TEXT_PLACES_LISTS - 1], 2);
    assert_int_equal(places.first[TEXT_PLACES_LISTS], 4);
    assert_memory_equal(places.offsets, wanted, sizeof(wanted));
    assert_int_equal(text_places_find(of, base_str_c("甲"), first.arena, &places), 0);
    assert_int_equal(places.first[TEXT_PLACES_LISTS], 0);
    assert_int_equal(text_places_find(of, base_str_c(""), first.arena, &places), 0);
    assert_int_equal(places.first[TEXT_PLACES_LISTS], 0);
    base_arena_free(first.arena);
    base_arena_free(second.arena);
}

static void equal_and_empty_words(void **state)
{
    static const text_word words[] = {WORD("", 0), WORD("甲乙", 1), WORD("甲乙", 2)};
    list made = make(words, 3);
    (void)state;
    expect(&made, "甲乙", "1@0-6 ");
    base_arena_free(made.arena);
    made = make(words, 0);
    expect(&made, "甲乙", "");
    base_arena_free(made.arena);
}

static void limits_are_told(void **state)
{
    char longest[TEXT_WORDS_LONGEST + 2];
    base_arena *arena = base_arena_new(0);
    text_words *made = NULL;
    (void)state;
    memset(longest, 'a', sizeof(longest));
    text_word word = {base_str_n(longest, TEXT_WORDS_LONGEST), 0, 0};
    assert_int_equal(text_words_build(arena, &word, 1, &made), 0);
    word.text.len++;
    assert_int_equal(text_words_build(arena, &word, 1, &made), HECHA_E_LIMIT);
    assert_null(made);
    base_arena_free(arena);
}

/* Prefixes of one letter are the worst case: each place ends as many words as the longest has
 * letters, and no more. */
static void work_is_linear(void **state)
{
    enum { LENGTH = 20000 };
    char letters[TEXT_WORDS_LONGEST];
    text_word words[TEXT_WORDS_LONGEST];
    char *text = malloc(LENGTH);
    (void)state;
    assert_non_null(text);
    memset(letters, 'a', sizeof(letters));
    memset(text, 'a', LENGTH);
    for (uint32_t i = 0; i < TEXT_WORDS_LONGEST; i++)
        words[i] = (text_word){base_str_n(letters, i + 1), i, 0};
    list made = make(words, TEXT_WORDS_LONGEST);
    base_vec matches;
    size_t work = 0;
    base_vec_init(&matches, sizeof(text_word_match));
    assert_int_equal(
        text_words_find(made.words, base_str_n(text, LENGTH), made.arena, &matches, &work), 0);
    assert_true(work <= (size_t)LENGTH * (TEXT_WORDS_LONGEST + 2));
    assert_int_equal(matches.count, (LENGTH + TEXT_WORDS_LONGEST - 1) / TEXT_WORDS_LONGEST);
    free(text);
    base_arena_free(made.arena);
}

static void the_longest_word_at_a_place(void **state)
{
    (void)state;
    static const text_word words[] = {
        {{"收到", 6}, 3, 0}, {{"收到申请", 12}, 4, 0}, {{"申请书", 9}, 5, 1}, {{"申", 3}, 6, 0}};
    list made = make(words, 4);
    uint32_t number = 9;
    base_str text = base_str_c("共收到申请书");
    assert_int_equal(text_words_at(made.words, text, 0, &number), 0);
    assert_int_equal(number, 9);
    assert_int_equal(text_words_at(made.words, text, 3, &number), 12);
    assert_int_equal(number, 4);
    assert_int_equal(text_words_at(made.words, base_str_c("收到申"), 0, &number), 6);
    assert_int_equal(number, 3);
    assert_int_equal(text_words_at(made.words, text, 9, &number), 3); /* not the exception */
    assert_int_equal(number, 6);
    assert_int_equal(text_words_at(made.words, text, text.len, &number), 0);
    base_arena_free(made.arena);
}

static void assert_match(int is_found, const text_word_match *match, size_t start, size_t end,
                         uint32_t number)
{
    assert_true(is_found);
    assert_int_equal(match->start, start);
    assert_int_equal(match->end, end);
    assert_int_equal(match->number, number);
}

static void the_first_and_the_last_word(void **state)
{
    (void)state;
    static const text_word words[] = {
        {{"收到", 6}, 3, 0}, {{"收到申请", 12}, 4, 0}, {{"申请书", 9}, 5, 1}, {{"申", 3}, 6, 0}};
    list made = make(words, 4);
    text_word_match match = {0};
    size_t work = 0;
    base_str text = base_str_c("共收到申请书，收到");
    int found = text_words_first(made.words, text, 0, &match, &work);
    assert_match(found, &match, 3, 15, 4);
    found = text_words_first(made.words, text, 4, &match, &work);
    assert_match(found, &match, 9, 12, 6); /* not the exception */
    found = text_words_last(made.words, text, &match, &work);
    assert_match(found, &match, 21, 27, 3);
    found = text_words_last(made.words, base_str_n(text.ptr, 15), &match, &work);
    assert_match(found, &match, 9, 12, 6); /* it begins last */
    assert_true(work > 0);
    assert_false(text_words_first(made.words, text, 22, &match, &work));
    assert_false(text_words_first(made.words, text, text.len + 9, &match, &work));
    assert_false(text_words_first(made.words, base_str_c(""), 0, &match, &work));
    assert_false(text_words_last(made.words, base_str_c(""), &match, &work));
    assert_false(text_words_last(made.words, base_str_c("没有\xE6"), &match, &work));
    base_arena_free(made.arena);
}

/* Single characters stand nearly everywhere: such a list is looked for without places. */
static void a_list_of_single_characters(void **state)
{
    (void)state;
    static const text_word marks[] = {{{"，", 3}, 0, 0}, {{",", 1}, 1, 0}};
    static const text_word words[] = {{{"，", 3}, 0, 0}, {{"公开", 6}, 1, 0}};
    list single = make(marks, 2), mixed = make(words, 2);
    assert_false(text_words_are_placed(single.words));
    assert_true(text_words_are_placed(mixed.words));
    text_beginnings *beginnings = text_beginnings_new(single.arena);
    text_places places;
    text_beginnings_add(beginnings, single.words, 0);
    text_beginnings_add(beginnings, mixed.words, 1);
    assert_int_equal(text_places_find(beginnings, base_str_c("公开，"), single.arena, &places), 0);
    assert_int_equal(places.first[1] - places.first[0], 0);
    assert_int_equal(places.first[2] - places.first[1], 2);
    base_arena_free(single.arena);
    base_arena_free(mixed.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(leftmost_and_longest),
        cmocka_unit_test(one_word_within_another),
        cmocka_unit_test(an_exception_covers_what_lies_within),
        cmocka_unit_test(places_of_several_lists),
        cmocka_unit_test(equal_and_empty_words),
        cmocka_unit_test(limits_are_told),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(the_longest_word_at_a_place),
        cmocka_unit_test(the_first_and_the_last_word),
        cmocka_unit_test(a_list_of_single_characters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
