#!/usr/bin/env python3
"""Validates what hecha really prints of every fixture against the schemas in docs/.

Usage: golden_schemas.py SOURCE_DIR HECHA."""
import json
import os
import pathlib
import subprocess
import sys

import jsonschema


def output(hecha, arguments):
    done = subprocess.run([hecha, *arguments], capture_output=True, timeout=60, check=False)
    return json.loads(done.stdout) if done.stdout else None


def ndjson(root, hecha, check_schema):
    """Lines that are valid, and such that are not."""
    schema = json.loads((root / "docs/ndjson.schema.json").read_text(encoding="utf-8"))
    resolver = jsonschema.RefResolver("", schema, store={"check.schema.json": check_schema})
    validator = jsonschema.Draft7Validator(schema, resolver=resolver)
    done = subprocess.run([hecha, "check", "-f", "ndjson", str(root / "fixtures")], capture_output=True, timeout=60, check=False)
    good = bad = 0
    for line in done.stdout.decode("utf-8").splitlines():
        errors = list(validator.iter_errors(json.loads(line)))
        good, bad = good + (not errors), bad + bool(errors)
        for error in errors[:3]:
            print(f"ndjson: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    return good, bad


def main():
    root, hecha = pathlib.Path(sys.argv[1]), sys.argv[2]
    os.environ["HECHA_PACKS"] = str(root / "rules")
    schemas = {name: json.loads((root / f"docs/{name}.schema.json").read_text(encoding="utf-8"))
               for name in ("check", "show")}
    failed = passed = 0
    runs = [("check", ["check", "-f", "json", str(root / "fixtures")]),
            ("check", ["check", "-f", "json", "--verbose", "--lang", "en", str(root / "fixtures/sums-2017.txt")])]
    runs += [("show", ["show", "-f", "json", str(path)]) for path in sorted((root / "fixtures").rglob("*")) if path.is_file()]
    for name, arguments in runs:
        data = output(hecha, arguments)
        if data is None:  # an unreadable report has nothing to show
            continue
        errors = list(jsonschema.Draft7Validator(schemas[name]).iter_errors(data))
        passed, failed = passed + (not errors), failed + bool(errors)
        for error in errors[:3]:
            print(f"{' '.join(arguments)}: {'/'.join(map(str, error.absolute_path))}: {error.message[:200]}")
    lines, bad = ndjson(root, hecha, schemas["check"])
    passed, failed = passed + lines, failed + bad
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
