#include "script/verdict.h"

static int copy_text(base_arena *arena, base_str *text)
{
    if (text->len == 0) {
        *text = base_str_n(NULL, 0);
        return 0;
    }
    *text = base_arena_str(arena, *text);
    return text->ptr != NULL ? 0 : HECHA_E_MEMORY;
}

static int copy_place(base_arena *arena, base_place *place)
{
    if (copy_text(arena, &place->path) != 0 || copy_text(arena, &place->part) != 0 ||
        copy_text(arena, &place->ref) != 0)
        return HECHA_E_MEMORY;
    return copy_text(arena, &place->text);
}

static int copy_terms(base_arena *arena, result_evidence *evidence)
{
    const result_term *terms = evidence->terms;
    if (evidence->term_count == 0)
        return 0;
    evidence->terms = base_arena_array(arena, evidence->term_count, sizeof(*terms));
    if (evidence->terms == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < evidence->term_count; i++) {
        result_term *term = &evidence->terms[i];
        *term = terms[i];
        if (copy_text(arena, &term->label) != 0 || copy_text(arena, &term->value) != 0 ||
            copy_text(arena, &term->state) != 0 || copy_place(arena, &term->place) != 0)
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int copy_causes(base_arena *arena, result_evidence *evidence)
{
    const base_str *causes = evidence->causes;
    if (evidence->cause_count == 0)
        return 0;
    evidence->causes = base_arena_array(arena, evidence->cause_count, sizeof(*causes));
    if (evidence->causes == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < evidence->cause_count; i++) {
        evidence->causes[i] = causes[i];
        if (copy_text(arena, &evidence->causes[i]) != 0)
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int copy_evidence(base_arena *arena, result_evidence *evidence)
{
    base_str *const texts[] = {&evidence->subject,   &evidence->relation,   &evidence->stated,
                               &evidence->expected,  &evidence->difference, &evidence->arithmetic,
                               &evidence->tolerance, &evidence->ground,     &evidence->condition};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        if (copy_text(arena, texts[i]) != 0)
            return HECHA_E_MEMORY;
    if (copy_terms(arena, evidence) != 0)
        return HECHA_E_MEMORY;
    return copy_causes(arena, evidence);
}

int script_verdict_copy(base_arena *arena, const rule_verdict *from, rule_verdict *to)
{
    *to = *from;
    if (copy_text(arena, &to->limit) != 0 || copy_text(arena, &to->reason) != 0 ||
        copy_text(arena, &to->message) != 0 || copy_text(arena, &to->quote) != 0 ||
        copy_place(arena, &to->location) != 0 || copy_evidence(arena, &to->evidence) != 0)
        return HECHA_E_MEMORY;
    if (to->related_count == 0)
        return 0;
    to->related = base_arena_array(arena, to->related_count, sizeof(*to->related));
    if (to->related == NULL)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < to->related_count; i++) {
        to->related[i] = from->related[i];
        if (copy_place(arena, &to->related[i]) != 0)
            return HECHA_E_MEMORY;
    }
    return 0;
}
