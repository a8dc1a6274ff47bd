/* Equations (OMML) as a line of text: 1/2, (a+b)/c, x^2, √(x+1), ∑_(i=1)^n. Source: ECMA-376 part
 * 1, 22.1; the linear form is Unicode Technical Note 28's. */
#include "read/docx_story.h"
#include "text/utf8.h"

#define FRACTION_BAR '/'
#define NO_BAR 0xA6 /* of a binomial */
#define INTEGRAL 0x222B
#define ROOT 0x221A

/* Where text of an equation is seen, or NULL: what is deleted or hidden is not laid out. */
static base_buf *seen(docx_story *story)
{
    docx_flow *flow = story->flow;
    if (flow == NULL || !flow->open || flow->instructions > 0 || flow->deleted > 0 ||
        flow->ruby > 0 || flow->run_hidden)
        return NULL;
    return &flow->text;
}

static void add(docx_story *story, uint32_t codepoint)
{
    base_buf *text = seen(story);
    if (text != NULL && codepoint != 0)
        base_buf_add_codepoint(text, codepoint);
}

static docx_math *math_at(docx_story *story, int depth)
{
    return &story->math[depth > 0 ? depth : 0];
}

/* A sign, and behind it an operand that is put in brackets if it is not one word. */
static void begin_operand(docx_story *story, read_xml *xml, uint32_t sign)
{
    int depth = read_xml_depth(xml);
    const base_buf *text = seen(story);
    math_at(story, depth)->sign = text != NULL ? text->len : 0;
    add(story, sign);
    story->marks[depth] = text != NULL ? text->len : 0;
}

static int joins(uint32_t codepoint)
{
    static const uint32_t operators[] = {0xA6,   0xB1,   0xB7,   0xD7,   0xF7,   0x2212, 0x2215,
                                         0x2217, 0x2219, 0x221A, 0x2264, 0x2265, 0xFF0B, 0xFF0D};
    for (size_t i = 0; i < sizeof(operators) / sizeof(operators[0]); i++) {
        if (codepoint == operators[i])
            return 1;
    }
    return codepoint < 0x80 && !(codepoint >= '0' && codepoint <= '9') &&
           !(codepoint >= 'A' && codepoint <= 'Z') && !(codepoint >= 'a' && codepoint <= 'z') &&
           codepoint != '.' && codepoint != ',' && codepoint != '%';
}

static int needs_brackets(base_str text)
{
    size_t at = 0;
    if (text.len > 1 && text.ptr[0] == '(' &&
        base_str_find(text, base_str_c(")"), 0) == text.len - 1)
        return 0;
    while (at < text.len) {
        if (joins(text_utf8_next(text, &at)))
            return 1;
    }
    return 0;
}

static void end_operand(docx_story *story, read_xml *xml)
{
    int depth = read_xml_depth(xml);
    base_buf *text = seen(story);
    size_t start = story->marks[depth], sign = math_at(story, depth)->sign;
    if (text == NULL || base_buf_failed(text) || start > text->len || sign > start)
        return;
    if (start == text->len) {
        text->len = sign;
        return;
    }
    if (!needs_brackets(base_str_from(base_buf_str(text), start)))
        return;
    base_buf_add_c(text, "()");
    if (base_buf_failed(text))
        return;
    memmove(text->ptr + start + 1, text->ptr + start, text->len - 2 - start);
    text->ptr[start] = '(';
    text->ptr[text->len - 1] = ')';
}

/* m:e: an operand, a cell of a matrix, a line, or what stands in brackets. */
static void begin_element(docx_story *story, read_xml *xml)
{
    docx_math *around = math_at(story, read_xml_depth(xml) - 1);
    int parent = read_xml_parent(xml), first = around->count == 0;
    if (parent != M_MR && parent != M_EQ_ARR && parent != M_D && parent != M_RAD)
        return;
    around->count = 1;
    if (parent == M_RAD)
        begin_operand(story, xml, ROOT);
    else if (parent == M_D)
        add(story, first ? around->open : around->part);
    else if (!first)
        add(story, parent == M_MR ? ',' : '\n');
}

static uint32_t value(read_xml *xml)
{
    base_str text;
    size_t at = 0;
    if (!read_xml_attribute(xml, M_VAL, &text) || text.len == 0)
        return 0;
    return text_utf8_next(text, &at);
}

/* Properties of the element around the one that holds them. */
static void property(docx_story *story, read_xml *xml, int id)
{
    docx_math *of = math_at(story, read_xml_depth(xml) - 2);
    int parent = read_xml_parent(xml);
    base_str type;
    if (id == M_TYPE && parent == M_F_PR) {
        if (read_xml_attribute(xml, M_VAL, &type) && base_str_eq_c(type, "noBar"))
            of->part = NO_BAR;
    } else if (id == M_CHR && parent == M_NARY_PR) {
        of->open = value(xml);
    } else if (parent == M_D_PR && id == M_BEG_CHR) {
        of->open = value(xml);
    } else if (parent == M_D_PR && id == M_SEP_CHR) {
        of->part = value(xml);
    } else if (parent == M_D_PR && id == M_END_CHR) {
        of->close = value(xml);
    }
}

static void begin_structure(docx_story *story, read_xml *xml, int id)
{
    int depth = read_xml_depth(xml);
    docx_math *own = math_at(story, depth), *around = math_at(story, depth - 1);
    if (id == M_MR && around->count++ > 0)
        add(story, ';');
    memset(own, 0, sizeof(*own));
    switch (id) {
    case M_D:
        own->open = '(';
        own->part = '|';
        own->close = ')';
        break;
    case M_F:
        own->part = FRACTION_BAR;
        break;
    case M_NARY:
        own->open = INTEGRAL;
        break;
    case M_M:
        add(story, '[');
        break;
    default:
        break;
    }
}

int docx_math_start(docx_story *story, read_xml *xml, int id)
{
    if (id < M_BEG_CHR || id > M_VAL || id == M_T)
        return 0;
    switch (id) {
    case M_D:
    case M_EQ_ARR:
    case M_F:
    case M_M:
    case M_MR:
    case M_NARY:
    case M_RAD:
        begin_structure(story, xml, id);
        break;
    case M_NUM:
        begin_operand(story, xml, 0);
        break;
    case M_DEN:
        begin_operand(story, xml, math_at(story, read_xml_depth(xml) - 1)->part);
        break;
    case M_SUB:
        begin_operand(story, xml, '_');
        break;
    case M_SUP:
        begin_operand(story, xml, '^');
        break;
    case M_LIM:
        begin_operand(story, xml, read_xml_parent(xml) == M_LIM_UPP ? '^' : '_');
        break;
    case M_E:
        begin_element(story, xml);
        break;
    default:
        property(story, xml, id);
    }
    return 1;
}

int docx_math_end(docx_story *story, read_xml *xml, int id)
{
    if (id < M_BEG_CHR || id > M_VAL || id == M_T)
        return 0;
    const docx_math *own = math_at(story, read_xml_depth(xml));
    switch (id) {
    case M_NUM:
    case M_DEN:
    case M_SUB:
    case M_SUP:
    case M_LIM:
        end_operand(story, xml);
        break;
    case M_E:
        if (read_xml_parent(xml) == M_RAD)
            end_operand(story, xml);
        break;
    case M_NARY_PR:
        add(story, math_at(story, read_xml_depth(xml) - 1)->open);
        break;
    case M_D:
        add(story, own->count == 0 ? own->open : 0);
        add(story, own->close);
        break;
    case M_M:
        add(story, ']');
        break;
    default:
        break;
    }
    return 1;
}
