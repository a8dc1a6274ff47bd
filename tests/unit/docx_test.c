#include "docx_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/docx.h"

#define P(content) "<w:p>" content "</w:p>"
#define R(text) "<w:r><w:t>" text "</w:t></w:r>"

static void joins_runs(void **state)
{
    (void)state;
    assert_docx(P(R("2017年") R("，") "<w:r><w:t xml:space='preserve'> 1</w:t><w:t>2</w:t></w:r>")
                    P() P("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:cr/>"
                          "<w:noBreakHyphen/><w:softHyphen/><w:ptab/></w:r>"),
                NULL, "p 2017年， 12\np a>b/c/\u2011\u00AD>\n");
}

static void page_breaks_are_no_text_at_the_ends(void **state)
{
    (void)state;
    assert_docx(P("<w:r><w:br w:type='page'/><w:t>a</w:t></w:r><w:r><w:br w:type='page'/></w:r>")
                    P("<w:r><w:t>b</w:t><w:br w:type='column'/><w:t>c</w:t></w:r>"),
                NULL, "p a\np b/c\n");
}

static void reads_symbols(void **state)
{
    (void)state;
    assert_docx(P("<w:r><w:sym w:font='Wingdings' w:char='F0FE'/><w:sym w:font='Symbol' "
                  "w:char='F0B7'/><w:sym w:char='4E00'/><w:sym w:char='zz'/><w:sym/></w:r>"),
                NULL, "p ☑•一\n");
}

static void tells_headings_and_titles_by_style(void **state)
{
    static const fixture_part parts[] = {
        {"word/styles.xml",
         "<w:styles " FIXTURE_NAMESPACES ">"
         "<w:style w:type='paragraph' w:default='1' w:styleId='a'><w:name "
         "w:val='Normal'/></w:style>"
         "<w:style w:styleId='1'><w:name w:val='heading 1'/><w:basedOn w:val='a'/></w:style>"
         "<w:style w:styleId='h2'><w:name w:val='x'/><w:basedOn w:val='1'/><w:pPr><w:outlineLvl "
         "w:val='1'/></w:pPr></w:style>"
         "<w:style w:styleId='toc'><w:name w:val='TOC Heading'/><w:basedOn w:val='1'/><w:pPr>"
         "<w:outlineLvl w:val='9'/></w:pPr></w:style>"
         "<w:style w:styleId='t'><w:name w:val='Title'/></w:style>"
         "<w:style w:styleId='t2'><w:name w:val='公文标题'/><w:basedOn w:val='t'/></w:style>"
         "<w:style w:styleId='st'><w:name w:val='Subtitle'/><w:basedOn w:val='t'/></w:style>"
         "<w:style w:styleId='c1'><w:basedOn w:val='c2'/></w:style>"
         "<w:style w:styleId='c2'><w:basedOn w:val='c1'/></w:style></w:styles>"},
        {NULL, NULL}};
    (void)state;
    assert_docx(
        P("<w:pPr><w:pStyle w:val='t2'/></w:pPr>" R("题"))
            P("<w:pPr><w:pStyle w:val='st'/></w:pPr>" R("副题"))
                P("<w:pPr><w:pStyle w:val='1'/></w:pPr>" R("一"))
                    P("<w:pPr><w:pStyle w:val='h2'/></w:pPr>" R("二"))
                        P("<w:pPr><w:pStyle w:val='toc'/></w:pPr>" R("目录"))
                            P("<w:pPr><w:outlineLvl w:val='2'/></w:pPr>" R("三"))
                                P("<w:pPr><w:pStyle w:val='1'/><w:outlineLvl w:val='9'/></w:pPr>" R(
                                    "正文")) P("<w:pPr><w:pStyle w:val='c1'/></w:pPr>" R("圈"))
                                    P("<w:pPr><w:pStyle w:val='none'/></w:pPr>" R("无")),
        parts, "title 题\np 副题\nh1 一\nh2 二\np 目录\nh3 三\np 正文\np 圈\np 无\n");
}

static void old_properties_do_not_count(void **state)
{
    (void)state;
    assert_docx(
        P("<w:pPr><w:pPrChange><w:pPr><w:outlineLvl w:val='0'/></w:pPr></w:pPrChange></w:pPr>"
          "<w:r><w:rPr><w:rPrChange><w:rPr><w:vanish/></w:rPr></w:rPrChange></w:rPr>"
          "<w:t>a</w:t></w:r>"),
        NULL, "p a\n");
}

static void containers_are_transparent(void **state)
{
    (void)state;
    assert_docx(
        "<w:sdt><w:sdtPr><w:alias w:val='no'/></w:sdtPr><w:sdtContent>" P(
            "<w:sdt><w:sdtContent>" R("a") "</w:sdtContent></w:sdt><w:smartTag><w:smartTagPr/>" R("b") "</w:smartTag><w:customXml>" R(
                "c") "</w:customXml><w:dir>" R("d") "</w:dir><w:future>" R("e") "</"
                                                                                "w:future><x:"
                                                                                "other>" R(
                                                                                    "no") "<"
                                                                                          "/"
                                                                                          "x"
                                                                                          ":"
                                                                                          "o"
                                                                                          "t"
                                                                                          "h"
                                                                                          "e"
                                                                                          "r"
                                                                                          ">"
                                                                                          "<"
                                                                                          "m"
                                                                                          ":"
                                                                                          "o"
                                                                                          "M"
                                                                                          "a"
                                                                                          "t"
                                                                                          "h"
                                                                                          ">"
                                                                                          "<"
                                                                                          "m"
                                                                                          ":"
                                                                                          "r"
                                                                                          ">"
                                                                                          "<"
                                                                                          "m"
                                                                                          ":"
                                                                                          "t"
                                                                                          ">"
                                                                                          "f"
                                                                                          "<"
                                                                                          "/"
                                                                                          "m"
                                                                                          ":"
                                                                                          "t"
                                                                                          ">"
                                                                                          "<"
                                                                                          "/"
                                                                                          "m"
                                                                                          ":"
                                                                                          "r"
                                                                                          ">"
                                                                                          "<"
                                                                                          "/"
                                                                                          "m"
                                                                                          ":"
                                                                                          "o"
                                                                                          "M"
                                                                                          "a"
                                                                                          "t"
                                                                                          "h"
                                                                                          ">") "</"
                                                                                               "w:"
                                                                                               "sdt"
                                                                                               "Con"
                                                                                               "ten"
                                                                                               "t><"
                                                                                               "/w:"
                                                                                               "sdt"
                                                                                               ">",
        NULL, "p abcdef\n");
}

static void ruby_gives_its_base(void **state)
{
    (void)state;
    assert_docx(P("<w:r><w:ruby><w:rubyPr/><w:rt>" R("hàn") "</w:rt><w:rubyBase>" R(
                    "汉") "</w:rubyBase></w:ruby></w:r>" R("字")),
                NULL, "p 汉字\n~ruby hàn\n");
}

static void exactly_one_branch_of_alternate_content(void **state)
{
    (void)state;
    assert_docx(
        P("<w:r><mc:AlternateContent><mc:Choice Requires='x'><w:t>no</w:t></mc:Choice>"
          "<mc:Choice Requires='wps v'><w:t>1</w:t></mc:Choice>"
          "<mc:Choice Requires='wps'><w:t>no</w:t></mc:Choice>"
          "<mc:Fallback><w:t>no</w:t></mc:Fallback></mc:AlternateContent></w:r>")
            P("<w:r><mc:AlternateContent><mc:Choice Requires='wps x'><w:t>no</w:t></mc:Choice>"
              "<mc:Choice><w:t>no</w:t></mc:Choice>"
              "<mc:Fallback><w:t>2</w:t></mc:Fallback></mc:AlternateContent></w:r>") "<mc:"
                                                                                     "AlternateCo"
                                                                                     "ntent><mc:"
                                                                                     "Choice "
                                                                                     "Requires='"
                                                                                     "undeclared'"
                                                                                     "/><mc:"
                                                                                     "Fallback"
                                                                                     ">" P(R(
                                                                                         "3")) "</"
                                                                                               "mc:"
                                                                                               "Fal"
                                                                                               "lba"
                                                                                               "ck>"
                                                                                               "</"
                                                                                               "mc:"
                                                                                               "Alt"
                                                                                               "ern"
                                                                                               "ate"
                                                                                               "Con"
                                                                                               "ten"
                                                                                               "t>",
        NULL, "p 1\np 2\np 3\n");
}

static void keeps_text_boxes_apart(void **state)
{
    (void)state;
    assert_docx(
        P("<w:r><w:drawing><wp:anchor><a:graphic><wps:txbx><w:txbxContent>" P(R("框1"))
              P(R("框2")) "</w:txbxContent></wps:txbx></a:graphic></wp:anchor></w:drawing></w:r>" R(
                  "正文"))
            P("<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P(
                R("外<w:x/>") "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" P(R(
                    "内")) "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>") "</"
                                                                                    "w:txbxContent>"
                                                                                    "</v:textbox></"
                                                                                    "v:shape></"
                                                                                    "w:pict></"
                                                                                    "w:r>"),
        NULL, "p 正文\n~box 框1/框2\n~box 内\n~box 外\n");
}

static void a_table_in_a_box_is_a_table(void **state)
{
    (void)state;
    assert_docx(
        P("<w:r><w:pict><v:shape><v:textbox><w:txbxContent><w:tbl><w:tr><w:tc>" P(
            R("1")) "</w:tc><w:tc>" P(R("2")) "</w:tc></w:tr></w:tbl>" P(R("注")) "</"
                                                                                  "w:txbxContent>"
                                                                                  "</v:textbox></"
                                                                                  "v:shape></"
                                                                                  "w:pict></"
                                                                                  "w:r>" R("锚")),
        NULL, "table\n  1 | 2\np 锚\n~box 注\n");
}

static void hidden_text_is_apart(void **state)
{
    static const fixture_part parts[] = {
        {"word/styles.xml",
         "<w:styles " FIXTURE_NAMESPACES "><w:style w:type='character' w:styleId='v'><w:rPr>"
         "<w:vanish/></w:rPr></w:style><w:style w:styleId='pv'><w:rPr><w:vanish/></w:rPr></w:style>"
         "</w:styles>"},
        {NULL, NULL}};
    (void)state;
    assert_docx(
        P(R("a") "<w:r><w:rPr><w:vanish/></w:rPr><w:t>b</w:t></w:r><w:r><w:rPr><w:vanish "
                 "w:val='0'/></w:rPr><w:t>c</w:t></w:r><w:r><w:rPr><w:rStyle w:val='v'/></w:rPr>"
                 "<w:t>d</w:t></w:r>") P("<w:pPr><w:pStyle w:val='pv'/></w:pPr>" R("e"))
            P("<w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/></w:rPr><w:t>f</w:t>"
              "</w:r>") P("<w:pPr><w:rPr><w:vanish/><w:specVanish/></w:rPr></w:pPr>" R("g"))
                P(R("h")),
        parts, "p ac\np g\np h\n~hidden b/d\n~hidden e\n~hidden f\n");
}

static void drop_capitals_belong_to_the_next_paragraph(void **state)
{
    (void)state;
    assert_docx(P("<w:pPr><w:framePr w:dropCap='drop'/></w:pPr>" R("政")) P(R("府信息")), NULL,
                "p 政府信息\n");
}

static void keeps_images_that_say_something(void **state)
{
    (void)state;
#define DRAWING(attributes)                                                                        \
    "<w:r><w:drawing><wp:inline><wp:extent cx='9' cy='9'/><wp:docPr " attributes                   \
    "/><a:graphic><pic:pic/></a:graphic>"                                                          \
    "</wp:inline></w:drawing></w:r>"
    assert_docx(P(R("a") DRAWING("descr='办理流程图'") DRAWING("descr='图片1'")
                      DRAWING("descr='C:\\x.png'") DRAWING("name='n'") R("b")),
                NULL, "p ab\nimage 办理流程图\n");
#undef DRAWING
#define DRAWING(width, height)                                                                      \
    "<w:r><w:drawing><wp:inline><wp:extent cx='" width "' cy='" height "'/><wp:docPr name='图片 " \
    "1'/><a:graphic><pic:pic/></a:graphic></wp:inline></w:drawing></w:r>"
#define SHAPE(style)                                                                               \
    "<w:r><w:pict><v:shape style='" style "'><v:imagedata r:id='x'/></v:shape></w:pict></w:r>"
    assert_docx(P(R("a") DRAWING("5274310", "2000000")) P(R("b") DRAWING("1400000", "1400000"))
                    P(R("c") SHAPE("position:absolute; width:415.3pt;height:20cm"))
                        P(R("d") SHAPE("width:60px;height:50px")),
                NULL, "p a\nimage\np b\np c\nimage\np d\n");
#undef DRAWING
#undef SHAPE
}

/* Pages as the report was last laid out: paragraphs stand on the page where they begin, cells too.
 */
static void knows_pages(void **state)
{
#define BREAK "<w:r><w:lastRenderedPageBreak/></w:r>"
#define CELL(content) "<w:tr><w:tc>" P(content) "</w:tc></w:tr>"
    static const uint32_t pages[] = {1, 1, 2, 2, 4}, cells[] = {2, 3, 3};
    doc *document = NULL;
    base_buf bytes;
    size_t at = 0;
    (void)state;
    base_buf_init(&bytes);
    fixture_docx(&bytes,
                 P(R("a")) P(R("b") BREAK R("c")) P(R("d")) "<w:tbl>" CELL(R("e"))
                     CELL(BREAK R("f")) CELL(R("g")) "</w:tbl>" P(BREAK R("h")),
                 NULL);
    assert_int_equal(fixture_read(base_buf_str(&bytes), NULL, &document, NULL), 0);
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        assert_int_equal(block->place.page, pages[at++]);
        for (size_t i = 0; block->table != NULL && i < block->table->count; i++)
            assert_int_equal(block->table->cells[i].place.page, cells[i]);
    }
    assert_int_equal(at, 5);
    doc_free(document);
    base_buf_clear(&bytes);
    fixture_docx(&bytes, P(R("a")), NULL);
    assert_int_equal(fixture_read(base_buf_str(&bytes), NULL, &document, NULL), 0);
    assert_int_equal(document->first->place.page, 0);
    doc_free(document);
    base_buf_dispose(&bytes);
#undef BREAK
#undef CELL
}

static void reads_a_chart_as_a_table(void **state)
{
    static const fixture_part parts[] = {
        {"word/chart1.xml",
         "<c:chartSpace " FIXTURE_NAMESPACES
         "><c:chart><c:title><c:tx><c:v>no</c:v></c:tx></c:title>"
         "<c:ser><c:tx><c:strRef><c:strCache><c:pt idx='0'><c:v>2017年</c:v></c:pt></c:strCache>"
         "</c:strRef></c:tx><c:cat><c:strRef><c:strCache><c:pt idx='0'><c:v>网站</c:v></c:pt>"
         "<c:pt idx='1'><c:v>公报</c:v></c:pt></c:strCache></c:strRef></c:cat><c:val><c:numRef>"
         "<c:numCache><c:pt idx='0'><c:v>742</c:v></c:pt><c:pt idx='1'><c:v>11</c:v></c:pt>"
         "</c:numCache></c:numRef></c:val></c:ser></c:chart></c:chartSpace>"},
        {NULL, NULL}};
    (void)state;
    assert_docx(P(R("图") "<w:r><w:drawing><a:graphic><c:chart r:id='rchart1'/></a:graphic>"
                          "</w:drawing></w:r>") P(R("后")),
                parts, "p 图\nchart\n  2017年 | 网站 | 742\n  2017年 | 公报 | 11\np 后\n");
}

static void reads_a_diagram_as_a_box(void **state)
{
    static const fixture_part parts[] = {
        {"word/diagramData1.xml",
         "<dgm:dataModel " FIXTURE_NAMESPACES
         " xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram'><dgm:ptLst>"
         "<dgm:pt><dgm:prSet/><dgm:t><a:bodyPr/><a:p><a:r><a:t>收到</a:t></a:r><a:r><a:t>申请</a:t>"
         "</a:r></a:p><a:p/></dgm:t></dgm:pt><dgm:pt type='parTrans'><dgm:t><a:p/></dgm:t></dgm:pt>"
         "<dgm:pt><dgm:t><a:p><a:r><a:t>答复</a:t></a:r></a:p></dgm:t></dgm:pt></dgm:ptLst>"
         "<a:t>no</a:t></dgm:dataModel>"},
        {NULL, NULL}};
#define DIAGRAM(id)                                                                                \
    "<w:r><w:drawing><a:graphic><a:graphicData><dgm:relIds "                                       \
    "xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram' r:dm='" id               \
    "'/></a:graphicData></a:graphic></w:drawing></w:r>"
    (void)state;
    assert_docx(P(R("流程") DIAGRAM("rdiagramData1")) P(R("后") DIAGRAM("none")), parts,
                "p 流程\np 后\n~box 收到申请/答复\n");
#undef DIAGRAM
}

static const fixture_part notes[] = {
    {"word/footnotes.xml", "<w:footnotes " FIXTURE_NAMESPACES "><w:footnote w:type='separator' "
                           "w:id='0'>" P(R("no")) "</w:footnote><w:footnote w:id='2'>" P(R("脚注"))
                               P(R("二")) "</w:footnote></w:footnotes>"},
    {"word/endnotes.xml", "<w:endnotes " FIXTURE_NAMESPACES
                          "><w:endnote w:id='2'>" P(R("尾注")) "</w:endnote></w:endnotes>"},
    {"word/comments.xml", "<w:comments " FIXTURE_NAMESPACES "><w:comment w:id='7' w:author='审'>" P(
                              R("请核")) "</w:comment></w:comments>"},
    {"word/header1.xml", "<w:hdr " FIXTURE_NAMESPACES ">" P(R("页眉")) "<w:tbl><w:tr><w:tc>" P(
                             R("x")) "</w:tc><w:tc>" P(R("y")) "</w:tc></w:tr></w:tbl></w:hdr>"},
    {"word/footer1.xml", "<w:ftr " FIXTURE_NAMESPACES ">" P(R("1")) "</w:ftr>"},
    {NULL, NULL}};

static void notes_follow_their_block(void **state)
{
    (void)state;
    assert_docx(
        P(R("a") "<w:r><w:footnoteReference w:id='2'/></w:r>" R(
            "b") "<w:r><w:endnoteReference w:id='2'/><w:commentReference w:id='7'/>"
                 "<w:footnoteReference w:id='99'/></w:r>") "<w:tbl><w:tr><w:tc>" P("<w:r><w:"
                                                                                   "endnoteReferenc"
                                                                                   "e "
                                                                                   "w:id='2'/></"
                                                                                   "w:r>" R(
                                                                                       "格")) "</"
                                                                                              "w:"
                                                                                              "tc><"
                                                                                              "/w:"
                                                                                              "tr><"
                                                                                              "/w:"
                                                                                              "tbl>"
                                                                                              "<w:"
                                                                                              "sect"
                                                                                              "Pr><"
                                                                                              "w:"
                                                                                              "head"
                                                                                              "erRe"
                                                                                              "fere"
                                                                                              "nce "
                                                                                              "r:"
                                                                                              "id='"
                                                                                              "rhea"
                                                                                              "der1"
                                                                                              "'/"
                                                                                              "><w:"
                                                                                              "foot"
                                                                                              "erRe"
                                                                                              "fere"
                                                                                              "nce "
                                                                                              "r:"
                                                                                              "id='"
                                                                                              "rfoo"
                                                                                              "ter1"
                                                                                              "'/"
                                                                                              "><w:"
                                                                                              "head"
                                                                                              "erRe"
                                                                                              "fere"
                                                                                              "nce "
                                                                                              "r:"
                                                                                              "id='"
                                                                                              "rhea"
                                                                                              "der1"
                                                                                              "'/"
                                                                                              "></"
                                                                                              "w:"
                                                                                              "sect"
                                                                                              "Pr>",
        notes,
        "p ab\nnote 脚注/二\nnote 尾注\ntable\n  格\nnote 尾注\n~comment 请核 (审)\n"
        "~header 页眉/x>y\n~footer 1\n");
}

static void keeps_links(void **state)
{
    (void)state;
    assert_docx(P("<w:hyperlink r:id='rlink'>" R("一") "</w:hyperlink><w:hyperlink w:anchor='m'>" R(
                    "二") "</w:hyperlink><w:hyperlink r:id='none'>" R("三") "</w:hyperlink>"),
                NULL, "p 一二三\n~link 一 (http://example.cn/?a=1&b=2)\n~link 二 (#m)\n");
}

static void reads_embedded_pages(void **state)
{
    static const fixture_part parts[] = {
        {"word/chunk1.html", "<html><body><p>网页段</p><table><tr><td>甲</td><td>1</td></tr>"
                             "<tr><td>乙</td><td>2</td></tr></table></body></html>"},
        {"word/chunk2.mht", "Content-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
                            "Content-Type: text/html; charset=utf-8\r\n\r\n<html><p>=1</p></html>"
                            "\r\n--b--"},
        {"word/chunk3.bin", "\x01\x02"},
        {NULL, NULL}};
    (void)state;
    assert_docx(P(R("前")) "<w:altChunk r:id='rchunk1'/><w:altChunk r:id='rchunk2'>"
                           "<w:altChunkPr/></w:altChunk>" P(R("后")),
                parts, "p 前\np 网页段\ntable\n  甲 | 1\n  乙 | 2\np =1\np 后\n");
    assert_docx(P(R("前")) "<w:altChunk r:id='rchunk3'/>" P(R("后")), parts, "p 前\np 后\n!\n!\n");
}

static void finds_the_main_part(void **state)
{
#define STRICT "http://purl.oclc.org/ooxml/"
    static const fixture_part strict[] = {
        {"_rels/.rels", "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
                        "relationships'><Relationship Id='x' Type='" STRICT
                        "officeDocument/relationships/officeDocument' Target='/Doc%20s/Main.xml'/>"
                        "</Relationships>"},
        {"doc s/main.xml",
         "\xEF\xBB\xBF<d:document xmlns:d='" STRICT "wordprocessingml/main'><d:body>"
         "<d:p><d:pPr><d:pStyle d:val='h'/></d:pPr><d:r><d:t>严</d:t></d:r></d:p>"
         "</d:body></d:document>"},
        {"doc s/_rels/main.xml.rels",
         "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
         "<Relationship Id='x' Type='" STRICT "officeDocument/relationships/styles' "
         "Target='../other/./s.xml'/></Relationships>"},
        {"other/s.xml", "<styles xmlns='" STRICT "wordprocessingml/main'/>"},
        {NULL, NULL}};
    static const fixture_part typed[] = {
        {"[Content_Types].xml",
         "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
         "<Override PartName='/x/m.xml' ContentType='application/vnd.openxmlformats-officedocument."
         "wordprocessingml.document.main+xml'/></Types>"},
        {"x/m.xml",
         "<w:document " FIXTURE_NAMESPACES "><w:body>" P(R("型")) "</w:body></w:document>"},
        {NULL, NULL}};
    static const fixture_part bare[] = {{"word/document.xml",
                                         "<w:document " FIXTURE_NAMESPACES
                                         "><w:body>" P(R("裸")) "</w:body></w:document>"},
                                        {NULL, NULL}};
    (void)state;
    assert_package(strict, "p 严\n");
    assert_package(typed, "p 型\n");
    assert_package(bare, "p 裸\n");
#undef STRICT
}

static int code_of(const fixture_part *parts, const read_limits *limits)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    doc *document;
    base_buf_init(&bytes);
    fixture_zip(&bytes, parts);
    int code = fixture_read(base_buf_str(&bytes), limits, &document, &err);
    assert_true(code == 0 || err.text[0] != '\0');
    doc_free(document);
    base_buf_dispose(&bytes);
    return code;
}

static void refuses_what_is_no_document(void **state)
{
    fixture_part parts[] = {{"word/document.xml", "<x/>"}, {NULL, NULL}};
    (void)state;
    assert_int_equal(code_of(parts, NULL), HECHA_E_FORMAT);
    parts[0].content = "no xml";
    assert_int_equal(code_of(parts, NULL), HECHA_E_FORMAT);
    parts[0].content = "<!DOCTYPE x [<!ENTITY a 'b'>]><x>&a;</x>";
    assert_int_equal(code_of(parts, NULL), HECHA_E_UNSUPPORTED);
    parts[0].name = "other.xml";
    assert_int_equal(code_of(parts, NULL), HECHA_E_FORMAT);
}

static void a_damaged_main_part_is_read_in_part(void **state)
{
    static const fixture_part parts[] = {
        {"word/document.xml",
         "<w:document " FIXTURE_NAMESPACES
         "><w:body>" P(R("一")) "<w:tbl><w:tr><w:tc>" P(R("格")) "</w:tc><w:tc><w:p><w:r><w:t>半"},
        {NULL, NULL}};
    (void)state;
    assert_package(parts, "p 一\ntable\n  格 | 半\n!\n");
}

static void a_damaged_side_part_is_a_problem(void **state)
{
    static const fixture_part parts[] = {{"word/styles.xml", "<w:styles"}, {NULL, NULL}};
    (void)state;
    assert_docx(P(R("一")), parts, "p 一\n!\n");
}

static void limits_depth(void **state)
{
    read_limits limits;
    base_buf body, bytes;
    doc *document;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    base_buf_init(&body);
    base_buf_init(&bytes);
    for (int i = 0; i < 400; i++)
        base_buf_add_c(&body, "<w:sdt><w:sdtContent>");
    for (int i = 0; i < 400; i++)
        base_buf_add_c(&body, "</w:sdtContent></w:sdt>");
    fixture_docx(&bytes, body.ptr, NULL);
    memset(&limits, 0, sizeof(limits));
    assert_int_equal(fixture_read(base_buf_str(&bytes), &limits, &document, &err), HECHA_E_LIMIT);
    base_buf_dispose(&body);
    base_buf_dispose(&bytes);
}

static void claims_by_content(void **state)
{
    static const fixture_part sheet[] = {
        {"[Content_Types].xml", ""}, {"xl/workbook.xml", ""}, {NULL, NULL}};
    static const fixture_part odt[] = {{"mimetype", ""}, {"content.xml", ""}, {NULL, NULL}};
    base_buf bytes;
    (void)state;
    base_buf_init(&bytes);
    fixture_docx(&bytes, "", NULL);
    assert_true(read_docx.claims(base_buf_str(&bytes)) > 90);
    assert_true(read_docx.claims(base_str_n(bytes.ptr, bytes.len / 2)) > 1);
    fixture_zip(&bytes, sheet);
    assert_int_equal(read_docx.claims(base_buf_str(&bytes)), 0);
    fixture_zip(&bytes, odt);
    assert_int_equal(read_docx.claims(base_buf_str(&bytes)), 0);
    assert_int_equal(read_docx.claims(base_str_c("text")), 0);
    base_buf_dispose(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(joins_runs),
        cmocka_unit_test(page_breaks_are_no_text_at_the_ends),
        cmocka_unit_test(reads_symbols),
        cmocka_unit_test(tells_headings_and_titles_by_style),
        cmocka_unit_test(old_properties_do_not_count),
        cmocka_unit_test(containers_are_transparent),
        cmocka_unit_test(ruby_gives_its_base),
        cmocka_unit_test(exactly_one_branch_of_alternate_content),
        cmocka_unit_test(keeps_text_boxes_apart),
        cmocka_unit_test(a_table_in_a_box_is_a_table),
        cmocka_unit_test(hidden_text_is_apart),
        cmocka_unit_test(drop_capitals_belong_to_the_next_paragraph),
        cmocka_unit_test(keeps_images_that_say_something),
        cmocka_unit_test(knows_pages),
        cmocka_unit_test(reads_a_chart_as_a_table),
        cmocka_unit_test(reads_a_diagram_as_a_box),
        cmocka_unit_test(notes_follow_their_block),
        cmocka_unit_test(keeps_links),
        cmocka_unit_test(reads_embedded_pages),
        cmocka_unit_test(finds_the_main_part),
        cmocka_unit_test(refuses_what_is_no_document),
        cmocka_unit_test(a_damaged_main_part_is_read_in_part),
        cmocka_unit_test(a_damaged_side_part_is_a_problem),
        cmocka_unit_test(limits_depth),
        cmocka_unit_test(claims_by_content),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
