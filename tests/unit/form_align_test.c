#include "test.h"

#include <stdio.h>

#include "base/err.h"
#include "form_fixture.h"

static int64_t figure(const fixture *f, size_t instance, const char *label)
{
    int64_t number = -1;
    const form_item *item = fixture_item(f, instance, label);
    assert_int_equal(item->figure.state, VALUE_NUMBER);
    assert_int_equal(value_number_to_int64(item->figure.number, &number), 1);
    return number;
}

/* Every row of the form holds its own number, as fixture_print wrote it. */
static void assert_all_in_place(const fixture *f, size_t instance)
{
    const form_instance *made = &f->instances[instance];
    for (size_t i = 0; i < made->form->count; i++) {
        int64_t number = -1;
        const form_item *item = &made->items[i];
        if (item->row->heading) {
            assert_int_equal(item->figure.state, VALUE_BLANK);
            continue;
        }
        assert_int_equal(item->figure.state, VALUE_NUMBER);
        value_number_to_int64(item->figure.number, &number);
        assert_int_equal(number, item->row->order);
    }
    assert_int_equal(made->extra_count, 0);
}

static void reads_a_plain_table(void **state)
{
    fixture *f = *state;
    fixture_heading(f, "四、政府信息公开情况统计表");
    fixture_paragraph(f, "政府信息公开情况统计表");
    fixture_paragraph(f, "（2017 年度）");
    fixture_paragraph(f, "填报单位：某市统计局");
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "单位负责人：甲某 审核人： 填 报 人：乙某 传真：123");
    fixture_paragraph(f, "联系电话：88860000");
    fixture_paragraph(f, "填报日期（盖章）：2018.1.2");
    fixture_align(f, 0);
    assert_int_equal(f->count, 1);
    const form_instance *made = &f->instances[0];
    assert_ptr_equal(made->form, &f->gk2014);
    assert_int_equal(made->ordinal, 1);
    assert_str(made->caption, "政府信息公开情况统计表 （2017 年度）");
    assert_int_equal(made->caption_year, 2017);
    assert_int_equal(made->place.table, 1);
    assert_all_in_place(f, 0);
    assert_int_equal(made->field_count, 6);
    assert_str(form_instance_field(made, base_str_c("填报单位"))->text, "某市统计局");
    assert_str(form_instance_field(made, base_str_c("单位负责人"))->text, "甲某");
    assert_str(form_instance_field(made, base_str_c("审核人"))->text, "");
    assert_str(form_instance_field(made, base_str_c("填报人"))->text, "乙某");
    assert_str(form_instance_field(made, base_str_c("填报日期"))->text, "2018.1.2");
    assert_str(form_instance_field(made, base_str_c("填报单位"))->place.text,
               "填报单位：某市统计局");
    assert_null(form_instance_field(made, base_str_c("传真")));
    const form_item *item = fixture_item(f, 0, "申请答复数");
    assert_str(item->raw, "30");
    assert_str(item->place.text, "30");
    assert_int_equal(item->place.line, 5 + 30); /* four lines and the header row above */
    assert_int_equal(item->place.row, 31);
    assert_int_equal(item->place.cell, 3);
    assert_int_equal(item->similarity, 100);
    base_buf quoted;
    base_buf_init(&quoted);
    form_item_quote(&quoted, item);
    assert_string_equal(quoted.ptr, "（三）申请答复数 | 件 | 30");
    base_buf_dispose(&quoted);
}

static void keeps_states_and_headings(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2018, 1, 64, 1);
    fixture_replace(f, "二、回应解读情况|——|\n", "二、回应解读情况|——|0\n");
    fixture_replace(f, "|件|24\n", "|件|\n");     /* blank */
    fixture_replace(f, "|件|25\n", "|件|——\n");   /* dash */
    fixture_replace(f, "|件|26\n", "|件|无\n");   /* text */
    fixture_replace(f, "|件|27\n", "|件\n");      /* the row ends before */
    fixture_replace(f, "|件|28\n", "|件|１２\n"); /* full width */
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2018);
    assert_int_equal(f->count, 1);
    assert_ptr_equal(f->instances[0].form, &f->gk2018);
    assert_int_equal(figure(f, 0, "回应解读情况"), 0);
    assert_int_equal(f->instances[0].items[23].figure.state, VALUE_BLANK);
    assert_int_equal(f->instances[0].items[24].figure.state, VALUE_DASH);
    assert_int_equal(f->instances[0].items[25].figure.state, VALUE_TEXT);
    assert_int_equal(f->instances[0].items[26].figure.state, VALUE_BLANK);
    assert_null(f->instances[0].items[26].value_cell);
    assert_int_equal(f->instances[0].items[26].place.row, 28);
    assert_int_equal(f->instances[0].items[27].figure.state, VALUE_NUMBER);
    assert_int_equal(f->instances[0].caption.len, 0);
}

static void the_year_decides_between_forms(void **state)
{
    fixture *f = *state;
    /* A 2017 table that lacks the row which the form of 2018 has not. */
    fixture_paragraph(f, "政府信息公开情况统计表（2017年度）");
    fixture_print(f, &f->gk2018, 1, 64, 1);
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2018);
    assert_int_equal(f->count, 1);
    assert_ptr_equal(f->instances[0].form, &f->gk2014);
    assert_int_equal(fixture_states(f, 0, VALUE_MISSING), 1);
    const form_item *fees = fixture_item(f, 0, "依申请公开信息收取的费用");
    assert_int_equal(fees->figure.state, VALUE_MISSING);
    assert_null(fees->label_cell);
    assert_int_equal(fees->place.table, 1);
    assert_int_equal(f->instances[0].extra_count, 0);
}

static void without_a_year_the_closest_form_wins(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2018, 1, 64, 1);
    fixture_table(f, f->table.ptr);
    fixture_align(f, 0);
    assert_int_equal(f->count, 1);
    assert_ptr_equal(f->instances[0].form, &f->gk2018);
    assert_all_in_place(f, 0);
}

static void an_extra_row_of_another_year_is_told(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2018);
    assert_int_equal(f->count, 1);
    assert_ptr_equal(f->instances[0].form, &f->gk2018);
    assert_int_equal(f->instances[0].extra_count, 1);
    const form_extra *extra = &f->instances[0].extras[0];
    assert_int_equal(extra->kind, FORM_UNKNOWN);
    assert_str(extra->label, "七、依申请公开信息收取的费用");
    assert_str(extra->raw, "54");
    assert_int_equal(extra->row, -1);
}

static void tolerates_spelling_of_labels(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_replace(f, "（三）申请答复数", "(3) 申 请\\答复数");
    fixture_replace(f, "1.当面申请数", "（１）、当面申请数①");
    fixture_replace(f, "2.传真申请数", "2．传真申请数[注1]");
    fixture_replace(f, "（不同渠道和方式公开相同信息计1条）",
                    "\\（不同渠道和方式公开相同信息计 1 条");
    fixture_replace(f, "（不同方式回应同一热点或舆情计1次）", "不同方式回应同一热点或舆情计1次");
    fixture_replace(f, "5.其他方式公开政府信息数", "5.其它方式公开政府信息数");
    fixture_replace(f, "六、举报投诉数量", "六、举报投诉数量（注：含信访）2");
    fixture_replace(f, "不是《条例》所指政府信息", "不是“条例”所指政府信息");
    fixture_replace(f, "危及国家安全、公共安全", "公共安全"); /* a word before it is left out */
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
    assert_int_equal(fixture_item(f, 0, "申请答复数")->similarity, 100);
    assert_in_range(fixture_item(f, 0, "其他方式公开政府信息数")->similarity, 75, 99);
    const char *safety = "危及国家安全、公共安全、经济安全和社会稳定";
    assert_int_equal(fixture_item(f, 0, safety)->similarity, 75);
}

static void rows_missing_doubled_moved(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_replace(f, "4.信函申请数|件|26\n", "");
    fixture_replace(f, "2.延期办结数|件|29\n", "2.延期办结数|件|29\n2.延期办结数|件|99\n");
    fixture_replace(f, "六、举报投诉数量|件|53\n", "");
    fixture_replace(f, "一、主动公开情况|——|\n", "一、主动公开情况|——|\n六、举报投诉数量|件|53\n");
    fixture_replace(f, "（三）接受培训人员数", "（三）网上咨询量|次|7\n（四）接受培训人员数");
    /* the second of two rows with one label is doubled, the first group keeps its own */
    fixture_replace(f, "五、行政诉讼数量", "（二）被依法纠错数|件|98\n五、行政诉讼数量");
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    const form_instance *made = &f->instances[0];
    assert_int_equal(fixture_states(f, 0, VALUE_MISSING), 1);
    assert_int_equal(fixture_item(f, 0, "信函申请数")->figure.state, VALUE_MISSING);
    assert_int_equal(figure(f, 0, "延期办结数"), 29);
    assert_int_equal(figure(f, 0, "举报投诉数量"), 53);
    assert_int_equal(figure(f, 0, "行政复议数量/被依法纠错数"), 47);
    assert_int_equal(figure(f, 0, "行政诉讼数量/被依法纠错数"), 51);
    assert_int_equal(made->extra_count, 4);
    assert_int_equal(made->extras[0].kind, FORM_MISPLACED);
    assert_str(made->form->rows[made->extras[0].row].label, "举报投诉数量");
    assert_int_equal(made->extras[1].kind, FORM_DUPLICATE);
    assert_str(made->form->rows[made->extras[1].row].label, "延期办结数");
    assert_str(made->extras[1].raw, "99");
    assert_int_equal(made->extras[2].kind, FORM_DUPLICATE);
    assert_str(made->form->rows[made->extras[2].row].path, "行政复议数量/被依法纠错数");
    assert_int_equal(made->extras[3].kind, FORM_UNKNOWN);
    assert_str(made->extras[3].label, "（三）网上咨询量");
    assert_str(made->extras[3].raw, "7");
    assert_str(made->extras[3].place.text, "（三）网上咨询量");
}

static void twins_are_told_by_order(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_replace(f, "（二）被依法纠错数|件|47\n", "");
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(fixture_item(f, 0, "行政复议数量/被依法纠错数")->figure.state, VALUE_MISSING);
    assert_int_equal(figure(f, 0, "行政诉讼数量/被依法纠错数"), 51);
    assert_int_equal(f->instances[0].extra_count, 0);
}

static void a_like_label_does_not_take_anothers_place(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    /* 微博 is missing and 微信 printed twice: 91 % alike, but it is not 微博 */
    fixture_replace(f, "3.政务微博公开政府信息数|条|8\n", "3.政务微信公开政府信息数|条|8\n");
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(fixture_item(f, 0, "政务微博公开政府信息数")->figure.state, VALUE_MISSING);
    assert_int_equal(f->instances[0].extra_count, 1);
    assert_int_equal(f->instances[0].extras[0].kind, FORM_DUPLICATE);
}

static void page_breaks_make_one_instance(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "政府信息公开情况统计表");
    fixture_print(f, &f->gk2014, 1, 4, 1);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "— 1 —");
    fixture_print(f, &f->gk2014, 5, 40, 1);
    fixture_table(f, f->table.ptr);
    fixture_print(f, &f->gk2014, 41, 64, 0);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "续表");
    fixture_print(f, &f->gk2014, 65, 65, 0);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "填报日期：2018年1月2日");
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
    assert_int_equal(f->instances[0].place.table, 1);
    assert_int_equal(fixture_item(f, 0, "接受培训人员数")->place.table, 4);
    assert_str(form_instance_field(&f->instances[0], base_str_c("填报日期"))->text, "2018年1月2日");
}

static void a_repeated_header_row_is_no_row(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_replace(f, "三、依申请公开情况", "统计指标|单位|统计数\n三、依申请公开情况");
    fixture_replace(f, "八、机构建设", "||\n第 2 页 共 2 页||\n统计指标|单位|统计数\n八、机构建设");
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
}

static void two_tables_are_two_instances(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "政府信息公开情况统计表（本级）");
    fixture_paragraph(f, "（2017年度）");
    fixture_paragraph(f, "填报单位：甲局");
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "填报日期：2018年1月1日");
    fixture_paragraph(f, "政府信息公开情况统计表（汇总）");
    fixture_paragraph(f, "填报单位：乙局");
    fixture_replace(f, "|件|22\n", "|件|2200\n");
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "填报日期：2018年1月5日");
    fixture_align(f, 2017);
    assert_int_equal(f->count, 2);
    assert_int_equal(f->instances[0].ordinal, 1);
    assert_int_equal(f->instances[1].ordinal, 2);
    assert_all_in_place(f, 0);
    assert_int_equal(figure(f, 1, "收到申请数"), 2200);
    assert_int_equal(f->instances[1].place.table, 2);
    assert_str(f->instances[0].caption, "政府信息公开情况统计表（本级） （2017年度）");
    assert_str(f->instances[1].caption, "政府信息公开情况统计表（汇总）");
    base_str unit = base_str_c("填报单位"), date = base_str_c("填报日期");
    assert_str(form_instance_field(&f->instances[0], unit)->text, "甲局");
    assert_str(form_instance_field(&f->instances[1], unit)->text, "乙局");
    assert_str(form_instance_field(&f->instances[0], date)->text, "2018年1月1日");
    assert_str(form_instance_field(&f->instances[1], date)->text, "2018年1月5日");
}

/* A spreadsheet: caption, fields and both tables are rows of one grid. */
static void two_forms_in_one_grid(void **state)
{
    fixture *f = *state;
    base_buf sheet;
    base_buf_init(&sheet);
    fixture_print(f, &f->gk2014, 1, 65, 1);
    for (int i = 0; i < 2; i++) {
        base_buf_add_c(&sheet, "政府信息公开情况统计表|<|<\n（2017年度）|<|<\n");
        base_buf_add_c(&sheet, i ? "填报单位：|乙局|\n" : "填报单位：甲局|<|<\n");
        base_buf_add_str(&sheet, base_buf_str(&f->table));
        base_buf_add_c(&sheet, "单位负责人：丙|审核人：丁|联系电话：1\n注：本表按年填报。|<|<\n");
    }
    fixture_table(f, sheet.ptr);
    base_buf_dispose(&sheet);
    fixture_align(f, 0);
    assert_int_equal(f->count, 2);
    for (size_t i = 0; i < 2; i++) {
        const form_instance *made = &f->instances[i];
        assert_all_in_place(f, i);
        assert_int_equal(made->caption_year, 2017);
        assert_str(made->caption, "政府信息公开情况统计表 （2017年度）");
        assert_int_equal(made->field_count, 4);
        assert_str(form_instance_field(made, base_str_c("填报单位"))->text, i ? "乙局" : "甲局");
        assert_str(form_instance_field(made, base_str_c("审核人"))->text, "丁");
        assert_str(form_instance_field(made, base_str_c("联系电话"))->text, "1");
    }
}

/* Each row gets a serial number before it and a remark behind it. */
static void columns_before_and_behind(void **state)
{
    fixture *f = *state;
    base_buf wide;
    base_buf_init(&wide);
    fixture_print(f, &f->gk2014, 1, 65, 0);
    base_buf_add_c(&wide, "序号|指标名称|计量单位|本年数|上年数|备注\n");
    int number = 0;
    for (char *line = f->table.ptr; *line;) {
        size_t length = strcspn(line, "\n");
        base_buf_add_int(&wide, ++number);
        base_buf_add_c(&wide, "|");
        base_buf_add(&wide, line, length);
        base_buf_add_c(&wide, number % 3 ? "|1000|\n" : "|2000|见说明\n");
        line += length + 1;
    }
    fixture_table(f, wide.ptr);
    base_buf_dispose(&wide);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
    assert_int_equal(fixture_item(f, 0, "申请答复数")->place.cell, 4);
}

/* Of two years the later one. */
static void columns_of_two_years(void **state)
{
    fixture *f = *state;
    base_buf wide;
    base_buf_init(&wide);
    fixture_print(f, &f->gk2014, 1, 65, 0);
    base_buf_add_c(&wide, "2016年|统计指标|单位|2016年|2017年\n");
    for (char *line = f->table.ptr; *line;) {
        size_t length = strcspn(line, "\n"), last = length;
        while (line[last - 1] != '|')
            last--;
        base_buf_add_c(&wide, "|");
        base_buf_add(&wide, line, last);
        base_buf_add_c(&wide, "1000|");
        base_buf_add(&wide, line + last, length - last);
        base_buf_add_c(&wide, "\n");
        line += length + 1;
    }
    fixture_table(f, wide.ptr);
    base_buf_dispose(&wide);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
}

/* 本级 and 汇总 in one grid, the second without a header row of its own. */
static void a_form_begins_again(void **state)
{
    fixture *f = *state;
    base_buf rows;
    base_buf_init(&rows);
    fixture_print(f, &f->gk2014, 1, 65, 1);
    base_buf_add_str(&rows, base_buf_str(&f->table));
    base_buf_add_c(&rows, "政府信息公开情况统计表（汇总）||\n");
    fixture_print(f, &f->gk2014, 1, 65, 0);
    base_buf_add_str(&rows, base_buf_str(&f->table));
    fixture_table(f, rows.ptr);
    base_buf_dispose(&rows);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 2);
    assert_all_in_place(f, 0);
    assert_all_in_place(f, 1);
    assert_int_equal(f->instances[1].ordinal, 2);
    assert_str(f->instances[1].caption, "政府信息公开情况统计表（汇总）");
}

/* A few rows printed twice at the start are duplicates, not another form. */
static void rows_twice_are_no_form(void **state)
{
    fixture *f = *state;
    base_buf rows;
    base_buf_init(&rows);
    fixture_print(f, &f->gk2014, 1, 4, 1);
    base_buf_add_str(&rows, base_buf_str(&f->table));
    fixture_print(f, &f->gk2014, 1, 65, 0);
    base_buf_add_str(&rows, base_buf_str(&f->table));
    fixture_table(f, rows.ptr);
    base_buf_dispose(&rows);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_int_equal(f->instances[0].extra_count, 4);
}

/* Each pack has its own form of the table. */
static void every_pack_finds_its_form(void **state)
{
    fixture *f = *state;
    f->gk2018.pack = base_str_c("other");
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 2);
    assert_ptr_equal(f->instances[0].form, &f->gk2014);
    assert_ptr_equal(f->instances[1].form, &f->gk2018);
    assert_int_equal(f->instances[1].ordinal, 1);
    assert_int_equal(figure(f, 1, "申请答复数"), 30);
}

static void columns_without_a_header(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 0);
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
}

static void merged_group_labels(void **state)
{
    fixture *f = *state;
    fixture_table(f, "项目|<|单位|数量\n"
                     "一、主动公开情况|（一）主动公开政府信息数|条|2\n"
                     "^|其中：主动公开规范性文件数|条|3\n"
                     "^|制发规范性文件总数|件|4\n"
                     "三、依申请公开情况|（一）收到申请数|件|21\n"
                     "^|1.当面申请数|件|22\n"
                     "^|2.传真申请数|件|23\n"
                     "^|3.网络申请数|件|24\n"
                     "^|4.信函申请数|件|26\n"
                     "^|（二）申请办结数|件|26\n"
                     "四、行政复议数量|合计|件|44\n"
                     "^|（一）维持具体行政行为数|件|45\n"
                     "^|（二）被依法纠错数|件|46\n"
                     "^|（三）其他情形数|件|47\n"
                     "六、举报投诉数量|<|件|52\n"
                     "八、机构建设和保障经费情况|<|<|<\n");
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_int_equal(f->instances[0].extra_count, 0);
    assert_int_equal(fixture_item(f, 0, "依申请公开情况")->figure.state, VALUE_BLANK);
    assert_non_null(fixture_item(f, 0, "依申请公开情况")->label_cell);
    assert_int_equal(figure(f, 0, "收到申请数"), 21);
    assert_int_equal(figure(f, 0, "行政复议数量"), 44);
    assert_int_equal(figure(f, 0, "行政复议数量/其他情形数"), 47);
    assert_int_equal(figure(f, 0, "举报投诉数量"), 52);
    assert_int_equal(fixture_item(f, 0, "机构建设和保障经费情况")->figure.state, VALUE_BLANK);
}

static void halves_side_by_side(void **state)
{
    fixture *f = *state;
    base_buf rows[2], both;
    base_buf_init(&both);
    for (int half = 0; half < 2; half++) {
        base_buf_init(&rows[half]);
        fixture_print(f, &f->gk2014, half * 33 + 1, half ? 65 : 33, 1);
        base_buf_add_str(&rows[half], base_buf_str(&f->table));
    }
    const char *left = rows[0].ptr, *right = rows[1].ptr;
    while (*left) {
        size_t a = strcspn(left, "\n"), b = strcspn(right, "\n");
        base_buf_add(&both, left, a);
        base_buf_add_byte(&both, '|');
        base_buf_add(&both, right, b);
        base_buf_add_byte(&both, '\n');
        left += a + 1;
        right += right[b] ? b + 1 : b;
    }
    fixture_table(f, both.ptr);
    base_buf_dispose(&rows[0]);
    base_buf_dispose(&rows[1]);
    base_buf_dispose(&both);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
}

static void labels_in_two_rows(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_replace(f, "（一）主动公开政府信息数（不同渠道",
                    "（一）主动公开政府信息数||\n（不同渠道");
    fixture_replace(f, "危及国家安全、公共安全、经济安全", "危及国家安全、公共安全、||\n经济安全");
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_all_in_place(f, 0);
}

static void other_tables_are_no_forms(void **state)
{
    fixture *f = *state;
    fixture_table(f, "项目|件数\n收到申请数|62\n申请办结数|62\n申请答复数|62\n");
    fixture_paragraph(f, "正文。");
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_paragraph(f, "正文。");
    fixture_table(f, "甲|乙\n丙|1\n");
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_int_equal(f->instances[0].place.table, 2);
    assert_all_in_place(f, 0);
}

static void the_threshold_is_a_fifth(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 21, 32, 1); /* 12 of 65 */
    fixture_table(f, f->table.ptr);
    fixture_heading(f, "二、其他");
    fixture_print(f, &f->gk2014, 21, 33, 1); /* 13 of 65 */
    fixture_table(f, f->table.ptr);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_int_equal(f->instances[0].place.table, 2);
    assert_int_equal(fixture_states(f, 0, VALUE_MISSING), 65 - 13);
}

static void a_table_without_figures(void **state)
{
    fixture *f = *state;
    base_buf narrow;
    base_buf_init(&narrow);
    for (size_t i = 0; i < f->gk2014.count; i++) {
        base_buf_add_str(&narrow, f->gk2014.rows[i].printed);
        base_buf_add_byte(&narrow, '\n');
    }
    fixture_table(f, narrow.ptr);
    base_buf_dispose(&narrow);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_int_equal(fixture_states(f, 0, VALUE_MISSING), 58);
    assert_int_equal(fixture_states(f, 0, VALUE_BLANK), 7);
    assert_non_null(fixture_item(f, 0, "收到申请数")->label_cell);
}

static void nothing_to_align(void **state)
{
    fixture *f = *state;
    fixture_paragraph(f, "只有正文。");
    fixture_align(f, 2017);
    assert_int_equal(f->count, 0);
    assert_null(f->instances);
}

/* Rows without end must not make it slow: a run that is not linear would not come back. */
static void huge_tables(void **state)
{
    fixture *f = *state;
    base_buf rows;
    char line[160];
    base_buf_init(&rows);
    fixture_print(f, &f->gk2014, 1, 65, 1);
    base_buf_add_str(&rows, base_buf_str(&f->table));
    for (int i = 0; i < 60000; i++) {
        snprintf(line, sizeof line, "%s%d|件|%d\n",
                 i % 3 ? "（三）其他情形数" : "（三）收到网上咨询申请数", i % 7 ? i : 0, i);
        base_buf_add_c(&rows, line);
        if (i % 5 == 0)
            base_buf_add_c(&rows, "（二）被依法纠错数|件|1\n");
        if (i % 1000 == 0)
            base_buf_add_c(&rows, "统计指标|单位|统计数\n");
    }
    fixture_table(f, rows.ptr);
    base_buf_dispose(&rows);
    fixture_align(f, 2017);
    assert_int_equal(f->count, 1);
    assert_int_equal(figure(f, 0, "收到申请数"), 22);
}

/* A table whose cells could not be told is no form's, whatever its rows say. */
static void a_doubtful_table_is_no_form(void **state)
{
    fixture *f = *state;
    fixture_print(f, &f->gk2014, 1, 65, 1);
    fixture_table(f, f->table.ptr);
    fixture_finish(f);
    f->document->first->table->doubtful = 1;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    const form_set *set = form_set_new(f->arena, f->both, 2);
    assert_int_equal(form_align(f->arena, f->document, set, 0, &f->instances, &f->count, &err), 0);
    assert_int_equal(f->count, 0);
    f->document->first->table->doubtful = 0;
    assert_int_equal(form_align(f->arena, f->document, set, 0, &f->instances, &f->count, &err), 0);
    assert_int_equal(f->count, 1);
}

#define with_fixture(test) cmocka_unit_test_setup_teardown(test, fixture_setup, fixture_teardown)

int main(void)
{
    const struct CMUnitTest tests[] = {
        with_fixture(reads_a_plain_table),
        with_fixture(keeps_states_and_headings),
        with_fixture(the_year_decides_between_forms),
        with_fixture(without_a_year_the_closest_form_wins),
        with_fixture(an_extra_row_of_another_year_is_told),
        with_fixture(tolerates_spelling_of_labels),
        with_fixture(rows_missing_doubled_moved),
        with_fixture(twins_are_told_by_order),
        with_fixture(a_like_label_does_not_take_anothers_place),
        with_fixture(page_breaks_make_one_instance),
        with_fixture(a_repeated_header_row_is_no_row),
        with_fixture(two_tables_are_two_instances),
        with_fixture(two_forms_in_one_grid),
        with_fixture(columns_before_and_behind),
        with_fixture(columns_of_two_years),
        with_fixture(a_form_begins_again),
        with_fixture(rows_twice_are_no_form),
        with_fixture(every_pack_finds_its_form),
        with_fixture(columns_without_a_header),
        with_fixture(merged_group_labels),
        with_fixture(halves_side_by_side),
        with_fixture(labels_in_two_rows),
        with_fixture(other_tables_are_no_forms),
        with_fixture(the_threshold_is_a_fifth),
        with_fixture(a_doubtful_table_is_no_form),
        with_fixture(a_table_without_figures),
        with_fixture(nothing_to_align),
        with_fixture(huge_tables),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
