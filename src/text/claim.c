/* What is said of a whole class without a figure: text_claim_next of text/quantity.h. */
#include "text/class.h"
#include "text/prose.h"
#include "text/utf8.h"

/* A word that makes a clause a claim, unless it is part of one of the other words. */
static const char *const none_words[] = {
    "没有",   "未收",   "未发生", "未出现", "未产生", "未接",   "未受理", "未有",   "未因",
    "未引",   "未被",   "未提",   "未涉",   "未安排", "未列支", "未举办", "未召开", "未开展",
    "未办理", "未设",   "未制",   "不收取", "不收费", "不涉及", "零申请", "零投诉", "零诉讼",
    "零复议", "零收费", "零举报", "零发生", "无",     NULL};
static const char *const all_words[] = {"均", "全部", "全都", NULL};
static const char *const other_words[] = {
    "没有现成", "无障碍", "无偿", "无法",   "无关",   "无论", "无需", "无须", "无效", "无线",
    "无误",     "无缝",   "无锡", "无正当", "无差别", "无纸", "无不", "无疑", "无形", "无私",
    "无限",     "无比",   "无愧", "无故",   "无人机", "无期", "无理", "无非", "无以", "无一",
    "无党派",   "无害",   "无烟", "无证",   "无序",   "均衡", "均匀", "均等", "均价", "均线",
    "均值",     "均摊",   "均可", "无人",   "无遗漏", NULL};
/* What before 无 or 均 makes it part of another word. */
static const char *const before_words[] = {"平", "人", "户", "日", "年", "月",   "有",
                                           "毫", "虚", "全", "从", "了", "一无", NULL};
/* What before a longer word turns it round: 尚未全部. */
static const char *const turning_words[] = {"未", "不", "非", NULL};

static int is_clause_end(uint32_t codepoint)
{
    switch (codepoint) {
    case 0xFF0C: /* ，。；！？： */
    case 0x3002:
    case 0xFF1B:
    case 0xFF01:
    case 0xFF1F:
    case 0xFF1A:
    case ',':
    case ';':
    case '\n':
        return 1;
    default:
        return 0;
    }
}

static size_t clause_end(base_str text, size_t offset)
{
    while (offset < text.len) {
        size_t next = offset;
        if (is_clause_end(text_utf8_next(text, &next)))
            break;
        offset = next;
    }
    return offset;
}

/* 1 if one of the words stands in the clause as a word of its own. */
static int has_word(base_str clause, const char *const *words)
{
    size_t offset = 0;
    while (offset < clause.len) {
        size_t length = text_word_at(clause, offset, words);
        if (length > 0 && text_word_at(clause, offset, other_words) == 0 &&
            text_word_before(clause, offset, length > 3 ? turning_words : before_words) == 0)
            return 1;
        text_utf8_next(clause, &offset);
    }
    return 0;
}

int text_claim_next(base_str text, size_t start, text_claim *out)
{
    while (start < text.len) {
        size_t end = clause_end(text, start);
        base_str clause = text_trim(base_str_n(text.ptr + start, end - start));
        int none = has_word(clause, none_words);
        if (none || has_word(clause, all_words)) {
            out->kind = none ? TEXT_CLAIM_NONE : TEXT_CLAIM_ALL;
            out->start = (size_t)(clause.ptr - text.ptr);
            out->end = out->start + clause.len;
            return 1;
        }
        start = end;
        text_utf8_next(text, &start);
    }
    return 0;
}
