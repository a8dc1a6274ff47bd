/* script/bind.h: what the files bind_*.c give each other. One file a type. Private to script/.
 *
 * Traced values are userdata that point into the arena of the run; a report's parts are plain
 * tables, built when a rule first asks for them. Nothing of them outlives the run: the image that
 * is put back holds none. Functions named push leave one value on the stack. */
#ifndef SCRIPT_BIND_H
#define SCRIPT_BIND_H

#include "doc/doc.h"
#include "script/run.h"
#include "script/sandbox.h"
#include "script/scan.h"
#include "text/date.h"
#include "text/quantity.h"
#include "text/sentence.h"

/* Adds the API to the table of global names at the top, and its metatables to the registry. */
void script_bind_open(lua_State *state);

/* ---- values: bind_value.c, bind_item.c ---- */

typedef struct script_value {
    const void *tag; /* tells values from other userdata */
    const value *value;
    const form_instance *instance; /* of an item; else NULL */
    const form_item *item;
    const script_said *said; /* of a quantity of the prose; else NULL */
    lua_Integer index;       /* of a quantity, in the list it was given in; 0: in none */
    int claimed;             /* the 0 of a claim that there are none (未收到) */
} script_value;

void script_open_value(lua_State *state); /* metatable and the functions sum, largest, smallest */
void script_push_value(lua_State *state, const value *value);
/* Always the same object for one item. */
void script_push_item(lua_State *state, const form_instance *instance, const form_item *item);
/* The value at the index, or NULL. */
const script_value *script_test_value(lua_State *state, int index);
const script_value *script_check_value(lua_State *state, int index);
/* A value, a whole number or a decimal string as a traced value; raises for anything else. */
const value *script_to_value(lua_State *state, int index);
/* Pushes a value's number as a Lua integer, or nil if it is none, and returns 1; 0 and nothing
 * pushed if there is no value at the index. */
int script_push_value_number(lua_State *state, int index);
/* Pushes the text of a userdata of ours and returns 1; else 0. */
int script_push_object_text(lua_State *state, int index);
/* Puts the number of each field of values into the table at the top, by name. */
void script_open_fields(lua_State *state);
/* The field with the number. */
void script_push_value_field(lua_State *state, const script_value *held, lua_Integer number);
/* The label of a value: a leaf's own, else what it is computed of. */
void script_push_value_label(lua_State *state, const value *a);

/* ---- the report: bind_report.c, bind_doc.c, bind_section.c, bind_signature.c, bind_form.c,
 * bind_date.c, bind_place.c ---- */

void script_open_report(lua_State *state);
/* The report of the run, made where there is none yet. */
void script_push_report(lua_State *state);
int script_is_report(lua_State *state, int index);
/* If the report is at the index, all its parts are built, a table of them is pushed, and 1
 * returned; else 0 and nothing pushed. */
int script_report_behind(lua_State *state, int index);
/* A part of the report that has been built, by name: report.blocks … */
void script_push_report_field(lua_State *state, const char *name);
/* Keeps the value at the top as that part, and pops it. */
void script_keep_report_field(lua_State *state, const char *name);

void script_push_blocks(lua_State *state);
void script_push_tables(lua_State *state);
void script_push_sections(lua_State *state);
void script_push_headings(lua_State *state);
int script_report_section(lua_State *state);   /* report:section(title, …) */
int script_report_numbering(lua_State *state); /* report:numbering() */
int script_title_likeness(lua_State *state);   /* title_likeness(wanted, title) */
int script_difference(lua_State *state);       /* difference(text, other) */
void script_push_signature(lua_State *state);
void script_push_texts(lua_State *state);
void script_push_title_lines(lua_State *state);
int script_report_find(lua_State *state);     /* report:find(text) */
int script_report_doubled(lua_State *state);  /* report:doubled(least, most) */
int script_report_unpaired(lua_State *state); /* report:unpaired() */
/* A cell as in the rows of report.tables, without the tables in it. */
void script_push_cell(lua_State *state, const doc_cell *cell);

void script_push_forms(lua_State *state);
int script_report_item(lua_State *state); /* report:item(label[, form]) */
int script_report_form(lua_State *state); /* report:form(id[, ordinal]) */
/* The table of an instance in report.forms; nil for NULL. */
void script_push_instance(lua_State *state, const form_instance *instance);

int script_report_dates(lua_State *state); /* report:dates() */
void script_push_report_date(lua_State *state);
void script_push_report_period(lua_State *state);

/* A table of the members of a date, without text and location. */
void script_push_date(lua_State *state, const text_date *date);
void script_push_place(lua_State *state, const base_place *place);
/* Reads a location table, or a table or value that has one, into the arena of the run. */
void script_to_place(lua_State *state, int index, base_place *out);
/* What stands there, for people; may be empty. */
base_str script_quote(lua_State *state, int index);

/* Small setters on the table at the top. Text that is empty is left out. */
void script_set_str(lua_State *state, const char *name, base_str text);
void script_set_int(lua_State *state, const char *name, lua_Integer number);

/* ---- what prose says: bind_phrase.c, bind_enumeration.c, bind_quantity.c,
 * bind_regex.c ---- */

void script_open_phrase(lua_State *state);
int script_phrases(lua_State *state); /* report:phrases(pattern[, within]); of blocks, sections */
int script_enumerations(lua_State *state); /* report:enumerations([within]); likewise */
/* Gives the block or section at the top its methods. */
void script_set_part(lua_State *state);
/* The blocks, counted from 1, that the report, section or block at the index holds; all for nil. */
void script_to_extent(lua_State *state, int index, uint32_t *first, uint32_t *last);
/* A quantity in the normalised text of a block as a value; what it counts is its label. */
void script_push_quantity(lua_State *state, const doc_block *block, const text_quantity *quantity,
                          base_str label);
void script_open_regex(lua_State *state);
int script_matches(lua_State *state); /* report:matches(regex[, within]); of blocks, sections */
int script_cells(lua_State *state);   /* report:cells(regex) */
/* Pushes the pattern if a regular expression is at the index and returns 1; else 0. */
int script_push_regex_text(lua_State *state, int index);
void script_open_quantity(lua_State *state);
int script_quantities(lua_State *state); /* report:quantities([within]); of blocks, sections */
int script_claims(lua_State *state);     /* report:claims([within]); of blocks, sections */
/* Numbers for the fields of quantities, from `first` on, into the table at the top. */
void script_open_said_fields(lua_State *state, lua_Integer first);
/* The field with the number, counted from 0; nil for a value that is no quantity. */
void script_push_said_field(lua_State *state, const script_value *held, lua_Integer number);
int script_said_before(lua_State *state); /* q:before(n) */
int script_said_after(lua_State *state);  /* q:after(n) */

/* ---- other reports: bind_corpus.c ---- */

void script_open_corpus(lua_State *state);
void script_push_corpus(lua_State *state);    /* the third argument of a check */
int script_report_previous(lua_State *state); /* report:previous() */
int script_report_children(lua_State *state); /* report:children() */
int script_report_likeness(lua_State *state); /* report:likeness(other) */

/* ---- expect and log: bind_expect.c, bind_log.c ---- */

void script_open_expect(lua_State *state);
void script_push_expect(lua_State *state);
void script_open_log(lua_State *state);

/* ---- data and wordlist: bind_words.c ---- */

void script_open_words(lua_State *state);

/* ---- per_report: bind_shared.c ---- */

void script_open_shared(lua_State *state);

#endif
