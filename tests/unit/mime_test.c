#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "read/mime.h"

static int page(const char *text, const char *content, const char *charset)
{
    base_buf out;
    char found[32];
    base_buf_init(&out);
    base_buf_add_c(&out, "");
    int kind = read_mime_page(base_str_c(text), &out, found);
    if (content != NULL)
        assert_true(base_str_eq_c(base_buf_str(&out), content));
    if (charset != NULL)
        assert_string_equal(found, charset);
    base_buf_dispose(&out);
    return kind;
}

static void decodes(void **state)
{
    (void)state;
    assert_int_equal(
        page("Content-Type: text/html; charset=\"utf-8\"\r\n\r\n<p>1</p>", "<p>1</p>", "utf-8"), 1);
    assert_int_equal(page("content-type: TEXT/HTML;\r\n  charset=gb2312\r\n"
                          "Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>=D6=D0=\r\n=41=zz",
                          "<p>\xD6\xD0"
                          "A=zz",
                          "gb2312"),
                     1);
    assert_int_equal(
        page("Content-Type: text/html\nContent-Transfer-Encoding: base64\n\nPHA+\r\nMQ==", "<p>1",
             ""),
        1);
}

static void finds_the_page_among_parts(void **state)
{
    (void)state;
    assert_int_equal(
        page("MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"=_x\"\r\n"
             "\r\npreamble\r\n--=_x\r\nContent-Type: text/plain\r\n\r\nplain\r\n"
             "--=_x\r\nContent-Type: multipart/alternative; boundary=y\r\n\r\n"
             "--y\r\nContent-Type: image/png\r\n\r\nx\r\n--y\r\n"
             "Content-Type: text/html\r\n\r\n<b>\r\n--y--\r\n--=_x--\r\n",
             "<b>\r\n", ""),
        1);
    assert_int_equal(page("Content-Type: multipart/mixed; boundary=q\n\n--q\n"
                          "Content-Type: text/plain\n\nonly\n--q--\n",
                          "only\n", NULL),
                     2);
    /* cut off: no last boundary */
    assert_int_equal(page("Content-Type: multipart/mixed; boundary=q\n\n--q\n"
                          "Content-Type: text/html\n\n<i>",
                          "<i>", NULL),
                     1);
}

static void gives_up(void **state)
{
    base_buf deep;
    (void)state;
    assert_int_equal(page("", NULL, ""), 0);
    assert_int_equal(page("Content-Type: image/png\n\nx", NULL, NULL), 0);
    assert_int_equal(page("Content-Type: multipart/mixed; boundary=\n\n--\n", NULL, NULL), 0);
    base_buf_init(&deep);
    for (int i = 0; i < 50; i++)
        base_buf_add_c(&deep, "Content-Type: multipart/mixed; boundary=q\n\n--q\n");
    base_buf_add_c(&deep, "Content-Type: text/html\n\nx");
    page(deep.ptr, NULL, NULL);
    base_buf_dispose(&deep);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(decodes),
        cmocka_unit_test(finds_the_page_among_parts),
        cmocka_unit_test(gives_up),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
