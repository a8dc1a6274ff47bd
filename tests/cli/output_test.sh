#!/usr/bin/env bash
# -o: whole or not at all.
. "$(dirname "$0")/lib.sh"
make_pack packs/demo demo
make_report bad.txt 3 1 1 3

expect 1 check bad.txt -f json
cp out whole
expect 1 check bad.txt -f json -o result.json
empty out
check "the same as on standard output" cmp -s result.json whole
check "nothing else is left" test "$(find . -name '.hecha-*' | wc -l)" -eq 0

# a usage error leaves the old file
expect 2 check bad.txt --only Z9 -o result.json
check "the old result is there" cmp -s result.json whole

expect 6 check bad.txt -o nowhere/result.json
has err "nowhere/result.json"
mkdir folder
expect 6 check bad.txt -o folder
has err "it is a folder"
expect 1 check bad.txt -o -
has out "A1"
expect 1 check bad.txt -o /dev/null
check "a device stays one" test -c /dev/null

# links are followed, permissions kept
echo old >target.json
chmod 640 target.json
ln -s target.json link.json
expect 1 check bad.txt -f json -o link.json
check "the link stays" test -L link.json
check "its target is written" cmp -s target.json whole
check "permissions stay" test "$(stat -c %a target.json)" = 640
(umask 027 && "$hecha" check bad.txt -o fresh.txt)
check "a new file follows the umask" test "$(stat -c %a fresh.txt)" = 640

# the suffix says the format, unless -f does
for pair in r.json:'{"schema"' r.ndjson:'{"type":"run"' r.sarif:'"2.1.0"' r.xml:'<testsuites' r.html:'<!DOCTYPE html>' \
  r.csv:'单位' r.md:'# 核查结果'; do
  expect 1 check bad.txt -o "${pair%%:*}"
  has "${pair%%:*}" "${pair#*:}"
done
expect 1 check bad.txt -f md -o r.html
has r.html '# 核查结果'
expect 1 check bad.txt --lang en -o r.md
has r.md '# Results of the check'
expect 0 show bad.txt -o shown.html
lacks shown.html '<!DOCTYPE'
expect 0 show bad.txt -o shown.json
has shown.json '{"schema"'
# what waits for the summary goes through $TMPDIR when there is much of it
mkdir many
for i in $(seq 1 600); do cp bad.txt "many/$i.txt"; done
TMPDIR=$work/none expect 6 check many -f html
has err "TMPDIR"
expect 1 check many -f html
check "all reports are there" test "$(grep -c '<section class="report"' out)" -eq 600
check "the summary is first" test "$(grep -n '<h1>' out | cut -d: -f1)" -lt "$(grep -n 'id="r1"' out | cut -d: -f1)"
check "no file is left" test "$(find "${TMPDIR:-/tmp}" -maxdepth 1 -name 'hecha-??????' -type f -newer bad.txt | wc -l)" -eq 0

# a result inside the folder that is checked
mkdir reports
cp bad.txt reports/
expect 1 check reports -f json -o reports/result.json
expect 1 check reports -f json
json 'len(d["reports"]) == 1'

"$hecha" check bad.txt >/dev/full 2>err
check "a full disk" test $? -eq 6
: >out
last="hecha check bad.txt >/dev/full"
has err "standard output"
finish
