#!/usr/bin/env python3
"""Validates a JSON file against a JSON Schema (draft-07).

Usage: validate_json.py SCHEMA FILE        FILE may be - for standard input.
Exit 0: valid; 1: not valid, with the path of the first error; 2: usage or no such file; 77: the
Python package jsonschema is not installed (ctest takes it as skipped with SKIP_RETURN_CODE 77)."""
import json
import sys

try:
    import jsonschema
except ImportError:
    jsonschema = None


def no_twins(pairs):
    """An object as a dict; a key that stands in it twice is an error."""
    found = {}
    for key, value in pairs:
        if key in found:
            raise ValueError(f"key {key!r} stands twice in one object")
        found[key] = value
    return found


def refuse_constant(name):
    raise ValueError(f"{name} is no JSON")


def load(name):
    data = sys.stdin.buffer.read() if name == "-" else open(name, "rb").read()
    return json.loads(data.decode("utf-8"), object_pairs_hook=no_twins,
                      parse_constant=refuse_constant)


def path_of(error):
    parts = [f"[{part}]" if isinstance(part, int) else f".{part}" for part in error.absolute_path]
    return "$" + "".join(parts)


def main():
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    if jsonschema is None:
        print("validate_json: the Python package jsonschema is not installed")
        return 77
    try:
        schema = load(sys.argv[1])
    except (OSError, ValueError) as error:
        print(f"{sys.argv[1]}: {error}", file=sys.stderr)
        return 2
    try:
        data = load(sys.argv[2])
    except OSError as error:
        print(f"{sys.argv[2]}: {error}", file=sys.stderr)
        return 2
    except ValueError as error:
        print(f"{sys.argv[2]}: $: not JSON: {error}")
        return 1
    jsonschema.Draft7Validator.check_schema(schema)
    errors = jsonschema.Draft7Validator(schema).iter_errors(data)
    first = min(errors, key=lambda error: [str(part) for part in error.absolute_path], default=None)
    if first is not None:
        print(f"{sys.argv[2]}: {path_of(first)}: {first.message[:300]}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
