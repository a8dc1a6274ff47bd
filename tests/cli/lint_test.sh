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
expect 2 lint nowhere
expect 2 lint
finish
