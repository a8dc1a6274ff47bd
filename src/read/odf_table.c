#include <stdlib.h>

#include "read/docx_names.h"
#include "read/odf_story.h"

/* Copies of a cell or row that has something in it. */
#define MOST_COPIES 64u

uint32_t odf_count(read_xml *xml, int id)
{
    int count = docx_integer(xml, id, 1);
    return count > 1 ? (uint32_t)count : 1;
}

/* The innermost table of the innermost flow that the builder has; NULL: none. */
static odf_table *top(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    return flow != NULL && flow->tables > 0 && reader->too_deep == 0
               ? reader->tables[reader->table_count - 1]
               : NULL;
}

/* A table in a text box is one of the document, like a table in the body. */
static int holds_tables(const odf_reader *reader)
{
    const odf_flow *flow = reader->flow;
    if (flow == NULL)
        return 0;
    return flow->kind == ODF_FLOW_BODY ||
           (flow->kind == ODF_FLOW_ASIDE && flow->aside == DOC_TEXTBOX && reader->sheet == NULL);
}

/* LibreOffice writes the tables of shapes under names of its own. */
static int plain_name(int id)
{
    switch (id) {
    case ODF_LOEXT_TABLE:
        return ODF_TABLE_TABLE;
    case ODF_LOEXT_TABLE_HEADER_ROWS:
        return ODF_TABLE_TABLE_HEADER_ROWS;
    case ODF_LOEXT_TABLE_ROW:
        return ODF_TABLE_TABLE_ROW;
    case ODF_LOEXT_TABLE_CELL:
        return ODF_TABLE_TABLE_CELL;
    case ODF_LOEXT_COVERED_TABLE_CELL:
        return ODF_TABLE_COVERED_TABLE_CELL;
    default:
        return id;
    }
}

static void start_table(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    if (!holds_tables(reader))
        return;
    if (flow->open)
        odf_paragraph_end(reader);
    odf_flow_settle(reader);
    if (reader->table_count == DOC_MAX_NESTING || reader->too_deep > 0) {
        if (reader->too_deep++ == 0)
            odf_problem(reader, MSG_DOCX_DEEP, NULL);
        return;
    }
    odf_table **place = &reader->tables[reader->table_count];
    if (*place == NULL)
        *place = calloc(1, sizeof(**place));
    if (*place == NULL) {
        odf_no_memory(reader);
        reader->too_deep++;
        return;
    }
    if (reader->table_count > 0)
        odf_table_ready(reader);
    base_buf text = (*place)->text;
    memset(*place, 0, sizeof(**place));
    (*place)->text = text;
    base_buf_clear(&(*place)->text);
    (*place)->first_waiting = reader->waiting_cells.count;
    reader->table_count++;
    flow->tables++;
    doc_build_table_begin(reader->builder, NULL, DOC_TABLE);
}

static void end_table(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    doc_build_table_end(reader->builder);
    reader->table_count--;
    flow->tables--;
    if (flow->tables > 0 || flow->kind != ODF_FLOW_BODY)
        return;
    odf_flush_asides(reader);
    odf_flush_after(reader);
}

static void begin_cell(odf_reader *reader, const odf_table *table, const odf_cell *cell)
{
    doc_cell_spec spec;
    memset(&spec, 0, sizeof(spec));
    spec.column = cell->column;
    spec.rowspan = cell->rowspan;
    spec.colspan = cell->colspan;
    spec.header = table->header > 0;
    if (cell->column <= DOC_MAX_COLUMNS)
        doc_build_cell_begin(reader->builder, &spec);
}

/* Empty cells; a repeated one stands for several. */
static void build_empty(odf_reader *reader, const odf_table *table, odf_cell cell)
{
    for (uint32_t i = 0; i < cell.repeated && cell.column <= DOC_MAX_COLUMNS; i++) {
        begin_cell(reader, table, &cell);
        doc_build_cell_end(reader->builder);
        cell.column += cell.colspan;
    }
}

static void ready_row(odf_reader *reader, odf_table *table)
{
    if (table->row_begun)
        return;
    table->row_begun = 1;
    doc_build_row_begin(reader->builder, 0);
    for (size_t i = table->first_waiting; i < reader->waiting_cells.count; i++)
        build_empty(reader, table, *(const odf_cell *)base_vec_at(&reader->waiting_cells, i));
    reader->waiting_cells.count = table->first_waiting;
}

void odf_table_ready(odf_reader *reader)
{
    odf_table *table = reader->table_count > 0 ? reader->tables[reader->table_count - 1] : NULL;
    if (table == NULL || !table->in_cell || table->cell_begun)
        return;
    ready_row(reader, table);
    table->cell_begun = 1;
    if (table->cell.column > DOC_MAX_COLUMNS)
        odf_problem(reader, MSG_DOCX_WIDE, NULL);
    begin_cell(reader, table, &table->cell);
}

static void start_cell(odf_table *table, read_xml *xml)
{
    odf_cell *cell = &table->cell;
    memset(cell, 0, sizeof(*cell));
    table->in_cell = 1;
    table->cell_begun = 0;
    base_buf_clear(&table->text);
    cell->column = table->column < DOC_MAX_COLUMNS ? table->column + 1 : DOC_MAX_COLUMNS + 1;
    cell->rowspan = odf_count(xml, ODF_TABLE_NUMBER_ROWS_SPANNED);
    cell->colspan = odf_count(xml, ODF_TABLE_NUMBER_COLUMNS_SPANNED);
    cell->repeated = odf_count(xml, ODF_TABLE_NUMBER_COLUMNS_REPEATED);
    if (cell->repeated > DOC_MAX_COLUMNS)
        cell->repeated = DOC_MAX_COLUMNS;
    table->column += cell->repeated;
}

/* The same text in each of the repeated cells. */
static void copy_cell(odf_reader *reader, odf_table *table)
{
    odf_cell cell = table->cell;
    doc_paragraph paragraph;
    if (cell.repeated > MOST_COPIES)
        odf_problem(reader, MSG_DOCX_WIDE, NULL);
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = DOC_PARAGRAPH;
    paragraph.text = base_buf_str(&table->text);
    if (base_buf_failed(&table->text))
        odf_no_memory(reader);
    for (uint32_t i = 1; i < cell.repeated && i < MOST_COPIES; i++) {
        if (++cell.column > DOC_MAX_COLUMNS)
            break;
        begin_cell(reader, table, &cell);
        doc_build_cell_paragraph(reader->builder, &paragraph);
        doc_build_cell_end(reader->builder);
    }
}

static void end_cell(odf_reader *reader, odf_table *table)
{
    odf_flow *flow = reader->flow;
    if (flow->open)
        odf_paragraph_end(reader);
    odf_flow_settle(reader);
    if (!table->in_cell)
        return;
    table->in_cell = 0;
    if (table->cell_begun) {
        doc_build_cell_end(reader->builder);
        if (table->cell.repeated > 1)
            copy_cell(reader, table);
    } else if (table->row_begun) {
        build_empty(reader, table, table->cell);
    } else {
        odf_cell *waiting = base_vec_push(&reader->waiting_cells, reader->arena);
        if (waiting != NULL)
            *waiting = table->cell;
    }
}

/* A row in which all was deleted is not there in the final view. */
static int is_gone(const odf_reader *reader, const odf_table *table)
{
    if (table->row_begun || reader->waiting_cells.count == table->first_waiting)
        return 0;
    for (size_t i = table->first_waiting; i < reader->waiting_cells.count; i++) {
        const odf_cell *cell = base_vec_at(&reader->waiting_cells, i);
        if (!cell->emptied || cell->rowspan > 1)
            return 0;
    }
    return 1;
}

static void end_row(odf_reader *reader, odf_table *table)
{
    if (!table->in_row)
        return;
    table->in_row = 0;
    if (is_gone(reader, table)) {
        reader->waiting_cells.count = table->first_waiting;
        return;
    }
    ready_row(reader, table);
    doc_build_row_end(reader->builder);
}

/* Tables of a text kept apart become lines with tabs. */
static void flatten(odf_flow *flow, int id)
{
    base_buf *joined = &flow->joined;
    if (joined->len == 0 || (id != ODF_TABLE_TABLE_CELL && id != ODF_TABLE_TABLE_ROW))
        return;
    if (joined->ptr[joined->len - 1] == '\t')
        joined->len--;
    base_buf_add_byte(joined, id == ODF_TABLE_TABLE_CELL ? '\t' : '\n');
}

/* What stands in a cell that another one covers is not seen. */
static void start_covered(odf_reader *reader, read_xml *xml)
{
    if (odf_flow_push(reader, ODF_FLOW_ASIDE, DOC_HIDDEN) == NULL)
        read_xml_skip(xml);
    else
        reader->marks[read_xml_depth(xml)] = 1;
}

int odf_table_start(odf_reader *reader, read_xml *xml, int id)
{
    odf_table *table = top(reader);
    switch (id = plain_name(id)) {
    case ODF_TABLE_TABLE:
        start_table(reader);
        return 1;
    case ODF_TABLE_TABLE_HEADER_ROWS:
        if (table != NULL)
            table->header++;
        return 1;
    case ODF_TABLE_TABLE_ROW:
        if (table == NULL)
            return 1;
        table->in_row = 1;
        table->row_begun = 0;
        table->column = 0;
        return 1;
    case ODF_TABLE_TABLE_CELL:
        if (table != NULL && table->in_row)
            start_cell(table, xml);
        return 1;
    case ODF_TABLE_COVERED_TABLE_CELL:
        reader->marks[read_xml_depth(xml)] = 0;
        if (table != NULL) {
            uint32_t count = odf_count(xml, ODF_TABLE_NUMBER_COLUMNS_REPEATED);
            table->column += count < DOC_MAX_COLUMNS ? count : DOC_MAX_COLUMNS;
            start_covered(reader, xml);
        }
        return 1;
    default:
        return 0;
    }
}

int odf_table_end(odf_reader *reader, read_xml *xml, int id)
{
    odf_table *table = top(reader);
    size_t *mark = &reader->marks[read_xml_depth(xml)];
    switch (id = plain_name(id)) {
    case ODF_TABLE_TABLE:
    case ODF_TABLE_TABLE_HEADER_ROWS:
    case ODF_TABLE_TABLE_ROW:
    case ODF_TABLE_TABLE_CELL:
    case ODF_TABLE_COVERED_TABLE_CELL:
        break;
    default:
        return 0;
    }
    if (id == ODF_TABLE_COVERED_TABLE_CELL && *mark) {
        *mark = 0;
        odf_flow_pop(reader);
        return 1;
    }
    if (id == ODF_TABLE_TABLE && reader->too_deep > 0 && holds_tables(reader)) {
        reader->too_deep--;
        return 1;
    }
    if (table == NULL) {
        if (reader->flow != NULL && reader->flow->kind != ODF_FLOW_BODY)
            flatten(reader->flow, id);
        return 1;
    }
    if (id == ODF_TABLE_TABLE)
        end_table(reader);
    else if (id == ODF_TABLE_TABLE_HEADER_ROWS && table->header > 0)
        table->header--;
    else if (id == ODF_TABLE_TABLE_ROW)
        end_row(reader, table);
    else if (id == ODF_TABLE_TABLE_CELL)
        end_cell(reader, table);
    return 1;
}
