#!/usr/bin/env python3
"""Fails on a C function over 100 lines or a file over 1,000; lists functions over 60.

Usage: function_length.py SOURCE_DIR. Relies on the project's layout: a function's opening brace
stands alone in the first column and so does its closing brace."""
import pathlib
import sys

LONGEST_FUNCTION, LONGEST_FILE, NOTED = 100, 1000, 60


def functions(lines):
    """(line number, length, name) of every function body."""
    start = None
    for number, line in enumerate(lines, 1):
        if line == "{" and start is None:
            start = number
        elif line == "}" and start is not None:
            yield start, number - start + 1, lines[start - 2].strip()
            start = None


def main():
    root = pathlib.Path(sys.argv[1])
    failures = []
    for path in sorted([*(root / "src").rglob("*.[ch]"), *(root / "tests").rglob("*.[ch]")]):
        lines = path.read_text(encoding="utf-8").splitlines()
        name = path.relative_to(root)
        if len(lines) > LONGEST_FILE:
            failures.append(f"{name}: {len(lines)} lines, at most {LONGEST_FILE}")
        for start, length, head in functions(lines):
            if length > LONGEST_FUNCTION:
                failures.append(f"{name}:{start}: {length} lines, at most {LONGEST_FUNCTION}: {head}")
            elif length > NOTED:
                print(f"noted: {name}:{start}: {length} lines: {head}")
    for path in sorted((root / "lua").rglob("*.lua")):
        if len(path.read_text(encoding="utf-8").splitlines()) > LONGEST_FILE:
            failures.append(f"{path.relative_to(root)}: over {LONGEST_FILE} lines")
    print("\n".join(failures) if failures else "function length: clean")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
