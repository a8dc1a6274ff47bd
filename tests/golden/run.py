#!/usr/bin/env python3
"""Golden outputs: what hecha prints for each fixture, kept beside this script.

Usage: run.py HECHA SOURCE_DIR [--update]. Compares `check -f json`, `check -f text` and
`show -f json` of every fixture with tests/golden/NAME.{check.json,check.txt,show.json}; hashes and the
version are left out. --update writes them; look at the difference before committing it."""
import difflib
import json
import os
import pathlib
import subprocess
import sys

KINDS = {
    "check.json": ["check", "-f", "json"],
    "check.txt": ["check", "-f", "text", "--lang", "zh", "--color", "never"],
    "show.json": ["show", "-f", "json"],
}


def run(hecha, root, kind, name):
    command = [hecha, *KINDS[kind], f"fixtures/{name}"]
    done = subprocess.run(command, cwd=root, capture_output=True, timeout=60, check=False)
    text = done.stdout.decode("utf-8")
    if kind.endswith("json") and text:
        data = json.loads(text)
        for key in ("hecha", "packs"):
            data.pop(key, None)
        text = json.dumps(data, ensure_ascii=False, indent=1, sort_keys=False)
    return f"exit {done.returncode}\n{text.rstrip()}\n{done.stderr.decode('utf-8')}"


def main():
    hecha, root = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2])
    os.environ["HECHA_PACKS"] = str(root / "rules")
    update = "--update" in sys.argv
    here = root / "tests" / "golden"
    passed = failed = 0
    for fixture in sorted(path for path in (root / "fixtures").iterdir() if path.is_file()):
        for kind in KINDS:
            golden = here / f"{fixture.name}.{kind}"
            now = run(str(hecha), root, kind, fixture.name)
            if update:
                golden.write_text(now, encoding="utf-8")
                continue
            then = golden.read_text(encoding="utf-8") if golden.exists() else ""
            if then == now:
                passed += 1
                continue
            failed += 1
            print("".join(difflib.unified_diff(then.splitlines(True), now.splitlines(True),
                                               golden.name, "now", n=2))[:4000])
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
