#include "rule/explain.h"

#include "rule/decide.h"

#define ROOM 64

/* A comparison turned so that the subject stands on the left. */
typedef struct view {
    rule_scene *scene;
    const value *subject, *other, *tolerance;
    rule_relation relation;
    int single; /* the subject is one figure of the report */
    int prose;  /* the subject is a figure of the text, the other one of the form */
    base_buf scratch;
    int failed; /* no memory */
} view;

static int is_item(const value *a)
{
    return a->op == VALUE_LEAF && a->origin != NULL;
}

static int is_prose(const value *a)
{
    return a->op == VALUE_LEAF && a->origin == NULL;
}

/* Prose against the form: the text states, the form is what it should agree with. Else a single
 * item of this report is the subject, the left one first; a side of constants or of figures of
 * another report never is if the other has figures of this one. */
static int must_mirror(const value *left, const value *right)
{
    if (is_item(left) && is_prose(right))
        return 1;
    int left_alone = left->op == VALUE_LEAF, right_alone = right->op == VALUE_LEAF;
    if (left_alone && !left->elsewhere)
        return 0;
    if (right_alone && !right->elsewhere)
        return 1;
    if (left_alone || right_alone)
        return left_alone ? !right_alone && rule_has_leaves(right) : !rule_has_leaves(left);
    return !rule_has_leaves(left) && rule_has_leaves(right);
}

base_str rule_keep(base_arena *arena, const base_buf *text, int *failed)
{
    base_str empty = {NULL, 0};
    if (base_buf_failed(text)) {
        *failed = 1;
        return empty;
    }
    if (text->len == 0)
        return empty;
    base_str kept = base_arena_str(arena, base_buf_str(text));
    if (kept.ptr == NULL)
        *failed = 1;
    return kept;
}

/* Takes the scratch text into the arena and empties it. */
static base_str keep(view *v)
{
    base_str kept = rule_keep(v->scene->arena, &v->scratch, &v->failed);
    base_buf_clear(&v->scratch);
    return kept;
}

/* As keep, for messages: never NULL. */
static const char *keep_c(view *v)
{
    base_str kept = keep(v);
    return kept.ptr ? kept.ptr : "";
}

static base_str print_number(view *v, value_number number)
{
    value_number_print(&v->scratch, number, NULL);
    return keep(v);
}

/* A figure of the evidence; whether it is rounded is noted there. */
static base_str print_figure(view *v, value_number number, result_evidence *evidence,
                             result_rounded figure)
{
    int exact = 1;
    value_number_print(&v->scratch, number, &exact);
    if (!exact)
        evidence->rounded |= (unsigned)figure;
    return keep(v);
}

/* The words between are the same leaf's label for a figure of the text. */
static base_str print_subject(view *v)
{
    if (v->prose)
        return v->other->label;
    value_print_labels(&v->scratch, v->subject);
    if (v->scratch.len == 0 && v->single)
        base_buf_add_str(&v->scratch, v->subject->raw);
    return keep(v);
}

static int has_place(const base_place *place)
{
    return (place->block | place->table | place->paragraph | place->line | place->row) != 0;
}

static void fill_term(view *v, result_term *term, const value *leaf)
{
    term->label = leaf->label.len > 0 ? leaf->label : leaf->raw;
    term->value = print_number(v, leaf->number);
    term->state = base_str_c(value_state_name(leaf->state));
    term->place = leaf->place;
}

/* The leaves that are told as terms: of the other side; of both if no side is a single item. */
static const value **term_leaves(view *v, const value **room, size_t *count)
{
    size_t size = (v->single ? 0 : v->subject->nodes) + (size_t)v->other->nodes;
    const value **leaves = room;
    *count = 0;
    if (size > ROOM)
        leaves = base_arena_array(v->scene->arena, size, sizeof(*leaves));
    else
        size = ROOM;
    if (leaves == NULL) {
        v->failed = 1;
        return NULL;
    }
    if (!v->single)
        *count = value_leaves(v->subject, leaves, size);
    *count += value_leaves(v->other, leaves + *count, size - *count);
    return leaves;
}

static int same_place(const base_place *a, const base_place *b)
{
    return base_str_eq(a->path, b->path) && a->block == b->block && a->table == b->table &&
           a->row == b->row && a->cell == b->cell && a->line == b->line && a->column == b->column &&
           a->paragraph == b->paragraph;
}

static void add_related(rule_verdict *out, const base_place *place)
{
    if (!has_place(place))
        return;
    for (size_t i = 0; i < out->related_count; i++)
        if (same_place(&out->related[i], place))
            return;
    out->related[out->related_count++] = *place;
}

/* Terms, related places, and where it is. */
static void fill_terms(view *v, rule_verdict *out)
{
    const value *room[ROOM];
    size_t count;
    const value **leaves = term_leaves(v, room, &count);
    const value *at = v->single ? v->subject : NULL;
    if (leaves == NULL)
        return;
    for (size_t i = 0; i < count && at == NULL; i++)
        if (!leaves[i]->elsewhere)
            at = leaves[i];
    if (at == NULL && count > 0)
        at = leaves[0];
    if (at != NULL) {
        out->location = at->place;
        if (at->origin != NULL)
            form_item_quote(&v->scratch, at->origin);
        else if (at->sentence.len > 0)
            base_buf_add_str(&v->scratch, at->sentence);
        else
            base_buf_add_str(&v->scratch, at->place.text.len > 0 ? at->place.text : at->raw);
        out->quote = keep(v);
    }
    out->evidence.terms = base_arena_array(v->scene->arena, count, sizeof(*out->evidence.terms));
    out->related = base_arena_array(v->scene->arena, count, sizeof(*out->related));
    if (out->evidence.terms == NULL || out->related == NULL) {
        v->failed = 1;
        return;
    }
    out->evidence.term_count = count;
    for (size_t i = 0; i < count; i++) {
        fill_term(v, &out->evidence.terms[i], leaves[i]);
        if (leaves[i] != at)
            add_related(out, &leaves[i]->place);
    }
}

static int is_operation(const value *a)
{
    return a->op != VALUE_LEAF && a->op != VALUE_CONSTANT;
}

static void fill_evidence(view *v, rule_verdict *out)
{
    result_evidence *evidence = &out->evidence;
    value_number difference;
    out->has_evidence = 1;
    evidence->subject = print_subject(v);
    evidence->relation = base_str_c(rule_relation_sign(v->relation));
    evidence->stated = print_figure(v, v->subject->number, evidence, RESULT_ROUNDED_STATED);
    evidence->expected = print_figure(v, v->other->number, evidence, RESULT_ROUNDED_EXPECTED);
    if (value_number_sub(v->subject->number, v->other->number, &difference) == VALUE_OK)
        evidence->difference = print_figure(v, difference, evidence, RESULT_ROUNDED_DIFFERENCE);
    if (is_operation(v->other)) {
        value_print_arithmetic(&v->scratch, v->other);
        evidence->arithmetic = keep(v);
    }
    if (v->tolerance != NULL)
        evidence->tolerance = print_number(v, v->tolerance->number);
    fill_terms(v, out);
    if (v->relation == RULE_EQ && v->single &&
        rule_causes(v->scene, v->subject, v->other, &evidence->causes, &evidence->cause_count) != 0)
        v->failed = 1;
}

/* "7（2+5 = 7）", "3（收到申请数）", "0" */
static const char *expected_phrase(view *v, const result_evidence *evidence)
{
    base_buf *text = &v->scratch;
    hecha_lang lang = v->scene->lang;
    result_add_figure(text, evidence, RESULT_ROUNDED_EXPECTED);
    if (v->tolerance != NULL) {
        base_buf_add_c(text, " ± ");
        base_buf_add_str(text, evidence->tolerance);
    }
    if (v->prose) {
        base_msg_add(text, lang, MSG_RULE_IN_TABLE, NULL);
    } else if (evidence->arithmetic.len > 0) {
        const char *sign = evidence->rounded & RESULT_ROUNDED_EXPECTED ? "≈" : "=";
        base_msg_add(text, lang, MSG_RULE_ARITHMETIC, evidence->arithmetic.ptr, sign,
                     evidence->expected.ptr, NULL);
    } else if (v->other->op == VALUE_LEAF && v->other->label.len > 0) {
        const char *label =
            base_arena_copy(v->scene->arena, v->other->label.ptr, v->other->label.len);
        if (label == NULL)
            v->failed = 1;
        base_msg_add(text, lang, MSG_RULE_BRACKETS, label ? label : "", NULL);
    }
    return keep_c(v);
}

/* "5"; with its arithmetic if it is several figures: "7（2+5）" */
static const char *stated_phrase(view *v, const result_evidence *evidence)
{
    base_buf *text = &v->scratch;
    result_add_figure(text, evidence, RESULT_ROUNDED_STATED);
    if (is_operation(v->subject)) {
        base_buf arithmetic;
        base_buf_init(&arithmetic);
        value_print_arithmetic(&arithmetic, v->subject);
        if (arithmetic.ptr != NULL)
            base_msg_add(text, v->scene->lang, MSG_RULE_BRACKETS, arithmetic.ptr, NULL);
        if (base_buf_failed(&arithmetic))
            v->failed = 1;
        base_buf_dispose(&arithmetic);
    }
    return keep_c(v);
}

static void fill_message(view *v, rule_verdict *out)
{
    static const base_msg_id messages[] = {MSG_RULE_MUST_EQUAL,   MSG_RULE_MUST_DIFFER,
                                           MSG_RULE_MUST_BE_LESS, MSG_RULE_MUST_BE_AT_MOST,
                                           MSG_RULE_MUST_BE_MORE, MSG_RULE_MUST_BE_AT_LEAST};
    const result_evidence *evidence = &out->evidence;
    hecha_lang lang = v->scene->lang;
    if (v->prose)
        base_msg_add(&v->scratch, lang, MSG_RULE_IN_TEXT, NULL);
    base_buf_add_str(&v->scratch, evidence->subject);
    const char *subject = keep_c(v);
    const char *stated = stated_phrase(v, evidence);
    const char *expected = expected_phrase(v, evidence);
    result_add_figure(&v->scratch, evidence, RESULT_ROUNDED_DIFFERENCE);
    const char *difference = keep_c(v);
    if (v->failed)
        return;
    base_msg_add(&v->scratch, lang, messages[v->relation], subject, stated, expected, NULL);
    if (evidence->difference.len > 0 && v->relation != RULE_NE)
        base_msg_add(&v->scratch, lang, MSG_RULE_DIFFERENCE, difference, NULL);
    out->message = keep(v);
}

int rule_explain(rule_scene *scene, const value *left, rule_relation relation, const value *right,
                 const value *tolerance, rule_verdict *out)
{
    view v;
    memset(&v, 0, sizeof(v));
    int mirrored = must_mirror(left, right);
    v.scene = scene;
    v.subject = mirrored ? right : left;
    v.other = mirrored ? left : right;
    v.tolerance = tolerance;
    v.relation = mirrored ? rule_relation_mirror(relation) : relation;
    v.single = v.subject->op == VALUE_LEAF;
    v.prose = is_prose(v.subject) && is_item(v.other);
    base_buf_init(&v.scratch);
    fill_evidence(&v, out);
    fill_message(&v, out);
    base_buf_dispose(&v.scratch);
    return v.failed ? HECHA_E_MEMORY : 0;
}
