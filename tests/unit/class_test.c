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

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(finds_the_longest_of_a_table),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
