#include "read_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"

#define ROOT                                                                                       \
    "MIME-Version: 1.0\r\nContent-Type: multipart/related;\r\n\tboundary=\"=_b\"\r\n\r\nold\r\n"   \
    "--=_b\r\nContent-Type: text/html; charset=\"gb2312\"\r\n"                                     \
    "Content-Transfer-Encoding: quoted-printable\r\n\r\n"
#define PAGE                                                                                       \
    "<html><p>=D6=D0=B9=FA</p><table><tr><td>=BC=D7</td><td>1</td></tr><tr><td>=\r\nx</td><td>"    \
    "2</td></tr></table></html>\r\n--=_b--\r\n"

static void reads_the_page(void **state)
{
    (void)state;
    assert_reads(ROOT PAGE, "title 0:0 中国\ntable 0:0\n  0 甲 | 0 1\n  0 x | 0 2\n");
    doc *document = read_fixture("From: <Saved>\r\nSubject: x\r\n" ROOT PAGE);
    assert_string_equal(document->format, "mht");
    doc_free(document);
}

static void tells_it_from_text(void **state)
{
    static const char *const texts[] = {
        "Content-Type: text/plain\n\nx",
        "标题\nContent-Type: text/html\n\n<p>x",
        "日期: 1\n正文。\n\nMIME-Version: 1.0\n",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        doc *document = read_fixture(texts[i]);
        assert_string_equal(document->format, "txt");
        doc_free(document);
    }
}

static void says_what_is_missing(void **state)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    base_str none = base_str_c("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b\n\n"
                               "--b\nContent-Type: image/png\n\nx\n--b--\n");
    assert_int_equal(read_fixture_error(none, &err), HECHA_E_UNSUPPORTED);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_the_page),
        cmocka_unit_test(tells_it_from_text),
        cmocka_unit_test(says_what_is_missing),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
