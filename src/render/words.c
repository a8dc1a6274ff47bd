#include "render/words.h"

#include <stdio.h>

#include "render/fold.h"
#include "render/place.h"
#include "render/style.h"
#include "result/cap.h"

#define MOST_OTHERS 12 /* places that one sentence names */

base_msg_id render_severity_word(hecha_severity severity)
{
    if (severity >= HECHA_ERROR)
        return MSG_RENDER_ERROR;
    return severity == HECHA_WARNING ? MSG_RENDER_WARNING : MSG_RENDER_NOTICE;
}

const char *render_kind_word(hecha_lang lang, result_kind kind)
{
    switch (kind) {
    case RESULT_MISSING:
        return base_msg_text(lang, MSG_RENDER_KIND_MISSING);
    case RESULT_ERROR:
        return base_msg_text(lang, MSG_RENDER_KIND_ERROR);
    case RESULT_LIMIT:
        return base_msg_text(lang, MSG_RENDER_KIND_LIMIT);
    case RESULT_BROKEN:
        return base_msg_text(lang, MSG_RENDER_KIND_BROKEN);
    default:
        return "";
    }
}

base_msg_id render_status_word(result_status status)
{
    if (status == RESULT_UNREADABLE)
        return MSG_RENDER_UNREADABLE;
    return status == RESULT_UNCHECKED ? MSG_RENDER_UNCHECKED : MSG_RENDER_PARTLY;
}

int render_location_words(base_buf *out, hecha_lang lang, const base_place *place, base_str path)
{
    int elsewhere = place->path.len > 0 && path.len > 0 && !base_str_eq(place->path, path);
    if (elsewhere) {
        render_clean(out, place->path);
        base_buf_add_byte(out, ' ');
    }
    int words = render_place_words(out, lang, place);
    if (elsewhere && !words && out->len > 0)
        out->len--;
    return words || elsewhere;
}

void render_location_always(base_buf *out, hecha_lang lang, const base_place *place, base_str path)
{
    char digits[16];
    if (render_location_words(out, lang, place, path))
        return;
    if (place->block == 0) {
        base_buf_add_c(out, base_msg_text(lang, MSG_RENDER_WHOLE_REPORT));
        return;
    }
    snprintf(digits, sizeof(digits), "%u", (unsigned)place->block);
    base_msg_add(out, lang, MSG_RENDER_BLOCK, digits, NULL);
}

void render_expected(base_buf *out, const result_finding *finding, int marked)
{
    const result_evidence *evidence = &finding->evidence;
    if (!finding->has_evidence || evidence->expected.len == 0)
        return;
    if (evidence->relation.len > 0 && !base_str_eq_c(evidence->relation, "=")) {
        render_clean(out, evidence->relation);
        base_buf_add_byte(out, ' ');
    }
    if (marked)
        result_add_figure(out, evidence, RESULT_ROUNDED_EXPECTED);
    else
        render_clean(out, evidence->expected);
}

/* ---- the sentence ---- */

typedef struct sentence {
    base_buf *out;
    hecha_lang lang;
    base_str path;
    const result_finding *finding;
    size_t others; /* named so far */
} sentence;

static void add(const sentence *s, const char *zh, const char *en)
{
    base_buf_add_c(s->out, s->lang == HECHA_LANG_EN ? en : zh);
}

/* （第48行） */
static void add_place(const sentence *s, const base_place *place)
{
    size_t before = s->out->len;
    add(s, "（", " (");
    size_t start = s->out->len;
    if (render_location_words(s->out, s->lang, place, s->path))
        add(s, "）", ")");
    else if (s->out->len == start)
        s->out->len = before;
}

/* 1 if one more may be named. */
static int begin_other(sentence *s)
{
    if (s->others == MOST_OTHERS)
        return 0;
    if (s->others++ == 0) {
        add(s, "。", ". ");
        add(s, "对照：", "Compare: ");
    } else {
        add(s, "、", ", ");
    }
    return 1;
}

static size_t add_terms(sentence *s)
{
    const result_evidence *evidence = &s->finding->evidence;
    size_t left = evidence->term_omitted;
    for (size_t i = 0; i < evidence->term_count; i++) {
        const result_term *term = &evidence->terms[i];
        if (term->label.len == 0 || (evidence->term_count > 1 && base_str_eq_c(term->value, "0")) ||
            render_place_same(&term->place, &s->finding->location))
            continue;
        if (!begin_other(s)) {
            left++;
            continue;
        }
        render_clean(s->out, term->label);
        base_buf_add_byte(s->out, ' ');
        render_clean(s->out, term->value);
        add_place(s, &term->place);
    }
    return left;
}

static int is_term(const result_finding *finding, const base_place *place)
{
    for (size_t i = 0; finding->has_evidence && i < finding->evidence.term_count; i++) {
        if (render_place_same(&finding->evidence.terms[i].place, place))
            return 1;
    }
    return 0;
}

static size_t add_related(sentence *s)
{
    size_t left = s->finding->related_omitted;
    for (size_t i = 0; i < s->finding->related_count; i++) {
        const base_place *place = &s->finding->related[i];
        if (render_place_same(place, &s->finding->location) || is_term(s->finding, place))
            continue;
        if (!begin_other(s)) {
            left++;
            continue;
        }
        int placed = render_location_words(s->out, s->lang, place, s->path);
        if (place->text.len > 0) {
            if (placed && s->lang == HECHA_LANG_EN)
                base_buf_add_byte(s->out, ' ');
            add(s, "“", "\"");
            render_clean(s->out, place->text);
            add(s, "”", "\"");
        }
    }
    return left;
}

static int holds(base_str text, base_str part)
{
    return part.len == 0 || base_str_find(text, part, 0) != BASE_STR_NONE;
}

/* Both sides, where the message (a rule may have its own) does not have them. */
static void add_figures(const sentence *s, base_str message)
{
    const result_evidence *evidence = &s->finding->evidence;
    if (!s->finding->has_evidence || evidence->expected.len == 0 ||
        (holds(message, evidence->stated) && holds(message, evidence->expected)))
        return;
    add(s, "（", " (");
    render_clean(s->out, evidence->subject);
    base_buf_add_byte(s->out, ' ');
    result_add_figure(s->out, evidence, RESULT_ROUNDED_STATED);
    add(s, "，", ", ");
    add(s, base_msg_text(HECHA_LANG_ZH, MSG_RENDER_HEAD_EXPECTED),
        base_msg_text(HECHA_LANG_EN, MSG_RENDER_HEAD_EXPECTED));
    base_buf_add_byte(s->out, ' ');
    render_expected(s->out, s->finding, 1);
    if (evidence->difference.len > 0) {
        add(s, "，", ", ");
        add(s, base_msg_text(HECHA_LANG_ZH, MSG_RENDER_HEAD_DIFFERENCE),
            base_msg_text(HECHA_LANG_EN, MSG_RENDER_HEAD_DIFFERENCE));
        base_buf_add_byte(s->out, ' ');
        result_add_figure(s->out, evidence, RESULT_ROUNDED_DIFFERENCE);
    }
    add(s, "）", ")");
}

void render_notice(base_buf *out, hecha_lang lang, const result_finding *finding, base_str path)
{
    sentence s = {out, lang, path, finding, 0};
    base_str quote = finding->quote.len > 0 ? finding->quote : finding->location.text;
    char digits[24];
    render_location_always(out, lang, &finding->location, path);
    if (quote.len > 0) {
        add(&s, "“", " \"");
        render_clean(out, quote);
        add(&s, "”", "\"");
    }
    add(&s, "：", ": ");
    base_str message = finding->message.len > 0 ? finding->message : finding->title;
    if (finding->has_evidence && !holds(message, finding->evidence.condition)) {
        render_clean(out, finding->evidence.condition);
        add(&s, "，", ", ");
    }
    render_clean(out, message);
    add_figures(&s, message);
    size_t left = finding->has_evidence ? add_terms(&s) : 0;
    left += add_related(&s);
    if (left > 0) {
        snprintf(digits, sizeof(digits), "%zu", left);
        base_msg_add(out, lang, MSG_RENDER_AND_MORE, digits, NULL);
    }
}

int render_omitted(base_buf *out, hecha_lang lang, const result_rule *ended)
{
    char digits[24];
    base_buf name;
    size_t omitted = result_omitted(ended);
    if (omitted == 0)
        return 0;
    base_buf_init(&name);
    render_clean(&name, ended->rule);
    snprintf(digits, sizeof(digits), "%zu", omitted);
    if (name.ptr != NULL)
        base_msg_add(out, lang, MSG_RENDER_OMITTED, name.ptr, digits, NULL);
    out->failed |= name.failed;
    base_buf_dispose(&name);
    return 1;
}

size_t render_order(const result_report *report, const render_fold *folds, size_t *order)
{
    size_t count = 0;
    for (int severity = HECHA_ERROR; severity >= HECHA_NOTICE; severity--) {
        for (size_t i = 0; i < report->finding_count; i++) {
            if ((int)report->findings[i].severity == severity &&
                (folds == NULL || folds[i].cause == RENDER_FOLD_NONE))
                order[count++] = i;
        }
    }
    return count;
}
