/* Any bytes as a result frame of a broken worker; what reads is written and read again. */
#include <stdlib.h>

#include "fuzz.h"
#include "result/frame.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(64u << 20);
    result_report *report = NULL, *again = NULL;
    if (arena == NULL)
        return 0;
    if (result_frame_read(arena, base_str_n((const char *)data, size), &report, NULL) == 0) {
        base_buf frame;
        base_buf_init(&frame);
        result_frame_write(&frame, report);
        if (!base_buf_failed(&frame) &&
            result_frame_read(arena, base_buf_str(&frame), &again, NULL) != 0 &&
            !base_arena_failed(arena))
            abort();
        base_buf_dispose(&frame);
    }
    base_arena_free(arena);
    return 0;
}
