#include "test.h"

#include "base/buf.h"
#include "text/unpaired.h"

/* The mark that lacks its other half and its place, "" for none. */
static void expect(const char *text, const char *wanted, size_t at)
{
    size_t start = 0, end = 0;
    base_str whole = base_str_c(text);
    int found = text_unpaired(whole, &start, &end);
    assert_int_equal(found, wanted[0] != '\0');
    if (!found)
        return;
    assert_true(base_str_eq(base_str_n(whole.ptr + start, end - start), base_str_c(wanted)));
    assert_int_equal(start, at);
}

static void marks_go_in_pairs(void **state)
{
    (void)state;
    expect("", "", 0);
    expect("印发《办法》（“新规”）", "", 0);
    expect("(2017）年【一】〔二〕「三」", "", 0);
    expect("印发《办法，方便查阅", "《", 6);
    expect("含目录），方便", "）", 9);
    expect("（《办法）》", "）", 12);
    expect("“新规", "“", 0);
    expect("a)b", "", 0);
    expect("新规”", "”", 6);
}

static void the_last_that_stays_open_counts(void **state)
{
    (void)state;
    expect("（a《b", "《", 4);
    expect("（a（b）", "（", 0);
    expect("（a]", "（", 0);
}

static void numbers_need_no_opening_bracket(void **state)
{
    (void)state;
    expect("1）公开；2）不予公开", "", 0);
    expect("一）公开。十二)其他：a）甲", "", 0);
    expect("共12）", "）", 5);
    expect("）", "）", 0);
    expect("1”", "”", 1);
    expect("（1）公开，（二）其他", "", 0);
}

/* So many open at once are no text: the first too many is told. */
static void depth_is_bounded(void **state)
{
    (void)state;
    base_buf text;
    base_buf_init(&text);
    for (size_t i = 0; i < TEXT_UNPAIRED_DEEPEST; i++)
        base_buf_add(&text, "(", 1);
    for (size_t i = 0; i < TEXT_UNPAIRED_DEEPEST; i++)
        base_buf_add(&text, ")", 1);
    size_t start = 0, end = 0;
    assert_int_equal(text_unpaired(base_buf_str(&text), &start, &end), 0);
    base_buf_clear(&text);
    for (size_t i = 0; i <= TEXT_UNPAIRED_DEEPEST; i++)
        base_buf_add(&text, "(", 1);
    assert_int_equal(text_unpaired(base_buf_str(&text), &start, &end), 1);
    assert_int_equal(start, TEXT_UNPAIRED_DEEPEST);
    base_buf_dispose(&text);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(marks_go_in_pairs),
        cmocka_unit_test(the_last_that_stays_open_counts),
        cmocka_unit_test(numbers_need_no_opening_bracket),
        cmocka_unit_test(depth_is_bounded),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
