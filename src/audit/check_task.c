#include "audit/check_task.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "audit/store.h"
#include "base/err.h"
#include "read/limits.h"

static check_task *new_task(void)
{
    check_task *task = calloc(1, sizeof(*task));
    if (task == NULL)
        return NULL;
    task->task.descriptor = -1;
    task->task.request.member = AUDIT_NO_MEMBER;
    base_buf_init(&task->task.reply);
    base_buf_init(&task->judged);
    return task;
}

static void free_task(check_task *task)
{
    if (task->owns_descriptor && task->task.descriptor >= 0)
        close(task->task.descriptor);
    audit_task_dispose(&task->task);
    base_buf_dispose(&task->judged);
    free(task);
}

static check_task *add_task(check_list *list)
{
    check_task *task = new_task();
    if (task == NULL)
        return NULL;
    if (list->last != NULL)
        list->last->next = task;
    else
        list->first = task;
    list->last = task;
    return task;
}

check_task *check_list_add(check_list *list, const audit_input *input)
{
    check_task *task = add_task(list);
    if (task == NULL)
        return NULL;
    task->input = input;
    task->shown = input->shown;
    return task;
}

check_task *check_list_add_case(check_list *list, size_t number, int file)
{
    check_task *task = add_task(list);
    if (task == NULL)
        return NULL;
    task->kind = CHECK_CASE;
    task->number = number;
    task->task.descriptor = file;
    return task;
}

void check_list_drop(check_list *list)
{
    check_task *first = list->first;
    list->first = first->next;
    if (list->first == NULL)
        list->last = NULL;
    free_task(first);
}

void check_list_clear(check_list *list)
{
    while (list->first != NULL)
        check_list_drop(list);
}

int check_list_expand(check_list *list, const audit_reply *reply)
{
    check_task *archive = list->first;
    check_task **end = &list->first;
    archive->kind = CHECK_ARCHIVE_END;
    for (size_t i = 0; i < reply->member_count; i++) {
        check_task *task = new_task();
        if (task == NULL)
            return -1;
        const audit_member *member = &reply->members[i];
        task->kind = CHECK_MEMBER;
        task->input = archive->input;
        task->shown = member->path;
        task->reason = member->skipped ? member->reason : base_str_n(NULL, 0);
        task->task.descriptor = archive->task.descriptor;
        task->task.request = archive->task.request;
        task->task.request.named = 0;
        task->task.request.member = (uint32_t)i;
        task->next = archive;
        *end = task;
        end = &task->next;
    }
    return 0;
}

/* Copies what comes. 0 or errno; EINTR: a signal came while nothing did. */
static int copy_all(int from, audit_store *to)
{
    char chunk[16384];
    audit_span unused;
    for (;;) {
        ssize_t got = read(from, chunk, sizeof(chunk));
        if (got <= 0)
            return got < 0 ? errno : 0;
        if (to->size + (uint64_t)got > READ_FILE_BYTES)
            return EFBIG;
        int failure = audit_store_add(to, base_str_n(chunk, (size_t)got), &unused);
        if (failure != 0)
            return failure;
    }
}

/* The bytes as a file without a name, which can be read at any place. 0 or errno. */
static int spool(int *descriptor)
{
    audit_store copy;
    int failure = audit_store_open(&copy);
    if (failure == 0)
        failure = copy_all(*descriptor, &copy);
    /* Several workers may hold it; none may change it. */
    if (failure == 0)
        failure = audit_store_seal(&copy);
    if (failure != 0) {
        audit_store_close(&copy);
        return failure;
    }
    close(*descriptor);
    *descriptor = copy.file;
    return 0;
}

/* Standard input gets a descriptor of its own, so that all are closed alike. */
int check_input_open(const audit_input *input, int sendable, int *descriptor, uint64_t *size,
                     hecha_err *err)
{
    struct stat info;
    int code = audit_input_open(input, descriptor, err);
    if (code != 0)
        return code;
    int failure = fstat(*descriptor, &info) != 0 ? errno : 0;
    if (failure == 0 && !S_ISREG(info.st_mode) && sendable) {
        failure = S_ISDIR(info.st_mode) ? EISDIR : spool(descriptor);
        if (failure == 0 && fstat(*descriptor, &info) != 0)
            failure = errno;
    }
    if (failure == 0) {
        *size = info.st_size > 0 ? (uint64_t)info.st_size : 0;
        return 0;
    }
    close(*descriptor);
    *descriptor = -1;
    return audit_input_unreadable(failure, err);
}

int check_task_open(check_task *task, uint64_t id, int sendable, hecha_err *err)
{
    audit_worker_request *request = &task->task.request;
    const audit_input *input = task->input;
    int code = check_input_open(input, sendable, &task->task.descriptor, &request->size, err);
    if (code != 0)
        return code;
    task->owns_descriptor = 1;
    request->id = id;
    request->named = input->named;
    request->shown = input->shown;
    request->inside = input->inside;
    if (input->kind == AUDIT_INPUT_MEMBER)
        request->shown.len -= input->inside.len + 2;
    return 0;
}
