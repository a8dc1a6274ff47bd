#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/phrase.h"

/* Appends one capture: "n=5件", "t='甲局'", "n=none". */
static void print_capture(char *out, size_t size, const text_phrase *phrase, size_t index,
                          const text_match *match, const char *text)
{
    const text_capture *capture = &match->captures[index];
    base_str name = text_phrase_name(phrase, index);
    size_t used = strlen(out);
    const char *open = capture->kind == TEXT_CAPTURE_TEXT ? "'" : "";
    if (capture->kind == TEXT_CAPTURE_UNSET)
        return;
    if (capture->kind == TEXT_CAPTURE_CLAIM)
        snprintf(out + used, size - used, " %.*s=%s", (int)name.len, name.ptr,
                 capture->claim.kind == TEXT_CLAIM_NONE ? "none" : "all");
    else
        snprintf(out + used, size - used, " %.*s=%s%.*s%s", (int)name.len, name.ptr, open,
                 (int)(capture->end - capture->start), text + capture->start, open);
}

/* All matches of a phrase: "text n=…" joined by '|'. */
static void find(const char *pattern, const char *text, char *out, size_t size)
{
    base_arena *arena = base_arena_new(0);
    text_phrase *phrase = NULL;
    hecha_err err;
    base_vec matches;
    size_t work = 0;
    memset(&err, 0, sizeof(err));
    assert_non_null(arena);
    base_vec_init(&matches, sizeof(text_match));
    if (text_phrase_parse(arena, base_str_c(pattern), &phrase, &err) != 0)
        fail_msg("%s: %d: %s", pattern, err.column, err.text);
    assert_int_equal(text_phrase_find(phrase, base_str_c(text), arena, &matches, &work), 0);
    assert_true(work <= text_phrase_work(phrase) * (strlen(text) + 1));
    out[0] = '\0';
    for (size_t i = 0; i < matches.count; i++) {
        const text_match *match = base_vec_at(&matches, i);
        size_t used = strlen(out);
        assert_true(match->start < match->end && match->end <= strlen(text));
        snprintf(out + used, size - used, "%s%.*s", i > 0 ? "|" : "",
                 (int)(match->end - match->start), text + match->start);
        for (size_t c = 0; c < text_phrase_captures(phrase); c++)
            print_capture(out, size, phrase, c, match, text);
    }
    base_arena_free(arena);
}

static void expect_found(const char *pattern, const char *text, const char *expected)
{
    char out[2048];
    find(pattern, text, out, sizeof(out));
    if (strcmp(out, expected) != 0)
        fail_msg("%s in %s gave %s", pattern, text, out);
}

static void matches_literal_text(void **state)
{
    (void)state;
    expect_found("收到申请", "我局收到申请。", "收到申请");
    expect_found("收 到申请", "我局收到 申\n请。", "");
    expect_found("收到申请", "我局收 到 申　请。", "收 到 申　请");
    expect_found("WTO（规则）", "ｗｔｏ(规则)", "");
    expect_found("WTO\\（规则\\）", "ｗｔｏ(规则)", "ｗｔｏ(规则)");
    expect_found("申请，", "申请,申请，", "申请,|申请，");
    expect_found("收到申请", "没有", "");
}

static void captures_quantities(void **state)
{
    (void)state;
    expect_found("收到…申请{n:件|条}", "2017年，我局共收到政府信息公开申请５件，办结4件。",
                 "收到政府信息公开申请５件 n=５件");
    expect_found("收到…申请…{n:件|条}", "我局共收到网络申请公开数4条，均按时办结。",
                 "收到网络申请公开数4条 n=4条");
    expect_found("收到…申请{n:件}", "收到申请共计 12 件", "收到申请共计 12 件 n=12 件");
    expect_found("收到…申请{n:件}", "收到申请数量为12件", "收到申请数量为12件 n=12件");
    expect_found("收到…申请{n:件}", "收到申请12条", "");
    expect_found("申请{n}", "申请12，申请3.5万余件", "申请12 n=12|申请3.5万余件 n=3.5万余件");
    expect_found("占{p:%}", "占65.4%，占百分之二十", "占65.4% p=65.4%|占百分之二十 p=百分之二十");
    expect_found("{a:件}，占{p:%}", "甲11件，占1%；乙22件，占2%",
                 "11件，占1% a=11件 p=1%|22件，占2% a=22件 p=2%");
    expect_found("收到{:条}…申请{n:件}", "收到意见3条、申请5件", "");
    expect_found("收到意见{:条}…申请{n:件}", "收到意见3条、申请5件",
                 "收到意见3条、申请5件 =3条 n=5件");
}

static void gaps_stay_in_their_statement(void **state)
{
    (void)state;
    expect_found("收到…申请{n:件}", "收到来信。申请5件", "");
    expect_found("收到…申请{n:件}", "收到来信；申请5件", "");
    expect_found("收到…申请{n:件}", "收到来信！申请5件", "");
    expect_found("收到…申请{n:件}", "收到来信，申请5件", "收到来信，申请5件 n=5件");
    expect_found("收到~申请{n:件}", "收到来信，申请5件", "");
    expect_found("收到~申请{n:件}", "收到网上申请5件", "收到网上申请5件 n=5件");
    expect_found("收到...申请{n:件}", "收到网上申请5件", "收到网上申请5件 n=5件");
    expect_found("收到……申请{n:件}", "收到网上申请5件", "收到网上申请5件 n=5件");
    expect_found("收到…申请{n:件}", "收到来信10封，申请5件", "");
    expect_found("收到…*申请{n:件}", "收到来信10封，申请5件", "收到来信10封，申请5件 n=5件");
    expect_found("收到~*申请{n:件}", "收到1,234封网上申请5件", "收到1,234封网上申请5件 n=5件");
    expect_found("收到…申请{n:件}", "收到（含“来信。来电；”）申请5件",
                 "收到（含“来信。来电；”）申请5件 n=5件");
    expect_found("申请…{n:件}", "申请（含上年结转2件）一共5件",
                 "申请（含上年结转2件）一共5件 n=5件");
    expect_found("申请…{n:件}", "申请（一共2件），投诉5件", "申请（一共2件 n=2件");
    expect_found("申请…{n:件}[，办结{m:件}]", "申请（含2件）5件，办结4件",
                 "申请（含2件）5件，办结4件 n=5件 m=4件");
    expect_found("申请{n:件}…办结{m:件}", "申请5件（其中当面2件），办结4件",
                 "申请5件（其中当面2件），办结4件 n=5件 m=4件");
}

static void the_nearest_match_is_taken(void **state)
{
    (void)state;
    expect_found("收到…申请{n:件}", "收到来信，收到申请5件", "收到申请5件 n=5件");
    expect_found("收到{n:件}[，办结{m:件}]", "收到5件，办结4件。", "收到5件，办结4件 n=5件 m=4件");
    expect_found("收到{n:件}[，办结{m:件}]", "收到5件，退回4件。", "收到5件 n=5件");
    expect_found("收到{n:件}[…办结{m:件}]", "收到5件，收到6件，办结4件。",
                 "收到5件 n=5件|收到6件，办结4件 n=6件 m=4件");
    expect_found("(收到|受理)…申请{n:件}", "受理网上申请3件；收到申请2件",
                 "受理网上申请3件 n=3件|收到申请2件 n=2件");
    expect_found("申请{n:件}|诉讼{m:宗}", "诉讼1宗，申请2件", "诉讼1宗 m=1宗|申请2件 n=2件");
    expect_found("(甲(乙|丙)|丁)[戊]己", "甲丙己丁戊己甲己", "甲丙己|丁戊己");
}

static void exclusions(void **state)
{
    (void)state;
    expect_found("接待…!(咨询|访问){n:人次}", "接待咨询20人次", "");
    expect_found("接待…!(咨询|访问){n:人次}", "接待群众20人次", "接待群众20人次 n=20人次");
    expect_found("!(咨询)收到…{n:件}", "收到信件5件，咨询3件；收到申请2件", "收到申请2件 n=2件");
    expect_found("申请!(人){n:人|件}", "申请人数5人，申请2件", "申请2件 n=2件");
}

static void claims(void **state)
{
    (void)state;
    expect_found("收到…申请{n:件|条|无}", "我局未收到政府信息公开申请。",
                 "收到政府信息公开申请 n=none");
    expect_found("收到…申请{n:件|none}", "我局收到政府信息公开申请3件。",
                 "收到政府信息公开申请3件 n=3件");
    expect_found("收到…申请{n:件|无}", "未收到投诉，收到申请3件", "收到申请3件 n=3件");
    expect_found("收到…申请{n:件|无}", "收到申请后没有答复", "");
    expect_found("办结{n:件|全}", "均按时办结。", "办结 n=all");
    expect_found("办结{n:件|全部|无}", "按时办结。", "");
}

static void captures_text(void **state)
{
    (void)state;
    expect_found("向{who:文字}申请{n:件}", "向甲市政府申请5件，向乙局申请3件",
                 "向甲市政府申请5件 who='甲市政府' n=5件|向乙局申请3件 who='乙局' n=3件");
    expect_found("向{who:text}申请{n:件}", "向甲局，申请5件", "");
}

static void anchors(void **state)
{
    (void)state;
    expect_found("^收到{n:件}", "我收到5件；收到3件", "收到3件 n=3件");
    expect_found("收到{n:件}$", "收到5件，收到3件。", "收到3件 n=3件");
}

static void expect_wrong(const char *pattern, int column)
{
    base_arena *arena = base_arena_new(0);
    text_phrase *phrase = NULL;
    hecha_err err;
    memset(&err, 0, sizeof(err));
    assert_int_equal(text_phrase_parse(arena, base_str_c(pattern), &phrase, &err), HECHA_E_RULE);
    assert_null(phrase);
    assert_true(err.text[0] != '\0');
    if (err.column != column)
        fail_msg("%s: column %d: %s", pattern, err.column, err.text);
    base_arena_free(arena);
}

static void errors_point_at_the_character(void **state)
{
    (void)state;
    expect_wrong("", 1);
    expect_wrong("…", 1);
    expect_wrong("{n}", 1);
    expect_wrong("[申请]…", 1);
    expect_wrong("(申请|…){n}", 1);
    expect_wrong("收到{n", 5);
    expect_wrong("收到{n:}", 6);
    expect_wrong("收到{n:件|}", 8);
    expect_wrong("收到{n:件|文字}", 10);
    expect_wrong("收到(甲|)乙", 6);
    expect_wrong("收到(甲", 5);
    expect_wrong("收到)甲", 3);
    expect_wrong("收到!甲", 4);
    expect_wrong("收到!()甲", 5);
    expect_wrong("收到*", 3);
    expect_wrong("收到{text}", 8);
    expect_wrong("甲[[[[[[[[[乙]]]]]]]]]", 11);
    expect_wrong("甲{a}{b}{c}{d}{e}{f}{g}{h}{i}", 28);
}

static void long_patterns_are_refused(void **state)
{
    char pattern[TEXT_PHRASE_MAX_BYTES + 8];
    (void)state;
    memset(pattern, 'a', sizeof(pattern) - 1);
    pattern[sizeof(pattern) - 1] = '\0';
    expect_wrong(pattern, 1);
    pattern[600] = '\0';
    expect_wrong(pattern, 513);
}

/* Work grows with the text as the text does, whatever the pattern. */
static void work_is_linear(void **state)
{
    static const char *const patterns[] = {"件…件…件…!(丙){n:条}",
                                           "(件|件件|件[件[件]])…件[…件{n:条}]", "件[…*终]",
                                           "件{x:文字}件{n:条|无}", "!(终)件…件~件~件终"};
    (void)state;
    for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
        base_arena *arena = base_arena_new(0);
        text_phrase *phrase = NULL;
        size_t work[2] = {0, 0};
        assert_int_equal(text_phrase_parse(arena, base_str_c(patterns[i]), &phrase, NULL), 0);
        for (size_t k = 0; k < 2; k++) {
            size_t count = k == 0 ? 2000 : 8000;
            char *text = malloc(count * 6 + 1);
            base_vec matches;
            base_vec_init(&matches, sizeof(text_match));
            for (size_t c = 0; c < count; c++)
                memcpy(text + c * 6, c % 7 == 3 ? "（件" : "件无", 6);
            assert_int_equal(
                text_phrase_find(phrase, base_str_n(text, count * 6), arena, &matches, &work[k]),
                0);
            free(text);
        }
        assert_true(work[1] <= work[0] * 9 / 2 + 64);
        base_arena_free(arena);
    }
}

static void no_memory_is_said(void **state)
{
    (void)state;
    for (size_t limit = 100; limit < 400000; limit += 1500) {
        base_arena *arena = base_arena_new(limit);
        text_phrase *phrase = NULL;
        base_vec matches;
        base_vec_init(&matches, sizeof(text_match));
        int code = text_phrase_parse(arena, base_str_c("收到…申请{n:件}"), &phrase, NULL);
        if (code == 0)
            code = text_phrase_find(phrase, base_str_c("收到申请5件，收到申请6件"), arena, &matches,
                                    NULL);
        if (code == 0)
            assert_int_equal(matches.count, 2);
        else
            assert_int_equal(code, HECHA_E_MEMORY);
        base_arena_free(arena);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(matches_literal_text),
        cmocka_unit_test(captures_quantities),
        cmocka_unit_test(gaps_stay_in_their_statement),
        cmocka_unit_test(the_nearest_match_is_taken),
        cmocka_unit_test(exclusions),
        cmocka_unit_test(claims),
        cmocka_unit_test(captures_text),
        cmocka_unit_test(anchors),
        cmocka_unit_test(errors_point_at_the_character),
        cmocka_unit_test(long_patterns_are_refused),
        cmocka_unit_test(work_is_linear),
        cmocka_unit_test(no_memory_is_said),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
