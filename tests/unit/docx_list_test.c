#include "docx_fixture.h"

#include <stdlib.h>
#include <string.h>

#define NUMBERED(num, level, text)                                                                 \
    "<w:p><w:pPr><w:numPr><w:ilvl w:val='" level "'/><w:numId w:val='" num "'/></w:numPr></w:pPr>" \
    "<w:r><w:t>" text "</w:t></w:r></w:p>"
#define STYLED(style, text)                                                                        \
    "<w:p><w:pPr><w:pStyle w:val='" style "'/></w:pPr><w:r><w:t>" text "</w:t></w:r></w:p>"
#define LEVEL(level, format, text, more)                                                           \
    "<w:lvl w:ilvl='" level "'><w:start w:val='1'/><w:numFmt w:val='" format "'/>" more            \
    "<w:lvlText w:val='" text "'/></w:lvl>"
#define NOTHING "<w:suff w:val='nothing'/>"
#define ABSTRACT(id, levels) "<w:abstractNum w:abstractNumId='" id "'>" levels "</w:abstractNum>"
#define NUM(id, abstract, more)                                                                    \
    "<w:num w:numId='" id "'><w:abstractNumId w:val='" abstract "'/>" more "</w:num>"
#define NUMBERING(content) "<w:numbering " FIXTURE_NAMESPACES ">" content "</w:numbering>"

static void numbers_levels(void **state)
{
    static const fixture_part parts[] = {
        {"word/numbering.xml",
         NUMBERING(ABSTRACT("0", LEVEL("0", "japaneseCounting", "%1、", NOTHING)
                                     LEVEL("1", "chineseCountingThousand", "（%2）", NOTHING)
                                         LEVEL("2", "decimal", "%3.", "<w:suff w:val='space'/>")
                                             LEVEL("3", "decimal", "%1.%2.%4", "<w:isLgl/>"))
                       NUM("1", "0", ""))},
        {NULL, NULL}};
    (void)state;
    assert_docx(
        NUMBERED("1", "0", "a") NUMBERED("1", "1", "b") NUMBERED("1", "1", "c")
            NUMBERED("1", "2", "d") NUMBERED("1", "0", "e") NUMBERED("1", "3", "f")
                NUMBERED("1", "1", "g") NUMBERED("0", "0", "h") NUMBERED("9", "0", "i"),
        parts,
        "p [一、] 一、a\np [（一）] （一）b\np [（二）] （二）c\np [1.] 1. d\np [二、] 二、e\n"
        "p [2.1.1] 2.1.1>f\np [（二）] （二）g\np h\np i\n");
}

static void restarts_where_told(void **state)
{
    static const fixture_part parts[] = {
        {"word/numbering.xml",
         NUMBERING(ABSTRACT("0", LEVEL("0", "decimal", "%1", "")
                                     LEVEL("1", "decimal", "%2", "<w:lvlRestart w:val='0'/>"))
                       NUM("1", "0", "") NUM("2", "0", "") NUM(
                           "3", "0",
                           "<w:lvlOverride w:ilvl='0'><w:startOverride w:val='5'/></w:lvlOverride>")
                           NUM("4", "0",
                               "<w:lvlOverride w:ilvl='0'>" LEVEL("0", "upperRoman", "%1",
                                                                  "") "</w:lvlOverride>"))},
        {NULL, NULL}};
    (void)state;
    /* counters go on over instances; an override counts once; a level may never restart */
    assert_docx(NUMBERED("1", "0", "") NUMBERED("1", "1", "") NUMBERED("2", "0", "")
                    NUMBERED("2", "1", "") NUMBERED("3", "0", "") NUMBERED("3", "0", "")
                        NUMBERED("1", "0", "") NUMBERED("3", "0", "") NUMBERED("4", "0", ""),
                parts,
                "p [1] 1>\np [1] 1>\np [2] 2>\np [2] 2>\np [5] 5>\np [6] 6>\np [7] 7>\np [8] 8>\n"
                "p [IX] IX>\n");
}

static void styles_carry_numbers(void **state)
{
    static const fixture_part parts[] = {
        {"word/styles.xml",
         "<w:styles " FIXTURE_NAMESPACES
         "><w:style w:styleId='h1'><w:name w:val='heading 1'/><w:pPr>"
         "<w:numPr><w:numId w:val='1'/></w:numPr></w:pPr></w:style>"
         "<w:style w:styleId='h2'><w:name w:val='heading 2'/><w:basedOn w:val='h1'/></w:style>"
         "<w:style w:styleId='off'><w:basedOn w:val='h1'/><w:pPr><w:outlineLvl w:val='9'/><w:numPr>"
         "<w:numId w:val='0'/></w:numPr></w:pPr></w:style>"
         "<w:style w:type='numbering' w:styleId='list'><w:pPr><w:numPr><w:numId "
         "w:val='3'/></w:numPr>"
         "</w:pPr></w:style></w:styles>"},
        {"word/numbering.xml",
         NUMBERING(
             ABSTRACT("0", LEVEL("0", "chineseCounting", "%1、", NOTHING "<w:pStyle w:val='h1'/>")
                               LEVEL("1", "decimal", "%2.", NOTHING "<w:pStyle w:val='h2'/>"))
                 ABSTRACT("1", "<w:numStyleLink w:val='list'/>") ABSTRACT(
                     "2", "<w:styleLink w:val='list'/>" LEVEL("0", "upperLetter", "%1", NOTHING))
                     NUM("1", "0", "") NUM("2", "1", "") NUM("3", "2", ""))},
        {NULL, NULL}};
    (void)state;
    assert_docx(STYLED("h1", "甲") STYLED("h2", "乙") STYLED("off", "丙") STYLED("h2", "丁")
                    STYLED("h1", "戊") NUMBERED("2", "0", "己") NUMBERED("3", "0", "庚"),
                parts,
                "h1 [一、] 一、甲\nh2 [1.] 1.乙\np 丙\nh2 [2.] 2.丁\nh1 [二、] 二、戊\np [A] A己\n"
                "p [B] B庚\n");
}

static void counts_in_cells_and_notes(void **state)
{
    static const fixture_part parts[] = {
        {"word/numbering.xml",
         NUMBERING(ABSTRACT("0", LEVEL("0", "decimal", "%1.", NOTHING)) NUM("1", "0", ""))},
        {"word/footnotes.xml", "<w:footnotes " FIXTURE_NAMESPACES "><w:footnote w:id='1'>" NUMBERED(
                                   "1", "0", "注") "</w:footnote></w:footnotes>"},
        {NULL, NULL}};
    (void)state;
    assert_docx(
        "<w:tbl><w:tr><w:tc>" NUMBERED("1", "0", "a") "</w:tc><w:tc>" NUMBERED("1", "0", "b")
            NUMBERED("1", "0", "c") "</w:tc></w:tr></w:tbl>" NUMBERED(
                "1", "0", "d") "<w:p><w:r><w:t>e</w:t><w:footnoteReference w:id='1'/></w:r></w:p>",
        parts, "table\n  [1.]1.a | [2.]2.b/3.c\np [4.] 4.d\np e\nnote 5.注\n");
}

static void a_box_counts_after_its_paragraph(void **state)
{
    static const fixture_part parts[] = {
        {"word/numbering.xml",
         NUMBERING(ABSTRACT("0", LEVEL("0", "decimal", "%1.", NOTHING)) NUM("1", "0", ""))},
        {NULL, NULL}};
    (void)state;
    assert_docx(
        "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr></w:pPr><w:r><w:pict><v:textbox>"
        "<w:txbxContent>" NUMBERED("1", "0", "框") "</w:txbxContent></v:textbox></w:pict>"
                                                   "<w:t>段</w:t></w:r></w:p>",
        parts, "p [1.] 1.段\n~box 2.框\n");
}

static void writes_bullets_and_odd_formats(void **state)
{
    static const fixture_part parts[] = {
        {"word/numbering.xml",
         NUMBERING(ABSTRACT(
             "0", LEVEL("0", "bullet", "\uF0B7", NOTHING) LEVEL("1", "bullet", "\uF041", NOTHING)
                      LEVEL("2", "bullet", " ", "")
                          LEVEL("3", "none", "注",
                                NOTHING) "<w:lvl w:ilvl='4'><w:start "
                                         "w:val='7'/><mc:AlternateContent><mc:Choice "
                                         "Requires='v'><w:numFmt w:val='custom' w:format='001, "
                                         "002'/></mc:Choice>"
                                         "<mc:Fallback><w:numFmt w:val='upperRoman'/></mc:Fallback>"
                                         "</mc:AlternateContent><w:lvlText w:val='%5%'/></w:lvl>"
                                         "<w:lvl w:ilvl='5'><w:lvlText w:val='%6'/></w:lvl>")
                       NUM("1", "0", ""))},
        {NULL, NULL}};
    (void)state;
    assert_docx(NUMBERED("1", "0", "a") NUMBERED("1", "1", "b") NUMBERED("1", "2", "c")
                    NUMBERED("1", "3", "d") NUMBERED("1", "4", "e") NUMBERED("1", "5", "f")
                        NUMBERED("1", "8", "g") NUMBERED("1", "77", "h"),
                parts,
                "p [•] •a\np [•] •b\np c\np [注] 注d\np [007%] 007%>e\np [0] 0>f\np g\np [•] •h\n");
}

static void deleted_paragraphs_do_not_count(void **state)
{
    static const fixture_part parts[] = {
        {"word/numbering.xml",
         NUMBERING(ABSTRACT("0", LEVEL("0", "decimal", "%1.", NOTHING)) NUM("1", "0", ""))},
        {NULL, NULL}};
    (void)state;
    assert_docx(
        NUMBERED("1", "0", "a") "<w:p><w:pPr><w:numPr><w:numId w:val='1'/></w:numPr><w:rPr>"
                                "<w:del w:author='x'/></w:rPr></w:pPr><w:del w:author='x'>"
                                "<w:r><w:delText>gone</w:delText></w:r></w:del></w:p>" NUMBERED(
                                    "1", "0", "b") NUMBERED("1", "0", ""),
        parts, "p [1.] 1.a\np [2.] 2.b\np [3.] 3.\n~deleted gone (x)\n");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_levels),
        cmocka_unit_test(restarts_where_told),
        cmocka_unit_test(styles_carry_numbers),
        cmocka_unit_test(counts_in_cells_and_notes),
        cmocka_unit_test(a_box_counts_after_its_paragraph),
        cmocka_unit_test(writes_bullets_and_odd_formats),
        cmocka_unit_test(deleted_paragraphs_do_not_count),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
