#include "test.h"

#include "text/class.h"
#include "text/normal.h"
#include "text/utf8.h"

typedef struct pair {
    const char *from, *to;
} pair;

static void expect_normal(const char *raw, const char *expected)
{
    base_arena *arena = base_arena_new(0);
    text_normal normal;
    base_str text = base_str_c(raw);
    assert_non_null(arena);
    assert_int_equal(text_normalise(arena, text, &normal), 0);
    if (!base_str_eq_c(normal.text, expected))
        fail_msg("%s gave %.*s", raw, (int)normal.text.len, normal.text.ptr);
    size_t before = 0;
    for (size_t i = 0; i <= normal.text.len; i++) {
        size_t at = text_normal_raw(&normal, i);
        assert_true(at >= before && at <= text.len);
        before = at;
    }
    base_arena_free(arena);
}

static void folds_what_it_promises(void **state)
{
    static const pair pairs[] = {
        {"", ""},
        {" \t\n　\xC2\xA0", ""},
        {"收到申请5件", "收到申请5件"},
        {"２０１７年，Ａｂｃ１．５％＋－／", "2017年，Abc1.5%+-/"},
        {"统　计　指　标", "统 计 指 标"},
        {"  a \t b  ", "a b"},
        {"第一行 \r\n  第二行", "第一行\n第二行"},
        {"a\r\n\r\nb", "a\nb"},
        {"网站742条；\n微信235条，\r\n 其他、\n无。\n完",
         "网站742条； 微信235条， 其他、 无。\n完"},
        {"a\xE2\x80\x8B\xC2\xAD"
         "b\xEF\xBB\xBF",
         "ab"},
        {"a \xE2\x80\x8B b", "a b"},
        {"（一）；：！？“”……——", "（一）；：！？“”……——"},
        {"\xEF\xA4\x80", "\xE8\xB1\x88"}, /* U+F900, a compatibility ideograph */
        {"\xEF\xAC\x81le", "file"},       /* the ligature fi */
        {"⼀", "一"},                     /* a radical, U+2F00 */
        {"①㈠½㎡²", "①㈠½㎡²"},           /* they tell more than their NFKC form */
        {"é", "é"},
        {"𠀀一", "𠀀一"},
        {"x\xFFy", "x\xEF\xBF\xBDy"},
        {"\xE4\xB8", "\xEF\xBF\xBD\xEF\xBF\xBD"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(pairs) / sizeof(pairs[0]); i++)
        expect_normal(pairs[i].from, pairs[i].to);
}

static void borrows_what_is_normal(void **state)
{
    base_arena *arena = base_arena_new(0);
    text_normal normal;
    base_str raw = base_str_c("  收到 申请，5件。\n第二行 ");
    (void)state;
    assert_int_equal(text_normalise(arena, raw, &normal), 0);
    assert_null(normal.map);
    assert_ptr_equal(normal.text.ptr, raw.ptr + 2);
    assert_int_equal(normal.shift, 2);
    assert_int_equal(text_normal_raw(&normal, 3), 5);
    assert_int_equal(base_arena_used(arena), 0);
    base_arena_free(arena);
}

static void maps_back(void **state)
{
    base_arena *arena = base_arena_new(0);
    text_normal normal;
    base_str raw = base_str_c(" 共１２  件");
    (void)state;
    assert_int_equal(text_normalise(arena, raw, &normal), 0);
    assert_true(base_str_eq_c(normal.text, "共12 件"));
    assert_int_equal(text_normal_raw(&normal, 0), 1);
    assert_int_equal(text_normal_raw(&normal, 3), 4);
    assert_int_equal(text_normal_raw(&normal, 4), 7);
    assert_int_equal(text_normal_raw(&normal, 5), 10);
    assert_int_equal(text_normal_raw(&normal, 6), 12);
    assert_int_equal(text_normal_raw(&normal, normal.text.len), raw.len);
    assert_int_equal(text_normal_raw(&normal, 1000), raw.len);
    base_arena_free(arena);
}

static void says_when_memory_is_short(void **state)
{
    base_arena *arena = base_arena_new(16);
    text_normal normal;
    (void)state;
    assert_int_not_equal(
        text_normalise(arena, base_str_c("１２３４５６７８９０１２３４５６７８"), &normal), 0);
    base_arena_free(arena);
}

static void expect_label(const char *label, const char *key, const char *clean)
{
    base_buf buf;
    base_buf_init(&buf);
    base_buf_add_c(&buf, "#");
    text_label_key(&buf, base_str_c(label));
    if (strcmp(buf.ptr + 1, key) != 0)
        fail_msg("key of %s is %s", label, buf.ptr + 1);
    base_buf_clear(&buf);
    text_label_clean(&buf, base_str_c(label));
    if (strcmp(buf.ptr ? buf.ptr : "", clean) != 0)
        fail_msg("clean %s is %s", label, buf.ptr);
    base_buf_dispose(&buf);
}

static void recognises_labels(void **state)
{
    (void)state;
    expect_label("一、主动公开情况", "主动公开情况", "主动公开情况");
    expect_label(" （一）收到申请数", "收到申请数", "收到申请数");
    expect_label("(一) 收到申请数", "收到申请数", "收到申请数");
    expect_label("1.当面申请数", "当面申请数", "当面申请数");
    expect_label("１．当面申请数", "当面申请数", "当面申请数");
    expect_label("1、当面申请数", "当面申请数", "当面申请数");
    expect_label("①当面申请数", "当面申请数", "当面申请数");
    expect_label("统　计　指　标", "统计指标", "统计指标");
    expect_label("    其中：主动公开规范性文件数", "主动公开规范性文件数", "主动公开规范性文件数");
    expect_label("其中:涉及国家秘密", "涉及国家秘密", "涉及国家秘密");
    expect_label("其中涉及国家秘密", "涉及国家秘密", "涉及国家秘密");
    expect_label("其 中：1.涉及国家秘密", "涉及国家秘密", "涉及国家秘密");
    expect_label("1.其中：涉及国家秘密", "涉及国家秘密", "涉及国家秘密");
    expect_label("（一）公开数\n   （不同渠道和方式公开相同信息计1条）", "公开数", "公开数");
    expect_label("公开数(a(b)c)（d）", "公开数", "公开数");
    expect_label("公开数（注）：", "公开数", "公开数（注）：");
    expect_label("公开数（没有写完", "公开数", "公开数");
    expect_label("属于（其他）情形数", "属于(其他)情形数", "属于（其他）情形数");
    expect_label("（总计）", "总计", "（总计）");
    expect_label("危及国家安全、公共安全，经济", "危及国家安全,公共安全,经济",
                 "危及国家安全、公共安全，经济");
    expect_label("不是《条例》所指政府信息", "不是《条例》所指政府信息",
                 "不是《条例》所指政府信息");
    expect_label("3.危及“三安全一稳定”", "危及\"三安全一稳定\"", "危及“三安全一稳定”");
    expect_label("**2. 基本情况:**", "基本情况", "基本情况:");
    expect_label("[bookmark: _GoBack]（二）申请办结数", "申请办结数", "申请办结数");
    expect_label("Ｒ＆Ｄ经费", "r&d经费", "Ｒ＆Ｄ经费");
    expect_label("", "", "");
    expect_label("（一）", "一", "（一）");
    expect_label("其中：", "其中", "其中：");
    expect_label("12345热线数", "12345热线数", "12345热线数");
    expect_label("七、依申请公开信息收取的费用", "依申请公开信息收取的费用",
                 "依申请公开信息收取的费用");
}

static int similarity(const char *a, const char *b)
{
    return text_similarity(base_str_c(a), base_str_c(b));
}

static void measures_similarity(void **state)
{
    char long_key[3 * 65 + 1];
    (void)state;
    assert_int_equal(similarity("", ""), 100);
    assert_int_equal(similarity("", "a"), 0);
    assert_int_equal(similarity("收到申请数", "收到申请数"), 100);
    assert_int_equal(similarity("收到申请数", "收到申请"), 80);
    assert_int_equal(similarity("收到申请", "收到申请数"), 80);
    assert_int_equal(similarity("abcd", "dcba"), 0);
    assert_int_equal(similarity("kitten", "sitting"), 100 - 100 * 3 / 7);
    assert_int_equal(similarity("aaaa", "bbbb"), 0);
    for (size_t i = 0; i < 65; i++)
        memcpy(long_key + 3 * i, "一", 3);
    long_key[3 * 65] = '\0';
    assert_int_equal(similarity(long_key, long_key), 100);
    assert_int_equal(similarity(long_key, long_key + 3), 0);
    long_key[3 * 64] = '\0';
    assert_int_equal(similarity(long_key, long_key + 3), 99);
    assert_int_equal(similarity(long_key + 3, long_key), 99);
}

/* The textbook's matrix, to compare with. */
static int plain_similarity(const char *a, const char *b)
{
    size_t rows = strlen(a), columns = strlen(b), matrix[16][16];
    for (size_t i = 0; i <= rows; i++) {
        for (size_t j = 0; j <= columns; j++) {
            if (i == 0 || j == 0) {
                matrix[i][j] = i + j;
                continue;
            }
            size_t best = matrix[i - 1][j - 1] + (a[i - 1] != b[j - 1]);
            if (matrix[i - 1][j] + 1 < best)
                best = matrix[i - 1][j] + 1;
            if (matrix[i][j - 1] + 1 < best)
                best = matrix[i][j - 1] + 1;
            matrix[i][j] = best;
        }
    }
    size_t longer = rows > columns ? rows : columns;
    return 100 - (int)(100 * matrix[rows][columns] / longer);
}

static void agrees_with_the_matrix(void **state)
{
    uint32_t seed = 1;
    (void)state;
    for (int round = 0; round < 2000; round++) {
        char text[2][16];
        for (int k = 0; k < 2; k++) {
            seed = seed * 1664525u + 1013904223u;
            size_t length = 1 + (seed >> 16) % 12;
            for (size_t i = 0; i < length; i++) {
                seed = seed * 1664525u + 1013904223u;
                text[k][i] = (char)('a' + (seed >> 16) % 4);
            }
            text[k][length] = '\0';
        }
        assert_int_equal(similarity(text[0], text[1]), plain_similarity(text[0], text[1]));
    }
}

static void closes_up(void **state)
{
    static const char *const texts[][2] = {{"620 余条", "620余条"},
                                           {" 2018 年 1 月\n", "2018年1月"},
                                           {"收到　申请", "收到申请"},
                                           {"web  site a", "web site a"},
                                           {"1 135 条", "1 135条"},
                                           {"", ""},
                                           {"1.\xC2\xAD"
                                            "1万\xEF\xBB\xBF条",
                                            "1.1万条"}};
    (void)state;
    base_arena *arena = base_arena_new(0);
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        base_str closed = text_close_up(arena, base_str_c(texts[i][0]));
        assert_true(base_str_eq_c(closed, texts[i][1]));
    }
    base_str same = base_str_c("一词");
    assert_ptr_equal(text_close_up(arena, same).ptr, same.ptr);
    base_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(folds_what_it_promises),
        cmocka_unit_test(borrows_what_is_normal),
        cmocka_unit_test(maps_back),
        cmocka_unit_test(closes_up),
        cmocka_unit_test(says_when_memory_is_short),
        cmocka_unit_test(recognises_labels),
        cmocka_unit_test(measures_similarity),
        cmocka_unit_test(agrees_with_the_matrix),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
