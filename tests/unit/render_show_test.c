#include "test.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>

#include "doc/build.h"
#include "doc/prose.h"
#include "render/render.h"

typedef struct sample {
    doc *document;
    form filled;
    form_row rows[4];
    form_item items[4];
    form_extra extra;
    form_field field;
    form_instance instance;
    form_subject subject;
} sample;

static void add_paragraph(doc_builder *builder, const char *text, const char *number, int level,
                          uint32_t line)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.text = base_str_c(text);
    paragraph.number = base_str_c(number);
    paragraph.number_source = number[0] != '\0' ? DOC_NUMBER_LIST : DOC_NUMBER_NONE;
    paragraph.style_level = level;
    paragraph.place.line = line;
    paragraph.place.column = 1;
    assert_int_equal(doc_build_paragraph(builder, &paragraph), 0);
}

static void add_cell(doc_builder *builder, const char *text, uint32_t rowspan, uint32_t colspan)
{
    doc_cell_spec spec;
    doc_paragraph paragraph;
    memset(&spec, 0, sizeof(spec));
    memset(&paragraph, 0, sizeof(paragraph));
    spec.rowspan = rowspan;
    spec.colspan = colspan;
    paragraph.text = base_str_c(text);
    assert_int_equal(doc_build_cell_begin(builder, &spec), 0);
    assert_int_equal(doc_build_cell_paragraph(builder, &paragraph), 0);
    assert_int_equal(doc_build_cell_end(builder), 0);
}

static void add_table(doc_builder *builder)
{
    base_place place;
    memset(&place, 0, sizeof(place));
    place.line = 10;
    assert_int_equal(doc_build_table_begin(builder, &place, DOC_TABLE), 0);
    doc_build_row_begin(builder, 0);
    add_cell(builder, "指标", 1, 2);
    add_cell(builder, "数", 2, 1);
    doc_build_row_end(builder);
    doc_build_row_begin(builder, 0);
    add_cell(builder, "甲", 1, 1);
    add_cell(builder, "乙", 1, 1);
    doc_build_row_end(builder);
    assert_int_equal(doc_build_table_end(builder), 0);
}

static doc *make_document(void)
{
    doc_builder *builder = NULL;
    doc *document = NULL;
    hecha_err err;
    memset(&err, 0, sizeof(err));
    assert_int_equal(doc_builder_new(0, HECHA_LANG_ZH, &builder, &err), 0);
    add_paragraph(builder, "概况", "一、", 1, 3);
    add_paragraph(builder, "　　全年主动公开１２条，收到申请620余件。未收到行政复议。", "", 0, 4);
    add_table(builder);
    assert_int_equal(doc_build_finish(builder, base_str_c("a/甲.txt"), "txt", &document, &err), 0);
    return document;
}

static void set_row(sample *s, int index, const char *printed, const char *number,
                    const char *label, const char *unit)
{
    form_row *row = &s->rows[index];
    row->printed = base_str_c(printed);
    row->number = base_str_c(number);
    row->label = base_str_c(label);
    row->unit = base_str_c(unit);
    row->order = index + 1;
    row->heading = unit[0] == '\0';
    row->depth = index == 0 ? 0 : index < 3 ? 1 : 2;
    row->parent = index == 0 ? -1 : index < 3 ? 0 : 2;
    s->items[index].row = row;
    s->items[index].similarity = 100;
    s->items[index].place.line = index == 3 ? 0 : (uint32_t)(20 + index);
    s->items[index].place.table = 1;
}

static void set_value(form_item *item, value_state state, const char *raw, int64_t number)
{
    item->figure.state = state;
    item->raw = base_str_c(raw);
    item->figure.number = value_number_int(number);
}

static void make_sample(sample *s)
{
    memset(s, 0, sizeof(*s));
    s->document = make_document();
    set_row(s, 0, "一、主动公开情况", "一、", "主动公开情况", "");
    set_row(s, 1, "（一）主动公开数（同一信息计1条）", "（一）", "主动公开数", "条");
    set_row(s, 2, "（二）收到申请数", "（二）", "收到申请数", "件");
    set_row(s, 3, "其中：网络申请数", "", "网络申请数", "件");
    set_value(&s->items[0], VALUE_DASH, "——", 0);
    set_value(&s->items[1], VALUE_NUMBER, "1,135", 1135);
    set_value(&s->items[2], VALUE_BLANK, "", 0);
    set_value(&s->items[3], VALUE_MISSING, "", 0);
    s->filled.name = base_str_c("pack/f-2014");
    s->filled.title = base_str_c("情况统计表");
    s->filled.rows = s->rows;
    s->filled.count = 4;
    s->extra.kind = FORM_DUPLICATE;
    s->extra.label = base_str_c("主动公开数");
    s->extra.raw = base_str_c("7");
    s->extra.place.line = 40;
    s->field.label = base_str_c("填报单位");
    s->field.text = base_str_c("某局");
    s->instance.form = &s->filled;
    s->instance.ordinal = 1;
    s->instance.caption = base_str_c("情况统计表（2016年度）");
    s->instance.items = s->items;
    s->instance.extras = &s->extra;
    s->instance.extra_count = 1;
    s->instance.fields = &s->field;
    s->instance.field_count = 1;
    s->subject.agency = base_str_c("某局");
    s->subject.year = 2016;
    s->subject.date.year = 2017;
    s->subject.date.month = 1;
    s->subject.date.day = 12;
}

static const char *text_at(const json_t *object, const char *key)
{
    const char *text = json_string_value(json_object_get(object, key));
    return text ? text : "";
}

static json_int_t number_at(const json_t *object, const char *key)
{
    return json_integer_value(json_object_get(object, key));
}

static json_t *show_json(const sample *s)
{
    render_options options = {HECHA_LANG_ZH, 0, 0, 100};
    base_buf out;
    json_error_t error;
    base_buf_init(&out);
    render_show_json(&out, &options, s->document, &s->instance, 1, &s->subject);
    assert_false(base_buf_failed(&out));
    const char *sample_file = getenv("HECHA_SHOW_SAMPLE");
    FILE *file = sample_file != NULL ? fopen(sample_file, "wb") : NULL;
    if (file != NULL) {
        fwrite(out.ptr, 1, out.len, file);
        fclose(file);
    }
    json_t *root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, &error);
    assert_non_null(root);
    base_buf_dispose(&out);
    return root;
}

static void json_of_the_document(void **state)
{
    sample s;
    (void)state;
    make_sample(&s);
    json_t *root = show_json(&s);
    assert_int_equal(number_at(root, "schema"), 1);
    assert_string_equal(text_at(root, "format"), "txt");
    assert_string_equal(text_at(root, "agency"), "某局");
    assert_int_equal(number_at(root, "year"), 2016);
    assert_string_equal(text_at(root, "date"), "2017-01-12");
    assert_null(json_object_get(root, "period"));
    json_t *blocks = json_object_get(root, "blocks");
    assert_int_equal(json_array_size(blocks), 3);
    json_t *heading = json_array_get(blocks, 0);
    assert_string_equal(text_at(heading, "type"), "heading");
    assert_string_equal(text_at(heading, "number"), "一、");
    assert_string_equal(text_at(heading, "text"), "一、概况");
    assert_int_equal(number_at(heading, "level"), 1);
    assert_int_equal(number_at(json_object_get(heading, "location"), "line"), 3);
    assert_null(json_object_get(json_array_get(blocks, 1), "level"));
    json_decref(root);
    doc_free(s.document);
}

static void json_of_a_table(void **state)
{
    sample s;
    (void)state;
    make_sample(&s);
    json_t *root = show_json(&s);
    json_t *table = json_array_get(json_object_get(root, "blocks"), 2);
    assert_string_equal(text_at(table, "type"), "table");
    assert_null(json_object_get(table, "text"));
    json_t *rows = json_object_get(table, "rows");
    assert_int_equal(json_array_size(rows), 2);
    assert_int_equal(json_array_size(json_array_get(rows, 0)), 2);
    assert_int_equal(json_array_size(json_array_get(rows, 1)), 2);
    json_t *cell = json_array_get(json_array_get(rows, 0), 1);
    assert_string_equal(text_at(cell, "text"), "数");
    assert_int_equal(number_at(cell, "row"), 1);
    assert_int_equal(number_at(cell, "column"), 3);
    assert_int_equal(number_at(cell, "rowspan"), 2);
    assert_int_equal(number_at(cell, "colspan"), 1);
    json_decref(root);
    doc_free(s.document);
}

static void json_of_a_form(void **state)
{
    sample s;
    (void)state;
    make_sample(&s);
    json_t *root = show_json(&s);
    json_t *shown = json_array_get(json_object_get(root, "forms"), 0);
    assert_string_equal(text_at(shown, "form"), "pack/f-2014");
    json_t *items = json_object_get(shown, "items");
    assert_int_equal(json_array_size(items), 4);
    json_t *head = json_array_get(items, 0);
    assert_true(json_is_null(json_object_get(head, "unit")));
    assert_true(json_is_null(json_object_get(head, "value")));
    assert_string_equal(text_at(head, "state"), "dash");
    json_t *figure = json_array_get(items, 1);
    assert_string_equal(text_at(figure, "label"), "主动公开数");
    assert_string_equal(text_at(figure, "raw"), "1,135");
    assert_string_equal(text_at(figure, "value"), "1135");
    assert_string_equal(text_at(figure, "unit"), "条");
    assert_int_equal(number_at(json_object_get(figure, "location"), "line"), 21);
    assert_string_equal(text_at(json_object_get(figure, "location"), "path"), "a/甲.txt");
    assert_null(json_object_get(figure, "columns"));
    assert_string_equal(text_at(json_array_get(items, 2), "state"), "blank");
    json_t *missing = json_array_get(items, 3);
    assert_string_equal(text_at(missing, "state"), "missing");
    json_t *path = json_object_get(missing, "path");
    assert_int_equal(json_array_size(path), 2);
    assert_string_equal(json_string_value(json_array_get(path, 0)), "主动公开情况");
    assert_string_equal(json_string_value(json_array_get(path, 1)), "收到申请数");
    json_t *extra = json_array_get(json_object_get(shown, "unaligned"), 0);
    assert_string_equal(text_at(extra, "kind"), "duplicate");
    assert_string_equal(text_at(extra, "raw"), "7");
    json_decref(root);
    doc_free(s.document);
}

static void json_of_prose(void **state)
{
    sample s;
    (void)state;
    make_sample(&s);
    json_t *root = show_json(&s);
    json_t *quantities = json_object_get(root, "quantities");
    assert_int_equal(json_array_size(quantities), 2);
    json_t *exact = json_array_get(quantities, 0);
    assert_string_equal(text_at(exact, "text"), "１２条");
    assert_string_equal(text_at(exact, "value"), "12");
    assert_string_equal(text_at(exact, "low"), "12");
    assert_string_equal(text_at(exact, "high"), "12");
    assert_string_equal(text_at(exact, "unit"), "条");
    assert_int_equal(number_at(json_object_get(exact, "location"), "line"), 4);
    assert_int_equal(number_at(json_object_get(exact, "location"), "column"), 9);
    json_t *more = json_array_get(quantities, 1);
    assert_string_equal(text_at(more, "value"), "620");
    assert_string_equal(text_at(more, "low"), "620");
    assert_string_equal(text_at(more, "high"), "630");
    assert_true(json_is_true(json_object_get(more, "low_open")));
    assert_true(json_is_true(json_object_get(more, "high_open")));
    assert_string_equal(text_at(more, "approx"), "more");
    assert_string_equal(text_at(more, "kind"), "count");
    assert_null(json_object_get(exact, "approx"));
    json_t *claims = json_object_get(root, "claims");
    assert_int_equal(json_array_size(claims), 1);
    assert_string_equal(text_at(json_array_get(claims, 0), "kind"), "none");
    json_decref(root);
    doc_free(s.document);
}

static void json_of_an_empty_document(void **state)
{
    doc_builder *builder = NULL;
    sample s;
    hecha_err err;
    (void)state;
    memset(&s, 0, sizeof(s));
    memset(&err, 0, sizeof(err));
    assert_int_equal(doc_builder_new(0, HECHA_LANG_ZH, &builder, &err), 0);
    assert_int_equal(doc_build_finish(builder, base_str_c("b"), "txt", &s.document, &err), 0);
    render_options options = {HECHA_LANG_ZH, 0, 0, 100};
    base_buf out;
    base_buf_init(&out);
    render_show_json(&out, &options, s.document, NULL, 0, NULL);
    json_t *root = json_loadb(out.ptr, out.len, 0, NULL);
    assert_non_null(root);
    assert_int_equal(json_array_size(json_object_get(root, "blocks")), 0);
    assert_true(json_is_array(json_object_get(root, "claims")));
    assert_null(json_object_get(root, "title"));
    json_decref(root);
    base_buf_clear(&out);
    render_show_text(&out, &options, s.document, NULL, 0, NULL);
    assert_non_null(strstr(out.ptr, "0 块、0 张表"));
    base_buf_dispose(&out);
    doc_free(s.document);
}

/* Two paragraphs, a long one and a short one, each with three links behind it. */
static doc *make_linked(void)
{
    enum { LENGTH = 3000 };
    char text[LENGTH + 1];
    doc_builder *builder = NULL;
    doc *document = NULL;
    memset(text, 'a', LENGTH);
    text[LENGTH] = '\0';
    assert_int_equal(doc_builder_new(0, HECHA_LANG_ZH, &builder, NULL), 0);
    for (int i = 0; i < 2; i++) {
        add_paragraph(builder, i == 0 ? text : "短", "", 0, 3);
        for (int k = 0; k < 3; k++)
            assert_int_equal(doc_build_aside(builder, DOC_LINK, base_str_c("a"), base_str_n("", 0)),
                             0);
    }
    assert_int_equal(doc_build_finish(builder, base_str_c("b"), "txt", &document, NULL), 0);
    return document;
}

/* A long paragraph's text is given with the first aside in it: else the JSON would grow with the
 * square of the report. */
static void json_of_many_asides_in_one_paragraph(void **state)
{
    static const size_t lengths[] = {3000, 0, 0, 3, 3, 3};
    sample s;
    (void)state;
    memset(&s, 0, sizeof(s));
    s.document = make_linked();
    s.filled.name = base_str_c("pack/f-2014");
    s.instance.form = &s.filled;
    json_t *root = show_json(&s), *asides = json_object_get(root, "asides");
    assert_int_equal(json_array_size(asides), 6);
    for (size_t i = 0; i < 6; i++) {
        json_t *place = json_object_get(json_array_get(asides, i), "location");
        assert_int_equal(strlen(text_at(place, "text")), lengths[i]);
        assert_int_equal(number_at(place, "block"), i < 3 ? 1 : 2);
    }
    json_decref(root);
    doc_free(s.document);
}

static void text_of_all(void **state)
{
    sample s;
    render_options options = {HECHA_LANG_ZH, 0, 0, 100};
    base_buf out;
    (void)state;
    make_sample(&s);
    base_buf_init(&out);
    render_show_text(&out, &options, s.document, &s.instance, 1, &s.subject);
    assert_false(base_buf_failed(&out));
    if (getenv("HECHA_SHOW_TEXT") != NULL)
        fputs(out.ptr, stderr);
    assert_non_null(strstr(out.ptr, "单位      某局\n"));
    assert_non_null(strstr(out.ptr, "日期      2017-01-12\n"));
    assert_non_null(strstr(out.ptr, "第3行       一、概况\n"));
    assert_non_null(strstr(out.ptr, "[表 2 × 3 格] 指标 | 数 | 甲 | 乙\n"));
    assert_non_null(strstr(out.ptr, "4 行：数字 1、空白 1、横线 1、缺行 1\n"));
    assert_non_null(strstr(out.ptr, "     2   （一）主动公开数"));
    assert_non_null(strstr(out.ptr, "条              1135  第21行\n"));
    assert_non_null(strstr(out.ptr, "其中：网络申请数"));
    assert_non_null(strstr(out.ptr, "重复的行：主动公开数 | 7  第40行\n"));
    assert_non_null(strstr(out.ptr, "１２条；620余件 (620–630)\n"));
    assert_non_null(strstr(out.ptr, "无：未收到行政复议"));
    base_buf_dispose(&out);
    doc_free(s.document);
}

static void rules_and_explain(void **state)
{
    rule shown;
    rule_check check;
    form used;
    const form *forms[] = {&used};
    const rule *rules[] = {&shown};
    render_options options = {HECHA_LANG_ZH, 0, 0, 100};
    base_buf out;
    (void)state;
    memset(&shown, 0, sizeof(shown));
    memset(&check, 0, sizeof(check));
    memset(&used, 0, sizeof(used));
    used.id = base_str_c("f-2014");
    used.name = base_str_c("pack/f-2014");
    check.text = base_str_c("甲 = 合计(子项)");
    check.severity = HECHA_WARNING;
    shown.pack = base_str_c("pack");
    shown.id = base_str_c("A01");
    shown.name = base_str_c("pack/A01");
    shown.title = base_str_c("甲的合计");
    shown.severity = HECHA_ERROR;
    shown.basis = base_str_c("办法第三条");
    shown.precision = base_str_c("exact");
    shown.year_from = 2014;
    shown.forms = forms;
    shown.form_count = 1;
    shown.checks = &check;
    shown.check_count = 1;
    shown.file = base_str_c("rules/a.lua");
    shown.line = 7;
    base_buf_init(&out);
    render_rules_text(&out, &options, rules, 1);
    assert_non_null(strstr(out.ptr, "pack\n  A01      错误 甲的合计  [f-2014]\n\n1 条规则\n"));
    base_buf_clear(&out);
    render_explain_text(&out, &options, &shown);
    assert_non_null(strstr(out.ptr, "pack/A01  甲的合计\n"));
    assert_non_null(strstr(out.ptr, "  公式        甲 = 合计(子项)（警告）\n"));
    assert_non_null(strstr(out.ptr, "  适用年度    2014–\n"));
    assert_non_null(strstr(out.ptr, "  准确性      准确\n"));
    assert_non_null(strstr(out.ptr, "  所在        rules/a.lua:7\n"));
    base_buf_clear(&out);
    render_rules_json(&out, &options, rules, 1);
    json_t *root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
    json_t *first = json_array_get(json_object_get(root, "rules"), 0);
    assert_string_equal(text_at(first, "rule"), "pack/A01");
    assert_int_equal(number_at(json_object_get(first, "years"), "from"), 2014);
    json_decref(root);
    base_buf_clear(&out);
    render_explain_json(&out, &options, &shown);
    root = json_loadb(out.ptr, out.len, JSON_REJECT_DUPLICATES, NULL);
    assert_string_equal(text_at(root, "rule"), "pack/A01");
    assert_true(json_is_array(json_object_get(json_object_get(root, "examples"), "bad")));
    json_decref(root);
    base_buf_dispose(&out);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(json_of_many_asides_in_one_paragraph),
        cmocka_unit_test(json_of_the_document),
        cmocka_unit_test(json_of_a_table),
        cmocka_unit_test(json_of_a_form),
        cmocka_unit_test(json_of_prose),
        cmocka_unit_test(json_of_an_empty_document),
        cmocka_unit_test(text_of_all),
        cmocka_unit_test(rules_and_explain),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
