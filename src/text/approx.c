/* Words of approximation: text_approx_… of text/prose.h. */
#include "text/class.h"
#include "text/prose.h"
#include "text/utf8.h"

/* Words before a figure. The longer stand before their tails. */
static const char *const less_before[] = {"不超过", "不多于", "不高于", "将近", "接近",
                                          "不足",   "不到",   "少于",   "低于", "至多",
                                          "最多",   "近",     NULL};
static const char *const more_before[] = {
    "不少于", "不低于", "超过", "多于", "高于", "至少", "突破", "超", "逾", "上", "数", "几", NULL};
static const char *const about_before[] = {"大约", "约为", "约", "大概", "左右", NULL};
/* Where 近, 约, 超, 上 … end another word. */
static const char *const before_not_approx[] = {
    "最近", "附近", "临近", "靠近", "邻近", "节约", "签约", "预约",   "条约",
    "合约", "特约", "违约", "集约", "赶超", "网上", "线上", "以上",   "会上",
    "街上", "之上", "马上", "晚上", "早上", "手上", "身上", "基础上", NULL};
/* Words behind a figure, before its unit and behind it. */
static const char *const more_inside[] = {"余", "多", "几", NULL};
static const char *const about_inside[] = {"来", NULL};
static const char *const more_after[] = {"以上", "有余", "之多", "多", NULL};
static const char *const less_after[] = {"以下", "以内", "之内", NULL};
static const char *const about_after[] = {"左右", "上下", NULL};

size_t text_back_space(base_str text, size_t offset)
{
    while (offset > 0) {
        size_t before = offset;
        uint32_t codepoint = text_utf8_previous(text, &before);
        if (!text_is_space(codepoint) && !text_is_zero_width(codepoint))
            break;
        offset = before;
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

text_approx text_approx_before(base_str text, size_t *start)
{
    size_t end = text_back_space(text, *start), length;
    text_approx kind = TEXT_EXACT;
    if (end == 0 || text_word_before(text, end, before_not_approx) > 0)
        return TEXT_EXACT;
    if ((length = text_word_before(text, end, less_before)) > 0)
        kind = TEXT_LESS;
    else if ((length = text_word_before(text, end, more_before)) > 0)
        kind = TEXT_MORE;
    else if ((length = text_word_before(text, end, about_before)) > 0)
        kind = TEXT_ABOUT;
    if (length > 0)
        *start = end - length;
    return kind;
}

int text_approx_is_weak(base_str text, size_t start)
{
    static const char *const weak[] = {"上", "数", "几", NULL};
    return text_word_at(text, start, weak) > 0;
}

size_t text_approx_inside(base_str text, size_t offset, text_approx *approx)
{
    size_t next = text_skip_space(text, offset), length;
    if ((length = text_word_at(text, next, more_inside)) > 0)
        *approx = TEXT_MORE;
    else if ((length = text_word_at(text, next, about_inside)) > 0)
        *approx = TEXT_ABOUT;
    return length > 0 ? next + length : offset;
}

size_t text_approx_after(base_str text, size_t offset, text_approx *approx)
{
    size_t length;
    if ((length = text_word_at(text, offset, more_after)) > 0)
        *approx = TEXT_MORE;
    else if ((length = text_word_at(text, offset, less_after)) > 0)
        *approx = TEXT_LESS;
    else if ((length = text_word_at(text, offset, about_after)) > 0)
        *approx = TEXT_ABOUT;
    return offset + length;
}
