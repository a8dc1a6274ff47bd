#!/usr/bin/env python3
"""One report in several formats: the whole process of hecha beside what a user would run instead.

Usage: formats.py HECHA [SOURCE_DIR]. LibreOffice makes the formats from fixtures/clean-2018.docx. Each
round runs hecha and the other program one after the other; printed are the medians of the times and
of the rounds' ratios. The others only turn the file into text; hecha also checks it by every rule.
Programs that are not installed are left out."""
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

OFFICE = ["soffice", "--headless"]
FORMATS = {"doc": "doc:MS Word 97", "html": "html:HTML (StarWriter)", "odt": "odt:writer8"}
OTHERS = {
    "docx": ["pandoc", "soffice"],
    "doc": ["antiword", "catdoc", "soffice"],
    "html": ["pandoc", "soffice"],
    "odt": ["pandoc", "soffice"],
    "xlsx": ["soffice"],
}
ROUNDS = {"soffice": 5}


def office(folder, target, path):
    subprocess.run(OFFICE + ["--convert-to", target, "--outdir", str(folder), str(path)], check=True,
                   stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def make_files(hecha, source, folder):
    """The report in every format; for xlsx its table as a sheet."""
    files = {"docx": shutil.copy(source / "fixtures" / "clean-2018.docx", folder / "report.docx")}
    for name, target in FORMATS.items():
        office(folder, target, files["docx"])
        files[name] = folder / f"report.{name}"
    shown = json.loads(subprocess.run([hecha, "show", "-f", "json", str(files["docx"])], check=False,
                                      capture_output=True).stdout)
    rows = max((b["rows"] for b in shown["blocks"] if b["type"] == "table"), key=len)
    text = "\n".join(",".join('"' + c["text"].replace('"', '""') + '"' for c in row) for row in rows)
    (folder / "table.csv").write_text(text, encoding="utf-8-sig")
    office(folder, "xlsx", folder / "table.csv")
    files["xlsx"] = folder / "table.xlsx"
    return files


def command(other, path, folder):
    if other == "pandoc":
        return ["pandoc", "-t", "plain", str(path)]
    if other == "soffice":
        target = "csv" if path.suffix == ".xlsx" else "txt:Text (encoded):UTF8"
        return OFFICE + ["--convert-to", target, "--outdir", str(folder / "out"), str(path)]
    return [other, str(path)]


def milliseconds(arguments):
    start = time.perf_counter()
    subprocess.run(arguments, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    return (time.perf_counter() - start) * 1000


def main():
    hecha = sys.argv[1]
    source = pathlib.Path(sys.argv[2] if len(sys.argv) > 2 else pathlib.Path(__file__).parents[2])
    os.environ.setdefault("HECHA_PACKS", str(source / "rules"))
    if not shutil.which("soffice"):
        print("LibreOffice (soffice) is needed to make the files")
        return 77
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        for kind, path in make_files(hecha, source, folder).items():
            for other in OTHERS[kind]:
                if not shutil.which(other):
                    continue
                pairs = [(milliseconds([hecha, "check", "-f", "json", str(path)]),
                          milliseconds(command(other, pathlib.Path(path), folder)))
                         for _ in range(ROUNDS.get(other, 21))]
                print(f"{kind}: hecha {statistics.median(p[0] for p in pairs):.1f} ms, "
                      f"{other} {statistics.median(p[1] for p in pairs):.1f} ms, "
                      f"ratio {statistics.median(p[1] / p[0] for p in pairs):.1f}", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
