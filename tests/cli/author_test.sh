#!/usr/bin/env bash
# hecha new, repl, --watch; what explain tells of a rule that is broken, or needs other reports.
. "$(dirname "$0")/lib.sh"
locale=C.UTF-8

# Skeletons pass test and lint.
expect 0 new pack my-pack --lang en
has out 'wrote "my-pack"'
expect 0 test my-pack --threshold 100 --lang en
check "closing line" test "$(tail -1 out)" = "4 passed, 0 failed"
expect 0 lint my-pack --fail-on notice
check "closing line" test "$(tail -1 out)" = "0 errors, 0 warnings, 0 notices"
expect 2 new pack my-pack --lang en
has err '"my-pack/pack.json" is there already'
expect 0 new rule sub-rule.lua
expect 0 test sub-rule.lua
check "closing line" test "$(tail -1 out)" = "2 passed, 0 failed"
expect 0 lint sub-rule.lua --fail-on notice
expect 2 new rule sub-rule.lua --lang en
has err "is there already"
expect 0 new rule my-pack/rules/second.lua
expect 0 test my-pack
check "a second file in a pack" test "$(tail -1 out)" = "6 passed, 0 failed"
expect 0 lint my-pack --fail-on notice
expect 2 new rule rule.txt
expect 2 new rule "a b.lua" --lang en
has err "cannot be a name"
expect 2 new pack "x y"
expect 2 new form x --lang en
has err 'not "form"'
expect 2 new pack
expect 6 new rule no/such/folder/a.lua

# repl
make_pack packs/demo demo
make_report report.txt 3 1 1 4
repl() {
  last="repl <<< $1"
  printf '%s\n' "$1" | LC_ALL=C.UTF-8 "$hecha" repl report.txt --lang "${2:-en}" >out 2>err
  check "status" test $? -eq 0
}
repl '收到申请数 = 合计(子项)'
has out 'it gave a finding: 收到申请数 is 3, must equal 2 (1+1 = 2); difference 1'
repl '申请办结数 ≤ 4'
has out 'it passed'
repl '合计(当面申请数、网络申请数) + 1'
has out '1+1+1 = 3'
repl '收到申请数'
has out '收到申请数 = 3'
repl 'report.title'
has out '甲市水务局申请情况2017年度报告'
repl 'report:item("收到申请数") + 1'
has out '4'
repl 'expect(report:item "收到申请数"):equals(4)'
has out 'it gave a finding'
repl 'for i = 1, 2 do log("line " .. i) end'
has out 'line 2'
repl 'x = 1
log(x == nil)'
has out 'true'
repl 'while true do end'
has out 'could not be evaluated'
repl 'os.exit(3)'
has out 'could not be evaluated'
repl '收到申请书 = 1'
has out '收到申请数'
has out '    收到申请书 = 1'
check "caret" grep -q '^    *^$' out
repl 'report:('
has out "a name expected before '('"
lacks out 'repl:'
empty err
repl 'x ='
has out 'the line is not complete'
repl 'report:item "没有"'
has out 'it could not be evaluated: form demo/sq has no'
lacks out 'repl:'
repl '收到申请数 ÷ 0'
has out '收到申请数÷0: division by zero'
repl '1 ÷ 3'
has out '1÷3 = 1÷3 ≈ 0.333333'
repl '上年(收到申请数)'
has out ': there is no report of the previous year'
repl '下级(收到申请数)'
has out 'more than one figure'
# what a list, or what can be walked over, holds
repl 'report:matches(regex "情况(20\\d+)年")'
check "a match and how many" test "$(cat out)" = "情况2017年  1 = 2017  first = 8  last = 14
(1)"
printf '局情况报告\n\n全年收到申请3件。\n' >said.txt
printf 'report:phrases("收到申请{n:件}")\n' | LC_ALL=C.UTF-8 "$hecha" repl said.txt --lang en >out
check "a phrase with its figure" test "$(cat out)" = "收到申请3件  n = 3
(1)"
repl 'report:item("收到申请数").children'
check "values" test "$(cat out)" = "当面申请数 = 1
网络申请数 = 1
(2)"
repl 'report:find("没有这几个字")'
check "nothing" test "$(cat out)" = "(0)"
repl '(function() local t = {} for i = 1, 25 do t[i] = i end return t end)()'
check "twenty" test "$(sed -n '20,$p' out)" = "20
(25 in all, 1 to 20 shown; type more for the next)"
# lines REPORT LINE…: several lines in one session
lines() {
  report="$1"
  shift
  printf '%s\n' "$@" | LC_ALL=C.UTF-8 "$hecha" repl "$report" --lang en >out 2>err
}
twenty='(function() local t = {} for i = 1, 45 do t[i] = "n" .. i end return t end)()'
lines said.txt "$twenty" more 更多 more
check "more" test "$(grep -v '^n' out)" = "(45 in all, 1 to 20 shown; type more for the next)
(45 in all, 21 to 40 shown; type more for the next)
(45 in all, shown from 41 to the last)
(there is no more)"
check "all of them" test "$(grep -c '^n' out)" = 45
lines said.txt more
check "no more of nothing" test "$(cat out)" = "(there is no more)"
lines said.txt 'report:find("申请")' more 'expect.fail("x", report.blocks[2])' more '1 +' more
check "no more of what is shown whole" test "$(grep -c '^(there is no more)$' out)" = 3
check "a finding is told once" test "$(grep -c 'it gave a finding' out)" = 1
# a figure of the text has its sentence, a finding its place
repl_said() { lines said.txt "$1"; }
repl_said 'report:quantities()'
check "a figure with its sentence" test "$(cat out)" = "3件 = 3  全年收到申请3件。
(1)"
repl_said 'expect(report:quantities()[1]):equals(4)'
check "a finding with its sentence" test "$(tail -n 1 out)" = "    line 3, character 7: 全年收到申请3件。"
repl_said 'expect.fail("more than asked", report:quantities()[1])'
check "one without comparison" test "$(cat out)" = "it gave a finding: more than asked
    line 3, character 7: 全年收到申请3件。"
repl_said '收到申请数 = 3'
has out 'no form was recognised in the report'
lines report.txt 5
check "a number" test "$(cat out)" = 5
repl 'report.forms[1].fields'
empty err
repl '1, 2'
has out '1	2'
sed -i 's/"title": "示例规则",/"title": "示例规则", "params": {"least": {"title": "l", "type": "integer", "default": 7}},/' packs/demo/pack.json
printf 'params.least\n' | LC_ALL=C.UTF-8 "$hecha" repl report.txt -p packs/demo --lang en >out
check "parameters of the pack that is named" test "$(cat out)" = "7"
repl '' zh
empty out
expect 3 repl nothing.txt
expect 2 repl packs
expect 2 repl

# explain: the column of what is wrong, and needs.
cat >broken.lua <<'END'
rule "W" { title = "t", severity = "error", form = "demo/sq",
  formula = "收到申请数 = 申请 申请" }
corpus_rule "N" { title = "t", severity = "error", form = "demo/sq", formula = "收到申请数 ≥ 上年(收到申请数)" }
rule "O"
rule "P" { title = "t", severity = "error", formula = "收到申请数 = 1" }
END
expect 4 explain -r broken.lua W --lang en
check "caret" grep -q '^    *^$' out
expect 4 lint broken.lua --lang en
check "caret" grep -q '^    *^$' out
has out 'broken.lua:4: error: the rule "O"'
expect 0 explain -r broken.lua N --lang en
has out 'the report of the year before'
expect 0 explain -r broken.lua N -f json
json '"previous_year" in json.dumps(d)'
expect 4 rules -r broken.lua --lang en
has out '(compares reports)'

# --watch: runs again when a file changes, ends when interrupted.
make_report watched.txt 2 1 1 2
LC_ALL=C "$hecha" check watched.txt --only A1 --watch >watch.out 2>watch.err &
pid=$!
wait_for() { for _ in $(seq 100); do [ "$(grep -c waiting watch.err)" -ge "$1" ] && return; sleep 0.1; done; }
wait_for 1
make_report watched.txt 9 1 1 2
wait_for 2
kill -TERM $pid
wait $pid
status=$?
cp watch.out out
cp watch.err err
last="check --watch"
check "status of the last run ($status)" test "$status" -eq 1
check "two runs" test "$(grep -c waiting err)" -eq 2
has out "the report says 9"
# an overlay, too: what it makes of a rule
echo '{"overlay": 1, "pack": "demo", "severity": {"A1": "提示性"}}' >over.json
LC_ALL=C "$hecha" check watched.txt --only A1 --overlay over.json --watch --lang en >watch.out 2>watch.err &
pid=$!
wait_for 1
echo '{"overlay": 1, "pack": "demo", "disabled": ["A1"], "title": "off"}' >over.json
wait_for 2
kill -TERM $pid
wait $pid
cp watch.out out
last="check --watch --overlay"
has out "notice  A1"
has out 'overlay over.json: A1 disabled'
expect 2 show report.txt --watch
finish
