#include "script/scan.h"

#include "doc/prose.h"
#include "script/run.h"
#include "text/class.h"
#include "text/enumeration.h"
#include "text/words.h"

void script_scan_begin(script_vm *vm, const doc *document)
{
    script_scan_end(vm);
    vm->scans.document = document;
}

void script_scan_end(script_vm *vm)
{
    vm->scans.document = NULL;
    vm->scans.blocks = NULL;
    vm->scans.sieve = NULL;
    vm->scans.problems = NULL;
    vm->scans.shared = NULL;
    base_arena_reset(vm->scans.arena);
}

/* ---- looking ---- */

static void move_on(base_str text, text_span_kind kind, size_t offset, text_span *span)
{
    while (span->end <= offset && text_span_next(text, kind, span->end, span))
        continue;
}

void script_scan_bounds(const doc_block *block, size_t offset, text_span *sentence,
                        text_span *clause)
{
    move_on(block->text.normal.text, TEXT_SENTENCE, offset, sentence);
    move_on(block->text.normal.text, TEXT_CLAUSE, offset, clause);
}

static const value *make_leaf(base_arena *arena, script_said *said, base_str label,
                              value_state state)
{
    value_figure figure;
    memset(&figure, 0, sizeof(figure));
    figure.state = state;
    figure.number = said->range.value;
    base_str name = text_close_up(arena, label);
    value *leaf = NULL;
    if (name.ptr != NULL)
        leaf = value_leaf(arena, &figure, name, said->quantity.unit, said->raw, &said->place, 0);
    if (leaf != NULL) {
        leaf->range = state == VALUE_NUMBER ? &said->range : NULL;
        leaf->sentence = text_span_str(said->block->text.normal.text, said->sentence);
    }
    said->leaf = leaf;
    return leaf;
}

const value *script_said_leaf(base_arena *arena, script_said *said, base_str label)
{
    int read = value_range_of(&said->quantity, &said->range) == VALUE_OK;
    return make_leaf(arena, said, label, read ? VALUE_NUMBER : VALUE_TEXT);
}

const value *script_said_again(base_arena *arena, const script_said *known, base_str label,
                               script_said *said)
{
    *said = *known;
    return make_leaf(arena, said, label, known->leaf->state);
}

/* The vector moves while it grows: leaves are made when it is whole. */
static int make_leaves(base_arena *arena, base_vec *found)
{
    for (size_t i = 0; i < found->count; i++) {
        script_said *said = base_vec_at(found, i);
        if (script_said_leaf(arena, said, said->raw) == NULL)
            return HECHA_E_MEMORY;
    }
    return 0;
}

static int find_said(base_arena *arena, const doc_block *block, base_vec *found)
{
    doc_prose prose;
    script_said said;
    memset(&said, 0, sizeof(said));
    said.block = block;
    base_vec_init(found, sizeof(said));
    doc_prose_init_block(&prose, block);
    while (doc_prose_quantity(&prose, &said.quantity, &said.raw, &said.place)) {
        script_scan_bounds(block, said.quantity.start, &said.sentence, &said.clause);
        script_said *kept = base_vec_push(found, arena);
        if (kept == NULL)
            return HECHA_E_MEMORY;
        *kept = said;
    }
    return make_leaves(arena, found);
}

static int find_stated(base_arena *arena, const doc_block *block, base_vec *found)
{
    doc_prose prose;
    base_str raw;
    script_stated stated;
    memset(&stated, 0, sizeof(stated));
    base_vec_init(found, sizeof(stated));
    doc_prose_init_block(&prose, block);
    while (doc_prose_claim(&prose, &stated.claim, &raw, &stated.place)) {
        move_on(block->text.normal.text, TEXT_SENTENCE, stated.claim.start, &stated.sentence);
        script_stated *kept = base_vec_push(found, arena);
        if (kept == NULL)
            return HECHA_E_MEMORY;
        *kept = stated;
    }
    return 0;
}

/* Enumerations are made of the quantities of their block, which are found first. */
static int find_listed(base_arena *arena, script_scan *scan, base_vec *found)
{
    const base_vec *said = scan->done[SCRIPT_SAID] ? &scan->found[SCRIPT_SAID] : NULL;
    base_vec_init(found, sizeof(text_enumeration));
    return text_enumerations(arena, scan->block->text.normal.text, said, found);
}

static int find_places(base_arena *arena, const script_vm *vm, const doc_block *block,
                       base_vec *found)
{
    base_vec_init(found, sizeof(text_places));
    text_places *places = base_vec_push(found, arena);
    if (places == NULL)
        return HECHA_E_MEMORY;
    return text_places_find(vm->beginnings, block->text.normal.text, arena, places);
}

static int find(const script_vm *vm, base_arena *arena, script_scan *scan, script_scan_kind kind)
{
    base_vec *found = &scan->found[kind];
    int code = 0;
    if (kind == SCRIPT_LISTED && !scan->done[SCRIPT_SAID] && doc_is_prose(scan->block))
        code = find(vm, arena, scan, SCRIPT_SAID);
    if (code != 0)
        return code;
    size_t before = base_arena_used(arena);
    if (kind == SCRIPT_SAID)
        code = find_said(arena, scan->block, found);
    else if (kind == SCRIPT_STATED)
        code = find_stated(arena, scan->block, found);
    else if (kind == SCRIPT_LISTED)
        code = find_listed(arena, scan, found);
    else
        code = find_places(arena, vm, scan->block, found);
    scan->bytes[kind] = base_arena_used(arena) - before;
    scan->done[kind] = code == 0;
    return code;
}

/* ---- keeping ---- */

/* Where what the block says is kept; NULL: nowhere. */
static script_scan *place_of(lua_State *L, const doc_block *block)
{
    script_scans *scans = &script_vm_of(L)->scans;
    const doc *document = scans->document;
    size_t number = block->place.block;
    if (document == NULL || document != script_running(L)->scene->document || number == 0 ||
        number > document->blocks)
        return NULL;
    if (scans->blocks == NULL && document->blocks <= SCRIPT_MOST_SCANNED / sizeof(script_scan))
        scans->blocks = base_arena_array(scans->arena, document->blocks, sizeof(script_scan));
    if (scans->blocks == NULL)
        return NULL;
    script_scan *scan = &scans->blocks[number - 1];
    if (scan->block == NULL)
        scan->block = block;
    return scan->block == block ? scan : NULL;
}

/* The scan of the block with what is asked for, or NULL where it is not kept. */
static script_scan *kept_scan(lua_State *L, const doc_block *block, script_scan_kind kind)
{
    base_arena *arena = script_vm_of(L)->scans.arena;
    script_scan *scan = place_of(L, block);
    if (scan == NULL || scan->done[kind])
        return scan;
    if (base_arena_used(arena) > SCRIPT_MOST_SCANNED)
        return NULL;
    if (find(script_vm_of(L), arena, scan, kind) != 0)
        script_kill(L, SCRIPT_MEMORY);
    return scan;
}

const base_vec *script_scan_block(lua_State *L, const doc_block *block, script_scan_kind kind,
                                  script_scan *own)
{
    script_scan *scan = kept_scan(L, block, kind);
    if (scan != NULL) {
        script_run_borrow(L, scan->bytes[kind]);
        return &scan->found[kind];
    }
    memset(own, 0, sizeof(*own));
    own->block = block;
    if (find(script_vm_of(L), script_running(L)->scene->arena, own, kind) != 0)
        script_kill(L, SCRIPT_MEMORY);
    script_run_account(L);
    return &own->found[kind];
}

const text_places *script_scan_places(lua_State *L, const doc_block *block)
{
    const script_scan *scan =
        script_vm_of(L)->beginnings != NULL ? kept_scan(L, block, SCRIPT_PLACED) : NULL;
    return scan != NULL ? base_vec_at(&scan->found[SCRIPT_PLACED], 0) : NULL;
}

const script_said *script_scan_said(lua_State *L, const doc_block *block,
                                    const text_quantity *quantity)
{
    const script_scan *scan = place_of(L, block);
    if (scan == NULL || !scan->done[SCRIPT_SAID])
        return NULL;
    const base_vec *found = &scan->found[SCRIPT_SAID];
    size_t low = 0, high = found->count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        const script_said *said = base_vec_at(found, middle);
        if (said->quantity.start < quantity->start)
            low = middle + 1;
        else
            high = middle;
    }
    const script_said *said = low < found->count ? base_vec_at(found, low) : NULL;
    return said != NULL && said->quantity.start == quantity->start &&
                   said->quantity.end == quantity->end
               ? said
               : NULL;
}
