/* form/gather.c: bands to forms and instances. */
#include "form/gather.h"

enum {
    LEAST_SHARE = 8,    /* one in so many of a form's lines and columns must be found */
    MADE_UP_BY_YEAR = 6 /* worth by which a form of another year may fit better */
};

/* How a band fits a part. */
typedef struct fit {
    uint32_t heads, lines;
} fit;

typedef struct gatherer {
    form_grid *grid;
    fit *fits;   /* by band, then part */
    char *taken; /* by band, for the pack at hand */
    char *seen;  /* lines of a part */
    int year;
} gatherer;

static fit *fit_of(const gatherer *g, size_t band, size_t part)
{
    return &g->fits[band * g->grid->set->part_count + part];
}

int form_fits_year(const form *model, int year)
{
    return year && (model->year_from || model->year_to) &&
           (!model->year_from || year >= model->year_from) &&
           (!model->year_to || year <= model->year_to);
}

static int has_labels(const form_grid *grid, size_t part)
{
    return grid->set->sources[part]->lines[0].label.len > 0;
}

/* Marks the part's lines that the band has; returns how many were not marked before. */
static uint32_t mark_lines(const gatherer *g, size_t number, size_t part, char *seen)
{
    const form_band *band = form_grid_band(g->grid, number);
    const form_index *index = g->grid->tables.index;
    uint32_t found = 0;
    for (size_t i = 0; i < band->entry_count; i++) {
        const form_entry *entry = form_tables_entry(&g->grid->tables, band->entry + i);
        int owner = form_index_owner(index, entry->key, (uint32_t)part, -1);
        if (owner < 0 || entry->ignored || seen[index->owners[owner].row])
            continue;
        seen[index->owners[owner].row] = 1;
        found++;
    }
    return found;
}

static int has_figures(const gatherer *g, const form_band *band)
{
    for (size_t i = 0; i < band->entry_count; i++)
        if (form_tables_entry(&g->grid->tables, band->entry + i)->value)
            return 1;
    return 0;
}

void form_gather_heads(const form_grid *grid, size_t band, size_t part, form_heads *out)
{
    const form_band *here = form_grid_band(grid, band);
    size_t i = band;
    for (; i != SIZE_MAX; i--) {
        const form_band *above = form_grid_band(grid, i);
        if (above->table != here->table && above->table->columns != here->table->columns)
            break;
        form_heads_find(grid, above, part, out);
        if (out->found || above->head_first) {
            form_heads_place(grid, here, out);
            return;
        }
    }
    form_heads_find(grid, here, part, out);
}

/* 0 unless the band may be the part. */
static void find_fit(const gatherer *g, size_t number, size_t part)
{
    const form_band *band = form_grid_band(g->grid, number);
    const form_table *source = g->grid->set->sources[part];
    fit *found = fit_of(g, number, part);
    form_heads heads;
    form_heads_find(g->grid, band, part, &heads);
    memset(g->seen, 0, source->line_count);
    found->heads = (uint32_t)heads.found;
    if (has_labels(g->grid, part))
        found->lines = mark_lines(g, number, part, g->seen);
    else
        found->lines = heads.found * 5 >= heads.width * 3 && has_figures(g, band);
    int headed = found->heads * 2 >= source->column_count;
    int most = found->lines >= 3 && found->lines * 2 >= source->line_count;
    if (found->lines == 0 || (band->head_first && !headed && !most))
        *found = (fit){0, 0};
}

static int find_fits(gatherer *g)
{
    base_arena *scratch = g->grid->tables.scratch;
    size_t bands = g->grid->bands.count, parts = g->grid->set->part_count, lines = 1;
    for (size_t i = 0; i < parts; i++)
        if (g->grid->set->sources[i]->line_count > lines)
            lines = g->grid->set->sources[i]->line_count;
    g->fits = base_arena_array(scratch, bands * parts + 1, sizeof *g->fits);
    g->taken = base_arena_array(scratch, bands + 1, 1);
    g->seen = base_arena_array(scratch, lines, 1);
    if (!g->fits || !g->taken || !g->seen)
        return HECHA_E_MEMORY;
    for (size_t i = 0; i < bands; i++)
        for (size_t part = 0; part < parts; part++)
            find_fit(g, i, part);
    return 0;
}

static size_t first_part(const form_grid *grid, const form *model)
{
    size_t part = 0;
    while (part < grid->set->part_count && grid->set->models[part] != model)
        part++;
    return part;
}

static int is_named(const form_grid *grid, const form_band *band, size_t part)
{
    const form_table *source = grid->set->sources[part];
    return source->title.len && band->caption.len &&
           base_str_find(band->caption, source->title, 0) != BASE_STR_NONE;
}

/* The part of the form that the band fits best, or SIZE_MAX. */
static size_t best_part(const gatherer *g, size_t band, const form *model)
{
    size_t best = SIZE_MAX, most = 0, first = first_part(g->grid, model);
    for (size_t part = first;
         part < g->grid->set->part_count && g->grid->set->models[part] == model; part++) {
        const fit *here = fit_of(g, band, part);
        size_t worth = here->lines ? 4u * here->lines + 2u * here->heads : 0;
        worth += worth && is_named(g->grid, form_grid_band(g->grid, band), part);
        if (worth > most) {
            most = worth;
            best = part;
        }
    }
    return best;
}

/* What the form is worth for the bands not taken: what it has of them less what it lacks.
 * *enough: it is a filled form at all. */
static long worth_of(const gatherer *g, const form *model, int *enough)
{
    size_t found = 0, missing = 0, all = 0, first = first_part(g->grid, model);
    for (size_t part = first;
         part < g->grid->set->part_count && g->grid->set->models[part] == model; part++) {
        const form_table *source = g->grid->set->sources[part];
        size_t heads = 0, lines = 0;
        for (size_t i = 0; i < g->grid->bands.count; i++) {
            const fit *here = fit_of(g, i, part);
            if (g->taken[i] || best_part(g, i, model) != part)
                continue;
            heads = here->heads > heads ? here->heads : heads;
            lines += here->lines;
        }
        lines = lines < source->line_count ? lines : source->line_count;
        all += source->line_count + source->column_count;
        found += heads + lines;
        if (lines)
            missing += source->line_count - lines + source->column_count - heads;
    }
    *enough = found > 0 && found * LEAST_SHARE >= all;
    return 2 * (long)found - (long)missing;
}

/* The form of the pack that fits the bands not taken best; NULL: none does. */
static const form *best_form(const gatherer *g, base_str pack)
{
    const form *best = NULL, *of_year = NULL, *last = NULL;
    long most = 0, most_of_year = 0;
    for (size_t part = 0; part < g->grid->set->part_count; part++) {
        const form *model = g->grid->set->models[part];
        int enough;
        if (model == last || !base_str_eq(model->pack, pack))
            continue;
        last = model;
        long worth = worth_of(g, model, &enough);
        if (!enough)
            continue;
        if (!best || worth > most) {
            best = model;
            most = worth;
        }
        if (form_fits_year(model, g->year) && (!of_year || worth > most_of_year)) {
            of_year = model;
            most_of_year = worth;
        }
    }
    return of_year && most - most_of_year <= MADE_UP_BY_YEAR ? of_year : best;
}

/* ---- instances ---- */

static int has_part(const form_gathered *made, uint32_t instance, size_t part)
{
    for (size_t i = 0; i < made->placed.count; i++) {
        const form_placed *placed = base_vec_at(&made->placed, i);
        if (placed->instance == instance && placed->part == part)
            return 1;
    }
    return 0;
}

/* 1 if the band goes on with a table of the instance that a page break cut. */
static int goes_on(const gatherer *g, const form_gathered *made, uint32_t instance, size_t band,
                   size_t part)
{
    if (!has_labels(g->grid, part))
        return 0;
    memset(g->seen, 0, g->grid->set->sources[part]->line_count);
    for (size_t i = 0; i < made->placed.count; i++) {
        const form_placed *placed = base_vec_at(&made->placed, i);
        if (placed->instance == instance && placed->part == part)
            mark_lines(g, placed->band, part, g->seen);
    }
    uint32_t lines = fit_of(g, band, part)->lines;
    uint32_t fresh = mark_lines(g, band, part, g->seen);
    return (lines - fresh) * 4 <= lines;
}

static size_t bands_left(const gatherer *g, const form *model, size_t band, size_t part)
{
    size_t left = 0;
    for (size_t i = band; i < g->grid->bands.count; i++)
        left += !g->taken[i] && best_part(g, i, model) == part;
    return left;
}

/* Which instance the band belongs to; `last` is that of the band before. Two sets (本级, 汇总) may
 * stand one after the other or table beside table. */
static uint32_t instance_for(const gatherer *g, const form_gathered *made, uint32_t last,
                             size_t band, size_t part)
{
    if (made->instances == 0)
        return 0;
    if (has_part(made, last, part) && goes_on(g, made, last, band, part))
        return last;
    uint32_t first = made->instances, lacking = 0;
    for (uint32_t i = made->instances; i-- > 0;) {
        if (has_part(made, i, part))
            continue;
        first = i;
        lacking++;
    }
    if (lacking > 1 && !has_part(made, last, part) &&
        bands_left(g, made->model, band, part) < lacking)
        return last;
    return first;
}

static int place_bands(gatherer *g, form_gathered *made)
{
    uint32_t last = 0;
    for (size_t i = 0; i < g->grid->bands.count; i++) {
        size_t part = g->taken[i] ? SIZE_MAX : best_part(g, i, made->model);
        if (part == SIZE_MAX)
            continue;
        last = instance_for(g, made, last, i, part);
        form_placed *placed = base_vec_push(&made->placed, g->grid->tables.scratch);
        if (!placed)
            return HECHA_E_MEMORY;
        *placed = (form_placed){i, part, last};
        if (last >= made->instances)
            made->instances = last + 1;
        g->taken[i] = 1;
    }
    return 0;
}

static int gather_pack(gatherer *g, base_str pack, base_vec *out)
{
    const form *model;
    memset(g->taken, 0, g->grid->bands.count);
    while ((model = best_form(g, pack)) != NULL) {
        form_gathered *made = base_vec_push(out, g->grid->tables.scratch);
        if (!made)
            return HECHA_E_MEMORY;
        made->model = model;
        made->first_part = first_part(g->grid, model);
        base_vec_init(&made->placed, sizeof(form_placed));
        if (place_bands(g, made))
            return HECHA_E_MEMORY;
    }
    return 0;
}

int form_gather(form_grid *grid, int year, base_vec *out)
{
    gatherer g = {.grid = grid, .year = year};
    if (grid->bands.count == 0)
        return 0;
    if (find_fits(&g))
        return HECHA_E_MEMORY;
    for (size_t part = 0; part < grid->set->part_count; part++) {
        base_str pack = grid->set->models[part]->pack;
        size_t before = 0;
        while (!base_str_eq(grid->set->models[before]->pack, pack))
            before++;
        if (before == part && gather_pack(&g, pack, out))
            return HECHA_E_MEMORY;
    }
    return 0;
}
