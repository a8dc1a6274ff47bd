#!/usr/bin/env python3
"""The reference of the rule API, docs/guide/reference.md, from the stubs for editors, lua/meta/hecha.lua.

Usage: make_reference.py SOURCE_DIR [--check]. With --check nothing is written: exit 1 tells that the page
is not as the stubs say. Every class, field, function and alias of the stubs is on the page; a line of the
stubs that is not understood is an error."""
import pathlib
import re
import sys

HEAD = """# Reference of the rule API

Made from `lua/meta/hecha.lua`, the stubs for editors, by `tests/tools/make_reference.py`; do not edit. How to use it:
[ten minutes to a first rule](first-rule.md), [recipes](cookbook.md), [docs/rule-api.md](../rule-api.md).
中文的说明见 [docs/rule-api.zh-CN.md](../rule-api.zh-CN.md)。

`T?` may be nil; `T[]` is a list of T; `T|U` is one of them.
"""
SKIPPED = ("---@meta", "-- ", "local ", "---@overload")
# What stubs call the objects whose methods they declare.
OWNERS = {"report": "hecha.report", "section": "hecha.section", "block": "hecha.block", "value": "hecha.value",
          "expectation": "hecha.expectation", "expect": "hecha.expect", "other": "hecha.other",
          "expression": "hecha.regex", "words": "hecha.wordlist"}


class Class:
    """A class of the stubs, perhaps declared in several places."""

    def __init__(self, name):
        self.name, self.parent, self.text, self.fields, self.methods = name, "", [], [], []


def split_type(text):
    """A type and the description behind it; types may hold spaces within brackets and behind commas."""
    depth, at = 0, 0
    while at < len(text):
        character = text[at]
        depth += character in "({<["
        depth -= character in ")}>]"
        if character == " " and depth == 0 and text[at - 1] not in ":,":
            break
        at += 1
    return text[:at], text[at:].strip()


def cell(text):
    """Text for a table of Markdown."""
    return text.replace("|", "\\|")


class Stubs:
    """What the stubs declare."""

    def __init__(self, path):
        self.classes, self.functions, self.aliases, self.globals = {}, [], [], []
        self.path, self.comment, self.tags, self.current = path, [], [], None
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
            if not self.line(line):
                sys.exit(f"{path}:{number}: not understood: {line}")

    def forget(self):
        """Ends a declaration."""
        self.comment, self.tags = [], []

    def declare(self, line):
        """---@class and ---@alias."""
        kind, rest = line[4:].split(" ", 1)
        if kind == "alias":
            name, meaning = rest.split(" ", 1)
            self.aliases.append((name, meaning, self.comment))
        else:
            name, _, parent = rest.partition(": ")
            self.current = self.classes.setdefault(name, Class(name))
            self.current.parent = self.current.parent or parent
            self.current.text = self.current.text or self.comment
        self.forget()

    def field(self, line):
        """---@field and ---@operator of the current class."""
        if line.startswith("---@operator "):
            self.current.fields.append(("operator " + line[13:], "", ""))
            return
        rest = line[len("---@field "):]
        name, rest = re.match(r"(\[[^\]]*\]|\S+) (.*)", rest).groups()
        self.current.fields.append((name, *split_type(rest)))

    def function(self, line):
        """A function, with the comment and tags before it."""
        signature = line[len("function "):-len(" end")]
        entry = (signature, self.comment, self.tags)
        owner = re.match(r"(\w+)[:.]", signature)
        if owner:
            self.classes[OWNERS[owner.group(1)]].methods.append(entry)
        else:
            self.functions.append(entry)
        self.forget()

    def line(self, line):
        """Takes in one line; false if it is not understood."""
        if line.startswith(("---@class ", "---@alias ")):
            self.declare(line)
        elif line.startswith(("---@field ", "---@operator ")):
            self.field(line)
        elif line.startswith(("---@param ", "---@return ", "---@type ")):
            self.tags.append(line[4:])
        elif line.startswith("---") and not line.startswith("---@"):
            self.comment.append(line[3:].strip())
        elif line.startswith("function "):
            self.function(line)
        elif re.fullmatch(r"\w+ = \{\}", line):
            self.globals.append((line.split(" ")[0], self.comment, self.tags))
            self.forget()
        elif line.startswith("local "):
            self.forget()
        elif line and not line.startswith(SKIPPED):
            return False
        return True


def function_lines(signature, comment, tags, level):
    """A function's part of the page."""
    name, _, arguments = signature.partition("(")
    lines = [f"{level} {name}", "", f"`{name}({arguments}`", ""]
    lines += [" ".join(comment), ""] if comment else []
    return lines + tag_lines(tags)


def tag_lines(tags):
    """What goes in and out, as a list."""
    lines = []
    for tag in tags:
        kind, rest = tag.split(" ", 1)
        if kind == "param":
            argument, rest = rest.split(" ", 1)
            meaning, text = split_type(rest)
            lines.append(f"- `{argument}`: `{meaning}`" + (f", {text}" if text else ""))
        else:
            meaning, text = split_type(rest)
            text = text.removeprefix("# ")
            word = "gives" if kind == "return" else "is"
            lines.append(f"- {word} `{meaning}`" + (f", {text}" if text else ""))
    return lines + ([""] if tags else [])


def class_lines(item):
    """A class's part of the page."""
    lines = [f"### {item.name}", ""]
    lines += [" ".join(item.text), ""] if item.text else []
    lines += [f"All of `{item.parent}`, and:", ""] if item.parent else []
    if item.fields:
        lines += ["| field | type | |", "|---|---|---|"]
        seen = set()
        for name, meaning, text in item.fields:
            if name not in seen:
                lines.append(f"| `{name}` | {f'`{cell(meaning)}`' if meaning else ''} | {cell(text)} |")
            seen.add(name)
        lines.append("")
    for entry in item.methods:
        lines += function_lines(*entry, "####")
    return lines


def page(stubs):
    """The page."""
    lines = [HEAD, "## Functions", ""]
    for entry in sorted(stubs.functions, key=lambda entry: entry[0]):
        lines += function_lines(*entry, "###")
    for entry in sorted(stubs.globals):
        lines += [f"### {entry[0]}", "", " ".join(entry[1]), "", *tag_lines(entry[2])]
    lines += ["## Classes", ""]
    for name in sorted(stubs.classes):
        lines += class_lines(stubs.classes[name])
    lines += ["## Other types", ""]
    for name, meaning, comment in sorted(stubs.aliases):
        lines += [f"### {name}", "", " ".join(comment), "", f"`{meaning}`", ""]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n") + "\n"


def main():
    """The command."""
    root = pathlib.Path(sys.argv[1])
    text = page(Stubs(root / "lua/meta/hecha.lua"))
    target = root / "docs/guide/reference.md"
    if "--check" not in sys.argv:
        target.write_text(text, encoding="utf-8")
    elif not target.exists() or target.read_text(encoding="utf-8") != text:
        sys.exit("docs/guide/reference.md is not as the stubs say; run tests/tools/make_reference.py SOURCE_DIR")


if __name__ == "__main__":
    main()
