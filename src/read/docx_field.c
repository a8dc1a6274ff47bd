#include <stdlib.h>

#include "base/err.h"
#include "read/docx_story.h"

/* Instructions are read by ASCII words: HYPERLINK "…" \l "…", EQ \o\ac(○,1), FORMDROPDOWN. */

static int is_space(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

/* The next word or quoted text; 0 at the end. */
static int next_word(base_str text, size_t *at, base_str *word)
{
    while (*at < text.len && is_space(text.ptr[*at]))
        (*at)++;
    if (*at >= text.len)
        return 0;
    int quoted = text.ptr[*at] == '"';
    size_t start = *at + (size_t)quoted;
    *at = start;
    while (*at < text.len && (quoted ? text.ptr[*at] != '"' : !is_space(text.ptr[*at])))
        (*at)++;
    *word = base_str_n(text.ptr + start, *at - start);
    if (quoted && *at < text.len)
        (*at)++;
    return 1;
}

static int is_word(base_str word, const char *upper)
{
    size_t i = 0;
    for (; i < word.len && upper[i] != '\0'; i++) {
        char byte = word.ptr[i];
        if (byte >= 'a' && byte <= 'z')
            byte = (char)(byte - 'a' + 'A');
        if (byte != upper[i])
            return 0;
    }
    return i == word.len && upper[i] == '\0';
}

/* The target of a HYPERLINK instruction, in the arena; empty for any other. */
static base_str link_target(docx_story *story, base_str instruction)
{
    size_t at = 0;
    base_str word, address = base_str_n("", 0), anchor = base_str_n("", 0);
    if (!next_word(instruction, &at, &word) || !is_word(word, "HYPERLINK"))
        return address;
    while (next_word(instruction, &at, &word)) {
        if (base_str_eq_c(word, "\\l"))
            next_word(instruction, &at, &anchor);
        else if (base_str_eq_c(word, "\\o") || base_str_eq_c(word, "\\t"))
            next_word(instruction, &at, &word);
        else if (word.len > 0 && word.ptr[0] != '\\' && address.len == 0)
            address = word;
    }
    char *target = base_arena_alloc(story->reader->arena, address.len + anchor.len + 2);
    if (target == NULL)
        return base_str_n("", 0);
    size_t length = 0;
    if (address.len > 0)
        memcpy(target, address.ptr, address.len);
    length = address.len;
    if (anchor.len > 0) {
        target[length++] = '#';
        memcpy(target + length, anchor.ptr, anchor.len);
        length += anchor.len;
    }
    return base_str_n(target, length);
}

/* The last argument of the outermost bracket pair, without inner switches. */
static base_str last_argument(base_str text, base_str *first)
{
    size_t open = base_str_find(text, base_str_c("("), 0);
    if (open == BASE_STR_NONE)
        return base_str_n("", 0);
    size_t start = open + 1, end = start;
    int depth = 1, arguments = 0;
    for (; end < text.len; end++) {
        char byte = text.ptr[end];
        depth += (byte == '(') - (byte == ')');
        if (depth == 0)
            break;
        if (depth == 1 && (byte == ',' || byte == ';')) {
            if (arguments++ == 0)
                *first = base_str_trim(base_str_n(text.ptr + start, end - start));
            start = end + 1;
        }
    }
    return base_str_trim(base_str_n(text.ptr + start, end - start));
}

/* Word's enclosed characters and phonetic guides are overstrikes: EQ \o\ac(○,1) shows ①, and
 * EQ \o\ad(\s\up 9(pinyin),字) shows 字. */
static void add_overstrike(base_buf *out, base_str instruction)
{
    size_t at = 0;
    base_str word, first = base_str_n("", 0);
    if (!next_word(instruction, &at, &word) || !is_word(word, "EQ"))
        return;
    size_t overstrike = base_str_find(instruction, base_str_c("\\o"), 0);
    if (overstrike == BASE_STR_NONE)
        return;
    base_str last = last_argument(base_str_from(instruction, overstrike), &first);
    while (last.len > 0 && last.ptr[0] == '\\') {
        base_str unused;
        last = last_argument(last, &unused);
    }
    int number = 0;
    for (size_t i = 0; i < last.len && number >= 0; i++) {
        int digit = last.ptr[i] - '0';
        number = digit >= 0 && digit <= 9 && number < 100 ? number * 10 + digit : -1;
    }
    if (base_str_eq_c(first, "○") && number >= 1 && number <= 20)
        base_buf_add_codepoint(out, 0x2460u + (uint32_t)(number - 1));
    else
        base_buf_add_str(out, last);
}

/* What a field shows whose result is not in the file. */
static void add_shown(docx_flow *flow, base_str instruction)
{
    base_buf *out = docx_text_target(flow);
    size_t at = 0;
    base_str word;
    if (out == NULL || !next_word(instruction, &at, &word))
        return;
    if (is_word(word, "FORMDROPDOWN") || is_word(word, "FORMCHECKBOX"))
        base_buf_add_str(out, base_buf_str(&flow->choice));
    else
        add_overstrike(out, instruction);
}

static void begin_field(docx_story *story, docx_flow *flow)
{
    if (flow->field_count == flow->field_cap) {
        size_t cap = flow->field_cap != 0 ? flow->field_cap * 2 : 8;
        docx_field *grown = realloc(flow->fields, cap * sizeof(*grown));
        if (grown == NULL) {
            story->reader->code = base_err_memory(story->reader->err);
            return;
        }
        flow->fields = grown;
        flow->field_cap = cap;
    }
    docx_field *field = &flow->fields[flow->field_count++];
    memset(field, 0, sizeof(*field));
    field->instruction = flow->instruction.len;
    flow->instructions++;
    base_buf_clear(&flow->choice);
    flow->choice_index = flow->choice_seen = 0;
}

static void separate_field(docx_flow *flow)
{
    if (flow->field_count == 0)
        return;
    docx_field *field = &flow->fields[flow->field_count - 1];
    if (field->in_result)
        return;
    field->in_result = 1;
    field->paragraph = flow->paragraph;
    field->text = flow->text.len;
    flow->instructions--;
}

static void end_field(docx_story *story, docx_flow *flow)
{
    if (flow->field_count == 0)
        return;
    docx_field field = flow->fields[--flow->field_count];
    base_str instruction = base_str_from(base_buf_str(&flow->instruction), field.instruction);
    int same = field.paragraph == flow->paragraph;
    size_t start = same && field.text <= flow->text.len ? field.text : 0;
    if (!field.in_result) {
        flow->instructions--;
        add_shown(flow, instruction);
    } else if (same && start == flow->text.len && flow->deleted == 0) {
        add_shown(flow, instruction);
    } else if (flow->instructions == 0 && flow->deleted == 0) {
        base_str target = link_target(story, instruction);
        if (target.len > 0)
            docx_pend_aside(story, DOC_LINK, base_str_from(base_buf_str(&flow->text), start),
                            target);
    }
    if (flow->instruction.ptr != NULL) {
        flow->instruction.len = field.instruction;
        flow->instruction.ptr[field.instruction] = '\0';
    }
}

static void field_character(docx_story *story, read_xml *xml)
{
    docx_flow *flow = story->flow;
    base_str type;
    if (flow == NULL)
        return;
    read_xml_attribute(xml, W_FLD_CHAR_TYPE, &type);
    if (base_str_eq_c(type, "begin"))
        begin_field(story, flow);
    else if (base_str_eq_c(type, "separate"))
        separate_field(flow);
    else if (base_str_eq_c(type, "end"))
        end_field(story, flow);
}

/* Drop-down lists and check boxes of old forms keep their state in the field's begin. */
static int form_data(docx_flow *flow, read_xml *xml, int id)
{
    int parent = read_xml_parent(xml);
    base_str value;
    if (parent == W_DD_LIST && (id == W_RESULT || id == W_DEFAULT)) {
        if (id == W_RESULT || flow->choice_index == 0)
            flow->choice_index = docx_integer(xml, W_VAL, 0);
    } else if (parent == W_DD_LIST && id == W_LIST_ENTRY) {
        if (flow->choice_seen++ == flow->choice_index) {
            read_xml_attribute(xml, W_VAL, &value);
            base_buf_add_str(&flow->choice, value);
        }
    } else if (parent == W_CHECK_BOX && (id == W_DEFAULT || id == W_CHECKED)) {
        base_buf_clear(&flow->choice);
        base_buf_add_c(&flow->choice, docx_on(xml) ? "☑" : "☐");
    } else if (id == W_CHECK_BOX) {
        base_buf_add_c(&flow->choice, "☐");
    } else {
        return id == W_DD_LIST || id == W_FF_DATA;
    }
    return 1;
}

/* Address and anchor of a hyperlink element. */
static base_str element_target(docx_story *story, read_xml *xml)
{
    base_str id, anchor;
    base_arena *arena = story->reader->arena;
    base_str address = base_str_n("", 0);
    if (read_xml_attribute(xml, R_ID, &id) && story->relations != NULL) {
        const docx_relation *relation = docx_relation_by_id(story->relations, id);
        if (relation != NULL)
            address = relation->target;
    }
    if (!read_xml_attribute(xml, W_ANCHOR, &anchor) || anchor.len == 0)
        return address;
    char *target = base_arena_alloc(arena, address.len + anchor.len + 2);
    if (target == NULL)
        return base_str_n("", 0);
    if (address.len > 0)
        memcpy(target, address.ptr, address.len);
    target[address.len] = '#';
    memcpy(target + address.len + 1, anchor.ptr, anchor.len);
    return base_str_n(target, address.len + 1 + anchor.len);
}

static void start_link(docx_story *story, read_xml *xml, base_str target)
{
    int depth = read_xml_depth(xml);
    story->names[depth] = target;
    story->marks[depth] = story->flow != NULL ? story->flow->text.len : 0;
}

static void end_link(docx_story *story, read_xml *xml)
{
    int depth = read_xml_depth(xml);
    docx_flow *flow = story->flow;
    if (flow == NULL || story->names[depth].len == 0 || story->marks[depth] >= flow->text.len)
        return;
    docx_pend_aside(story, DOC_LINK, base_str_from(base_buf_str(&flow->text), story->marks[depth]),
                    story->names[depth]);
}

int docx_field_start(docx_story *story, read_xml *xml, int id)
{
    base_str value;
    docx_flow *flow = story->flow;
    switch (id) {
    case W_FLD_CHAR:
        field_character(story, xml);
        return 1;
    case W_INSTR_TEXT:
        if (flow != NULL && flow->instructions > 0)
            story->target = &flow->instruction;
        return 1;
    case W_HYPERLINK:
        start_link(story, xml, element_target(story, xml));
        return 1;
    case W_FLD_SIMPLE:
        read_xml_attribute(xml, W_INSTR, &value);
        start_link(story, xml, link_target(story, value));
        return 1;
    case W_DEL_INSTR_TEXT:
        read_xml_skip(xml);
        return 1;
    default:
        return flow != NULL && flow->instructions > 0 ? form_data(flow, xml, id) : 0;
    }
}

int docx_field_end(docx_story *story, read_xml *xml, int id)
{
    switch (id) {
    case W_INSTR_TEXT:
        story->target = NULL;
        return 1;
    case W_HYPERLINK:
    case W_FLD_SIMPLE:
        end_link(story, xml);
        return 1;
    default:
        return 0;
    }
}
