#include "test.h"

#include <stdio.h>

#include "matrix_fixture.h"
#include "rule/formula.h"
#include "rule_form.h"

/* The checks an auditor has, each written in one line, in every dialect they know. */

static const char *const rows = "一、主动公开情况 | ——\n"
                                "  （一）制发规范性文件总数 | 件\n"
                                "  （二）主动公开政府信息数 | 条 | 其中\n"
                                "    其中：主动公开规范性文件数 | 条\n"
                                "    1.政府公报公开数 | 条\n"
                                "    2.政府网站公开数 | 条\n"
                                "    3.政务微博公开数 | 条\n"
                                "二、回应解读情况 | ——\n"
                                "  （一）回应热点数 | 次\n"
                                "  （二）通过不同渠道回应 | ——\n"
                                "    1.新闻发布会总次数 | 次 | 其中\n"
                                "      其中：主要负责同志参加次数 | 次\n"
                                "    2.在线访谈总次数 | 次 | 其中\n"
                                "      其中：主要负责同志参加访谈次数 | 次\n"
                                "    3.政策解读稿件数 | 篇\n"
                                "三、依申请公开情况 | ——\n"
                                "  （一）收到申请数 | 件 | 子项\n"
                                "    1.当面申请数 | 件\n"
                                "    2.传真申请数 | 件\n"
                                "    3.网络申请数 | 件\n"
                                "    4.信函申请数 | 件\n"
                                "  （二）申请办结数 | 件 | 子项\n"
                                "    1.按时办结数 | 件\n"
                                "    2.延期办结数 | 件\n"
                                "  （三）申请答复数 | 件 | 子项\n"
                                "    1.属于已主动公开数 | 件\n"
                                "    2.同意公开数 | 件\n"
                                "    3.不同意公开数 | 件 | 其中\n"
                                "      其中：涉及国家秘密 | 件\n"
                                "      涉及商业秘密 | 件\n"
                                "    4.其他 | 件 | 另计\n"
                                "    5.告知作出更改补充数 | 件\n"
                                "四、行政复议数量 | 件\n"
                                "  （一）维持具体行政行为数 | 件\n"
                                "  （二）被依法纠错数 | 件\n"
                                "  （三）其他情形数 | 件\n"
                                "五、行政诉讼数量 | 件\n"
                                "  （一）被依法纠错数 | 件\n"
                                "六、收取的费用 | 万元\n"
                                "七、专项经费 | 元\n"
                                "八、举办培训班数 | 次\n"
                                "九、接受培训人员数 | 人次\n";

typedef struct dialect {
    rule_form list;
    base_arena *arena;
    form matrix;
    form_instance cells; /* every cell that takes a figure is 0 */
    form_instance all[2];
    const form *known[2];
} dialect;

static int setup(void **state)
{
    static dialect d;
    memset(&d, 0, sizeof(d));
    rule_form_init(&d.list, rows);
    d.list.form.title = base_str_c("政府信息公开情况统计表");
    d.arena = d.list.arena;
    matrix_form_load(d.arena, "gk-2021", 2021, 0, &d.matrix);
    d.cells.form = &d.matrix;
    d.cells.ordinal = 1;
    d.cells.items = base_arena_array(d.arena, d.matrix.count, sizeof(*d.cells.items));
    assert_non_null(d.cells.items);
    for (size_t i = 0; i < d.matrix.count; i++) {
        form_item *item = &d.cells.items[i];
        item->row = &d.matrix.rows[i];
        item->figure.state = item->row->heading ? VALUE_BLANK : VALUE_NUMBER;
        item->figure.number = value_number_int(0);
        item->raw = base_str_c("0");
        item->place.table = 2;
        item->place.row = (uint32_t)item->row->order;
        item->place.cell = (uint32_t)item->row->column + 1;
    }
    d.all[0] = d.list.instance;
    d.all[1] = d.cells;
    d.known[0] = &d.list.form;
    d.known[1] = &d.matrix;
    d.list.scene.instances = d.all;
    d.list.scene.instance_count = 2;
    *state = &d;
    return 0;
}

static int teardown(void **state)
{
    rule_form_dispose(&((dialect *)*state)->list);
    return 0;
}

static void set_cell(dialect *d, const char *path, int64_t number)
{
    int row;
    if (form_find(&d->matrix, base_str_c(path), &row, NULL) != 1)
        fail_msg("no cell %s", path);
    d->cells.items[row].figure.number = value_number_int(number);
}

static base_vec evaluated(dialect *d, const form_instance *on, const char *text)
{
    base_vec verdicts;
    formula *made;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    base_vec_init(&verdicts, sizeof(rule_verdict));
    if (formula_parse_among(d->arena, base_str_c(text), on->form, d->known, 2, &made, &err) != 0)
        fail_msg("%s: column %d: %s", text, err.column, err.text);
    assert_int_equal(formula_evaluate(made, on, &d->list.scene, &verdicts), 0);
    return verdicts;
}

static void assert_on(dialect *d, const form_instance *on, const char *text, result_outcome outcome)
{
    base_vec verdicts = evaluated(d, on, text);
    rule_verdict *v = base_vec_at(&verdicts, 0);
    if (verdicts.count != 1 || v->outcome != outcome)
        fail_msg("%s: %d verdicts, %s, not %s: %.*s%.*s", text, (int)verdicts.count,
                 result_outcome_name(v->outcome), result_outcome_name(outcome), (int)v->message.len,
                 v->message.ptr ? v->message.ptr : "", (int)v->reason.len,
                 v->reason.ptr ? v->reason.ptr : "");
}

static void assert_list(dialect *d, const char *text, result_outcome outcome)
{
    assert_on(d, &d->list.instance, text, outcome);
}

static void assert_matrix(dialect *d, const char *text, result_outcome outcome)
{
    assert_on(d, &d->cells, text, outcome);
}

static void assert_refused_on(dialect *d, const form *on, const char *text, int column,
                              const char *piece)
{
    formula *made;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    int code = formula_parse_among(d->arena, base_str_c(text), on, d->known, 2, &made, &err);
    if (code != HECHA_E_RULE || err.column != column || strstr(err.text, piece) == NULL)
        fail_msg("%s: %d, column %d: %s", text, code, err.column, err.text);
}

static void assert_refused(dialect *d, const char *text, int column, const char *piece)
{
    assert_refused_on(d, &d->list.form, text, column, piece);
}

static void assert_text(base_str text, const char *expected)
{
    if (!base_str_eq_c(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr ? text.ptr : "", expected);
}

/* The path of the one item that is called so, or how many there are and what is named instead. */
static void assert_called(dialect *d, const form *in, const char *name, size_t wanted,
                          const char *text)
{
    base_buf names;
    int row = -1;
    base_buf_init(&names);
    size_t count = formula_find_item(in, base_str_c(name), &row, &names);
    base_str told = count == 1 ? in->rows[row].path : base_buf_str(&names);
    if (count != wanted || !base_str_starts(told, base_str_c(text)))
        fail_msg("%s: %d: %.*s", name, (int)count, (int)told.len, told.ptr ? told.ptr : "");
    base_buf_dispose(&names);
}

static void items_outside_of_formulas(void **state)
{
    dialect *d = *state;
    assert_called(d, &d->list.form, "收到申请数", 1, "依申请公开情况/收到申请数");
    assert_called(d, &d->list.form, "三.(三).1", 1, "依申请公开情况/申请答复数/属于已主动公开数");
    assert_called(d, &d->list.form, "三.(九)", 0, "");
    assert_called(d, &d->list.form, "1", 5, "主动公开情况/主动公开政府信息数/政府公报公开数");
    assert_called(d, &d->matrix, "一", 1, "本年新收政府信息公开申请数量/总计");
    assert_called(d, &d->matrix, "三.(七)/自然人", 1, "本年度办理结果/总计/自然人");
    assert_called(d, &d->matrix, "自然人/三.(七)", 1, "本年度办理结果/总计/自然人");
    assert_called(d, &d->matrix, "一/自燃人", 0, "本年新收政府信息公开申请数量/自然人");
    assert_called(d, &d->matrix, "三.(一)/法人或其他组织", 0, "");
    assert_called(d, &d->matrix, "规章", 3, "规章/本年制发件数、");
    assert_refused_on(d, &d->matrix, "[一/自燃人] = 1", 1,
                      "相近的有：本年新收政府信息公开申请数量/自然人");
}

static void rows_by_printed_numbers(void **state)
{
    static const char *const same[] = {
        "[三.(三).1]",
        "[三.（三）.1]",
        "［三．（三）．１］",
        "[三、（三）1.]",
        "[三(三)1]",
        "[3.(3).1]",
        "[三.三.一]",
        "【三.㈢.1】",
        "三.(三).1",
        "[(三).1]",
        "[三.(三).1 ]",
        "[政府信息公开情况统计表->三.(三).1]",
        "[属于已主动公开数]",
        "[申请答复数/属于已主动公开数]",
        "[f->属于已主动公开数]",
    };
    dialect *d = *state;
    rule_form_set(&d->list, "属于已主动公开数", "5");
    rule_form_set(&d->list, "主要负责同志参加次数", "7");
    rule_form_set(&d->list, "行政复议数量", "9");
    rule_form_set(&d->list, "涉及商业秘密", "11");
    for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++) {
        char text[160];
        snprintf(text, sizeof(text), "%s = 5", same[i]);
        assert_list(d, text, RESULT_PASSED);
        snprintf(text, sizeof(text), "5 = %s + 0", same[i]);
        assert_list(d, text, RESULT_PASSED);
    }
    assert_list(d, "[二.(二).1.其中1] = 7 且 [二.(二).1.其中] = 7", RESULT_PASSED);
    assert_list(d, "[四] = 9 且 [四.] = 9 且 [四、] = 9", RESULT_PASSED);
    assert_list(d, "[三.(三).3.其中2] = 11", RESULT_PASSED);
    assert_list(d, "三.(三).1×2-三.(三).1 = 5。", RESULT_PASSED);
    assert_list(d, "1、属于已主动公开数 = 5 且 合计(1、属于已主动公开数) = 6", RESULT_PASSED);
    assert_refused(d, "[三.(三).9] = 1", 1, "3.不同意公开数");
    assert_refused(d, "1 = [三.(九)] ", 5, "（一）收到申请数");
    assert_refused(d, "[(一)] = 1", 1, "不止一个");
    assert_refused(d, "[三] = 1", 1, "标题行");
    assert_refused(d, "[二.(二).1.其中2] = 1", 1, "编号");
}

/* A path of numbers is no path to what lies deeper, nor to numbers of another kind. */
static void numbers_that_no_row_has(void **state)
{
    dialect *d = *state;
    rule_form_set(&d->list, "属于已主动公开数", "5");
    assert_refused(d, "[三.(四)] = 1", 1, "没有编号“三.(四)”；同级的有：（一）收到申请数、");
    assert_refused(d, "[三.四] = 1", 1, "没有编号");
    assert_refused(d, "[三.4] = 1", 1, "没有编号");
    assert_refused(d, "[一.(三)] = 1", 1, "没有编号");
    assert_refused(d, "[三.其中2] = 1", 1, "没有编号");
    assert_refused(d, "[三.(三).9] = 1", 1, "4.");
    assert_refused(d, "合计([三.(一).1..9]) = 1", 4, "没有编号“9”；同级的有：2");
    assert_refused_on(d, &d->matrix, "[三.(八)] ≥ 0", 1,
                      "没有编号“三.(八)”；同级的有：（五）不予处理、（六）其他处理、（七）总计");
    assert_refused_on(d, &d->matrix, "[三.(八)/总计] ≥ 0", 1, "没有编号“三.(八)”");
    assert_refused_on(d, &d->matrix, "[总计/五] ≥ 0", 1, "没有编号“五”；同级的有：二、");
    assert_refused_on(d, &d->matrix, "[五] ≥ 0", 1, "没有编号“五”");
    assert_refused_on(d, &d->matrix, "三.(八) ≥ 0", 1, "没有编号“三.(八)”");
    /* It may begin further in as it is printed, where that is the only one. */
    assert_list(d, "[(三).1] = 5", RESULT_PASSED);
    assert_refused(d, "[(三).四] = 5", 1, "没有编号");
}

static void slips_of_the_pen(void **state)
{
    static const struct {
        const char *text;
        int column;
        const char *told;
    } slips[] = {
        {"[一] = 1；[二] = 3", 8, "两个条件之间写“且”或“或”，不写“；”"},
        {"[一] = 1，[二] = 3", 8, "不写“，”"},
        {"[一] = 1。[二] = 3", 8, "不写“。”"},
        {"若 [一] = 1；[二] = 2 则 [四] = 1", 10, "写“且”"},
        {"若 [一] = 1 [二] = 2", 11, "缺少“则”"},
        {"[一] x 10 = 1", 5, "乘号写 × 或 *，不写“x”"},
        {"[一] = 10 X [二]", 10, "不写“X”"},
        {"1 = 10x[二]", 7, "不写“x”"},
        {"([一] x 2) + 1 = 1", 6, "不写“x”"},
        {"合计([一] x 2) = 1", 8, "不写“x”"},
        {"[一] =< 3", 5, "没有关系符“=<”，请写 ≤"},
        {"[一] > = 3", 5, "请写 ≥"},
        {"[一] < > 3", 5, "请写 ≠"},
        {"[一] < < 3", 7, "此处应为指标"},
        {"[一] ≥ 1 → [二] ≥ 1", 9, "没有关系符“→”，请写 =>"},
        {"[一] ≈ [二]", 5, "没有关系符“≈”，请写 = … ± n"},
        {"“收到申请数” = 1", 1, "不加引号"},
        {"1 = \"收到申请数\"", 5, "不加引号"},
        {"平均(子项) = 1", 1, "没有函数“平均”，也没有这个指标；函数有：合计"},
        {"1 ≤ 平均 （[一], [二]）", 5, "没有函数“平均”"},
        {"[平均](1) = 1", 1, "没有指标“平均”"},
        {"[一] ≥ 1,000", 7, "请写 1000"},
        {"[一] ≥ １，０００，０００", 7, "请写 １０００"},
        {"[一] ≥ 1,00", 8, "不写“,”"},
        {"[一] ≥ 最大(1,0000, x)", 18, "x"},
        {"上年结转申请数 ≥ 0", 1, "没有指标“上年结转申请数”"},
        {"下级单位数 ≥ 1", 1, "没有指标“下级单位数”"},
        {"合计数 = 1", 1, "没有指标“合计数”"},
        {"1 = 其中网上", 5, "没有指标“其中网上”"},
        {"上年 = 1", 3, "“上年”后应为“(”"},
        {"行政处罚/本年处理决定数量 ≥ 0", 1, "“行政处罚/本年处理决定数量”写在 [ ] 里"},
        {"本年新收政府信息公开申请数量/自然人 ≥ 0", 1, "写在 [ ] 里"},
    };
    dialect *d = *state;
    for (size_t i = 0; i < sizeof(slips) / sizeof(*slips); i++)
        assert_refused_on(d, &d->matrix, slips[i].text, slips[i].column, slips[i].told);
    assert_list(d, "最大(1,100) = 100；", RESULT_PASSED);
    rule_form_set(&d->list, "收到申请数", "7");
    assert_list(d, "收到申请数/收到申请数 ≤ 100；", RESULT_PASSED);
}

static void ranges_of_rows(void **state)
{
    dialect *d = *state;
    rule_form_set(&d->list, "当面申请数", "1");
    rule_form_set(&d->list, "传真申请数", "2");
    rule_form_set(&d->list, "网络申请数", "4");
    rule_form_set(&d->list, "信函申请数", "8");
    assert_list(d, "SUM([三.(一).1]:[三.(一).4]) = 15", RESULT_PASSED);
    assert_list(d, "合计（［三．（一）．２］：［三．（一）．３］）＝6", RESULT_PASSED);
    assert_list(d, "合计([当面申请数]:[网络申请数]) = 7", RESULT_PASSED);
    assert_list(d, "合计(当面申请数:网络申请数, 信函申请数) = 15", RESULT_PASSED);
    assert_list(d, "合计([三.(一).1..4]) = 15 且 合计([三.(一).2..3]) = 6", RESULT_PASSED);
    assert_list(d, "最大(三.(一).1:三.(一).3) = 4 且 个数([三.(一).1]:[三.(一).1]) = 1",
                RESULT_PASSED);
    assert_list(d, "个数([三.(三).1]:[三.(三).5]) = 4", RESULT_PASSED); /* 另计 stands aside */
    assert_list(d, "个数([三.(三).1]:[三.(三).4]) = 4", RESULT_PASSED); /* but as an end counts */
    assert_list(d, "个数([三.(三).3.其中1..2]) = 2", RESULT_PASSED);
    assert_list(d, "个数([三.(一).3]:[三.(二).2]) = 4", RESULT_PASSED); /* one level */
    assert_list(d, "[四] >= SUM([四.(一)..(三)])", RESULT_PASSED);
    assert_list(d, "0 ≤ [三.(一).1]:[三.(一).4] ≤ 8", RESULT_PASSED);
    assert_int_equal(evaluated(d, &d->list.instance, "当面申请数:信函申请数 ≤ 3").count, 2);
    assert_refused(d, "合计([三.(一).1]:[三.(三)]) = 1", 4, "同一级");
    assert_refused(d, "合计([三.(一).3]:[三.(一).1]) = 1", 4, "之后");
    assert_refused(d, "合计([三.(一).3]:5) = 1", 14, "指标名");
    assert_refused(d, "合计([三.(一).1..9]) = 1", 4, "9");
    assert_refused(d, "合计([收到..9]) = 1", 4, "编号");
    assert_refused(d, "[三.(一).1]:[三.(一).3] + 1 = 1", 1, "只能写在");
}

static void shares_and_percents(void **state)
{
    dialect *d = *state;
    rule_form_set(&d->list, "收到申请数", "8");
    rule_form_set(&d->list, "网络申请数", "3");
    assert_list(d, "占比(网络申请数, 收到申请数) = 37.5", RESULT_PASSED);
    assert_list(d, "占比(网络申请数、收到申请数) = 37.5%", RESULT_PASSED);
    assert_list(d, "SHARE([网络申请数],[收到申请数]) ≤ 50%", RESULT_PASSED);
    assert_list(d, "四舍五入(占比(网络申请数, 收到申请数)) = 38%", RESULT_PASSED);
    assert_list(d, "占比(网络申请数, 收到申请数) = 37% ± 0.5%", RESULT_PASSED);
    assert_list(d, "占比(网络申请数, 收到申请数) = 37% ± 0.4%", RESULT_FAILED);
    assert_list(d, "占比(网络申请数, 收到申请数) + 10% > 47%", RESULT_PASSED);
    assert_list(d, "占比(网络申请数, 收到申请数) = 75 × 50%", RESULT_PASSED);
    assert_list(d, "网络申请数 ≤ 收到申请数 × 50%", RESULT_PASSED);
    assert_list(d, "占比(网络申请数, 当面申请数) = 1", RESULT_NOT_EVALUATED);
    assert_refused(d, "占比(网络申请数) = 1", 1, "2 个参数");
}

static void tolerances_with_their_ground(void **state)
{
    dialect *d = *state;
    rule_form_set(&d->list, "收到申请数", "104");
    rule_form_set(&d->list, "申请办结数", "100");
    assert_list(d, "收到申请数 = 申请办结数 ± 5%", RESULT_PASSED);
    assert_list(d, "收到申请数 = 申请办结数 ± 3%", RESULT_FAILED);
    assert_list(d, "收到申请数 = 100 ± 4（依据：四舍五入）", RESULT_PASSED);
    base_vec verdicts = evaluated(d, &d->list.instance,
                                  "收到申请数 = 申请办结数 ± 3 （依据：四舍五入(至整数)）且 1 = 1");
    rule_verdict *v = base_vec_at(&verdicts, 0);
    assert_text(
        v->message,
        "收到申请数为 104，应等于 100 ± 3（申请办结数），差 4（容差依据：四舍五入(至整数)）");
    assert_text(v->evidence.tolerance, "3");
    assert_text(v->evidence.ground, "四舍五入(至整数)");
    verdicts = evaluated(d, &d->list.instance, "收到申请数 = 100 ± 1 “口径不同”");
    v = base_vec_at(&verdicts, 0);
    assert_text(v->message, "收到申请数为 104，应等于 100 ± 1，差 4（容差依据：口径不同）");
    assert_list(d, "收到申请数 = 0 ± 5%（依据：x）", RESULT_FAILED);
    assert_refused(d, "1 = 1 ± 1（）", 10, "依据");
    assert_refused(d, "1 = 1 ± 1（依据", 10, ")");
    assert_refused(d, "1 = 1 ± 1 \"x", 11, "\"");
}

static void otherwise_decides_when_the_condition_is_false(void **state)
{
    const char *text = "若 举办培训班数 = 0，则 接受培训人员数 = 0，否则 接受培训人员数 > 0";
    dialect *d = *state;
    assert_list(d, text, RESULT_PASSED);
    rule_form_set(&d->list, "举办培训班数", "2");
    base_vec verdicts = evaluated(d, &d->list.instance, text);
    rule_verdict *v = base_vec_at(&verdicts, 0);
    assert_text(v->message, "举办培训班数 = 2 时，接受培训人员数为 0，应大于 0，差 0");
    rule_form_set(&d->list, "接受培训人员数", "3");
    assert_list(d, text, RESULT_PASSED);
    assert_list(d, "if 举办培训班数 = 0 then 1 = 2 else 接受培训人员数 = 3", RESULT_PASSED);
    rule_form_set(&d->list, "举办培训班数", "");
    assert_list(d, text, RESULT_NOT_APPLICABLE);
    rule_form_set(&d->list, "举办培训班数", NULL);
    assert_list(d, text, RESULT_NOT_EVALUATED);
    assert_refused(d, "1 = 1 否则 2 = 2", 7, "多出");
}

static void unlike_units_are_refused(void **state)
{
    dialect *d = *state;
    assert_refused(d, "收取的费用 = 专项经费", 9, "收取的费用（万元）、专项经费（元）");
    assert_refused(d, "收取的费用 + 收到申请数 > 0", 9, "单位不同");
    assert_refused(d, "合计(收到申请数, 专项经费) = 0", 11, "单位不同");
    assert_refused(d, "收到申请数 = 0 ± 专项经费", 13, "单位不同");
    assert_list(d, "收取的费用 = 专项经费 ÷ 10000", RESULT_PASSED);
    assert_list(d, "主动公开政府信息数 ≤ 制发规范性文件总数",
                RESULT_PASSED); /* 条, 件 count alike */
    assert_list(d, "收取的费用 × 收到申请数 = 0 且 个数(收到申请数, 专项经费) = 2", RESULT_PASSED);
    assert_list(d, "若 收到申请数 = 0 则 收取的费用 = 0", RESULT_PASSED);
}

static void every_row_of_a_list(void **state)
{
    dialect *d = *state;
    assert_list(d, "[*] ≥ 0", RESULT_PASSED);
    rule_form_set(&d->list, "传真申请数", "-1");
    rule_form_set(&d->list, "专项经费", "-2");
    assert_int_equal(evaluated(d, &d->list.instance, "[*] ≥ 0").count, 2);
    assert_refused(d, "[收到申请数/*] = 1", 1, "*");
}

static void checks_of_the_old_form(void **state)
{
    static const char *const checks[] = {
        "[收到申请数] = [当面申请数]+[传真申请数]+[网络申请数]+[信函申请数]",
        "[收到申请数] = 合计(子项)",
        "[申请办结数] = [按时办结数]+[延期办结数]",
        "[申请答复数] = SUM([三.(三).1]:[三.(三).5])",
        "[不同意公开数] >= SUM([三.(三).3.其中1..2])",
        "[四] >= SUM([四.(一)]:[四.(三)])",
        "[申请办结数] <= [收到申请数]",
        "[主动公开规范性文件数] <= [主动公开政府信息数]",
        "MAX([一.(二).1]:[一.(二).3]) <= [主动公开政府信息数]",
        "SUM([一.(二).1]:[一.(二).3]) >= [主动公开政府信息数]",
        "[二.(二).1.其中1] <= [二.(二).1]",
        "若 [二.(一)] > 0 则 SUM([二.(二).1], [二.(二).2]) > 0",
        "[举办培训班数]=0 => [接受培训人员数]=0",
        "若 [收到申请数]=0 则 [收取的费用]=0",
        "若 [收到申请数]=0 则 [行政复议数量]+[行政诉讼数量] = 0",
        "若 [制发规范性文件总数]>0 则 [政策解读稿件数]>0",
        "非 ([专项经费]>0 且 [收到申请数]=0)",
        "绝对值([申请办结数] - [申请答复数]) ≤ 0.5 × 最大([申请答复数], 1)",
        "0 = 四舍五入([当面申请数] ÷ 最大([收到申请数], 1) × 100, 2)",
    };
    dialect *d = *state;
    for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++) {
        base_vec verdicts = evaluated(d, &d->list.instance, checks[i]);
        rule_verdict *v = base_vec_at(&verdicts, 0);
        if (v->outcome != RESULT_PASSED && v->outcome != RESULT_NOT_APPLICABLE)
            fail_msg("%s: %.*s", checks[i], (int)v->message.len, v->message.ptr);
    }
}

static void checks_of_the_new_form(void **state)
{
    static const char *const checks[] = {
        "[一/*] + [二/*] = [三.(七)/*] + [四/*]",
        "[本年新收政府信息公开申请数量/*] + [上年结转政府信息公开申请数量/*] = [（七）总计/*] + "
        "[结转下年度继续办理/*]",
        "[三.(七)/*] = [三.(一)/*] + [三.(二)/*] + 合计(子项([三.(三)/*]), 子项([三.(四)/*]), "
        "子项([三.(五)/*]), 子项([三.(六)/*]))",
        "[三.(七)/*] ≥ 合计([三.(三).1/*]:[三.(三).8/*])",
        "[*/总计] = [*/自然人] + 合计([*/法人或其他组织])",
        "[*/总计] = 合计([*/自然人]:[*/其他])",
        "[行政复议/总计] = 合计([行政复议/结果维持]:[行政复议/尚未审结])",
        "[复议后起诉/总计] = 合计([复议后起诉/结果维持]:[复议后起诉/尚未审结])",
        "[行政复议/总计] <= 0.5 × [一/总计]",
        "合计([一/法人或其他组织]) + [一/自然人] = [一]",
        "[规章/现行有效件数] >= [规章/本年制发件数]",
        "[第二十条第（一）项/*/现行有效件数] ≥ [第二十条第（一）项/*/本年制发件数]",
        "[*] ≥ 0",
        "若 [一/*] = 0 则 [四/*] ≤ [二/*]",
    };
    dialect *d = *state;
    for (size_t i = 0; i < sizeof(checks) / sizeof(*checks); i++)
        assert_matrix(d, checks[i], RESULT_PASSED);
}

static void a_star_reports_each_column(void **state)
{
    dialect *d = *state;
    set_cell(d, "本年新收政府信息公开申请数量/自然人", 3);
    set_cell(d, "本年新收政府信息公开申请数量/总计", 4);
    base_vec verdicts = evaluated(d, &d->cells, "[一/*] = [四/*]");
    assert_int_equal(verdicts.count, 2);
    rule_verdict *first = base_vec_at(&verdicts, 0), *second = base_vec_at(&verdicts, 1);
    assert_text(first->evidence.subject, "本年新收政府信息公开申请数量/自然人");
    assert_text(second->evidence.subject, "本年新收政府信息公开申请数量/总计");
    verdicts = evaluated(d, &d->cells, "[*/总计] = [*/自然人] + 合计([*/法人或其他组织])");
    assert_int_equal(verdicts.count, 1);
    first = base_vec_at(&verdicts, 0);
    assert_text(first->evidence.difference, "1");
    assert_text(first->evidence.arithmetic, "3+0+0+0+0+0");
    verdicts = evaluated(d, &d->cells, "若 [一/*] > 3 则 [二/*] = 5");
    assert_int_equal(verdicts.count, 1);
    first = base_vec_at(&verdicts, 0);
    assert_text(first->evidence.subject, "上年结转政府信息公开申请数量/总计");
    set_cell(d, "行政诉讼/复议后起诉/总计", 1);
    assert_int_equal(evaluated(d, &d->cells, "[行政诉讼/*] = 0").count, 1);
    assert_matrix(d, "[行政复议/*] = 0", RESULT_PASSED);
    assert_matrix(d, "[一/法人或其他组织/*] = 0", RESULT_PASSED);
}

static void stars_that_do_not_fit_are_refused(void **state)
{
    dialect *d = *state;
    const form *m = &d->matrix;
    assert_refused_on(d, m, "[一/*] = [*/总计]", 9, "同一方向");
    assert_refused_on(d, m, "[一/*] = [行政复议/*]", 9, "名称相同");
    assert_refused_on(d, m, "[没有这一行/*] = 1", 1, "没有");
    assert_refused_on(d, m, "[行政复议/结果维持] = [一/没有这一列]", 15, "没有");
    assert_refused_on(d, m, "合计([一/自然人]:[二/总计]) = 0", 4, "同一级");
}

static void other_tables_of_the_report(void **state)
{
    dialect *d = *state;
    set_cell(d, "行政复议/总计", 6);
    assert_on(d, &d->list.instance, "[gk-2021->行政复议/总计] = 6", RESULT_PASSED);
    assert_list(d, "合计([gk-2021->行政复议/结果维持]:[gk-2021->行政复议/总计]) = 6",
                RESULT_PASSED);
    assert_list(d, "[政府信息公开工作年度报告统计表－＞三.(三).1] = 0", RESULT_PASSED);
    d->list.scene.instance_count = 1;
    base_vec verdicts = evaluated(d, &d->list.instance, "[gk-2021->行政复议/总计] = 6");
    rule_verdict *v = base_vec_at(&verdicts, 0);
    assert_int_equal(v->outcome, RESULT_NOT_APPLICABLE);
    assert_text(v->reason, "报告中没有“gk-2021”");
    assert_refused(d, "[没有的表->收到申请数] = 6", 1, "没有的表");
    assert_refused(d, "[gk-2021->收到申请数书] = 6", 1, "没有指标");
}

static void last_year_in_dialect(void **state)
{
    dialect *d = *state;
    rule_counterparts others = {
        .previous_year = {.year = 2020, .instances = &d->cells, .instance_count = 1}};
    d->list.scene.counterparts = &others;
    set_cell(d, "结转下年度继续办理/自然人", 2);
    set_cell(d, "上年结转政府信息公开申请数量/自然人", 2);
    assert_matrix(d, "[二/*] = 上年([四/*])", RESULT_PASSED);
    assert_matrix(d, "[二/*] = [四/*@-1]", RESULT_PASSED);
    assert_matrix(d, "[*/现行有效件数] = [*/现行有效件数@-1] + [*/本年制发件数] - [*/本年废止件数]",
                  RESULT_PASSED);
    assert_matrix(d, "[复议后起诉/总计] <= [行政复议/总计] + [行政复议/总计＠－1]", RESULT_PASSED);
    assert_matrix(d, "上年(合计(子项([三.(三)/自然人]))) = 0", RESULT_PASSED);
    set_cell(d, "三、本年度办理结果/（三）不予公开/1.属于国家秘密/自然人", 7);
    assert_matrix(d, "上期(合计(子项([三.(三)/自然人]))) = 7", RESULT_PASSED);
    others.previous_year.instances = NULL;
    assert_matrix(d, "[二/*] = [四/*@-1]", RESULT_NOT_APPLICABLE);
    assert_refused(d, "[收到申请数@-2] = 1", 1, "@");
    assert_refused(d, "上年([收到申请数@-1]) = 1", 4, "上年");
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        TEST(items_outside_of_formulas),
        TEST(rows_by_printed_numbers),
        TEST(numbers_that_no_row_has),
        TEST(slips_of_the_pen),
        TEST(ranges_of_rows),
        TEST(shares_and_percents),
        TEST(tolerances_with_their_ground),
        TEST(otherwise_decides_when_the_condition_is_false),
        TEST(unlike_units_are_refused),
        TEST(every_row_of_a_list),
        TEST(checks_of_the_old_form),
        TEST(checks_of_the_new_form),
        TEST(a_star_reports_each_column),
        TEST(stars_that_do_not_fit_are_refused),
        TEST(other_tables_of_the_report),
        TEST(last_year_in_dialect),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
