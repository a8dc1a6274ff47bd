#!/usr/bin/env python3
"""Golden outputs: what hecha prints for each fixture, kept beside this script.

Usage: run.py HECHA SOURCE_DIR [--update]. Compares `check -f json`, `check -f text` and
`show -f json` of every fixture with tests/golden/NAME.{check.json,check.txt,show.json}, and of three of
them the other formats; hashes and versions are left out. --update writes them; look at the difference before committing it."""
import difflib
import json
import os
import pathlib
import re
import subprocess
import sys

KINDS = {
    "check.json": ["check", "-f", "json"],
    "check.txt": ["check", "-f", "text", "--lang", "zh", "--color", "never"],
    "show.json": ["show", "-f", "json"],
}
# The other formats, of a few rules: they say the same of any.
OTHERS = {
    f"check.{form}": ["check", "-f", form, *(word for rule in ("A01", "A02", "A05", "A08", "T01", "S01")
                                            for word in ("--only", f"gov-disclosure/{rule}"))]
    for form in ("ndjson", "sarif", "junit", "html", "csv", "md")
}
OTHERS_OF = ("sums-2017.txt", "form-2017.docx", "truncated-2017.docx")


def kinds(name):
    return {**KINDS, **OTHERS} if name in OTHERS_OF else KINDS


def steady(text):
    """Without what changes with every version: hashes, versions, the look of the page."""
    text = re.sub(r"<style>.*?</style>", "<style></style>", text, flags=re.S)
    text = re.sub(r"sha256-[A-Za-z0-9+/=]+|\b[0-9a-f]{64}\b", "HASH", text)
    return re.sub(r"\b[0-9]+\.[0-9]+\.[0-9]+\b(?!\.)", lambda match: match.group() if match.group() == "2.1.0" else "VERSION", text)


def run(hecha, root, kind, name):
    command = [hecha, *kinds(name)[kind], f"fixtures/{name}"]
    done = subprocess.run(command, cwd=root, capture_output=True, timeout=60, check=False)
    text = done.stdout.decode("utf-8")
    if kind in OTHERS:
        text = steady(text).replace("\r\n", "\n")
    elif kind.endswith("json") and text:
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
        for kind in kinds(fixture.name):
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
