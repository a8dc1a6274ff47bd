#!/usr/bin/env bash
# Findings, statuses of reports, exit statuses, JSON.
. "$(dirname "$0")/lib.sh"
make_pack packs/demo demo
make_report good.txt 3 1 2 3
make_report bad.txt 3 1 1 3
make_report late.txt 3 1 2 4

expect 0 check good.txt
empty err
expect 1 check bad.txt
has out "A1"
expect 0 check late.txt
expect 1 check --fail-on warning late.txt
expect 0 check --fail-on never bad.txt
expect 1 check good.txt bad.txt late.txt -f json
json 'd["schema"] == 1'
json '[r["path"] for r in d["reports"]] == ["good.txt", "bad.txt", "late.txt"]'
json '[r["status"] for r in d["reports"]] == ["read"] * 3'
json 'd["reports"][0]["forms"] == ["demo/sq"]'
json 'd["reports"][0]["agency"] == "甲市水务局" and d["reports"][0]["year"] == 2017'
json '"统计表" in d["reports"][0]["packs_because"]'
json 'd["reports"][0]["outcomes"]["passed"] == 2'
json 'd["reports"][1]["findings"][0]["rule"] == "demo/A1"'
json 'd["reports"][1]["findings"][0]["evidence"]["expected"] == "2"'
json 'd["packs"] == [{"name": "demo", "version": "1.0.0", "sha256": d["packs"][0]["sha256"]}]'
json 'd["summary"]["reports"] == 3 and d["summary"]["errors"] == 1 and d["summary"]["warnings"] == 1'
cp out first
expect 1 check good.txt bad.txt late.txt -f json
check "the same bytes again" cmp -s out first

# what rules took: beside the results, which do not have it
expect 1 check --profile -f json good.txt bad.txt late.txt
check "the same results with --profile" cmp -s out first
has err "reports  rule"
check "both rules, three reports each" \
  test "$(grep -cE '^ +[0-9]+\.[0-9]{3} +0 +3  demo/A[0-9]$' err)" -eq 2
check "their sum" grep -qE '^ +[0-9]+\.[0-9]{3} +0 +6  all$' err
check "slowest first" sh -c "sed -n '2,3p' err | sort -c -s -rn"
echo 'rule "W" { title = "w", severity = "error", check = function(report, expect)
  for i = 1, 100000 do end
  expect.checked()
end }' >work.lua
expect 0 check --profile --lang zh -j 2 -r work.lua good.txt bad.txt
has err "工作量"
check "the work of a check function" \
  test "$(sed -n 's/ *[0-9.]* *\([0-9]*\) *2  work\/W$/\1/p' err)" -ge 200000
expect 0 check -r work.lua good.txt
empty err
expect 2 rules --profile

# standard input, given subject
"$hecha" check -f json - <bad.txt >out 2>err
check "findings in standard input" test $? -eq 1
json 'd["reports"][0]["path"] == "-"'
expect 0 check --agency 乙局 --year 2016 -f json good.txt
json 'd["reports"][0]["agency"] == "乙局" and d["reports"][0]["year"] == 2016'

# a rule for other years, an unchecked report
echo 'rule "Y1" { title = "x", severity = "error", years = {2014, 2016}, form = "demo/sq",
  formula = "收到申请数 = 0" }' >years.lua
expect 0 check -r years.lua -f json bad.txt
json '"2014–2016" in d["reports"][0]["not_applicable"][0]["reason"]'
expect 1 check -r years.lua --year 2015 bad.txt
printf '某公司通知\n\n明天放假。\n' >notice.txt
expect 0 check -f json notice.txt
json 'd["reports"][0]["status"] == "unchecked"'
json '"没有规则包适用" in d["reports"][0]["packs_because"]'
expect 0 check -f json -p demo notice.txt
json 'd["reports"][0]["status"] == "read"'
json 'd["reports"][0]["not_applicable"][0]["reason"] == "报告中没有“申请情况统计表（2014–2017）”"'
expect 0 check -f json --lang en -p demo notice.txt
json '"the report has no" in d["reports"][0]["not_applicable"][0]["reason"]'

# what cannot be read does not keep the others
expect 3 check nowhere.docx bad.txt -f json
json 'd["reports"][0]["status"] == "unreadable" and "文件不存在" in d["reports"][0]["problem"]'
json 'd["reports"][1]["findings"]'
json 'd["summary"]["unreadable"] == 1'
expect 3 check nowhere.docx
has out "nowhere.docx"
printf 'PK\003\004rubbish' >damaged.docx
expect 3 check damaged.docx
: >empty.docx
expect 3 check empty.docx

# folders
mkdir -p folder/sub folder/.git
cp bad.txt folder/sub/b.txt
cp good.txt folder/a.txt
printf '\211PNG\r\n\032\n' >folder/photo.png
printf '\211PNG\r\n\032\n\0\0\0' >folder/picture
printf 'lock' >'folder/~$a.docx'
printf '{}' >folder/data.json
: >folder/nothing
expect 1 check -f json folder
json '[r["path"] for r in d["reports"]] == ["folder/a.txt", "folder/sub/b.txt"]'
json 'sorted(s["path"] for s in d["skipped"]) == ["folder/.git", "folder/data.json", "folder/nothing", "folder/photo.png", "folder/picture", "folder/~$a.docx"]'
json 'all(s["reason"] for s in d["skipped"])'
cp damaged.docx folder/
expect 3 check -f json folder
json 'd["reports"][1]["path"] == "folder/damaged.docx"'
mkdir none
expect 3 check none
has out "no report"
expect 3 check -f json none good.txt
json 'len(d["reports"]) == 2 and d["reports"][1]["status"] == "read"'
ln -s ../folder folder/sub/loop
expect 3 check folder
if [ "$(id -u)" -ne 0 ]; then
  chmod 000 folder/a.txt
  expect 3 check -f json folder
  json '"没有权限" in d["reports"][0]["problem"]'
fi

# many reports, colours, a closed pipe
expect 1 check --color always bad.txt
has out "$(printf '\033[')"
expect 1 check bad.txt
lacks out "$(printf '\033[')"
yes bad.txt | head -2000 | xargs "$hecha" check 2>err | head -1 >out
check "one line before the pipe closed" test "$(wc -l <out)" -eq 1
empty err
finish
