#include "read/docx_story.h"
#include "read/picture.h"

static void read_alternative(docx_flow *flow, read_xml *xml, int first, int second)
{
    base_str text;
    if (flow->drawing != 1 || flow->alternative.len > 0)
        return;
    if ((read_xml_attribute(xml, first, &text) && text.len > 0) ||
        (read_xml_attribute(xml, second, &text) && text.len > 0))
        base_buf_add_str(&flow->alternative, text);
}

static void end_drawing(docx_story *story, docx_flow *flow)
{
    if (flow->drawing > 0)
        flow->drawing--;
    if (flow->drawing > 0)
        return;
    base_str text = read_picture_text(base_buf_str(&flow->alternative));
    if (flow->picture && read_picture_counts(text, flow->size))
        docx_pend_after(story, DOCX_AFTER_IMAGE, text, base_str_n("", 0));
    base_buf_clear(&flow->alternative);
    memset(&flow->size, 0, sizeof(flow->size));
    flow->picture = 0;
}

/* The size of the whole drawing, not of a picture in a group. */
static void read_extent(docx_flow *flow, read_xml *xml)
{
    base_str width, height;
    if (flow->drawing != 1 || !read_xml_attribute(xml, N_CX, &width) ||
        !read_xml_attribute(xml, N_CY, &height))
        return;
    flow->size.width = read_picture_emu(width);
    flow->size.height = read_picture_emu(height);
}

static void read_shape(docx_flow *flow, read_xml *xml)
{
    base_str style;
    read_alternative(flow, xml, N_ALT, N_TITLE);
    if (flow->drawing == 1 && read_xml_attribute(xml, N_STYLE, &style))
        read_picture_style(style, &flow->size);
}

static void read_chart(docx_story *story, read_xml *xml)
{
    base_str id;
    if (story->relations == NULL || !read_xml_attribute(xml, R_ID, &id))
        return;
    const docx_relation *relation = docx_relation_by_id(story->relations, id);
    if (relation != NULL && relation->type == DOCX_RELATION_CHART && !relation->external)
        docx_pend_after(story, DOCX_AFTER_CHART, relation->target, base_str_n("", 0));
}

static void start_box(docx_story *story, read_xml *xml)
{
    docx_flow *outer = story->flow;
    doc_aside_kind kind = DOC_TEXTBOX;
    if (outer == NULL || outer->instructions > 0 || story->flow_count == DOCX_MAX_FLOWS) {
        read_xml_skip(xml);
        return;
    }
    if (outer->deleted > 0)
        kind = DOC_DELETED;
    else if (outer->run_hidden)
        kind = DOC_HIDDEN;
    /* The number of the paragraph comes before those of the box in it. */
    if (outer->open && outer->deleted == 0 && !outer->properties.mark_deleted &&
        !outer->properties.drop_cap)
        docx_paragraph_count(story, outer);
    if (docx_flow_push(story, DOCX_FLOW_BOX, kind) == NULL)
        read_xml_skip(xml);
}

static int start_object(docx_story *story, read_xml *xml)
{
    docx_flow *flow = story->flow;
    if (flow == NULL || !flow->open) {
        read_xml_skip(xml);
        return 1;
    }
    flow->drawing++;
    return 1;
}

int docx_drawing_start(docx_story *story, read_xml *xml, int id)
{
    docx_flow *flow = story->flow;
    switch (id) {
    case W_DRAWING:
    case W_PICT:
    case W_OBJECT:
        return start_object(story, xml);
    case W_TXBX_CONTENT:
        start_box(story, xml);
        return 1;
    default:
        break;
    }
    if (flow == NULL || flow->drawing == 0)
        return 0;
    int shown = flow->deleted == 0 && !flow->run_hidden && flow->instructions == 0;
    switch (id) {
    case WP_DOC_PR:
        read_alternative(flow, xml, N_DESCR, N_TITLE);
        return 1;
    case WP_EXTENT:
        read_extent(flow, xml);
        return 1;
    case V_SHAPE:
        read_shape(flow, xml);
        return 1;
    case PIC_PIC:
    case V_IMAGEDATA:
        flow->picture = shown;
        return 1;
    case DGM_REL_IDS:
        if (shown)
            docx_diagram_read(story, xml);
        return 1;
    case C_CHART:
        if (shown)
            read_chart(story, xml);
        return 1;
    default:
        return 0;
    }
}

int docx_drawing_end(docx_story *story, read_xml *xml, int id)
{
    (void)xml;
    switch (id) {
    case W_DRAWING:
    case W_PICT:
    case W_OBJECT:
        if (story->flow != NULL)
            end_drawing(story, story->flow);
        return 1;
    case W_TXBX_CONTENT:
        if (story->flow != NULL && story->flow->kind == DOCX_FLOW_BOX)
            docx_flow_pop(story);
        return 1;
    default:
        return 0;
    }
}
