#!/usr/bin/env python3
"""A clean report, one thing changed at a time: exactly the rules concerned must say so, with the
right figures and line; and the same faults in other layouts must give the same findings.

Usage: mutations.py HECHA SOURCE_DIR [STEP]: only every STEPth case (1 unless given). The clean report is fixtures/clean-vertical-2017.txt; where
../shared is beside the source, each seed is changed too (a figure that breaks one sum). Everything
is written to a folder of its own and checked in one run."""
import functools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

import layouts
import subjects

ROOT = None
ERROR, WARNING, NOTICE = "error", "warning", "notice"


def finding(rule, severity, subject=None, stated=None, relation=None, expected=None, difference=None, at=None):
    return {"rule": rule, "severity": severity, "subject": subject, "stated": stated, "relation": relation,
            "expected": expected, "difference": difference, "at": at or subject}


class Case:
    """A report to be checked: its lines and the findings it must have, all of them."""

    def __init__(self, name, lines, at, wanted, **more):
        self.name, self.lines, self.at, self.wanted = name, lines, at, wanted
        self.not_evaluated = more.get("not_evaluated", set())
        self.suffix = more.get("suffix", ".txt")
        self.end = more.get("end", "\n")
        self.encoding = more.get("encoding", "utf-8")
        self.index = more.get("index")  # label -> row
        self.forms = more.get("forms", 1)
        self.known = more.get("known", {})  # keys of the report

    def data(self):
        return self.end.join(self.lines).encode(self.encoding)


# (name, figures, findings). The clean figures: 412 published (3 of them rules, 3 rules made; site 390,
# wechat 61), 4 hot topics (wechat 4), 3 explanations, 11 received (8+3), 11 done (10+1), 11 answered
# (2+6+1+2; commercial secrets 1), 1 review (upheld), 4 staff (1+3), 2.5 万元, 2 trainings, 46 trained.
def comparisons():
    f = finding
    total, norm = "主动公开政府信息数", "主动公开规范性文件数"
    received, done, answered = "收到申请数", "申请办结数", "申请答复数"
    refused, review, suit = "不同意公开答复数", "行政复议数量", "行政诉讼数量"
    staff = "从事政府信息公开工作人员数"
    press, press_head = "参加或举办新闻发布会总次数", "主要负责同志参加新闻发布会次数"
    talk, talk_head = "政府网站在线访谈次数", "主要负责同志参加政府网站在线访谈次数"
    none = {"网络申请数": "0", "信函申请数": "0", received: "0", done: "0", "按时办结数": "0", "延期办结数": "0",
            answered: "0", "属于已主动公开范围数": "0", "同意公开答复数": "0", refused: "0", "涉及商业秘密": "0",
            "申请信息不存在数": "0"}
    yield "A01 total", {received: "12"}, [f("A01", ERROR, received, "12", "=", "11", "1")]
    yield "A01 part", {"网络申请数": "9"}, [f("A01", ERROR, received, "11", "=", "12", "-1")]
    yield "A02", {"延期办结数": "2"}, [f("A02", ERROR, done, "11", "=", "12", "-1")]
    yield "A02 less", {"按时办结数": "0"}, [f("A02", ERROR, done, "11", "=", "1", "10")]
    yield "A03", {"同意公开答复数": "7"}, [f("A03", ERROR, answered, "11", "=", "12", "-1")]
    yield "A03 none", {"属于已主动公开范围数": "0", "同意公开答复数": "0", "申请信息不存在数": "0"}, [
        f("A03", ERROR, answered, "11", "=", "1", "10")]
    yield "A04 over", {"涉及个人隐私": "1"}, [f("A04", ERROR, refused, "1", "≥", "2", "-1")]
    yield "A04 under", {"涉及商业秘密": "0"}, [f("A04", WARNING, refused, "1", "≤", "0", "1")]
    yield "A05 over", {f"{review}/被依法纠错数": "1"}, [f("A05", ERROR, review, "1", "≥", "2", "-1")]
    yield "A05 under", {"维持具体行政行为数": "0"}, [f("A05", WARNING, review, "1", "≤", "0", "1")]
    yield "A06 over", {f"{suit}/其他情形数": "3"}, [f("A06", ERROR, suit, "0", "≥", "3", "-3")]
    yield "A06 under", {suit: "2"}, [f("A06", WARNING, suit, "2", "≤", "0", "2")]
    yield "A07", {"专职人员数": "2"}, [f("A07", ERROR, staff, "4", "=", "5", "-1")]
    yield "A08", {answered: "12", "同意公开答复数": "7"}, [f("A08", WARNING, done, "11", "=", "12", "-1")]
    yield "A09", {done: "13", "按时办结数": "12", answered: "13", "同意公开答复数": "8"}, [
        f("A09", WARNING, done, "13", "≤", "11", "2")]
    yield "fewer done is right", {done: "10", "按时办结数": "9", answered: "10", "同意公开答复数": "5"}, []
    yield "H01", {norm: "413", "制发规范性文件总数": "500"}, [
        f("H01", ERROR, norm, "413", "≤", "412", "1"), f("H08", ERROR, norm, "413", "≤", "412", "1")]
    yield "H02", {norm: "4"}, [f("H02", WARNING, norm, "4", "≤", "3", "1")]
    yield "made is no part", {"制发规范性文件总数": "500"}, []
    yield "H03", {"政府网站公开政府信息数": "413"}, [f("H03", WARNING, total, "412", "≥", "413", "-1")]
    yield "H04", {"政府网站公开政府信息数": "300"}, [f("H04", ERROR, total, "412", "≤", "361", "51")]
    yield "channels over the total", {"政务微博公开政府信息数": "400"}, []
    yield "channels equal", {"政府网站公开政府信息数": "351"}, []
    for rule, head, whole in (("H05", press_head, press), ("H06", talk_head, talk)):
        yield rule, {head: "1"}, [f(rule, ERROR, head, "1", "≤", "0", "1"), f("H08", ERROR, head, "1", "≤", "0", "1")]
        yield f"{rule} equal", {head: "2", whole: "2"}, []
    yield "H07", {"微博微信回应事件数": "0"}, [
        f("H07", WARNING, None, "0", ">", "0", at=press)]
    yield "H08", {"涉及商业秘密": "2"}, [
        f("A04", ERROR, refused, "1", "≥", "2", "-1"), f("H08", ERROR, "涉及商业秘密", "2", "≤", "1", "1")]
    yield "X01", {total: "0", norm: "0"}, [
        f("X01", WARNING, total, "0", ">", "0"), f("H03", WARNING, total, "0", "≥", "390", "-390")]
    yield "X02", {"举办各类培训班数": "0"}, [f("X02", WARNING, "接受培训人员数", "46", "=", "0", "46")]
    yield "X03", {"接受培训人员数": "0"}, [f("X03", WARNING, "接受培训人员数", "0", ">", "0")]
    yield "X04 office", {"政府信息公开工作专门机构数": "0"}, [f("X04", NOTICE, "政府信息公开工作专门机构数", "0", ">", "0")]
    yield "X04 place", {"设置政府信息公开查阅点数": "0"}, [f("X04", NOTICE, "设置政府信息公开查阅点数", "0", ">", "0")]
    yield "X04 staff", {staff: "0", "专职人员数": "0", "兼职人员数": "0"}, [
        f("X04", NOTICE, staff, "0", ">", "0"), f("X10", NOTICE, staff, "0", ">", "0")]
    yield "X05", {**none, review: "0", "维持具体行政行为数": "0", "依申请公开信息收取的费用": "0.3"}, [
        f("X05", ERROR, "依申请公开信息收取的费用", "0.3", "=", "0", "0.3")]
    yield "X06", none, [f("X06", NOTICE, None, "1", "=", "0", "1", at=review)]
    yield "no application at all", {**none, review: "0", "维持具体行政行为数": "0"}, []
    yield "X07", {"政策解读稿件发布数": "0"}, [f("X07", NOTICE, "政策解读稿件发布数", "0", ">", "0")]
    yield "blank counts as 0", {"专职人员数": "", staff: "3"}, [f("F02", NOTICE, "专职人员数")]
    yield "large figures", {"网络申请数": "12345678901234567890", received: "12345678901234567894"}, [
        f("A01", ERROR, received, "12345678901234567894", "=", "12345678901234567893", "1")]


def figures():
    f = finding
    fee, money = "依申请公开信息收取的费用", "政府信息公开专项经费"
    for blank in ("", "—", "——", "/", "－", "-"):
        yield f"F02 {blank!r}", {"信函申请数": blank, "网络申请数": "11"}, [f("F02", NOTICE, "信函申请数")]
    yield "F03", {"回应解读情况": "0"}, [f("F03", NOTICE, "回应解读情况")]
    yield "F07 negative", {"举报投诉数量": "-1"}, [f("F07", ERROR, "举报投诉数量")]
    yield "F07 word", {"举报投诉数量": "若干"}, [f("F07", ERROR, "举报投诉数量")]
    yield "F07 part", {"举报投诉数量": "1.5"}, [f("F07", ERROR, "举报投诉数量")]
    yield "F07 change", {"举报投诉数量": "减3"}, [f("F07", ERROR, "举报投诉数量")]
    yield "F07 plus", {"举报投诉数量": "+1036"}, [f("F07", ERROR, "举报投诉数量")]
    yield "F07 unit", {money: "0.37万元"}, [f("F07", ERROR, money)]
    yield "F07 yuan", {money: "251000元"}, [f("F07", ERROR, money)]
    yield "F07 row unit", {"举报投诉数量": "3件"}, [f("F07", ERROR, "举报投诉数量")]
    yield "decimals of 万元", {money: "0.37"}, []
    yield "whole with decimals", {"举报投诉数量": "3.00"}, []
    yield "thousands", {"举报投诉数量": "1,234"}, []
    yield "full width", {"举报投诉数量": "１２"}, []
    yield "a fee", {fee: "0.5"}, []


def structures(clean):
    """Cases that change more than a figure: (name, report, findings, not evaluated)."""
    f = finding
    report = clean.copy()
    del report.rows[report.index("传真申请数")]
    yield "F01 row lacks", report, [f("F01", ERROR, "传真申请数", at="head")], {"A01"}
    report = clean.copy()
    a, b = report.index("当面申请数"), report.index("举报投诉数量")
    report.rows.insert(b, report.rows.pop(a))
    yield "F01 out of order", report, [f("F01", ERROR, at="label:当面申请数")], set()
    report = clean.copy()
    report.rows.insert(report.index("网络申请数") + 1, report.row("网络申请数").copy())
    yield "F08 twice", report, [f("F08", ERROR, at="label:网络申请数+1")], set()
    report = clean.copy()
    report.rows.insert(report.index("网络申请数") + 1, layouts.Row("5.其他渠道申请数", "件", "0"))
    yield "a row more", report, [], set()
    report = clean.copy()
    report.row("收到申请数").unit = "条"
    yield "U01", report, [f("U01", WARNING, at="收到申请数")], set()
    report = clean.copy().replace("填报单位：云溪县水务局", "填报单位：")
    yield "F04 blank", report, [f("F04", WARNING, at=report.above.index("填报单位：") + 1)], set()
    report = clean.copy()
    report.above.remove("填报单位：云溪县水务局")
    yield "F04 lacks", report, [f("F04", WARNING, at="head")], set()
    day = clean.above.index("2018年1月18日") + 1
    body = next(i for i, line in enumerate(clean.above) if "统计期限" in line) + 1
    yield "T01", clean.copy().replace("2018年1月18日", "2017年12月30日"), [f("T01", ERROR, at=day)], set()
    yield "T01 last day", clean.copy().replace("2018年1月18日", "2017年12月31日"), [f("T01", NOTICE, at=day)], set()
    yield "T03 from", clean.copy().replace("自2017年1月1日", "自2017年2月1日"), [f("T03", ERROR, at=body)], set()
    yield "T03 to", clean.copy().replace("至2017年12月31日", "至2017年11月30日"), [f("T03", ERROR, at=body)], set()
    yield "T04", clean.copy().replace("2018年1月18日", ""), [f("T04", WARNING, at=None)], set()
    yield "T06", clean.copy().replace("按期限答复", "2017年2月29日前答复"), [
        f("T06", ERROR, at=next(i for i, line in enumerate(clean.above) if "按期限" in line) + 1)], set()
    report = clean.copy()
    report.rows = report.rows[:20]
    lacking = [f("F01", ERROR, row.label, at="head") for row in clean.rows[20:]]
    yield "cut after 20 rows", report, lacking, {
        "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A09", "X02", "X03", "X04", "X05", "X06", "X10"}


def s04(clean):
    report = clean.copy()
    lines = report.above[:next(i for i, line in enumerate(report.above) if "统计表" in line)]
    return Case("S04", lines, None, [finding("S04", WARNING, at=None)], forms=0)


def relabel(change, report):
    """A report with the labels changed, and the rows still found by their old ones."""
    twin = report.copy()
    for row in twin.rows:
        row.printed = change(row.printed)
    return twin


def renumbered(label):
    return layouts.re.sub(r"^(\s*)(\d+)\.", lambda m: f"{m[1]}（{int(m[2]) + 2}）", label)


LABELS = {
    "as printed": lambda label: label,
    "no number": lambda label: layouts.NUMBER.sub("", label),
    "other number": renumbered,
    "no 其中": lambda label: label.replace("其中：", ""),
    "no note": lambda label: layouts.NOTE.sub("", label),
    "ideographic spaces": lambda label: "　　" + "　".join(label),
    "ASCII brackets": lambda label: label.replace("（", "(").replace("）", ")").replace("：", ":"),
    "footnote mark": lambda label: label + "①",
    "footnote": lambda label: label + "（注1）",
    "bookmark": lambda label: label[:3] + "[bookmark: _GoBack]" + label[3:],
    "zero width": lambda label: label[:3] + "\u200b" + label[3:] + "\ufeff",
    "full-width digits": lambda label: label.translate(str.maketrans("0123456789", "０１２３４５６７８９")),
}

VALUES = {
    "full-width": lambda value: value.translate(str.maketrans("0123456789.", "０１２３４５６７８９．")),
    "spaces around": lambda value: f" 　{value} ",
    "decimals": lambda value: value if "." in value or not value else value + ".0",
}

LAYOUTS = {
    "tab": layouts.tab, "vertical": layouts.vertical, "bare": layouts.bare, "dense": layouts.dense,
    "markdown": layouts.markdown, "boxed": layouts.boxed, "spaces": layouts.spaces,
    "wide spaces": layouts.wide_spaces, "headless": layouts.headless, "serial": layouts.serial,
    "remark": layouts.remark, "remark with text": functools.partial(layouts.remark, text="无"),
    "pages": layouts.pages, "pages without form feed": functools.partial(layouts.pages, form_feed=False),
    "pages without head": functools.partial(layouts.pages, head=False),
    "pages 第n页": functools.partial(layouts.pages, number="第{}页 共4页"),
    "pages without number": functools.partial(layouts.pages, number="", form_feed=False, head=False),
    "tab stripped": layouts.stripped, "vertical stripped": functools.partial(layouts.stripped, layout=layouts.vertical),
    "pages stripped": functools.partial(layouts.stripped, layout=layouts.pages),
    "one space": functools.partial(layouts.tab, join=" ".join), "unit last": layouts.unit_last,
    "no unit column": layouts.no_units, "two years": layouts.two_years, "halves": layouts.halves,
    "labels in two columns": layouts.levels, "broken labels": layouts.broken,
    "markdown stripped": functools.partial(layouts.stripped, layout=layouts.markdown),
}

# What may follow a table and change nothing.
AFTER = {
    "signatures": ["单位负责人：张三 审核人：李四 填报人：王五", "联系电话：0000000", "填报日期：2018年1月18日"],
    "signatures in columns": ["单位负责人：张三\t审核人：李四\t填报人：王五"],
    "note": ["注：本表含下属单位。"],
    "chart": ["", "系列 1\t", "当面申请数\t信函申请数\t网络申请数\t传真申请数\t138\t95\t11\t0\t"],
}

FAULTS = {"网络申请数": "9", "政务微博公开政府信息数": "", "回应解读情况": "0", "主要负责同志参加新闻发布会次数": "1"}
FAULTY = [finding("A01", ERROR, "收到申请数", "11", "=", "12", "-1"), finding("F02", NOTICE, "政务微博公开政府信息数"),
          finding("F03", NOTICE, "回应解读情况"),
          finding("H05", ERROR, "主要负责同志参加新闻发布会次数", "1", "≤", "0", "1"),
          finding("H08", ERROR, "主要负责同志参加新闻发布会次数", "1", "≤", "0", "1")]


def make(name, report, layout, wanted, shape=None, **more):
    """A case in a layout; `shape` changes labels or figures without meaning."""
    lines, at = layout(shape(report) if shape else report)
    return Case(name, lines, at, wanted, index=report.index, **more)


def value_shape(change, report):
    twin = report.copy()
    for row in twin.rows:
        if row.value[:1].isdigit():
            row.value = change(row.value)
    return twin


def layout_cases(clean):
    faulty = clean.copy().set(FAULTS)
    for name, layout in LAYOUTS.items():
        for label, change in LABELS.items():
            for report, wanted in ((clean, []), (faulty, FAULTY)):
                yield make(f"{name}, {label}", report, layout, wanted, functools.partial(relabel, change))
        for value, change in VALUES.items():
            yield make(f"{name}, figures {value}", faulty, layout, FAULTY, functools.partial(value_shape, change))
        for after, lines in AFTER.items():
            report = faulty.copy()
            report.below = lines
            yield make(f"{name}, then {after}", report, layout, FAULTY)
    for encoding, end in (("utf-8-sig", "\r\n"), ("gb18030", "\n"), ("gbk", "\r\n"), ("utf-16", "\n"), ("utf-8", "\r")):
        yield make(f"{encoding} {end!r}", faulty, layouts.tab, FAULTY, encoding=encoding, end=end)
    yield make("html", faulty, layouts.html, FAULTY, suffix=".html")


def two_tables(clean):
    """本级 and 汇总 in one report, a fault in the second."""
    for name in ("tab", "vertical", "bare", "dense", "markdown", "boxed", "spaces", "headless"):
        second = clean.copy().set({"网络申请数": "9"})
        second.above = ["", "政府信息公开情况统计表（汇总）", "（2017年度）", "填报单位：云溪县水务局"]
        first, _ = LAYOUTS[name](clean)
        lines, at = LAYOUTS[name](second)
        yield Case(f"two tables, {name}", first + lines, [len(first) + line for line in at],
                   [finding("A01", ERROR, "收到申请数", "11", "=", "12", "-1")], index=second.index, forms=2)
    second = clean.copy().set({"网络申请数": "9"})
    both = clean.copy()
    both.rows += [layouts.Row("填报单位：云溪县水务局", "", "")] + second.rows
    for name in ("tab", "vertical"):
        lines, at = LAYOUTS[name](both)
        yield Case(f"two forms in one table, {name}", lines, at[len(clean.rows) + 1:],
                   [finding("A01", ERROR, "收到申请数", "11", "=", "12", "-1")], index=second.index, forms=2)


def cases(clean):
    for name, figures_, wanted in [*comparisons(), *figures()]:
        for layout in ("tab", "vertical"):
            yield make(f"{name}, {layout}", clean.copy().set(figures_), LAYOUTS[layout], wanted)
    for name, report, wanted, lacking in structures(clean):
        for layout in ("tab", "vertical"):
            yield make(f"{name}, {layout}", report, LAYOUTS[layout], wanted, not_evaluated=lacking)
    for name, report, known, rules in subjects.texts(clean):
        wanted = [finding(rule, ERROR, at=None) for rule in rules]
        yield make(name, report, layouts.tab, wanted, known=known)
    yield s04(clean)
    yield from layout_cases(clean)
    yield from two_tables(clean)


def line_of(case, at):
    """The line a finding must stand on; None: not claimed."""
    if at is None or case.at is None or at == "head":
        return None
    if isinstance(at, int):
        return at
    label, plus, further = at.removeprefix("label:").partition("+")
    line = case.at[case.index(label) + (int(further) if plus else 0)] + 1
    if at.startswith("label:") and label not in case.lines[line - 1]:
        line -= 2  # one cell a line: a row that is not a row of the form stands where its label is
    return line


def matches(case, want, have):
    evidence = have.get("evidence", {})
    if have["rule"] != f"gov-disclosure/{want['rule']}" or have["severity"] != want["severity"]:
        return False
    if want["relation"]:
        keys = ["stated", "relation", "expected"] + ["difference"] * (want["difference"] is not None)
        if any(evidence.get(key) != want[key] for key in keys):
            return False
    if want["subject"] and evidence.get("subject") != want["subject"]:
        return False
    line = line_of(case, want["at"])
    return line is None or have["location"].get("line") == line


# What stands around the table, and what the prose leaves out of it (P14), varies here on purpose; the
# examples of these rules check them.
AROUND = {"F05", "P14", "S08", "T07"}


def compare(case, report):
    """Lines that say what differs from what was wanted."""
    left = [one for one in report["findings"] if one["rule"].split("/")[-1] not in AROUND]
    for want in case.wanted:
        hit = next((have for have in left if matches(case, want, have)), None)
        if hit is None:
            yield f"not reported: {want}, line {line_of(case, want['at'])}"
        else:
            left.remove(hit)
            yield from compare_terms(case, hit)
    for have in left:
        yield f"too many: {have['rule']} line {have['location'].get('line')} {have['message']}"
    lacking = {entry["rule"].split("/")[-1] for entry in report["not_evaluated"]}
    if lacking != case.not_evaluated:
        yield f"not evaluated: {sorted(lacking)}"
    for key, value in case.known.items():
        have = report.get(key)
        if key == "period":
            have = tuple((have or {}).get(end) for end in ("from", "to"))
        if have != value:
            yield f"{key}: {have}"
    if len(report["forms"]) != case.forms:
        yield f"forms: {report['forms']}"


def compare_terms(case, have):
    """Every term of the arithmetic stands where it is said to stand."""
    for term in have.get("evidence", {}).get("terms", []):
        place = term.get("location", {})
        if not place.get("line") or case.suffix != ".txt" or case.encoding != "utf-8" or case.end != "\n":
            continue
        line = case.lines[place["line"] - 1].lstrip("\f")
        text = place.get("text", "")
        start = place.get("column", 1) - 1
        if line[start:start + len(text)] != text:
            yield f"{term['label']} is not at {place}"


def run(hecha, *arguments):
    done = subprocess.run([hecha, "check", "-f", "json", "--fail-on", "never", *arguments],
                          capture_output=True, timeout=600, check=False)
    try:
        return json.loads(done.stdout)
    except ValueError:
        sys.exit(f"no JSON: {done.stderr.decode()[:300]}")


def fingerprints(reports):
    """Over all cases: the same finding has one fingerprint in every layout, another figure another."""
    by_finding, by_print = {}, {}
    for report in reports:
        for have in report["findings"]:
            evidence = have.get("evidence", {})
            if not evidence.get("relation"):
                continue
            key = (have["rule"], report.get("agency"), report.get("year"), evidence["subject"], evidence["stated"],
                   evidence["expected"])
            by_finding.setdefault(key, set()).add(have["fingerprint"])
            by_print.setdefault(have["fingerprint"], set()).add(key)
    yield from (f"fingerprints of {key}: {prints}" for key, prints in by_finding.items() if len(prints) > 1)
    yield from (f"fingerprint of {keys}" for keys in by_print.values() if len(keys) > 1)


def write_docx(clean, folder, changes):
    """The same figures as a Word file, by the means of tests/tools."""
    sys.path.insert(0, str(ROOT / "tests/tools"))
    import make_fixtures  # pylint: disable=import-outside-toplevel,import-error
    for number, (_, figures_, _) in enumerate(changes):
        report = make_fixtures.Report(ROOT, 2017, {})
        for row, source in zip(report.rows, clean.copy().set(figures_).rows):
            row.value = source.value
        report.title, report.body, report.caption = clean.above[:2], clean.above[3:-3], clean.above[-3:]
        make_fixtures.write_docx(folder / f"{number:04}.docx", report, merged=number % 2 == 1)


def check_docx(hecha, clean, folder, step):
    changes = [*comparisons(), *figures()][::step]
    write_docx(clean, folder, changes)
    reports = run(hecha, str(folder))["reports"]
    for report, (name, figures_, wanted) in zip(reports, changes):
        case = make(f"{name}, docx", clean.copy().set(figures_), layouts.tab, wanted)
        case.at = None
        yield case, report


def seeds(folder):
    """Each seed whose table has tab-separated rows or one cell a line: a figure more breaks one sum."""
    for path in sorted(folder.glob("*.txt")):
        lines = path.read_text(encoding="utf-8").split("\n")
        for label, rule in (("传真申请数", "A01"), ("兼职人员数", "A07"), ("延期办结数", "A02")):
            at = next((i for i, line in enumerate(lines) if line.strip().split("\t")[0].endswith(label)), None)
            if at is None:
                continue
            changed = list(lines)
            where = at if len(lines[at].strip().split("\t")) == 3 else at + 2
            head, tab, value = changed[where].rpartition("\t")
            changed[where] = f"{head}{tab}{int(value or 0) + 70000}"
            yield path, rule, changed


def check_seeds(hecha, source, folder, step):
    """Only the rule concerned (and what must follow) is added to what the seed has already: the prose
    that tells the figure then contradicts it (P)."""
    made = []
    for number, (path, rule, lines) in enumerate([*seeds(source)][::step]):
        target = folder / f"{number:04}.txt"
        target.write_text("\n".join(lines), encoding="utf-8")
        made.append((path, rule, target))
    before = {report["path"]: report for report in run(hecha, *[str(path) for path, _, _ in made])["reports"]}
    after = run(hecha, *[str(target) for _, _, target in made])["reports"]
    for (path, rule, _), report in zip(made, after):
        old = {have["fingerprint"] for have in before[str(path)]["findings"]}
        new = [have for have in report["findings"] if have["fingerprint"] not in old]
        hits = [have for have in new if have["rule"].endswith(f"/{rule}")]
        others = [have["rule"] for have in new if have["severity"] == ERROR and have not in hits
                  and not have["rule"].split("/")[-1].startswith("P")]
        lost = old - {have["fingerprint"] for have in report["findings"]} - {
            have["fingerprint"] for have in before[str(path)]["findings"] if have["rule"].endswith(f"/{rule}")
            or have["rule"].endswith("/F02")}
        yield f"{path.name} {rule}", [] if len(hits) == 1 and not others and not lost else [
            f"{rule} reported {len(hits)} times, also {others}, lost {lost}"]


def main():
    global ROOT
    hecha, ROOT = sys.argv[1], pathlib.Path(sys.argv[2]).resolve()
    step = int(sys.argv[3]) if len(sys.argv) > 3 else 1
    os.environ["HECHA_PACKS"] = str(ROOT / "rules")
    clean = layouts.read_vertical(ROOT / "fixtures/clean-vertical-2017.txt")
    passed = failed = 0
    with tempfile.TemporaryDirectory() as name:
        folder, word, seed = (pathlib.Path(name) / part for part in ("text", "word", "seeds"))
        for part in (folder, word, seed):
            part.mkdir()
        every = list(cases(clean))[::step]
        for number, case in enumerate(every):
            (folder / f"{number:05}{case.suffix}").write_bytes(case.data())
        reports = run(hecha, str(folder))["reports"]
        pairs = list(zip(every, reports)) + list(check_docx(hecha, clean, word, step))
        results = [(case.name, list(compare(case, report))) for case, report in pairs]
        results.append(("fingerprints", list(fingerprints([report for _, report in pairs]))))
        source = ROOT.parent / "shared" / "seeds"
        if source.is_dir():
            results += check_seeds(hecha, source, seed, step)
    for name, differs in results:
        passed += not differs
        failed += bool(differs)
        for line in [f"differs {name}"] * bool(differs) + [f"    {line}" for line in differs[:4]]:
            print(line)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
