/* Which forms, whose report, which packs. */
#include <stdio.h>

#include "audit/work.h"
#include "base/err.h"
#include "form/picture.h"
#include "form/turned.h"

static int has_patterns(const form_subject_rules *rules)
{
    return rules->title.count + rules->agency.count + rules->year.count + rules->period.count +
               rules->date.count >
           0;
}

static int find_subjects(audit_work *work)
{
    for (size_t i = 0; i < work->rules->pack_count; i++) {
        const form_subject_rules *patterns = &work->rules->packs[i].source->subject;
        memset(&work->subjects[i], 0, sizeof(work->subjects[i]));
        if (!has_patterns(patterns))
            continue;
        int code = form_subject_find(work->arena, work->document, work->instances,
                                     work->instance_count, patterns, &work->subjects[i], work->err);
        if (code != 0)
            return code;
    }
    return 0;
}

static int has_form_of(const audit_work *work, base_str pack_name)
{
    for (size_t i = 0; i < work->instance_count; i++) {
        if (base_str_eq(work->instances[i].form->pack, pack_name))
            return 1;
    }
    return 0;
}

static void find_fitting(audit_work *work)
{
    for (size_t i = 0; i < work->rules->pack_count; i++) {
        work->fits[i] = 0;
        if (has_form_of(work, work->rules->packs[i].source->name))
            work->fits[i] |= AUDIT_FITS_FORM;
        if (work->subjects[i].fits)
            work->fits[i] |= AUDIT_FITS_TITLE;
    }
}

/* Whose patterns say whose report it is: a pack that is asked and fits, else one that fits, else
 * one that was asked for. NULL: nobody's. */
static const form_subject *choose_subject(const audit_work *work)
{
    const form_subject *chosen = NULL;
    int best = 0;
    for (size_t i = 0; i < work->rules->pack_count; i++) {
        const audit_pack *item = &work->rules->packs[i];
        int rank = 0;
        if (!has_patterns(&item->source->subject))
            continue;
        if (work->fits[i] != 0)
            rank = audit_ruleset_runs(work->rules, item) ? 3 : 2;
        else if (item->chosen)
            rank = 1;
        if (rank > best) {
            best = rank;
            chosen = &work->subjects[i];
        }
    }
    return chosen;
}

static void settle_subject(audit_work *work)
{
    const form_subject *chosen = choose_subject(work);
    memset(&work->subject, 0, sizeof(work->subject));
    if (chosen != NULL)
        work->subject = *chosen;
    if (work->request->agency.len > 0) {
        memset(&work->subject.agency_place, 0, sizeof(work->subject.agency_place));
        work->subject.agency = work->request->agency;
    }
    if (work->request->year != 0) {
        memset(&work->subject.year_place, 0, sizeof(work->subject.year_place));
        work->subject.year = work->request->year;
    }
}

/* A form that is not of the report's year was taken for one that looks alike. */
static int forms_miss_year(const audit_work *work, int year)
{
    for (size_t i = 0; year != 0 && i < work->instance_count; i++) {
        const form *filled = work->instances[i].form;
        if ((filled->year_from != 0 && year < filled->year_from) ||
            (filled->year_to != 0 && year > filled->year_to))
            return 1;
    }
    return 0;
}

static int align(audit_work *work, int year)
{
    int code = form_align(work->arena, work->document, work->rules->form_set, year,
                          &work->instances, &work->instance_count, work->err);
    if (code == 0)
        code = find_subjects(work);
    if (code != 0)
        return code;
    find_fitting(work);
    settle_subject(work);
    return 0;
}

/* Adds a problem of the document, said of the words, at the place. 0 or HECHA_E_MEMORY. */
static int note(audit_work *work, base_msg_id message, const char *words, const base_place *place)
{
    base_buf_clear(work->scratch);
    base_msg_add(work->scratch, work->lang, message, words, NULL);
    return base_buf_failed(work->scratch)
               ? HECHA_E_MEMORY
               : doc_problem_add(work->document, base_buf_str(work->scratch), place);
}

static int note_pictures(audit_work *work)
{
    form_picture *pictures;
    size_t count;
    int code =
        form_pictures_find(work->arena, work->document, work->rules->forms, work->rules->form_count,
                           work->instances, work->instance_count, &pictures, &count);
    for (size_t i = 0; code == 0 && i < count; i++) {
        base_str caption = base_arena_str(work->arena, pictures[i].caption);
        if (caption.ptr == NULL)
            return base_err_memory(work->err);
        code = note(work, MSG_AUDIT_TABLE_IS_PICTURE, caption.ptr, &pictures[i].place);
    }
    return code == 0 ? 0 : base_err_memory(work->err);
}

static int note_turned(audit_work *work)
{
    base_place *places;
    size_t count;
    int code =
        form_turned_mark(work->arena, work->document, work->rules->form_set, &places, &count);
    for (size_t i = 0; code == 0 && i < count; i++) {
        char number[16];
        snprintf(number, sizeof(number), "%u", places[i].table);
        code = note(work, MSG_AUDIT_TABLE_TURNED, number, &places[i]);
    }
    return code == 0 ? 0 : base_err_memory(work->err);
}

int audit_recognise(audit_work *work)
{
    size_t count = work->rules->pack_count;
    work->subjects = base_arena_array(work->arena, count, sizeof(*work->subjects));
    work->fits = base_arena_array(work->arena, count, sizeof(*work->fits));
    if (work->subjects == NULL || work->fits == NULL)
        return base_err_memory(work->err);
    int known = work->request->year;
    int code = note_turned(work);
    if (code == 0)
        code = align(work, known);
    /* The year is found with the help of the tables, and decides between tables alike. */
    if (code == 0 && known == 0 && forms_miss_year(work, work->subject.year))
        code = align(work, work->subject.year);
    return code == 0 ? note_pictures(work) : code;
}

int audit_pack_is_asked(const audit_work *work, size_t pack_index)
{
    const audit_pack *item = &work->rules->packs[pack_index];
    if (work->rules->explicit_choice)
        return item->chosen;
    return work->fits[pack_index] != 0 || item->killed.len > 0; /* it may have fitted */
}

void audit_form_name(base_buf *buf, const form *named, hecha_lang lang)
{
    base_buf_add_str(buf, named->title);
    if (named->year_from == 0 && named->year_to == 0)
        return;
    base_buf_add_c(buf, lang == HECHA_LANG_EN ? " (" : "（");
    if (named->year_from != 0)
        base_buf_add_int(buf, named->year_from);
    if (named->year_from != named->year_to)
        base_buf_add_c(buf, "–");
    if (named->year_to != 0 && named->year_from != named->year_to)
        base_buf_add_int(buf, named->year_to);
    base_buf_add_c(buf, lang == HECHA_LANG_EN ? ")" : "）");
}

base_str audit_scratch_text(audit_work *work)
{
    if (base_buf_failed(work->scratch))
        return base_str_n(NULL, 0);
    return base_arena_str(work->arena, base_buf_str(work->scratch));
}

/* The first form of the pack that the report has. */
static const form *fitting_form(const audit_work *work, base_str pack_name)
{
    for (size_t i = 0; i < work->instance_count; i++) {
        if (base_str_eq(work->instances[i].form->pack, pack_name))
            return work->instances[i].form;
    }
    return NULL;
}

/* Appends "PACK: why" to the text of the choice. */
static int add_reason(audit_work *work, size_t pack_index, base_buf *text)
{
    const pack *source = work->rules->packs[pack_index].source;
    if (text->len > 0)
        base_buf_add_c(text, work->lang == HECHA_LANG_EN ? "; " : "；");
    base_buf_add_str(text, source->name);
    if (work->rules->explicit_choice)
        return 0;
    base_buf_add_c(text, work->lang == HECHA_LANG_EN ? ": " : "：");
    if ((work->fits[pack_index] & AUDIT_FITS_FORM) == 0) {
        base_msg_add(text, work->lang, MSG_AUDIT_TITLE_FITS, NULL);
        return 0;
    }
    base_buf_clear(work->scratch);
    audit_form_name(work->scratch, fitting_form(work, source->name), work->lang);
    base_str name = audit_scratch_text(work);
    if (name.ptr == NULL)
        return HECHA_E_MEMORY;
    base_msg_add(text, work->lang, MSG_AUDIT_FORM_FITS, name.ptr, NULL);
    return 0;
}

/* Rules of the pack that are to run, those over several reports too. */
static size_t count_wanted(const audit_work *work, const audit_pack *item)
{
    size_t count = 0;
    for (size_t i = 0; i < item->loaded.rule_count; i++) {
        const rule *candidate = item->loaded.rules[i];
        int is_off = candidate->off && work->rules->only_count == 0;
        count += !is_off && audit_ruleset_selects(work->rules, candidate);
    }
    return count;
}

static int write_choice(audit_work *work, base_buf *text)
{
    size_t asked = 0, wanted = 0;
    for (size_t i = 0; i < work->rules->pack_count; i++) {
        const audit_pack *item = &work->rules->packs[i];
        if (!audit_pack_is_asked(work, i) || item->killed.len > 0)
            continue;
        asked++;
        wanted += count_wanted(work, item);
        if (add_reason(work, i, text) != 0)
            return HECHA_E_MEMORY;
    }
    if (work->rules->explicit_choice) {
        base_buf_add_c(text, text->len == 0 ? "" : work->lang == HECHA_LANG_EN ? " " : "");
        base_msg_add(text, work->lang, MSG_AUDIT_ASKED_FOR, NULL);
    } else if (asked == 0) {
        base_msg_add(text, work->lang,
                     work->rules->pack_count == 0 ? MSG_AUDIT_NO_PACKS : MSG_AUDIT_NO_FIT, NULL);
    }
    if (wanted > 0 || work->request->only != NULL)
        return 0;
    /* also when the pack that was asked for could not be loaded, or has no rules: none has run */
    if (asked > 0) {
        base_buf_add_c(text, work->lang == HECHA_LANG_EN ? "; " : "；");
        base_msg_add(text, work->lang, MSG_AUDIT_NO_RULES, NULL);
    }
    if (work->report->status == RESULT_READ)
        work->report->status = RESULT_UNCHECKED;
    return 0;
}

int audit_explain_choice(audit_work *work)
{
    base_buf text;
    base_buf_init(&text);
    int code = write_choice(work, &text);
    if (code == 0 && !base_buf_failed(&text))
        work->report->packs_because = base_arena_str(work->arena, base_buf_str(&text));
    base_buf_dispose(&text);
    if (work->report->packs_because.ptr == NULL)
        return base_err_memory(work->err);
    return 0;
}
