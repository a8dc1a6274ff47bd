#!/usr/bin/env python3
"""Writes the reports under fixtures/: invented agencies and sentences, the printed forms' labels.

Usage: make_fixtures.py SOURCE_DIR. The files are committed; run it again after a change and look at
the difference. Labels and units come from the pack's own forms, so nothing is typed twice. A docx
is written with the zip module at fixed dates, so the same input gives the same bytes."""
import pathlib
import re
import sys
import zipfile
from xml.sax.saxutils import escape

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


class Row:
    def __init__(self, depth, printed, unit):
        self.depth, self.printed, self.unit, self.value = depth, printed, unit, "0"
        self.label = re.sub(r"（[^）]*）$", "", printed)
        self.label = re.sub(r"^([一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)", "", self.label)
        self.label = re.sub(r"^其中：", "", self.label)
        if unit == "——":
            self.value = ""


def read_form(path):
    """Rows of a form file, as the form language has them."""
    text = re.search(r"rows\s*=\s*\[\[(.*?)\]\]", path.read_text(encoding="utf-8"), re.S).group(1)
    rows = []
    for line in text.splitlines():
        if line.strip():
            parts = [part.strip() for part in line.split("|")]
            rows.append(Row((len(line) - len(line.lstrip())) // 2, parts[0], parts[1]))
    return rows


def fill(rows, figures):
    """Sets figures by label; a label with a slash names a row under another."""
    for path, value in figures.items():
        parent, _, label = path.rpartition("/")
        inside = parent == ""
        for row in rows:
            if not inside and row.label == parent:
                inside = True
            elif inside and row.label == label:
                row.value = value
                break
        else:
            raise SystemExit(f"no row {path}")
    return rows


class Report:
    """One report: title lines, paragraphs, caption lines, table, closing lines."""

    def __init__(self, root, year, figures):
        form = "gk-2018" if year == 2018 else "gk-2014"
        self.rows = fill(read_form(root / f"rules/gov-disclosure/forms/{form}.lua"), figures)
        self.year = year
        self.title = []
        self.body = []
        self.sign = []
        self.caption = ["政府信息公开情况统计表", f"（{year}年度）"]
        self.foot = []

    def lines_before(self):
        return self.title + [""] + self.body + [""] + self.sign + [""] + self.caption


def text_tab(report):
    lines = report.lines_before() + ["统计指标\t单位\t统计数"]
    lines += [f"{row.printed}\t{row.unit}\t{row.value}" for row in report.rows]
    return lines + [""] + report.foot


def text_vertical(report):
    lines = report.lines_before() + ["\t统　计　指　标", "\t单位", "\t统计数", ""]
    for row in report.rows:
        label = row.printed.replace("（不同", "\n         （不同")
        lines += [f"\t{'  ' * row.depth}{label}", f"\t{row.unit}", f"\t{row.value}", ""]
    return lines + report.foot


def text_pages(report):
    """Tab-separated with page ends inside the table."""
    lines = text_tab(report)
    start = lines.index("统计指标\t单位\t统计数")
    for place in range(len(lines) - 5, start, -21):
        lines[place:place] = ["", "— 3 —", "\f统计指标\t单位\t统计数"] if place % 2 else [""]
    return lines


def paragraph(text, style=None):
    properties = f'<w:pPr><w:pStyle w:val="{style}"/></w:pPr>' if style else ""
    return f'<w:p>{properties}<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>'


def cell(text, span=1, merge=None):
    inner = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    if merge:
        inner += '<w:vMerge w:val="restart"/>' if merge == "restart" else "<w:vMerge/>"
    return f"<w:tc><w:tcPr>{inner}</w:tcPr>{paragraph(text)}</w:tc>"


def docx_rows(report, merged):
    """Table rows; `merged` puts the first-level label into a column of its own, merged downwards."""
    if not merged:
        yield [cell("统计指标"), cell("单位"), cell("统计数")]
        for row in report.rows:
            yield [cell("　" * row.depth + row.printed), cell(row.unit), cell(row.value)]
        return
    yield [cell("统计指标", 2), cell("单位"), cell("统计数")]
    for row in report.rows:
        if row.depth == 0:
            yield [cell(row.printed, 2), cell(row.unit), cell(row.value)]
            first = True
        else:
            yield [cell("", 1, "restart" if first else "continue"), cell(row.printed),
                   cell(row.unit), cell(row.value)]
            first = False


def docx_body(report, merged, tables):
    parts = [paragraph(line, "Title") for line in report.title]
    for line in report.body:
        heading = re.match(r"^[一二三四五六七八九十]+、", line)
        parts.append(paragraph(line, "Heading1" if heading else None))
    parts += [paragraph(line) for line in report.sign]
    for other in [report] + tables:
        parts += [paragraph(line) for line in other.caption]
        parts.append("<w:tbl><w:tblPr/><w:tblGrid/>")
        parts += ["<w:tr>" + "".join(cells) + "</w:tr>" for cells in docx_rows(other, merged)]
        parts.append("</w:tbl>")
        parts += [paragraph(line) for line in other.foot]
    return "".join(parts)


STYLES = f"""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="{W}"><w:style w:type="paragraph" w:styleId="Title"><w:name w:val="Title"/></w:style>
<w:style w:type="paragraph" w:styleId="Heading1"><w:name w:val="heading 1"/><w:pPr><w:outlineLvl w:val="0"/></w:pPr></w:style></w:styles>"""


def write_docx(path, report, merged=False, tables=()):
    write_package(path, docx_body(report, merged, list(tables)))


def write_package(path, body):
    document = (f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:document xmlns:w="{W}">'
                f"<w:body>{body}<w:sectPr/></w:body></w:document>")
    members = {
        "[Content_Types].xml": '<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/></Types>',
        "_rels/.rels": f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/officeDocument" Target="word/document.xml"/></Relationships>',
        "word/_rels/document.xml.rels": f'<?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="{R}/styles" Target="styles.xml"/></Relationships>',
        "word/styles.xml": STYLES,
        "word/document.xml": document,
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name, (2020, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content.encode("utf-8"))


def write_text(path, lines, bom=False, eol="\n"):
    data = eol.join(lines + [""]).encode("utf-8")
    path.write_bytes((b"\xef\xbb\xbf" if bom else b"") + data)


def prose(year, agency):
    return [
        f"按照《中华人民共和国政府信息公开条例》的规定，现公布{agency}{year}年度政府信息公开工作情况。"
        f"本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。",
        "一、工作概述",
        f"{year}年，我单位把公开作为常态，指定专人维护公开栏目，按月核对目录。",
        "二、主动公开情况",
        "机构职能、办事指南、财政预决算等信息均在门户网站公布。",
        "三、依申请公开情况",
        "申请由综合科统一登记，按期限答复。",
        "四、存在的问题和改进措施",
        "（一）栏目更新不够均衡。部分栏目全年只更新一次。",
        "（二）解读形式比较单一。下一步增加图解和问答。",
        "五、其他需要报告的事项",
        "收费、行政复议和行政诉讼的数字见附表，没有其他事项。",
    ]


CLEAN = {
    "主动公开政府信息数": "412", "主动公开规范性文件数": "3", "制发规范性文件总数": "3",
    "政府网站公开政府信息数": "390", "政务微信公开政府信息数": "61",
    "回应公众关注热点或重大舆情数": "4", "政策解读稿件发布数": "3", "微博微信回应事件数": "4",
    "收到申请数": "11", "网络申请数": "8", "信函申请数": "3",
    "申请办结数": "11", "按时办结数": "10", "延期办结数": "1",
    "申请答复数": "11", "属于已主动公开范围数": "2", "同意公开答复数": "6", "不同意公开答复数": "1",
    "涉及商业秘密": "1", "申请信息不存在数": "2",
    "行政复议数量": "1", "行政复议数量/维持具体行政行为数": "1",
    "政府信息公开工作专门机构数": "1", "设置政府信息公开查阅点数": "2",
    "从事政府信息公开工作人员数": "4", "专职人员数": "1", "兼职人员数": "3",
    "政府信息公开专项经费": "2.5", "召开政府信息公开工作会议或专题会议数": "3",
    "举办各类培训班数": "2", "接受培训人员数": "46",
}


def make(root, year, agency, changes=None, date=None):
    report = Report(root, year, {**CLEAN, **(changes or {})})
    report.title = [agency, f"{year}年政府信息公开工作年度报告"]
    report.body = prose(year, agency)
    report.sign = [agency, date or f"{year + 1}年1月18日"]
    report.caption.append(f"填报单位：{agency}")
    return report


def write_clean(root, out):
    write_text(out / "clean-vertical-2017.txt", text_vertical(make(root, 2017, "云溪县水务局")))
    write_docx(out / "clean-2018.docx", make(root, 2018, "云溪县档案馆"))
    write_docx(out / "clean-merged-2017.docx", make(root, 2017, "青石镇人民政府"), merged=True)
    write_text(out / "clean-pages-2018.txt", text_pages(make(root, 2018, "白河区教育局")), bom=True, eol="\r\n")


def write_faults(root, out):
    write_text(out / "sums-2017.txt", text_tab(make(root, 2017, "白河区民政局", {
        "收到申请数": "12", "按时办结数": "9", "同意公开答复数": "9", "不同意公开答复数": "2",
        "行政复议数量/其他情形数": "1", "行政诉讼数量": "2", "兼职人员数": "2", "申请答复数": "13"})))
    write_docx(out / "parts-2017.docx", make(root, 2017, "云溪县司法局", {
        "主动公开政府信息数": "45", "主动公开规范性文件数": "46", "制发规范性文件总数": "40",
        "政府网站公开政府信息数": "47", "政务微信公开政府信息数": "0", "政务微博公开政府信息数": "0",
        "参加或举办新闻发布会总次数": "1", "主要负责同志参加新闻发布会次数": "2",
        "主要负责同志参加政府网站在线访谈次数": "1", "涉及个人隐私": "4"}))
    write_docx(out / "channels-2018.docx", make(root, 2018, "云溪县气象局", {
        "政府网站公开政府信息数": "300", "微博微信回应事件数": "0"}), merged=True)
    write_text(out / "logic-2018.txt", text_vertical(make(root, 2018, "青石镇卫生院", {
        "主动公开政府信息数": "0", "政府网站公开政府信息数": "0", "政务微信公开政府信息数": "0",
        "主动公开规范性文件数": "0", "政策解读稿件发布数": "0", "收到申请数": "0", "网络申请数": "0",
        "信函申请数": "0", "举办各类培训班数": "0", "设置政府信息公开查阅点数": "0",
        "从事政府信息公开工作人员数": "0", "专职人员数": "0", "兼职人员数": "0"})))
    write_text(out / "fees-2016.txt", text_tab(make(root, 2016, "白河区规划局", {
        "收到申请数": "0", "网络申请数": "0", "信函申请数": "0", "申请办结数": "0", "按时办结数": "0",
        "延期办结数": "0", "申请答复数": "0", "属于已主动公开范围数": "0", "同意公开答复数": "0",
        "不同意公开答复数": "0", "涉及商业秘密": "0", "申请信息不存在数": "0", "举办各类培训班数": "3",
        "接受培训人员数": "0", "依申请公开信息收取的费用": "0.12"})))


def write_form_faults(root, out):
    report = make(root, 2017, "白河区统计站", {"信函申请数": "", "政务微博公开政府信息数": "—",
        "回应解读情况": "0", "政府信息公开专项经费": "25000元", "当面申请数": "减1", "举报投诉数量": "若干"})
    report.rows = [row for row in report.rows if row.label != "传真申请数"]
    twice = next(row for row in report.rows if row.label == "政府公报公开政府信息数")
    report.rows.insert(report.rows.index(twice) + 1, twice)
    next(row for row in report.rows if row.label == "申请办结数").unit = "条"
    report.caption[-1] = "填报单位："
    write_docx(out / "form-2017.docx", report)
    report = make(root, 2016, "青石镇财政所", date="2016年12月20日")
    report.body[3] = "2016年2月30日前完成目录清理，11月31日前完成自查。"
    report.body[0] = report.body[0].replace("1月1日起", "3月1日起")
    write_text(out / "dates-2016.txt", text_vertical(report))
    report = make(root, 2018, "云溪县林业局")
    report.sign = []
    report.caption.pop()
    write_docx(out / "undated-2018.docx", report)


def write_odd(root, out):
    report = make(root, 2015, "白河区信访局")
    write_text(out / "no-table-2015.txt", report.title + [""] + report.body + [""] + report.sign)
    report = make(root, 2017, "云溪县人民政府")
    whole = make(root, 2017, "云溪县人民政府", {"收到申请数": "30", "网络申请数": "20"})
    report.caption.insert(1, "（本级）")
    whole.caption.insert(1, "（汇总）")
    write_docx(out / "two-tables-2017.docx", report, tables=[whole])
    path = out / "truncated-2017.docx"
    write_docx(path, make(root, 2017, "白河区农业局"))
    path.write_bytes(path.read_bytes()[:2048])
    write_text(out / "not-a-report.txt", ["采购清单", "", "铅笔两盒，订书机一台。"])


def write_variants(root, out):
    """One report with many faults as text and docx; other formats of it are made from the docx by
    LibreOffice: soffice --headless --convert-to doc|odt|rtf|html|pdf report.docx."""
    folder = out / "variants" / "many-faults"
    folder.mkdir(parents=True, exist_ok=True)
    report = make(root, 2017, "白河区文化馆", {
        "收到申请数": "12", "按时办结数": "9", "同意公开答复数": "9", "主动公开规范性文件数": "500",
        "制发规范性文件总数": "4", "政策解读稿件发布数": "0", "参加或举办新闻发布会总次数": "1",
        "主要负责同志参加新闻发布会次数": "3", "行政诉讼数量": "2", "兼职人员数": "2", "信函申请数": "",
        "回应解读情况": "0", "政府信息公开专项经费": "2500元", "举办各类培训班数": "0", "举报投诉数量": "若干"},
        date="2017年12月20日")
    del report.body[-2:]  # as LibreOffice converted it
    report.body[3] = "2017年2月29日前完成目录清理。"
    next(row for row in report.rows if row.label == "申请答复数").unit = "条"
    write_text(folder / "report.txt", text_vertical(report))
    write_docx(folder / "report.docx", report)


# ---- reports in the formats of 2019 and 2021: tables of rows and columns ----

SECTIONS = ["二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况", "四、政府信息公开行政复议、行政诉讼情况"]
APPLIED = {"一、本年新收政府信息公开申请数量": [4, 2, 0, 0, 0, 0, 6], "二、上年结转政府信息公开申请数量": [1, 0, 0, 0, 0, 0, 1],
           "（一）予以公开": [3, 1, 0, 0, 0, 0, 4], "1.本机关不掌握相关政府信息": [1, 1, 0, 0, 0, 0, 2],
           "（七）总计": [4, 2, 0, 0, 0, 0, 6], "四、结转下年度继续办理": [1, 0, 0, 0, 0, 0, 1]}


def read_tables(path):
    """(title, column heads, rows) of each table of a form file; heads and rows as (depth, printed, unit)."""
    def lines(text):
        parts = [(line, [part.strip() for part in line.split("|")]) for line in text.splitlines() if line.strip()]
        return [((len(line) - len(line.lstrip())) // 2, part[0], part[1] if len(part) > 1 else "") for line, part in parts]
    for block in re.split(r"\n    \{\n", path.read_text(encoding="utf-8"))[1:]:
        texts = re.findall(r"(columns|rows) = \[\[\n(.*?)\]\]", block, re.S)
        found = {name: lines(text) for name, text in texts}
        yield re.search(r'title = "(.*?)"', block).group(1), found["columns"], found.get("rows", [])


def head_rows(heads, labels):
    """Head rows as (text, columns, rows) cells; `labels` columns stand before them."""
    deepest = max(depth for depth, _, _ in heads)
    rows = [[] for _ in range(deepest + 1)]
    if labels:
        rows[0].append(("信息内容", labels, deepest + 1))
    for at, (depth, printed, _) in enumerate(heads):
        below = []
        for other in heads[at + 1:]:
            if other[0] <= depth:
                break
            below.append(other)
        inner = [other for i, other in enumerate(below) if i + 1 == len(below) or below[i + 1][0] <= other[0]]
        rows[depth].append((printed, len(inner) or 1, 1 if below else deepest + 1 - depth))
    return rows


def body_rows(rows, width, figures):
    """Rows as (text, columns, rows) cells; labels stand in up to three merged columns."""
    deepest = max(depth for depth, _, _ in rows)
    pending = []
    for at, (depth, printed, unit) in enumerate(rows):
        below = 0
        while at + 1 + below < len(rows) and rows[at + 1 + below][0] > depth:
            below += 1
        leaves = sum(other[2] != "——" for other in rows[at + 1:at + 1 + below])
        if unit == "——":
            pending.append((printed, 1, leaves))
            continue
        line = [*pending, (printed, deepest + 1 - depth, 1)]
        yield line + [(str(value), 1, 1) for value in figures.get(printed, [0] * width)]
        pending = []


def matrix_tables(root, form, figures):
    """Three lists of rows: the small tables in one, the applications, the reviews."""
    small, big = [], []
    for title, heads, rows in read_tables(root / f"rules/gov-disclosure/forms/{form}.lua"):
        leaves = [head for i, head in enumerate(heads) if i + 1 == len(heads) or heads[i + 1][0] <= head[0]]
        labels = max((depth for depth, _, _ in rows), default=-1) + 1
        lines = [*head_rows(heads, labels)]
        lines += body_rows(rows, len(leaves), figures) if rows else [[(str(value), 1, 1) for value in figures["四"]]]
        if title.startswith("第二十条"):
            small += [[(title, 4, 1)], *lines]
        else:
            big.append(lines)
    return [small, *big]


def matrix_text(tables):
    for heading, rows in zip(SECTIONS, tables):
        yield from ["", heading, *("\t".join(text for text, _, _ in row) for row in rows)]


def matrix_html(tables):
    for heading, rows in zip(SECTIONS, tables):
        yield f"<h2>{heading}</h2>"
        yield "<table>"
        for row in rows:
            cells = (f'<td colspan="{columns}" rowspan="{lines}">{escape(text)}</td>' for text, columns, lines in row)
            yield "<tr>" + "".join(cells) + "</tr>"
        yield "</table>"


def matrix_docx(tables):
    for heading, rows in zip(SECTIONS, tables):
        yield paragraph(heading, "Heading1") + "<w:tbl><w:tblPr/><w:tblGrid/>"
        open_cells = {}  # column -> (rows left, columns)
        for row in rows:
            cells, column, rest = [], 0, list(row)
            while rest or column in open_cells:
                if column in open_cells:
                    left, span = open_cells.pop(column)
                    cells.append(cell("", span, "continue"))
                    if left > 1:
                        open_cells[column] = (left - 1, span)
                    column += span
                    continue
                text, span, lines = rest.pop(0)
                cells.append(cell(text, span, "restart" if lines > 1 else None))
                if lines > 1:
                    open_cells[column] = (lines - 1, span)
                column += span
            yield "<w:tr>" + "".join(cells) + "</w:tr>"
        yield "</w:tbl>"


def write_matrix(root, out):
    closing = ["五、存在的主要问题及改进情况", "公开内容有待丰富，下一步继续改进。", "六、其他需要报告的事项", "无其他需要报告的事项。"]
    def front(year, agency):
        return [f"{agency}{year}年政府信息公开工作年度报告", "一、总体情况",
                f"本报告由{agency}编制，所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"]
    clean = {**APPLIED, "四": [1, 0, 0, 0, 1, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0], "规章": [0, 0, 0],
             "行政规范性文件": [3, 1, 12], "行政许可": [41], "行政事业性收费": ["12.5"]}
    old = {**clean, "规范性文件": [3, 2, 15], "行政许可": [7, -1, 120], "行政事业性收费": [3, 0], "政府集中采购": [6, "251000元"]}
    wrong = {**clean, "（七）总计": [4, 3, 0, 0, 0, 0, 6], "四": [1, 0, 0, 0, 2, 0, 1, 0, 0, 1, 0, 0, 0, 0, 0]}
    sign = ["白河区统计局", "2024年1月12日"]
    lines = front(2023, "白河区统计局") + [*matrix_text(matrix_tables(root, "gk-2021", clean))] + [""] + closing + [""] + sign
    write_text(out / "clean-2023.txt", lines)
    body = "".join(f"<p>{line}</p>" for line in front(2022, "白河区财政局")[1:])
    tables = "\n".join(matrix_html(matrix_tables(root, "gk-2021", wrong)))
    title = front(2022, "白河区财政局")[0]
    tail = "".join(f"<p>{line}</p>" for line in [*closing, "白河区财政局", "2023年1月10日"])
    write_text(out / "tables-2022.html", ["<!DOCTYPE html>", f'<html><head><meta charset="utf-8"><title>{title}</title></head><body>',
                                          f"<h1>{title}</h1>{body}", tables, tail, "</body></html>"])
    for name, agency, year, form, figures in (("clean-2021.docx", "云溪县民政局", 2021, "gk-2021", clean),
                                              ("clean-2019.docx", "云溪县水利局", 2019, "gk-2019", old)):
        text = front(year, agency)
        parts = [paragraph(text[0], "Title"), paragraph(text[1], "Heading1"), paragraph(text[2])]
        parts += matrix_docx(matrix_tables(root, form, figures))
        parts += [paragraph(line, "Heading1" if line[1] == "、" else None) for line in closing]
        parts += [paragraph(agency), paragraph(f"{year + 1}年1月15日")]
        write_package(out / name, "".join(parts))


def main():
    root = pathlib.Path(sys.argv[1])
    out = root / "fixtures"
    out.mkdir(exist_ok=True)
    for write in (write_clean, write_faults, write_form_faults, write_odd, write_variants, write_matrix):
        write(root, out)


if __name__ == "__main__":
    main()
