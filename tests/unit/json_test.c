#include "test.h"

#include "render/json.h"

static void expect_quoted(base_str text, const char *expected)
{
    base_buf out;
    base_buf_init(&out);
    render_json_quote(&out, text);
    assert_string_equal(out.ptr, expected);
    base_buf_dispose(&out);
}

static void keeps_plain_text(void **state)
{
    (void)state;
    expect_quoted(base_str_c(""), "\"\"");
    expect_quoted(base_str_n(NULL, 0), "\"\"");
    expect_quoted(base_str_c("a/b 核查 é 𠀀"), "\"a/b 核查 é 𠀀\"");
    expect_quoted(base_str_c("\xEF\xBF\xBD"), "\"\xEF\xBF\xBD\"");
    expect_quoted(base_str_c("\xE3\x80\x80\xEC\xBF\xBF\xED\x80\x80"),
                  "\"\xE3\x80\x80\xEC\xBF\xBF\xED\x80\x80\"");
}

static void escapes_what_json_must(void **state)
{
    (void)state;
    expect_quoted(base_str_c("“\"\\\n\r\t”"), "\"“\\\"\\\\\\n\\r\\t”\"");
    expect_quoted(base_str_n("a\0b", 3), "\"a\\u0000b\"");
    expect_quoted(base_str_c("\x01\x1B[31m\x7F"), "\"\\u0001\\u001b[31m\\u007f\"");
    expect_quoted(base_str_c("\xC2\x85\xC2\xA0"), "\"\\u0085\xC2\xA0\"");
    expect_quoted(base_str_c("\xE2\x80\xA8"), "\"\\u2028\"");
}

static void replaces_invalid_bytes(void **state)
{
    (void)state;
    expect_quoted(base_str_c("a\xFF"), "\"a\xEF\xBF\xBD\"");
    expect_quoted(base_str_c("\xE4\xB8x"), "\"\xEF\xBF\xBD\xEF\xBF\xBDx\"");
    expect_quoted(base_str_c("\xED\xA0\x80"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");
    expect_quoted(base_str_n("核", 2), "\"\xEF\xBF\xBD\xEF\xBF\xBD\"");
    expect_quoted(base_str_c("\xE4\xB8\xFFx"), "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBDx\"");
}

static void places_commas(void **state)
{
    base_buf out;
    render_json json;
    base_str texts[] = {base_str_c("x"), base_str_c("y")};
    (void)state;
    base_buf_init(&out);
    render_json_init(&json, &out);
    render_json_object(&json);
    render_json_count(&json, "a", 1);
    render_json_text_if(&json, "none", base_str_n(NULL, 0));
    render_json_count_if(&json, "zero", 0);
    render_json_key(&json, "b");
    render_json_array(&json);
    render_json_array(&json);
    render_json_end(&json);
    render_json_null(&json);
    render_json_bool(&json, 1);
    render_json_int(&json, -7);
    render_json_object(&json);
    render_json_end(&json);
    render_json_end(&json);
    render_json_texts(&json, "t", texts, 2);
    render_json_texts(&json, "e", texts, 0);
    render_json_line(&json);
    render_json_text(&json, "z", base_str_c("w"));
    render_json_end_all(&json);
    assert_string_equal(out.ptr, "{\"a\":1,\"b\":[[],null,true,-7,{}],\"t\":[\"x\",\"y\"],\"e\":[],"
                                 "\n\"z\":\"w\"}");
    base_buf_dispose(&out);
}

static void refuses_endless_nesting(void **state)
{
    base_buf out;
    render_json json;
    int level;
    (void)state;
    base_buf_init(&out);
    render_json_init(&json, &out);
    for (level = 0; level < RENDER_JSON_DEPTH; level++)
        render_json_array(&json);
    assert_false(base_buf_failed(&out));
    render_json_array(&json);
    assert_true(base_buf_failed(&out));
    render_json_end_all(&json);
    base_buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(keeps_plain_text),        cmocka_unit_test(escapes_what_json_must),
        cmocka_unit_test(replaces_invalid_bytes),  cmocka_unit_test(places_commas),
        cmocka_unit_test(refuses_endless_nesting),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
