#include "docx_fixture.h"

#include <stdlib.h>
#include <string.h>

#define R(text) "<w:r><w:t>" text "</w:t></w:r>"
#define P(content) "<w:p>" content "</w:p>"
#define DEL(author, text)                                                                          \
    "<w:del w:author='" author "'><w:r><w:delText>" text "</w:delText></w:r></w:del>"
#define INS(author, content) "<w:ins w:author='" author "'>" content "</w:ins>"
#define CHAR(type) "<w:r><w:fldChar w:fldCharType='" type "'/></w:r>"
#define INSTR(text) "<w:r><w:instrText>" text "</w:instrText></w:r>"
#define MARK_DELETED "<w:pPr><w:rPr><w:del w:author='x'/></w:rPr></w:pPr>"

static void reads_the_final_view(void **state)
{
    (void)state;
    assert_docx(P(R("收到") DEL("审", "３") INS("审", R("4")) R("件")), NULL,
                "p 收到4件\n~deleted ３ (审)\n~inserted 4 (审)\n");
    assert_docx(P("<w:moveFrom w:author='审'>" R("移") "</w:moveFrom>" R("甲"))
                    P(R("乙") "<w:moveTo w:author='审'>" R("移") "</w:moveTo>"),
                NULL, "p 甲\np 乙移\n~deleted 移 (审)\n~inserted 移 (审)\n");
    /* inserted and then deleted by another */
    assert_docx(P(R("a") INS("一", DEL("二", "b") R("c"))), NULL,
                "p ac\n~deleted b (二)\n~inserted c (一)\n");
    assert_docx(P(R("a") "<w:r><w:delText>stray</w:delText></w:r>"), NULL, "p a\n");
}

static void deleted_marks_join_paragraphs(void **state)
{
    (void)state;
    assert_docx(P(MARK_DELETED R("前")) P("<w:pPr><w:outlineLvl w:val='0'/></w:pPr>" R("后")), NULL,
                "h1 前后\n");
    assert_docx(P(MARK_DELETED R("a")) P(MARK_DELETED R("b")) P(R("c")), NULL, "p abc\n");
    /* nothing follows that could take the text */
    assert_docx(P(MARK_DELETED R("a")) "<w:tbl><w:tr><w:tc>" P(MARK_DELETED R(
                    "b")) "</w:tc><w:tc>" P(R("c")) "</w:tc></w:tr></w:tbl>" P(MARK_DELETED R("d")),
                NULL, "p a\ntable\n  b | c\np d\n");
    assert_docx(P(R("a")) P(MARK_DELETED DEL("x", "gone")) P(R("b")), NULL,
                "p a\np b\n~deleted gone (x)\n");
    /* an inserted mark is a mark */
    assert_docx(P("<w:pPr><w:rPr><w:ins w:author='x'/></w:rPr></w:pPr>" R("a")) P(R("b")), NULL,
                "p a\np b\n");
}

static void deleted_boxes_are_gone(void **state)
{
    (void)state;
    assert_docx(
        P("<w:del w:author='x'><w:r><w:pict><v:textbox><w:txbxContent>" P(
            R("框")) "<w:tbl><w:tr><w:tc>" P(R("1")) "</w:tc><w:tc>" P(R("2")) "</w:tc></w:tr></"
                                                                               "w:tbl></"
                                                                               "w:txbxContent></"
                                                                               "v:textbox></"
                                                                               "w:pict></w:r></"
                                                                               "w:del>" R("文")),
        NULL, "p 文\n~deleted 框/1>2\n");
}

static void fields_show_their_result(void **state)
{
    (void)state;
    assert_docx(P(R("第") CHAR("begin") INSTR(" PAGE ") R("no") CHAR("separate") R("3") CHAR("end")
                      R("页")),
                NULL, "p 第3页\n");
    /* nested in an instruction and in a result */
    assert_docx(P(CHAR("begin") INSTR("IF ") CHAR("begin") INSTR("X") CHAR("separate") R("no")
                      CHAR("end") INSTR(" = 1") CHAR("separate") R("a") CHAR("begin") INSTR("Y")
                          CHAR("separate") R("b") CHAR("end") R("c") CHAR("end")),
                NULL, "p abc\n");
    assert_docx(P("<w:fldSimple w:instr=' NUMWORDS '>" R("42") "</w:fldSimple>"), NULL, "p 42\n");
    /* over paragraphs */
    assert_docx(P(CHAR("begin") INSTR("TOC") CHAR("separate") R("一"))
                    P(R("二") CHAR("end") R("三")),
                NULL, "p 一\np 二三\n");
    assert_docx(P(CHAR("end") CHAR("separate") R("a")), NULL, "p a\n");
}

static void an_endless_field_is_a_problem(void **state)
{
    (void)state;
    assert_docx(P(R("a") CHAR("begin") INSTR("X")) P(R("lost")), NULL, "p a\n!\n");
}

static void links_of_fields(void **state)
{
    (void)state;
    assert_docx(P(R("见") CHAR("begin") INSTR("HYPERLINK ")
                      INSTR("\"http://e.cn/\" \\l \"top\" \\o "
                            "\"tip\"") CHAR("separate") R("此") CHAR("end")),
                NULL, "p 见此\n~link 此 (http://e.cn/#top)\n");
    assert_docx(P("<w:fldSimple w:instr='HYPERLINK \\l m'>" R("x") "</w:fldSimple>"), NULL,
                "p x\n~link x (#m)\n");
}

static void fields_without_result_that_are_seen(void **state)
{
    (void)state;
    assert_docx(P(CHAR("begin") INSTR("eq \\o\\ac(○,12)") CHAR("end") CHAR("begin")
                      INSTR("EQ \\* jc2 \\o\\ad(\\s\\up 9(pinyin),字)") CHAR("end") CHAR("begin")
                          INSTR("EQ \\o\\ac(□,项)") CHAR("end")),
                NULL, "p ⑫字项\n");
    assert_docx(
        P("<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:ddList><w:result w:val='1'/>"
          "<w:listEntry w:val='万元'/><w:listEntry w:val='元'/></w:ddList></w:ffData>"
          "</w:fldChar></w:r>" INSTR("FORMDROPDOWN") CHAR(
              "end") "<w:r><w:fldChar w:fldCharType='begin'><w:ffData><w:checkBox><w:default "
                     "w:val='1'/></w:checkBox></w:ffData></w:fldChar></w:r>" INSTR("FORMCHECKBOX")
                         CHAR("end")),
        NULL, "p 元☑\n");
    assert_docx(
        P(CHAR("begin") INSTR("EQ \\o(") CHAR("end") CHAR("begin") INSTR("EQ") CHAR("end") R("a")),
        NULL, "p a\n");
}

static void deleted_fields_leave_nothing(void **state)
{
    (void)state;
    assert_docx(
        P("<w:del w:author='x'>" CHAR(
            "begin") "<w:r><w:delInstrText>PAGE</w:delInstrText></"
                     "w:r>" CHAR("separate") "<w:r><w:delText>3</"
                                             "w:delText></w:r>" CHAR("end") "</w:del>" R("a")),
        NULL, "p a\n~deleted 3 (x)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_final_view),
        cmocka_unit_test(deleted_marks_join_paragraphs),
        cmocka_unit_test(deleted_boxes_are_gone),
        cmocka_unit_test(fields_show_their_result),
        cmocka_unit_test(an_endless_field_is_a_problem),
        cmocka_unit_test(links_of_fields),
        cmocka_unit_test(fields_without_result_that_are_seen),
        cmocka_unit_test(deleted_fields_leave_nothing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
