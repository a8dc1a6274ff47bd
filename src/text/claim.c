/* What is said of a whole class without a figure: text_claim_next of text/quantity.h. */
#include "text/class.h"
#include "text/prose.h"
#include "text/utf8.h"

/* A word that makes a clause a claim, unless it is part of one of the other words. */
static const char *const none_words[] = {
    "没有发生", "没有收到", "没有收取", "没有出现", "没有产生", "没有接到", "没有受理", "没有因",
    "没有涉及", "没有",     "没收到",   "没收取",   "没发生",   "未发生",   "未收到",   "未收取",
    "未收费",   "未收",     "未出现",   "未产生",   "未接到",   "未接收",   "未接",     "未受理",
    "未有",     "未因",     "未引起",   "未引发",   "未引",     "未被",     "未提起",   "未提出",
    "未提",     "未涉及",   "未涉",     "未安排",   "未列支",   "未举办",   "未召开",   "未开展",
    "未办理",   "未设立",   "未设",     "未制定",   "未制作",   "未制",     "未发现",   "未征收",
    "未支出",   "未存在",   "未曾",     "尚未",     "从未",     "尚无",     "并无",     "暂无",
    "从无",     "不存在",   "不收取",   "不收费",   "不涉及",   "不曾",     "零申请",   "零投诉",
    "零诉讼",   "零复议",   "零收费",   "零举报",   "零发生",   "零信访",   "零差错",   "零失误",
    "零纠错",   "零败诉",   "零事故",   "均为0",    "均为零",   "均为０",   "均是零",   "都是零",
    "都为零",   "全部为零", "为零",     "无",       NULL};
static const char *const all_words[] = {"全部", "全都", "均", "都", "一律", "无一例外", NULL};
static const char *const other_words[] = {"没有现成",
                                          "没有法律依据",
                                          "没有依据",
                                          "没有法律法规规定",
                                          "无障碍",
                                          "无偿",
                                          "无法",
                                          "无关",
                                          "无论",
                                          "无需",
                                          "无须",
                                          "无效",
                                          "无线",
                                          "无形资产",
                                          "无误",
                                          "无缝",
                                          "无锡",
                                          "无正当",
                                          "无差别",
                                          "无纸",
                                          "无不",
                                          "无疑",
                                          "无形",
                                          "无私",
                                          "无限",
                                          "无比",
                                          "无愧",
                                          "无故",
                                          "无人机",
                                          "无期",
                                          "无理",
                                          "无非",
                                          "无以",
                                          "无一",
                                          "无党派",
                                          "无害",
                                          "无烟",
                                          "无证",
                                          "无序",
                                          "无人",
                                          "无遗漏",
                                          "无穷",
                                          "无数",
                                          "无意",
                                          "无声",
                                          "无时",
                                          "无处",
                                          "无从",
                                          "无微",
                                          "无止",
                                          "无所",
                                          "无畏",
                                          "无公害",
                                          "无菌",
                                          "无毒",
                                          "无抵押",
                                          "无忧",
                                          "无感",
                                          "无接触",
                                          "无讼",
                                          "无诈",
                                          "无黑",
                                          "无产",
                                          "无机",
                                          "无量",
                                          "无上",
                                          "无可",
                                          "无奈",
                                          "无助",
                                          "无视",
                                          "无息",
                                          "无还本",
                                          "无权",
                                          "无名",
                                          "无籍",
                                          "无户",
                                          "无业",
                                          "无为",
                                          "无土",
                                          "无主",
                                          "无尘",
                                          "无损",
                                          "无害化",
                                          "无功",
                                          "无源",
                                          "无照",
                                          "无牌",
                                          "无尽",
                                          "无边",
                                          "均衡",
                                          "均匀",
                                          "均等",
                                          "均价",
                                          "均线",
                                          "均值",
                                          "均摊",
                                          "均可",
                                          "均应",
                                          "均须",
                                          "均需",
                                          "均有权",
                                          "均不得",
                                          "均能",
                                          "均要",
                                          "都市",
                                          "都能",
                                          "都要",
                                          "都可",
                                          "都应",
                                          "都江",
                                          "都会",
                                          "都得",
                                          "都督",
                                          "都匀",
                                          "都昌",
                                          "都安",
                                          "都有权",
                                          "都是",
                                          "都知",
                                          "都在",
                                          "都有",
                                          "全部门",
                                          "全部署",
                                          "一律不得",
                                          "尚未全",
                                          "尚未完全",
                                          "尚未充分",
                                          "尚未十分",
                                          "尚未根本",
                                          "尚未真正",
                                          "尚未有效",
                                          "尚未形成",
                                          "尚未健全",
                                          "尚未完善",
                                          "尚未到位",
                                          "尚未彻底",
                                          "未曾有",
                                          "未有效",
                                          "未有力",
                                          "未提高",
                                          "未提升",
                                          "未提供",
                                          "未设置密",
                                          "未因此",
                                          "未被纳入",
                                          "零差错率",
                                          "为零距离",
                                          "为零散",
                                          "为零售",
                                          "为零跑",
                                          "为零星",
                                          "为零容忍",
                                          "不涉及国家秘密",
                                          "不涉及商业秘密",
                                          "不涉及个人隐私",
                                          "不存在的",
                                          "全部内容",
                                          "全部责任",
                                          "全部精力",
                                          "全部信息",
                                          NULL};
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
    while (offset < text.len) {
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
static size_t find_word(base_str text, base_str clause, const char *const *words, size_t *length)
{
    size_t offset = 0, start = (size_t)(clause.ptr - text.ptr);
    while (offset < clause.len) {
        size_t next = offset;
        *length = 0;
        if (may_begin(text_utf8_next(clause, &next)))
            *length = text_word_at(clause, offset, words);
        if (*length > 0 && text_word_at(clause, offset, other_words) == 0 &&
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
    while (start < text.len) {
        size_t end = clause_end(text, start), length;
        base_str clause = text_trim(base_str_n(text.ptr + start, end - start));
        out->kind = TEXT_CLAIM_NONE;
        size_t word = find_word(text, clause, none_words, &length);
        if (length == 0) {
            out->kind = TEXT_CLAIM_ALL;
            word = find_word(text, clause, all_words, &length);
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
