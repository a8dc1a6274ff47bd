"""Every script of the attack set, as the check of a rule on two reports, between two rules that
behave. attacks.py HECHA [NAME…]. Exit 77 where the set is not beside the project.

A script says in its head how it may end: cpu (a limit of work or time), mem, error, ok (it
finishes), safe (it finishes and says so). Whatever it does: it does not say ESCAPED, it is over
within the limit, it leaves no file, and the rules beside it give what they give without it."""
import os
import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent))
import common  # noqa: E402

SET = pathlib.Path(__file__).resolve().parents[2].parent / "shared" / "sandbox" / "attacks"
# Number 85 looks for the regular expressions in _G, as functions of a text and a pattern.
HEAD = """rule "X" { title = "x", severity = "error", check = function(report, expect)
local _G = {regex = {find = function(text, pattern) return regex(pattern):find(text) end}}
local function attack(...)
"""
TAIL = """
end
local told = attack(report)
if type(told) == "function" then told = told(report) end
if type(told) == "table" then
  expect.fail("TABLE", told)
  for _, entry in ipairs(told) do expect.fail("ENTRY", entry) end
  expect.fail(told)
else
  expect.fail("SAID " .. tostring(told))
end
end }
"""


def kinds(report):
    ended, text = common.outcome(report, "p/X")
    if "ESCAPED" in text:
        return {"ESCAPED"}, text
    if ended in ("cpu", "time", "hard"):
        return {"cpu"}, ended + ": " + text
    if ended in ("mem", "output", "regex"):
        return {"mem" if ended == "mem" else "error"}, ended + ": " + text
    if ended in ("error", "missing", "broken"):
        return {"error"}, text
    return ({"safe", "ok"} if text.startswith("SAID SAFE") else {"ok"}), text


def attack(program, script, expected):
    """Complaints about one script."""
    folder = common.scratch()
    text = script.read_text("utf-8", errors="surrogateescape")
    required = set(re.search(r"-- required: (\S+)", text).group(1).split("|"))
    rules = {} if expected is None else {"m.lua": (HEAD + text + TAIL).encode("utf-8", "surrogateescape")}
    common.write_pack(folder / "p", "p", rules)
    for name in ("1.txt", "2.txt"):
        (folder / name).write_text(common.REPORT, "utf-8")
    before = sorted(folder.rglob("*"))
    run = common.Run(program, ["check", "-p", "p", "-j", "1", "-f", "json", "1.txt", "2.txt"], folder)
    problems, told = [], []
    if sorted(folder.rglob("*")) != before:
        problems.append("it left files")
    if run.stderr and expected is not None and not run.stderr.startswith(b"hecha: "):
        problems.append("standard error: " + run.stderr[:200].decode("utf-8", "replace"))
    reports = run.results()["reports"]
    given = [common.sentinels(report, "p") for report in reports]
    if expected is None:
        common.remove(folder)
        assert all("p/S1" in one and "p/S2" in one for one in given), "the sentinels do not run"
        return given
    if given != expected:
        problems.append("the rules beside it gave something else")
    for report in reports:
        ended, text = kinds(report)
        told.append(text[:100])
        if not ended & required:
            problems.append(f"ended as {sorted(ended)}, required {sorted(required)}: {text[:200]}")
    limit = 2 * (common.LIMIT_SECONDS + common.ALLOWANCE)
    if os.environ.get("HECHA_TEST_SANITIZED"):  # a single instruction takes several times as long
        limit *= 4
    if run.wall > limit and run.cpu > limit:
        problems.append(f"took {run.wall:.1f} s")
    print(f"{'FAIL' if problems else 'ok  '} {script.stem} {run.cpu:.2f} s: {told[0]}")
    common.remove(folder)
    return problems


def main():
    scripts = sorted(SET.glob("*.lua")) if SET.is_dir() else []
    wanted = sys.argv[2:]
    if not scripts:
        print("skipped: no attack set beside the project")
        return 77
    program = str(pathlib.Path(sys.argv[1]).resolve())
    expected = attack(program, scripts[0], None)
    failed = 0
    for script in scripts:
        if wanted and not any(name in script.stem for name in wanted):
            continue
        problems = attack(program, script, expected)
        for problem in problems:
            print("     " + problem)
        failed += bool(problems)
    print(f"{len(scripts)} scripts, {failed} wrong")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
