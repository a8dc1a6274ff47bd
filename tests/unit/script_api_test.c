#include "test.h"

#include <stdio.h>
#include <string.h>

#include "script_fixture.h"

static const char form_file[] = "form \"f1\" {\n"
                                "  title = \"统计表\", blank_is_zero = true,\n"
                                "  rows = [[\n"
                                "一、依申请公开情况 | ——\n"
                                "  （一）收到申请数 | 件\n"
                                "    1.当面申请数 | 件\n"
                                "    2.网络申请数 | 件\n"
                                "  （二）主动公开数（同一信息计1条） | 条\n"
                                "    其中：规范性文件数 | 条\n"
                                "  （三）费用 | 万元\n"
                                "二、复议 | 件\n"
                                "  （一）被依法纠错数 | 件\n"
                                "三、诉讼 | 件\n"
                                "  （一）被依法纠错数 | 件\n"
                                "  ]] }\n";

/* 收到 12, 当面 5, 网络 7, 主动 3, 其中 blank, 费用 text, 复议 4, its 纠错 missing, 诉讼 0, 纠错 ——
 */
static const char figures[] = "|12|5|７|3||无|4|-|0|——";

#define HEAD                                                                                       \
    "rule \"R\" { title = \"t\", severity = \"error\", form = \"f1\",\n  check = "                 \
    "function(report, expect)\n"

/* Opens a fixture, runs the body on the filled form (or the whole report) and gives the verdict. */
static const rule_verdict *run(fixture *f, const char *body, int on_form)
{
    static char source[8192];
    snprintf(source, sizeof(source), "%s%s\nend }\n", HEAD, body);
    fixture_open(f, NULL);
    fixture_add(f, "forms/f.lua", form_file);
    fixture_add(f, "rules/r.lua", source);
    fixture_load(f);
    fixture_fill(f, "f1", figures);
    return fixture_run(f, "R", 0, on_form ? 1 : 0);
}

static void check_log(const char *body, const char *wanted)
{
    fixture f;
    const rule_verdict *verdict = run(&f, body, 1);
    if (verdict->outcome == RESULT_NOT_EVALUATED)
        fprintf(stderr, "%s\n -> %.*s\n", body, (int)verdict->reason.len, verdict->reason.ptr);
    assert_string_equal(fixture_log(&f), wanted);
    fixture_close(&f);
}

static void check_error(const char *body, result_kind kind, const char *part)
{
    fixture f;
    const rule_verdict *verdict = run(&f, body, 1);
    assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
    if (verdict->kind != kind || !fixture_has(verdict->reason, part))
        fprintf(stderr, "%s\n -> %.*s\n", body, (int)verdict->reason.len, verdict->reason.ptr);
    assert_int_equal(verdict->kind, kind);
    assert_true(fixture_has(verdict->reason, part));
    fixture_close(&f);
}

/* ---- values ---- */

static void values_have_fields(void **state)
{
    (void)state;
    check_log("local v = report:item '收到申请数' "
              "log(v, v.label, v.unit, v.state, v.raw, v.path, v.order, v.heading, v.child)",
              "12\t收到申请数\t件\tnumber\t12\t依申请公开情况/收到申请数\t2\tfalse\ttrue\n");
    check_log("local v = report:item '收到申请数' "
              "log(v:number(), math.type(v:number()), v:text(), v:is(12), v:is('12.0'), v:is(13))",
              "12\tinteger\t12\ttrue\ttrue\tfalse\n");
    check_log("local v = report:item '收到申请数' local w = report:item '网络申请数' "
              "log(#v.children, v.children[2] == w, v.children[2].label, w.parent == v, #v.parts, "
              "v.parent.label, v.parent.heading, v.parent.parent)",
              "2\ttrue\t网络申请数\ttrue\t0\t依申请公开情况\ttrue\tnil\n");
    check_log(
        "local v = report:item '主动公开数' log(v.note, v.expected, v.expected_unit, #v.parts, "
        "v.parts[1].part, v.parts[1].state, v.parts[1]:number(), v.parts[1])",
        "同一信息计1条\t（二）主动公开数（同一信息计1条）\t条\t1\ttrue\tblank\tnil\tblank\n");
    check_log("local v = report:item '费用' log(v.state, v.raw, v, v:text(), tonumber(v), v.unit)",
              "text\t无\t无\tnil\tnil\t万元\n");
    check_log("local v = report:item '网络申请数' log(v.fullwidth, v.grouped, v.has_unit_text, "
              "v.foreign_unit, v.signed_word, v.converted, v.similarity, v.form, v.printed)",
              "true\tfalse\tfalse\tfalse\tfalse\tfalse\t100\tp/f1\tnil\n");
    check_log("local v = report:item '收到申请数' local l = v.location "
              "log(l.path, l.table, l.row, l.cell, l.line)",
              "report.txt\t1\t3\t3\tnil\n");
    check_log("local a, b = report:item '收到申请数', report:item '收到申请数' "
              "log(rawequal(a, b), a == b, type(a), ({[a] = 1})[b])",
              "true\ttrue\tuserdata\t1\n");
}

static void values_compute_exactly(void **state)
{
    (void)state;
    check_log(
        "local v, w = report:item '收到申请数', report:item '当面申请数' "
        "log(v + w, v - w, v * w, w / v, -v, v + 1, 1 + v, v + '0.5', '0.1' + v, (v - 20):abs())",
        "17\t7\t60\t0.416667\t-12\t13\t13\t12.5\t12.1\t8\n");
    check_log("local v, w = report:item '收到申请数', report:item '当面申请数' "
              "log((w / v):round(2), (v / w):round(), (v * '12.5'):round(-1), (v / 3):number(), "
              "(v / 5):number(), v * 2.0)",
              "0.42\t2\t150\t4\tnil\t24\n");
    check_log("local v, w = report:item '收到申请数', report:item '当面申请数' "
              "log(v > w, v < w, v >= 12, v <= 11, v < '12.5', 5 <= w, v == w, v == 12, v ~= w)",
              "true\tfalse\ttrue\tfalse\ttrue\ttrue\tfalse\tfalse\ttrue\n");
    check_log("local v = report:item '收到申请数' log(sum(v.children), sum(v.children) == v, "
              "sum(v.children):is(12), largest(v.children), smallest{v, 3, '2.5'}, "
              "sum(v.children).label, sum(v.children).unit, sum(v.children).path)",
              "12\ttrue\ttrue\t7\t2.5\t当面申请数+网络申请数\t件\tnil\n");
    check_log("local x = report:item '主动公开数' + report:item '规范性文件数' log(x, x:number())",
              "3\t3\n"); /* a blank counts as 0 in a sum of this form */
    check_log("local x = report:item '主动公开数' + report:item '费用' log(x:number(), x:text())",
              "nil\tnil\n");
    check_log("log(string.format('%d|%s|%5s', report:item '收到申请数', report:item '费用', "
              "report:item '主动公开数'))",
              "12|无|    3\n");
}

static void wrong_uses_of_values_are_told(void **state)
{
    (void)state;
    check_error("local v = report:item '收到申请数' return v + 0.5", RESULT_ERROR, "\"0.5\"");
    check_error("local v = report:item '收到申请数' return v + 'abc'", RESULT_ERROR, "'abc'");
    check_error("local v = report:item '收到申请数' return v + {}", RESULT_ERROR,
                "a value, a whole number or");
    check_error("local v = report:item '收到申请数' return v + nil", RESULT_ERROR,
                "a value, a whole number or");
    check_error("local v = report:item '收到申请数' return v .. '件'", RESULT_ERROR, "tostring");
    check_error("local v = report:item '收到申请数' return v.lable", RESULT_ERROR,
                "no field 'lable'");
    check_error("local v = report:item '收到申请数' v.label = 1", RESULT_ERROR, "read-only");
    check_error("local v = report:item '收到申请数' return v()", RESULT_ERROR, "call");
    check_error("local v = report:item '收到申请数' return v.number()", RESULT_ERROR, "a:number(");
    check_error("return report:item '费用' < 5", RESULT_MISSING, "费用");
    check_error("return sum{}", RESULT_ERROR, "empty");
    check_error("return sum{1, {}}", RESULT_ERROR, "element 2");
    check_error("return sum(5)", RESULT_ERROR, "table");
}

/* ---- items ---- */

static void labels_are_resolved(void **state)
{
    (void)state;
    check_log("log(report:item('复议/被依法纠错数').state, report:item('诉讼/被依法纠错数').state)",
              "missing\tdash\n");
    check_error("report:item '收到申请书'", RESULT_ERROR, "收到申请数");
    check_error("report:item '被依法纠错数'", RESULT_ERROR, "复议/被依法纠错数");
    check_error("report:item('收到申请数', 'none')", RESULT_MISSING, "none");
    check_error("report.item '收到申请数'", RESULT_ERROR, "string expected");
    check_error("report:item(5)", RESULT_ERROR, "string expected");
    check_log("log(pcall(report.item, report, '收到申请书'))",
              "false\tform p/f1 has no '收到申请书'; nearest: 收到申请数\n");
    check_log("log(report:item('收到申请数', 'f1'), report:item('收到申请数', 'p/f1'), "
              "report:item('收到申请数', report.forms[1]))",
              "12\t12\t12\n");
}

static void a_rule_on_the_whole_report_finds_items(void **state)
{
    (void)state;
    fixture f;
    run(&f, "log(report:item '收到申请数', report.checked_form)", 0);
    assert_string_equal(fixture_log(&f), "12\tnil\n");
    fixture_fill(&f, "f1", figures); /* a second table with the same labels */
    const rule_verdict *verdict = fixture_run(&f, "R", 0, 0);
    assert_int_equal(verdict->kind, RESULT_ERROR);
    f.instance_count = 0;
    verdict = fixture_run(&f, "R", 0, 0);
    assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(verdict->kind, RESULT_MISSING);
    fixture_close(&f);
}

static void lists_of_a_form_tell_what_is_odd(void **state)
{
    (void)state;
    fixture f;
    run(&f,
        "local f = report.checked_form for _, name in ipairs {'blanks', 'irregular', 'renamed', "
        "'other_units', 'figures'} do local t = {} for i, v in ipairs(f[name]) do t[i] = v.label "
        "end log(name, table.concat(t, ' ')) end",
        1);
    assert_string_equal(fixture_log(&f),
                        "blanks\t规范性文件数 被依法纠错数\nirregular\t费用\nrenamed\t\n"
                        "other_units\t\nfigures\t收到申请数 当面申请数 网络申请数 主动公开数 "
                        "规范性文件数 费用 复议 诉讼 被依法纠错数\n");
    form_item *items = f.instances[0].items;
    doc_cell cell;
    memset(&cell, 0, sizeof(cell));
    cell.text.normal.text = base_str_c("条");
    items[1].unit_cell = items[1].label_cell = &cell; /* 件 */
    items[1].similarity = 90;
    items[2].figure.signed_word = 1;
    items[3].figure.number = value_number_int(-7);
    items[4].unit_cell = &cell;
    items[4].figure.unit = cell.text.normal.text;
    items[7].renamed_head = 1;
    fixture_run(&f, "R", 0, 1);
    assert_string_equal(fixture_log(&f), "blanks\t规范性文件数 被依法纠错数\n"
                                         "irregular\t当面申请数 网络申请数 主动公开数 费用\n"
                                         "renamed\t收到申请数 复议\nother_units\t收到申请数\n"
                                         "figures\t收到申请数 当面申请数 网络申请数 主动公开数 "
                                         "规范性文件数 费用 复议 诉讼 被依法纠错数\n");
    fixture_close(&f);
}

static void forms_are_seen(void **state)
{
    (void)state;
    fixture f;
    run(&f,
        "local f = report:form 'f1' log(f == report.forms[1], f == report.checked_form, f.form, "
        "f.id, "
        "f.title, #f.items, f.items[2].label, #f.unaligned, #f.duplicates, #f.misplaced, "
        "f.ordinal, "
        "f.caption_year, report:form 'none') for k, v in pairs(f.fields) do log(k, v.text) end "
        "log(f.unaligned[1] and f.unaligned[1].label, f.duplicates[1] and "
        "f.duplicates[1].item.label)",
        1);
    assert_string_equal(
        fixture_log(&f),
        "true\ttrue\tp/f1\tf1\t统计表\t11\t收到申请数\t0\t0\t0\t1\tnil\tnil\nnil\tnil\n");
    form_extra extras[2];
    form_field fields[1];
    memset(extras, 0, sizeof(extras));
    memset(fields, 0, sizeof(fields));
    extras[0].kind = FORM_UNKNOWN;
    extras[0].row = -1;
    extras[0].label = base_str_c("多出的行");
    extras[1].kind = FORM_DUPLICATE;
    extras[1].row = 1;
    extras[1].label = base_str_c("收到申请数");
    fields[0].label = base_str_c("填报单位");
    fields[0].text = base_str_c("某局");
    f.instances[0].extras = extras;
    f.instances[0].extra_count = 2;
    f.instances[0].fields = fields;
    f.instances[0].field_count = 1;
    f.instances[0].caption_year = 2017;
    fixture_run(&f, "R", 0, 1);
    assert_string_equal(fixture_log(&f),
                        "true\ttrue\tp/f1\tf1\t统计表\t11\t收到申请数\t1\t1\t0\t1\t2017\tnil\n"
                        "填报单位\t某局\n多出的行\t收到申请数\n");
    fixture_close(&f);
}

/* ---- the report ---- */

static void the_report_is_seen(void **state)
{
    (void)state;
    check_log(
        "log(report.title, report.agency, report.year, report.path, report.format, report.date, "
        "report.period)",
        "某局2017年度工作报告\t某局\t2017\treport.txt\ttxt\tnil\tnil\n");
    check_log(
        "for i, b in ipairs(report.blocks) do log(i, b.type, b.level, b.number, b.text, b.table) "
        "end",
        "1\ttitle\tnil\tnil\t某局2017年度工作报告\tnil\n"
        "2\theading\t1\t一、\t一、概述\tnil\n"
        "3\tparagraph\tnil\tnil\t自2017年1月1日起，共收到申请12件。\tnil\n"
        "4\theading\t1\t二、\t二、附表\tnil\n"
        "5\ttable\tnil\tnil\t\t1\n"
        "6\tparagraph\tnil\tnil\t2018年2月30日\tnil\n");
    check_log("log(report.blocks[3].raw, report.blocks[3].location.block, #report.texts, "
              "report.texts[5] == report.blocks[6])",
              "自2017年1月1日起，共收到申请１２件。\t3\t5\ttrue\n");
    check_log(
        "local t = report.tables[1] log(#report.tables, #t.rows, t.columns, t.rows[2][1].text, "
        "t.rows[2][2].text, t.rows[2][2].row, t.rows[2][2].column, t.rows[2][2].rowspan, "
        "t.rows[2][2].colspan, t.rows[2][2].location.row)",
        "1\t2\t2\t收到申请数\t12\t2\t2\t1\t1\t2\n");
    check_log("for _, s in ipairs(report.sections) do log(s.title, s.number, s.level, #s.blocks, "
              "#s.sections, s.blocks[1] and s.blocks[1].type) end",
              "概述\t一、\t1\t1\t0\tparagraph\n附表\t二、\t1\t2\t0\ttable\n");
    check_log("log(#report:find '申请', report:find('１２')[1] == report.blocks[3], "
              "report:find('12')[1].text, #report:find '没有的')",
              "1\ttrue\t自2017年1月1日起，共收到申请12件。\t0\n");
    check_log(
        "local n = '' for k in pairs(report) do n = n .. k .. ' ' end log(n)",
        "agency blocks checked_form format forms headings location path sections signature tables "
        "texts title title_lines "
        "year \n");
    check_error("return report.titel", RESULT_ERROR, "no field 'titel'");
    check_error("return report:find ''", RESULT_ERROR, "empty");
}

static void marks_cells_and_differences_are_found(void **state)
{
    (void)state;
    check_log("for cell, row in report:cells('^收到|^1[0-9]$') do "
              "log(cell.text, cell.row, cell.column, cell.location.row, #row, row[2].text) end",
              "收到申请数\t2\t1\t2\t2\t12\n12\t2\t2\t2\t2\t12\n");
    check_log("for cell in report:cells(regex '没有的') do log(cell.text) end", "");
    check_error("report:cells('(')", RESULT_ERROR, "(");
    check_error("report:cells(5)", RESULT_ERROR, "regex");
    check_log("log(#report:unpaired())", "0\n");
    check_log("log(difference('实施办法', '实施方法'))", "办\t方\n");
    check_log("log(difference('实施', '实施'))", "\t\n");
    check_log("log(difference('aa', 'aaa'))", "\ta\n");
    check_log("log(difference('一', '丁'))", "一\t丁\n");
    check_log("log(difference('', '办'))", "\t办\n");
    check_error("difference('a')", RESULT_ERROR, "string expected");
}

static void dates_are_seen(void **state)
{
    (void)state;
    check_log("for _, d in ipairs(report:dates()) do log(d.text, d.year, d.month, d.day, d.number, "
              "d.valid, d.iso, d.block, d.location.text) end",
              "2017年度\t2017\tnil\tnil\t20170000\ttrue\t2017\t1\t2017年度\n"
              "2017年1月1日\t2017\t1\t1\t20170101\ttrue\t2017-01-01\t3\t2017年1月1日\n"
              "2018年2月30日\t2018\t2\t30\t20180230\tfalse\t2018-02-30\t6\t2018年2月30日\n");
}

static void phrases_are_found(void **state)
{
    (void)state;
    check_log(
        "for m in report:phrases '收到…申请{n:件|条|无}' do log(m.text, m.n:number(), m.n.unit, "
        "m.n.raw, m.n.label, m.sentence, m.block == report.blocks[3], m.location.block, "
        "m.location.text, m.n.location.text, m.claim) end",
        "收到申请12件\t12\t件\t１２件\t收到申请\t自2017年1月1日起，共收到申请12件。\ttrue\t3\t"
        "收到申请12件\t１２件\tnil\n");
    check_log(
        "local b = report.blocks[3] local n = 0 for m in b:phrases '申请{n}' do n = n + 1 end "
        "for m in report:phrases('申请{n}', report.blocks[2]) do n = n + 10 end "
        "for m in report:phrases('申请{n}', b) do n = n + 100 end log(n)",
        "101\n");
    check_log("log(report:phrases '诉讼{n:件}'())", "nil\n");
    check_log("for m in report:phrases '共{what:文字}{n:件}' do log(m.what, m.n) end",
              "收到申请\t12\n");
    check_error("report:phrases '收到{n'", RESULT_ERROR, "phrase \"收到{n\", character 5");
    check_error("report:phrases '…'", RESULT_ERROR, "anything");
    check_error("report:phrases(report)", RESULT_ERROR, "string");
    check_error("report:phrases('申请', {})", RESULT_ERROR, "section or block");
}

/* ---- quantities and claims ---- */

static void quantities_know_how_they_were_said(void **state)
{
    (void)state;
    check_log("local all = report:quantities() local q = all[1] "
              "log(#all, q.raw, q:text(), q.unit, q.kind, q.approx, q.approx_word, q.low:text(), "
              "q.high:text(), q.low_open, q.step:text(), q.change, q.block == report.blocks[3], "
              "q.location.block)",
              "1\t１２件\t12\t件\tcount\texact\tnil\t12\t12\tfalse\t1\tnil\ttrue\t3\n");
    check_log("local q = report:quantities()[1] "
              "log(q:before(4), q:after(), q:after(9), q.sentence, q.clause, q:before())",
              "收到申请\t。\t。\t自2017年1月1日起，共收到申请12件。\t共收到申请12件。\t"
              "自2017年1月1日起，共收到申请\n");
    check_log("log(#report:quantities(report.blocks[3]), #report.blocks[2]:quantities(), "
              "#report.sections[1]:quantities(), (report:quantities()[1] + 1):text(), "
              "report:item('收到申请数').low)",
              "1\t0\t1\t13\tnil\n");
    check_log("for q in report:quantities() do log(q.raw) end "
              "for m in report:phrases '收到申请{n:件}' do log(m.n.high:text(), m.n:before(2), "
              "m.n.block == report.blocks[3]) end",
              "１２件\n12\t申请\ttrue\n");
    check_log("log(#report:claims(), #report.blocks[3]:claims())", "0\t0\n");
    check_error("report:quantities(99)", RESULT_ERROR, "block");
    check_error("report:item('收到申请数'):before(3)", RESULT_ERROR, "before");
    check_error("report:quantities()[1]:after(-2)", RESULT_ERROR, "range");
}

static void what_is_said_agrees_by_its_words(void **state)
{
    (void)state;
    fixture f;
    const rule_verdict *verdict =
        run(&f,
            "local q = report:quantities()[1] "
            "log(expect(q):agrees_with(report:item '收到申请数'), "
            "expect(report:item '收到申请数'):agrees_with(q), expect(q):agrees_with(q), "
            "expect(q):agrees_with(11, 1), expect(q):agrees_with('12.4'))",
            1);
    assert_int_equal(verdict->outcome, RESULT_PASSED);
    assert_string_equal(fixture_log(&f), "true\ttrue\ttrue\ttrue\ttrue\n");
    fixture_close(&f);
    verdict =
        run(&f, "log(expect(report:item '主动公开数'):agrees_with(report:quantities()[1]))", 1);
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_true(base_str_eq_c(verdict->evidence.subject, "主动公开数"));
    assert_true(base_str_eq_c(verdict->evidence.stated, "12"));
    assert_true(base_str_eq_c(verdict->evidence.expected, "3"));
    assert_true(base_str_eq_c(verdict->evidence.relation, "="));
    assert_int_equal(verdict->location.block, 3);
    fixture_close(&f);
}

static void enumerations_are_found(void **state)
{
    (void)state;
    check_log("for _, e in ipairs(report:enumerations()) do log(e.kind) end "
              "log(#report.blocks[3]:enumerations(), #report:enumerations(report.blocks[1]))",
              "0\t0\n");
    check_error("report:enumerations(5)", RESULT_ERROR, "section or block");
}

/* ---- expect ---- */

static void comparisons_give_verdicts(void **state)
{
    (void)state;
    fixture f;
    const rule_verdict *verdict =
        run(&f,
            "local v = report:item '收到申请数' "
            "log(expect(v):equals(sum(v.children)), expect(v):not_equals(5), "
            "expect(v):at_most(12), "
            "expect(v):at_least('11.5'), expect(v):less_than(13), expect(v):more_than(11), "
            "expect(v):agrees_with(12), expect(v):equals(13, 1))",
            1);
    assert_int_equal(verdict->outcome, RESULT_PASSED);
    assert_int_equal(f.verdicts.count, 1);
    assert_string_equal(fixture_log(&f), "true\ttrue\ttrue\ttrue\ttrue\ttrue\ttrue\ttrue\n");
    fixture_close(&f);
    verdict =
        run(&f,
            "local v = report:item '收到申请数' "
            "log(expect(v):equals(sum{report:item '当面申请数', 5}), expect(v):less_than(12), "
            "expect(5):equals(report:item '当面申请数'))",
            1);
    assert_int_equal(f.verdicts.count, 2);
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_string_equal(fixture_log(&f), "false\tfalse\ttrue\n");
    assert_true(verdict->has_evidence);
    assert_true(base_str_eq_c(verdict->evidence.subject, "收到申请数"));
    assert_true(base_str_eq_c(verdict->evidence.stated, "12"));
    assert_true(base_str_eq_c(verdict->evidence.expected, "10"));
    assert_int_equal(verdict->location.row, 3);
    fixture_close(&f);
}

static void comparisons_without_figures(void **state)
{
    (void)state;
    fixture f;
    const rule_verdict *verdict = run(&f, "log(expect(report:item '规范性文件数'):at_most(5))", 1);
    assert_int_equal(verdict->outcome, RESULT_NOT_APPLICABLE);
    assert_true(verdict->reason.len > 0);
    assert_string_equal(fixture_log(&f), "nil\n");
    fixture_close(&f);
    verdict = run(&f, "expect(report:item '复议/被依法纠错数'):at_most(5)", 1);
    assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(verdict->kind, RESULT_MISSING);
    fixture_close(&f);
    /* one that holds beside one that does not apply: the rule has checked something */
    verdict = run(&f,
                  "expect(report:item '规范性文件数'):at_most(5) "
                  "expect(report:item '收到申请数'):at_most(50)",
                  1);
    assert_int_equal(verdict->outcome, RESULT_PASSED);
    assert_int_equal(f.verdicts.count, 1);
    fixture_close(&f);
}

static void a_check_that_compares_nothing_does_not_apply(void **state)
{
    (void)state;
    fixture f;
    const rule_verdict *verdict = run(&f, "", 1);
    assert_int_equal(verdict->outcome, RESULT_NOT_APPLICABLE);
    assert_true(fixture_has(verdict->reason, "nothing was compared"));
    fixture_close(&f);
    assert_int_equal(run(&f, "expect.checked()", 1)->outcome, RESULT_PASSED);
    fixture_close(&f);
    verdict = run(&f, "expect.checked() return expect.skip('本年没有申请')", 1);
    assert_int_equal(verdict->outcome, RESULT_NOT_APPLICABLE);
    assert_true(base_str_eq_c(verdict->reason, "本年没有申请"));
    fixture_close(&f);
    verdict = run(&f, "expect.fail('x') expect.skip('y')", 1);
    assert_int_equal(f.verdicts.count, 1);
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    fixture_close(&f);
}

static void findings_have_places(void **state)
{
    (void)state;
    fixture f;
    const rule_verdict *verdict =
        run(&f,
            "expect.fail('有问题', report:item '费用', report.blocks[3], "
            "report.tables[1].rows[2][1], "
            "report:dates()[2], report.forms[1], {line = 7, path = 'x'}, nil, report:item '复议')",
            1);
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_true(base_str_eq_c(verdict->message, "有问题"));
    assert_true(verdict->has_evidence);
    assert_true(base_str_eq_c(verdict->evidence.subject, "费用"));
    assert_true(base_str_eq_c(verdict->evidence.stated, "无"));
    assert_true(fixture_has(verdict->quote, "费用"));
    assert_int_equal(verdict->location.row, 8);
    assert_int_equal(verdict->related_count, 6);
    assert_int_equal(verdict->related[0].block, 3);
    assert_int_equal(verdict->related[1].row, 2);
    assert_true(base_str_eq_c(verdict->related[2].text, "2017年1月1日"));
    assert_int_equal(verdict->related[3].table, 1);
    assert_int_equal(verdict->related[4].line, 7);
    assert_true(base_str_eq_c(verdict->related[4].path, "x"));
    assert_int_equal(verdict->related[5].row, 9);
    fixture_close(&f);
    verdict = run(&f,
                  "expect.fail('a', report.blocks[3]) expect.fail('b') "
                  "expect.fail(' c\\n\\t', {row = -1, line = 1 << 40, block = 1.5, cell = 'x'})",
                  1);
    assert_int_equal(f.verdicts.count, 3);
    assert_false(verdict->has_evidence);
    assert_true(fixture_has(verdict->quote, "收到申请12件"));
    assert_int_equal(fixture_verdict(&f, 1)->location.table, 1); /* the form's */
    const rule_verdict *third = fixture_verdict(&f, 2);
    assert_true(base_str_eq_c(third->message, "c"));
    assert_true(base_str_eq_c(third->location.path, "report.txt"));
    assert_int_equal(third->location.row + third->location.line + third->location.block, 0);
    fixture_close(&f);
}

static void wrong_uses_of_expect_are_told(void **state)
{
    (void)state;
    check_error("expect(nil)", RESULT_ERROR, "the phrase has no {n:…} of that name");
    check_error("expect(report.title):equals(1)", RESULT_ERROR, "plain decimal");
    check_error("expect(5).equals(5)", RESULT_ERROR, "a:equals(…), not a.equals(…)");
    check_error("expect(5):equal(5)", RESULT_ERROR, "no field 'equal'");
    check_error("expect(5):equals()", RESULT_ERROR, "argument 1 of equals( ) is missing");
    check_error("expect(5):equals(5, 'x')", RESULT_ERROR, "'x'");
    check_error("expect.fail()", RESULT_ERROR, "string expected");
    check_error("expect.fail('')", RESULT_ERROR, "empty message");
    check_error("expect.fail('x', 5)", RESULT_ERROR, "value, block, cell");
    check_error("expect.pass()", RESULT_ERROR, "no field 'pass'");
}

/* What a rule found before it failed does not count. */
static void a_failing_rule_loses_its_findings(void **state)
{
    (void)state;
    fixture f;
    const rule_verdict *verdict =
        run(&f, "expect.fail('a') expect.fail('b')\nlocal t = nil\nreturn t.x", 1);
    assert_int_equal(f.verdicts.count, 1);
    assert_int_equal(verdict->kind, RESULT_ERROR);
    assert_true(fixture_has(verdict->reason, "rules/r.lua:5: "));
    fixture_close(&f);
    verdict = run(&f, "expect.fail('a')\nlocal function inner()\nerror('why') end\ninner()", 1);
    assert_true(fixture_has(verdict->reason, "rules/r.lua:5: why"));
    assert_true(fixture_has(verdict->reason, "called from line 6"));
    fixture_close(&f);
}

static void api_is_for_checks_only(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua", "log('fine') sum{1}");
    fixture_load(&f);
    assert_true(fixture_has(f.loaded.rules[0]->broken, "inside a check"));
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_have_fields),
        cmocka_unit_test(values_compute_exactly),
        cmocka_unit_test(wrong_uses_of_values_are_told),
        cmocka_unit_test(labels_are_resolved),
        cmocka_unit_test(a_rule_on_the_whole_report_finds_items),
        cmocka_unit_test(forms_are_seen),
        cmocka_unit_test(lists_of_a_form_tell_what_is_odd),
        cmocka_unit_test(the_report_is_seen),
        cmocka_unit_test(marks_cells_and_differences_are_found),
        cmocka_unit_test(dates_are_seen),
        cmocka_unit_test(phrases_are_found),
        cmocka_unit_test(quantities_know_how_they_were_said),
        cmocka_unit_test(what_is_said_agrees_by_its_words),
        cmocka_unit_test(enumerations_are_found),
        cmocka_unit_test(comparisons_give_verdicts),
        cmocka_unit_test(comparisons_without_figures),
        cmocka_unit_test(a_check_that_compares_nothing_does_not_apply),
        cmocka_unit_test(findings_have_places),
        cmocka_unit_test(wrong_uses_of_expect_are_told),
        cmocka_unit_test(a_failing_rule_loses_its_findings),
        cmocka_unit_test(api_is_for_checks_only),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
