/* What is said of a whole class without a figure: text_claim_next of text/quantity.h. */
#include "text/class.h"
#include "text/prose.h"
#include "text/utf8.h"

/* A word that makes a clause a claim, unless it is part of one of the other words. In byte order.
 */
static const char *const none_words[] = {
    "不存在",   "不收取",   "不收费",   "不曾",     "不涉及",   "为零",     "从无",     "从未",
    "全部为零", "均为0",    "均为零",   "均为０",   "均是零",   "尚无",     "尚未",     "并无",
    "无",       "暂无",     "未举办",   "未产生",   "未出现",   "未列支",   "未制",     "未制作",
    "未制定",   "未办理",   "未发现",   "未发生",   "未受理",   "未召开",   "未因",     "未存在",
    "未安排",   "未开展",   "未引",     "未引发",   "未引起",   "未征收",   "未接",     "未接到",
    "未接收",   "未提",     "未提出",   "未提起",   "未支出",   "未收",     "未收到",   "未收取",
    "未收费",   "未曾",     "未有",     "未涉",     "未涉及",   "未被",     "未设",     "未设立",
    "没发生",   "没收到",   "没收取",   "没有",     "没有产生", "没有出现", "没有发生", "没有受理",
    "没有因",   "没有接到", "没有收到", "没有收取", "没有涉及", "都为零",   "都是零",   "零举报",
    "零事故",   "零信访",   "零发生",   "零复议",   "零失误",   "零差错",   "零投诉",   "零收费",
    "零申请",   "零纠错",   "零诉讼",   "零败诉"};
static const char *const all_words[] = {"一律", "全部", "全都", "均", "无一例外", "都"};
static const char *const other_words[] = {"一律不得",       "不存在的",       "不涉及个人隐私",
                                          "不涉及商业秘密", "不涉及国家秘密", "为零售",
                                          "为零容忍",       "为零散",         "为零星",
                                          "为零跑",         "为零距离",       "全部信息",
                                          "全部内容",       "全部精力",       "全部署",
                                          "全部责任",       "全部门",         "均不得",
                                          "均价",           "均值",           "均匀",
                                          "均可",           "均应",           "均摊",
                                          "均有权",         "均等",           "均线",
                                          "均能",           "均衡",           "均要",
                                          "均需",           "均须",           "尚未健全",
                                          "尚未充分",       "尚未全",         "尚未到位",
                                          "尚未十分",       "尚未完全",       "尚未完善",
                                          "尚未形成",       "尚未彻底",       "尚未有效",
                                          "尚未根本",       "尚未真正",       "无一",
                                          "无上",           "无不",           "无业",
                                          "无为",           "无主",           "无产",
                                          "无人",           "无人机",         "无从",
                                          "无以",           "无偿",           "无党派",
                                          "无公害",         "无关",           "无功",
                                          "无助",           "无可",           "无名",
                                          "无土",           "无声",           "无处",
                                          "无奈",           "无害",           "无害化",
                                          "无尘",           "无尽",           "无差别",
                                          "无序",           "无形",           "无形资产",
                                          "无微",           "无忧",           "无息",
                                          "无意",           "无感",           "无愧",
                                          "无户",           "无所",           "无抵押",
                                          "无损",           "无接触",         "无故",
                                          "无效",           "无数",           "无时",
                                          "无期",           "无机",           "无权",
                                          "无止",           "无正当",         "无毒",
                                          "无比",           "无法",           "无源",
                                          "无烟",           "无照",           "无牌",
                                          "无理",           "无畏",           "无疑",
                                          "无私",           "无穷",           "无籍",
                                          "无纸",           "无线",           "无缝",
                                          "无菌",           "无视",           "无论",
                                          "无讼",           "无证",           "无诈",
                                          "无误",           "无边",           "无还本",
                                          "无遗漏",         "无量",           "无锡",
                                          "无限",           "无障碍",         "无需",
                                          "无非",           "无须",           "无黑",
                                          "未因此",         "未提供",         "未提升",
                                          "未提高",         "未曾有",         "未有力",
                                          "未有效",         "未被纳入",       "未设置密",
                                          "没有依据",       "没有法律依据",   "没有法律法规规定",
                                          "没有现成",       "都会",           "都匀",
                                          "都可",           "都在",           "都安",
                                          "都市",           "都应",           "都得",
                                          "都昌",           "都是",           "都有",
                                          "都有权",         "都江",           "都督",
                                          "都知",           "都能",           "都要",
                                          "零差错率"};
/* What before 无, 均 or 都 makes it part of another word. */
static const char *const before_words[] = {
    "平",   "人",   "户",   "日",   "年",   "月",   "有",   "毫",       "虚", "全", "从",
    "了",   "一无", "首",   "成",   "大",   "古",   "京",   "国",       "丰", "新", "江",
    "时",   "周",   "车",   "亩",   "吨",   "百无", "绝",   "万",       "若", "如", "或",
    "每次", "每年", "历来", "往往", "大家", "谁",   "什么", "任何时候", "永", "别", NULL};
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

/* 1 if the mark between `start` and `end` stands between digits: 1，234 3.5 8：30 */
static int is_between_digits(base_str text, size_t start, size_t end)
{
    return text_digit(text_previous(text, start)) >= 0 && text_digit_at(text, end) >= 0;
}

static size_t clause_end(base_str text, size_t offset)
{
    while ((offset = text_skip_han(text, offset, text.len, NULL)) < text.len) {
        size_t next = offset;
        uint32_t mark = text_utf8_next(text, &next);
        int comma = mark == 0xFF0C || mark == ',' || mark == 0xFF1A || mark == ':';
        if (is_clause_end(mark) && !(comma && is_between_digits(text, offset, next)))
            break;
        offset = next;
    }
    return offset;
}

/* Words for some of a class, which is neither all nor none of it. */
static const char *const partial_words[] = {"多数", "大部分", "部分", "少数",
                                            "个别", "有的",   "有些", NULL};
static const char *const not_partial[] = {"部分公开", "部分予以", NULL};

static int is_partial(base_str clause, size_t end)
{
    for (size_t offset = 0; offset < end;) {
        if (text_word_at(clause, offset, partial_words) > 0 &&
            text_word_at(clause, offset, not_partial) == 0)
            return 1;
        text_utf8_next(clause, &offset);
    }
    return 0;
}

/* 1 for what the words of claims begin with: 没 未 尚 从 并 暂 不 零 均 都 全 为 无 一. */
static int may_begin(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x6CA1:
    case 0x672A:
    case 0x5C1A:
    case 0x4ECE:
    case 0x5E76:
    case 0x6682:
    case 0x4E0D:
    case 0x96F6:
    case 0x5747:
    case 0x90FD:
    case 0x5168:
    case 0x4E3A:
    case 0x65E0:
    case 0x4E00:
        return 1;
    default:
        return 0;
    }
}

/* 信息不存在 is a kind of answer, not a claim. */
static int is_label(base_str clause, size_t offset)
{
    static const char *const absent[] = {"不存在", NULL};
    static const char *const labels[] = {"信息", NULL};
    return text_word_at(clause, offset, absent) > 0 && text_word_before(clause, offset, labels) > 0;
}

/* The first of the words that stands in the clause as a word of its own: its offset, and its length
 * in *length; 0 in *length if there is none. */
static size_t find_word(base_str text, base_str clause, const text_table *words, size_t *length)
{
    static const text_table other = TEXT_TABLE(other_words);
    size_t offset = 0, start = (size_t)(clause.ptr - text.ptr);
    while ((offset = text_skip_han(clause, offset, clause.len, may_begin)) < clause.len) {
        size_t next = offset;
        *length = 0;
        if (may_begin(text_utf8_next(clause, &next)))
            *length = text_longest_at(clause, offset, words, NULL);
        if (*length > 0 && text_longest_at(clause, offset, &other, NULL) == 0 &&
            text_word_before(clause, offset, *length > 3 ? turning_words : before_words) == 0 &&
            !is_label(clause, offset) && !text_in_quotes(text, start + offset))
            return offset;
        offset = next;
    }
    *length = 0;
    return 0;
}

int text_claim_next(base_str text, size_t start, text_claim *out)
{
    static const text_table none = TEXT_TABLE(none_words), all = TEXT_TABLE(all_words);
    while (start < text.len) {
        size_t end = clause_end(text, start), length;
        base_str clause = text_trim(base_str_n(text.ptr + start, end - start));
        out->kind = TEXT_CLAIM_NONE;
        size_t word = find_word(text, clause, &none, &length);
        if (length == 0) {
            out->kind = TEXT_CLAIM_ALL;
            word = find_word(text, clause, &all, &length);
        }
        if (length > 0 && !is_partial(clause, word)) {
            out->start = (size_t)(clause.ptr - text.ptr);
            out->end = out->start + clause.len;
            out->word = out->start + word;
            out->scope = out->word + length;
            return 1;
        }
        start = end;
        text_utf8_next(text, &start);
    }
    return 0;
}
