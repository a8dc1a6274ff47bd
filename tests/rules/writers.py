"""A made report as text, as a web page and as a Word file.

A block is ("title" | "heading" | "text" | "right", text) or ("table", rows); a row is a list of cells
(text, columns spanned, rows spanned)."""
import html
import zipfile

import printed
import prose


def show(made, key):
    """A figure as it stands in its cell."""
    if key in made.raw:
        return made.raw[key]
    value = made.figures.get(key)
    unit = made.units.get(key, "") if isinstance(key, tuple) else ""
    return "" if value is None else f"{value}{unit}"


def list_rows(made):
    """The rows of a list form."""
    rows = [[("统计指标", 1, 1), ("单位", 1, 1), ("统计数", 1, 1)]]
    for row in printed.LISTS[made.form]:
        if row.path in made.without:
            continue
        line = [(row.printed, 1, 1), (made.units.get(row.path, row.unit), 1, 1), (show(made, row.path), 1, 1)]
        rows.extend([line] * (2 if row.path in made.twice else 1))
    return rows


def published_rows(made):
    """Table two."""
    tables, width = printed.PUBLISHED[made.form], 4
    for caption, columns, rows in tables:
        wide = width - len(columns)  # the last column is drawn as wide as the table
        yield [(caption, width, 1)]
        yield [("信息内容", 1, 1), *((column, wide if at == len(columns) - 1 and wide else 1, 1)
                                  for at, column in enumerate(columns))]
        for row in rows:
            yield [(row, 1, 1), *((show(made, ("二", row, column)), wide if at == len(columns) - 1 and wide else 1, 1)
                                  for at, column in enumerate(columns))]


def handled_rows(made):
    """Table three; its labels stand in up to three merged columns."""
    yield [(printed.BALANCE, 3, 3), ("申请人情况", 7, 1)]
    yield [("自然人", 1, 2), ("法人或其他组织", 5, 1), ("总计", 1, 2)]
    yield [(person, 1, 1) for person in printed.PERSONS[1:]]
    def figures(group, row):
        return [(show(made, ("三", group, row, column)), 1, 1) for column in printed.COLUMNS]
    yield [(printed.NEW, 3, 1), *figures("", printed.NEW)]
    yield [(printed.CARRIED, 3, 1), *figures("", printed.CARRIED)]
    rows = [*printed.results(made.form), ("", printed.SUM)]
    before = None
    for at, (group, row) in enumerate(rows):
        line = [(printed.RESULTS, 1, len(rows))] if at == 0 else []
        if group and group != before:
            line.append((group, 1, sum(other == group for other, _ in rows)))
        line.append((row, 1 if group else 2, 1))
        before = group
        yield line + figures(group, row)
    yield [(printed.LEFT, 3, 1), *figures("", printed.LEFT)]


def disputed_rows(made):
    """Table four."""
    columns = (*printed.OUTCOMES, "总计")
    yield [("行政复议", 5, 1), ("行政诉讼", 10, 1)]
    yield [*((column, 1, 2) for column in columns), ("未经复议直接起诉", 5, 1), ("复议后起诉", 5, 1)]
    yield [(column, 1, 1) for column in columns * 2]
    yield [(show(made, ("四", case, column)), 1, 1) for case in printed.CASES for column in columns]


def spoilt_rows(made, rows):
    """A table with its lost rows and renamed labels."""
    return [[(made.renamed.get(text, text), wide, high) for text, wide, high in row]
            for row in rows if row[0][0] not in made.lost]


def blocks(made):
    """The report's blocks in reading order."""
    yield "title", f"{made.agency}{made.year}年政府信息公开工作年度报告"
    tables = {1: published_rows, 2: handled_rows, 3: disputed_rows} if made.form not in printed.LISTS else {}
    for at, (heading, paragraphs) in enumerate(made.sections):
        if heading:
            yield "heading", heading
        for paragraph in paragraphs:
            yield "text", prose.text(made, paragraph)
        if at - 1 in tables:
            yield "table", spoilt_rows(made, tables[at - 1](made))
    yield "right", made.agency
    if made.date:
        yield "right", f"{made.date.year}年{made.date.month}月{made.date.day}日"
    if made.form in printed.LISTS:
        yield "title", "政府信息公开情况统计表"
        yield "text", f"（{made.year}年度）"
        if made.reporter is not None:
            yield "text", f"填报单位：{made.reporter}"
        yield "table", list_rows(made)


def grid(rows):
    """Rows as the grid they fill: (text, columns, rows) where a cell begins, None where it goes on."""
    taken, out = {}, []
    for at, row in enumerate(rows):
        line, column = [], 0
        cells = iter(row)
        width = 1
        cell = next(cells, None)
        while cell is not None or (at, column) in taken:
            if (at, column) in taken:
                line.append(("above", taken.pop((at, column))))
                column += 1
                continue
            _, width, height = cell
            line.append(("cell", cell))
            for down in range(1, height):
                taken[at + down, column] = width
                for right in range(1, width):
                    taken[at + down, column + right] = 0
            column += width
            cell = next(cells, None)
        out.append(line)
    return out


def as_text(made):
    """One line a paragraph or row, cells parted by tabs."""
    lines = []
    for kind, content in blocks(made):
        if kind == "table":
            lines.extend("\t".join(cell[0] for cell in row) for row in text_rows(content))
        else:
            lines.append(content)
    return "\n".join(lines) + "\n"


def text_rows(rows):
    """Rows without spans: a merged cell's text stands once, its other places are empty."""
    for line in grid(rows):
        row = []
        for kind, content in line:
            row.extend([("", 1, 1)] if kind == "above" else [content, *([("", 1, 1)] * (content[1] - 1))])
        yield row


def as_html(made):
    """A web page."""
    out = ["<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>"]
    tags = {"title": "h1", "heading": "h2", "text": "p", "right": "p align=\"right\""}
    for kind, content in blocks(made):
        if kind != "table":
            out.append(f"<{tags[kind]}>{html.escape(content)}</{tags[kind].split()[0]}>")
            continue
        out.append("<table border=\"1\">")
        for row in content:
            cells = "".join(f"<td colspan=\"{wide}\" rowspan=\"{high}\">{html.escape(text)}</td>" for text, wide, high in row)
            out.append(f"<tr>{cells}</tr>")
        out.append("</table>")
    return "\n".join([*out, "</body></html>"])


WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
TYPES = ('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" '
         'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/word/document.xml" '
         'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>')
RELATIONS = ('<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
             'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
             'Target="word/document.xml"/></Relationships>')


def paragraph(text, kind="text"):
    """A paragraph of a Word file."""
    look = {"title": '<w:pPr><w:jc w:val="center"/></w:pPr>', "right": '<w:pPr><w:jc w:val="right"/></w:pPr>'}.get(kind, "")
    return f'<w:p>{look}<w:r><w:t xml:space="preserve">{html.escape(text)}</w:t></w:r></w:p>'


PAGE = 9000  # width of a page's text in twentieths of a point
BORDERS = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
                  for side in ("top", "left", "bottom", "right", "insideH", "insideV"))


def word_table(rows):
    """A table of a Word file, merged cells by gridSpan and vMerge, widths as Word writes them."""
    columns = sum(cell[1] for cell in rows[0])
    width = PAGE // columns
    out = [f"<w:tbl><w:tblPr><w:tblBorders>{BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>", f'<w:gridCol w:w="{width}"/>' * columns, "</w:tblGrid>"]
    for line in grid(rows):
        out.append("<w:tr>")
        for kind, content in line:
            if kind == "above" and content == 0:
                continue
            text, wide, high = ("", content, 0) if kind == "above" else content
            merge = '<w:vMerge/>' if kind == "above" else '<w:vMerge w:val="restart"/>' if high > 1 else ""
            span = f'<w:gridSpan w:val="{wide}"/>' if wide > 1 else ""
            size = f'<w:tcW w:w="{width * wide}" w:type="dxa"/>'
            out.append(f"<w:tc><w:tcPr>{size}{span}{merge}</w:tcPr>{paragraph(text)}</w:tc>")
        out.append("</w:tr>")
    return "".join([*out, "</w:tbl>"])


def as_docx(made, path):
    """A Word file."""
    body = "".join(word_table(content) if kind == "table" else paragraph(content, kind) for kind, content in blocks(made))
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", head + TYPES)
        package.writestr("_rels/.rels", head + RELATIONS)
        package.writestr("word/document.xml", f'{head}<w:document xmlns:w="{WORD}"><w:body>{body}</w:body></w:document>')


def write(made, folder, suffix):
    """The report's file."""
    path = folder / f"{made.name}.{suffix}"
    if suffix == "docx":
        as_docx(made, path)
    else:
        path.write_text(as_html(made) if suffix == "html" else as_text(made), encoding="utf-8")
    return path
