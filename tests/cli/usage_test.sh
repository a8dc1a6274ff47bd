#!/usr/bin/env bash
# Usage errors, help, version, languages.
. "$(dirname "$0")/lib.sh"

expect 2
has err "no command given"
has err "check"
empty out
expect 0 --help
has out "Usage: hecha COMMAND"
expect 0 -h
expect 0 help
has out "explain"
expect 0 --version
check "version line" test "$(cat out)" = "hecha 0.1.0"
expect 0 help check
has out "--fail-on"
has out "Exit status"
expect 0 check --help
has out "--fail-on"
expect 0 show -h
has out "hecha show"
expect 0 check nowhere --help
expect 0 --help rules
has out "hecha rules"
for command in check show rules explain test; do
  expect 0 help "$command"
  has out "Usage: hecha $command"
  expect 0 help "$command" --lang zh
  has out "用法：hecha $command"
done
expect 2 help chek
has err "did you mean \"check\""

expect 2 chek x
has err "did you mean \"check\""
expect 2 frobnicate
has err "there is no command \"frobnicate\""
expect 2 pack build
has err "not there yet"
touch report.txt
expect 2 report.txt
has err "hecha check report.txt"
expect 2 --only A1 check x
has err "comes after a command"
expect 2 check
has err "needs PATH"
has err "hecha help check"
expect 2 check --frmat json x
has err "did you mean \"--format\""
expect 2 check -f docx x
has err "available: text json ndjson sarif junit html csv md"
empty out
for format in ndjson sarif junit html csv md; do
  expect 2 show -f "$format" x
  has err "for hecha check only; available here: text json"
done
expect 2 check -j 257 x
has err "1–256"
expect 2 check --year abc x
expect 2 rules extra
expect 2 show a b
expect 2 test
has err "needs PACK"

locale=zh_CN.UTF-8 expect 2 chek
has err "没有命令"
locale=zh_CN.UTF-8 expect 0 --help
has out "用法"
locale=zh_CN.UTF-8 expect 2 --lang en chek
has err "there is no command"
expect 2 check --lang zh --nothing
has err "没有选项"
expect 2 check --nothing --lang=zh
has err "没有选项"

"$hecha" --help >/dev/full 2>err
check "a full disk is told by the status" test $? -eq 6
finish
