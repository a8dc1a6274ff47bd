"""More of the table of hostile input (cases.py has the kinds), and four kinds of its own:

  corpus   body of the check of corpus rule p/X, needs all and previous_year; a report of the year before is there
  data     a csv of pack p, as data/m.csv, that the check of p/X goes through
  roster   bytes of the file for --roster: "ok", "usage" where hecha refuses it (exit 2)
  overlay  text of the file for --overlay on pack p, which has a parameter `least` and a table data/m.csv: the same
"""
import json
import os

from cases import link, manifest, put, set_manifest, zip_of

BOOK = {"[Content_Types].xml": '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
        "_rels/.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                       '<Relationship Id="r" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
                       ' Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
                                      'relationships"><Relationship Id="s" Type="http://schemas.openxmlformats.org/officeDocument/'
                                      '2006/relationships/worksheet" Target="s.xml"/></Relationships>',
        "xl/workbook.xml": '<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
                           'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets>'
                           '<sheet name="a" sheetId="1" r:id="s"/></sheets></workbook>'}


def book(sheet):
    """A function that writes a workbook whose only sheet has these rows, as XML."""
    text = ('<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
            + sheet + "</sheetData></worksheet>")
    return zip_of([*BOOK.items(), ("xl/s.xml", text)])


def inline(cell, text):
    return f'<c r="{cell}" t="inlineStr"><is><t>{text}</t></is></c>'


def book_in(name, sheet):
    def change(folder):
        (folder / name).parent.mkdir(exist_ok=True)
        book(sheet)(folder / name)
    return change


def forms_link(folder):
    os.symlink("/etc", folder / "forms")


def rules_file(folder):
    for path in (folder / "rules").iterdir():
        path.unlink()
    (folder / "rules").rmdir()
    (folder / "rules").write_text("rule 'X' {}")


HEAD = "<row r=\"1\">" + inline("A1", "编号") + inline("B1", "公式") + "</row>"
FAR = ('<row r="1048576">' + inline("XFD1048576", "1 = 1") + "</row>") * 3
DEEP_DATA = "a," * 31 + "a\n" + ("\"" + "x" * 400 + "\"," * 1 + "," * 30 + "\n") * 3000
CYCLE = "单位,上级单位\n甲局,乙局\n乙局,丙局\n丙局,甲局\n"

MORE = [
    # cpu: work that hides in a call, an error or an argument
    ("limit caught in a loop", "check", "while true do pcall(function() while true do end end) end", "cpu"),
    ("limit caught through iterators", "check",
     "local function step() while true do end end\nwhile true do pcall(function() for _ in step do end end) end", "cpu"),
    ("ladder of pcall", "check", "local f = function() while true do end end\nfor i = 1, 150 do local g = f f = function() pcall(g) "
     "while true do end end end f()", "cpu|error"),
    ("lazy repeats", "check", "local s = ('a'):rep(5000) s:find(('.-'):rep(20) .. 'b')", "cpu|error"),
    ("balanced brackets that are not", "check", "local s = ('('):rep(400000) s:gsub('%b()', '')", "cpu"),
    ("frontiers", "check", "local s = ('a'):rep(300000) for i = 1, 1e6 do s:find('%f[b]' .. ('%f[^a]'):rep(10)) end", "cpu"),
    ("plain search that almost fits", "check",
     "local s, p = ('a'):rep(2000000), ('a'):rep(999999) .. 'b' for i = 1, 1e6 do s:find(p, 1, true) end", "cpu|mem"),
    ("megabytes compared", "check", "local a, b = ('x'):rep(4000000) .. 'a', ('x'):rep(4000000) .. 'b' local n = 0 "
     "for i = 1, 1e9 do if a < b then n = n + 1 end end", "cpu|mem|time"),
    ("200000 arguments", "check", "local t = {} for i = 1, 100000 do t[i] = i end\n"
     "for i = 1, 1e9 do select('#', table.unpack(t)) end", "cpu|error|mem"),
    ("a list pushed from the front", "check", "local t = {} for i = 1, 1e7 do table.insert(t, 1, i) end", "cpu|mem"),
    ("a list popped from the front", "check", "local t = {} for i = 1, 300000 do t[i] = i end "
     "while #t > 0 do table.remove(t, 1) end", "cpu|mem"),
    ("characters of megabytes", "check", "local s = ('一'):rep(1000000) for i = 1, 1e9 do for p, c in utf8.codes(s) do end end", "cpu|mem"),
    ("numbers out of megabytes", "check", "local s = ('9'):rep(4000000) for i = 1, 1e9 do tonumber(s) end", "cpu|mem"),
    ("a chain of names in an error", "file", "rule 'X' { title = 'x', severity = 'error', check = function(a)\n"
     "while true do pcall(function() return a" + ".b" * 12000 + " end) end end }", "cpu|time|broken|pack"),
    ("keys that collide", "check", "local t = {} for i = 0, 1e7 do t[i << 32] = i end", "cpu|mem|time|error"),
    ("floats as keys", "check", "local t = {} for i = 1, 1e7 do t[i + 0.5] = true t[i - 0.5] = nil end", "cpu|mem|error"),
    ("a table that grows while it is walked", "check",
     "local t = {1} for i, v in ipairs(t) do t[i + 1] = v end", "cpu|mem"),
    ("comparison that never ends", "check", "local t = {} for i = 1, 100 do t[i] = i end\n"
     "table.sort(t, function(a, b) while true do end end)", "cpu"),
    ("gsub with a function that loops", "check", "('x'):rep(10):gsub('x', function() while true do end end)", "cpu"),
    ("regular expressions without end", "check", "for i = 1, 1e9 do regex('甲' .. i):find('乙') end", "cpu|mem|regex|error"),
    ("items that are not there", "check", "for i = 1, 1e9 do pcall(function() return report:item('行\\27[2J' .. i) end) end", "cpu|mem|error|missing"),
    # time: what only the clock sees
    ("one long text, again and again", "check",
     "local s = ('一'):rep(300000) local r = regex('(?>一*)乙') for i = 1, 1e9 do pcall(r.find, r, s) end", "cpu|time|regex|error"),
    # mem
    ("near the cap, refused and refused", "check", "local t = {} while true do pcall(function() t[#t + 1] = ('x'):rep(1000000) end) end", "mem|cpu"),
    ("texts that double", "check", "local s = 'x' while true do s = s .. s end", "mem"),
    ("lists in lists", "check", "local t = {} while true do t = {t, {t}, {{}}} end", "mem|cpu"),
    ("closures", "check", "local t = {} while true do local k = #t t[k + 1] = function() return k end end", "mem|cpu"),
    ("megabytes by concat", "check", "local t = {} for i = 1, 60 do t[i] = ('x'):rep(1000000) end return #table.concat(t)", "mem"),
    ("megabytes by gsub", "check", "return #(('x'):rep(1000000):gsub('.', ('y'):rep(1000)))", "mem|cpu"),
    ("megabytes by utf8.char", "check", "local s = '' for i = 1, 1e9 do s = s .. utf8.char(0x10FFFF, 0x4E00, i % 200 + 32) end", "cpu|mem"),
    # error
    ("rep of nothing", "check", "expect(#(''):rep(1 << 62)):equals(0)", "error|ok|cpu"),
    ("unpack of two thousand million", "check", "table.unpack({}, 1, 1 << 31)", "error"),
    ("concat of 2^40", "check", "table.concat({}, '', 1, 1 << 40)", "error|cpu"),
    ("a width of 99999", "check", "log(('%99999d'):format(1))", "error"),
    ("error of a table in a table", "check", "local e = {} e.e = e for i = 1, 1000 do e = {e} end error(e)", "error"),
    ("error of a function", "check", "error(function() while true do end end)", "error"),
    ("error of megabytes with controls", "check", "error(('\\27[2J\\226\\128\\174'):rep(1000000))", "error|cpu|mem"),
    ("a goto over everything", "file", "rule 'X' { title = 'x', severity = 'error', check = function()\n" + "do goto z end\n" * 3000
     + "::z:: end }", "ok|broken|pack"),
    ("codepoint of broken text", "check", "utf8.codepoint('\\xff\\xfe', 1, -1)", "error"),
    ("a loop at the edge of integers", "check", "local n = 0 for i = math.maxinteger - 2, math.maxinteger do n = n + 1 end "
     "for i = math.mininteger + 2, math.mininteger, -1 do n = n + 1 end expect(n):equals(6)", "ok"),
    # output
    ("comparisons without end", "check", "for i = 1, 1e9 do expect(sum{i}):equals(-1) end", "output|cpu|mem|error"),
    ("places by the thousand", "check", "local p = {} for i = 1, 5000 do p[i] = report.blocks[1] end\n"
     "for i = 1, 1e9 do expect.fail('m', table.unpack(p, 1, 200)) end", "output|cpu|mem|error"),
    ("a message of one huge word, many times", "check", "local m = ('一'):rep(1000000) for i = 1, 1e9 do expect.fail(m, report.blocks[1]) end",
     "output|cpu|mem"),
    # regex
    ("repeats in repeats over a long text", "check", "regex('(a*)*[bc]'):find(('a'):rep(500000))", "regex|cpu|error|ok"),
    ("names by the thousand", "regex", "".join(f"(?<a{i}>.)" for i in range(5000)), "error"),
    ("look-behind of everything", "regex", "(?<=[一-龥]{1,200}[一-龥]{1,200})乙", "error|ok|regex|cpu"),
    ("properties by the thousand", "regex", "\\p{Han}{1,9000}\\p{Han}{1,9000}X", "error|ok|regex|cpu"),
    ("conditions in themselves", "regex", "(?(R)a|(?R)(?R)(?R))*X", "error|ok|regex|cpu"),
    ("a back reference to all", "regex", "^((?:.|\\n)*)\\1\\1X", "error|ok|regex|cpu"),
    ("start of the match moved", "regex", "(?:\\K收到)+", "ok|fail|error"),
    # formulas
    ("合计 in 合计", "formula", "合计(" * 500 + "甲" + ")" * 500 + " = 乙", "broken"),
    ("5000 且", "formula", "若 甲 = 1 " + "且 甲 = 1 " * 1500 + "则 乙 = 1", "broken|ok|fail"),
    ("rounded to 99999999999 places", "formula", "四舍五入(甲 ÷ 乙, 99999999999) = 1", "broken|error|exact"),
    ("a tolerance without end", "formula", "甲 = 乙 ± 9e999", "broken"),
    ("last year of last year", "formula", "上年(上年(上年(甲))) = 1", "broken"),
    ("sums that double their digits", "formula", "甲 = " + "×".join(["(甲 ÷ 99999999999999999999)"] * 30), "broken|exact|fail|error"),
    ("a label that turns the text", "formula", "[\u202e甲\u2066] = 乙", "broken|ok|fail"),
    ("40000 percent signs", "formula", "甲 = 乙" + "%" * 40000, "broken"),
    # phrases
    ("60 figures in one phrase", "phrase", "…".join(["{n%d:件}" % i for i in range(60)]), "error|ok|cpu"),
    ("40 KB of alternatives", "phrase", "(" + "|".join("收到申请" + chr(0x4E00 + i) * 5 for i in range(1500)) + ")", "error|ok"),
    ("200 gaps", "phrase", "收到" + "…" * 200 + "{n:件}", "error|ok|fail"),
    ("names that are numbers", "phrase", "{1e999:件}{__index:件}{n:" + "件" * 5000 + "}", "error"),
    # files
    ("data outside of the pack", "file", "local d = data('../../../etc/passwd') rule 'X' { title = 'x', severity = 'error', "
     "check = function() end }", "pack"),
    ("100000 phrases to compile", "file", "local p = {} for i = 1, 1e5 do p[i] = '收到…申请{n:件}…' .. i end\n"
     "rule 'X' { title = 'x', severity = 'error', phrases = p, check = function() end }", "pack|broken"),
    ("100000 checks", "file", "local c = {} for i = 1, 1e5 do c[i] = {formula = '1 = 1'} end\n"
     "rule 'X' { title = 'x', severity = 'error', checks = c }", "pack|broken"),
    ("years beyond years", "file", "rule 'X' { title = 'x', severity = 'error', years = {math.mininteger, math.maxinteger}, "
     "check = function() end }", "broken|pack|ok"),
    ("examples by the million", "file", "local g = {} for i = 1, 1e6 do g[i] = {text = 'x'} end\n"
     "rule 'X' { title = 'x', severity = 'error', good = g, check = function() end }", "pack|broken|ok"),
    ("a title of controls", "file", "rule 'X' { title = '\\27]0;x\\7\\226\\128\\174', severity = 'error', check = function(r, e) e.fail('x') end }",
     "fail|broken|pack"),
    ("the definition kept for later", "file", "local kept = rule 'X'\nrule 'Y' { title = 'y', severity = 'error', check = function() "
     "kept { title = 'x' } end }\nkept { title = 'x', severity = 'error', check = function() kept {} end }", "error|broken|pack"),
    # packs
    ("a sheet of formulas far away", "pack", book_in("rules/m.xlsx", HEAD + FAR), "ok|told"),
    ("a sheet of 300 MB", "pack", lambda f: zip_of([*BOOK.items(), ("xl/s.xml", b" " * 300_000_000)])(f / "rules/m.xlsx"), "told|refused"),
    ("a sheet whose cells are code", "pack", book_in("rules/m.xlsx", HEAD + '<row r="2">' + inline("A2", "X") +
                                                   inline("B2", "]]==] while true do end --") + "</row>"), "told|ok"),
    ("forms that are a folder outside", "pack", forms_link, "refused"),
    ("rules that are a file", "pack", rules_file, "refused"),
    ("pack.json in UTF-16", "pack", set_manifest(manifest().encode("utf-16")), "refused"),
    ("pack.json with a number beyond numbers", "pack", set_manifest(manifest()[:-1] + ', "params": {"a": {"title": "t", "type": "integer", '
                                                                   '"default": 1e999}}}'), "refused"),
    ("5000 parameters", "pack", set_manifest(manifest(params={f"a{i}": {"title": "t", "type": "integer", "default": 1}
                                                             for i in range(5000)})), "refused|ok"),
    ("patterns that overlap", "pack", set_manifest(manifest(subject={"title": ["(某|某局|局)…" * 60]})), "refused|ok"),
    ("a link in data", "pack", link("data/m.csv", "/etc/passwd"), "told"),
    ("data of zero bytes", "pack", put("data/m.csv", b"\0" * 100000), "told|ok"),
    ("data with 100000 columns", "pack", put("data/m.csv", "a," * 100000), "told"),
    ("data in no encoding", "pack", put("data/m.csv", bytes(range(128, 256)) * 500), "told|ok"),
    # data that is read
    ("rows of nothing", "data", "a,b\n" + ",\n" * 30000, "ok|fail"),
    ("an open quote in data", "data", "a,b\n\"" + "x,\n" * 20000, "output|fail|pack"),
    ("controls in data", "data", "a,b\n\x1b[2J\u202e,\x07\n", "ok|fail"),
    ("as much data as there may be", "data", DEEP_DATA, "ok|fail|mem|cpu|pack"),
    # rules over several reports
    ("the other report written", "corpus", "local p = report:previous() p.title = 'spoilt'", "error"),
    ("likeness without end", "corpus", "for i = 1, 1e9 do report:likeness(corpus.reports[1]) end", "cpu|mem|time"),
    ("all reports without end", "corpus", "while true do for _, r in ipairs(corpus.reports) do local t = r.title .. r.path end end", "cpu|mem"),
    ("blocks of all reports", "corpus", "while true do for _, r in ipairs(corpus.reports) do local b = #r.blocks end end", "cpu|mem|error|time"),
    ("the list of reports written", "corpus", "for i = 1, #corpus.reports do corpus.reports[i] = nil end expect.checked()", "ok|error"),
    ("the year before the year before", "corpus", "local p = report while p do p = p:previous() end expect.checked()", "ok|error"),
    ("a finding at every other report", "corpus", "for i = 1, 1e9 do expect.fail('x', corpus.reports[1 + i % #corpus.reports]) end", "output|cpu|mem"),
    ("what a run leaves behind", "corpus", "kept = (kept or 0) + 1 corpus.kept = kept if kept > 1 then expect.fail('kept') end", "error"),
    # rosters
    ("a roster that goes round", "roster", CYCLE.encode(), "usage|ok"),
    ("an agency above itself", "roster", "单位,上级单位\n某局,某局\n".encode(), "usage|ok"),
    ("a roster of controls", "roster", "单位,上级单位\n某局\x1b[2J\u202e,\x07\n".encode(), "usage|ok"),
    ("a roster of zero bytes", "roster", b"\0" * 100000, "usage|ok"),
    ("200000 agencies", "roster", ("单位,上级单位\n" + "".join(f"某{i}局,某{i // 2}局\n" for i in range(200_000))).encode(), "usage|ok"),
    ("a chain of 5000 agencies", "roster", ("单位,上级单位\n" + "".join(f"某{i}局,某{i + 1}局\n" for i in range(5000)) + "某5000局,\n").encode(),
     "usage|ok"),
    ("years of a roster beyond years", "roster", "单位,起始年度,终止年度\n某局,99999999999999999999,-1\n".encode(), "usage|ok"),
    # overlays
    ("an overlay of brackets", "overlay", "[" * 60000, "usage"),
    ("an overlay's number beyond numbers", "overlay", '{"overlay": 1, "pack": "p", "params": {"least": 1e999}}', "usage"),
    ("an overlay's parameter as a list", "overlay", '{"overlay": 1, "pack": "p", "params": {"least": [[[[1]]]]}}', "usage"),
    ("an overlay's data that climb", "overlay", '{"overlay": 1, "pack": "p", "data": {"m.csv": "../../../../../../etc/passwd"}}', "usage"),
    ("an overlay's data that are the overlay", "overlay", '{"overlay": 1, "pack": "p", "data": {"m.csv": "o.json"}}', "usage|ok"),
    ("an overlay with controls", "overlay", '{"overlay": 1, "pack": "p", "title": "\\u001b[2J\\u202e", "params": {"least": 7}}', "usage|ok"),
    ("an overlay for 5000 rules", "overlay", json.dumps({"overlay": 1, "pack": "p", "disabled": [f"R{i}" for i in range(5000)]}), "usage"),
    ("an overlay that is no UTF-8", "overlay", b'{"overlay": 1, "pack": "\xff"}', "usage"),
    # what each place costs where a match may start, what one item runs over, and bytes of two
    ("places where a match may start", "check",
     "local s, re = ('a'):rep(60000), regex('\\\\w*[!?]') pcall(function() re:find(s) end) for i = 1, 1e9 do re:find(s) end", "regex|cpu"),
    ("possessive runs", "check", "local s, re = ('一'):rep(300000), regex('\\\\w*+[!?]') for i = 1, 1e9 do re:find(s) end", "regex|cpu"),
    ("long repeats in vain", "check", "local s, re = (('a'):rep(60000) .. '!'):rep(15), regex('\\\\w{60001}') for i = 1, 1e9 do re:find(s) end",
     "regex|cpu"),
    ("a megabyte of double bytes", "report", ("r.rtf", b"{\\rtf1\\ansi\\ansicpg936 " + b"\x81\x40" * 400_000 + b"\\par}"),
     "read|partly|unchecked"),
]
