#!/usr/bin/env bash
# hecha lint.
. "$(dirname "$0")/lib.sh"
make_pack packs/demo demo
locale=C.UTF-8
expect 0 lint packs/demo --lang en
has out 'packs/demo/forms/sq.lua:12: notice: no formula or check names "申请情况/申请答复数" of the form "sq"'
check "closing line" test "$(tail -1 out)" = "0 errors, 0 warnings, 1 notices"
expect 1 lint packs/demo --fail-on notice
expect 0 lint packs/demo --fail-on never -f json
json 'd["schema"] == 1 and d["summary"] == {"errors": 0, "warnings": 0, "notices": 1}'
json 'd["problems"][0]["check"] == "unused_item" and d["problems"][0]["line"] == 12'
json 'd["problems"][0]["severity"] == "notice" and d["problems"][0]["advice"]'

cat >packs/demo/rules/more.lua <<'END'
rule "B1" { title = "t", severity = "error", form = "sq", formula = "收到申请数 ＝ 合计(子项)" }
rule "B2" { title = "t", severity = "error", form = "sq", basis = "b", formula = "收到申请数 < 申请办结数",
  good = "x", bad = "x" }
rule "B3" { title = "t", severity = "error", form = "sq", basis = "b", years = {2014, 2015},
  formula = "[一.(三)] = 0", good = "x", bad = "x" }
rule "B4" { title = "t", severity = "error", form = "sq", basis = "b", years = {2016, 2017},
  formula = "申请答复数 = 0", good = "x", bad = "x" }
rule "B5" { title = "t", severity = "error", form = "sq", basis = "b", good = "x", bad = "x",
  check = function(report, expect)
    local received = report:item "收到申请数"
    if received == 3 then return end
    if received:is(3) or received:number() == 3 or #report.items == 3 then return end
    if 0 ~= report:item("收到申请数") then return end
    if report:item("申请办结书"):is(1) then return end
    local sum = 1
    if report.title:find("[，。]") or string.match(report.title, "年+") then return end
    if report.title:find("[a-z]") or report.title:find("年度", 1, true) then return end
  end }
rule "B6" { title = "t", severity = "error", form = "sq", formula = "没有的 = 1" }
rule "B7" { title = "t", severity = "notice", form = "sq", basis = "b", formula = "申请办结数 ≤ 收到申请数 且 1 = 1",
  good = "x", bad = "x" }
rule "B8"
rule "B9" { title = "t", severity = "notice", form = {}, formula = "申请办结数 = 1" }
END
sed -i 's/"title": "示例规则",/"title": "示例规则", "params": {"used": {"title": "u", "type": "integer", "default": 1}, "idle": {"title": "i", "type": "integer", "default": 2}},/' packs/demo/pack.json
cat >packs/demo/rules/params.lua <<'END'
rule "C1" { title = "t", severity = "notice", form = "sq", basis = "b", good = "x", bad = "x",
  check = function(report, expect) expect(report:item "申请办结数"):at_least(params.used) end }
END
expect 4 lint packs/demo --lang en
at=packs/demo/rules/more.lua
has out "$at:1: warning: the rule \"B1\" has no basis"
has out "$at:1: warning: the rule \"B1\" has no good example"
has out "$at:1: warning: the rule \"B1\" has no bad example"
has out "rules/sums.lua:6: warning: the formula of \"A1\" says the same as that of \"B1\""
has out "rules/sums.lua:15: error: \"A2\" and \"B2\" cannot both hold"
has out "$at:5: notice: the rule \"B3\" names a row by its number [一.(三)]"
lacks out '"B4"'
has out "$at:11: error: a value is compared with a number by =="
lacks out "$at:12:"
has out "$at:13: error: a value is compared with a number by ~="
has out "$at:14: error: no form has \"申请办结书\""
has out "$at:15: warning: \"sum\" is a name of the rule API"
has out "$at:16: warning: the class or repetition in the pattern \"[，。]\""
has out "$at:16: warning: the class or repetition in the pattern \"年+\""
lacks out "$at:17:"
has out "$at:19: error: the rule \"B6\" cannot be loaded"
has out "$at:22: error: the rule \"B8\" cannot be loaded"
has out "$at:23: error: the rule \"B9\" cannot be loaded: form is empty"
has out 'packs/demo/pack.json: warning: no rule reads the parameter "idle"'
lacks out '"used"'
has out "[unused_param]"

# == between a value and a number, wherever it stands, and what only looks like it
cat >packs/demo/rules/value.lua <<'END'
local function zero(v) return v == 0 end
local same = function(a, b) return 3 ~= b end
local function number(n) return n == 0 end
rule "E1" { title = "a", severity = "强制", basis="x", good="x", bad="x", form = "sq", checks = {
 { check = function(report, expect)
  if report:item "收到申请数" == 0 then return end
  if 0 == report:item("收到申请数") then return end
  local a, b = report:item "收到申请数", report:item "申请办结数"
  if b == 1 or 1 ~= a then return end
  if a + b == 1 then return end
  local share = 100 * a / b
  if share == 50 then return end
  if zero(a) or same(1, a) or number(3) then return end
  for _, item in ipairs(report.checked_form.items) do
    if item == 0 then return end
    if item.order == 3 or #item.children == 3 or item:number() == 3 then return end
    if item.children[1] == 0 then return end
  end
  for q in report:quantities() do if q == 5 then return end end
  for i, q in ipairs(report:quantities()) do if i == 5 then return end end
  for said in report:phrases("收到…{n:件}") do if said.n == 5 or said.text == "5" then return end end
  if a:round(1) == "0.5" or (a - b) == 0 then return end
  local limit = 3
  if a == limit then return end
  if a == b or a == nil then return end
  if sum(a.children) == 7 then return end
  if a.state == "blank" then return end
  local n = a:number()
  if n == 3 then return end
 end } } }
END
expect 4 lint packs/demo -f json
json 'sorted(p["line"] for p in d["problems"] if p["file"].endswith("value.lua") and p["check"] == "value_equals_number") == [1, 2, 6, 7, 9, 9, 10, 12, 15, 17, 19, 21, 22, 22, 24, 26]'
rm packs/demo/rules/value.lua

# phrases
cat >packs/demo/rules/phrase.lua <<'END'
local named = "收到?申请{n:件}"
local ok = "收到…申请{n:件|条|无}"
rule "P1" { title = "a", severity = "error", basis = "b", good = "x", bad = "x", phrases = {named, "申请{n:件、条}"}, check=function(report,expect)
  for said in report:phrases(named) do expect.checked() end
  for said in report:phrases "为{n}" do expect.checked() end
  for said in report:phrases "的…{n}" do expect.checked() end
  for said in report:phrases("收到申请。{n:件}") do expect.checked() end
  for said in report:phrases("收到\\d+件") do expect.checked() end
  for said in report:phrases("(的|收到){n}") do expect.checked() end
  for said in report:phrases("收到{n") do expect.checked() end
  for said in report:phrases(ok) do expect.checked() end
  for said in report:phrases("{n:%}") do expect.checked() end
  for said in report:phrases("收到\\?{n}") do expect.checked() end
  for said in report:phrases("收到{n:件或条}") do expect.checked() end
  for said in report:phrases("收到{n:无|件 条}") do expect.checked() end
  for said in report:phrases("收到{n:牛}") do expect.checked() end
  for said in report:phrases("收到{n:件|万件数}") do expect.checked() end
  for said in report:phrases("收到{n: 人次 |全部|个工作日|％|万元}{who:文字}") do expect.checked() end
end }
END
expect 4 lint packs/demo --lang en
at=packs/demo/rules/phrase.lua
has out "$at:1: warning: in the phrase \"收到?申请{n:件}\" \"?\" matches nothing but itself"
has out "$at:3: warning: in the phrase \"申请{n:件、条}\" the unit \"件、条\" holds a comma"
has out "$at:5: warning: the phrase \"为{n}\" matches nearly anything"
has out "$at:6: warning: the phrase \"的…{n}\" matches nearly anything"
has out "$at:7: warning: the phrase \"收到申请。{n:件}\" holds \"。\", which ends a statement"
has out "$at:8: warning: in the phrase \"收到\\d+件\" \"\\d\" matches nothing but itself"
has out "$at:9: warning: the phrase \"(的|收到){n}\" matches nearly anything"
has out "$at:10: error: the phrase \"收到{n\" cannot be used: expected '}' here"
has out "$at:14: warning: in the phrase \"收到{n:件或条}\" \"件或条\" is not one unit"
has out "separate units by |, as in {n:件|条}"
has out "$at:15: warning: in the phrase \"收到{n:无|件 条}\" \"件 条\" is not one unit"
has out "$at:16: warning: in the phrase \"收到{n:牛}\" \"牛\" is no unit: it matches nothing"
has out "$at:17: warning: in the phrase \"收到{n:件|万件数}\" \"万件数\" is no unit: it matches nothing; units near it: 件"
for line in 2 4 11 12 13 18; do lacks out "$at:$line:"; done
rm packs/demo/rules/phrase.lua

# what is read of a match that the phrase does not keep
cat >packs/demo/rules/phrase2.lua <<'END'
rule "P2" { title = "a", severity = "error", basis = "b", good = "x", bad = "x", check=function(report,expect)
  for said in report:phrases("收到申请{k:件}") do
    if said.claim then expect.checked() end
    expect(said.n):equals(said.k)
  end
  for said in report:phrases "办结{n:件}" do expect(said.n):equals(1) end
  local said = {} ; expect(said.other):equals(1)
end }
END
expect 4 lint packs/demo --lang en
has out "packs/demo/rules/phrase2.lua:4: warning: the phrase \"收到申请{k:件}\" keeps nothing as \"n\", which is always nil; what can be read: k text"
for line in 3 5 6 7; do lacks out "phrase2.lua:$line:"; done
rm packs/demo/rules/phrase2.lua

# the line and the character, in formulas over several lines and in lists of checks
cat >long.lua <<'END'
rule "L1" {
  title = "t", severity = "error", form = "demo/sq",
  formula = [[
    若 收到申请数 > 0 则
      申请答复数 ≥ 申请办结书
  ]],
}
rule "L2" {
  title = "t", severity = "error", form = "demo/sq",
  checks = { { formula = "收到申请数 ≥ 0" },
             { formula = "收到申请数 ≥ 申请办结书" } },
}
rule "L3" {
  title = "t", severity = "error",
  check = function(report, expect)
    for said in report:phrases("收到{n:件") do expect.checked() end
  end,
}
END
expect 4 lint long.lua --lang zh
has out 'long.lua:5: error: 规则“L1”无法载入：公式第 33 字'
has out '          申请答复数 ≥ 申请办结书'
has out 'long.lua:11: error: 规则“L2”无法载入：公式第 9 字'
has out '    收到申请数 ≥ 申请办结书'
has out 'long.lua:16: error: 句式“收到{n:件”不能用：此处应为“}”'
check "carets" test "$(grep -c '^ *^$' out)" = 3
expect 2 lint nowhere
expect 2 lint

# a table of formulas holds no examples: cases do
mkdir -p packs/sheet/rules
printf '{"name": "sheet", "version": "1.0.0", "api": 1, "title": "t"}' >packs/sheet/pack.json
printf '编号,级别,公式,依据,表式\nG1,强制,收到申请数 ≥ 0,表,demo/sq\n' >packs/sheet/rules/g.csv
expect 0 lint packs/sheet --lang zh
has out 'rules/g.csv:2: warning: 规则“G1”没有正例；公式表里写不了例子；在规则包的 tests/ 里写用例'
lacks out 'no_bad'

mkdir packs/sheet/tests
cat >packs/sheet/tests/g.lua <<'END'
case "good" { rule = "G1", expect = "pass", items = {["收到申请数"] = 1} }
END
expect 0 lint packs/sheet --lang zh
lacks out 'no_good'
has out 'rules/g.csv:2: warning: 规则“G1”没有反例；公式表里写不了例子；在规则包的 tests/ 里写用例'
echo 'case "bad" { expect = {["sheet/G1"] = "fail"}, items = {["收到申请数"] = "-1"} }' >>packs/sheet/tests/g.lua
cat >packs/sheet/rules/l.lua <<'END'
rule "L1" { title = "t", severity = "error", basis = "b", form = "demo/sq", formula = "收到申请数 ≥ 0" }
rule "L2" { title = "t", severity = "error", basis = "b", form = "demo/sq", formula = "收到申请数 ≥ 0" }
END
cat >packs/sheet/tests/l.lua <<'END'
case "good" { rule = "L1", expect = "pass", items = {} }
case "bad" { rule = "L1", expect = "fail", items = {["收到申请数"] = "-1"} }
END
expect 0 lint packs/sheet --lang zh
lacks out '“G1”没有'
lacks out '“L1”没有'
has out '“L2”没有正例'
has out '“L2”没有反例'
echo 'case "wrong" { rule = "L1" }' >>packs/sheet/tests/l.lua
expect 1 lint packs/sheet --lang en
has out 'tests/l.lua:3: error: the case "wrong" cannot be loaded: '
printf '\377' >packs/sheet/tests/l.lua
expect 1 lint packs/sheet --lang en
has out 'tests/l.lua'
rm -r packs/sheet/tests packs/sheet/rules/l.lua

# a file of which nothing can be read is a problem, not a clean result
head -c 65537 /dev/zero | tr '\0' ' ' >large.lua
expect 4 lint large.lua --lang en
has out 'large.lua: error: the file was left out: the file is too large (at most 65536 bytes); split it'
check "closing line of a file left out" test "$(tail -1 out)" = "1 errors, 0 warnings, 0 notices"
expect 4 lint large.lua -f json
json 'd["summary"]["errors"] == 1 and d["problems"][0]["check"] == "broken" and d["problems"][0]["file"] == "large.lua"'

# thousands of formulas: each pair is looked at once
python3 -c "
print('编号,级别,公式,依据,表式')
for i in range(2000):
    print(f'G{i},强制,收到申请数 + {i} ≥ 申请办结数 × {i},表,demo/sq')" >packs/sheet/rules/g.csv
expect 0 lint packs/sheet --lang en
check "many formulas" test "$(tail -1 out)" = "0 errors, 2000 warnings, 0 notices"

# a form that is not there: those that are, and how others come in
cat >noform.lua <<'END'
rule "N1" { title = "t", severity = "error", form = "demo/sp", formula = "收到申请数 = 1" }
END
expect 4 lint noform.lua --lang en
has out "there is no form 'demo/sp'; known: demo/sq. For a form of another pack"
HECHA_PACKS=$PWD/none expect 4 lint noform.lua --lang en
has out "there is no form 'demo/sp': no pack with forms is installed."

# a Lua pattern that stands in a name, or in a table, is followed to where it is written
cat >bound.lua <<'END'
local marks = "[，。]"
local list = {"%d+", "[甲乙]", "年+"}
local rows = {{pattern = "[丙丁]", name = "[戊己]"}, {pattern = "x"}}
local twice = "[一]"
twice = "[二]"
local ascii, other = "[a-z]", "[三]"
rule "B1" { title = "t", severity = "notice", basis = "b",
  check = function(report, expect)
    local text = report.title
    local s = text:find(marks) or string.gsub(text, marks, "")
    for _, p in ipairs(list) do s = text:find(p) end
    for _, row in ipairs(rows) do s = text:match(row.pattern) end
    for _, p in ipairs {"[庚]"} do s = text:match(p) end
    s = text:find(twice) or text:find(other) or text:find(ascii)
    s = text:find("[辛]", 1, true) or report:find("[壬]") or text:find(marks)
    s = string.gmatch(text:sub(1, 2), rows[1].pattern)
    local function f(marks2) return text:find(marks2) end
    local marks2 = "[癸]"
    expect.checked()
  end,
  good = "t\n", bad = "t\n" }
END
expect 0 lint bound.lua --lang en
sed -n 's/^\(bound.lua:[0-9]*:\).*the pattern \("[^"]*"\).*pattern_bytes.*/\1 \2/p' out >told
check "patterns by name" test "$(cat told | tr '\n' ' ')" = 'bound.lua:1: "[，。]" bound.lua:2: "[甲乙]" bound.lua:2: "年+" bound.lua:3: "[丙丁]" bound.lua:13: "[庚]" '
has out 'use regex(…), which works on characters'

# phrases that were hardly meant so, and what is wrong is said with what to write
cat >phrases.lua <<'END'
rule "H1" { title = "t", severity = "notice", basis = "b",
  check = function(report, expect)
    for said in report:phrases("收到申请（n：件）") do expect.checked() end
    for said in report:phrases("收到申请{件}") do expect.checked() end
    for said in report:phrases("收到申请{1st:件}") do expect.checked() end
    for said in report:phrases("{!上年}收到{n:件}") do expect.checked() end
    for said in report:phrases("(收到|受理|)申请{n:件}") do expect.checked() end
    for said in report:phrases("收到(网上:书面)申请{n:件}{:条}{}{a_1: 次 }{who:文字}") do expect.checked() end
  end,
  good = "t\n", bad = "t\n" }
END
expect 1 lint phrases.lua --lang zh
has out 'phrases.lua:3: warning: 句式“收到申请（n：件）”里的“n：件”在圆括号里，只匹配这几个字本身，取不出数；在 { } 里先写字母的名称'
has out 'phrases.lua:4: warning: 句式“收到申请{件}”里的“件”是取出的数的名称，规则里写不出 said.件；'
has out 'phrases.lua:5: warning: 句式“收到申请{1st:件}”里的“1st”'
has out 'phrases.lua:6: error: 句式“{!上年}收到{n:件}”不能用：{ } 里不能写 !；排除写在它外面'
has out 'phrases.lua:7: error: 句式“(收到|受理|)申请{n:件}”不能用：此处应有文字：| 两边、括号里都不能空着；可有可无的写 [ ]'
lacks out 'phrases.lua:8'
finish
