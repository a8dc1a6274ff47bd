/* form/form.h: a statistical form, written as it is printed, and how a report's table fills it.
 *
 * The form language, one row a line:   [number]label[（note）] | unit [| mark …]
 *   - indentation (spaces) gives the parent; the number and 其中： are printed text, not the label;
 *   - unit —— (or none) marks a heading row that takes no figure;
 *   - a row's 子项 are its numbered children; its 其中 are its children from 其中： on, up to the
 *     next numbered one. Marks 子项 and 其中 on a row state that it has such a set (checked when
 *     the form is loaded); they raise no finding.
 *   - mark 另计 on a row: it is laid out in a set but is not a member of it.
 * Rows are identified by label and path, never by number.
 *
 * A matrix form has tables of rows and columns. Its column heads are such a text too; heads without
 * children are the columns that take figures, and a unit on one is that of its figures. An *item*
 * is what takes one figure: a row of a list form, a cell of a matrix form. form->rows has one
 * member for each item of either, so that one index serves rows, items and cells: a matrix form's
 * are table by table, line by line, column by column. The parent of a cell is the cell of the
 * parent line in the same column, so sets (子项, 其中) run within a column. */
#ifndef FORM_FORM_H
#define FORM_FORM_H

#include <hecha.h>

#include "base/vec.h"
#include "doc/doc.h"
#include "value/figure.h"

typedef struct form form;

/* A row of a list form; a cell, a printed line or a column head of a matrix form. */
typedef struct form_row {
    base_str printed; /* the whole label as written: （一）主动公开政府信息数（不同渠道…） */
    base_str label;  /* without number, 其中：, spaces and notes */
    base_str note;   /* inside the brackets; or empty */
    base_str number; /* "（一）"; or empty */
    base_str unit;   /* empty on heading rows */
    base_str key;    /* text_label_key */
    base_str
        path; /* "依申请公开情况/申请答复数": ancestors and label, then a cell's column heads */
    base_str name;        /* what findings call it: the label; of a cell "label/column" */
    int order;            /* from 1; of a cell that of its line, counted through the tables */
    int depth;            /* 0 for the outermost */
    int parent;           /* index, or -1 */
    int line;             /* in the rule file */
    int table;            /* of a cell: index in form->tables; else 0 */
    int line_index;       /* of a cell: index of its line in the table; of a row: its own */
    int column;           /* of a cell: index in the table's columns; else 0 */
    unsigned heading : 1; /* takes no figure */
    unsigned dash : 1;    /* its unit is written —— */
    unsigned child : 1;   /* member of its parent's 子项 */
    unsigned part : 1;    /* member of its parent's 其中 */
    unsigned apart : 1;   /* 另计 */
    unsigned has_children : 1;
    unsigned has_parts : 1;
} form_row;

/* A table of a matrix form. */
typedef struct form_table {
    base_str title;  /* 第二十条第（一）项; or empty */
    base_str key;    /* of the title: text_label_key; or empty */
    form_row *heads; /* column heads, like rows */
    size_t head_count;
    int *columns; /* the heads that take figures: indexes in heads */
    size_t column_count;
    int preset;      /* the column that is meant when none is named; -1: none */
    form_row *lines; /* printed rows, headings included; one without a label if it has none */
    size_t line_count;
    size_t first; /* index in form->rows of the cell of line 0 and column 0 */
} form_table;

struct form {
    base_str pack;          /* "gov-disclosure"; a rule file's stem */
    base_str id;            /* "gk-2014" */
    base_str name;          /* "gov-disclosure/gk-2014" */
    base_str title;         /* 政府信息公开情况统计表 */
    int year_from, year_to; /* 0: any */
    int blank_is_zero;
    base_str *fields; /* labels of the lines around the table: 填报单位, 填报日期 … */
    size_t field_count;
    form_row *rows; /* one for each item */
    size_t count;
    form_table *tables; /* of a matrix form; NULL: a list form */
    size_t table_count;
    base_str file;
    int line;
};

/* Parses `rows` into out->rows; the other members of *out are the caller's. Everything is in the
 * arena. Error HECHA_E_RULE with a line counted from `first_line`. */
int form_parse(base_arena *arena, base_str rows, int first_line, form *out, hecha_err *err);

/* One table of a matrix form as it is written. A line says where its text begins in the file. */
typedef struct form_source {
    base_str title;
    base_str preset;        /* label or path of a column; or empty */
    base_str columns, rows; /* no rows: one line without a label */
    int columns_line, rows_line, line;
} form_source;

/* The same for a matrix form: fills rows and tables of *out. */
int form_parse_tables(base_arena *arena, const form_source *sources, size_t count, form *out,
                      hecha_err *err);

/* What form_find returns where there is no memory. */
#define FORM_FAILED ((size_t)-1)

/* Finds the row a label or a path (parts joined by '/') names. Returns the number of matching rows
 * and the first in *row; with 0 or more than 1, `names` (NULL: not wanted) receives the nearest
 * labels or the candidate paths, joined by 、. FORM_FAILED, also where `names` has no memory. A
 * path names its last part; its other parts must be ancestors of it in this order, not necessarily
 * all. A label that is a top-level row's own path wins.
 *
 * In a matrix form the path of a row and that of a column stand one behind the other, in either
 * order: 本年新收政府信息公开申请数量/自然人. Without a column the table's preset one is meant, or
 * its only one; a line without a label is named by its columns alone; a table's title may lead a
 * row's path. Cells of heading rows count only if nothing else fits. */
size_t form_find(const form *model, base_str label, int *row, base_buf *names);

/* ---- cells: all of them serve list forms too, as one column without heads ---- */

/* The table of an item; NULL in a list form. */
const form_table *form_table_of(const form *model, size_t item);
/* The column heads of an item, outermost first; their number, at most `max`. 0 in a list form. */
size_t form_item_columns(const form *model, size_t item, const form_row **heads, size_t max);
/* The item in the same line and another column; -1: none. */
int form_item_across(const form *model, size_t item, size_t column);
/* The item in the same column, `step` lines further, headings counted; -1: none. */
int form_item_down(const form *model, size_t item, int step);
/* Columns of the item's table; 1 in a list form. */
size_t form_item_width(const form *model, size_t item);

/* One row of the form as the report fills it. */
typedef struct form_item {
    const form_row *row;
    value_figure figure;        /* state, number, printed unit */
    base_str raw;               /* the value cell as printed */
    const doc_cell *label_cell; /* NULL when missing; the head of a line without a label */
    const doc_cell *unit_cell;  /* NULL: missing or no such column */
    const doc_cell *value_cell; /* NULL: missing or no such column */
    const doc_cell *head_cell;  /* of a cell's column; NULL: not found, or a list form */
    int renamed_head;           /* head_cell has another name than the form's column */
    base_place place; /* of the value cell; without one of the row; of the table when missing */
    int similarity;   /* of the printed label with the form's: 100 = equal */
} form_item;

/* A table row that fills no row of the form. */
typedef struct form_extra {
    enum { FORM_UNKNOWN, FORM_DUPLICATE, FORM_MISPLACED } kind;
    int row;        /* FORM_DUPLICATE, FORM_MISPLACED: index of the form's row; else -1 */
    base_str label; /* as printed */
    base_str raw;   /* its figure as printed */
    base_place place;
} form_extra;

typedef struct form_field {
    base_str label; /* 填报单位 */
    base_str text;  /* what is filled in; may be empty */
    base_place place;
} form_field;

/* One table of a report recognised as a form (more than one if both 本级 and 汇总 stand in it). */
typedef struct form_instance {
    const form *form;
    uint32_t ordinal; /* 1 for the first instance of this form in the report */
    base_str caption; /* title lines above the table; or empty */
    int caption_year; /* （2017年度）; 0: none */
    base_place place; /* of the (first) table */
    form_item *items; /* form->count of them, in the order of form->rows */
    form_extra *extras;
    size_t extra_count;
    form_field *fields; /* only those found */
    size_t field_count;
} form_instance;

/* Forms made ready to be looked for in documents: made once, used for each. */
typedef struct form_set form_set;

/* In the arena; the list and the forms are borrowed. NULL: no memory. */
form_set *form_set_new(base_arena *arena, const form *const *forms, size_t count);

/* Aligns the tables of a document with the forms of a set. `year` is what is known of the report
 * (0: nothing): it decides between forms that fit alike. Each table is used once by each pack, so
 * that a rule file's own form of a table does not keep an installed pack from it; a table broken
 * over several is one instance. Result in the arena. */
int form_align(base_arena *arena, const doc *document, const form_set *set, int year,
               form_instance **out, size_t *out_count, hecha_err *err);

/* A field by its label, or NULL. */
const form_field *form_instance_field(const form_instance *instance, base_str label);
/* The item of a table row, quoted for people: "（三）申请答复数 | 件 | 5". */
void form_item_quote(base_buf *buf, const form_item *item);

#endif
