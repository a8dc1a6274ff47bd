/* What the programs say of a pdf: words with boxes, and behind a byte 0 the drawn page. */
#include <string.h>

#include "fuzz.h"
#include "read/pdf_grid.h"
#include "read/pdf_layout.h"
#include "read/pdf_words.h"
#include "sound.h"

#define MEMORY ((size_t)256 << 20)

static int build(base_arena *arena, base_str words, base_str svg, doc_builder *builder)
{
    pdf_pages pages;
    pdf_rules rules;
    base_vec grids;
    if (pdf_words_read(arena, words, &pages, NULL) != 0 ||
        pdf_rules_read(arena, svg, &pages, &rules) != 0 ||
        pdf_grids_find(arena, &rules, &pages, &grids) != 0)
        return -1;
    return pdf_layout_build(arena, &pages, &grids, builder, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t *end = size > 0 ? memchr(data, 0, size) : NULL;
    size_t words = end != NULL ? (size_t)(end - data) : size;
    base_str all = base_str_n((const char *)data, size);
    base_arena *arena = base_arena_new(MEMORY);
    doc_builder *builder = NULL;
    if (arena == NULL || doc_builder_new(MEMORY, HECHA_LANG_ZH, &builder, NULL) != 0) {
        base_arena_free(arena);
        return 0;
    }
    int status = build(arena, base_str_n(all.ptr, words), base_str_from(all, words + 1), builder);
    base_arena_free(arena);
    fuzz_finish(status, builder, "pdf");
    return 0;
}
