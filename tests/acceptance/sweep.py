#!/usr/bin/env python3
"""Every file of the corpus ends in a result in bounded time and memory, where the corpus is at hand.

Usage: sweep.py HECHA SOURCE_DIR [FOLDER...]; without folders all of them. Looks for ../shared/corpus beside the source; without it
says that it was skipped and exits 77 (ctest: skipped). Each file is checked and shown alone: within 10 s
and 512 MiB (but for a build with sanitizers); the result is JSON with one report or the reason why the
file was skipped; a sanitizer has nothing to say; nothing else goes to standard error but messages."""
import json
import os
import pathlib
import resource
import subprocess
import sys
import time

SECONDS = 10
KIBIBYTES = 512 * 1024
NOT_INPUT = (".expected.json", "README.md", "MANIFEST.csv", ".pandoc.txt", ".lo.txt", ".antiword.txt")
CRIES = ("Sanitizer", "runtime error", "internal error", "Assertion", "parser error", "core dumped")


def has_sanitizer(hecha):
    return b"__asan_init" in pathlib.Path(hecha).read_bytes()


def run(arguments):
    """Exit status, output, complaints, seconds."""
    start = time.monotonic()
    with subprocess.Popen(arguments, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE) as process:
        try:
            output, complaints = process.communicate(timeout=6 * SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            output, complaints = process.communicate()
    return process.returncode, output, complaints.decode(errors="replace"), time.monotonic() - start


def run_measured(arguments, limit):
    """What is wrong, output, seconds, peak; in a child of its own, whose peak is that of this run."""
    read_end, write_end = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(read_end)
        result = run(arguments)
        peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
        with os.fdopen(write_end, "wb") as out:
            out.write(json.dumps([result[0], result[1].decode(errors="replace"), result[2], result[3],
                                  peak]).encode())
        os._exit(0)
    os.close(write_end)
    with os.fdopen(read_end, "rb") as source:
        data = source.read()
    os.waitpid(child, 0)
    code, output, complaints, seconds, peak = json.loads(data)
    wrong = []
    if code not in (0, 1, 3, 5):
        wrong.append(f"exit status {code}")
    if limit and seconds > SECONDS:
        wrong.append(f"{seconds:.1f} s")
    if limit and peak > KIBIBYTES:
        wrong.append(f"{peak // 1024} MiB")
    wrong += [f"says: {complaints[:300]}" for cry in CRIES if cry in complaints][:1]
    return wrong, output, seconds, peak


def inspect(hecha, path, limit):
    wrong, output, seconds, peak = run_measured([hecha, "check", "-f", "json", str(path)], limit)
    try:
        result = json.loads(output)
        if len(result["reports"]) + len(result.get("skipped", [])) < 1:
            wrong.append("neither a report nor a reason")
    except ValueError:
        wrong.append("no JSON")
    more, _, shown, peak_shown = run_measured([hecha, "show", "-f", "json", str(path)], limit)
    return wrong + [f"show: {one}" for one in more], max(seconds, shown), max(peak, peak_shown)


def main():
    hecha, source = sys.argv[1], pathlib.Path(sys.argv[2])
    corpus = source.parent / "shared" / "corpus"
    if not corpus.is_dir():
        corpus = source.parent.parent / "shared" / "corpus"
    if not corpus.is_dir():
        print("skipped: no ../shared/corpus beside the project")
        return 77
    folders = [corpus / name for name in sys.argv[3:]] or [corpus]
    os.environ.setdefault("HECHA_PACKS", str(source / "rules"))
    limit = not has_sanitizer(hecha)
    # Confined workers may not ask for a signal stack.
    os.environ.setdefault("ASAN_OPTIONS", "use_sigaltstack=0")
    failures, slowest, largest, count = 0, (0, ""), (0, ""), 0
    for path in sorted(path for folder in folders for path in folder.rglob("*")):
        if not path.is_file() or path.name.endswith(NOT_INPUT):
            continue
        wrong, seconds, peak = inspect(hecha, path, limit)
        count += 1
        slowest, largest = max(slowest, (seconds, str(path))), max(largest, (peak, str(path)))
        for one in wrong:
            print(f"{path.relative_to(corpus)}: {one}")
        failures += bool(wrong)
    print(f"{count} files, {failures} failed; slowest {slowest[0]:.2f} s ({slowest[1]}), "
          f"largest {largest[0] // 1024} MiB ({largest[1]})")
    return 1 if failures or not count else 0


if __name__ == "__main__":
    sys.exit(main())
