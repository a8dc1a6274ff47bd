"""What the tests of hostile input share: running hecha, and telling how a rule ended."""
import json
import os
import pathlib
import resource
import shutil
import subprocess
import tempfile
import time

REPORT = ("某局2017年政府信息公开工作年度报告\n\n一、概述\n\n2017年，共收到申请12件，其中当面申请5件。\n"
          "本年度主动公开信息100条。\n\n二、收费情况\n\n未收取费用。\n")
SENTINEL = """rule "S%d" { title = "s", severity = "notice", check = function(report, expect)
  local seen = {}
  for key, value in pairs({b = 2, a = 1}) do seen[#seen + 1] = key .. value end
  expect.fail(table.concat({table.concat(seen), ("abc"):upper(), string.rep("x", 3), tostring(mark),
    math.max(1, 2), #report.blocks, report.title, report.blocks[2].text, ("一"):len(), type(next)}, "|"),
    report.blocks[1])
end }
"""
LIMIT_SECONDS = 2.0   # of processor time of one run, by default
ALLOWANCE = 0.5       # for the rest of the run


class Run:
    """One run of hecha: its status, outputs, and how long it took."""

    def __init__(self, program, arguments, folder, stdin=None, timeout=60):
        start = time.monotonic()
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        done = subprocess.run([program, *arguments], cwd=folder, input=stdin, capture_output=True,
                              timeout=timeout, check=False, env={**os.environ, "LC_ALL": "C"})
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.wall = time.monotonic() - start
        self.cpu = (after.ru_utime + after.ru_stime) - (before.ru_utime + before.ru_stime)
        self.status = done.returncode
        self.stdout = done.stdout
        self.stderr = done.stderr

    def results(self):
        return json.loads(self.stdout)


def outcome(report, rule):
    """How a rule ended on a report of the JSON: cpu, mem, …; error, missing, broken; fail; else ok."""
    for entry in report.get("not_evaluated", []):
        if entry["rule"] == rule:
            return entry.get("limit") or entry["kind"], entry.get("reason", "")
    for finding in report.get("findings", []):
        if finding["rule"] == rule:
            return "fail", finding["message"]
    return "ok", ""


def sentinels(report, pack, bare=False):
    """What the rules that behave gave, as bytes that must not change; `bare`: without fingerprints."""
    mine = [{key: value for key, value in f.items() if key != "fingerprint" or not bare} for f in report.get("findings", []) if f["rule"].startswith(pack + "/S")]
    return json.dumps(mine, sort_keys=True, ensure_ascii=False)


def scratch():
    return pathlib.Path(tempfile.mkdtemp(prefix="hecha-hostile-"))


def write_pack(folder, name, rules, manifest=None):
    """A pack of rule files by name; the sentinels stand before and after them."""
    folder.mkdir(parents=True)
    (folder / "rules").mkdir()
    (folder / "pack.json").write_text(manifest or json.dumps(
        {"name": name, "version": "1.0.0", "api": 1, "title": "测试"}), "utf-8")
    (folder / "rules" / "a.lua").write_text(SENTINEL % 1, "utf-8")
    (folder / "rules" / "z.lua").write_text(SENTINEL % 2, "utf-8")
    for file, text in rules.items():
        data = text if isinstance(text, bytes) else text.encode()
        (folder / "rules" / file).write_bytes(data)


def remove(folder):
    shutil.rmtree(folder, ignore_errors=True)
