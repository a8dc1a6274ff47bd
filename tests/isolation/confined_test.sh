#!/bin/bash
# show, rules, explain and test read reports and run rules in a confined process: what ends it is an
# error of the command, and strace sees no other process run a rule.
source "$(dirname "$0")/../cli/lib.sh"
make_pack packs/demo demo
make_report r.txt 3 1 2 1

# A rule that goes round for ever while it is loaded ends by its own limit.
echo 'while true do end' >loop.lua
expect 4 rules -r loop.lua
has err "loop.lua:1"
expect 0 rules
has out "demo"
expect 0 explain A1
expect 0 show r.txt
expect 0 test packs/demo
has out "4 passed, 0 failed"

# Killed while it waits for the report: nothing is shown, and the status says so.
last="hecha show, its process killed"
cat >slow.lua <<'EOF'
local t = {}
for i = 1, 9000 do t[i] = ("x"):rep(60) .. i end
for i = 1, 60 do table.sort(t, function(a, b) return a:reverse() < b:reverse() end) end
EOF
for ((tries = 0; tries < 20; tries++)); do
  "$hecha" rules -r slow.lua >out 2>err &
  run=$!
  child=
  for ((n = 0; n < 200; n++)); do
    child=$(cat "/proc/$run/task/$run/children" 2>/dev/null)
    if [ -n "$child" ]; then break; fi
  done
  kill -9 $child 2>/dev/null
  wait "$run"
  status=$?
  if [ "$status" -eq 5 ]; then break; fi
done
check "status 5, not $status" [ "$status" -eq 5 ]
has err "signal 9"
empty out

# repl runs each line in its process, too: one that is killed ends it.
last="hecha repl, its process killed"
mkfifo typed
"$hecha" repl r.txt <typed >out 2>err &
run=$!
exec 9>typed
echo 'report.title' >&9
sleep 1
child=$(cat "/proc/$run/task/$run/children")
check "a process of its own" [ -n "$child" ]
kill -9 $child
echo 'report.title' >&9
exec 9>&-
wait "$run"
status=$?
check "status 5, not $status" [ "$status" -eq 5 ]
has err "signal 9"
has out "2017"

# The writer's end is closed: the command says so and ends.
last="hecha rules >/dev/full"
"$hecha" rules >/dev/full 2>err
check "status 6" [ $? -eq 6 ]

if ! command -v strace >/dev/null || ! strace -o /dev/null true 2>/dev/null; then
  echo "strace is not there or may not be used: the rest is skipped"
  finish
  exit 0
fi
echo 'report.title' >lines
for command in "show r.txt" "rules" "explain A1" "test packs/demo" "repl r.txt"; do
  last="strace hecha $command"
  rm -f trace.*
  # shellcheck disable=SC2086 # words
  strace -f -ff -o trace "$hecha" $command <lines >out 2>err
  check "one process is confined" [ "$(grep -l PR_SET_SECCOMP trace.* | wc -l)" -eq 1 ]
  check "nothing is refused" [ "$(cat trace.* | grep -c EPERM)" -eq 0 ]
done
finish
