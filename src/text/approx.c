/* Words of approximation: text_hedge_… of text/prose.h. */
#include "text/class.h"
#include "text/prose.h"
#include "text/utf8.h"

/* A word and what it says; the longer stand before their tails. may_end knows the last characters
 * of `before`. */
typedef struct hedge_word {
    const char *word;
    text_approx approx;
    int closed, span;
} hedge_word;

static const hedge_word before[] = {
    {"不超过", TEXT_LESS, 1, 0}, {"不多于", TEXT_LESS, 1, 0}, {"不高于", TEXT_LESS, 1, 0},
    {"不少于", TEXT_MORE, 1, 0}, {"不低于", TEXT_MORE, 1, 0}, {"不下", TEXT_MORE, 1, 0},
    {"不足", TEXT_LESS, 0, 0},   {"不到", TEXT_LESS, 0, 0},   {"不满", TEXT_LESS, 0, 0},
    {"少于", TEXT_LESS, 0, 0},   {"低于", TEXT_LESS, 0, 0},   {"至多", TEXT_LESS, 1, 0},
    {"最多", TEXT_LESS, 1, 0},   {"最高", TEXT_LESS, 1, 0},   {"将近", TEXT_LESS, 0, 1},
    {"接近", TEXT_LESS, 0, 1},   {"近", TEXT_LESS, 0, 1},     {"大大超过", TEXT_MORE, 0, 0},
    {"超过", TEXT_MORE, 0, 0},   {"多于", TEXT_MORE, 0, 0},   {"高于", TEXT_MORE, 0, 0},
    {"大于", TEXT_MORE, 0, 0},   {"小于", TEXT_LESS, 0, 0},   {"至少", TEXT_MORE, 1, 0},
    {"最少", TEXT_MORE, 1, 0},   {"突破", TEXT_MORE, 1, 0},   {"超", TEXT_MORE, 0, 0},
    {"逾", TEXT_MORE, 0, 0},     {"大约", TEXT_ABOUT, 0, 0},  {"约为", TEXT_ABOUT, 0, 0},
    {"约有", TEXT_ABOUT, 0, 0},  {"约达", TEXT_ABOUT, 0, 0},  {"约占", TEXT_ABOUT, 0, 0},
    {"约", TEXT_ABOUT, 0, 0},    {"大概", TEXT_ABOUT, 0, 0},  {"左右", TEXT_ABOUT, 0, 0},
    {"上", TEXT_MORE, 1, 0},     {"好几", TEXT_MORE, 0, 9},   {"几", TEXT_MORE, 0, 9},
    {"数", TEXT_MORE, 0, 9},     {NULL, TEXT_EXACT, 0, 0}};
static const hedge_word inside[] = {{"余", TEXT_MORE, 0, 1},
                                    {"多", TEXT_MORE, 0, 1},
                                    {"几", TEXT_MORE, 0, 1},
                                    {"来", TEXT_ABOUT, 0, 0},
                                    {NULL, TEXT_EXACT, 0, 0}};
static const hedge_word behind[] = {
    {"及以上", TEXT_MORE, 1, 0}, {"以上", TEXT_MORE, 1, 0},  {"有余", TEXT_MORE, 0, 1},
    {"多", TEXT_MORE, 0, 1},     {"余", TEXT_MORE, 0, 1},    {"及以下", TEXT_LESS, 1, 0},
    {"以下", TEXT_LESS, 1, 0},   {"以内", TEXT_LESS, 1, 0},  {"之内", TEXT_LESS, 1, 0},
    {"左右", TEXT_ABOUT, 0, 0},  {"上下", TEXT_ABOUT, 0, 0}, {NULL, TEXT_EXACT, 0, 0}};
/* Where 近, 约, 超, 上 … end another word. */
static const char *const not_hedges[] = {
    "最近", "附近", "临近", "靠近",   "邻近", "节约", "签约", "预约", "条约", "合约",   "特约",
    "违约", "集约", "赶超", "网上",   "线上", "以上", "会上", "街上", "之上", "马上",   "晚上",
    "早上", "手上", "身上", "基础上", "毁约", "解约", "履约", "爽约", "制约", "大多数", NULL};
/* What behind 多, 余 makes another word of them: 3次多元化, 2件余款. */
static const char *const longer_behind[] = {
    "多元",   "多样", "多种", "多次", "多个", "多年", "多方", "多媒", "多部", "多功",
    "多部门", "余额", "余款", "余下", "余地", "多渠", "多形", "多途", "多层", NULL};

size_t text_back_space(base_str text, size_t offset)
{
    while (offset > 0) {
        size_t before_it = offset;
        uint32_t codepoint = text_utf8_previous(text, &before_it);
        if (!text_is_space(codepoint) && !text_is_zero_width(codepoint))
            break;
        offset = before_it;
    }
    return offset;
}

size_t text_word_before(base_str text, size_t offset, const char *const *words)
{
    for (; *words != NULL; words++) {
        size_t length = strlen(*words);
        if (length <= offset && text.ptr[offset - 1] == (*words)[length - 1] &&
            memcmp(text.ptr + offset - length, *words, length) == 0)
            return length;
    }
    return 0;
}

static void fill(text_hedge *out, const hedge_word *word, size_t start)
{
    out->approx = word->approx;
    out->closed = word->closed;
    out->span = word->span;
    out->start = start;
    out->end = start + strlen(word->word);
}

/* 1 for what the words of `before` end with; hardly any figure has one of them before it. */
static int may_end(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x8FC7: /* 过 于 下 足 到 满 多 高 近 破 少 超 逾 约 为 有 达 占 概 右 上 几 数 */
    case 0x4E8E:
    case 0x4E0B:
    case 0x8DB3:
    case 0x5230:
    case 0x6EE1:
    case 0x591A:
    case 0x9AD8:
    case 0x8FD1:
    case 0x7834:
    case 0x5C11:
    case 0x8D85:
    case 0x903E:
    case 0x7EA6:
    case 0x4E3A:
    case 0x6709:
    case 0x8FBE:
    case 0x5360:
    case 0x6982:
    case 0x53F3:
    case 0x4E0A:
    case 0x51E0:
    case 0x6570:
        return 1;
    default:
        return 0;
    }
}

int text_hedge_before(base_str text, size_t start, text_hedge *out)
{
    size_t end = text_back_space(text, start);
    if (end == 0 || !may_end(text_previous(text, end)) ||
        text_word_before(text, end, not_hedges) > 0)
        return 0;
    for (const hedge_word *word = before; word->word != NULL; word++) {
        size_t length = strlen(word->word);
        if (length <= end && memcmp(text.ptr + end - length, word->word, length) == 0) {
            fill(out, word, end - length);
            return 1;
        }
    }
    return 0;
}

int text_hedge_is_weak(base_str text, const text_hedge *hedge)
{
    static const char *const weak[] = {"上", "数", "几", "好几", NULL};
    return text_word_at(text, hedge->start, weak) > 0;
}

static int find(base_str text, size_t offset, const hedge_word *words, text_hedge *out)
{
    for (const hedge_word *word = words; word->word != NULL; word++) {
        if (base_str_starts(base_str_from(text, offset), base_str_c(word->word))) {
            fill(out, word, offset);
            return 1;
        }
    }
    return 0;
}

int text_hedge_inside(base_str text, size_t offset, text_hedge *out)
{
    return find(text, text_skip_space(text, offset), inside, out);
}

int text_hedge_after(base_str text, size_t offset, text_hedge *out)
{
    return text_word_at(text, offset, longer_behind) == 0 && find(text, offset, behind, out);
}
