#include "form/picture.h"

#include <string.h>

#include "form/table.h"
#include "text/utf8.h"

enum {
    BLOCKS_BETWEEN = 8,   /* a caption and its picture */
    BLOCKS_BEHIND = 4,    /* the picture, where the table may still come */
    SHORT_LINE = 40,      /* characters of a line that belongs to a table */
    CAPTION_LONGEST = 60, /* characters of a caption */
    CAPTION_CELLS = 4,    /* of a table that is nothing but a caption */
    MOST_PICTURES = 20,   /* told of */
    MOST_LINKS = 200      /* captions that are compared with the links of the report */
};

typedef struct finder {
    const doc *document;
    const form *const *forms;
    size_t form_count;
    const form_instance *instances;
    size_t instance_count;
} finder;

static int has_instance(const finder *self, base_str title)
{
    for (size_t i = 0; i < self->instance_count; i++)
        if (base_str_eq(self->instances[i].form->title, title))
            return 1;
    return 0;
}

/* 1 if the line holds the title of a form that the report lacks. */
static int names_missing(const finder *self, base_str line)
{
    for (size_t i = 0; i < self->form_count; i++) {
        base_str title = self->forms[i]->title;
        if (title.len > 0 && base_str_find(line, title, 0) != BASE_STR_NONE &&
            !has_instance(self, title))
            return 1;
    }
    return 0;
}

static int is_sentence(base_str line)
{
    static const char *const marks[] = {"。", "，", "；", "？", "！"};
    for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
        if (base_str_find(line, base_str_c(marks[i]), 0) != BASE_STR_NONE)
            return 1;
    return 0;
}

/* A link to a table that is a file of its own. */
static int is_link(const finder *self, const doc_block *block)
{
    for (const doc_aside *aside = self->document->asides; aside; aside = aside->next)
        if (aside->kind == DOC_LINK && aside->place.block == block->place.block)
            return 1;
    return 0;
}

/* The only text of a table that just frames a caption; else empty. */
static base_str framed_line(const doc_table *table)
{
    base_str only = base_str_n("", 0);
    if (table->count > CAPTION_CELLS)
        return only;
    for (size_t i = 0; i < table->count; i++) {
        if (table->cells[i].nested)
            return base_str_n("", 0);
        if (form_label_is_blank(table->cells[i].text.normal.text))
            continue;
        if (only.len)
            return base_str_n("", 0);
        only = base_str_trim(table->cells[i].text.normal.text);
    }
    return only;
}

static base_str line_of(const doc_block *block)
{
    switch (block->kind) {
    case DOC_TITLE:
    case DOC_HEADING:
    case DOC_PARAGRAPH:
        return base_str_trim(block->text.normal.text);
    case DOC_TABLE:
        return framed_line(block->table);
    default:
        return base_str_n("", 0);
    }
}

static int is_caption(const finder *self, const doc_block *block, int *missing)
{
    base_str line = line_of(block);
    *missing = 0;
    if (line.len == 0 || text_utf8_length(line) > CAPTION_LONGEST || is_sentence(line))
        return 0;
    *missing = names_missing(self, line);
    return *missing || form_label_is_title(line);
}

/* 1 if a table follows before the next heading or caption. */
static int table_behind(const finder *self, const doc_block *block)
{
    int missing;
    for (int i = 0; block && i < BLOCKS_BEHIND; block = doc_next(block)) {
        if (block->kind == DOC_HEADING || is_caption(self, block, &missing))
            return 0;
        if (block->kind == DOC_TABLE || block->kind == DOC_CHART)
            return 1;
        i += block->kind != DOC_IMAGE;
    }
    return 0;
}

/* A frame around a picture: a table without text. */
static int is_empty_frame(const doc_block *block)
{
    for (size_t i = 0; block->kind == DOC_TABLE && i < block->table->count; i++)
        if (block->table->cells[i].nested ||
            !form_label_is_blank(block->table->cells[i].text.normal.text))
            return 0;
    return block->kind == DOC_TABLE;
}

/* The picture that a caption announces, or NULL. `last`: the block before the caption. */
static const doc_block *picture_of(const finder *self, const doc_block *caption, int missing,
                                   const doc_block *last)
{
    int other;
    const doc_block *block = doc_next(caption);
    for (int i = 0; block && i < BLOCKS_BETWEEN; i++, block = doc_next(block)) {
        if (block->kind == DOC_IMAGE)
            return table_behind(self, doc_next(block)) ? NULL : block;
        if (is_empty_frame(block) || block->kind == DOC_NOTE)
            continue;
        base_str line = line_of(block);
        if (line.len == 0 || block->kind == DOC_HEADING || is_caption(self, block, &other))
            break;
        if (!missing && (text_utf8_length(line) > SHORT_LINE || is_sentence(line)))
            break;
    }
    if (block && (block->kind == DOC_TABLE || block->kind == DOC_CHART))
        return NULL;
    return missing && last && last->kind == DOC_IMAGE && !table_behind(self, doc_next(caption))
               ? last
               : NULL;
}

static int has_image(const doc *document)
{
    for (const doc_block *block = document->first; block; block = doc_next(block))
        if (block->kind == DOC_IMAGE)
            return 1;
    return 0;
}

int form_pictures_find(base_arena *arena, const doc *document, const form *const *forms,
                       size_t count, const form_instance *instances, size_t instance_count,
                       form_picture **out, size_t *out_count)
{
    finder self = {document, forms, count, instances, instance_count};
    const doc_block *last = NULL;
    base_vec found;
    int missing, links = 0;
    base_vec_init(&found, sizeof(form_picture));
    *out = NULL;
    *out_count = 0;
    if (!has_image(document))
        return 0;
    for (const doc_block *block = document->first; block; last = block, block = doc_next(block)) {
        const doc_block *picture =
            is_caption(&self, block, &missing) ? picture_of(&self, block, missing, last) : NULL;
        if (!picture || found.count == MOST_PICTURES || links++ >= MOST_LINKS ||
            is_link(&self, block))
            continue;
        form_picture *fresh = base_vec_push(&found, arena);
        if (!fresh)
            return HECHA_E_MEMORY;
        fresh->caption = line_of(block);
        fresh->place = picture->place;
    }
    *out = found.items;
    *out_count = found.count;
    return 0;
}
