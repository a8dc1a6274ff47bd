#include "script/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "script/regex_start.h"
#include "text/utf8.h"

#define LONGEST_PATTERN 4096u
#define DEEPEST 100u
#define LARGEST_CODE 65536u
#define LARGEST_FRAME 16384u
#define FIRST_STEPS 1024u
#define FIRST_STEPS_A_BYTE 8u
#define MOST_STEPS 4000000u
#define STEPS_A_BYTE 64u
#define MOST_KIBIBYTES 4096u
#define MORE_STEPS 8u
#define STEPS_A_UNIT                                                                               \
    8u /* steps of a search and bytes of its text that count as one unit of work                   \
        */
#define BYTES_A_UNIT 32u
#define LOOK_BYTES 64u   /* looked through for one text count as one unit */
#define BYTES_A_STEP 8u  /* that an item runs over */
#define LONG_REPEAT 256u /* may run in vain over what counts */

struct script_regex {
    script_regex_memory memory;
    pcre2_general_context *general;
    pcre2_code *code;
    script_regex_starts starts;
    script_regex_needs needs;
    size_t groups;
    size_t steps_an_item;
    base_str names[SCRIPT_REGEX_CAPTURES]; /* in the code */
};

struct script_regex_room {
    script_regex_memory memory;
    pcre2_general_context *general;
    pcre2_match_data *data; /* with the frames of searches; NULL: none yet */
    pcre2_match_context *limits;
};

/* ---- compiling ---- */

static size_t characters(base_str text, size_t bytes)
{
    size_t count = 0, offset = 0;
    while (offset < bytes && offset < text.len) {
        text_utf8_next(text, &offset);
        count++;
    }
    return count;
}

static int refuse(hecha_err *err, int column, base_msg_id message, const char *detail)
{
    base_err(err, HECHA_E_RULE, message, detail, NULL);
    base_err_at(err, NULL, 0, column);
    return HECHA_E_RULE;
}

/* Takes names over from the code: each entry is a number of two bytes, then the name. */
static void read_names(script_regex *regex)
{
    uint32_t count = 0, size = 0;
    PCRE2_SPTR table = NULL;
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMECOUNT, &count);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMEENTRYSIZE, &size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_NAMETABLE, &table);
    for (uint32_t i = 0; i < count && table != NULL; i++, table += size) {
        size_t number = (size_t)table[0] << 8 | table[1];
        if (number >= 1 && number <= SCRIPT_REGEX_CAPTURES)
            regex->names[number - 1] = base_str_c((const char *)table + 2);
    }
}

static int check_size(script_regex *regex, hecha_err *err)
{
    size_t size = 0, frame = 0;
    uint32_t captures = 0;
    pcre2_pattern_info(regex->code, PCRE2_INFO_SIZE, &size);
    pcre2_pattern_info(regex->code, PCRE2_INFO_FRAMESIZE, &frame);
    pcre2_pattern_info(regex->code, PCRE2_INFO_CAPTURECOUNT, &captures);
    if (captures > SCRIPT_REGEX_CAPTURES || size > LARGEST_CODE || frame > LARGEST_FRAME)
        return refuse(err, 1, MSG_REGEX_LARGE, NULL);
    regex->groups = captures;
    read_names(regex);
    return 0;
}

static int compile(script_regex *regex, base_str pattern, hecha_err *err)
{
    int code = 0;
    size_t at = 0;
    pcre2_compile_context *context = pcre2_compile_context_create(regex->general);
    if (context == NULL)
        return base_err_memory(err);
    pcre2_set_max_pattern_length(context, LONGEST_PATTERN);
    pcre2_set_parens_nest_limit(context, DEEPEST);
    pcre2_set_newline(context, PCRE2_NEWLINE_LF);
    pcre2_set_bsr(context, PCRE2_BSR_UNICODE);
    /* Steps are counted at callouts: PCRE2's own limit begins anew wherever a match may start. */
    regex->code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
                                PCRE2_UTF | PCRE2_UCP | PCRE2_NEVER_BACKSLASH_C |
                                    PCRE2_NO_AUTO_POSSESS | PCRE2_AUTO_CALLOUT,
                                &code, &at, context);
    pcre2_compile_context_free(context);
    if (regex->code != NULL)
        return check_size(regex, err);
    if (code == PCRE2_ERROR_HEAP_FAILED)
        return base_err_memory(err);
    char text[256];
    pcre2_get_error_message(code, (PCRE2_UCHAR *)text, sizeof(text));
    return refuse(err, (int)characters(pattern, at) + 1, MSG_REGEX_SYNTAX, text);
}

/* The largest number of a repeat {4}, {1,4}; \x{4} is none. */
static size_t longest_repeat(base_str pattern)
{
    size_t longest = 0, number = 0;
    int inside = 0;
    for (size_t i = 0; i < pattern.len; i++) {
        char byte = pattern.ptr[i];
        int digit = byte >= '0' && byte <= '9';
        if (byte == '{')
            inside = i < 2 || pattern.ptr[i - 2] != '\\' ||
                     strchr("xogkpPN", pattern.ptr[i - 1]) == NULL;
        else if (!digit && byte != ',')
            inside = 0;
        number = inside && digit ? number * 10 + (size_t)(byte - '0') : 0;
        if (number > longest)
            longest = number;
    }
    return longest;
}

static int prepare(script_regex *regex, base_str pattern, hecha_err *err)
{
    const script_regex_memory *memory = &regex->memory;
    if (pattern.len > LONGEST_PATTERN)
        return refuse(err, 1, MSG_REGEX_LARGE, NULL);
    regex->general = pcre2_general_context_create(memory->give, memory->take, memory->context);
    if (regex->general == NULL)
        return base_err_memory(err);
    size_t repeat = longest_repeat(pattern);
    regex->steps_an_item = 1 + (repeat < LONG_REPEAT ? 0 : repeat / BYTES_A_STEP);
    return compile(regex, pattern, err);
}

int script_regex_compile(const script_regex_memory *memory, base_str pattern, script_regex **out,
                         hecha_err *err)
{
    *out = NULL;
    script_regex *regex = memory->give(sizeof(*regex), memory->context);
    if (regex == NULL)
        return base_err_memory(err);
    memset(regex, 0, sizeof(*regex));
    regex->memory = *memory;
    int status = prepare(regex, pattern, err);
    if (status != 0) {
        script_regex_free(regex);
        return status;
    }
    script_regex_read_starts(pattern, &regex->starts);
    script_regex_read_needs(pattern, &regex->needs);
    *out = regex;
    return 0;
}

void script_regex_free(script_regex *regex)
{
    if (regex == NULL)
        return;
    pcre2_code_free(regex->code);
    pcre2_general_context_free(regex->general);
    regex->memory.take(regex, regex->memory.context);
}

script_regex_room *script_regex_room_new(const script_regex_memory *memory)
{
    script_regex_room *room = memory->give(sizeof(*room), memory->context);
    if (room == NULL)
        return NULL;
    memset(room, 0, sizeof(*room));
    room->memory = *memory;
    room->general = pcre2_general_context_create(memory->give, memory->take, memory->context);
    if (room->general != NULL)
        room->limits = pcre2_match_context_create(room->general);
    if (room->limits == NULL) {
        script_regex_room_free(room);
        return NULL;
    }
    pcre2_set_heap_limit(room->limits, MOST_KIBIBYTES);
    pcre2_set_match_limit(room->limits, UINT32_MAX);
    return room;
}

void script_regex_room_clear(script_regex_room *room)
{
    pcre2_match_data_free(room->data);
    room->data = NULL;
}

void script_regex_room_free(script_regex_room *room)
{
    if (room == NULL)
        return;
    script_regex_room_clear(room);
    pcre2_match_context_free(room->limits);
    pcre2_general_context_free(room->general);
    room->memory.take(room, room->memory.context);
}

size_t script_regex_groups(const script_regex *regex)
{
    return regex->groups;
}

base_str script_regex_name(const script_regex *regex, size_t index)
{
    return index < regex->groups ? regex->names[index] : base_str_n("", 0);
}

const script_regex_needs *script_regex_needed(const script_regex *regex)
{
    return &regex->needs;
}

/* ---- matching ---- */

static void take_match(const script_regex *regex, const script_regex_room *room,
                       script_regex_match *out)
{
    const PCRE2_SIZE *offsets = pcre2_get_ovector_pointer(room->data);
    out->end = offsets[1];
    /* \K in a lookahead can put the start behind the end. */
    out->start = offsets[0] <= offsets[1] ? offsets[0] : offsets[1];
    out->count = regex->groups;
    for (size_t i = 0; i < regex->groups; i++) {
        size_t start = offsets[2 * i + 2], end = offsets[2 * i + 3];
        int took_part = start != PCRE2_UNSET && end != PCRE2_UNSET && start <= end;
        out->groups[i].start = took_part ? start : BASE_STR_NONE;
        out->groups[i].end = took_part ? end : BASE_STR_NONE;
    }
}

static script_regex_found outcome(int code)
{
    if (code >= 0)
        return SCRIPT_REGEX_MATCH;
    switch (code) {
    case PCRE2_ERROR_NOMATCH:
        return SCRIPT_REGEX_NONE;
    case PCRE2_ERROR_NOMEMORY:
        return SCRIPT_REGEX_MEMORY;
    case PCRE2_ERROR_MATCHLIMIT:
    case PCRE2_ERROR_DEPTHLIMIT:
    case PCRE2_ERROR_HEAPLIMIT:
        return SCRIPT_REGEX_LIMIT;
    default:
        return SCRIPT_REGEX_BROKEN;
    }
}

typedef struct steps {
    size_t an_item, left;
    size_t from, at; /* where the match that is tried starts, and how far it was */
} steps;

/* Before each item of the pattern: counts it, and the text that the last one ran over. */
static int count_item(pcre2_callout_block *item, void *context)
{
    steps *s = context;
    size_t at = item->current_position;
    if (item->start_match != s->from)
        s->from = s->at = item->start_match;
    size_t ran = at > s->at ? at - s->at : s->at - at, taken = s->an_item + ran / BYTES_A_STEP;
    s->at = at;
    if (taken > s->left)
        return PCRE2_ERROR_MATCHLIMIT;
    s->left -= taken;
    return 0;
}

/* One search with the steps allowed. */
static int search(const script_regex *regex, script_regex_room *room, base_str text, size_t start,
                  int filled, size_t most)
{
    uint32_t options = PCRE2_NO_UTF_CHECK | (filled ? PCRE2_NOTEMPTY_ATSTART : 0u);
    if (room->data == NULL)
        room->data = pcre2_match_data_create(SCRIPT_REGEX_CAPTURES + 1, room->general);
    if (room->data == NULL)
        return PCRE2_ERROR_NOMEMORY;
    steps allowed = {regex->steps_an_item, most, start, start};
    pcre2_set_callout(room->limits, count_item, &allowed);
    return pcre2_match(regex->code, (PCRE2_SPTR)text.ptr, text.len, start, options, room->data,
                       room->limits);
}

static int has_one_of(base_str text, const script_regex_need *set, size_t *looks)
{
    for (size_t i = 0; i < set->count; i++, ++*looks)
        if (script_regex_text_at(text, script_regex_need_text(set, i), 0, text.len) < text.len)
            return 1;
    return 0;
}

/* Where a search that begins at `start` can begin as well; BASE_STR_NONE: nothing is to be found.
 * Adds how often the text was looked through in vain. */
static size_t first_start(const script_regex *regex, base_str text, size_t start, size_t *looks)
{
    for (size_t i = 0; start == 0 && i < regex->needs.count; i++)
        if (!has_one_of(text, &regex->needs.sets[i], looks))
            return BASE_STR_NONE;
    return regex->starts.count > 0 ? script_regex_first_start(&regex->starts, text, start) : start;
}

script_regex_found script_regex_find(const script_regex *regex, script_regex_room *room,
                                     base_str text, size_t start, int filled,
                                     script_regex_count *count, void *context,
                                     script_regex_match *out)
{
    size_t left = text.len - start, looks = 0;
    size_t most = MOST_STEPS + STEPS_A_BYTE * left;
    size_t work = 1;
    if (text.len > SCRIPT_REGEX_LONGEST_TEXT)
        return SCRIPT_REGEX_LIMIT;
    size_t from = first_start(regex, text, start, &looks);
    if (count(context, looks * (left / LOOK_BYTES)) != 0)
        return SCRIPT_REGEX_LIMIT;
    if (from == BASE_STR_NONE)
        return count(context, 1 + left / BYTES_A_UNIT) != 0 ? SCRIPT_REGEX_LIMIT
                                                            : SCRIPT_REGEX_NONE;
    filled = filled && from == start;
    for (size_t allowed = FIRST_STEPS + FIRST_STEPS_A_BYTE * left;;) {
        if (count(context, work) != 0)
            return SCRIPT_REGEX_LIMIT;
        int code = search(regex, room, text, from, filled, allowed);
        if (code >= 0)
            take_match(regex, room, out);
        if (code != PCRE2_ERROR_MATCHLIMIT || allowed == most) {
            size_t seen = code >= 0 && out->end >= start ? out->end - start : left;
            return count(context, seen / BYTES_A_UNIT) != 0 ? SCRIPT_REGEX_LIMIT : outcome(code);
        }
        allowed = allowed * MORE_STEPS < most ? allowed * MORE_STEPS : most;
        work = allowed / STEPS_A_UNIT;
    }
}
