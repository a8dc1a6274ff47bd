#!/usr/bin/env python3
"""The seed reports against what was worked out of them by hand, where those files are at hand.

Usage: seeds.py HECHA SOURCE_DIR. Looks for ../shared beside the source; without it says that it was
skipped and exits 77 (ctest: skipped). Checks that `show -f json` gives every row of the forms as the truth has
it, and that `check -f json` reports every definite mechanical issue of the rules that exist and none
of the listed traps."""
import json
import os
import pathlib
import subprocess
import sys

FAILURES = []


def check(condition, message):
    if not condition:
        FAILURES.append(message)


def run(hecha, *arguments):
    done = subprocess.run([hecha, *arguments], capture_output=True, timeout=60, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        FAILURES.append(f"{arguments}: no JSON: {done.stderr.decode()[:300]}")
        return None


def same(seed, truth, item):
    where = f"{seed} {truth['label']}"
    check(item["label"] == truth["label"], f"{where}: label {item['label']}")
    check(item["path"] == truth["section_path"], f"{where}: path {item['path']}")
    check(item["unit"] == truth["unit"], f"{where}: unit {item['unit']}")
    check(item["value"] == truth["value"], f"{where}: value {item['value']}, not {truth['value']}")
    check(item["location"].get("line") == truth["value_line"],
          f"{where}: line {item['location'].get('line')}, not {truth['value_line']}")
    blank = truth["value"] is None
    check(item["state"] == ("blank" if blank else "number"), f"{where}: state {item['state']}")


def show(hecha, path, truth):
    shown = run(hecha, "show", "-f", "json", str(path))
    if shown is None:
        return
    name = path.name
    if truth is None:
        for form in shown["forms"]:
            rows = 64 if form["form"].endswith("2018") else 65
            check(len(form["items"]) == rows, f"{name}: {len(form['items'])} rows")
            check(all(item["state"] != "missing" for item in form["items"]), f"{name}: a row is missing")
        check(len(shown["forms"]) == 1, f"{name}: {len(shown['forms'])} forms")
        return
    for key in ("agency", "year"):
        check(shown.get(key) == truth[key], f"{name}: {key} {shown.get(key)}")
    check(shown.get("date") == truth["report_date"], f"{name}: date {shown.get('date')}")
    check(len(shown["forms"]) == (1 if truth["rows"] else 0), f"{name}: {len(shown['forms'])} forms")
    if not shown["forms"]:
        return
    items = shown["forms"][0]["items"]
    check(len(items) == len(truth["rows"]), f"{name}: {len(items)} rows, not {len(truth['rows'])}")
    for row, item in zip(truth["rows"], items):
        same(name, row, item)
    headings = [(b["location"].get("line"), b["level"]) for b in shown["blocks"] if b["type"] == "heading"]
    for heading in truth["headings"]:
        check((heading["line"], heading["level"]) in headings,
              f"{name}: heading {heading['number']}{heading['text']} line {heading['line']} "
              f"level {heading['level']}")


def lines_of(finding):
    places = [finding["location"], *finding.get("related", [])]
    places += [term.get("location", {}) for term in finding.get("evidence", {}).get("terms", [])]
    return {place.get("line") for place in places}


def is_issue(finding, rule, truth):
    """A finding whose two sides are figures of a definite issue: a trap may stand in its line."""
    evidence = finding.get("evidence", {})
    for issue in truth["issues"]:
        figures = {str(figure) for figure in issue["figures"].values()}
        if issue["rule"] == rule and {evidence.get("stated"), evidence.get("expected")} <= figures:
            return True
    return False


def audit(hecha, path, truth, rules):
    result = run(hecha, "check", "-f", "json", "--fail-on", "never", str(path))
    if result is None or truth is None:
        return
    findings = result["reports"][0]["findings"]
    by_rule = {}
    for finding in findings:
        by_rule.setdefault(finding["rule"].split("/")[-1], []).append(finding)
    for issue in truth["issues"]:
        if issue["rule"] not in rules or not issue["mechanical"]:
            continue
        hits = by_rule.get(issue["rule"], [])
        found = any(issue.get("absence") or lines_of(hit) & set(issue["lines"]) for hit in hits)
        if issue["certainty"] == "definite":
            check(found, f"{path.name}: {issue['id']} {issue['rule']} {issue['title']} is not reported")
        elif not found:
            print(f"noted: {issue['id']} {issue['rule']} ({issue['certainty']}) is not reported")
    for trap in truth["looks_wrong_but_right"]:
        for rule in [trap["would_trip"], *trap.get("also", [])]:
            for hit in by_rule.get(rule, []):
                here = hit["location"].get("line") in trap["lines"] or trap.get("anywhere", False)
                if here and not is_issue(hit, rule, truth):
                    check(False, f"{path.name}: trap {trap['id']} tripped: {rule} {hit['message']}")


def main():
    hecha, root = sys.argv[1], pathlib.Path(sys.argv[2])
    os.environ["HECHA_PACKS"] = str(root / "rules")
    shared = root.parent / "shared"
    if not (shared / "seeds").is_dir():
        print("skipped: ../shared is not here")
        return 77
    listed = run(hecha, "rules", "-p", str(root / "rules/gov-disclosure"), "-f", "json")
    rules = {rule["id"] for rule in listed["rules"]}
    for path in sorted((shared / "seeds").glob("*.txt")):
        truth_path = shared / "truth" / (path.stem + ".json")
        truth = json.loads(truth_path.read_text(encoding="utf-8")) if truth_path.exists() else None
        show(hecha, path, truth)
        audit(hecha, path, truth, rules)
    for name in FAILURES:
        print(name)
    print(f"{0 if FAILURES else 1} passed, {len(FAILURES)} failed")
    return 1 if FAILURES else 0


if __name__ == "__main__":
    sys.exit(main())
