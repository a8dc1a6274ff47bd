#!/usr/bin/env python3
"""Runs what the guide shows: docs/guide/*.md are followed to the letter in an empty folder.

Usage: run.py HECHA SOURCE_DIR [--update] [PAGE…]

A page is run section by section (### …), each in a folder of its own that begins with the files of
the page's part before the first ###; that part is a section too. Beside the folder lies fixtures/.
- A block of lua, json, csv or text is a file: the line before it ends with its name in `…` and a colon.
- A block of console is run line by line: lines that begin with "$ " are commands, the others what they
  print. A line "…" stands for any number of lines.
Links to headings (page.md#heading) must lead to one. A block that is none of these is an error: nothing in the guide is only shown. Pages named *.zh-CN.md
are run in Chinese, the others in English. --update writes what was printed into the pages, but for
commands with "…". The reference is not run: it has a test of its own."""
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

LINK = re.compile(r"\]\(([\w.-]*)#([^)]+)\)")
NAME = re.compile(r"`([^`\s]+)`[^`]*[：:]$")
FILES = {"lua", "json", "csv", "text"}


class Block:
    """A fenced block: its language, its lines, where it begins, the line of text before it."""

    def __init__(self, language, first, before):
        self.language, self.first, self.before, self.lines = language, first, before, []


def sections_of(lines):
    """Lists of blocks: those before the first ###, then those of each ### section, with its title."""
    sections, block, before = [("", [])], None, ""
    for number, line in enumerate(lines, 1):
        if block is not None:
            if line.startswith("```"):
                block, before = None, ""
            else:
                block.lines.append(line)
        elif line.startswith("```"):
            block = Block(line[3:].strip(), number, before)
            sections[-1][1].append(block)
        elif line.startswith("### "):
            sections.append((line[4:], []))
        elif line.strip():
            before = line.strip()
    return sections


def commands_of(block):
    """Pairs of a command and the lines it should print."""
    pairs = []
    for line in block.lines:
        if line.startswith("$ "):
            pairs.append((line[2:], []))
        elif pairs:
            pairs[-1][1].append(line)
        else:
            raise ValueError("output before the first command")
    return pairs


def anchor_of(title):
    """The name under which GitHub links to a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")


def lost_links(path):
    """Links of a page to headings of the guide that are not there."""
    for name, anchor in LINK.findall(path.read_text(encoding="utf-8")):
        text = (path.parent / (name or path.name)).read_text(encoding="utf-8")
        if anchor not in [anchor_of(title) for title in re.findall(r"^#+ (.*)$", text, re.M)]:
            yield f"{path}: no heading for {name}#{anchor}"


def alike(wanted, printed):
    """Whether lines are as wanted, where … stands for any lines."""
    pattern = "".join("(?:.*\n)*?" if line == "…" else re.escape(line.rstrip()) + "\n" for line in wanted)
    return re.fullmatch(pattern, "".join(line.rstrip() + "\n" for line in printed)) is not None


class Page:
    """One page of the guide."""

    def __init__(self, path, environment, fixtures):
        self.path, self.environment, self.fixtures = path, environment, fixtures
        self.lines = path.read_text(encoding="utf-8").split("\n")
        self.problems, self.replaced, self.commands, self.files = [], [], 0, 0

    def complain(self, block, message):
        """Notes a problem of a block."""
        self.problems.append(f"{self.path}:{block.first}: {message}")

    def write(self, block, folder):
        """Writes the file that a block is."""
        name = NAME.search(block.before)
        if not name:
            return self.complain(block, "the line before the block does not name its file")
        target = folder / name.group(1)
        if folder.resolve() not in target.resolve().parents:
            return self.complain(block, "the file is outside the folder")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(block.lines) + "\n", encoding="utf-8")
        self.files += 1
        return None

    def execute(self, block, folder, update):
        """Runs the commands of a block and compares what they print."""
        status, whole = 0, []
        for command, wanted in commands_of(block):
            ended = subprocess.run(["bash", "-c", f"(exit {status}); {command}"], cwd=folder, env=self.environment,
                                   stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                                   timeout=120, check=False)
            status = ended.returncode
            printed = [line.rstrip() for line in ended.stdout.decode("utf-8").rstrip("\n").split("\n")]
            printed = [] if printed == [""] else printed
            self.commands += 1
            kept = update and "…" not in wanted
            if not kept and not alike(wanted, printed):
                shown = "\n".join(f"    {line}" for line in printed)
                self.complain(block, f"`{command}` (exit status {status}) printed\n{shown}")
            whole += [f"$ {command}", *(printed if kept else wanted)]
        self.replaced.append((block.first, len(block.lines), whole))

    def section(self, title, blocks, folder, update):
        """Runs a section in its folder."""
        ran = False
        for block in blocks:
            if block.language in FILES:
                self.write(block, folder)
            elif block.language == "console":
                self.execute(block, folder, update)
                ran = True
            else:
                self.complain(block, f"a block of “{block.language}” is not run")
        if blocks and not ran:
            self.complain(blocks[0], f"nothing is run in “{title}”")

    def run(self, update):
        """Runs the page."""
        (_, common), *others = sections_of(self.lines)
        with tempfile.TemporaryDirectory() as work:
            root = pathlib.Path(work)
            (root / "fixtures").symlink_to(self.fixtures)
            for number, (title, blocks) in enumerate([("", common), *others]):
                folder = root / f"section-{number}"
                folder.mkdir()
                if number > 0:
                    for block in common:
                        if block.language in FILES:
                            self.write(block, folder)
                self.section(title or self.path.name, blocks, folder, update)
                shutil.rmtree(folder)
        if update:
            for first, count, whole in sorted(self.replaced, reverse=True):
                self.lines[first:first + count] = whole
            self.path.write_text("\n".join(self.lines), encoding="utf-8")


def main():
    """The command."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--update"]
    hecha, source = (pathlib.Path(argument).resolve() for argument in arguments[:2])
    pages = [pathlib.Path(name) for name in arguments[2:]] or sorted((source / "docs/guide").glob("*.md"))
    failed = False
    with tempfile.TemporaryDirectory() as programs:
        (pathlib.Path(programs) / "hecha").symlink_to(hecha)
        for path in pages:
            if path.name.startswith("reference"):
                continue
            environment = {"PATH": f"{programs}:/usr/bin:/bin", "HECHA_PACKS": str(source / "rules"), "HOME": programs,
                           "LANG": "zh_CN.UTF-8" if path.name.endswith(".zh-CN.md") else "C.UTF-8",
                           **{name: os.environ[name] for name in os.environ if name.startswith("ASAN_")}}
            page = Page(path, environment, source / "fixtures")
            page.run("--update" in sys.argv)
            page.problems += lost_links(path)
            print("\n".join(page.problems + [f"{path.name}: {page.files} files, {page.commands} commands, "
                                             f"{len(page.problems)} problems"]))
            failed = failed or bool(page.problems)
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
