#include <stdlib.h>

#include "base/err.h"
#include "read/docx_names.h"
#include "read/odf_story.h"

void odf_no_memory(odf_reader *reader)
{
    if (reader->code == HECHA_OK)
        reader->code = base_err_memory(reader->err);
}

base_buf *odf_text_target(odf_flow *flow)
{
    if (flow == NULL || !flow->open)
        return NULL;
    if (flow->deleting)
        return &flow->deleted_text;
    if (flow->ruby > 0)
        return &flow->ruby_text;
    return flow->hidden > 0 ? &flow->hidden_text : &flow->text;
}

/* A flow of an earlier use keeps the memory of its buffers. */
static void reset_flow(odf_flow *flow)
{
    odf_flow old = *flow;
    memset(flow, 0, sizeof(*flow));
    flow->text = old.text;
    flow->hidden_text = old.hidden_text;
    flow->ruby_text = old.ruby_text;
    flow->deleted_text = old.deleted_text;
    flow->number = old.number;
    flow->joined = old.joined;
    flow->by = old.by;
    base_buf *const bufs[] = {
        &flow->text,   &flow->hidden_text, &flow->ruby_text, &flow->deleted_text,
        &flow->number, &flow->joined,      &flow->by};
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_clear(bufs[i]);
    flow->suffix = "";
}

odf_flow *odf_flow_push(odf_reader *reader, odf_flow_kind kind, doc_aside_kind aside)
{
    odf_flow *outer = reader->flow;
    if (reader->flow_count == ODF_MAX_FLOWS)
        return NULL;
    odf_flow **place = &reader->flows[reader->flow_count];
    if (*place == NULL) {
        *place = calloc(1, sizeof(**place));
        if (*place == NULL) {
            odf_no_memory(reader);
            return NULL;
        }
    }
    odf_flow *flow = *place;
    reset_flow(flow);
    flow->kind = kind;
    flow->aside = aside;
    flow->pending = reader->pending.count;
    if (outer != NULL && outer->open && outer->hidden > 0)
        flow->aside = DOC_HIDDEN;
    reader->flow_count++;
    reader->flow = flow;
    reader->capture = NULL;
    return flow;
}

static void keep_margin(odf_reader *reader, const odf_flow *flow, base_str text)
{
    for (size_t i = 0; i < reader->margins.count; i++) {
        const odf_pending *known = base_vec_at(&reader->margins, i);
        if (known->kind == flow->aside && base_str_eq(known->text, text))
            return;
    }
    odf_pending *fresh = base_vec_push(&reader->margins, reader->arena);
    if (fresh == NULL)
        return;
    memset(fresh, 0, sizeof(*fresh));
    fresh->kind = flow->aside;
    fresh->text = base_arena_str(reader->arena, text);
}

void odf_flow_pop(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    if (flow == NULL)
        return;
    if (flow->open)
        odf_paragraph_end(reader);
    odf_flow_settle(reader);
    reader->flow_count--;
    reader->flow = reader->flow_count > 0 ? reader->flows[reader->flow_count - 1] : NULL;
    reader->capture = NULL;
    if (base_buf_failed(&flow->joined) || base_buf_failed(&flow->by))
        odf_no_memory(reader);
    base_str text = base_str_trim(base_buf_str(&flow->joined));
    base_str by = base_str_trim(base_buf_str(&flow->by));
    if (flow->kind == ODF_FLOW_DELETION) {
        reader->change.text = base_arena_str(reader->arena, text);
        reader->change.deletion = 1;
    } else if (text.len == 0) {
        return;
    } else if (flow->kind == ODF_FLOW_NOTE) {
        odf_pend_after(reader, DOC_NOTE, text);
    } else if (flow->kind == ODF_FLOW_MARGIN) {
        keep_margin(reader, flow, text);
    } else if (flow->kind == ODF_FLOW_ASIDE) {
        odf_pend_aside(reader, flow->aside, text, by);
    }
}

void odf_push(odf_reader *reader, read_xml *xml, odf_flow_kind kind, doc_aside_kind aside)
{
    if (odf_flow_push(reader, kind, aside) == NULL)
        read_xml_skip(xml);
    else
        reader->marks[read_xml_depth(xml)] = 1;
}

void odf_pop(odf_reader *reader, read_xml *xml)
{
    size_t *mark = &reader->marks[read_xml_depth(xml)];
    if (*mark)
        odf_flow_pop(reader);
    *mark = 0;
}

void odf_pend_aside(odf_reader *reader, doc_aside_kind kind, base_str text, base_str by)
{
    if (text.len == 0)
        return;
    odf_pending *fresh = base_vec_push(&reader->pending, reader->arena);
    if (fresh == NULL)
        return;
    fresh->kind = kind;
    fresh->text = base_arena_str(reader->arena, text);
    fresh->by = by.len > 0 ? base_arena_str(reader->arena, by) : base_str_n("", 0);
}

void odf_pend_after(odf_reader *reader, doc_kind kind, base_str text)
{
    odf_after *fresh = base_vec_push(&reader->after, reader->arena);
    if (fresh == NULL)
        return;
    fresh->kind = kind;
    fresh->text = base_arena_str(reader->arena, text);
}

/* Only where the innermost flow is the body: what hangs on a text box hangs on its paragraph. */
void odf_flush_asides(odf_reader *reader)
{
    size_t first = reader->flow != NULL ? reader->flow->pending : 0;
    if (reader->flow != NULL && reader->flow->kind != ODF_FLOW_BODY)
        return;
    for (size_t i = first; i < reader->pending.count; i++) {
        const odf_pending *item = base_vec_at(&reader->pending, i);
        doc_build_aside(reader->builder, item->kind, item->text, item->by);
    }
    reader->pending.count = first;
}

void odf_flush_after(odf_reader *reader)
{
    for (size_t i = 0; i < reader->after.count; i++) {
        odf_after item = *(const odf_after *)base_vec_at(&reader->after, i);
        doc_paragraph paragraph;
        if (item.kind == DOC_CHART) {
            odf_object_build(reader, item.text);
            continue;
        }
        memset(&paragraph, 0, sizeof(paragraph));
        paragraph.kind = item.kind;
        paragraph.text = item.text;
        doc_build_paragraph(reader->builder, &paragraph);
    }
    reader->after.count = 0;
}

/* paragraphs */

void odf_paragraph_start(odf_reader *reader, read_xml *xml, int id)
{
    odf_flow *flow = reader->flow;
    base_str name;
    if (flow == NULL) {
        read_xml_skip(xml);
        return;
    }
    if (flow->open)
        odf_paragraph_end(reader);
    read_xml_attribute(xml, ODF_TEXT_STYLE_NAME, &name);
    const odf_style *style = odf_style_find(&reader->styles, 'p', name);
    flow->open = 1;
    if (!flow->carried) {
        flow->blank = 1;
        flow->inserted = 0;
        base_buf_clear(&flow->text);
    }
    flow->carried = 0;
    base_buf_clear(&flow->number);
    flow->suffix = "";
    flow->level = odf_style_level(&reader->styles, style);
    flow->title = odf_style_title(&reader->styles, style);
    if (id == ODF_TEXT_H) {
        int level = docx_integer(xml, ODF_TEXT_OUTLINE_LEVEL, 1);
        flow->level = level >= 1 && level <= 10 ? level : 1;
    }
    odf_list_number(reader, xml, id, style);
    int depth = read_xml_depth(xml);
    reader->marks[depth] = (size_t)odf_style_hidden(&reader->styles, style);
    flow->hidden += reader->marks[depth] != 0;
}

static void build_paragraph(odf_reader *reader, odf_flow *flow, base_str text)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = DOC_PARAGRAPH;
    paragraph.text = text;
    paragraph.number = base_buf_str(&flow->number);
    if (paragraph.number.len > 0) {
        paragraph.number_suffix = base_str_c(flow->suffix);
        paragraph.number_source = DOC_NUMBER_LIST;
    }
    paragraph.style_level = flow->title ? 0 : flow->level;
    paragraph.style_title = flow->title;
    if (flow->tables == 0) {
        doc_build_paragraph(reader->builder, &paragraph);
    } else if (text.len > 0 || paragraph.number.len > 0 ||
               reader->tables[reader->table_count - 1]->cell_begun) {
        odf_table_ready(reader);
        doc_build_cell_paragraph(reader->builder, &paragraph);
        base_buf_add_str(&reader->tables[reader->table_count - 1]->text, paragraph.number);
        base_buf_add_str(&reader->tables[reader->table_count - 1]->text, text);
    }
}

static void join_paragraph(odf_flow *flow, base_str text)
{
    base_buf *joined = &flow->joined;
    if (joined->len > 0 && joined->ptr[joined->len - 1] != '\n' &&
        joined->ptr[joined->len - 1] != '\t')
        base_buf_add_byte(joined, '\n');
    if (flow->number.len > 0) {
        base_buf_add_str(joined, base_buf_str(&flow->number));
        base_buf_add_c(joined, flow->suffix);
    }
    base_buf_add_str(joined, text);
}

/* What hangs on the paragraph besides its text. */
static void pend_kept_apart(odf_reader *reader, odf_flow *flow)
{
    base_str none = base_str_n("", 0);
    if (base_buf_failed(&flow->text) || base_buf_failed(&flow->hidden_text) ||
        base_buf_failed(&flow->ruby_text) || base_buf_failed(&flow->number) ||
        base_buf_failed(&flow->deleted_text))
        odf_no_memory(reader);
    if (flow->hidden_text.len > 0)
        odf_pend_aside(reader, DOC_HIDDEN, base_str_trim(base_buf_str(&flow->hidden_text)), none);
    base_buf_clear(&flow->hidden_text);
    if (flow->inserting && flow->text.len > flow->inserted)
        odf_pend_aside(reader, DOC_INSERTED,
                       base_str_from(base_buf_str(&flow->text), flow->inserted), flow->inserted_by);
    flow->inserted = flow->text.len;
}

static void emit(odf_reader *reader, odf_flow *flow)
{
    base_str text = base_buf_str(&flow->text);
    while (text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    if (flow->kind != ODF_FLOW_BODY && flow->tables == 0) {
        join_paragraph(flow, text);
        return;
    }
    if (reader->sheet != NULL) {
        odf_sheet_text(reader, text);
        return;
    }
    build_paragraph(reader, flow, text);
    odf_flush_asides(reader);
    if (flow->tables == 0)
        odf_flush_after(reader);
}

void odf_paragraph_end(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    flow->open = 0;
    flow->ruby = 0;
    flow->hidden -= flow->hidden_field;
    flow->hidden_field = 0;
    pend_kept_apart(reader, flow);
    if (!flow->deleting) {
        emit(reader, flow);
        return;
    }
    /* The paragraph's end is deleted: what follows the deletion joins what stands before. */
    if (flow->deleted_text.len > 0)
        base_buf_add_byte(&flow->deleted_text, '\n');
    if (flow->text.len == 0)
        odf_list_undo(flow);
    flow->carried = 1;
}

void odf_flow_settle(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    if (flow == NULL || !flow->carried)
        return;
    flow->carried = 0;
    if (flow->text.len > 0)
        emit(reader, flow);
    base_buf_clear(&flow->text);
}
