---@meta hecha
-- luacheck: ignore
-- luacheck: no max line length
-- The rule API, api = 1. Stubs for editors (LuaCATS) and the reference of the API: what is not here
-- does not exist. Nothing in this file is executed by hecha.

---What may stand where a figure is wanted: a value, a whole number, or a plain decimal as a string
---("0.5"). A Lua float that is not whole is refused.
---@alias hecha.figure hecha.value|integer|string

---What expect.fail takes for a place: anything that has a `location`, or a location itself.
---@alias hecha.place hecha.value|hecha.block|hecha.cell|hecha.table|hecha.section|hecha.form_instance|hecha.field|hecha.extra|hecha.numbering_problem|hecha.signature|hecha.date|hecha.claim|hecha.match_claim|hecha.other|hecha.location

---Where something stands. All counts begin at 1; what does not apply is nil.
---@class hecha.location
---@field path string? the report
---@field part string? of a container: "word/document.xml", a sheet, a member of an archive
---@field page integer?
---@field sheet integer?
---@field table integer? number of the table in the report
---@field paragraph integer? number among titles, headings and paragraphs
---@field block integer? number among all blocks
---@field line integer? of a text file
---@field column integer? of a text file, in characters
---@field row integer? of a table's grid
---@field cell integer? column of a table's grid
---@field ref string? name of a spreadsheet's cell
---@field text string? what stands there

---A number that knows where it was read, or a result that knows its operands. + - * / and unary -
---give values; < <= > >= compare with values, whole numbers and decimal strings; == compares two
---values (with a plain number it is always false: use :is). There is no `..`: use tostring(v).
---@class hecha.value
---@field label string the row's label; of a result its operands' labels
---@field unit string "" if none
---@field state "number"|"blank"|"dash"|"text"|"missing"
---@field raw string as printed
---@field location hecha.location? nil for a constant
---@field path string? labels of the ancestors and its own, joined by "/"; this and what follows: rows of a form only
---@field form string? full name of the form
---@field name string? what findings call it: the label; of a cell "row/column"
---@field columns string[]? of a cell: its column heads, outermost first
---@field across hecha.value[]? the items of its row, one a column
---@field order integer? number of the row in the form
---@field depth integer? 0 for an outermost row
---@field heading boolean? a row that takes no figure
---@field child boolean? one of its parent's 子项
---@field part boolean? one of its parent's 其中
---@field parent hecha.value?
---@field children hecha.value[]? its 子项
---@field parts hecha.value[]? its 其中
---@field expected string? the label as the form has it, with number and note
---@field printed string? the label as the report has it; nil when missing
---@field column_renamed boolean? of a cell: its column's head is not as the form has it
---@field printed_column string? of a cell: its column's head as the report has it
---@field similarity integer? of the two, 0 to 100
---@field printed_number string? the number before the form's label: "（一）"
---@field note string? the note in brackets behind the form's label
---@field expected_unit string? the form's unit
---@field printed_unit string? the unit column of the report
---@field figure_unit string? a unit printed behind the figure
---@field has_unit_text boolean? there is one
---@field converted boolean? it was converted to the row's unit
---@field foreign_unit boolean? it does not convert to the row's unit
---@field signed_word boolean? the sign is written as a change: 减3, +5
---@field grouped boolean? thousands separators were printed
---@field fullwidth boolean? full-width digits were printed
---@field kind "bare"|"count"|"money"|"percent"|"points"|"ratio"|"duration"|"measure"|nil this and what follows: quantities of the prose only
---@field approx "exact"|"more"|"less"|"about"|nil
---@field approx_word string? 余, 约 …
---@field low hecha.value? the least it can mean; nil if there is no bound
---@field high hecha.value? the most it can mean
---@field low_open boolean? the bound itself is not meant
---@field high_open boolean?
---@field step hecha.value? one unit of the last place written: 1000 of 3.7万
---@field change "rise"|"fall"|nil what the words before say: 增长, 下降
---@field block hecha.block? that it stands in
---@field sentence string?
---@field clause string?
---@operator add(hecha.figure): hecha.value
---@operator sub(hecha.figure): hecha.value
---@operator mul(hecha.figure): hecha.value
---@operator div(hecha.figure): hecha.value
---@operator unm: hecha.value
local value = {}

---The number as a Lua integer; nil if it is none.
---@return integer?
function value:number() end

---The number as a plain decimal; nil if there is none. A quotient without a finite decimal is rounded to 6 decimals.
---@return string?
function value:text() end

---Whether the number equals another, exactly. False where there is no number.
---@param other hecha.figure
---@return boolean
function value:is(other) end

---@return hecha.value
function value:abs() end

---Rounded half away from zero.
---@param places integer? decimals; 0 if not given; negative: tens, hundreds
---@return hecha.value
function value:round(places) end

---What stands before a quantity of the prose in its block. An error for the 0 of a claim (未收到): see said.claim.
---@param count integer? at most so many characters; without it, from the start of its sentence
---@return string
function value:before(count) end

---What stands behind a quantity of the prose in its block. An error for the 0 of a claim (未收到): see said.claim.
---@param count integer? at most so many characters; without it, to the end of its sentence
---@return string
function value:after(count) end

---@class hecha.block
---@field type "title"|"heading"|"paragraph"|"table"|"note"|"image"|"chart"
---@field level integer? of a heading, from 1
---@field number string? printed or generated number: "一、"
---@field text string normalised: full-width letters and digits are ASCII, runs of space are one
---@field raw string as read
---@field run_in boolean? a heading whose paragraph stands in the same line
---@field table integer? index in report.tables
---@field location hecha.location
local block = {}

---@class hecha.cell
---@field text string
---@field raw string
---@field number string?
---@field row integer
---@field column integer
---@field rowspan integer
---@field colspan integer
---@field header boolean?
---@field tables hecha.table[]? nested ones
---@field location hecha.location

---@class hecha.table
---@field type "table"|"chart"
---@field rows hecha.cell[][] the cells that begin in each row of the grid
---@field columns integer
---@field doubtful boolean? its cells could not be told (each row is a line of it), or rows and columns are exchanged
---@field location hecha.location

---@class hecha.section
---@field title string the heading without its number
---@field number string?
---@field level integer
---@field style string? of the number, as its first is printed: "第一章" "一、" "（一）" "1." "（1）" "①" "1.1"
---@field value integer? of the number: 3 for （三）; the last component of 1.3
---@field mark string? behind or around the numeral: "、" "." "）" "（）" "：" or ""
---@field run_in boolean? its text goes on in the same line
---@field parent hecha.section?
---@field blocks hecha.block[] up to the next heading
---@field sections hecha.section[] of deeper levels
---@field location hecha.location
local section = {}

---Something that is wrong with a number.
---@class hecha.numbering_problem
---@field kind "gap"|"repeat"|"order"|"style"|"mark"|"unmarked" numbers left out before it; the same again; smaller than before; another style, or another mark, than its siblings; no mark behind it
---@field number string? as printed; nil if unmarked
---@field value integer
---@field style string?
---@field expected string? the number that belongs there, in the style of the siblings: "（三）"
---@field expected_value integer?
---@field usual_mark string? of kind "mark": what stands behind the others
---@field level integer? of a heading; nil for a paragraph
---@field inline boolean 一是 … 二是 … within the text
---@field text string of its block
---@field location hecha.location
---@field before hecha.location? of the sibling before it

---@class hecha.signature
---@field agency string? without （盖章）; nil if only a date stands there
---@field date hecha.date
---@field location hecha.location of the agency, else of the date

---@class hecha.date
---@field year integer?
---@field month integer?
---@field day integer?
---@field number integer 20171231, for comparing
---@field valid boolean such a day exists
---@field iso string "2017-12-31"; "2017-12" or "2017" where parts are missing
---@field text string? as written
---@field quote string? the paragraph or field it stands in
---@field block integer? index in report.blocks
---@field field string? label of the form's field it stands in
---@field location hecha.location?

---@class hecha.period
---@field from hecha.date?
---@field to hecha.date
---@field text string?
---@field location hecha.location

---What the prose says of a whole class without a figure: 未收到申请, 均按时办结.
---@class hecha.claim
---@field kind "none"|"all"
---@field text string the clause
---@field word string 未收到, 均 …
---@field scope string what follows it in the clause
---@field sentence string
---@field block hecha.block
---@field index integer in its list
---@field location hecha.location

---A row of the table that fills no row of the form.
---@class hecha.extra
---@field label string? as printed
---@field raw string? its figure as printed
---@field text string
---@field item hecha.value? the form's row, of duplicates and misplaced rows
---@field location hecha.location

---A line around the table: 填报单位.
---@class hecha.field
---@field label string
---@field text string "" if it is not filled in
---@field location hecha.location

---A row of a form's table.
---@class hecha.table_row
---@field label string "" if it has none
---@field path string
---@field printed_number string?
---@field heading boolean it takes no figures
---@field missing boolean the report lacks it
---@field cells hecha.value[] one a column

---A column of a form's table that takes figures.
---@class hecha.table_column
---@field label string
---@field path string labels of the heads above and its own, joined by "/"
---@field cells hecha.value[] of rows that take figures

---A table of a form of rows and columns.
---@class hecha.form_table
---@field title string
---@field rows hecha.table_row[]
---@field columns hecha.table_column[]

---A table of the report that was recognised as a form.
---@class hecha.form_instance
---@field form string full name
---@field id string
---@field title string
---@field caption string? lines above the table
---@field caption_year integer?
---@field ordinal integer 1 for the first table of this form in the report
---@field items hecha.value[] every row of the form, in its order; every cell, row by row
---@field tables hecha.form_table[]? of a form of rows and columns
---@field unaligned hecha.extra[] rows the form does not have
---@field duplicates hecha.extra[]
---@field missing hecha.value[] items whose row the table lacks
---@field headings hecha.value[] items of heading rows, which take no figure
---@field figures hecha.value[] items of rows that take a figure
---@field parts hecha.value[] items after 其中：
---@field blanks hecha.value[] those of the figures that are blank or a dash
---@field irregular hecha.value[] those that are no plain counts: text, with a unit or 增/减, below zero, not whole
---@field renamed hecha.value[] items whose printed row or column has another name than the form's
---@field other_units hecha.value[] those of the figures beside which another unit is printed
---@field misplaced hecha.extra[]
---@field fields table<string, hecha.field> by label; only those found
---@field location hecha.location

---@class hecha.report
---@field title string?
---@field agency string? nil where it was not recognised; so are year, date and period
---@field year integer?
---@field date hecha.date?
---@field period hecha.period?
---@field path string
---@field format string "docx", "txt" …
---@field location hecha.location of its first block
---@field blocks hecha.block[] in reading order
---@field texts hecha.block[] those of blocks that are prose: no tables, charts, images
---@field title_lines hecha.block[] those of the blocks that make the title
---@field tables hecha.table[]
---@field sections hecha.section[] outermost headings
---@field headings hecha.section[] the same and all inside them, in reading order
---@field signature hecha.signature? the organ and the date at the end of the text
---@field forms hecha.form_instance[]
---@field checked_form hecha.form_instance? the one being checked; nil in a rule without `form`
local report = {}

---The row of a form that a label, a path or printed numbers (`三.(七)/自然人`) name. Raises an error
---that names the nearest labels, or the paths to choose from. Without `form`: the form being checked, else the one that has the label.
---@param label string|hecha.label hecha.label: what `hecha rules --stubs` writes
---@param form string|hecha.form_name|hecha.form_instance|nil
---@return hecha.value
function report:item(label, form) end

---@param id string id or full name
---@param ordinal integer? 1 if not given
---@return hecha.form_instance? # nil if the report has none
function report:form(id, ordinal) end

---The section whose title is most like one of the titles, and how much (80 to 100); nil where none
---is like enough. See title_likeness.
---@param title string
---@param ... string other titles it may have
---@return hecha.section?
---@return integer?
function report:section(title, ...) end

---What is wrong with the numbers of headings and paragraphs, automatic ones as they are printed.
---A list may begin anew at 1. Numbers in tables, of figures and of a table of contents take no part.
---@return hecha.numbering_problem[]
function report:numbering() end

---All dates of the prose, then those of the forms' fields.
---@return hecha.date[]
function report:dates() end

---The quantities of the prose in reading order: a list that also iterates, `for q in report:quantities() do`.
---@param within hecha.section|hecha.block|nil only in this
---@return hecha.value[]
function report:quantities(within) end

---Claims of none or all without a figure, in reading order: a list that also iterates.
---@param within hecha.section|hecha.block|nil only in this
---@return hecha.claim[]
function report:claims(within) end

---The blocks of prose that contain a text, to the letter.
---@param text string
---@return hecha.block[]
function report:find(text) end

---The blocks of prose in which Chinese characters stand twice in a row: 政府信息政府信息. Of each the longest such
---run, the first of several.
---@param least integer characters, 2 or more
---@param most integer 32 at most
---@return hecha.word[] without `number`
function report:doubled(least, most) end

---The blocks of prose in which a bracket or quotation mark lacks its other half: 《办法，方便查阅. Of each the first
---closing mark that closes nothing, else the last one that stays open. （） and () go together; 1） a) 一） need no
---opening bracket where a clause begins with them.
---@return hecha.word[] without `number`
function report:unpaired() end

---The cells of the tables whose text matches a regular expression, and the cells of the row each stands in.
---@param regex hecha.regex|string
---@return fun(): hecha.cell?, hecha.cell[]?
function report:cells(regex) end

---What stood in place of a figure: 未收到, 均.
---@class hecha.match_claim
---@field kind "none"|"all"
---@field text string the clause
---@field location hecha.location

---A place where a phrase was found. The names in { } are fields: values (0 for a claim of none) or texts.
---@class hecha.match
---@field text string
---@field sentence string up to 。！？
---@field claim hecha.match_claim?
---@field block hecha.block
---@field location hecha.location
---@field [string] any

---Where sentences say something, in reading order: 收到…申请{n:件|条|无}. See docs/phrases.md.
---@param pattern string
---@param within hecha.section|hecha.block|nil
---@return fun(): hecha.match?
function report:phrases(pattern, within) end

---A match of a regular expression; groups by number and by name.
---@class hecha.regex_match
---@field text string
---@field first integer characters, from 1
---@field last integer
---@field block hecha.block|hecha.cell|nil what was searched, if it was no string
---@field location hecha.location?
---@field [integer|string] any

---A regular expression of PCRE2 that works on characters. Read-only; tostring gives its pattern.
---@class hecha.regex
local expression = {}

---@param text string|hecha.block|hecha.cell
---@param first integer? character to begin at, from 1
---@return hecha.regex_match?
function expression:find(text, first) end

---The groups of the first match, or all of it if there are none.
---@param text string|hecha.block|hecha.cell
---@param first integer?
---@return string? ...
function expression:match(text, first) end

---@param text string|hecha.block|hecha.cell
---@return fun(): hecha.regex_match?
function expression:all(text) end

---The text with the replacement, as it stands, in place of each match; and how many.
---@param text string|hecha.block|hecha.cell
---@param replacement string
---@return string replaced
---@return integer count
function expression:gsub(text, replacement) end

---Compiles a regular expression; an error where the pattern is malformed or too large.
---@param pattern string
---@return hecha.regex
function regex(pattern) end

---Where the prose matches, in reading order.
---@param expression hecha.regex|string
---@param within hecha.section|hecha.block|nil
---@return fun(): hecha.regex_match?
function report:matches(expression, within) end

---Another report of the run, in a corpus_rule. Read-only.
---@class hecha.other
---@field agency string?
---@field year integer?
---@field title string?
---@field path string
---@field location hecha.location
---@field forms {form: string, id: string, caption: string?, ordinal: integer, location: hecha.location}[]
local other = {}

---The same row in that report, in this form's unit. A row it lacks makes comparisons not apply.
---@param row string|hecha.value label, path, or a row of this report
---@return hecha.value
function other:item(row) end

---What a corpus_rule sees of the run.
---@class hecha.corpus
---@field reports hecha.other[] all of the run, by path; for rules with needs = "all"
---@field duplicates hecha.other[] of the same agency and year, with other figures
---@field missing string[] agencies of the roster without a report of that year, told with this one
---@field roster boolean there is a roster
---@field listed boolean it has the agency in that year

---The report of the year before, in a corpus_rule.
---@return hecha.other?
function report:previous() end

---Reports of the agencies below by the roster, in a corpus_rule, and names of those without one.
---@return hecha.other[]
---@return string[]
function report:children() end

---How much of the prose stands in another report, in a corpus_rule: runs of eight letters that do,
---all runs, and the first three paragraphs that do as a whole.
---@param other hecha.other
---@return integer
---@return integer
---@return {text: string, location: hecha.location}[]
function report:likeness(other) end

---One of what an enumeration lists.
---@class hecha.part
---@field label string? what is counted
---@field quantity hecha.value?
---@field percent hecha.value? 占65.4%
---@field order integer? of 一是 二是
---@field closes boolean a ；stands behind it
---@field text string?
---@field location hecha.location

---What the prose takes apart: 1135条，包含公报11条、网站742条…; 三个方面：…; 一是…二是…
---@class hecha.enumeration
---@field kind "of_which"|"includes"|"respectively"|"colon"|"bracket"|"list"|"sum"|"counted"|"ordered"
---@field total hecha.value? the first of totals
---@field totals hecha.value[] what it may divide, the likeliest first; in the unit of the parts
---@field parts hecha.part[]
---@field exact boolean every figure stands for itself: no 余, no range, no 万
---@field open boolean 等 stands behind the last part
---@field rest boolean a part is 其他 or 其余
---@field same_sentence boolean the total stands in the same sentence
---@field least integer? of counted: the least that the list beside it may count; nil: no list
---@field most integer?
---@field inside hecha.enumeration? the one whose part this one divides
---@field text string
---@field sentence string
---@field block hecha.block
---@field location hecha.location

---All enumerations of the prose, or of a part of it.
---@param within hecha.section|hecha.block|nil
---@return hecha.enumeration[]
function report:enumerations(within) end

---@return hecha.enumeration[]
function section:enumerations() end

---@return hecha.enumeration[]
function block:enumerations() end

---The same within the section and its subsections.
---@param pattern string
---@return fun(): hecha.match?
function section:phrases(pattern) end

---@param expression hecha.regex|string
---@return fun(): hecha.regex_match?
function section:matches(expression) end

---As report:quantities, in this section.
---@return hecha.value[]
function section:quantities() end

---As report:claims, in this section.
---@return hecha.claim[]
function section:claims() end

---The same within the block.
---@param pattern string
---@return fun(): hecha.match?
function block:phrases(pattern) end

---@param expression hecha.regex|string
---@return fun(): hecha.regex_match?
function block:matches(expression) end

---As report:quantities, in this block.
---@return hecha.value[]
function block:quantities() end

---As report:claims, in this block.
---@return hecha.claim[]
function block:claims() end

---What a comparison is made of: expect(v):equals(w). Each gives true if it holds, false if not
---(which is a finding), nil if it cannot be decided.
---@class hecha.expectation
local expectation = {}

---@param other hecha.figure
---@param tolerance hecha.figure? greatest difference that still counts as equal
---@return boolean?
function expectation:equals(other, tolerance) end

---A quantity of the prose means the other figure: by the precision it was written with, its
---approximation (余 近 约) and its unit. For other values the same as equals.
---@param other hecha.figure
---@param tolerance hecha.figure?
---@return boolean?
function expectation:agrees_with(other, tolerance) end

---@param other hecha.figure
---@param tolerance hecha.figure?
---@return boolean?
function expectation:not_equals(other, tolerance) end

---@param other hecha.figure
---@param tolerance hecha.figure?
---@return boolean?
function expectation:at_most(other, tolerance) end

---@param other hecha.figure
---@param tolerance hecha.figure?
---@return boolean?
function expectation:at_least(other, tolerance) end

---@param other hecha.figure
---@param tolerance hecha.figure?
---@return boolean?
function expectation:less_than(other, tolerance) end

---@param other hecha.figure
---@param tolerance hecha.figure?
---@return boolean?
function expectation:more_than(other, tolerance) end

---@class hecha.expect
---@overload fun(subject: hecha.figure): hecha.expectation
local expect = {}

---A finding that no comparison says. Of a value, its label and figure become the evidence.
---@param message string one line
---@param ... hecha.place the first is where the finding stands, the others are related
function expect.fail(message, ...) end

---The rule does not apply to this report. Does not end the check: write `return expect.skip(…)`.
---@param reason string
function expect.skip(reason) end

---Something was looked at and found right without a comparison. A check that compared nothing and
---does not call this does not apply.
function expect.checked() end

---A table of a form of rows and columns.
---@class hecha.form_source
---@field title string?
---@field default string? the column that is meant when none is named
---@field columns string column heads, indented like rows: head | unit
---@field rows string? as of a form; without it the table has one line without a label

---@class hecha.form
---@field title string
---@field rows string? the form as it is printed, one row a line: label | unit | marks
---@field tables hecha.form_source[]? of a form of rows and columns, instead of rows
---@field years integer|integer[]|nil {from, to}, {from}, or one year
---@field blank_is_zero boolean? a blank or dash counts as 0 inside a sum
---@field fields string[]? labels of the lines around the table

---@class hecha.example
---@field file string? a file of the pack's tests/; not with text or items
---@field cells table<string, integer|string>? of a file: label, "R5C3" or "T2R5C3" = text in its place
---@field text string? a whole report; else a filled form, where every figure not named is 0:
---@field form string?
---@field title string?
---@field agency string? 填报单位; "-" leaves the line out
---@field date string? signature; "-" leaves it out
---@field year integer?
---@field body string? paragraphs before the table
---@field items table<string|hecha.label, integer|string>? label = figure as printed
---@field units table<string, string>? label = unit as printed
---@field without string|string[]|nil rows left out
---@field repeated string|string[]|nil rows printed twice
---@field previous hecha.example? the same agency's report of the year before
---@field children hecha.example[]? reports of agencies below
---@field absent boolean? of a child: the roster has it, but there is no report

---@class hecha.check
---@field formula string?
---@field check fun(report: hecha.report, expect: hecha.expect)|nil
---@field severity "error"|"warning"|"notice"|"强制"|"核实"|"提示"|nil that of the rule, if not given
---@field message string?

---@class hecha.rule
---@field title string
---@field severity "error"|"warning"|"notice"|"强制"|"核实"|"提示"
---@field formula string? one of formula, check, checks
---@field check fun(report: hecha.report, expect: hecha.expect)|nil
---@field checks hecha.check[]?
---@field form string|hecha.form_name|(string|hecha.form_name)[]|nil forms it is checked on, one by one; without: the report as a whole
---@field years integer|integer[]|nil years of the reports it applies to
---@field message string? in place of the one that is made
---@field basis string? the regulation it rests on
---@field since string?
---@field tags string[]?
---@field rationale string? why it is checked, and why only so far
---@field enabled boolean? false: runs only where --only names it
---@field precision "exact"|"may_overreport"|"may_underreport"|nil
---@field phrases string|string[]|nil patterns that are looked at when the rule is loaded
---@field good string|hecha.example|(string|hecha.example)[]|nil reports that pass
---@field bad string|hecha.example|(string|hecha.example)[]|nil reports that fail

---@class hecha.corpus_rule: hecha.rule
---@field needs string|string[]|nil "previous_year", "children", "all", "roster"; a formula tells by itself
---@field check fun(report: hecha.report, expect: hecha.expect, corpus: hecha.corpus)|nil

---The pack's parameters (pack.json, "params"), read-only. An integer, a plain decimal as a string, a
---day as an integer (331: 31 March), a boolean, or a text. A name the pack lacks raises an error.
---@type table<string, integer|string|boolean>
params = {}

---A table of the pack's folder data/: `#rows`, `rows[i]`, from 1. A row is a table of texts by column.
---@class hecha.data
---@field [integer] table<string, string>

---@param name string "words.csv"; a name the pack lacks raises an error
---@return hecha.data
function data(name) end

---@class hecha.word
---@field text string as it stands in the text
---@field first integer
---@field last integer bytes of the text, as string.find gives them
---@field number integer of the word or row in its list
---@field row table<string, string>? of a list made of data
---@field block hecha.block? of a word in the report
---@field location hecha.location? of a word in the report

---Many words that are looked for at once.
---@class hecha.wordlist
local words = {}

---From left to right, the longest of several, none within another; none that lies within an exception.
---In the report and in a section, the prose is looked through, not the tables.
---@param where hecha.report|hecha.section|hecha.block|string
---@return hecha.word[]
function words:find(where) end

---The longest word that begins at a byte, exceptions aside: its number in the list and its last byte.
---@param text string
---@param byte integer? 1 unless given
---@return integer? number
---@return integer? last
function words:at(text, byte) end

---Reads a text word by word, each time the longest word, exceptions aside: the numbers of the words in the list,
---and the byte where no word begins, `#text + 1` at the text's end.
---@param text string
---@param byte integer? 1 unless given
---@return integer[] numbers
---@return integer behind
function words:read(text, byte) end

---The first word from a byte on, the longest that begins there, exceptions aside: its number in the list, its first
---and its last byte. Without making a table, to ask whether a text has a word of the list.
---@param text string
---@param byte integer? 1 unless given
---@return integer? number
---@return integer? first
---@return integer? last
function words:first(text, byte) end

---The word that begins last in a text, as `first` gives it.
---@param text string
---@return integer? number
---@return integer? first
---@return integer? last
function words:last(text) end

---Made where the file is loaded, never inside a check. Of data, the words are those of the column (without
---one, the first); its column `exception` has longer texts that are right, separated by `|`.
---@param words hecha.data|string[]
---@param column string?
---@return hecha.wordlist
function wordlist(words, column) end

---What several checks want to know of a report, found out once: gives a function of the report. Written where the
---file is loaded. `find` sees the report as a whole and returns text, numbers, true, false or tables
---of such, of a quantity its index; each check gets tables of its own. The function that it gives takes keys too: only
---what stands under them is made, nil where nothing does.
---@param find fun(report: hecha.report): any
---@return fun(report: hecha.report, ...: string|integer): any
function per_report(find) end

---Defines a rule: rule "A01" { … }
---@param id string letters, digits, - _ .
---@return fun(definition: hecha.rule)
function rule(id) end

---Defines a rule over several reports: corpus_rule "Y01" { … }
---@param id string
---@return fun(definition: hecha.corpus_rule)
function corpus_rule(id) end

---Defines a form: form "gk-2014" { … }
---@param id string
---@return fun(definition: hecha.form)
function form(id) end

---The sum of a list, as 合计 in a formula. An empty list is an error.
---@param list hecha.figure[]
---@return hecha.value
function sum(list) end

---@param list hecha.figure[]
---@return hecha.value
function largest(list) end

---@param list hecha.figure[]
---@return hecha.value
function smallest(list) end

---How much a title is like another: 100 equal, without number, white space and notes; 95 `title`
---contains `wanted`; 90 it has all characters of `wanted` in their order; else at most 89, twice the
---longest common sequence in percent of both lengths. From 80 on they are taken for the same.
---@param wanted string
---@param title string
---@return integer
function title_likeness(wanted, title) end

---What two texts do not have in common once what both begin and end with is left out: 实施办法, 实施方法: 办, 方.
---@param text string
---@param other string
---@return string of_text
---@return string of_other
function difference(text, other) end

---A line that is shown with --verbose.
---@param ... any
function log(...) end

---What a rule must come to on the report of a case; the outcome may also stand first, without a name.
---@class hecha.expectation_of_case
---@field outcome "pass"|"fail"|"not_applicable"|"not_evaluated"|nil
---@field message string? stands in the finding's message (in Chinese), else in the reason
---@field at string|table<string, integer|string>|nil stands in its subject or quote; or members of its place
---@field stated string? figure of its evidence
---@field expected string?
---@field findings integer? their number

---@class hecha.case: hecha.example, hecha.expectation_of_case
---@field rule string|string[]|nil
---@field expect string|table<string, string|hecha.expectation_of_case> an outcome, or rule = outcome
---@field reports hecha.example[]? other reports of the run
---@field roster string? a file of tests/, or the csv itself

---A test of a pack, in tests/*.lua.
---@param name string
---@return fun(definition: hecha.case)
function case(name) end
