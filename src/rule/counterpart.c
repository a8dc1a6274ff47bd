/* Figures of other reports: the same row, found in whatever form that report has. */
#include <stdio.h>

#include "base/buf.h"
#include "base/msg.h"
#include "rule/compare.h"
#include "rule/explain.h"
#include "text/unit.h"

/* A message into the arena; ptr NULL without memory. Arguments need not end in NUL. */
static base_str say(rule_scene *scene, base_msg_id message, base_str one, base_str two)
{
    base_str empty = {NULL, 0};
    const char *first = base_arena_copy(scene->arena, one.ptr, one.len);
    const char *second = base_arena_copy(scene->arena, two.ptr, two.len);
    if (first == NULL || second == NULL)
        return empty;
    base_buf text;
    int failed = 0;
    base_buf_init(&text);
    base_msg_add(&text, scene->lang, message, first, second, NULL);
    base_str kept = rule_keep(scene->arena, &text, &failed);
    base_buf_dispose(&text);
    return failed ? empty : kept;
}

static base_str year_text(rule_scene *scene, int year)
{
    char number[16];
    snprintf(number, sizeof(number), "%d", year);
    return base_arena_str(scene->arena, base_str_c(number));
}

/* 收到申请数（2016年）, 收到申请数（甲县） */
static base_str label_of(rule_scene *scene, const rule_counterpart *other, base_str label,
                         int by_year)
{
    base_str none = {NULL, 0};
    if (!by_year)
        return other == NULL || other->agency.len == 0
                   ? label
                   : say(scene, MSG_RULE_OF_AGENCY, label, other->agency);
    if (other == NULL || other->year == 0)
        return say(scene, MSG_RULE_OF_LAST_YEAR, label, none);
    base_str year = year_text(scene, other->year);
    return year.ptr == NULL ? none : say(scene, MSG_RULE_OF_YEAR, label, year);
}

static base_str why_none(rule_scene *scene, const rule_counterpart *other, int by_year)
{
    base_str none = {NULL, 0};
    if (other != NULL && other->reason.len > 0)
        return other->reason;
    if (by_year)
        return say(scene, MSG_RULE_NO_LAST_YEAR, none, none);
    if (other == NULL && scene->counterparts && scene->counterparts->children_reason.len > 0)
        return scene->counterparts->children_reason;
    return other == NULL ? say(scene, MSG_RULE_NO_CHILDREN, none, none)
                         : say(scene, MSG_RULE_NO_REPORT, other->agency, none);
}

/* The row of another form that means the row of this one: same path, else the only such label; -1:
 * none. Sets *failed on lack of memory. */
static int same_row(const form *there, const form_row *wanted, int *failed)
{
    int row = -1;
    size_t found = form_find(there, wanted->path, &row, NULL);
    if (found != 1 && found != FORM_FAILED)
        found = form_find(there, wanted->name, &row, NULL);
    *failed |= found == FORM_FAILED;
    return found == 1 ? row : -1;
}

static int is_called(const form *there, base_str name)
{
    return name.len == 0 || base_str_eq(there->title, name) || base_str_eq(there->id, name) ||
           base_str_eq(there->name, name);
}

/* The item among filled forms; `table`: only in forms of this name, if it is given. NULL: none has
 * it, or there is no memory: *failed. */
static const form_item *find_item(const form_instance *instances, size_t count, const form *here,
                                  int row, base_str table, const form_instance **in, int *failed)
{
    for (size_t i = 0; i < count; i++) {
        *in = &instances[i];
        if ((*in)->form == here)
            return &(*in)->items[row];
    }
    for (size_t i = 0; i < count; i++) {
        *in = &instances[i];
        if (!is_called((*in)->form, table))
            continue;
        int at = same_row((*in)->form, &here->rows[row], failed);
        if (at >= 0 && !(*in)->form->rows[at].heading)
            return &(*in)->items[at];
    }
    return NULL;
}

/* Into the unit of this report's row; what does not convert cannot be read as such a figure. */
static void convert(value *leaf, base_str unit)
{
    int power;
    if (leaf->state != VALUE_NUMBER || base_str_eq(leaf->unit, unit) ||
        (text_unit_counts(leaf->unit) && text_unit_counts(unit)))
        return;
    if (!text_unit_power(leaf->unit, unit, &power))
        leaf->state = VALUE_TEXT;
    else if (value_number_shift(leaf->number, power, &leaf->number) != VALUE_OK)
        leaf->state = VALUE_TEXT;
    leaf->unit = unit;
}

value *rule_counterpart_value(rule_scene *scene, const rule_counterpart *other, const form *here,
                              int row, int by_year)
{
    const form_row *wanted = &here->rows[row];
    base_str label = label_of(scene, other, wanted->name, by_year);
    if (label.ptr == NULL)
        return NULL;
    const form_instance *in = NULL;
    const form_item *item = NULL;
    if (other == NULL || other->instances == NULL || other->instance_count == 0) {
        base_str reason = why_none(scene, other, by_year);
        return reason.ptr ? value_absent(scene->arena, label, reason) : NULL;
    }
    int failed = 0;
    item = find_item(other->instances, other->instance_count, here, row, base_str_n(NULL, 0), &in,
                     &failed);
    if (failed)
        return NULL;
    if (item == NULL) {
        base_str reason = say(scene, MSG_RULE_NO_SUCH_ROW, label, wanted->path);
        return reason.ptr ? value_absent(scene->arena, label, reason) : NULL;
    }
    value *leaf = rule_item_value(scene, in, item);
    if (leaf == NULL)
        return NULL;
    leaf->label = label;
    leaf->elsewhere = 1;
    convert(leaf, wanted->unit);
    return leaf;
}

value *rule_table_value(rule_scene *scene, const form *of, int row, base_str table)
{
    const form_row *wanted = &of->rows[row];
    const form_instance *in = NULL;
    int failed = 0;
    const form_item *item =
        find_item(scene->instances, scene->instance_count, of, row, table, &in, &failed);
    if (failed)
        return NULL;
    if (item == NULL) {
        base_str none = {NULL, 0};
        base_str reason = say(scene, MSG_RULE_NO_TABLE, table.len > 0 ? table : of->title, none);
        return reason.ptr ? value_absent(scene->arena, wanted->name, reason) : NULL;
    }
    value *leaf = rule_item_value(scene, in, item);
    if (leaf != NULL)
        convert(leaf, wanted->unit);
    return leaf;
}
