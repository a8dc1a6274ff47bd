/* What tests have seen of each rule. */
#include <stdio.h>

#include "audit/testing.h"
#include "base/msg.h"

#define ALL ((1u << RESULT_PASSED) | (1u << RESULT_FAILED) | (1u << RESULT_NOT_APPLICABLE))

void audit_test_saw(audit_testing *t, const audit_pack *of, size_t index, result_outcome outcome)
{
    t->seen[of->first_rule + index] |= (unsigned char)(1u << outcome);
}

/* "warning gov-disclosure/A03 (rules/a.lua:12): never seen in tests: to fail, not to apply" */
static void add_lack(audit_testing *t, const rule *tested, unsigned seen)
{
    static const struct {
        result_outcome outcome;
        base_msg_id name;
    } wanted[] = {{RESULT_PASSED, MSG_AUDIT_TO_PASS},
                  {RESULT_FAILED, MSG_AUDIT_TO_FAIL},
                  {RESULT_NOT_APPLICABLE, MSG_AUDIT_TO_NOT_APPLY}};
    hecha_lang lang = t->output->lang;
    base_buf list;
    base_buf_init(&list);
    for (size_t i = 0; i < sizeof(wanted) / sizeof(*wanted); i++) {
        if (seen & (1u << wanted[i].outcome))
            continue;
        if (list.len > 0)
            base_buf_add_c(&list, lang == HECHA_LANG_EN ? ", " : "、");
        base_buf_add_c(&list, base_msg_text(lang, wanted[i].name));
    }
    base_buf_add_c(&t->text, "warning ");
    base_buf_add_str(&t->text, tested->name);
    base_buf_add_c(&t->text, " (");
    base_buf_add_str(&t->text, tested->file);
    base_buf_add_byte(&t->text, ':');
    base_buf_add_int(&t->text, tested->line);
    base_buf_add_c(&t->text, "): ");
    base_msg_add(&t->text, lang, MSG_AUDIT_NEVER, list.ptr ? list.ptr : "", NULL);
    base_buf_add_byte(&t->text, '\n');
    t->text.failed |= list.failed;
    base_buf_dispose(&list);
}

static void add_total(audit_testing *t, size_t full, size_t count)
{
    char first[24], second[24], third[24], least[16];
    size_t percent = count > 0 ? full * 100 / count : 100;
    int wanted = t->output->threshold;
    snprintf(first, sizeof(first), "%zu", full);
    snprintf(second, sizeof(second), "%zu", count);
    snprintf(third, sizeof(third), "%zu", percent);
    snprintf(least, sizeof(least), "%d", wanted);
    base_msg_add(&t->text, t->output->lang, MSG_AUDIT_COVERAGE, first, second, third, NULL);
    if (wanted > 0)
        base_msg_add(&t->text, t->output->lang, MSG_AUDIT_THRESHOLD, least, NULL);
    base_buf_add_byte(&t->text, '\n');
    /* Rounded down: 99.6 is not 100. */
    if (percent < (size_t)wanted)
        audit_raise(t->status, HECHA_EXIT_FINDINGS);
}

void audit_test_coverage(audit_testing *t)
{
    size_t full = 0, count = 0;
    for (size_t i = 0; i < t->rules->pack_count; i++) {
        const audit_pack *item = &t->rules->packs[i];
        for (size_t j = 0; audit_ruleset_runs(t->rules, item) && j < item->loaded.rule_count; j++) {
            const rule *tested = item->loaded.rules[j];
            unsigned seen = t->seen[item->first_rule + j];
            if (tested->stands_in || !audit_ruleset_selects(t->rules, tested))
                continue;
            count++;
            full += (seen & ALL) == ALL;
            if ((seen & ALL) != ALL && tested->broken.len == 0)
                add_lack(t, tested, seen);
        }
    }
    add_total(t, full, count);
}
