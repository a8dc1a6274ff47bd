#include "base/err.h"
#include "read/docx_story.h"

/* More headers than any report has sections are not read. */
#define MOST_HEADERS 256

typedef struct docx_header {
    base_str part;
    doc_aside_kind kind;
} docx_header;

/* Reads a part whose text is collected. Links in it are not followed, so it needs no relations. */
static int read_aside_story(docx_reader *reader, base_str part, docx_notes *notes, base_buf *result)
{
    hecha_err failure = base_err_init(reader->input->lang);
    docx_story *story = docx_story_new(reader);
    if (story == NULL)
        return reader->code = base_err_memory(reader->err);
    story->notes = notes;
    story->result = result;
    int code = docx_story_read(story, part, NULL, &failure);
    docx_story_free(story);
    return code != HECHA_OK ? docx_part_failed(reader, &failure) : HECHA_OK;
}

static void load_notes(docx_reader *reader, docx_notes *notes, docx_relation_type type)
{
    notes->loaded = 1;
    base_vec_init(&notes->items, sizeof(docx_note));
    const docx_relation *relation = docx_relation_by_type(&reader->relations, type);
    if (relation == NULL)
        return;
    notes->part = relation->target;
    read_aside_story(reader, relation->target, notes, NULL);
    if (docx_index_build(&notes->index, &notes->items, reader->arena) != HECHA_OK)
        reader->code = base_err_memory(reader->err);
}

base_str docx_note_text(docx_reader *reader, docx_notes *notes, docx_relation_type type,
                        base_str id, base_str *by)
{
    *by = base_str_n("", 0);
    if (!notes->loaded)
        load_notes(reader, notes, type);
    size_t at = docx_index_find(&notes->index, &notes->items, id);
    if (at == DOCX_INDEX_NONE)
        return *by;
    const docx_note *note = base_vec_at(&notes->items, at);
    *by = note->by;
    return note->text;
}

void docx_headers_init(docx_reader *reader)
{
    base_vec_init(&reader->headers, sizeof(docx_header));
}

void docx_header_named(docx_reader *reader, base_str part, doc_aside_kind kind)
{
    for (size_t i = 0; i < reader->headers.count; i++) {
        const docx_header *known = base_vec_at(&reader->headers, i);
        if (base_str_eq(known->part, part))
            return;
    }
    if (reader->headers.count >= MOST_HEADERS)
        return;
    docx_header *fresh = base_vec_push(&reader->headers, reader->arena);
    if (fresh == NULL)
        return;
    fresh->part = part;
    fresh->kind = kind;
}

void docx_headers_build(docx_reader *reader)
{
    base_buf text;
    base_buf_init(&text);
    for (size_t i = 0; i < reader->headers.count && reader->code == HECHA_OK; i++) {
        docx_header header = *(const docx_header *)base_vec_at(&reader->headers, i);
        base_buf_clear(&text);
        read_aside_story(reader, header.part, NULL, &text);
        if (text.len > 0)
            doc_build_aside(reader->builder, header.kind, base_buf_str(&text), base_str_n("", 0));
    }
    base_buf_dispose(&text);
}
