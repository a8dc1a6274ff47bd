/* script/vm.h: the Lua state of a pack: its memory, its limits, its image. Private to script/.
 *
 * A state begins empty: script_sandbox_open (sandbox.h) puts the allowed library in. Its memory is
 * a region (region.h), or, with HECHA_ARENA_MALLOC, malloc. What is never written to again (texts,
 * functions, objects of ours, compiled regular expressions) lies in the region's fixed half, which
 * is put back only after a run in which the garbage collector ran, or the table of all texts grew.
 * In a run the collector therefore waits until the run made SCRIPT_GARBAGE bytes. What only some
 * checks can reach is put back only after these (script_split). Limits: units of work
 * are counted down. An instruction of the interpreter is one unit, counted in steps of SCRIPT_STEP
 * by a hook; C functions that loop charge what they do. Memory counts what Lua holds and what the
 * arena of the evaluation grew by. Passing a limit is fatal: it is kept in meter.fatal, an error is
 * raised, and the pcall of rules raises it again, so that nothing a rule does can survive it. */
#ifndef SCRIPT_VM_H
#define SCRIPT_VM_H

#include <lauxlib.h>
#include <lua.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/err.h"
#include "base/msg.h"
#include "script/region.h"
#include "script/script.h"
#include "script/texts.h"
#include "text/words.h"

#define SCRIPT_STEP 1000 /* instructions between two calls of the hook */
#define SCRIPT_GARBAGE ((size_t)1 << 20)
/* To Lua's allocator, in place of a type: a block that is not written to once it is filled. */
#define SCRIPT_KIND_CONSTANT (LUA_NUMTYPES + 2u)
#define SCRIPT_KIND_CHANGING (LUA_NUMTYPES + 3u) /* any other block of ours */
#define SCRIPT_SPLIT_AT 3u /* with which report; a vm of few reports would not gain by it */
#define SCRIPT_MAX_SOURCE 65536u
#define SCRIPT_MAX_LISTS TEXT_PLACES_LISTS /* word lists of a pack */
#define SCRIPT_CHUNK_NAME 56               /* bytes; Lua cuts longer ones inside a character */

typedef enum script_fatal {
    SCRIPT_ALIVE = 0,
    SCRIPT_CPU,
    SCRIPT_TIME,
    SCRIPT_MEMORY,
    SCRIPT_OUTPUT,
    SCRIPT_REGEX,
    SCRIPT_ASKS /* no outcome: what per_report is to find out comes first, then the run again */
} script_fatal;

/* What makes single instructions costly, in bytes: the largest block that was made, and the two
 * longest texts. */
typedef struct script_sizes {
    size_t largest, first_text, second_text;
} script_sizes;

typedef struct script_meter {
    long long units; /* left */
    script_fatal fatal;
    char source[LUA_IDSIZE]; /* where it was hit; "" : unknown */
    int line;
    int near;          /* line at the last step, for what is hit where no line can be asked for */
    long long started; /* processor time at the first look at it, ns; 0: not looked yet */
    long long asked;   /* monotonic time of the last look at the processor time, ns */
    int counting;      /* 0: outside of a run; nothing is counted */
    script_sizes sizes;
} script_meter;

/* A file, kept so that a state can be made anew. The pack, which outlives this, has its bytes. */
typedef struct script_source {
    base_str name, bytes;
    int is_form;
    int single;
    int undone;                        /* it hit a limit: what it made is gone */
    char shown[SCRIPT_CHUNK_NAME + 1]; /* its name as Lua shows it */
    uint32_t *lines; /* byte where each line begins, then the length; NULL: not asked for yet */
    size_t line_count;
    size_t first_list; /* number of its first word list */
    int first_check;   /* handle of its first check function; the next file's ends them */
} script_source;

/* A text, a number, true or false, or a table of such, outside of Lua. */
typedef struct script_datum {
    int type; /* LUA_TSTRING … */
    int is_integer;
    lua_Integer integer; /* of true, 1 */
    lua_Number number;
    base_str text;
    struct script_datum *pairs; /* of a table: each key, then its value */
    size_t count;               /* of pairs */
    size_t items; /* of them those of a list, 1 to items; 0 where a number is left out */
} script_datum;

/* What a function of per_report found. */
typedef struct script_shared {
    int handle; /* of the function, as of a check */
    enum { SCRIPT_FOUND, SCRIPT_FAILED, SCRIPT_LACKED } outcome;
    script_datum datum; /* the result; of another outcome the message, a text */
    size_t units;       /* of work that it took */
    struct script_shared *next;
} script_shared;

/* What the prose of the report of the moment says (scan.h), and what per_report keeps. */
typedef struct script_scans {
    base_arena *arena;
    const doc *document;              /* NULL: nothing is kept */
    struct script_scan *blocks;       /* by number; NULL: nothing was looked for yet */
    struct script_sieve *sieve;       /* sieve.h; NULL: none yet */
    struct script_problems *problems; /* of numbers (bind_section.c); NULL: none yet */
    script_shared *shared;
    base_arena *own_arena; /* of one check: what is not kept for others */
    script_shared *own;
} script_scans;

/* Functions of per_report that ask for another, at most. */
#define SCRIPT_MOST_ASKED 16

struct script_loader;  /* load.h: while files are run */
struct script_session; /* run.h: while a check runs */

/* What script_link has to do for one rule. */
typedef struct script_pending {
    rule *rule;
    base_str *forms; /* as written */
    size_t count;
    int single;
    int is_corpus; /* declared by corpus_rule */
} script_pending;

struct script_vm {
    script_limits limits;
    hecha_lang lang;
    script_region *region; /* NULL with HECHA_ARENA_MALLOC */
    lua_State *state;
    script_texts texts;
    size_t held;         /* bytes that Lua holds, without a region */
    size_t allowed;      /* bytes that Lua may hold now, without what `outside` takes */
    size_t outside;      /* bytes the arena of the run grew by */
    script_sizes loaded; /* what files made */
    script_sizes begun;  /* what a run begins with: that, and the views of the report */
    script_meter meter;
    base_arena *work; /* of a run: values and texts; emptied after it */
    base_buf scratch; /* for one text at a time, never held across a call */
    script_source *sources;
    size_t source_count, source_cap;
    script_pending *pending;
    size_t pending_count;
    int checks; /* number of handles given */
    int sealed;
    int careful;        /* while files are run: one hit a limit, so each is kept from now on */
    size_t collects_at; /* bytes of the region from which on the collector runs; 0: it does */
    int reading;        /* Lua's parser is at work */
    int mixed;          /* what changes may lie in the fixed half */
    int moving;         /* the closure or object that is made next will be written to */
    int building;       /* views are built that the image will keep */
    int refusing;       /* the next block is refused once, so that Lua collects */
    unsigned reports;   /* begun so far, counted to SCRIPT_SPLIT_AT */
    int dirty;          /* something ran since the image was kept or put back */
    const pack_param *params; /* of the pack, which outlives this */
    size_t param_count;
    const pack_data *data; /* likewise */
    size_t data_count;
    base_arena *lists; /* of word lists, which live as long as this */
    const text_words *list[SCRIPT_MAX_LISTS];
    text_beginnings *beginnings; /* of the lists; NULL: none is made yet */
    size_t list_count;
    size_t next_list;  /* number of the list that is made next */
    base_arena *views; /* of a report: the values of the views that are kept with the image */
    script_scans scans;
    struct script_regex_room *room;   /* regex.h; of the state */
    struct script_patterns *patterns; /* pattern_cache.h; NULL: none yet */
    uint64_t runs;                    /* begun so far */
    int asked[SCRIPT_MOST_ASKED]; /* handles of what per_report is to find out, the last one first
                                   */
    size_t asked_count;
    struct script_loader *loader;
    struct script_session *run;
};

script_vm *script_vm_of(lua_State *state);

/* Makes the empty state. 0 or HECHA_E_MEMORY. */
int script_state_open(script_vm *vm);
void script_state_close(script_vm *vm);

/* Back to the image, if something ran since. */
void script_refresh(script_vm *vm);
/* Finds out what of the files' objects each check can reach: from now on no more of them is put
 * back after its runs. Puts the image back. reach.c */
void script_split(script_vm *vm);
/* As luaL_loadbufferx, for text. */
int script_parse(lua_State *state, base_str source, const char *chunk);
/* Starts and ends counting for one run or one file. */
void script_meter_start(script_vm *vm);
void script_meter_stop(script_vm *vm);
/* Counts work done outside of the interpreter; raises when the limit is passed. */
void script_charge(lua_State *state, size_t units);
/* The end of a name that is too long for Lua to show, from a character's first byte on. */
base_str script_source_shown(base_str name);
/* Remembers a file for the next function. */
void script_source_note(script_source *source, base_str name, base_str bytes);
/* Bytes of a file, by the name that Lua shows, from one line to another (both counted from 1, both
 * included). */
size_t script_source_span(const script_vm *vm, const char *shown, int first, int last);
/* Counts a search through a table whose size cannot be asked for. */
void script_charge_walk(lua_State *state);
/* Tells how much the arena of the run has grown; raises when the limit is passed. */
void script_account(lua_State *state, size_t bytes);
/* Raises a fatal error. */
int script_kill(lua_State *state, script_fatal fatal);
/* "cpu", "time", "mem", "output", "regex" */
const char *script_fatal_name(script_fatal fatal);
/* Appends what was hit and where, for people. */
void script_fatal_text(base_buf *buf, const script_vm *vm);

/* As lua_pushcclosure for a function that gives its upvalues other values, and as lua_newuserdatauv
 * without user values for an object that is written to after it was made: all others are not. */
void script_push_moving(lua_State *state, lua_CFunction fn, int upvalues);
void *script_new_moving(lua_State *state, size_t size);

/* Calls fn(argument as light userdata) protected. LUA_OK; else a message, a string or a
 * script_missing, is on the stack. An error of memory sets meter.fatal. */
int script_protect(script_vm *vm, lua_CFunction fn, void *argument);
/* The message of an error at the top of the stack, as valid UTF-8 on one line, cut at `most` bytes,
 * appended to buf. */
void script_error_text(lua_State *state, base_buf *buf, size_t most);
/* Appends text with everything that is no printable character of valid UTF-8 replaced by a space
 * or U+FFFD, at most `most` bytes. Line breaks are kept if `lines`. */
void script_clean(base_buf *buf, base_str text, size_t most, int lines);

/* Raises an error with a message of the catalogue, with the position of the rule before it. */
int script_raise(lua_State *state, base_msg_id message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;
/* As above for something that the report lacks: a run it ends is "missing", not "error". */
int script_raise_missing(lua_State *state, base_msg_id message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;
/* Raises an error again whose text is known; `is_missing` as above. */
int script_raise_text(lua_State *state, base_str text, int is_missing);
/* 1 if the object at the index is such an error. */
int script_is_missing(lua_State *state, int index);
/* A slice of the string at an index; not of a number. Type error for anything else. */
base_str script_check_str(lua_State *state, int index);
void script_push_str(lua_State *state, base_str text);

#endif
