#include "read/read.h"

#include "base/err.h"
#include "base/hash.h"
#include "read/breaks.h"
#include "read/csv.h"
#include "read/detect.h"
#include "read/frame.h"
#include "read/limits.h"
#include "read/outline.h"

/* A reader with less confidence than this does not know the format by its content. */
#define KNOWN 2
/* From here on the content leaves no doubt, and what one reader is so sure of no other is: the
 * readers after it are not asked, some of which would look at every byte. */
#define CERTAIN 95

static read_limits with_defaults(const read_limits *asked)
{
    read_limits limits = *asked;
    limits.file_bytes = read_limit(asked->file_bytes, READ_FILE_BYTES);
    limits.part_bytes = read_limit(asked->part_bytes, READ_PART_BYTES);
    limits.total_bytes = read_limit(asked->total_bytes, READ_TOTAL_BYTES);
    limits.members = read_limit(asked->members, READ_MEMBERS);
    limits.ratio = read_limit(asked->ratio, READ_RATIO);
    limits.memory = read_limit(asked->memory, READ_MEMORY);
    limits.depth = asked->depth > 0 ? asked->depth : READ_DEPTH;
    return limits;
}

static const read_reader *choose(base_str bytes, int *confidence)
{
    const read_reader *const *reader = read_readers();
    const read_reader *best = NULL;
    *confidence = 0;
    for (; *reader != NULL && *confidence < CERTAIN; reader++) {
        int claim = (*reader)->claims(bytes);
        if (claim > *confidence) {
            *confidence = claim;
            best = *reader;
        }
    }
    return best;
}

static int find_reader(base_str bytes, const read_reader **out, hecha_err *err)
{
    int confidence, encrypted = 0;
    *out = NULL;
    if (bytes.len == 0)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_EMPTY, NULL);
    *out = choose(bytes, &confidence);
    if (confidence >= KNOWN)
        return 0;
    const char *known = read_detect(bytes, &encrypted);
    if (known != NULL && encrypted)
        return base_err(err, HECHA_E_ENCRYPTED, MSG_READ_ENCRYPTED, known, NULL);
    if (known != NULL)
        return base_err(err, HECHA_E_UNSUPPORTED, MSG_READ_UNSUPPORTED, known, NULL);
    if (*out == NULL)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_UNKNOWN, NULL);
    return 0;
}

/* 1 for a page of the web: other things than the report stand around it. */
static int is_page(const char *format)
{
    return strcmp(format, "html") == 0 || strcmp(format, "mht") == 0;
}

static int read_with(const read_reader *reader, const read_input *input, doc **out, hecha_err *err)
{
    doc_builder *builder;
    const char *format = reader->format;
    int code = doc_builder_new(input->limits.memory, input->lang, &builder, err);
    if (code != 0)
        return code;
    code = reader->read(input, builder, &format, err);
    if (code == 0) {
        /* what the builder refuses, it says when it is finished */
        if (read_frames(builder) == 0)
            read_breaks(builder);
        code = read_outline(builder, is_page(format), err);
    }
    if (code != 0) {
        doc_builder_free(builder);
        return code;
    }
    code = doc_build_finish(builder, input->path, format, out, err);
    if (code == 0)
        base_sha256_hex(input->bytes, (*out)->sha256);
    return code;
}

int read_document(const read_input *input, doc **out, hecha_err *err)
{
    read_input checked = *input;
    const read_reader *reader = NULL;
    *out = NULL;
    checked.limits = with_defaults(&input->limits);
    if (input->bytes.len > checked.limits.file_bytes)
        return base_err(err, HECHA_E_LIMIT, MSG_READ_TOO_LARGE, NULL);
    int code = find_reader(input->bytes, &reader, err);
    return code != 0 ? code : read_with(reader, &checked, out, err);
}

int read_grid(const read_input *input, doc **out, hecha_err *err)
{
    read_input checked = *input;
    int confidence;
    *out = NULL;
    checked.limits = with_defaults(&input->limits);
    if (input->bytes.len == 0)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_EMPTY, NULL);
    if (input->bytes.len > checked.limits.file_bytes)
        return base_err(err, HECHA_E_LIMIT, MSG_READ_TOO_LARGE, NULL);
    const read_reader *reader = choose(input->bytes, &confidence);
    return read_with(confidence >= CERTAIN ? reader : &read_csv, &checked, out, err);
}
