#!/usr/bin/env python3
"""Tables of rows and columns in every layout: each figure must be read right or be missing, never be
another.

Usage: reading.py HECHA [--reports N] [--seed N] [--keep FOLDER] [--only NAME]. Figures are random,
blanks, dashes and odd ways of writing among them. Exit 1: a figure was misread, a table was taken for
two, or one was lost in a layout that keeps blank cells (see SPREAD)."""
import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
from decimal import Decimal

import layouts
import model
import printed
import prose

BLANKS = ("", "", "—", "——", "/")
# Where a blank cell may leave no trace, figures may be missing if some are blank.
SPREAD = (layouts.spaced, layouts.wider, layouts.ideographic, layouts.full_lines, layouts.bare_lines,
          layouts.dense_lines, layouts.cut_cell_lines, layouts.cut_tabs, layouts.aligned)


def written(rng, value, key):
    """A figure as someone writes it."""
    if key[-1] == "本年增/减":
        return rng.choice((str(value), f"－{-value}", f"减{-value}")) if value < 0 else rng.choice((str(value), f"+{value}", f"增{value}"))
    ways = [str(value)] * 12 + [f"{value:,}"]
    if value < 1000:
        ways.append("".join(chr(ord(sign) + 0xFEE0) if sign.isdigit() else sign for sign in str(value)))
    return rng.choice(ways)


def spoil(rng, made, blanks):
    """Random figures in place of the report's; `blanks` in a hundred are blank."""
    for key in made.figures:
        most = rng.choice((3, 20, 400, 4000, 90000))
        value = Decimal(rng.randint(0, most))
        if key[-1] == "本年增/减" and rng.random() < 0.5:
            value = -value
        if rng.randrange(100) < blanks:
            made.figures[key], made.raw[key] = None, rng.choice(BLANKS)
        else:
            made.figures[key], made.raw[key] = value, written(rng, value, key)


def label_of(text):
    """As hecha shows a label."""
    return re.sub("（[^（]*）$", "", printed.NUMBER.sub("", text))


def key_of(item):
    """The made report's key of an item of `show`."""
    path, columns = [*item.get("path", []), item["label"]], item.get("columns", [])
    if not path[-1] or (columns and columns[0] in ("行政复议", "行政诉讼")):
        return "四", "/".join(columns[:-1]), columns[-1]
    if columns[-1] in printed.COLUMNS and (columns[0] in printed.COLUMNS or columns[0] == "法人或其他组织"):
        return "三", path[-2] if len(path) > 2 else "", path[-1], columns[-1]
    return "二", path[-1], columns[-1]


def plain(key):
    """The same of a made report's key."""
    if key[0] == "三":
        group = label_of(key[1])
        return "三", group, label_of(key[2]), key[3]
    return ("二", key[1], label_of(key[2])) if key[0] == "二" else key


def compare(made, shown):
    """(right, missing, misread) and what was misread."""
    counts, lines = collections.Counter(), []
    forms = shown.get("forms", [])
    if len(forms) != 1 or not forms[0]["form"].endswith(made.form):
        counts["forms"] += 1
        lines.append(f"forms: {[form['form'] for form in forms]}")
    if not forms:
        counts["missing"] = len(made.figures)
        return counts, lines
    items = {key_of(item): item for item in forms[0]["items"]}
    for key, value in made.figures.items():
        item = items.get(plain(key))
        if item is None:
            sys.exit(f"no item of {key}")
        if item["state"] == "missing":
            counts["missing"] += 1
            if counts["missing"] == 1:
                lines.append(f"missing {plain(key)}")
        elif value is None and item["state"] in ("blank", "dash"):
            counts["right"] += 1
        elif value is not None and item["state"] == "number" and Decimal(item["value"]) == value:
            counts["right"] += 1
        else:
            counts["misread"] += 1
            if counts["misread"] <= 3:
                lines.append(f"{plain(key)}: {made.raw.get(key)!r} read as {item['raw']!r} {item['state']}")
    return counts, lines


def show(hecha, path):
    """What hecha reads."""
    done = subprocess.run([hecha, "show", "-f", "json", path], capture_output=True, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        sys.exit(f"{path}: no JSON: {done.stderr.decode()[:300]}")


def main():
    """The command."""
    parser = argparse.ArgumentParser()
    parser.add_argument("hecha")
    parser.add_argument("--reports", type=int, default=2, help="reports in each layout")
    parser.add_argument("--seed", type=int, default=20211231)
    parser.add_argument("--keep", help="folder that keeps the reports")
    parser.add_argument("--only", help="the layouts whose name has this")
    parser.add_argument("--blanks", type=int, default=None, help="blank figures in a hundred")
    options = parser.parse_args()
    failed = 0
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(options.keep or temporary)
        folder.mkdir(exist_ok=True)
        for layout, ways in layouts.LAYOUTS.items():
            for pick in ways:
                name = f"{layout.__name__} {pick.__name__}"
                if options.only and options.only not in name:
                    continue
                total, said = collections.Counter(), []
                for number in range(options.reports):
                    rng = random.Random(options.seed + number)
                    form = ("gk-2019", "gk-2021")[number % 2]
                    made = prose.write(model.clean(rng, number, form), number)
                    blanks = options.blanks if options.blanks is not None else (0, 0, 12, 12)[number % 4]
                    spoil(rng, made, blanks)
                    path = folder / f"{layout.__name__}-{pick.__name__}-{number}.txt"
                    path.write_text(layouts.text(made, layout, pick), encoding="utf-8")
                    counts, lines = compare(made, show(options.hecha, path))
                    if blanks and layout in SPREAD:
                        counts["allowed"] = counts.pop("missing", 0)
                    total += counts
                    said += [f"    {path.name}: {line}" for line in lines]
                bad = total["misread"] or total["forms"] or total["missing"]
                failed += bool(bad)
                print(f"{'FAIL' if bad else 'ok  '} {name}: {dict(total)}")
                print("\n".join(said[:8]) if bad else "", end="\n" if bad else "")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
