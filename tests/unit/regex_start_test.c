#include "test.h"

#include "script/regex_start.h"

/* The texts, separated by spaces; "-" for none. */
static void expect_starts(const char *pattern, const char *wanted)
{
    char told[160] = "";
    script_regex_starts starts;
    script_regex_read_starts(base_str_c(pattern), &starts);
    for (size_t i = 0; i < starts.count; i++) {
        size_t used = strlen(told);
        assert_true(starts.texts[i].length > 0);
        assert_true(starts.texts[i].length <= SCRIPT_REGEX_LONGEST_START);
        if (used > 0)
            told[used++] = ' ';
        memcpy(told + used, starts.texts[i].bytes, starts.texts[i].length);
        told[used + starts.texts[i].length] = '\0';
    }
    if (starts.count == 0)
        memcpy(told, "-", 2);
    if (strcmp(told, wanted) != 0)
        fail_msg("%s\ngave %s", pattern, told);
}

static void reads_what_matches_begin_with(void **state)
{
    (void)state;
    expect_starts("统计(数据)?的?", "统计");
    expect_starts("统计表", "统计");
    expect_starts("(点击率|浏览率)(?=[0-9]*)", "点击 浏览");
    expect_starts("(?:建立健全|建立了|建立|健全)以(?![^。；]*(为|“))|形成", "建立 健全 形成");
    expect_starts(
        "(?<organ>(国办|(中办|国务院)(?![㐀-鿿]*国办))[㐀-鿿]{0,11})[〔\\[(（【]"
        "号",
        "国办 中办 国务");
    expect_starts("《(?<name>[^《》]{10,})》", "《");
    expect_starts("年+度", "年");
    expect_starts("20\\d\\d", "20");
    expect_starts("建议?", "建"); /* what need not be there is no part */
    expect_starts("公开表*", "公开");
    expect_starts("a[]|(]b|c[^]|)]", "a c");
    expect_starts("a\\)|b\\\\|c\\[", "a b c");
    expect_starts("(((甲)))|乙", "甲 乙");
    expect_starts("[统计]表|[]甲]", "统 计 ] 甲"); /* classes of a few characters */
    expect_starts("(?<!年)统计|(?=[)甲])(?!\\(|乙)丙|(?<=丁)[戊己]", "统计 丙 戊 己");
}

static void tells_nothing_where_it_is_not_plain(void **state)
{
    static const char *const patterns[] = {"",
                                           "^统计",
                                           ".统计",
                                           "\\d年",
                                           "[统-计]表",
                                           "[统\\d]表",
                                           "[^统]表",
                                           "[统计]?表",
                                           "(?<!年)?统计",
                                           "(?=统)",
                                           "(?=统",
                                           "统?计",
                                           "统*",
                                           "统{0,1}计",
                                           "(统)?计",
                                           "(统|)计",
                                           "统|",
                                           "|统",
                                           "(统|.)计",
                                           "(?i)abc",
                                           "a(?i)b",
                                           "a(?x) b",
                                           "(*UTF)统",
                                           "统(*ACCEPT)",
                                           "\\Q(\\E",
                                           "统\\Q|\\E",
                                           "统\\G",
                                           "统\\c(",
                                           "(?>统)计",
                                           "(?|统|计)",
                                           "(?P<n>统)",
                                           "统(?R)?",
                                           "统(?#x)",
                                           "a[[:alpha:]]",
                                           "统(?(1)a|b)",
                                           "((((((((统))))))))",
                                           "(?<n统",
                                           "a|b|c|d|e|f|g|h|i"};
    (void)state;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++)
        expect_starts(patterns[i], "-");
}

static void expect_first(const char *pattern, const char *text, size_t from, size_t wanted)
{
    script_regex_starts starts;
    script_regex_read_starts(base_str_c(pattern), &starts);
    assert_true(starts.count > 0);
    assert_int_equal(script_regex_first_start(&starts, base_str_c(text), from), wanted);
}

static void finds_the_first_of_them(void **state)
{
    (void)state;
    expect_first("乙|甲乙丙", "丙甲乙丙乙", 0, 3);
    expect_first("甲乙丙|乙", "丙甲乙丙乙", 4, 6);
    expect_first("乙", "丙甲乙", 6, 6);
    expect_first("乙", "丙甲乙", 9, BASE_STR_NONE);
    expect_first("乙", "", 0, BASE_STR_NONE);
    expect_first("甲乙", "甲", 0, BASE_STR_NONE);
    expect_first("一", "\xE4\xB9\x80\xE4\xB8\x81", 0, BASE_STR_NONE); /* bytes of it only */
    expect_first("12|3", "0123", 0, 1);
}

/* The text is gone through in pieces: what lies over their ends is found too. */
static void finds_them_wherever_they_stand(void **state)
{
    enum { LENGTH = 20000 };
    char text[LENGTH + 1];
    (void)state;
    text[LENGTH] = '\0';
    for (size_t at = 4090; at <= LENGTH - 6; at += at < 4100 ? 1 : 777) {
        memset(text, '-', LENGTH);
        memcpy(text + at, "甲乙", 6);
        expect_first("丙|甲乙", text, 0, at);
        expect_first("甲乙|-甲", text, 0, at - 1);
        expect_first("乙|丙", text, 3, at + 3);
        expect_first("甲乙", text, at + 1, BASE_STR_NONE);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_what_matches_begin_with),
        cmocka_unit_test(tells_nothing_where_it_is_not_plain),
        cmocka_unit_test(finds_the_first_of_them),
        cmocka_unit_test(finds_them_wherever_they_stand),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
