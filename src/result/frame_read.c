#include "result/frame.h"
#include "result/frame_layout.h"
#include "text/utf8.h"

/* Errors are sticky: after the first one everything reads as empty. */
typedef struct cursor {
    base_arena *arena;
    base_str in; /* the frame's copy in the arena: texts are slices of it */
    size_t at;
    base_str path; /* of the report, for places */
    int bad;
    int no_memory;
} cursor;

static int stopped(const cursor *from)
{
    return from->bad || from->no_memory;
}

static const unsigned char *take(cursor *from, size_t length)
{
    if (stopped(from) || length > from->in.len - from->at) {
        from->bad = 1;
        return NULL;
    }
    const char *bytes = from->in.ptr + from->at;
    from->at += length;
    return (const unsigned char *)bytes;
}

static uint32_t take_u32(cursor *from)
{
    const unsigned char *bytes = take(from, 4);
    if (bytes == NULL)
        return 0;
    return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16 | (uint32_t)bytes[3] << 24;
}

/* A number from `least` to `most`. */
static unsigned take_enum(cursor *from, unsigned least, unsigned most)
{
    const unsigned char *byte = take(from, 1);
    if (byte == NULL)
        return least;
    if (*byte < least || *byte > most) {
        from->bad = 1;
        return least;
    }
    return *byte;
}

/* A path is bytes, as the file system has it. */
static base_str take_bytes(cursor *from)
{
    uint32_t length = take_u32(from);
    const unsigned char *bytes = take(from, length);
    return bytes == NULL || length == 0 ? base_str_n(NULL, 0)
                                        : base_str_n((const char *)bytes, length);
}

static base_str take_str(cursor *from)
{
    base_str text = take_bytes(from);
    if (text.len > 0 && text_utf8_invalid(text) != BASE_STR_NONE) {
        from->bad = 1;
        return base_str_n(NULL, 0);
    }
    return text;
}

/* A count and zeroed room for the items, which take at least `least` bytes each in the frame. */
static void *take_array(cursor *from, size_t least, size_t size, size_t *count)
{
    uint32_t number = take_u32(from);
    *count = 0;
    if (stopped(from) || number == 0)
        return NULL;
    if (number > (from->in.len - from->at) / least) {
        from->bad = 1;
        return NULL;
    }
    void *items = base_arena_array(from->arena, number, size);
    if (items == NULL) {
        from->no_memory = 1;
        return NULL;
    }
    *count = number;
    return items;
}

static base_str *take_strs(cursor *from, size_t *count)
{
    base_str *items = take_array(from, FRAME_MIN_TEXT, sizeof(*items), count);
    for (size_t i = 0; i < *count; i++)
        items[i] = take_str(from);
    return items;
}

static void take_place(cursor *from, base_place *place)
{
    base_str *texts[] = {&place->part, &place->ref, &place->text};
    uint32_t *numbers[] = {&place->page,      &place->sheet, &place->table,
                           &place->paragraph, &place->block, &place->line,
                           &place->column,    &place->row,   &place->cell};
    uint32_t mask = take_u32(from);
    if (mask >= FRAME_PLACE_SAME_PATH << 1 ||
        (mask & (FRAME_PLACE_SAME_PATH | 1u)) == (FRAME_PLACE_SAME_PATH | 1u))
        from->bad = 1;
    if (mask & FRAME_PLACE_SAME_PATH)
        place->path = from->path;
    else if (mask & 1u)
        place->path = take_bytes(from);
    for (size_t i = 1; i < FRAME_PLACE_TEXTS; i++)
        if (mask & (1u << i))
            *texts[i - 1] = take_str(from);
    for (size_t i = 0; i < FRAME_PLACE_NUMBERS; i++)
        if (mask & (1u << (FRAME_PLACE_TEXTS + i)))
            *numbers[i] = take_u32(from);
}

static void take_evidence(cursor *from, result_evidence *evidence)
{
    evidence->subject = take_str(from);
    evidence->relation = take_str(from);
    evidence->stated = take_str(from);
    evidence->expected = take_str(from);
    evidence->difference = take_str(from);
    evidence->arithmetic = take_str(from);
    evidence->tolerance = take_str(from);
    evidence->condition = take_str(from);
    evidence->terms =
        take_array(from, FRAME_MIN_TERM, sizeof(*evidence->terms), &evidence->term_count);
    for (size_t i = 0; i < evidence->term_count && !stopped(from); i++) {
        result_term *term = &evidence->terms[i];
        term->label = take_str(from);
        term->value = take_str(from);
        term->state = take_str(from);
        take_place(from, &term->place);
    }
    evidence->causes = take_strs(from, &evidence->cause_count);
}

static void take_finding(cursor *from, result_finding *finding)
{
    finding->rule = take_str(from);
    finding->title = take_str(from);
    finding->severity = (hecha_severity)take_enum(from, HECHA_NOTICE, HECHA_ERROR);
    finding->message = take_str(from);
    finding->fingerprint = take_str(from);
    finding->because = take_str(from);
    take_place(from, &finding->location);
    finding->related =
        take_array(from, FRAME_MIN_PLACE, sizeof(*finding->related), &finding->related_count);
    for (size_t i = 0; i < finding->related_count && !stopped(from); i++)
        take_place(from, &finding->related[i]);
    finding->quote = take_str(from);
    finding->has_evidence = (int)take_enum(from, 0, 1);
    if (finding->has_evidence)
        take_evidence(from, &finding->evidence);
}

static void take_rule(cursor *from, result_rule *rule)
{
    rule->rule = take_str(from);
    rule->outcome = (result_outcome)take_enum(from, RESULT_PASSED, RESULT_NOT_EVALUATED);
    rule->kind = (result_kind)take_enum(from, RESULT_KIND_NONE, RESULT_BROKEN);
    rule->limit = take_str(from);
    rule->reason = take_str(from);
    rule->log = take_str(from);
}

static void take_fact(cursor *from, result_fact *fact)
{
    fact->form = take_str(from);
    fact->instance = take_u32(from);
    fact->path = take_str(from);
    fact->value = take_str(from);
    fact->state = take_str(from);
    fact->unit = take_str(from);
    take_place(from, &fact->place);
}

static void take_head(cursor *from, result_report *report)
{
    report->path = take_bytes(from);
    from->path = report->path;
    report->format = take_str(from);
    report->sha256 = take_str(from);
    report->title = take_str(from);
    report->agency = take_str(from);
    uint32_t year = take_u32(from);
    if (year > INT32_MAX)
        from->bad = 1;
    else
        report->year = (int)year;
    report->date = take_str(from);
    report->period_from = take_str(from);
    report->period_to = take_str(from);
    report->forms = take_strs(from, &report->form_count);
    report->packs_because = take_str(from);
    report->status = (result_status)take_enum(from, RESULT_READ, RESULT_UNCHECKED);
    report->problem_code = (hecha_code) - (int)take_enum(from, 0, -HECHA_E_UNSUPPORTED);
    report->problem = take_str(from);
}

static void take_report(cursor *from, result_report *report)
{
    take_head(from, report);
    report->findings =
        take_array(from, FRAME_MIN_FINDING, sizeof(*report->findings), &report->finding_count);
    for (size_t i = 0; i < report->finding_count && !stopped(from); i++)
        take_finding(from, &report->findings[i]);
    report->rules = take_array(from, FRAME_MIN_RULE, sizeof(*report->rules), &report->rule_count);
    for (size_t i = 0; i < report->rule_count && !stopped(from); i++)
        take_rule(from, &report->rules[i]);
    report->facts = take_array(from, FRAME_MIN_FACT, sizeof(*report->facts), &report->fact_count);
    for (size_t i = 0; i < report->fact_count && !stopped(from); i++)
        take_fact(from, &report->facts[i]);
}

int result_frame_read(base_arena *arena, base_str frame, result_report **out, hecha_err *err)
{
    *out = NULL;
    if (!base_str_starts(frame, base_str_n(FRAME_MAGIC, FRAME_MAGIC_LENGTH)))
        return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
    cursor from;
    memset(&from, 0, sizeof(from));
    from.arena = arena;
    from.at = FRAME_MAGIC_LENGTH;
    from.in = base_arena_str(arena, frame);
    result_report *report = base_arena_zalloc(arena, sizeof(*report));
    if (from.in.ptr == NULL || report == NULL)
        return base_err_memory(err);
    take_report(&from, report);
    if (from.no_memory)
        return base_err_memory(err);
    if (from.bad || from.at != from.in.len)
        return base_err(err, HECHA_E_FORMAT, MSG_FRAME_DAMAGED, NULL);
    *out = report;
    return 0;
}
