#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/err.h"
#include "folder.h"
#include "pack/data.h"
#include "pack/pack.h"

#define MANIFEST "{\n\"name\": \"demo\",\n\"version\": \"1.0.0\",\n\"api\": 1,\n\"title\": \"示例\""

static int setup(void **state)
{
    *state = test_folder_make();
    return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    test_folder_remove(*state);
    return 0;
}

static pack *load(const char *folder)
{
    pack *loaded = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    int code = pack_load(folder, HECHA_LANG_EN, &loaded, &err);
    if (code != 0)
        fprintf(stderr, "%s:%d: %s\n", err.file, err.line, err.text);
    assert_int_equal(code, 0);
    return loaded;
}

static void loads_a_pack(void **state)
{
    (void)state;
    test_folder_text("p/pack.json",
                     MANIFEST ",\n\"licence\": \"MIT\", \"authors\": [\"甲\", \"乙\"],"
                              "\"requires\": [\"base\"], \"unknown\": {},\n\"subject\": {"
                              "\"title\": [\"政府信息公开…年度报告\"],"
                              "\"agency\": [{\"in\": \"title\", \"pattern\": \"^{agency}政府\"},"
                              "{\"in\": \"field:填报单位\", \"pattern\": \"^{agency}$\"}]}}");
    test_folder_text("p/rules/b.lua", "-- b");
    test_folder_text("p/rules/a.lua", "\xEF\xBB\xBF-- a");
    test_folder_text("p/rules/.hidden.lua", "-- h");
    test_folder_text("p/rules/notes.txt", "no rule");
    test_folder_text("p/forms/z.lua", "-- z");
    pack *loaded = load("p/");
    assert_true(base_str_eq_c(loaded->name, "demo"));
    assert_true(base_str_eq_c(loaded->version, "1.0.0"));
    assert_true(base_str_eq_c(loaded->title, "示例"));
    assert_true(base_str_eq_c(loaded->licence, "MIT"));
    assert_int_equal(loaded->author_count, 2);
    assert_true(base_str_eq_c(loaded->authors[1], "乙"));
    assert_int_equal(loaded->require_count, 1);
    assert_int_equal(loaded->subject.title.count, 1);
    assert_int_equal(loaded->subject.agency.count, 2);
    assert_int_equal(loaded->subject.agency.items[1].where, FORM_IN_FIELD);
    assert_true(base_str_eq_c(loaded->subject.agency.items[1].field, "填报单位"));
    assert_int_equal(loaded->file_count, 3);
    assert_int_equal(loaded->form_file_count, 1);
    assert_true(base_str_eq_c(loaded->files[0].name, "forms/z.lua"));
    assert_true(loaded->files[0].is_form);
    assert_true(base_str_eq_c(loaded->files[1].name, "rules/a.lua"));
    assert_true(base_str_eq_c(loaded->files[1].bytes, "-- a"));
    assert_false(loaded->files[2].is_form);
    assert_int_equal(strlen(loaded->sha256), 64);
    pack_free(loaded);
}

static void needs_only_the_manifest(void **state)
{
    (void)state;
    test_folder_text("p/pack.json", MANIFEST "}");
    pack *loaded = load("p");
    assert_int_equal(loaded->file_count, 0);
    assert_int_equal(loaded->subject.title.count, 0);
    pack_free(loaded);
}

/* Marks, line ends, separators and quotes as spreadsheets write them; rows that are blank. */
static void data_are_read_as_spreadsheets_write_them(void **state)
{
    (void)state;
    test_folder_text("s/pack.json", MANIFEST "}");
    test_folder_text("s/data/a.csv", "\xEF\xBB\xBF\r\nwrong;right\r\n\"a;\"\"b\r\nc\"; 对 \r\n"
                                     "\r\n;\r\nd;e\r\ng;");
    test_folder_text("s/data/b.csv", "");
    pack *loaded = load("s");
    assert_int_equal(loaded->data_count, 1);
    assert_int_equal(loaded->problem_count, 1);
    pack_data *a = &loaded->data[0];
    assert_int_equal(a->column_count, 2);
    assert_int_equal(a->row_count, 3);
    assert_true(base_str_eq_c(pack_data_at(a, 0, 0), "a;\"b\nc"));
    assert_true(base_str_eq_c(pack_data_at(a, 0, 1), "对"));
    assert_true(base_str_eq_c(pack_data_at(a, 1, 1), "e"));
    assert_true(base_str_eq_c(pack_data_at(a, 2, 0), "g"));
    assert_int_equal(pack_data_at(a, 2, 1).len, 0);
    pack_free(loaded);
}

static void data_are_tables(void **state)
{
    (void)state;
    test_folder_text("p/pack.json", MANIFEST "}");
    test_folder_text("p/data/b.csv", "wrong,right,note\n\"a,b\",c,\n,,\nd,,e\n");
    test_folder_text("p/data/a.csv", "x\n1\n");
    test_folder_text("p/data/twice.csv", "x,x\n1,2\n");
    test_folder_text("p/data/notes.txt", "no table");
    pack *loaded = load("p");
    assert_int_equal(loaded->data_count, 2);
    assert_int_equal(loaded->problem_count, 1);
    assert_non_null(strstr(loaded->problems[0].file.ptr, "p/data/twice.csv"));
    pack_data *b = &loaded->data[1];
    assert_true(base_str_eq_c(loaded->data[0].name, "a.csv"));
    assert_int_equal(b->column_count, 3);
    assert_int_equal(b->row_count, 2); /* the row without any text is none */
    assert_true(base_str_eq_c(pack_data_at(b, 0, 0), "a,b"));
    assert_true(base_str_eq_c(pack_data_at(b, 1, 2), "e"));
    assert_int_equal(pack_data_column(b, base_str_c("right")), 1);
    assert_true(pack_data_column(b, base_str_c("x")) == BASE_STR_NONE);

    base_str unknown;
    base_str columns[] = {{"note", 4}, {"wrong", 5}}, cells[] = {{"n", 1}, {"w", 1}};
    pack_data more = {{"more.csv", 8}, columns, 2, cells, 1};
    assert_int_equal(pack_data_append(loaded->arena, b, &more, &unknown), 0);
    assert_int_equal(b->row_count, 3);
    assert_true(base_str_eq_c(pack_data_at(b, 2, 0), "w"));
    assert_int_equal(pack_data_at(b, 2, 1).len, 0);
    columns[0] = base_str_c("nota");
    assert_int_equal(pack_data_append(loaded->arena, b, &more, &unknown), HECHA_E_RULE);
    assert_true(base_str_eq_c(unknown, "nota"));
    assert_int_equal(b->row_count, 3);
    pack_free(loaded);
}

static void hash_follows_every_file(void **state)
{
    char first[65];
    (void)state;
    test_folder_text("p/pack.json", MANIFEST "}");
    test_folder_text("p/rules/a.lua", "-- a");
    pack *loaded = load("p");
    memcpy(first, loaded->sha256, sizeof(first));
    pack_free(loaded);
    test_folder_text("p/README.md", "text");
    loaded = load("p");
    assert_string_equal(loaded->sha256, first);
    pack_free(loaded);
    assert_int_equal(rename("p/rules/a.lua", "p/rules/b.lua"), 0);
    loaded = load("p");
    assert_string_not_equal(loaded->sha256, first);
    pack_free(loaded);
}

/* What a manifest is refused for. */
static void assert_refused(const char *manifest, int line, const char *text)
{
    pack *loaded = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    test_folder_text("p/pack.json", manifest);
    assert_int_equal(pack_load("p", HECHA_LANG_EN, &loaded, &err), HECHA_E_RULE);
    assert_null(loaded);
    assert_string_equal(err.file, "p/pack.json");
    assert_int_equal(err.line, line);
    if (strstr(err.text, text) == NULL)
        fail_msg("\"%s\" is not in \"%s\"", text, err.text);
}

static void refuses_wrong_manifests_with_the_line(void **state)
{
    (void)state;
    assert_refused("", 1, "JSON");
    assert_refused("{\n\"name\": \"a\",\n\"name\": \"b\"}", 3, "JSON");
    assert_refused("[]", 1, "object");
    assert_refused("{\n\"version\": \"1\"}", 1, "\"name\"");
    assert_refused("{\n\n\"name\": 7}", 3, "\"name\"");
    assert_refused("{\n\"name\": \"a/b\"}", 2, "\"name\"");
    assert_refused("{\n\"name\": \"\"}", 2, "empty");
    assert_refused("{\"name\": \"a\",\n\"version\": \"one\"}", 2, "\"version\"");
    assert_refused("{\"name\": \"a\", \"version\": \"1\",\n\"api\": 2}", 2, "\"api\"");
    assert_refused("{\"name\": \"a\", \"version\": \"1\",\n\"api\": 1}", 1, "\"title\"");
    assert_refused(MANIFEST ",\n\"authors\": \"x\"}", 6, "\"authors\"");
    assert_refused(MANIFEST ",\n\"authors\": [1]}", 6, "\"authors\"");
    assert_refused(MANIFEST ",\n\"subject\": []}", 6, "\"subject\"");
    assert_refused(MANIFEST ",\n\"subject\": {\n\"title\": \"x\"}}", 7, "subject.title");
    assert_refused(MANIFEST ",\n\"subject\": {\n\n\"year\": [\"x\"]}}", 8, "subject.year");
    assert_refused(MANIFEST ",\"subject\": {\"year\": [{\"in\": \"top\", \"pattern\": \"x\"}]}}", 5,
                   "title-line");
    assert_refused(MANIFEST ",\"subject\": {\"year\": [{\"in\": \"end\"}]}}", 5, "subject.year");
    assert_refused(MANIFEST ",\"subject\": {\n\"title\": [\"a\",\n\"{bad\"]}}", 7, "{bad");
}

#define PARAMS MANIFEST ",\n\"params\": {\n"

static void reads_params(void **state)
{
    (void)state;
    test_folder_text(
        "p/pack.json",
        PARAMS "\"share\": {\"title\": \"比例\", \"type\": \"decimal\", \"default\": \"0.50\","
               " \"max\": 1},\n"
               "\"deadline\": {\"title\": \"期限\", \"type\": \"day\", \"default\": \"03-31\","
               " \"min\": \"01-01\"},\n"
               "\"days\": {\"title\": \"天\", \"type\": \"integer\", \"default\": -3},\n"
               "\"on\": {\"title\": \"开\", \"type\": \"flag\", \"default\": true},\n"
               "\"unit\": {\"title\": \"单位\", \"type\": \"text\", \"default\": \"\"}}}");
    pack *loaded = load("p");
    assert_int_equal(loaded->param_count, 5);
    const pack_param *params = loaded->params;
    assert_true(base_str_eq_c(params[0].name, "days"));
    assert_int_equal(params[0].value.integer, -3);
    assert_true(base_str_eq_c(params[1].name, "deadline"));
    assert_int_equal(params[1].value.integer, 331);
    assert_true(params[1].has_min);
    assert_int_equal(params[1].min.integer, 101);
    assert_int_equal(params[2].value.integer, 1);
    assert_true(base_str_eq_c(params[3].value.text, "0.5"));
    assert_true(base_str_eq_c(params[3].title, "比例"));
    assert_int_equal(params[4].type, PACK_PARAM_TEXT);
    assert_int_equal(params[4].value.text.len, 0);
    pack_free(loaded);
}

static void refuses_wrong_params(void **state)
{
    (void)state;
    assert_refused(MANIFEST ",\n\"params\": []}", 6, "\"params\"");
    assert_refused(PARAMS "\"A\": {}}}", 7, "params.A");
    assert_refused(PARAMS "\n\"a\": 1}}", 8, "object");
    assert_refused(PARAMS "\"a\": {\"type\": \"float\"}}}", 7, "decimal");
    assert_refused(PARAMS "\"a\": {\"type\": \"flag\", \"default\": true}}}", 7, "\"title\"");
#define A_PARAM(rest) PARAMS "\"a\": {\"title\": \"t\", " rest "}}}"
    assert_refused(A_PARAM("\"type\": \"integer\""), 7, "no default");
    assert_refused(A_PARAM("\"type\": \"integer\", \"default\": 1.5"), 7, "params.a");
    assert_refused(A_PARAM("\"type\": \"decimal\", \"default\": 0.5"), 7, "\"0.5\"");
    assert_refused(A_PARAM("\"type\": \"day\", \"default\": \"02-29\""), 7, "03-31");
    assert_refused(A_PARAM("\"type\": \"day\", \"default\": \"3-31\""), 7, "03-31");
    assert_refused(A_PARAM("\"type\": \"text\", \"default\": \"a\\nb\""), 7, "one line");
    assert_refused(A_PARAM("\"type\": \"flag\", \"default\": 1"), 7, "true or false");
    assert_refused(A_PARAM("\"type\": \"flag\", \"default\": true, \"min\": 0"), 7, "\"min\"");
    assert_refused(A_PARAM("\"type\": \"integer\", \"default\": 4, \"max\": 3"), 7, "outside");
    assert_refused(A_PARAM("\"type\": \"integer\", \"default\": 4, \"min\": \"3\""), 7, "type");
}

static void leaves_bad_files_out_and_says_so(void **state)
{
    static char large[PACK_MAX_FILE + 1];
    (void)state;
    memset(large, '-', sizeof(large));
    test_folder_text("p/pack.json", MANIFEST "}");
    test_folder_write("p/rules/large.lua", large, sizeof(large));
    test_folder_write("p/rules/limit.lua", large, sizeof(large) - 1);
    test_folder_write("p/rules/nul.lua", "a\nb\0c", 5);
    test_folder_text("p/rules/gbk.lua", "-- \n-- \xB1\xED");
    test_folder_text("secret", "-- secret");
    assert_int_equal(symlink("../../secret", "p/rules/link.lua"), 0);
    assert_int_equal(mkdir("p/rules/folder.lua", 0777), 0);
    assert_int_equal(mkfifo("p/rules/pipe.lua", 0600), 0);
    pack *loaded = load("p");
    assert_int_equal(loaded->file_count, 1);
    assert_true(base_str_eq_c(loaded->files[0].name, "rules/limit.lua"));
    assert_int_equal(loaded->problem_count, 6);
    const char *files[] = {"p/rules/folder.lua", "p/rules/gbk.lua", "p/rules/large.lua",
                           "p/rules/link.lua",   "p/rules/nul.lua", "p/rules/pipe.lua"};
    for (size_t i = 0; i < 6; i++) {
        assert_true(base_str_eq_c(loaded->problems[i].file, files[i]));
        assert_true(loaded->problems[i].text.len > 0);
    }
    assert_int_equal(loaded->problems[1].line, 2);
    assert_int_equal(loaded->problems[4].line, 2);
    pack_free(loaded);
}

static void says_when_there_is_no_pack(void **state)
{
    pack *loaded = NULL;
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    (void)state;
    assert_int_equal(pack_load("nowhere", HECHA_LANG_ZH, &loaded, &err), HECHA_E_IO);
    assert_non_null(strstr(err.text, "文件不存在"));
    test_folder_text("p/rules/a.lua", "");
    assert_int_equal(pack_load("p", HECHA_LANG_ZH, &loaded, &err), HECHA_E_IO);
    assert_non_null(strstr(err.text, "pack.json"));
}

static void loads_a_rule_file(void **state)
{
    pack *loaded = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    test_folder_text("dir/my-rules.lua", "-- rules");
    assert_int_equal(pack_load_rule_file("dir/my-rules.lua", HECHA_LANG_EN, &loaded, &err), 0);
    assert_true(base_str_eq_c(loaded->name, "my-rules"));
    assert_true(loaded->single);
    assert_int_equal(loaded->file_count, 1);
    assert_true(base_str_eq_c(loaded->files[0].name, "dir/my-rules.lua"));
    assert_false(loaded->files[0].is_form);
    pack_free(loaded);
    test_folder_text("bad.lua", "a\xFF");
    assert_int_equal(pack_load_rule_file("bad.lua", HECHA_LANG_EN, &loaded, &err), HECHA_E_RULE);
    assert_string_equal(err.file, "bad.lua");
    assert_int_equal(err.line, 1);
    assert_int_equal(pack_load_rule_file("none.lua", HECHA_LANG_EN, &loaded, &err), HECHA_E_IO);
    assert_int_equal(pack_load_rule_file("dir", HECHA_LANG_EN, &loaded, &err), HECHA_E_IO);
}

static void lists_packs_in_byte_order(void **state)
{
    base_arena *arena = base_arena_new(0);
    base_str *folders;
    size_t count;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    (void)state;
    test_folder_text("all/b/pack.json", "{}");
    test_folder_text("all/a-1/pack.json", "{}");
    test_folder_text("all/a/pack.json", "{}");
    test_folder_text("all/.git/pack.json", "{}");
    test_folder_text("all/none/README.md", "");
    test_folder_text("all/file", "");
    assert_int_equal(pack_list("all", arena, &folders, &count, &err), 0);
    assert_int_equal(count, 3);
    assert_true(base_str_eq_c(folders[0], "all/a"));
    assert_true(base_str_eq_c(folders[1], "all/a-1"));
    assert_true(base_str_eq_c(folders[2], "all/b"));
    assert_int_equal(pack_list("nowhere", arena, &folders, &count, &err), 0);
    assert_int_equal(count, 0);
    base_arena_free(arena);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)
    const struct CMUnitTest tests[] = {
        TEST(loads_a_pack),
        TEST(needs_only_the_manifest),
        TEST(hash_follows_every_file),
        TEST(data_are_tables),
        TEST(data_are_read_as_spreadsheets_write_them),
        TEST(refuses_wrong_manifests_with_the_line),
        TEST(reads_params),
        TEST(refuses_wrong_params),
        TEST(leaves_bad_files_out_and_says_so),
        TEST(says_when_there_is_no_pack),
        TEST(loads_a_rule_file),
        TEST(lists_packs_in_byte_order),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
