#!/bin/bash
# Where the system offers less the run goes on, with the same results, and says so: once on standard
# error, and in the output. $3 is the program that takes it away.
source "$(dirname "$0")/../cli/lib.sh"
lacks=$3
make_pack packs/demo demo
make_report a.txt 3 1 1 1
make_report b.txt 3 1 2 1
"$lacks" -- "$hecha" --version >out 2>err
if [ $? -ne 0 ]; then
  echo "skipped: nothing can be taken away here"
  exit 77
fi
"$hecha" check a.txt b.txt -j2 -f json >all.json 2>err
if grep -q isolation_lacks all.json; then
  echo "skipped: this system offers less already"
  exit 77
fi
empty err
without() {
  local told=$1
  shift
  last="hecha check without $*"
  "$lacks" "$@" -- "$hecha" check a.txt b.txt -j2 -f json --lang en >out 2>err
  check "status 1" [ $? -eq 1 ]
  check "told once" [ "$(grep -c "$told" err)" -eq 1 ]
  json "d['isolation_lacks'] == '$told' and len(d['reports']) == 2"
  json 'd["reports"][0]["outcomes"]["failed"] == 1 and d["summary"]["clean"] == 1'
  for format in text html md sarif ndjson; do
    "$lacks" "$@" -- "$hecha" check a.txt b.txt -f "$format" --lang en >out 2>err
    has out "$told"
  done
  "$lacks" "$@" -- "$hecha" show a.txt --lang en >out 2>err
  check "show tells it" [ "$(grep -c "$told" err)" -eq 1 ]
}
without Landlock landlock
without seccomp seccomp
without "Landlock, seccomp" landlock seccomp

# A limit that is tighter already is none that is lacking.
last="hecha check under tighter limits"
(ulimit -c 0 -u 4096 && exec "$hecha" check a.txt b.txt -j2 -f json) >out 2>err
check "the same" cmp all.json out
empty err
finish
