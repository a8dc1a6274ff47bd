#!/usr/bin/env python3
"""Fails where a table of words that is searched by halves (text_longest_at) is not in byte order.

Usage: word_tables.py SOURCE_DIR. Such a table is an array that stands in TEXT_TABLE(…) in the same
file; the first string of each of its entries is its word."""
import pathlib
import re
import sys

STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
ENTRY = re.compile(r'\{\s*"((?:[^"\\]|\\.)*)"')


def words_of(source, name):
    """The words of an array, or None where the file has no array of that name."""
    found = re.search(rf"\b{name}\[\]\s*=\s*\{{(.*?)\}};", source, re.S)
    if found is None:
        return None
    body = found.group(1)
    return (ENTRY if ENTRY.search(body) else STRING).findall(body)


def main():
    root = pathlib.Path(sys.argv[1])
    failures, tables = [], 0
    for path in sorted((root / "src").rglob("*.c")):
        source = path.read_text(encoding="utf-8")
        for name in re.findall(r"= TEXT_TABLE\((\w+)\)", source):
            words = words_of(source, name)
            tables += 1
            if not words:
                failures.append(f"{path.relative_to(root)}: no words found in {name}")
                continue
            keys = [word.encode() for word in words]
            for one, two in zip(keys, keys[1:]):
                if one >= two:
                    failures.append(f"{path.relative_to(root)}: {name}: {two.decode()} must stand "
                                    f"before {one.decode()}")
            if b"" in keys:
                failures.append(f"{path.relative_to(root)}: {name}: an empty word")
    if tables == 0:
        failures.append("no table found: was TEXT_TABLE renamed?")
    print("\n".join(failures) if failures else f"word tables: {tables} in byte order")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
