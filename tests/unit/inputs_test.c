#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/inputs.h"
#include "audit/names.h"
#include "base/err.h"
#include "folder.h"

/* A listing, and the folder it is of. */
typedef struct listing {
    char *folder;
    base_arena *arena;
    audit_input *items;
    size_t count;
} listing;

static int setup(void **state)
{
    listing *l = calloc(1, sizeof(*l));
    if (l == NULL)
        return -1;
    l->folder = test_folder_make();
    l->arena = base_arena_new(0);
    *state = l;
    return l->folder == NULL || l->arena == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    listing *l = *state;
    test_folder_remove(l->folder);
    base_arena_free(l->arena);
    free(l);
    return 0;
}

static void list(listing *l, const char *const *paths, size_t count)
{
    hecha_err err = base_err_init(HECHA_LANG_EN);
    assert_int_equal(
        audit_inputs_list(l->arena, paths, count, HECHA_LANG_EN, &l->items, &l->count, &err), 0);
}

static void assert_item(const listing *l, size_t index, audit_input_kind kind, const char *path)
{
    assert_true(index < l->count);
    assert_string_equal(l->items[index].path.ptr, path);
    assert_int_equal(l->items[index].kind, kind);
}

static void keeps_arguments_then_byte_order(void **state)
{
    listing *l = *state;
    const char *paths[] = {"z.txt", "d/", "-"};
    test_folder_text("z.txt", "z");
    test_folder_text("d/a/x.txt", "x");
    test_folder_text("d/a-b.txt", "ab");
    test_folder_text("d/B.txt", "B");
    list(l, paths, 3);
    assert_int_equal(l->count, 6);
    assert_item(l, 0, AUDIT_INPUT_FILE, "z.txt");
    assert_true(l->items[0].named);
    assert_item(l, 1, AUDIT_INPUT_FILE, "d/B.txt");
    assert_false(l->items[1].named);
    assert_item(l, 2, AUDIT_INPUT_FILE, "d/a-b.txt");
    assert_item(l, 3, AUDIT_INPUT_FILE, "d/a/x.txt");
    assert_item(l, 4, AUDIT_INPUT_FOLDER, "d/");
    assert_item(l, 5, AUDIT_INPUT_STDIN, "-");
}

static void skips_in_folders_with_a_reason(void **state)
{
    listing *l = *state;
    const char *paths[] = {"d"};
    test_folder_text("d/.hidden.txt", "");
    test_folder_text("d/.git/config.txt", "");
    test_folder_text("d/README.md", "");
    test_folder_text("d/old.ZIP", "");
    test_folder_text("d/photo.JPG", "");
    test_folder_text("d/report.docx", "");
    test_folder_text("d/~$report.docx", "");
    assert_int_equal(mkfifo("d/pipe", 0600), 0);
    assert_int_equal(symlink(".", "d/self"), 0);
    assert_int_equal(symlink("nothing", "d/stale"), 0);
    assert_int_equal(symlink("report.docx", "d/to-file.docx"), 0);
    list(l, paths, 1);
    assert_int_equal(l->count, 12);
    assert_item(l, 0, AUDIT_INPUT_SKIPPED, "d/.git");
    assert_item(l, 1, AUDIT_INPUT_SKIPPED, "d/.hidden.txt");
    assert_item(l, 2, AUDIT_INPUT_SKIPPED, "d/README.md");
    assert_item(l, 3, AUDIT_INPUT_SKIPPED, "d/old.ZIP");
    assert_item(l, 4, AUDIT_INPUT_SKIPPED, "d/photo.JPG");
    assert_item(l, 5, AUDIT_INPUT_SKIPPED, "d/pipe");
    assert_item(l, 6, AUDIT_INPUT_FILE, "d/report.docx");
    assert_item(l, 7, AUDIT_INPUT_SKIPPED, "d/self");
    assert_item(l, 8, AUDIT_INPUT_SKIPPED, "d/stale");
    assert_item(l, 9, AUDIT_INPUT_FILE, "d/to-file.docx");
    assert_item(l, 10, AUDIT_INPUT_SKIPPED, "d/~$report.docx");
    for (size_t i = 0; i < l->count; i++) {
        if (l->items[i].kind == AUDIT_INPUT_SKIPPED)
            assert_true(l->items[i].reason.len > 0);
    }
}

static void reads_whatever_is_named(void **state)
{
    listing *l = *state;
    const char *paths[] = {".hidden", "photo.jpg", "nowhere", "-", "-"};
    test_folder_text(".hidden", "");
    test_folder_text("photo.jpg", "");
    list(l, paths, 5);
    assert_item(l, 0, AUDIT_INPUT_FILE, ".hidden");
    assert_item(l, 1, AUDIT_INPUT_FILE, "photo.jpg");
    assert_item(l, 2, AUDIT_INPUT_FAILED, "nowhere");
    assert_int_equal(l->items[2].code, HECHA_E_IO);
    assert_string_equal(l->items[2].reason.ptr, "no such file");
    assert_item(l, 3, AUDIT_INPUT_STDIN, "-");
    assert_item(l, 4, AUDIT_INPUT_FAILED, "-");
}

static void shows_bad_bytes_of_names(void **state)
{
    listing *l = *state;
    const char *paths[] = {"d"};
    test_folder_text("d/\xB1\xA8表.txt", "");
    list(l, paths, 1);
    assert_item(l, 0, AUDIT_INPUT_FILE, "d/\xB1\xA8表.txt");
    assert_string_equal(l->items[0].shown.ptr, "d/\\xB1\\xA8表.txt");
}

static void goes_deep_without_recursion(void **state)
{
    listing *l = *state;
    const char *paths[] = {"d"};
    char path[2048] = "d";
    for (int depth = 0; depth < 200; depth++)
        strcat(path, "/e");
    strcat(path, "/f.txt");
    test_folder_text("d/a.txt", "");
    /* The helper's paths are short; here folder after folder is made. */
    for (char *slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
        *slash = '\0';
        mkdir(path, 0777);
        *slash = '/';
    }
    list(l, paths, 1);
    assert_int_equal(l->count, 2);
}

static void reads_within_the_limit(void **state)
{
    listing *l = *state;
    const char *paths[] = {"f", "empty", "d"};
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    base_buf_init(&bytes);
    test_folder_text("f", "0123456789");
    test_folder_text("empty", "");
    assert_int_equal(mkdir("d", 0777), 0);
    list(l, paths, 3);
    assert_int_equal(audit_input_read(&l->items[0], 10, &bytes, &err), 0);
    assert_int_equal(bytes.len, 10);
    assert_int_equal(audit_input_read(&l->items[1], 10, &bytes, &err), 0);
    assert_int_equal(bytes.len, 0);
    assert_int_equal(audit_input_read(&l->items[0], 9, &bytes, &err), HECHA_E_LIMIT);
    assert_int_equal(remove("f"), 0);
    assert_int_equal(audit_input_read(&l->items[0], 9, &bytes, &err), HECHA_E_IO);
    assert_string_equal(err.text, "cannot be read: no such file");
    base_buf_dispose(&bytes);
}

static void knows_documents_by_name_and_bytes(void **state)
{
    base_msg_id reason;
    (void)state;
    assert_true(audit_name_is_document(base_str_c("a/b.DOCX")));
    assert_true(audit_name_is_document(base_str_c("b.pdf")));
    assert_false(audit_name_is_document(base_str_c("a.docx/b")));
    assert_false(audit_name_is_document(base_str_c("docx")));
    assert_true(audit_bytes_are_office(base_str_c("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1...")));
    assert_true(audit_bytes_are_office(base_str_c("PK\x03\x04....[Content_Types].xml")));
    assert_false(audit_bytes_are_office(base_str_c("PK\x03\x04....photo.jpg")));
    assert_false(audit_bytes_are_office(base_str_c("")));
    assert_true(audit_name_skips(base_str_c("Readme"), &reason));
    assert_false(audit_name_skips(base_str_c("readme.docx"), &reason));
    assert_false(audit_name_skips(base_str_c("zip"), &reason));
    assert_false(audit_name_skips(base_str_c("2017年报告"), &reason));
}

static void names_a_file_in_a_zip(void **state)
{
    listing *l = *state;
    const char *paths[] = {"a!/b.zip!/c/d.txt", "a!/none.zip!/c", "x!/y"};
    hecha_err err = base_err_init(HECHA_LANG_EN);
    base_buf bytes;
    base_buf_init(&bytes);
    test_folder_text("a!/b.zip", "packed");
    list(l, paths, 3);
    assert_int_equal(l->count, 3);
    assert_item(l, 0, AUDIT_INPUT_MEMBER, "a!/b.zip!/c/d.txt");
    assert_true(l->items[0].named);
    assert_string_equal(l->items[0].archive.ptr, "a!/b.zip");
    assert_true(base_str_eq_c(l->items[0].inside, "c/d.txt"));
    assert_int_equal(audit_input_read(&l->items[0], 100, &bytes, &err), 0);
    assert_true(base_str_eq_c(base_buf_str(&bytes), "packed"));
    assert_item(l, 1, AUDIT_INPUT_FAILED, "a!/none.zip!/c");
    assert_item(l, 2, AUDIT_INPUT_FAILED, "x!/y");
    base_buf_dispose(&bytes);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(keeps_arguments_then_byte_order),   TEST(skips_in_folders_with_a_reason),
        TEST(reads_whatever_is_named),           TEST(shows_bad_bytes_of_names),
        TEST(goes_deep_without_recursion),       TEST(reads_within_the_limit),
        TEST(knows_documents_by_name_and_bytes), TEST(names_a_file_in_a_zip),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
