#include "base/err.h"
#include "read/docx_story.h"

/* The texts of the points, in the order in which they were written; how they are laid out is kept
 * in parts that programs make anew. */
typedef struct diagram {
    base_buf text;
    int in_point; /* inside dgm:t */
    int in_text;  /* inside a:t */
    size_t open;  /* where the open paragraph starts */
    docx_alternate alternate;
} diagram;

static void on_start(void *context, read_xml *xml, int id)
{
    diagram *state = context;
    if (docx_alternate_start(&state->alternate, xml, id))
        return;
    switch (id) {
    case DGM_T:
        state->in_point = 1;
        break;
    case A_P:
        if (state->in_point && state->text.len > 0)
            base_buf_add_byte(&state->text, '\n');
        state->open = state->text.len;
        break;
    case A_T:
        state->in_text = state->in_point;
        break;
    case A_BR:
        if (state->in_point)
            base_buf_add_byte(&state->text, ' ');
        break;
    default:
        break;
    }
}

static void on_end(void *context, read_xml *xml, int id)
{
    diagram *state = context;
    (void)xml;
    switch (id) {
    case DGM_T:
        state->in_point = 0;
        break;
    case A_P: /* an empty one leaves no line */
        if (state->in_point && state->text.len == state->open && state->open > 0)
            state->text.len--;
        break;
    case A_T:
        state->in_text = 0;
        break;
    default:
        break;
    }
}

static void on_text(void *context, const char *bytes, size_t length)
{
    diagram *state = context;
    if (state->in_text)
        base_buf_add(&state->text, bytes, length);
}

static int read_part(docx_story *story, base_str part)
{
    static const read_xml_handler handler = {on_start, on_end, on_text};
    docx_reader *reader = story->reader;
    diagram state;
    memset(&state, 0, sizeof(state));
    base_buf_init(&state.text);
    int code = docx_parse_part(reader, part, &handler, &state);
    base_str text = base_str_trim(base_buf_str(&state.text));
    if (code == 0 && text.len > 0)
        docx_pend_aside(story, DOC_TEXTBOX, text, base_str_n("", 0));
    if (base_buf_failed(&state.text))
        code = HECHA_E_MEMORY;
    base_buf_dispose(&state.text);
    return code;
}

void docx_diagram_read(docx_story *story, read_xml *xml)
{
    docx_reader *reader = story->reader;
    base_str id;
    if (story->relations == NULL || !read_xml_attribute(xml, R_DM, &id))
        return;
    const docx_relation *relation = docx_relation_by_id(story->relations, id);
    if (relation == NULL || relation->type != DOCX_RELATION_DIAGRAM || relation->external ||
        !docx_extra_allowed(reader))
        return;
    if (read_part(story, relation->target) == HECHA_E_MEMORY && reader->code == 0)
        reader->code = base_err_memory(reader->err);
}
