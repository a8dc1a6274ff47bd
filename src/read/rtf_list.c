/* Lists of RTF whose numbers the file does not write out beside them (\listtext). */
#include "read/numberformat.h"
#include "read/rtf_reader.h"
#include "text/utf8.h"

static rtf_list *last_list(rtf_reader *reader)
{
    size_t count = reader->lists.count;
    return count > 0 ? base_vec_at(&reader->lists, count - 1) : NULL;
}

static rtf_override *last_override(rtf_reader *reader)
{
    size_t count = reader->overrides.count;
    return count > 0 ? base_vec_at(&reader->overrides, count - 1) : NULL;
}

static rtf_level *last_level(rtf_reader *reader)
{
    rtf_list *list = last_list(reader);
    int open = list != NULL && !reader->in_overrides && list->count > 0;
    return open && list->count <= RTF_LEVELS ? &list->levels[list->count - 1] : NULL;
}

static void begin_list(rtf_reader *reader)
{
    if (reader->in_overrides || reader->lists.count == RTF_LISTS_MOST)
        return;
    rtf_list *list = base_vec_push(&reader->lists, reader->arena);
    if (list == NULL) {
        rtf_failed(reader);
        return;
    }
    for (int i = 0; i < RTF_LEVELS; i++)
        list->counters[i] = INT64_MIN;
}

static void begin_override(rtf_reader *reader)
{
    if (!reader->in_overrides || reader->overrides.count == RTF_LISTS_MOST)
        return;
    if (base_vec_push(&reader->overrides, reader->arena) == NULL)
        rtf_failed(reader);
}

static void set_start(rtf_reader *reader, int number)
{
    rtf_level *level = last_level(reader);
    rtf_override *over = reader->in_overrides ? last_override(reader) : NULL;
    if (level != NULL)
        level->start = number;
    if (over == NULL || over->count == 0 || over->count > RTF_LEVELS)
        return;
    over->starts |= 1u << (over->count - 1);
    over->start[over->count - 1] = number;
}

void rtf_list_define(rtf_reader *reader, rtf_list_word word, int number)
{
    rtf_list *list = last_list(reader);
    rtf_override *over = last_override(reader);
    rtf_level *level = last_level(reader);
    switch (word) {
    case RTF_LIST_TABLE:
    case RTF_LIST_OVERRIDES:
        reader->in_overrides = word == RTF_LIST_OVERRIDES;
        break;
    case RTF_LIST_BEGIN:
        begin_list(reader);
        break;
    case RTF_LIST_OVERRIDE:
        begin_override(reader);
        break;
    case RTF_LIST_LEVEL:
        if (!reader->in_overrides && list != NULL && list->count <= RTF_LEVELS)
            list->count++;
        break;
    case RTF_LIST_OVERRIDE_LEVEL:
        if (over != NULL && over->count <= RTF_LEVELS)
            over->count++;
        break;
    case RTF_LIST_ID:
        if (reader->in_overrides && over != NULL)
            over->id = number;
        else if (!reader->in_overrides && list != NULL)
            list->id = number;
        break;
    case RTF_LIST_FORMAT:
        if (level != NULL)
            level->format = number;
        break;
    case RTF_LIST_FOLLOW:
        if (level != NULL)
            level->follow = number;
        break;
    case RTF_LIST_START:
        set_start(reader, number);
        break;
    }
}

void rtf_list_named(rtf_reader *reader, int number)
{
    rtf_override *over = last_override(reader);
    if (over != NULL)
        over->number = number;
}

/* The first character is the length, the semicolon at the end none of the text. */
void rtf_list_level_text(rtf_reader *reader, base_str text)
{
    rtf_level *level = last_level(reader);
    size_t at = 0;
    if (level == NULL || text.len == 0)
        return;
    text_utf8_next(text, &at);
    text = base_str_from(text, at);
    if (text.len > 0 && text.ptr[text.len - 1] == ';')
        text.len--;
    level->text = base_arena_str(reader->arena, text);
    if (level->text.ptr == NULL && text.len > 0)
        rtf_failed(reader);
}

static rtf_override *override_of(rtf_reader *reader, int number)
{
    for (size_t i = 0; i < reader->overrides.count; i++) {
        rtf_override *over = base_vec_at(&reader->overrides, i);
        if (over->number == number)
            return over;
    }
    return NULL;
}

static rtf_list *list_of(rtf_reader *reader, int id)
{
    for (size_t i = 0; i < reader->lists.count; i++) {
        rtf_list *list = base_vec_at(&reader->lists, i);
        if (list->id == id)
            return list;
    }
    return NULL;
}

/* The level goes on, those above it have begun, deeper ones begin anew. */
static void count_on(rtf_list *list, rtf_override *over, int level)
{
    unsigned bit = 1u << level;
    if ((over->starts & bit) && !(over->begun & bit))
        list->counters[level] = over->start[level];
    else if (list->counters[level] == INT64_MIN)
        list->counters[level] = list->levels[level].start;
    else
        list->counters[level]++;
    over->begun |= bit;
    for (int i = 0; i < level; i++)
        if (list->counters[i] == INT64_MIN)
            list->counters[i] = list->levels[i].start;
    for (int i = level + 1; i < RTF_LEVELS; i++)
        list->counters[i] = INT64_MIN;
}

void rtf_list_number(rtf_reader *reader, int number, int level, base_buf *out, base_str *suffix)
{
    rtf_override *over = override_of(reader, number);
    rtf_list *list = over != NULL ? list_of(reader, over->id) : NULL;
    if (list == NULL || level >= list->count || level >= RTF_LEVELS)
        return;
    count_on(list, over, level);
    const rtf_level *own = &list->levels[level];
    if (own->format == 23) /* a bullet says nothing to count */
        return;
    for (size_t i = 0; i < own->text.len; i++) {
        unsigned char byte = (unsigned char)own->text.ptr[i];
        if (byte >= RTF_LEVELS)
            base_buf_add_byte(out, (char)byte);
        else if (list->counters[byte] != INT64_MIN)
            read_number_add(out, read_number_format_nfc((unsigned)list->levels[byte].format),
                            list->counters[byte]);
    }
    *suffix = base_str_c(own->follow == 0 ? "\t" : own->follow == 1 ? " " : "");
}
