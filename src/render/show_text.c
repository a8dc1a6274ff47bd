/* `show` as text: what was read, for a person who checks the reading. */
#include "doc/prose.h"
#include "render/place.h"
#include "render/style.h"
#include "text/width.h"

#define BODY 2 /* indent of the lines of a section */
#define UNIT_WIDTH 8
#define FIGURE_WIDTH 12
#define LEAST_LABEL 16
#define PREVIEW_CELLS 6
#define PLACE_WIDTH 16 /* room for a place in a form's row */

static const char *word(const render_line *line, base_msg_id message)
{
    return base_msg_text(line->options->lang, message);
}

/* Empties a scratch buffer; its failure becomes one of the output. */
static void empty(render_line *line, base_buf *scratch)
{
    line->out->failed |= base_buf_failed(scratch);
    base_buf_clear(scratch);
}

static void section(render_line *line, base_msg_id message)
{
    render_line_blank(line);
    render_line_lead_message(line, RENDER_BOLD, message);
}

/* "name  text" on one line of the head; nothing where the text is empty. */
static void head_line(render_line *line, base_msg_id name, base_str text)
{
    if (text.len == 0)
        return;
    render_line_lead_message(line, RENDER_DIM, name);
    render_line_indent(line, 10);
    render_line_add(line, text);
    render_line_end(line, 10, RENDER_PLAIN);
}

static void date_line(render_line *line, base_msg_id name, const text_date *from,
                      const text_date *to)
{
    char text[64];
    size_t length = 0;
    if (to->year == 0)
        return;
    if (from != NULL && from->year != 0) {
        text_date_iso(from, text);
        length = strlen(text);
        memcpy(text + length, " — ", sizeof(" — "));
        length = strlen(text);
    }
    text_date_iso(to, text + length);
    head_line(line, name, base_str_c(text));
}

static void write_head(render_line *line, const doc *document, const form_subject *subject)
{
    const doc_problem *problem;
    render_line_lead(line, RENDER_BOLD, document->path);
    render_line_add_c(line, "  [");
    render_line_add(line, base_str_c(document->format));
    if (document->encoding.len > 0) {
        render_line_add_c(line, ", ");
        render_line_add(line, document->encoding);
    }
    render_line_add_c(line, "]");
    render_line_end(line, BODY, RENDER_PLAIN);
    head_line(line, MSG_RENDER_TITLE, document->title);
    if (subject != NULL) {
        base_buf year;
        base_buf_init(&year);
        if (subject->year != 0)
            base_buf_add_int(&year, subject->year);
        head_line(line, MSG_RENDER_AGENCY, subject->agency);
        head_line(line, MSG_RENDER_REPORT_YEAR, base_buf_str(&year));
        date_line(line, MSG_RENDER_DATE, NULL, &subject->date);
        date_line(line, MSG_RENDER_PERIOD, &subject->period.from, &subject->period.to);
        line->out->failed |= year.failed;
        base_buf_dispose(&year);
    }
    for (problem = document->problems; problem != NULL; problem = problem->next) {
        render_line_lead_message(line, RENDER_RED, MSG_RENDER_PARTLY);
        render_line_add_c(line, render_colon(line->options->lang));
        if (render_place_words(&line->text, line->options->lang, &problem->place))
            render_line_add_c(line, " ");
        render_line_add(line, problem->text);
        render_line_end(line, BODY, RENDER_PLAIN);
    }
}

/* Columns of the places at the left of an outline. */
static size_t place_column(const render_line *line)
{
    return BODY + (line->options->lang == HECHA_LANG_EN ? PLACE_WIDTH : PLACE_WIDTH - 4);
}

/* Where it stands, in a column of its own at the left of an outline. */
static void lead_place(render_line *line, const base_place *place)
{
    base_buf words;
    base_place only = *place;
    base_buf_init(&words);
    only.column = 0;
    render_line_indent(line, BODY);
    render_place_words(&words, line->options->lang, &only);
    render_line_lead(line, RENDER_DIM, base_buf_str(&words));
    render_line_indent(line, place_column(line));
    line->out->failed |= words.failed;
    base_buf_dispose(&words);
}

/* The rest of the line holds the text, cut. */
static void end_cut(render_line *line, base_str text, render_tone tone)
{
    size_t width = render_width(line->options);
    size_t used = line->column + text_width(base_buf_str(&line->text));
    size_t room = width > used + LEAST_LABEL ? width - used : LEAST_LABEL;
    render_line_cut(line, text, room);
    render_line_end(line, line->column, tone);
}

static void write_table(render_line *line, const doc_block *block)
{
    const doc_table *table = block->table;
    base_buf size;
    size_t index, shown = 0;
    base_buf_init(&size);
    base_buf_add_int(&size, table->rows);
    base_buf_add_c(&size, " × ");
    base_buf_add_int(&size, table->columns);
    base_str argument = base_buf_str(&size);
    lead_place(line, &block->place);
    render_line_add_c(line, "[");
    render_line_add_c(line, word(line, block->kind == DOC_CHART ? MSG_RENDER_CHART_BLOCK
                                                                : MSG_RENDER_TABLE_BLOCK));
    render_line_add_c(line, " ");
    render_line_message(line, MSG_RENDER_GRID, &argument, 1);
    render_line_add_c(line, "] ");
    empty(line, &size);
    for (index = 0; index < table->count && shown < PREVIEW_CELLS; index++) {
        if (table->cells[index].text.raw.len == 0)
            continue;
        if (shown++ > 0)
            base_buf_add_c(&size, " | ");
        base_buf_add_str(&size, table->cells[index].text.raw);
    }
    end_cut(line, base_buf_str(&size), RENDER_PLAIN);
    line->out->failed |= size.failed;
    base_buf_dispose(&size);
}

static void write_block(render_line *line, const doc_block *block, int *level)
{
    base_str text = block->text.normal.text;
    if (block->table != NULL) {
        write_table(line, block);
        return;
    }
    if (block->kind == DOC_HEADING)
        *level = block->level > 0 ? block->level : 1;
    size_t depth = (size_t)(*level < 12 ? *level : 12);
    lead_place(line, &block->place);
    switch (block->kind) {
    case DOC_TITLE:
        end_cut(line, text, RENDER_BOLD);
        break;
    case DOC_HEADING:
        render_line_indent(line, line->column + 2 * (depth - 1));
        end_cut(line, text, RENDER_BOLD);
        break;
    case DOC_NOTE:
    case DOC_IMAGE:
        render_line_indent(line, line->column + 2 * depth);
        render_line_add_c(line, "[");
        render_line_add_c(line, word(line, block->kind == DOC_NOTE ? MSG_RENDER_NOTE_BLOCK
                                                                   : MSG_RENDER_IMAGE_BLOCK));
        render_line_add_c(line, "] ");
        end_cut(line, text, RENDER_PLAIN);
        break;
    default:
        render_line_indent(line, line->column + 2 * depth);
        end_cut(line, text, RENDER_PLAIN);
    }
}

static void write_blocks(render_line *line, const doc *document)
{
    const doc_block *block;
    int level = 0;
    section(line, MSG_RENDER_BLOCKS);
    render_line_add_c(line, "  ");
    render_line_number(line, MSG_RENDER_BLOCK_COUNT, document->blocks);
    render_line_add_c(line, render_comma(line->options->lang));
    render_line_number(line, MSG_RENDER_TABLE_COUNT, document->tables);
    render_line_end(line, BODY, RENDER_PLAIN);
    for (block = document->first; block != NULL; block = doc_next(block))
        write_block(line, block, &level);
}

/* The printed label of a row without its note: number, 其中： and label. */
static void add_label(base_buf *out, const form_row *row)
{
    size_t column;
    for (column = 0; column < 2 * (size_t)(row->depth < 20 ? row->depth : 20); column++)
        base_buf_add_byte(out, ' ');
    base_buf_add_str(out, row->number);
    base_str rest = base_str_from(row->printed, 0);
    if (base_str_starts(rest, row->number))
        rest = base_str_trim(base_str_from(rest, row->number.len));
    if (base_str_starts(rest, base_str_c("其中")))
        base_buf_add_c(out, "其中：");
    base_buf_add_str(out, row->label);
}

/* A cell of a matrix form: its line where that begins, then its column. */
static void add_item_label(base_buf *out, const form *filled, size_t index)
{
    const form_row *heads[16];
    const form_row *row = &filled->rows[index];
    size_t count = form_item_columns(filled, index, heads, 16);
    const form_table *table = form_table_of(filled, index);
    if (count == 0) {
        add_label(out, row);
    } else if (table->lines[row->line_index].label.len > 0) {
        add_label(out, row);
        base_buf_add_c(out, "  ");
        base_buf_add_str(out, heads[count - 1]->label);
    } else {
        base_buf_add_str(out, row->path);
    }
}

static size_t label_width(render_line *line, const form *filled)
{
    size_t width = render_width(line->options);
    size_t fixed = BODY + 5 + UNIT_WIDTH + FIGURE_WIDTH + PLACE_WIDTH + 12;
    size_t most = width > fixed + LEAST_LABEL ? width - fixed : LEAST_LABEL;
    size_t widest = LEAST_LABEL, index;
    base_buf label;
    base_buf_init(&label);
    for (index = 0; index < filled->count; index++) {
        empty(line, &label);
        add_item_label(&label, filled, index);
        size_t columns = text_width(base_buf_str(&label));
        if (columns > widest)
            widest = columns;
    }
    line->out->failed |= label.failed;
    base_buf_dispose(&label);
    return widest < most ? widest : most;
}

static base_msg_id state_word(const form_item *item)
{
    switch (item->figure.state) {
    case VALUE_BLANK:
        return MSG_RENDER_STATE_BLANK;
    case VALUE_DASH:
        return MSG_RENDER_STATE_DASH;
    case VALUE_TEXT:
        return MSG_RENDER_STATE_TEXT;
    default:
        return MSG_RENDER_STATE_MISSING;
    }
}

static void add_marks(render_line *line, const form_item *item)
{
    int expected = item->row->heading &&
                   (item->figure.state == VALUE_BLANK || item->figure.state == VALUE_DASH);
    if (item->figure.state != VALUE_NUMBER && !expected) {
        render_line_add_c(line, "  ");
        render_line_add_c(line, word(line, state_word(item)));
    }
    if (item->figure.converted) {
        render_line_add_c(line, "  ");
        render_line_message(line, MSG_RENDER_CONVERTED, &item->raw, 1);
    }
    if (item->figure.foreign) {
        render_line_add_c(line, "  ");
        render_line_message(line, MSG_RENDER_FOREIGN_UNIT, &item->figure.unit, 1);
    }
    if (item->label_cell != NULL && item->similarity < 100) {
        render_line_add_c(line, "  ");
        render_line_message(line, MSG_RENDER_PRINTED, &item->label_cell->text.raw, 1);
    }
}

static void write_item(render_line *line, const form *filled, const form_item *item, size_t labels)
{
    base_buf text;
    char order[16];
    size_t pad = 0;
    base_buf_init(&text);
    base_buf_add_int(&text, item->row->order);
    if (!base_buf_failed(&text) && text.len < sizeof(order))
        pad = 4 > text.len ? 4 - text.len : 0;
    render_line_indent(line, BODY + pad);
    render_line_lead(line, RENDER_DIM, base_buf_str(&text));
    render_line_indent(line, BODY + 5);
    empty(line, &text);
    add_item_label(&text, filled, (size_t)(item->row - filled->rows));
    /* The indent is part of the label: it must survive the cleaning. */
    size_t depth = text.len - base_str_trim(base_buf_str(&text)).len;
    render_line_indent(line, BODY + 5 + depth);
    render_line_cut(line, base_buf_str(&text), labels > depth ? labels - depth : 1);
    render_line_add_c(line, "  ");
    render_line_cut(line, item->row->heading ? base_str_n(NULL, 0) : item->row->unit, UNIT_WIDTH);
    empty(line, &text);
    if (item->figure.state == VALUE_NUMBER)
        value_number_print(&text, item->figure.number, NULL);
    else
        base_buf_add_str(&text, item->raw);
    render_line_right(line, base_buf_str(&text), FIGURE_WIDTH);
    render_line_add_c(line, "  ");
    render_place_words(&line->text, line->options->lang, &item->place);
    add_marks(line, item);
    render_line_end(line, BODY + 5 + labels, RENDER_PLAIN);
    line->out->failed |= text.failed;
    base_buf_dispose(&text);
}

static void write_states(render_line *line, const form_instance *instance)
{
    static const base_msg_id words[] = {MSG_RENDER_STATE_NUMBER, MSG_RENDER_STATE_BLANK,
                                        MSG_RENDER_STATE_DASH, MSG_RENDER_STATE_TEXT,
                                        MSG_RENDER_STATE_MISSING};
    size_t counts[5] = {0, 0, 0, 0, 0};
    size_t index;
    for (index = 0; index < instance->form->count; index++) {
        if ((size_t)instance->items[index].figure.state < 5)
            counts[instance->items[index].figure.state]++;
    }
    render_line_indent(line, BODY);
    render_line_number(line, MSG_RENDER_ROW_COUNT, instance->form->count);
    render_line_add_c(line, render_colon(line->options->lang));
    for (index = 0; index < 5; index++) {
        if (index > 0 && counts[index] == 0)
            continue;
        if (index > 0)
            render_line_add_c(line, render_comma(line->options->lang));
        render_line_add_c(line, word(line, words[index]));
        render_line_add_c(line, " ");
        render_line_add_count(line, counts[index]);
    }
    render_line_end(line, BODY, RENDER_DIM);
}

static void write_extras(render_line *line, const form_instance *instance)
{
    size_t index;
    for (index = 0; index < instance->extra_count; index++) {
        const form_extra *extra = &instance->extras[index];
        base_msg_id kind = extra->kind == FORM_DUPLICATE   ? MSG_RENDER_DUPLICATE
                           : extra->kind == FORM_MISPLACED ? MSG_RENDER_MISPLACED
                                                           : MSG_RENDER_UNALIGNED;
        render_line_indent(line, BODY);
        render_line_lead_message(line, RENDER_YELLOW, kind);
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, extra->label);
        if (extra->raw.len > 0) {
            render_line_add_c(line, " | ");
            render_line_add(line, extra->raw);
        }
        render_line_add_c(line, "  ");
        render_place_words(&line->text, line->options->lang, &extra->place);
        render_line_end(line, 2 * BODY, RENDER_PLAIN);
    }
}

/* Of a matrix form's heading without figures only the first cell is shown, of a missing row too. */
static int is_shown(const form_instance *instance, size_t index)
{
    const form *filled = instance->form;
    size_t width = form_item_width(filled, index);
    size_t first = index - (size_t)filled->rows[index].column;
    if (filled->table_count == 0 || index == first)
        return 1;
    for (size_t column = 0; column < width; column++) {
        value_state state = instance->items[first + column].figure.state;
        if (state != VALUE_MISSING && (state != VALUE_BLANK || !filled->rows[first].heading))
            return 1;
    }
    return 0;
}

static void write_instance(render_line *line, const form_instance *instance)
{
    size_t index, labels = label_width(line, instance->form);
    section(line, MSG_RENDER_FORM);
    render_line_add_c(line, " ");
    render_line_add(line, instance->form->name);
    render_line_add_c(line, "  ");
    render_line_add(line, instance->form->title);
    render_line_add_c(line, "  ");
    render_place_words(&line->text, line->options->lang, &instance->place);
    render_line_end(line, BODY, RENDER_PLAIN);
    if (instance->caption.len > 0) {
        render_line_indent(line, BODY);
        render_line_add(line, instance->caption);
        render_line_end(line, BODY, RENDER_DIM);
    }
    for (index = 0; index < instance->field_count; index++) {
        render_line_indent(line, BODY);
        render_line_add(line, instance->fields[index].label);
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, instance->fields[index].text);
        render_line_end(line, 2 * BODY, RENDER_DIM);
    }
    write_states(line, instance);
    for (index = 0; index < instance->form->count; index++)
        if (is_shown(instance, index))
            write_item(line, instance->form, &instance->items[index], labels);
    write_extras(line, instance);
}

/* 620余条 = 620–: the range that it can mean, where it is not the figure itself. */
static void add_range(render_line *line, const text_quantity *quantity)
{
    value_range range;
    if (value_range_of(quantity, &range) != VALUE_OK)
        return;
    if (quantity->approx == TEXT_EXACT && quantity->power == 0)
        return;
    render_line_add_c(line, " (");
    if (range.has_low && range.has_high && value_number_cmp(range.low, range.high) == 0) {
        value_number_print(&line->text, range.low, NULL);
    } else {
        if (range.has_low)
            value_number_print(&line->text, range.low, NULL);
        render_line_add_c(line, "–");
        if (range.has_high)
            value_number_print(&line->text, range.high, NULL);
    }
    render_line_add_c(line, ")");
}

/* The quantities of a block on one line. */
static void write_quantities(render_line *line, const doc *document)
{
    doc_prose prose;
    text_quantity quantity;
    base_str text;
    base_place place;
    uint32_t block = 0;
    size_t count = 0;
    doc_prose_init(&prose, document);
    section(line, MSG_RENDER_QUANTITIES);
    while (doc_prose_quantity(&prose, &quantity, &text, &place)) {
        if (count == 0 || place.block != block) {
            render_line_end(line, place_column(line), RENDER_PLAIN);
            lead_place(line, &place);
            block = place.block;
        } else {
            render_line_add_c(line, line->options->lang == HECHA_LANG_EN ? "; " : "；");
        }
        count++;
        render_line_add(line, text);
        add_range(line, &quantity);
    }
    if (count == 0)
        render_line_add_c(line, word(line, MSG_RENDER_NONE));
    render_line_end(line, place_column(line), RENDER_PLAIN);
}

static void write_claims(render_line *line, const doc *document)
{
    doc_prose prose;
    text_claim claim;
    base_str text;
    base_place place;
    size_t count = 0;
    doc_prose_init(&prose, document);
    section(line, MSG_RENDER_CLAIMS);
    while (doc_prose_claim(&prose, &claim, &text, &place)) {
        if (count++ == 0)
            render_line_end(line, BODY, RENDER_PLAIN);
        lead_place(line, &place);
        render_line_add_c(line, word(line, claim.kind == TEXT_CLAIM_ALL ? MSG_RENDER_CLAIM_ALL
                                                                        : MSG_RENDER_CLAIM_NONE));
        render_line_add_c(line, render_colon(line->options->lang));
        render_line_add(line, text);
        render_line_end(line, place_column(line), RENDER_PLAIN);
    }
    if (count == 0) {
        render_line_add_c(line, word(line, MSG_RENDER_NONE));
        render_line_end(line, BODY, RENDER_PLAIN);
    }
}

void render_show_text(base_buf *out, const render_options *options, const doc *document,
                      const form_instance *instances, size_t count, const form_subject *subject)
{
    render_line line;
    size_t index;
    render_line_init(&line, out, options);
    write_head(&line, document, subject);
    write_blocks(&line, document);
    for (index = 0; index < count; index++)
        write_instance(&line, &instances[index]);
    write_quantities(&line, document);
    write_claims(&line, document);
    render_line_dispose(&line);
}
