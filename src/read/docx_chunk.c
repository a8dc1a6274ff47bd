#include "base/err.h"
#include "read/docx_story.h"
#include "read/html.h"
#include "read/mht.h"
#include "read/rtf.h"
#include "read/txt.h"

typedef enum chunk_kind {
    CHUNK_OTHER,
    CHUNK_HTML,
    CHUNK_MIME,
    CHUNK_TEXT,
    CHUNK_RTF,
    CHUNK_DOCX
} chunk_kind;

/* By content where it is plain, else by the stated type. */
static chunk_kind kind_of(base_str type, base_str bytes)
{
    static const struct {
        const char *type;
        chunk_kind kind;
    } types[] = {
        {"text/html", CHUNK_HTML},
        {"application/xhtml", CHUNK_HTML},
        {"message/rfc822", CHUNK_MIME},
        {"multipart/related", CHUNK_MIME},
        {"application/x-mimearchive", CHUNK_MIME},
        {"text/plain", CHUNK_TEXT},
    };
    if (read_zip_is(bytes))
        return read_docx_claims(bytes) > 0 ? CHUNK_DOCX : CHUNK_OTHER;
    if (read_rtf.claims(bytes) > 1)
        return CHUNK_RTF;
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (base_str_starts(type, base_str_c(types[i].type)))
            return types[i].kind;
    }
    return read_html.claims(bytes) > 1 ? CHUNK_HTML : CHUNK_OTHER;
}

static int read_plain(const read_input *input, doc_builder *builder, hecha_err *err)
{
    const char *format = NULL;
    return read_txt.read(input, builder, &format, err);
}

static int read_rich_text(const read_input *input, doc_builder *builder, hecha_err *err)
{
    const char *format = NULL;
    return read_rtf.read(input, builder, &format, err);
}

/* A docx in a docx: once; its own chunks are left out. */
static int read_nested(docx_reader *outer, const read_input *input, hecha_err *err)
{
    if (outer->level > 0)
        return base_err(err, HECHA_E_LIMIT, MSG_DOCX_CHUNK, "docx", NULL);
    docx_reader inner;
    memset(&inner, 0, sizeof(inner));
    inner.input = input;
    inner.builder = outer->builder;
    inner.err = err;
    inner.arena = outer->arena;
    inner.level = outer->level + 1;
    return docx_read_package(&inner);
}

static int read_chunk(docx_reader *reader, base_str type, const read_input *input, hecha_err *err)
{
    switch (kind_of(type, input->bytes)) {
    case CHUNK_HTML:
        return read_html_part(input, NULL, reader->builder, err);
    case CHUNK_MIME:
        return read_mht_part(input, reader->builder, err);
    case CHUNK_RTF:
        return read_rich_text(input, reader->builder, err);
    case CHUNK_TEXT:
        return read_plain(input, reader->builder, err);
    case CHUNK_DOCX:
        return read_nested(reader, input, err);
    default:
        break;
    }
    return base_err(err, HECHA_E_UNSUPPORTED, MSG_DOCX_CHUNK, "altChunk", NULL);
}

void docx_chunk_build(docx_reader *reader, base_str part)
{
    hecha_err failure = base_err_init(reader->input->lang);
    read_input input = *reader->input;
    base_str type = base_str_n("", 0);
    base_buf bytes;
    if (!docx_extra_allowed(reader))
        return;
    base_buf_init(&bytes);
    int code = docx_package_read(&reader->package, part, &bytes, &failure);
    if (code == HECHA_OK)
        code = docx_package_type(&reader->package, part, &type, &failure);
    input.bytes = base_buf_str(&bytes);
    if (code == HECHA_OK && bytes.len > 0)
        code = read_chunk(reader, type, &input, &failure);
    base_buf_dispose(&bytes);
    doc_build_encoding(reader->builder, NULL);
    if (code != HECHA_OK) {
        docx_part_failed(reader, &failure);
        if (code != HECHA_E_MEMORY)
            docx_problem(reader, MSG_DOCX_PART, part.ptr);
    }
}
