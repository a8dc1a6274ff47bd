#!/usr/bin/env bash
# What worker processes cost and gain: one and two workers, isolation on and off (a build of its own
# with HECHA_BENCH_NO_ISOLATION), the engine's share, memory. Prints medians of paired runs.
# Usage: tests/bench/workers.sh [FILE [COPIES]]      (default: a fixture, 2000)
set -euo pipefail
cd "$(dirname "$0")/../.."
file=${1:-fixtures/clean-2018.docx}
copies=${2:-2000}
for build in isolated open; do
  flag=OFF
  [ "$build" = isolated ] || flag=ON
  cmake -S . -B "build/bench-$build" -DCMAKE_BUILD_TYPE=Release -DBUILD_TESTING=OFF \
    -DHECHA_BENCH_NO_ISOLATION=$flag >/dev/null
  cmake --build "build/bench-$build" --target hecha_cli -j2 >/dev/null
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for ((i = 0; i < copies; i++)); do
  cp "$file" "$folder/$(printf '%06d' "$i").${file##*.}"
done
export HECHA_PACKS=$PWD/rules
python3 - "$folder" <<'PY'
import pathlib, resource, statistics, subprocess, sys, time

FOLDER = sys.argv[1]
RUNS = {(build, jobs): [f"build/bench-{build}/hecha", "check", "-f", "json", f"-j{jobs}", FOLDER]
        for build in ("isolated", "open") for jobs in (1, 2)}


def run(command):
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, check=False)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def processes(command):
    """Ticks of processor time of the engine and its workers, and the workers' largest memory."""
    engine, workers = 0, {}
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as running:
        while running.poll() is None:
            try:
                pid = running.pid
                fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
                engine = int(fields[11]) + int(fields[12])
                for child in pathlib.Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
                    fields = pathlib.Path(f"/proc/{child}/stat").read_text().rsplit(")", 1)[1].split()
                    status = pathlib.Path(f"/proc/{child}/status").read_text()
                    peak = [int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")]
                    workers[child] = (int(fields[11]) + int(fields[12]), peak[0] if peak else 0)
            except (OSError, IndexError):
                pass
            time.sleep(0.01)
    return engine, workers


rounds = [{key: run(command) for key, command in RUNS.items()} for _ in range(7)]
median = lambda get: statistics.median(get(r) for r in rounds)
for key in RUNS:
    print(f"{key[0]:9} -j{key[1]}: wall {median(lambda r: r[key][0]):.2f} s, "
          f"processor {median(lambda r: r[key][1]):.2f} s")
one, two, free = ("isolated", 1), ("isolated", 2), ("open", 1)
print(f"two workers: {median(lambda r: r[one][0] / r[two][0]):.2f} times as fast (wall), "
      f"{median(lambda r: r[two][1] / r[one][1]):.3f} of the processor time")
print(f"isolation: {median(lambda r: r[one][1] / r[free][1]):.3f} of the processor time without")
engine, workers = processes(RUNS[one])
total = engine + sum(ticks for ticks, _ in workers.values())
print(f"engine: {100 * engine / max(total, 1):.1f} % of the processor time; "
      f"workers' memory {', '.join(str(kb) + ' kB' for _, kb in workers.values())}")
PY
