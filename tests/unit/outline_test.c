#include "read_fixture.h"

#include "base/err.h"
#include "read/outline.h"

static void test_titles(void **state)
{
    (void)state;
    doc *document = read_fixture("\n某市某局\n\n政府信息公开年度报告\n（2016年度）\n\n"
                                 "根据《条例》的规定，现公布本年度报告。\n某市某局\n");
    assert_true(base_str_eq_c(document->title, "某市某局政府信息公开年度报告（2016年度）"));
    assert_int_equal(document->blocks, 5);
    doc_free(document);
    assert_reads(
        "发布时间：2018-01-02  "
        "来源：某局\n某局年度报告\n2018年1月2日\n各有关单位：\n现报告如下。\n",
        "paragraph 1:1 发布时间：2018-01-02 来源：某局\ntitle 2:1 某局年度报告\n"
        "paragraph 3:1 2018年1月2日\nparagraph 4:1 各有关单位：\nparagraph 5:1 现报告如下。\n");
    assert_reads("{\n年度报告\n一、情况\n落款\n",
                 "paragraph 1:1 {\ntitle 2:1 年度报告\nheading1 3:1 [一、] 一、情况\n"
                 "paragraph 4:1 落款\n");
}

static void test_levels(void **state)
{
    (void)state;
    assert_reads(
        "一、甲\n1. 乙\n2. 丙\n二、丁\n（一）戊\n1．己\n（1）庚\n①辛\n2．壬\n（二）癸\n三、子\n",
        "heading1 1:1 [一、] 一、甲\nheading2 2:1 [1.] 1. 乙\nheading2 3:1 [2.] 2. 丙\n"
        "heading1 4:1 [二、] 二、丁\nheading2 5:1 [（一）] （一）戊\n"
        "heading3 6:1 [1．] 1.己\nheading4 7:1 [（1）] （1）庚\nheading5 8:1 [①] ①辛\n"
        "heading3 9:1 [2．] 2.壬\nheading2 10:1 [（二）] （二）癸\n"
        "heading1 11:1 [三、] 三、子\n");
    /* a higher style after a lower one stands above it */
    assert_reads("（一）甲\n一、乙\n（一）丙\n",
                 "heading1 1:1 [（一）] （一）甲\nheading1 2:1 [一、] 一、乙\n"
                 "heading2 3:1 [（一）] （一）丙\n");
    assert_reads(
        "第一章 总则\n一、甲\n1 范围\n1.1 术语\n第二章 附则\n",
        "heading1 1:1 [第一章] 第一章 总则\nheading2 2:1 [一、] 一、甲\nparagraph 3:1 1 范围\n"
        "heading3 4:1 [1.1] 1.1 术语\nheading1 5:1 [第二章] 第二章 附则\n");
}

static void test_run_in(void **state)
{
    (void)state;
    assert_reads(
        "　　（一）强化组织领导。一是开会，二是部署。\n1、主动公开情况：我局公开信息947条。\n"
        "2. **基本情况:** 2018 年，开展工作。\n**（二）健全机制。**完善制度。\n",
        "heading1r 1:3 [（一）] （一）强化组织领导。\nparagraph 1:13 一是开会，二是部署。\n"
        "heading2r 2:1 [1、] 1、主动公开情况：\nparagraph 2:10 我局公开信息947条。\n"
        "heading2r 3:1 [2.] 2. 基本情况:\nparagraph 3:14 2018 年，开展工作。\n"
        "heading1r 4:1 [（二）] （二）健全机制。\nparagraph 4:13 完善制度。\n");
}

static void test_numbered_sentences(void **state)
{
    (void)state;
    assert_reads(
        "一、情况\n1.2017年共收到申请5件，其中：网络申请3件，信函2件。\n2.收到申请5件。均已办结。\n"
        "（1）涉及国家秘密的；\n3.网站公开信息742条\n4."
        "加强培训，提高水平，努力做好工作，把各项任务落到实处。\n"
        "一是渠道有待拓宽。目前不够。\n（二）加强领导。\n5.其他情况：\n",
        "heading1 1:1 [一、] 一、情况\n"
        "paragraph 2:1 [1.] 1.2017年共收到申请5件，其中：网络申请3件，信函2件。\n"
        "paragraph 3:1 [2.] 2.收到申请5件。均已办结。\n"
        "paragraph 4:1 [（1）] （1）涉及国家秘密的；\n"
        "paragraph 5:1 [3.] 3.网站公开信息742条\n"
        "paragraph 6:1 [4.] 4.加强培训，提高水平，努力做好工作，把各项任务落到实处。\n"
        "paragraph 7:1 一是渠道有待拓宽。目前不够。\n"
        "heading2 8:1 [（二）] （二）加强领导。\nheading3 9:1 [5.] 5.其他情况：\n");
}

static void test_converted_numbers(void **state)
{
    (void)state;
    assert_reads(
        "一、概况\n（1） 以试点为契机。今年开始。\n（二）强化领导。成立小组。\n（3） "
        "抓平台。建设网站。\n"
        "1. 甲\n（1） 乙\n（2） 丙\n",
        "heading1 1:1 [一、] 一、概况\nheading2r 2:1 <（1）> （1） 以试点为契机。\n"
        "paragraph 2:12 今年开始。\nheading2r 3:1 [（二）] （二）强化领导。\n"
        "paragraph 3:9 成立小组。\nheading2r 4:1 <（3）> （3） 抓平台。\nparagraph 4:9 建设网站。\n"
        "heading3 5:1 [1.] 1. 甲\nheading4 6:1 [（1）] （1） 乙\nheading4 7:1 [（2）] （2） 丙\n");
}

static void test_contents_are_no_headings(void **state)
{
    (void)state;
    assert_reads("目录\n一、概况……1\n二、结果......12\n\n一、概况\n",
                 "paragraph 1:1 目录\nparagraph 2:1 [一、] 一、概况……1\n"
                 "paragraph 3:1 [二、] 二、结果......12\nheading1 5:1 [一、] 一、概况\n");
}

static void test_marks(void **state)
{
    (void)state;
    assert_reads("**某局年度报告**\n现将**重点**工作报告如下。\n3 ** 4。\n",
                 "title 1:1 某局年度报告\nparagraph 2:1 现将重点工作报告如下。\n"
                 "paragraph 3:1 3 ** 4。\n");
}

/* Styles, as a reader of docx or html gives them. */
static void add(doc_builder *builder, const char *text, int level, int title, const char *number)
{
    doc_paragraph paragraph = {0};
    paragraph.text = base_str_c(text);
    paragraph.style_level = level;
    paragraph.style_title = title;
    paragraph.number = base_str_c(number);
    doc_build_paragraph(builder, &paragraph);
}

static void test_styles(void **state)
{
    (void)state;
    doc_builder *builder;
    doc *document;
    base_buf out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    add(builder, "某局年度报告", 1, 0, NULL);
    add(builder, "现将情况报告如下。", 0, 0, NULL);
    add(builder, "总体情况", 2, 0, NULL);
    add(builder, "主动公开", 3, 0, "（一）");
    add(builder, "依申请公开", 3, 0, NULL);
    add(builder,
        "正文用了标题样式，很长很长。又一句话。又一句话。又一句话。又一句话。又一句话。又一句话。又"
        "一句"
        "话。又一句话。",
        2, 0, NULL);
    add(builder, "存在问题", 2, 0, NULL);
    add(builder, "统计表", 0, 1, NULL);
    assert_int_equal(read_outline(builder, 0, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("x"), "docx", &document, &err), 0);
    base_buf_init(&out);
    read_fixture_show(document, &out);
    assert_non_null(out.ptr);
    assert_string_equal(
        out.ptr,
        "title 0:0 某局年度报告\nparagraph 0:0 现将情况报告如下。\n"
        "heading1 0:0 总体情况\nheading2 0:0 [（一）] （一）主动公开\n"
        "heading2 0:0 依申请公开\n"
        "paragraph 0:0 正文用了标题样式，很长很长。又一句话。又一句话。又一句话。又一句话。又一句"
        "话。又一句话。又一句话。又一句话。\n"
        "heading1 0:0 存在问题\nparagraph 0:0 统计表\n");
    base_buf_dispose(&out);
    doc_free(document);
}

/* Where headings have styles, short lines with automatic numbers one after another are a list. */
static void test_automatic_numbers(void **state)
{
    static const char *const lines[] = {"加强领导", "完善机制", "存在问题", "一是认识不足。",
                                        "改进措施。加强培训。"};
    static const char *const numbers[] = {"（一）", "（二）", "（三）", NULL, "（四）"};
    (void)state;
    doc_builder *builder;
    doc *document;
    base_buf out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    add(builder, "一、总体情况", 1, 0, NULL);
    add(builder, "有以下情况。", 0, 0, NULL);
    for (size_t i = 0; i < sizeof(lines) / sizeof(lines[0]); i++) {
        doc_paragraph paragraph = {0};
        paragraph.text = base_str_c(lines[i]);
        paragraph.number = base_str_c(numbers[i]);
        paragraph.number_source = numbers[i] != NULL ? DOC_NUMBER_LIST : DOC_NUMBER_NONE;
        doc_build_paragraph(builder, &paragraph);
        if (i == 1)
            add(builder, "中间的话。", 0, 0, NULL);
    }
    assert_int_equal(read_outline(builder, 0, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("x"), "docx", &document, &err), 0);
    base_buf_init(&out);
    read_fixture_show(document, &out);
    assert_string_equal(out.ptr,
                        "heading1 0:0 [一、] 一、总体情况\nparagraph 0:0 有以下情况。\n"
                        "paragraph 0:0 [（一）] （一）加强领导\n"
                        "paragraph 0:0 [（二）] （二）完善机制\nparagraph 0:0 中间的话。\n"
                        "heading2 0:0 [（三）] （三）存在问题\nparagraph 0:0 一是认识不足。\n"
                        "heading2r 0:0 [（四）] （四）改进措施。\nparagraph 0:0 加强培训。\n");
    base_buf_dispose(&out);
    doc_free(document);
}

static void test_headings_as_title(void **state)
{
    (void)state;
    doc_builder *builder;
    doc *document;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    add(builder, "某局", 1, 0, NULL);
    add(builder, "年度报告", 1, 0, NULL);
    add(builder, "一、概况", 2, 0, NULL);
    add(builder, "二、结果", 2, 0, NULL);
    assert_int_equal(read_outline(builder, 0, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("x"), "html", &document, &err), 0);
    assert_true(base_str_eq_c(document->title, "某局年度报告"));
    assert_int_equal(doc_next(doc_next(document->first))->level, 1);
    doc_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_titles),
        cmocka_unit_test(test_levels),
        cmocka_unit_test(test_run_in),
        cmocka_unit_test(test_numbered_sentences),
        cmocka_unit_test(test_converted_numbers),
        cmocka_unit_test(test_contents_are_no_headings),
        cmocka_unit_test(test_marks),
        cmocka_unit_test(test_styles),
        cmocka_unit_test(test_automatic_numbers),
        cmocka_unit_test(test_headings_as_title),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
