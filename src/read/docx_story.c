#include <stdlib.h>

#include "read/docx_story.h"

docx_story *docx_story_new(docx_reader *reader)
{
    docx_story *story = calloc(1, sizeof(*story));
    if (story == NULL)
        return NULL;
    story->reader = reader;
    base_vec_init(&story->pending, sizeof(docx_pending));
    base_vec_init(&story->after, sizeof(docx_after));
    return story;
}

static void free_flow(docx_flow *flow)
{
    base_buf_dispose(&flow->text);
    base_buf_dispose(&flow->deleted_text);
    base_buf_dispose(&flow->hidden_text);
    base_buf_dispose(&flow->ruby_text);
    base_buf_dispose(&flow->number);
    base_buf_dispose(&flow->joined);
    base_buf_dispose(&flow->instruction);
    base_buf_dispose(&flow->choice);
    base_buf_dispose(&flow->alternative);
    free(flow->fields);
    free(flow);
}

void docx_story_free(docx_story *story)
{
    if (story == NULL)
        return;
    for (int i = 0; i < DOCX_MAX_FLOWS; i++) {
        if (story->flows[i] != NULL)
            free_flow(story->flows[i]);
    }
    free(story);
}

/* Also of a part that broke off: what is open is ended as if its ends had come. */
void docx_story_finish(docx_story *story)
{
    while (story->flow != NULL) {
        docx_flow *flow = story->flow;
        if (flow->open)
            docx_paragraph_end(story, flow);
        docx_flow_settle(story, flow);
        for (; flow->tables > 0; flow->tables--) {
            if (story->tables[--story->table_count].begun)
                doc_build_table_end(story->reader->builder);
        }
        docx_flow_pop(story);
    }
    for (size_t i = 0; i < story->pending.count; i++) {
        const docx_pending *item = base_vec_at(&story->pending, i);
        doc_build_aside(story->reader->builder, item->kind, item->text, item->by);
    }
    story->pending.count = 0;
    docx_flush_after(story);
}

int docx_story_read(docx_story *story, base_str part, const docx_relations *relations,
                    hecha_err *err)
{
    docx_reader *reader = story->reader;
    base_buf bytes;
    base_buf_init(&bytes);
    story->part = part;
    story->relations = relations;
    int code = docx_package_read(&reader->package, part, &bytes, err);
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), part.ptr, &docx_vocabulary, &docx_story_handler,
                              story, &reader->input->limits, err);
    base_buf_dispose(&bytes);
    docx_story_finish(story);
    return code;
}
