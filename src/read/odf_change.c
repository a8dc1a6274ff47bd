#include "read/odf_story.h"

static void start_region(odf_reader *reader, read_xml *xml)
{
    base_str id;
    memset(&reader->change, 0, sizeof(reader->change));
    base_buf_clear(&reader->change_by);
    if (!read_xml_attribute(xml, ODF_TEXT_ID, &id))
        read_xml_attribute(xml, ODF_XML_ID, &id);
    reader->change.id = base_arena_str(reader->arena, id);
}

static void end_region(odf_reader *reader)
{
    odf_change *fresh = base_vec_push(&reader->changes, reader->arena);
    if (fresh == NULL)
        return;
    *fresh = reader->change;
    fresh->by = base_arena_str(reader->arena, base_str_trim(base_buf_str(&reader->change_by)));
}

static const odf_change *find_change(odf_reader *reader, read_xml *xml)
{
    base_str id;
    read_xml_attribute(xml, ODF_TEXT_CHANGE_ID, &id);
    size_t at = docx_index_find(&reader->change_index, &reader->changes, id);
    return at != DOCX_INDEX_NONE ? base_vec_at(&reader->changes, at) : NULL;
}

/* A cell in which something was deleted may belong to a row that is gone. */
static void mark_emptied(odf_reader *reader, const odf_flow *flow)
{
    if (flow->tables > 0 && reader->table_count > 0)
        reader->tables[reader->table_count - 1]->cell.emptied = 1;
}

static void refer_deletion(odf_reader *reader, read_xml *xml)
{
    odf_flow *flow = reader->flow;
    const odf_change *change = find_change(reader, xml);
    if (change == NULL || !change->deletion || flow == NULL || flow->kind != ODF_FLOW_BODY)
        return;
    odf_pend_aside(reader, DOC_DELETED, change->text, change->by);
    mark_emptied(reader, flow);
}

static void start_marked(odf_reader *reader, read_xml *xml)
{
    odf_flow *flow = reader->flow;
    const odf_change *change = find_change(reader, xml);
    if (flow == NULL || change == NULL)
        return;
    if (change->deletion) {
        flow->deleting = 1;
        flow->deleted_by = change->by;
        mark_emptied(reader, flow);
    } else {
        flow->inserting = 1;
        flow->inserted = flow->open || flow->carried ? flow->text.len : 0;
        flow->inserted_by = change->by;
    }
}

static void end_deletion(odf_reader *reader, odf_flow *flow)
{
    flow->deleting = 0;
    if (flow->kind == ODF_FLOW_BODY)
        odf_pend_aside(reader, DOC_DELETED, base_str_trim(base_buf_str(&flow->deleted_text)),
                       flow->deleted_by);
    base_buf_clear(&flow->deleted_text);
}

static void end_marked(odf_reader *reader, read_xml *xml)
{
    odf_flow *flow = reader->flow;
    const odf_change *change = find_change(reader, xml);
    if (flow == NULL || change == NULL)
        return;
    if (change->deletion && flow->deleting) {
        end_deletion(reader, flow);
    } else if (!change->deletion && flow->inserting) {
        flow->inserting = 0;
        if (flow->open && flow->kind == ODF_FLOW_BODY && flow->inserted < flow->text.len)
            odf_pend_aside(reader, DOC_INSERTED,
                           base_str_from(base_buf_str(&flow->text), flow->inserted),
                           flow->inserted_by);
    }
}

int odf_change_start(odf_reader *reader, read_xml *xml, int id)
{
    switch (id) {
    case ODF_TEXT_CHANGED_REGION:
        start_region(reader, xml);
        return 1;
    case ODF_TEXT_DELETION:
        odf_push(reader, xml, ODF_FLOW_DELETION, DOC_DELETED);
        return 1;
    case ODF_TEXT_CHANGE:
        refer_deletion(reader, xml);
        return 1;
    case ODF_TEXT_CHANGE_START:
        start_marked(reader, xml);
        return 1;
    case ODF_TEXT_CHANGE_END:
        end_marked(reader, xml);
        return 1;
    default:
        return 0;
    }
}

int odf_change_end(odf_reader *reader, read_xml *xml, int id)
{
    switch (id) {
    case ODF_TEXT_CHANGED_REGION:
        end_region(reader);
        return 1;
    case ODF_TEXT_DELETION:
        odf_pop(reader, xml);
        return 1;
    case ODF_TEXT_TRACKED_CHANGES:
        if (docx_index_build(&reader->change_index, &reader->changes, reader->arena) != HECHA_OK)
            odf_no_memory(reader);
        return 1;
    default:
        return 0;
    }
}
