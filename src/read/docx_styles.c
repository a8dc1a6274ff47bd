#include "read/docx_styles.h"

#include "read/docx_names.h"
#include "read/docx_reader.h"
#include "read/style_name.h"

typedef struct styles_state {
    docx_reader *reader;
    docx_styles *styles;
    docx_style *style; /* the one being read; items move only between styles */
    docx_alternate alternate;
} styles_state;

static void read_name(docx_style *style, base_str name)
{
    int title = read_style_title(name);
    style->name_level = read_style_level(name);
    if (title >= 0)
        style->name_title = title;
}

static void start_style(styles_state *state, read_xml *xml)
{
    base_arena *arena = state->reader->arena;
    docx_style *style = base_vec_push(&state->styles->items, arena);
    state->style = style;
    if (style == NULL)
        return;
    base_str value;
    style->level = style->num_id = style->ilvl = style->hidden = DOCX_UNSET;
    style->title = style->name_title = DOCX_UNSET;
    style->parent = DOCX_STYLE_NONE;
    read_xml_attribute(xml, W_STYLE_ID, &value);
    style->id = base_arena_str(arena, value);
    style->is_paragraph =
        !read_xml_attribute(xml, W_TYPE, &value) || base_str_eq_c(value, "paragraph");
    if (read_xml_attribute(xml, W_DEFAULT, &value))
        style->is_default =
            style->is_paragraph && (base_str_eq_c(value, "1") || base_str_eq_c(value, "true") ||
                                    base_str_eq_c(value, "on"));
}

static void start_property(styles_state *state, read_xml *xml, int id)
{
    docx_style *style = state->style;
    base_str value;
    switch (id) {
    case W_NAME:
        read_xml_attribute(xml, W_VAL, &value);
        read_name(style, value);
        break;
    case W_BASED_ON:
        read_xml_attribute(xml, W_VAL, &value);
        style->based_on = base_arena_str(state->reader->arena, value);
        break;
    case W_OUTLINE_LVL:
        style->level = docx_integer(xml, W_VAL, 9);
        style->level = style->level >= 0 && style->level < 9 ? style->level + 1 : 0;
        break;
    case W_NUM_ID:
        style->num_id = docx_integer(xml, W_VAL, 0);
        break;
    case W_ILVL:
        style->ilvl = docx_integer(xml, W_VAL, 0);
        break;
    case W_VANISH:
        style->hidden = docx_on(xml);
        break;
    default:
        break;
    }
}

static void on_start(void *context, read_xml *xml, int id)
{
    styles_state *state = context;
    if (docx_alternate_start(&state->alternate, xml, id))
        return;
    switch (id) {
    case W_STYLE:
        start_style(state, xml);
        break;
    case W_LATENT_STYLES:
    case W_DOC_DEFAULTS:
    case W_P_PR_CHANGE:
    case W_R_PR_CHANGE:
    case W_TBL_STYLE_PR:
    case W_TBL_PR:
        read_xml_skip(xml);
        break;
    default:
        if (state->style != NULL)
            start_property(state, xml, id);
        break;
    }
}

static void on_end(void *context, read_xml *xml, int id)
{
    styles_state *state = context;
    (void)xml;
    if (id == W_STYLE)
        state->style = NULL;
}

static docx_style *style_at(const docx_styles *styles, size_t index)
{
    return base_vec_at(&styles->items, index);
}

int docx_styles_load(docx_reader *reader)
{
    static const read_xml_handler handler = {on_start, on_end, NULL};
    docx_styles *styles = &reader->styles;
    base_vec_init(&styles->items, sizeof(docx_style));
    styles->standard = styles->last = DOCX_STYLE_NONE;
    const docx_relation *relation = docx_relation_by_type(&reader->relations, DOCX_RELATION_STYLES);
    if (relation != NULL) {
        styles_state state;
        memset(&state, 0, sizeof(state));
        state.reader = reader;
        state.styles = styles;
        if (docx_parse_part(reader, relation->target, &handler, &state) != HECHA_OK)
            return HECHA_E_MEMORY;
    }
    int code = docx_index_build(&styles->index, &styles->items, reader->arena);
    for (size_t i = 0; code == HECHA_OK && i < styles->items.count; i++) {
        docx_style *style = style_at(styles, i);
        if (style->is_default && styles->standard == DOCX_STYLE_NONE)
            styles->standard = i;
        if (style->based_on.len > 0)
            style->parent = docx_style_find(styles, style->based_on);
    }
    return code;
}

size_t docx_style_find(docx_styles *styles, base_str id)
{
    if (styles->last != DOCX_STYLE_NONE && base_str_eq(style_at(styles, styles->last)->id, id))
        return styles->last;
    size_t at = docx_index_find(&styles->index, &styles->items, id);
    if (at != DOCX_INDEX_NONE)
        styles->last = at;
    return at;
}

static void take_name(docx_style *style)
{
    if (style->level == DOCX_UNSET && style->name_level > 0)
        style->level = style->name_level;
    if (style->title == DOCX_UNSET)
        style->title = style->name_title;
}

static void inherit(docx_style *style, const docx_style *from)
{
    /* A heading made from the title style is no title. */
    if (style->title == DOCX_UNSET && style->level <= 0)
        style->title = from->title;
    if (style->level == DOCX_UNSET)
        style->level = from->level;
    if (style->num_id == DOCX_UNSET)
        style->num_id = from->num_id;
    if (style->ilvl == DOCX_UNSET)
        style->ilvl = from->ilvl;
    if (style->hidden == DOCX_UNSET)
        style->hidden = from->hidden;
}

/* Resolves a chain from its far end; a circle is cut where it closes. */
static void resolve_chain(docx_styles *styles, size_t index)
{
    size_t chain[64];
    size_t count = 0;
    while (index != DOCX_STYLE_NONE && count < sizeof(chain) / sizeof(chain[0])) {
        docx_style *style = style_at(styles, index);
        if (style->resolved)
            break;
        style->resolved = 1;
        take_name(style);
        chain[count++] = index;
        index = style->parent;
    }
    while (count-- > 0) {
        docx_style *style = style_at(styles, chain[count]);
        if (style->parent != DOCX_STYLE_NONE)
            inherit(style, style_at(styles, style->parent));
    }
}

const docx_style *docx_style_get(docx_styles *styles, size_t index)
{
    if (index >= styles->items.count) /* DOCX_STYLE_NONE, or a run that stands in no paragraph */
        return NULL;
    docx_style *style = style_at(styles, index);
    if (!style->resolved)
        resolve_chain(styles, index);
    return style;
}
