#!/usr/bin/env python3
"""Formulas of the program against an independent evaluator over random expressions.

Usage: formula_property.py PATH-TO-HECHA [ROUNDS [SEED]]

A small form is filled with random figures, blanks and missing rows; random statements are written
down in a random spelling and run as rules of one file. What each comes to (passed, failed, not
applicable, not evaluated) must be what this evaluator says, which shares nothing with the program:
it computes on trees of its own, with Fractions.
"""

import json
import os
import random
import subprocess
import sys
import tempfile
from fractions import Fraction

PASSED, FAILED, BLANK, MISSING = "passed", "failed", "not_applicable", "not_evaluated"
ROWS = ["甲数", "乙数", "丙数", "丁数", "戊数", "己数"]
FORM = """form "small" {{ title = "小表", years = {{2017, 2017}}, blank_is_zero = {zero}, rows = [[
一、甲数 | 件 | 子项
  1.乙数 | 件
  2.丙数 | 件
  3.丁数 | 件
二、戊数 | 件
三、己数 | 件
]] }}
"""


class Trouble(Exception):
    """A value that cannot be computed: why."""

    def __init__(self, kind):
        super().__init__(kind)
        self.kind = kind


def rounded(x, places):
    scaled = abs(x) * Fraction(10) ** places
    whole = scaled.numerator // scaled.denominator
    if scaled - whole >= Fraction(1, 2):
        whole += 1
    result = Fraction(whole) / Fraction(10) ** places
    return -result if x < 0 else result


class World:
    """What is filled in: row -> Fraction, None (blank); a row that is not there is missing."""

    def __init__(self, figures, zero):
        self.figures, self.zero = figures, zero

    def leaf(self, row):
        return self.figures.get(row, MISSING)

    def value(self, tree):
        """The number, or Trouble. A blank leaf alone is no number."""
        kind = tree[0]
        if kind == "number":
            return tree[1]
        if kind == "row":
            got = self.leaf(tree[1])
            if got is MISSING:
                raise Trouble(MISSING)
            if got is None:
                raise Trouble(BLANK)
            return got
        if kind in ("max", "min", "count"):
            return self.extreme(kind, tree[1])
        numbers = [self.operand(part) for part in tree[1]]
        if kind == "sum":
            return sum(numbers, Fraction(0))
        if kind == "sub":
            return numbers[0] - numbers[1]
        if kind == "mul":
            return numbers[0] * numbers[1]
        if kind in ("div", "share"):
            if numbers[1] == 0:
                raise Trouble(MISSING)
            return numbers[0] / numbers[1] * (100 if kind == "share" else 1)
        if kind == "neg":
            return -numbers[0]
        if kind == "abs":
            return abs(numbers[0])
        return rounded(numbers[0], tree[2])

    def operand(self, tree):
        if tree[0] == "row" and self.leaf(tree[1]) is None and self.zero:
            return Fraction(0)
        return self.value(tree)

    def extreme(self, kind, parts):
        numbers = []
        for part in parts:
            if part[0] == "row" and self.leaf(part[1]) is None:
                continue
            numbers.append(self.value(part))
        if not numbers:
            raise Trouble(BLANK)
        if kind == "count":
            return Fraction(len(numbers))
        return max(numbers) if kind == "max" else min(numbers)

    def rows(self, tree):
        if tree[0] == "row":
            return {tree[1]}
        if tree[0] == "number":
            return set()
        return set().union(*[self.rows(part) for part in tree[1]])

    def compare(self, test):
        _, left, sign, right, tolerance, percent = test
        parts = [left, right]
        if tolerance is not None and not percent:
            parts.append(tolerance)
        kinds, numbers = set(), []
        for part in parts:
            try:
                numbers.append(self.value(part))
            except Trouble as trouble:
                kinds.add(trouble.kind)
                # A blank does not hide that a row beside it is missing.
                if any(self.leaf(row) is MISSING for row in self.rows(part)):
                    kinds.add(MISSING)
        if kinds:
            if any(self.leaf(row) is MISSING for part in parts for row in self.rows(part)):
                kinds.add(MISSING)
            return MISSING if MISSING in kinds else BLANK
        slack = Fraction(0)
        if tolerance is not None:
            slack = abs(numbers[1]) * tolerance[1] if percent else abs(numbers[2])
        gap = numbers[0] - numbers[1]
        holds = {"=": abs(gap) <= slack, "≠": abs(gap) > slack, "<": gap < slack,
                 "≤": gap <= slack, ">": gap > -slack, "≥": gap >= -slack}[sign]
        return PASSED if holds else FAILED

    def truth(self, test):
        """As a condition: one of the four."""
        if test[0] == "compare":
            return self.compare(test)
        kinds = [self.truth(part) for part in test[1]]
        deciding, other = (PASSED, FAILED) if test[0] == "or" else (FAILED, PASSED)
        if deciding in kinds:
            return deciding
        if MISSING in kinds:
            return MISSING
        return BLANK if BLANK in kinds else other

    def report(self, test):
        """As what a rule states: each part of an outer 且 reports for itself."""
        if test[0] == "and":
            return [one for part in test[1] for one in self.report(part)]
        return [self.truth(test)]

    def statement(self, statement):
        condition, then, otherwise = statement
        if condition is not None:
            held = self.truth(condition)
            if held in (BLANK, MISSING):
                return held
            if held == FAILED and otherwise is None:
                return BLANK
            if held == FAILED:
                then = otherwise
        kinds = self.report(then)
        for kind in (FAILED, MISSING, PASSED):
            if kind in kinds:
                return kind
        return BLANK


NEGATED = {"=": "≠", "≠": "=", "<": "≥", "≥": "<", ">": "≤", "≤": ">"}


def negate(test):
    if test[0] == "compare":
        return ("compare", test[1], NEGATED[test[2]], test[3], test[4], test[5])
    return ("or" if test[0] == "and" else "and", [negate(part) for part in test[1]])


class Writer:
    """Random trees, each with the text it is written as."""

    def __init__(self, rng):
        self.rng = rng

    def pick(self, *words):
        return self.rng.choice(words)

    def number(self):
        roll = self.rng.random()
        if roll < 0.2:
            digits = self.rng.randint(1, 99)
            return ("number", Fraction(digits, 100)), f"{digits}%"
        if roll < 0.5:
            cents = self.rng.choice([5, 15, 25, 45, 50, 125, 235])
            return ("number", Fraction(cents, 10)), f"{cents // 10}.{cents % 10}"
        whole = self.rng.randint(0, 12)
        return ("number", Fraction(whole)), str(whole)

    def row(self):
        name = self.rng.choice(ROWS)
        numbered = {"甲数": "[一]", "乙数": "[一.1]", "丙数": "[1.2]", "丁数": "一.3",
                    "戊数": "[二]", "己数": "【三】"}
        return ("row", name), self.pick(name, f"[{name}]", f"［{name}］", numbered[name])

    def call(self, depth):
        kind = self.pick("sum", "max", "min", "count", "abs", "round", "share", "set", "range")
        opened, closed = self.pick(("(", ")"), ("（", "）"))
        comma = self.pick(",", "，", "、")
        names = {"sum": ("合计", "SUM", "求和"), "max": ("最大", "max"), "min": ("最小", "MIN"),
                 "count": ("个数", "count"), "abs": ("绝对值", "ABS"), "share": ("占比", "share"),
                 "round": ("四舍五入", "ROUND")}
        if kind in ("set", "range"):
            outer = self.pick("sum", "max", "count")
            inside = self.pick("子项(甲数)", "children([甲数])", "子项（[一]）")
            if kind == "range":
                inside = self.pick("[一.1]:[一.3]", "乙数：丁数", "[一.1..3]")
            name = self.rng.choice(names[outer])
            return (outer, [("row", row) for row in ROWS[1:4]]), f"{name}{opened}{inside}{closed}"
        count = {"abs": 1, "round": 1, "share": 2}.get(kind, self.rng.randint(1, 3))
        parts = [self.sum(depth - 1) for _ in range(count)]
        text = comma.join(part[1] for part in parts)
        name = self.rng.choice(names[kind])
        if kind == "round":
            places = self.rng.randint(-1, 2)
            tree = ("round", [parts[0][0]], places)
            return tree, f"{name}{opened}{text}{comma}{places}{closed}"
        return (kind, [part[0] for part in parts]), f"{name}{opened}{text}{closed}"

    def primary(self, depth):
        roll = self.rng.random()
        if depth <= 0 or roll < 0.5:
            return self.row() if self.rng.random() < 0.6 else self.number()
        if roll < 0.7:
            tree, text = self.sum(depth - 1)
            return tree, f"({text})"
        return self.call(depth)

    def factor(self, depth):
        tree, text = self.primary(depth)
        if self.rng.random() < 0.15:
            return ("neg", [tree]), self.pick("-", "−", "－") + text
        return tree, text

    def term(self, depth):
        tree, text = self.factor(depth)
        while self.rng.random() < 0.25:
            other, written = self.factor(depth)
            if self.rng.random() < 0.5:
                tree, text = ("mul", [tree, other]), text + self.pick("*", "×", " × ") + written
            else:
                tree, text = ("div", [tree, other]), text + self.pick("/", "÷", " ÷ ") + written
        return tree, text

    def sum(self, depth):
        tree, text = self.term(depth)
        while self.rng.random() < 0.35:
            other, written = self.term(depth)
            if self.rng.random() < 0.5:
                tree, text = ("sum", [tree, other]), text + self.pick("+", " ＋ ") + written
            else:
                tree, text = ("sub", [tree, other]), text + self.pick("-", " － ") + written
        return tree, text

    def relation(self):
        words = {"=": ("=", "==", "＝", "等于"), "≠": ("≠", "<>", "!=", "不等于"),
                 "<": ("<", "＜", "小于"), "≤": ("≤", "<=", "不大于", "不超过", "≦"),
                 ">": (">", "＞", "大于"), "≥": ("≥", ">=", "不小于", "不少于", "大于等于")}
        sign = self.rng.choice(list(words))
        return sign, " " + self.rng.choice(words[sign]) + " "

    def tolerance(self):
        if self.rng.random() < 0.7:
            return None, "", False
        ground = self.pick("", "（依据：四舍五入）", ' "口径不同"')
        if self.rng.random() < 0.4:
            percent = self.rng.randint(1, 60)
            text = f" ± {percent}%{ground}"
            return ("number", Fraction(percent, 100)), text, True
        digits = self.rng.randint(0, 30)
        return ("number", Fraction(digits, 10)), f" ±{digits / 10}{ground}", False

    def comparison(self, depth, tolerant):
        tree, text = self.sum(depth)
        parts = []
        for _ in range(2 if self.rng.random() < 0.15 else 1):
            sign, written = self.relation()
            other, more = self.sum(depth)
            slack, slack_text, percent = self.tolerance() if tolerant else (None, "", False)
            parts.append(("compare", tree, sign, other, slack, percent))
            tree, text = other, text + written + more + slack_text
        return (parts[0] if len(parts) == 1 else ("and", parts)), text

    def single(self, depth, tolerant):
        roll = self.rng.random()
        if roll < 0.1:
            tree, text = self.single(depth, False)
            return negate(tree), self.pick("非 ", "not ") + text
        if depth > 0 and roll < 0.2:
            tree, text = self.condition(depth - 1, tolerant)
            return tree, f"({text})"
        return self.comparison(depth, tolerant)

    def several(self, make, kind, words, chance):
        tree, text = make()
        parts = [tree]
        while self.rng.random() < chance:
            other, written = make()
            parts.append(other)
            text += self.rng.choice(words) + written
        return (parts[0] if len(parts) == 1 else (kind, parts)), text

    def condition(self, depth, tolerant=True):
        def all_of():
            return self.several(lambda: self.single(depth, tolerant), "and", (" 且 ", " and "), 0.2)
        return self.several(all_of, "or", (" 或 ", " or "), 0.2)

    def statement(self):
        then, text = self.condition(2)
        if self.rng.random() < 0.6:
            return (None, then, None), text
        condition, first = self.condition(1)
        if self.rng.random() < 0.3:
            return (condition, then, None), f"{first} => {text}"
        written = f"若 {first} 则 {text}"
        if self.rng.random() < 0.5:
            return (condition, then, None), written
        otherwise, more = self.condition(1)
        return (condition, then, otherwise), f"{written} 否则 {more}"


def shares(tree):
    """占比 changes what % means beside it, so such trees are left to the unit tests."""
    if not isinstance(tree, (tuple, list)):
        return False
    if isinstance(tree, tuple) and tree and tree[0] == "share":
        return True
    return any(shares(part) for part in tree)


def round_of(hecha, rng, work, count):
    zero = rng.random() < 0.5
    figures = {}
    for row in ROWS:
        roll = rng.random()
        if roll < 0.88:
            figures[row] = Fraction(rng.randint(0, 9))
        elif roll < 0.97:
            figures[row] = None
    lines = ["甲市水务局2017年政府信息公开工作年度报告", "", "指标\t单位\t数量"]
    numbers = dict(zip(ROWS, ["一、", "1.", "2.", "3.", "二、", "三、"]))
    for row in ROWS:
        if row in figures:
            shown = "" if figures[row] is None else str(figures[row])
            lines.append(f"{numbers[row]}{row}\t件\t{shown}")
    writer, world, rules, expected = Writer(rng), World(figures, zero), [], {}
    while len(expected) < count:
        statement, text = writer.statement()
        if len(text.encode()) > 4000 or (shares(statement) and "%" in text):
            continue
        name = f"R{len(expected)}"
        expected[name] = (world.statement(statement), text)
        rules.append(f'rule "{name}" {{ title = "t", severity = "error", form = "small", '
                     f"formula = [==[{text}]==] }}")
    with open(os.path.join(work, "report.txt"), "w", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
    with open(os.path.join(work, "all.lua"), "w", encoding="utf-8") as file:
        file.write(FORM.format(zero=str(zero).lower()) + "\n".join(rules) + "\n")
    done = subprocess.run([hecha, "check", "-r", "all.lua", "report.txt", "-f", "json"], cwd=work,
                          capture_output=True, text=True, check=False,
                          env={**os.environ, "HECHA_PACKS": ""})
    report = json.loads(done.stdout)["reports"][0]
    got = {name: (PASSED, "") for name in expected}
    for finding in report["findings"]:
        got[finding["rule"].split("/")[1]] = (FAILED, finding["message"])
    for kind in (BLANK, MISSING):
        for entry in report[kind]:
            name = entry["rule"].split("/")[1]
            if entry.get("kind") == "broken":
                raise SystemExit(f"{expected[name][1]}\n  {entry['reason']}")
            got[name] = (kind, entry["reason"])
    if sum(report["outcomes"].values()) != len(expected):
        raise SystemExit(f"{report['outcomes']} for {len(expected)} rules")
    wrong = 0
    for name, (outcome, text) in expected.items():
        if got[name][0] == outcome or "too large" in got[name][1] or "过大" in got[name][1]:
            continue
        wrong += 1
        shown = {row: str(figure) for row, figure in figures.items()}
        print(f"{text}\n  expected {outcome}, got {got[name]}; blank is zero: {zero}; {shown}")
    return wrong, {kind: sum(one[0] == kind for one in expected.values())
                   for kind in (PASSED, FAILED, BLANK, MISSING)}


def main():
    hecha = os.path.abspath(sys.argv[1])
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 30
    rng = random.Random(int(sys.argv[3]) if len(sys.argv) > 3 else 20170112)
    wrong, totals = 0, {}
    with tempfile.TemporaryDirectory() as work:
        for _ in range(rounds):
            bad, counts = round_of(hecha, rng, work, 150)
            wrong += bad
            for kind, number in counts.items():
                totals[kind] = totals.get(kind, 0) + number
    print(f"{sum(totals.values())} formulas: {totals}; {wrong} differ")
    if min(totals.values()) == 0:
        raise SystemExit("an outcome never came up")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
