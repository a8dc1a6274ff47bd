#include "read/docx_story.h"
#include "text/utf8.h"

static int ends_like_file(base_str text)
{
    static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".gif", ".bmp", ".emf", ".wmf",
                                          ".tif", ".tiff", ".svg",  ".PNG", ".JPG", ".webp"};
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (base_str_ends(text, base_str_c(endings[i])))
            return 1;
    }
    return 0;
}

/* Word and WPS put in names nobody wrote: 图片 1, IMG_256, a path. Only words are kept. */
static int worth_keeping(base_str text)
{
    static const char *const made[] = {"图片", "图像",  "文本框",  "Picture", "Image",
                                       "IMG",  "image", "picture", "http://", "https://"};
    size_t offset = 0, han = 0, words = 0;
    if (ends_like_file(text))
        return 0;
    for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
        base_str head = base_str_c(made[i]);
        if (base_str_starts(text, head) && text.len < head.len + 6)
            return 0;
        if (i >= 8 && base_str_starts(text, head))
            return 0;
    }
    while (offset < text.len) {
        uint32_t code = text_utf8_next(text, &offset);
        han += text_is_han(code) != 0;
        words += code == ' ';
    }
    return han >= 2 || words >= 1;
}

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
    base_str text = base_str_trim(base_buf_str(&flow->alternative));
    if (flow->picture && text.len > 0 && worth_keeping(text))
        docx_pend_after(story, DOCX_AFTER_IMAGE, text, base_str_n("", 0));
    base_buf_clear(&flow->alternative);
    flow->picture = 0;
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
    case V_SHAPE:
        read_alternative(flow, xml, N_ALT, N_TITLE);
        return 1;
    case PIC_PIC:
    case V_IMAGEDATA:
        flow->picture = shown;
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
