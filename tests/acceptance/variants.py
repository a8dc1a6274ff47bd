#!/usr/bin/env python3
"""The same report gives the same findings in every format.

Usage: variants.py HECHA SOURCE_DIR. Compares rule, severity, subject, stated and expected (places aside)
of every file of a family with the family's text file: fixtures/variants/NAME/report.txt and its
siblings; and, where ../shared is beside the source, each seed with its variants in the corpus. A file
whose name begins with `table` holds only the table: only findings of rules that look at the table
alone are compared (those whose forms are named, and which do not compare prose with it)."""
import json
import os
import pathlib
import subprocess
import sys

# Variants whose figures or texts were changed on purpose, or lost by a converter: what differs.
EXCEPTIONS = {
    "altchunk.docx": "holds a part of the report only",
    "hardc.lo.html": "a deleted row is written as plain text",
    "hardc.lo.pdf": "deleted passages and a nested table are drawn like any others",
    "hardc.lo.txt": "deleted passages are written as plain text; the table has no mark",
}


def findings(hecha, path):
    done = subprocess.run([hecha, "check", "-f", "json", "--fail-on", "never", str(path)],
                          capture_output=True, timeout=60, check=False)
    report = json.loads(done.stdout)["reports"][0]
    found = []
    for finding in report["findings"]:
        evidence = finding.get("evidence", {})
        found.append((finding["rule"], finding["severity"], evidence.get("subject"),
                      evidence.get("stated"), evidence.get("expected"),
                      None if evidence else finding["message"]))
    return report, sorted(found, key=str)


def table_rules(hecha):
    done = subprocess.run([hecha, "rules", "-f", "json"], capture_output=True, timeout=60, check=False)
    return {f"{rule['pack']}/{rule['id']}" for rule in json.loads(done.stdout)["rules"]
            if rule.get("forms") and "文表" not in rule.get("tags", [])}


def compare(hecha, base, path, rules):
    """What differs between a variant and its text, as lines."""
    _, want = findings(hecha, base)
    report, have = findings(hecha, path)
    if report["status"] == "unreadable":
        return [f"unreadable: {report.get('problem')}"]
    if path.name.startswith("table"):  # 填报单位 stands outside the table
        want = [one for one in want if one[0] in rules and not one[0].endswith("/F04")]
        have = [one for one in have if one[0] in rules and not one[0].endswith("/F04")]
    lost = [one for one in want if one not in have]
    extra = [one for one in have if one not in want]
    return [f"lost {one}" for one in lost[:4]] + [f"too many {one}" for one in extra[:4]]


def families(root):
    for folder in sorted((root / "fixtures" / "variants").glob("*")):
        yield folder / "report.txt", sorted(folder.iterdir())
    corpus = root.parent / "shared" / "corpus" / "seeds"
    for folder in sorted(corpus.glob("*")):
        base = sorted((root.parent / "shared" / "seeds").glob(f"{folder.name}_*.txt"))
        files = [path for path in sorted(folder.iterdir()) if not path.name.endswith(".expected.json")]
        if base:
            yield base[0], files


def main():
    hecha, root = sys.argv[1], pathlib.Path(sys.argv[2])
    os.environ["HECHA_PACKS"] = str(root / "rules")
    rules = table_rules(hecha)
    passed = failed = excepted = 0
    for base, files in families(root):
        for path in files:
            differs = compare(hecha, base, path, rules)
            if not differs:
                passed += 1
            elif path.name in EXCEPTIONS:
                excepted += 1
                print(f"excepted {path.parent.name}/{path.name}: {EXCEPTIONS[path.name]}")
            else:
                failed += 1
                print(f"differs {path.parent.name}/{path.name}")
                print("\n".join(f"    {line}" for line in differs))
    print(f"{excepted} excepted")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
