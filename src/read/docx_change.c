#include "read/docx_story.h"

base_str docx_author(docx_story *story, read_xml *xml)
{
    base_str author;
    read_xml_attribute(xml, W_AUTHOR, &author);
    if (author.len == 0 || !base_str_eq(author, story->author))
        story->author = base_arena_str(story->reader->arena, author);
    return story->author;
}

static void start_deletion(docx_story *story, read_xml *xml)
{
    docx_flow *flow = story->flow;
    int depth = read_xml_depth(xml);
    story->marks[depth] = flow != NULL;
    if (flow == NULL)
        return;
    if (flow->deleted++ == 0)
        story->names[depth] = docx_author(story, xml);
}

static void end_deletion(docx_story *story, read_xml *xml)
{
    docx_flow *flow = story->flow;
    int depth = read_xml_depth(xml);
    if (flow == NULL || story->marks[depth] == 0 || flow->deleted == 0 || --flow->deleted > 0)
        return;
    docx_pend_aside(story, DOC_DELETED, base_buf_str(&flow->deleted_text), story->names[depth]);
    base_buf_clear(&flow->deleted_text);
}

static void start_insertion(docx_story *story, read_xml *xml)
{
    int depth = read_xml_depth(xml);
    story->marks[depth] = story->flow != NULL ? story->flow->text.len : 0;
    story->names[depth] = docx_author(story, xml);
}

static void end_insertion(docx_story *story, read_xml *xml)
{
    docx_flow *flow = story->flow;
    int depth = read_xml_depth(xml);
    if (flow != NULL && flow->open && story->marks[depth] < flow->text.len)
        docx_pend_aside(story, DOC_INSERTED,
                        base_str_from(base_buf_str(&flow->text), story->marks[depth]),
                        story->names[depth]);
}

static void end_ruby(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (flow == NULL || flow->ruby == 0 || --flow->ruby > 0)
        return;
    docx_pend_aside(story, DOC_RUBY, base_buf_str(&flow->ruby_text), base_str_n("", 0));
    base_buf_clear(&flow->ruby_text);
}

int docx_change_start(docx_story *story, read_xml *xml, int id)
{
    switch (id) {
    case W_DEL:
    case W_MOVE_FROM:
        start_deletion(story, xml);
        return 1;
    case W_INS:
    case W_MOVE_TO:
        start_insertion(story, xml);
        return 1;
    case W_RT:
        if (story->flow != NULL)
            story->flow->ruby++;
        return 1;
    default:
        return 0;
    }
}

/* In properties these elements are marks, not containers. */
static int is_mark(int parent)
{
    return parent == W_R_PR || parent == W_TR_PR || parent == W_NUM_PR;
}

int docx_change_end(docx_story *story, read_xml *xml, int id)
{
    switch (id) {
    case W_DEL:
    case W_MOVE_FROM:
        if (!is_mark(read_xml_parent(xml)))
            end_deletion(story, xml);
        return 1;
    case W_INS:
    case W_MOVE_TO:
        if (!is_mark(read_xml_parent(xml)))
            end_insertion(story, xml);
        return 1;
    case W_RT:
        end_ruby(story);
        return 1;
    default:
        return 0;
    }
}
