#!/usr/bin/env python3
"""The same made report in every format: LibreOffice writes what hecha must read alike.

Usage: run.py HECHA [--keep FOLDER] [--reports N] [--all] [--only TEXT]. Each report is made with several
faults and written as text and as Word files of many makes (word.py); LibreOffice turns these into its
own docx, doc, odt, rtf, html, pdf and txt, and the tables alone into xlsx, ods and xls; pandoc, where there is one, too. Rule, severity, subject, stated and
expected of the findings must be those of the text. Without LibreOffice only what is written here is
compared, and the test says so (exit 77). --all: every make of every report, not only some."""
import argparse
import collections
import csv
import json
import os
import pathlib
import random
import shutil
import subprocess
import sys
import tempfile

import word

import faults  # noqa: E402  (tests/rules, on the path by word)
import model
import prose
import writers

FORMS = ("gk-2014", "gk-2019", "gk-2018", "gk-2021")
FILTERS = {"doc": "doc:MS Word 97", "odt": "odt", "rtf": "rtf", "html": "html:HTML (StarWriter)", "pdf": "pdf",
           "txt": "txt:Text (encoded):UTF8", "docx": "docx:MS Word 2007 XML"}
SHEETS = {"xlsx": "xlsx:Calc MS Excel 2007 XML", "ods": "ods", "xls": "xls:MS Excel 97"}
# MAKE.FORMAT -> what the converter leaves out.
LOST = {
    "pieces-lo.html": "deleted words are written as plain text",
    "pieces-lo.pdf": "deleted words are drawn like any others",
    "pieces-lo.txt": "deleted words and the marks of notes are written as plain text",
    "boxed-lo.rtf": "the table in a text box is left out",
    "boxed-lo.txt": "the table in a text box is left out",
    "boxed-lo.pdf": "the table in a text box is cut off where the page ends",
}
# Tables without upright lines: what is not certain is said to be doubtful, and no rule looks at it.
UNRULED = ("level-lo.pdf", "bare-lo.pdf")


def reports(count):
    """Reports with several faults each."""
    for at in range(count):
        form, rng = FORMS[at % len(FORMS)], random.Random(at)
        made = prose.write(model.clean(rng, at, form), at)
        changes = faults.of_form(form)
        for name in rng.sample(sorted(changes), 9):
            try:
                changes[name](made)
            except (KeyError, StopIteration, ValueError):  # what an earlier fault took away
                pass
        made.name = f"{at}-{form}"
        yield made


def convert(files, suffix, target, folder, more=()):
    """LibreOffice's files of one kind."""
    out = folder / "out"
    subprocess.run(["soffice", f"-env:UserInstallation=file://{folder / 'home'}", "--headless", *more, "--convert-to", target,
                    "--outdir", str(out), *map(str, files)], capture_output=True, check=False, timeout=300)
    return sorted(out.glob(f"*.{suffix}"))


def write(made, folder, styles):
    """Text, page and Word files of a report."""
    (folder / f"{made.name}.text.txt").write_text(writers.as_text(made), encoding="utf-8")
    (folder / f"{made.name}.page.html").write_text(writers.as_html(made), encoding="utf-8")
    for style in styles:
        word.write(made, style, folder / f"{made.name}.{style.name}.docx")


def tables(made):
    """A page with the report's tables and nothing else."""
    rest = writers.as_html(made)
    parts = [part.split("</table>")[0] for part in rest.split('<table border="1">')[1:]]
    body = "".join(f'<table border="1">{part}</table><p></p>' for part in parts)
    return f'<!DOCTYPE html><html><head><meta charset="utf-8"></head><body>{body}</body></html>'


def tables_of(made):
    return [list(content) for kind, content in writers.blocks(made) if kind == "table"]


def findings(hecha, folder):
    """By file name: status and findings, places aside."""
    done = subprocess.run([hecha, "check", "-f", "json", "--fail-on", "never", str(folder)], capture_output=True, check=False)
    out = {}
    for report in json.loads(done.stdout)["reports"]:
        found = collections.Counter()
        for one in report["findings"]:
            evidence = one.get("evidence", {})
            found[one["rule"].split("/")[-1], one["severity"], evidence.get("subject"), evidence.get("stated"),
                  evidence.get("expected")] += 1
        out[pathlib.Path(report["path"]).name] = report["status"], found
    return out


def table_rules(hecha):
    """Rules that look at the table alone; 填报单位 stands outside of it."""
    done = subprocess.run([hecha, "rules", "-f", "json"], capture_output=True, check=False)
    return {rule["id"] for rule in json.loads(done.stdout)["rules"]
            if rule.get("forms") and "文表" not in rule.get("tags", [])} - {"F04"}


def form_rules(hecha):
    """Rules that look at the form: those that a table which was not read takes away."""
    done = subprocess.run([hecha, "rules", "-f", "json"], capture_output=True, check=False)
    return {rule["id"] for rule in json.loads(done.stdout)["rules"] if rule.get("forms")}


def compare(read, rules, of_form, only):
    """Prints what differs; returns how many files were compared and how many differ."""
    count = differ = 0
    for name, (status, have) in sorted(read.items()):
        report, variant = name.rsplit(".", 2)[0], ".".join(name.rsplit(".", 2)[1:])
        if variant == "text.txt" or only not in name:
            continue
        want = read[f"{report}.text.txt"][1]
        if variant.startswith("tables."):
            want, have = (collections.Counter({key: n for key, n in one.items() if key[0] in rules}) for one in (want, have))
        lost, extra = want - have, have - want
        count += 1
        if not lost and not extra and status == "read":
            continue
        doubtful = variant in UNRULED and status == "partly" and not extra and all(key[0] in of_form for key in lost)
        if variant in LOST or doubtful:
            continue
        differ += 1
        print(f"{name}: {status}")
        for sign, which in (("lost", lost), ("too many", extra)):
            print("".join(f"    {sign} {key}\n" for key in list(which.elements())[:5]), end="")
    return count, differ


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("hecha")
    parser.add_argument("--keep")
    parser.add_argument("--reports", type=int, default=4)
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--only", default="")
    parser.add_argument("--read", action="store_true", help="compare what --keep holds")
    asked = parser.parse_args()
    folder = pathlib.Path(asked.keep or tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    office = shutil.which("soffice")
    if not asked.read:
        make(folder, asked, office)
    count, differ = compare(findings(asked.hecha, folder / "read"), table_rules(asked.hecha), form_rules(asked.hecha), asked.only)
    if not asked.keep:
        shutil.rmtree(folder)
    print(f"{count} files, {differ} differ" + ("" if office else "; LibreOffice is not installed: its files were skipped"))
    sys.exit(1 if differ else 0 if office else 77)


def make(folder, asked, office):
    """All files, into folder/read."""
    shutil.rmtree(folder / "read", ignore_errors=True)
    (folder / "read").mkdir()
    sheets = []
    for at, made in enumerate(reports(asked.reports)):
        styles = word.STYLES if asked.all else [style for k, style in enumerate(word.STYLES) if (k - at) % 4 == 0]
        write(made, folder / "read", styles)
        sheet = folder / f"{made.name}.tables.html"
        sheet.write_text(tables(made), encoding="utf-8")
        sheets.append(sheet)
        shutil.copy(sheet, folder / "read")
        rows = [[cell[0] for cell in row] for table in tables_of(made) for row in [*writers.text_rows(table), []]]
        width = max(map(len, rows))
        with open(folder / "read" / f"{made.name}.tables.csv", "w", encoding="gb18030", newline="") as out:
            csv.writer(out).writerows([*row, *[""] * (width - len(row))] for row in rows)
    if shutil.which("pandoc"):
        for path in sorted((folder / "read").glob("*.plain.docx")):
            for suffix, more in (("html", []), ("odt", []), ("rtf", []), ("docx", []), ("txt", ["-t", "plain"])):
                subprocess.run(["pandoc", "-s", *more, str(path), "-o", str(path.with_name(f"{path.stem}-pandoc.{suffix}"))],
                               capture_output=True, check=False, timeout=60)
    if not office:
        return
    words = [path for path in sorted((folder / "read").glob("*.docx")) if "-pandoc" not in path.name]
    for suffix, target in FILTERS.items():
        for path in convert(words, suffix, target, folder):
            path.rename(folder / "read" / f"{path.stem}-lo.{suffix}")
    for suffix, target in SHEETS.items():
        for path in convert(sheets, suffix, target, folder, ["--infilter=HTML (StarCalc)"]):
            path.rename(folder / "read" / path.name)


if __name__ == "__main__":
    main()
