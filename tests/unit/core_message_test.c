#include "test.h"

#include <stdio.h>

#include "script/core_message.h"

static void is_said(hecha_lang lang, const char *raised, const char *said)
{
    char text[512];
    size_t length = script_core_message(lang, base_str_c(raised), text, sizeof(text));
    if (length == 0)
        fail_msg("not known: %s", raised);
    assert_int_equal(length, strlen(text));
    if (strstr(text, said) == NULL)
        fail_msg("%s: %s, without %s", raised, text, said);
}

static void faults_are_said_in_chinese(void **state)
{
    static const struct {
        const char *raised, *said;
    } cases[] = {
        {"attempt to index a nil value (local 'x')",
         "变量“x”是空值（nil），不能再取它的字段或方法"},
        {"attempt to index a number value (field '?')", "这里的数不能再取字段或方法"},
        {"attempt to call a nil value (method 'foo')", "方法“foo”是空值（nil），不是函数"},
        {"attempt to call a nil value (for iterator 'for iterator')", "写 ipairs(列表)"},
        {"attempt to index a function value (field 'item')", "字段“item”是函数，要带括号调用"},
        {"attempt to call a nil value (global 'expect')", "是检查函数的参数"},
        {"attempt to index a nil value (global 'report')", "check = function(report, expect)"},
        {"attempt to call a string value", "这里的文字不是函数"},
        {"attempt to perform arithmetic on a nil value (field 'year')", "字段“year”是空值"},
        {"attempt to perform arithmetic on a string value (constant 'abc')", "常量“abc”是文字"},
        {"attempt to concatenate a value value (local 'v')", "变量“v”是数值，不能用 .. 连接"},
        {"attempt to concatenate a nil value", "这里的空值（nil）不能用 .. 连接"},
        {"attempt to get length of a number value", "# 只用于列表和文字"},
        {"attempt to perform bitwise operation on a string value (constant 'a')", "按位运算"},
        {"attempt to compare two nil values", "两个空值（nil）不能比较大小"},
        {"attempt to compare number with string", "数与文字不能比较大小"},
        {"attempt to divide by zero", "整数除以 0"},
        {"attempt to perform 'n//0'", "整数除以 0"},
        {"attempt to perform 'n%%0'", "整数除以 0"},
        {"number has no integer representation", "这里要整数"},
        {"number (local 'x') has no integer representation", "这里要整数"},
        {"bad 'for' initial value (number expected, got string)", "for 的起始值应为数，这里是文字"},
        {"'for' step is zero", "步长不能是 0"},
        {"table index is NaN", "表的键不能是 NaN"},
        {"stack overflow", "没有停下来"},
        {"calling 'find' on bad self (string expected, got nil)", "写 a:find(…)"},
        {"bad argument #1 to 'equals' (expect(value) expected, got number)", "写 a:equals(…)"},
        {"bad argument #1 to 'find' (string expected, got no value)", "少了第 1 个参数，应为文字"},
        {"bad argument #2 to 'item' (string expected, got no value)",
         "写 a:item(…)，不写 a.item(…)"},
        {"bad argument #1 to 'item' (string expected, got nil)", "这里是空值（nil）"},
        {"bad argument #2 to 'fail' (value, block, cell, form or location expected, got number)",
         "应为数值、段落、单元格、表或位置，这里是数"},
        {"bad argument #1 to 'max' (value expected)", "max( ) 少了第 1 个参数"},
        {"bad argument #1 to 'largest' (empty list)", "列表是空的"},
        {"bad argument #1 to 'x' (what nobody knows)", "x( ) 的第 1 个参数不对：what nobody knows"},
        {"wrong number of arguments to 'insert'", "参数个数不对"},
        {"invalid value (at index 2) in table for 'concat'", "第 2 个不是文字也不是数"},
        {"invalid conversion '%y' to 'format'", "没有“%y”这种写法"},
        {"malformed pattern (missing ']')", "缺 ]"},
        {"invalid capture index %9", "第 9 对括号"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
        is_said(HECHA_LANG_ZH, cases[i].raised, cases[i].said);
}

static void english_says_what_to_do(void **state)
{
    (void)state;
    is_said(HECHA_LANG_EN, "attempt to index a nil value (upvalue 'x')",
            "the upvalue 'x' is a nil value, without fields and methods");
    is_said(HECHA_LANG_EN, "bad argument #2 to 'item' (string expected, got no value)",
            "a:item(…), not a.item(…)");
}

/* A name may be a word of the messages, and longer than there is room for. */
static void names_stay_as_they_are(void **state)
{
    char raised[400], said[512];
    (void)state;
    is_said(HECHA_LANG_ZH, "attempt to index a nil value (field 'table')", "字段“table”是");
    is_said(HECHA_LANG_ZH, "attempt to index a nil value (field 'it's')", "字段“it's”是");
    snprintf(raised, sizeof(raised), "attempt to index a nil value (field '%0*d')", 300, 0);
    assert_true(script_core_message(HECHA_LANG_ZH, base_str_c(raised), said, sizeof(said)) > 100);
    assert_true(script_core_message(HECHA_LANG_ZH, base_str_c(raised), said, 20) < 20);
}

static void other_texts_are_not_touched(void **state)
{
    static const char *const texts[] = {"",
                                        "own",
                                        "attempt to be clever",
                                        "bad argument",
                                        "attempt to index a nil value (local 'x'",
                                        "第 1 行",
                                        "my attempt to divide by zero"};
    char out[64];
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        assert_int_equal(script_core_message(HECHA_LANG_ZH, base_str_c(texts[i]), out, sizeof(out)),
                         0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(faults_are_said_in_chinese),
        cmocka_unit_test(english_says_what_to_do),
        cmocka_unit_test(names_stay_as_they_are),
        cmocka_unit_test(other_texts_are_not_touched),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
