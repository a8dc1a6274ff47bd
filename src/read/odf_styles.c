#include "read/odf_styles.h"

#include "read/docx_names.h"
#include "read/docx_numbering.h"
#include "text/utf8.h"

/* Parents beyond that are a loop. */
#define MOST_PARENTS 32

typedef struct list_entry {
    base_str id; /* first: docx_index */
    odf_list_style *list;
} list_entry;

void odf_styles_init(odf_styles *styles, base_arena *arena)
{
    memset(styles, 0, sizeof(*styles));
    styles->arena = arena;
    styles->open_level = -1;
    base_vec_init(&styles->styles, sizeof(odf_style));
    base_vec_init(&styles->list_styles, sizeof(list_entry));
}

static char family_letter(base_str family)
{
    if (base_str_eq_c(family, "paragraph"))
        return 'p';
    if (base_str_eq_c(family, "text"))
        return 't';
    return base_str_eq_c(family, "table") ? 'b' : '\0';
}

static base_str make_id(base_arena *arena, char family, base_str name)
{
    char *id = base_arena_alloc(arena, name.len + 1);
    if (id == NULL)
        return base_str_n("", 0);
    id[0] = family;
    if (name.len > 0)
        memcpy(id + 1, name.ptr, name.len);
    return base_str_n(id, name.len + 1);
}

static base_str keep(odf_styles *styles, read_xml *xml, int id)
{
    base_str value;
    read_xml_attribute(xml, id, &value);
    return base_arena_str(styles->arena, value);
}

static void start_style(odf_styles *styles, read_xml *xml)
{
    base_str value;
    styles->open = NULL;
    read_xml_attribute(xml, ODF_STYLE_FAMILY, &value);
    char family = family_letter(value);
    odf_style *style = family != '\0' ? base_vec_push(&styles->styles, styles->arena) : NULL;
    if (style == NULL)
        return;
    styles->open = style;
    style->hidden = -1;
    read_xml_attribute(xml, ODF_STYLE_NAME, &value);
    style->id = make_id(styles->arena, family, value);
    style->title = base_str_eq_c(value, "Title");
    if (read_xml_attribute(xml, ODF_STYLE_DISPLAY_NAME, &value) && base_str_eq_c(value, "Title"))
        style->title = 1;
    if (read_xml_attribute(xml, ODF_STYLE_PARENT_STYLE_NAME, &value) && value.len > 0)
        style->parent = make_id(styles->arena, family, value);
    style->has_list = read_xml_attribute(xml, ODF_STYLE_LIST_STYLE_NAME, &value);
    style->list = base_arena_str(styles->arena, value);
    style->level = docx_integer(xml, ODF_STYLE_DEFAULT_OUTLINE_LEVEL, 0);
}

static read_number_format number_format(base_str name)
{
    static const struct {
        const char *head;
        read_number_format format;
    } formats[] = {
        {"1st", READ_NUMBER_ORDINAL},
        {"01", READ_NUMBER_DECIMAL_ZERO},
        {"1", READ_NUMBER_DECIMAL},
        {"a", READ_NUMBER_LOWER_LETTER},
        {"A", READ_NUMBER_UPPER_LETTER},
        {"i", READ_NUMBER_LOWER_ROMAN},
        {"I", READ_NUMBER_UPPER_ROMAN},
        {"一", READ_NUMBER_CHINESE_THOUSAND},
        {"壹, 贰", READ_NUMBER_LEGAL_SIMPLIFIED},
        {"壹", READ_NUMBER_LEGAL_TRADITIONAL},
        {"甲", READ_NUMBER_STEMS},
        {"子", READ_NUMBER_BRANCHES},
        {"①", READ_NUMBER_ENCLOSED_CIRCLE},
        {"⑴", READ_NUMBER_ENCLOSED_PAREN},
        {"⒈", READ_NUMBER_ENCLOSED_FULLSTOP},
        {"㈠", READ_NUMBER_IDEOGRAPH_CIRCLE},
        {"１", READ_NUMBER_FULL_WIDTH},
    };
    if (name.len == 0)
        return READ_NUMBER_NONE;
    for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
        if (base_str_starts(name, base_str_c(formats[i].head)))
            return formats[i].format;
    }
    return READ_NUMBER_DECIMAL;
}

static base_str bullet(odf_styles *styles, read_xml *xml)
{
    base_str value;
    size_t at = 0;
    read_xml_attribute(xml, ODF_TEXT_BULLET_CHAR, &value);
    uint32_t code = text_utf8_next(value, &at);
    if (code < 0xF000 || code > 0xF0FF)
        return base_arena_str(styles->arena, value);
    base_buf shown;
    base_buf_init(&shown);
    base_buf_add_codepoint(&shown, docx_symbol(code));
    value = base_arena_str(styles->arena, base_buf_str(&shown));
    base_buf_dispose(&shown);
    return value;
}

static void start_level(odf_styles *styles, read_xml *xml, int id)
{
    base_str value;
    int number = docx_integer(xml, ODF_TEXT_LEVEL, 0);
    styles->open_level = -1;
    if (styles->open_list == NULL || number < 1 || number > ODF_LEVELS)
        return;
    odf_level *level = &styles->open_list->levels[number - 1];
    styles->open_level = number - 1;
    memset(level, 0, sizeof(*level));
    level->defined = 1;
    level->suffix = "";
    level->start = docx_integer(xml, ODF_TEXT_START_VALUE, 1);
    level->display = docx_integer(xml, ODF_TEXT_DISPLAY_LEVELS, 1);
    level->before = keep(styles, xml, ODF_STYLE_NUM_PREFIX);
    level->after = keep(styles, xml, ODF_STYLE_NUM_SUFFIX);
    level->format = READ_NUMBER_BULLET;
    if (id == ODF_TEXT_LIST_LEVEL_STYLE_BULLET) {
        level->pattern = bullet(styles, xml);
    } else if (id != ODF_TEXT_LIST_LEVEL_STYLE_IMAGE) {
        read_xml_attribute(xml, ODF_STYLE_NUM_FORMAT, &value);
        level->format = number_format(value);
        level->pattern = keep(styles, xml, ODF_LOEXT_NUM_LIST_FORMAT);
        level->suffix = "\t";
    }
}

static void start_list(odf_styles *styles, read_xml *xml, int id)
{
    odf_list_style *list = base_arena_zalloc(styles->arena, sizeof(*list));
    styles->open_list = list;
    if (list == NULL)
        return;
    if (id == ODF_TEXT_OUTLINE_STYLE) {
        styles->outline = list;
        return;
    }
    list_entry *entry = base_vec_push(&styles->list_styles, styles->arena);
    if (entry == NULL)
        return;
    list->id = keep(styles, xml, ODF_STYLE_NAME);
    entry->id = list->id;
    entry->list = list;
}

static void follow(odf_styles *styles, read_xml *xml)
{
    base_str value;
    if (styles->open_list == NULL || styles->open_level < 0)
        return;
    odf_level *level = &styles->open_list->levels[styles->open_level];
    read_xml_attribute(xml, ODF_TEXT_LABEL_FOLLOWED_BY, &value);
    level->suffix = base_str_eq_c(value, "nothing") ? ""
                    : base_str_eq_c(value, "space") ? " "
                                                    : "\t";
}

void odf_styles_start(odf_styles *styles, read_xml *xml, int id)
{
    base_str value;
    switch (id) {
    case ODF_STYLE_STYLE:
        start_style(styles, xml);
        break;
    case ODF_STYLE_TEXT_PROPERTIES:
        if (styles->open != NULL && read_xml_attribute(xml, ODF_TEXT_DISPLAY, &value))
            styles->open->hidden = base_str_eq_c(value, "none");
        break;
    case ODF_STYLE_TABLE_PROPERTIES:
        if (styles->open != NULL && read_xml_attribute(xml, ODF_TABLE_DISPLAY, &value))
            styles->open->undisplayed = base_str_eq_c(value, "false");
        break;
    case ODF_TEXT_LIST_STYLE:
    case ODF_TEXT_OUTLINE_STYLE:
        start_list(styles, xml, id);
        break;
    case ODF_TEXT_LIST_LEVEL_STYLE_NUMBER:
    case ODF_TEXT_LIST_LEVEL_STYLE_BULLET:
    case ODF_TEXT_LIST_LEVEL_STYLE_IMAGE:
    case ODF_TEXT_OUTLINE_LEVEL_STYLE:
        start_level(styles, xml, id);
        break;
    case ODF_STYLE_LIST_LEVEL_LABEL_ALIGNMENT:
        follow(styles, xml);
        break;
    default:
        break;
    }
}

void odf_styles_end(odf_styles *styles, int id)
{
    if (id == ODF_STYLE_STYLE)
        styles->open = NULL;
    else if (id == ODF_TEXT_LIST_STYLE || id == ODF_TEXT_OUTLINE_STYLE)
        styles->open_list = NULL;
}

int odf_styles_index(odf_styles *styles)
{
    styles->open = NULL;
    styles->open_list = NULL;
    if (base_arena_failed(styles->arena))
        return HECHA_E_MEMORY;
    int code = docx_index_build(&styles->index, &styles->styles, styles->arena);
    if (code == 0)
        code = docx_index_build(&styles->list_index, &styles->list_styles, styles->arena);
    return code;
}

static const odf_style *by_id(const odf_styles *styles, base_str id)
{
    size_t at = docx_index_find(&styles->index, &styles->styles, id);
    return at != DOCX_INDEX_NONE ? base_vec_at(&styles->styles, at) : NULL;
}

const odf_style *odf_style_find(const odf_styles *styles, char family, base_str name)
{
    char id[256];
    if (name.len == 0 || name.len >= sizeof(id))
        return NULL;
    id[0] = family;
    memcpy(id + 1, name.ptr, name.len);
    return by_id(styles, base_str_n(id, name.len + 1));
}

static const odf_style *parent(const odf_styles *styles, const odf_style *style)
{
    return style->parent.len > 0 ? by_id(styles, style->parent) : NULL;
}

int odf_style_level(const odf_styles *styles, const odf_style *style)
{
    for (int i = 0; style != NULL && i < MOST_PARENTS; i++, style = parent(styles, style)) {
        if (style->level > 0)
            return style->level;
    }
    return 0;
}

int odf_style_title(const odf_styles *styles, const odf_style *style)
{
    for (int i = 0; style != NULL && i < MOST_PARENTS; i++, style = parent(styles, style)) {
        if (style->title)
            return 1;
    }
    return 0;
}

int odf_style_hidden(const odf_styles *styles, const odf_style *style)
{
    for (int i = 0; style != NULL && i < MOST_PARENTS; i++, style = parent(styles, style)) {
        if (style->hidden >= 0)
            return style->hidden;
    }
    return 0;
}

int odf_style_list(const odf_styles *styles, const odf_style *style, base_str *name)
{
    *name = base_str_n("", 0);
    for (int i = 0; style != NULL && i < MOST_PARENTS; i++, style = parent(styles, style)) {
        if (style->has_list) {
            *name = style->list;
            return 1;
        }
    }
    return 0;
}

const odf_list_style *odf_list_style_find(const odf_styles *styles, base_str name)
{
    size_t at = docx_index_find(&styles->list_index, &styles->list_styles, name);
    return at != DOCX_INDEX_NONE ? ((list_entry *)base_vec_at(&styles->list_styles, at))->list
                                 : NULL;
}
