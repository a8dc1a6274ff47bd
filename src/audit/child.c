#include "audit/child.h"

#include <unistd.h>

#include "audit/program.h"

#define BASE_MEMORY ((size_t)1536 << 20) /* a file, its parts, its document */
#define LOADING_LIMIT 2400L              /* ms of processor time a file of a pack */
#define PACK_MEMORY ((size_t)160 << 20)  /* the interpreter of a pack and its images */

size_t audit_child_memory(const audit_ruleset *rules)
{
    return BASE_MEMORY + rules->pack_count * PACK_MEMORY;
}

long audit_child_loading_limit(const audit_ruleset *rules, const audit_process *process)
{
    uint32_t item = atomic_load(&process->progress->item);
    size_t files = item < rules->pack_count ? rules->packs[item].source->file_count : 1;
    return LOADING_LIMIT * (long)(files > 0 ? files : 1);
}

static void answer_requests(const audit_child_setup *setup, audit_worker *worker, base_arena *arena,
                            audit_progress *progress)
{
    base_buf in, out;
    audit_message_kind kind;
    base_str body;
    size_t used;
    int descriptor;
    base_buf_init(&in);
    base_buf_init(&out);
    for (;;) {
        audit_worker_request request;
        audit_progress_set(progress, AUDIT_WAITING, 0);
        if (audit_message_receive(AUDIT_CHILD_SOCKET, &in, &descriptor) != 0 ||
            audit_message_split(base_buf_str(&in), &kind, &body, &used) != 1 ||
            kind != AUDIT_MESSAGE_REQUEST)
            return;
        audit_progress_set(progress, AUDIT_READING, 0);
        base_arena_reset(arena);
        base_buf_clear(&out);
        if (audit_request_read(arena, body, &request) != 0)
            return;
        setup->answer(worker, &request, descriptor, &out);
        if (descriptor >= 0)
            close(descriptor);
        if (base_buf_failed(&out) ||
            audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(&out)) != 0)
            return;
    }
}

void audit_child_run(void *context, audit_progress *progress)
{
    const audit_child_setup *setup = context;
    audit_setting setting = *setup->setting;
    base_buf ready;
    base_buf_init(&ready);
    setting.helper = &audit_program_helper;
    setup->rules->progress = progress;
    base_arena *arena = base_arena_new(0);
    audit_worker *worker = arena == NULL ? NULL : audit_worker_new(setup->rules, &setting, &ready);
    if (base_buf_failed(&ready) || ready.len == 0 ||
        audit_message_write(AUDIT_CHILD_SOCKET, base_buf_str(&ready)) != 0)
        return;
    base_buf_dispose(&ready);
    if (worker != NULL)
        answer_requests(setup, worker, arena, progress);
}
