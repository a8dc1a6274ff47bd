#include "test.h"

#include "script_fixture.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "doc/build.h"

static void add_paragraph(doc_builder *builder, const char *number, const char *text, int title,
                          int level)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.text = base_str_c(text);
    paragraph.number = base_str_c(number);
    paragraph.number_source = number[0] != '\0' ? DOC_NUMBER_LIST : DOC_NUMBER_NONE;
    paragraph.style_title = title;
    paragraph.style_level = level;
    assert_int_equal(doc_build_paragraph(builder, &paragraph), 0);
}

static void add_cell(doc_builder *builder, const char *text)
{
    doc_cell_spec cell;
    doc_paragraph paragraph;
    memset(&cell, 0, sizeof(cell));
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.text = base_str_c(text);
    assert_int_equal(doc_build_cell_begin(builder, &cell), 0);
    assert_int_equal(doc_build_cell_paragraph(builder, &paragraph), 0);
    assert_int_equal(doc_build_cell_end(builder), 0);
}

static doc *make_document(void)
{
    doc_builder *builder;
    hecha_err err = {.lang = HECHA_LANG_EN};
    assert_int_equal(doc_builder_new(0, HECHA_LANG_EN, &builder, &err), 0);
    add_paragraph(builder, "", "某局2017年度工作报告", 1, 0);
    add_paragraph(builder, "一、", "概述", 0, 1);
    add_paragraph(builder, "", "自2017年1月1日起，共收到申请１２件。", 0, 0);
    add_paragraph(builder, "二、", "附表", 0, 1);
    base_place place;
    memset(&place, 0, sizeof(place));
    assert_int_equal(doc_build_table_begin(builder, &place, DOC_TABLE), 0);
    for (int row = 1; row <= 2; row++) {
        assert_int_equal(doc_build_row_begin(builder, 0), 0);
        add_cell(builder, row == 1 ? "指标" : "收到申请数");
        add_cell(builder, row == 1 ? "数" : "12");
        assert_int_equal(doc_build_row_end(builder), 0);
    }
    assert_int_equal(doc_build_table_end(builder), 0);
    add_paragraph(builder, "", "2018年2月30日", 0, 0);
    doc *document;
    assert_int_equal(doc_build_finish(builder, base_str_c("report.txt"), "txt", &document, &err),
                     0);
    return document;
}

void fixture_open(fixture *f, const script_limits *limits)
{
    memset(f, 0, sizeof(*f));
    hecha_err err = {.lang = HECHA_LANG_EN};
    assert_int_equal(script_vm_new(limits, HECHA_LANG_EN, &f->vm, &err), 0);
    f->arena = base_arena_new(0);
    assert_non_null(f->arena);
    f->source.name = base_str_c("p");
    f->source.files = f->files;
    f->document = make_document();
    f->subject.agency = base_str_c("某局");
    f->subject.year = 2017;
    base_buf_init(&f->log);
}

void fixture_close(fixture *f)
{
    script_vm_free(f->vm);
    base_arena_free(f->run_arena);
    base_arena_free(f->arena);
    doc_free(f->document);
    base_buf_dispose(&f->log);
}

void fixture_add(fixture *f, const char *name, const char *lua)
{
    pack_file *file = &f->files[f->source.file_count++];
    file->name = base_str_c(name);
    file->bytes = base_str_c(lua);
    file->is_form = strncmp(name, "forms/", 6) == 0;
}

void fixture_load(fixture *f)
{
    hecha_err err = {.lang = HECHA_LANG_EN};
    assert_int_equal(script_load(f->vm, &f->source, f->arena, &f->loaded, &err), 0);
    assert_int_equal(script_link(f->vm, &f->loaded, (const form *const *)f->loaded.forms,
                                 f->loaded.form_count, f->arena, &err),
                     0);
    assert_int_equal(script_seal(f->vm, &err), 0);
}

void fixture_fill(fixture *f, const char *form_id, const char *figures)
{
    const form *found = NULL;
    for (size_t i = 0; i < f->loaded.form_count; i++)
        if (base_str_eq_c(f->loaded.forms[i]->id, form_id))
            found = f->loaded.forms[i];
    assert_non_null(found);
    form_instance *instance = &f->instances[f->instance_count++];
    memset(instance, 0, sizeof(*instance));
    instance->form = found;
    instance->ordinal = 1;
    instance->place.path = f->document->path;
    instance->place.table = 1;
    instance->items = base_arena_array(f->arena, found->count, sizeof(*instance->items));
    for (size_t i = 0; i < found->count; i++) {
        form_item *item = &instance->items[i];
        const char *end = strchr(figures, '|');
        size_t length = end != NULL ? (size_t)(end - figures) : strlen(figures);
        item->row = &found->rows[i];
        item->raw = base_str_n(figures, length);
        item->figure = value_figure_read(item->raw, found->rows[i].unit);
        item->similarity = 100;
        item->place = instance->place;
        item->place.row = (uint32_t)i + 2;
        item->place.cell = 3;
        if (base_str_eq_c(item->raw, "-")) {
            item->figure.state = VALUE_MISSING;
            item->raw.len = 0;
        }
        figures += length + (end != NULL);
    }
}

const rule *fixture_rule(const fixture *f, const char *id)
{
    for (size_t i = 0; i < f->loaded.rule_count; i++)
        if (base_str_eq_c(f->loaded.rules[i]->id, id))
            return f->loaded.rules[i];
    return NULL;
}

const rule_verdict *fixture_verdict(const fixture *f, size_t index)
{
    return index < f->verdicts.count ? base_vec_at(&f->verdicts, index) : NULL;
}

const rule_verdict *fixture_run(fixture *f, const char *id, size_t index, size_t instance)
{
    const rule *wanted = fixture_rule(f, id);
    assert_non_null(wanted);
    if (wanted->broken.len > 0)
        fprintf(stderr, "%.*s\n", (int)wanted->broken.len, wanted->broken.ptr);
    assert_int_equal(wanted->broken.len, 0);
    assert_true(index < wanted->check_count);
    base_arena_free(f->run_arena);
    f->run_arena = base_arena_new(0);
    assert_non_null(f->run_arena);
    const form_instance *here = instance > 0 ? &f->instances[instance - 1] : NULL;
    f->scene = (rule_scene){
        .arena = f->run_arena, .lang = HECHA_LANG_EN, .document = f->document, .instance = here};
    script_report report = {f->document, f->instances, f->instance_count, &f->subject, here, NULL};
    base_vec_init(&f->verdicts, sizeof(rule_verdict));
    base_buf_clear(&f->log);
    assert_int_equal(script_run(f->vm, wanted, &wanted->checks[index], &report, &f->scene,
                                &f->verdicts, &f->log),
                     0);
    const rule_verdict *first = fixture_verdict(f, 0);
    assert_non_null(first);
    return first;
}

const char *fixture_log(const fixture *f)
{
    return f->log.ptr != NULL ? f->log.ptr : "";
}

const rule_verdict *fixture_check(fixture *f, const char *body)
{
    static const char head[] = "rule \"R\" { title = \"t\", severity = \"error\", "
                               "check = function(report, expect)\n";
    size_t length = sizeof(head) + strlen(body) + 16;
    char *source = base_arena_alloc(f->arena, length); /* read again by each run without a region */
    assert_non_null(source);
    snprintf(source, length, "%s%s\nend }\n", head, body);
    fixture_add(f, "r.lua", source);
    fixture_load(f);
    return fixture_run(f, "R", 0, 0);
}

const char *fixture_eval(fixture *f, const char *body)
{
    const rule_verdict *verdict = fixture_check(f, body);
    if (verdict->outcome == RESULT_NOT_EVALUATED)
        fprintf(stderr, "%.*s\n", (int)verdict->reason.len, verdict->reason.ptr);
    return fixture_log(f);
}

int fixture_has(base_str text, const char *part)
{
    return base_str_find(text, base_str_c(part), 0) != BASE_STR_NONE;
}
