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
