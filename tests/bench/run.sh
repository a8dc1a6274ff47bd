#!/usr/bin/env bash
# Benchmarks the release build: reports per second of the whole audit beside the floor, and the
# whole process of one file beside the floor's. Prints medians of paired ratios; fails on nothing.
# Usage: tests/bench/run.sh [FILE.docx ...]      (default: two fixtures)
set -euo pipefail
cd "$(dirname "$0")/../.."
cmake --preset release -DBUILD_TESTING=ON >/dev/null
cmake --build --preset release --target hecha_cli hecha_bench hecha_floor >/dev/null
files=("$@")
[ ${#files[@]} -gt 0 ] || files=(fixtures/clean-2018.docx fixtures/clean-merged-2017.docx)

# Median wall time in ms of 41 runs of each command, taken in turn, and the median of the ratios.
whole_process() {
  python3 - "$@" <<'PY'
import statistics, subprocess, sys, time
file = sys.argv[1]
commands = [["build/hecha", "check", "-f", "json", file], ["build/tests/bench/hecha_floor", file]]
def run(command):
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - start) * 1000
pairs = [[run(command) for command in commands] for _ in range(41)]
print(f"{file}: whole process {statistics.median(p[0] for p in pairs):.1f} ms, "
      f"floor {statistics.median(p[1] for p in pairs):.1f} ms, "
      f"ratio {statistics.median(p[0] / p[1] for p in pairs):.2f}")
PY
}

for file in "${files[@]}"; do
  build/tests/bench/hecha_bench rules/gov-disclosure "$file" 200 11
  whole_process "$file"
done
