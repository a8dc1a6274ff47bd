#include "read/odf.h"

#include <stdlib.h>

#include "base/err.h"
#include "read/bytes.h"
#include "read/odf_story.h"

#define MOST_PROBLEMS 32

void odf_problem(odf_reader *reader, base_msg_id message, const char *argument)
{
    base_buf text;
    if (reader->problems++ >= MOST_PROBLEMS)
        return;
    base_buf_init(&text);
    base_msg_add(&text, reader->input->lang, message, argument, NULL);
    doc_build_problem(reader->builder, base_buf_str(&text), NULL);
    base_buf_dispose(&text);
}

void odf_part_failed(odf_reader *reader, const hecha_err *failure)
{
    if (failure->code == HECHA_E_MEMORY)
        odf_no_memory(reader);
    else if (reader->problems++ < MOST_PROBLEMS)
        doc_build_problem(reader->builder, base_str_c(failure->text), NULL);
}

int odf_parse_part(odf_reader *reader, base_str part, const read_xml_handler *handler,
                   void *context, hecha_err *err)
{
    base_buf bytes;
    size_t index = read_zip_find(reader->zip, part);
    if (index == READ_ZIP_NONE)
        return base_err(err, HECHA_E_FORMAT, MSG_DOCX_NO_PART, part.ptr, NULL);
    base_buf_init(&bytes);
    int code = read_zip_read(reader->zip, index, &bytes, err);
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), part.ptr, &odf_vocabulary, handler, context,
                              &reader->input->limits, err);
    base_buf_dispose(&bytes);
    return code;
}

/* The type that the first member of the archive states; or empty. */
static base_str stated_type(base_str bytes)
{
    base_str type = base_str_n("", 0);
    if (read_u16(bytes, 26) == 8 && base_str_eq_c(read_piece(bytes, 30, 8), "mimetype"))
        type = read_piece(bytes, 38 + read_u16(bytes, 28), 64);
    return type;
}

static int is_flat(base_str bytes)
{
    base_str head = base_str_trim(read_piece(bytes, 0, 4096));
    if (base_str_starts(head, base_str_n("\xEF\xBB\xBF", 3)))
        head = base_str_from(head, 3);
    return base_str_starts(head, base_str_c("<")) &&
           base_str_find(head, base_str_c("office:document"), 0) != BASE_STR_NONE &&
           base_str_find(head, base_str_c("opendocument:xmlns:office:1.0"), 0) != BASE_STR_NONE;
}

static int claims(base_str bytes)
{
    static const char head[] = "application/vnd.oasis.opendocument.";
    if (!read_zip_is(bytes))
        return is_flat(bytes) ? 95 : 0;
    base_str type = stated_type(bytes);
    if (base_str_starts(type, base_str_c(head))) {
        base_str kind = base_str_from(type, sizeof(head) - 1);
        return base_str_starts(kind, base_str_c("text")) ||
                       base_str_starts(kind, base_str_c("spreadsheet"))
                   ? 100
                   : 0;
    }
    return read_zip_has(bytes, "content.xml") && read_zip_has(bytes, "META-INF/manifest.xml") ? 80
                                                                                              : 0;
}

static void manifest_start(void *context, read_xml *xml, int id)
{
    (void)xml;
    if (id == ODF_MANIFEST_ENCRYPTION_DATA)
        *(int *)context = 1;
}

static void ignore_end(void *context, read_xml *xml, int id)
{
    (void)context;
    (void)xml;
    (void)id;
}

/* A manifest that is damaged or missing (or has the DTD of the first OpenOffice) decides nothing.
 */
static int check_manifest(odf_reader *reader)
{
    static const read_xml_handler handler = {manifest_start, ignore_end, NULL};
    int encrypted = 0;
    if (read_zip_find(reader->zip, base_str_c("META-INF/manifest.xml")) == READ_ZIP_NONE)
        return HECHA_OK;
    int code =
        odf_parse_part(reader, base_str_c("META-INF/manifest.xml"), &handler, &encrypted, NULL);
    if (encrypted)
        return base_err(reader->err, HECHA_E_ENCRYPTED, MSG_READ_ENCRYPTED, "OpenDocument", NULL);
    return code == HECHA_E_MEMORY ? base_err_memory(reader->err) : HECHA_OK;
}

/* What a damaged file gave before the damage is a document in part. */
static int judge(odf_reader *reader, int code, const hecha_err *failure)
{
    odf_body_finish(reader);
    if (reader->code != HECHA_OK)
        return reader->code;
    if (code == HECHA_E_FORMAT && doc_build_first(reader->builder) != NULL) {
        odf_part_failed(reader, failure);
        return reader->code;
    }
    if (code != HECHA_OK) {
        if (reader->err != NULL)
            *reader->err = *failure;
        return code;
    }
    if (!reader->body_seen)
        return base_err(reader->err, HECHA_E_UNSUPPORTED, MSG_READ_UNSUPPORTED, "OpenDocument",
                        NULL);
    return HECHA_OK;
}

static int read_flat(odf_reader *reader)
{
    hecha_err failure = base_err_init(reader->input->lang);
    base_buf bytes; /* with the NUL behind them that the parser wants */
    base_buf_init(&bytes);
    base_buf_add_str(&bytes, reader->input->bytes);
    int code = base_buf_failed(&bytes) ? base_err_memory(&failure) : HECHA_OK;
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), "office:document", &odf_vocabulary,
                              &odf_body_handler, reader, &reader->input->limits, &failure);
    base_buf_dispose(&bytes);
    return judge(reader, code, &failure);
}

static int read_parts(odf_reader *reader)
{
    hecha_err failure = base_err_init(reader->input->lang);
    base_str styles = base_str_c("styles.xml");
    int code = check_manifest(reader);
    if (code != HECHA_OK)
        return code;
    if (read_zip_find(reader->zip, styles) != READ_ZIP_NONE) {
        reader->in_styles_part = 1;
        code = odf_parse_part(reader, styles, &odf_body_handler, reader, &failure);
        while (reader->flow_count > 0)
            odf_flow_pop(reader);
        reader->pending.count = reader->after.count = 0;
        reader->in_styles = reader->in_styles_part = reader->body_seen = 0;
        if (code != HECHA_OK)
            odf_part_failed(reader, &failure);
        if (reader->code != HECHA_OK)
            return reader->code;
    }
    failure = base_err_init(reader->input->lang);
    code = odf_parse_part(reader, base_str_c("content.xml"), &odf_body_handler, reader, &failure);
    return judge(reader, code, &failure);
}

static void init_lists(odf_reader *reader)
{
    base_vec_init(&reader->hidden_text, sizeof(base_str));
    base_vec_init(&reader->margins, sizeof(odf_pending));
    base_vec_init(&reader->changes, sizeof(odf_change));
    base_vec_init(&reader->pending, sizeof(odf_pending));
    base_vec_init(&reader->after, sizeof(odf_after));
    base_vec_init(&reader->list_names, sizeof(odf_list_name));
    base_vec_init(&reader->counters, sizeof(odf_counter));
    base_vec_init(&reader->waiting_cells, sizeof(odf_cell));
    base_buf_init(&reader->described);
    base_buf_init(&reader->change_by);
}

static void dispose(odf_reader *reader)
{
    for (int i = 0; i < ODF_MAX_FLOWS && reader->flows[i] != NULL; i++) {
        odf_flow *flow = reader->flows[i];
        base_buf_dispose(&flow->text);
        base_buf_dispose(&flow->hidden_text);
        base_buf_dispose(&flow->ruby_text);
        base_buf_dispose(&flow->deleted_text);
        base_buf_dispose(&flow->number);
        base_buf_dispose(&flow->joined);
        base_buf_dispose(&flow->by);
        free(flow);
    }
    for (int i = 0; i < DOC_MAX_NESTING && reader->tables[i] != NULL; i++) {
        base_buf_dispose(&reader->tables[i]->text);
        free(reader->tables[i]);
    }
    base_buf_dispose(&reader->described);
    base_buf_dispose(&reader->change_by);
    base_arena_free(reader->arena);
    read_zip_close(reader->zip);
    free(reader);
}

static int read_into(odf_reader *reader)
{
    const read_input *input = reader->input;
    reader->arena = base_arena_new(read_limit(input->limits.memory, READ_MEMORY));
    if (reader->arena == NULL)
        return base_err_memory(reader->err);
    odf_styles_init(&reader->styles, reader->arena);
    int code = HECHA_OK;
    if (read_zip_is(input->bytes)) {
        code = read_zip_open(input->bytes, &input->limits, &reader->zip, reader->err);
        if (code == HECHA_OK)
            code = read_parts(reader);
    } else {
        code = read_flat(reader);
    }
    if (code == HECHA_OK &&
        (base_arena_failed(reader->arena) || base_buf_failed(&reader->described) ||
         base_buf_failed(&reader->change_by)))
        code = base_err_memory(reader->err);
    return code;
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    odf_reader *reader = calloc(1, sizeof(*reader));
    if (reader == NULL)
        return base_err_memory(err);
    reader->input = input;
    reader->builder = reader->book.builder = builder;
    reader->book.lang = input->lang;
    reader->err = err;
    init_lists(reader);
    int code = read_into(reader);
    if (reader->zip != NULL)
        *format = reader->spreadsheet ? "ods" : "odt";
    else
        *format = reader->spreadsheet ? "fods" : "fodt";
    odf_sheet_free(reader);
    dispose(reader);
    return code;
}

const read_reader read_odf = {"odt", claims, read};
