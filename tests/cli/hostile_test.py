#!/usr/bin/env python3
"""Text of reports and rules is data in every format.

Usage: hostile_test.py HECHA. A report and a pack whose texts hold what steers terminals, reorders
lines, and is HTML, a formula or Markdown; every format is parsed back by an independent parser."""
import csv
import html.parser
import io
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile
import unicodedata
import xml.etree.ElementTree as ElementTree

EVIL = "<script>alert(1)</script>&amp;\"'\x1b[2J\x07\u202eabc\u2066\u200b|*_`[x](http://evil)\\ =1+1 \ufffe"
CELL = "=HYPERLINK(\"http://evil\",\"12\")"
UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ufffe\uffff]")
failures = []


def check(what, truth):
    if not truth:
        failures.append(what)


def lua(text):
    return '"' + "".join(f"\\u{{{ord(c):x}}}" if ord(c) > 126 or c in '"\\' or ord(c) < 32 else c for c in text) + '"'


def make(folder):
    pack = folder / "packs/evil"
    (pack / "forms").mkdir(parents=True)
    (pack / "rules").mkdir()
    (pack / "pack.json").write_text(json.dumps({
        "name": "evil", "version": "1.0.0", "api": 1, "title": "规则",
        "subject": {"title": ["年度报告"], "agency": [{"in": "title", "pattern": "^{agency}年度报告"}]}}), encoding="utf-8")
    (pack / "forms/f.lua").write_text(
        'form "f" { title = "申请统计表", blank_is_zero = true, rows = [[\n一、收到申请数 | 件 | 子项\n  1.当面申请数 | 件\n  2.网络申请数 | 件\n]] }\n',
        encoding="utf-8")
    rules = f"""
rule "E1" {{ title = {lua(EVIL)}, severity = "error", basis = {lua(EVIL)}, rationale = {lua(EVIL)},
  check = function(report, expect) expect.fail({lua(EVIL)}) end }}
rule "E2" {{ title = {lua(CELL)}, severity = "warning", basis = "表",
  check = function(report, expect) for _, b in ipairs(report.blocks) do if b.text then expect.fail({lua(CELL)}, b) end end end }}
rule "E3" {{ title = "数", severity = "error", basis = "表", form = "f", formula = "收到申请数 = 合计(子项)" }}
rule "E4" {{ title = "坏", severity = "notice", basis = "表", check = function(report, expect) error({lua(EVIL)}) end }}
rule "E5" {{ title = "多", severity = "notice", basis = "表",
  check = function(report, expect) for i = 1, 1500 do expect.fail("第" .. i .. "处") end end }}
"""
    (pack / "rules/r.lua").write_text(rules, encoding="utf-8")
    printed = "".join(c for c in EVIL if c >= " " and c != "\ufffe")  # a text file with others is no text
    text = f"{printed}局年度报告\n\n{printed}正文。\n\n{CELL}\n\n申请统计表\n\n指标\t单位\t数\n一、收到申请数\t件\t5\n1.当面申请数\t件\t1\n2.网络申请数\t件\t2\n"
    report = folder / "a<b>&'; \u202ex.txt"
    report.write_text(text, encoding="utf-8")
    return report


def run(hecha, folder, report, form):
    done = subprocess.run([hecha, "check", "-p", str(folder / "packs/evil"), "-f", form, "--lang", "zh", "--color", "never",
                           str(report)], capture_output=True, timeout=60, check=False)
    check(f"{form}: exit {done.returncode}: {done.stderr[:300]!r}", done.returncode == 4)
    check(f"{form}: the same again", done.stdout == subprocess.run(
        [hecha, "check", "-p", str(folder / "packs/evil"), "-f", form, "--lang", "zh", "--color", "never", "-j", "3", str(report)],
        capture_output=True, timeout=60, check=False).stdout)
    text = done.stdout.decode("utf-8")  # raises if it is no UTF-8
    body = text[1:] if form == "csv" else text
    if form == "csv":
        check("csv: a BOM", text.startswith("\ufeff"))
        body = body.replace("\r\n", "\n")
    found = UNSAFE.search(body)
    check(f"{form}: {found and hex(ord(found.group()))} stands in the output", found is None)
    return text


class Page(html.parser.HTMLParser):
    """Collects elements, attributes and text, and checks that elements nest."""
    VOID = {"meta", "input", "br", "link", "img"}

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.open, self.elements, self.attributes, self.text, self.heads = [], set(), [], "", []

    def handle_starttag(self, tag, attrs):
        self.elements.add(tag)
        self.attributes += [name for name, _ in attrs]
        if tag not in self.VOID:
            self.open.append(tag)
        if re.fullmatch("h[1-6]", tag):
            self.heads.append(int(tag[1]))

    def handle_endtag(self, tag):
        check(f"html: </{tag}> ends {self.open[-1:]}", self.open and self.open[-1] == tag)
        if self.open:
            self.open.pop()

    def handle_data(self, data):
        self.text += data if self.open[-1:] != ["style"] else ""


def check_html(text):
    page = Page()
    page.feed(text)
    page.close()
    check(f"html: open at the end: {page.open}", not page.open)
    check(f"html: elements {page.elements}", not page.elements & {"script", "img", "link", "iframe", "object", "base", "form"})
    check("html: handlers", not [name for name in page.attributes if name.startswith("on") or name in ("style", "src")])
    check("html: a policy", "default-src 'none'; style-src 'sha256-" in text and "unsafe" not in text)
    check("html: the text is there", "<script>alert(1)</script>&amp;\"'<U+001B>[2J<U+0007><U+202E>abc" in page.text)
    check("html: no heading is skipped", page.heads[0] == 1 and all(b - a <= 1 for a, b in zip(page.heads, page.heads[1:])))
    check("html: not evaluated stands before the findings", 0 < page.text.find("未能判定", page.text.find("evil/E4") - 40) < page.text.find("evil/E1"))
    check("html: totals", "另有 500 处" in page.text and "提示 1500" in page.text)
    import base64, hashlib
    style = re.search(r"<style>(.*?)</style>", text, re.S).group(1)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    check("html: the style's hash", f"'sha256-{digest}'" in text)


def check_csv(text):
    rows = list(csv.reader(io.StringIO(text[1:], newline=""), strict=True))
    check("csv: head", rows[0] == "单位 年度 文件 规则 级别 问题 指标 填报数 应为 差额 位置 原文 核实说明 指纹".split())
    check("csv: columns", {len(row) for row in rows} == {14})
    for row in rows:
        for cell in row:
            plain = re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", cell)
            check(f"csv: {cell[:40]!r} is a formula", plain or not cell or unicodedata.normalize("NFKC", cell[0]) not in "=+-@\t\r")
    sums = [row for row in rows if row[3] == "evil/E3"]
    check(f"csv: figures {sums}", [row[6:10] for row in sums] == [["收到申请数", "5", "3", "2"]])
    check("csv: the message", any(row[5] == "'" + CELL for row in rows))
    check("csv: remarks are empty", all(row[12] == "" for row in rows[1:]))
    check("csv: not evaluated", any(row[3] == "evil/E4" and row[4] == "未能判定" for row in rows))


def check_json(text, form):
    data = json.loads(text) if form == "json" else [json.loads(line) for line in text.splitlines()]
    if form == "ndjson":
        check("ndjson: lines", [line["type"] for line in data] == ["run", "report", "summary"])
        data = {**data[0], "reports": [data[1]], **data[2]}
    report = data["reports"][0]
    by_rule = {}
    for finding in report["findings"]:
        by_rule.setdefault(finding["rule"], []).append(finding)
    check(f"{form}: the title is as it was", by_rule["evil/E1"][0]["title"] == EVIL)
    check(f"{form}: 1000 are written", len(by_rule["evil/E5"]) == 1000)
    check(f"{form}: truncated", report["truncated"] == [{"rule": "evil/E5", "written": 1000, "total": 1500}])
    check(f"{form}: notices {data['summary']}", data["summary"]["notices"] == 1500)


def check_sarif(text):
    data = json.loads(text)
    check("sarif: version", data["version"] == "2.1.0" and len(data["runs"]) == 1)
    run_ = data["runs"][0]
    rules = run_["tool"]["driver"]["rules"]
    check("sarif: names", run_["tool"]["driver"]["name"] == "hecha" and len({rule["id"] for rule in rules}) == len(rules))
    for rule in rules:
        check("sarif: rule", rule["shortDescription"]["text"] and rule["help"]["text"])
    for result in run_["results"]:
        check("sarif: rule index", rules[result["ruleIndex"]]["id"] == result["ruleId"])
        check("sarif: kind", (result["kind"], result["level"]) in {("fail", "error"), ("fail", "warning"), ("fail", "note"), ("open", "none")})
        check("sarif: message", result["message"]["text"])
        uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        check(f"sarif: uri {uri}", re.fullmatch(r"(file://)?/?([A-Za-z0-9._~!/-]|%[0-9A-F]{2})+", uri))
        region = result["locations"][0]["physicalLocation"].get("region", {"startLine": 1})
        check("sarif: region", region["startLine"] >= 1)
        if result["kind"] == "fail":
            check("sarif: fingerprint", re.fullmatch("[0-9a-f]{32}", result["partialFingerprints"]["hecha/v1"]))
    notes = run_["invocations"][0]["toolExecutionNotifications"]
    check("sarif: truncated", any(note["descriptor"]["id"] == "truncated" for note in notes))
    check("sarif: open", [r["ruleId"] for r in run_["results"] if r["kind"] == "open"] == ["evil/E4"])


def check_junit(text):
    root = ElementTree.fromstring(text)
    suites = root.findall("testsuite")
    check("junit: suites", root.tag == "testsuites" and len(suites) == 1)
    for suite in suites:
        for kind, tag in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
            check(f"junit: {kind}", int(suite.get(kind)) == len(suite.findall(f"testcase/{tag}")))
        check("junit: tests", int(suite.get("tests")) == len(suite.findall("testcase")))
    failure = suites[0].find("testcase/failure")
    check("junit: message", failure.get("message").startswith("<script>alert(1)</script>&amp;\"'"))
    check("junit: title", "<U+001B>[2J<U+0007><U+202E>abc" in text.replace("&lt;", "<").replace("&gt;", ">"))
    check("junit: E2 is below --fail-on", not [c for c in suites[0].findall("testcase") if c.get("name").startswith("E2") and c.find("failure") is not None])


def check_md(text):
    bare = re.sub(r"\\.", "", text)
    check("md: html", "<script" not in bare)
    check("md: links", "](" not in bare and "http://" not in bare)
    for line in bare.splitlines():
        if line.startswith("|") and "evil/" in line:
            check(f"md: {line[:80]}", line.count("|") == 5)
    check("md: code", "`" not in bare)


def main():
    hecha = str(pathlib.Path(sys.argv[1]).resolve())
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        os.environ["HECHA_PACKS"] = str(folder / "none")
        report = make(folder)
        outputs = {form: run(hecha, folder, report, form)
                   for form in ("text", "json", "ndjson", "sarif", "junit", "html", "csv", "md")}
    if len(sys.argv) > 2:
        for form, text in outputs.items():
            pathlib.Path(sys.argv[2], f"hostile.{form}").write_text(text, encoding="utf-8", newline="")
    check("text: shown", "<U+202E>" in outputs["text"] and "另有 500 处" in outputs["text"])
    check_json(outputs["json"], "json")
    check_json(outputs["ndjson"], "ndjson")
    check_sarif(outputs["sarif"])
    check_junit(outputs["junit"])
    check_html(outputs["html"])
    check_csv(outputs["csv"])
    check_md(outputs["md"])
    for failure in dict.fromkeys(failures):
        print("FAILED:", failure)
    print(f"{len(set(failures))} failed")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
