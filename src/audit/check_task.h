/* audit/check_task.h: the files of a run, in the order of the output. Private to hecha_check.
 *
 * One task a file; an archive that is met is replaced by its files, with itself behind them. Tasks
 * are given to workers in this order, are done in any, and are written in this order again. */
#ifndef AUDIT_CHECK_TASK_H
#define AUDIT_CHECK_TASK_H

#include "audit/inputs.h"
#include "audit/pool.h"

typedef enum check_state { CHECK_NEW = 0, CHECK_GIVEN, CHECK_DONE } check_state;

typedef enum check_kind {
    CHECK_INPUT = 0,   /* what audit/inputs.h lists, of any kind */
    CHECK_MEMBER,      /* a file in an archive */
    CHECK_ARCHIVE_END, /* an archive whose files have been written */
    CHECK_CASE         /* a report in the pass over several reports */
} check_kind;

typedef struct check_task {
    audit_task task; /* first, so that a pool's task is the same address */
    check_state state;
    check_kind kind;
    const audit_input *input; /* NULL: a case */
    size_t number;            /* of a case, */
    base_buf judged;          /* and what it is */
    base_str shown;           /* in the output */
    base_str reason;          /* of a member that is skipped; else ptr NULL */
    int owns_descriptor;
    size_t left_out;       /* rules that were left out of all reports when it was given */
    size_t reports_before; /* reports written before the archive */
    struct check_task *next;
} check_task;

/* A list; zero-initialise. */
typedef struct check_list {
    check_task *first, *last;
    size_t waiting; /* done and not yet taken away */
} check_list;

/* A new task at the end. NULL: no memory. */
check_task *check_list_add(check_list *list, const audit_input *input);
/* `file`: the store of the corpus. */
check_task *check_list_add_case(check_list *list, size_t number, int file);
/* Takes the first away and frees it. */
void check_list_drop(check_list *list);
void check_list_clear(check_list *list);
/* Puts the archive's files before the first task, which is the archive, and makes that their end.
 * The members' texts are kept by the archive's reply. 0 or -1: no memory. */
int check_list_expand(check_list *list, const audit_reply *reply);

/* Opens an input; what is no regular file is copied into memory if `sendable`. 0, or a hecha_code
 * with err set. */
int check_input_open(const audit_input *input, int sendable, int *descriptor, uint64_t *size,
                     hecha_err *err);
/* Opens the file and fills in the request. What is no regular file is copied into memory if
 * `sendable`. 0, or a hecha_code with err set. */
int check_task_open(check_task *task, uint64_t id, int sendable, hecha_err *err);

#endif
