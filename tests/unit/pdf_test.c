#include "read_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/err.h"
#include "read/pdf.h"
#include "read/pdf_layout.h"
#include "read/pdf_program.h"
#include "read/pdf_words.h"

#define EM 10.0
#define LINE 15.0
#define LEFT 90.0

/* Pages under work: words are put at places, in points. */
typedef struct sheet {
    base_arena *arena;
    pdf_pages pages;
    double y;
} sheet;

static void begin(sheet *self)
{
    self->arena = base_arena_new(0);
    assert_non_null(self->arena);
    pdf_pages_init(&self->pages);
}

static void new_page(sheet *self)
{
    assert_non_null(pdf_page_add(self->arena, &self->pages, 600, 840));
    self->y = 100;
}

static double width_of(const char *text)
{
    double width = 0;
    for (; *text != '\0'; text++)
        width += (unsigned char)*text < 0x80             ? EM / 2
                 : ((unsigned char)*text & 0xC0) != 0x80 ? EM
                                                         : 0;
    return width;
}

static void put_tall(sheet *self, double x, double y, double height, const char *text)
{
    pdf_box box = {x, y, x + width_of(text), y + height};
    assert_non_null(pdf_word_add(self->arena, &self->pages, box, base_str_c(text)));
}

static void put(sheet *self, double x, double y, const char *text)
{
    put_tall(self, x, y, 13, text);
}

/* A line at the left edge, and the next place. */
static void line(sheet *self, const char *text)
{
    put(self, LEFT, self->y, text);
    self->y += LINE;
}

/* A row of label, unit and figure; NULL leaves a cell empty. */
static void row(sheet *self, const char *label, const char *unit, const char *figure)
{
    if (label != NULL)
        put(self, LEFT, self->y, label);
    if (unit != NULL)
        put(self, 350, self->y, unit);
    if (figure != NULL)
        put(self, 450, self->y - 1, figure);
    self->y += LINE;
}

/* Shows what is made of the pages: blocks by kind, rows with | between cells. */
static void show(const doc *document, base_buf *out)
{
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        base_buf_add_c(out, doc_kind_name(block->kind));
        base_buf_add_byte(out, ' ');
        base_buf_add_int(out, block->place.page);
        base_buf_add_byte(out, ' ');
        base_buf_add_str(out, block->text.raw);
        for (size_t i = 0; block->table != NULL && i < block->table->count; i++) {
            const doc_cell *cell = &block->table->cells[i];
            base_buf_add_c(out, i == 0 || cell[-1].row != cell->row ? "\n  " : "|");
            base_buf_add_str(out, cell->text.raw);
            if (cell->rowspan > 1) {
                base_buf_add_c(out, "^");
                base_buf_add_int(out, cell->rowspan);
            }
            if (cell->colspan > 1) {
                base_buf_add_c(out, "<");
                base_buf_add_int(out, cell->colspan);
            }
        }
        base_buf_add_byte(out, '\n');
    }
    for (const doc_problem *problem = document->problems; problem != NULL;
         problem = problem->next) {
        base_buf_add_c(out, "problem ");
        base_buf_add_int(out, problem->place.page);
        base_buf_add_byte(out, '\n');
    }
    for (const doc_aside *aside = document->asides; aside != NULL; aside = aside->next) {
        base_buf_add_c(out, aside->kind == DOC_HEADER ? "header " : "footer ");
        base_buf_add_str(out, aside->text);
        base_buf_add_byte(out, '\n');
    }
}

static void assert_shows(sheet *self, const char *expected)
{
    doc_builder *builder;
    doc *document;
    base_buf out;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    assert_int_equal(pdf_layout_build(self->arena, &self->pages, NULL, builder, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("report"), "pdf", &document, &err), 0);
    assert_null(doc_check(document));
    base_buf_init(&out);
    base_buf_add_c(&out, "");
    show(document, &out);
    if (!base_str_eq_c(base_buf_str(&out), expected))
        print_error("made of it:\n%s\n", out.ptr);
    assert_true(base_str_eq_c(base_buf_str(&out), expected));
    base_buf_dispose(&out);
    doc_free(document);
    base_arena_free(self->arena);
}

/* Forty characters fill a line. */
#define FORTY "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十"

static void paragraphs_are_joined(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    line(&self, FORTY);
    line(&self, FORTY);
    line(&self, "短行。");
    line(&self, FORTY); /* the line before was short */
    put(&self, LEFT + 2 * EM, self.y,
        "缩进的一段，这一行也很长，一直写到右边的边缘为止才结束，还有几个字");
    self.y += LINE;
    put(&self, LEFT + 2 * EM, self.y, "一、标题");
    self.y += LINE;
    assert_shows(&self,
                 "paragraph 1 " FORTY FORTY "短行。\n"
                 "paragraph 1 " FORTY "\n"
                 "paragraph 1 缩进的一段，这一行也很长，一直写到右边的边缘为止才结束，还有几个字\n"
                 "paragraph 1 一、标题\n");
}

/* Marks that hang over the edge do not move it; marks of unknown width are of no other size. */
static void edges_and_sizes(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    for (int i = 0; i < 4; i++)
        line(&self, FORTY "，");
    for (int i = 0; i < 4; i++)
        line(&self, FORTY);
    put(&self, LEFT, self.y, FORTY);
    self.y += LINE;
    pdf_box box = {LEFT, self.y, LEFT + 8 * EM, self.y + 13}; /* “ and ” as wide as 信 */
    assert_non_null(pdf_word_add(self.arena, &self.pages, box, base_str_c("信息不存在”、“")));
    assert_shows(&self, "paragraph 1 " FORTY "，" FORTY "，" FORTY "，" FORTY
                        "，" FORTY FORTY FORTY FORTY FORTY "信息不存在”、“\n");
}

/* A mark that may not start a line takes the character before it along, and what stands behind it.
 */
static void marks_leave_room(void **state)
{
    (void)state;
    assert_true(pdf_unbreakable(base_str_c("发”和")) == 2);
    assert_true(pdf_unbreakable(base_str_c("“先审后")) == 2);
    assert_true(pdf_unbreakable(base_str_c("位信息")) == 1);
    assert_true(pdf_unbreakable(base_str_c("报》12期")) > 3);
    assert_true(pdf_unbreakable(base_str_c("2017年")) < 3);
    assert_true(pdf_unbreakable(base_str_c("12 34")) < 2);
    assert_true(pdf_figure_rest(base_str_c("１"), base_str_c("３")) == 1);
    assert_true(pdf_figure_rest(base_str_c("1"), base_str_c("3")) < 1);
    sheet self;
    begin(&self);
    new_page(&self);
    line(&self, FORTY);
    put(&self, LEFT, self.y,
        "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七编印《政");
    self.y += LINE;
    line(&self, "报”和“一事”");
    line(&self, "短行。");
    assert_shows(
        &self, "paragraph 1 " FORTY
               "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七编印《政"
               "报”和“一事”\nparagraph 1 短行。\n");
}

static void put_right(sheet *self, const char *text)
{
    put(self, LEFT + width_of(FORTY) - width_of(text), self->y, text);
    self->y += LINE;
}

static void a_signature_stands_alone(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    line(&self, FORTY);
    line(&self, "短行。");
    put_right(&self, "某某县水务局");
    put_right(&self, "2018年1月18日");
    put(&self, LEFT + 12 * EM, self.y, "情况统计表");
    self.y += LINE;
    line(&self, FORTY);
    assert_shows(&self, "paragraph 1 " FORTY "短行。\n"
                        "paragraph 1 某某县水务局\n"
                        "paragraph 1 2018年1月18日\n"
                        "paragraph 1 情况统计表\n"
                        "paragraph 1 " FORTY "\n");
}

static void figures_in_prose_take_no_space(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    put(&self, LEFT, 100, "2017");
    put(&self, LEFT + 22, 100, "年公开");
    put(&self, LEFT + 54, 100, "742");
    put(&self, LEFT + 71, 100, "条");
    put(&self, LEFT, 130, "Word");
    put(&self, LEFT + 23, 130, "2010");
    assert_shows(&self, "paragraph 1 2017年公开742条\nparagraph 1 Word 2010\n");
}

static void paragraph_goes_on_over_pages(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    static const char *const numbers[] = {"— 1 —", "— 2 —", "— 3 —"};
    static const char *const starts[] = {"甲" FORTY, "乙" FORTY, "丙" FORTY};
    for (int page = 0; page < 3; page++) {
        new_page(&self);
        put(&self, 250, 40, "某局年度报告");
        line(&self, starts[page]);
        line(&self, page == 2 ? "完。" : "丁" FORTY);
        put(&self, 280, 790, numbers[page]);
    }
    assert_shows(&self, "paragraph 1 甲" FORTY "丁" FORTY "乙" FORTY "丁" FORTY "丙" FORTY "完。\n"
                        "header 某局年度报告\nfooter — 1 —\nheader 某局年度报告\nfooter — 2 —\n"
                        "header 某局年度报告\nfooter — 3 —\n");
}

static void table_of_three_columns(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    line(&self, FORTY);
    line(&self, "的说明。");
    line(&self, "填报单位：某局");
    put(&self, LEFT, self.y, "统");
    put(&self, LEFT + 20, self.y, "计");
    put(&self, LEFT + 40, self.y, "指");
    put(&self, LEFT + 60, self.y, "标");
    row(&self, NULL, "单位", "统计数");
    row(&self, "一、主动公开情况", "——", NULL);
    row(&self, "（一）公开政府信息数", "条", "1135");
    row(&self, "（二）制发文件数", "件", NULL);
    row(&self, "二、收到申请数", "件", "4");
    self.y += LINE;
    line(&self, "以上为全部数据。");
    assert_shows(&self, "paragraph 1 " FORTY "的说明。\nparagraph 1 填报单位：某局\ntable 1 \n"
                        "  统 计 指 标|单位|统计数\n  一、主动公开情况|——|\n"
                        "  （一）公开政府信息数|条|1135\n  （二）制发文件数|件|\n"
                        "  二、收到申请数|件|4\nparagraph 1 以上为全部数据。\n");
}

#define LONG "（四）政府信息公开专项经费（不包括用于政府公报编"

static void cells_of_several_lines(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    row(&self, "统计指标", "单位", "统计数");
    row(&self, "（一）收到申请数", "件", "4");
    put(&self, LEFT, self.y, LONG); /* unit and figure between the two lines */
    put(&self, 350, self.y + LINE / 2, "万元");
    put(&self, 450, self.y + LINE / 2, "0");
    put(&self, LEFT, self.y + LINE, "辑管理方面的经费）");
    self.y += 2 * LINE;
    row(&self, "（五）培训次数", "次", "1");
    put(&self, LEFT, self.y, "（六）公开政府信息的条数");
    put(&self, 350, self.y + LINE / 2, "条");
    put(&self, 450, self.y + LINE / 2, "58");
    put(&self, LEFT, self.y + LINE, "（相同信息计1条）");
    self.y += 2 * LINE;
    row(&self, "（七）接受培训人员数", "人次", "58");
    assert_shows(&self, "table 1 \n  统计指标|单位|统计数\n  （一）收到申请数|件|4\n"
                        "  " LONG "辑管理方面的经费）|万元|0\n  （五）培训次数|次|1\n"
                        "  （六）公开政府信息的条数\n（相同信息计1条）|条|58\n"
                        "  （七）接受培训人员数|人次|58\n");
}

static void table_goes_on_over_pages(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    row(&self, "统计指标", "单位", "统计数");
    row(&self, "（一）当面申请数", "件", "1");
    row(&self, "（二）传真申请数", "件", "2");
    row(&self, "（三）危及国家安全公共安全经济安全和社会稳定", "件", "3");
    new_page(&self);
    row(&self, "统计指标", "单位", "统计数");
    row(&self, "数", NULL, NULL);
    row(&self, "（四）信函申请数", "件", "4");
    new_page(&self);
    row(&self, "（五）网络申请数", "件", "5");
    assert_shows(&self, "table 1 \n  统计指标|单位|统计数\n  （一）当面申请数|件|1\n"
                        "  （二）传真申请数|件|2\n"
                        "  （三）危及国家安全公共安全经济安全和社会稳定数|件|3\n"
                        "  （四）信函申请数|件|4\n  （五）网络申请数|件|5\n");
}

static void two_tables_of_one_kind(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    for (int i = 0; i < 2; i++) {
        line(&self, i == 0 ? "本级" : "汇总");
        row(&self, "统计指标", "单位", "统计数");
        row(&self, "（一）当面申请数", "件", "1");
        row(&self, "（二）传真申请数", "件", "2");
    }
    assert_shows(&self, "paragraph 1 本级\n"
                        "table 1 \n  统计指标|单位|统计数\n  （一）当面申请数|件|1\n"
                        "  （二）传真申请数|件|2\nparagraph 1 汇总\n"
                        "table 1 \n  统计指标|单位|统计数\n  （一）当面申请数|件|1\n"
                        "  （二）传真申请数|件|2\n");
}

/* Six columns of figures at 200, 240, …; a label column at the left. */
static void figures(sheet *self, const char *label, const char *const *values)
{
    put(self, LEFT, self->y, label);
    for (int i = 0; i < 6; i++)
        put(self, 200 + 40 * i, self->y, values[i]);
    self->y += 2 * LINE;
}

/* A line of figures in five narrow columns behind a label. */
static void matrix_line(sheet *self, const char *label, const char *const figures[5])
{
    put(self, LEFT, self->y, label);
    for (size_t i = 0; i < 5; i++)
        if (figures[i] != NULL)
            put(self, 250 + 40 * (double)i, self->y, figures[i]);
    self->y += LINE;
}

/* The last line is a row in the one table, in the other it may be the rest of broken figures. */
static void figures_broken_in_narrow_columns(void **state)
{
    static const char *const whole[] = {"46089", "12", "7", "1734", "3"};
    static const char *const plain[] = {"2", "3", "4", "5", "6"};
    static const char *const some[] = {"9", NULL, NULL, "5", NULL};
    sheet self;
    (void)state;
    begin(&self);
    new_page(&self);
    matrix_line(&self, "甲类", plain);
    matrix_line(&self, "乙类", whole);
    matrix_line(&self, "丙类", plain);
    assert_shows(&self, "table 1 \n  甲类|2|3|4|5|6\n  乙类|46089|12|7|1734|3\n  丙类|2|3|4|5|6\n");
    begin(&self);
    new_page(&self);
    matrix_line(&self, "甲类", plain);
    matrix_line(&self, "乙类", whole);
    matrix_line(&self, "丙类", some);
    matrix_line(&self, "丁类", plain);
    assert_shows(&self, "table 1 \n  甲类 2 3 4 5 6\n  乙类 46089 12 7 1734 3\n  丙类 9 5\n"
                        "  丁类 2 3 4 5 6\nproblem 1\n");
}

/* A figure that has no unit below one as wide as any may be its rest; one that has a unit is not.
 */
static void figures_broken_beside_units(void **state)
{
    sheet self;
    (void)state;
    for (int units = 0; units < 2; units++) {
        begin(&self);
        new_page(&self);
        row(&self, "甲类信息", "条", "12");
        row(&self, "乙类信息", "条", "327");
        row(&self, "丙类信息", units ? "条" : NULL, "5");
        row(&self, "丁类信息", "条", "4");
        row(&self, "戊类信息", "条", "6");
        assert_shows(&self, units ? "table 1 \n  甲类信息|条|12\n  乙类信息|条|327\n"
                                    "  丙类信息|条|5\n  丁类信息|条|4\n  戊类信息|条|6\n"
                                  : "table 1 \n  甲类信息 条 12\n  乙类信息 条 327\n"
                                    "  丙类信息 5\n  丁类信息 条 4\n  戊类信息 条 6\n"
                                    "problem 1\n");
    }
}

/* A numbered line at the edge that is short and no sentence, below a full line, is a heading. */
static void a_heading_below_a_full_line(void **state)
{
    sheet self;
    (void)state;
    begin(&self);
    new_page(&self);
    put(&self, LEFT + 2 * EM, self.y, "本年共收到申请十二件其中办结十二件结转下年零件情况良好。");
    self.y += LINE;
    line(&self, "二、主动公开情况");
    line(&self, "通过网站公开一百二十条其中规范性文件二十条其余为其他信息，又");
    line(&self, "公开四条。");
    assert_shows(&self, "paragraph 1 本年共收到申请十二件其中办结十二件结转下年零件情况良好。\n"
                        "paragraph 1 二、主动公开情况\n"
                        "paragraph 1 通过网站公开一百二十条其中规范性文件二十条其余为其他信息，"
                        "又公开四条。\n");
}

/* No line fills all the columns: those of the lower rows may be those of the upper ones. */
static void columns_that_cannot_be_told(void **state)
{
    sheet self;
    (void)state;
    begin(&self);
    new_page(&self);
    for (int i = 0; i < 3; i++) {
        row(&self, "甲类", "12", NULL);
        put(&self, 500, self.y - LINE, "34");
    }
    for (int i = 0; i < 3; i++)
        row(&self, "乙类", "12", "34");
    assert_shows(&self, "table 1 \n  甲类 12 34\n  甲类 12 34\n  甲类 12 34\n  乙类 12 34\n"
                        "  乙类 12 34\n  乙类 12 34\nproblem 1\n");
}

static void head_of_two_levels(void **state)
{
    static const char *const first[] = {"11", "12", "13", "14", "15", "16"};
    static const char *const second[] = {"21", "22", "23", "24", "25", "26"};
    static const char *const heads[] = {"企业", "机构", "组织", "其他"};
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    put(&self, LEFT, 117, "项目");
    put(&self, 195, 117, "个人");
    put(&self, 285, 107, "法人组织"); /* at the middle of 235 to 375 */
    put(&self, 395, 117, "总计");
    for (int i = 0; i < 4; i++)
        put(&self, 235 + 40 * i, 127, heads[i]);
    self.y = 150;
    figures(&self, "一、收到数", first);
    figures(&self, "二、办结数", second);
    assert_shows(&self, "table 1 \n  项目^2|个人^2|法人组织<4|总计^2\n  企业|机构|组织|其他\n"
                        "  一、收到数|11|12|13|14|15|16\n  二、办结数|21|22|23|24|25|26\n");
}

/* Three rows of five figures; the row given has what `figures` says. */
static void assert_matrix(const char *label, const char *const given[5], int doubtful)
{
    static const char *const plain[] = {"2", "3", "4", "5", "6"};
    sheet self;
    doc_builder *builder;
    doc *document;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    begin(&self);
    new_page(&self);
    matrix_line(&self, "甲类", plain);
    self.y += LINE;
    if (label != NULL)
        matrix_line(&self, label, given);
    else
        for (size_t i = 0; i < 5; i++)
            put(&self, 250 + 40 * (double)i, self.y, given[i]);
    self.y += 2 * LINE;
    matrix_line(&self, "乙类", plain);
    self.y += LINE;
    matrix_line(&self, "丙类", plain);
    line(&self, "下文。");
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    assert_int_equal(pdf_layout_build(self.arena, &self.pages, NULL, builder, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("report"), "pdf", &document, &err), 0);
    assert_int_equal(document->problems != NULL, doubtful);
    assert_non_null(document->first->table);
    assert_int_equal(document->first->table->doubtful, doubtful);
    assert_int_equal(document->first->table->columns, doubtful ? 1 : 6);
    doc_free(document);
    base_arena_free(self.arena);
}

/* A row of a matrix has all figures and a label, or is a heading; else nothing is certain. */
static void rows_of_a_matrix_agree(void **state)
{
    static const char *const whole[] = {"1", "0", "0", "1", "0"};
    static const char *const some[] = {"1", NULL, "0", NULL, "0"};
    static const char *const none[] = {NULL, NULL, NULL, NULL, NULL};
    (void)state;
    assert_matrix("丁类", whole, 0);
    assert_matrix("丁类", some, 1);
    assert_matrix(NULL, whole, 1);
    assert_matrix("（一）其他各类", none, 0);
    assert_matrix("其他各类", none, 1);
}

/* A head that does not stand above its columns: which it is over is not certain. */
static void head_that_leaves_places_free(void **state)
{
    static const char *const first[] = {"11", "12", "13", "14", "15", "16"};
    static const char *const heads[] = {"企业", "机构", "组织", "其他"};
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    put(&self, LEFT, 117, "项目");
    put(&self, 285, 107, "法人组织");
    put(&self, 395, 117, "总计");
    for (int i = 0; i < 4; i++)
        put(&self, 235 + 40 * i, 127, heads[i]);
    self.y = 150;
    figures(&self, "一、收到数", first);
    figures(&self, "二、办结数", first);
    assert_shows(&self, "table 1 \n  法人组织\n  项目 总计\n  企业 机构 组织 其他\n"
                        "  一、收到数 11 12 13 14 15 16\n  二、办结数 11 12 13 14 15 16\n"
                        "problem 1\n");
}

static void labels_beside_several_rows(void **state)
{
    static const char *const labels[] = {"甲类信息数", "乙类信息数", "丙类信息数", "丁类信息数",
                                         "戊类信息数"};
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    put(&self, 60, self.y, "类别");
    row(&self, "指标", "单位", "数");
    for (int i = 0; i < 5; i++) {
        if (i == 0)
            put(&self, 60, self.y, "公开");
        if (i == 2)
            put(&self, 60, self.y, "申请");
        row(&self, labels[i], "件", "7");
    }
    assert_shows(&self,
                 "table 1 \n  类别|指标|单位|数\n  公开^2|甲类信息数|件|7\n  乙类信息数|件|7\n"
                 "  申请^3|丙类信息数|件|7\n  丁类信息数|件|7\n  戊类信息数|件|7\n");
}

static void prose_is_no_table(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    for (int i = 0; i < 3; i++) { /* names and values side by side */
        put(&self, LEFT, self.y, i == 1 ? "地址：某路一号" : "联系人：某某");
        put(&self, 350, self.y, i == 1 ? "邮编：325000" : "电话：12345678");
        self.y += LINE;
    }
    self.y += 4 * LINE;
    for (int i = 0; i < 4; i++) { /* a list of contents */
        static const char *const heads[] = {"一、概况", "二、公开", "三、申请", "四、问题"};
        static const char *const numbers[] = {"1", "2", "2", "4"};
        put(&self, LEFT, self.y, heads[i]);
        put(&self, 450, self.y, numbers[i]);
        self.y += LINE;
    }
    doc_builder *builder;
    doc *document;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    assert_int_equal(pdf_layout_build(self.arena, &self.pages, NULL, builder, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("report"), "pdf", &document, &err), 0);
    assert_int_equal(document->tables, 0);
    assert_true(document->blocks >= 7);
    doc_free(document);
    base_arena_free(self.arena);
}

static void columns_of_prose_are_read_one_after_the_other(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    static const char *const left[] = {
        "左一左左左左左左左左左左左左左左左左", "左二左左左左左左左左左左左左左左左左",
        "左三左左左左左左左左左左左左左左左左", "左四左左左左左左左左左左左左左左左左"};
    for (int i = 0; i < 4; i++) {
        put(&self, LEFT, self.y, left[i]);
        put(&self, 300, self.y, "右右右右右右右右右右右右右右右右右右");
        self.y += LINE;
    }
    doc_builder *builder;
    doc *document;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    assert_int_equal(pdf_layout_build(self.arena, &self.pages, NULL, builder, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("report"), "pdf", &document, &err), 0);
    assert_int_equal(document->tables, 0);
    base_str last = document->first->text.raw;
    assert_true(base_str_starts(last, base_str_c("左")));
    assert_int_equal(base_str_find(last, base_str_c("右左"), 0), BASE_STR_NONE);
    doc_free(document);
    base_arena_free(self.arena);
}

static void footnotes_are_notes(void **state)
{
    (void)state;
    sheet self;
    begin(&self);
    new_page(&self);
    put(&self, LEFT, 100, "没有收取费用");
    put_tall(&self, LEFT + 60, 100, 7, "1");
    put(&self, LEFT + 64, 100, "的情况。");
    put(&self, LEFT, 130, "面积5m");
    put_tall(&self, LEFT + 30, 130, 7, "2");
    put_tall(&self, LEFT, 700, 7, "1");
    put(&self, LEFT + 5, 700, "统计期限见正文。");
    assert_shows(&self, "paragraph 1 没有收取费用的情况。\nparagraph 1 面积5m2\n"
                        "note 1 1统计期限见正文。\n");
}

static void scanner_takes_words(void **state)
{
    static const char xhtml[] =
        "<?xml?><title>&lt;word&gt;</title><page width=\"595.3\" height=\"841.8\">\n"
        "<word xMin=\"1.5\" yMin=\"2\" xMax=\"31.5\" yMax=\"14\">甲&amp;\x01\xFF乙</word>"
        "<word xMin=\"9\" yMin=\"2\" xMax=\"1\" yMax=\"14\">turned</word>"
        "<word xMin=\"1\" yMin=\"2\" xMax=\"3\" yMax=\"14\"> </word></page>"
        "<page width=\"1e9\" height=\"-5\"><word xMin=\"1";
    (void)state;
    pdf_pages pages;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_arena *arena = base_arena_new(0);
    assert_int_equal(pdf_words_read(arena, base_str_c(xhtml), &pages, &err), 0);
    assert_int_equal(pages.pages.count, 2);
    assert_int_equal(pages.words.count, 1);
    const pdf_word *word = pdf_word_at(&pages, 0);
    assert_true(base_str_eq_c(word->text, "甲&乙"));
    assert_true(word->box.x0 > 1.49 && word->box.x0 < 1.51 && word->box.x1 > 31.49);
    base_arena_free(arena);
}

static int run(const char *path, const char *const *arguments, base_str input, int milliseconds,
               size_t output_bytes, base_buf *output, int *exit_status)
{
    const char *const paths[] = {"/nonexistent/program", path, NULL};
    base_buf complaints;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    pdf_program program = {paths,        arguments, input, output_bytes, (size_t)256 << 20,
                           milliseconds, NULL};
    int status = pdf_program_run(&program, output, &complaints, exit_status, &err);
    assert_int_equal(status, err.code);
    base_buf_dispose(&complaints);
    return status;
}

static void programs_are_run_within_limits(void **state)
{
    static const char *const none[] = {NULL};
    static const char *const sleep_long[] = {"30", NULL};
    static const char *const fail[] = {"-c", "echo $HOME $PATH; exit 3", NULL};
    static const char *const die[] = {"-c", "kill -9 $$", NULL};
    (void)state;
    base_buf output;
    int exit_status;
    size_t size = (size_t)3 << 20;
    char *bytes = calloc(1, size);
    assert_non_null(bytes);
    memset(bytes, 'x', size);
    /* more than any pipe holds, in and out */
    assert_int_equal(
        run("/bin/cat", none, base_str_n(bytes, size), 10000, size, &output, &exit_status), 0);
    assert_int_equal(output.len, size);
    assert_int_equal(exit_status, 0);
    base_buf_dispose(&output);
    assert_int_equal(
        run("/bin/cat", none, base_str_n(bytes, size), 10000, 1000, &output, &exit_status),
        HECHA_E_LIMIT);
    assert_int_equal(output.len, 1000);
    base_buf_dispose(&output);
    /* one that reads nothing: no SIGPIPE here */
    assert_int_equal(
        run("/bin/true", none, base_str_n(bytes, size), 10000, size, &output, &exit_status), 0);
    base_buf_dispose(&output);
    free(bytes);
    assert_int_equal(run("/bin/sleep", sleep_long, base_str_c(""), 100, 10, &output, &exit_status),
                     HECHA_E_LIMIT);
    base_buf_dispose(&output);
    assert_int_equal(run("/bin/sh", fail, base_str_c(""), 10000, 100, &output, &exit_status), 0);
    assert_int_equal(exit_status, 3);
    assert_true(base_str_starts(base_buf_str(&output), base_str_c("/nonexistent ")));
    base_buf_dispose(&output);
    assert_int_equal(run("/bin/sh", die, base_str_c(""), 10000, 100, &output, &exit_status), 0);
    assert_int_equal(exit_status, 128 + 9);
    base_buf_dispose(&output);
    assert_int_equal(run("/nonexistent/too", none, base_str_c(""), 1000, 10, &output, &exit_status),
                     HECHA_E_UNSUPPORTED);
    base_buf_dispose(&output);
}

/* A pdf of one page with the content; its table of offsets is left out, which readers mend. */
static base_str make_pdf(char *bytes, size_t size, const char *content, const char *more)
{
    int length = snprintf(bytes, size,
                          "%%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n"
                          "2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
                          "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R"
                          "/Resources<</Font<</F 5 0 R>>>>>>endobj\n"
                          "4 0 obj<</Length %zu>>stream\n%s\nendstream endobj\n"
                          "5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj\n%s"
                          "trailer<</Root 1 0 R/Size 6>>\n%%%%EOF\n",
                          strlen(content), content, more);
    assert_true(length > 0 && (size_t)length < size);
    return base_str_n(bytes, (size_t)length);
}

static void small_pdf_is_read(void **state)
{
    static const char content[] =
        "BT /F 12 Tf 50 700 Td (Report of 2017) Tj 0 -40 Td (Item) Tj 250 0 Td (Unit) Tj "
        "80 0 Td (Number) Tj -330 -18 Td (Requests) Tj 250 0 Td (n) Tj 80 0 Td (4) Tj "
        "-330 -18 Td (Answers) Tj 250 0 Td (n) Tj 80 0 Td (5) Tj ET";
    char bytes[4096];
    (void)state;
    base_str pdf = make_pdf(bytes, sizeof(bytes), content, "");
    assert_int_equal(read_pdf.claims(pdf), 100);
    if (access("/usr/bin/pdftotext", X_OK) != 0)
        skip();
    doc *document = read_fixture_bytes(pdf);
    assert_string_equal(document->format, "pdf");
    assert_int_equal(document->tables, 1);
    const doc_block *block = document->first;
    assert_true(base_str_eq_c(block->text.raw, "Report of 2017"));
    assert_int_equal(block->place.page, 1);
    while (block->table == NULL)
        block = doc_next(block);
    const doc_cell *cell = doc_table_at(block->table, 3, 3);
    assert_true(base_str_eq_c(cell->text.raw, "5"));
    assert_int_equal(cell->place.page, 1);
    assert_int_equal(block->table->rows, 3);
    doc_free(document);
}

#define INLINE "BI /W 1 /H 1 /BPC 8 /CS /G ID x EI Q "

static void scans_are_refused(void **state)
{
    static const char image[] = "6 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1>>endobj\n";
    char bytes[4096];
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    if (access("/usr/bin/pdftotext", X_OK) != 0)
        skip();
    base_str scan = make_pdf(bytes, sizeof(bytes), "", image);
    assert_int_equal(read_fixture_error(scan, &err), HECHA_E_UNSUPPORTED);
    assert_non_null(strstr(err.text, "OCR"));
    doc *document = read_fixture_bytes(
        make_pdf(bytes, sizeof(bytes),
                 "BT /F 12 Tf 50 700 Td (Seal) Tj ET q 500 0 0 600 50 50 cm " INLINE, image));
    assert_non_null(document->problems);
    assert_int_equal(document->problems->place.page, 1);
    doc_free(document);
    assert_int_equal(read_fixture_error(base_str_c("%PDF-1.4\nnothing of it"), &err),
                     HECHA_E_FORMAT);
}

/* A large picture leaves a block where the page is blank, a small one does not. */
static void pictures_stand_in_blanks(void **state)
{
    static const char image[] = "6 0 obj<</Type/XObject/Subtype/Image/Width 1/Height 1>>endobj\n";
#define AROUND(size)                                                                               \
    "BT /F 12 Tf 50 750 Td (A table of this and of that kind) Tj ET q " size " cm " INLINE         \
    "BT /F 12 Tf 50 300 Td (What stands below the picture) Tj ET"
    char bytes[4096];
    (void)state;
    if (access("/usr/bin/pdftotext", X_OK) != 0 || access("/usr/bin/pdfimages", X_OK) != 0)
        skip();
    doc *document =
        read_fixture_bytes(make_pdf(bytes, sizeof(bytes), AROUND("500 0 0 400 50 320"), image));
    assert_null(document->problems);
    assert_int_equal(document->blocks, 3);
    assert_int_equal(document->first->next->kind, DOC_IMAGE);
    assert_int_equal(document->first->next->place.page, 1);
    doc_free(document);
    document =
        read_fixture_bytes(make_pdf(bytes, sizeof(bytes), AROUND("100 0 0 100 50 320"), image));
    assert_int_equal(document->blocks, 1);
    doc_free(document);
#undef AROUND
}

static void memory_may_run_out(void **state)
{
    static const char xhtml[] = "<page width=\"600\" height=\"800\">"
                                "<word xMin=\"10\" yMin=\"10\" xMax=\"30\" yMax=\"20\">甲</word>"
                                "<word xMin=\"90\" yMin=\"10\" xMax=\"99\" yMax=\"20\">1</word>"
                                "<word xMin=\"10\" yMin=\"30\" xMax=\"30\" yMax=\"40\">乙</word>"
                                "<word xMin=\"90\" yMin=\"30\" xMax=\"99\" yMax=\"40\">2</word>"
                                "</page>";
    (void)state;
    int failed = 0, done = 0;
    for (size_t memory = 64; memory < 20000; memory += 64) {
        base_arena *arena = base_arena_new(memory);
        doc_builder *builder;
        pdf_pages pages;
        hecha_err err = base_err_init(HECHA_LANG_EN);
        assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
        int status = pdf_words_read(arena, base_str_c(xhtml), &pages, &err);
        if (status == 0)
            status = pdf_layout_build(arena, &pages, NULL, builder, &err);
        assert_true(status == 0 || status == HECHA_E_MEMORY);
        failed += status != 0;
        done += status == 0;
        doc_builder_free(builder);
        base_arena_free(arena);
    }
    assert_true(failed > 0 && done > 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(paragraphs_are_joined),
        cmocka_unit_test(a_signature_stands_alone),
        cmocka_unit_test(edges_and_sizes),
        cmocka_unit_test(marks_leave_room),
        cmocka_unit_test(figures_in_prose_take_no_space),
        cmocka_unit_test(paragraph_goes_on_over_pages),
        cmocka_unit_test(table_of_three_columns),
        cmocka_unit_test(cells_of_several_lines),
        cmocka_unit_test(table_goes_on_over_pages),
        cmocka_unit_test(two_tables_of_one_kind),
        cmocka_unit_test(figures_broken_in_narrow_columns),
        cmocka_unit_test(figures_broken_beside_units),
        cmocka_unit_test(a_heading_below_a_full_line),
        cmocka_unit_test(columns_that_cannot_be_told),
        cmocka_unit_test(head_of_two_levels),
        cmocka_unit_test(rows_of_a_matrix_agree),
        cmocka_unit_test(head_that_leaves_places_free),
        cmocka_unit_test(labels_beside_several_rows),
        cmocka_unit_test(prose_is_no_table),
        cmocka_unit_test(columns_of_prose_are_read_one_after_the_other),
        cmocka_unit_test(footnotes_are_notes),
        cmocka_unit_test(scanner_takes_words),
        cmocka_unit_test(programs_are_run_within_limits),
        cmocka_unit_test(small_pdf_is_read),
        cmocka_unit_test(scans_are_refused),
        cmocka_unit_test(pictures_stand_in_blanks),
        cmocka_unit_test(memory_may_run_out),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
