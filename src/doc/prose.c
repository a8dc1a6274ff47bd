#include "doc/prose.h"

int doc_is_prose(const doc_block *block)
{
    return block->kind == DOC_HEADING || block->kind == DOC_PARAGRAPH || block->kind == DOC_NOTE;
}

static void start_block(doc_prose *prose, const doc_block *block)
{
    int single = prose->single;
    memset(prose, 0, sizeof(*prose));
    prose->single = single;
    prose->block = block;
}

/* On to the block after this one, if there is one to read. */
static void next_block(doc_prose *prose, const doc_block *block)
{
    start_block(prose, prose->single ? NULL : doc_next(block));
}

void doc_prose_init(doc_prose *prose, const doc *document)
{
    prose->single = 0;
    start_block(prose, document->first);
}

void doc_prose_init_block(doc_prose *prose, const doc_block *block)
{
    prose->single = 1;
    start_block(prose, block);
}

/* The block to search from now on: a heading, paragraph or note with text left. */
static const doc_block *current(doc_prose *prose)
{
    while (prose->block != NULL) {
        const doc_block *block = prose->block;
        if (doc_is_prose(block) && prose->offset < block->text.normal.text.len)
            return block;
        next_block(prose, block);
    }
    return NULL;
}

/* Counts on to the raw byte `to`, which never lies before what is counted. */
static void count_to(doc_prose *prose, base_str raw, size_t to)
{
    while (prose->counted < to) {
        unsigned char byte = (unsigned char)raw.ptr[prose->counted++];
        if (byte == '\n') {
            prose->lines++;
            prose->columns = 0;
        } else if ((byte & 0xC0) != 0x80) {
            prose->columns++;
        }
    }
}

void doc_prose_place(doc_prose *prose, size_t start, size_t end, base_str *text, base_place *place)
{
    const doc_text *from = &prose->block->text;
    size_t first = text_normal_raw(&from->normal, start);
    size_t past = text_normal_raw(&from->normal, end);
    if (past > from->raw.len)
        past = from->raw.len;
    if (first > past)
        first = past;
    *text = base_str_trim(base_str_n(from->raw.ptr + first, past - first));
    *place = prose->block->place;
    place->text = *text;
    if (place->line == 0)
        return;
    count_to(prose, from->raw, (size_t)(text->ptr - from->raw.ptr));
    place->line += (uint32_t)prose->lines;
    if (prose->lines > 0)
        place->column = 0; /* where a continued line starts in the file is not known */
    else
        place->column = (place->column > 0 ? place->column : 1) + (uint32_t)prose->columns;
}

/* Moves past a hit; a hit of no length must not stop the walk. */
static void advance(doc_prose *prose, size_t end)
{
    prose->offset = end > prose->offset ? end : prose->offset + 1;
}

int doc_prose_quantity(doc_prose *prose, text_quantity *out, base_str *text, base_place *place)
{
    const doc_block *block;
    while ((block = current(prose)) != NULL) {
        if (text_quantity_next(block->text.normal.text, prose->offset, out)) {
            doc_prose_place(prose, out->start, out->end, text, place);
            advance(prose, out->end);
            return 1;
        }
        next_block(prose, block);
    }
    return 0;
}

int doc_prose_claim(doc_prose *prose, text_claim *out, base_str *text, base_place *place)
{
    const doc_block *block;
    while ((block = current(prose)) != NULL) {
        if (text_claim_next(block->text.normal.text, prose->offset, out)) {
            doc_prose_place(prose, out->start, out->end, text, place);
            advance(prose, out->end);
            return 1;
        }
        next_block(prose, block);
    }
    return 0;
}
