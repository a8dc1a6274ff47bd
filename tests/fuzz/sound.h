/* tests/fuzz/sound.h: the end of what a reader built: the document must keep its invariants,
 * however broken the bytes were. Included by one source of a target. */
#ifndef TESTS_FUZZ_SOUND_H
#define TESTS_FUZZ_SOUND_H

#include <stdio.h>
#include <stdlib.h>

#include "doc/build.h"
#include "read/outline.h"

/* Aborts if the document is not sound. */
static inline void fuzz_sound(const doc *document)
{
    const char *wrong = doc_check(document);
    if (wrong == NULL)
        return;
    fprintf(stderr, "the document is not sound: %s\n", wrong);
    abort();
}

/* Takes the builder: finishes what a reader built, unless its status says that it failed. */
static inline void fuzz_finish(int status, doc_builder *builder, const char *format)
{
    doc *document = NULL;
    if (status != 0 || read_outline(builder, 0, NULL) != 0) {
        doc_builder_free(builder);
        return;
    }
    if (doc_build_finish(builder, base_str_c("fuzz"), format, &document, NULL) != 0)
        return;
    fuzz_sound(document);
    doc_free(document);
}

#endif
