#!/usr/bin/env bash
# hecha test: cases, coverage, threshold.
. "$(dirname "$0")/lib.sh"
make_pack packs/demo demo
mkdir -p packs/demo/tests/fixtures
make_report packs/demo/tests/fixtures/sums.txt 3 1 2 2
cp packs/demo/tests/fixtures/sums.txt packs/demo/tests/flat.txt

cat >packs/demo/tests/sums.lua <<'END'
case "the parts are short" {
  rule = "A1", expect = "fail",
  items = {["收到申请数"] = "3", ["当面申请数"] = "1"},
  message = "应等于", at = "收到申请数", stated = "3", expected = "1", findings = 1,
}
case "a cell replaced" {
  file = "fixtures/sums.txt",
  cells = {["收到申请数"] = "5", R6C3 = "6"},
  expect = {
    A1 = {"fail", at = {line = 13, row = 3, cell = 3}, stated = "5", expected = "3"},
    ["demo/A2"] = {outcome = "fail", stated = "6", expected = "5"},
  },
}
case "as it is" { file = "flat.txt", rule = {"A1", "A2"}, expect = "pass" }
case "no table" {
  text = "甲市水务局申请情况2017年度报告\n\n现将有关情况报告如下。\n",
  expect = {A1 = {"not_applicable", message = "统计表"}, A2 = "not_applicable"},
}
case "a row is missing" {
  rule = "A1", expect = "not_evaluated",
  items = {["收到申请数"] = "3", ["当面申请数"] = "3"}, without = {"网络申请数"},
}
END
locale=C.UTF-8
expect 0 test packs/demo --lang zh
check "closing line" test "$(tail -1 out)" = "12 passed, 0 failed"
has out "覆盖：2 条规则中 2 条三种结果"
lacks out "从未"
expect 0 test packs/demo --threshold 100 -v --lang en
has out 'ok      demo/A1 case "a cell replaced" (tests/sums.lua:6)'
has out "2 of 2 rules seen to pass, to fail and not to apply, 100 %; at least 100 % wanted"
expect 0 test packs/demo --only A2 --lang en
check "closing line" test "$(tail -1 out)" = "5 passed, 0 failed"

# A failure points to its example, a report beside a case is named, a case that is no rule is not
# counted as one.
make_pack packs/lines lines
cat >packs/lines/rules/l.lua <<'END'
rule "L1" {
  title = "t", severity = "error", basis = "b", form = "sq",
  formula = "收到申请数 ≥ 0",
  good = { items = {["收到申请数"] = 1} },
  bad = {
    { items = {["收到申请数"] = "-1"} },
    -- } bad = {
    {
      items = {["收到申请数"] = "2", ["当面申请数"] = "3"},
    }, { items = {} },
  },
}
local function made(n) return { items = {["收到申请数"] = n} } end
rule "L2" {
  title = "t", severity = "error", basis = "b", form = "sq",
  check = function(report, expect) local a, good = 1, 2 expect.checked() return a, good end,
  good = made(1),
  bad = made(2),
}
case "misplaced" { rule = "L1", expect = "pass" }
END
cat >packs/lines/rules/z.lua <<'END'
corpus_rule "Z1" {
  title = "t", severity = "error", basis = "b", needs = "children",
  check = function(report, expect) expect.checked() end,
}
END
mkdir -p packs/lines/tests
cat >packs/lines/tests/z.lua <<'END'
case "child" { rule = "Z1", expect = "pass", agency = "甲县", items = {},
  children = { { agency = "甲镇" }, { agency = "乙镇", form = "nowhere" } } }
END
expect 4 test packs/lines --lang zh -v
has out '覆盖：5 条规则中'
has out 'lines/L1 正例 1 (rules/l.lua:4)'
has out 'lines/L1 反例 1 (rules/l.lua:6)'
has out 'FAILED  lines/L1 反例 2 (rules/l.lua:8)'
has out 'FAILED  lines/L1 反例 3 (rules/l.lua:10)'
has out 'lines/L2 正例 1 (rules/l.lua:17)'
has out 'FAILED  lines/L2 反例 1 (rules/l.lua:18)'
has out 'children 第 2 个（乙镇）：例子里的表式“nowhere”不存在'

# What is not as expected.
cat >packs/demo/tests/sums.lua <<'END'
case "passes" { rule = "A1", expect = "fail" }
case "other figure" { rule = "A1", expect = "fail", stated = "4",
  items = {["收到申请数"] = "3"} }
case "other number" { rule = "A1", expect = "fail", findings = 2, items = {["收到申请数"] = "3"} }
case "other reason" { rule = "A2", expect = "not_applicable", message = "xyz", text = "没有表" }
case "no such rule" { rule = "A9", expect = "pass" }
case "no such file" { rule = "A1", expect = "pass", file = "other.txt" }
case "no such label" { rule = "A1", expect = "pass", file = "flat.txt", cells = {["收到申请"] = "1"} }
case "no such cell" { rule = "A1", expect = "pass", file = "flat.txt", cells = {T7R1C1 = "1"} }
END
expect 1 test packs/demo --lang en
has out 'FAILED  demo/A1 case "passes" (tests/sums.lua:1): should give a finding, but it passed'
has out 'no finding is the one wanted (stated = "4")'
has out 'should give 2 findings, but gave 1'
has out 'the reason should hold "xyz"'
has out 'FAILED  A9 case "no such rule" (tests/sums.lua:6): there is no rule "A9"'
has out 'tests/ has no file "other.txt"'
has out 'cells 里的“收到申请”在文件的统计表里找不到；相近的有：收到申请数'
has out 'cells 里的“T7R1C1”：文件里没有这个格子'
has out 'warning demo/A1 (rules/sums.lua:1): never seen in tests: not to apply'
has out 'coverage: 0 of 2 rules'
check "closing line" test "$(tail -1 out)" = "4 passed, 8 failed"

# Below the threshold.
rm packs/demo/tests/sums.lua
expect 0 test packs/demo --lang en
expect 1 test packs/demo --threshold 1 --lang en
expect 2 test packs/demo --threshold 101
expect 2 test packs/demo --threshold x
expect 2 check flat.txt --threshold 3

# Cases that are broken: told with their lines, exit 4.
cat >packs/demo/tests/broken.lua <<'END'
case "outcome" { rule = "A1", expect = "fails" }
case "no rule" { expect = "fail" }
case "two ways" { rule = "A1", expect = {A1 = "fail"} }
case "details" { rule = "A1", expect = "pass", stated = "1" }
case "cells" { rule = "A1", expect = "pass", cells = {["收到申请数"] = "5"} }
case "file" { rule = "A1", expect = "pass", file = "flat.txt", text = "x" }
case "unknown" { rule = "A1", expect = "pass", at_line = 3 }
case "no table"
case ""  {}
rule "R" { title = "t", severity = "error", check = function() end }
END
expect 4 test packs/demo --lang en
for line in 1 2 3 4 5 6 7 8 9 10; do has out "FAILED  tests/broken.lua:$line: "; done
echo 'case "x" { rule = "A1", expect = "pass" ' >packs/demo/tests/broken.lua
expect 4 test packs/demo --lang en
has out "FAILED  tests/broken.lua:"
printf 'case "\xff" {}\n' >packs/demo/tests/broken.lua
expect 4 test packs/demo --lang en
has out "UTF-8"
rm packs/demo/tests/broken.lua
ln -s /etc/passwd packs/demo/tests/link.txt
expect 4 test packs/demo --lang en
has out "link.txt"
rm packs/demo/tests/link.txt

# Several reports: the year before, agencies below by a roster.
cat >packs/demo/rules/years.lua <<'END'
corpus_rule "Y1" {
  title = "收到申请数不低于上年", severity = "notice", form = "sq", basis = "推",
  formula = "收到申请数 ≥ 上年(收到申请数)",
}
corpus_rule "Y2" {
  title = "等于下级之和", severity = "error", form = "sq", basis = "推",
  formula = "收到申请数 = 合计(下级(收到申请数))",
}
END
cat >packs/demo/tests/years.lua <<'END'
local own = {["收到申请数"] = "3", ["当面申请数"] = "3"}
case "less than the year before" {
  rule = "Y1", expect = "fail", items = own, year = 2017, stated = "3",
  previous = {items = {["收到申请数"] = "4", ["当面申请数"] = "4"}},
}
case "more than it, among other reports" {
  rule = "Y1", expect = "pass", items = own, agency = "甲市水务局", year = 2017,
  reports = {
    {agency = "乙市水务局", year = 2016, items = {["收到申请数"] = "9"}},
    {agency = "甲市水务局", year = 2016, items = {["收到申请数"] = "2"}},
  },
}
case "nothing of the year before" { rule = "Y1", expect = "not_applicable", items = own }
case "sum of those below" {
  rule = "Y2", expect = "fail", items = own, agency = "甲市政府", year = 2017, expected = "4",
  roster = "单位,上级\n甲市水务局,甲市政府\n甲市教育局,甲市政府\n",
  reports = {
    {agency = "甲市水务局", year = 2017, items = {["收到申请数"] = "3"}},
    {agency = "甲市教育局", file = "below.txt", cells = {["收到申请数"] = "1"}},
  },
}
case "the roster is a file" {
  rule = "Y2", expect = "not_applicable", items = own, agency = "甲市政府", year = 2017,
  roster = "roster.csv",
}
case "no such roster" { rule = "Y2", expect = "pass", roster = "none.csv", items = own }
END
make_report packs/demo/tests/below.txt 3 1 2 2 2017
sed -i 's/甲市水务局/甲市教育局/' packs/demo/tests/below.txt
printf '单位,上级\n甲市教育局,乙市政府\n' >packs/demo/tests/roster.csv
expect 1 test packs/demo --lang en --only Y1 --only Y2
has out 'FAILED  demo/Y2 case "no such roster"'
check "closing line" test "$(tail -1 out)" = "5 passed, 1 failed"

# what rules took, over examples and cases, through the confined process
expect 1 test packs/demo --profile --lang en
has err "demo/A1"
check "as in check" grep -qE '^ +[0-9.]+ +[0-9]+ +[0-9]+  demo/A2$' err
check "closing line" grep -q ' passed, ' out
lacks out "reports  rule"
expect 1 test packs/demo --lang en
empty err

# what authors mistype is told in their language, with what was likely meant
cat >typed.lua <<'END'
rule "K1" { title = "t", severity = "error", form = "demo/sq", formula = "收到申请数 = 0",
  good = { itmes = {["收到申请数"] = 0} } }
rule "K2" { title = "t", severity = "error", form = "demo/sq", formula = "收到申请数 = 0",
  bad = { {items = {["收到申请数"] = 1}}, year = 2015 } }
rule "K3" { titel = "t", severity = "error", form = "demo/sq", formula = "收到申请数 = 0" }
rule "K4" { title = "t", severity = "error", form = "demo/sq", formula = "收到申请数 = 0",
  good = { xyzw = 1 } }
END
expect 4 test typed.lua --lang zh
has out "typed.lua:1: 没有名为 itmes 的字段，相近的有 items"
has out "typed.lua:3: good、bad 是几个例子时，year 要写在其中一个例子的 { } 里"
has out "typed.lua:5: 没有名为 titel 的字段，相近的有 title"
has out "typed.lua:6: 没有名为 xyzw 的字段"
printf 'rule "A" { title = "x", check = function(r)\n  if r then return end\n}\n' >typed.lua
expect 4 test typed.lua --lang zh
has out "typed.lua:3: 这里不能是'}'（多半是前面的 function、if、for、while 少了 end"
printf 'local function f()\n  if x then\nend\n' >typed.lua
expect 4 test typed.lua --lang zh
has out "typed.lua:4: 文件末尾之前应有'end'，与第 1 行的'function'配对"
expect 4 test typed.lua --lang en
has out "typed.lua:4: 'end' expected before the end of the file, to close 'function' of line 1"
printf 'x = [[abc\n' >typed.lua
expect 4 test typed.lua --lang zh
has out "第 1 行的 [[ 没有配对的 ]]"
printf 'x = 3 y 4\n' >typed.lua
expect 4 test typed.lua --lang zh
has out "typed.lua:1: 这里不能是'4'"

# printed numbers, and a label that ends in 为
cat >numbers.lua <<'END'
rule "N1" { title = "t", severity = "error", form = "demo/sq", formula = "收到申请数 = 合计(子项)",
  good = { items = {["一.(一)"] = 3, ["一.(一).1"] = 1, ["（一）.2"] = 2} },
  bad = { items = {["一.(一)"] = 3} } }
rule "N2" { title = "t", severity = "error",
  check = function(report, expect)
    for said in report:phrases("整改率为{n:%}") do expect(said.n):equals(100) end
  end,
  good = "全年整改率为100%。", bad = "全年整改率为80%。" }
END
expect 0 test numbers.lua
mkdir texts
printf '甲市水务局申请情况2017年度报告\n\n全年整改率为80%%。\n' >texts/rate.txt
expect 1 check -r numbers.lua --only N2 texts/rate.txt --lang zh -f json
json 'd["reports"][0]["findings"][0]["message"] == "整改率为 80，应等于 100，差 -20"'

expect 2 check --lang zh
has err "hecha check 后面要写路径"
expect 2 show a b --lang zh
has err "hecha show 只要一个路径，“b”多余"
finish
