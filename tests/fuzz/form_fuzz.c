/* Any text as a form in the form language, and its own labels looked up in it. */
#include "form/form.h"
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    base_arena *arena = base_arena_new(64u << 20);
    form shape = {0};
    if (arena == NULL)
        return 0;
    if (form_parse(arena, base_str_n((const char *)data, size), 1, &shape, NULL) == 0) {
        for (size_t i = 0; i < shape.count && i < 50; i++) {
            base_buf names;
            int row;
            base_buf_init(&names);
            form_find(&shape, shape.rows[i].label, &row, &names);
            form_find(&shape, shape.rows[i].path, &row, &names);
            base_buf_dispose(&names);
        }
    }
    base_arena_free(arena);
    return 0;
}
