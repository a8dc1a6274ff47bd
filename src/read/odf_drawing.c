#include "read/odf_story.h"

static void start_object(odf_reader *reader, read_xml *xml, int id)
{
    base_str folder;
    reader->frame_picture = -1;
    int named = read_xml_attribute(xml, ODF_XLINK_HREF, &folder);
    if (reader->flow != NULL && reader->flow->hidden == 0) {
        if (id == ODF_DRAW_OBJECT && named)
            odf_pend_after(reader, DOC_CHART, folder);
        else
            odf_problem(reader, MSG_DOCX_CHUNK, "OLE");
    }
    read_xml_skip(xml);
}

static void end_frame(odf_reader *reader)
{
    base_str text = read_picture_text(base_buf_str(&reader->described));
    if (reader->frame_picture == 1 && read_picture_counts(text, reader->frame_size) &&
        reader->flow != NULL && reader->flow->hidden == 0 && reader->flow->kind == ODF_FLOW_BODY)
        odf_pend_after(reader, DOC_IMAGE, text);
    base_buf_clear(&reader->described);
    reader->frame_picture = 0;
}

static void start_frame(odf_reader *reader, read_xml *xml)
{
    base_str length;
    base_buf_clear(&reader->described);
    reader->frame_picture = 0;
    memset(&reader->frame_size, 0, sizeof(reader->frame_size));
    if (read_xml_attribute(xml, ODF_SVG_WIDTH, &length))
        reader->frame_size.width = read_picture_length(length);
    if (read_xml_attribute(xml, ODF_SVG_HEIGHT, &length))
        reader->frame_size.height = read_picture_length(length);
}

static int is_shape(int id)
{
    switch (id) {
    case ODF_DRAW_TEXT_BOX:
    case ODF_DRAW_CUSTOM_SHAPE:
    case ODF_DRAW_RECT:
    case ODF_DRAW_ELLIPSE:
    case ODF_DRAW_CIRCLE:
    case ODF_DRAW_LINE:
    case ODF_DRAW_CONNECTOR:
    case ODF_DRAW_CAPTION:
    case ODF_DRAW_MEASURE:
    case ODF_DRAW_POLYGON:
    case ODF_DRAW_POLYLINE:
    case ODF_DRAW_REGULAR_POLYGON:
    case ODF_DRAW_PATH:
        return 1;
    default:
        return 0;
    }
}

int odf_drawing_start(odf_reader *reader, read_xml *xml, int id)
{
    if (is_shape(id)) {
        odf_push(reader, xml, ODF_FLOW_ASIDE, DOC_TEXTBOX);
        return 1;
    }
    switch (id) {
    case ODF_DRAW_FRAME:
        start_frame(reader, xml);
        return 1;
    case ODF_DRAW_IMAGE:
        if (reader->frame_picture == 0)
            reader->frame_picture = 1;
        read_xml_skip(xml);
        return 1;
    case ODF_DRAW_OBJECT:
    case ODF_DRAW_OBJECT_OLE:
        start_object(reader, xml, id);
        return 1;
    case ODF_SVG_TITLE:
    case ODF_SVG_DESC:
        base_buf_clear(&reader->described);
        reader->capture = &reader->described;
        return 1;
    default:
        return 0;
    }
}

int odf_drawing_end(odf_reader *reader, read_xml *xml, int id)
{
    if (is_shape(id)) {
        odf_pop(reader, xml);
        return 1;
    }
    if (id == ODF_DRAW_FRAME)
        end_frame(reader);
    else if (id == ODF_SVG_TITLE || id == ODF_SVG_DESC)
        reader->capture = NULL;
    else
        return 0;
    return 1;
}
