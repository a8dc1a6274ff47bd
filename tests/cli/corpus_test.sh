#!/usr/bin/env bash
# Rules over several reports: last year's, those below, the roster.
. "$(dirname "$0")/lib.sh"
make_pack packs/demo demo
cat >packs/demo/rules/several.lua <<'EOF'
corpus_rule "Y1" {
  title = "收到申请数不低于上年",
  severity = "error",
  form = "sq",
  formula = "收到申请数 ≥ 上年(收到申请数)",
}
corpus_rule "Y2" {
  title = "答复数与上年相同",
  severity = "warning",
  needs = "previous_year",
  form = "sq",
  check = function(report, expect)
    expect(report:item "申请答复数"):equals(report:previous():item "申请答复数")
  end,
}
corpus_rule "Y5" {
  title = "与上年雷同",
  severity = "notice",
  needs = "previous_year",
  check = function(report, expect)
    local same, all, blocks = report:likeness(report:previous())
    log(same, all, #blocks)
    if all > 0 and same == all then
      expect.fail("雷同", blocks[1], report:previous())
    else
      expect.checked()
    end
  end,
}
corpus_rule "Z1" {
  title = "汇总",
  severity = "error",
  form = "sq",
  formula = "收到申请数 = 合计(下级(收到申请数))",
}
corpus_rule "Z3" {
  title = "缺报、多报",
  severity = "warning",
  needs = "roster",
  check = function(report, expect, corpus)
    expect.checked()
    if #corpus.missing > 0 then expect.fail("缺报：" .. table.concat(corpus.missing, "、")) end
    if not corpus.listed then expect.fail("多报：" .. report.agency) end
    for _, other in ipairs(corpus.duplicates) do
      expect.fail("重报", report, other)
    end
  end,
}
corpus_rule "N1" {
  title = "报告数",
  severity = "notice",
  needs = {"all"},
  check = function(report, expect, corpus)
    expect.checked()
    for i, other in ipairs(corpus.reports) do
      log(i, other.agency, other.year, other.path, other.title, #other.forms)
    end
  end,
}
EOF

# report FILE AGENCY YEAR RECEIVED FINISHED: with a sentence of its own
report() {
  make_report "$1" "$4" "$4" 0 "$5" "$3"
  sed -i "s/甲市水务局/$2/g; s/现将有关情况报告如下。/$2在$3年认真做好政府信息公开工作，现将有关情况报告如下。/" "$1"
}

# outcome RULE PATH WHAT REASON: python
reason() {
  json "[o['reason'] for r in d['reports'] if r['path'] == '$2' for o in r['$3'] if o['rule'] == 'demo/$1'] == ['$4']"
}

# alone: nothing applies
report y/2016.txt 甲市水务局 2016 5 5
report y/2017.txt 甲市水务局 2017 4 4
expect 0 check -f json y/2017.txt
reason Y1 y/2017.txt not_applicable '没有“甲市水务局”2016年的报告'
reason Y2 y/2017.txt not_applicable '没有“甲市水务局”2016年的报告'
reason Z1 y/2017.txt not_applicable '没有单位名单（--roster），不知道下级单位'
reason Z3 y/2017.txt not_applicable '没有单位名单（--roster）'
expect 0 check -f json y/2017.txt --lang en
reason Y1 y/2017.txt not_applicable 'no 2016 report of "甲市水务局"'

# two years
expect 1 check -f json y
json '[f["rule"] for f in d["reports"][1]["findings"] if f["severity"] == "error"] == ["demo/Y1"]'
json 'd["reports"][0]["findings"] == []'
json '[f["evidence"]["stated"] + f["evidence"]["relation"] + f["evidence"]["expected"] for f in d["reports"][1]["findings"] if f["rule"] == "demo/Y1"] == ["4≥5"]'
json '[f["location"]["path"] for f in d["reports"][1]["findings"]] == ["y/2017.txt"] * 2'
json '[t["location"]["path"] for f in d["reports"][1]["findings"] if f["rule"] == "demo/Y1" for t in f["evidence"]["terms"]] == ["y/2016.txt"]'
json '[f["related"][0]["path"] for f in d["reports"][1]["findings"] if f["rule"] == "demo/Y5"] == ["y/2016.txt"]'
json 'd["summary"]["reports"] == 2 and d["summary"]["errors"] == 1 and d["summary"]["notices"] == 1'
cp out first
expect 1 check -f json y/2017.txt y/2016.txt
python3 - first out <<'EOF' || complain "$last: the order of the reports decides"
import json, sys
a, b = (json.load(open(f, encoding="utf-8"))["reports"] for f in sys.argv[1:])
sys.exit(sorted(map(json.dumps, a)) != sorted(map(json.dumps, b)))
EOF
expect 1 check y --lang zh
has out "y/2016.txt"

# a rule that was named and compared nothing anywhere is told, with the reason
expect 0 check y/2017.txt --lang zh
lacks out "没有作比较"
expect 0 check --only Y1 y/2017.txt --lang zh
has out "在所有报告上都没有作比较的规则："
has out "demo/Y1：没有“甲市水务局”2016年的报告"
expect 0 check -p packs/demo --only Y1 --only Y2 y/2017.txt --lang en
has out "rules that compared nothing in any report:"
has out 'demo/Y1, demo/Y2: no 2016 report of "甲市水务局"'
expect 0 check --only Y1 --only Z1 -f json y/2016.txt y/2017.txt --fail-on never
json '[(i["rule"], i["reason"]) for i in d["idle"]] == [("demo/Z1", "没有单位名单（--roster），不知道下级单位")]'
expect 0 check --only Y2 -f ndjson y/2017.txt
has out '"idle":[{"rule":"demo/Y2"'
expect 0 check --only Y2 -f md y/2017.txt
has out '在所有报告上都没有作比较的规则：demo/Y2：没有'
expect 0 check --only Y2 -f html y/2017.txt
has out '<h3>在所有报告上都没有作比较的规则</h3><ul><li>demo/Y2：没有'
expect 1 check --only Y1 -f json y
json '"idle" not in d'

# so is a rule over one report, if it was named singly and there are two reports or more
cat >lone.lua <<'END'
rule "L1" { title = "t", severity = "error",
  check = function(report, expect)
    for said in report:phrases("没有这样的话{n}") do expect(said.n):equals(1) end
  end }
rule "L2" { title = "t", severity = "error",
  check = function(report, expect) if report.year == 2017 then expect.checked() end end }
rule "L3" { title = "t", severity = "error", check = function(report, expect) expect.skip("年份是" .. report.year) end }
END
expect 0 check -r lone.lua y/2017.txt
lacks out "没有作比较"
expect 0 check -r lone.lua y/2016.txt y/2017.txt -f json
json '[(i["rule"], i["reason"]) for i in d["idle"]] == [("lone/L1", "没有作任何比较"), ("lone/L3", "年份是2016")]'
expect 0 check -r lone.lua y/2016.txt y/2017.txt --lang en
has out "rules that compared nothing in any report:"
has out "lone/L1: nothing was compared"
expect 0 check -r lone.lua --skip lone/L1 --skip lone/L3 y/2016.txt y/2017.txt
lacks out "没有作比较"

# two reports of one agency and year
mkdir dup
cp y/*.txt dup
cp y/2016.txt dup/2016-again.txt
expect 1 check -f json dup
json '[f["rule"] for r in d["reports"] for f in r["findings"] if f["severity"] == "error"] == ["demo/Y1"]'
report dup/2016-other.txt 甲市水务局 2016 6 5
expect 0 check -f json dup
reason Y1 dup/2017.txt not_evaluated '“甲市水务局”2016年的报告不止一份而数据不同，无法确定以哪份为准：dup/2016-again.txt、dup/2016-other.txt、dup/2016.txt'
json 'd["summary"]["not_evaluated"] == 3'

# a city, its districts, a renaming, a missing report
report tree/city.txt 甲市水务局 2017 9 9
report tree/east.txt 东区水务局 2017 4 4
report tree/west.txt 西区水务局 2017 5 5
report tree/west-2016.txt 西区农林水利局 2016 5 5
cat >roster.csv <<'EOF'
单位,上级,起,止,别名
东区水务局,甲市水务局,,,
西区水务局,甲市水务局,,,西区农林水利局；西区 水利局
EOF
expect 0 check -f json --roster roster.csv tree
json '[r["outcomes"]["failed"] for r in d["reports"]] == [0, 0, 1, 0]'
json '[f["message"] for f in d["reports"][2]["findings"]] == ["缺报：东区水务局"]'
reason Z1 tree/east.txt not_applicable '按单位名单，“东区水务局”2017年没有下级单位'
json '"多报：甲市水务局" not in json.dumps(d, ensure_ascii=False)'
report tree/city.txt 甲市水务局 2017 8 8
expect 1 check -f json --roster roster.csv tree
json '[f["evidence"]["arithmetic"] for f in d["reports"][0]["findings"]] == ["4+5"]'
json '[t["location"]["path"] for t in d["reports"][0]["findings"][0]["evidence"]["terms"]] == ["tree/east.txt", "tree/west.txt"]'
rm tree/west.txt
expect 0 check -f json --roster roster.csv tree
reason Z1 tree/city.txt not_applicable '没有“西区水务局”2017年的报告'
json '"缺报：西区水务局" in [f["message"] for f in d["reports"][0]["findings"]]'
# the reason told is one about the others, not that of a report that has nobody below it
printf '单位,上级\n东区水务局,甲市水务局\n街道办,东区水务局\n' >only-street.csv
expect 0 check -p packs/demo --only Z1 --roster only-street.csv tree/west-2016.txt tree/east.txt --lang zh
has out 'demo/Z1：单位名单中没有“西区农林水利局”'
expect 0 check -p packs/demo --only Z1 --roster only-street.csv tree/east.txt tree/west-2016.txt --lang zh
has out 'demo/Z1：没有“东区水务局”下级单位2017年的报告'

expect 0 check --roster only-street.csv tree/east.txt --lang zh
has out 'demo/Z1：没有“东区水务局”下级单位2017年的报告'

report tree/north.txt 北区水务局 2017 1 1
expect 0 check -f json --roster roster.csv tree
json '"多报：北区水务局" in [f["message"] for r in d["reports"] for f in r["findings"]]'
reason Z1 tree/north.txt not_applicable '单位名单中没有“北区水务局”'

# every writing of the roster
iconv -f UTF-8 -t GB18030 roster.csv >gb.csv
cp out first
expect 0 check -f json --roster gb.csv tree
sed 's/gb\.csv:/roster.csv:/' out >second
check "the same in GB18030" cmp -s second first
printf 'agency;parent;from;to;aliases\n"东区水务局";"甲市水务局";2010;;""\n"西区水务局";"甲市水务局";;2030;"西区农林水利局"\n' >en.csv
expect 0 check -f json --roster en.csv tree
printf '单位\n甲市水务局\n东区水务局\n北区水务局\n西区农林水利局\n' >flat.csv
expect 0 check -f json --roster flat.csv tree
json 'not [f for r in d["reports"] for f in r["findings"] if f["message"].startswith("多报")]'

# what is doubtful in a roster, but no error, is told with the results
printf '单位,上级,电话\n西区水务局,,1\n东区水务局,西区的水务局,2\n' >doubt.csv
expect 0 check --roster doubt.csv tree/east.txt --lang zh
has out 'doubt.csv:1: 单位名单中有没用到的列：电话'
has out 'doubt.csv:3: 上级“西区的水务局”不在单位名单中，相近的有：西区水务局'
empty err
expect 0 check -f json --roster doubt.csv tree/east.txt --lang en
json 'd["roster_notes"] == ["doubt.csv:1: columns of the roster that are not used: 电话", "doubt.csv:3: the parent \"西区的水务局\" is not on the roster; near to it: 西区水务局"]'
has err 'doubt.csv:3'
for format in md html sarif; do
  expect 0 check -f $format --roster doubt.csv tree/east.txt --lang zh
  has out '上级“西区的水务局”不在单位名单中'
done

# rosters that are wrong
printf '单位,上及\n甲,乙\n' >misspelt.csv
expect 2 check --roster misspelt.csv tree --lang zh
has err 'misspelt.csv:1: 不认识的列“上及”，相近的有：上级'
wrong() {
  expect 2 check --roster "$1" tree --lang zh
  has err "$2"
  empty out
}
printf '单位,上级\n甲,乙\n乙,丙\n丙,甲\n' >loop.csv
wrong loop.csv '甲 → 乙 → 丙 → 甲'
has err 'loop.csv:2'
printf '单位,上级\n甲,甲\n' >self.csv
wrong self.csv '甲 → 甲'
printf '单位,上级,起,止\n甲,乙,,2018\n甲,丙,2018,\n' >overlap.csv
wrong overlap.csv '第 2 行'
has err 'overlap.csv:3'
printf '单位,别名\n甲,丁\n乙,丁\n' >alias.csv
wrong alias.csv '丁'
printf '单位,起\n甲,去年\n' >year.csv
wrong year.csv '去年'
printf '单位,起,止\n甲,2019,2018\n' >order.csv
wrong order.csv '甲'
printf '名字,上级\n甲,乙\n' >head.csv
wrong head.csv '“单位”'
: >empty.csv
wrong empty.csv 'empty.csv'
wrong none.csv 'none.csv'
printf '单位,上级,起,止\n甲,乙,,2017\n甲,丙,2018,\n乙,甲,2018,\n' >moved.csv
expect 0 check -f json --roster moved.csv tree/east.txt --fail-on never

# rules that are wrong
cat >packs/demo/rules/several.lua <<'EOF'
corpus_rule "B1" { title = "x", severity = "error", check = function() end }
corpus_rule "B2" { title = "x", severity = "error", needs = "yesterday", check = function() end }
rule "B3" { title = "x", severity = "error", needs = "all", check = function() end }
rule "B4" { title = "x", severity = "error", check = function(report) report:previous() end }
EOF
expect 4 check -f json y/2017.txt
json 'len(d["broken"]) == 3'
json '[o["kind"] for o in d["reports"][0]["not_evaluated"]] == ["broken"] * 3 + ["error"]'

# the list of all reports is for rules that say so, whatever other rules do
cat >undeclared.lua <<'EOF'
corpus_rule "U1" {
  title = "全部报告",
  severity = "error",
  needs = "previous_year",
  check = function(report, expect, corpus)
    expect.checked()
    return #corpus.reports
  end,
}
EOF
expect 4 check -f json -r undeclared.lua y/2016.txt y/2017.txt
json '[o["kind"] for o in d["reports"][1]["not_evaluated"]] == ["error"]'
has out 'needs = \"all\"'
finish
