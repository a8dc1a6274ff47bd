"""A clean report taken apart, and the layouts in which such a table reaches us. Used by mutations.py.

A layout gives the lines of a text file and, for each row of the table, the index of the line with its
figure (None where a row has none of its own)."""
import pathlib
import re

NUMBER = re.compile(r"^\s*(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")
NOTE = re.compile(r"（[^）]*）$")


class Row:
    def __init__(self, printed, unit, value):
        self.printed, self.unit, self.value = printed, unit, value

    @property
    def label(self):
        return re.sub(r"^其中：", "", NUMBER.sub("", NOTE.sub("", self.printed)))

    def copy(self):
        return Row(self.printed, self.unit, self.value)


class Report:
    """The lines above the table's head, its rows, and the lines below."""

    def __init__(self, above, rows, below):
        self.above, self.rows, self.below = above, rows, below
        self.head = ["统计指标", "单位", "统计数"]

    def copy(self):
        twin = Report(list(self.above), [row.copy() for row in self.rows], list(self.below))
        twin.head = list(self.head)
        return twin

    def index(self, path):
        """Index of the row that a label, or PARENT/LABEL, names."""
        parent, _, label = path.rpartition("/")
        inside = not parent
        for number, row in enumerate(self.rows):
            if not inside and row.label == parent:
                inside = True
            elif inside and row.label == label:
                return number
        raise KeyError(path)

    def row(self, path):
        return self.rows[self.index(path)]

    def set(self, figures):
        for path, value in figures.items():
            self.row(path).value = value
        return self

    def replace(self, old, new):
        """Changes a text outside the table."""
        hits = sum(old in line for line in self.above + self.below)
        assert hits, old
        self.above = [line.replace(old, new) for line in self.above]
        self.below = [line.replace(old, new) for line in self.below]
        return self


def read_vertical(path):
    """The fixture with one cell a line."""
    lines = pathlib.Path(path).read_text(encoding="utf-8").splitlines()
    start = next(i for i, line in enumerate(lines) if line.startswith("\t统"))
    groups, group = [], []
    for line in lines[start:] + [""]:
        if line:
            group.append(line)
        elif group:
            groups.append(group)
            group = []
    rows = []
    for group in groups[1:]:
        label = "".join(line.strip() for line in group[:-2])
        rows.append(Row(label, group[-2].strip(), group[-1].strip()))
    return Report(lines[:start], rows, [])


def _joined(report, lines):
    return report.above + lines + report.below


def tab(report, join="\t".join, head=True):
    start = len(report.above) + (1 if head else 0)
    lines = [join(report.head)] if head else []
    lines += [join([row.printed, row.unit, row.value]) for row in report.rows]
    return _joined(report, lines), [start + i for i in range(len(report.rows))]


def vertical(report, mark="\t", gap=("",), split=True):
    lines = [f"{mark}{cell}" for cell in report.head] + list(gap)
    at = []
    for row in report.rows:
        label = row.printed.replace("（不同", "\n         （不同") if split else row.printed
        lines += f"{mark}{label}\n{mark}{row.unit}\n{mark}{row.value}".split("\n")
        at.append(len(report.above) + len(lines) - 1)
        lines += gap
    return _joined(report, lines), at


def bare(report):
    """The vertical layout whose tabs a converter lost."""
    return vertical(report, mark="", gap=("",))


def dense(report):
    """One cell a line, no tabs, no blank line between rows."""
    return vertical(report, mark="", gap=(), split=False)


def markdown(report):
    lines = ["| " + " | ".join(report.head) + " |", "| --- | --- | ---: |"]
    lines += [f"| {row.printed} | {row.unit} | {row.value} |" for row in report.rows]
    start = len(report.above) + 2
    return _joined(report, lines), [start + i for i in range(len(report.rows))]


def boxed(report):
    """Drawn with box characters, a rule between rows."""
    rule = "├──┼──┼──┤"
    lines = ["┌──┬──┬──┐", "│" + "│".join(report.head) + "│"]
    at = []
    for row in report.rows:
        lines += [rule, f"│{row.printed}│{row.unit}│{row.value}│"]
        at.append(len(report.above) + len(lines) - 1)
    return _joined(report, lines + ["└──┴──┴──┘"]), at


def spaces(report):
    return tab(report, join="   ".join)


def wide_spaces(report):
    """Columns set apart with ideographic spaces."""
    return tab(report, join="　　".join)


def headless(report):
    return tab(report, head=False)


def pages(report, number="— {} —", form_feed=True, head=True):
    """Page ends inside the table: a blank line, a page number, a form feed, the head again."""
    lines, at = [], []
    page = 1
    lines.append("\t".join(report.head))
    for index, row in enumerate(report.rows):
        if index and index % 17 == 0:
            lines += ["", number.format(page)] if number else [""]
            if head:
                lines.append(("\f" if form_feed else "") + "\t".join(report.head))
            elif form_feed:
                lines.append("\f")
            page += 1
        lines.append("\t".join([row.printed, row.unit, row.value]))
        at.append(len(report.above) + len(lines) - 1)
    return _joined(report, lines), at


def serial(report):
    """A column of serial numbers in front."""
    rows = ["\t".join(["序号"] + report.head)]
    rows += ["\t".join([str(i), row.printed, row.unit, row.value]) for i, row in enumerate(report.rows, 1)]
    start = len(report.above) + 1
    return _joined(report, rows), [start + i for i in range(len(report.rows))]


def remark(report, text=""):
    """A column of remarks behind."""
    rows = ["\t".join(report.head + ["备注"])]
    rows += ["\t".join([row.printed, row.unit, row.value, text]) for row in report.rows]
    start = len(report.above) + 1
    return _joined(report, rows), [start + i for i in range(len(report.rows))]


def _columns(report, head, cells):
    start = len(report.above) + 1
    lines = ["\t".join(head)] + ["\t".join(cells(row)) for row in report.rows]
    return _joined(report, lines), [start + i for i in range(len(report.rows))]


def unit_last(report):
    return _columns(report, ["统计指标", "统计数", "单位"], lambda row: [row.printed, row.value, row.unit])


def no_units(report):
    return _columns(report, ["统计指标", "统计数"], lambda row: [row.printed, row.value])


def two_years(report):
    """Last year's figures before this year's."""
    return _columns(report, ["统计指标", "单位", "2016年", "2017年"], lambda row: [
        row.printed, row.unit, "" if row.unit == "——" else "7", row.value])


def levels(report):
    """First-level labels in a column of their own."""
    return _columns(report, ["统计指标", "", "单位", "统计数"], lambda row: [
        *([row.printed, ""] if re.match("[一二三四五六七八九十]、", row.printed.strip()) else ["", row.printed]),
        row.unit, row.value])


def halves(report):
    """The table in two halves side by side."""
    half = (len(report.rows) + 1) // 2
    empty = Row("", "", "")
    lines = ["\t".join(report.head * 2)]
    for left, right in zip(report.rows[:half], report.rows[half:] + [empty] * half):
        lines.append("\t".join([left.printed, left.unit, left.value, right.printed, right.unit, right.value]))
    start = len(report.above) + 1
    return _joined(report, lines), [start + i % half for i in range(len(report.rows))]


def broken(report):
    """Long labels go on in the next line."""
    lines, at = ["\t".join(report.head)], []
    for row in report.rows:
        cut = 13 if len(row.printed) > 16 and "[" not in row.printed else 0
        lines += [row.printed[:cut]] if cut else []
        lines.append("\t".join([row.printed[cut:], row.unit, row.value]))
        at.append(len(report.above) + len(lines) - 1)
    return _joined(report, lines), at


def stripped(report, layout=tab):
    """White space at the ends of lines lost."""
    lines, at = layout(report)
    return [line.rstrip() for line in lines], at


def html(report):
    """Not a text file: a web page; no lines are claimed."""
    def cells(texts):
        return "".join(f"<td>{text}</td>" for text in texts)

    lines = ["<!DOCTYPE html><html><head><meta charset='utf-8'><title>x</title></head><body>"]
    lines += [f"<p>{line}</p>" for line in report.above]
    lines += ["<table>", f"<tr>{cells(report.head)}</tr>"]
    lines += [f"<tr>{cells([row.printed, row.unit, row.value])}</tr>" for row in report.rows]
    lines += ["</table>"] + [f"<p>{line}</p>" for line in report.below] + ["</body></html>"]
    return lines, None
