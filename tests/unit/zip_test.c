#include "docx_fixture.h"

#include <stdlib.h>
#include <string.h>

#include "base/err.h"
#include "read/zip.h"

static const fixture_part three[] = {
    {"mimetype", "text"}, {"Word/Document.xml", "<a/>"}, {"x y.txt", "blank"}, {NULL, NULL}};

/* Replaces every occurrence in the archive's bytes; returns how many. */
static int patch(base_buf *bytes, const char *from, const char *to, size_t length)
{
    int count = 0;
    for (size_t i = 0; i + length <= bytes->len; i++) {
        if (memcmp(bytes->ptr + i, from, length) == 0) {
            memcpy(bytes->ptr + i, to, length);
            count++;
        }
    }
    return count;
}

static int open_code(base_str bytes, const read_limits *limits)
{
    read_zip *zip;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    int code = read_zip_open(bytes, limits, &zip, &err);
    if (code != 0)
        assert_true(err.text[0] != '\0');
    read_zip_close(zip);
    return code;
}

/* Code of reading the first member. */
static int read_code(base_str bytes, const read_limits *limits)
{
    read_zip *zip;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf out;
    base_buf_init(&out);
    assert_int_equal(read_zip_open(bytes, limits, &zip, &err), 0);
    int code = read_zip_read(zip, 0, &out, &err);
    read_zip_close(zip);
    base_buf_dispose(&out);
    return code;
}

static void reads_members(void **state)
{
    base_buf bytes, out;
    read_zip *zip;
    (void)state;
    base_buf_init(&bytes);
    base_buf_init(&out);
    fixture_zip(&bytes, three);
    assert_int_equal(read_zip_open(base_buf_str(&bytes), NULL, &zip, NULL), 0);
    assert_int_equal(read_zip_count(zip), 3);
    assert_true(base_str_eq_c(read_zip_name(zip, 1), "Word/Document.xml"));
    assert_int_equal(read_zip_name(zip, 3).len, 0);
    assert_int_equal(read_zip_size(zip, 2), 5);
    assert_int_equal(read_zip_read(zip, 2, &out, NULL), 0);
    assert_true(base_str_eq_c(base_buf_str(&out), "blank"));
    assert_int_equal(read_zip_read(zip, 0, &out, NULL), 0);
    assert_true(base_str_eq_c(base_buf_str(&out), "text"));
    assert_int_equal(read_zip_read(zip, 9, &out, NULL), HECHA_E_FORMAT);
    read_zip_close(zip);
    base_buf_dispose(&bytes);
    base_buf_dispose(&out);
}

static void finds_names_as_packages_write_them(void **state)
{
    base_buf bytes;
    read_zip *zip;
    (void)state;
    base_buf_init(&bytes);
    fixture_zip(&bytes, three);
    assert_int_equal(read_zip_open(base_buf_str(&bytes), NULL, &zip, NULL), 0);
    assert_int_equal(read_zip_find(zip, base_str_c("Word/Document.xml")), 1);
    assert_int_equal(read_zip_find(zip, base_str_c("word/document.XML")), 1);
    assert_int_equal(read_zip_find(zip, base_str_c("word\\document.xml")), 1);
    assert_int_equal(read_zip_find(zip, base_str_c("x%20y.txt")), 2);
    assert_true(read_zip_find(zip, base_str_c("x%2y.txt")) == READ_ZIP_NONE);
    assert_true(read_zip_find(zip, base_str_c("")) == READ_ZIP_NONE);
    read_zip_close(zip);
    base_buf_dispose(&bytes);
}

static void an_exact_name_wins(void **state)
{
    static const fixture_part parts[] = {{"A.XML", "1"}, {"a.xml", "2"}, {NULL, NULL}};
    base_buf bytes;
    read_zip *zip;
    (void)state;
    base_buf_init(&bytes);
    fixture_zip(&bytes, parts);
    assert_int_equal(read_zip_open(base_buf_str(&bytes), NULL, &zip, NULL), 0);
    assert_int_equal(read_zip_find(zip, base_str_c("a.xml")), 1);
    assert_int_equal(read_zip_find(zip, base_str_c("A.xml")), 0);
    read_zip_close(zip);
    base_buf_dispose(&bytes);
}

static void refuses_damage(void **state)
{
    static const fixture_part stored[] = {{"aaaa", "12345"}, {"bbbb", "x"}, {NULL, NULL}};
    base_buf bytes;
    (void)state;
    base_buf_init(&bytes);
    fixture_zip(&bytes, stored);
    assert_int_equal(open_code(base_str_n(bytes.ptr, bytes.len / 2), NULL), HECHA_E_FORMAT);
    assert_int_equal(open_code(base_str_c("PK"), NULL), HECHA_E_FORMAT);
    assert_int_equal(open_code(base_str_n("", 0), NULL), HECHA_E_FORMAT);
    assert_int_equal(patch(&bytes, "12345", "12945", 5), 1);
    assert_int_equal(read_code(base_buf_str(&bytes), NULL), HECHA_E_FORMAT); /* CRC */
    fixture_zip(&bytes, stored);
    assert_int_equal(patch(&bytes, "bbbb", "aaaa", 4), 2);
    assert_int_equal(open_code(base_buf_str(&bytes), NULL), HECHA_E_FORMAT); /* two of one name */
    base_buf_dispose(&bytes);
}

/* Offset of the first entry of the central directory. */
static size_t directory(const base_buf *bytes)
{
    return base_str_find(base_buf_str(bytes), base_str_n("PK\x01\x02", 4), 0);
}

static void refuses_sizes_that_lie(void **state)
{
    static const fixture_part parts[] = {{"aaaa", "12345"}, {NULL, NULL}};
    base_buf bytes;
    (void)state;
    base_buf_init(&bytes);
    for (int lie = 3; lie <= 7; lie += 4) {
        fixture_zip(&bytes, parts);
        size_t at = directory(&bytes);
        bytes.ptr[at + 24] = (char)lie; /* inflated size */
        bytes.ptr[22] = (char)lie;
        read_zip *zip;
        int code = read_zip_open(base_buf_str(&bytes), NULL, &zip, NULL);
        if (code == 0) {
            base_buf out;
            base_buf_init(&out);
            code = read_zip_read(zip, 0, &out, NULL);
            base_buf_dispose(&out);
        }
        read_zip_close(zip);
        assert_int_equal(code, HECHA_E_FORMAT);
    }
    base_buf_dispose(&bytes);
}

static void names_encryption(void **state)
{
    base_buf bytes;
    (void)state;
    base_buf_init(&bytes);
    fixture_zip(&bytes, three);
    bytes.ptr[directory(&bytes) + 8] |= 1; /* general purpose flag, bit 0 */
    bytes.ptr[6] |= 1;
    assert_int_equal(read_code(base_buf_str(&bytes), NULL), HECHA_E_ENCRYPTED);
    base_buf_dispose(&bytes);
}

static void keeps_limits(void **state)
{
    fixture_part dense[] = {{"zeros", NULL}, {NULL, NULL}};
    read_limits limits;
    base_buf bytes;
    (void)state;
    size_t size = 3u << 20;
    char *zeros = malloc(size + 1);
    assert_non_null(zeros);
    memset(zeros, ' ', size);
    zeros[size] = '\0';
    dense[0].content = zeros;
    base_buf_init(&bytes);
    fixture_zip(&bytes, dense);
    free(zeros);
    assert_int_equal(read_code(base_buf_str(&bytes), NULL), HECHA_E_LIMIT); /* about 1000:1 */
    memset(&limits, 0, sizeof(limits));
    limits.ratio = 2000;
    assert_int_equal(read_code(base_buf_str(&bytes), &limits), 0);
    limits.part_bytes = size - 1;
    assert_int_equal(read_code(base_buf_str(&bytes), &limits), HECHA_E_LIMIT);
    limits.part_bytes = size;
    limits.total_bytes = size - 1;
    assert_int_equal(read_code(base_buf_str(&bytes), &limits), HECHA_E_LIMIT);
    fixture_zip(&bytes, three);
    limits.members = 2;
    assert_int_equal(open_code(base_buf_str(&bytes), &limits), HECHA_E_LIMIT);
    base_buf_dispose(&bytes);
}

static void the_total_counts_every_reading(void **state)
{
    static const fixture_part parts[] = {{"aaaa", "12345"}, {NULL, NULL}};
    read_limits limits;
    read_zip *zip;
    base_buf bytes, out;
    (void)state;
    base_buf_init(&bytes);
    base_buf_init(&out);
    memset(&limits, 0, sizeof(limits));
    limits.total_bytes = 9;
    fixture_zip(&bytes, parts);
    assert_int_equal(read_zip_open(base_buf_str(&bytes), &limits, &zip, NULL), 0);
    assert_int_equal(read_zip_read(zip, 0, &out, NULL), 0);
    assert_int_equal(read_zip_read(zip, 0, &out, NULL), HECHA_E_LIMIT);
    read_zip_close(zip);
    base_buf_dispose(&bytes);
    base_buf_dispose(&out);
}

static void peeks_without_opening(void **state)
{
    base_buf bytes;
    base_str name;
    size_t cursor = 0;
    int count = 0;
    (void)state;
    base_buf_init(&bytes);
    fixture_zip(&bytes, three);
    base_str whole = base_buf_str(&bytes);
    assert_true(read_zip_is(whole));
    assert_false(read_zip_is(base_str_c("PK\x07\x08")));
    while (read_zip_peek(whole, &cursor, &name))
        assert_true(base_str_eq_c(name, three[count++].name));
    assert_int_equal(count, 3);
    assert_true(read_zip_has(whole, "word/"));
    assert_false(read_zip_has(whole, "xl/"));
    /* without a directory the first local header is all there is */
    whole.len = 60;
    assert_true(read_zip_has(whole, "MIME"));
    assert_false(read_zip_has(whole, "word/"));
    for (size_t length = 0; length < bytes.len; length++)
        read_zip_has(base_str_n(bytes.ptr, length), "none");
    base_buf_dispose(&bytes);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_members),
        cmocka_unit_test(finds_names_as_packages_write_them),
        cmocka_unit_test(an_exact_name_wins),
        cmocka_unit_test(refuses_damage),
        cmocka_unit_test(refuses_sizes_that_lie),
        cmocka_unit_test(names_encryption),
        cmocka_unit_test(keeps_limits),
        cmocka_unit_test(the_total_counts_every_reading),
        cmocka_unit_test(peeks_without_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
