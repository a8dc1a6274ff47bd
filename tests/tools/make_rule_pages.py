#!/usr/bin/env python3
"""The pages of a pack's rules: what each checks, why, its basis, an example that passes and one that
does not, as the rules themselves say.

Usage: make_rule_pages.py HECHA PACK FOLDER [--check]. HECHA_PACKS must name the folder of PACK. With
--check nothing is written: exit 1 tells which pages differ from what would be written."""
import json
import pathlib
import subprocess
import sys

SEVERITY = {"error": "错误（强制性，必须改正）", "warning": "警告（核实性，附说明可放行）", "notice": "提示"}
PRECISION = {"exact": "准确：报出的都是错", "may_overreport": "可能多报：报出的应当核实",
             "may_underreport": "可能少报：没有报出的不一定没有问题"}
FAMILIES = {"A": "表内合计", "H": "部分与全部", "X": "表内逻辑", "B": "新表勾稽", "C": "2019 年格式", "F": "表式与填写",
            "U": "单位", "P": "正文与表", "R": "占比与倍数", "E": "列举", "T": "日期", "S": "结构", "N": "编号",
            "W": "文字", "Y": "上下年", "Z": "汇总与名单"}
LEVEL = {"error": "错误", "warning": "警告", "notice": "提示"}


def ask(hecha, *arguments):
    """What a command answers as JSON."""
    return json.loads(subprocess.run([hecha, *arguments, "-f", "json"], capture_output=True, check=True).stdout)


def filled(example):
    """A filled form in words."""
    lines = [f"- {item['label']}：{item['value'] or '（空白）'}" for item in example.get("items", [])]
    lines += [f"- {item['label']}的单位印作：{item['value']}" for item in example.get("units", [])]
    lines += [f"- 缺少“{label}”一行" for label in example.get("without", [])]
    lines += [f"- “{label}”一行出现两次" for label in example.get("repeated", [])]
    names = {"form": "统计表", "year": "年度", "title": "标题", "agency": "填报单位", "date": "落款日期"}
    lines += [f"- {name}：{'没有' if example[key] == '-' else example[key]}" for key, name in names.items() if key in example]
    if example.get("absent"):
        lines.append("- 没有报告")
    return lines or ["- 各项都填 0"]


def quoted(text):
    """A text as a block that keeps its lines."""
    return ["```text", *text.strip("\n").split("\n"), "```"]


def sample(example):
    """An example in Markdown."""
    lines = []
    if "text" in example:
        lines += quoted(example["text"])
    elif "body" in example:
        lines += ["正文：", "", *quoted(example["body"])]
    if "text" not in example and (set(example) - {"body", "line", "previous", "children"} or "body" not in example):
        lines += ["", "表中（其余各项填 0）：", "", *filled(example)]
    if "previous" in example:
        lines += ["", "上年报告：", "", *sample(example["previous"])]
    for number, child in enumerate(example.get("children", []), 1):
        lines += ["", f"下级报告之{number}：", "", *sample(child)]
    return [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]


def checks(rule):
    """What is compared."""
    lines = []
    for check in rule["checks"]:
        level = f"（{LEVEL[check['severity']]}）" if len(rule["checks"]) > 1 else ""
        if check["kind"] == "formula":
            lines.append(f"- `{check['formula']}`{level}")
    return lines


def page(rule):
    """A rule's page."""
    rows = [("级别", SEVERITY[rule["severity"]])]
    rows += [("适用", "、".join(name.split("/")[-1] for name in rule["forms"]) or "整份报告")]
    if rule.get("precision"):
        rows.append(("准确性", PRECISION[rule["precision"]]))
    if rule.get("needs"):
        rows.append(("需要", "、".join(rule["needs"]) if isinstance(rule["needs"], list) else rule["needs"]))
    rows += [("依据", rule["basis"]), ("标签", "、".join(rule.get("tags", [])))]
    lines = [f"# {rule['id']} {rule['title']}", "", "| | |", "|---|---|", *(f"| {key} | {value} |" for key, value in rows if value)]
    lines += ["", "## 查什么", "", f"{rule['title']}。"]
    formulas = checks(rule)
    lines += ["", *formulas] if formulas else []
    if rule.get("rationale"):
        lines += ["", "## 为什么", "", rule["rationale"].rstrip("。") + "。"]
    for key, heading in (("good", "## 相符的例子"), ("bad", "## 不符的例子")):
        examples = rule["examples"][key]
        if examples:
            lines += ["", heading, "", *sample(examples[0])]
    lines += ["", f"规则写在 [{rule['file']}](../../rules/{rule['pack']}/{rule['file']})。"]
    return "\n".join(lines) + "\n"


def index(rules, pack):
    """The list of all pages."""
    lines = [f"# 规则说明：{pack}", "", "由规则文件生成；一条规则一页。", ""]
    family = None
    for rule in rules:
        if rule["id"][0] != family:
            family = rule["id"][0]
            lines += ["", f"## {family} {FAMILIES.get(family, '')}", "", "| 规则 | 名称 | 级别 |", "|---|---|---|"]
        lines.append(f"| [{rule['id']}]({rule['id']}.md) | {rule['title']} | {LEVEL[rule['severity']]} |")
    return "\n".join(lines).replace("\n\n\n", "\n\n") + "\n"


def main():
    """The command."""
    hecha, pack, folder = sys.argv[1:4]
    folder = pathlib.Path(folder)
    rules = [rule for rule in ask(hecha, "rules")["rules"] if rule["pack"] == pack]
    rules.sort(key=lambda rule: rule["id"])
    pages = {f"{rule['id']}.md": page(ask(hecha, "explain", rule["rule"])) for rule in rules}
    pages["README.md"] = index(rules, pack)
    if "--check" in sys.argv:
        here = {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
        differ = sorted(name for name in {*here, *pages} if here.get(name) != pages.get(name))
        if differ:
            sys.exit(f"not as the rules say: {' '.join(differ)}; run tests/tools/make_rule_pages.py")
        return
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob("*.md"):
        if path.name not in pages:
            path.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
