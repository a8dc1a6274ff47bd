#include "read/docx_numbering.h"

#include <stdlib.h>

#include "base/err.h"
#include "read/docx_names.h"
#include "text/utf8.h"

typedef struct numbering_state {
    docx_reader *reader;
    docx_numbering *numbering;
    docx_abstract *abstract; /* the one being read; items move only between two */
    docx_num *num;
    docx_level *level;
    int override; /* level being overridden, or DOCX_UNSET */
    docx_alternate alternate;
} numbering_state;

static void start_abstract(numbering_state *state, read_xml *xml)
{
    state->abstract = base_vec_push(&state->numbering->abstracts, state->reader->arena);
    if (state->abstract != NULL)
        state->abstract->id = docx_integer(xml, W_ABSTRACT_NUM_ID, DOCX_UNSET);
}

static void start_num(numbering_state *state, read_xml *xml)
{
    state->num = base_vec_push(&state->numbering->nums, state->reader->arena);
    state->override = DOCX_UNSET;
    if (state->num != NULL) {
        state->num->id = docx_integer(xml, W_NUM_ID, DOCX_UNSET);
        state->num->abstract_id = DOCX_UNSET;
    }
}

static void start_override(numbering_state *state, read_xml *xml)
{
    base_arena *arena = state->reader->arena;
    int level = docx_integer(xml, W_ILVL, 0);
    docx_num *num = state->num;
    state->override = DOCX_UNSET;
    if (num == NULL || level < 0 || level >= DOCX_LEVELS)
        return;
    if (num->levels == NULL) {
        num->levels = base_arena_array(arena, DOCX_LEVELS, sizeof(*num->levels));
        num->starts = base_arena_array(arena, DOCX_LEVELS, sizeof(*num->starts));
        if (num->levels == NULL || num->starts == NULL) {
            num->levels = NULL;
            num->starts = NULL;
            return;
        }
        for (int i = 0; i < DOCX_LEVELS; i++)
            num->starts[i] = DOCX_UNSET;
    }
    state->override = level;
}

static void start_level(numbering_state *state, read_xml *xml)
{
    int at = docx_integer(xml, W_ILVL, 0);
    docx_level **place = NULL;
    state->level = NULL;
    if (at < 0 || at >= DOCX_LEVELS)
        return;
    if (state->num != NULL && state->override != DOCX_UNSET)
        place = &state->num->levels[state->override];
    else if (state->abstract != NULL)
        place = &state->abstract->levels[at];
    if (place == NULL)
        return;
    docx_level *level = base_arena_zalloc(state->reader->arena, sizeof(*level));
    if (level == NULL)
        return;
    level->restart = DOCX_UNSET;
    level->suffix = "\t";
    *place = level;
    state->level = level;
}

/* The width of a custom format such as "001, 002, 003, ...". */
static int custom_width(base_str format)
{
    int width = 0;
    while ((size_t)width < format.len && format.ptr[width] == '0' && width < 9)
        width++;
    return width > 0 ? width + 1 : 0;
}

static void read_format(docx_level *level, read_xml *xml)
{
    base_str value;
    read_xml_attribute(xml, W_VAL, &value);
    level->format = read_number_format_ooxml(value);
    level->width = 0;
    if (base_str_eq_c(value, "custom")) {
        read_xml_attribute(xml, W_FORMAT, &value);
        level->width = custom_width(value);
    }
}

static void read_suffix(docx_level *level, read_xml *xml)
{
    base_str value;
    read_xml_attribute(xml, W_VAL, &value);
    if (base_str_eq_c(value, "space"))
        level->suffix = " ";
    else if (base_str_eq_c(value, "nothing"))
        level->suffix = "";
}

static void level_property(numbering_state *state, read_xml *xml, int id)
{
    docx_level *level = state->level;
    base_str value;
    switch (id) {
    case W_START:
        level->start = docx_integer(xml, W_VAL, 0);
        break;
    case W_NUM_FMT:
        read_format(level, xml);
        break;
    case W_LVL_RESTART:
        level->restart = docx_integer(xml, W_VAL, DOCX_UNSET);
        break;
    case W_IS_LGL:
        level->legal = docx_on(xml);
        break;
    case W_SUFF:
        read_suffix(level, xml);
        break;
    case W_LVL_TEXT:
        read_xml_attribute(xml, W_VAL, &value);
        level->text = base_arena_str(state->reader->arena, value);
        break;
    case W_P_STYLE:
        read_xml_attribute(xml, W_VAL, &value);
        level->style = base_arena_str(state->reader->arena, value);
        break;
    case W_P_PR:
        read_xml_skip(xml);
        break;
    default:
        break;
    }
}

static void list_property(numbering_state *state, read_xml *xml, int id)
{
    base_arena *arena = state->reader->arena;
    base_str value;
    switch (id) {
    case W_ABSTRACT_NUM_ID:
        if (state->num != NULL)
            state->num->abstract_id = docx_integer(xml, W_VAL, DOCX_UNSET);
        break;
    case W_START_OVERRIDE:
        if (state->num != NULL && state->override != DOCX_UNSET)
            state->num->starts[state->override] = docx_integer(xml, W_VAL, 0);
        break;
    case W_STYLE_LINK:
        read_xml_attribute(xml, W_VAL, &value);
        if (state->abstract != NULL)
            state->abstract->style_link = base_arena_str(arena, value);
        break;
    case W_NUM_STYLE_LINK:
        read_xml_attribute(xml, W_VAL, &value);
        if (state->abstract != NULL)
            state->abstract->num_style_link = base_arena_str(arena, value);
        break;
    default:
        break;
    }
}

static void on_start(void *context, read_xml *xml, int id)
{
    numbering_state *state = context;
    if (docx_alternate_start(&state->alternate, xml, id))
        return;
    switch (id) {
    case W_ABSTRACT_NUM:
        start_abstract(state, xml);
        break;
    case W_NUM:
        start_num(state, xml);
        break;
    case W_LVL_OVERRIDE:
        start_override(state, xml);
        break;
    case W_LVL:
        start_level(state, xml);
        break;
    case W_PICT:
        read_xml_skip(xml);
        break;
    default:
        if (state->level != NULL)
            level_property(state, xml, id);
        else
            list_property(state, xml, id);
        break;
    }
}

static void on_end(void *context, read_xml *xml, int id)
{
    numbering_state *state = context;
    (void)xml;
    switch (id) {
    case W_ABSTRACT_NUM:
        state->abstract = NULL;
        break;
    case W_NUM:
        state->num = NULL;
        break;
    case W_LVL_OVERRIDE:
        state->override = DOCX_UNSET;
        break;
    case W_LVL:
        state->level = NULL;
        break;
    default:
        break;
    }
}

static int compare_ids(const void *a, const void *b)
{
    int x = *(const int *)a, y = *(const int *)b;
    return (x > y) - (x < y);
}

/* Both structs start with their id. */
static void *find_by_id(const base_vec *vec, int id)
{
    return vec->count > 0 ? bsearch(&id, vec->items, vec->count, vec->size, compare_ids) : NULL;
}

/* The definitions that carry the name of a list style. */
typedef struct style_link {
    base_str style; /* first: docx_index */
    docx_abstract *abstract;
} style_link;

typedef struct style_links {
    base_vec items; /* style_link */
    docx_index index;
} style_links;

static int collect_links(docx_reader *reader, style_links *links)
{
    const docx_numbering *numbering = reader->numbering;
    base_vec_init(&links->items, sizeof(style_link));
    for (size_t i = 0; i < numbering->abstracts.count; i++) {
        docx_abstract *abstract = base_vec_at(&numbering->abstracts, i);
        if (abstract->style_link.len == 0)
            continue;
        style_link *link = base_vec_push(&links->items, reader->arena);
        if (link == NULL)
            return reader->code = base_err_memory(reader->err);
        link->style = abstract->style_link;
        link->abstract = abstract;
    }
    if (docx_index_build(&links->index, &links->items, reader->arena) != HECHA_OK)
        return reader->code = base_err_memory(reader->err);
    return HECHA_OK;
}

/* The definition that a list style stands for: the one that carries the style's name, else the one
 * the style's own number leads to. */
static docx_abstract *linked(docx_reader *reader, const style_links *links, base_str style_id)
{
    docx_numbering *numbering = reader->numbering;
    size_t at = docx_index_find(&links->index, &links->items, style_id);
    if (at != DOCX_INDEX_NONE)
        return ((const style_link *)base_vec_at(&links->items, at))->abstract;
    size_t index = docx_style_find(&reader->styles, style_id);
    const docx_style *style = docx_style_get(&reader->styles, index);
    docx_num *num = style != NULL ? find_by_id(&numbering->nums, style->num_id) : NULL;
    return num != NULL ? find_by_id(&numbering->abstracts, num->abstract_id) : NULL;
}

static int resolve_nums(docx_reader *reader)
{
    docx_numbering *numbering = reader->numbering;
    style_links links;
    if (collect_links(reader, &links) != HECHA_OK)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < numbering->nums.count; i++) {
        docx_num *num = base_vec_at(&numbering->nums, i);
        num->abstract = find_by_id(&numbering->abstracts, num->abstract_id);
        for (int hops = 0;
             hops < 8 && num->abstract != NULL && num->abstract->num_style_link.len > 0; hops++) {
            docx_abstract *next = linked(reader, &links, num->abstract->num_style_link);
            if (next == NULL)
                break;
            num->abstract = next;
        }
    }
    return HECHA_OK;
}

int docx_numbering_load(docx_reader *reader)
{
    static const read_xml_handler handler = {on_start, on_end, NULL};
    docx_numbering *numbering = base_arena_zalloc(reader->arena, sizeof(*numbering));
    if (numbering == NULL)
        return reader->code = base_err_memory(reader->err);
    base_vec_init(&numbering->abstracts, sizeof(docx_abstract));
    base_vec_init(&numbering->nums, sizeof(docx_num));
    reader->numbering = numbering;
    const docx_relation *relation =
        docx_relation_by_type(&reader->relations, DOCX_RELATION_NUMBERING);
    if (relation == NULL)
        return HECHA_OK;
    numbering_state state;
    memset(&state, 0, sizeof(state));
    state.reader = reader;
    state.numbering = numbering;
    state.override = DOCX_UNSET;
    if (docx_parse_part(reader, relation->target, &handler, &state) != HECHA_OK)
        return HECHA_E_MEMORY;
    if (numbering->abstracts.count > 1)
        qsort(numbering->abstracts.items, numbering->abstracts.count, sizeof(docx_abstract),
              compare_ids);
    if (numbering->nums.count > 1)
        qsort(numbering->nums.items, numbering->nums.count, sizeof(docx_num), compare_ids);
    return resolve_nums(reader);
}

static const docx_level *level_of(const docx_num *num, int level)
{
    if (num->levels != NULL && num->levels[level] != NULL)
        return num->levels[level];
    return num->abstract->levels[level];
}

static int start_of(const docx_num *num, int level)
{
    if (num->starts != NULL && num->starts[level] != DOCX_UNSET)
        return num->starts[level];
    const docx_level *defined = level_of(num, level);
    return defined != NULL ? defined->start : 1;
}

/* Counts a paragraph at a level: its own counter on, the deeper ones back. A level that was never
 * used counts as its start. */
static void count(docx_num *num, int level)
{
    docx_abstract *abstract = num->abstract;
    int restarts = num->starts != NULL && num->starts[level] != DOCX_UNSET &&
                   (num->started & 1u << level) == 0;
    if (restarts || (abstract->used & 1u << level) == 0)
        abstract->count[level] = start_of(num, level);
    else if (abstract->count[level] < 1000000000)
        abstract->count[level]++;
    num->started |= 1u << level;
    abstract->used |= 1u << level;
    for (int higher = 0; higher < level; higher++) {
        if ((abstract->used & 1u << higher) == 0)
            abstract->count[higher] = start_of(num, higher);
        abstract->used |= 1u << higher;
    }
    for (int deeper = level + 1; deeper < DOCX_LEVELS; deeper++) {
        const docx_level *defined = level_of(num, deeper);
        int restart = defined != NULL ? defined->restart : DOCX_UNSET;
        if (restart == DOCX_UNSET || restart > level)
            abstract->used &= ~(1u << deeper);
    }
}

static void add_placeholder(base_buf *out, const docx_num *num, int level, int legal)
{
    const docx_level *defined = level_of(num, level);
    int used = (num->abstract->used & 1u << level) != 0;
    int value = used ? num->abstract->count[level] : start_of(num, level);
    read_number_format format = defined != NULL ? defined->format : READ_NUMBER_DECIMAL;
    if (legal && format != READ_NUMBER_NONE && format != READ_NUMBER_BULLET)
        format = READ_NUMBER_DECIMAL;
    if (!legal && defined != NULL && defined->width > 0) {
        for (int limit = 10, digits = 1; digits < defined->width; digits++) {
            if (value < limit)
                base_buf_add_byte(out, '0');
            limit *= 10;
        }
    }
    read_number_add(out, format, value);
}

uint32_t docx_symbol(uint32_t code)
{
    static const struct {
        uint16_t code, shown;
    } symbols[] = {
        {0xF0B7, 0x2022}, {0xF0A7, 0x25AA}, {0xF06C, 0x25CF}, {0xF06E, 0x25A0}, {0xF075, 0x25C6},
        {0xF076, 0x2756}, {0xF0D8, 0x27A2}, {0xF0FC, 0x2713}, {0xF0FB, 0x2717}, {0xF0FE, 0x2611},
        {0xF0FD, 0x2612}, {0xF0A8, 0x2610}, {0xF06F, 0x25A1}, {0xF0E0, 0x2192}, {0xF0B2, 0x25CA},
        {0xF0AE, 0x2192}, {0xF0B4, 0x00D7}, {0xF0B8, 0x00F7}, {0xF0A3, 0x2264}, {0xF0B3, 0x2265},
        {0xF0B1, 0x00B1}, {0xF0B0, 0x00B0}, {0xF02D, 0x2212}, {0xF052, 0x2611}, {0xF053, 0x2612},
    };
    for (size_t i = 0; i < sizeof(symbols) / sizeof(symbols[0]); i++) {
        if (symbols[i].code == code)
            return symbols[i].shown;
    }
    /* The rest of the ASCII range of Symbol shows itself. */
    if (code >= 0xF020 && code <= 0xF07E)
        return code - 0xF000;
    return code;
}

static void add_number(base_buf *out, const docx_num *num, const docx_level *level)
{
    base_str text = level->text;
    size_t at = 0;
    while (at < text.len) {
        if (text.ptr[at] == '%' && at + 1 < text.len && text.ptr[at + 1] >= '1' &&
            text.ptr[at + 1] <= '9') {
            add_placeholder(out, num, text.ptr[at + 1] - '1', level->legal);
            at += 2;
            continue;
        }
        uint32_t code = text_utf8_next(text, &at);
        if (code >= 0xF000 && code <= 0xF0FF) {
            code = docx_symbol(code);
            /* A bullet in a letter of Wingdings: some dot, never the letter. */
            if (level->format == READ_NUMBER_BULLET && code < 0x80 && code != '-')
                code = 0x2022;
        }
        base_buf_add_codepoint(out, code);
    }
}

/* A style's level is the one that names the style (ECMA-376 17.9.23), else what it says itself. */
static int level_by_style(docx_reader *reader, const docx_num *num, const docx_style *style)
{
    for (int hops = 0; style != NULL && hops < 64; hops++) {
        for (int i = 0; i < DOCX_LEVELS; i++) {
            const docx_level *level = level_of(num, i);
            if (level != NULL && level->style.len > 0 && base_str_eq(level->style, style->id))
                return i;
        }
        style = docx_style_get(&reader->styles, style->parent);
    }
    return DOCX_UNSET;
}

int docx_numbering_next(docx_reader *reader, int num_id, int ilvl, const docx_style *style,
                        base_buf *out, const char **suffix)
{
    int by_style = num_id == DOCX_UNSET;
    *suffix = "";
    if (by_style)
        num_id = style != NULL ? style->num_id : 0;
    if (num_id <= 0)
        return HECHA_OK;
    if (reader->numbering == NULL && docx_numbering_load(reader) != HECHA_OK)
        return HECHA_E_MEMORY;
    docx_numbering *numbering = reader->numbering;
    if (numbering->last == NULL || numbering->last->id != num_id)
        numbering->last = find_by_id(&numbering->nums, num_id);
    docx_num *num = numbering->last;
    if (num == NULL || num->abstract == NULL)
        return HECHA_OK;
    if (ilvl == DOCX_UNSET && by_style)
        ilvl = level_by_style(reader, num, style);
    if (ilvl == DOCX_UNSET && style != NULL)
        ilvl = style->ilvl;
    if (ilvl < 0 || ilvl >= DOCX_LEVELS)
        ilvl = 0;
    const docx_level *level = level_of(num, ilvl);
    count(num, ilvl);
    if (level == NULL)
        return HECHA_OK;
    add_number(out, num, level);
    *suffix = level->suffix;
    return HECHA_OK;
}
