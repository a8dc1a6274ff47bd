#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/docx_names.h"
#include "read/xml.h"
#include "text/utf8.h"

enum { A = 1, B, VALUE, NAME, SKIP, STOP };
enum { SPACE_ONE = 1, SPACE_TWO };

static const read_xml_namespace spaces[] = {
    {"urn:one", 7, SPACE_ONE}, {"urn:uno", 7, SPACE_ONE}, {"urn:two", 7, SPACE_TWO}};
static const read_xml_name names[] = {{0, "name", NAME},         {SPACE_ONE, "a", A},
                                      {SPACE_ONE, "b", B},       {SPACE_ONE, "skip", SKIP},
                                      {SPACE_ONE, "stop", STOP}, {SPACE_ONE, "value", VALUE}};
static const read_xml_vocabulary vocabulary = {spaces, 3, names, 6};

static void log_start(void *context, read_xml *xml, int id)
{
    base_buf *out = context;
    base_str value;
    base_buf_add_byte(out, '<');
    base_buf_add_int(out, id);
    if (read_xml_attribute(xml, VALUE, &value)) {
        base_buf_add_byte(out, '=');
        base_buf_add_str(out, value);
    }
    if (read_xml_attribute(xml, NAME, &value)) {
        base_buf_add_byte(out, ':');
        base_buf_add_str(out, value);
        base_buf_add_byte(out, '@');
        base_buf_add_int(out, read_xml_prefix(xml, value));
    }
    base_buf_add_byte(out, '>');
    if (id == SKIP)
        read_xml_skip(xml);
    if (id == STOP)
        read_xml_stop(xml);
}

static void log_end(void *context, read_xml *xml, int id)
{
    base_buf *out = context;
    base_buf_add_c(out, "</");
    base_buf_add_int(out, id);
    base_buf_add_byte(out, '^');
    base_buf_add_int(out, read_xml_parent(xml));
    base_buf_add_byte(out, '>');
}

static void log_text(void *context, const char *bytes, size_t length)
{
    base_buf_add(context, bytes, length);
}

static const read_xml_handler logger = {log_start, log_end, log_text};

static int parse(base_str bytes, const read_limits *limits, base_buf *out, hecha_err *err)
{
    base_buf_clear(out);
    base_buf_add_c(out, "");
    return read_xml_parse(bytes, "part.xml", &vocabulary, &logger, out, limits, err);
}

static void assert_events(base_str bytes, int code, const char *events)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf out;
    base_buf_init(&out);
    assert_int_equal(parse(bytes, NULL, &out, &err), code);
    assert_string_equal(out.ptr, events);
    base_buf_dispose(&out);
}

static void tells_names_by_uri(void **state)
{
    (void)state;
    assert_events(base_str_c("<p:a xmlns:p='urn:one' p:value='1' value='2'><q:b xmlns:q='urn:uno'/>"
                             "<p:other/><b/></p:a>"),
                  0, "<1=1><2></2^1><-1></-1^1><0></0^1></1^0>");
    assert_events(base_str_c("<a xmlns='urn:one' name='n'><a xmlns='urn:two'/><a xmlns='urn:six'/>"
                             "<a xmlns=''/><b/></a>"),
                  0, "<1:n@127><-2></-2^1><-127></-127^1><0></0^1><2></2^1></1^0>");
}

static void resolves_prefixes_in_scope(void **state)
{
    (void)state;
    assert_events(base_str_c("<a xmlns='urn:one' xmlns:p='urn:two' name='p'>"
                             "<b xmlns:p='urn:one' name='p'/><b name='p'/></a>"),
                  0, "<1:p@2><2:p@1></2^1><2:p@2></2^1></1^0>");
}

/* The bytes of a start tag that came before mean what its place makes of them. */
static void takes_a_tag_met_before(void **state)
{
    (void)state;
    assert_events(
        base_str_c("<r xmlns='urn:one' xmlns:p='urn:one'><p:a p:value='1 &gt; 0'/>"
                   "<p:a p:value='1 &gt; 0'/><b xmlns:p='urn:two'><p:a p:value='1 &gt; 0'/>"
                   "</b><p:a p:value='1 &gt; 0'></p:a></r>"),
        0,
        "<-1><1=1 > 0></1^-1><1=1 > 0></1^-1><2><-2></-2^2></2^-1><1=1 > 0></1^-1>"
        "</-1^0>");
    assert_events(base_str_c("<a xmlns='urn:one'><b name='>'/><b name='>'/><b name='>1'/>"
                             "<b name='&gt;'/><b name='&gt;'/><b /><b /><b></b><b></b></a>"),
                  0,
                  "<1><2:>@127></2^1><2:>@127></2^1><2:>1@127></2^1><2:>@127></2^1><2:>@127>"
                  "</2^1><2></2^1><2></2^1><2></2^1><2></2^1></1^0>");
    /* what declares prefixes does so each time, and not where it is passed over */
    assert_events(base_str_c("<a xmlns='urn:one'><skip><p:b xmlns:p='urn:one'/><b/></skip>"
                             "<p:b xmlns:p='urn:one'/><p:b xmlns:p='urn:one'/><b/><skip><b/>"
                             "<q:b/></skip><q:b/><q:b/></a>"),
                  0, "<1><5><2></2^1><2></2^1><2></2^1><5><-127></-127^1><-127></-127^1></1^0>");
    /* an end that is not its own, a tag cut off */
    assert_events(base_str_c("<a xmlns='urn:one'><b></b><b></a>"), HECHA_E_FORMAT,
                  "<1><2></2^1><2>");
    assert_events(base_str_c("<a xmlns='urn:one'><b name='1'/><b name='1'"), HECHA_E_FORMAT,
                  "<1><2:1@127></2^1>");
}

static void delivers_texts_in_utf8(void **state)
{
    (void)state;
    assert_events(base_str_c("<a xmlns='urn:one' b:value='x&amp;y&lt;&#x4E00;&#38;' "
                             "xmlns:b='urn:one'>1&amp;2&#19968;<![CDATA[<3>]]><!-- no --></a>"),
                  0, "<1=x&y<一&>1&2一<3></1^0>");
    assert_events(base_str_n("\xFF\xFE<\0a\0 \0x\0m\0l\0n\0s\0=\0'\0u\0r\0n\0:\0o\0n\0e\0'\0>\0"
                             "\0N<\0/\0a\0>\0",
                             50),
                  0, "<1>一</1^0>");
    assert_events(base_str_c("\xEF\xBB\xBF<a xmlns='urn:one'/>"), 0, "<1></1^0>");
    assert_events(base_str_c("<?xml version='1.0' encoding='GB18030'?>"
                             "<a xmlns='urn:one'>\xD6\xD0</a>"),
                  0, "<1>中</1^0>");
}

static void skips_and_stops(void **state)
{
    (void)state;
    assert_events(base_str_c("<a xmlns='urn:one'>1<skip>2<b/><skip/>3</skip>4<b/></a>"), 0,
                  "<1>1<5>4<2></2^1></1^0>");
    assert_events(base_str_c("<a xmlns='urn:one'><b/><stop/><b/>text</a>"), 0, "<1><2></2^1><6>");
}

static void gives_what_stands_before_damage(void **state)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf out;
    (void)state;
    base_buf_init(&out);
    assert_int_equal(parse(base_str_c("<a xmlns='urn:one'>\n<b>1</b>\n<b></a>"), NULL, &out, &err),
                     HECHA_E_FORMAT);
    assert_true(strstr(out.ptr, "<2>1</2^1>") != NULL);
    assert_int_equal(err.line, 3);
    assert_string_equal(err.file, "part.xml");
    base_buf_dispose(&out);
    assert_events(base_str_c(""), HECHA_E_FORMAT, "");
    assert_events(base_str_c("no xml"), HECHA_E_FORMAT, "");
    assert_events(base_str_c("<a xmlns='urn:one'>\x01</a>"), HECHA_E_FORMAT, "<1>");
    assert_events(base_str_c("<a xmlns='urn:one'>&none;</a>"), HECHA_E_FORMAT, "<1>");
}

static void refuses_a_dtd(void **state)
{
    (void)state;
    assert_events(base_str_c("<!DOCTYPE a [<!ENTITY x 'y'>]><a xmlns='urn:one'>&x;</a>"),
                  HECHA_E_UNSUPPORTED, "");
    assert_events(base_str_c("<!DOCTYPE a SYSTEM 'file:///etc/none'><a xmlns='urn:one'/>"),
                  HECHA_E_UNSUPPORTED, "");
}

/* The same events and the same judgement from the scanner and from libxml2. */
static void both_parsers_agree(void **state)
{
    static const char *const parts[] = {
        "<a/>",
        "<a></a >",
        "<?xml version='1.0' encoding='utf-8'?><!-- x --><a/><!-- y --><?pi z?>\n",
        "<a><b><![CDATA[]]<x&y]]></b>]] ></a>",
        "<a>1\r\n2\r3\n</a>",
        "<a>&#x10FFFF;&#9;&quot;&apos;&gt;</a>",
        "<a name=\"it's\"\n name2='&quot;'\t/>",
        "<a><?pi?><!----></a>",
        "<a name='1\r\n\r2\n3\t4'/>",
        "<名 属性='值'>文</名>",
        "<a><b c='1' d='>'/><b c='1' d='>'/><b c='1' d='>'></b><b  c='1'/><b  c='1'/></a>",
        /* not well-formed */
        "<?x?l a?><a/>",
        "<?xmL version='1.0'?><a/>",
        "<a name='&#x=E;'/>",
        "<a name='&#:;'/>",
        "<a",
        "<a>",
        "<a></b>",
        "<a></ab>",
        "<a><b></a></b>",
        "</a>",
        "<a/><b/>",
        "<a/>x",
        "x<a/>",
        " <?xml version='1.0'?><a/>",
        "<a b/>",
        "<a b=c/>",
        "<a b='1'c='2'/>",
        "<a b='1' b='2'/>",
        "<a b='<'/>",
        "<a b='1/>",
        "<a b='&x;'/>",
        "<a b='& '/>",
        "<a>&amp</a>",
        "<a>&#0;</a>",
        "<a>&#xFFFE;</a>",
        "<a>&#x110000;</a>",
        "<a>&#X41;</a>",
        "<a>&;</a>",
        "<a>]]></a>",
        "<a><!-- -- --></a>",
        "<a><!-- ",
        "<a><![CDATA[x]]</a>",
        "<a><?xml version='1.0'?></a>",
        "<a><?pi",
        "<a><!ELEMENT x></a>",
        "< a/>",
        "<1/>",
        "<a / >",
        "<a>\x0C</a>",
        "<a>\xC0\x80</a>",
        "<a>\xED\xA0\x80</a>",
        "<a>\xEF\xBF\xBE</a>",
        "<a>\xE4\xB8</a>",
        "<![CDATA[x]]><a/>",
    };
    base_buf scanned, other, utf16;
    (void)state;
    base_buf_init(&scanned);
    base_buf_init(&other);
    base_buf_init(&utf16);
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        base_str text = base_str_c(parts[i]);
        int one = parse(text, NULL, &scanned, NULL);
        /* UTF-16 is libxml2's */
        base_buf_clear(&utf16);
        base_buf_add(&utf16, "\xFF\xFE", 2);
        for (size_t at = 0; at < text.len;) {
            uint32_t code = text_utf8_next(text, &at);
            if (code == 0xFFFD)
                code = 0xFFFE;
            base_buf_add_byte(&utf16, (char)(code & 0xFF));
            base_buf_add_byte(&utf16, (char)(code >> 8 & 0xFF));
        }
        if (base_str_starts(text, base_str_c("<?xml")))
            continue;
        int two = parse(base_buf_str(&utf16), NULL, &other, NULL);
        if (one != two || (one == 0 && strcmp(scanned.ptr, other.ptr) != 0))
            fail_msg("%s: %d %s, %d %s", parts[i], one, scanned.ptr, two, other.ptr);
        assert_int_equal(one, i < 11 ? 0 : HECHA_E_FORMAT);
    }
    base_buf_dispose(&scanned);
    base_buf_dispose(&other);
    base_buf_dispose(&utf16);
}

static void limits_attributes(void **state)
{
    base_buf many, out;
    (void)state;
    base_buf_init(&many);
    base_buf_init(&out);
    base_buf_add_c(&many, "<a");
    for (int i = 0; i < 300; i++) {
        base_buf_add_c(&many, " x");
        base_buf_add_int(&many, i);
        base_buf_add_c(&many, "=''");
    }
    base_buf_add_c(&many, "/>");
    assert_int_equal(parse(base_buf_str(&many), NULL, &out, NULL), HECHA_E_LIMIT);
    /* the same for libxml2, in all widths; what looks like attributes elsewhere is none */
    base_buf wide;
    base_buf_init(&wide);
    for (size_t w = 0; w < 2; w++) {
        base_buf_clear(&wide);
        if (w == 0)
            base_buf_add(&wide, "\xFF\xFE", 2);
        for (size_t i = 0; i < many.len; i++) {
            if (w == 1)
                base_buf_add(&wide, "\0\0\0", 3);
            base_buf_add_byte(&wide, many.ptr[i]);
            if (w == 0)
                base_buf_add_byte(&wide, '\0');
        }
        assert_int_equal(parse(base_buf_str(&wide), NULL, &out, NULL), HECHA_E_LIMIT);
    }
    base_buf_clear(&many);
    base_buf_add_c(&many, "<?xml version='1.0' encoding='GB18030'?><!--");
    for (int i = 0; i < 300; i++)
        base_buf_add_c(&many, "<a x=' ");
    base_buf_add_c(&many, "--><a><?p ");
    for (int i = 0; i < 300; i++)
        base_buf_add_c(&many, "=\"");
    base_buf_add_c(&many, "?><![CDATA[<");
    for (int i = 0; i < 300; i++)
        base_buf_add_c(&many, "=");
    base_buf_add_c(&many, "]]></a>");
    assert_int_equal(parse(base_buf_str(&many), NULL, &out, NULL), 0);
    base_buf_dispose(&wide);
    base_buf_dispose(&many);
    base_buf_dispose(&out);
}

static void limits_depth(void **state)
{
    read_limits limits;
    base_buf deep, out;
    (void)state;
    base_buf_init(&deep);
    base_buf_init(&out);
    base_buf_add_c(&deep, "<a xmlns='urn:one'>");
    for (int i = 0; i < 100000; i++)
        base_buf_add_c(&deep, "<a>");
    memset(&limits, 0, sizeof(limits));
    assert_int_equal(parse(base_buf_str(&deep), &limits, &out, NULL), HECHA_E_LIMIT);
    limits.depth = 3;
    assert_int_equal(parse(base_str_c("<a xmlns='urn:one'><a><a/></a></a>"), &limits, &out, NULL),
                     0);
    assert_int_equal(
        parse(base_str_c("<a xmlns='urn:one'><a><a><a/></a></a></a>"), &limits, &out, NULL),
        HECHA_E_LIMIT);
    /* inside a skipped element too */
    assert_int_equal(
        parse(base_str_c("<skip xmlns='urn:one'><a><a><a/></a></a></skip>"), &limits, &out, NULL),
        HECHA_E_LIMIT);
    base_buf_dispose(&deep);
    base_buf_dispose(&out);
}

static void the_docx_vocabulary_is_in_order(void **state)
{
    (void)state;
    for (size_t i = 1; i < docx_vocabulary.name_count; i++) {
        const read_xml_name *one = &docx_vocabulary.names[i - 1];
        const read_xml_name *two = &docx_vocabulary.names[i];
        assert_true(one->space < two->space ||
                    (one->space == two->space && strcmp(one->local, two->local) < 0));
    }
    for (size_t i = 0; i < docx_vocabulary.namespace_count; i++)
        assert_int_equal(docx_vocabulary.namespaces[i].length,
                         strlen(docx_vocabulary.namespaces[i].uri));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(tells_names_by_uri),
        cmocka_unit_test(resolves_prefixes_in_scope),
        cmocka_unit_test(takes_a_tag_met_before),
        cmocka_unit_test(delivers_texts_in_utf8),
        cmocka_unit_test(skips_and_stops),
        cmocka_unit_test(gives_what_stands_before_damage),
        cmocka_unit_test(refuses_a_dtd),
        cmocka_unit_test(both_parsers_agree),
        cmocka_unit_test(limits_attributes),
        cmocka_unit_test(limits_depth),
        cmocka_unit_test(the_docx_vocabulary_is_in_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
