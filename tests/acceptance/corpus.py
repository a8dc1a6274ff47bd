#!/usr/bin/env python3
"""Reads a corpus of files beside their expected readings and prints the score.

Usage: corpus.py HECHA SOURCE_DIR [--only TEXT] [--verbose]. Looks for ../shared/corpus beside the source;
without it says that it was skipped and exits 77. `FILE.expected.json` states body (paragraphs and
tables cell by cell), sheets, or text; white space is not compared. For pdf and for the text that
LibreOffice wrote only the characters are compared, in any order of blocks.

A file whose format is not read yet is counted apart (unsupported). Files in EXCEPTIONS lost something
to their converter that no reader can bring back; each says what."""
import collections
import json
import os
import pathlib
import re
import subprocess
import sys

# FILE -> what its converter destroyed.
EXCEPTIONS = {
    "seeds/000/hardc.lo.html": "deleted passages and the deleted row are written as plain text",
    "seeds/000/hardc.lo.pdf": "deleted and hidden passages are drawn like any others",
    "seeds/000/hardc.lo.txt": "deleted passages, the deleted row and hidden text are written as plain text",
}

SPACE = re.compile(r"[\s\u00a0\u3000\u200b\ufeff\u00ad]+")


def squeeze(text):
    return SPACE.sub("", text or "")


def run(hecha, path):
    done = subprocess.run([hecha, "show", "-f", "json", str(path)], capture_output=True, timeout=20,
                          check=False)
    try:
        return json.loads(done.stdout), done.stderr.decode()
    except ValueError:
        return None, done.stderr.decode() + done.stdout.decode(errors="replace")


def strip_numbers(blocks):
    """Takes the numbers of ordered lists (1.) off: the page has them, the expectation states the text
    without them."""
    pieces = blocks + [cell for block in blocks for row in block.get("rows", []) for cell in row]
    for piece in pieces:
        if re.fullmatch(r"\d+\.", piece.get("number") or ""):
            piece["text"] = piece["text"].strip().removeprefix(piece["number"])


def table_cells(block):
    """Cells as (row, column, rowspan, colspan, text), from 0, empty unmerged ones left out."""
    cells = set()
    for row in block["rows"]:
        for cell in row:
            text = squeeze(cell["text"])
            spans = (cell.get("rowspan", 1), cell.get("colspan", 1))
            cells.add((cell["row"] - 1, cell["column"] - 1, *spans, text))
    return cells


def expected_cells(block):
    cells = set()
    for cell in block["cells"]:
        cells.add((cell["r"], cell["c"], cell.get("rowspan", 1), cell.get("colspan", 1), squeeze(cell["text"])))
    return cells


def only_filled(cells):
    return {cell for cell in cells if cell[4] or cell[2] > 1 or cell[3] > 1}


def compare_body(expected, shown):
    """Reasons why the shown blocks are not the expected ones."""
    prose = squeeze("".join(b["text"] for b in expected if b["type"] != "table"))
    # A run-in heading is a heading and a paragraph: their texts join to the printed line.
    read = squeeze("".join(b["text"] for b in shown if b["type"] in ("title", "heading", "paragraph")))
    if prose != read:
        at = next((i for i, (a, b) in enumerate(zip(prose, read)) if a != b), min(len(prose), len(read)))
        yield f"prose differs at {at}: {prose[at:at + 24]!r} read as {read[at:at + 24]!r}"
    want = [squeeze(b["text"]) for b in expected if b["type"] == "heading"]
    have = [squeeze(b["text"]) for b in shown if b["type"] == "heading"]
    if want != have:
        yield f"headings: {[h for h in want if h not in have][:3]} not read, {[h for h in have if h not in want][:3]} too many"
    tables = [b for b in expected if b["type"] == "table"]
    found = [b for b in shown if b["type"] == "table"]
    chunks = sum("table" in b for b in expected if b["type"] == "altChunk")
    if len(tables) + chunks != len(found):
        yield f"{len(found)} tables, not {len(tables)}"
    for number, (table, block) in enumerate(zip(tables, found), 1):
        missing = sorted(only_filled(expected_cells(table)) - table_cells(block))
        extra = sorted(only_filled(table_cells(block)) - expected_cells(table))
        if missing or extra:
            yield f"table {number}: {len(missing)} cells missing {missing[:3]}, {len(extra)} too many {extra[:3]}"


def compare_characters(expected, shown):
    texts = [b["text"] if b["type"] != "table" else "".join(c["text"] for c in b["cells"]) for b in expected]
    want = collections.Counter(squeeze("".join(texts)))
    have = collections.Counter()
    for block in shown:
        have.update(squeeze(block.get("text", "")))
        for row in block.get("rows", []):
            for cell in row:
                have.update(squeeze(cell["text"]))
    if want - have:
        yield f"characters lost: {''.join((want - have).elements())[:60]!r}"
    if have - want:
        yield f"characters too many: {''.join((have - want).elements())[:60]!r}"


def sheet_cells(sheet):
    """A sheet's cells: a table, or cell names with what is said of each."""
    if "table" in sheet:
        return only_filled(expected_cells(sheet["table"]))
    cells = set()
    for name, text in sheet["cells"].items():
        letters, digits = re.fullmatch(r"([A-Z]+)(\d+)", name).groups()
        column = 0
        for letter in letters:
            column = column * 26 + ord(letter) - 64
        if not text.startswith("formula "):  # no cached value: nothing to read
            cells.add((int(digits) - 1, column - 1, 1, 1, squeeze(text)))
    return cells


def compare_sheets(expected, shown):
    found = [b for b in shown if b["type"] == "table"]
    if len(found) != len(expected):
        yield f"{len(found)} sheets, not {len(expected)}"
    for number, (sheet, block) in enumerate(zip(expected, found), 1):
        missing = sorted(sheet_cells(sheet) - table_cells(block))
        if missing:
            yield f"sheet {number}: {len(missing)} cells missing {missing[:4]}"


def compare_numbers(expected, shown):
    """Paragraph by paragraph: the generated number before each text; null is not claimed."""
    paragraphs = [b for b in shown if b["type"] in ("title", "heading", "paragraph")]
    expected = [b for b in expected if b.get("number") is not None or b.get("text_without_number")]
    texts = {}
    for block in paragraphs:
        number = squeeze(block.get("number"))
        text = squeeze(block["text"])
        texts.setdefault(text[len(number):] if text.startswith(number) else text, []).append(number)
    for entry in expected:
        have = texts.get(squeeze(entry["text_without_number"]), [])
        if entry.get("number") is not None and squeeze(entry["number"]) not in have:
            yield f"{entry['text_without_number']!r}: number {have}, not {entry['number']!r}"


def reasons(name, expected, shown):
    blocks = shown["blocks"]
    if any("text_without_number" in block for block in expected.get("body", [])):
        yield from compare_numbers(expected["body"], blocks)
    elif "body" in expected:
        if name.endswith((".pdf", ".lo.txt")):
            yield from compare_characters(expected["body"], blocks)
        else:
            yield from compare_body(expected["body"], blocks)
    if "sheets" in expected:
        yield from compare_sheets(expected["sheets"], blocks)
    text = expected.get("text") or expected.get("text_replace")
    if text:
        body = [{"type": "paragraph", "text": re.sub(r"\[bookmark: [^\]]*\]", "", text)}]
        yield from compare_characters(body, blocks)


def main():
    hecha, root = sys.argv[1], pathlib.Path(sys.argv[2])
    os.environ["HECHA_PACKS"] = str(root / "rules")
    only = sys.argv[sys.argv.index("--only") + 1] if "--only" in sys.argv else ""
    corpus = root.parent / "shared" / "corpus"
    if not corpus.is_dir():
        print("skipped: ../shared/corpus is not here")
        return 77
    passed = failed = unsupported = excepted = 0
    for path in sorted(corpus.rglob("*.expected.json")):
        source = path.with_name(path.name.removesuffix(".expected.json"))
        expected = json.loads(path.read_text(encoding="utf-8"))
        if only not in str(source) or not source.exists() or \
                not any(key in expected for key in ("body", "sheets", "text", "text_replace")):
            continue
        name = str(source.relative_to(corpus))
        shown, message = run(hecha, source)
        if shown is None:
            unsupported += 1
            print(f"unsupported {name}: {message.strip()[:120]}")
            continue
        if any(block.get("number_source") == "ol" for block in expected.get("body", [])):
            strip_numbers(shown["blocks"])
        why = list(reasons(name, expected, shown))
        if not why:
            passed += 1
        elif name in EXCEPTIONS:
            excepted += 1
            print(f"excepted {name}: {EXCEPTIONS[name]}")
        else:
            failed += 1
            print(f"differs {name}")
            for line in why[:4]:
                print(f"    {line}")
    print(f"{unsupported} unsupported, {excepted} excepted")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
