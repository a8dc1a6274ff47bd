/* script/run.h: what one run of a check holds. Private to script/. */
#ifndef SCRIPT_RUN_H
#define SCRIPT_RUN_H

#include "script/vm.h"

typedef struct script_session {
    const script_report *report;
    rule_scene *scene; /* the caller's, with the arena of the run */
    size_t borrowed;   /* bytes of what the report keeps for all runs, counted as this one's */
    base_vec verdicts; /* of rule_verdict, in that arena */
    base_buf *log;     /* NULL: dropped */
    size_t log_start;  /* length of the log before the run */
    size_t failed;     /* findings of this run */
    size_t undecided;  /* verdicts of not evaluated */
    size_t checked;    /* comparisons that held, and expect.checked() */
    base_str skipped;  /* reason of expect.skip; ptr NULL: none */
    base_str idle;     /* reason of the first comparison that did not apply; ptr NULL: none */
} script_session;

/* per_report: lua_CFunction, finds out what was asked for last, and keeps it. */
int script_shared_find(lua_State *state);
/* Keeps the error at the top as what it came to. 0 or HECHA_E_MEMORY. */
int script_shared_fail(script_vm *vm);
/* Forgets what is asked for, and what was found for one check alone. */
void script_shared_forget(script_vm *vm);

/* Where the views are that are built before the runs on a report: layers of the region. Whatever
 * hands an object of one to a rule, or adds to it, touches it first. */
typedef enum script_layer { SCRIPT_LAYER_FORMS = 1, SCRIPT_LAYER_PROSE } script_layer;

void script_touch_layer(lua_State *state, unsigned layer); /* 0: none */

/* The run; raises where no check runs, as when a file is loaded. */
script_session *script_running(lua_State *state);
/* Memory of the run's arena, zeroed; raises when there is none. */
void *script_run_alloc(lua_State *state, size_t size);
/* A copy in the run's arena. */
base_str script_run_str(lua_State *state, base_str text);
/* Tells the memory limit about what other functions took from the arena. */
void script_run_account(lua_State *state);
/* The same for memory that outlives the run, as if the run had taken it. */
void script_run_borrow(lua_State *state, size_t bytes);

#endif
