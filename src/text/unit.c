#include "text/unit.h"

#include "text/class.h"
#include "text/utf8.h"

typedef enum dimension {
    COUNTED = 0, /* whole things; units of this dimension convert to themselves only */
    PERIOD,      /* of time, and those that follow too */
    POINTS,
    SHARE,
    OTHER, /* measured, converts to itself only */
    MONEY,
    DOLLAR,
    LENGTH,
    AREA,
    VOLUME,
    MASS,
    RATIO,
    ENERGY,
    POWER
} dimension;

typedef struct unit {
    const char *name;
    dimension kind;
    int power; /* of ten, from the smallest of its dimension */
} unit;

/* In byte order. */
static const unit units[] = {
    {"%", RATIO, 1},          {"‰", RATIO, 0},          {"㎡", AREA, 0},
    {"㎢", AREA, 6},          {"㎥", VOLUME, 0},        {"万亿元", MONEY, 12},
    {"万亿美元", DOLLAR, 12}, {"万元", MONEY, 4},       {"万美元", DOLLAR, 4},
    {"个", COUNTED, 0},       {"个季度", PERIOD, 0},    {"个小时", PERIOD, 0},
    {"个工作日", PERIOD, 0},  {"个月", PERIOD, 0},      {"个百分点", POINTS, 0},
    {"亩", OTHER, 0},         {"人", COUNTED, 0},       {"人份", COUNTED, 0},
    {"人天", COUNTED, 0},     {"人次", COUNTED, 0},     {"亿元", MONEY, 8},
    {"亿美元", DOLLAR, 8},    {"件", COUNTED, 0},       {"件次", COUNTED, 0},
    {"份", COUNTED, 0},       {"位", COUNTED, 0},       {"例", COUNTED, 0},
    {"個", COUNTED, 0},       {"倍", SHARE, 0},         {"元", MONEY, 0},
    {"兆瓦", POWER, 6},       {"兆瓦时", ENERGY, 6},    {"克", MASS, 0},
    {"公斤", MASS, 3},        {"公里", LENGTH, 3},      {"公顷", AREA, 4},
    {"册", COUNTED, 0},       {"分", OTHER, 0},         {"分钟", PERIOD, 0},
    {"则", COUNTED, 0},       {"包", COUNTED, 0},       {"匹", COUNTED, 0},
    {"十万元", MONEY, 5},     {"十亿元", MONEY, 9},     {"千万元", MONEY, 7},
    {"千万美元", DOLLAR, 7},  {"千元", MONEY, 3},       {"千克", MASS, 3},
    {"千瓦", POWER, 3},       {"千瓦时", ENERGY, 3},    {"千米", LENGTH, 3},
    {"千美元", DOLLAR, 3},    {"升", VOLUME, -3},       {"单", COUNTED, 0},
    {"卷", COUNTED, 0},       {"厘米", LENGTH, -2},     {"双", COUNTED, 0},
    {"句", COUNTED, 0},       {"只", COUNTED, 0},       {"台", COUNTED, 0},
    {"台套", COUNTED, 0},     {"台次", COUNTED, 0},     {"名", COUNTED, 0},
    {"吨", MASS, 6},          {"周", PERIOD, 0},        {"周年", PERIOD, 0},
    {"圆", MONEY, 0},         {"场", COUNTED, 0},       {"场次", COUNTED, 0},
    {"块", COUNTED, 0},       {"处", COUNTED, 0},       {"大类", COUNTED, 0},
    {"天", PERIOD, 0},        {"头", COUNTED, 0},       {"套", COUNTED, 0},
    {"字", COUNTED, 0},       {"季度", PERIOD, 0},      {"学时", COUNTED, 0},
    {"宗", COUNTED, 0},       {"家", COUNTED, 0},       {"家次", COUNTED, 0},
    {"对", COUNTED, 0},       {"封", COUNTED, 0},       {"小时", PERIOD, 0},
    {"小类", COUNTED, 0},     {"届", COUNTED, 0},       {"岁", PERIOD, 0},
    {"工作日", PERIOD, 0},    {"幅", COUNTED, 0},       {"幢", COUNTED, 0},
    {"平方公里", AREA, 6},    {"平方千米", AREA, 6},    {"平方米", AREA, 0},
    {"年", PERIOD, 0},        {"度", OTHER, 0},         {"座", COUNTED, 0},
    {"张", COUNTED, 0},       {"成", SHARE, 0},         {"户", COUNTED, 0},
    {"户次", COUNTED, 0},     {"所", COUNTED, 0},       {"批", COUNTED, 0},
    {"批次", COUNTED, 0},     {"折", SHARE, 0},         {"支", COUNTED, 0},
    {"方面", COUNTED, 0},     {"日", OTHER, 0},         {"星期", PERIOD, 0},
    {"月", OTHER, 0},         {"期", COUNTED, 0},       {"期次", COUNTED, 0},
    {"本", COUNTED, 0},       {"条", COUNTED, 0},       {"条次", COUNTED, 0},
    {"枚", COUNTED, 0},       {"架", COUNTED, 0},       {"栋", COUNTED, 0},
    {"株", COUNTED, 0},       {"根", COUNTED, 0},       {"桩", COUNTED, 0},
    {"棵", COUNTED, 0},       {"次", COUNTED, 0},       {"款", COUNTED, 0},
    {"段", COUNTED, 0},       {"毫克", MASS, -3},       {"毫升", VOLUME, -6},
    {"毫米", LENGTH, -3},     {"点", COUNTED, 0},       {"片", COUNTED, 0},
    {"版", COUNTED, 0},       {"班", COUNTED, 0},       {"班次", COUNTED, 0},
    {"瓦", POWER, 0},         {"百万元", MONEY, 6},     {"百万美元", DOLLAR, 6},
    {"百亿元", MONEY, 10},    {"百亿美元", DOLLAR, 10}, {"百元", MONEY, 2},
    {"百分点", POINTS, 0},    {"盒", COUNTED, 0},       {"种", COUNTED, 0},
    {"秒", PERIOD, 0},        {"立方米", VOLUME, 0},    {"站", COUNTED, 0},
    {"笔", COUNTED, 0},       {"箱", COUNTED, 0},       {"篇", COUNTED, 0},
    {"篇次", COUNTED, 0},     {"米", LENGTH, 0},        {"类", COUNTED, 0},
    {"组", COUNTED, 0},       {"组次", COUNTED, 0},     {"美元", DOLLAR, 0},
    {"艘", COUNTED, 0},       {"角", MONEY, -1},        {"课时", COUNTED, 0},
    {"起", COUNTED, 0},       {"趟", COUNTED, 0},       {"车次", COUNTED, 0},
    {"轮", COUNTED, 0},       {"轮次", COUNTED, 0},     {"辆", COUNTED, 0},
    {"辑", COUNTED, 0},       {"通", COUNTED, 0},       {"遍", COUNTED, 0},
    {"道", COUNTED, 0},       {"部", COUNTED, 0},       {"部门", COUNTED, 0},
    {"门", COUNTED, 0},       {"门次", COUNTED, 0},     {"间", COUNTED, 0},
    {"集", COUNTED, 0},       {"页", COUNTED, 0},       {"项", COUNTED, 0},
    {"项次", COUNTED, 0},     {"颗", COUNTED, 0},       {"﹪", RATIO, 1},
    {"％", RATIO, 1},
};

/* The longest unit at the start of the text. */
static const unit *find(base_str text)
{
    static const text_table table = TEXT_TABLE(units);
    size_t number;
    return text_longest_at(text, 0, &table, &number) > 0 ? &units[number] : NULL;
}

size_t text_unit_read(base_str text)
{
    const unit *found = find(text);
    return found != NULL ? strlen(found->name) : 0;
}

void text_unit_near(base_str text, base_buf *names)
{
    int named = 0;
    for (size_t length = strlen("万亿美元") + 1; text.len > 0 && length > 0; length--) {
        for (size_t i = 0; named < 3 && i < sizeof(units) / sizeof(*units); i++) {
            base_str name = base_str_c(units[i].name);
            if (name.len != length || (base_str_find(text, name, 0) == BASE_STR_NONE &&
                                       base_str_find(name, text, 0) == BASE_STR_NONE))
                continue;
            base_buf_add_c(names, named++ > 0 ? "、" : "");
            base_buf_add_str(names, name);
        }
    }
}

/* Without white space and brackets around it. */
static base_str bare(base_str text)
{
    for (;;) {
        text = text_trim(text);
        size_t first = 0, last = text.len;
        uint32_t open = text_utf8_next(text, &first), close = text_utf8_previous(text, &last);
        if (!text_is_open(open) || !text_is_close(close) || last < first)
            return text;
        text = base_str_n(text.ptr + first, last - first);
    }
}

/* Bytes of the magnitudes at the start of the text and their power of ten. */
static size_t magnitude(base_str text, int *power)
{
    static const struct {
        const char *name;
        int power;
    } magnitudes[] = {{"十", 1}, {"百", 2}, {"千", 3}, {"万", 4}, {"萬", 4}, {"亿", 8}, {"億", 8}};
    size_t offset = 0, i = 0;
    *power = 0;
    while (i < sizeof(magnitudes) / sizeof(magnitudes[0]) && *power <= 8) {
        if (base_str_starts(base_str_from(text, offset), base_str_c(magnitudes[i].name))) {
            *power += magnitudes[i].power;
            offset += strlen(magnitudes[i].name);
            i = 0;
        } else {
            i++;
        }
    }
    return offset;
}

/* A whole unit with the magnitude before it (万人): its entry, and the power of ten that the
 * magnitude stands for. NULL if it is none. A magnitude alone (万) is the unit `plain`. */
static const unit *resolve(base_str text, int *power)
{
    static const unit plain = {"", COUNTED, 0};
    text = bare(text);
    const unit *found = find(text);
    *power = 0;
    if (found != NULL && strlen(found->name) == text.len)
        return found;
    size_t head = magnitude(text, power);
    if (head == 0)
        return NULL;
    base_str rest = base_str_from(text, head);
    if (rest.len == 0)
        return &plain;
    found = find(rest);
    return found != NULL && strlen(found->name) == rest.len ? found : NULL;
}

static int is_dashes(base_str text)
{
    size_t offset = 0;
    while (offset < text.len) {
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (!text_is_dash(codepoint) && codepoint != '/' && codepoint != 0xFF0F &&
            codepoint != '\\' && codepoint != 0xFF3C && !text_is_space(codepoint) &&
            !text_is_zero_width(codepoint))
            return 0;
    }
    return text.len > 0;
}

/* The part of 件/次 or 人、次 before the next separator; *offset moves behind that. */
static base_str next_part(base_str text, size_t *offset)
{
    static const char *const separators[] = {"/", "／", "、", NULL};
    size_t start = *offset;
    while (*offset < text.len) {
        size_t end = *offset, length = text_word_at(text, *offset, separators);
        if (length > 0) {
            *offset += length;
            return base_str_n(text.ptr + start, end - start);
        }
        text_utf8_next(text, offset);
    }
    return base_str_from(text, start);
}

/* Most lines of a text are none, which their first character tells. */
static int may_begin(base_str text)
{
    size_t first = 0;
    int power;
    return find(text) != NULL || text_is_open(text_utf8_next(text, &first)) ||
           magnitude(text, &power) > 0;
}

int text_unit_is(base_str text)
{
    size_t offset = 0;
    int power;
    text = bare(text);
    if (is_dashes(text))
        return 1;
    if (text.len == 0 || !may_begin(text))
        return 0;
    while (offset < text.len) {
        const unit *found = resolve(next_part(text, &offset), &power);
        if (found == NULL || found->name[0] == '\0')
            return 0;
    }
    return 1;
}

int text_unit_known(base_str text)
{
    int power;
    const unit *found = resolve(text, &power);
    return found != NULL && found->name[0] != '\0';
}

/* The power of ten that is written in a unit's name: 4 of 万元, but 0 of 吨. */
static int own_magnitude(const unit *of)
{
    return of->kind == MONEY || of->kind == DOLLAR ? of->power : 0;
}

int text_unit_power(base_str from, base_str to, int *power)
{
    int from_power, to_power;
    *power = 0;
    from = bare(from);
    to = bare(to);
    if (base_str_eq(from, to))
        return 1;
    const unit *source = resolve(from, &from_power), *target = resolve(to, &to_power);
    if (source == NULL || target == NULL)
        return 0;
    int same = source == target || (source->kind > OTHER && source->kind == target->kind);
    /* 3.7万 in a row of 条, or the other way about: the magnitude alone converts */
    if (!same && source->name[0] != '\0' && target->name[0] != '\0')
        return 0;
    *power = from_power - to_power;
    if (same)
        *power += source->power - target->power;
    else
        *power += own_magnitude(source) - own_magnitude(target);
    return 1;
}

text_unit_kind text_unit_kind_of(base_str name)
{
    const unit *found = find(name);
    if (found == NULL || strlen(found->name) != name.len)
        return TEXT_UNIT_MEASURE;
    switch (found->kind) {
    case COUNTED:
        return TEXT_UNIT_COUNT;
    case MONEY:
    case DOLLAR:
        return TEXT_UNIT_MONEY;
    case RATIO:
        return TEXT_UNIT_PERCENT;
    case POINTS:
        return TEXT_UNIT_POINTS;
    case SHARE:
        return TEXT_UNIT_SHARE;
    case PERIOD:
        return TEXT_UNIT_PERIOD;
    default:
        return TEXT_UNIT_MEASURE;
    }
}

int text_unit_counts(base_str text)
{
    size_t offset = 0;
    int power, any = 0;
    text = bare(text);
    while (offset < text.len) {
        const unit *found = resolve(next_part(text, &offset), &power);
        if (found == NULL || found->name[0] == '\0' || found->kind != COUNTED || power != 0)
            return 0;
        any = 1;
    }
    return any;
}
