/* script/load.h: rule files: running them, and turning the tables they give into rule.h and form.h.
 * Private to script/.
 *
 * A file calls form "id" {…}, rule "id" {…} and corpus_rule "id" {…}; one of tests/ calls
 * case "name" {…}. What they make goes to the
 * loader in the order of the files. Whatever is wrong with one of them becomes a broken rule with
 * file and line; only lack of memory ends loading. */
#ifndef SCRIPT_LOAD_H
#define SCRIPT_LOAD_H

#include "script/vm.h"

/* A rule "id" that is not defined before its table follows. */
typedef struct script_opening {
    base_str id;
    int line;
    int closed;
    int is_rule;
} script_opening;

typedef struct script_loader {
    script_vm *vm;
    base_arena *arena;
    base_str pack;    /* its name */
    int single;       /* one rule file given by itself */
    base_vec rules;   /* of rule * */
    base_vec forms;   /* of form * */
    base_vec pending; /* of script_pending */
    /* the file at hand */
    base_str file;
    base_str source;
    int is_form;
    base_vec opened; /* of script_opening: every rule "id", form "id", case "name" so far */
    int is_test;     /* of tests/: may define cases only */
    base_vec cases;  /* of rule_case * */
    int stands_in;   /* what is broken now is a form or a case */
    int out_of_memory;
} script_loader;

/* What is wrong with a definition; `text` empty: nothing. */
typedef struct script_defect {
    int line;
    base_str text;
} script_defect;

/* Adds `rule`, `corpus_rule`, `form` and `case` to the table at the top. */
void script_open_load(lua_State *state);
/* Runs a file in the state at hand, with a loader in vm->loader. LUA_OK or the status, the error
 * on the stack. */
int script_run_file(script_vm *vm, base_str source, base_str name);
/* Makes the state new and runs the file of a check in it, without a region. 0 or HECHA_E_MEMORY. */
int script_renew(script_vm *vm, int check);
/* Keeps the function at the top for later, pops it, and gives its handle. */
int script_keep_check(lua_State *state);
/* Pushes the function of a check, nil if there is none. */
void script_push_check(lua_State *state, int check);
/* Forgets the functions of the checks from the first one to before the last. */
void script_forget_checks(lua_State *state, int first, int last);
/* The file of a check. */
const script_source *script_source_of(const script_vm *vm, int check);

/* Pushes params: a read-only view of the pack's parameters; a name it lacks raises. */
void script_push_params(lua_State *state);

/* ---- for the load_*.c ---- */

script_loader *script_loading(lua_State *state); /* raises outside of loading */
/* Memory of the pack's arena, zeroed; raises without memory and marks the loader. */
void *script_load_alloc(lua_State *state, size_t count, size_t size);
base_str script_load_str(lua_State *state, base_str text);
/* A broken rule for something that could not be loaded. */
void script_load_broken(lua_State *state, base_str id, int line, base_str text);
/* The line of the file on which a text that a definition from `line` on contains begins. */
int script_line_of(const script_loader *loader, int line, base_str text);
/* "file:line: text" in the arena. */
base_str script_located(lua_State *state, int line, base_str text);

/* Both read the table at index 2 of the stack. */
void script_load_rule(lua_State *state, base_str id, int line, int is_corpus);
void script_load_form(lua_State *state, base_str id, int line);
void script_load_case(lua_State *state, base_str name, int line);
/* good = …, bad = …: the value at the top of the stack. 0, or -1 with the defect set. */
int script_load_examples(lua_State *state, rule_example **out, size_t *count,
                         script_defect *defect);

/* The report of a case and those beside it, of the table at the index; out->line is set. */
int script_load_case_report(lua_State *state, int table, rule_case *out, script_defect *defect);

/* ---- fields of tables: load_field.c. -1: of a wrong type, the defect is set ---- */

/* Pushes field `name` of the table at `table` without metamethods and returns its type. */
int script_field(lua_State *state, int table, const char *name);
int script_field_str(lua_State *state, int table, const char *name, base_str *out,
                     script_defect *defect);
/* A string, or a list of strings. */
int script_field_list(lua_State *state, int table, const char *name, base_str **out, size_t *count,
                      script_defect *defect);
int script_field_flag(lua_State *state, int table, const char *name, int *out,
                      script_defect *defect);
int script_field_int(lua_State *state, int table, const char *name, int *out,
                     script_defect *defect);
/* years = {from, to}, {from}, or one year. */
int script_field_years(lua_State *state, int table, const char *name, int *from, int *to,
                       script_defect *defect);
int script_field_severity(lua_State *state, int table, hecha_severity *out, script_defect *defect);
/* -1 if the table has a key that is not in the list, which ends with NULL. */
int script_only_fields(lua_State *state, int table, const char *const *names,
                       script_defect *defect);
/* Sets the defect from a message of the catalogue; returns -1. */
int script_defect_set(lua_State *state, script_defect *defect, base_msg_id message, ...)
#if defined(__GNUC__)
    __attribute__((sentinel))
#endif
    ;
int script_field_missing(lua_State *state, const char *name, script_defect *defect);
/* The field is of another type than what is wanted, both words of core_message.h. */
int script_field_wrong(lua_State *state, const char *name, const char *wanted, const char *type,
                       script_defect *defect);

#endif
