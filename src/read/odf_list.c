#include "read/docx_names.h"
#include "read/odf_story.h"

/* Lists a document may have; later ones share the last counter. */
#define MOST_COUNTERS 100000u
/* How far back a list looks for the one it continues. */
#define MOST_BACK 4096u

static odf_counter *counter_at(odf_reader *reader, size_t index)
{
    return base_vec_at(&reader->counters, index);
}

static size_t new_counter(odf_reader *reader)
{
    if (reader->counters.count < MOST_COUNTERS)
        base_vec_push(&reader->counters, reader->arena);
    return reader->counters.count > 0 ? reader->counters.count - 1 : 0;
}

static base_str keep(odf_reader *reader, read_xml *xml, int id)
{
    base_str value;
    read_xml_attribute(xml, id, &value);
    return base_arena_str(reader->arena, value);
}

/* The latest list of an id, or of a style. NULL: none among the last ones. */
static const odf_list_name *find_name(const odf_reader *reader, base_str id, base_str style)
{
    size_t back = reader->list_names.count;
    for (size_t i = 0; i < MOST_BACK && back > 0; i++) {
        const odf_list_name *name = base_vec_at(&reader->list_names, --back);
        if (id.len > 0 ? base_str_eq(name->id, id) : base_str_eq(name->style, style))
            return name;
    }
    return NULL;
}

/* The counter of an outermost list: a new one, or that of the list it continues. */
static size_t find_counter(odf_reader *reader, read_xml *xml)
{
    const odf_list_name *found = NULL;
    base_str style = keep(reader, xml, ODF_TEXT_STYLE_NAME);
    base_str id = keep(reader, xml, ODF_XML_ID);
    base_str other;
    if (read_xml_attribute(xml, ODF_TEXT_CONTINUE_LIST, &other) && other.len > 0)
        found = find_name(reader, other, style);
    else if (read_xml_attribute(xml, ODF_TEXT_CONTINUE_NUMBERING, &other) &&
             base_str_eq_c(other, "true"))
        found = find_name(reader, base_str_n("", 0), style);
    size_t counter = found != NULL ? found->counter : new_counter(reader);
    odf_list_name *fresh = base_vec_push(&reader->list_names, reader->arena);
    if (fresh != NULL) {
        fresh->id = id;
        fresh->style = style;
        fresh->counter = counter;
    }
    return counter;
}

static void start_list(odf_reader *reader, read_xml *xml)
{
    odf_flow *flow = reader->flow;
    base_str name;
    if (flow->list_depth == 0)
        flow->counter = find_counter(reader, xml);
    if (flow->list_depth++ >= ODF_MAX_LISTS)
        return;
    odf_list *list = &flow->lists[flow->list_depth - 1];
    odf_list *outer = flow->list_depth > 1 ? list - 1 : NULL;
    memset(list, 0, sizeof(*list));
    list->start = -1;
    if (outer != NULL) {
        list->style = outer->override != NULL ? outer->override : outer->style;
        outer->fresh = 0;
    }
    if (read_xml_attribute(xml, ODF_TEXT_STYLE_NAME, &name) && name.len > 0)
        list->style = odf_list_style_find(&reader->styles, name);
}

static void start_item(odf_reader *reader, read_xml *xml, int id)
{
    odf_flow *flow = reader->flow;
    base_str name;
    if (flow->list_depth < 1 || flow->list_depth > ODF_MAX_LISTS)
        return;
    odf_list *list = &flow->lists[flow->list_depth - 1];
    list->fresh = 1;
    list->silent = id == ODF_TEXT_LIST_HEADER;
    list->start = docx_integer(xml, ODF_TEXT_START_VALUE, -1);
    list->override = NULL;
    if (read_xml_attribute(xml, ODF_TEXT_STYLE_OVERRIDE, &name) && name.len > 0)
        list->override = odf_list_style_find(&reader->styles, name);
}

int odf_list_start(odf_reader *reader, read_xml *xml, int id)
{
    if (id != ODF_TEXT_LIST && id != ODF_TEXT_LIST_ITEM && id != ODF_TEXT_LIST_HEADER)
        return 0;
    if (reader->flow == NULL)
        return 1;
    if (id == ODF_TEXT_LIST)
        start_list(reader, xml);
    else
        start_item(reader, xml, id);
    return 1;
}

int odf_list_end(odf_reader *reader, int id)
{
    if (id != ODF_TEXT_LIST)
        return id == ODF_TEXT_LIST_ITEM || id == ODF_TEXT_LIST_HEADER;
    if (reader->flow != NULL && reader->flow->list_depth > 0)
        reader->flow->list_depth--;
    return 1;
}

static int start_of(const odf_list_style *style, int level)
{
    return style != NULL && style->levels[level].defined ? style->levels[level].start : 1;
}

void odf_list_undo(odf_flow *flow)
{
    base_buf_clear(&flow->number);
    if (flow->undo.counter != NULL)
        *flow->undo.counter = flow->undo.before;
    if (flow->undo.list != NULL)
        flow->undo.list->fresh = 1;
    memset(&flow->undo, 0, sizeof(flow->undo));
}

static void prepare_undo(odf_flow *flow, odf_counter *counter, odf_list *list)
{
    flow->undo.counter = counter;
    flow->undo.before = *counter;
    flow->undo.list = list;
}

/* Counts one on at a level; levels above that nobody counted stand at their start. */
static void count(odf_counter *counter, const odf_list_style *style, int level, int start)
{
    unsigned bit = 1u << level;
    for (int above = 0; above < level; above++) {
        if ((counter->used & (1u << above)) == 0)
            counter->count[above] = start_of(style, above);
        counter->used |= 1u << above;
    }
    if (start >= 0)
        counter->count[level] = start;
    else if ((counter->used & bit) != 0)
        counter->count[level] += counter->count[level] < 1000000000;
    else
        counter->count[level] = start_of(style, level);
    counter->used |= bit;
    counter->used &= (bit << 1) - 1;
}

static void add_level(base_buf *out, const odf_counter *counter, const odf_list_style *style,
                      int level)
{
    if (style->levels[level].defined)
        read_number_add(out, style->levels[level].format, counter->count[level]);
}

/* "第%1%章": numbers of levels between percent signs. */
static void add_pattern(base_buf *out, const odf_counter *counter, const odf_list_style *style,
                        base_str pattern)
{
    size_t at = 0;
    while (at < pattern.len) {
        size_t end = at + 1;
        int level = 0;
        while (pattern.ptr[at] == '%' && end < pattern.len && pattern.ptr[end] >= '0' &&
               pattern.ptr[end] <= '9' && level <= ODF_LEVELS)
            level = level * 10 + (pattern.ptr[end++] - '0');
        if (level >= 1 && level <= ODF_LEVELS && end < pattern.len && pattern.ptr[end] == '%') {
            add_level(out, counter, style, level - 1);
            at = end + 1;
        } else {
            base_buf_add_byte(out, pattern.ptr[at++]);
        }
    }
}

static void add_number(odf_flow *flow, const odf_counter *counter, const odf_list_style *style,
                       int level)
{
    const odf_level *format = &style->levels[level];
    base_buf *out = &flow->number;
    if (!format->defined)
        return;
    flow->suffix = format->suffix;
    if (format->format == READ_NUMBER_BULLET || format->pattern.len > 0) {
        add_pattern(out, counter, style, format->pattern);
    } else {
        int first = format->display > level + 1 ? 0 : level + 1 - format->display;
        size_t start;
        base_buf_add_str(out, format->before);
        start = out->len;
        for (int i = first < 0 ? 0 : first; i <= level; i++) {
            if (style->levels[i].format == READ_NUMBER_NONE || !style->levels[i].defined)
                continue;
            if (out->len > start)
                base_buf_add_byte(out, '.');
            add_level(out, counter, style, i);
        }
        base_buf_add_str(out, format->after);
    }
    if (base_str_trim(base_buf_str(out)).len == 0)
        base_buf_clear(out);
}

/* A heading outside of lists is numbered by the outline, unless its style says: by no list. */
static void number_heading(odf_reader *reader, read_xml *xml, const odf_style *style)
{
    odf_flow *flow = reader->flow;
    base_str value;
    int start = -1;
    if (reader->styles.outline == NULL || flow->kind != ODF_FLOW_BODY ||
        (read_xml_attribute(xml, ODF_TEXT_IS_LIST_HEADER, &value) &&
         base_str_eq_c(value, "true")) ||
        odf_style_list(&reader->styles, style, &value))
        return;
    if (read_xml_attribute(xml, ODF_TEXT_RESTART_NUMBERING, &value) && base_str_eq_c(value, "true"))
        start = docx_integer(xml, ODF_TEXT_START_VALUE,
                             start_of(reader->styles.outline, flow->level - 1));
    prepare_undo(flow, &reader->outline, NULL);
    count(&reader->outline, reader->styles.outline, flow->level - 1, start);
    add_number(flow, &reader->outline, reader->styles.outline, flow->level - 1);
}

void odf_list_number(odf_reader *reader, read_xml *xml, int id, const odf_style *style)
{
    odf_flow *flow = reader->flow;
    base_str name;
    memset(&flow->undo, 0, sizeof(flow->undo));
    if (flow->list_depth == 0) {
        if (id == ODF_TEXT_H)
            number_heading(reader, xml, style);
        return;
    }
    if (flow->list_depth > ODF_MAX_LISTS || reader->counters.count == 0)
        return;
    odf_list *list = &flow->lists[flow->list_depth - 1];
    if (!list->fresh)
        return;
    list->fresh = 0;
    const odf_list_style *numbers = list->override != NULL ? list->override : list->style;
    if (numbers == NULL && odf_style_list(&reader->styles, style, &name))
        numbers = odf_list_style_find(&reader->styles, name);
    if (list->silent || numbers == NULL)
        return;
    odf_counter *counter = counter_at(reader, flow->counter);
    prepare_undo(flow, counter, list);
    count(counter, numbers, flow->list_depth - 1, list->start);
    list->start = -1;
    add_number(flow, counter, numbers, flow->list_depth - 1);
}
