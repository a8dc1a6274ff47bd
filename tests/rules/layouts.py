"""The layouts in which the tables of rows and columns reach us as plain text.

A table's rows are those of writers.blocks: cells (text, columns spanned, rows spanned). A layout gives
the lines of a table; `text` those of the whole report. Merged cells come in four ways: see CELLS."""
import unicodedata

import writers


def squares(rows):
    """The grid of a table: (text, where), where is here, right or below: a place the cell also covers."""
    taken = {}
    for at, row in enumerate(rows):
        column = 0
        for text, wide, high in row:
            while (at, column) in taken:
                column += 1
            for down in range(high):
                for right in range(wide):
                    where = "below" if down else "right" if right else "here"
                    taken[at + down, column + right] = (text, where, right)
            column += wide
    width = max(column for _, column in taken) + 1
    return [[taken.get((at, column), ("", "here", 0)) for column in range(width)] for at in range(len(rows))]


def once(row):
    """A merged cell's text where it begins, blanks in its other places."""
    return [text if where == "here" else "" for text, where, _ in row]


def printed(row):
    """A merged cell once, nothing in its other places: rows of unequal length."""
    return [text for text, where, _ in row if where == "here"]


def repeated(row):
    """A merged cell's text in each of its places."""
    return [text for text, _, _ in row]


def cells(row):
    """As a Word file has cells: one a merged cell, a blank one in the rows it goes on in."""
    return [text if where == "here" else "" for text, where, right in row if right == 0]


CELLS = (once, printed, repeated, cells)


def wide(text):
    """Columns of a terminal."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in text)


def tabs(rows, pick):
    """A row a line."""
    return ["\t".join(pick(row)) for row in squares(rows)]


def cut_tabs(rows, pick):
    """White space at the ends of lines is lost."""
    return [line.rstrip() for line in tabs(rows, pick)]


def cell_lines(rows, pick, mark="\t", gap=("",)):
    """A cell a line, each after a tab, a blank line between rows."""
    lines = []
    for row in squares(rows):
        lines += [mark + cell for cell in pick(row)]
        lines += gap
    return lines


def cut_cell_lines(rows, pick):
    """The same; a blank cell is a line without its tab."""
    return [line if line.strip() else "" for line in cell_lines(rows, pick)]


def bare_lines(rows, pick):
    """The same without tabs: a blank cell is a blank line, a row ends with one more."""
    return cell_lines(rows, pick, mark="")


def dense_lines(rows, pick):
    """A cell a line and nothing else."""
    return cell_lines(rows, pick, mark="", gap=())


def full_lines(rows, pick):
    """A cell a line; blank cells leave no line."""
    return [line for line in dense_lines(rows, pick) if line.strip()]


def aligned(rows, pick, least=2):
    """Columns set apart by spaces, each as wide as its widest cell."""
    table = [pick(row) for row in squares(rows)]
    widths = [max(wide(row[column]) for row in table if column < len(row)) for column in range(max(map(len, table)))]
    return ["".join(cell + " " * (widths[column] - wide(cell) + least) for column, cell in enumerate(row)).rstrip()
            for row in table]


def ruled(rows, pick):
    """A line of dashes marks the columns, one more ends the table, blank lines part the rows: pandoc's."""
    table = [pick(row) for row in squares(rows)]
    widths = [max(3, *(wide(row[column]) for row in table)) for column in range(len(table[0]))]
    rule = "  " + " ".join("-" * width for width in widths)
    lines = ["  " + " ".join(cell + " " * (width - wide(cell)) for cell, width in zip(row, widths)) for row in table]
    return [rule, *[part for line in lines for part in (line, "")][:-1], rule]


def spaced(rows, pick, gap=" "):
    """Cells set apart by one space, blank ones lost: what recognition of scans gives."""
    return [gap.join(cell for cell in pick(row) if cell) for row in squares(rows)]


def wider(rows, pick):
    """Cells set apart by three spaces, blank ones lost."""
    return spaced(rows, pick, "   ")


def ideographic(rows, pick):
    """Cells set apart by an ideographic space."""
    return spaced(rows, pick, "　")


def markdown(rows, pick):
    """A table of Markdown."""
    lines = ["| " + " | ".join(pick(row)) + " |" for row in squares(rows)]
    return [lines[0], "|" + " --- |" * len(pick(squares(rows)[0])), *lines[1:]]


def boxed(rows, pick):
    """Drawn with box characters, a rule between rows."""
    out = ["┌──┬──┬──┐"]
    for row in squares(rows):
        out += ["│" + "│".join(pick(row)) + "│", "├──┼──┼──┤"]
    return [*out[:-1], "└──┴──┴──┘"]


def heads_of(rows):
    """Rows of heads that a new page repeats: not those of several small tables in one."""
    return 0 if rows[0][0][0].startswith("第二十条") else 3


def paged(rows, pick, heads=True):
    """Pages of twelve rows; each page has the heads again."""
    lines, table, top = [], tabs(rows, pick), heads_of(rows)
    for at, line in enumerate(table):
        if at and at % 12 == 0:
            lines += ["", f"— {at // 12} —", "\f"]
            lines += table[:top] if heads else []
        lines.append(line)
    return lines


def paged_bare(rows, pick):
    """Pages of twelve rows without heads of their own."""
    return paged(rows, pick, heads=False)


# Which ways of merged cells a layout is met with.
LAYOUTS = {
    tabs: CELLS, cut_tabs: CELLS, cell_lines: (once, printed, cells), cut_cell_lines: (printed, cells),
    bare_lines: (printed, cells), dense_lines: (printed, cells), full_lines: (printed,), aligned: (once, printed),
    ruled: (once,), spaced: (printed,), wider: (printed,), ideographic: (printed,), markdown: (once, repeated, printed),
    boxed: (once, printed), paged: (once, printed), paged_bare: (once, printed),
}


def text(made, layout, pick):
    """The report in this layout."""
    lines = []
    for kind, content in writers.blocks(made):
        if kind == "table":
            lines += ["", *layout(list(content), pick), ""]
        else:
            lines.append(content)
    return "\n".join(lines) + "\n"
