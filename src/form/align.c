/* form/align.c: which tables of a document are which forms. */
#include <stdlib.h>

#include "base/err.h"
#include "form/context.h"
#include "form/fill.h"
#include "form/instance.h"

enum {
    NEAR_BLOCKS = 8, /* between the parts of a table that a page break parts */
    FAR_BLOCKS = 40  /* if the rows go on strictly in the form's order */
};

/* Segments that may be one instance of a form. */
typedef struct group {
    uint32_t form;
    size_t first, count; /* in members */
    size_t score;        /* rows of the form found by key */
    size_t rows;         /* of the form */
    int has_caption;
    base_str caption;
    int caption_year;
} group;

/* What is known of a key while groups of one form are made; `group` and `segment` are the numbers
 * (from 1) for which the counts hold. */
typedef struct key_state {
    size_t group, segment;
    uint32_t printed; /* in the group */
    uint32_t owned;   /* rows of the form with this key */
    size_t form;      /* for which `owned` holds, from 1 */
    int row;          /* the first of them */
} key_state;

typedef struct aligner {
    base_arena *arena;
    form_tables tables;
    const form_index *index;
    key_state *keys;
    base_vec groups;  /* group */
    base_vec members; /* size_t: indexes of segments */
    size_t group_number, segment_number;
    group **group_of; /* by form, then segment: the group it is in, or NULL */
    size_t *pack_of;  /* by form: the first form of its pack */
    char *used;       /* by pack, then segment */
} aligner;

/* The group that is being made. */
typedef struct growth {
    uint32_t form;
    size_t first_member;
    size_t keys; /* different ones that the form has once */
    size_t score;
    int last_row; /* the highest found */
    size_t last;  /* its last segment */
} growth;

/* How a segment compares with the group before it. */
typedef struct overlap {
    size_t total;        /* different keys of the form */
    size_t keys, shared; /* that the form has once; of those, in the group too */
    int first_row, last_row;
} overlap;

static key_state *state_of(aligner *a, const form_entry *entry, uint32_t number)
{
    if (entry->key < 0 || entry->head || entry->ignored)
        return NULL;
    key_state *state = &a->keys[entry->key];
    if (state->form != (size_t)number + 1) {
        int owner = form_index_owner(a->index, entry->key, number, -1);
        *state = (key_state){.form = (size_t)number + 1};
        state->row = owner >= 0 ? a->index->owners[owner].row : -1;
        for (; owner >= 0; owner = form_index_owner(a->index, entry->key, number, owner))
            state->owned++;
    }
    return state->owned ? state : NULL;
}

/* Counts the segment's keys that the form has once, and those the group has already. */
static overlap compare(aligner *a, const form_segment *segment, uint32_t number)
{
    overlap found = {.first_row = INT32_MAX, .last_row = -1};
    a->segment_number++;
    for (size_t i = 0; i < segment->entry_count; i++) {
        key_state *state = state_of(a, form_tables_entry(&a->tables, segment->entry + i), number);
        if (!state || state->segment == a->segment_number)
            continue;
        state->segment = a->segment_number;
        found.total++;
        if (state->owned > 1)
            continue;
        found.keys++;
        found.shared += state->group == a->group_number;
        if (state->row < found.first_row)
            found.first_row = state->row;
        if (state->row > found.last_row)
            found.last_row = state->row;
    }
    return found;
}

static int continues(const aligner *a, const growth *grown, const form_segment *segment,
                     const overlap *found)
{
    const form_segment *last = form_tables_segment(&a->tables, grown->last);
    size_t less = grown->keys < found->keys ? grown->keys : found->keys;
    if (found->shared * 4 > less)
        return 0;
    if (last->block == segment->block)
        return 1;
    size_t between = segment->block - last->block - 1;
    int follows = found->keys && found->first_row > grown->last_row;
    int heading = 0;
    for (size_t i = last->block + 1; i < segment->block && between <= NEAR_BLOCKS; i++)
        heading |= a->tables.blocks[i]->kind == DOC_HEADING;
    return (between <= NEAR_BLOCKS && !heading) || (between <= FAR_BLOCKS && follows);
}

static int extend(aligner *a, growth *grown, size_t number, const overlap *found)
{
    const form_segment *segment = form_tables_segment(&a->tables, number);
    size_t *member = base_vec_push(&a->members, a->tables.scratch);
    if (!member)
        return HECHA_E_MEMORY;
    *member = number;
    grown->last = number;
    for (size_t i = 0; i < segment->entry_count; i++) {
        key_state *state =
            state_of(a, form_tables_entry(&a->tables, segment->entry + i), grown->form);
        if (!state)
            continue;
        if (state->group != a->group_number) {
            state->group = a->group_number;
            state->printed = 0;
            grown->keys += state->owned == 1;
        }
        grown->score += ++state->printed <= state->owned;
    }
    if (found->last_row > grown->last_row)
        grown->last_row = found->last_row;
    return 0;
}

static size_t least_score(size_t rows)
{
    if (rows < 8)
        return (rows * 6 + 9) / 10;
    size_t fifth = (rows + 4) / 5;
    return fifth > 3 ? fifth : 3;
}

/* Closes the group; keeps it if enough of the form was found. */
static int finish_group(aligner *a, growth *grown)
{
    size_t rows = a->index->forms[grown->form]->count;
    size_t count = a->members.count - grown->first_member;
    if (count && grown->score >= least_score(rows)) {
        group *made = base_vec_push(&a->groups, a->tables.scratch);
        if (!made)
            return HECHA_E_MEMORY;
        made->form = grown->form;
        made->first = grown->first_member;
        made->count = count;
        made->score = grown->score;
        made->rows = rows;
    } else {
        a->members.count = grown->first_member;
    }
    *grown = (growth){.form = grown->form, .first_member = a->members.count, .last_row = -1};
    a->group_number++;
    return 0;
}

static int group_form(aligner *a, uint32_t number)
{
    growth grown = {.form = number, .first_member = a->members.count, .last_row = -1};
    a->group_number++;
    for (size_t i = 0; i < a->tables.segments.count; i++) {
        const form_segment *segment = form_tables_segment(&a->tables, i);
        overlap found = compare(a, segment, number);
        if (!found.total)
            continue;
        if (grown.score && !continues(a, &grown, segment, &found)) {
            if (finish_group(a, &grown))
                return HECHA_E_MEMORY;
            found.shared = 0;
        }
        if (extend(a, &grown, i, &found))
            return HECHA_E_MEMORY;
    }
    return finish_group(a, &grown);
}

/* Best first: more rows, then the form of which less is missing, then order. */
static int by_score(const void *left, const void *right)
{
    const group *a = *(group *const *)left, *b = *(group *const *)right;
    if (a->score != b->score)
        return a->score > b->score ? -1 : 1;
    if (a->rows != b->rows)
        return a->rows < b->rows ? -1 : 1;
    if (a->form != b->form)
        return a->form < b->form ? -1 : 1;
    return a->first < b->first ? -1 : a->first > b->first;
}

static size_t *members_of(const aligner *a, const group *made)
{
    return base_vec_at(&a->members, made->first);
}

/* Which segments are used up for the pack of a form. */
static char *used_by(const aligner *a, size_t form_number)
{
    return a->used + a->pack_of[form_number] * a->tables.segments.count;
}

static int is_free(const aligner *a, const group *made)
{
    const size_t *members = members_of(a, made);
    const char *used = used_by(a, made->form);
    for (size_t i = 0; i < made->count; i++)
        if (used[members[i]])
            return 0;
    return 1;
}

/* Among the groups of the pack that share a segment with the best one: a form of the report's year
 * that fits about as well. */
static group *prefer_year(const aligner *a, group *best, int year)
{
    group *chosen = form_fits_year(a->index->forms[best->form], year) ? best : NULL;
    const size_t *members = members_of(a, best);
    for (size_t i = 0; i < best->count; i++) {
        for (size_t f = 0; f < a->index->form_count; f++) {
            group *other = a->group_of[f * a->tables.segments.count + members[i]];
            if (!other || a->pack_of[f] != a->pack_of[best->form] ||
                other->score * 5 < best->score * 4 || !is_free(a, other) ||
                !form_fits_year(a->index->forms[f], year))
                continue;
            if (!chosen || other->score > chosen->score)
                chosen = other;
        }
    }
    return chosen ? chosen : best;
}

static int find_caption(aligner *a, group *made)
{
    const form *model = a->index->forms[made->form];
    base_vec lines;
    size_t title;
    if (made->has_caption)
        return 0;
    made->has_caption = 1;
    base_vec_init(&lines, sizeof(form_line));
    if (form_context_above(&a->tables, model, form_tables_segment(&a->tables, *members_of(a, made)),
                           &lines, &title))
        return HECHA_E_MEMORY;
    return form_context_caption(a->arena, model, &lines, title, &made->caption,
                                &made->caption_year);
}

/* Sorts the groups and makes group_of. */
static group **rank_groups(aligner *a)
{
    size_t segments = a->tables.segments.count;
    base_arena *scratch = a->tables.scratch;
    group **order = base_arena_array(scratch, a->groups.count + 1, sizeof *order);
    a->group_of = base_arena_array(scratch, a->index->form_count * segments + 1, sizeof(group *));
    a->used = base_arena_array(scratch, a->index->form_count * segments + 1, 1);
    a->pack_of = base_arena_array(scratch, a->index->form_count + 1, sizeof *a->pack_of);
    if (!order || !a->group_of || !a->used || !a->pack_of)
        return NULL;
    for (size_t i = 0; i < a->index->form_count; i++)
        while (!base_str_eq(a->index->forms[a->pack_of[i]]->pack, a->index->forms[i]->pack))
            a->pack_of[i]++;
    for (size_t i = 0; i < a->groups.count; i++) {
        order[i] = base_vec_at(&a->groups, i);
        const size_t *members = members_of(a, order[i]);
        for (size_t k = 0; k < order[i]->count; k++)
            a->group_of[order[i]->form * segments + members[k]] = order[i];
    }
    qsort(order, a->groups.count, sizeof *order, by_score);
    return order;
}

/* Takes groups, best first, so that each segment is used once by each pack; *out_count of them. */
static group **choose_groups(aligner *a, int year, size_t *out_count)
{
    group **order = rank_groups(a);
    group **chosen = base_arena_array(a->tables.scratch, a->groups.count + 1, sizeof *chosen);
    *out_count = 0;
    if (!order || !chosen)
        return NULL;
    for (size_t i = 0; i < a->groups.count; i++) {
        group *best = order[i];
        if (!is_free(a, best))
            continue;
        if (find_caption(a, best))
            return NULL;
        group *taken = prefer_year(a, best, best->caption_year ? best->caption_year : year);
        const size_t *members = members_of(a, taken);
        for (size_t k = 0; k < taken->count; k++)
            used_by(a, taken->form)[members[k]] = 1;
        chosen[(*out_count)++] = taken;
    }
    return chosen;
}

typedef struct placed {
    size_t segment;
    group *group;
} placed;

static int by_place(const void *left, const void *right)
{
    const placed *a = left, *b = right;
    if (a->segment != b->segment)
        return a->segment < b->segment ? -1 : 1;
    return a->group->form < b->group->form ? -1 : a->group->form > b->group->form;
}

static int build_instances(aligner *a, int year, form_instance **out, size_t *out_count)
{
    size_t count;
    group **chosen = choose_groups(a, year, &count);
    placed *order = base_arena_array(a->tables.scratch, count + 1, sizeof *order);
    uint32_t *ordinals =
        base_arena_array(a->tables.scratch, a->index->form_count + 1, sizeof *ordinals);
    form_instance *instances = base_arena_array(a->arena, count + 1, sizeof *instances);
    if (!chosen || !order || !ordinals || !instances)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < count; i++)
        order[i] = (placed){*members_of(a, chosen[i]), chosen[i]};
    qsort(order, count, sizeof *order, by_place);
    for (size_t i = 0; i < count; i++) {
        group *made = order[i].group;
        form_instance *instance = &instances[i];
        instance->ordinal = ++ordinals[made->form];
        if (find_caption(a, made))
            return HECHA_E_MEMORY;
        instance->caption = made->caption;
        instance->caption_year = made->caption_year;
        if (form_instance_build(a->arena, &a->tables, made->form, members_of(a, made), made->count,
                                instance))
            return HECHA_E_MEMORY;
    }
    *out = instances;
    *out_count = count;
    return 0;
}

static int align(aligner *a, const doc *document, int year, form_instance **out, size_t *out_count)
{
    base_arena *scratch = a->tables.scratch;
    if (form_tables_read(&a->tables, document))
        return HECHA_E_MEMORY;
    if (!a->tables.segments.count)
        return 0;
    a->keys = base_arena_array(scratch, a->index->key_count + 1, sizeof *a->keys);
    if (!a->keys)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < a->index->form_count; i++)
        if (group_form(a, (uint32_t)i))
            return HECHA_E_MEMORY;
    return a->groups.count ? build_instances(a, year, out, out_count) : 0;
}

/* Puts the instances of list forms and those of matrix forms in the order of the document. */
static int merge(base_arena *arena, const base_vec *filled, form_instance **out, size_t *out_count)
{
    size_t lists = *out_count, at = 0, next = 0;
    form_instance *all = base_arena_array(arena, lists + filled->count, sizeof *all);
    if (!all)
        return HECHA_E_MEMORY;
    while (at < lists || next < filled->count) {
        const form_filled *matrix = next < filled->count ? base_vec_at(filled, next) : NULL;
        int list_first =
            !matrix || (at < lists && (*out)[at].place.block <= matrix->instance.place.block);
        if (at < lists && list_first) {
            all[at + next] = (*out)[at];
            at++;
        } else {
            all[at + next] = matrix->instance;
            next++;
        }
    }
    *out = all;
    *out_count = at + next;
    return 0;
}

int form_align(base_arena *arena, const doc *document, const form_set *set, int year,
               form_instance **out, size_t *out_count, hecha_err *err)
{
    aligner a = {.arena = arena, .index = set->rows};
    *out = NULL;
    *out_count = 0;
    if (!document->tables || !set->count)
        return 0;
    a.tables.scratch = base_arena_new(0);
    if (!a.tables.scratch)
        return base_err_memory(err);
    a.tables.index = set->rows;
    base_vec_init(&a.tables.segments, sizeof(form_segment));
    base_vec_init(&a.tables.entries, sizeof(form_entry));
    base_vec_init(&a.groups, sizeof(group));
    base_vec_init(&a.members, sizeof(size_t));
    base_buf_init(&a.tables.buf);
    form_labels labels;
    form_labels_init(&labels, a.tables.scratch);
    a.tables.labels = &labels;
    base_vec filled;
    base_vec_init(&filled, sizeof(form_filled));
    int code = align(&a, document, year, out, out_count);
    if (code == 0)
        code = form_fill(arena, &labels, document, set, year, &filled);
    if (code == 0 && filled.count)
        code = merge(arena, &filled, out, out_count);
    form_labels_dispose(&labels);
    base_buf_dispose(&a.tables.buf);
    base_arena_free(a.tables.scratch);
    return code ? base_err_memory(err) : 0;
}
