#include "test.h"

#include "base/buf.h"
#include "text/doubled.h"

/* The characters that stand twice, "" for none. */
static void expect(const char *text, unsigned least, unsigned most, const char *wanted)
{
    size_t start = 0, end = 0;
    base_str whole = base_str_c(text);
    int found = text_doubled(whole, least, most, &start, &end);
    base_str word = base_str_n(whole.ptr + start, end - start);
    assert_int_equal(found, wanted[0] != '\0');
    assert_true(base_str_eq(word, base_str_c(wanted)));
}

static void characters_stand_twice(void **state)
{
    (void)state;
    expect("进一步推进政府信息政府信息公开。", 3, 8, "政府信息");
    expect("政府信息政府信息", 4, 4, "政府信息");
    expect("政府信息政府信息", 5, 8, "");
    expect("政府信息政府信息", 2, 3, "");
    expect("我局公开的的制度", 1, 8, "的");
    expect("", 1, 8, "");
    expect("信息，信息，", 2, 8, "");
    expect("abcabc12121212", 2, 8, "");
}

static void the_longest_counts_then_the_first(void **state)
{
    (void)state;
    expect("天天上上下下", 1, 8, "天");
    expect("甲乙甲乙，丙丁戊丙丁戊，己庚辛己庚辛", 2, 8, "丙丁戊");
    expect("甲甲甲甲甲甲", 1, 3, "甲甲甲");
}

static void bytes_are_those_of_the_first_standing(void **state)
{
    (void)state;
    size_t start = 0, end = 0;
    assert_int_equal(text_doubled(base_str_c("a局公开公开"), 2, 8, &start, &end), 1);
    assert_int_equal(start, 4);
    assert_int_equal(end, 10);
}

static void long_texts_and_the_longest_words(void **state)
{
    (void)state;
    base_buf text;
    base_buf_init(&text);
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < (int)TEXT_DOUBLED_LONGEST; i++) {
            const char bytes[3] = {(char)0xE5, (char)(0x80 + i), (char)0x80};
            base_buf_add(&text, bytes, 3);
        }
    }
    size_t start = 9, end = 0;
    base_str whole = base_buf_str(&text);
    assert_int_equal(text_doubled(whole, 2, TEXT_DOUBLED_LONGEST, &start, &end), 1);
    assert_int_equal(start, 0);
    assert_int_equal(end, 3 * TEXT_DOUBLED_LONGEST);
    assert_int_equal(text_doubled(whole, 2, TEXT_DOUBLED_LONGEST - 1, &start, &end), 0);
    base_buf_dispose(&text);
}

static void bytes_that_are_no_text_are_passed_over(void **state)
{
    (void)state;
    expect("\xE6\x9C\xE6\x9C信息信息\xFF", 2, 4, "信息");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(characters_stand_twice),
        cmocka_unit_test(the_longest_counts_then_the_first),
        cmocka_unit_test(bytes_are_those_of_the_first_standing),
        cmocka_unit_test(long_texts_and_the_longest_words),
        cmocka_unit_test(bytes_that_are_no_text_are_passed_over),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
