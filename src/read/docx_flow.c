#include <stdlib.h>

#include "base/err.h"
#include "read/docx_numbering.h"
#include "read/docx_story.h"

static void no_memory(docx_story *story)
{
    if (story->reader->code == HECHA_OK)
        story->reader->code = base_err_memory(story->reader->err);
}

base_buf *docx_text_target(docx_flow *flow)
{
    if (flow == NULL || !flow->open || flow->instructions > 0)
        return NULL;
    if (flow->deleted > 0)
        return &flow->deleted_text;
    if (flow->ruby > 0)
        return &flow->ruby_text;
    if (!flow->run_hidden)
        return &flow->text;
    /* Pieces between which something is seen are lines of their own. */
    if (flow->hidden_text.len > 0 && flow->hidden_at != flow->text.len)
        base_buf_add_byte(&flow->hidden_text, '\n');
    flow->hidden_at = flow->text.len;
    return &flow->hidden_text;
}

/* A flow of an earlier use keeps the memory of its buffers. */
static void reset_flow(docx_flow *flow)
{
    docx_flow old = *flow;
    memset(flow, 0, sizeof(*flow));
    flow->text = old.text;
    flow->deleted_text = old.deleted_text;
    flow->hidden_text = old.hidden_text;
    flow->ruby_text = old.ruby_text;
    flow->number = old.number;
    flow->joined = old.joined;
    flow->instruction = old.instruction;
    flow->choice = old.choice;
    flow->alternative = old.alternative;
    flow->fields = old.fields;
    flow->field_cap = old.field_cap;
    base_buf *const bufs[] = {&flow->text,        &flow->deleted_text, &flow->hidden_text,
                              &flow->ruby_text,   &flow->number,       &flow->joined,
                              &flow->instruction, &flow->choice,       &flow->alternative};
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_clear(bufs[i]);
    flow->suffix = "";
}

docx_flow *docx_flow_push(docx_story *story, docx_flow_kind kind, doc_aside_kind aside)
{
    docx_flow *outer = story->flow;
    if (story->flow_count == DOCX_MAX_FLOWS)
        return NULL;
    docx_flow **place = &story->flows[story->flow_count];
    if (*place == NULL) {
        *place = calloc(1, sizeof(**place));
        if (*place == NULL) {
            no_memory(story);
            return NULL;
        }
    }
    docx_flow *flow = *place;
    reset_flow(flow);
    flow->kind = kind;
    flow->aside = aside;
    flow->pending = story->pending.count;
    flow->flatten = kind != DOCX_FLOW_BODY && kind != DOCX_FLOW_BOX;
    if (outer != NULL && (outer->flatten || outer->deleted > 0 || outer->run_hidden))
        flow->flatten = 1;
    story->flow_count++;
    story->flow = flow;
    story->target = NULL;
    return flow;
}

/* Trims ends; asides are read alone. */
static base_str tidy(const base_buf *buf)
{
    return base_str_trim(base_buf_str(buf));
}

static void keep_note(docx_story *story, docx_flow *flow, base_str text)
{
    base_arena *arena = story->reader->arena;
    docx_note *note = base_vec_push(&story->notes->items, arena);
    if (note == NULL)
        return;
    note->id = flow->id;
    note->by = flow->by;
    note->text = base_arena_str(arena, text);
}

void docx_flow_pop(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (flow->open)
        docx_paragraph_end(story, flow);
    docx_flow_settle(story, flow);
    if (flow->kind == DOCX_FLOW_BODY && flow->instructions > 0)
        docx_problem(story->reader, MSG_DOCX_FIELD, NULL);
    story->flow_count--;
    docx_flow *outer = story->flow_count > 0 ? story->flows[story->flow_count - 1] : NULL;
    story->flow = outer;
    story->target = NULL;
    if (base_buf_failed(&flow->joined))
        no_memory(story);
    base_str text = tidy(&flow->joined);
    if (flow->kind == DOCX_FLOW_NOTE && story->notes != NULL) {
        keep_note(story, flow, text);
    } else if (flow->kind == DOCX_FLOW_PART && story->result != NULL) {
        base_buf_add_str(story->result, text);
    } else if (text.len == 0) {
        return;
    } else if (!story->is_main && flow->kind == DOCX_FLOW_BOX && outer != NULL) {
        /* A header whose text stands in a box. */
        if (outer->joined.len > 0)
            base_buf_add_byte(&outer->joined, '\n');
        base_buf_add_str(&outer->joined, text);
    } else if (flow->kind != DOCX_FLOW_BODY) {
        docx_pend_aside(story, flow->aside, text, flow->by);
    }
}

void docx_pend_aside(docx_story *story, doc_aside_kind kind, base_str text, base_str by)
{
    if (!story->is_main || text.len == 0)
        return;
    base_arena *arena = story->reader->arena;
    docx_pending *fresh = base_vec_push(&story->pending, arena);
    if (fresh == NULL)
        return;
    fresh->kind = kind;
    fresh->text = base_arena_str(arena, text);
    fresh->by = by.len > 0 ? base_arena_str(arena, by) : by;
}

void docx_pend_after(docx_story *story, docx_after_kind kind, base_str text, base_str part)
{
    if (!story->is_main)
        return;
    base_arena *arena = story->reader->arena;
    docx_after *fresh = base_vec_push(&story->after, arena);
    if (fresh == NULL)
        return;
    fresh->kind = kind;
    fresh->text = base_arena_str(arena, text);
    fresh->part = part;
}

static void flush_pending(docx_story *story, const docx_flow *flow)
{
    for (size_t i = flow->pending; i < story->pending.count; i++) {
        const docx_pending *item = base_vec_at(&story->pending, i);
        doc_build_aside(story->reader->builder, item->kind, item->text, item->by);
    }
    story->pending.count = flow->pending;
}

void docx_flush_asides(docx_story *story)
{
    if (story->flow != NULL)
        flush_pending(story, story->flow);
}

static void build_text(docx_story *story, doc_kind kind, base_str text, base_str part)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = kind;
    paragraph.text = text;
    paragraph.place.part = part;
    doc_build_paragraph(story->reader->builder, &paragraph);
}

void docx_flush_after(docx_story *story)
{
    for (size_t i = 0; i < story->after.count; i++) {
        docx_after item = *(const docx_after *)base_vec_at(&story->after, i);
        switch (item.kind) {
        case DOCX_AFTER_NOTE:
            build_text(story, DOC_NOTE, item.text, item.part);
            break;
        case DOCX_AFTER_IMAGE:
            build_text(story, DOC_IMAGE, item.text, item.part);
            break;
        case DOCX_AFTER_CHART:
            docx_chart_build(story->reader, item.text);
            break;
        case DOCX_AFTER_CHUNK:
            docx_chunk_build(story->reader, item.text);
            break;
        }
    }
    story->after.count = 0;
}

void docx_paragraph_count(docx_story *story, docx_flow *flow)
{
    docx_properties *properties = &flow->properties;
    if (properties->counted)
        return;
    properties->counted = 1;
    docx_reader *reader = story->reader;
    const docx_style *style = docx_style_get(&reader->styles, properties->style);
    docx_numbering_next(reader, properties->num_id, properties->ilvl, style, &flow->number,
                        &flow->suffix);
    /* A bullet of white space is an indent. */
    if (base_str_trim(base_buf_str(&flow->number)).len == 0)
        base_buf_clear(&flow->number);
}

static int heading_level(const docx_properties *properties, const docx_style *style)
{
    if (properties->outline != DOCX_UNSET)
        return properties->outline >= 0 && properties->outline < 9 ? properties->outline + 1 : 0;
    return style != NULL && style->level > 0 ? style->level : 0;
}

/* To the builder: as a block, or as a paragraph of the open cell. */
static void build_paragraph(docx_story *story, docx_flow *flow, base_str text)
{
    docx_reader *reader = story->reader;
    const docx_style *style = docx_style_get(&reader->styles, flow->properties.style);
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = DOC_PARAGRAPH;
    paragraph.text = text;
    paragraph.number = base_buf_str(&flow->number);
    if (paragraph.number.len > 0) {
        paragraph.number_suffix = base_str_c(flow->suffix);
        paragraph.number_source = DOC_NUMBER_LIST;
    }
    paragraph.style_level = heading_level(&flow->properties, style);
    paragraph.style_title = paragraph.style_level == 0 && style != NULL && style->title > 0;
    paragraph.place.page = flow->page;
    if (reader->level > 0)
        paragraph.place.part = story->part;
    if (flow->tables > 0)
        doc_build_cell_paragraph(reader->builder, &paragraph);
    else
        doc_build_paragraph(reader->builder, &paragraph);
    flush_pending(story, flow);
    if (story->table_count == 0 && flow->kind == DOCX_FLOW_BODY && story->after.count > 0)
        docx_flush_after(story);
}

static void join_paragraph(docx_flow *flow, base_str text)
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

static void emit(docx_story *story, docx_flow *flow)
{
    docx_paragraph_count(story, flow);
    if (base_buf_failed(&flow->text) || base_buf_failed(&flow->number))
        no_memory(story);
    base_str text = base_buf_str(&flow->text);
    while (text.len > 0 && text.ptr[text.len - 1] == '\n')
        text.len--;
    if (flow->kind == DOCX_FLOW_BODY || flow->tables > 0)
        build_paragraph(story, flow, text);
    else
        join_paragraph(flow, text);
    base_buf_clear(&flow->text);
    base_buf_clear(&flow->number);
    flow->hidden_at = 0;
    flow->carried = 0;
}

void docx_paragraph_end(docx_story *story, docx_flow *flow)
{
    const docx_properties *properties = &flow->properties;
    story->target = NULL;
    if (flow->hidden_text.len > 0) {
        docx_pend_aside(story, DOC_HIDDEN, base_buf_str(&flow->hidden_text), base_str_n("", 0));
        base_buf_clear(&flow->hidden_text);
    }
    flow->open = 0;
    flow->run_hidden = 0;
    int nothing_seen = properties->mark_hidden && !properties->style_separator &&
                       flow->text.len == 0 && !properties->counted;
    if (!properties->counted && (properties->mark_deleted || properties->drop_cap || nothing_seen))
        flow->carried = 1;
    else
        emit(story, flow);
}

void docx_flow_settle(docx_story *story, docx_flow *flow)
{
    if (!flow->carried)
        return;
    flow->carried = 0;
    if (flow->text.len > 0)
        emit(story, flow);
}
