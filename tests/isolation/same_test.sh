#!/bin/bash
# The same reports give the same bytes, rules over several reports and a roster included: for any
# number of workers, locale, time zone and order of the files on disk, run after run.
source "$(dirname "$0")/../cli/lib.sh"
make_pack packs/demo demo
cat >packs/demo/rules/several.lua <<'EOF2'
corpus_rule "Y1" { title = "t", severity = "error", form = "sq", formula = "收到申请数 ≤ 上年(收到申请数)" }
corpus_rule "Z1" { title = "t", severity = "error", form = "sq", formula = "收到申请数 = 合计(下级(收到申请数))" }
corpus_rule "Z3" { title = "t", severity = "warning", needs = "roster",
  check = function(report, expect, corpus)
    expect.checked()
    if #corpus.missing > 0 then expect.fail(table.concat(corpus.missing, "、")) end
    if not corpus.listed then expect.fail("多报") end
    for _, other in ipairs(corpus.duplicates) do expect.fail("重报", report, other) end
  end }
corpus_rule "N1" { title = "t", severity = "notice", needs = {"all", "previous_year"},
  check = function(report, expect, corpus)
    local same, all = report:likeness(report:previous())
    expect.fail(#corpus.reports .. " " .. same .. "/" .. all .. " " .. corpus.reports[#corpus.reports].path)
  end }
rule "G1" { title = "t", severity = "notice", check = function(report, expect)
  local seen = {}
  for key, value in pairs({b = 2, a = 1, [3] = 3, c = {}}) do seen[#seen + 1] = tostring(key) .. tostring(value) end
  expect.fail(table.concat(seen, " ") .. ("ÄI"):lower() .. string.format("%.1f", 0.5))
end }
EOF2
places=(东山 西山 南山 北山 中山 上河 下河 新河 清河 大河)
{
  echo '单位,上级单位'
  echo '甲市水务局,'
  for ((i = 0; i < 10; i++)); do echo "${places[$i]}县水务局,甲市水务局"; done
} >roster.csv
names=()
for ((i = 0; i < 10; i++)); do
  for year in 2016 2017; do
    name=$(printf 'in/%02d/%d.txt' "$((9 - i))" "$year")
    make_report "$name" "$((i % 5 + year % 3))" 1 2 "$((i % 4))" "$year"
    sed -i "s/甲市水务局/${places[$i]}县水务局/g" "$name"
    names+=("$name")
  done
done
make_report in/top/2017.txt 20 9 9 1 2017
make_report in/top/again.txt 21 9 9 1 2017
echo 'no report' >in/top/none.txt
names+=(in/top/2017.txt in/top/again.txt in/top/none.txt)

for format in json ndjson text html csv md sarif junit; do
  last="hecha check -f $format"
  "$hecha" check in --roster roster.csv -f "$format" --lang zh -j1 >"first.$format" 2>err
  check "status 1" [ $? -eq 1 ]
  for j in 1 2 3; do
    "$hecha" check in --roster roster.csv -f "$format" --lang zh "-j$j" >out 2>err
    check "-j$j" cmp "first.$format" out
  done
done
cp first.json out
json 'len({f["rule"] for r in d["reports"] for f in r["findings"]}) == 7'
for variables in LC_ALL=de_DE.UTF-8 LC_ALL=zh_CN.GB18030 "LANG=tr_TR.UTF-8 LC_ALL=" LC_ALL=C.UTF-8 TZ=Asia/Shanghai \
  TZ=America/Caracas "LC_NUMERIC=fr_FR.UTF-8 LC_COLLATE=sv_SE.UTF-8 LC_ALL="; do
  last="$variables hecha check"
  # shellcheck disable=SC2086 # several variables
  env $variables "$hecha" check in --roster roster.csv -f json --lang zh -j2 >out 2>err
  check "the same" cmp first.json out
done

# The files made in other orders, three times.
for ((round = 0; round < 3; round++)); do
  rm -rf other
  mkdir other
  for name in $(printf '%s\n' "${names[@]}" | sort -R); do
    mkdir -p "other/$(dirname "${name#in/}")"
    cp "$name" "other/${name#in/}"
  done
  rm -rf before && mv in before && mv other in
  last="hecha check, files made in another order"
  "$hecha" check in --roster roster.csv -f json --lang zh -j3 >out 2>err
  check "the same" cmp first.json out
done
finish
