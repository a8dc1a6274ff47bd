#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script_fixture.h"

static const char form_file[] =
    "form \"f1\" {\n"
    "  title = \"统计表\", years = {2014, 2017}, blank_is_zero = true,\n"
    "  fields = {\"填报单位\"},\n"
    "  rows = [[\n"
    "一、依申请公开情况 | ——\n"
    "  （一）收到申请数 | 件 | 子项\n"
    "    1.当面申请数 | 件\n"
    "    2.网络申请数 | 件\n"
    "  （二）申请答复数 | 件\n"
    "  ]] }\n";

static void open_with(fixture *f, const char *rules)
{
    fixture_open(f, NULL);
    fixture_add(f, "forms/f.lua", form_file);
    fixture_add(f, "rules/r.lua", rules);
    fixture_load(f);
}

static void expect_broken(const char *definition, const char *part)
{
    fixture f;
    open_with(&f, definition);
    assert_true(f.loaded.rule_count >= 1);
    const rule *r = f.loaded.rules[f.loaded.rule_count - 1];
    if (!fixture_has(r->broken, part))
        fprintf(stderr, "%s\n -> %.*s\n", definition, (int)r->broken.len, r->broken.ptr);
    assert_true(fixture_has(r->broken, part));
    assert_true(fixture_has(r->broken, "rules/r.lua:"));
    fixture_close(&f);
}

static void a_form_is_read(void **state)
{
    (void)state;
    fixture f;
    open_with(&f, "");
    assert_int_equal(f.loaded.form_count, 1);
    assert_int_equal(f.loaded.rule_count, 0);
    const form *made = f.loaded.forms[0];
    assert_true(base_str_eq_c(made->id, "f1"));
    assert_true(base_str_eq_c(made->name, "p/f1"));
    assert_true(base_str_eq_c(made->title, "统计表"));
    assert_int_equal(made->year_from, 2014);
    assert_int_equal(made->year_to, 2017);
    assert_int_equal(made->blank_is_zero, 1);
    assert_int_equal(made->field_count, 1);
    assert_int_equal(made->count, 5);
    assert_int_equal(made->line, 1);
    assert_int_equal(made->rows[1].line, 6); /* in the file */
    assert_true(base_str_eq_c(made->file, "forms/f.lua"));
    fixture_close(&f);
}

static void all_of_a_header_is_read(void **state)
{
    (void)state;
    fixture f;
    open_with(&f,
              "\nrule \"A1\" {\n"
              "  title = \"名\", severity = \"warning\", form = {\"f1\", \"p/f1\"},\n"
              "  basis = \"依据\", since = \"0.1\", tags = {\"a\", \"b\"},\n"
              "  precision = \"may_overreport\", rationale = \"理由\", enabled = false, years = "
              "{2015}, message = \"说明\",\n"
              "  formula = \"收到申请数 = 合计(子项)\",\n"
              "  good = { { items = {[\"收到申请数\"] = 3, [\"当面申请数\"] = \"3\"} } },\n"
              "  bad = { \"正文\", { form = \"f1\", year = 2016, body = \"x\", agency = \"-\",\n"
              "    items = {[\"收到申请数\"] = 4}, units = {[\"收到申请数\"] = \"条\"},\n"
              "    without = {\"当面申请数\"}, repeated = \"网络申请数\" } },\n"
              "}\n");
    const rule *r = fixture_rule(&f, "A1");
    assert_non_null(r);
    assert_int_equal(r->broken.len, 0);
    assert_true(base_str_eq_c(r->name, "p/A1"));
    assert_int_equal(r->severity, HECHA_WARNING);
    assert_int_equal(r->form_count, 1); /* the same form by two names */
    assert_ptr_equal(r->forms[0], f.loaded.forms[0]);
    assert_true(base_str_eq_c(r->basis, "依据"));
    assert_true(base_str_eq_c(r->precision, "may_overreport"));
    assert_true(base_str_eq_c(r->rationale, "理由"));
    assert_true(r->off);
    assert_int_equal(r->tag_count, 2);
    assert_int_equal(r->year_from, 2015);
    assert_int_equal(r->year_to, 0);
    assert_int_equal(r->line, 2);
    assert_int_equal(r->check_count, 1);
    assert_int_equal(r->checks[0].line, 6);
    assert_int_equal(r->checks[0].script, -1);
    assert_int_equal(r->checks[0].severity, HECHA_WARNING);
    assert_true(base_str_eq_c(r->checks[0].message, "说明"));
    assert_int_equal(r->checks[0].formula_count, 1);
    assert_non_null(r->checks[0].formulas[0].formula);
    assert_int_equal(r->good_count, 1);
    assert_int_equal(r->good[0].item_count, 2);
    assert_true(base_str_eq_c(r->good[0].items[0].label, "当面申请数"));
    assert_true(base_str_eq_c(r->good[0].items[1].value, "3"));
    assert_int_equal(r->bad_count, 2);
    assert_true(base_str_eq_c(r->bad[0].text, "正文"));
    assert_int_equal(r->bad[1].year, 2016);
    assert_int_equal(r->bad[1].unit_count, 1);
    assert_int_equal(r->bad[1].without_count, 1);
    assert_true(base_str_eq_c(r->bad[1].repeated[0], "网络申请数"));
    fixture_close(&f);
}

static void checks_are_a_list(void **state)
{
    (void)state;
    fixture f;
    open_with(&f, "rule \"A\" { title = \"t\", severity = \"error\", form = \"f1\",\n"
                  "  checks = {\n"
                  "    { formula = \"收到申请数 ≥ 申请答复数\", severity = \"notice\" },\n"
                  "    { check = function(report, expect)\n"
                  "        expect.fail(\"x\") end, message = \"m\" } } }\n");
    const rule *r = fixture_rule(&f, "A");
    assert_int_equal(r->broken.len, 0);
    assert_int_equal(r->check_count, 2);
    assert_int_equal(r->checks[0].severity, HECHA_NOTICE);
    assert_int_equal(r->checks[0].line, 3);
    assert_int_equal(r->checks[1].severity, HECHA_ERROR);
    assert_int_equal(r->checks[1].line, 4);
    assert_true(r->checks[1].script >= 0);
    assert_true(base_str_eq_c(r->checks[1].message, "m"));
    fixture_fill(&f, "f1", "|1|1|0|1");
    assert_int_equal(fixture_run(&f, "A", 1, 1)->outcome, RESULT_FAILED);
    fixture_close(&f);
}

static void parameters_are_read_only(void **state)
{
    (void)state;
    pack_param params[4];
    memset(params, 0, sizeof(params));
    params[0] = (pack_param){.name = base_str_c("deadline"), .type = PACK_PARAM_DAY};
    params[0].value.integer = 331;
    params[1] = (pack_param){.name = base_str_c("on"), .type = PACK_PARAM_FLAG};
    params[2] = (pack_param){.name = base_str_c("share"), .type = PACK_PARAM_DECIMAL};
    params[2].value.text = base_str_c("0.5");
    params[3] = (pack_param){.name = base_str_c("unit"), .type = PACK_PARAM_TEXT};
    params[3].value.text = base_str_c("万元");
    fixture f;
    fixture_open(&f, NULL);
    f.source.params = params;
    f.source.param_count = 4;
    fixture_add(&f, "rules/r.lua",
                "local kept = params.deadline\n"
                "local function rule_of(id, body)\n"
                "  rule(id) {title = \"t\", severity = \"error\", check = body}\n"
                "end\n"
                "rule_of(\"A\", function(report, expect)\n"
                "  log(kept, params.on, params.share, params.unit)\n"
                "  expect(params.share):less_than(1) end)\n"
                "rule_of(\"B\", function() params.deadline = 1 end)\n"
                "rule_of(\"C\", function() log(params.deadlin) end)\n");
    fixture_load(&f);
    assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
    assert_non_null(strstr(fixture_log(&f), "331"));
    assert_non_null(strstr(fixture_log(&f), "false"));
    assert_non_null(strstr(fixture_log(&f), "万元"));
    const rule_verdict *verdict = fixture_run(&f, "B", 0, 0);
    assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
    assert_true(fixture_has(verdict->reason, "params is read-only"));
    verdict = fixture_run(&f, "C", 0, 0);
    assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
    assert_true(fixture_has(verdict->reason, "deadlin"));
    fixture_close(&f);
}

static base_str typo_columns[] = {{"wrong", 5}, {"right", 5}, {"exception", 9}};
static base_str typo_cells[] = {{"布署", 6}, {"部署", 6}, {"发布署名", 12},
                                {"的的", 6}, {"的", 3},   {"", 0}};
static pack_data typo_data[] = {{{"typos.csv", 9}, typo_columns, 3, typo_cells, 2}};

static void word_lists_are_made_while_loading(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    f.source.data = typo_data;
    f.source.data_count = 1;
    fixture_add(
        &f, "rules/r.lua",
        "local rows = data(\"typos.csv\")\n"
        "local typos, plain = wordlist(rows), wordlist {\"收到\", \"收到申请\"}\n"
        "local function rule_of(id, body)\n"
        "  rule(id) {title = \"t\", severity = \"error\", check = body}\n"
        "end\n"
        "rule_of(\"A\", function(report, expect)\n"
        "  log(#rows, rows[2].right, rows[3], rows[1].exception)\n"
        "  for _, m in ipairs(typos:find(\"发布署名，再布署的的\")) do\n"
        "    log(m.first, m.last, m.text, m.number, m.row.right, m.location)\n"
        "  end\n"
        "  for _, block in ipairs(report.texts) do\n"
        "    for _, m in ipairs(plain:find(block)) do expect.fail(m.text, m) end\n"
        "  end\n"
        "end)\n"
        "rule_of(\"B\", function() wordlist {\"x\"} end)\n"
        "rule_of(\"C\", function() typos:find(5) end)\n"
        "rule_of(\"G\", function(report)\n"
        "  log(plain:at(\"收到申请\"))\n"
        "  log(plain:at(\"共收到\", 4))\n"
        "  log(plain:at(\"共收到\") == nil, typos:at(\"发布署名\") == nil,\n"
        "    typos:at(\"\") == nil, typos:at(\"的的\", 9) == nil, typos:at(\"的的\\xE7\"))\n"
        "  plain:at(\"到\", 0)\n"
        "end)\n"
        "rule_of(\"H\", function(report)\n"
        "  local function told(...)\n"
        "    local numbers, behind = plain:read(...)\n"
        "    log(table.concat(numbers, \" \"), behind)\n"
        "  end\n"
        "  told(\"收到收到申请收到\")\n"
        "  told(\"收到共收到\")\n"
        "  told(\"共收到收\", 4)\n"
        "  told(\"\")\n"
        "  told(\"收到\", 100)\n"
        "  told(\"收到\\xE6\")\n"
        "  plain:read(\"收到\", 0)\n"
        "end)\n"
        "rule_of(\"I\", function() plain.read({}, \"收到\") end)\n"
        "rule_of(\"J\", function()\n"
        "  log(plain:first(\"共收到申请，收到\"))\n"
        "  log(plain:first(\"共收到申请，收到\", 5))\n"
        "  log(plain:last(\"共收到申请，收到\", 5))\n"
        "  log(plain:first(\"\") == nil, plain:last(\"没有\") == nil, plain:first(\"收到\", 99) == "
        "nil)\n"
        "  plain:first(\"收到\", 0)\n"
        "end)\n"
        "rule_of(\"K\", function() plain:last() end)\n"
        "rule_of(\"F\", function(report)\n"
        "  for _, m in ipairs(plain:find(report)) do\n"
        "    log(m.text, m.first, m.block == report.blocks[m.location.block])\n"
        "  end\n"
        "  log(#plain:find(report.sections[1]), #plain:find(report.blocks[1]))\n"
        "  for _, block in ipairs(report.blocks) do\n"
        "    if block.table then plain:find(block) end\n"
        "  end\n"
        "end)\n"
        "rule_of(\"D\", function() rows[1] = 5 end)\n"
        "rule_of(\"E\", function() data(\"none.csv\") end)\n");
    fixture_load(&f);
    const rule_verdict *verdict = fixture_run(&f, "A", 0, 0);
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_true(verdict->location.text.len > 0);
    const char *log = fixture_log(&f);
    assert_non_null(strstr(log, "2\t的\tnil\t发布署名\n"));
    assert_non_null(strstr(log, "19\t24\t布署\t1\t部署\tnil\n"));
    assert_non_null(strstr(log, "25\t30\t的的\t2\t的\tnil\n"));
    assert_true(fixture_has(fixture_run(&f, "B", 0, 0)->reason, "where the file is loaded"));
    assert_true(fixture_has(fixture_run(&f, "C", 0, 0)->reason, "block or string"));
    assert_int_equal(fixture_run(&f, "D", 0, 0)->outcome, RESULT_NOT_EVALUATED);
    assert_true(fixture_has(fixture_run(&f, "E", 0, 0)->reason, "none.csv"));
    assert_true(fixture_has(fixture_run(&f, "G", 0, 0)->reason, "1 or more"));
    assert_string_equal(fixture_log(&f), "2\t12\n1\t9\ntrue\ttrue\ttrue\ttrue\t2\t6\n");
    assert_true(fixture_has(fixture_run(&f, "H", 0, 0)->reason, "1 or more"));
    assert_string_equal(fixture_log(&f), "1 2 1\t25\n1\t7\n1\t10\n\t1\n\t100\n1\t7\n");
    assert_true(fixture_has(fixture_run(&f, "I", 0, 0)->reason, "with a colon"));
    assert_true(fixture_has(fixture_run(&f, "F", 0, 0)->reason, "block or string")); /* a table */
    assert_string_equal(fixture_log(&f), "收到申请\t28\ttrue\n1\t0\n");
    assert_true(fixture_has(fixture_run(&f, "J", 0, 0)->reason, "1 or more"));
    assert_string_equal(fixture_log(&f), "2\t4\t15\n1\t19\t24\n1\t19\t24\ntrue\ttrue\ttrue\n");
    assert_true(fixture_has(fixture_run(&f, "K", 0, 0)->reason, "string expected"));
    fixture_close(&f);
}

#define RULE(fields) "rule \"A\" { title = \"t\", severity = \"error\", " fields " }"

static void wrong_headers_are_broken(void **state)
{
    (void)state;
    expect_broken(RULE("enabled = 1, check = function() end"), "enabled");
    expect_broken(RULE("rationale = {}, check = function() end"), "rationale");
    expect_broken(
        "rule 'A' { title = 't', severity = 'error', phrases = {'收到{n:件}', '收到{n:}'}, "
        "check = function() end }",
        "phrase \"收到{n:}\", character 6");
    expect_broken("rule \"A\" { severity = \"error\", check = function() end }", "title");
    expect_broken("rule \"A\" { title = \"t\", check = function() end }", "severity");
    expect_broken("rule \"A\" { title = 5, severity = \"error\", check = function() end }",
                  "field title must be string, not number");
    expect_broken("rule \"A\" { title = \"t\", severity = \"bad\", check = function() end }",
                  "'bad'");
    expect_broken(RULE(""), "formula, check, checks");
    expect_broken(RULE("check = 5"), "field check must be function");
    expect_broken(RULE("check = log"), "field check must be function");
    expect_broken(RULE("formula = 5"), "field formula must be string");
    expect_broken(RULE("formula = \"收到申请数 = 1\", check = function() end"), "only one of");
    expect_broken(RULE("checks = {}"), "field checks");
    expect_broken(RULE("checks = {{}}"), "formula, check, checks");
    expect_broken(RULE("checks = {{check = function() end, form = \"f1\"}}"), "no field form");
    expect_broken(RULE("checks = {5}"), "field checks");
    expect_broken(RULE("check = function() end, severty = 1, aaa = 2"), "no field aaa");
    expect_broken(RULE("check = function() end, 5"), "no field [1]");
    expect_broken(RULE("check = function() end, tags = {1}"), "field tags");
    expect_broken(RULE("check = function() end, form = 7"), "field form");
    expect_broken(RULE("check = function() end, form = \"none\""), "no form 'none'");
    expect_broken(RULE("check = function() end, years = {2017, 2014}"), "field years");
    expect_broken(RULE("check = function() end, years = \"2017\""), "field years");
    expect_broken(RULE("check = function() end, years = 1.5"), "field years");
    expect_broken(RULE("check = function() end, precision = \"x\""), "precision");
    expect_broken(RULE("check = function() end, basis = \"\\xff\""), "UTF-8");
    expect_broken(RULE("check = function() end, good = 5"), "good, bad");
    expect_broken(RULE("check = function() end, good = {{itms = {}}}"), "no field itms");
    expect_broken(RULE("check = function() end, bad = {{items = {[\"x\"] = 1.5}}}"), "items");
}

static void broken_things_name_their_line(void **state)
{
    (void)state;
    expect_broken("\n\nrule \"A\" {\n  title = \"t\" }", "rules/r.lua:3: ");
    expect_broken("\nlocal x = = 1", "rules/r.lua:2: ");
    expect_broken("\n\nlocal x = nil .. 1", "rules/r.lua:3: ");
    expect_broken("\nrule \"A\"\n", "rules/r.lua:2: an id and then a table");
    expect_broken("\nrule \"A\" \"B\"\n", "rules/r.lua:2: an id and then a table");
    expect_broken("rule \"A B\" {}", "rules/r.lua:1: an id");
    expect_broken("rule(5) {}", "rules/r.lua:1: an id");
    expect_broken("rule(nil) {}", "rules/r.lua:1: an id");
    expect_broken("while true do end", "rules/r.lua:1: more than");
    expect_broken("\n\nerror {}", "rules/r.lua:3: ");
}

static void formulas_are_compiled(void **state)
{
    (void)state;
    expect_broken("\n" RULE("form = \"f1\",\n  formula = \"收到申请书 = 1\""),
                  "rules/r.lua:3: formula");
    expect_broken(RULE("form = \"f1\", formula = \"收到申请书 = 1\""), "p/f1");
    expect_broken(RULE("form = \"f1\", formula = \"收到申请书 = 1\""), "收到申请数");
    expect_broken(RULE("form = \"f1\", formula = \"收到申请数 =\""), "p/f1");
    expect_broken(RULE("formula = \"收到申请数 = 1\""), "field form is missing");
}

/* Of several things that are wrong, each is told, and what is right runs. */
static void the_rest_runs(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", "rule \"F\" { }\nform \"g\" { title = \"t\" }\n");
    fixture_add(&f, "rules/a.lua", "syntax error here");
    fixture_add(
        &f, "rules/b.lua",
        "rule \"A\" { title = 't', severity = 'error', check = function(_, e) e.checked() end }\n"
        "rule \"A\" { title = 't', severity = 'error', check = function() end }\n"
        "rule \"B\" { }\n"
        "rule \"C\" { title = 't', severity = 'error', check = function(_, e) e.checked() end }\n"
        "nothing()\n"
        "rule \"D\" { title = 't', severity = 'error', check = function() end }\n");
    fixture_load(&f);
    static const char *const names[] = {"F", "g", "a", "A", "A", "B", "C", "b"};
    assert_int_equal(f.loaded.rule_count, 8);
    assert_int_equal(f.loaded.form_count, 0);
    for (size_t i = 0; i < 8; i++) {
        const rule *r = f.loaded.rules[i];
        assert_true(base_str_eq_c(r->id, names[i]));
        assert_int_equal(r->broken.len == 0, i == 3 || i == 6);
    }
    assert_true(fixture_has(f.loaded.rules[0]->broken, "forms/f.lua:1: "));
    assert_true(fixture_has(f.loaded.rules[1]->broken, "forms/f.lua:2: field rows"));
    assert_true(fixture_has(f.loaded.rules[2]->broken, "rules/a.lua:1: "));
    assert_true(fixture_has(f.loaded.rules[4]->broken,
                            "rules/b.lua:2: duplicate id 'A', first at rules/b.lua:1"));
    assert_true(fixture_has(f.loaded.rules[7]->broken, "rules/b.lua:5: "));
    assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
    assert_int_equal(fixture_run(&f, "C", 0, 0)->outcome, RESULT_PASSED);
    fixture_close(&f);
}

static void forms_that_are_wrong_are_broken(void **state)
{
    (void)state;
    static const char *const bodies[][2] = {
        {"form \"x\" { rows = \"a | 件\" }", "title"},
        {"form \"x\" { title = \"t\" }", "rows"},
        {"form \"x\" { title = \"t\", rows = 5 }", "field rows"},
        {"form \"x\" { title = \"t\", rows = \"a | 件\", sheet = 1 }", "no field sheet"},
        {"form \"x\" { title = \"t\", rows = \"a | 件\", blank_is_zero = 1 }", "blank_is_zero"},
        {"form \"x\" { title = \"t\", rows = \"a | 件\", fields = 5 }", "fields"},
        {"form \"x\"", "a table"},
    };
    for (size_t i = 0; i < sizeof(bodies) / sizeof(bodies[0]); i++) {
        fixture f;
        fixture_open(&f, NULL);
        fixture_add(&f, "forms/f.lua", bodies[i][0]);
        fixture_load(&f);
        assert_int_equal(f.loaded.form_count, 0);
        assert_int_equal(f.loaded.rule_count, 1);
        assert_true(fixture_has(f.loaded.rules[0]->broken, bodies[i][1]));
        fixture_close(&f);
    }
}

/* -r: a rule that names no form gets each one that has its labels. */
static void single_files_find_their_forms(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    f.source.single = 1;
    fixture_add(&f, "own.lua",
                "form \"a\" { title = 't', rows = '甲数 | 件\\n乙数 | 件' }\n"
                "form \"b\" { title = 't', rows = '乙数 | 件\\n丙数 | 件' }\n"
                "rule \"A\" { title = 't', severity = 'error', formula = '甲数 ≥ 0' }\n"
                "rule \"B\" { title = 't', severity = 'error', formula = '乙数 ≥ 0' }\n"
                "rule \"C\" { title = 't', severity = 'error', formula = '甲数 ≥ 丙数' }\n"
                "rule \"D\" { title = 't', severity = 'error', check = function() end }\n");
    fixture_load(&f);
    assert_int_equal(fixture_rule(&f, "A")->form_count, 1);
    assert_true(base_str_eq_c(fixture_rule(&f, "A")->forms[0]->id, "a"));
    assert_int_equal(fixture_rule(&f, "B")->form_count, 2);
    assert_int_equal(fixture_rule(&f, "B")->checks[0].formula_count, 2);
    assert_true(fixture_has(fixture_rule(&f, "C")->broken, "own.lua:5: "));
    assert_int_equal(fixture_rule(&f, "D")->broken.len, 0);
    assert_int_equal(fixture_rule(&f, "D")->form_count, 0);
    fixture_close(&f);
}

/* What is reported of a file that Lua cannot parse. */
static void expect_unparsed(const char *text, const char *line, const char *part)
{
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "rules/r.lua", text);
    fixture_load(&f);
    assert_int_equal(f.loaded.rule_count, 1);
    base_str told = f.loaded.rules[0]->broken;
    if (!fixture_has(told, part) || !fixture_has(told, line))
        fprintf(stderr, "%s\n -> %.*s\n", text, (int)told.len, told.ptr);
    assert_true(fixture_has(told, part));
    assert_true(fixture_has(told, line));
    fixture_close(&f);
}

static void slips_of_chinese_keyboards_are_told(void **state)
{
    (void)state;
    expect_unparsed("rule \"A\" {\n  title = \"延期\"，\n}",
                    "rules/r.lua:2: ", "full-width \"，\" outside quotation marks; write ,");
    expect_unparsed("rule “A” {}",
                    "rules/r.lua:1: ", "full-width \"“\" outside quotation marks; write \"");
    expect_unparsed("rule \"A\"（{}）", "rules/r.lua:1: ", "write (");
    expect_unparsed("-- 说明，\nrule \"一，\\\"二\" { a = '，'，}", "rules/r.lua:2: ", "write ,");
    expect_unparsed("rule \"A\" { items = {[收到] = 1} }",
                    "rules/r.lua:1: ", "\"收\" outside quotation marks");
    expect_unparsed("rule \"A\" { title = \"延期”,\n}", "rules/r.lua:1: ", "lacks its pair");
    expect_unparsed("rule \"A\" {\n  title = \"x\"\n  severity = 1 }",
                    "rules/r.lua:3: ", "lacks its comma");
    expect_unparsed("rule = = 1", "rules/r.lua:1: ", "'=' cannot stand here");
    expect_unparsed("x = [[\n，", "rules/r.lua:", "lacks its ]]");
}

static void large_files_are_refused(void **state)
{
    (void)state;
    size_t size = 70000;
    char *text = malloc(size + 1);
    memset(text, ' ', size);
    text[size] = '\0';
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "big.lua", text);
    fixture_load(&f);
    assert_int_equal(f.loaded.rule_count, 1);
    assert_true(base_str_eq_c(f.loaded.rules[0]->id, "big"));
    assert_true(fixture_has(f.loaded.rules[0]->broken, "65,536"));
    fixture_close(&f);
    free(text);
}

static void long_names_stay_whole(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(
        &f, "一个很长很长的文件夹名称/又一个很长很长的文件夹名称/再一个很长的规则文件.lua",
        "\nrule \"A\" { title = 't', severity = 'error', check = function() error('x') end }");
    fixture_load(&f);
    const rule_verdict *verdict = fixture_run(&f, "A", 0, 0);
    assert_int_equal(verdict->kind, RESULT_ERROR);
    assert_true(fixture_has(verdict->reason, "规则文件.lua:2: x"));
    assert_false(fixture_has(verdict->reason, "\xEF\xBF\xBD"));
    fixture_close(&f);
}

#define GOOD(id, said)                                                                             \
    "local word = '" said "'\n"                                                                    \
    "rule '" id "' {title = 't', severity = 'error', check = function(report, expect)\n"           \
    "expect.fail(word) end}"

/* Two files hit a limit, after they have defined rules: the others run as if these were not there,
 * those that were loaded before the first of them too. */
static void files_beside_one_at_its_limit_run(void **state)
{
    (void)state;
    fixture f;
    script_limits limits = {.instructions = 100000};
    fixture_open(&f, &limits);
    fixture_add(&f, "rules/a.lua", GOOD("A", "first"));
    fixture_add(&f, "rules/b.lua", GOOD("B", "lost") "\nwhile true do end");
    fixture_add(&f, "rules/c.lua", GOOD("C", "second"));
    fixture_add(&f, "rules/d.lua", GOOD("D", "lost") "\nwhile true do end");
    fixture_load(&f);
    assert_int_equal(f.loaded.rule_count, 4);
    for (size_t i = 0; i < 4; i++)
        assert_int_equal(f.loaded.rules[i]->broken.len > 0, i % 2);
    assert_true(base_str_eq_c(f.loaded.rules[1]->id, "b"));
    assert_true(fixture_has(fixture_run(&f, "A", 0, 0)->message, "first"));
    assert_true(fixture_has(fixture_run(&f, "C", 0, 0)->message, "second"));
    assert_true(fixture_has(fixture_run(&f, "A", 0, 0)->message, "first"));
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_form_is_read),
        cmocka_unit_test(all_of_a_header_is_read),
        cmocka_unit_test(checks_are_a_list),
        cmocka_unit_test(parameters_are_read_only),
        cmocka_unit_test(word_lists_are_made_while_loading),
        cmocka_unit_test(wrong_headers_are_broken),
        cmocka_unit_test(broken_things_name_their_line),
        cmocka_unit_test(formulas_are_compiled),
        cmocka_unit_test(the_rest_runs),
        cmocka_unit_test(forms_that_are_wrong_are_broken),
        cmocka_unit_test(single_files_find_their_forms),
        cmocka_unit_test(slips_of_chinese_keyboards_are_told),
        cmocka_unit_test(large_files_are_refused),
        cmocka_unit_test(long_names_stay_whole),
        cmocka_unit_test(files_beside_one_at_its_limit_run),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
