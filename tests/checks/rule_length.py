#!/usr/bin/env python3
"""Fails where a check of a pack is longer than a check may be.

Usage: rule_length.py SOURCE_DIR [--list]. A formula is one line. A check in Lua has at most fifteen: the
lines of its function and of the local functions that no other rule of the file uses, without blank lines
and comments. Each entry of `checks` is a check; what several of one rule use is divided among them.
Word lists and other tables of words are none of it.
`--list` writes the length of every check. Relies on the project's layout: a statement of a rule file
begins in the first column."""
import collections
import math
import pathlib
import re
import sys

LONGEST = 15

TOKEN = re.compile(r"""
    (?P<space>\s+)
  | (?P<comment>--\[(?P<c>=*)\[.*?\](?P=c)\]|--[^\n]*)
  | (?P<string>\[(?P<s>=*)\[.*?\](?P=s)\]|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])*')
  | (?P<name>[A-Za-z_]\w*)
  | (?P<number>\d[\w.]*)
  | (?P<sign>\.\.\.?|[=~<>]=|<<|>>|//|::|.)
""", re.X | re.S)
KINDS = ("space", "comment", "string", "name", "number", "sign")
OPENING, CLOSING = {"function", "if", "do", "repeat", "(", "{", "["}, {"end", "until", ")", "}", "]"}

Token = collections.namedtuple("Token", "kind text first last column depth")


def tokens_of(text):
    """The tokens without space and comments; `depth`: how many blocks and brackets stand open before it."""
    tokens, depth, line, begin = [], 0, 1, 0
    for match in TOKEN.finditer(text):
        word = match.group()
        kind = next(name for name in KINDS if match.group(name) is not None)
        if kind not in ("space", "comment"):
            code = word if kind != "string" else ""
            depth -= code in CLOSING
            tokens.append(Token(kind, word, line, line + word.count("\n"), match.start() - begin, depth))
            depth += code in OPENING
        if "\n" in word:
            line += word.count("\n")
            begin = match.start() + word.rindex("\n") + 1
    return tokens


def lines_of(tokens):
    return len({line for token in tokens for line in range(token.first, token.last + 1)})


def statements(tokens):
    starts = [i for i, token in enumerate(tokens)
              if token.depth == 0 and token.column == 0 and token.text not in CLOSING]
    return [tokens[i:j] for i, j in zip(starts, [*starts[1:], len(tokens)])]


def names_in(tokens):
    """Names that are read: no fields, no keys of a table."""
    names = set()
    for i, token in enumerate(tokens):
        before = tokens[i - 1].text if i else ""
        after = tokens[i + 1].text if i + 1 < len(tokens) else ""
        if token.kind == "name" and before not in (".", ":") and not (after == "=" and before in "{,;"):
            names.add(token.text)
    return names


def fields(tokens, depth):
    """(name or nil, tokens of the value) of each field of a table whose fields stand at `depth`."""
    start = 0
    for i, token in enumerate(tokens):
        if token.depth == depth and token.text in ",;" or i == len(tokens) - 1:
            part = tokens[start:i + (i == len(tokens) - 1 and token.text not in ",;")]
            start = i + 1
            if len(part) > 2 and part[0].kind == "name" and part[1].text == "=":
                yield part[0].text, part[2:]
            elif part:
                yield None, part


def checks_of(statement):
    """(kind, tokens) of every check of a rule's definition: kind is formula or check."""
    opening = next(i for i, token in enumerate(statement) if token.text == "{")
    for name, value in fields(statement[opening + 1:-1], 1):
        if name in ("check", "formula"):
            yield name, value
        elif name == "checks" and value[0].text == "{":
            for _, entry in fields(value[1:-1], 2):
                inner = dict(fields(entry[1:-1], 3)) if entry[0].text == "{" else {}
                kind = "formula" if "formula" in inner else "check"
                yield kind, inner.get(kind, entry)


def lengths(text):
    """(rule, kind, number of the check, lines) of every check of a rule file."""
    defined, checks = {}, []
    for statement in statements(tokens_of(text)):
        words = [token.text for token in statement]
        if words[0] in ("rule", "corpus_rule"):
            checks += [(words[1].strip('"'), kind, number, tokens)
                       for number, (kind, tokens) in enumerate(checks_of(statement), 1)]
        elif words[0] == "local":
            names = [words[2]] if words[1] == "function" else \
                [word for word in words[1:words.index("=") if "=" in words else None] if word != ","]
            own = lines_of(statement) if "function" in words else 0
            for name in names:
                defined[name] = (own / len(names), names_in(statement))
    reached = []
    for _, _, _, tokens in checks:
        seen, waiting = set(), names_in(tokens)
        while waiting:
            name = waiting.pop()
            if name in defined and name not in seen:
                seen.add(name)
                waiting |= defined[name][1]
        reached.append(seen)
    users = collections.defaultdict(list)
    for (rule, _, _, _), seen in zip(checks, reached):
        for name in seen:
            users[name].append(rule)
    for (rule, kind, number, tokens), seen in zip(checks, reached):
        own = sum(defined[name][0] / len(users[name]) for name in seen if len(set(users[name])) == 1)
        is_named = kind == "check" and "function" not in {token.text for token in tokens}
        yield rule, kind, number, math.ceil(own) + (0 if is_named else lines_of(tokens))


def main():
    root, failures = pathlib.Path(sys.argv[1]), []
    for path in sorted((root / "rules").rglob("rules/*.lua")):
        for rule, kind, number, length in lengths(path.read_text(encoding="utf-8")):
            longest = 1 if kind == "formula" else LONGEST
            if "--list" in sys.argv:
                print(f"{length:4} {rule} {kind} {number} {path.name}")
            if length > longest:
                failures.append(f"{path.relative_to(root)}: rule {rule}, {kind} {number}: "
                                f"{length} lines, at most {longest}")
    print("\n".join(failures) if failures else "rule length: clean")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
