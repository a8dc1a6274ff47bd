#!/usr/bin/env bash
# Runs unit tests under valgrind's memcheck: bytes that were never written, reads and writes outside
# of blocks, leaks. Usage: valgrind.sh BUILD_DIR [TEST...]; BUILD_DIR is a build without sanitizers.
# Without names every unit test runs but those that take minutes so. Exit 77 without valgrind.
set -uo pipefail
build=$1
here=$(cd "$(dirname "$0")" && pwd)
shift
if ! command -v valgrind >/dev/null; then
  echo "skipped: valgrind is not installed"
  exit 77
fi
# Some meet the limit of processor time first, as valgrind makes everything fifty times longer.
slow='script_vm|script_stubs|script_attack|script_regex|numeral_property|quantity|phrase|shingle|txt|enumeration'
if [ $# -eq 0 ]; then
  mapfile -t found < <(cd "$build/tests/unit" && ls ./*_test | grep -Ev "/($slow)_test$")
  set -- "${found[@]}"
fi
passed=0 failed=0
log=$(mktemp)
for test in "$@"; do
  name=$(basename "${test%_test}")
  if (cd "$build/tests/unit" && timeout 300 valgrind -q --error-exitcode=9 --leak-check=full \
    --suppressions="$here/valgrind.supp" --errors-for-leak-kinds=definite,indirect --child-silent-after-fork=yes \
    "./${name}_test") >"$log" 2>&1; then
    passed=$((passed + 1))
  else
    failed=$((failed + 1))
    echo "FAIL $name"
    grep -E '^==|ERROR' "$log" | head -n 30
  fi
done
rm -f "$log"
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
