#!/bin/bash
# Interrupted runs, full disks, closed pipes: what is finished is written, files are whole or absent.
source "$(dirname "$0")/../cli/lib.sh"
make_pack packs/demo demo
mkdir -p reports
for ((i = 1; i <= 300; i++)); do
  make_report "$(printf 'reports/%04d.txt' "$i")" 3 1 2 1
done
mkfifo slow

# The FIFO keeps the run waiting behind the reports.
interrupt() {
  local signal=$1
  shift
  sleep 60 >slow &
  local holder=$!
  "$hecha" check reports slow "$@" >out 2>err &
  local run=$!
  for ((n = 0; n < 100; n++)); do
    sleep 0.1
    if grep -q '^hecha' out || [ "$n" -gt 15 ]; then break; fi
  done
  kill -"$signal" "$run"
  wait "$run"
  status=$?
  kill "$holder"
  wait "$holder" 2>/dev/null
  last="hecha check reports slow $* (SIG$signal)"
}

# bash starts what is in the background with SIGINT ignored; SIGTERM is not.
interrupt TERM -f json -j2
check "status 130, not $status" [ "$status" -eq 130 ]
json 'd["interrupted"] is True and 1 <= len(d["reports"]) <= 300'
json 'd["summary"]["reports"] == len(d["reports"])'
json '[r["path"] for r in d["reports"]] == sorted(r["path"] for r in d["reports"])'

interrupt TERM -j2 -o whole.txt
check "status 130, not $status" [ "$status" -eq 130 ]
cp whole.txt out
has out "the results are partial"
check "no other file is left" [ -z "$(find . -maxdepth 1 -name '.hecha-*')" ]

# A real Ctrl-C: SIGINT, to the whole group, workers too.
last="hecha check reports slow (SIGINT to the group)"
python3 - "$hecha" <<'EOF'
import os, signal, subprocess, sys, time
reader = os.open("slow", os.O_RDWR)
signal.signal(signal.SIGINT, signal.default_int_handler)
with open("out", "wb") as out, open("err", "wb") as err:
    run = subprocess.Popen([sys.argv[1], "check", "reports", "slow", "-f", "json", "-j2"],
                           stdout=out, stderr=err, start_new_session=True)
    time.sleep(1.5)
    os.killpg(run.pid, signal.SIGINT)
    status = run.wait(timeout=30)
open("status", "w").write(str(status))
EOF
check "status 130, not $(cat status)" [ "$(cat status)" -eq 130 ]
json 'd["interrupted"] is True and d["summary"]["reports"] == len(d["reports"])'

# An older result stays whole when the new one cannot be written.
echo older >kept.json
last="hecha check -o in a folder that cannot be written"
if [ "$(id -u)" -ne 0 ]; then
  mkdir closed && cp kept.json closed && chmod a-w closed
  expect 6 check reports -f json -o closed/kept.json
  check "older result is kept" grep -q older closed/kept.json
fi

# A file that may not grow (ulimit, quota): an error, the older result whole, nothing left behind.
for format in text json ndjson sarif junit html csv md; do
  last="hecha check -f $format -o under ulimit -f"
  (ulimit -f 0 && exec "$hecha" check reports -f "$format" -o kept.json) >out 2>err
  check "status 6" [ $? -eq 6 ]
  check "older result is kept" grep -q older kept.json
  check "no other file is left" [ -z "$(find . -maxdepth 1 -name '.hecha-*')" ]
  expect 6 check reports -f "$format" -o /dev/full
done
expect 6 check reports -f json -o /dev/full
has err "/dev/full"
last="hecha check >/dev/full"
"$hecha" check reports -f json >/dev/full 2>err
check "status 6" [ $? -eq 6 ]
last="hecha check | head"
{ "$hecha" check reports -f json -j2 2>err; echo $? >status; } | head -c 10 >out
check "status 6 after a closed pipe" [ "$(cat status)" -eq 6 ]
finish
