#!/usr/bin/env bash
# Overlays: applied, told, and refused when they do not fit.
. "$(dirname "$0")/lib.sh"
make_pack packs/demo demo
make_report bad.txt 3 1 1 4
python3 - <<'END'
import json
d = json.load(open("packs/demo/pack.json"))
d["params"] = {"least": {"title": "至少", "type": "integer", "default": 5, "min": 1, "max": 9}}
json.dump(d, open("packs/demo/pack.json", "w"))
END
mkdir -p packs/demo/data
printf 'wrong,right\n布署,部署\n' >packs/demo/data/words.csv
cat >packs/demo/rules/z.lua <<'END'
local words = data("words.csv")
rule "P1" { title = "t", severity = "notice", check = function(_, expect)
  expect.fail("least " .. params.least .. ", words " .. #words .. " " .. words[#words].wrong)
end }
END
cat >o.json <<'END'
{
  "overlay": 1,
  "pack": "demo",
  "title": "某市",
  "params": {"least": 7},
  "severity": {"P1": "error"},
  "disabled": {"A1": "not here"},
  "data": {"words.csv": "more.csv"}
}
END
printf 'right,wrong\n即使,既使\n' >more.csv

expect 1 check bad.txt --overlay o.json -f json
json '[f for f in d["reports"][0]["findings"] if f["rule"] == "demo/P1"][0]["severity"] == "error"'
json '"least 7, words 2 既使" in json.dumps(d, ensure_ascii=False)'
json 'not [f for f in d["reports"][0]["findings"] if f["rule"] == "demo/A1"]'
json 'd["packs"][0]["overlays"][0]["path"] == "o.json" and len(d["packs"][0]["overlays"][0]["sha256"]) == 64'
json '[(c["kind"], c["name"], c["value"]) for c in d["packs"][0]["overlays"][0]["changes"]] == [("param", "least", "7"), ("severity", "P1", "error"), ("disabled", "A1", "not here"), ("data", "words.csv", "1")]'
expect 1 check bad.txt --overlay o.json
has out "overlay o.json: least = 7, P1 error, A1 disabled, words.csv +1"
expect 1 check bad.txt
lacks out "overlay"
has out "least 5, words 1"

# folders; a later one goes before an earlier one
mkdir site user
sed 's/"least": 7/"least": 3/' o.json >site/demo.json
cp more.csv site
echo '{"overlay": 1, "pack": "demo", "params": {"least": 4}}' >user/demo.json
HECHA_OVERLAYS=site expect 1 check bad.txt
has out "least 3, words 2"
HECHA_OVERLAYS=site:user expect 1 check bad.txt
has out "least 4, words 2"
HECHA_OVERLAYS=site:user expect 1 check bad.txt --overlay o.json
has out "least 7, words 3"
HECHA_OVERLAYS=site expect 0 rules
HECHA_OVERLAYS=site expect 0 explain P1
unset HECHA_OVERLAYS
mkdir -p config/hecha/overlays
cp user/demo.json config/hecha/overlays
XDG_CONFIG_HOME=$work/config expect 1 check bad.txt
has out "least 4, words 1"
export HECHA_OVERLAYS=

# what does not fit
refuse() {
  printf '%s' "$1" >wrong.json
  expect 2 check bad.txt --overlay wrong.json
  has err "wrong.json:$2:"
  has err "$3"
}
refuse '{"overlay": 1,' 1 "JSON"
refuse '{"overlay": 2, "pack": "demo"}' 1 "overlay"
refuse '{"overlay": 1}' 1 "pack"
refuse '{"overlay": 1, "pack": "dem"}' 1 'no pack "dem"'
refuse '{"overlay": 1, "pack": "demo",
"parms": {}}' 2 '"params"'
refuse '{"overlay": 1, "pack": "demo",
"params": {"leest": 1}}' 2 '"least"'
refuse '{"overlay": 1, "pack": "demo",
"params": {
"least": 10}}' 3 "outside"
refuse '{"overlay": 1, "pack": "demo", "params": {"least": "x"}}' 1 "params.least"
refuse '{"overlay": 1, "pack": "demo",

"severity": {"A9": "error"}}' 3 "demo/A1"
refuse '{"overlay": 1, "pack": "demo", "severity": {"A1": "bad"}}' 1 "error, warning"
refuse '{"overlay": 1, "pack": "demo", "disabled": ["A1"],
"enabled": ["A1"]}' 2 "both"
refuse '{"overlay": 1, "pack": "demo", "disabled": [1]}' 1 "list"
refuse '{"overlay": 1, "pack": "demo", "data": {"word.csv": "more.csv"}}' 1 '"words.csv"'
refuse '{"overlay": 1, "pack": "demo", "data": {"words.csv": "none.csv"}}' 1 "none.csv"
printf 'wrung\nx\n' >more.csv
expect 2 check bad.txt --overlay o.json
has err "more.csv:1:"
has err "wrung"
expect 2 check bad.txt --overlay nowhere.json
has err "nowhere.json"
expect 2 test packs/demo --overlay o.json
finish
