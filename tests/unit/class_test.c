#include "test.h"

#include "text/class.h"

typedef struct entry {
    const char *word;
    int number;
} entry;

static const entry entries[] = {{"%", 0},    {"ab", 1},   {"abc", 2},    {"一", 3},
                                {"一个", 4}, {"一站", 5}, {"一站式", 6}, {"件次", 7}};
static const text_table table = TEXT_TABLE(entries);

static void expect_word(const char *text, size_t offset, const char *word)
{
    size_t number = 99, length = text_longest_at(base_str_c(text), offset, &table, &number);
    if (length != strlen(word) ||
        (length > 0 ? strcmp(entries[number].word, word) != 0 : number != 99))
        fail_msg("%s at %zu: length %zu, entry %zu", text, offset, length, number);
    assert_int_equal(text_longest_at(base_str_c(text), offset, &table, NULL), length);
}

static void finds_the_longest_of_a_table(void **state)
{
    (void)state;
    expect_word("一站式服务", 0, "一站式");
    expect_word("一站", 0, "一站");
    expect_word("一站台", 0, "一站");
    expect_word("一次", 0, "一");
    expect_word("一\xE4\xB8", 0, "一"); /* cut */
    expect_word("\xE4\xB8", 0, "");
    expect_word("\xE4\xB8\xAA", 0, "");
    expect_word("件", 0, "");
    expect_word("件次", 0, "件次");
    expect_word("9.8%", 3, "%");
    expect_word("abcd", 0, "abc");
    expect_word("abd", 0, "ab");
    expect_word("ac", 0, "");
    expect_word("龥", 0, "");
    expect_word("!", 0, "");
    expect_word("", 0, "");
    expect_word("一", 3, "");
    expect_word("一", 30, "");
}

static void drops_what_shows_nothing(void **state)
{
    (void)state;
    char text[] = "\xEF\xBB\xBF"
                  "1\xC2\xAD"
                  "1\xE2\x80\x8B"
                  "35、“条”\xC2\xA0\xE2\x80\x8E";
    size_t length = text_drop_zero_width(text, sizeof(text) - 1);
    assert_true(base_str_eq_c(base_str_n(text, length), "1135、“条”\xC2\xA0"));
    assert_int_equal(text_drop_zero_width(text, length), length);
    assert_int_equal(text_drop_zero_width(text, 0), 0);
    char cut[] = "\xC2\xAD\xE2\x80";
    assert_int_equal(text_drop_zero_width(cut, 4), 2);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_longest_of_a_table),
        cmocka_unit_test(drops_what_shows_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
