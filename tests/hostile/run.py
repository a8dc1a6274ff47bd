"""Every entry of cases.py and more.py, beside a pack and a report that behave. run.py HECHA [NAME…].

Whatever is sent: hecha ends by itself within the limits, with a status of its own; it writes JSON
that is JSON, without control characters, and a text without escape sequences; it leaves no file;
and pack q gives on the good report, byte for byte, what it gives without company."""
import json
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import cases  # noqa: E402
import common  # noqa: E402
import more  # noqa: E402

CHECK = 'rule "X" { title = "x", severity = "error", check = function(report, expect)\n%s\nend }\n'
FORMULA = ('form "f" { title = "情况表", rows = [[\n收到申请数 | 件\n当面申请数 | 件\n网络申请数 | 件\n]] }\n',
           'rule "X" { title = "x", severity = "error", form = "f", formula = [==[\n%s]==] }\n')
FORM_REPORT = ("<p>情况表</p><table><tr><td>指标<td>单位<td>数量<tr><td>收到申请数<td>件<td>3"
               "<tr><td>当面申请数<td>件<td>1<tr><td>网络申请数<td>件<td>2</table>")
LABELS = {"甲": "收到申请数", "乙": "当面申请数", "丙": "网络申请数"}
# Of results and text outputs: no controls but the line feed, nothing that turns the direction.
CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
SANITIZED = bool(os.environ.get("HECHA_TEST_SANITIZED"))
SECONDS = 12
# Of one run of one rule, or of loading one file, above what hecha takes without them.
RUN_SECONDS = 2.4 + common.ALLOWANCE
RUNS = {"check": 1, "phrase": 1, "regex": 1, "formula": 1, "data": 1, "corpus": 2, "file": 1}
CORPUS = """corpus_rule "X" { title = "x", severity = "error", needs = {"all", "previous_year"},
check = function(report, expect, corpus)
%s
end }
"""
DATA = """local d = data("m.csv")
rule "X" { title = "x", severity = "error", check = function(report, expect)
  for i = 1, #d do if d[i].a ~= "" then expect.fail(d[i].a .. d[i].b) end end
  expect.checked()
end }
"""
# Their pack tells who a report is of, which the fingerprints of all findings have in them.
OVERLAID_KINDS = ("corpus", "roster", "overlay")
OVERLAID = {"params": {"least": {"title": "t", "type": "integer", "default": 5, "min": 1, "max": 9}},
            "subject": {"title": ["年度报告"], "year": [{"in": "title", "pattern": "{year}年"}]}}


def rule_text(kind, sent):
    if kind == "check":
        return CHECK % sent
    if kind == "phrase":
        return CHECK % f"for m in report:phrases([==[{sent}]==]) do expect.fail('found', m) end expect.checked()"
    if kind == "regex":
        return CHECK % f"for m in report:matches([==[{sent}]==]) do expect.fail('found', m) end expect.checked()"
    for short, label in LABELS.items():
        sent = sent.replace(short, label)
    return FORMULA[1] % sent


def prepare(folder, kind, sent):
    """Lays out one case; what is to be checked beside the good report."""
    common.write_pack(folder / "q", "q", {})
    (folder / "good.txt").write_text(common.REPORT, "utf-8")
    extra = []
    if kind != "report":
        common.write_pack(folder / "p", "p", {})
    if kind in ("check", "phrase", "regex", "formula"):
        (folder / "p/rules/m.lua").write_text(rule_text(kind, sent), "utf-8")
    elif kind == "corpus":
        (folder / "p/pack.json").write_text(cases.manifest(**OVERLAID), "utf-8")
        (folder / "p/rules/m.lua").write_text(CORPUS % sent, "utf-8")
        (folder / "before.txt").write_text(common.REPORT.replace("2017", "2016"), "utf-8")
        extra = ["before.txt"]
    elif kind == "data":
        cases.put("data/m.csv", sent)(folder / "p")
        (folder / "p/rules/m.lua").write_text(DATA, "utf-8")
    elif kind in ("roster", "overlay"):
        (folder / "p/pack.json").write_text(cases.manifest(**OVERLAID), "utf-8")
        (folder / "p/rules/m.lua").write_text(CORPUS % "expect.checked()", "utf-8")
        cases.put("data/m.csv", "a,b\n1,2\n")(folder / "p")
        cases.put("o.json" if kind == "overlay" else "o.csv", sent)(folder)
    elif kind in ("file", "table"):
        name = "m.lua" if kind == "file" else "m.csv"
        (folder / "p/rules" / name).write_bytes(sent if isinstance(sent, bytes) else sent.encode())
    elif kind == "pack":
        sent(folder / "p")
    else:
        name, data = sent
        extra = [name]
        if callable(data):
            data(folder / name)
        else:
            (folder / name).write_bytes(data)
    if kind == "formula":
        (folder / "p/forms").mkdir()
        (folder / "p/forms/f.lua").write_text(FORMULA[0], "utf-8")
        (folder / "form.html").write_text(FORM_REPORT, "utf-8")
        extra = ["form.html"]
    return extra


def ended(kind, results, extra):
    """How it ended, in the words of the table, and what was said."""
    broken = [text for text in results.get("broken", []) if text.startswith("p/")]
    if kind == "report":
        for report in results["reports"]:
            if report["path"].startswith(extra[0].replace("\x1b", " ")[:1] ) and report["path"] != "good.txt":
                return report["status"], report.get("problem", "")
        return "skipped", json.dumps(results["skipped"])
    if kind in ("roster", "overlay"):
        return ("told" if broken else "ok"), "; ".join(broken)
    if kind == "pack":
        if not any(pack["name"] == "p" for pack in results["packs"]) or len(results["packs"]) < 2:
            return "refused", "; ".join(broken)
        return ("told" if broken else "ok"), "; ".join(broken)
    paths = extra or ["good.txt"]
    if kind == "corpus":
        paths = ["good.txt"]
    report = next(r for r in results["reports"] if r["path"] == paths[-1])
    ends, text = common.outcome(report, "p/X")
    if ends == "ok" and broken:
        return "pack", "; ".join(broken)
    return ends, text


def unclean(text):
    found = CONTROLS.search(text)
    return f"U+{ord(found.group()):04X}" if found else None


def complaints(run, other, kind, extra, alone_run, allowed):
    told, (expected, base) = "", alone_run
    if run.status == 2 and "usage" in allowed.split("|") and not run.stdout and unclean(run.stderr.decode("utf-8")) is None:
        return [], "usage: " + run.stderr.decode("utf-8").strip()
    if run.status not in (0, 1, 3, 4, 5):
        return [f"exit status {run.status}: {run.stderr[:300]!r}"], told
    problems = []
    results = run.results()
    good = next((r for r in results["reports"] if r["path"] == "good.txt"), None)
    if good is None or common.sentinels(good, "q", kind in OVERLAID_KINDS) != expected[kind in OVERLAID_KINDS]:
        problems.append("pack q gives something else on the good report")
    for name, text in (("JSON", run.stdout), ("text", other.stdout), ("standard error", run.stderr + other.stderr)):
        bad = unclean(text.decode("utf-8", "strict"))
        if bad:
            problems.append(f"{name} has {bad}")
    ends, told = ended(kind, results, extra)
    # In a sanitized build, several times slower, the limit of processor time comes before that of work.
    if SANITIZED and ends == "time" and "cpu" in allowed.split("|"):
        ends = "cpu"
    if ends not in allowed.split("|"):
        problems.append(f"ended as {ends}, required {allowed}: {told[:300]}")
    most = base + RUNS[kind] * RUN_SECONDS if kind in RUNS else SECONDS
    if run.cpu > most * (4 if SANITIZED else 1):
        problems.append(f"took {run.cpu:.1f} s of processor time")
    return problems, f"{ends}: {told[:90]}"


def one(program, kind, sent, allowed, expected):
    folder = common.scratch()
    extra = prepare(folder, kind, sent)
    packs = ["-p", "q"] + (["-p", "p"] if kind != "report" else [])
    packs += ["--agency", "某局"] if kind in OVERLAID_KINDS else []
    if kind == "roster":
        packs += ["--roster", "o.csv"]
    elif kind == "overlay":
        packs += ["--overlay", "o.json"]
    before = sorted(str(path) for path in folder.rglob("*"))
    run = common.Run(program, ["check", *packs, "-j", "1", "-f", "json", "good.txt", *extra], folder)
    other = common.Run(program, ["check", *packs, "-j", "1", "-f", "text", "good.txt", *extra], folder)
    problems, told = complaints(run, other, kind, extra, expected, allowed)
    if sorted(str(path) for path in folder.rglob("*")) != before:
        problems.append("it left files")
    common.remove(folder)
    return problems, told, run.cpu


def alone(program):
    """What pack q gives without company, and how long it took."""
    folder = common.scratch()
    prepare(folder, "report", ("other.txt", b"x"))
    run = common.Run(program, ["check", "-p", "q", "-j", "1", "-f", "json", "good.txt"], folder)
    common.remove(folder)
    given = [common.sentinels(run.results()["reports"][0], "q", bare) for bare in (False, True)]
    assert "q/S1" in given[0] and "q/S2" in given[0], "the rules of pack q do not run"
    return given, run.cpu


def main():
    program = str(pathlib.Path(sys.argv[1]).resolve())
    wanted = sys.argv[2:]
    expected = alone(program)
    failed = passed = 0
    for name, kind, sent, allowed in cases.CASES + more.MORE:
        if wanted and not any(part in name for part in wanted):
            continue
        problems, told, seconds = one(program, kind, sent, allowed, expected)
        print(f"{'FAIL' if problems else 'ok  '} {kind:7} {name}: {seconds:.2f} s, {told}")
        for problem in problems:
            print("     " + problem)
        failed += bool(problems)
        passed += not problems
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
