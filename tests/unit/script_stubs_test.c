/* The stubs (lua/meta/hecha.lua) and the bindings offer the same, for every object that a rule
 * sees. A rule written here from the stubs walks a report that has one of each:
 *   - what the stubs say is always there, is there; a function is one;
 *   - what an object offers, of its own and of all names the bindings know, is in its class;
 *   - what no object of the report had is at least a name in the sources of the bindings. */
#include "test.h"

#include "script_fixture.h"

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "form/form.h"
#include "read/read.h"

#define LARGEST (1u << 20)

static char *read_all(const char *path)
{
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    char *text = calloc(1, LARGEST);
    assert_non_null(text);
    size_t length = fread(text, 1, LARGEST - 1, file);
    assert_true(length > 0 && length < LARGEST - 1);
    fclose(file);
    return text;
}

/* All of src/script/bind_*.c, one behind the other. */
static char *read_bindings(void)
{
    char *all = calloc(1, LARGEST);
    assert_non_null(all);
    DIR *folder = opendir(HECHA_SOURCE_DIR "/src/script");
    assert_non_null(folder);
    size_t length = 0;
    for (const struct dirent *entry = readdir(folder); entry != NULL; entry = readdir(folder)) {
        const char *name = entry->d_name, *end = strrchr(name, '.');
        char path[512];
        if (strncmp(name, "bind_", 5) != 0 || end == NULL || strcmp(end, ".c") != 0)
            continue;
        snprintf(path, sizeof(path), HECHA_SOURCE_DIR "/src/script/%s", name);
        char *text = read_all(path);
        assert_true(length + strlen(text) < LARGEST);
        strcpy(all + length, text);
        length += strlen(text);
        free(text);
    }
    closedir(folder);
    return all;
}

static int is_name(const char *text, size_t length)
{
    for (size_t i = 0; i < length; i++) {
        if (!((text[i] >= 'a' && text[i] <= 'z') || text[i] == '_'))
            return 0;
    }
    return length > 0 && strncmp(text, "__", 2) != 0;
}

/* A table of all literals of the bindings that may be names of fields: `local known = { … }`. */
static size_t add_known(base_buf *body, const char *bindings)
{
    size_t count = 0;
    base_buf_add_c(body, "local known = {");
    for (const char *at = strchr(bindings, '"'); at != NULL; at = strchr(at, '"')) {
        const char *end = strpbrk(++at, "\"\n");
        assert_non_null(end);
        if (*end != '"' || !is_name(at, (size_t)(end - at))) {
            at = *end == '"' ? end + 1 : at;
            continue;
        }
        char item[128];
        snprintf(item, sizeof(item), "['%.*s'] = true, ", (int)(end - at), at);
        if (base_str_find(base_buf_str(body), base_str_c(item), 0) == BASE_STR_NONE) {
            base_buf_add_c(body, item);
            count++;
        }
        at = end + 1;
    }
    base_buf_add_c(body, "}\n");
    return count;
}

/* The type of a field ends at the first space outside of quotation marks; a `?` or `|nil` at its
 * end is for what may be absent. */
static int may_be_absent(const char *type)
{
    size_t length = 0;
    for (int quoted = 0; type[length] != '\n' && (quoted || type[length] != ' '); length++)
        quoted ^= type[length] == '"';
    return (length > 0 && type[length - 1] == '?') ||
           (length > 4 && strncmp(type + length - 4, "|nil", 4) == 0);
}

/* Adds the functions `object:name(` and `object.name(` to the class. */
static void add_functions(base_buf *body, const char *stubs, const char *object)
{
    char start[96], name[64], item[96];
    snprintf(start, sizeof(start), "\nfunction %s", object);
    for (const char *at = strstr(stubs, start); at != NULL; at = strstr(at, start)) {
        at += strlen(start);
        if ((*at != ':' && *at != '.') || sscanf(at + 1, "%60[a-z_]", name) != 1)
            continue;
        snprintf(item, sizeof(item), "%s = 'function', ", name);
        base_buf_add_c(body, item);
    }
}

/* The class whose line `at` is: `classes['hecha.block'] = {type = 'always', level = 'maybe', …}`.
 */
static void add_class(base_buf *body, const char *stubs, const char *at)
{
    char class[64], name[64], item[256];
    assert_int_equal(sscanf(at, "---@class %60[a-z_.]", class), 1);
    snprintf(item, sizeof(item), "assert(not classes['%s'])\nclasses['%s'] = {", class, class);
    base_buf_add_c(body, item);
    for (; strncmp(at, "---", 3) == 0; at = strchr(at, '\n') + 1) {
        if (sscanf(at, "---@field %60[a-z_]", name) != 1)
            continue;
        const char *type = at + strlen("---@field ") + strlen(name) + 1;
        snprintf(item, sizeof(item), "%s = '%s', ", name, may_be_absent(type) ? "maybe" : "always");
        base_buf_add_c(body, item);
    }
    if (sscanf(at, "local %60[a-z_] = {}", name) == 1)
        add_functions(body, stubs, name);
    base_buf_add_c(body, "}\n");
}

/* Only what the bindings give: the classes of what a rule file writes are read by the loader. */
static size_t add_classes(base_buf *body, const char *stubs)
{
    size_t count = 0;
    const char *end = strstr(stubs, "---@class hecha.form_source\n");
    assert_non_null(end);
    base_buf_add_c(body, "local classes = {}\n");
    for (const char *at = strstr(stubs, "---@class "); at != NULL && at < end;
         at = strstr(at + 1, "---@class ")) {
        add_class(body, stubs, at);
        count++;
    }
    return count;
}

/* The global functions; `case` is one of tests, not of rules. */
static size_t add_globals(base_buf *body, const char *stubs)
{
    char name[64], item[128];
    size_t count = 0;
    for (const char *at = strstr(stubs, "\nfunction "); at != NULL;
         at = strstr(at + 1, "\nfunction ")) {
        if (sscanf(at, "\nfunction %60[a-z_]", name) != 1 || strcmp(name, "case") == 0 ||
            at[strlen("\nfunction ") + strlen(name)] != '(')
            continue;
        snprintf(item, sizeof(item), "assert(type(%s) == 'function')\n", name);
        base_buf_add_c(body, item);
        count++;
    }
    return count;
}

static const char walk[] =
    "local seen, met = {}, {}\n"
    "local function see(class, object)\n"
    "  local members = assert(classes[class], class)\n"
    "  assert(object ~= nil, 'the report has no ' .. class)\n"
    "  met[class] = true\n"
    "  local function get(name)\n"
    "    local ok, found = pcall(function() return object[name] end)\n"
    "    if ok then return found end\n"
    "  end\n"
    "  for name, kind in pairs(members) do\n"
    "    local found = get(name)\n"
    "    if found ~= nil then seen[class .. '.' .. name] = true end\n"
    "    if kind == 'always' and found == nil then error(class .. ' lacks ' .. name) end\n"
    "    if kind == 'function' and type(found) ~= 'function' then\n"
    "      error(class .. ' lacks the function ' .. name)\n"
    "    end\n"
    "  end\n"
    "  for name in pairs(known) do\n"
    "    if not members[name] and get(name) ~= nil then error(class .. ' hides ' .. name) end\n"
    "  end\n"
    "  if type(object) == 'table' then\n"
    "    for name in pairs(object) do\n"
    "      if type(name) == 'string' and not members[name] and name ~= 'n' then\n"
    "        error(class .. ' hides ' .. name)\n"
    "      end\n"
    "    end\n"
    "  end\n"
    "  if members.location and object.location then see('hecha.location', object.location) end\n"
    "end\n"
    "local function each(class, list)\n"
    "  assert(#list > 0, 'the report has no ' .. class)\n"
    "  for _, object in ipairs(list) do see(class, object) end\n"
    "end\n";

/* What a rule can get at, by the way it gets there. */
static const char tour[] =
    "see('hecha.report', report)\n"
    "each('hecha.block', report.blocks)\n"
    "each('hecha.table', report.tables)\n"
    "for _, row in ipairs(report.tables[1].rows) do each('hecha.cell', row) end\n"
    "each('hecha.section', report.headings)\n"
    "each('hecha.numbering_problem', report:numbering())\n"
    "see('hecha.signature', report.signature)\n"
    "see('hecha.date', report.date)\n"
    "each('hecha.date', report:dates())\n"
    "see('hecha.period', report.period)\n"
    "each('hecha.claim', report:claims())\n"
    "each('hecha.value', report:quantities())\n"
    "each('hecha.enumeration', report:enumerations())\n"
    "for _, list in ipairs(report:enumerations()) do each('hecha.part', list.parts) end\n"
    "for found in report:phrases('收到申请{n:件|无}') do\n"
    "  see('hecha.match', found)\n"
    "  if found.claim then see('hecha.match_claim', found.claim) end\n"
    "end\n"
    "see('hecha.regex', regex('申请'))\n"
    "for found in report:matches('申请') do see('hecha.regex_match', found) end\n"
    "each('hecha.form_instance', report.forms)\n"
    "see('hecha.form_instance', report.checked_form)\n"
    "local list, matrix = report:form('list'), report:form('matrix')\n"
    "each('hecha.value', list.items)\n"
    "each('hecha.value', matrix.items)\n"
    "see('hecha.value', sum(list.figures))\n"
    "each('hecha.extra', list.unaligned)\n"
    "see('hecha.field', list.fields['填报单位'])\n"
    "each('hecha.form_table', matrix.tables)\n"
    "each('hecha.table_row', matrix.tables[1].rows)\n"
    "each('hecha.table_column', matrix.tables[1].columns)\n"
    "see('hecha.corpus', corpus)\n"
    "each('hecha.other', corpus.reports)\n"
    "see('hecha.other', report:previous())\n"
    "see('hecha.expectation', expect(1))\n"
    "see('hecha.expect', expect)\n"
    "for class, members in pairs(classes) do\n"
    "  assert(met[class], class .. ' is not looked at')\n"
    "  for name in pairs(members) do\n"
    "    if not seen[class .. '.' .. name] and not known[name] then\n"
    "      error('nothing gives ' .. class .. '.' .. name)\n"
    "    end\n"
    "  end\n"
    "end\n"
    "expect.checked()\n";

static const char forms[] = "form 'list' { title = '申请统计表', fields = {'填报单位'}, rows = [[\n"
                            "一、申请情况 | ——\n"
                            "  （一）收到申请数 | 件\n"
                            "    1.当面申请数 | 件\n"
                            "    2.网络申请数 | 件\n"
                            "  （二）办结申请数 | 件\n"
                            "    其中：按时办结数 | 件\n"
                            "]] }\n"
                            "form 'matrix' { title = '分类统计表', tables = {{ title = '分类',\n"
                            "columns = '自然人\\n法人\\n总计\\n', rows = [[\n"
                            "一、新收数量 | 件\n"
                            "二、结转数量 | 件\n"
                            "三、予以公开数量 | 件\n"
                            "]] }} }\n";

static const char page[] =
    "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>"
    "<h1>某局2017年度工作报告</h1><h2>一、概述</h2>"
    "<p>自2017年1月1日起至2017年12月31日止，共收到申请12件，包含当面申请5件、网络申请7件，"
    "同比增长约20%。</p><p>未收到申请。所有申请均按时办结。</p><h3>（一）公开情况</h3>"
    "<p>2017年公开信息100条，其中公报40条，网站60条。</p><h3>（三）申请情况</h3><p>收到申请12件。</"
    "p>"
    "<h2>二、附表</h2><p>申请统计表</p><p>填报单位：某局</p>"
    "<table><tr><th>指标名称</th><th>单位</th><th>统计数</th></tr>"
    "<tr><td>一、申请情况</td><td>——</td><td></td></tr>"
    "<tr><td>（一）收到申请数</td><td>件</td><td>12</td></tr>"
    "<tr><td>1.当面申请数</td><td>件</td><td>5</td></tr>"
    "<tr><td>2.网络申请数</td><td>件</td><td>7</td></tr>"
    "<tr><td>车辆购置费用支出</td><td>万元</td><td>7</td></tr>"
    "<tr><td>（二）办结申请数</td><td>件</td><td>12</td></tr>"
    "<tr><td>其中：按时办结数</td><td>件</td><td>12</td></tr></table>"
    "<p>分类统计表</p><table><tr><td>分类</td><td>自然人</td><td>法人</td><td>总计</td></tr>"
    "<tr><td>一、新收数量</td><td>1</td><td>2</td><td>3</td></tr>"
    "<tr><td>二、结转数量</td><td>0</td><td>0</td><td>0</td></tr>"
    "<tr><td>三、予以公开数量</td><td>1</td><td>2</td><td>3</td></tr></table>"
    "<p>某局</p><p>2018年3月1日</p></body></html>";

static void read_page(fixture *f)
{
    hecha_err err = {.lang = HECHA_LANG_EN};
    read_input input = {.bytes = base_str_c(page), .path = base_str_c("report.html")};
    form_instance *found;
    doc_free(f->document);
    assert_int_equal(read_document(&input, &f->document, &err), 0);
    assert_int_equal(form_align(f->arena, f->document,
                                form_set_new(f->arena, (const form *const *)f->loaded.forms,
                                             f->loaded.form_count),
                                2017, &found, &f->instance_count, &err),
                     0);
    assert_int_equal(f->instance_count, 2);
    memcpy(f->instances, found, 2 * sizeof(*found));
    f->subject.date = (text_date){.year = 2018, .month = 3, .day = 1};
    f->subject.period.from = (text_date){.year = 2017, .month = 1, .day = 1};
    f->subject.period.to = (text_date){.year = 2017, .month = 12, .day = 31};
}

static int open_nothing(void *context, script_other *other)
{
    (void)context;
    (void)other;
    return 0;
}

/* Runs rule R on the first form, beside a report that is the same one. */
static const rule_verdict *run_beside_itself(fixture *f)
{
    const rule *r = fixture_rule(f, "R");
    assert_non_null(r);
    if (r->broken.len > 0)
        fprintf(stderr, "%.*s\n", (int)r->broken.len, r->broken.ptr);
    assert_int_equal(r->broken.len, 0);
    script_other other = {.figures = {f->subject.agency, 2016, f->instances, 2, {0}},
                          .title = base_str_c("t"),
                          .path = f->document->path,
                          .document = f->document,
                          .source = f,
                          .source_length = 1};
    script_corpus corpus = {.previous = &other,
                            .reports = &other,
                            .report_count = 1,
                            .duplicates = &other,
                            .duplicate_count = 1,
                            .open = open_nothing};
    f->run_arena = base_arena_new(0);
    assert_non_null(f->run_arena);
    f->scene = (rule_scene){.arena = f->run_arena,
                            .lang = HECHA_LANG_EN,
                            .document = f->document,
                            .instance = &f->instances[0]};
    script_report report = {f->document, f->instances,     f->instance_count,
                            &f->subject, &f->instances[0], &corpus};
    base_vec_init(&f->verdicts, sizeof(rule_verdict));
    assert_int_equal(script_run(f->vm, r, &r->checks[0], &report, &f->scene, &f->verdicts, &f->log),
                     0);
    return fixture_verdict(f, 0);
}

static void stubs_and_bindings_offer_the_same(void **state)
{
    (void)state;
    char *stubs = read_all(HECHA_SOURCE_DIR "/lua/meta/hecha.lua");
    char *bindings = read_bindings();
    base_buf body;
    base_buf_init(&body);
    assert_true(add_known(&body, bindings) > 150);
    assert_true(add_classes(&body, stubs) > 25);
    assert_true(add_globals(&body, stubs) >= 9);
    base_buf_add_c(&body, walk);
    base_buf_add_c(&body, "corpus_rule 'R' { title = 't', severity = 'error', needs = 'all',\n"
                          "form = 'list', check = function(report, expect, corpus)\n");
    base_buf_add_c(&body, tour);
    base_buf_add(&body, "end }\n", 7); /* with its NUL */
    assert_false(base_buf_failed(&body));
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/forms.lua", forms);
    fixture_add(&f, "r.lua", body.ptr);
    fixture_load(&f);
    read_page(&f);
    const rule_verdict *verdict = run_beside_itself(&f);
    assert_non_null(verdict);
    if (verdict->outcome != RESULT_PASSED)
        fprintf(stderr, "%.*s\n", (int)verdict->reason.len, verdict->reason.ptr);
    assert_int_equal(verdict->outcome, RESULT_PASSED);
    fixture_close(&f);
    base_buf_dispose(&body);
    free(bindings);
    free(stubs);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(stubs_and_bindings_offer_the_same),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
