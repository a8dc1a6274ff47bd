#!/usr/bin/env python3
"""Made reports against hecha: clean ones, one fault in each, and every figure of a clean report moved
by one in turn. Prints precision and recall of each rule.

Usage: run.py HECHA [--keep FOLDER] [--reports N] [--moves N] [--styles N]. What must be found comes from
evaluate.py. Exit 1: a rule of figures, form, dates or structure missed a finding or gave one too
many; a rule of prose found less than 95 in 100, or gave a false error."""
import argparse
import collections
import json
import pathlib
import random
import subprocess
import sys
import tempfile

import evaluate
import faults
import model
import printed
import prose
import writers

FORMS = ("gk-2014", "gk-2018", "gk-2019", "gk-2021")
SUFFIXES = ("txt", "html", "docx")
PROSE = "PREW"  # rules of prose, by the first letter of their id


def made_reports(count):
    """Clean reports, then one fault each: (report, file type)."""
    for at in range(count):
        form = FORMS[at % len(FORMS)]
        yield prose.write(model.clean(random.Random(at), at, form), at), SUFFIXES[at // 4 % 3]
    for at, form in enumerate(FORMS):
        for number, (name, change) in enumerate(faults.of_form(form).items()):
            seed = 1000 + at * 100 + number
            spoilt = prose.write(model.clean(random.Random(seed), seed, form), number)
            spoilt.name = f"{form} {name}"
            change(spoilt)
            yield spoilt, SUFFIXES[number % 3]


def told_reports(styles):
    """Every fact that the prose tells, in every way to tell it, off by one in turn."""
    for form in FORMS:
        for style in range(styles):
            base = prose.write(model.clean(random.Random(style), style, form), style)
            for name, fact in base.facts.items():
                twin = base.copy(f"{form} told {style} {name}")
                twin.facts[name].said += 1
                if not fact.approx:
                    yield twin, "txt"


def moved_reports(limit):
    """A clean report of each form, one figure of it moved by one."""
    for form in FORMS:
        base = prose.write(model.clean(random.Random(7), 7, form), 0)
        for key in list(base.figures)[:limit]:
            for by in (1, -1):
                if base.figures[key] + by >= 0:
                    twin = base.copy(f"{form} {key if isinstance(key, str) else ' '.join(key)} {by:+}".replace("/", "／"))
                    twin.figures[key] += by
                    yield twin, "txt"


def check(hecha, folder):
    """The reports as hecha sees them, by file name."""
    done = subprocess.run([hecha, "check", "-f", "json", "--fail-on", "never", folder], capture_output=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"hecha ended with {done.returncode}: {done.stderr.decode()[:300]}")
    try:
        reports = json.loads(done.stdout)["reports"]
    except ValueError:
        sys.exit(f"no JSON: {done.stderr.decode()[:300]}")
    return {pathlib.Path(report["path"]).name: report for report in reports}


class Score:
    """Findings wanted, found, and too many, by rule."""

    def __init__(self):
        self.wanted, self.hit, self.false = (collections.Counter() for _ in range(3))
        self.false_errors = collections.Counter()
        self.lines = []

    def compare(self, name, found, report):
        """One report."""
        have = collections.Counter((finding["rule"].split("/")[-1], finding["severity"]) for finding in report["findings"])
        rules = collections.Counter()
        for (rule, _), count in found.must.items():
            rules[rule] += count
        for rule, count in rules.items():
            severities = [severity for other, severity in found.must if other == rule]
            given = sum(n for (other, severity), n in have.items()
                        if other == rule and (None in severities or severity in severities))
            self.wanted[rule] += 1
            good = given > 0 if rule[0] in PROSE else given == count
            self.hit[rule] += good
            if not good:
                self.lines.append(f"{name}: {rule} wanted {count}, {given} given")
        for (rule, severity), count in have.items():
            if rule not in rules and rule not in found.may:
                self.false[rule] += count
                self.false_errors[rule] += severity == "error"
                message = next(finding["message"] for finding in report["findings"] if finding["rule"].endswith(rule))
                self.lines.append(f"{name}: {rule} too many: {message}")

    def failed(self, rule):
        """1 if the rule does not reach what it must."""
        if rule[0] not in PROSE:
            return self.hit[rule] < self.wanted[rule] or self.false[rule] > 0
        return self.hit[rule] * 100 < self.wanted[rule] * 95 or self.false_errors[rule] > 0

    def show(self):
        """The table; returns the rules that fail."""
        print("rule   wanted  found  too many  recall  precision")
        for rule in sorted({*self.wanted, *self.false}):
            wanted, hit, false = self.wanted[rule], self.hit[rule], self.false[rule]
            recall = f"{100 * hit / wanted:5.1f} %" if wanted else "      –"
            exact = f"{100 * hit / (hit + false):5.1f} %" if hit + false else "      –"
            print(f"{rule:6} {wanted:6} {hit:6} {false:9} {recall:>8} {exact:>9} {'  below' if self.failed(rule) else ''}")
        return [rule for rule in {*self.wanted, *self.false} if self.failed(rule)]


def main():
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("hecha")
    parser.add_argument("--keep", help="folder that keeps the reports")
    parser.add_argument("--reports", type=int, default=48, help="clean reports")
    parser.add_argument("--moves", type=int, default=1000, help="figures moved in each form")
    parser.add_argument("--styles", type=int, default=4, help="ways to tell each fact, of each form")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary)
        folder.mkdir(exist_ok=True)
        wanted = {}
        for made, suffix in (*made_reports(options.reports), *told_reports(options.styles),
                             *moved_reports(options.moves)):
            path = writers.write(made, folder, suffix)
            wanted[path.name] = evaluate.evaluate(made)
        reports = check(options.hecha, folder)
        score = Score()
        for name, found in wanted.items():
            if name in reports:
                score.compare(name, found, reports[name])
            else:
                score.lines.append(f"{name}: not read as a report")
        print("\n".join(score.lines))
        failed = score.show()
    lost = len(wanted) - len(reports)
    print(f"{len(wanted)} reports; below their mark: {' '.join(sorted(failed)) or 'none'}; not read: {lost}")
    return 1 if failed or lost else 0


if __name__ == "__main__":
    sys.exit(main())
