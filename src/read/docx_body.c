#include "read/docx_numbering.h"
#include "read/docx_story.h"

/* paragraphs */

static void start_paragraph(docx_story *story, read_xml *xml)
{
    docx_flow *flow = story->flow;
    if (flow == NULL || flow->drawing > 0) {
        read_xml_skip(xml);
        return;
    }
    if (flow->open)
        docx_paragraph_end(story, flow);
    docx_table_ready(story);
    flow = story->flow;
    docx_properties *properties = &flow->properties;
    memset(properties, 0, sizeof(*properties));
    properties->style = story->reader->styles.standard;
    properties->num_id = properties->ilvl = properties->outline = DOCX_UNSET;
    flow->open = 1;
    flow->run_hidden = 0;
    flow->paragraph = ++story->paragraphs;
    if (!flow->carried)
        flow->page = story->page;
}

static void end_paragraph(docx_story *story)
{
    if (story->flow != NULL && story->flow->open)
        docx_paragraph_end(story, story->flow);
}

static void paragraph_property(docx_story *story, docx_properties *properties, read_xml *xml,
                               int id)
{
    base_str value;
    switch (id) {
    case W_P_STYLE:
        read_xml_attribute(xml, W_VAL, &value);
        size_t style = docx_style_find(&story->reader->styles, value);
        if (style != DOCX_STYLE_NONE)
            properties->style = style;
        break;
    case W_OUTLINE_LVL:
        properties->outline = docx_integer(xml, W_VAL, 9);
        break;
    case W_FRAME_PR:
        if (read_xml_attribute(xml, W_DROP_CAP, &value))
            properties->drop_cap = !base_str_eq_c(value, "none");
        break;
    case W_NUM_ID:
        properties->num_id = docx_integer(xml, W_VAL, 0);
        break;
    case W_ILVL:
        properties->ilvl = docx_integer(xml, W_VAL, 0);
        break;
    default:
        break;
    }
}

static void mark_property(docx_properties *properties, read_xml *xml, int id)
{
    switch (id) {
    case W_DEL:
    case W_MOVE_FROM:
        properties->mark_deleted = 1;
        break;
    case W_VANISH:
        properties->mark_hidden = docx_on(xml);
        break;
    case W_SPEC_VANISH:
        properties->style_separator = docx_on(xml);
        break;
    default:
        break;
    }
}

/* runs */

static int style_hides(docx_story *story, size_t index)
{
    const docx_style *style = docx_style_get(&story->reader->styles, index);
    return style != NULL && style->hidden == 1;
}

static void start_run(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (flow != NULL)
        flow->run_hidden = style_hides(story, flow->properties.style);
}

static void run_property(docx_story *story, docx_flow *flow, read_xml *xml, int id)
{
    base_str value;
    if (id == W_VANISH) {
        flow->run_hidden = docx_on(xml);
    } else if (id == W_R_STYLE) {
        read_xml_attribute(xml, W_VAL, &value);
        /* Toggle properties of paragraph and character style cancel out (17.7.3). */
        if (style_hides(story, docx_style_find(&story->reader->styles, value)))
            flow->run_hidden = !flow->run_hidden;
    }
}

/* Elements directly in pPr, numPr and rPr. 1 if it was one. */
static int property(docx_story *story, read_xml *xml, int id)
{
    docx_flow *flow = story->flow;
    int parent = read_xml_parent(xml);
    if (parent != W_P_PR && parent != W_R_PR && parent != W_NUM_PR)
        return 0;
    if (flow == NULL || !flow->open)
        return id != W_SECT_PR;
    if (parent == W_R_PR && story->in_mark)
        mark_property(&flow->properties, xml, id);
    else if (parent == W_R_PR)
        run_property(story, flow, xml, id);
    else if (id == W_SECT_PR)
        return 0;
    else
        paragraph_property(story, &flow->properties, xml, id);
    return 1;
}

/* A page or column break between texts separates them like a line break. */
static void add_break(base_buf *target, read_xml *xml)
{
    base_str type;
    if (read_xml_attribute(xml, W_TYPE, &type) && !base_str_eq_c(type, "textWrapping") &&
        target->len == 0)
        return;
    base_buf_add_byte(target, '\n');
}

static void add_symbol(base_buf *target, read_xml *xml)
{
    base_str value;
    uint32_t code = 0;
    read_xml_attribute(xml, W_CHAR, &value);
    for (size_t i = 0; i < value.len && i < 6; i++) {
        int byte = value.ptr[i];
        int digit = byte >= '0' && byte <= '9'   ? byte - '0'
                    : byte >= 'A' && byte <= 'F' ? byte - 'A' + 10
                    : byte >= 'a' && byte <= 'f' ? byte - 'a' + 10
                                                 : -1;
        if (digit < 0)
            return;
        code = code * 16 + (uint32_t)digit;
    }
    if (code >= 0xF000 && code <= 0xF0FF)
        code = docx_symbol(code);
    if (code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF))
        base_buf_add_codepoint(target, code);
}

/* Where a page began when the report was laid out last. */
static void page_break(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (!story->is_main || flow == NULL || flow->kind != DOCX_FLOW_BODY ||
        story->page == UINT32_MAX)
        return;
    story->page = story->page == 0 ? 2 : story->page + 1;
    if (flow->text.len == 0)
        flow->page = story->page;
    else if (flow->page == 0)
        flow->page = 1;
    doc_build_page(story->reader->builder, story->page);
}

/* Text and what stands for a character. 1 if it was such an element. */
static int run_content(docx_story *story, read_xml *xml, int id)
{
    base_buf *target = docx_text_target(story->flow);
    switch (id) {
    case M_T:
        story->target = target;
        return 1;
    case W_LAST_RENDERED_PAGE_BREAK:
        page_break(story);
        return 1;
    case W_DEL_TEXT:
        story->target = story->flow != NULL && story->flow->deleted > 0 ? target : NULL;
        return 1;
    case W_TAB:
    case W_PTAB:
    case W_BR:
    case W_CR:
    case W_NO_BREAK_HYPHEN:
    case W_SOFT_HYPHEN:
    case W_SYM:
        break;
    default:
        return 0;
    }
    if (target == NULL)
        return 1;
    if (id == W_TAB || id == W_PTAB)
        base_buf_add_byte(target, '\t');
    else if (id == W_CR)
        base_buf_add_byte(target, '\n');
    else if (id == W_BR)
        add_break(target, xml);
    else if (id == W_SYM)
        add_symbol(target, xml);
    else
        base_buf_add_codepoint(target, id == W_SOFT_HYPHEN ? 0xAD : 0x2011);
    return 1;
}

/* references to other parts */

static void refer_note(docx_story *story, read_xml *xml, int id)
{
    docx_reader *reader = story->reader;
    docx_flow *flow = story->flow;
    base_str note_id, text, by;
    if (!story->is_main || flow == NULL || flow->deleted > 0 || flow->instructions > 0)
        return;
    read_xml_attribute(xml, W_ID, &note_id);
    if (id == W_COMMENT_REFERENCE) {
        text = docx_note_text(reader, &reader->comments, DOCX_RELATION_COMMENTS, note_id, &by);
        docx_pend_aside(story, DOC_COMMENT, text, by);
        return;
    }
    int foot = id == W_FOOTNOTE_REFERENCE;
    docx_notes *notes = foot ? &reader->footnotes : &reader->endnotes;
    text = docx_note_text(reader, notes, foot ? DOCX_RELATION_FOOTNOTES : DOCX_RELATION_ENDNOTES,
                          note_id, &by);
    if (text.len > 0)
        docx_pend_after(story, DOCX_AFTER_NOTE, text, notes->part);
}

static void refer_part(docx_story *story, read_xml *xml, int id)
{
    base_str value;
    if (!story->is_main || story->relations == NULL || !read_xml_attribute(xml, R_ID, &value))
        return;
    const docx_relation *relation = docx_relation_by_id(story->relations, value);
    if (relation == NULL || relation->external)
        return;
    if (id != W_ALT_CHUNK) {
        docx_header_named(story->reader, relation->target,
                          id == W_HEADER_REFERENCE ? DOC_HEADER : DOC_FOOTER);
        return;
    }
    docx_pend_after(story, DOCX_AFTER_CHUNK, relation->target, base_str_n("", 0));
    docx_flow *flow = story->flow;
    if (flow != NULL && flow->kind == DOCX_FLOW_BODY && !flow->open && story->table_count == 0) {
        docx_flow_settle(story, flow);
        docx_flush_after(story);
    }
}

/* stories */

static void start_note(docx_story *story, read_xml *xml)
{
    base_str value;
    base_arena *arena = story->reader->arena;
    int real = !read_xml_attribute(xml, W_TYPE, &value) || base_str_eq_c(value, "normal");
    if (story->notes == NULL || story->flow != NULL || !real) {
        read_xml_skip(xml);
        return;
    }
    docx_flow *flow = docx_flow_push(story, DOCX_FLOW_NOTE, DOC_COMMENT);
    if (flow == NULL) {
        read_xml_skip(xml);
        return;
    }
    read_xml_attribute(xml, W_ID, &value);
    flow->id = base_arena_str(arena, value);
    flow->by = docx_author(story, xml);
}

static int start_story(docx_story *story, read_xml *xml, int id)
{
    switch (id) {
    case W_BODY:
        story->body_seen = 1;
        if (story->flow == NULL && story->is_main)
            docx_flow_push(story, DOCX_FLOW_BODY, DOC_HIDDEN);
        return 1;
    case W_HDR:
    case W_FTR:
        if (story->flow == NULL && story->result != NULL)
            docx_flow_push(story, DOCX_FLOW_PART, DOC_HEADER);
        return 1;
    case W_FOOTNOTE:
    case W_ENDNOTE:
    case W_COMMENT:
        start_note(story, xml);
        return 1;
    case W_FOOTNOTE_REFERENCE:
    case W_ENDNOTE_REFERENCE:
    case W_COMMENT_REFERENCE:
        refer_note(story, xml, id);
        return 1;
    case W_HEADER_REFERENCE:
    case W_FOOTER_REFERENCE:
    case W_ALT_CHUNK:
        refer_part(story, xml, id);
        return 1;
    default:
        return 0;
    }
}

/* Properties of the past, of tables as a whole and of controls; nothing in them is text. */
static int is_skipped(int id)
{
    switch (id) {
    case W_P_PR_CHANGE:
    case W_R_PR_CHANGE:
    case W_SECT_PR_CHANGE:
    case W_TC_PR_CHANGE:
    case W_TR_PR_CHANGE:
    case W_NUMBERING_CHANGE:
    case W_TBL_PR:
    case W_TBL_PR_EX:
    case W_TBL_GRID:
    case W_TABS:
    case W_SDT_PR:
    case W_SDT_END_PR:
    case W_CUSTOM_XML_PR:
    case W_SMART_TAG_PR:
    case W_RUBY_PR:
    case W_ALT_CHUNK_PR:
        return 1;
    default:
        return 0;
    }
}

/* A name the reader does not know: transparent where it may hold text. */
static void start_unknown(docx_story *story, read_xml *xml, int id)
{
    int space = -id;
    if (space == DOCX_SPACE_W || space == DOCX_SPACE_M)
        return;
    if (story->flow == NULL ? read_xml_depth(xml) > 1 : story->flow->drawing == 0)
        read_xml_skip(xml);
}

/* Everything but the few elements that make up most of a document. */
static void start_other(docx_story *story, read_xml *xml, int id)
{
    if (is_skipped(id)) {
        read_xml_skip(xml);
        return;
    }
    if (docx_alternate_start(&story->alternate, xml, id) || property(story, xml, id) ||
        run_content(story, xml, id) || docx_table_start(story, xml, id) ||
        docx_change_start(story, xml, id) || docx_field_start(story, xml, id) ||
        docx_drawing_start(story, xml, id) || docx_math_start(story, xml, id))
        return;
    start_story(story, xml, id);
}

static void on_start(void *context, read_xml *xml, int id)
{
    docx_story *story = context;
    switch (id) {
    case W_R:
        start_run(story);
        break;
    case W_R_PR:
        story->in_mark = read_xml_parent(xml) == W_P_PR;
        break;
    case W_T:
        story->target = docx_text_target(story->flow);
        break;
    case W_P:
        start_paragraph(story, xml);
        break;
    case W_P_PR:
        break;
    case W_TC:
    case W_TC_PR:
    case W_TR:
        docx_table_start(story, xml, id);
        break;
    default:
        if (id <= 0)
            start_unknown(story, xml, id);
        else
            start_other(story, xml, id);
        break;
    }
}

static void end_other(docx_story *story, int id)
{
    switch (id) {
    case W_BODY:
    case W_HDR:
    case W_FTR:
    case W_FOOTNOTE:
    case W_ENDNOTE:
    case W_COMMENT:
        if (story->flow_count == 1)
            docx_flow_pop(story);
        break;
    default:
        break;
    }
}

static void on_end(void *context, read_xml *xml, int id)
{
    docx_story *story = context;
    switch (id) {
    case W_T:
    case M_T:
    case W_DEL_TEXT:
        story->target = NULL;
        return;
    case W_R_PR:
        story->in_mark = 0;
        return;
    case W_P:
        end_paragraph(story);
        return;
    case W_R:
        if (story->flow != NULL)
            story->flow->run_hidden = 0; /* formulas are not in runs of w: */
        return;
    case W_P_PR:
        return;
    default:
        break;
    }
    if (id <= 0)
        return;
    if (!docx_table_end(story, xml, id) && !docx_field_end(story, xml, id) &&
        !docx_drawing_end(story, xml, id) && !docx_change_end(story, xml, id) &&
        !docx_math_end(story, xml, id))
        end_other(story, id);
}

static void on_text(void *context, const char *bytes, size_t length)
{
    docx_story *story = context;
    if (story->target != NULL)
        base_buf_add(story->target, bytes, length);
}

const read_xml_handler docx_story_handler = {on_start, on_end, on_text};
