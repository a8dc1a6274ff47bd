#!/bin/bash
# What goes wrong while packs are loaded never looks like a clean report: a rule that is not evaluated,
# a status unchecked, or a failed command; the exit status is never 0 or 1 then.
source "$(dirname "$0")/../cli/lib.sh"
make_pack packs/demo demo
make_report r.txt 3 1 2 1
expect 0 check r.txt -f json
json 'd["summary"]["clean"] == 1'
cp out clean.json

# Nothing is installed, or what is there has lost its manifest or its rules.
HECHA_PACKS=$work/none expect 4 check r.txt -f json
json 'd["reports"][0]["status"] == "unchecked" and d["summary"]["clean"] == 0'
HECHA_PACKS=$work/none expect 4 check r.txt
has out "no packs are installed"
cp -r packs lost && rm lost/demo/pack.json
HECHA_PACKS=$work/lost expect 4 check r.txt -f json
json 'd["reports"][0]["status"] == "unchecked" and d["summary"]["clean"] == 0'
rm -r lost && cp -r packs lost && rm -r lost/demo/rules
HECHA_PACKS=$work/lost expect 0 check r.txt -f json
json 'd["reports"][0]["status"] == "unchecked" and d["summary"]["clean"] == 0'
HECHA_PACKS=$work/none expect 0 check r.txt -p lost/demo -f json
json 'd["reports"][0]["status"] == "unchecked" and d["summary"]["clean"] == 0'

# A file that had to be left out is a rule that is not evaluated.
printf 'rule "B1" {title = "\xff"}' >packs/demo/rules/bytes.lua
expect 4 check r.txt -f json
json '[r["rule"] for r in d["reports"][0]["not_evaluated"]] == ["demo/bytes"]'
json 'd["reports"][0]["not_evaluated"][0]["kind"] == "broken" and d["summary"]["clean"] == 0'
json 'd["reports"][0]["outcomes"]["passed"] == 2'
expect 4 check r.txt
has out "bytes.lua:1"
rm packs/demo/rules/bytes.lua

# Killed whenever it loads, from outside: the pack is not evaluated, with the limit; never silence.
cat >packs/demo/rules/slow.lua <<'EOF2'
local t = {}
for i = 1, 9000 do t[i] = ("x"):rep(60) .. i end
for i = 1, 12 do table.sort(t, function(a, b) return a:reverse() < b:reverse() end) end
EOF2
killed_while_loading() {
  "$hecha" check r.txt "$@" -f json >out 2>err &
  local run=$! n=0
  while kill -0 "$run" 2>/dev/null && [ "$n" -lt 4 ]; do
    for child in $(cat "/proc/$run/task/$run/children" 2>/dev/null); do
      sleep 0.02
      if kill -"$signal" "$child" 2>/dev/null; then n=$((n + 1)); fi
    done
  done
  wait "$run"
  status=$?
  last="hecha check $*, killed while it loads (SIG$signal)"
}
signals="KILL SYS SEGV"
if [ -n "${HECHA_TEST_SANITIZED:-}" ]; then signals=KILL; fi # a sanitizer ends the run on a crash
for signal in $signals; do
  killed_while_loading
  check "status 5, not $status" [ "$status" -eq 5 ]
  json 'd["reports"][0]["not_evaluated"][0]["limit"] == "hard" and d["summary"]["clean"] == 0'
  json 'd["reports"][0]["not_evaluated"][0]["rule"] == "demo/pack"'
  json 'd["reports"][0]["status"] == "unchecked"'
  killed_while_loading -p packs/demo
  check "status 5, not $status" [ "$status" -eq 5 ]
  json 'd["reports"][0]["outcomes"]["not_evaluated"] == 1 and d["summary"]["clean"] == 0'
done
rm packs/demo/rules/slow.lua

# Too little memory or processor time at any place: all of it, or an error.
tried=0 whole=0
limited() {
  (ulimit "$@" && exec "$hecha" check r.txt -f json -j2) >out 2>err
  status=$?
  last="hecha check under ulimit $*"
  tried=$((tried + 1))
  case $status in
  0)
    check "the same result" cmp clean.json out
    whole=$((whole + 1))
    ;;
  3 | 5 | 6 | 126 | 127 | 137 | 139 | 152) ;;
  *) complain "$last: status $status" ;;
  esac
}
if [ -z "${HECHA_TEST_SANITIZED:-}" ]; then
  for ((kilobytes = 12000; kilobytes < 450000; kilobytes += 11000)); do
    limited -v "$kilobytes"
  done
  check "some were refused and some not" [ "$whole" -gt 0 -a "$whole" -lt "$tried" ]
  for ((descriptors = 4; descriptors < 20; descriptors++)); do limited -n "$descriptors"; done
fi
echo "$tried runs under limits, $whole of them whole"
finish
