# tests/cli/lib.sh: what the command line's tests share. Sourced; $1 is the program.
set -u
hecha=$1
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT
cd "$work" || exit 1
export LC_ALL=C
unset NO_COLOR LC_MESSAGES LANG LANGUAGE
export HECHA_PACKS=$work/packs HECHA_OVERLAYS=
mkdir packs
failures=0

complain() {
  failures=$((failures + 1))
  echo "FAILED: $*"
  echo "--- out"
  cat out
  echo "--- err"
  cat err
}

# expect STATUS ARGUMENT…: runs the program, in the locale $locale or C, keeps out and err.
expect() {
  local wanted=$1 status=0
  shift
  last="hecha $*"
  LC_ALL=${locale:-C} "$hecha" "$@" >out 2>err </dev/null || status=$?
  if [ "$status" -ne "$wanted" ]; then
    complain "$last: status $status, not $wanted"
  fi
}

# has FILE TEXT: the text is in out or err; lacks FILE TEXT: it is not.
has() {
  grep -qF -- "$2" "$1" || complain "$last: no \"$2\" in $1"
}
lacks() {
  if grep -qF -- "$2" "$1"; then complain "$last: \"$2\" in $1"; fi
}
empty() {
  if [ -s "$1" ]; then complain "$last: $1 is not empty"; fi
}
check() {
  local what=$1
  shift
  "$@" || complain "$last: $what"
}

# json EXPRESSION: python's view of the JSON in out, as `d`, must be true.
json() {
  python3 -c '
import json, sys
d = json.load(open("out", encoding="utf-8"))
sys.exit(not eval(sys.argv[1]))' "$1" || complain "$last: not true: $1"
}

finish() {
  if [ "$failures" -gt 0 ]; then
    echo "$failures failed"
    exit 1
  fi
}

# A pack with a small form and two rules.
make_pack() {
  local folder=$1 name=$2
  mkdir -p "$folder/forms" "$folder/rules"
  cat >"$folder/pack.json" <<END
{"name": "$name", "version": "1.0.0", "api": 1, "title": "示例规则",
 "subject": {"title": ["申请情况…年度报告"],
  "agency": [{"in": "title", "pattern": "^{agency}申请情况"}],
  "year": [{"in": "title", "pattern": "{year}年度报告"}]}}
END
  cat >"$folder/forms/sq.lua" <<'END'
form "sq" {
  title = "申请情况统计表",
  years = {2014, 2017},
  blank_is_zero = true,
  fields = {"填报单位"},
  rows = [[
一、申请情况 | ——
  （一）收到申请数 | 件 | 子项
    1.当面申请数 | 件
    2.网络申请数 | 件
  （二）申请办结数 | 件
  （三）申请答复数 | 件
]],
}
END
  cat >"$folder/rules/sums.lua" <<'END'
rule "A1" {
  title = "收到申请数等于子项之和",
  severity = "error",
  form = "sq",
  basis = "表",
  formula = "收到申请数 = 合计(子项)",
  good = {{items = {["收到申请数"] = "3", ["当面申请数"] = "1", ["网络申请数"] = "2"}}},
  bad = {{items = {["收到申请数"] = "3", ["当面申请数"] = "1"}}},
}
rule "A2" {
  title = "办结数不超过收到数",
  severity = "warning",
  form = "sq",
  basis = "推",
  formula = "申请办结数 ≤ 收到申请数",
  good = {{items = {["收到申请数"] = "3", ["申请办结数"] = "3"}}},
  bad = {{items = {["收到申请数"] = "3", ["申请办结数"] = "4"}}},
}
END
}

# make_report FILE RECEIVED AT-DESK ONLINE FINISHED [YEAR]: a report of the pack.
make_report() {
  mkdir -p "$(dirname "$1")"
  {
    printf '甲市水务局申请情况%s年度报告\n\n现将有关情况报告如下。\n\n' "${6:-2017}"
    printf '甲市水务局\n2018年1月20日\n\n申请情况统计表\n填报单位：甲市水务局\n\n'
    printf '统计指标\t单位\t统计数\n一、申请情况\t——\t\n'
    printf '（一）收到申请数\t件\t%s\n1.当面申请数\t件\t%s\n2.网络申请数\t件\t%s\n' "$2" "$3" "$4"
    printf '（二）申请办结数\t件\t%s\n（三）申请答复数\t件\t0\n' "$5"
  } >"$1"
}
