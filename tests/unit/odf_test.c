#include "office_fixture.h"

#include <string.h>

#include "base/err.h"
#include "read/odf.h"

#define P(content) "<text:p>" content "</text:p>"
#define H(level, content) "<text:h text:outline-level='" level "'>" content "</text:h>"

static void reads_text(void **state)
{
    (void)state;
    assert_odt(NULL,
               P("\n  a  <text:span>b</text:span>\n c<text:s text:c='3'/>d<text:tab/>e"
                 "<text:line-break/>f<text:soft-page-break/>g") P() H("2", "章")
                   P("<loext:content-control>在内</loext:content-control>"
                     "<text:date>2018年</text:date>"),
               NULL, "p a b c   d>e/fg\nh2 章\np 在内2018年\n");
}

static void tells_styles(void **state)
{
    (void)state;
    assert_odt(
        "<style:style style:name='P1' style:family='paragraph' style:parent-style-name='Title'/>"
        "<style:style style:name='P2' style:family='paragraph' style:parent-style-name='H3'/>"
        "<style:style style:name='T1' style:family='text'><style:text-properties "
        "text:display='none'/></style:style>"
        "<style:style style:name='T2' style:family='text' style:parent-style-name='T2'/>",
        "<text:p text:style-name='P1'>题</text:p><text:p text:style-name='P2'>三</text:p>" P(
            "见<text:span text:style-name='T1'>藏<text:span>深</text:span></text:span>"
            "<text:span text:style-name='T2'>后</text:span>") "<text:section "
                                                              "text:display='none'>" P(
                                                                  "节") "</"
                                                                        "text:"
                                                                        "secti"
                                                                        "on"
                                                                        ">" P("前<text:hidden-"
                                                                              "paragraph "
                                                                              "text:is-hidden='"
                                                                              "true'/>后"),
        "<office:styles><style:style style:name='H3' style:family='paragraph' "
        "style:default-outline-level='3'/><style:style style:name='Title' "
        "style:family='paragraph'/></office:styles>"
        "<office:automatic-styles><style:style style:name='T2' style:family='text'>"
        "<style:text-properties text:display='none'/></style:style></office:automatic-styles>",
        "title 题\nh3 三\np 见后\n~hidden 藏深\n~hidden 节\n~hidden 前后\n");
}

#define LEVEL(number, attributes)                                                                  \
    "<text:list-level-style-number text:level='" number "' " attributes                            \
    "><style:list-level-properties><style:list-level-label-alignment "                             \
    "text:label-followed-by='nothing'/></style:list-level-properties>"                             \
    "</text:list-level-style-number>"
#define LISTS                                                                                        \
    "<text:list-style style:name='L'>" LEVEL(                                                        \
        "1",                                                                                         \
        "style:num-format='一, 二, 三, ...' "                                                     \
        "style:num-suffix='、'") LEVEL("2",                                                          \
                                       "style:num-format='一, 二, 三, ...' style:num-prefix='x' " \
                                       "loext:num-list-format='（%2%）'")                            \
        LEVEL(                                                                                       \
            "3",                                                                                     \
            "style:num-format='1' style:num-suffix='.' text:display-levels='2' "                     \
            "text:start-value='3'") "</text:list-style>"                                             \
                                    "<text:list-style style:name='M'>" LEVEL(                        \
                                        "1",                                                         \
                                        "style:num-format='甲, 乙, 丙, ...'") "</text:list-style>"   \
                                                                              "<text:list-style "    \
                                                                              "style:name='B'>"      \
                                                                              "<text:list-level-"    \
                                                                              "style-bullet "        \
                                                                              "text:level='1' "      \
                                                                              "text:bullet-char='"   \
                                                                              "●'/>"               \
                                                                              "</text:list-style>"
#define ITEM(content) "<text:list-item>" content "</text:list-item>"
#define LIST(attributes, items) "<text:list " attributes ">" items "</text:list>"

static void numbers_lists(void **state)
{
    (void)state;
    assert_odt(
        LISTS,
        LIST("text:style-name='L' xml:id='a'",
             ITEM(P("壹") P("续"))
                 ITEM(LIST("", ITEM(P("子")) ITEM(P("丑") LIST("", ITEM(P("寅"))))))
                     ITEM(P("贰"))) LIST("text:style-name='B'", ITEM(P("点")))
            LIST("text:style-name='L' text:continue-numbering='true'", ITEM(P("叁")))
                LIST("text:style-name='L'", ITEM(P("新")))
                    LIST("text:style-name='L' text:continue-list='a' xml:id='b'",
                         "<text:list-item text:start-value='8'>" P(
                             "捌") "</text:list-item>"
                                   "<text:list-header>" P(
                                       "头") "</text:list-header>"
                                             "<text:list-item text:style-override='M'>" P(
                                                 "玖") "</text:list-item>"
                                                       "<text:list-item>" P() "</text:list-item>")
                        LIST("text:continue-list='b' text:style-name='L'", ITEM(P("拾"))),
        NULL,
        "p [一、] 一、壹\np 续\np [（一）] （一）子\np [（二）] （二）丑\np [二.3.] 二.3.寅\n"
        "p [二、] 二、贰\np [●] ●点\np [三、] 三、叁\np [一、] 一、新\np [八、] 八、捌\np 头\n"
        "p [壬] 壬玖\np [十、] 十、\np [十一、] 十一、拾\n");
}

static void numbers_headings(void **state)
{
    (void)state;
    assert_odt(
        "<style:style style:name='off' style:family='paragraph' style:list-style-name=''/>"
        "<style:style style:name='in' style:family='paragraph' style:list-style-name='L'/>" LISTS,
        H("1", "甲")
            H("2", "乙") "<text:h text:outline-level='1' text:is-list-header='true'>无"
                         "</text:h><text:h text:outline-level='1' text:style-name='off'>"
                         "关</text:h>" H(
                             "1",
                             "丙") "<text:h text:outline-level='1' text:restart-numbering='true' "
                                   "text:start-value='7'>丁"
                                   "</text:h>" LIST(
                                       "",
                                       ITEM("<text:h text:outline-level='1' text:style-name='in'>戊"
                                            "</text:h>")),
        "<office:styles><text:outline-style><text:outline-level-style text:level='1' "
        "style:num-format='1' style:num-prefix='第' style:num-suffix='章'/>"
        "<text:outline-level-style text:level='2' style:num-format='1' text:display-levels='2'/>"
        "</text:outline-style></office:styles>",
        "h1 [第1章] 第1章>甲\nh2 [1.1] 1.1>乙\nh1 无\nh1 关\nh1 [第2章] 第2章>丙\n"
        "h1 [第7章] 第7章>丁\nh1 [一、] 一、戊\n");
}

static void lays_tables(void **state)
{
    (void)state;
    assert_odt(
        NULL,
        "<table:table><table:table-column table:number-columns-repeated='3'/>"
        "<table:table-header-rows><table:table-row>"
        "<table:table-cell table:number-columns-spanned='2'>" P(
            "指标") "</table:table-cell>"
                    "<table:covered-table-cell>" P(
                        "盖") "</table:covered-table-cell>"
                              "<table:table-cell>" P(
                                  "单位") "</table:table-cell></table:table-row>"
                                          "</table:table-header-rows><table:table-row>"
                                          "<table:table-cell table:number-rows-spanned='2'>" P("一")
                                              P("二") "</table:table-cell>"
                                                      "<table:table-cell "
                                                      "table:number-columns-repeated='2'>" P(
                                                          "同") "</table:table-cell>"
                                                                "</"
                                                                "table:table-row><table:table-row><"
                                                                "table:covered-table-cell/"
                                                                "><table:table-cell/>"
                                                                "<table:table-cell><table:table><"
                                                                "table:table-row><table:table-"
                                                                "cell>" P("内") "</"
                                                                                "table:table-cell><"
                                                                                "/table:table-row><"
                                                                                "/table:table>" P(
                                                                                    "后") "</"
                                                                                          "table:"
                                                                                          "table-"
                                                                                          "cell></"
                                                                                          "table:"
                                                                                          "table-"
                                                                                          "row></"
                                                                                          "table:"
                                                                                          "table"
                                                                                          ">" P(
                                                                                              "完"),
        NULL,
        "table\n  指标{1x2}^ | 单位^\n  一/二{2x1} | 同 | 同\n   | 后(\n  内\n)\np 完\n~hidden "
        "盖\n");
}

static void empty_repeats_are_limited(void **state)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    doc *document;
    (void)state;
    base_buf_init(&bytes);
    office_odt(
        &bytes, NULL,
        "<table:table><table:table-row><table:table-cell>" P(
            "a") "</table:table-cell><table:table-cell table:number-columns-repeated='999999999'/>"
                 "<table:covered-table-cell table:number-columns-repeated='999999999'/>"
                 "</table:table-row><table:table-row table:number-rows-repeated='999999999'>"
                 "<table:table-cell table:number-rows-spanned='999999999' "
                 "table:number-columns-spanned='999999999'/></table:table-row></table:table>",
        NULL);
    assert_int_equal(office_read(&read_odf, base_buf_str(&bytes), &document, &err), 0);
    assert_int_equal(document->first->table->rows, 2);
    assert_true(document->first->table->columns <= DOC_MAX_COLUMNS);
    doc_free(document);
    base_buf_dispose(&bytes);
}

#define REGION(id, kind, by, inside)                                                               \
    "<text:changed-region " id "><text:" kind "><office:change-info><dc:creator>" by               \
    "</dc:creator><dc:date>2018</dc:date></office:change-info>" inside "</text:" kind              \
    "></text:changed-region>"
#define ROW_OF(content)                                                                            \
    "<table:table-row><table:table-cell>" P(content) "</table:table-cell></table:table-row>"

static void keeps_changes(void **state)
{
    static const char body[] = "<text:tracked-changes>" REGION("text:id='d'", "deletion", "张三",
                                                               P("旧") P("文"))
        REGION("xml:id='i'", "insertion", "李四", "") REGION(
            "xml:id='e'", "deletion", "王五",
            "") "</text:tracked-changes>"
                "<text:p>甲<text:change text:change-id='d'/>乙</text:p>"
                "<text:p>丙<text:change-start text:change-id='i'/>新</text:p>"
                "<text:p>增<text:change-end text:change-id='i'/>丁</text:p>"
                "<text:p>戊<text:change-start text:change-id='e'/>删</text:p>"
                "<text:p>去<text:change-end text:change-id='e'/>己</text:p>"
                "<table:table>" ROW_OF("<text:change text:change-id='d'/>") ROW_OF(
                    "<text:change-start text:change-id='e'/>x<text:change-end text:change-id='e'/>")
                    ROW_OF("在") "</table:table>";
    (void)state;
    assert_odt(NULL, body, NULL,
               "p 甲乙\np 丙新\np 增丁\np 戊己\ntable\n  在\n~deleted 旧/文 (张三)\n"
               "~inserted 新 (李四)\n~inserted 增 (李四)\n~deleted 删/去 (王五)\n"
               "~deleted 旧/文 (张三)\n~deleted x (王五)\n");
}

/* A list item that is wholly deleted does not count. */
static void deleted_items_do_not_count(void **state)
{
    static const char body[] = "<text:tracked-changes>" REGION(
        "xml:id='e'", "deletion", "王五",
        "") "</text:tracked-changes><text:list text:style-name='L'>"
            "<text:list-item><text:p>一</text:p></text:list-item>"
            "<text:list-item><text:p><text:change-start text:change-id='e'/>删</text:p>"
            "</text:list-item><text:list-item><text:p><text:change-end text:change-id='e'/>二"
            "</text:p></text:list-item></text:list>";
    (void)state;
    assert_odt(LISTS, body, NULL, "p [一、] 一、一\np [二、] 二、二\n~deleted 删 (王五)\n");
}

static void hangs_on_paragraphs(void **state)
{
    (void)state;
    assert_odt(
        NULL,
        P("正<text:note text:note-class='footnote'><text:note-citation>1</text:note-citation>"
          "<text:note-body>" P(
              "脚注") "</text:note-body></text:note>文<office:annotation>"
                      "<dc:creator>张三</dc:creator><dc:date>2018</dc:date>" P("批")
                          P("注") "</office:annotation><office:annotation-end/>"
                                  "<text:a xlink:href='http://example.cn/?a=1&amp;b=2'>链</text:a>"
                                  "<text:ruby><text:ruby-base>汉</"
                                  "text:ruby-base><text:ruby-text>hàn</text:ruby-text>"
                                  "</text:ruby>")
            P("框<draw:frame><draw:text-box>" P(
                "里") "<table:table><table:table-row>"
                      "<table:table-cell>" P("x") "</table:table-cell><table:table-cell>" P(
                          "y") "</table:table-cell></table:table-row></table:table></"
                               "draw:text-box></draw:frame>"
                               "<draw:custom-shape>" P(
                                   "形") "<draw:enhanced-geometry/></draw:custom-shape>外")
                P("图<draw:frame><draw:image/><svg:title>x</svg:title><svg:desc>示意图</svg:desc>"
                  "</draw:frame>") P("选<field:fieldmark "
                                     "field:type='vnd.oasis.opendocument.field.FORMCHECKBOX'>"
                                     "<field:param field:name='Checkbox_Checked' "
                                     "field:value='true'/></field:fieldmark>"),
        "<office:master-styles><style:master-page><style:header>" P(
            "页眉") "</style:header><style:footer>" P("页脚") "</style:footer></style:master-page>"
                                                              "<style:master-page><style:header>" P(
                                                                  "页眉") "</style:header></"
                                                                          "style:master-page>"
                                                                          "</office:master-styles>",
        "p 正文链汉\nnote 脚注\ntable\n  x | y\np 框外\np 图\nimage 示意图\np 选☑\n~comment 批/注 "
        "(张三)\n"
        "~link 链 (http://example.cn/?a=1&b=2)\n~ruby hàn\n~box 里\n~box 形\n~header 页眉\n"
        "~footer 页脚\n");
}

/* Those of shapes have names of LibreOffice's own. */
static void tables_in_boxes(void **state)
{
    (void)state;
    assert_odt(
        NULL,
        P("前<draw:custom-shape xmlns:loext='urn:org:documentfoundation:names:experimental:"
          "office:xmlns:loext:1.0'>" P(
              "题") "<loext:table><loext:table-row>"
                    "<loext:table-cell "
                    "table:number-columns-spanned='2'>" P(
                        "a") "</loext:table-cell>"
                             "<loext:covered-table-cell/></"
                             "loext:table-row><loext:table-row><loext:"
                             "table-cell>" P(
                                 "b") "</"
                                      "loext:table-cell><loext:table-"
                                      "cell>" P(
                                          "c") "</"
                                               "loext:table-cell>"
                                               "</"
                                               "loext:table-row></"
                                               "loext:table>" P(
                                                   "尾") "</"
                                                         "draw:"
                                                         "custom-"
                                                         "shape>"
                                                         "后") "<t"
                                                               "ab"
                                                               "le"
                                                               ":t"
                                                               "ab"
                                                               "le"
                                                               "><"
                                                               "ta"
                                                               "bl"
                                                               "e:"
                                                               "ta"
                                                               "bl"
                                                               "e-"
                                                               "ro"
                                                               "w>"
                                                               "<t"
                                                               "ab"
                                                               "le"
                                                               ":t"
                                                               "ab"
                                                               "le"
                                                               "-c"
                                                               "el"
                                                               "l"
                                                               ">" P(
                                                                   "d<draw:frame><draw:text-box><"
                                                                   "table:table><table:table-row><"
                                                                   "table:table-cell>" P(
                                                                       "e") "</table:table-cell></"
                                                                            "table:table-row></"
                                                                            "table:table></"
                                                                            "draw:text-box>"
                                                                            "</draw:frame>") "</"
                                                                                             "table"
                                                                                             ":tabl"
                                                                                             "e-"
                                                                                             "cell>"
                                                                                             "</"
                                                                                             "table"
                                                                                             ":tabl"
                                                                                             "e-"
                                                                                             "row><"
                                                                                             "/tabl"
                                                                                             "e:"
                                                                                             "table"
                                                                                             ">",
        NULL, "table\n  a{1x2}\n  b | c\np 前后\ntable\n  d(\n  e\n)\n~box 题/尾\n");
}

static void flat_files(void **state)
{
    static const char text[] =
        "<?xml version='1.0'?>\n<office:document " OFFICE_ODF " "
        "office:mimetype='application/vnd.oasis.opendocument.text'>\n<office:automatic-styles>"
        "<style:style style:name='T1' style:family='text'><style:text-properties "
        "text:display='none'/></style:style></office:automatic-styles><office:body><office:text>\n"
        "  " P("a<text:span text:style-name='T1'>b</text:span>") "\n</office:text></office:body>"
                                                                 "</office:document>";
    static const char broken[] = "<office:document " OFFICE_ODF "><office:body><office:text>" P(
        "a") "<table:table>"
             "<table:table-row><table:table-cell>" P("b<draw:frame><draw:text-box>" P("c"));
    (void)state;
    assert_office(&read_odf, base_str_n(text, sizeof(text) - 1), "p a\n~hidden b\n");
    assert_office(&read_odf, base_str_n(broken, sizeof(broken) - 1),
                  "p a\ntable\n  b\n~box c\n! \"office:document\" is damaged from line 1 on; only "
                  "what stands before can be read\n");
}

static int error_of(const fixture_part *parts)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    doc *document;
    base_buf_init(&bytes);
    fixture_zip(&bytes, parts);
    int code = office_read(&read_odf, base_buf_str(&bytes), &document, &err);
    assert_null(document);
    assert_true(err.text[0] != '\0');
    base_buf_dispose(&bytes);
    return code;
}

static void refuses(void **state)
{
    static const fixture_part encrypted[] = {
        {"mimetype", "application/vnd.oasis.opendocument.text"},
        {"META-INF/manifest.xml",
         "<m:manifest xmlns:m='urn:oasis:names:tc:opendocument:xmlns:manifest:1.0'><m:file-entry>"
         "<m:encryption-data/></m:file-entry></m:manifest>"},
        {"content.xml", "x"},
        {NULL, NULL}};
    static const fixture_part slides[] = {{"META-INF/manifest.xml", "<manifest/>"},
                                          {"content.xml",
                                           "<office:document-content " OFFICE_ODF
                                           "><office:body><office:presentation/></office:body>"
                                           "</office:document-content>"},
                                          {NULL, NULL}};
    static const fixture_part empty[] = {{"META-INF/manifest.xml", "<manifest/>"}, {NULL, NULL}};
    (void)state;
    assert_int_equal(error_of(encrypted), HECHA_E_ENCRYPTED);
    assert_int_equal(error_of(slides), HECHA_E_UNSUPPORTED);
    assert_int_equal(error_of(empty), HECHA_E_FORMAT);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_text),          cmocka_unit_test(tells_styles),
        cmocka_unit_test(numbers_lists),       cmocka_unit_test(numbers_headings),
        cmocka_unit_test(lays_tables),         cmocka_unit_test(empty_repeats_are_limited),
        cmocka_unit_test(keeps_changes),       cmocka_unit_test(deleted_items_do_not_count),
        cmocka_unit_test(hangs_on_paragraphs), cmocka_unit_test(tables_in_boxes),
        cmocka_unit_test(flat_files),          cmocka_unit_test(refuses),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
