#!/usr/bin/env bash
# What a rule may meet and cannot be computed: an outcome with its reason, never a finding and never
# silence.
. "$(dirname "$0")/lib.sh"
cat >f.lua <<'EOF'
form "t" { title = "测试情况表", blank_is_zero = true, rows = [[
一、收到申请数 | 件 | 子项
  1.当面申请数 | 件
  2.网络申请数 | 件
二、收取费用 | 元
三、经费 | 万元
四、公开数 | 条
]] }
EOF
cat f.lua - >rules.lua <<'EOF'
rule "MISSING" { title = "t", severity = "error", form = "t", formula = "收到申请数 = 当面申请数 + 网络申请数" }
rule "TEXT" { title = "t", severity = "error", form = "t", formula = "当面申请数 ≤ 收到申请数" }
rule "ZERO" { title = "t", severity = "error", form = "t", formula = "收取费用 ÷ 公开数 ≤ 100" }
rule "ALIKE" { title = "t", severity = "error", form = "t", formula = "公开数 ≤ 收到申请数" }
rule "LUA-MISSING" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "收到申请数"):equals(sum(report:item("收到申请数").children)) end }
rule "LUA-ZERO" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "收取费用" / report:item "公开数"):at_most(3) end }
rule "LUA-UNITS" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "收取费用"):at_most(report:item "经费") end }
rule "LUA-SUM" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "收取费用" + report:item "经费"):at_least(1) end }
rule "LUA-SAID" { title = "t", severity = "error", form = "t",
  check = function(report, expect)
    for said in report:phrases("收费{n:万元}") do expect(said.n):equals(report:item "收取费用") end
  end }
rule "LUA-SCALED" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "收取费用"):at_most(report:item "经费" * 10000) end }
rule "LUA-COUNTS" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "公开数"):at_most(report:item "收到申请数") end }
rule "PHRASE" { title = "t", severity = "error",
  check = function(report, expect) for s in report:phrases("…{n}") do expect.checked() end end }
EOF
cat >a.txt <<'EOF'
某某局2017年工作年度报告

全年收费0.05万元。

测试情况表
（2017年度）
填报单位：某某局
| 项目 | 单位 | 数量 |
|---|---|---|
| 一、收到申请数 | 件 | 5 |
| 1.当面申请数 | 件 | 若干 |
| 二、收取费用 | 元 | 500 |
| 三、经费 | 万元 | 3 |
| 四、公开数 | 条 | 0 |
EOF
expect 4 check -r rules.lua a.txt -f json
json 'd["reports"][0]["findings"] == [] and d["reports"][0]["outcomes"]["passed"] == 3'
# why RULE KIND TEXT
why() {
  json "[(o['kind'], '$3' in o['reason']) for o in d['reports'][0]['not_evaluated'] if o['rule'] == 'rules/$1'] == [('$2', True)]"
}
why MISSING missing '缺少行“网络申请数”'
why TEXT missing '“当面申请数”的数值无法读取：“若干”'
why ZERO missing '除数为 0：收取费用÷公开数'
why LUA-MISSING missing '缺少行“网络申请数”'
why LUA-ZERO missing '除数为 0：收取费用÷公开数'
why LUA-UNITS missing '单位不同，不能相加或比较：收取费用（元）、经费（万元）'
why LUA-SUM missing '单位不同，不能相加或比较：收取费用（元）、经费（万元）'
why LUA-SAID missing '单位不同，不能相加或比较：收费（万元）、收取费用（元）'
why PHRASE error '什么都能匹配'

# refused when they are loaded, with the place
refused() {
  cat f.lua - >one.lua <<EOF
rule "R" { title = "t", severity = "error", form = "t", formula = "$1" }
EOF
  expect 4 check -r one.lua a.txt -f json
  json "'one.lua:9: $2' in d['broken'][0] and '$3' in d['broken'][0]"
  json 'd["reports"][0]["not_evaluated"][0]["kind"] == "broken"'
}
refused "收取费用 ≤ 经费" "公式第 8 字" "单位不同，不能相加或比较：收取费用（元）、经费（万元）"
refused "收取费用 + 收到申请数 > 1" "公式第 8 字" "收取费用（元）、收到申请数（件）"
refused "收到申请数 ≥ 上年(上年(收到申请数))" "公式第 12 字" "“上年”里面不能再写“上年”或“下级”"
refused "收到申请数 ≥ 下级(上年(收到申请数))" "公式第 12 字" "里面不能再写“上年”或“下级”"
refused "收到申请数 ≥ 上年([收到申请数@-1])" "公式第 12 字" "里面不能再写"

# a formula that one of several forms cannot take: the others are named
cat f.lua - >two.lua <<'EOF'
form "u" { title = "另一张表", rows = [[
一、收到申请数 | 件
二、办结数 | 件
]] }
rule "R" { title = "t", severity = "error", form = {"t", "u"}, formula = "经费 ≥ 1" }
EOF
expect 4 check -r two.lua a.txt -f json
json "'（表式 two/u）：表中没有指标“经费”；用表式 two/t 可以读通：一条规则的公式须对所列的每个表式都成立' in d['broken'][0]"
expect 4 check -r two.lua a.txt --lang en
has out "with the form two/t it can be read"
sed -i 's/经费 ≥ 1/费用 ≥ 1/' two.lua
expect 4 check -r two.lua a.txt -f json
json "'（表式 two/t）' in d['broken'][0] and '可以读通' not in d['broken'][0]"

# what a check of Lua is given is told in the language of the run
echo '全年未收到信访。' | cat - a.txt >none.txt
cat >uses.lua <<'EOF'
rule "NONE" { title = "t", severity = "error",
  check = function(report, expect)
    for said in report:phrases("收到信访{n:件|无}") do expect.checked() log(said.n:before(3)) end
  end }
rule "TRUTH" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report:item "经费"):equals(report:item "经费" == report:item "公开数") end }
rule "TABLE" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect({}):equals(1) end }
EOF
cat f.lua uses.lua >rules.lua
expect 4 check -r rules.lua none.txt -f json
why NONE error '“before”只用于正文中的数量；这一处是“全年未收到信访”，没有数，先看 said.claim'
why TRUTH error '应为数值、整数或写成字符串的小数，这里是真假值'
why TRUTH error '比较请写 expect(a):equals(b)，不写 expect(a == b)'
why TABLE error '应为数值、整数或写成字符串的小数，这里是表'
expect 4 check -r rules.lua none.txt --lang en
has out "look at said.claim first"
has out "to compare write expect(a):equals(b), not expect(a == b)"

# what Lua itself raises: in the language, with the place and with what to do
cat f.lua - >rules.lua <<'EOF'
rule "FIELD" { title = "t", severity = "error",
  check = function(report, expect)
    local part = report:section("没有这样一部分")
    expect.fail(part.title)
  end }
rule "DOT" { title = "t", severity = "error", form = "t",
  check = function(report, expect) expect(report.item("经费")):equals(1) end }
local function half(v) return v.count / 2 end
rule "CALLER" { title = "t", severity = "error",
  check = function(report, expect) expect(half(report)):equals(1) end }
rule "DEEP" { title = "t", severity = "error",
  check = function(report, expect)
    local found = {}
    expect(half(found)):equals(1)
  end }
rule "TITLE" { title = 5, severity = "error", check = function() end }
EOF
expect 4 check -r rules.lua a.txt -f json
why FIELD error 'rules.lua:12: 变量“part”是空值（nil），不能再取它的字段或方法：要找的可能没有（先用 if 判断），或名称写错了'
why DOT error 'rules.lua:15: item( ) 少了第 2 个参数，应为文字；方法要用冒号调用：写 a:item(…)，不写 a.item(…)'
why CALLER error 'report 没有字段“count”；调用处：第 18 行'
why DEEP error 'rules.lua:16: 字段“count”是空值（nil），不能参加计算'
why DEEP error '；调用处：第 22 行'
why TITLE broken 'rules.lua:24: 字段 title 应为文字，而不是数'
expect 4 check -r rules.lua a.txt --lang en
has out "the local 'part' is a nil value, without"
has out "field title must be string, not number"

# a rule whose years are turned round is broken, not one that does not apply; a misspelt field is named
cat f.lua - >rules.lua <<'EOF'
rule "YEARS" { title = "t", severity = "error", form = "t", years = {2018, 2014}, formula = "经费 = 3" }
rule "FIELD" { title = "t", severity = "error", form = "t", formulas = "经费 = 3" }
rule { title = "t", severity = "error", form = "t", formula = "经费 = 3" }
rule "PARAM" { title = "t", severity = "error", check = function(report) expect(1):equals(1) end }
EOF
expect 4 check -r rules.lua a.txt -f json
why YEARS broken '字段 years 的起始年晚于终止年'
why FIELD broken '没有名为 formulas 的字段，相近的有 formula'
why PARAM error 'report、expect、corpus 是检查函数的参数'
json "any('先写编号、再写 { }，如 rule \"A01\" {…}' in b for b in d['broken'])"
finish
