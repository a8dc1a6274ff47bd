#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/err.h"
#include "read/rtf.h"

static void add_text(base_buf *out, base_str text)
{
    for (size_t i = 0; i < text.len; i++)
        base_buf_add_byte(out, text.ptr[i] == '\n' ? '/' : text.ptr[i]);
}

static void add_table(base_buf *out, const doc_table *table)
{
    for (size_t i = 0; i < table->count; i++) {
        const doc_cell *cell = &table->cells[i];
        base_buf_add_c(out, i == 0 ? "{" : cell[-1].row == cell->row ? "|" : "}{");
        add_text(out, cell->text.raw);
        if (cell->rowspan > 1 || cell->colspan > 1) {
            base_buf_add_byte(out, '<');
            base_buf_add_int(out, cell->rowspan);
            base_buf_add_byte(out, 'x');
            base_buf_add_int(out, cell->colspan);
            base_buf_add_byte(out, '>');
        }
        for (const doc_table *nested = cell->nested; nested != NULL; nested = nested->next_nested) {
            base_buf_add_byte(out, '(');
            for (size_t k = 0; k < nested->count; k++) {
                base_buf_add_c(out, k > 0 ? "," : "");
                add_text(out, nested->cells[k].text.raw);
            }
            base_buf_add_byte(out, ')');
        }
    }
    base_buf_add_c(out, "}");
}

/* Blocks as `kind text;`, tables as `{a|b}{c|d}`, asides as `~kind text (by);`, problems as `!`. */
static void show(const doc *document, base_buf *out)
{
    static const char *const asides[] = {"header",  "footer",   "comment", "textbox", "hidden",
                                         "deleted", "inserted", "link",    "ruby"};
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        base_buf_add_c(out, doc_kind_name(block->kind));
        if (block->level > 0)
            base_buf_add_int(out, block->level);
        base_buf_add_byte(out, ' ');
        if (block->number_source == DOC_NUMBER_LIST) {
            base_buf_add_byte(out, '[');
            base_buf_add_str(out, block->number);
            base_buf_add_byte(out, ']');
        }
        add_text(out, block->text.raw);
        if (block->table != NULL)
            add_table(out, block->table);
        base_buf_add_byte(out, ';');
    }
    for (const doc_aside *aside = document->asides; aside != NULL; aside = aside->next) {
        base_buf_add_byte(out, '~');
        base_buf_add_c(out, asides[aside->kind]);
        base_buf_add_byte(out, ' ');
        add_text(out, aside->text);
        if (aside->by.len > 0) {
            base_buf_add_c(out, " (");
            base_buf_add_str(out, aside->by);
            base_buf_add_byte(out, ')');
        }
        base_buf_add_byte(out, ';');
    }
    for (const doc_problem *problem = document->problems; problem != NULL; problem = problem->next)
        base_buf_add_byte(out, '!');
}

/* Reads with this reader alone: without the outline. */
static doc *read_bytes(base_str bytes)
{
    doc_builder *builder;
    doc *document = NULL;
    const char *format = NULL;
    read_input input;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    memset(&input, 0, sizeof(input));
    input.bytes = bytes;
    input.lang = HECHA_LANG_EN;
    assert_true(read_rtf.claims(bytes) > 90);
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    assert_int_equal(read_rtf.read(&input, builder, &format, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("x"), "rtf", &document, &err), 0);
    assert_null(doc_check(document));
    return document;
}

static void assert_bytes(base_str bytes, const char *shown)
{
    base_buf out;
    doc *document = read_bytes(bytes);
    base_buf_init(&out);
    base_buf_add_c(&out, "");
    show(document, &out);
    if (!base_str_eq_c(base_buf_str(&out), shown))
        print_error("read as: %s\n", out.ptr);
    assert_true(base_str_eq_c(base_buf_str(&out), shown));
    base_buf_dispose(&out);
    doc_free(document);
}

#define HEAD                                                                                       \
    "{\\rtf1\\ansi\\ansicpg936\\deff0{\\fonttbl{\\f0\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}"          \
    "{\\f1\\fcharset0 Times New Roman;}{\\f2\\fcharset2 Wingdings;}{\\f3\\fcharset204 Arial Cyr;}" \
    "{\\f4\\fcharset128 MS Mincho;}}"                                                              \
    "{\\stylesheet{\\ql Normal;}{\\s1\\outlinelevel0 heading 1;}{\\s2\\sbasedon1 sub;}"            \
    "{\\s3 \\'b1\\'ea\\'cc\\'e2 2;}{\\s4 Title;}{\\*\\cs1 heading 3;}}"                            \
    "{\\*\\revtbl{Unknown;}{\\'d5\\'c5\\'c8\\'fd;}}\\pard\\plain "

static void assert_rtf(const char *body, const char *shown)
{
    base_buf bytes;
    base_buf_init(&bytes);
    base_buf_add_c(&bytes, HEAD);
    base_buf_add_c(&bytes, body);
    base_buf_add_c(&bytes, "}");
    assert_bytes(base_buf_str(&bytes), shown);
    base_buf_dispose(&bytes);
}

static void decodes_characters(void **state)
{
    (void)state;
    assert_rtf("\\'d6\\'d0\\'b9\\'fa 2017\\'c4\\'ea\\par", "paragraph 中国 2017年;");
    assert_rtf("\\uc2\\u20013\\'d6\\'d0\\u22269\\'b9\\'fa\\uc1\\u24180?\\uc0\\u24230 x\\par",
               "paragraph 中国年度x;");
    assert_rtf("\\u-10179?\\u-9216?{\\uc2\\u20013 ab}c\\par", "paragraph 🐀中c;");
    /* \u without the character that repeats it; a word as that character */
    assert_rtf("\\u20013\\u22269\\par\\u8212\\emdash x\\par", "paragraph 中国;paragraph —x;");
    assert_rtf("\\lquote a\\rquote\\~\\_\\{\\}\\\\\\tab b\\line c\\par",
               "paragraph ‘a’\xC2\xA0\xE2\x80\x91{}\\\tb/c;");
    /* the second byte of a character may look like plain text */
    assert_rtf("\\'81@\\'81\\'5c\\'81\\{\\par", "paragraph 丂乗亄;");
}

static void decodes_by_font(void **state)
{
    (void)state;
    assert_rtf("{\\f1 caf\\'e9 \\'93x\\'94}\\par", "paragraph café “x”;");
    assert_rtf("{\\f1 \\'d6\\'d0\\'b9\\'fa}\\par", "paragraph 中国;");
    assert_rtf("{\\f3 \\'cf\\'f0}\\par", "paragraph Пр;");
    assert_rtf("{\\f4 \\'93\\'fa}\\par", "paragraph 日;");
    assert_rtf("{\\f2 \\'fe}\\par", "paragraph ☑;");
    assert_rtf("\\loch\\af1\\hich\\af1\\dbch\\f0 \\'b1\\'a8\\par", "paragraph 报;");
    assert_rtf("\\'ff\\par", "paragraph ÿ;");
    assert_bytes(base_str_c("{\\rtf1\\ansi\\ansicpg1252 caf\\'e9\\par}"), "paragraph café;");
    assert_bytes(base_str_c("{\\rtf1\\ansi\\ansicpg950 \\'a4\\'a4\\par}"), "paragraph 中;");
    assert_bytes(base_str_c("{\\rtf1 \xE9t\xE9\\par}"), "paragraph été;");
}

static void takes_destinations_apart(void **state)
{
    (void)state;
    assert_rtf("{\\info{\\title x}}{\\*\\unknown y{z}}a{\\pict\\wmetafile8\\picwgoal600 0102}b"
               "{\\*\\shppict{\\pict{\\*\\picprop{\\sp{\\sn wzDescription}"
               "{\\sv \\'c1\\'f7\\'b3\\'cc\\'cd\\'bc}}}ff}}\\bin3 }}}c\\par",
               "paragraph abc;image 流程图;");
    assert_rtf("a{\\*\\shppict{\\pict\\picwgoal8000\\pichgoal4000 01}}{\\nonshppict{\\pict "
               "01}}\\par b\\par",
               "paragraph a;image ;paragraph b;");
    assert_rtf("{\\header{\\pict 01}\\par}a\\par", "paragraph a;");
    assert_rtf("{\\upr{old}{\\*\\ud{new}}} x\\par", "paragraph new x;");
    assert_rtf("{\\header\\pard h\\par}{\\footer f\\par}a\\par",
               "paragraph a;~header h;~footer f;");
    assert_rtf("a{\\*\\atnauthor zh}{\\*\\annotation note}b\\par",
               "paragraph ab;~comment note (zh);");
    assert_rtf("a{\\footnote\\pard\\plain {\\chftn} n1\\par n2}b\\par next\\par",
               "paragraph ab;note n1/n2;paragraph next;");
    assert_rtf("a{\\shp{\\*\\shpinst{\\sp{\\sn x}{\\sv 1}}{\\shptxt\\pard b1\\par}}"
               "{\\shprslt old}}c\\par",
               "paragraph ac;~textbox b1;");
}

#define BOX(text) "{\\shp{\\*\\shpinst{\\shptxt\\pard " text "}}}"
#define ROW(text) "\\trowd\\cellx100\\cellx200\\pard\\intbl " text "\\row\\pard "

/* They stand before the paragraph of their box, as in the other formats. */
static void tables_in_boxes(void **state)
{
    (void)state;
    assert_rtf("\\pard a" BOX("head\\par " ROW("1\\cell 2\\cell")
                                  ROW("3\\par 4\\cell\\cell") "tail\\par") "b\\par",
               "table {1|2}{3/4|};paragraph ab;~textbox head/tail;");
    assert_rtf(ROW("x\\cell y\\cell") "a" BOX(ROW("1\\cell 2\\cell")) "b\\par",
               "table {x|y};table {1|2};paragraph ab;");
    assert_rtf(ROW("x" BOX(ROW("1\\cell 2\\cell")) "\\cell y\\cell"), "table {x(1,2)|y};");
    assert_rtf("a" BOX("b" BOX(ROW("1\\cell 2\\cell")) "c\\par") "d\\par",
               "table {1|2};paragraph ad;~textbox bc;");
    assert_rtf("a{\\do{\\dptxbxtext " ROW("1\\cell 2\\cell") "}}d\\par",
               "table {1|2};paragraph ad;");
    assert_rtf("a" BOX("\\trowd\\cellx100\\pard\\intbl 1{\\footnote f}\\cell\\row") "\\par",
               "table {1};note f;paragraph a;");
    assert_rtf("\\trowd\\cellx100\\cellx300\\pard\\intbl x{\\footnote " ROW(
                   "f\\cell g\\cell") "}\\cell y\\cell\\row",
               "table {x|y};note f\tg;");
    assert_rtf("a{\\header h" BOX(ROW("1\\cell 2\\cell")) "}\\par",
               "paragraph a;~textbox 1\t2;~header h;");
    assert_rtf("a" BOX("\\trowd\\cellx100\\cellx200\\pard\\intbl x\\cell cut"),
               "table {x|cut};paragraph a;");
}

static void follows_fields(void **state)
{
    (void)state;
    assert_rtf("{\\field{\\*\\fldinst HYPERLINK \"http://a/b\" }{\\fldrslt{x}}}y\\par",
               "paragraph xy;~link x (http://a/b);");
    assert_rtf(
        "{\\field{\\*\\fldinst IF {\\field{\\*\\fldinst A}{\\fldrslt in}} }{\\fldrslt out}}\\par",
        "paragraph out;");
    assert_rtf("{\\field{\\*\\fldinst EQ \\\\o\\\\ac(\\u9675?,3)}{\\fldrslt}}x\\par",
               "paragraph ③x;");
}

static void keeps_changes_apart(void **state)
{
    (void)state;
    assert_rtf("a{\\deleted\\revauthdel1 b}c{\\revised\\revauth1 d}e{\\v f}g\\par",
               "paragraph acdeg;~deleted b (张三);~inserted d (张三);~hidden f;");
    assert_rtf("one {\\deleted two\\par }three\\par", "paragraph one three;~deleted two;");
    assert_rtf("{\\mvf a}b{\\deleted0 c}\\par", "paragraph bc;~deleted a;");
}

static void finds_headings(void **state)
{
    (void)state;
    assert_rtf(
        "\\s4 \\'b1\\'a8\\'b8\\'e6\\par\\pard\\s1 Heading\\par\\pard text\\par\\pard\\s2 Sub\\par"
        "\\pard x\\par\\pard\\s3 Two\\par\\pard y\\par\\pard\\outlinelevel2 Three\\par",
        "title 报告;heading1 Heading;paragraph text;heading1 Sub;paragraph x;heading2 Two;"
        "paragraph y;heading3 Three;");
    assert_rtf("{\\listtext\\pard\\plain \\'d2\\'bb\\'a1\\'a2\\tab}\\pard\\ls1 item\\par",
               "paragraph [一、]一、\titem;");
    /* a list that is only named */
    assert_rtf(
        "{\\*\\listtable{\\list\\listtemplateid1{\\listlevel\\levelnfc37\\levelnfcn37"
        "\\levelfollow2\\levelstartat1{\\leveltext\\'02\\'00\\'a1\\'a2;}{\\levelnumbers\\'01;}}"
        "{\\listlevel\\levelnfc0\\levelfollow1\\levelstartat3{\\leveltext\\'04\\'00-\\'01.;}"
        "{\\levelnumbers\\'01\\'03;}}{\\listname ;}\\listid77}}"
        "{\\*\\listoverridetable{\\listoverride\\listid77\\listoverridecount0\\ls1}"
        "{\\listoverride\\listid77{\\lfolevel\\listoverridestartat\\levelstartat1}\\ls2}}"
        "\\pard\\ls1\\ilvl0 a\\par\\ls1\\ilvl1 b\\par c\\par\\pard x\\par\\pard\\ls1 d\\par"
        "\\pard\\ls2 e\\par f\\par\\pard\\ls9 g\\par",
        "paragraph [一、]一、a;paragraph [一-3.]一-3. b;paragraph [一-4.]一-4. c;paragraph x;"
        "paragraph [二、]二、d;paragraph [一、]一、e;paragraph [二、]二、f;paragraph g;");
    assert_rtf("{\\pntext\\f2\\'b7\\tab}{\\*\\pn{\\pntxtb\\'b7}}x\\par", "paragraph [•]•\tx;");
}

static void lays_tables(void **state)
{
    (void)state;
    assert_rtf("\\trowd\\cellx100\\cellx200\\pard\\intbl a\\cell b\\cell\\row"
               "\\trowd\\cellx200\\pard\\intbl c\\par d\\cell\\row\\pard end\\par",
               "table {a|b}{c/d<1x2>};paragraph end;");
    /* the definition behind the text, as Word repeats it */
    assert_rtf(
        "\\trowd\\cellx100\\cellx200\\pard\\intbl a\\cell b\\cell{\\trowd\\cellx100\\cellx200"
        "\\row}\\pard x\\par",
        "table {a|b};paragraph x;");
    assert_rtf(
        "\\trowd\\clvmgf\\cellx100\\clmgf\\cellx200\\clmrg\\cellx300\\intbl a\\cell b\\cell\\cell"
        "\\row\\trowd\\clvmrg\\cellx100\\cellx200\\cellx300\\intbl\\cell d\\cell e\\cell\\row",
        "table {a<2x1>|b<1x2>}{d|e};");
    /* an outer definition survives the nested one */
    assert_rtf(
        "\\trowd\\cellx100\\cellx900\\pard\\intbl a\\cell\\pard\\intbl b\\par\\pard\\intbl\\itap2"
        " n1\\nestcell n2\\nestcell{\\*\\nesttableprops\\trowd\\cellx200\\cellx300\\nestrow}"
        "{\\nonesttables\\par}\\pard\\intbl c\\cell\\row\\pard x\\par",
        "table {a|b/c(n1,n2)};paragraph x;");
    /* a table set to the middle: a row does not say that it starts further left */
    assert_rtf("\\trowd\\cellx100\\cellx200\\pard\\intbl a\\cell b\\cell\\row"
               "\\trowd\\cellx-1\\cellx100\\cellx200\\pard\\intbl\\cell c\\cell d\\cell\\row",
               "table {a|b}{|c|d};");
    /* no widths, no \intbl, no \row */
    assert_rtf("\\trowd\\cellx0\\cellx0\\pard a\\cell b\\cell\\row\\trowd\\cellx0\\pard c\\cell",
               "table {a|b}{c};");
    assert_rtf(
        "\\trowd\\cellx100\\cellx200\\pard\\intbl a\\cell b\\cell\\row\\trowd\\cellx100\\cellx200"
        "\\pard\\intbl{\\deleted x}\\cell{\\deleted y}\\cell\\row",
        "table {a|b};~deleted x;~deleted y;");
}

static void survives_damage(void **state)
{
    base_buf deep;
    (void)state;
    assert_bytes(base_str_c("{\\rtf1 a\\par b"), "paragraph a;paragraph b;!");
    assert_bytes(base_str_c("{\\rtf1 a\\par}junk{\\rtf1 b}"), "paragraph a;");
    assert_bytes(base_str_c("{\\rtf1 a\\'zz\\'\\u999999999999?\\bin99999 b}"), "paragraph azz;!");
    assert_bytes(
        base_str_c("\xEF\xBB\xBF \n{\\rtf1\\f-1\\s99999\\af70000\\itap-3\\cell\\row\\nestrow"
                   "\\nestcell x\\par}"),
        "table {}{()};paragraph x;");
    base_buf_init(&deep);
    base_buf_add_c(&deep, "{\\rtf1 a");
    for (int i = 0; i < 5000; i++)
        base_buf_add_c(&deep, "{\\field{\\*\\fldinst x");
    base_buf_add_c(&deep, "y");
    for (int i = 0; i < 10000; i++)
        base_buf_add_c(&deep, "}");
    base_buf_add_c(&deep, "b\\par}");
    assert_bytes(base_buf_str(&deep), "paragraph ab;!");
    base_buf_clear(&deep);
    base_buf_add_c(&deep, "{\\rtf1");
    for (int i = 0; i < 3000; i++)
        base_buf_add_c(&deep, "\\trowd\\cellx9\\intbl\\itap40 x\\nestcell");
    base_buf_add_c(&deep, "}");
    doc_free(read_bytes(base_buf_str(&deep)));
    base_buf_dispose(&deep);
    assert_int_equal(read_rtf.claims(base_str_c("{\\rt")), 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes_characters),       cmocka_unit_test(decodes_by_font),
        cmocka_unit_test(takes_destinations_apart), cmocka_unit_test(tables_in_boxes),
        cmocka_unit_test(follows_fields),           cmocka_unit_test(keeps_changes_apart),
        cmocka_unit_test(finds_headings),           cmocka_unit_test(lays_tables),
        cmocka_unit_test(survives_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
