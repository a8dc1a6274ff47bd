/* Paragraphs, notes, fields: what is made of the text of RTF. */
#include "base/err.h"
#include "read/rtf_reader.h"
#include "text/utf8.h"

void rtf_failed(rtf_reader *reader)
{
    if (reader->code == 0)
        reader->code = base_err_memory(reader->err);
}

static void keep(rtf_reader *reader, int code)
{
    if (reader->code == 0)
        reader->code = code;
}

static base_str copy(rtf_reader *reader, base_str text)
{
    base_str kept = base_arena_str(reader->arena, text);
    if (kept.ptr == NULL && text.len > 0)
        rtf_failed(reader);
    return kept;
}

void rtf_problem(rtf_reader *reader, base_msg_id message, const char *argument)
{
    base_buf text;
    base_buf_init(&text);
    base_msg_add(&text, reader->input->lang, message, argument, NULL);
    if (base_buf_failed(&text))
        rtf_failed(reader);
    else
        doc_build_problem(reader->builder, base_buf_str(&text), NULL);
    base_buf_dispose(&text);
}

/* asides and blocks that follow the paragraph */

void rtf_wait(rtf_reader *reader, rtf_item_kind kind, doc_aside_kind aside, base_str text,
              base_str by)
{
    rtf_item *item = base_vec_push(&reader->waiting, reader->arena);
    if (item == NULL) {
        rtf_failed(reader);
        return;
    }
    memset(item, 0, sizeof(*item));
    item->kind = kind;
    item->aside = aside;
    item->text = copy(reader, text);
    item->by = copy(reader, by);
    item->paragraph.kind = DOC_IMAGE;
    item->paragraph.text = item->text;
}

static base_str author(const rtf_reader *reader, int number)
{
    if (number < 0 || (size_t)number >= reader->authors.count)
        return base_str_n("", 0);
    base_str name = *(const base_str *)base_vec_at(&reader->authors, (size_t)number);
    return base_str_eq_c(name, "Unknown") ? base_str_n("", 0) : name;
}

static void flush_marked(rtf_reader *reader, rtf_marked *marked, doc_aside_kind kind)
{
    if (base_buf_failed(&marked->text))
        rtf_failed(reader);
    if (marked->text.len > 0)
        rtf_wait(reader, RTF_ITEM_ASIDE, kind, base_buf_str(&marked->text),
                 author(reader, marked->by));
    base_buf_clear(&marked->text);
}

static void add_marked(rtf_reader *reader, rtf_marked *marked, doc_aside_kind kind, base_str text,
                       int by)
{
    if (marked->by != by)
        flush_marked(reader, marked, kind);
    marked->by = by;
    base_buf_add_str(&marked->text, text);
}

/* text */

static void put_text(rtf_reader *reader, const rtf_state *state, base_str text)
{
    if (state->deleted || state->moved) {
        add_marked(reader, &reader->deleted, DOC_DELETED, text, state->deleted_by);
        return;
    }
    if (reader->deleted.text.len > 0)
        flush_marked(reader, &reader->deleted, DOC_DELETED);
    if (state->hidden) {
        add_marked(reader, &reader->hidden, DOC_HIDDEN, text, -1);
        return;
    }
    if (state->inserted)
        add_marked(reader, &reader->inserted, DOC_INSERTED, text, state->inserted_by);
    else if (reader->inserted.text.len > 0)
        flush_marked(reader, &reader->inserted, DOC_INSERTED);
    base_buf_add_str(&reader->flows[state->flow].text, text);
}

void rtf_put(rtf_reader *reader, base_str text)
{
    const rtf_state *state = rtf_top(reader);
    if (state->skip || text.len == 0)
        return;
    switch (state->sink) {
    case RTF_TEXT:
        put_text(reader, state, text);
        break;
    case RTF_NUMBER:
        base_buf_add_str(&reader->number, text);
        break;
    case RTF_NAME:
        base_buf_add_str(&reader->name, text);
        break;
    case RTF_INSTRUCTION:
        if (reader->field_count > 0 && reader->fields_beyond == 0)
            base_buf_add_str(&reader->fields[reader->field_count - 1].instruction, text);
        break;
    default:
        break;
    }
}

/* A line or page break; a page break before the text is none of it. */
void rtf_break(rtf_reader *reader, int page)
{
    const rtf_state *state = rtf_top(reader);
    if (!page || (state->sink == RTF_TEXT && reader->flows[state->flow].text.len > 0))
        rtf_put(reader, base_str_c("\n"));
}

/* paragraphs */

/* \listtext ends with what parts the number from the text. */
static void take_number(rtf_reader *reader, doc_paragraph *paragraph)
{
    const rtf_state *state = rtf_top(reader);
    if (reader->number.len == 0 && state->list > 0 && paragraph->text.len > 0) {
        base_str suffix = base_str_n("", 0);
        rtf_list_number(reader, state->list, state->list_level, &reader->number, &suffix);
        base_buf_add_str(&reader->number, suffix);
    }
    base_str number = base_buf_str(&reader->number);
    size_t length = number.len;
    while (length > 0 && (number.ptr[length - 1] == '\t' || number.ptr[length - 1] == ' '))
        length--;
    base_str shown = base_str_trim(base_str_n(number.ptr, length));
    if (shown.len > 0) {
        paragraph->number = copy(reader, shown);
        paragraph->number_suffix = copy(reader, base_str_from(number, length));
        paragraph->number_source = DOC_NUMBER_LIST;
    }
    base_buf_clear(&reader->number);
}

static void take_style(const rtf_reader *reader, const rtf_state *state, doc_paragraph *paragraph)
{
    int level = -1, title = -1, style = state->style;
    for (int hops = 0; style >= 0 && hops < 32; hops++) {
        const rtf_style *at = &reader->styles[style];
        if (title < 0 && level <= 0) /* a heading made from the title style is no title */
            title = at->title;
        if (level < 0)
            level = at->level;
        style = at->parent == style ? -1 : at->parent;
    }
    if (state->outline >= 0)
        level = state->outline < 9 ? state->outline + 1 : 0;
    paragraph->style_level = level > 0 ? level : 0;
    paragraph->style_title = title > 0;
}

int rtf_build_item(rtf_reader *reader, const rtf_item *item)
{
    switch (item->kind) {
    case RTF_ITEM_ASIDE:
        return doc_build_aside(reader->builder, item->aside, item->text, item->by);
    case RTF_ITEM_BLOCK:
    case RTF_ITEM_PARAGRAPH:
        return doc_build_paragraph(reader->builder, &item->paragraph);
    default:
        return 0;
    }
}

static void give(rtf_reader *reader, int depth, const rtf_item *item)
{
    if (depth > 0)
        rtf_table_add(reader, depth, item);
    else
        keep(reader, rtf_build_item(reader, item));
}

static void flush_all_marked(rtf_reader *reader)
{
    flush_marked(reader, &reader->deleted, DOC_DELETED);
    flush_marked(reader, &reader->hidden, DOC_HIDDEN);
    flush_marked(reader, &reader->inserted, DOC_INSERTED);
}

static void flush_waiting(rtf_reader *reader, int depth)
{
    flush_all_marked(reader);
    size_t first = reader->flows[reader->flow_count - 1].waiting;
    for (size_t i = first; i < reader->waiting.count && reader->code == 0; i++)
        give(reader, depth, base_vec_at(&reader->waiting, i));
    reader->waiting.count = first;
}

void rtf_paragraph_end(rtf_reader *reader, int depth)
{
    const rtf_state *state = rtf_top(reader);
    rtf_flow *flow = &reader->flows[reader->flow_count - 1];
    base_buf *text = &flow->text;
    rtf_item item;
    memset(&item, 0, sizeof(item));
    if (base_buf_failed(text) || base_buf_failed(&reader->number))
        rtf_failed(reader);
    if (depth == 0)
        rtf_tables_close(reader);
    if (reader->code != 0)
        return;
    item.kind = RTF_ITEM_PARAGRAPH;
    item.paragraph.text = copy(reader, base_str_from(base_buf_str(text), flow->start));
    if (reader->flow_count == 1)
        take_number(reader, &item.paragraph);
    take_style(reader, state, &item.paragraph);
    text->len = flow->start < text->len ? flow->start : text->len;
    reader->high = 0;
    if (reader->code == 0)
        give(reader, depth, &item);
    flush_waiting(reader, depth);
}

/* notes, headers, text boxes */

void rtf_flow_begin(rtf_reader *reader, int kind, int aside)
{
    rtf_state *state = rtf_top(reader);
    if (reader->flow_count == RTF_FLOWS_MOST) {
        state->skip = 1;
        return;
    }
    int outer = reader->flow_count - 1, depth = rtf_table_depth(reader);
    rtf_flow *flow = &reader->flows[reader->flow_count];
    base_buf_clear(&flow->text);
    flow->start = 0;
    flow->shown = kind;
    flow->aside = aside;
    if (aside == DOC_TEXTBOX && reader->flows[outer].tables == reader->tables) {
        flush_all_marked(reader);
        rtf_tables_begin(reader, flow, depth);
    }
    flow->waiting = reader->waiting.count;
    state->sink = RTF_TEXT;
    state->flow = (uint8_t)reader->flow_count++;
    state->deleted = state->moved = state->hidden = state->inserted = 0;
    state->in_table = 0;
    state->depth = 1;
}

/* What is left in an open cell of a text box, and its tables. */
static void end_tables(rtf_reader *reader, const rtf_flow *flow)
{
    if (reader->code == 0 && rtf_row_open(reader) && flow->text.len > flow->start)
        rtf_paragraph_end(reader, 1);
    rtf_tables_end(reader);
}

void rtf_flow_end(rtf_reader *reader)
{
    rtf_flow *flow = &reader->flows[reader->flow_count - 1];
    if (flow->tables == reader->tables)
        end_tables(reader, flow);
    reader->flow_count--;
    base_str text = base_str_trim(base_buf_str(&flow->text));
    base_str by = base_str_n("", 0);
    if (base_buf_failed(&flow->text))
        rtf_failed(reader);
    if (flow->aside == DOC_COMMENT && flow->shown == RTF_ITEM_ASIDE)
        by = reader->commenter;
    if (reader->code != 0 || text.len == 0)
        return;
    rtf_wait(reader, (rtf_item_kind)flow->shown, (doc_aside_kind)flow->aside, text, by);
    if (reader->code == 0 && flow->shown == RTF_ITEM_BLOCK) {
        rtf_item *note = base_vec_at(&reader->waiting, reader->waiting.count - 1);
        note->paragraph.kind = DOC_NOTE;
    }
}

/* fields */

void rtf_field_begin(rtf_reader *reader)
{
    rtf_state *state = rtf_top(reader);
    state->kind = RTF_FIELD;
    if (reader->field_count == RTF_FIELDS_MOST) {
        reader->fields_beyond++;
        return;
    }
    rtf_field *field = &reader->fields[reader->field_count++];
    base_buf_clear(&field->instruction);
    field->sink = state->sink;
    field->flow = state->flow;
    field->start = reader->flows[state->flow].text.len;
}

/* The first word of an instruction, and what follows it. */
static base_str first_word(base_str instruction, base_str *rest)
{
    base_str text = base_str_trim(instruction);
    size_t length = 0;
    while (length < text.len && text.ptr[length] != ' ' && text.ptr[length] != '\\')
        length++;
    *rest = base_str_trim(base_str_from(text, length));
    return base_str_n(text.ptr, length);
}

/* HYPERLINK "address" \l "anchor" … */
static base_str link_target(base_str rest)
{
    size_t open = base_str_find(rest, base_str_c("\""), 0);
    size_t end = open == BASE_STR_NONE ? open : base_str_find(rest, base_str_c("\""), open + 1);
    if (end == BASE_STR_NONE)
        return base_str_n(rest.ptr, strcspn(rest.len > 0 ? rest.ptr : "", " \\"));
    return base_str_n(rest.ptr + open + 1, end - open - 1);
}

/* EQ \o\ac(○,1) shows 1 in a circle, EQ \o\ad(\s\up 9(pinyin),字) shows 字: the last argument. */
static void put_overstrike(rtf_reader *reader, base_str rest)
{
    size_t end = rest.len, start, at = 0;
    if (base_str_find(rest, base_str_c("\\o"), 0) == BASE_STR_NONE)
        return;
    while (end > 0 && rest.ptr[end - 1] != ')')
        end--;
    for (start = end; start > 0 && strchr(",;(", rest.ptr[start - 1]) == NULL;)
        start--;
    if (end == 0 || start == 0)
        return;
    base_str last = base_str_trim(base_str_n(rest.ptr + start, end - 1 - start));
    uint32_t first = text_utf8_next(last, &at);
    int circled = base_str_find(rest, base_str_c("○"), 0) != BASE_STR_NONE;
    if (circled && first >= '1' && first <= '9' && last.len <= 2) {
        uint32_t number = first - '0';
        if (last.len == 2)
            number = number * 10 + (uint32_t)(last.ptr[1] - '0');
        if (number <= 20) {
            rtf_codepoint(reader, 0x2460 + number - 1);
            return;
        }
    }
    rtf_put(reader, last);
}

void rtf_field_end(rtf_reader *reader)
{
    if (reader->fields_beyond > 0) {
        reader->fields_beyond--;
        return;
    }
    rtf_field *field = &reader->fields[--reader->field_count];
    base_str instruction = base_buf_str(&field->instruction), rest;
    base_str all = base_buf_str(&reader->flows[field->flow].text);
    base_str result = base_str_trim(base_str_from(all, field->start));
    base_str word = first_word(instruction, &rest);
    rtf_state *state = rtf_top(reader);
    if (base_buf_failed(&field->instruction))
        rtf_failed(reader);
    if (reader->code != 0 || field->sink != RTF_TEXT)
        return;
    if (base_str_eq_c(word, "HYPERLINK") && result.len > 0) {
        rtf_wait(reader, RTF_ITEM_ASIDE, DOC_LINK, result, link_target(rest));
    } else if (base_str_eq_c(word, "EQ") && result.len == 0) {
        state->sink = RTF_TEXT;
        put_overstrike(reader, rest);
    }
}
