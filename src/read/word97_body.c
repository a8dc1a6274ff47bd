/* The text of a .doc: characters to paragraphs, fields, revisions, notes. MS-DOC 2.4.2, 2.8.25. */
#include "base/err.h"
#include "read/picture.h"
#include "read/word97.h"
#include "text/utf8.h"

#define MAX_FIELDS 64
#define MAX_INSTRUCTION 4096u
#define FOOTNOTE_TEXTS 3u
#define ENDNOTE_TEXTS 47u
#define BOX_TEXTS 56u
#define PICTURE_HEAD 0x44u
#define FLOATING 40u
#define FLOATING_BYTES 26u

typedef struct body {
    word97 *word;
    word97_tables *tables;
    base_buf text, number, removed, hidden, note;
    base_buf instruction;       /* of the innermost field, while it is one */
    uint8_t fields[MAX_FIELDS]; /* of each open field: 1 while in its instruction */
    int field_depth;
    uint32_t high;                       /* first half of a surrogate pair */
    int notes_footnotes, notes_endnotes; /* references met in the open paragraph */
    int images, table_images;            /* met in the open paragraph, in the open table */
} body;

static void add_unit(body *at, base_buf *out, uint32_t unit)
{
    if (unit >= 0xD800 && unit < 0xDC00) {
        at->high = unit;
        return;
    }
    if (unit >= 0xDC00 && unit < 0xE000) {
        if (at->high != 0)
            base_buf_add_codepoint(out, 0x10000 + ((at->high - 0xD800) << 10) + (unit - 0xDC00));
        at->high = 0;
        return;
    }
    at->high = 0;
    base_buf_add_codepoint(out, unit);
}

/* Ruby is an equation: EQ \* jc2 … \o\ad(\s\up 9(annotation),base). Its base is text. */
static void add_ruby_base(body *at)
{
    base_str all = base_str_trim(base_buf_str(&at->instruction));
    size_t over = base_str_find(all, base_str_c("\\o"), 0);
    if (base_str_starts(all, base_str_c("EQ")) && over != BASE_STR_NONE &&
        base_str_ends(all, base_str_c(")")) &&
        base_str_find(all, base_str_c("\\up"), over) != BASE_STR_NONE) {
        size_t comma = all.len;
        while (comma > over && all.ptr[comma - 1] != ',' && all.ptr[comma - 1] != ';')
            comma--;
        if (comma > over)
            base_buf_add(&at->text, all.ptr + comma, all.len - 1 - comma);
    }
    base_buf_clear(&at->instruction);
}

/* Field marks. 1 if the character was one. */
static int field_mark(body *at, uint32_t unit)
{
    if (unit == 0x13) {
        base_buf_clear(&at->instruction);
        if (at->field_depth < MAX_FIELDS)
            at->fields[at->field_depth] = 1;
        at->field_depth++;
    } else if (unit == 0x14) {
        if (at->field_depth > 0 && at->field_depth <= MAX_FIELDS)
            at->fields[at->field_depth - 1] = 0;
    } else if (unit == 0x15) {
        if (at->field_depth == 1 && at->fields[0])
            add_ruby_base(at);
        at->field_depth -= at->field_depth > 0;
    } else {
        return 0;
    }
    return 1;
}

static int in_instruction(const body *at)
{
    for (int i = 0; i < at->field_depth && i < MAX_FIELDS; i++)
        if (at->fields[i])
            return 1;
    return 0;
}

/* The index of a position among the first `count` of a PLC. 0: it is none of them. */
static int find_position(base_str plc, size_t count, uint32_t cp, size_t *index)
{
    size_t low = 0, high = count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (read_u32(plc, 4 * middle) < cp)
            low = middle + 1;
        else
            high = middle;
    }
    *index = low;
    return low < count && read_u32(plc, 4 * low) == cp;
}

/* Lengths in twips. */
static void count_picture(body *at, double width, double height)
{
    read_picture_size size = {width / 20, height / 20};
    if (read_picture_counts(base_str_n("", 0), size))
        at->images++;
}

/* PICF: MS-DOC 2.9.193. */
static void inline_picture(body *at, const word97_chp *run)
{
    base_str picture = base_str_from(at->word->data, run->picture);
    if (run->is_data || !run->has_picture || read_u16(picture, 4) != PICTURE_HEAD)
        return;
    count_picture(at, (double)read_u16(picture, 0x1C) * read_u16(picture, 0x20) / 1000,
                  (double)read_u16(picture, 0x1E) * read_u16(picture, 0x22) / 1000);
}

/* What floats at a position: PlcfSpa, MS-DOC 2.8.37. Whether it is a picture or a box is not said
 * there: where the document has text boxes it is taken for one. */
static void floating_picture(body *at, uint32_t cp)
{
    base_str plc = word97_structure(at->word, FLOATING);
    size_t count = plc.len >= 4 ? (plc.len - 4) / (4 + FLOATING_BYTES) : 0, index;
    if (at->word->cp_boxes > 0 || !find_position(plc, count, cp, &index))
        return;
    size_t start = 4 * (count + 1) + FLOATING_BYTES * index + 4;
    count_picture(at, (int32_t)(read_u32(plc, start + 8) - read_u32(plc, start)),
                  (int32_t)(read_u32(plc, start + 12) - read_u32(plc, start + 4)));
}

/* Special characters stand for something else than text. */
static void special(body *at, const word97_chp *run, uint32_t unit, uint32_t cp)
{
    if (unit == 0x02 && at->word->cp_footnotes + at->word->cp_endnotes > 0)
        at->notes_footnotes++;
    else if (unit == 0x28 && run->symbol != 0 && (run->symbol < 0xF000 || run->symbol > 0xF0FF))
        add_unit(at, &at->text, run->symbol);
    else if (unit == 0x01 && !run->hidden)
        inline_picture(at, run);
    else if (unit == 0x08 && !run->hidden)
        floating_picture(at, cp);
}

static void character(body *at, const word97_chp *run, uint32_t unit, uint32_t cp)
{
    base_buf *out = run->deleted ? &at->removed : run->hidden ? &at->hidden : &at->text;
    if (field_mark(at, unit))
        return;
    if (in_instruction(at)) {
        if (unit >= 0x20 && at->instruction.len < MAX_INSTRUCTION)
            add_unit(at, &at->instruction, unit);
        return;
    }
    if (run->special && !run->deleted) {
        special(at, run, unit, cp);
        return;
    }
    switch (unit) {
    case 0x09:
        base_buf_add_byte(out, '\t');
        break;
    case 0x0B:
        base_buf_add_byte(out, '\n');
        break;
    case 0x1E:
        base_buf_add_codepoint(out, 0x2011);
        break;
    case 0x1F:
        base_buf_add_codepoint(out, 0xAD);
        break;
    default:
        if (unit >= 0x20)
            add_unit(at, out, unit);
    }
}

static int flush_aside(body *at, base_buf *kept, doc_aside_kind kind)
{
    int status = 0;
    if (kept->len > 0)
        status = doc_build_aside(at->word->builder, kind, base_buf_str(kept), base_str_c(""));
    base_buf_clear(kept);
    return status;
}

static uint32_t note_position(const word97 *word, uint32_t index, size_t number)
{
    return read_u32(word97_structure(word, index), 4 * number);
}

static int emit_note(body *at, uint32_t structure, size_t number, uint32_t story, uint32_t length)
{
    word97 *word = at->word;
    uint32_t from = note_position(word, structure, number);
    uint32_t to = note_position(word, structure, number + 1);
    doc_paragraph note;
    if (to <= from || to > length)
        return 0;
    base_buf_clear(&at->note);
    int status = word97_plain(word, story + from, story + to, &at->note);
    if (status != 0)
        return status;
    memset(&note, 0, sizeof(note));
    note.kind = DOC_NOTE;
    note.text = base_str_trim(base_buf_str(&at->note));
    return doc_build_paragraph(word->builder, &note);
}

/* The texts of the notes referred to in the paragraph that ended. Footnotes and endnotes share one
 * reference mark; their tables of references tell which is which by number only, so footnotes are
 * taken first, as Word numbers them apart. */
static int emit_notes(body *at)
{
    word97 *word = at->word;
    uint32_t footnotes = word->cp_text;
    uint32_t endnotes = footnotes + word->cp_footnotes + word->cp_headers + word->cp_comments;
    int status = 0;
    while (status == 0 && at->notes_footnotes > 0) {
        at->notes_footnotes--;
        status = emit_note(at, FOOTNOTE_TEXTS, word->footnotes++, footnotes, word->cp_footnotes);
    }
    while (status == 0 && at->notes_endnotes > 0) {
        at->notes_endnotes--;
        status = emit_note(at, ENDNOTE_TEXTS, word->endnotes++, endnotes, word->cp_endnotes);
    }
    return status;
}

/* 1 if a position is one of the references of a PlcfndRef (2: footnotes, 46: endnotes). */
static int refers(const word97 *word, uint32_t structure, uint32_t cp)
{
    base_str plc = word97_structure(word, structure);
    size_t index;
    return find_position(plc, plc.len >= 4 ? (plc.len - 4) / 6 : 0, cp, &index);
}

/* Pictures follow the paragraph, or the table, that they stand in. */
static int emit_images(body *at, int *images)
{
    int status = 0;
    for (; status == 0 && *images > 0; (*images)--) {
        doc_paragraph image;
        memset(&image, 0, sizeof(image));
        image.kind = DOC_IMAGE;
        status = doc_build_paragraph(at->word->builder, &image);
    }
    return status;
}

static int close_tables(body *at)
{
    int status = word97_tables_close(at->tables);
    return status != 0 ? status : emit_images(at, &at->table_images);
}

static int build_outside(body *at, const doc_paragraph *paragraph)
{
    int status = close_tables(at);
    if (status == 0)
        status = doc_build_paragraph(at->word->builder, paragraph);
    return status != 0 ? status : emit_images(at, &at->images);
}

static int style_title(const word97 *word, uint32_t style)
{
    return style < word->style_count && word->styles[style].sti == 62;
}

static int end_paragraph(body *at, const word97_pap *pap, uint32_t mark, int deleted)
{
    word97 *word = at->word;
    doc_paragraph paragraph;
    base_arena *arena = word->arena;
    memset(&paragraph, 0, sizeof(paragraph));
    int row_end = pap->row_end || pap->inner_row_end;
    int status = word97_number(word, pap, &at->number, &paragraph.number_suffix, !row_end);
    if (status != 0)
        return status;
    paragraph.text = base_arena_str(arena, base_buf_str(&at->text));
    paragraph.number = base_arena_str(arena, base_buf_str(&at->number));
    if (base_buf_failed(&at->text) || base_arena_failed(arena))
        return base_err_memory(word->err);
    if (paragraph.number.len > 0)
        paragraph.number_source = DOC_NUMBER_LIST;
    paragraph.style_level = pap->outline >= 0 && pap->outline < 9 ? pap->outline + 1 : 0;
    paragraph.style_title = style_title(word, pap->style);
    base_buf_clear(&at->text);
    at->high = 0;
    if (pap->depth > 0)
        status = word97_tables_add(at->tables, pap, &paragraph, mark,
                                   deleted || (at->removed.len > 0 && paragraph.text.len == 0));
    else
        status = build_outside(at, &paragraph);
    at->table_images += at->images;
    at->images = 0;
    if (status == 0)
        status = flush_aside(at, &at->removed, DOC_DELETED);
    if (status == 0)
        status = flush_aside(at, &at->hidden, DOC_HIDDEN);
    return status != 0 ? status : emit_notes(at);
}

/* A form feed is a page break inside a paragraph, or ends one (a section). */
static int ends_paragraph(word97 *word, uint32_t unit, uint32_t offset)
{
    if (unit == 0x0D || unit == 0x07)
        return 1;
    uint32_t width = word->pieces[word->piece].compressed ? 1 : 2;
    return unit == 0x0C && word97_paragraph_ends(word, offset, width);
}

static int read_unit(body *at, uint32_t cp)
{
    word97 *word = at->word;
    uint32_t offset = 0;
    int found;
    uint32_t unit = word97_character(word, cp, &offset, &found);
    if (!found)
        return 1;
    const word97_chp *run = word97_run_at(word, offset);
    if (!ends_paragraph(word, unit, offset)) {
        if (unit == 0x02 && run->special && !run->deleted && refers(word, 46, cp))
            at->notes_endnotes++;
        else
            character(at, run, unit, cp);
        return 0;
    }
    word97_pap pap = word97_paragraph_at(word, offset);
    if (run->deleted && unit == 0x0D && pap.depth == 0)
        return 0; /* the mark is deleted: the next paragraph goes on here */
    return end_paragraph(at, &pap, unit, run->deleted);
}

static int read_text(body *at)
{
    word97 *word = at->word;
    int status = 0;
    for (uint32_t cp = 0; status == 0 && cp < word->cp_text; cp++)
        status = read_unit(at, cp);
    if (status > 0) /* the text ends before it should: a file cut off */
        status = 0;
    if (status == 0 && at->text.len > 0) { /* the last mark is missing */
        word97_pap plain;
        memset(&plain, 0, sizeof(plain));
        plain.outline = 9;
        status = end_paragraph(at, &plain, 0x0D, 0);
    }
    return status != 0 ? status : close_tables(at);
}

static int add_box(body *at, uint32_t from, uint32_t to, doc_aside_kind kind)
{
    base_buf_clear(&at->note);
    int status = word97_plain(at->word, from, to, &at->note);
    base_str text = base_str_trim(base_buf_str(&at->note));
    if (status == 0 && text.len > 0)
        status = doc_build_aside(at->word->builder, kind, text, base_str_c(""));
    return status;
}

/* Index behind the paragraph that begins at `from`; *depth: of how many tables it is part. */
static uint32_t paragraph_behind(const body *at, uint32_t from, uint32_t to, int *depth)
{
    uint32_t offset = 0;
    int found = 1;
    *depth = 0;
    for (uint32_t cp = from; cp < to; cp++) {
        uint32_t unit = word97_character(at->word, cp, &offset, &found);
        if (!found)
            return to;
        if (unit != 0x0D && unit != 0x07)
            continue;
        *depth = word97_paragraph_at(at->word, offset).depth;
        return cp + 1;
    }
    return to;
}

/* Tables in text boxes are tables of the document; what else stands there is kept apart. */
static int read_boxes(body *at, uint32_t from, uint32_t to)
{
    int status = 0, depth;
    uint32_t next = paragraph_behind(at, from, to, &depth);
    while (status == 0 && from < to) {
        int inside = depth > 0;
        uint32_t end;
        do {
            end = next;
            next = paragraph_behind(at, end, to, &depth);
        } while (end < to && (depth > 0) == inside);
        for (uint32_t cp = from; inside && status == 0 && cp < end; cp++)
            status = read_unit(at, cp);
        status = status > 0 ? 0 : status;
        if (status == 0)
            status = inside ? close_tables(at) : add_box(at, from, end, DOC_TEXTBOX);
        from = end;
    }
    return status;
}

/* Headers, comments and text boxes, each story whole. */
static int read_asides(body *at)
{
    word97 *word = at->word;
    uint32_t headers = word->cp_text + word->cp_footnotes;
    uint32_t comments = headers + word->cp_headers;
    uint32_t boxes = comments + word->cp_comments + word->cp_endnotes;
    int status = add_box(at, headers, headers + word->cp_headers, DOC_HEADER);
    if (status == 0)
        status = add_box(at, comments, comments + word->cp_comments, DOC_COMMENT);
    if (status == 0)
        status = read_boxes(at, boxes, boxes + word->cp_boxes);
    return status;
}

int word97_plain(word97 *word, uint32_t from, uint32_t to, base_buf *out)
{
    body at;
    uint32_t offset = 0;
    int found = 1;
    memset(&at, 0, sizeof(at));
    at.word = word;
    base_buf_init(&at.text);
    base_buf_init(&at.instruction);
    for (uint32_t cp = from; cp < to; cp++) {
        uint32_t unit = word97_character(word, cp, &offset, &found);
        if (!found)
            break;
        const word97_chp *run = word97_run_at(word, offset);
        if (field_mark(&at, unit) || in_instruction(&at) || run->deleted || run->special)
            continue;
        if (unit == 0x0D || unit == 0x07 || unit == 0x0B || unit == 0x0C)
            base_buf_add_byte(out, '\n');
        else if (unit == 0x09)
            base_buf_add_byte(out, '\t');
        else if (unit >= 0x20)
            add_unit(&at, out, unit);
    }
    base_buf_dispose(&at.text);
    base_buf_dispose(&at.instruction);
    return base_buf_failed(out) ? base_err_memory(word->err) : 0;
}

int word97_body(word97 *word)
{
    body at;
    memset(&at, 0, sizeof(at));
    at.word = word;
    base_buf *const bufs[] = {&at.text,   &at.number, &at.removed,
                              &at.hidden, &at.note,   &at.instruction};
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_init(bufs[i]);
    int status = word97_tables_new(word, &at.tables);
    if (status == 0)
        status = read_text(&at);
    if (status == 0)
        status = read_asides(&at);
    for (size_t i = 0; i < sizeof(bufs) / sizeof(bufs[0]); i++)
        base_buf_dispose(bufs[i]);
    return status;
}
