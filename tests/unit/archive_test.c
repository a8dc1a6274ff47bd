#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "audit/archive.h"
#include "base/err.h"
#include "docx_fixture.h"

typedef struct opened {
    base_buf bytes;
    base_arena *arena;
    audit_archive *archive;
    const audit_input *inputs;
    size_t count;
} opened;

static int open_parts(opened *o, const fixture_part *parts)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    memset(o, 0, sizeof(*o));
    base_buf_init(&o->bytes);
    fixture_zip(&o->bytes, parts);
    for (size_t i = 0; i + 4 <= o->bytes.len; i++) { /* names in GB18030 */
        if (memcmp(o->bytes.ptr + i, "GGGG", 4) == 0)
            memcpy(o->bytes.ptr + i, "\xB1\xA8\xB8\xE6", 4);
    }
    o->arena = base_arena_new(0);
    assert_non_null(o->arena);
    int code = audit_archive_open(o->arena, base_buf_str(&o->bytes), base_str_c("a.zip"),
                                  HECHA_LANG_EN, &o->archive, &err);
    if (code == 0)
        o->inputs = audit_archive_inputs(o->archive, &o->count);
    return code;
}

static void close_parts(opened *o)
{
    audit_archive_close(o->archive);
    base_arena_free(o->arena);
    base_buf_dispose(&o->bytes);
}

static void assert_input(const opened *o, size_t index, audit_input_kind kind, const char *shown)
{
    assert_true(index < o->count);
    assert_string_equal(o->inputs[index].shown.ptr, shown);
    assert_int_equal(o->inputs[index].kind, kind);
    assert_int_equal(o->inputs[index].reason.len > 0, kind == AUDIT_INPUT_SKIPPED);
}

static void lists_in_byte_order(void **state)
{
    static const fixture_part parts[] = {{"b.txt", "b"}, {"a/c.txt", "c"},  {"GGGG.txt", "gb"},
                                         {"B.txt", ""},  {"d\\e.txt", "e"}, {NULL, NULL}};
    opened o;
    base_buf bytes;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    base_buf_init(&bytes);
    assert_int_equal(open_parts(&o, parts), 0);
    assert_int_equal(o.count, 5);
    assert_input(&o, 0, AUDIT_INPUT_MEMBER, "a.zip!/B.txt");
    assert_input(&o, 1, AUDIT_INPUT_MEMBER, "a.zip!/a/c.txt");
    assert_input(&o, 2, AUDIT_INPUT_MEMBER, "a.zip!/b.txt");
    assert_input(&o, 3, AUDIT_INPUT_MEMBER, "a.zip!/d/e.txt");
    assert_input(&o, 4, AUDIT_INPUT_MEMBER, "a.zip!/报告.txt");
    const audit_input *found = audit_archive_find(o.archive, base_str_c("报告.txt"));
    assert_non_null(found);
    assert_int_equal(audit_archive_read(o.archive, found, &bytes, &err), 0);
    assert_true(base_str_eq_c(base_buf_str(&bytes), "gb"));
    assert_null(audit_archive_find(o.archive, base_str_c("x")));
    base_buf_dispose(&bytes);
    close_parts(&o);
}

static void skips_with_a_reason(void **state)
{
    static const char *const names[] = {"../a.txt", "/a.txt",     "C:/a.txt", "x/../../a.txt",
                                        "..",       "..\\a.txt",  "b.zip",    "c.png",
                                        ".d.txt",   "__MACOSX/e", "f/.g/h",   "readme.txt"};
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const fixture_part parts[] = {{names[i], "x"}, {NULL, NULL}};
        opened o;
        assert_int_equal(open_parts(&o, parts), 0);
        assert_int_equal(o.count, 1);
        assert_int_equal(o.inputs[0].kind, AUDIT_INPUT_SKIPPED);
        assert_true(o.inputs[0].reason.len > 0);
        close_parts(&o);
    }
}

static int is_archive(const char *first, const char *second)
{
    const fixture_part parts[] = {{first, "x"}, {second, "y"}, {NULL, NULL}};
    base_buf bytes;
    base_buf_init(&bytes);
    fixture_zip(&bytes, parts);
    int is = audit_bytes_are_archive(base_buf_str(&bytes));
    base_buf_dispose(&bytes);
    return is;
}

static void tells_documents_apart(void **state)
{
    (void)state;
    assert_true(is_archive("a.docx", "b.txt"));
    assert_true(is_archive("word/a.docx", "xl/b.xlsx"));
    assert_false(is_archive("[Content_Types].xml", "word/document.xml"));
    assert_false(is_archive("x.xml", "word/document.xml"));
    assert_false(is_archive("mimetype", "content.xml"));
    assert_false(is_archive("OFD.xml", "Doc_0/Document.xml"));
    assert_false(audit_bytes_are_archive(base_str_c("PK")));
    assert_false(audit_bytes_are_archive(base_str_c("")));
    assert_false(audit_bytes_are_archive(base_str_c("PK\x03\x04....[Content_Types].xml")));
}

static void refuses_damage(void **state)
{
    audit_archive *archive;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_arena *arena = base_arena_new(0);
    (void)state;
    base_str bytes = base_str_c("PK\x03\x04 and nothing else");
    assert_true(audit_bytes_are_archive(bytes));
    assert_int_equal(
        audit_archive_open(arena, bytes, base_str_c("a"), HECHA_LANG_EN, &archive, &err),
        HECHA_E_FORMAT);
    assert_null(archive);
    audit_archive_close(NULL);
    base_arena_free(arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lists_in_byte_order),
        cmocka_unit_test(skips_with_a_reason),
        cmocka_unit_test(tells_documents_apart),
        cmocka_unit_test(refuses_damage),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
