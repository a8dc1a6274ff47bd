#include "read/docx_names.h"
#include "read/odf_story.h"

#define MOST_SPACES 1000

/* Nothing in these is text of the report. */
static int is_skipped(int id)
{
    switch (id) {
    case ODF_OFFICE_FORMS:
    case ODF_OFFICE_EVENT_LISTENERS:
    case ODF_OFFICE_META:
    case ODF_OFFICE_SETTINGS:
    case ODF_OFFICE_SCRIPTS:
    case ODF_OFFICE_FONT_FACE_DECLS:
    case ODF_OFFICE_BINARY_DATA:
    case ODF_TEXT_TABLE_OF_CONTENT_SOURCE:
    case ODF_TEXT_ILLUSTRATION_INDEX_SOURCE:
    case ODF_TEXT_TABLE_INDEX_SOURCE:
    case ODF_TEXT_OBJECT_INDEX_SOURCE:
    case ODF_TEXT_USER_INDEX_SOURCE:
    case ODF_TEXT_ALPHABETICAL_INDEX_SOURCE:
    case ODF_TEXT_BIBLIOGRAPHY_SOURCE:
    case ODF_TEXT_INDEX_SOURCE:
    case ODF_TEXT_SEQUENCE_DECLS:
    case ODF_TEXT_VARIABLE_DECLS:
    case ODF_TEXT_USER_FIELD_DECLS:
    case ODF_TEXT_DDE_CONNECTION_DECLS:
    case ODF_TEXT_NOTE_CITATION:
    case ODF_TEXT_FORMAT_CHANGE:
    case ODF_TABLE_CONTENT_VALIDATIONS:
    case ODF_TABLE_DATABASE_RANGES:
    case ODF_TABLE_DATA_PILOT_TABLES:
    case ODF_TABLE_LABEL_RANGES:
    case ODF_TABLE_NAMED_EXPRESSIONS:
    case ODF_TABLE_TRACKED_CHANGES:
    case ODF_TABLE_SCENARIO:
    case ODF_TABLE_DETECTIVE:
    case ODF_TABLE_DDE_LINKS:
    case ODF_TABLE_CONSOLIDATION:
    case ODF_DRAW_CONTROL:
    case ODF_DRAW_ENHANCED_GEOMETRY:
    case ODF_DRAW_GLUE_POINT:
    case ODF_DRAW_PLUGIN:
    case ODF_DC_DATE:
        return 1;
    default:
        return 0;
    }
}

/* text */

static int start_characters(odf_reader *reader, read_xml *xml, int id)
{
    odf_flow *flow = reader->flow;
    base_buf *target = odf_text_target(flow);
    int spaces = 1;
    switch (id) {
    case ODF_TEXT_S:
        spaces = docx_integer(xml, ODF_TEXT_C, 1);
        break;
    case ODF_TEXT_TAB:
    case ODF_TEXT_LINE_BREAK:
        break;
    default:
        return 0;
    }
    if (target == NULL)
        return 1;
    flow->blank = 0;
    if (id == ODF_TEXT_TAB)
        base_buf_add_byte(target, '\t');
    else if (id == ODF_TEXT_LINE_BREAK)
        base_buf_add_byte(target, '\n');
    for (int i = 0; id == ODF_TEXT_S && i < spaces && i < MOST_SPACES; i++)
        base_buf_add_byte(target, ' ');
    return 1;
}

static void hide(odf_reader *reader, read_xml *xml, int hidden)
{
    reader->marks[read_xml_depth(xml)] = hidden != 0;
    if (reader->flow != NULL && hidden)
        reader->flow->hidden++;
}

static void unhide(odf_reader *reader, read_xml *xml)
{
    size_t *mark = &reader->marks[read_xml_depth(xml)];
    if (*mark && reader->flow != NULL && reader->flow->hidden > 0)
        reader->flow->hidden--;
    *mark = 0;
}

static void start_link(odf_reader *reader, read_xml *xml)
{
    base_str target;
    int depth = read_xml_depth(xml);
    read_xml_attribute(xml, ODF_XLINK_HREF, &target);
    reader->names[depth] = base_arena_str(reader->arena, target);
    reader->marks[depth] = reader->flow != NULL ? reader->flow->text.len : 0;
}

static void end_link(odf_reader *reader, read_xml *xml)
{
    odf_flow *flow = reader->flow;
    int depth = read_xml_depth(xml);
    if (flow != NULL && flow->open && flow->kind == ODF_FLOW_BODY &&
        reader->marks[depth] < flow->text.len)
        odf_pend_aside(reader, DOC_LINK,
                       base_str_from(base_buf_str(&flow->text), reader->marks[depth]),
                       reader->names[depth]);
    reader->marks[depth] = 0;
}

/* Boxes of old forms: their state is a parameter of the field. */
static int start_field(odf_reader *reader, read_xml *xml, int id)
{
    base_str value;
    int depth = read_xml_depth(xml);
    if (id == ODF_FIELD_FIELDMARK) {
        read_xml_attribute(xml, ODF_FIELD_TYPE, &value);
        reader->marks[depth] = base_str_ends(value, base_str_c("FORMCHECKBOX"));
        return 1;
    }
    if (id != ODF_FIELD_PARAM)
        return 0;
    if (read_xml_parent(xml) == ODF_FIELD_FIELDMARK && reader->marks[depth - 1] != 0 &&
        read_xml_attribute(xml, ODF_FIELD_NAME, &value) &&
        base_str_eq_c(value, "Checkbox_Checked") &&
        read_xml_attribute(xml, ODF_FIELD_VALUE, &value) && base_str_eq_c(value, "true"))
        reader->marks[depth - 1] = 2;
    return 1;
}

static void end_field(odf_reader *reader, read_xml *xml)
{
    base_buf *target = odf_text_target(reader->flow);
    size_t mark = reader->marks[read_xml_depth(xml)];
    if (target != NULL && mark != 0)
        base_buf_add_c(target, mark == 2 ? "☑" : "☐");
}

static int start_span(odf_reader *reader, read_xml *xml, int id)
{
    base_str value;
    switch (id) {
    case ODF_TEXT_SPAN:
        read_xml_attribute(xml, ODF_TEXT_STYLE_NAME, &value);
        hide(reader, xml,
             odf_style_hidden(&reader->styles, odf_style_find(&reader->styles, 't', value)));
        return 1;
    case ODF_TEXT_SECTION:
        hide(reader, xml,
             read_xml_attribute(xml, ODF_TEXT_DISPLAY, &value) && base_str_eq_c(value, "none"));
        return 1;
    case ODF_TEXT_HIDDEN_PARAGRAPH:
        if (reader->flow != NULL && reader->flow->open && reader->flow->hidden_field == 0 &&
            read_xml_attribute(xml, ODF_TEXT_IS_HIDDEN, &value) && base_str_eq_c(value, "true")) {
            base_buf_add_str(&reader->flow->hidden_text, base_buf_str(&reader->flow->text));
            base_buf_clear(&reader->flow->text);
            reader->flow->hidden++;
            reader->flow->hidden_field = 1;
        }
        return 1;
    case ODF_TEXT_A:
        start_link(reader, xml);
        return 1;
    case ODF_TEXT_RUBY_TEXT:
        if (reader->flow != NULL)
            reader->flow->ruby++;
        return 1;
    default:
        return 0;
    }
}

static void end_ruby(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    if (flow == NULL || flow->ruby == 0 || --flow->ruby > 0)
        return;
    odf_pend_aside(reader, DOC_RUBY, base_buf_str(&flow->ruby_text), base_str_n("", 0));
    base_buf_clear(&flow->ruby_text);
}

static int end_span(odf_reader *reader, read_xml *xml, int id)
{
    switch (id) {
    case ODF_TEXT_SPAN:
    case ODF_TEXT_SECTION:
        unhide(reader, xml);
        return 1;
    case ODF_TEXT_A:
        end_link(reader, xml);
        return 1;
    case ODF_TEXT_RUBY_TEXT:
        end_ruby(reader);
        return 1;
    case ODF_FIELD_FIELDMARK:
        end_field(reader, xml);
        return 1;
    default:
        return 0;
    }
}

/* stories */

static void start_creator(odf_reader *reader)
{
    odf_flow *flow = reader->flow;
    if (flow != NULL && flow->kind == ODF_FLOW_ASIDE)
        reader->capture = &flow->by;
    else
        reader->capture = &reader->change_by;
    base_buf_clear(reader->capture);
}

static void start_body(odf_reader *reader, read_xml *xml, int id)
{
    if (odf_styles_index(&reader->styles) != HECHA_OK)
        odf_no_memory(reader);
    if (reader->flow != NULL || reader->body_seen) {
        read_xml_skip(xml);
        return;
    }
    reader->body_seen = 1;
    reader->spreadsheet = id == ODF_OFFICE_SPREADSHEET;
    odf_push(reader, xml, ODF_FLOW_BODY, DOC_HIDDEN);
}

static int start_story(odf_reader *reader, read_xml *xml, int id)
{
    switch (id) {
    case ODF_OFFICE_TEXT:
    case ODF_OFFICE_SPREADSHEET:
        start_body(reader, xml, id);
        return 1;
    case ODF_TEXT_NOTE:
        odf_push(reader, xml, ODF_FLOW_NOTE, DOC_COMMENT);
        return 1;
    case ODF_OFFICE_ANNOTATION:
        odf_push(reader, xml, ODF_FLOW_ASIDE, DOC_COMMENT);
        return 1;
    case ODF_STYLE_HEADER:
    case ODF_STYLE_HEADER_FIRST:
    case ODF_STYLE_HEADER_LEFT:
        odf_push(reader, xml, ODF_FLOW_MARGIN, DOC_HEADER);
        return 1;
    case ODF_STYLE_FOOTER:
    case ODF_STYLE_FOOTER_FIRST:
    case ODF_STYLE_FOOTER_LEFT:
        odf_push(reader, xml, ODF_FLOW_MARGIN, DOC_FOOTER);
        return 1;
    case ODF_DC_CREATOR:
        start_creator(reader);
        return 1;
    default:
        return 0;
    }
}

static int end_story(odf_reader *reader, read_xml *xml, int id)
{
    switch (id) {
    case ODF_OFFICE_TEXT:
    case ODF_OFFICE_SPREADSHEET:
    case ODF_TEXT_NOTE:
    case ODF_OFFICE_ANNOTATION:
    case ODF_STYLE_HEADER:
    case ODF_STYLE_HEADER_FIRST:
    case ODF_STYLE_HEADER_LEFT:
    case ODF_STYLE_FOOTER:
    case ODF_STYLE_FOOTER_FIRST:
    case ODF_STYLE_FOOTER_LEFT:
        odf_pop(reader, xml);
        return 1;
    case ODF_DC_CREATOR:
        reader->capture = NULL;
        return 1;
    default:
        return 0;
    }
}

static void on_start(void *context, read_xml *xml, int id)
{
    odf_reader *reader = context;
    reader->marks[read_xml_depth(xml)] = 0;
    if (id <= 0) {
        if (id == -ODF_SPACE_SILENT)
            read_xml_skip(xml);
        return;
    }
    if (is_skipped(id)) {
        read_xml_skip(xml);
        return;
    }
    if (id == ODF_OFFICE_STYLES || id == ODF_OFFICE_AUTOMATIC_STYLES) {
        /* Those of styles.xml are for headers only, under the names of others in content.xml. */
        if (id == ODF_OFFICE_AUTOMATIC_STYLES && reader->in_styles_part)
            read_xml_skip(xml);
        else
            reader->in_styles = 1;
        return;
    }
    if (reader->in_styles) {
        odf_styles_start(&reader->styles, xml, id);
        return;
    }
    if (id == ODF_TEXT_P || id == ODF_TEXT_H) {
        odf_paragraph_start(reader, xml, id);
        return;
    }
    if (start_characters(reader, xml, id) || start_span(reader, xml, id) ||
        start_field(reader, xml, id) || odf_list_start(reader, xml, id) ||
        odf_sheet_start(reader, xml, id) || odf_table_start(reader, xml, id) ||
        odf_change_start(reader, xml, id) || odf_drawing_start(reader, xml, id))
        return;
    start_story(reader, xml, id);
}

static void end_paragraph(odf_reader *reader, read_xml *xml)
{
    if (reader->flow != NULL && reader->flow->open)
        odf_paragraph_end(reader);
    unhide(reader, xml);
}

static void on_end(void *context, read_xml *xml, int id)
{
    odf_reader *reader = context;
    if (id <= 0)
        return;
    if (id == ODF_OFFICE_STYLES || id == ODF_OFFICE_AUTOMATIC_STYLES) {
        reader->in_styles = 0;
        return;
    }
    if (reader->in_styles) {
        odf_styles_end(&reader->styles, id);
        return;
    }
    if (id == ODF_TEXT_P || id == ODF_TEXT_H) {
        end_paragraph(reader, xml);
        return;
    }
    if (end_span(reader, xml, id) || odf_list_end(reader, id) || odf_sheet_end(reader, id) ||
        odf_table_end(reader, xml, id) || odf_change_end(reader, xml, id) ||
        odf_drawing_end(reader, xml, id))
        return;
    end_story(reader, xml, id);
}

static int is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* White space counts as one blank, at the start of a paragraph as none (ODF 1.2, 6.1.2). */
static void on_text(void *context, const char *bytes, size_t length)
{
    odf_reader *reader = context;
    if (reader->capture != NULL) {
        base_buf_add(reader->capture, bytes, length);
        return;
    }
    odf_flow *flow = reader->flow;
    base_buf *target = odf_text_target(flow);
    if (target == NULL)
        return;
    size_t at = 0;
    while (at < length) {
        size_t start = at;
        while (at < length && !is_white(bytes[at]))
            at++;
        if (at > start) {
            base_buf_add(target, bytes + start, at - start);
            flow->blank = 0;
        }
        if (at == length)
            return;
        if (!flow->blank)
            base_buf_add_byte(target, ' ');
        flow->blank = 1;
        at++;
    }
}

const read_xml_handler odf_body_handler = {on_start, on_end, on_text};

static void build_margins(odf_reader *reader)
{
    base_str none = base_str_n("", 0);
    for (size_t i = 0; i < reader->hidden_text.count; i++) {
        const base_str *text = base_vec_at(&reader->hidden_text, i);
        doc_build_aside(reader->builder, DOC_HIDDEN, *text, none);
    }
    for (size_t i = 0; i < reader->margins.count; i++) {
        const odf_pending *item = base_vec_at(&reader->margins, i);
        doc_build_aside(reader->builder, item->kind, item->text, none);
    }
}

void odf_body_finish(odf_reader *reader)
{
    /* Only a damaged file leaves something open. */
    while (reader->flow_count > 0)
        odf_flow_pop(reader);
    if (reader->sheet != NULL)
        odf_sheet_close(reader);
    while (doc_build_depth(reader->builder) > 0 && doc_build_status(reader->builder) == 0)
        doc_build_table_end(reader->builder);
    odf_flush_asides(reader);
    odf_flush_after(reader);
    build_margins(reader);
}
