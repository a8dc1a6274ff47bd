/* What the control words of RTF do. */
#include <stdlib.h>

#include "read/rtf_reader.h"

#define TWIPS 20.0 /* in a point */

typedef enum action {
    ALTERNATIVES,
    ASSOCIATED_FONT,
    AUTHORS,
    BASED_ON,
    CELL,
    CELL_RIGHT,
    CHARACTER,
    CHARSET,
    CODEPAGE,
    DELETED,
    DELETED_BY,
    DOCUMENT_PAGE,
    FIELD,
    FLOW,
    FONT,
    FONT_PAGE,
    FONT_TABLE,
    FOOTNOTE,
    HIDDEN,
    INSERTED,
    INSERTED_BY,
    INSTRUCTION,
    IN_TABLE,
    LIST_AT,
    LIST_TEXT,
    LIST_WORD,
    MARK,
    MERGE,
    MOVED,
    NAMED,
    NESTED_CELL,
    NESTED_ROW,
    NESTED_ROW_PROPERTIES,
    NEW_TEXT,
    NOWHERE,
    OUTLINE,
    PAGE,
    PARAGRAPH,
    PARAGRAPH_DEFAULTS,
    PICTURE,
    PICTURE_HEIGHT,
    PICTURE_WIDTH,
    PLAIN,
    RESULT,
    ROW,
    ROW_BEGIN,
    ROW_LEFT,
    SKIP,
    STANDARD_FONT,
    STYLE,
    STYLES,
    TABLE_DEPTH,
    TRANSPARENT,
    UNICODE,
    UNICODE_BYTES
} action;

typedef struct control {
    const char *word;
    action does;
    int value;
} control;

static const control controls[] = {
#define WORD(name, does, value) {name, does, value},
#include "read/rtf_words.def"
#undef WORD
};

static int compare(const void *key, const void *item)
{
    return base_str_cmp(*(const base_str *)key, base_str_c(((const control *)item)->word));
}

static int within(int number, int most)
{
    return number >= 0 && number < most;
}

/* fonts, styles, authors */

static void font_table_word(rtf_reader *reader, action does, int number)
{
    if (does == FONT)
        reader->open_font = within(number, RTF_FONTS_MOST) ? number : 0;
    else if (does == CHARSET && reader->font_codepages[reader->open_font] == 0)
        reader->font_codepages[reader->open_font] = (int16_t)rtf_codepage_of_charset(number);
    else if (does == FONT_PAGE && within(number, 32767) && number > 0)
        reader->font_codepages[reader->open_font] = (int16_t)number;
}

static void style_word(rtf_reader *reader, action does, int number)
{
    rtf_style *style = &reader->styles[reader->open_style];
    if (does == STYLE)
        reader->open_style = within(number, RTF_STYLES_MOST) ? number : 0;
    else if (does == BASED_ON)
        style->parent = within(number, RTF_STYLES_MOST) ? (int16_t)number : -1;
    else if (does == OUTLINE)
        style->level = within(number, 9) ? (int16_t)(number + 1) : 0;
}

static void begin_picture(rtf_reader *reader)
{
    rtf_state *state = rtf_top(reader);
    state->kind = RTF_PICTURE;
    state->sink = RTF_NOWHERE;
    memset(&reader->picture, 0, sizeof(reader->picture));
    reader->described = 0;
}

/* destinations */

static void begin_names(rtf_reader *reader, rtf_group_kind kind)
{
    rtf_state *state = rtf_top(reader);
    state->kind = kind;
    state->sink = RTF_NAME;
    base_buf_clear(&reader->name);
}

static void begin_font_table(rtf_state *state)
{
    state->kind = RTF_FONTS;
    state->in_fonts = 1;
    state->sink = RTF_NOWHERE;
}

static void begin_note(rtf_reader *reader)
{
    rtf_state *state = rtf_top(reader);
    if (state->deleted || state->moved)
        rtf_flow_begin(reader, RTF_ITEM_ASIDE, DOC_DELETED);
    else if (state->hidden)
        rtf_flow_begin(reader, RTF_ITEM_ASIDE, DOC_HIDDEN);
    else
        rtf_flow_begin(reader, RTF_ITEM_BLOCK, DOC_HEADER);
}

static void begin_result(rtf_reader *reader)
{
    rtf_state *state = rtf_top(reader);
    if (reader->field_count == 0 || reader->fields_beyond > 0)
        return;
    rtf_field *field = &reader->fields[reader->field_count - 1];
    state->sink = field->sink;
    field->start = reader->flows[state->flow].text.len;
}

/* The tables of lists, and the lists, levels and overrides in them, are groups without text. */
static void list_word(rtf_reader *reader, const control *found, int number)
{
    rtf_state *state = rtf_top(reader);
    if (found->value == RTF_LIST_TABLE || found->value == RTF_LIST_OVERRIDES) {
        state->in_lists = 1;
        state->sink = RTF_NOWHERE;
    }
    if (state->in_lists)
        rtf_list_define(reader, (rtf_list_word)found->value, number);
}

/* 1 if the word begins a destination, or changes what the group is. */
static int destination(rtf_reader *reader, const control *found, int number)
{
    rtf_state *state = rtf_top(reader);
    switch (found->does) {
    case SKIP:
        state->skip = 1;
        reader->formulas += found->value;
        break;
    case TRANSPARENT:
        break;
    case NOWHERE:
        state->sink = RTF_NOWHERE;
        break;
    case FONT_TABLE:
        begin_font_table(state);
        break;
    case PICTURE:
        begin_picture(reader);
        break;
    case STYLES:
        begin_names(reader, RTF_STYLES);
        break;
    case AUTHORS:
        begin_names(reader, RTF_AUTHORS);
        break;
    case NAMED:
        begin_names(reader, (rtf_group_kind)found->value);
        break;
    case FOOTNOTE:
        begin_note(reader);
        break;
    case FLOW:
        rtf_flow_begin(reader, RTF_ITEM_ASIDE, found->value);
        break;
    case FIELD:
        rtf_field_begin(reader);
        break;
    case INSTRUCTION:
        state->sink = RTF_INSTRUCTION;
        break;
    case RESULT:
        begin_result(reader);
        break;
    case LIST_WORD:
        list_word(reader, found, number);
        break;
    case LIST_TEXT:
        state->sink = state->flow == 0 && state->sink == RTF_TEXT ? RTF_NUMBER : state->sink;
        break;
    case ALTERNATIVES:
        state->alternatives = 1;
        break;
    case NESTED_ROW_PROPERTIES:
        state->nested_row = 1;
        break;
    default:
        return 0;
    }
    return 1;
}

/* characters */

static void font_word(rtf_state *state, action does, int number)
{
    int font = within(number, RTF_FONTS_MOST) ? number : 0;
    state->fonts[state->mark] = font;
    if (does == FONT)
        state->font = font;
}

static void plain(rtf_reader *reader)
{
    rtf_state *state = rtf_top(reader);
    state->font = reader->standard_font;
    state->mark = RTF_MARK_NONE;
    for (int i = 0; i < RTF_MARKS; i++)
        state->fonts[i] = reader->standard_font;
    state->deleted = state->moved = state->hidden = state->inserted = 0;
    state->deleted_by = state->inserted_by = -1;
}

static int character_word(rtf_reader *reader, const control *found, int on, int number)
{
    rtf_state *state = rtf_top(reader);
    switch (found->does) {
    case PICTURE_WIDTH:
        reader->picture.width = number / TWIPS;
        break;
    case PICTURE_HEIGHT:
        reader->picture.height = number / TWIPS;
        break;
    case CHARACTER:
        rtf_codepoint(reader, (uint32_t)found->value);
        break;
    case UNICODE:
        rtf_unicode(reader, number);
        break;
    case UNICODE_BYTES:
        state->unicode_bytes = within(number, 256) ? number : 1;
        break;
    case FONT:
    case ASSOCIATED_FONT:
        font_word(state, found->does, number);
        break;
    case MARK:
        state->mark = found->value;
        break;
    case PLAIN:
        plain(reader);
        break;
    case DELETED:
        state->deleted = (uint8_t)on;
        break;
    case MOVED:
        state->moved = (uint8_t)on;
        break;
    case HIDDEN:
        state->hidden = (uint8_t)on;
        break;
    case INSERTED:
        state->inserted = (uint8_t)on;
        break;
    case DELETED_BY:
        state->deleted_by = number;
        break;
    case INSERTED_BY:
        state->inserted_by = number;
        break;
    case STANDARD_FONT:
        reader->standard_font = within(number, RTF_FONTS_MOST) ? number : 0;
        plain(reader);
        break;
    case DOCUMENT_PAGE:
        reader->codepage = number > 0 ? number : reader->codepage;
        break;
    case CODEPAGE:
        reader->codepage = found->value;
        break;
    case PAGE:
        rtf_break(reader, 1);
        break;
    default:
        return 0;
    }
    return 1;
}

/* paragraphs and rows */

static void paragraph_defaults(rtf_state *state)
{
    state->in_table = 0;
    state->depth = 1;
    state->style = 0;
    state->outline = -1;
    state->list = state->list_level = 0;
}

/* \ls and \ilvl: of a paragraph, or of a list's override. */
static void list_at(rtf_reader *reader, int is_level, int number)
{
    rtf_state *state = rtf_top(reader);
    if (state->in_lists && !is_level)
        rtf_list_named(reader, number);
    else if (is_level)
        state->list_level = within(number, RTF_LEVELS) ? number : 0;
    else
        state->list = number > 0 ? number : 0;
}

/* In a note a table is only text. */
static void text_end(rtf_reader *reader, action does)
{
    int cell = does == CELL || does == NESTED_CELL;
    rtf_flow *flow = &reader->flows[rtf_top(reader)->flow];
    rtf_put(reader, base_str_c(cell ? "\t" : "\n"));
    flow->start = flow->text.len;
}

/* A deleted mark joins the paragraph with the next one. */
static void mark_end(rtf_reader *reader, int deleted)
{
    int depth = rtf_table_depth(reader);
    if (depth > 0 || (rtf_top(reader)->flow == 0 && !deleted)) {
        rtf_paragraph_end(reader, depth);
    } else if (rtf_top(reader)->flow > 0) {
        rtf_tables_close(reader);
        text_end(reader, PARAGRAPH);
    }
}

static void end_of(rtf_reader *reader, action does)
{
    rtf_state *state = rtf_top(reader);
    int deleted = state->deleted || state->moved;
    if (state->sink != RTF_TEXT)
        return;
    if (reader->flows[state->flow].tables != reader->tables) {
        text_end(reader, does);
        return;
    }
    switch (does) {
    case CELL:
        rtf_cell_end(reader, 1, deleted);
        break;
    case NESTED_CELL:
        rtf_cell_end(reader, state->depth > 2 ? state->depth : 2, deleted);
        break;
    case ROW:
        rtf_row_end(reader, 0);
        break;
    case NESTED_ROW:
        rtf_row_end(reader, 1);
        break;
    default:
        mark_end(reader, deleted);
    }
}

static void merge(rtf_edge *pending, int value)
{
    switch (value) {
    case 0:
        pending->first_left = 1;
        break;
    case 1:
        pending->left = 1;
        break;
    case 3:
        pending->above = 1;
        break;
    case 4:
        pending->deleted = 1;
        break;
    default:
        break;
    }
}

static void row_word(rtf_reader *reader, const control *found, int number)
{
    rtf_row_definition *row = rtf_row_open_definition(reader);
    if (row == NULL)
        return;
    switch (found->does) {
    case ROW_BEGIN:
        row->count = 0;
        row->left = 0;
        memset(&row->pending, 0, sizeof(row->pending));
        break;
    case ROW_LEFT:
        row->left = number;
        break;
    case CELL_RIGHT:
        row->pending.right = number;
        if (row->count < RTF_CELLS_MOST)
            row->edges[row->count++] = row->pending;
        memset(&row->pending, 0, sizeof(row->pending));
        break;
    case MERGE:
        merge(&row->pending, found->value);
        break;
    default:
        break;
    }
}

static void paragraph_word(rtf_reader *reader, const control *found, int on, int number)
{
    rtf_state *state = rtf_top(reader);
    switch (found->does) {
    case PARAGRAPH:
    case CELL:
    case NESTED_CELL:
    case ROW:
    case NESTED_ROW:
        end_of(reader, found->does);
        break;
    case PARAGRAPH_DEFAULTS:
        paragraph_defaults(state);
        break;
    case STYLE:
        state->style = within(number, RTF_STYLES_MOST) ? number : 0;
        break;
    case OUTLINE:
        state->outline = number;
        break;
    case LIST_AT:
        list_at(reader, found->value, number);
        break;
    case IN_TABLE:
        state->in_table = (uint8_t)on;
        break;
    case TABLE_DEPTH:
        state->depth = within(number, DOC_MAX_NESTING) ? number : 1;
        break;
    default:
        row_word(reader, found, number);
    }
}

/* 1 if the word belongs to the table of fonts or styles that is open. */
static int table_word(rtf_reader *reader, const control *found, int number)
{
    const rtf_state *state = rtf_top(reader);
    if (state->in_fonts &&
        (found->does == FONT || found->does == CHARSET || found->does == FONT_PAGE))
        font_table_word(reader, found->does, number);
    else if (state->kind == RTF_STYLE && (found->does == STYLE || found->does == OUTLINE))
        style_word(reader, found->does, number);
    else if (found->does == BASED_ON)
        style_word(reader, found->does, number);
    else
        return 0;
    return 1;
}

void rtf_word(rtf_reader *reader, base_str word, int has_number, int number)
{
    rtf_state *state = rtf_top(reader);
    const control *found = bsearch(&word, controls, sizeof(controls) / sizeof(controls[0]),
                                   sizeof(controls[0]), compare);
    int star = reader->star, on = !has_number || number != 0;
    if (found != NULL && found->does == NEW_TEXT && state->old_text) {
        state->skip = state->old_text = 0;
        return;
    }
    /* A character that repeats a \u; any other word ends the repetition. */
    int repeats = found != NULL && found->does == CHARACTER && reader->bytes_skip > 0;
    reader->bytes_skip = repeats ? reader->bytes_skip - 1 : 0;
    if (state->skip || repeats)
        return;
    if (found == NULL) {
        state->skip = (uint8_t)star;
        return;
    }
    if (table_word(reader, found, number) || destination(reader, found, number))
        return;
    if (star)
        state->skip = 1; /* a destination that is none we know */
    else if (!character_word(reader, found, on, number))
        paragraph_word(reader, found, on, number);
}
