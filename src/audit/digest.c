#include "audit/digest.h"

#include "base/err.h"
#include "base/hash.h"
#include "result/wire.h"

#define DIGEST_MAGIC "hcD\x01"
#define DIGEST_MAGIC_LENGTH 4u
#define DIGEST_HEAD 12u /* the magic and the hash of the figures */
#define NOT_MISSING 1u
#define HAS_LABEL 2u /* the label is not printed as the form has it */
#define HAS_UNIT 4u  /* a unit cell that is not printed as the form has it */
#define HAS_VALUE 8u
#define OWN_UNIT 16u    /* a unit cell printed as the form has it */
#define OPEN_FIGURE 32u /* without a value cell, and not blank */
#define ALL_FLAGS 63u

/* ---- writing ---- */

static void put_date(base_buf *out, const text_date *date)
{
    result_put_u32(out, (uint32_t)date->year);
    result_put_u32(out, (uint32_t)date->month);
    result_put_u32(out, (uint32_t)date->day);
}

static void put_subject(base_buf *out, const form_subject *subject, base_str path)
{
    const base_place *places[] = {&subject->agency_place, &subject->year_place,
                                  &subject->date_place, &subject->period_place};
    result_put_str(out, subject->agency);
    result_put_u32(out, (uint32_t)subject->year);
    put_date(out, &subject->date);
    put_date(out, &subject->period.from);
    put_date(out, &subject->period.to);
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        result_put_place(out, places[i], path);
}

static int has_text(const doc_cell *cell, base_str text)
{
    return cell != NULL && base_str_eq(base_str_trim(cell->text.raw), text);
}

/* The text of an item's place is what is printed there: not written twice. */
static void put_item(base_buf *out, const form_item *item, base_str path)
{
    unsigned flags = 0;
    if (item->label_cell == NULL) {
        result_put_u8(out, 0);
        return;
    }
    base_place place = item->place;
    place.text = base_str_n(NULL, 0);
    flags = NOT_MISSING;
    if (!has_text(item->label_cell, item->row->printed))
        flags |= HAS_LABEL;
    if (item->unit_cell != NULL)
        flags |= has_text(item->unit_cell, item->row->unit) ? OWN_UNIT : HAS_UNIT;
    if (item->value_cell != NULL)
        flags |= HAS_VALUE;
    else if (item->figure.state != VALUE_BLANK)
        flags |= OPEN_FIGURE;
    result_put_u8(out, flags);
    result_put_u8(out, (unsigned)item->similarity);
    if (flags & HAS_LABEL)
        result_put_str(out, base_str_trim(item->label_cell->text.raw));
    if (flags & HAS_UNIT)
        result_put_str(out, base_str_trim(item->unit_cell->text.raw));
    if (flags & HAS_VALUE)
        result_put_str(out, item->raw);
    result_put_place(out, &place, path);
}

static void put_instance(base_buf *out, const form_instance *instance, base_str path)
{
    result_put_str(out, instance->form->name);
    result_put_u32(out, instance->ordinal);
    result_put_str(out, instance->caption);
    result_put_u32(out, (uint32_t)instance->caption_year);
    result_put_place(out, &instance->place, path);
    result_put_size(out, instance->form->count);
    for (size_t i = 0; i < instance->form->count; i++)
        put_item(out, &instance->items[i], path);
    result_put_size(out, instance->field_count);
    for (size_t i = 0; i < instance->field_count; i++) {
        result_put_str(out, instance->fields[i].label);
        result_put_str(out, instance->fields[i].text);
        result_put_place(out, &instance->fields[i].place, path);
    }
}

static void put_block(base_buf *out, const doc_block *block, base_str path)
{
    base_place place = block->place;
    place.text = base_str_n(NULL, 0);
    result_put_u8(out, (unsigned)block->kind);
    result_put_u8(out, (unsigned)block->number_source);
    result_put_u8(out, block->run_in ? 1 : 0);
    result_put_u32(out, (uint32_t)block->level);
    result_put_str(out, block->number);
    result_put_str(out, block->text.raw);
    result_put_place(out, &place, path);
}

static void put_document(base_buf *out, const doc *document, int with_text)
{
    result_put_str(out, base_str_c(document->format));
    result_put_str(out, document->encoding);
    result_put_str(out, document->title);
    result_put_size(out, document->tables);
    result_put_size(out, with_text ? document->blocks : 0);
    for (const doc_block *block = document->first; with_text && block != NULL;
         block = doc_next(block))
        put_block(out, block, document->path);
}

/* Where a figure stands says nothing about what it is. */
static uint64_t hash_figures(audit_work *work)
{
    base_buf *text = work->scratch;
    base_buf_clear(text);
    for (size_t i = 0; i < work->instance_count; i++) {
        const form_instance *instance = &work->instances[i];
        result_put_str(text, instance->form->name);
        for (size_t k = 0; k < instance->form->count; k++) {
            const value_figure *figure = &instance->items[k].figure;
            result_put_u8(text, (unsigned)figure->state);
            if (figure->state == VALUE_NUMBER)
                value_number_print(text, figure->number, NULL);
        }
    }
    return base_hash64(base_buf_str(text));
}

int audit_digest_write(audit_work *work, int with_text)
{
    base_buf out;
    base_buf_init(&out);
    base_buf_add(&out, DIGEST_MAGIC, DIGEST_MAGIC_LENGTH);
    uint64_t figures = hash_figures(work);
    result_put_u32(&out, (uint32_t)(figures & 0xFFFFFFFFu));
    result_put_u32(&out, (uint32_t)(figures >> 32));
    result_put_str(&out, work->document->path);
    put_document(&out, work->document, with_text);
    put_subject(&out, &work->subject, work->document->path);
    for (size_t i = 0; i < work->rules->pack_count; i++)
        result_put_u8(&out, work->request->only != NULL || audit_pack_is_asked(work, i));
    result_put_size(&out, work->instance_count);
    for (size_t i = 0; i < work->instance_count; i++)
        put_instance(&out, &work->instances[i], work->document->path);
    int failed = base_buf_failed(&out) || base_buf_failed(work->scratch);
    if (!failed)
        work->report->digest = base_arena_str(work->arena, base_buf_str(&out));
    base_buf_dispose(&out);
    return failed || work->report->digest.ptr == NULL ? base_err_memory(work->err) : 0;
}

/* ---- reading ---- */

uint64_t audit_digest_figures(base_str bytes)
{
    uint64_t figures = 0;
    if (bytes.len < DIGEST_HEAD)
        return 0;
    for (size_t i = DIGEST_HEAD; i > DIGEST_MAGIC_LENGTH; i--)
        figures = figures << 8 | (unsigned char)bytes.ptr[i - 1];
    return figures;
}

static int take_int(result_cursor *from)
{
    uint32_t number = result_take_u32(from);
    if (number > INT32_MAX)
        from->bad = 1;
    return number > INT32_MAX ? 0 : (int)number;
}

static void take_date(result_cursor *from, text_date *date)
{
    date->year = take_int(from);
    date->month = take_int(from);
    date->day = take_int(from);
}

static void take_subject(result_cursor *from, form_subject *subject)
{
    base_place *places[] = {&subject->agency_place, &subject->year_place, &subject->date_place,
                            &subject->period_place};
    subject->agency = result_take_str(from);
    subject->year = take_int(from);
    take_date(from, &subject->date);
    take_date(from, &subject->period.from);
    take_date(from, &subject->period.to);
    for (size_t i = 0; i < sizeof(places) / sizeof(places[0]); i++)
        result_take_place(from, places[i]);
}

static void take_text(result_cursor *from, base_str raw, doc_text *out)
{
    out->raw = raw;
    if (!result_stopped(from) && text_normalise(from->arena, raw, &out->normal) != 0)
        from->no_memory = 1;
}

/* A cell that holds what is printed, for quoting. */
static const doc_cell *make_cell(result_cursor *from, base_str raw, const base_place *place)
{
    doc_cell *cell = base_arena_zalloc(from->arena, sizeof(*cell));
    if (cell == NULL) {
        from->no_memory = 1;
        return NULL;
    }
    cell->row = place->row;
    cell->column = place->cell;
    cell->rowspan = cell->colspan = 1;
    cell->place = *place;
    take_text(from, raw, &cell->text);
    return cell;
}

static void take_item(result_cursor *from, const form_row *row, const base_place *table,
                      form_item *item)
{
    unsigned flags = result_take_enum(from, 0, ALL_FLAGS);
    base_str label = row->printed, unit = row->unit;
    item->row = row;
    item->figure.state = VALUE_MISSING;
    item->figure.number = value_number_int(0);
    item->place = *table;
    if (flags == 0)
        return;
    item->similarity = (int)result_take_enum(from, 0, 100);
    if (flags & HAS_LABEL)
        label = result_take_str(from);
    if (flags & HAS_UNIT)
        unit = result_take_str(from);
    if (flags & HAS_VALUE)
        item->raw = result_take_str(from);
    memset(&item->place, 0, sizeof(item->place));
    result_take_place(from, &item->place);
    item->label_cell = make_cell(from, label, &item->place);
    if (flags & (HAS_UNIT | OWN_UNIT))
        item->unit_cell = make_cell(from, unit, &item->place);
    if (flags & HAS_VALUE) {
        item->value_cell = make_cell(from, item->raw, &item->place);
        item->figure = value_figure_read(item->raw, row->unit);
        item->place.text = item->raw;
    } else {
        item->place.text = label;
        if ((flags & OPEN_FIGURE) == 0)
            item->figure.state = VALUE_BLANK;
    }
}

static const form *find_form(const audit_ruleset *rules, base_str name)
{
    for (size_t i = 0; i < rules->form_count; i++) {
        if (base_str_eq(rules->forms[i]->name, name))
            return rules->forms[i];
    }
    return NULL;
}

static void take_fields(result_cursor *from, form_instance *instance)
{
    instance->fields = result_take_array(from, 2 * RESULT_MIN_TEXT + RESULT_MIN_PLACE,
                                         sizeof(*instance->fields), &instance->field_count);
    for (size_t i = 0; i < instance->field_count && !result_stopped(from); i++) {
        instance->fields[i].label = result_take_str(from);
        instance->fields[i].text = result_take_str(from);
        result_take_place(from, &instance->fields[i].place);
    }
}

static void take_instance(result_cursor *from, const audit_ruleset *rules, form_instance *instance)
{
    size_t count;
    instance->form = find_form(rules, result_take_str(from));
    if (instance->form == NULL)
        from->bad = 1;
    instance->ordinal = result_take_u32(from);
    instance->caption = result_take_str(from);
    instance->caption_year = take_int(from);
    result_take_place(from, &instance->place);
    instance->items = result_take_array(from, 1, sizeof(*instance->items), &count);
    if (!result_stopped(from) && count != instance->form->count)
        from->bad = 1;
    for (size_t i = 0; i < count && !result_stopped(from); i++)
        take_item(from, &instance->form->rows[i], &instance->place, &instance->items[i]);
    take_fields(from, instance);
}

static void take_block(result_cursor *from, doc_block *block)
{
    block->kind = (doc_kind)result_take_enum(from, DOC_TITLE, DOC_CHART);
    block->number_source =
        (doc_number_source)result_take_enum(from, DOC_NUMBER_NONE, DOC_NUMBER_CONVERTER);
    block->run_in = (int)result_take_enum(from, 0, 1);
    block->level = take_int(from);
    block->number = result_take_str(from);
    take_text(from, result_take_str(from), &block->text);
    result_take_place(from, &block->place);
    block->place.text = block->text.raw;
    if (block->kind != DOC_TABLE && block->kind != DOC_CHART)
        return;
    block->table = base_arena_zalloc(from->arena, sizeof(*block->table));
    if (block->table == NULL)
        from->no_memory = 1;
    else
        block->table->place = block->place;
}

static void take_document(result_cursor *from, doc *document)
{
    document->arena = from->arena;
    document->path = from->path;
    base_str format = result_take_str(from);
    document->format = base_arena_copy(from->arena, format.ptr ? format.ptr : "", format.len);
    if (document->format == NULL)
        from->no_memory = 1;
    document->encoding = result_take_str(from);
    document->title = result_take_str(from);
    document->tables = result_take_u32(from);
    doc_block *blocks = result_take_array(from, 15, sizeof(*blocks), &document->blocks);
    for (size_t i = 0; i < document->blocks && !result_stopped(from); i++) {
        take_block(from, &blocks[i]);
        if (i > 0)
            blocks[i - 1].next = &blocks[i];
    }
    document->first = blocks;
}

int audit_digest_read(base_arena *arena, const audit_ruleset *rules, base_str bytes,
                      audit_digest *out, hecha_err *err)
{
    result_cursor from;
    memset(out, 0, sizeof(*out));
    if (!base_str_starts(bytes, base_str_n(DIGEST_MAGIC, DIGEST_MAGIC_LENGTH)) ||
        bytes.len < DIGEST_HEAD)
        return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
    memset(&from, 0, sizeof(from));
    from.arena = arena;
    from.in = bytes;
    from.at = DIGEST_HEAD;
    out->figures = audit_digest_figures(bytes);
    from.path = result_take_bytes(&from);
    take_document(&from, &out->document);
    take_subject(&from, &out->subject);
    out->asked = base_arena_array(arena, rules->pack_count + 1, 1);
    if (out->asked == NULL)
        return base_err_memory(err);
    for (size_t i = 0; i < rules->pack_count; i++)
        out->asked[i] = (unsigned char)result_take_enum(&from, 0, 1);
    out->instances = result_take_array(&from, 5 * RESULT_MIN_TEXT, sizeof(*out->instances),
                                       &out->instance_count);
    for (size_t i = 0; i < out->instance_count && !result_stopped(&from); i++)
        take_instance(&from, rules, &out->instances[i]);
    if (from.no_memory)
        return base_err_memory(err);
    if (from.bad || from.at != from.in.len)
        return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
    return 0;
}
