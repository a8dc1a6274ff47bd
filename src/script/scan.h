/* script/scan.h: what the prose of a report says, looked for once. Private to script/.
 *
 * Quantities, claims and enumerations of a block are found when a rule first asks for them, and
 * kept for the other rules of the report, up to SCRIPT_MOST_SCANNED bytes; beyond, and outside of
 * script_begin_report and script_end_report, each run looks again. What is found is never changed.
 * A run is charged and counted the same memory whether it looked itself or not, so that no rule
 * can tell what ran before it. */
#ifndef SCRIPT_SCAN_H
#define SCRIPT_SCAN_H

#include "doc/doc.h"
#include "script/vm.h"
#include "text/quantity.h"
#include "text/sentence.h"
#include "value/traced.h"

#define SCRIPT_MOST_SCANNED ((size_t)4 << 20)

/* A quantity of the prose. */
typedef struct script_said {
    text_quantity quantity;
    value_range range;
    const doc_block *block; /* its offsets are bytes of the block's normalised text */
    text_span sentence, clause;
    base_str raw; /* as printed */
    base_place place;
    const value *leaf; /* with the text as its label; NULL in what no scan has found */
} script_said;

typedef struct script_stated {
    text_claim claim;
    text_span sentence;
    base_place place;
} script_stated;

typedef enum script_scan_kind {
    SCRIPT_SAID,
    SCRIPT_STATED,
    SCRIPT_LISTED,
    SCRIPT_PLACED, /* where words of the lists of the vm may begin */
    SCRIPT_SCANS
} script_scan_kind;

typedef struct script_scan {
    const doc_block *block;
    /* By kind: of script_said, script_stated, text_enumeration, text_places (one). */
    base_vec found[SCRIPT_SCANS];
    size_t bytes[SCRIPT_SCANS]; /* of memory that finding them took */
    unsigned char done[SCRIPT_SCANS];
} script_scan;

void script_scan_begin(script_vm *vm, const doc *document);
void script_scan_end(script_vm *vm);

/* What is found in a block of the report of the run, but for SCRIPT_PLACED. `own` is the caller's,
 * for what is not kept. Raises when a limit is passed; charges nothing. */
const base_vec *script_scan_block(lua_State *state, const doc_block *block, script_scan_kind kind,
                                  script_scan *own);
/* Where words of the lists of the vm may begin in the block; NULL where that is not kept. Not
 * counted as memory of the run: no more than a saving. */
const text_places *script_scan_places(lua_State *state, const doc_block *block);
/* The quantity as a scan that was made before has it, or NULL; no more than a saving. */
const script_said *script_scan_said(lua_State *state, const doc_block *block,
                                    const text_quantity *quantity);
/* Fills the range and makes the leaf of what was said; both point to each other. NULL: no memory.
 */
const value *script_said_leaf(base_arena *arena, script_said *said, base_str label);
/* Fills `said` with what a scan has found, with a leaf of its own. NULL: no memory. */
const value *script_said_again(base_arena *arena, const script_said *known, base_str label,
                               script_said *said);
/* Sentence and clause of the offset: the first ones that end behind it, from those given on. */
void script_scan_bounds(const doc_block *block, size_t offset, text_span *sentence,
                        text_span *clause);

#endif
