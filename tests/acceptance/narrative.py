#!/usr/bin/env python3
"""What the seed reports say in prose, against what was worked out of them by hand.

Usage: narrative.py HECHA SOURCE_DIR. Looks for ../shared beside the source; without it says that it was
skipped and exits 77 (ctest: skipped). On narrative_facts every quantity must be found with value, unit,
approximation and line, every claim of none or all that a word makes; and what the reports have in
dates, document numbers, telephone numbers and fixed expressions must be no quantity."""
import json
import os
import pathlib
import re
import subprocess
import sys

APPROX = {None: None, "余": "more", "多": "more", "近": "less", "约": "about"}
CLAIM_WORDS = "均|全部|没有|未发生|未收到|不收取|无"
# In each seed: pieces of text that hold digits or numerals and no quantity.
NEVER = [r"〔\d{4}〕\s*\d+号", r"\d{4}-\d{7,8}", r"\d{4}\s*年(度)?", r"\d+\s*月\s*\d+\s*日", r"第[一二三四五六七八九十]+",
         r"“?三公”?经费", r"“最多跑一次”", r"“两微”", r"邮编：\d{6}", r"\d+楼\d+室", r"电话：\d+", r"一站式",
         r"进一步", r"一系列", r"[一二三]是", r"国务院\d+号令", r"唯一一家", r"十佳", r"“三农普”"]


def squeeze(text):
    return re.sub(r"\s+", "", text)


def value_and_unit(fact, found):
    return (float(found.get("value", "nan")) == float(fact["value"]) and found.get("unit") == fact["unit"]
            and found.get("approx") == APPROX[fact["approx"]])


def check_seed(shown, truth, lines, failures):
    quantities, claims = shown["quantities"], shown["claims"]
    for fact in truth["narrative_facts"]:
        name = f"{truth['seed']} line {fact['line']} {fact['text']}"
        if fact["unit"] is not None and fact["relation"] != "none":
            hits = [q for q in quantities if q["location"].get("line") == fact["line"]
                    and squeeze(q["text"]) in squeeze(fact["text"]) and value_and_unit(fact, q)]
            if not hits:
                failures.append(f"{name}: no such quantity")
        elif re.search(CLAIM_WORDS, fact["text"]):
            kind = "all" if fact["value"] == "all" else "none"
            if not any(c["location"].get("line") == fact["line"] and c["kind"] == kind for c in claims):
                failures.append(f"{name}: no claim of {kind}")
    for quantity in quantities:
        place = quantity["location"]
        line, start = lines[place["line"] - 1], place.get("column", 1) - 1
        end = start + len(quantity["text"])
        for pattern in NEVER:
            for match in re.finditer(pattern, line):
                if match.start() <= start and end <= match.end():
                    failures.append(f"{truth['seed']} line {place['line']}: {quantity['text']} in {match.group()} "
                                    "is no quantity")


def main():
    hecha, root = sys.argv[1], pathlib.Path(sys.argv[2])
    os.environ["HECHA_PACKS"] = str(root / "rules")
    shared = root.parent / "shared"
    if not (shared / "truth").is_dir():
        print("skipped: ../shared is not here")
        return 77
    failures, facts = [], 0
    for path in sorted((shared / "truth").glob("*.json")):
        truth = json.loads(path.read_text(encoding="utf-8"))
        seed = shared / "seeds" / (path.stem + ".txt")
        done = subprocess.run([hecha, "show", "-f", "json", str(seed)], capture_output=True, timeout=60, check=False)
        lines = seed.read_text(encoding="utf-8-sig").split("\n")
        check_seed(json.loads(done.stdout), truth, lines, failures)
        facts += len(truth["narrative_facts"])
    print("\n".join(failures))
    print(f"{facts} facts, {len(failures)} failures")
    return 1 if failures or facts == 0 else 0


if __name__ == "__main__":
    sys.exit(main())
