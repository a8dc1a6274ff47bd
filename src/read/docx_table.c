#include "read/docx_story.h"

/* Word has at most 63 columns; a wider span is no span. */
#define MOST_SPAN 63
#define WIDEST (DOC_MAX_COLUMNS - MOST_SPAN - 1)

/* The table that elements of tables belong to now, or NULL: none is open in this flow, or it is
 * being made into lines. */
static docx_table *current(docx_story *story)
{
    const docx_flow *flow = story->flow;
    if (flow == NULL || flow->tables == 0 || flow->flat_tables > 0)
        return NULL;
    return &story->tables[story->table_count - 1];
}

static void push_gone(docx_story *story, docx_flow_kind kind, doc_aside_kind aside, base_str by)
{
    docx_flow *flow = docx_flow_push(story, kind, aside);
    if (flow != NULL)
        flow->by = by;
}

static void begin_cell(docx_story *story, docx_table *table)
{
    doc_builder *builder = story->reader->builder;
    base_place place;
    doc_cell_spec cell;
    memset(&place, 0, sizeof(place));
    memset(&cell, 0, sizeof(cell));
    if (story->reader->level > 0)
        place.part = story->part;
    if (!table->begun)
        doc_build_table_begin(builder, &place, DOC_TABLE);
    if (!table->row_begun)
        doc_build_row_begin(builder, 0);
    table->begun = table->row_begun = table->cell_begun = 1;
    cell.column = table->column;
    cell.colspan = (uint32_t)table->span;
    cell.header = table->header;
    cell.continues_above = table->above;
    cell.continues_left = table->left;
    doc_build_cell_begin(builder, &cell);
}

/* A cell wider than any page: its text is kept, its place is not. */
static void refuse_cell(docx_story *story)
{
    if (!story->wide_reported)
        docx_problem(story->reader, MSG_DOCX_WIDE, NULL);
    story->wide_reported = 1;
    push_gone(story, DOCX_FLOW_CELL, DOC_HIDDEN, base_str_n("", 0));
}

void docx_table_ready(docx_story *story)
{
    docx_table *table = current(story);
    if (table == NULL || !table->in_cell || table->cell_ready)
        return;
    table->cell_ready = 1;
    if (table->cell_gone) {
        push_gone(story, DOCX_FLOW_CELL, DOC_DELETED, table->by);
        return;
    }
    if (table->column > WIDEST) {
        refuse_cell(story);
        return;
    }
    begin_cell(story, table);
    table->column += (uint32_t)table->span;
}

static void start_table(docx_story *story, read_xml *xml)
{
    if (story->flow == NULL) {
        read_xml_skip(xml);
        return;
    }
    if (story->flow->open && story->flow->drawing == 0)
        docx_paragraph_end(story, story->flow);
    docx_table_ready(story);
    docx_flow *flow = story->flow;
    docx_flow_settle(story, flow);
    if (!flow->flatten && story->table_count >= DOC_MAX_NESTING - 1 && !story->deep_reported) {
        docx_problem(story->reader, MSG_DOCX_DEEP, NULL);
        story->deep_reported = 1;
    }
    if (flow->flatten || flow->flat_tables > 0 || story->table_count >= DOC_MAX_NESTING - 1) {
        flow->flat_tables++;
        if (flow->joined.len > 0 && flow->joined.ptr[flow->joined.len - 1] != '\n')
            base_buf_add_byte(&flow->joined, '\n');
        return;
    }
    docx_table *table = &story->tables[story->table_count++];
    memset(table, 0, sizeof(*table));
    flow->tables++;
}

static void end_table(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (flow == NULL)
        return;
    if (flow->flat_tables > 0) {
        flow->flat_tables--;
        return;
    }
    if (flow->tables == 0)
        return;
    docx_table *table = &story->tables[--story->table_count];
    flow->tables--;
    if (table->begun)
        doc_build_table_end(story->reader->builder);
    if (story->table_count == 0 && flow->kind == DOCX_FLOW_BODY) {
        docx_flush_asides(story);
        docx_flush_after(story);
    }
}

static void start_row(docx_story *story)
{
    docx_table *table = current(story);
    if (table == NULL)
        return;
    table->in_row = 1;
    table->in_cell = table->row_begun = table->header = table->row_gone = 0;
    table->column = 1;
}

static void end_row(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (flow == NULL)
        return;
    if (flow->kind == DOCX_FLOW_ROW && flow->flat_tables == 0) {
        docx_flow_pop(story);
    } else if (flow->flat_tables > 0 || flow->tables == 0) {
        if (flow->joined.len > 0)
            base_buf_add_byte(&flow->joined, '\n');
        return;
    }
    docx_table *table = current(story);
    if (table == NULL)
        return;
    if (table->row_begun)
        doc_build_row_end(story->reader->builder);
    table->in_row = table->row_begun = 0;
}

static void start_cell(docx_story *story)
{
    docx_flow *flow = story->flow;
    docx_table *table = current(story);
    if (table != NULL && table->in_row) {
        table->in_cell = 1;
        table->cell_ready = table->cell_begun = table->cell_gone = table->above = table->left = 0;
        table->span = 1;
    } else if (flow != NULL && flow->joined.len > 0 &&
               flow->joined.ptr[flow->joined.len - 1] != '\n') {
        base_buf_add_byte(&flow->joined, '\t');
    }
}

static void end_cell(docx_story *story)
{
    docx_table_ready(story); /* a cell without a paragraph is still a cell */
    docx_flow *flow = story->flow;
    if (flow == NULL || flow->flat_tables > 0)
        return;
    if (flow->kind == DOCX_FLOW_CELL)
        docx_flow_pop(story);
    docx_table *table = current(story);
    if (table == NULL || !table->in_cell)
        return;
    docx_flow_settle(story, story->flow);
    if (table->cell_begun)
        doc_build_cell_end(story->reader->builder);
    table->in_cell = 0;
}

static void row_property(docx_table *table, docx_story *story, read_xml *xml, int id)
{
    int value;
    switch (id) {
    case W_GRID_BEFORE:
        value = docx_integer(xml, W_VAL, 0);
        if (value > 0 && value < (int)WIDEST && table->column == 1)
            table->column += (uint32_t)value;
        break;
    case W_TBL_HEADER:
        table->header = docx_on(xml);
        break;
    case W_HIDDEN:
        if (docx_on(xml) && !table->row_gone) {
            table->row_gone = 1;
            table->row_aside = DOC_HIDDEN;
            table->by = base_str_n("", 0);
        }
        break;
    case W_DEL:
    case W_MOVE_FROM:
        table->row_gone = 1;
        table->row_aside = DOC_DELETED;
        table->by = docx_author(story, xml);
        break;
    default:
        break;
    }
}

static void cell_property(docx_table *table, docx_story *story, read_xml *xml, int id)
{
    base_str value;
    switch (id) {
    case W_GRID_SPAN:
        table->span = docx_integer(xml, W_VAL, 1);
        if (table->span < 1 || table->span > MOST_SPAN)
            table->span = table->span < 1 ? 1 : MOST_SPAN;
        break;
    case W_V_MERGE:
        read_xml_attribute(xml, W_VAL, &value);
        table->above = !base_str_eq_c(value, "restart");
        break;
    case W_H_MERGE:
        read_xml_attribute(xml, W_VAL, &value);
        table->left = !base_str_eq_c(value, "restart");
        break;
    case W_CELL_MERGE:
        if (read_xml_attribute(xml, W_V_MERGE, &value))
            table->above = base_str_eq_c(value, "cont") || base_str_eq_c(value, "continue");
        break;
    case W_CELL_DEL:
        table->cell_gone = 1;
        table->by = docx_author(story, xml);
        break;
    default:
        break;
    }
}

/* Properties stand directly in trPr and tcPr. */
static int property(docx_story *story, read_xml *xml, int id)
{
    int parent = read_xml_parent(xml);
    if (parent != W_TR_PR && parent != W_TC_PR)
        return 0;
    docx_table *table = current(story);
    if (table != NULL && parent == W_TR_PR && table->in_row && !table->in_cell)
        row_property(table, story, xml, id);
    else if (table != NULL && parent == W_TC_PR && table->in_cell && !table->cell_ready)
        cell_property(table, story, xml, id);
    return 1;
}

int docx_table_start(docx_story *story, read_xml *xml, int id)
{
    switch (id) {
    case W_TBL:
        start_table(story, xml);
        return 1;
    case W_TR:
        start_row(story);
        return 1;
    case W_TC:
        start_cell(story);
        return 1;
    case W_TR_PR:
    case W_TC_PR:
        return 1;
    default:
        return property(story, xml, id);
    }
}

int docx_table_end(docx_story *story, read_xml *xml, int id)
{
    docx_table *table;
    (void)xml;
    switch (id) {
    case W_TBL:
        end_table(story);
        return 1;
    case W_TR:
        end_row(story);
        return 1;
    case W_TC:
        end_cell(story);
        return 1;
    case W_TR_PR:
        table = current(story);
        if (table != NULL && table->in_row && !table->in_cell && table->row_gone)
            push_gone(story, DOCX_FLOW_ROW, table->row_aside, table->by);
        return 1;
    case W_TC_PR:
        docx_table_ready(story);
        return 1;
    default:
        return 0;
    }
}
