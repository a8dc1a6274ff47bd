#include "test.h"

#include "script/regex_need.h"

static void add(char *told, size_t size, const char *text, size_t length)
{
    size_t used = strlen(told);
    assert_true(used + length < size);
    memcpy(told + used, text, length);
    told[used + length] = '\0';
}

/* The sets with their texts, as 甲|乙 丙; "-" for none. */
static void expect_needs(const char *pattern, const char *wanted)
{
    char told[512] = "";
    script_regex_needs needs;
    script_regex_read_needs(base_str_c(pattern), &needs);
    assert_true(needs.count <= SCRIPT_REGEX_NEEDS);
    for (size_t i = 0; i < needs.count; i++) {
        assert_true(needs.sets[i].count > 0);
        for (size_t k = 0; k < needs.sets[i].count; k++) {
            base_str text = script_regex_need_text(&needs.sets[i], k);
            assert_true(text.len >= SCRIPT_REGEX_SHORTEST_NEED);
            add(told, sizeof(told), i == 0 || k > 0 ? "|" : " ", i + k > 0);
            add(told, sizeof(told), text.ptr, text.len);
        }
    }
    if (needs.count == 0)
        add(told, sizeof(told), "-", 1);
    if (strcmp(told, wanted) != 0)
        fail_msg("%s\ngave %s\nnot  %s", pattern, told, wanted);
}

static void reads_what_matches_need(void **state)
{
    (void)state;
    expect_needs("统计", "统计");
    expect_needs("(?<![0-9.])[0-9](多万|余万)", "多万|余万");
    expect_needs("^(?s)(?=.*情况)(请|应)?对.*介绍", "情况 对 介绍");
    expect_needs("(甲|乙)丙", "甲丙|乙丙");
    expect_needs("(?:建立|健全)以(?!为)", "建立以|健全以");
    expect_needs("(?<kind>[图表])号", "图号|表号");
    expect_needs("[一二三四五]号", "号");
    expect_needs("甲(乙|)丙", "甲乙丙|甲丙");
    expect_needs("甲+乙", "甲 乙");
    expect_needs("甲{2,3}乙", "甲 乙");
    expect_needs("甲\\z|^乙", "甲|乙");
    expect_needs("甲.乙|丙", "甲|丙");
    expect_needs("甲\\s*乙\\.丙", "甲 乙.丙");
    expect_needs("(?>甲|乙)(?=丙)", "甲|乙 丙");
    expect_needs("(?<=甲)乙", "甲 乙");
    expect_needs("一二三四五六", "一二三四 五六"); /* no text is longer than four ideographs */
    expect_needs("(甲|乙)?丙", "丙");
    expect_needs("(()丙(?(1)丁))", "丙");
    expect_needs("[^]甲]乙[\\]丙]", "乙");
    expect_needs("\\p{Han}甲\\x{4E00}", "甲");
    expect_needs("甲.乙.丙丁.戊己", "戊己 乙 丙丁"); /* those that tell the most */
}

static void tells_nothing_where_it_is_not_plain(void **state)
{
    static const char *const patterns[] = {
        "",          "甲?",         "甲*",           "甲{0,1}",
        "甲{,2}乙",  "(甲|)",       "甲|.",          "(?i)甲",
        "(?x)甲 乙", "(?!甲)",      "(?<!甲)",       "\\d\\d",
        "ab",        "(*ACCEPT)甲", "\\Q甲\\E",      "甲(?R)?",
        "(甲",       "甲)",         "[甲",           "\\N{U+7532}",
        "(?#甲)乙",  "甲\\",        "[[:alpha:]]甲", "[\\Q甲\\E]乙",
        "(?&x)甲",   "甲[",         "\\x4E甲",       "(?(DEFINE)甲)乙",
        "\\g{1}甲",  "*甲"};
    (void)state;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
        expect_needs(patterns[i], "-");
}

/* More than sixteen texts, and groups nine deep. */
static void is_bounded(void **state)
{
    (void)state;
    expect_needs("(甲|乙|丙|丁|戊)(子|丑|寅|卯|辰)", "甲|乙|丙|丁|戊 子|丑|寅|卯|辰");
    expect_needs("(((((((甲)))))))", "甲");
    expect_needs("(((((((((甲)))))))))", "-");
    expect_needs("一|二|三|四|五|六|七|八|九|十|百|千|万|亿|元|年|月", "-");
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(reads_what_matches_need),
                                       cmocka_unit_test(tells_nothing_where_it_is_not_plain),
                                       cmocka_unit_test(is_bounded)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
