/* read/txt_lines.h: the lines of a plain text, and what can be told from one line alone.
 *
 * Private to the txt reader. Lines of white space alone are not kept (their number is, in `blank`),
 * so that a file of line ends costs nothing; a line with a tab is always kept. A converter's
 * bookmarks are taken out, and the bars of one that writes each cell in a line of its own (本年 |),
 * where a bar alone is a blank cell. Everything is linear in the bytes. */
#ifndef READ_TXT_LINES_H
#define READ_TXT_LINES_H

#include <hecha.h>

#include "base/arena.h"
#include "base/place.h"
#include "base/vec.h"

#define READ_TXT_MAX_LINES 2000000u

/* Marks taken out of a line: `total` code points of it stood before the byte at `offset`. */
typedef struct read_txt_cut {
    uint32_t offset, total;
} read_txt_cut;

typedef struct read_txt_line {
    base_str raw;        /* without its end */
    base_str text;       /* without white space at both ends */
    uint32_t number;     /* in the file, from 1 */
    uint32_t column;     /* of the first byte of raw, from 1 */
    uint32_t page;       /* from 1; 0 in a file without form feeds */
    uint32_t blank;      /* blank lines directly before it */
    uint32_t tabs;       /* in raw */
    uint32_t past_pages; /* index of the first line from this one on that is no page number */
    uint32_t cut_count;
    const read_txt_cut *cuts; /* in order of offset */
} read_txt_line;

typedef struct read_txt_lines {
    read_txt_line *items;
    size_t count;
} read_txt_lines;

/* Splits at LF, CR LF and CR; a form feed starts a page. The strings borrow from `text` or the
 * arena. HECHA_E_LIMIT, HECHA_E_MEMORY. */
int read_txt_split(base_arena *arena, base_str text, read_txt_lines *out, hecha_err *err);

/* Place of a piece of a line's raw text, but for read_txt_cut_before. */
base_place read_txt_place(const read_txt_line *line, base_str piece);
/* Code points of marks that were taken out before the piece, to be added to its column. */
uint32_t read_txt_cut_before(const read_txt_line *line, base_str piece);
/* 1 for a line that is nothing but a page's number: — 3 —, - 3 -, 第 3 页 共 5 页. */
int read_txt_is_page_number(base_str text);
/* 1 for a figure, a dash, or nothing. */
int read_txt_is_figure(base_str text);
/* 1 for a figure, a dash, a unit: not for nothing. */
int read_txt_is_data(base_str text);
/* 1 for prose: a full stop, or long with a comma. */
int read_txt_is_sentence(base_str text);
/* 1 for 单位负责人：, 填报日期： and the like. */
int read_txt_is_signature(base_str text);
/* 1 if a label can go on with this text: it starts with no number, 其中 or the like. */
int read_txt_continues(base_str text);
/* 1 if the text opens a bracket that it does not close. */
int read_txt_open_bracket(base_str text);
/* 1 for 单位, 计量单位: the head of a column of units. */
int read_txt_is_unit_head(base_str text);
/* 1 if both are equal but for white space. */
int read_txt_same(base_str a, base_str b);
/* Takes the next cell from *rest, a text with tabs; 0 if there is none left. */
int read_txt_next_cell(base_str *rest, base_str *cell);
/* Number of cells: tabs + 1, less the one behind a trailing tab of a line that has others. */
size_t read_txt_cells(const read_txt_line *line);

#endif
