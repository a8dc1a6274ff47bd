#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "form_fixture.h"

static void load(fixture *f, const char *id, int year_from, int year_to, form *out)
{
    static const char *const labels[] = {"填报单位", "单位负责人", "审核人",
                                         "填报人",   "联系电话",   "填报日期"};
    char path[512], text[16384];
    snprintf(path, sizeof path, "%s/rules/gov-disclosure/forms/%s.lua", HECHA_SOURCE_DIR, id);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    const char *start = strstr(text, "[[\n"), *end = strstr(text, "]]");
    assert_non_null(start);
    assert_non_null(end);
    base_str rows = base_arena_str(f->arena, base_str_n(start + 3, (size_t)(end - start - 3)));
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    assert_int_equal(form_parse(f->arena, rows, 1, out, &err), 0);
    out->pack = base_str_c("gov-disclosure");
    out->id = base_str_c(id);
    out->title = base_str_c("政府信息公开情况统计表");
    out->year_from = year_from;
    out->year_to = year_to;
    out->blank_is_zero = 1;
    out->field_count = sizeof labels / sizeof *labels;
    out->fields = base_arena_array(f->arena, out->field_count, sizeof *out->fields);
    for (size_t i = 0; i < out->field_count; i++)
        out->fields[i] = base_str_c(labels[i]);
}

int fixture_setup(void **state)
{
    fixture *f = calloc(1, sizeof *f);
    assert_non_null(f);
    f->arena = base_arena_new(0);
    base_buf_init(&f->table);
    load(f, "gk-2014", 2014, 2017, &f->gk2014);
    load(f, "gk-2018", 2018, 2018, &f->gk2018);
    f->both[0] = &f->gk2014;
    f->both[1] = &f->gk2018;
    assert_int_equal(doc_builder_new(0, HECHA_LANG_ZH, &f->builder, NULL), 0);
    *state = f;
    return 0;
}

int fixture_teardown(void **state)
{
    fixture *f = *state;
    doc_builder_free(f->builder);
    doc_free(f->document);
    base_buf_dispose(&f->table);
    base_arena_free(f->arena);
    free(f);
    return 0;
}

static void add_block(fixture *f, const char *text, int level, int title)
{
    doc_paragraph paragraph = {.text = base_str_c(text)};
    paragraph.style_level = level;
    paragraph.style_title = title;
    paragraph.place.line = ++f->line;
    assert_int_equal(doc_build_paragraph(f->builder, &paragraph), 0);
}

void fixture_paragraph(fixture *f, const char *text)
{
    add_block(f, text, 0, 0);
}

void fixture_heading(fixture *f, const char *text)
{
    add_block(f, text, 1, 0);
}

void fixture_title(fixture *f, const char *text)
{
    add_block(f, text, 0, 1);
}

static void add_cell(fixture *f, const char *text, size_t length)
{
    char copy[4096];
    doc_cell_spec spec = {.place.line = f->line};
    assert_true(length < sizeof copy);
    for (size_t i = 0; i < length; i++)
        copy[i] = text[i] == '\\' ? '\n' : text[i];
    copy[length] = '\0';
    spec.continues_above = strcmp(copy, "^") == 0;
    spec.continues_left = strcmp(copy, "<") == 0;
    assert_int_equal(doc_build_cell_begin(f->builder, &spec), 0);
    doc_paragraph paragraph = {.text = base_str_c(copy)};
    if (!spec.continues_above && !spec.continues_left && length)
        assert_int_equal(doc_build_cell_paragraph(f->builder, &paragraph), 0);
    assert_int_equal(doc_build_cell_end(f->builder), 0);
}

void fixture_table(fixture *f, const char *text)
{
    base_place place = {.line = f->line + 1};
    assert_int_equal(doc_build_table_begin(f->builder, &place, DOC_TABLE), 0);
    while (*text) {
        size_t length = strcspn(text, "\n");
        const char *end = text + length;
        f->line++;
        assert_int_equal(doc_build_row_begin(f->builder, 0), 0);
        for (const char *cell = text; cell <= end;) {
            size_t width = strcspn(cell, "|\n");
            add_cell(f, cell, width);
            cell += width + 1;
        }
        assert_int_equal(doc_build_row_end(f->builder), 0);
        text = *end ? end + 1 : end;
    }
    assert_int_equal(doc_build_table_end(f->builder), 0);
}

void fixture_print(fixture *f, const form *model, int first, int last, int header)
{
    char number[16];
    base_buf_clear(&f->table);
    if (header)
        base_buf_add_c(&f->table, "统　计　指　标|单位|统计数\n");
    for (int i = first; i <= last && i <= (int)model->count; i++) {
        const form_row *row = &model->rows[i - 1];
        base_buf_add_str(&f->table, row->printed);
        base_buf_add_c(&f->table, "|");
        base_buf_add_str(&f->table, row->heading ? base_str_c("——") : row->unit);
        snprintf(number, sizeof number, "|%d\n", i);
        base_buf_add_c(&f->table, row->heading ? "|\n" : number);
    }
    assert_false(base_buf_failed(&f->table));
}

void fixture_replace(fixture *f, const char *what, const char *by)
{
    size_t at = base_str_find(base_buf_str(&f->table), base_str_c(what), 0);
    assert_true(at != BASE_STR_NONE);
    base_buf made;
    base_buf_init(&made);
    base_buf_add(&made, f->table.ptr, at);
    base_buf_add_c(&made, by);
    base_buf_add_c(&made, f->table.ptr + at + strlen(what));
    base_buf_dispose(&f->table);
    f->table = made;
}

void fixture_finish(fixture *f)
{
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    int code = doc_build_finish(f->builder, base_str_c("report.txt"), "txt", &f->document, &err);
    f->builder = NULL;
    assert_int_equal(code, 0);
    assert_null(doc_check(f->document));
}

void fixture_align(fixture *f, int year)
{
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    fixture_finish(f);
    assert_int_equal(form_align(f->arena, f->document, form_set_new(f->arena, f->both, 2), year,
                                &f->instances, &f->count, &err),
                     0);
}

const form_item *fixture_item(const fixture *f, size_t instance, const char *label)
{
    int row;
    assert_true(instance < f->count);
    assert_int_equal(form_find(f->instances[instance].form, base_str_c(label), &row, NULL), 1);
    return &f->instances[instance].items[row];
}

size_t fixture_states(const fixture *f, size_t instance, value_state state)
{
    size_t count = 0;
    assert_true(instance < f->count);
    for (size_t i = 0; i < f->instances[instance].form->count; i++)
        count += f->instances[instance].items[i].figure.state == state;
    return count;
}
