"""A made report as Word files of many makes: the same content, written as different programs and
people write it. See STYLES."""
import dataclasses
import html
import pathlib
import re
import sys
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "rules"))
import writers  # noqa: E402

HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
NAMES = (f'xmlns:w="{writers.WORD}" xmlns:r="{OFFICE}" xmlns:v="urn:schemas-microsoft-com:vml" '
         'xmlns:o="urn:schemas-microsoft-com:office:office"')
WIDTH = 8800  # of the text, in twentieths of a point
SIDES = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"), "none": (),
    "level": ("top", "bottom", "insideH"), "open": ("top", "bottom", "insideH", "insideV"),
    "outer": ("top", "left", "bottom", "right"), "upright": ("left", "right", "insideV"),
}
CHANGE = 'w:id="7" w:author="某人" w:date="2019-01-05T09:00:00Z"'


@dataclasses.dataclass
class Style:
    """How a Word file is made."""
    name: str
    borders: str = "all"
    listed: bool = False  # numbers are those of lists
    jagged: bool = False  # every third row begins and ends a little beside the others
    column: bool = False  # the numbered parts of a list form stand in a merged column of their own
    boxed: bool = False  # the table stands in a text box
    pieces: bool = False  # one run a character, fields, links, content controls, changes, notes
    cramped: bool = False  # narrow columns, large type: cells of several lines, several pages
    header: bool = False  # page headers and numbers, the table's head on each page
    titled: bool = False  # what stands above the table stands in its first rows
    typed: bool = False  # figures in full-width digits, notes of labels in lines of their own, blanks, an empty row


STYLES = (
    Style("plain"), Style("listed", listed=True), Style("pieces", pieces=True, header=True),
    Style("column", column=True), Style("jagged", jagged=True), Style("cramped", cramped=True, header=True),
    Style("bare", borders="none"), Style("level", borders="level"), Style("open", borders="open"),
    Style("boxed", boxed=True), Style("titled", titled=True), Style("typed", typed=True),
)


def properties(inner, tag):
    return f"<w:{tag}>{inner}</w:{tag}>" if inner else ""


def run(text, size=""):
    """A run; line breaks in the text are breaks."""
    look = properties(size, "rPr")
    parts = "<w:br/>".join(f'<w:t xml:space="preserve">{html.escape(part, quote=False)}</w:t>' for part in text.split("\n"))
    return f"<w:r>{look}{parts}</w:r>" if text else ""


def typed(text):
    """As people type: 12 in full-width digits, a label's note in a line of its own, blanks around."""
    if re.fullmatch(r"\d+", text):
        return "".join(chr(ord(sign) + 0xFEE0) for sign in text) if len(text) == 2 else f" {text} "
    return re.sub(r"(?<=.)（(?=不|单位|区分)", "\n（", text)


class Numbers:
    """Numbers of a list in order: those that a list would give are left to it."""
    SHAPES = (re.compile("^([一二三四五六七八九十]+)、"), re.compile("^（([一二三四五六七八九十]+)）"), re.compile(r"^(\d{1,2})\."))

    def __init__(self, identity):
        self.identity, self.counts = identity, [0, 0, 0]

    def take(self, text):
        """The list's properties and the text without its number."""
        for level, shape in enumerate(self.SHAPES):
            found = shape.match(text)
            if found and value(found.group(1)) == self.counts[level] + 1:
                self.counts[level] += 1
                self.counts[level + 1:] = [0] * (2 - level)
                return (f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{self.identity}"/></w:numPr>',
                        text[found.end():])
        return "", text


def value(number):
    """Of 12 or 十二."""
    signs = "零一二三四五六七八九"
    if number.isdigit():
        return int(number)
    tens, ten, ones = number.rpartition("十")
    return (signs.index(tens) if tens else 1 if ten else 0) * 10 + (signs.index(ones) if ones else 0)


def numbering():
    levels = "".join(
        f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/><w:lvlJc w:val="left"/></w:lvl>'
        for at, (form, text) in enumerate((("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."))))
    lists = "".join(f'<w:abstractNum w:abstractNumId="{at}"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
                    for at in (1, 2))
    uses = "".join(f'<w:num w:numId="{at}"><w:abstractNumId w:val="{at}"/></w:num>' for at in (1, 2))
    return f'{HEAD}<w:numbering xmlns:w="{writers.WORD}">{lists}{uses}</w:numbering>'


STYLESHEET = (f'{HEAD}<w:styles xmlns:w="{writers.WORD}"><w:style w:type="paragraph" w:default="1" w:styleId="a">'
              '<w:name w:val="Normal"/></w:style><w:style w:type="paragraph" w:styleId="1"><w:name w:val="heading 1"/>'
              '<w:basedOn w:val="a"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>')
NOTES = (f'{HEAD}<w:footnotes xmlns:w="{writers.WORD}"><w:footnote w:id="2"><w:p><w:r><w:footnoteRef/></w:r>'
         '<w:r><w:t>口径见正文。</w:t></w:r></w:p></w:footnote></w:footnotes>')
PAGE_HEAD = f'{HEAD}<w:hdr xmlns:w="{writers.WORD}"><w:p><w:r><w:t>公开年报</w:t></w:r></w:p></w:hdr>'
PAGE_FOOT = (f'{HEAD}<w:ftr xmlns:w="{writers.WORD}"><w:p><w:r><w:t xml:space="preserve">— </w:t></w:r><w:r>'
             '<w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r>'
             '<w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/>'
             '</w:r><w:r><w:t xml:space="preserve"> —</w:t></w:r></w:p></w:ftr>')


class Writer:
    """Writes one report in one style."""

    def __init__(self, style):
        self.style, self.texts, self.heads = style, 0, 1
        self.size = '<w:sz w:val="32"/>' if style.cramped else ""
        self.headings, self.labels = Numbers(1), Numbers(2)

    def paragraph(self, text, look=""):
        return f"<w:p>{properties(look, 'pPr')}{run(text, self.size)}</w:p>"

    def pieces(self, text):
        """A paragraph in pieces, in another way each time."""
        self.texts += 1
        cut = text.find("，") + 1
        first, rest = text[:cut], text[cut:]
        way = self.texts % 6
        if not first or not rest:
            inner = "".join(run(sign) for sign in text)
        elif way == 0:
            inner = (f"{run(first)}<w:del {CHANGE}><w:r><w:delText>另有9件，</w:delText></w:r></w:del>"
                     f"<w:ins {CHANGE}>{run(rest)}</w:ins>")
        elif way == 1:
            inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{run(first)}</w:sdtContent></w:sdt>{run(rest)}"
        elif way == 2:
            inner = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "http://example.cn" '
                     f'</w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>{run(first)}<w:r>'
                     f'<w:fldChar w:fldCharType="end"/></w:r>{run(rest)}')
        elif way == 3:
            inner = f'{run(first)}<w:r><w:footnoteReference w:id="2"/></w:r>{run(rest)}'
        elif way == 4:
            inner = f'<w:hyperlink w:anchor="x">{run(first)}</w:hyperlink>{run(rest)}'
        else:
            inner = "".join(run(sign) + "<w:proofErr w:type=\"gramStart\"/>" for sign in text)
        return f"<w:p>{inner}</w:p>"

    def block(self, kind, content):
        if kind == "table":
            table = self.table(list(content))
            return self.box(table) if self.style.boxed else table + "<w:p/>"
        if kind == "title":
            return self.paragraph(content, '<w:jc w:val="center"/>')
        if kind == "right":
            return self.paragraph(content, '<w:jc w:val="right"/>')
        if kind == "heading":
            numbers, content = self.headings.take(content) if self.style.listed else ("", content)
            return self.paragraph(content, '<w:pStyle w:val="1"/>' + numbers)
        return self.pieces(content) if self.style.pieces else self.paragraph(content, '<w:ind w:firstLineChars="200" w:firstLine="420"/>')

    def box(self, table):
        return ('<w:p><w:r><w:pict><v:shape style="width:440pt;height:600pt" type="#_x0000_t202"><v:textbox>'
                f'<w:txbxContent>{table}<w:p/></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>')

    def cell(self, text, width, span, merge, label):
        numbers = ""
        if self.style.typed:
            text = typed(text)
        if label and self.style.listed:
            numbers, text = self.labels.take(text)
        spans = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        size = f'<w:tcW w:w="{width}" w:type="dxa"/>'
        return f"<w:tc><w:tcPr>{size}{spans}{merge}</w:tcPr>{self.paragraph(text, numbers)}</w:tc>"

    def widths(self, columns):
        if columns != 3:
            return [WIDTH // columns] * columns
        return [2400, 900, 900] if self.style.cramped else [6200, 1100, 1500]

    def blocks(self, made):
        """The report's blocks; the table's title, year and agency as rows of it, if they stand there."""
        kept = []
        for kind, content in writers.blocks(made):
            if kind == "table":
                rows = list(content)
                width = sum(cell[1] for cell in rows[0])
                yield kind, [[(text, width, 1)] for _, text in kept] + rows
                kept = []
            elif self.style.titled and (kept or (kind == "title" and content.endswith("统计表"))):
                kept.append((kind, content))
            else:
                yield kind, content
        yield from kept

    def table(self, rows):
        """Merged cells by gridSpan and vMerge."""
        columns = max(sum(cell[1] for cell in row) for row in rows)
        widths = self.widths(columns)
        if self.style.column and columns == 3:
            return self.frame([1500, 4700, 1100, 1500], self.parted(rows))
        self.heads = max(cell[2] for cell in rows[0])
        out, grid = [], [100, *widths, 100] if self.style.jagged else widths
        for number, line in enumerate(writers.grid(rows)):
            out.append(self.row(line, widths, number))
        return self.frame(grid, out)

    def row(self, line, widths, number):
        cells, at = [], 0
        beside = self.style.jagged and number % 3 == 1
        for kind, content in line:
            if kind == "above" and content == 0:
                continue
            text, wide, high = ("", content, 0) if kind == "above" else content
            merge = "<w:vMerge/>" if kind == "above" else '<w:vMerge w:val="restart"/>' if high > 1 else ""
            span = wide
            if self.style.jagged and not beside:
                span += (at == 0) + (at + wide == len(widths))
            cells.append(self.cell(text, sum(widths[at:at + wide]), span, merge, at == 0))
            at += wide
        more = "<w:tblHeader/>" if self.style.header and number < self.heads else ""
        if beside:
            more += ('<w:gridBefore w:val="1"/><w:gridAfter w:val="1"/><w:wBefore w:w="100" w:type="dxa"/>'
                     '<w:wAfter w:w="100" w:type="dxa"/>')
        return f"<w:tr>{properties(more, 'trPr')}{''.join(cells)}</w:tr>"

    def parted(self, rows):
        """The parts of a list form in a column of their own, merged down over their rows."""
        out, sizes = [], (1500, 4700, 1100, 1500)
        for at, row in enumerate(rows):
            label, unit, figure = (cell[0] for cell in row)
            part = bool(Numbers.SHAPES[0].match(label)) or at == 0
            last = at + 1 == len(rows) or bool(Numbers.SHAPES[0].match(rows[at + 1][0][0])) or at == 0
            if part and last:
                cells = self.cell(label, 6200, 2, "", True)
            elif part:
                cells = self.cell(label, 1500, 1, '<w:vMerge w:val="restart"/>', True) + self.cell("", 4700, 1, "", False)
            else:
                cells = self.cell("", 1500, 1, "<w:vMerge/>", False) + self.cell(label, 4700, 1, "", True)
            cells += self.cell(unit, sizes[2], 1, "", False) + self.cell(figure, sizes[3], 1, "", False)
            out.append(f"<w:tr>{cells}</w:tr>")
        return out

    def frame(self, widths, rows):
        lines = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>' for side in SIDES[self.style.borders])
        grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
        return (f'<w:tbl><w:tblPr><w:tblW w:w="0" w:type="auto"/>{properties(lines, "tblBorders")}</w:tblPr>'
                f"<w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>")


def write(made, style, path):
    """The report's file."""
    writer = Writer(style)
    body = "".join(writer.block(kind, content) for kind, content in writer.blocks(made))
    ends = '<w:headerReference w:type="default" r:id="r4"/><w:footerReference w:type="default" r:id="r5"/>' if style.header else ""
    page = f'<w:sectPr>{ends}<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1500" w:bottom="1440" w:left="1500"/></w:sectPr>'
    parts = {"styles": STYLESHEET, "numbering": numbering(), "footnotes": NOTES, "header": PAGE_HEAD, "footer": PAGE_FOOT}
    types = "".join(f'<Override PartName="/word/{name}.xml" ContentType="application/vnd.openxmlformats-officedocument.'
                    f'wordprocessingml.{name}+xml"/>' for name in parts)
    main = ('<Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.'
            'wordprocessingml.document.main+xml"/>')
    links = "".join(f'<Relationship Id="r{at}" Type="{OFFICE}/{name}" Target="{name}.xml"/>' for at, name in enumerate(parts, 1))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", f'{HEAD}<Types xmlns="{PACKAGE}/content-types"><Default Extension="rels" '
                         f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>{main}{types}</Types>')
        package.writestr("_rels/.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                         f'Type="{OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>')
        package.writestr("word/_rels/document.xml.rels", f'{HEAD}<Relationships xmlns="{PACKAGE}/relationships">{links}</Relationships>')
        for name, content in parts.items():
            package.writestr(f"word/{name}.xml", content)
        package.writestr("word/document.xml", f"{HEAD}<w:document {NAMES}><w:body>{body}{page}</w:body></w:document>")
