/* form/subject.c: who a report is of. */
#include "form/subject.h"

#include "base/err.h"
#include "form/pattern.h"
#include "text/utf8.h"

enum {
    TITLE_BLOCKS = 3,  /* paragraphs tried as titles in a document without one */
    TITLE_LONGEST = 60 /* code points of such a paragraph */
};

/* A text that patterns are tried on: a block, a line of it, a caption, a field. */
typedef struct source {
    base_str raw;
    const base_place *place;
    form_folded *folded; /* NULL until it is needed */
} source;

enum { MARKS = 2048 };

typedef struct finder {
    base_arena *arena; /* of the result */
    base_arena *scratch;
    const doc *document;
    const form_instance *instances;
    size_t count;
    base_vec titles;  /* source: the title, joined */
    base_vec lines;   /* title lines */
    base_vec prose;   /* headings and paragraphs, in order */
    size_t end_first; /* first member of prose that `end` covers */
    int has_marks;
    uint64_t marks[MARKS / 64]; /* a bit for each character of the prose, once has_marks */
    base_buf buf;
} finder;

typedef enum goal { GOAL_AGENCY, GOAL_YEAR, GOAL_PERIOD, GOAL_DATE, GOAL_TITLE } goal;

static source *add_source(finder *f, base_vec *list, base_str raw, const base_place *place)
{
    source *made = base_vec_push(list, f->scratch);
    if (made) {
        made->raw = raw;
        made->place = place;
    }
    return made;
}

/* A block, and its lines if it has several. */
static int add_block(finder *f, base_vec *list, const doc_block *block)
{
    base_str raw = block->text.raw;
    if (!add_source(f, list, raw, &block->place))
        return HECHA_E_MEMORY;
    size_t start = 0, end = base_str_find(raw, base_str_c("\n"), 0);
    while (end != BASE_STR_NONE || start > 0) {
        size_t stop = end == BASE_STR_NONE ? raw.len : end;
        base_str line = base_str_trim(base_str_n(raw.ptr + start, stop - start));
        if (line.len && !add_source(f, list, line, &block->place))
            return HECHA_E_MEMORY;
        if (end == BASE_STR_NONE)
            break;
        start = end + 1;
        end = base_str_find(raw, base_str_c("\n"), start);
    }
    return 0;
}

/* A document without a title: its first short paragraphs may be one. */
static int guess_titles(finder *f)
{
    int taken = 0;
    for (size_t i = 0; i < f->prose.count && taken < TITLE_BLOCKS; i++) {
        const source *block = base_vec_at(&f->prose, i);
        if (text_utf8_length(block->raw) > TITLE_LONGEST)
            break;
        taken++;
        if (!add_source(f, &f->titles, block->raw, block->place) ||
            !add_source(f, &f->lines, block->raw, block->place))
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int gather(finder *f)
{
    size_t heading = BASE_STR_NONE, first_end = 0;
    const base_place *place = NULL;
    for (const doc_block *block = f->document->first; block; block = block->next) {
        int code = 0;
        if (block->kind == DOC_TITLE) {
            if (f->lines.count == 0)
                place = &block->place;
            code = add_block(f, &f->lines, block);
        } else if (block->kind == DOC_HEADING || block->kind == DOC_PARAGRAPH) {
            code = add_block(f, &f->prose, block);
            if (block->kind == DOC_HEADING && heading == BASE_STR_NONE)
                heading = f->prose.count;
            if (first_end == 0)
                first_end = f->prose.count;
        }
        if (code)
            return code;
    }
    f->end_first = heading != BASE_STR_NONE ? heading : first_end;
    if (f->document->title.len == 0 && f->lines.count == 0)
        return guess_titles(f);
    if (f->document->title.len && !add_source(f, &f->titles, f->document->title, place))
        return HECHA_E_MEMORY;
    return 0;
}

static int fold_source(finder *f, source *from)
{
    base_str raw = from->raw;
    if (from->folded)
        return 0;
    if (raw.len > FORM_FOLDED_LONGEST) {
        raw.len = FORM_FOLDED_LONGEST;
        while (raw.len > 0 && ((unsigned char)raw.ptr[raw.len] & 0xC0) == 0x80)
            raw.len--;
    }
    base_buf_clear(&f->buf);
    base_buf_reserve(&f->buf, raw.len);
    form_fold(&f->buf, raw);
    if (base_buf_failed(&f->buf))
        return HECHA_E_MEMORY;
    form_folded *folded = base_arena_zalloc(f->scratch, sizeof *folded);
    if (!folded)
        return HECHA_E_MEMORY;
    folded->text = base_arena_str(f->scratch, base_buf_str(&f->buf));
    base_vec_init(&folded->dates, sizeof(text_date));
    base_vec_init(&folded->periods, sizeof(text_period));
    from->folded = folded;
    return folded->text.ptr ? 0 : HECHA_E_MEMORY;
}

static void clear_offsets(text_date *date)
{
    date->start = 0;
    date->end = 0;
}

/* Keeps what the goal asks for; 0 if the pattern did not take it. */
static int keep(finder *f, goal wanted, const form_taken *taken, const source *from,
                form_subject *out)
{
    base_place place = {0};
    if (from->place)
        place = *from->place;
    place.text = base_str_trim(from->raw);
    if (wanted == GOAL_TITLE) {
        out->fits = 1;
    } else if (wanted == GOAL_AGENCY && taken->agency.len) {
        out->agency = base_arena_str(f->arena, taken->agency);
        if (!out->agency.ptr)
            return HECHA_E_MEMORY;
        out->agency_place = place;
    } else if (wanted == GOAL_YEAR && taken->year) {
        out->year = taken->year;
        out->year_place = place;
    } else if (wanted == GOAL_DATE && taken->date.year) {
        out->date = taken->date;
        clear_offsets(&out->date);
        out->date_place = place;
    } else if (wanted == GOAL_PERIOD && taken->period.to.year) {
        out->period = taken->period;
        clear_offsets(&out->period.from);
        clear_offsets(&out->period.to);
        out->period.start = 0;
        out->period.end = 0;
        out->period_place = place;
    } else {
        return 0;
    }
    return 1;
}

static int try_source(finder *f, goal wanted, const form_compiled *pattern, source *from,
                      form_subject *out)
{
    form_taken taken;
    if (fold_source(f, from))
        return HECHA_E_MEMORY;
    int found = form_pattern_match(f->scratch, pattern, from->folded, &taken);
    return found == 1 ? keep(f, wanted, &taken, from, out) : found;
}

/* The number of the bit of the character at the offset, which goes on behind it. */
static size_t mark_of(base_str text, size_t *offset)
{
    return (size_t)((text_utf8_next(text, offset) * 2654435761u) >> 21) % MARKS;
}

static int mark_prose(finder *f)
{
    f->has_marks = 1;
    for (size_t i = 0; i < f->prose.count; i++) {
        source *from = base_vec_at(&f->prose, i);
        if (fold_source(f, from))
            return HECHA_E_MEMORY;
        for (size_t at = 0; at < from->folded->text.len;) {
            size_t mark = mark_of(from->folded->text, &at);
            f->marks[mark / 64] |= (uint64_t)1 << mark % 64;
        }
    }
    return 0;
}

/* 0 if the prose lacks a character that the pattern says; or HECHA_E_MEMORY. */
static int may_fit_prose(finder *f, const form_compiled *pattern)
{
    if (!f->has_marks && mark_prose(f))
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < pattern->count; i++) {
        base_str text = pattern->tokens[i].text;
        for (size_t at = 0; pattern->tokens[i].kind == FORM_TOKEN_TEXT && at < text.len;) {
            size_t mark = mark_of(text, &at);
            if (!(f->marks[mark / 64] >> mark % 64 & 1u))
                return 0;
        }
    }
    return 1;
}

static int try_list(finder *f, goal wanted, const form_compiled *pattern, const base_vec *list,
                    form_subject *out)
{
    int found = 0;
    for (size_t i = 0; i < list->count && !found; i++)
        found = try_source(f, wanted, pattern, base_vec_at(list, i), out);
    return found;
}

static int try_end(finder *f, goal wanted, const form_compiled *pattern, form_subject *out)
{
    int found = 0;
    for (size_t i = f->prose.count; i-- > f->end_first && !found;)
        found = try_source(f, wanted, pattern, base_vec_at(&f->prose, i), out);
    return found;
}

/* Captions, or the fields with a label, of all instances. */
static int try_instances(finder *f, goal wanted, const form_pattern *rule, form_subject *out)
{
    int found = 0;
    for (size_t i = 0; i < f->count && !found; i++) {
        const form_instance *instance = &f->instances[i];
        source from = {.raw = instance->caption, .place = &instance->place};
        if (rule->where == FORM_IN_FIELD) {
            const form_field *field = form_instance_field(instance, rule->field);
            if (!field)
                continue;
            from.raw = field->text;
            from.place = &field->place;
        }
        found = try_source(f, wanted, rule->compiled, &from, out);
    }
    return found;
}

static int try_rule(finder *f, goal wanted, const form_pattern *rule, form_subject *out)
{
    if (rule->where == FORM_IN_TEXT || rule->where == FORM_IN_END) {
        int may = may_fit_prose(f, rule->compiled);
        if (may != 1)
            return may;
    }
    switch (rule->where) {
    case FORM_IN_TITLE:
        return try_list(f, wanted, rule->compiled, &f->titles, out);
    case FORM_IN_TITLE_LINE:
        return try_list(f, wanted, rule->compiled, &f->lines, out);
    case FORM_IN_TEXT:
        return try_list(f, wanted, rule->compiled, &f->prose, out);
    case FORM_IN_END:
        return try_end(f, wanted, rule->compiled, out);
    case FORM_IN_CAPTION:
    case FORM_IN_FIELD:
        break;
    }
    return try_instances(f, wanted, rule, out);
}

/* Tries a list of patterns in order. */
static int find(finder *f, goal wanted, const form_patterns *rules, form_subject *out,
                hecha_err *err)
{
    int found = 0;
    for (size_t i = 0; i < rules->count && !found; i++)
        found = try_rule(f, wanted, &rules->items[i], out);
    if (found == HECHA_E_MEMORY)
        base_err_memory(err);
    return found < 0 ? found : 0;
}

static int find_all(finder *f, const form_subject_rules *rules, form_subject *out, hecha_err *err)
{
    int code = gather(f);
    if (code)
        return base_err_memory(err);
    code = find(f, GOAL_TITLE, &rules->title, out, err);
    if (!code)
        code = find(f, GOAL_AGENCY, &rules->agency, out, err);
    if (!code)
        code = find(f, GOAL_YEAR, &rules->year, out, err);
    if (!code)
        code = find(f, GOAL_PERIOD, &rules->period, out, err);
    return code ? code : find(f, GOAL_DATE, &rules->date, out, err);
}

int form_subject_find(base_arena *arena, const doc *document, const form_instance *instances,
                      size_t count, const form_subject_rules *rules, form_subject *out,
                      hecha_err *err)
{
    finder f = {.arena = arena, .document = document, .instances = instances, .count = count};
    memset(out, 0, sizeof *out);
    f.scratch = base_arena_new(0);
    if (!f.scratch)
        return base_err_memory(err);
    base_vec_init(&f.titles, sizeof(source));
    base_vec_init(&f.lines, sizeof(source));
    base_vec_init(&f.prose, sizeof(source));
    base_buf_init(&f.buf);
    int code = find_all(&f, rules, out, err);
    base_buf_dispose(&f.buf);
    base_arena_free(f.scratch);
    return code;
}
