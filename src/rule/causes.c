#include "rule/compare.h"

#include "rule/decide.h"

#define MAX_CAUSES 3
#define MAX_ADDENDS 64
#define MAX_DIGITS 40

/* What is being explained, and the causes found so far. */
typedef struct search {
    rule_scene *scene;
    const value *subject, *other;
    value_number difference;                       /* stated - expected */
    char stated[MAX_DIGITS], expected[MAX_DIGITS]; /* "" if too long */
    const value *addends[MAX_ADDENDS];             /* leaves added in the other side */
    size_t addend_count;
    base_str *causes;
    size_t count;
    int no_memory;
} search;

static void decimal(search *s, value_number number, char out[MAX_DIGITS])
{
    base_buf text;
    base_buf_init(&text);
    value_number_print(&text, number, NULL);
    out[0] = '\0';
    if (base_buf_failed(&text))
        s->no_memory = 1;
    else if (text.len < MAX_DIGITS && text.ptr != NULL)
        memcpy(out, text.ptr, text.len + 1);
    base_buf_dispose(&text);
}

static void add_cause(search *s, base_msg_id message, const char *one, const char *two,
                      const char *three)
{
    if (s->count == MAX_CAUSES)
        return;
    base_buf text;
    base_buf_init(&text);
    base_msg_add(&text, s->scene->lang, message, one, two, three, NULL);
    s->causes[s->count] = base_arena_str(s->scene->arena, base_buf_str(&text));
    if (base_buf_failed(&text) || s->causes[s->count].ptr == NULL)
        s->no_memory = 1;
    else
        s->count++;
    base_buf_dispose(&text);
}

static const char *label_of(search *s, base_str label)
{
    const char *copy = base_arena_copy(s->scene->arena, label.ptr, label.len);
    if (copy == NULL)
        s->no_memory = 1;
    return copy ? copy : "";
}

/* Leaves that enter the other side with a plus. Without recursion: a script's values may be deep.
 */
static void collect_addends(search *s)
{
    const value *pending[MAX_ADDENDS];
    size_t depth = 0;
    pending[depth++] = s->other;
    while (depth > 0) {
        const value *a = pending[--depth];
        if (a->op == VALUE_LEAF && s->addend_count < MAX_ADDENDS)
            s->addends[s->addend_count++] = a;
        if (a->op != VALUE_ADD && a->op != VALUE_SUM && a->op != VALUE_SUB)
            continue;
        size_t count = a->op == VALUE_SUB ? 1 : a->count;
        for (size_t i = count; i > 0 && depth < MAX_ADDENDS; i--)
            pending[depth++] = a->operands[i - 1];
    }
}

/* A term that equals the difference. With more than two it would be chance. */
static void term_equals_difference(search *s)
{
    const value *hits[2];
    size_t count = 0;
    int over = value_number_sign(s->difference) > 0;
    value_number wanted = over ? s->difference : value_number_negate(s->difference);
    if (s->other->op == VALUE_LEAF)
        return;
    for (size_t i = 0; i < s->addend_count; i++) {
        if (s->addends[i]->state != VALUE_NUMBER ||
            value_number_cmp(s->addends[i]->number, wanted) != 0)
            continue;
        if (count == 2)
            return;
        hits[count++] = s->addends[i];
    }
    char figure[MAX_DIGITS];
    decimal(s, wanted, figure);
    for (size_t i = 0; i < count; i++)
        add_cause(s, over ? MSG_CAUSE_COUNTED_TWICE : MSG_CAUSE_LEFT_OUT,
                  label_of(s, hits[i]->label), figure, NULL);
}

static int is_digits(const char *text)
{
    size_t length = strspn(text, "0123456789");
    return length > 0 && text[length] == '\0';
}

/* The strings differ in exactly two neighbouring places, and those are exchanged. */
static int is_swapped(const char *a, const char *b)
{
    size_t length = strlen(a), at = 0;
    if (length != strlen(b) || length < 2)
        return 0;
    while (at < length && a[at] == b[at])
        at++;
    return at + 1 < length && a[at] == b[at + 1] && a[at + 1] == b[at] &&
           strcmp(a + at + 2, b + at + 2) == 0;
}

/* `longer` is `shorter` with one digit put in. */
static int has_one_more(const char *longer, const char *shorter)
{
    size_t length = strlen(shorter), at = 0;
    if (length < 2 || strlen(longer) != length + 1)
        return 0;
    while (at < length && longer[at] == shorter[at])
        at++;
    return strcmp(longer + at + 1, shorter + at) == 0;
}

static int differs_in_one(const char *a, const char *b)
{
    size_t length = strlen(a), different = 0;
    if (length != strlen(b) || length < 4)
        return 0;
    for (size_t i = 0; i < length; i++)
        different += a[i] != b[i];
    return different == 1;
}

/* A term whose two digits exchanged would make the comparison hold. */
static void term_is_swapped(search *s)
{
    for (size_t i = 0; i < s->addend_count; i++) {
        const value *term = s->addends[i];
        value_number right;
        char is[MAX_DIGITS], should[MAX_DIGITS];
        if (term->state != VALUE_NUMBER ||
            value_number_add(term->number, s->difference, &right) != VALUE_OK)
            continue;
        decimal(s, term->number, is);
        decimal(s, right, should);
        if (is_digits(is) && is_digits(should) && is_swapped(is, should)) {
            add_cause(s, MSG_CAUSE_TERM_SWAPPED, label_of(s, term->label), is, should);
            return;
        }
    }
}

/* Returns 1 if the digits explain it. */
static int digits_mistyped(search *s)
{
    if (!is_digits(s->stated) || !is_digits(s->expected))
        return 0;
    size_t before = s->count;
    if (is_swapped(s->stated, s->expected))
        add_cause(s, MSG_CAUSE_SWAPPED, s->stated, s->expected, NULL);
    else if (has_one_more(s->stated, s->expected))
        add_cause(s, MSG_CAUSE_DIGIT_MORE, s->stated, s->expected, NULL);
    else if (has_one_more(s->expected, s->stated))
        add_cause(s, MSG_CAUSE_DIGIT_LESS, s->stated, s->expected, NULL);
    else if (differs_in_one(s->stated, s->expected))
        add_cause(s, MSG_CAUSE_ONE_DIGIT, s->stated, s->expected, NULL);
    return s->count > before;
}

static int is_operand(const search *s, const form_item *item)
{
    if (s->subject->origin == item)
        return 1;
    for (size_t i = 0; i < s->addend_count; i++)
        if (s->addends[i]->origin == item)
            return 1;
    return 0;
}

/* The nearest item above (step -1) or below (1) in its column that takes a figure. */
static const form_item *neighbour(const form_instance *instance, size_t at, int step)
{
    int next = form_item_down(instance->form, at, step);
    while (next >= 0 && instance->form->rows[next].heading)
        next = form_item_down(instance->form, (size_t)next, step);
    return next >= 0 ? &instance->items[next] : NULL;
}

static int as_number(const value *a, value_number figure)
{
    value_number ten = value_number_int(10);
    return value_number_cmp(a->number, figure) == 0 && value_number_cmp(figure, ten) >= 0;
}

/* A row shifted. Figures under 10 are alike by chance too often, and a constant of the rule was
 * never to be filled in. */
static void neighbour_has_figure(search *s)
{
    const form_instance *instance = s->scene->instance;
    const void *origin = s->subject->origin;
    if (origin == NULL && s->other->op == VALUE_LEAF)
        origin = s->other->origin;
    if (instance == NULL || origin == NULL || !rule_has_leaves(s->other))
        return;
    size_t at = 0;
    while (at < instance->form->count && &instance->items[at] != origin)
        at++;
    for (int step = -1; step <= 1 && at < instance->form->count; step += 2) {
        const form_item *item = neighbour(instance, at, step);
        if (item == NULL || item->figure.state != VALUE_NUMBER || is_operand(s, item) ||
            (const void *)item == origin)
            continue;
        const char *label = label_of(s, item->row->name);
        if (as_number(s->subject, item->figure.number))
            add_cause(s, MSG_CAUSE_NEIGHBOUR, label, s->stated, NULL);
        else if (as_number(s->other, item->figure.number))
            add_cause(s, MSG_CAUSE_NEIGHBOUR_HOLDS, label, s->expected, NULL);
    }
}

/* One is the other times a power of ten. */
static void unit_mistaken(search *s, int digits_told)
{
    static const int powers[] = {4, 3, 2, 1};
    if (value_number_sign(s->subject->number) == 0 || value_number_sign(s->other->number) == 0)
        return;
    for (size_t i = 0; i < sizeof(powers) / sizeof(*powers); i++) {
        static const char *const times[] = {"10000", "1000", "100", "10"};
        value_number up, down;
        int hit = value_number_shift(s->other->number, powers[i], &up) == VALUE_OK &&
                  value_number_cmp(s->subject->number, up) == 0;
        hit = hit || (value_number_shift(s->other->number, -powers[i], &down) == VALUE_OK &&
                      value_number_cmp(s->subject->number, down) == 0);
        if (!hit || (powers[i] == 1 && digits_told))
            continue;
        add_cause(s, powers[i] == 4 ? MSG_CAUSE_UNIT : MSG_CAUSE_POWER, times[i], NULL, NULL);
        return;
    }
}

int rule_causes(rule_scene *scene, const value *subject, const value *other, base_str **causes,
                size_t *count)
{
    search s;
    memset(&s, 0, sizeof(s));
    s.scene = scene;
    s.subject = subject;
    s.other = other;
    *causes = NULL;
    *count = 0;
    if (!value_usable(subject) || !value_usable(other) ||
        value_number_sub(subject->number, other->number, &s.difference) != VALUE_OK ||
        value_number_sign(s.difference) == 0)
        return 0;
    s.causes = base_arena_array(scene->arena, MAX_CAUSES, sizeof(*s.causes));
    if (s.causes == NULL)
        return HECHA_E_MEMORY;
    decimal(&s, subject->number, s.stated);
    decimal(&s, other->number, s.expected);
    collect_addends(&s);
    term_equals_difference(&s);
    int digits_told = digits_mistyped(&s);
    if (!digits_told)
        term_is_swapped(&s);
    neighbour_has_figure(&s);
    unit_mistaken(&s, digits_told);
    *causes = s.causes;
    *count = s.count;
    return s.no_memory ? HECHA_E_MEMORY : 0;
}
