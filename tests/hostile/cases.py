"""The table of hostile input: name, kind, what is sent, how it must end.

Kinds and what "ends" means for them:
  check    body of a check of rule p/X: ok fail error missing broken, or the limit's name
  file     a rule file m.lua that defines p/X: the same, and "pack" where the file is told broken
  table    a formula table m.csv: as file; the rule's name is p/X
  formula  the formula of p/X, with a form of three rows: 甲 3, 乙 1, 丙 2
  phrase, regex  a pattern that the check of p/X looks for in the report
  pack     a function that changes the folder of pack p: "refused" where the pack is told broken, "usage" where hecha says that it
           cannot be used so and does nothing (exit 2),
           "told" where it is used but a file of it is told, "ok" where nothing is to be told
  report   name and bytes of a report: read partly unreadable unchecked skipped
Several allowed ends are separated by |."""
import json
import os
import zipfile


def manifest(**keys):
    return json.dumps({"name": "p", "version": "1.0.0", "api": 1, "title": "t", **keys})


def set_manifest(text):
    return lambda folder: (folder / "pack.json").write_bytes(text if isinstance(text, bytes) else text.encode())


def put(name, text):
    def change(folder):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return change


def link(name, target):
    def change(folder):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        os.symlink(target, folder / name)
    return change


def deep(folder):
    path = folder / "rules"
    for _ in range(60):
        path = path / "d"
    path.mkdir(parents=True)
    (path / "deep.lua").write_text("error('read')")


def many_files(folder):
    for number in range(1500):
        (folder / "rules" / f"n{number}.lua").write_text("")


def fifo(folder):
    os.mkfifo(folder / "rules" / "m.lua")


def zip_of(entries):
    def make(path):
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
            for name, data in entries:
                packed.writestr(name, data)
    return make


WORD = ('<?xml version="1.0"?>{doctype}<w:document xmlns:w="http://schemas.openxmlformats.org/'
        'wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>')
TYPES = ('<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
         '<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
         'wordprocessingml.document.main+xml"/></Types>')
RELATIONS = ('<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
             'relationships"><Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
             'relationships/officeDocument" Target="word/document.xml"/></Relationships>')


def docx(body, doctype="", extra=(), encoding="utf-8"):
    return zip_of([("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS),
                   ("word/document.xml", WORD.format(body=body, doctype=doctype).encode(encoding)), *extra])


def paragraph(text):
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


BILLION = ("<!DOCTYPE d [<!ENTITY a \"" + "x" * 1000 + "\">" + "".join(
    f"<!ENTITY {chr(98 + i)} \"" + f"&{chr(97 + i)};" * 10 + "\">" for i in range(9)) + "]>")
ATTACH = '<!DOCTYPE d [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
NESTED = "<w:tbl><w:tr><w:tc>" * 500 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 500
SPANS = ("<w:tbl><w:tr><w:tc><w:tcPr><w:gridSpan w:val=\"2000000000\"/></w:tcPr>" + paragraph("1") +
         "</w:tc></w:tr></w:tbl>")

ESCAPES = "\x1b]0;owned\x07\x1b[31m\x9b2J某局2017年报告\u202e\u2066\n\n\x1b[2J共收到申请12件。\n"
LINES = '甲 = 乙\n{n:件}\nrule "X" {}\n=cmd|"/c calc"!A1\n<script>alert(1)</script>\n${x}%s%n\n'

CASES = [
    # what one rule does to the rest
    ("write everywhere", "check", """
local function spoil(value, seen, depth)
  if type(value) ~= "table" or seen[value] or depth > 7 then return end
  seen[value] = true
  local keys = {}
  pcall(function() for key in pairs(value) do keys[#keys + 1] = key end end)
  for _, key in ipairs(keys) do
    local ok, inner = pcall(function() return value[key] end)
    if ok then spoil(inner, seen, depth + 1) end
    pcall(function() value[key] = "spoilt" end)
  end
  pcall(function() value.mark = "spoilt" end)
  pcall(table.insert, value, "spoilt")
end
for _, root in ipairs{_ENV, string, table, math, utf8, report, expect} do spoil(root, {}, 0) end
for m in report:phrases("收到…申请{n:件}") do spoil(m, {}, 0) m.n = 1 end
for _, q in ipairs(report:quantities()) do pcall(function() q.unit = "x" end) end
mark = "spoilt" pairs = nil string = nil
""", "error|ok"),
    ("upvalues", "file", """local kept = 0
rule "X" { title = "x", severity = "error", check = function(report, expect)
  kept = kept + 1
  if kept > 1 or shared then expect.fail("kept") end
  shared = true
  expect.checked()
end }""", "ok"),
    ("names of the library as globals", "file", """string = {upper = error} pairs = error mark = 1
math = nil utf8 = nil type = nil tostring = nil
rule "X" { title = "x", severity = "error", check = function(r, e) e.checked() end }""", "ok"),
    ("string methods", "check", "local s = ('x') s.upper = 1", "error"),
    ("metatable field", "check", "log(report.__index, expect.__metatable)", "error|ok"),
    ("environment of a sentinel", "check", "_ENV.seen = 1 _ENV = {} pairs({})", "error"),
    ("goto loop", "check", "::a:: goto a", "cpu"),
    ("pcall pyramid", "check", "local function f(n) pcall(f, n + 1) pcall(f, n + 1) end f(1)", "cpu|mem|error"),
    ("sort that grows", "check",
     "local t = {3, 2, 1} table.sort(t, function(a, b) t[#t + 1] = 1 return a < b end) expect.checked()", "ok|error"),
    ("gsub that recurses", "check", "local function f(s) return (s:gsub('.', f)) end f('aaaa')", "error|mem|cpu"),
    ("concat of a huge list", "check", "local t = {} for i = 1, 1e6 do t[i] = 'xxxxxxxxxxxxxxxx' end "
     "for i = 1, 1e6 do local s = table.concat(t) end", "cpu|mem"),
    ("too many findings", "check", "for i = 1, 1e6 do expect.fail('m' .. i) end", "output"),
    ("findings of megabytes", "check", "for i = 1, 900 do expect.fail(('m'):rep(1000000)) end", "output|cpu|mem|fail"),
    ("log without end", "check", "for i = 1, 1e9 do log(('x'):rep(1000)) end", "cpu"),
    ("control characters in a finding", "check", "expect.fail('\\27[2J\\27]0;x\\7\\226\\128\\174\\155\\n\\r')", "fail"),
    ("format string in a finding", "check", "expect.fail('%s%n%x${x}=cmd()<b>')", "fail"),
    ("location out of range", "check", "expect.fail('m', {block = 1 << 31, row = -1, line = 2^53, path = '/etc/passwd'})", "fail"),
    ("traced value of a million terms", "check", "local v = sum{1} for i = 1, 1e6 do v = v + v end expect(v):equals(0)", "cpu|mem|error"),
    ("digits without end", "check", "local v = sum{'9' .. ('9'):rep(30)} for i = 1, 200 do v = v * v end expect(v):equals(1)", "exact"),
    ("phrase in a loop", "check", "for i = 1, 1e9 do for m in report:phrases('收到…申请{n:件}') do end end", "cpu|mem"),
    ("quantities in a loop", "check", "for i = 1, 1e9 do report:quantities() report:claims() report:enumerations() end", "cpu|mem"),
    ("sections in a loop", "check", "for i = 1, 1e9 do report:find('申') report:dates() end", "cpu|mem"),
    ("previous report of a check", "check", "local p = report:previous() expect(p == nil and 0 or 1):equals(0)", "ok|error|missing|fail"),
    # files
    ("byte code", "file", b"\x1bLua\x54\x00\x19\x93\r\n\x1a\n", "pack"),
    ("no UTF-8", "file", b"rule 'X' {} \xff", "pack"),
    ("zero byte", "file", b"rule 'X' {}\0", "pack"),
    ("64 KiB of brackets", "file", "(" * 65000, "pack"),
    ("65537 bytes", "file", "-" * 65537, "pack"),
    ("endless file", "file", "while true do end", "pack"),
    ("memory bomb in a file", "file", "local s = 'x' while true do s = s .. s end", "pack"),
    ("100000 rules", "file", "for i = 1, 1e5 do rule('R' .. i) { title = 't', severity = 'error', formula = '1 = 1' } end", "pack"),
    ("100000 forms", "file", "for i = 1, 1e5 do form('f' .. i) { title = 't', rows = '甲 | 件' } end", "pack"),
    ("a form of a million rows", "file", "form 'f' { title = 't', rows = ('甲 | 件\\n'):rep(1000000) }", "pack"),
    ("a form as deep as it is long", "file", "local s = {} for i = 1, 400 do s[i] = (' '):rep(i) .. '行' .. i .. ' | 件' end "
     "form 'f' { title = 't', rows = table.concat(s, '\\n') }", "pack|ok"),
    ("rules that name each other", "file", "rule 'X' { title = 'x', severity = 'error', requires = {'X'}, formula = '1 = 1' }", "broken|pack|ok"),
    ("a formula of 64 KiB", "file", "rule 'X' { title = 'x', severity = 'error', formula = ('1+'):rep(30000) .. '1 = 1' }", "broken|pack"),
    ("200000 strings at load", "file", "T = {} for i = 1, 200000 do T[i] = 'k' .. i end", "pack|ok"),
    # formulas
    ("10000 brackets", "formula", "(" * 10000 + "1" + ")" * 10000 + " = 1", "broken"),
    ("200 brackets", "formula", "(" * 200 + "甲" + ")" * 200 + " = 乙", "broken"),
    ("a number of 3000 digits", "formula", "甲 = " + "9" * 3000, "broken"),
    ("a product of large numbers", "formula", "甲 = " + " × ".join(["99999999999999999999"] * 40), "exact"),
    ("division by zero", "formula", "甲 ÷ 0 = 乙", "error|missing"),
    ("star of a star", "formula", "* × * × * = 合计(*)", "broken"),
    ("2000 if", "formula", "若 甲 = 1 则 " * 2000 + "乙 = 1", "broken"),
    ("label of control characters", "formula", "\x1b[2J = 乙", "broken"),
    # tables of formulas
    ("cells that are code", "table", "编号,级别,公式\nX,error,\"]]==] os.exit() --\"\n", "broken|pack"),
    ("cells that close strings", "table", "编号,级别,公式,名称\nX,error,1 = 1,\"]=] }} while true do end --\"\n", "ok|fail|broken"),
    ("60000 rows", "table", "编号,级别,公式\n" + "X,error,1 = 1\n" * 60000, "broken|pack"),
    ("a line of a megabyte", "table", "编号,级别,公式\nX,error," + "甲+" * 160000 + "\n", "broken|pack"),
    ("an open quote", "table", "编号,级别,公式\nX,error,\"1 = 1\n", "ok|broken|pack"),
    # phrases and regular expressions
    ("nested repeats", "phrase", "((((收到…)…)…)…)…申请{n:件}", "error|ok|fail"),
    ("2000 alternatives", "phrase", "(" + "|".join(f"甲{i}" for i in range(300)) + ")", "error|ok|fail"),
    ("deep brackets", "phrase", "(" * 500 + "收到" + ")" * 500, "error"),
    ("optional things only", "phrase", "(甲)?(乙)?…{n}", "error|ok"),
    ("exponential", "regex", "^(([一-龥，。0-9]+)+)+X$", "regex|ok|cpu"),
    ("recursion", "regex", "(?R)*x|(?1)(a(?1)*)", "regex|error|ok|cpu"),
    ("compile bomb", "regex", "((((((a{1,1000}){1,1000}){1,1000}){1,1000}){1,1000}){1,1000})", "error"),
    ("callout", "regex", "(?C1)收(?C2)到", "fail"),
    ("verbs", "regex", "(*LIMIT_MATCH=4294967295)(*LIMIT_DEPTH=4294967295)(*LIMIT_HEAP=4294967295)([收到申请]+)+$X", "ok|error|regex"),
    ("10000 brackets", "regex", "(" * 10000 + ")" * 10000, "error"),
    ("a single byte", "regex", "\\C", "error"),
    # packs
    ("link to a file outside", "pack", link("rules/m.lua", "/etc/passwd"), "told"),
    ("link to a folder outside", "pack", link("rules/more", "/etc"), "ok|told"),
    ("link for pack.json", "pack", lambda f: ((f / "pack.json").unlink(), os.symlink("/etc/passwd", f / "pack.json")), "refused"),
    ("link to itself", "pack", link("rules/m.lua", "m.lua"), "told"),
    ("pipe as a file", "pack", fifo, "told"),
    ("60 folders deep", "pack", deep, "ok|told"),
    ("1500 files", "pack", many_files, "refused"),
    ("rule file named with control characters", "pack", put("rules/\x1b[2J.lua", "x"), "told|refused"),
    ("pack.json of 10 MB", "pack", set_manifest(manifest(title="x" * 10_000_000)), "refused"),
    ("pack.json of brackets", "pack", set_manifest("[" * 60000), "refused"),
    ("pack.json nested in keys", "pack", set_manifest('{"a":' * 9000 + "1" + "}" * 9000), "refused"),
    ("keys twice", "pack", set_manifest(manifest()[:-1] + ', "name": "q"}'), "refused|ok"),
    ("name that climbs", "pack", set_manifest(manifest(name="../../etc")), "refused"),
    ("name of another pack", "pack", set_manifest(manifest(name="q")), "usage"),
    ("name with control characters", "pack", set_manifest(manifest(name="p\x1b[2J")), "refused"),
    ("needs itself", "pack", set_manifest(manifest(requires=["p"])), "refused|ok"),
    ("needs a file", "pack", set_manifest(manifest(requires=["/etc/passwd"])), "refused|ok|told"),
    ("another api", "pack", set_manifest(manifest(api=999999999999)), "refused"),
    ("a number for a text", "pack", set_manifest(manifest(title=1e308)), "refused"),
    ("no JSON", "pack", set_manifest(b"\xff\xfe\x00{"), "refused"),
    ("200 patterns of a subject", "pack", set_manifest(manifest(subject={"agency": [
        {"in": "title", "pattern": "^" + "{agency}…" * 40 + "$"}] * 200})), "refused|ok"),
    ("a parameter out of range", "pack", set_manifest(manifest(params={"a": {
        "title": "t", "type": "integer", "default": 10**30}})), "refused"),
    # reports
    ("terminal sequences", "report", ("r.txt", ESCAPES.encode()), "read|unreadable"),
    ("terminal sequences in a page", "report", ("r.html", ("<title>&#x1b;]0;x&#7;&#x9b;2J</title><p>&#x202e;" + ESCAPES).encode()), "read|unreadable"),
    ("text that looks like code", "report", ("r.txt", LINES.encode()), "read|unchecked"),
    ("a name of control characters", "report", ("r\x1b[2J\u202e.txt", LINES.encode()), "read|unchecked"),
    ("no bytes", "report", ("r.txt", b""), "read|unreadable|partly|unchecked"),
    ("bytes at random", "report", ("r.docx", bytes(range(256)) * 64), "unreadable"),
    ("a zip bomb", "report", ("r.docx", zip_of([("[Content_Types].xml", TYPES), ("_rels/.rels", RELATIONS),
                              ("word/document.xml", b" " * 300_000_000)])), "unreadable|partly"),
    ("entities", "report", ("r.docx", docx(paragraph("&j;"), BILLION)), "unreadable|partly|read|unchecked"),
    ("an entity from a file", "report", ("r.docx", docx(paragraph("&a;"), ATTACH)), "unreadable|partly|read|unchecked"),
    ("names that climb", "report", ("r.zip", zip_of([("../../evil.txt", LINES), ("/tmp/evil.txt", LINES)])), "read|unchecked|unreadable|skipped"),
    ("500 tables in each other", "report", ("r.docx", docx(NESTED)), "partly|read|unreadable|unchecked"),
    ("a cell of 2 000 000 000 columns", "report", ("r.docx", docx(SPANS)), "partly|read|unreadable|unchecked"),
    ("a megabyte of brackets", "report", ("r.html", b"<div>" * 200_000), "read|partly|unreadable|unchecked"),
    ("300000 attributes of a tag", "report", ("r.html", b"<p " + b" ".join(b"a%d=b" % i for i in range(300_000)) + b">x"),
     "read|partly|unreadable|unchecked"),
    ("200000 attributes in UTF-16", "report", ("r.docx", docx(
        "<w:p " + " ".join(f'w:a{i}="b"' for i in range(200_000)) + "/>", encoding="utf-16")), "unreadable|partly"),
    ("a line of 3 MB", "report", ("r.txt", "收到申请12件，".encode() * 150_000), "read|partly|unchecked|unreadable"),
    ("endless digits", "report", ("r.txt", ("某局2017年度报告\n共收到申请" + "9" * 100_000 + "件。\n").encode()), "read|partly|unchecked"),
]
