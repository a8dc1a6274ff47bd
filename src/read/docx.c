#include "read/docx.h"

#include "base/err.h"
#include "read/docx_story.h"
#include "read/limits.h"

#define MOST_PROBLEMS 32
#define MOST_EXTRAS 64

void docx_problem(docx_reader *reader, base_msg_id message, const char *argument)
{
    base_buf text;
    if (reader->problems++ >= MOST_PROBLEMS)
        return;
    base_buf_init(&text);
    base_msg_add(&text, reader->input->lang, message, argument, NULL);
    doc_build_problem(reader->builder, base_buf_str(&text), NULL);
    base_buf_dispose(&text);
}

int docx_part_failed(docx_reader *reader, const hecha_err *failure)
{
    if (failure->code == HECHA_E_MEMORY) {
        if (reader->code == HECHA_OK)
            reader->code = base_err_memory(reader->err);
        return HECHA_E_MEMORY;
    }
    if (reader->problems++ < MOST_PROBLEMS)
        doc_build_problem(reader->builder, base_str_c(failure->text), NULL);
    return HECHA_OK;
}

int docx_extra_allowed(docx_reader *reader)
{
    if (reader->extras++ < MOST_EXTRAS)
        return 1;
    if (reader->extras == MOST_EXTRAS + 1)
        docx_problem(reader, MSG_DOCX_EXTRAS, NULL);
    return 0;
}

int docx_parse_part(docx_reader *reader, base_str part, const read_xml_handler *handler,
                    void *context)
{
    hecha_err failure = base_err_init(reader->input->lang);
    base_buf bytes;
    base_buf_init(&bytes);
    int code = docx_package_read(&reader->package, part, &bytes, &failure);
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), part.ptr, &docx_vocabulary, handler, context,
                              &reader->input->limits, &failure);
    base_buf_dispose(&bytes);
    return code != HECHA_OK ? docx_part_failed(reader, &failure) : HECHA_OK;
}

int read_docx_claims(base_str bytes)
{
    if (!read_zip_is(bytes))
        return 0;
    if (read_zip_has(bytes, "xl/") || read_zip_has(bytes, "ppt/"))
        return 0;
    if (read_zip_has(bytes, "word/"))
        return 95;
    if (read_zip_has(bytes, "[Content_Types].xml") || read_zip_has(bytes, "_rels/.rels"))
        return 60;
    return 0;
}

/* A main part that breaks off gives what stands before, if that is anything. */
static int judge_main(docx_reader *reader, const docx_story *story, int code,
                      const hecha_err *failure)
{
    if (reader->code != HECHA_OK)
        return reader->code;
    if (code == HECHA_E_FORMAT && story->paragraphs > 0) {
        docx_part_failed(reader, failure);
        return HECHA_OK;
    }
    if (code != HECHA_OK) {
        if (reader->err != NULL)
            *reader->err = *failure;
        return code;
    }
    if (!story->body_seen)
        return base_err(reader->err, HECHA_E_FORMAT, MSG_DOCX_NO_MAIN, NULL);
    return HECHA_OK;
}

static int read_main(docx_reader *reader)
{
    hecha_err failure = base_err_init(reader->input->lang);
    docx_story *story = docx_story_new(reader);
    if (story == NULL)
        return base_err_memory(reader->err);
    story->is_main = 1;
    int code = docx_story_read(story, reader->main_part, &reader->relations, &failure);
    code = judge_main(reader, story, code, &failure);
    docx_story_free(story);
    return code;
}

static int read_parts(docx_reader *reader)
{
    hecha_err failure = base_err_init(reader->input->lang);
    int code = docx_package_main(&reader->package, &reader->main_part, reader->err);
    if (code != HECHA_OK)
        return code;
    docx_headers_init(reader);
    code =
        docx_package_relations(&reader->package, reader->main_part, &reader->relations, &failure);
    if (code != HECHA_OK && docx_part_failed(reader, &failure) != HECHA_OK)
        return reader->code;
    if (docx_styles_load(reader) != HECHA_OK)
        return reader->code = base_err_memory(reader->err);
    code = read_main(reader);
    if (code == HECHA_OK)
        docx_headers_build(reader);
    return code != HECHA_OK ? code : reader->code;
}

int docx_read_package(docx_reader *reader)
{
    int code = docx_package_open(&reader->package, reader->input->bytes, &reader->input->limits,
                                 reader->arena, reader->err);
    if (code == HECHA_OK)
        code = read_parts(reader);
    docx_package_close(&reader->package);
    return code;
}

/* The arena of the reading was refused memory: by its limit, if it is half full. */
static int judge_arena(const docx_reader *reader, size_t limit, int code)
{
    if (!base_arena_failed(reader->arena) || (code != HECHA_OK && code != HECHA_E_MEMORY))
        return code;
    if (base_arena_used(reader->arena) > limit / 2)
        return base_err(reader->err, HECHA_E_LIMIT, MSG_DOC_MEMORY, NULL);
    return base_err_memory(reader->err);
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    docx_reader reader;
    (void)format;
    memset(&reader, 0, sizeof(reader));
    reader.input = input;
    reader.builder = builder;
    reader.err = err;
    size_t limit = read_limit(input->limits.memory, READ_MEMORY);
    reader.arena = base_arena_new(limit);
    if (reader.arena == NULL)
        return base_err_memory(err);
    int code = judge_arena(&reader, limit, docx_read_package(&reader));
    base_arena_free(reader.arena);
    return code;
}

const read_reader read_docx = {"docx", read_docx_claims, read};
