/* Automatic numbers: PlfLst, PlfLfo and their levels: MS-DOC 2.9.131, 2.9.134, 2.9.150, 2.9.147. */
#include "base/err.h"
#include "read/numberformat.h"
#include "read/word97.h"

#define LISTS 73u
#define OVERRIDES 74u
#define MAX_LISTS 4096u
#define LEVEL_HEAD 28u

/* One LVL; returns the offset behind it. */
static size_t read_level(base_str bytes, size_t at, word97_level *level)
{
    uint32_t flags = read_u8(bytes, at + 5);
    size_t characters = read_u8(bytes, at + 24), paragraphs = read_u8(bytes, at + 25);
    level->start = read_u32(bytes, at);
    level->format = read_u8(bytes, at + 4);
    level->legal = (flags & 0x04) != 0;
    /* fNoRestart: it restarts only after the levels below the limit; limit 0: never. */
    level->restart_after = flags & 0x08 ? (int)read_u8(bytes, at + 26) : -1;
    level->follow = read_u8(bytes, at + 15);
    at += LEVEL_HEAD + characters + paragraphs;
    size_t length = read_u16(bytes, at);
    level->text = read_piece(bytes, at + 2, 2 * length);
    return at + 2 + 2 * length;
}

static int read_list_table(word97 *word)
{
    base_str heads = word97_structure(word, LISTS);
    size_t count = read_u16(heads, 0);
    if (heads.len < 2 || count > (heads.len - 2) / 28)
        count = heads.len < 2 ? 0 : (heads.len - 2) / 28;
    /* The levels stand behind the structure and are not counted in its length. */
    size_t at = heads.len > 0 ? (size_t)(heads.ptr - word->table.ptr) + 2 + 28 * count : 0;
    if (count > MAX_LISTS)
        count = MAX_LISTS;
    word->lists = base_arena_array(word->arena, count + 1, sizeof(*word->lists));
    if (word->lists == NULL)
        return base_err_memory(word->err);
    for (size_t i = 0; i < count; i++) {
        word97_list *list = &word->lists[word->list_count++];
        list->id = read_u32(heads, 2 + 28 * i);
        list->level_count = read_u8(heads, 2 + 28 * i + 26) & 1 ? 1 : 9;
        for (uint32_t level = 0; level < list->level_count; level++)
            at = read_level(word->table, at, &list->levels[level]);
    }
    return 0;
}

static size_t read_override_level(word97_override *over, base_str bytes, size_t at)
{
    uint32_t flags = read_u32(bytes, at + 4), level = flags & 15;
    uint32_t start = read_u32(bytes, at);
    at += 8;
    if (level > 8)
        return at;
    if (flags & 0x20) {
        at = read_level(bytes, at, &over->levels[level]);
        over->level_set |= 1u << level;
        start = over->levels[level].start;
    }
    if (flags & 0x10) {
        over->starts[level] = start;
        over->start_set |= 1u << level;
    }
    return at;
}

static uint32_t find_list(const word97 *word, uint32_t id)
{
    uint32_t index = 0;
    while (index < word->list_count && word->lists[index].id != id)
        index++;
    return index;
}

static int read_override_table(word97 *word)
{
    base_str bytes = word97_structure(word, OVERRIDES);
    size_t count = read_u32(bytes, 0);
    if (bytes.len < 4 || count > (bytes.len - 4) / 16)
        count = bytes.len < 4 ? 0 : (bytes.len - 4) / 16;
    size_t at = 4 + 16 * count;
    if (count > MAX_LISTS)
        count = MAX_LISTS;
    word->overrides = base_arena_array(word->arena, count + 1, sizeof(*word->overrides));
    if (word->overrides == NULL)
        return base_err_memory(word->err);
    for (size_t i = 0; i < count; i++) {
        word97_override *over = &word->overrides[word->override_count++];
        size_t levels = read_u8(bytes, 4 + 16 * i + 12);
        over->list = find_list(word, read_u32(bytes, 4 + 16 * i));
        at += 4;
        for (size_t k = 0; k < levels && at < bytes.len; k++)
            at = read_override_level(over, bytes, at);
    }
    return 0;
}

int word97_read_lists(word97 *word)
{
    int status = read_list_table(word);
    return status != 0 ? status : read_override_table(word);
}

static const word97_level *level_of(const word97_list *list, const word97_override *over,
                                    uint32_t level)
{
    if (over->level_set & 1u << level)
        return &over->levels[level];
    return &list->levels[level];
}

/* Counts a paragraph at a level: the level goes on, deeper ones begin anew. */
static void count_on(word97_list *list, word97_override *over, uint32_t level)
{
    const word97_level *own = level_of(list, over, level);
    uint32_t bit = 1u << level;
    if ((over->start_set & bit) && !(over->start_done & bit)) {
        over->start_done |= bit;
        list->counts[level] = over->starts[level] + 1;
    } else {
        uint32_t start = own->start;
        list->counts[level] = list->counts[level] ? list->counts[level] + 1 : start + 1;
    }
    for (uint32_t higher = 0; higher < level; higher++)
        if (list->counts[higher] == 0)
            list->counts[higher] = level_of(list, over, higher)->start + 1;
    for (uint32_t deeper = level + 1; deeper < list->level_count; deeper++) {
        int after = level_of(list, over, deeper)->restart_after;
        if (after < 0 || (int)level < after)
            list->counts[deeper] = 0;
    }
}

/* counts[] hold the number plus one, so that 0 can mean "not begun". */
static int64_t number_at(const word97_list *list, const word97_override *over, uint32_t level)
{
    if (list->counts[level] == 0)
        return level_of(list, over, level)->start;
    return (int64_t)list->counts[level] - 1;
}

static void add_text(base_buf *number, const word97_list *list, const word97_override *over,
                     const word97_level *own)
{
    for (size_t at = 0; at + 2 <= own->text.len; at += 2) {
        uint32_t unit = read_u16(own->text, at);
        if (unit < list->level_count && unit < 9) {
            const word97_level *level = level_of(list, over, unit);
            read_number_format format = read_number_format_nfc(level->format);
            if (own->legal)
                format = READ_NUMBER_DECIMAL;
            read_number_add(number, format, number_at(list, over, unit));
        } else if (unit >= 32 && !(unit >= 0xD800 && unit < 0xE000) &&
                   !(unit >= 0xF000 && unit <= 0xF0FF)) { /* symbol fonts' bullets */
            base_buf_add_codepoint(number, unit);
        }
    }
}

int word97_number(word97 *word, const word97_pap *pap, base_buf *number, base_str *suffix,
                  int counted)
{
    base_buf_clear(number);
    *suffix = base_str_n(NULL, 0);
    if (pap->list == 0 || pap->list > word->override_count || pap->list >= 0x7FF)
        return 0;
    word97_override *over = &word->overrides[pap->list - 1];
    if (over->list >= word->list_count)
        return 0;
    word97_list *list = &word->lists[over->list];
    uint32_t level = pap->level < list->level_count ? pap->level : list->level_count - 1;
    const word97_level *own = level_of(list, over, level);
    if (!counted)
        return 0;
    count_on(list, over, level);
    if (own->format == 0x17) /* a bullet says nothing to count */
        return 0;
    add_text(number, list, over, own);
    *suffix = base_str_c(own->follow == 0 ? "\t" : own->follow == 1 ? " " : "");
    return base_buf_failed(number) ? base_err_memory(word->err) : 0;
}
