#include "read_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

/* Rows of hostile texts; fewer where every item is a malloc of its own. */
#ifdef HECHA_ARENA_MALLOC
#define MANY 10000
#else
#define MANY 100000
#endif

static void test_cell_lines(void **state)
{
    (void)state;
    assert_reads("填报单位：\n"
                 "\t统　计　指　标\n\t单位\n\t统计数\n\n"
                 "\t一、主动公开情况\n\t——\n\t\n\n"
                 "\t（一）主动公开政府信息数\n         （相同信息计1条）\n\t条\n\t35\n\n"
                 "\t    其中：规范性文件数\n\t条\n\t0\n\n\n"
                 "单位负责人：某\n",
                 "paragraph 1:1 填报单位：\n"
                 "table 2:2\n"
                 "  2 统 计 指 标 | 3 单位 | 4 统计数\n"
                 "  6 一、主动公开情况 | 7 —— | 8\n"
                 "  10 （一）主动公开政府信息数/（相同信息计1条） | 12 条 | 13 35\n"
                 "  15 其中：规范性文件数 | 16 条 | 17 0\n"
                 "paragraph 20:1 单位负责人：某\n");
}

static void test_cell_lines_go_on_over_pages(void **state)
{
    (void)state;
    /* a page number and the head again; a value stripped of its tab; a blank line in a cell; prose
     * directly behind the last value */
    assert_reads("\t指标\n\t单位\n\t数\n\n"
                 "\t一、甲\n\t条\n\t1\n\n"
                 "— 3 —\n\f\n"
                 "\t指标\n\t单位\n\t数\n\n"
                 "\t二、乙\n\t条\n\n\n"
                 "\t三、丙\n\n（注）\n\t条\n\t3\n填报日期：1\n",
                 "table 1:2\n"
                 "  1 指标 | 2 单位 | 3 数\n"
                 "  5 一、甲 | 6 条 | 7 1\n"
                 "  15 二、乙 | 16 条 | 17\n"
                 "  19 三、丙/（注） | 22 条 | 23 3\n"
                 "paragraph 24:1 填报日期：1\n");
}

/* LibreOffice writes soft hyphens into plain text too. */
static void test_cell_lines_with_soft_hyphens(void **state)
{
    (void)state;
    assert_reads(
        "指标\n单位\n统计数\n一、主动公开情况\n—\xC2\xAD—\n\n（一）公开政府信息数\n条\n"
        "3\xC2\xAD"
        "5\n其中：规范性文件数\n条\xC2\xAD\n0\n\n",
        "table 1:1\n  1 指标 | 2 单位 | 3 统计数\n  4 一、主动公开情况 | 5 —— | 6\n"
        "  7 （一）公开政府信息数 | 8 条 | 9 35\n  10 其中：规范性文件数 | 11 条 | 12 0\n");
}

static void test_two_forms_with_one_head(void **state)
{
    (void)state;
    assert_reads("\t指标\n\t单位\n\t数\n\n\t甲\n\t条\n\t1\n\n\t乙\n\t条\n\t2\n\n"
                 "\t指标\n\t单位\n\t数\n\n\t甲\n\t条\n\t3\n\n\t乙\n\t条\n\t4\n",
                 "table 1:2\n  1 指标 | 2 单位 | 3 数\n  5 甲 | 6 条 | 7 1\n  9 乙 | 10 条 | 11 2\n"
                 "table 13:2\n  13 指标 | 14 单位 | 15 数\n  17 甲 | 18 条 | 19 3\n"
                 "  21 乙 | 22 条 | 23 4\n");
}

static void test_indented_prose_is_no_table(void **state)
{
    (void)state;
    assert_reads(
        "\t2017年，我局主动公开信息。\n\t共收到申请5件，均按时办结。\n\n\t第三段也是正文。\n"
        "\t第四段，\n\t\n",
        "paragraph 1:2 2017年，我局主动公开信息。\n"
        "paragraph 2:2 共收到申请5件，均按时办结。\n"
        "paragraph 4:2 第三段也是正文。\n"
        "paragraph 5:2 第四段，\n");
}

static void test_tab_rows(void **state)
{
    (void)state;
    assert_reads("统计指标\t单位\t统计数\n一、主动公开情况\t——\t\n（一）政府信息数\t条\t620\n"
                 "其中：文件数\t条\n\n\n- 3 -\n二、回应情况\t——\t0\n"
                 "（一）召开会议\n（含专题会议）数\t次\t**1**\n\n"
                 "单位负责人：甲\t审核人：乙\n\n联系电话：1\n",
                 "table 1:1\n  1 统计指标 | 1 单位 | 1 统计数\n  2 一、主动公开情况 | 2 —— | 2\n"
                 "  3 （一）政府信息数 | 3 条 | 3 620\n  4 其中：文件数 | 4 条 | 4\n"
                 "  8 二、回应情况 | 8 —— | 8 0\n"
                 "  9 （一）召开会议/（含专题会议）数 | 10 次 | 10 1\n"
                 "paragraph 12:1 单位负责人：甲 审核人：乙\n"
                 "paragraph 14:1 联系电话：1\n");
}

static void test_tab_rows_beside_others(void **state)
{
    (void)state;
    /* captions between tables, a group's label alone, a head of another table behind a blank line
     */
    assert_reads("第一项\n信息内容\t件数\n规章\t2\n第五项\n信息内容\t数量\n行政许可\t18\n\n"
                 "信息内容\t收费金额\n行政收费\t59.2\n三、办理结果\n（一）予以公开\t12\n",
                 "title 1:1 第一项\n"
                 "table 2:1\n  2 信息内容 | 2 件数\n  3 规章 | 3 2\n"
                 "paragraph 4:1 第五项\n"
                 "table 5:1\n  5 信息内容 | 5 数量\n  6 行政许可 | 6 18\n"
                 "table 8:1\n  8 信息内容 | 8 收费金额\n  9 行政收费 | 9 59.2\n"
                 "  10 三、办理结果 | 10\n  11 （一）予以公开 | 11 12\n");
}

static void test_tabs_in_prose(void **state)
{
    (void)state;
    assert_reads("单位负责人：甲\t审核人：乙\t填报人：丙\n联系电话：1\t填报日期：2\n",
                 "paragraph 1:1 单位负责人：甲 审核人：乙 填报人：丙\n"
                 "paragraph 2:1 联系电话：1 填报日期：2\n");
    assert_reads("\t\t2017年，我局公开了信息。\n\t\t收到申请。\n",
                 "paragraph 1:3 2017年，我局公开了信息。\nparagraph 2:3 收到申请。\n");
}

static void test_tabs_lost(void **state)
{
    (void)state;
    assert_reads(
        "填报单位：\n统计指标\n单位\n统计数\n一、主动公开情况\n——\n\n（一）信息数\n（计1条）\n条\n"
        "1135\n其中：文件数\n件\n0\n\n二、会议情况\n\n——\n\n\n（一）会议数\n次\n\n共开了会。\n",
        "paragraph 1:1 填报单位：\n"
        "table 2:1\n  2 统计指标 | 3 单位 | 4 统计数\n  5 一、主动公开情况 | 6 —— | 7\n"
        "  8 （一）信息数/（计1条） | 10 条 | 11 1135\n  12 其中：文件数 | 13 件 | 14 0\n"
        "  16 二、会议情况 | 18 —— | 19\n  21 （一）会议数 | 22 次 | 23\n"
        "paragraph 24:1 共开了会。\n");
    /* a figure in words, and a label whose unit got lost */
    assert_reads(
        "指标\n单位\n数量\n一、举报投诉数\n件\n若干\n二、费用\n万元\n减1\n\n三、人数\n人\n3\n"
        "四、会议\n五、培训\n次\n1\n",
        "table 1:1\n  1 指标 | 2 单位 | 3 数量\n  4 一、举报投诉数 | 5 件 | 6 若干\n"
        "  7 二、费用 | 8 万元 | 9 减1\n  11 三、人数 | 12 人 | 13 3\n"
        "  14 四、会议 | 14 | 14\n  15 五、培训 | 16 次 | 17 1\n");
    /* two rows are not enough */
    assert_reads("甲\n条\n1\n\n乙\n条\n2\n",
                 "title 1:1 甲\ntitle 2:1 条\nparagraph 3:1 1\ntitle 5:1 乙\ntitle 6:1 条\n"
                 "paragraph 7:1 2\n");
}

/* Each cell is a line, blank ones too; some that another cell covers leave one more. */
static void test_blank_cells_of_a_matrix(void **state)
{
    (void)state;
    assert_reads(
        "申请人情况\n自然人\n企业\n机构\n其他\n总计\n一、新收\n8\n\n1\n\n9\n二、结转\n1\n2\n"
        "3\n4\n10\n（一）公开\n5\n1\n\n\n\n\n（二）不予公开\n1.秘密\n\n\n\n\n\n\n三、剩余\n1\n\n"
        "\n\n1\n完。\n",
        "table 1:1\n  1 申请人情况\n  2 自然人\n  3 企业\n  4 机构\n  5 其他\n  6 总计\n"
        "  7 一、新收 | 8 8 | 8 | 10 1 | 10 | 12 9\n  13 二、结转 | 14 1 | 15 2 | 16 3 | 17 4 | 18 "
        "10\n"
        "  19 （一）公开 | 20 5 | 21 1 | 21 | 21 | 21\n  26 （二）不予公开\n"
        "  27 1.秘密 | 27 | 27 | 27 | 27 | 27\n  34 三、剩余 | 35 1 | 35 | 35 | 35 | 39 "
        "1\nparagraph 40:1 完。\n");
    assert_reads(
        "复议\n诉讼\n维持\n纠正\n总计\n直接起诉\n复议后起诉\n\n\n\n维持\n纠正\n总计\n维持\n纠正\n总"
        "计\n5\n"
        "\n\n7\n8\n2\n\n1\n\n完。\n",
        "table 1:1\n  1 复议\n  2 诉讼\n  3 维持\n  4 纠正\n  5 总计\n  6 直接起诉\n  7 "
        "复议后起诉\n"
        "  11 维持\n  12 纠正\n  13 总计\n  14 维持\n  15 纠正\n"
        "  16 总计 | 17 5 | 17 | 17 | 20 7 | 21 8 | 22 2 | 22 | 24 1 | 24\nparagraph 26:1 完。\n");
}

/* A line of dashes marks the columns, in columns of a terminal. */
static void test_ruled_tables(void **state)
{
    (void)state;
    assert_reads("前\n\n  ---------- ------ ------\n  指标       单位   数\n\n  一、申请   ——\n\n"
                 "  （一）收到 件     3\n  申请数\n  ---------- ------ ------\n\n后。\n",
                 "title 1:1 前\ntable 3:3\n  4 指标 | 4 单位 | 4 数\n  6 一、申请 | 6 —— | 6\n  8 "
                 "（一）收到/申请数 | 8 件 | 8 3\nparagraph 12:1 后。\n");
    assert_reads("指标   数\n------ ----\n甲     1\n乙     2\n\n后。\n",
                 "table 1:1\n  1 指标 | 1 数\n  3 甲 | 3 1\n  4 乙 | 4 2\nparagraph 6:1 后。\n");
    assert_reads("  -------------\n  指标   数\n  ------ ------\n  甲     1\n\n  乙     2\n  "
                 "-------------\n",
                 "table 1:3\n  2 指标 | 2 数\n  4 甲 | 4 1\n  6 乙 | 6 2\n");
    /* no end, and texts that go on over the columns */
    assert_reads(
        "--- ---\n甲  乙\n丙丁戊己\n--- ---\n",
        "paragraph 1:1 --- ---\ntitle 2:1 甲 乙\ntitle 3:1 丙丁戊己\nparagraph 4:1 --- ---\n");
    assert_reads("--- ---\n甲  乙\n", "paragraph 1:1 --- ---\ntitle 2:1 甲 乙\n");
}

static void test_drawn_tables(void **state)
{
    (void)state;
    assert_reads("说明如下：\n| 指标 | 单位 | 数 |\n|---|:-:|--:|\n| 甲 | 条 | 5 |\n| 乙 | 件 | "
                 "|\n\n后文。\n",
                 "paragraph 1:1 说明如下：\n"
                 "table 2:1\n  2 指标 | 2 单位 | 2 数\n  4 甲 | 4 条 | 4 5\n  5 乙 | 5 件 | 5\n"
                 "paragraph 7:1 后文。\n");
    assert_reads(
        "┌──┬──┐\n│指标│ 数│\n├──┼──┤\n│一、│  │\n│情况│ 3│\n├──┼──┤\n│乙  │ 4│\n└──┴──┘\n",
        "table 1:1\n  2 指标 | 2 数\n  4 一、 情况 | 5 3\n  7 乙 | 7 4\n");
    assert_reads("|一条线|\n后文。\n", "title 1:1 |一条线|\nparagraph 2:1 后文。\n");
    /* bars behind the cells only; prose between bars is none */
    assert_reads("指标 | 单位 | 数 |\n甲 | 条 | 5 |\n乙 | 件 | |\n后文。\n",
                 "table 1:1\n  1 指标 | 1 单位 | 1 数\n  2 甲 | 2 条 | 2 5\n  3 乙 | 3 件 | 3\n"
                 "paragraph 4:1 后文。\n");
    assert_reads("来源：本站 | 时间：今天 |\n后文。\n",
                 "paragraph 1:1 来源：本站 | 时间：今天 |\nparagraph 2:1 后文。\n");
}

/* A converter's cells, each in a line of its own with a bar; bars alone are merged cells. */
static void test_barred_cells(void **state)
{
    (void)state;
    assert_reads(
        "第一项 |\n|||\n统计指标 |\n单位 |\n统计数 |\n甲 |\n条 |\n1 |\n乙 |\n件 |\n2 |\n丙 |\n"
        "件 |\n3 |\n后文。\n",
        "title 1:1 第一项\n"
        "table 3:1\n  3 统计指标 | 4 单位 | 5 统计数\n  6 甲 | 7 条 | 8 1\n  9 乙 | 10 件 | 11 2\n"
        "  12 丙 | 13 件 | 14 3\nparagraph 15:1 后文。\n");
}

static void test_columns_of_spaces(void **state)
{
    (void)state;
    assert_reads(
        "统计指标        单位    统计数\n一、主动公开情况      ——\n（一）信息数    条    620\n"
        "其中：主动公开的\n规范性文件数      条      3\n2.会 议 数　　次　　1\n\n"
        "2017年，我局共收到 5 件申请，其中 3 件是网络申请。\n",
        "table 1:1\n  1 统计指标 | 1 单位 | 1 统计数\n  2 一、主动公开情况 | 2 —— | 2\n"
        "  3 （一）信息数 | 3 条 | 3 620\n  4 其中：主动公开的/规范性文件数 | 5 条 | 5 3\n"
        "  6 2.会 议 数 | 6 次 | 6 1\n"
        "paragraph 8:1 2017年，我局共收到 5 件申请，其中 3 件是网络申请。\n");
    /* one space will do where the row shows it; the last line is none */
    assert_reads("统计指标 单位 统计数\n一、主动公开情况 ——\n（一）信息数 （计 1 条） 条 620\n"
                 "规范性文件数 条\n1.会议数 次 1\n2.培训数 次\n以上共计 件\n",
                 "table 1:1\n  1 统计指标 | 1 单位 | 1 统计数\n  2 一、主动公开情况 | 2 —— | 2\n"
                 "  3 （一）信息数 （计 1 条） | 3 条 | 3 620\n  4 规范性文件数 | 4 条 | 4\n"
                 "  5 1.会议数 | 5 次 | 5 1\n  6 2.培训数 | 6 次 | 6\ntitle 7:1 以上共计 件\n");
    assert_reads("合计 5 件\n其中 3 件\n另有 2 件\n",
                 "title 1:1 合计 5 件\ntitle 2:1 其中 3 件\ntitle 3:1 另有 2 件\n");
}

static void test_columns_behind_a_bookmark(void **state)
{
    (void)state;
    doc *document = read_fixture("指标\t数\n甲[bookmark: a]乙\t[bookmark: b]5\n丙\t6\n");
    const doc_cell *value = doc_table_at(document->first->table, 2, 2);
    assert_true(base_str_eq_c(value->text.raw, "5"));
    assert_int_equal(value->place.column, 30); /* as in the file */
    doc_free(document);
}

static void test_converter_marks(void **state)
{
    (void)state;
    assert_reads("[bookmark: _GoBack]2017年，我局[bookmark: a]公开了信息。\n[image: ]\n"
                 "见图[image: 首页]所示。\n[bookmark: 没有结束\n",
                 "paragraph 1:20 2017年，我局公开了信息。\nimage 2:1\nparagraph 3:1 见图\n"
                 "image 3:3 首页\nparagraph 3:14 所示。\nparagraph 4:1 [bookmark: 没有结束\n");
    assert_reads(
        "正文。\n系列 1\t\n当面\t信函\t网络\t138\t95\t0\t\n",
        "paragraph 1:1 正文。\nchart 2:1\n  3 当面 | 3 138\n  3 信函 | 3 95\n  3 网络 | 3 0\n");
}

static void test_markdown_headings(void **state)
{
    (void)state;
    assert_reads("# 某局年度报告\n## 一、概况\n正文。\n### 小节\n#不是标题。\n## 二、结果\n",
                 "title 1:3 某局年度报告\nheading1 2:4 [一、] 一、概况\nparagraph 3:1 正文。\n"
                 "heading2 4:5 小节\nparagraph 5:1 #不是标题。\nheading1 6:4 [二、] 二、结果\n");
}

static void test_line_ends_and_pages(void **state)
{
    (void)state;
    assert_reads("甲。\r\n\r\n乙。\r丙。\n\f丁。", "paragraph 1:1 甲。\nparagraph 3:1 乙。\n"
                                                   "paragraph 4:1 丙。\nparagraph 5:2 丁。\n");
    doc *document = read_fixture("甲。\n- 1 -\n\f乙。\n");
    assert_int_equal(document->blocks, 2);
    assert_int_equal(document->first->place.page, 1);
    assert_int_equal(doc_next(document->first)->place.page, 2);
    assert_true(base_str_eq_c(document->encoding, "UTF-8"));
    assert_string_equal(document->format, "txt");
    assert_int_equal(strlen(document->sha256), 64);
    doc_free(document);
}

static void test_bad_bytes_are_problems(void **state)
{
    (void)state;
    doc *document = read_fixture("政府信息公开工作年度报告\n收到\xFF\xFE申请。\n");
    assert_non_null(document->problems);
    assert_int_equal(document->problems->place.line, 2);
    assert_true(base_str_find(document->problems->text, base_str_c("0xFF"), 0) != BASE_STR_NONE);
    assert_non_null(document->problems->next);
    assert_null(document->problems->next->next);
    doc_free(document);
}

/* `count` times the text. */
static doc *read_repeated(const char *text, size_t count, const char *end)
{
    base_buf bytes;
    size_t i;
    base_buf_init(&bytes);
    for (i = 0; i < count; i++)
        base_buf_add_c(&bytes, text);
    base_buf_add_c(&bytes, end);
    assert_false(base_buf_failed(&bytes));
    doc *document = read_fixture_bytes(base_buf_str(&bytes));
    base_buf_dispose(&bytes);
    return document;
}

static void test_hostile_sizes(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "\t",         "甲\t\n",         "\t甲\n",   "\t甲\n\n", "|",
        "| a\n",      "|-\n",           "甲\n条\n", "（",       "甲\t乙\n丙\n",
        "**",         "一、",           "1.\n",     "甲  条\n", "[image:",
        "[bookmark:", "（1） a\n",      "——\n",     "a\t1\n\n", "\t1\n\t件\n\n",
        "#",          "：。",           "\f",       "- 3 -\n",  "h\tx\na\t1\n",
        "1.：",       "| h |\n| 1 |\n", "[image:]"};
    size_t i;
    for (i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        doc_free(read_repeated(texts[i], MANY, "甲\n"));
    }
    doc_free(read_repeated("\t", 10 * MANY, "甲\n甲\t乙\n"));
}

static void test_large_table_is_linear(void **state)
{
    (void)state;
    doc *document = read_repeated("\t（一）申请数\n\t件\n\t5\n\n", MANY, "");
    assert_int_equal(document->tables, 1);
    assert_int_equal(document->first->table->rows, MANY);
    doc_free(document);
    document = read_repeated("（一）申请数\t件\t5\n", MANY, "");
    assert_int_equal(document->tables, 1);
    assert_int_equal(document->first->table->rows, MANY);
    doc_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cell_lines),
        cmocka_unit_test(test_cell_lines_go_on_over_pages),
        cmocka_unit_test(test_cell_lines_with_soft_hyphens),
        cmocka_unit_test(test_two_forms_with_one_head),
        cmocka_unit_test(test_indented_prose_is_no_table),
        cmocka_unit_test(test_tab_rows),
        cmocka_unit_test(test_tab_rows_beside_others),
        cmocka_unit_test(test_tabs_in_prose),
        cmocka_unit_test(test_tabs_lost),
        cmocka_unit_test(test_blank_cells_of_a_matrix),
        cmocka_unit_test(test_ruled_tables),
        cmocka_unit_test(test_drawn_tables),
        cmocka_unit_test(test_barred_cells),
        cmocka_unit_test(test_columns_of_spaces),
        cmocka_unit_test(test_columns_behind_a_bookmark),
        cmocka_unit_test(test_converter_marks),
        cmocka_unit_test(test_markdown_headings),
        cmocka_unit_test(test_line_ends_and_pages),
        cmocka_unit_test(test_bad_bytes_are_problems),
        cmocka_unit_test(test_hostile_sizes),
        cmocka_unit_test(test_large_table_is_linear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
