#!/usr/bin/env python3
"""Fails on an #include that goes up the layers, and on layers missing from docs/layers.md.

Usage: layers.py SOURCE_DIR. Exit 0: clean; 1: each offence on a line."""
import pathlib
import re
import sys

# Lowest first, as docs/layers.md and CMakeLists.txt have them.
LAYERS = ["base", "text", "value", "doc", "result", "read", "form", "rule", "pack", "script",
          "render", "audit"]
NEVER = {("script", "render"), ("render", "script")}
INCLUDE = re.compile(r'^\s*#\s*include\s+([<"])([^">]+)[">]')


def offence(layer, quote, name):
    """Why a file of `layer` may not include `name`, or None."""
    if name == "hecha.h":
        return None
    if "/" not in name:
        if layer == "cli":
            return None
        return None if quote == "<" else 'write "layer/name.h"'
    target = name.split("/")[0]
    if target not in LAYERS + ["cli"]:
        return None if quote == "<" else f"unknown layer {target}"
    if layer == "cli":
        return None if target == "cli" else "cli sees hecha.h only"
    if target == "cli" or LAYERS.index(target) > LAYERS.index(layer):
        return f"{layer} is below {target}"
    if (layer, target) in NEVER:
        return f"{layer} and {target} never see each other"
    return None


def check_sources(root):
    for path in sorted((root / "src").rglob("*.[ch]")):
        layer = path.relative_to(root / "src").parts[0]
        if layer == "include":
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            match = INCLUDE.match(line)
            if match is None:
                continue
            why = offence(layer, match.group(1), match.group(2))
            if why is not None:
                yield f"{path.relative_to(root)}:{number}: {line.strip()}: {why}"


def check_documents(root):
    page = (root / "docs" / "layers.md").read_text(encoding="utf-8")
    listed = re.search(r"set\(HECHA_LAYERS ([^)]*)\)", (root / "CMakeLists.txt").read_text())
    if listed is None or listed.group(1).split() != LAYERS:
        yield "CMakeLists.txt: HECHA_LAYERS differs from tests/checks/layers.py"
    for layer in LAYERS + ["cli"]:
        if f"`{layer}/`" not in page:
            yield f"docs/layers.md: does not name `{layer}/`"


def main():
    root = pathlib.Path(sys.argv[1])
    found = list(check_sources(root)) + list(check_documents(root))
    print("\n".join(found) if found else "layers: clean")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
