/* Every allocation of reading a report, aligning its table and finding its subject is made to fail
 * in turn: each time there is an error or a whole result, and nothing is left behind. */
#include "test.h"

#include <libxml/xmlerror.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "failing_malloc.h"
#include "form/form.h"
#include "read/read.h"
#include "render/render.h"

static const char rows[] = "三、依申请公开情况 | ——\n"
                           "  （一）收到申请数 | 件 | 子项\n"
                           "    1.当面申请数 | 件\n"
                           "    2.传真申请数 | 件\n"
                           "    3.网络申请数 | 件\n"
                           "    4.信函申请数 | 件\n"
                           "  （二）申请办结数 | 件 | 子项\n"
                           "    1.按时办结数 | 件\n"
                           "    2.延期办结数 | 件\n";

static char *load(const char *name, size_t *size)
{
    char path[1024];
    snprintf(path, sizeof(path), "%s/fixtures/%s", HECHA_SOURCE_DIR, name);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *bytes = malloc(1u << 20);
    assert_non_null(bytes);
    *size = fread(bytes, 1, 1u << 20, file);
    fclose(file);
    return bytes;
}

/* 0 if everything worked, else an error code. *out: the document, if it could be read. */
static int read_and_align(const char *bytes, size_t size, doc **out)
{
    read_input input = {0};
    hecha_err err = {0};
    doc *document = NULL;
    input.bytes = base_str_n(bytes, size);
    input.path = base_str_c("oom");
    int status = read_document(&input, &document, &err);
    if (status != 0) {
        assert_null(document);
        return status;
    }
    assert_null(doc_check(document));
    base_arena *arena = base_arena_new(0);
    form shape = {0};
    const form *forms[] = {&shape};
    form_instance *instances = NULL;
    size_t count = 0;
    shape.name = base_str_c("oom/small");
    status = arena == NULL ? HECHA_E_MEMORY : form_parse(arena, base_str_c(rows), 1, &shape, &err);
    const form_set *set = status == 0 ? form_set_new(arena, forms, 1) : NULL;
    if (status == 0)
        status = set == NULL ? base_err_memory(&err)
                             : form_align(arena, document, set, 0, &instances, &count, &err);
    if (status == 0)
        assert_true(count <= 2);
    base_arena_free(arena);
    *out = document;
    return status;
}

/* All that was read, as text. */
static void show(const doc *document, base_buf *out)
{
    render_options options = {HECHA_LANG_ZH, 0, 0, 80};
    form_subject subject = {0};
    base_buf_clear(out);
    render_show_json(out, &options, document, NULL, 0, &subject);
    for (const doc_problem *problem = document->problems; problem != NULL; problem = problem->next)
        base_buf_add_str(out, problem->text);
    assert_false(base_buf_failed(out));
}

static void fail_each(const char *name, long step, void (*arm)(long nth))
{
    size_t size;
    char *bytes = load(name, &size);
    doc *document = NULL;
    base_buf whole, other;
    base_buf_init(&whole);
    base_buf_init(&other);
    assert_int_equal(read_and_align(bytes, size, &document), 0); /* libraries allocate globals */
    show(document, &whole);
    doc_free(document);
    xmlResetLastError();
    long refused = 0;
    for (long nth = 1;; nth += step) {
        long alive = failing_malloc_alive();
        arm(nth);
        document = NULL;
        int status = read_and_align(bytes, size, &document);
        int was_refused = failing_malloc_disarm();
        if (status == 0 && was_refused) {
            show(document, &other);
            if (other.len != whole.len || memcmp(other.ptr, whole.ptr, whole.len) != 0)
                fail_msg("%s: allocation %ld refused: something else was read", name, nth);
        }
        doc_free(document);
        base_buf_dispose(&other);
        if (!was_refused)
            break;
        refused++;
        xmlResetLastError(); /* libxml2 keeps its last message */
        if (failing_malloc_alive() > alive && failing_malloc_own())
            fail_msg("%s: allocation %ld refused: %ld left behind (status %d)", name, nth,
                     failing_malloc_alive() - alive, status);
    }
    printf("%s: %ld allocations refused in turn\n", name, refused);
    assert_true(refused > 10);
    base_buf_dispose(&whole);
    free(bytes);
}

static void txt_vertical(void **state)
{
    (void)state;
    fail_each("clean-vertical-2017.txt", 1, failing_malloc_arm);
}

static void txt_tab(void **state)
{
    (void)state;
    fail_each("clean-pages-2018.txt", 1, failing_malloc_arm);
}

static void docx_plain(void **state)
{
    (void)state;
    fail_each("clean-2018.docx", 1, failing_malloc_arm);
}

static void docx_merged(void **state)
{
    (void)state;
    fail_each("clean-merged-2017.docx", 1, failing_malloc_arm);
}

static void rtf_csv_mht(void **state)
{
    (void)state;
    fail_each("../tests/fuzz/corpus/read/rich.rtf", 1, failing_malloc_arm);
    fail_each("../tests/fuzz/corpus/read/gb.csv", 1, failing_malloc_arm);
    fail_each("../tests/fuzz/corpus/read/page.mht", 1, failing_malloc_arm);
}

static void books_and_odf(void **state)
{
    (void)state;
    fail_each("../tests/fuzz/corpus/read/xlsx_small", 1, failing_malloc_arm);
    fail_each("../tests/fuzz/corpus/read/odt_small", 1, failing_malloc_arm);
    fail_each("../tests/fuzz/corpus/read/odf_flat_sheet", 1, failing_malloc_arm);
    fail_each("../tests/fuzz/corpus/read/odf_flat_text", 1, failing_malloc_arm);
}

static void html(void **state)
{
    (void)state;
    fail_each("tables-2022.html", 3, failing_malloc_arm_own); /* libxml2 makes thousands */
}

static void xls(void **state)
{
    (void)state;
    fail_each("../tests/fuzz/corpus/read/biff8", 1, failing_malloc_arm);
    fail_each("../tests/fuzz/corpus/read/biff5", 1, failing_malloc_arm);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(txt_vertical),  cmocka_unit_test(txt_tab),
        cmocka_unit_test(docx_plain),    cmocka_unit_test(docx_merged),
        cmocka_unit_test(rtf_csv_mht),   cmocka_unit_test(xls),
        cmocka_unit_test(books_and_odf), cmocka_unit_test(html),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
