#!/usr/bin/env bash
# Runs each fuzz target for a while, from the committed corpus and the fixtures.
# Usage: run.sh BUILD_DIR SECONDS [TARGET...]. New inputs stay in BUILD_DIR/fuzz-corpus; a crash
# leaves its input in BUILD_DIR/fuzz-crashes and the exit status 1.
set -euo pipefail
build=$1 seconds=$2
shift 2
here=$(cd "$(dirname "$0")" && pwd)
if [ $# -eq 0 ]; then
  mapfile -t found < <(ls "$build"/tests/fuzz/*_fuzz)
  set -- "${found[@]##*/}"
fi
failed=0
for target in "$@"; do
  name=${target%_fuzz}
  work=$build/fuzz-corpus/$name crashes=$build/fuzz-crashes/$name
  mkdir -p "$work" "$crashes"
  seeds=("$work")
  [ -d "$here/corpus/$name" ] && seeds+=("$here/corpus/$name")
  [ "$name" = read ] && seeds+=("$here/../../fixtures")
  echo "fuzz $name: $seconds s"
  if ! "$build/tests/fuzz/${name}_fuzz" -max_total_time="$seconds" -timeout=10 -rss_limit_mb=2048 \
    -max_len=65536 -print_final_stats=1 -verbosity=0 -artifact_prefix="$crashes/" "${seeds[@]}" \
    >"$build/fuzz-$name.log" 2>&1; then
    tail -n 30 "$build/fuzz-$name.log"
    failed=1
  fi
  grep -h 'stat::number_of_executed_units' "$build/fuzz-$name.log" || true
done
exit $failed
