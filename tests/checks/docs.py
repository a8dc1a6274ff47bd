#!/usr/bin/env python3
"""Fails where the documents and the program disagree.

Usage: docs.py SOURCE_DIR HECHA. Checked: every link to a file in the documents leads somewhere; every
option and command that `--help` names is in the manual page and the other way round; both READMEs
open with the two commands; every source file's layer header states a contract (a comment at its
top); every rule of the pack has a basis, a good and a bad example."""
import pathlib
import re
import subprocess
import sys

OPENING = ["./bootstrap.sh demo", "./bootstrap.sh test"]


def links(root):
    pages = [*root.glob("*.md"), *(root / "docs").rglob("*.md"), *(root / "rules").rglob("*.md")]
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)", page.read_text(encoding="utf-8")):
            if "://" not in target and not (page.parent / target).exists():
                yield f"{page.relative_to(root)}: link to {target} leads nowhere"


def openings(root):
    for name in ("README.md", "README.zh-CN.md"):
        lines = (root / name).read_text(encoding="utf-8").splitlines()
        commands = [line.strip().split("#")[0].strip() for line in lines if line.startswith("    ")]
        if commands[:2] != OPENING:
            yield f"{name}: does not open with {OPENING}"


def options(text):
    return set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", re.sub(r"\\f[A-Z]", " ", text.replace("\\-", "-"))))


def manual(root, hecha):
    page = (root / "docs/man/hecha.1").read_text(encoding="utf-8")
    # mdoc writes --name as "Fl -name".
    named = {"--" + name for name in re.findall(r"\bFl -([a-z][a-z-]+)", page)} | options(page)
    offered = set()
    for command in ("", "check", "show", "rules", "explain", "test", "lint", "new", "repl"):
        arguments = [hecha, *([command] if command else []), "--help", "--lang", "en"]
        done = subprocess.run(arguments, capture_output=True, timeout=20, check=False)
        if done.returncode != 0:
            yield f"hecha {command} --help ends with {done.returncode}"
        offered |= options(done.stdout.decode("utf-8"))
    for option in sorted(offered - named):
        yield f"docs/man/hecha.1: does not name {option}"
    for option in sorted(named - offered):
        yield f"docs/man/hecha.1: names {option}, which no --help has"


def headers(root):
    for path in sorted((root / "src").rglob("*.h")):
        text = path.read_text(encoding="utf-8")
        name = path.relative_to(root / "src")
        if not text.startswith("/* ") or path.name not in text.split("*/")[0]:
            yield f"src/{name}: its header comment does not state its name and contract"


def rules(root):
    for path in sorted((root / "rules").rglob("rules/*.lua")):
        for block in re.split(r"^rule ", path.read_text(encoding="utf-8"), flags=re.M)[1:]:
            identity = block.split('"')[1]
            for field in ("title", "severity", "basis", "good", "bad"):
                if not re.search(rf"^  {field} = ", block, re.M):
                    yield f"{path.relative_to(root)}: rule {identity} has no {field}"


def main():
    root, hecha = pathlib.Path(sys.argv[1]), sys.argv[2]
    found = [*links(root), *openings(root), *manual(root, hecha), *headers(root), *rules(root)]
    print("\n".join(found) if found else "docs: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
