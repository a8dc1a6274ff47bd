#!/bin/bash
# Workers killed at random lose nothing: 2,000 reports (or $HECHA_KILL_REPORTS), the same output as an
# undisturbed run; and the output is the same for any number of workers, locale, time zone and order of files on disk.
source "$(dirname "$0")/../cli/lib.sh"
make_pack packs/demo demo
count=${HECHA_KILL_REPORTS:-2000}
mkdir -p reports scattered
for ((i = 1; i <= count; i++)); do
  make_report "$(printf 'reports/%04d.txt' "$i")" "$((i % 7))" 1 2 "$((i % 5))"
done

"$hecha" check reports -f json -j1 >plain.json 2>err
check "status of the plain run" [ $? -le 1 ]
last="hecha check -j4, locale, time zone"
LC_ALL=de_DE.UTF-8 LANG=tr_TR.UTF-8 TZ=Asia/Shanghai "$hecha" check reports -f json -j4 >out 2>err
check "-j4 is the same" cmp plain.json out
last="hecha check -j2"
"$hecha" check reports -f json -j2 >out 2>err
check "-j2 is the same" cmp plain.json out

# The files made in another order.
for ((i = count; i >= 1; i--)); do
  name=$(printf '%04d.txt' "$i")
  cp "reports/$name" "scattered/$name"
done
mv reports first && mv scattered reports
last="hecha check, files made in another order"
"$hecha" check reports -f json -j3 >out 2>err
check "order of files on disk" cmp plain.json out

# Children of the run, killed as fast as they can be found. A leak checker looks on from a child of
# the run when it ends, and waits for ever if that is killed.
last="hecha check, workers killed"
ASAN_OPTIONS="${ASAN_OPTIONS:+$ASAN_OPTIONS:}detect_leaks=0" "$hecha" check reports -f json -j3 >out 2>err &
run=$!
killed=0
while kill -0 "$run" 2>/dev/null; do
  for child in $(cat "/proc/$run/task/$run/children" 2>/dev/null); do
    if kill -9 "$child" 2>/dev/null; then killed=$((killed + 1)); fi
    sleep 0.0$((RANDOM % 5 + 1))
  done
done
wait "$run"
check "status of the disturbed run" [ $? -le 1 ]
check "some workers were killed" [ "$killed" -gt 0 ]
check "nothing is lost" cmp plain.json out
echo "$killed workers killed"
finish
