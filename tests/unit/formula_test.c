#include "test.h"

#include <stdio.h>

#include "rule/formula.h"
#include "rule_form.h"

static const char *const rows = "一、公开情况 | ——\n"
                                "  （一）公开数（相同信息计1条） | 条 | 其中\n"
                                "    其中：规范性文件数 | 条\n"
                                "  （二）5G站点数 | 个\n"
                                "二、申请情况 | ——\n"
                                "  （一）收到申请数 | 件 | 子项\n"
                                "    1.当面申请数 | 件\n"
                                "    2.传真申请数 | 件\n"
                                "  （二）申请答复数 | 件 | 子项\n"
                                "    1.同意公开数 | 件\n"
                                "    2.不同意公开数 | 件 | 其中\n"
                                "      其中：涉及国家秘密 | 件\n"
                                "      国家安全、公共安全和社会稳定 | 件\n"
                                "      不是《条例》所指信息或其他 | 件\n"
                                "三、复议数量 | 件\n"
                                "  （一）被依法纠错数 | 件\n"
                                "四、诉讼数量 | 件\n"
                                "  （一）被依法纠错数 | 件\n"
                                "五、举办培训班数 | 次\n"
                                "六、接受培训人员数 | 人次\n"
                                "七、合计 | 件\n"
                                "八、非税收入 | 万元\n";

static int setup(void **state)
{
    static rule_form filled;
    rule_form_init(&filled, rows);
    *state = &filled;
    return 0;
}

static int teardown(void **state)
{
    rule_form_dispose(*state);
    return 0;
}

static const formula *parsed(rule_form *f, const char *text)
{
    formula *made;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    if (formula_parse(f->arena, base_str_c(text), &f->form, &made, &err) != 0)
        fail_msg("%s: column %d: %s", text, err.column, err.text);
    return made;
}

static base_vec evaluated(rule_form *f, const char *text)
{
    base_vec verdicts;
    base_vec_init(&verdicts, sizeof(rule_verdict));
    assert_int_equal(formula_evaluate(parsed(f, text), &f->instance, &f->scene, &verdicts), 0);
    assert_true(verdicts.count > 0);
    return verdicts;
}

static rule_verdict single(rule_form *f, const char *text)
{
    base_vec verdicts = evaluated(f, text);
    if (verdicts.count != 1)
        fail_msg("%s: %d verdicts", text, (int)verdicts.count);
    return *(rule_verdict *)base_vec_at(&verdicts, 0);
}

static void assert_outcome(rule_form *f, const char *text, result_outcome outcome)
{
    rule_verdict verdict = single(f, text);
    if (verdict.outcome != outcome)
        fail_msg("%s: %s, not %s: %.*s", text, result_outcome_name(verdict.outcome),
                 result_outcome_name(outcome), (int)verdict.message.len,
                 verdict.message.ptr ? verdict.message.ptr : "");
}

static void assert_text(base_str text, const char *expected)
{
    if (!base_str_eq_c(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr ? text.ptr : "", expected);
}

/* Expects an error at a column whose text contains a piece. */
static void assert_refused(rule_form *f, const char *text, int column, const char *piece)
{
    formula *made;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    int code = formula_parse(f->arena, base_str_c(text), &f->form, &made, &err);
    if (code != HECHA_E_RULE || made != NULL)
        fail_msg("%s: %d", text, code);
    if ((column != 0 && err.column != column) || strstr(err.text, piece) == NULL)
        fail_msg("%s: column %d: %s", text, err.column, err.text);
}

static void operators_in_every_spelling(void **state)
{
    static const char *const true_ones[] = {
        "1 + 2 * 3 = 7",
        "１＋２×３＝７",
        "（1 + 2）× 3 == 9",
        "(1+2)*3 != 8",
        "10 ÷ 4 = 2.5",
        "1/3*3 = 1",
        "7 - 2 - 1 = 4",
        "7 - (2 - 1) = 6",
        "-3 + 5 = 2",
        "--3 = 3",
        "5−2＝3",
        "1 <> 2",
        "1 ≠ 2",
        "1 < 2 ≤ 2 <= 3",
        "3 ≥ 2 ≧ 2 >= 2 > 1",
        "1 ≦ 2",
        "5% = 0.05",
        "1万 = 10000 且 2.5亿 = 250000000",
        "９９＞１",
        "最大(1, 7, 3) = 7 且 最小（3，1、7）= 1",
        "MAX(1, 2) = 2 and min(1,2)=1",
        "绝对值(-3) = 3",
        "四舍五入(2.345, 2) = 2.35",
        "四舍五入(15, -1) = 20",
        "round(2.5) = 3",
        "sum(1, 2, 3) = 6",
        "abs(0-1) = 1。",
        "5 不大于 5 且 5 大于等于 5 且 4 小于 5 且 4 不等于 5 且 4 等于 4",
    };
    rule_form *f = *state;
    for (size_t i = 0; i < sizeof(true_ones) / sizeof(*true_ones); i++)
        assert_outcome(f, true_ones[i], RESULT_PASSED);
    assert_outcome(f, "1 + 1 = 3", RESULT_FAILED);
}

static void labels_as_auditors_write_them(void **state)
{
    static const char *const sevens[] = {
        "收到申请数",     "收到 申请数",      "[收到申请数]",          "［收到申请数］",
        "【收到申请数】", "（一）收到申请数", "[申请情况/收到申请数]", "(一)收到申请数",
    };
    rule_form *f = *state;
    rule_form_set(f, "收到申请数", "7");
    rule_form_set(f, "公开数", "8");
    rule_form_set(f, "国家安全、公共安全和社会稳定", "3");
    rule_form_set(f, "不是《条例》所指信息或其他", "4");
    rule_form_set(f, "5G站点数", "5");
    rule_form_set(f, "规范性文件数", "6");
    rule_form_set(f, "非税收入", "1.5");
    for (size_t i = 0; i < sizeof(sevens) / sizeof(*sevens); i++) {
        char text[128];
        snprintf(text, sizeof(text), "%s = 7", sevens[i]);
        assert_outcome(f, text, RESULT_PASSED);
        snprintf(text, sizeof(text), "7=%s", sevens[i]);
        assert_outcome(f, text, RESULT_PASSED);
    }
    assert_outcome(f, "公开数（相同信息计1条） = 8", RESULT_PASSED);
    assert_outcome(f, "（一）公开数（相同信息计１条）=8", RESULT_PASSED);
    assert_outcome(f, "国家安全、公共安全和社会稳定 = 3", RESULT_PASSED);
    assert_outcome(f, "国家安全,公共安全和社会稳定+不是《条例》所指信息或其他=7", RESULT_PASSED);
    assert_outcome(f, "5G站点数 = 5 且 ５Ｇ站点数 = 5", RESULT_PASSED);
    assert_outcome(f, "其中：规范性文件数 = 6", RESULT_PASSED);
    assert_outcome(f, "非税收入 = 1.5", RESULT_PASSED);
    assert_outcome(f, "[复议数量/被依法纠错数] = 0", RESULT_PASSED);
    assert_outcome(f, "(收到申请数 + 公开数) ÷ 3 = 5", RESULT_PASSED);
}

static void a_row_called_like_a_function(void **state)
{
    rule_form *f = *state;
    rule_form_set(f, "合计", "4");
    assert_outcome(f, "合计 = 4", RESULT_PASSED);
    assert_outcome(f, "合计(合计, 1) = 5", RESULT_PASSED);
    assert_outcome(f, "合计 (1, 2) = 3", RESULT_PASSED);
}

static void sets_belong_to_the_other_side(void **state)
{
    rule_form *f = *state;
    rule_form_set(f, "收到申请数", "5");
    rule_form_set(f, "当面申请数", "2");
    rule_form_set(f, "传真申请数", "3");
    rule_form_set(f, "不同意公开数", "4");
    rule_form_set(f, "涉及国家秘密", "3");
    assert_outcome(f, "收到申请数 = 合计(子项)", RESULT_PASSED);
    assert_outcome(f, "SUM(children) = [收到申请数]", RESULT_PASSED);
    assert_outcome(f, "合计(子项(收到申请数)) = 5", RESULT_PASSED);
    assert_outcome(f, "合计（子项（[收到申请数]））= 5", RESULT_PASSED);
    assert_outcome(f, "不同意公开数 ≥ 合计(其中)", RESULT_PASSED);
    assert_outcome(f, "个数(其中(不同意公开数)) = 3", RESULT_PASSED);
    assert_outcome(f, "最大(子项(收到申请数), 合计) = 3", RESULT_PASSED);
    rule_form_set(f, "传真申请数", "");
    assert_outcome(f, "个数(子项(收到申请数)) = 1", RESULT_PASSED);
    rule_verdict v = single(f, "收到申请数 = 合计(子项)");
    assert_text(v.message, "收到申请数为 5，应等于 2（2+0 = 2），差 3");
    assert_int_equal(v.location.row, 7);
}

static void a_set_alone_compares_each_member(void **state)
{
    rule_form *f = *state;
    rule_form_set(f, "不同意公开数", "4");
    rule_form_set(f, "涉及国家秘密", "5");
    rule_form_set(f, "国家安全、公共安全和社会稳定", "4");
    rule_form_set(f, "不是《条例》所指信息或其他", "6");
    base_vec verdicts = evaluated(f, "其中 ≤ 不同意公开数");
    assert_int_equal(verdicts.count, 2);
    assert_text(((rule_verdict *)base_vec_at(&verdicts, 0))->message,
                "涉及国家秘密为 5，应不大于 4（不同意公开数），差 1");
    assert_text(((rule_verdict *)base_vec_at(&verdicts, 1))->evidence.stated, "6");
    assert_int_equal(evaluated(f, "不同意公开数 ≥ 其中").count, 2);
    assert_int_equal(evaluated(f, "0 ≤ 其中(不同意公开数) ≤ 5").count, 1);
    assert_int_equal(evaluated(f, "0 ≤ 其中 ≤ 不同意公开数").count, 2);
    rule_form_set(f, "涉及国家秘密", "");
    rule_form_set(f, "不是《条例》所指信息或其他", "4");
    assert_outcome(f, "其中 ≤ 不同意公开数", RESULT_PASSED);
    rule_form_set(f, "不是《条例》所指信息或其他", NULL);
    assert_text(single(f, "其中 ≤ 不同意公开数").reason, "缺少行“不是《条例》所指信息或其他”");
}

static void conditions_decide_first(void **state)
{
    const char *text = "若 举办培训班数 = 0，则 接受培训人员数 = 0";
    rule_form *f = *state;
    assert_outcome(f, text, RESULT_PASSED);
    rule_form_set(f, "接受培训人员数", "5");
    rule_verdict v = single(f, text);
    assert_int_equal(v.outcome, RESULT_FAILED);
    assert_text(v.evidence.condition, "举办培训班数 = 0");
    assert_text(v.message, "举办培训班数 = 0 时，接受培训人员数为 5，应等于 0，差 5");
    rule_form_set(f, "举办培训班数", "3");
    v = single(f, text);
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "条件不成立：举办培训班数 = 3");
    rule_form_set(f, "举办培训班数", "");
    v = single(f, text);
    assert_int_equal(v.outcome, RESULT_NOT_APPLICABLE);
    assert_text(v.reason, "条件无法判断：“举办培训班数”未填写");
    rule_form_set(f, "举办培训班数", NULL);
    v = single(f, text);
    assert_int_equal(v.outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(v.kind, RESULT_MISSING);
    assert_text(v.reason, "条件无法判断：缺少行“举办培训班数”");
}

static void conditions_in_other_words(void **state)
{
    rule_form *f = *state;
    rule_form_set(f, "接受培训人员数", "5");
    assert_outcome(f, "if 举办培训班数 = 0 then 接受培训人员数 = 0", RESULT_FAILED);
    assert_outcome(f, "举办培训班数=0 => 接受培训人员数=0", RESULT_FAILED);
    assert_outcome(f, "如果举办培训班数 ＞ 0 那么接受培训人员数 = 0", RESULT_NOT_APPLICABLE);
    rule_verdict v = single(f, "若 收到申请数 + 申请答复数 > 0 则 1 = 1");
    assert_text(v.reason, "条件不成立：收到申请数+申请答复数 = 0");
    v = single(f, "若 收到申请数 = 0 且 接受培训人员数 < 3 则 1 = 1");
    assert_text(v.reason, "条件不成立：接受培训人员数 = 5");
    v = single(f, "若 收到申请数 > 0 或 接受培训人员数 < 3 则 1 = 1");
    assert_text(v.reason, "条件不成立：收到申请数 = 0，接受培训人员数 = 5");
}

static void logic_of_four_outcomes(void **state)
{
    rule_form *f = *state;
    rule_form_set(f, "收到申请数", NULL); /* not evaluated */
    rule_form_set(f, "申请答复数", "");   /* not applicable */
    assert_outcome(f, "1 = 2 或 1 = 1", RESULT_PASSED);
    assert_outcome(f, "收到申请数 = 1 或 1 = 1", RESULT_PASSED);
    assert_outcome(f, "1 = 2 或 收到申请数 = 1", RESULT_NOT_EVALUATED);
    assert_outcome(f, "1 = 2 或 申请答复数 = 1", RESULT_NOT_APPLICABLE);
    assert_outcome(f, "收到申请数 = 1 或 申请答复数 = 1", RESULT_NOT_EVALUATED);
    assert_outcome(f, "1 = 1 且 申请答复数 = 1", RESULT_PASSED);
    assert_outcome(f, "申请答复数 = 1 且 申请答复数 = 2", RESULT_NOT_APPLICABLE);
    assert_outcome(f, "非 1 = 1", RESULT_FAILED);
    assert_outcome(f, "非 (1 = 2 或 1 > 2)", RESULT_PASSED);
    assert_outcome(f, "非 (1 = 1 且 1 > 2)", RESULT_PASSED);
    assert_outcome(f, "非 非 1 = 1", RESULT_PASSED);
    assert_outcome(f, "not 申请答复数 = 1", RESULT_NOT_APPLICABLE);
    assert_outcome(f, "1 = 1 或 1 = 2 且 1 = 3", RESULT_PASSED);
    assert_outcome(f, "(1 = 1 或 1 = 2) 且 1 = 3", RESULT_FAILED);
    assert_outcome(f, "若 1 = 2 且 收到申请数 = 1 则 1 = 2", RESULT_NOT_APPLICABLE);
    assert_outcome(f, "若 1 = 1 或 收到申请数 = 1 则 1 = 2", RESULT_FAILED);
    assert_int_equal(evaluated(f, "1 = 2 且 收到申请数 = 1 且 3 = 4 且 申请答复数 = 1").count, 3);
}

static void a_failed_choice_is_one_failure(void **state)
{
    rule_form *f = *state;
    rule_verdict v = single(f, "收到申请数 > 0 或 申请答复数 > 0");
    assert_int_equal(v.outcome, RESULT_FAILED);
    assert_text(v.message, "收到申请数为 0，应大于 0，差 0；或：申请答复数为 0，应大于 0，差 0");
    assert_int_equal(v.related_count, 1);
    assert_int_equal(v.related[0].row, 10);
}

static void tolerance_is_read(void **state)
{
    rule_form *f = *state;
    rule_form_set(f, "非税收入", "1.25");
    assert_outcome(f, "非税收入 = 1 ± 0.25", RESULT_PASSED);
    assert_outcome(f, "非税收入 = 1 +/- 0.2", RESULT_FAILED);
    assert_outcome(f, "非税收入 ≤ 1 ± 1/4 < 9", RESULT_PASSED);
    assert_text(single(f, "非税收入 = 1 ± 0.2").evidence.tolerance, "0.2");
}

static void errors_say_where_and_what(void **state)
{
    rule_form *f = *state;
    assert_refused(f, "收到申请书 = 1", 1, "收到申请数");
    assert_refused(f, "1 = 收到申请数量", 5, "收到申请数量");
    assert_refused(f, "被依法纠错数 = 0", 1, "诉讼数量");
    assert_refused(f, "[被依法纠错数] = 0", 1, "复议数量");
    assert_refused(f, "申请情况 = 0", 1, "标题行");
    assert_refused(f, "收到申请数", 6, "关系符");
    assert_refused(f, "收到申请数 = ", 9, "此处应为");
    assert_refused(f, "", 1, "此处应为");
    assert_refused(f, "收到申请数 = (1 + 2", 0, ")");
    assert_refused(f, "[收到申请数 = 1", 1, "]");
    assert_refused(f, "[] = 1", 1, "此处应为");
    assert_refused(f, "1 = 1 1", 7, "多出");
    assert_refused(f, "1 = 1)", 6, "多出");
    assert_refused(f, "若 1 = 1 1 = 1", 9, "则");
    assert_refused(f, "最大 = 1", 0, "(");
    assert_refused(f, "绝对值(1, 2) = 1", 1, "1 个参数");
    assert_refused(f, "四舍五入(1, 2, 3) = 1", 1, "参数");
    assert_refused(f, "四舍五入(1, 收到申请数) = 1", 9, "小数位数");
    assert_refused(f, "四舍五入(1, -13) = 1", 9, "小数位数");
    assert_refused(f, "收到申请数 = 5件", 9, "写 5");
    assert_refused(f, "1 = 99999999999999999999999999999999999999999999999999", 5, "过大");
    assert_refused(f, "非 1 < 2 ± 1", 0, "±");
    assert_refused(f, "1 = 1\xFF", 0, "UTF-8");
}

static void set_errors_say_why(void **state)
{
    rule_form *f = *state;
    assert_refused(f, "1 = 合计(子项)", 8, "另一侧没有指标");
    assert_refused(f, "收到申请数 + 申请答复数 = 合计(子项)", 20, "不止一个");
    assert_refused(f, "当面申请数 = 合计(子项)", 12, "没有“子项”");
    assert_refused(f, "收到申请数 = 合计(其中)", 12, "没有“其中”");
    assert_refused(f, "收到申请数 = 子项 + 1", 9, "只能写在");
    assert_refused(f, "收到申请数 = 绝对值(子项)", 13, "只能写在");
    assert_refused(f, "子项(收到申请数) = 子项(申请答复数)", 0, "一侧");
    assert_refused(f, "收到申请数 = 合计(子项(收到申请书))", 0, "收到申请数");
    assert_refused(f, "收到申请数 = 合计(子项(1))", 0, "");
    assert_refused(f, "收到申请数 = 1 ± 合计(子项)", 0, "子项");
}

static void repeat(char *out, const char *piece, int times)
{
    for (int i = 0; i < times; i++)
        out += sprintf(out, "%s", piece);
}

static void nesting_is_limited(void **state)
{
    static const char *const openings[] = {"(", "非", "非(", "绝对值(", "-(", "合计(1,", "若"};
    char text[8192];
    rule_form *f = *state;
    for (size_t i = 0; i < sizeof(openings) / sizeof(*openings); i++) {
        formula *made;
        repeat(text, openings[i], 400);
        strcat(text, "1=1");
        assert_int_equal(formula_parse(f->arena, base_str_c(text), &f->form, &made, NULL),
                         HECHA_E_RULE);
    }
    repeat(text, "(", 30);
    strcat(text, "1");
    repeat(text + strlen(text), ")", 30);
    strcat(text, " = 1");
    assert_outcome(f, text, RESULT_PASSED);
    repeat(text, "1-", 1000);
    strcat(text, "1=1");
    assert_refused(f, text, 0, "嵌套过深");
    repeat(text, "1×", 1000);
    strcat(text, "1=1");
    assert_refused(f, text, 0, "嵌套过深");
    repeat(text, "1=", 100);
    strcat(text, "1");
    assert_refused(f, text, 0, "过多");
    repeat(text, "1+", 1500); /* a sum is wide, not deep */
    strcat(text, "0 = 1500");
    assert_outcome(f, text, RESULT_PASSED);
    repeat(text, "1+", 2100);
    strcat(text, "1=1");
    assert_refused(f, text, 1, "过长");
}

static void rows_are_told_for_coverage(void **state)
{
    size_t count;
    rule_form *f = *state;
    const formula *made = parsed(f, "若 举办培训班数 > 0 则 收到申请数 = 合计(子项) + 当面申请数");
    const int *found = formula_rows(made, &count);
    assert_int_equal(count, 4);
    assert_int_equal(found[0], 5);
    assert_int_equal(found[1], 6);
    assert_int_equal(found[2], 7);
    assert_int_equal(found[3], 18);
    formula_rows(parsed(f, "1 = 1"), &count);
    assert_int_equal(count, 0);
}

static void other_forms_are_refused(void **state)
{
    base_vec verdicts;
    rule_form *f = *state;
    form_instance other = f->instance;
    form copy = f->form;
    other.form = &copy;
    base_vec_init(&verdicts, sizeof(rule_verdict));
    assert_int_equal(formula_evaluate(parsed(f, "1 = 1"), &other, &f->scene, &verdicts),
                     HECHA_E_USAGE);
    assert_int_equal(formula_evaluate(parsed(f, "1 = 1"), NULL, &f->scene, &verdicts),
                     HECHA_E_USAGE);
}

/* Random pieces must give a formula or an error, and evaluate. */
static void random_formulas_do_no_harm(void **state)
{
    static const char *const pieces[] = {
        "收到申请数", "子项", "其中",   "(",        ")", "=",    "≤",    "且",   "或",
        "非",         "若",   "则",     "合计",     ",", "1",    "5%",   "+",    "-",
        "×",          "÷",    "±",      "[",        "]", "/",    "上年", "最大", "=>",
        "0.5",        "公开", "（一）", "四舍五入", " ", "复议", "、",   "\xE5", "合计(子项)"};
    rule_form *f = *state;
    uint32_t random = 1;
    for (int round = 0; round < 20000; round++) {
        char text[512] = "";
        base_arena *arena = base_arena_new(0);
        formula *made;
        base_vec verdicts;
        rule_scene scene = f->scene;
        scene.arena = arena;
        base_vec_init(&verdicts, sizeof(rule_verdict));
        random = random * 1664525u + 1013904223u;
        for (uint32_t left = 1 + (random >> 8) % 12; left > 0; left--) {
            random = random * 1664525u + 1013904223u;
            strcat(text, pieces[(random >> 8) % (sizeof(pieces) / sizeof(*pieces))]);
        }
        hecha_err err = base_err_init(HECHA_LANG_EN);
        int code = formula_parse(arena, base_str_c(text), &f->form, &made, &err);
        if (code == 0) {
            assert_int_equal(formula_evaluate(made, &f->instance, &scene, &verdicts), 0);
            assert_true(verdicts.count > 0);
        } else {
            assert_int_equal(code, HECHA_E_RULE);
            assert_true(err.text[0] != '\0' && err.column > 0);
        }
        base_arena_free(arena);
    }
}

static void lack_of_memory_is_an_error(void **state)
{
    const char *text =
        "若 举办培训班数 = 0 则 收到申请数 = 合计(子项) + [复议数量/被依法纠错数] 或 "
        "四舍五入(公开数, 1) > 5";
    rule_form *f = *state;
    size_t succeeded = 0;
    for (size_t limit = 16; limit < 40000; limit += 64) {
        base_arena *arena = base_arena_new(limit);
        rule_scene scene = f->scene;
        formula *made;
        base_vec verdicts;
        scene.arena = arena;
        base_vec_init(&verdicts, sizeof(rule_verdict));
        int code = formula_parse(arena, base_str_c(text), &f->form, &made, NULL);
        if (code == 0)
            code = formula_evaluate(made, &f->instance, &scene, &verdicts);
        assert_true(code == 0 || code == HECHA_E_MEMORY);
        succeeded += code == 0;
        base_arena_free(arena);
    }
    assert_true(succeeded > 0);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(operators_in_every_spelling),
        TEST(labels_as_auditors_write_them),
        TEST(a_row_called_like_a_function),
        TEST(sets_belong_to_the_other_side),
        TEST(a_set_alone_compares_each_member),
        TEST(conditions_decide_first),
        TEST(conditions_in_other_words),
        TEST(logic_of_four_outcomes),
        TEST(a_failed_choice_is_one_failure),
        TEST(tolerance_is_read),
        TEST(errors_say_where_and_what),
        TEST(set_errors_say_why),
        TEST(nesting_is_limited),
        TEST(rows_are_told_for_coverage),
        TEST(other_forms_are_refused),
        TEST(random_formulas_do_no_harm),
        TEST(lack_of_memory_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
