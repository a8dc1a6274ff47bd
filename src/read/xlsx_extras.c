#include "base/err.h"
#include "read/docx_names.h"
#include "read/docx_story.h"
#include "read/picture.h"
#include "read/xlsx_reader.h"

typedef struct extra_state {
    xlsx_reader *reader;
    const docx_relations *relations;
    const base_place *place;
    base_vec authors; /* base_str */
    base_str by;
    base_buf text, described; /* of a picture */
    read_picture_size size;
    int in_comment, in_box, in_text, in_picture;
} extra_state;

/* comments */

static void comment_start(void *context, read_xml *xml, int id)
{
    extra_state *state = context;
    switch (id) {
    case XLSX_AUTHOR:
        base_buf_clear(&state->text);
        state->in_text = 1;
        break;
    case XLSX_COMMENT: {
        int author = docx_integer(xml, XLSX_N_AUTHOR_ID, -1);
        state->by = author >= 0 && (size_t)author < state->authors.count
                        ? *(const base_str *)base_vec_at(&state->authors, (size_t)author)
                        : base_str_n("", 0);
        state->in_comment = 1;
        base_buf_clear(&state->text);
        break;
    }
    case XLSX_T:
        state->in_text = state->in_comment;
        break;
    case XLSX_R_PH:
        read_xml_skip(xml);
        break;
    default:
        break;
    }
}

static void comment_end(void *context, read_xml *xml, int id)
{
    extra_state *state = context;
    base_arena *arena = state->reader->office.arena;
    base_str text = base_str_trim(base_buf_str(&state->text));
    (void)xml;
    state->in_text = 0;
    if (id == XLSX_AUTHOR) {
        base_str *fresh = base_vec_push(&state->authors, arena);
        if (fresh != NULL)
            *fresh = base_arena_str(arena, text);
    } else if (id == XLSX_COMMENT) {
        if (text.len > 0)
            doc_build_aside(state->reader->office.builder, DOC_COMMENT, text, state->by);
        state->in_comment = 0;
    }
}

static void extra_text(void *context, const char *bytes, size_t length)
{
    extra_state *state = context;
    if (state->in_text)
        base_buf_add(&state->text, bytes, length);
}

static void parse(extra_state *state, base_str part, const read_xml_handler *handler)
{
    docx_reader *office = &state->reader->office;
    hecha_err failure = base_err_init(office->input->lang);
    base_buf_init(&state->text);
    base_buf_init(&state->described);
    if (xlsx_parse_part(state->reader, part, handler, state, &failure) != HECHA_OK)
        docx_part_failed(office, &failure);
    if (base_buf_failed(&state->text))
        office->code = base_err_memory(office->err);
    base_buf_dispose(&state->text);
    base_buf_dispose(&state->described);
}

void xlsx_comments_read(xlsx_reader *reader, base_str part)
{
    static const read_xml_handler handler = {comment_start, comment_end, extra_text};
    extra_state state;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    base_vec_init(&state.authors, sizeof(base_str));
    parse(&state, part, &handler);
}

/* drawings */

static void start_chart(extra_state *state, read_xml *xml)
{
    base_str id;
    if (state->relations == NULL || !read_xml_attribute(xml, XLSX_R_ID, &id))
        return;
    const docx_relation *relation = docx_relation_by_id(state->relations, id);
    if (relation != NULL && relation->type == DOCX_RELATION_CHART && !relation->external)
        docx_chart_build(&state->reader->office, relation->target);
}

/* The size stands behind the description. */
static void picture_size(extra_state *state, read_xml *xml)
{
    base_str length;
    if (state->in_picture && read_xml_attribute(xml, XLSX_N_CX, &length))
        state->size.width = read_picture_emu(length);
    if (state->in_picture && read_xml_attribute(xml, XLSX_N_CY, &length))
        state->size.height = read_picture_emu(length);
}

static void start_picture(extra_state *state)
{
    state->in_picture = 1;
    base_buf_clear(&state->described);
    memset(&state->size, 0, sizeof(state->size));
}

static void picture_text(extra_state *state, read_xml *xml)
{
    base_str text;
    if (state->in_picture && read_xml_attribute(xml, XLSX_N_DESCR, &text))
        base_buf_add_str(&state->described, text);
}

static void end_picture(extra_state *state)
{
    doc_paragraph paragraph;
    memset(&paragraph, 0, sizeof(paragraph));
    paragraph.kind = DOC_IMAGE;
    paragraph.text = read_picture_text(base_buf_str(&state->described));
    paragraph.place = *state->place;
    state->in_picture = 0;
    if (read_picture_counts(paragraph.text, state->size))
        doc_build_paragraph(state->reader->office.builder, &paragraph);
}

static void drawing_start(void *context, read_xml *xml, int id)
{
    extra_state *state = context;
    switch (id) {
    case XLSX_MC_FALLBACK:
        read_xml_skip(xml);
        break;
    case XLSX_XDR_PIC:
        start_picture(state);
        break;
    case XLSX_XDR_C_NV_PR:
        picture_text(state, xml);
        break;
    case XLSX_A_EXT:
        picture_size(state, xml);
        break;
    case XLSX_XDR_TX_BODY:
        state->in_box = 1;
        base_buf_clear(&state->text);
        break;
    case XLSX_A_P:
        if (state->text.len > 0)
            base_buf_add_byte(&state->text, '\n');
        break;
    case XLSX_A_BR:
        base_buf_add_byte(&state->text, '\n');
        break;
    case XLSX_A_T:
        state->in_text = state->in_box;
        break;
    case XLSX_C_CHART:
        start_chart(state, xml);
        break;
    default:
        break;
    }
}

static void drawing_end(void *context, read_xml *xml, int id)
{
    extra_state *state = context;
    (void)xml;
    state->in_text = 0;
    if (id == XLSX_XDR_PIC)
        end_picture(state);
    if (id != XLSX_XDR_TX_BODY)
        return;
    doc_build_aside(state->reader->office.builder, DOC_TEXTBOX,
                    base_str_trim(base_buf_str(&state->text)), base_str_n("", 0));
    state->in_box = 0;
    base_buf_clear(&state->text);
}

void xlsx_drawing_read(xlsx_reader *reader, base_str part, const base_place *place)
{
    static const read_xml_handler handler = {drawing_start, drawing_end, extra_text};
    docx_reader *office = &reader->office;
    hecha_err failure = base_err_init(office->input->lang);
    docx_relations relations;
    extra_state state;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    state.place = place;
    if (docx_package_relations(&office->package, part, &relations, &failure) == HECHA_OK)
        state.relations = &relations;
    else if (docx_part_failed(office, &failure) != HECHA_OK)
        return;
    parse(&state, part, &handler);
}

/* headers and footers */

void xlsx_header_text(base_str code, base_buf *out)
{
    size_t at = 0;
    while (at < code.len) {
        char byte = code.ptr[at++];
        if (byte != '&' || at == code.len) {
            base_buf_add_byte(out, byte);
            continue;
        }
        byte = code.ptr[at++];
        if (byte == '&') {
            base_buf_add_byte(out, '&');
        } else if (byte == 'L' || byte == 'C' || byte == 'R') {
            if (out->len > 0)
                base_buf_add_byte(out, '\t');
        } else if (byte == '"') {
            while (at < code.len && code.ptr[at] != '"')
                at++;
            at++;
        } else if (byte == 'K') {
            at = at + 6 < code.len ? at + 6 : code.len;
        } else if (byte >= '0' && byte <= '9') {
            while (at < code.len && code.ptr[at] >= '0' && code.ptr[at] <= '9')
                at++;
        }
    }
}
