#include "test.h"

#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "read/read.h"

static doc *read_page(const char *page)
{
    read_input input = {0};
    hecha_err err = {0};
    doc *document = NULL;
    input.bytes = base_str_c(page);
    input.path = base_str_c("page.html");
    if (read_document(&input, &document, &err) != 0)
        fail_msg("%s", err.text);
    assert_string_equal(document->format, "html");
    assert_null(doc_check(document));
    return document;
}

static const doc_block *block(const doc *document, size_t number)
{
    const doc_block *at = document->first;
    while (at != NULL && --number > 0)
        at = at->next;
    assert_non_null(at);
    return at;
}

static void assert_text(base_str text, const char *expected)
{
    if (!base_str_eq_c(text, expected))
        fail_msg("\"%.*s\" is not \"%s\"", (int)text.len, text.ptr, expected);
}

static void paragraphs_and_furniture(void **state)
{
    doc *document = read_page("<html><head><title>不读</title><script>不读</script></head><body>"
                              "<nav>导航</nav><div style='DISPLAY: none'>隐藏</div>"
                              "<p>第一&nbsp;段\n  换行<br>断行</p>散落的文字<p hidden>不读</p>"
                              "<del>删去</del><p>末段</p></body></html>");
    (void)state;
    assert_int_equal(document->blocks, 3);
    assert_text(block(document, 1)->text.raw, "第一\xC2\xA0段 换行\n断行");
    assert_text(block(document, 2)->text.raw, "散落的文字");
    assert_text(block(document, 3)->text.raw, "末段");
    assert_non_null(document->asides);
    assert_int_equal(document->asides->kind, DOC_DELETED);
    doc_free(document);
}

/* A browser takes <![…]> as a comment; Word writes it around the numbers of its lists. */
static void marks_of_word(void **state)
{
    doc *document = read_page(
        "<html><!--[if gte mso 9]><xml>1</xml><![endif]--><body><p><![if !supportLists]>"
        "<span style='mso-list:Ignore'>一、<span>&nbsp; </span></span><![endif]>概况</p>"
        "<!-- <![endif] --><p title='<![a>'>2&lt;![3]&gt;</p><![CDATA[无]]></body></html>");
    (void)state;
    assert_int_equal(document->blocks, 2);
    assert_text(block(document, 1)->text.raw, "一、\xC2\xA0 概况");
    assert_int_equal(block(document, 1)->kind, DOC_HEADING);
    assert_text(block(document, 2)->text.raw, "2<![3]>");
    doc_free(document);
}

static void tables_by_the_standard(void **state)
{
    doc *document = read_page("<table><tr><th rowspan=2>甲<td colspan=2>乙<tr><td>1<td>2"
                              "<tr><td colspan=99999>丙</table>");
    const doc_table *table = document->first->table;
    (void)state;
    assert_non_null(table);
    assert_int_equal(table->rows, 3);
    assert_text(doc_table_at(table, 2, 1)->text.raw, "甲");
    assert_text(doc_table_at(table, 1, 3)->text.raw, "乙");
    assert_text(doc_table_at(table, 2, 3)->text.raw, "2");
    assert_true(doc_table_at(table, 1, 1)->header);
    assert_true(table->columns < 200); /* no grid by a number of the page */
    doc_free(document);
}

static void layout_tables_are_looked_through(void **state)
{
    doc *document = read_page("<table><tr><td><h1>标题</h1><p>正文一。</p><p>正文二。</p>"
                              "<table><tr><td>a<td>b<tr><td>c<td>d<tr><td>e<td>f</table>"
                              "</td></tr></table>");
    (void)state;
    assert_int_equal(document->tables, 1);
    assert_int_equal(document->blocks, 4);
    assert_int_equal(block(document, 4)->table->rows, 3);
    doc_free(document);
}

/* Kinds and first bytes of the blocks, one letter each: T title, H heading, p paragraph, t table.
 */
static void assert_blocks(const char *page, const char *expected)
{
    char kinds[32] = "";
    doc *document = read_page(page);
    size_t count = 0;
    for (const doc_block *at = document->first; at != NULL && count < 31; at = at->next)
        kinds[count++] = at->kind == DOC_TITLE     ? 'T'
                         : at->kind == DOC_HEADING ? 'H'
                         : at->kind == DOC_TABLE   ? 't'
                                                   : 'p';
    if (strcmp(kinds, expected) != 0)
        fail_msg("%s is not %s in %s", kinds, expected, page);
    doc_free(document);
}

#define PROSE                                                                                                                                    \
    "<p>"                                                                                                                                        \
    "本局按照条例的规定主动公开信息，及时答复申请，并认真做好网站栏目的更新和维护工作，做到应公开" \
    "尽公开。</p>"

static void frames_are_looked_through(void **state)
{
    (void)state;
    /* several paragraphs of prose, or a longer table, in one of a few cells */
    assert_blocks("<table><tr><td>甲<td>" PROSE PROSE PROSE "</table>", "Tppp");
    assert_blocks("<table><tr><td>甲<td>" PROSE PROSE "</table>", "t");
    assert_blocks("<table><tr><td>" PROSE "<td>" PROSE PROSE PROSE "</table>", "t");
    assert_blocks("<table><tr><td>甲<td>乙<table><tr><td>一</td></tr><tr><td>二</table></table>",
                  "TTt");
    /* a signature */
    assert_blocks(
        "<p>一、概况</p><table><tr><td>&nbsp;<td>某市某某局<tr><td><td>2018年1月2日</table>",
        "Hpp");
    assert_blocks("<p>一、概况</p><table><tr><td>填报日期<td>2018年1月2日</table>", "Ht");
    assert_blocks("<p>一、概况</p><table><tr><td>某市某局<td>5<td>2018年1月2日</table>", "Ht");
    assert_blocks("<p>一、概况</p><table><tr><td>2018年1月2日<td>某市某某局</table>", "Ht");
    /* a cell alone */
    assert_blocks("<p>一、概况</p><table><tr><td>甲</table>", "Hp");
    /* headings stand in no table of figures */
    assert_blocks("<table><tr><td>首页<tr><td>导航<td><table><tr><td><h1>某局年度报告</h1>"
                  "<h2>一、概况</h2></table></table>",
                  "ppTH");
}

static void lines_are_paragraphs(void **state)
{
    (void)state;
    assert_blocks("<body>某局年度报告<br>一、概况<br>开展工作。<br>二、结果<br>完成。", "THpHp");
    assert_blocks("<body><p>&nbsp;&nbsp;&nbsp;&nbsp;甲。<br>　　乙。<br>丙。</p>", "ppp");
    assert_blocks("<body><p>甲，<br><br>乙。</p>", "pp");
    assert_blocks("<body><p>甲，<br>乙。<br></p>", "p");
    assert_blocks("<body><p>某局报告：</p>一、概况<br>开展工作。", "pHp");
    assert_blocks("<body><p>甲。<br>1.乙，丙。<br>2.丁。</p>", "ppH");
    assert_blocks("<body><p><br><br>　　甲，<br>乙。</p>", "p");
}

static void links_before_the_title(void **state)
{
    (void)state;
    assert_blocks(
        "<body><ul><li>首页<li>公开<li>年报</ul><h1>某局</h1><h1>年度报告</h1><h2>一、概况</h2>",
        "pppTTH");
    assert_blocks("<body><p>某局</p><h1>年度报告</h1><h2>一、概况</h2>", "TTH");
    assert_blocks("<body><p>首页</p>" PROSE "<p>公开</p>", "Tpp");
}

static void nested_tables_stay_in_their_cells(void **state)
{
    doc *document = read_page("<table><tr><td>1<td>2<tr><td>3<td>4"
                              "<table><tr><td>x<td>y</table>尾</table>");
    const doc_cell *cell = doc_table_at(document->first->table, 2, 2);
    (void)state;
    assert_int_equal(document->tables, 1);
    assert_non_null(cell->nested);
    assert_int_equal(cell->nested->columns, 2);
    assert_text(cell->text.raw, "4\n尾");
    doc_free(document);
}

static void lists_get_their_numbers(void **state)
{
    doc *document = read_page("<body><ol start=3><li>三<li value=9>九<li>十</ol>"
                              "<ol type=a><li>字母</ol><ul><li>无号</ul>");
    (void)state;
    assert_text(block(document, 1)->number, "3.");
    assert_text(block(document, 3)->number, "10.");
    assert_text(block(document, 4)->number, "a.");
    assert_int_equal(block(document, 5)->number.len, 0);
    doc_free(document);
    document = read_page("<body><ol><li value=99999999999999999999>甲<li>乙</ol>");
    assert_text(block(document, 1)->number, "2147483647.");
    assert_text(block(document, 2)->number, "2147483648.");
    doc_free(document);
    document = read_page("<body><p>文</p><ol><li>\n<p>段</p><p>又一段</p><li><h2>题</h2></ol>"
                         "<ol><li><ol><li>内</ol></ol>");
    assert_int_equal(document->blocks, 6);
    assert_text(block(document, 2)->text.raw, "1.段");
    assert_int_equal(block(document, 3)->number.len, 0);
    assert_text(block(document, 4)->text.raw, "2.题");
    assert_int_equal(block(document, 4)->kind, DOC_HEADING);
    assert_text(block(document, 5)->text.raw, "1.");
    doc_free(document);
}

/* LibreOffice makes 一、 and （一） ordered lists, and does not say where one goes on. */
static void lists_of_a_converter(void **state)
{
    static const char body[] =
        "<body><ol><li><h1>概述</h1></ol><p>话。</p><ol><ol><li><p>组织领导</ol><li><h1>公开</h1>"
        "</ol><p>话。</p><ol start=3><li><h1>申请</h1></ol><p>1、收费情况</p>";
    char page[1024];
    (void)state;
    snprintf(page, sizeof(page), "<html><meta name=generator content=\"LibreOffice 7\">%s", body);
    doc *document = read_page(page);
    assert_text(block(document, 1)->number, "1.");
    assert_int_equal(block(document, 1)->level, 1);
    assert_int_equal(block(document, 3)->kind, DOC_HEADING);
    assert_int_equal(block(document, 3)->level, 2);
    assert_text(block(document, 4)->number, "2.");
    assert_int_equal(block(document, 4)->level, 1);
    assert_int_equal(block(document, 4)->list_depth, 1);
    assert_text(block(document, 6)->number, "3.");
    assert_int_equal(block(document, 7)->level, 2);
    doc_free(document);
    document = read_page(body); /* any other page: as it is shown */
    assert_text(block(document, 4)->number, "1.");
    assert_int_equal(block(document, 4)->list_depth, 0);
    doc_free(document);
}

/* As LibreOffice and Word write them: the marks are none of the text. */
static void notes(void **state)
{
    (void)state;
    doc *document = read_page(
        "<body><p>收到申请<a class=\"sdfootnoteanc\" href=\"#sdfootnote1sym\"><sup>1</sup></a>5件"
        "<a style='mso-footnote-id:ftn1' href=\"#_ftn1\" "
        "name=\"_ftnref1\"><span>[1]</span></a>。</p>"
        "<p><a href=\"#_ftnotes\">见注</a></p>"
        "<div id=\"sdfootnote1\"><p><a class=\"sdfootnotesym\" href=\"#sdfootnote1anc\">1</a>口径见"
        "正文。</div><div style='mso-element:footnote-list'><div style='mso-element:footnote' "
        "id=ftn1>"
        "<p><a href=\"#_ftnref1\">[1]</a>另一条。</p></div></div><p>完</p>");
    assert_int_equal(document->blocks, 5);
    assert_text(block(document, 1)->text.raw, "收到申请5件。");
    assert_text(block(document, 2)->text.raw, "见注");
    assert_int_equal(block(document, 3)->kind, DOC_NOTE);
    assert_text(block(document, 3)->text.raw, "口径见正文。");
    assert_int_equal(block(document, 4)->kind, DOC_NOTE);
    assert_text(block(document, 4)->text.raw, "另一条。");
    assert_int_equal(block(document, 5)->kind, DOC_PARAGRAPH);
    doc_free(document);
}

/* The parser compares each attribute with all before it: this many would take it minutes. */
static void attributes_without_end(void **state)
{
    base_buf page;
    char name[32];
    (void)state;
    base_buf_init(&page);
    base_buf_add_c(&page, "<body><p class='a > b' ");
    for (int i = 0; i < 300000; i++) {
        snprintf(name, sizeof(name), i % 7 == 0 ? "a%d = 'x y>' " : "a%d=\"\" < ", i);
        base_buf_add_c(&page, name);
    }
    base_buf_add_c(&page, ">甲</p><script>if (a<b) ");
    for (int i = 0; i < 5000; i++)
        base_buf_add_c(&page, "x ");
    base_buf_add_c(&page, "</script><p>乙</p>");
    base_buf_add_byte(&page, '\0');
    doc *document = read_page(page.ptr);
    assert_int_equal(document->blocks, 2);
    assert_text(block(document, 1)->text.raw, "甲");
    assert_text(block(document, 2)->text.raw, "乙");
    doc_free(document);
    base_buf_dispose(&page);
}

static void encodings(void **state)
{
    /* 朱镕基: the second character is in GBK, not in GB2312, which the page states. */
    doc *document = read_page("<html><meta charset=gb2312><p>\xD6\xEC\xE9\x46\xBB\xF9</p>");
    (void)state;
    assert_text(document->first->text.raw, "朱镕基");
    doc_free(document);
    document = read_page("<html><meta charset=gb2312><p>其实是 UTF-8</p>");
    assert_text(document->first->text.raw, "其实是 UTF-8");
    doc_free(document);
}

/* It says UTF-8 and is all GBK. */
static void a_wrong_charset(void **state)
{
    doc *document = read_page("<html><meta charset=utf-8><p>\xD5\xFE\xB8\xAE\xD0\xC5\xCF\xA2"
                              "\xB9\xAB\xBF\xAA</p>");
    (void)state;
    assert_text(document->first->text.raw, "政府信息公开");
    assert_null(document->problems);
    doc_free(document);
}

static void assert_title(const char *head, const char *title)
{
    base_buf page, found;
    base_buf_init(&page);
    base_buf_init(&found);
    base_buf_add_c(&page, "<html>");
    base_buf_add_c(&page, head);
    base_buf_add_c(&page, "<p>某局2021年报告</p><p>一、概况</p><p>正文。</p>");
    base_buf_add_byte(&page, '\0');
    doc *document = read_page(page.ptr);
    for (const doc_block *at = document->first; at != NULL; at = doc_next(at)) {
        if (at->kind == DOC_TITLE)
            base_buf_add_str(&found, at->text.raw);
    }
    assert_text(base_buf_str(&found), title);
    doc_free(document);
    base_buf_dispose(&page);
    base_buf_dispose(&found);
}

static void menus_are_no_titles(void **state)
{
    (void)state;
    assert_title("", "某局2021年报告");
    assert_title("<ul><li><a href=/>首页</a><li><a href=/1>政务公开</a><li><a href=/2>服务</a>"
                 "<li><a href=/3>互动</a><li><a href=/4>专题</a><li><a href=/5>数据</a></ul>",
                 "某局2021年报告");
    assert_title("<h1>某县网站</h1><div><a href=/>首页</a> | <a href=/1>公开</a></div>"
                 "<p>您的位置：<a href=/>首页</a> &gt; <a "
                 "href=/2>年报</a></p><p>索引号：000014349/2022-00001 "
                 "发布日期：2022-01-20 来源：某局 浏览次数： 字体：[大 中 小]</p>",
                 "某局2021年报告");
    /* a line of links below the title is the page's, and so is what follows */
    doc *document = read_page("<p>某局2021年报告</p><p><a href=/1>打印</a> <a href=/2>收藏</a></p>"
                              "<p>某局办公室关于工作的报告</p><p>一、概况</p><p>正文。</p>");
    assert_int_equal(document->first->kind, DOC_TITLE);
    doc_free(document);
    /* links and nothing else */
    document = read_page("<html><p><a href=/>某局2021年报告</a></p><p>一、概况</p>");
    assert_int_equal(document->first->kind, DOC_TITLE);
    doc_free(document);
}

static void a_caption_in_the_style_of_the_title(void **state)
{
    (void)state;
    doc *document =
        read_page("<h1>某某局2017年年度报告</h1><p>导言。</p><h2>一、概述</h2><p>正文</p>"
                  "<h1>情况统计表</h1><table><tr><td>一</td></tr></table>");
    const doc_block *block = document->first;
    assert_int_equal(block->kind, DOC_TITLE);
    assert_int_equal(block->next->next->kind, DOC_HEADING);
    assert_int_equal(block->next->next->level, 1);
    doc_free(document);
}

static void first_headings_may_be_the_title(void **state)
{
    doc *document =
        read_page("<h1>某某局</h1><h1>年度报告</h1><p>导言。</p><h2>一、概述</h2><p>正文</p>");
    (void)state;
    assert_int_equal(block(document, 1)->kind, DOC_TITLE);
    assert_int_equal(block(document, 2)->kind, DOC_TITLE);
    assert_int_equal(block(document, 4)->kind, DOC_HEADING);
    assert_int_equal(block(document, 4)->level, 1);
    doc_free(document);
}

static void deep_and_unclosed(void **state)
{
    static char page[200000];
    size_t length = 0;
    (void)state;
    length += (size_t)snprintf(page, sizeof(page), "<html><body>");
    while (length + 40 < sizeof(page))
        length += (size_t)snprintf(page + length, sizeof(page) - length, "<table><tr><td><div>");
    doc *document = read_page(page);
    doc_free(document);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_wrong_charset),
        cmocka_unit_test(menus_are_no_titles),
        cmocka_unit_test(a_caption_in_the_style_of_the_title),
        cmocka_unit_test(paragraphs_and_furniture),
        cmocka_unit_test(marks_of_word),
        cmocka_unit_test(tables_by_the_standard),
        cmocka_unit_test(layout_tables_are_looked_through),
        cmocka_unit_test(frames_are_looked_through),
        cmocka_unit_test(lines_are_paragraphs),
        cmocka_unit_test(links_before_the_title),
        cmocka_unit_test(nested_tables_stay_in_their_cells),
        cmocka_unit_test(lists_get_their_numbers),
        cmocka_unit_test(lists_of_a_converter),
        cmocka_unit_test(notes),
        cmocka_unit_test(attributes_without_end),
        cmocka_unit_test(encodings),
        cmocka_unit_test(first_headings_may_be_the_title),
        cmocka_unit_test(deep_and_unclosed),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
