/* What looks like a quantity and is none: fixed expressions of public administration, words that
 * begin like a numeral or a unit, 一 that counts nothing. Data of the language, not of a report. */
#include "text/class.h"
#include "text/prose.h"
#include "text/unit.h"
#include "text/utf8.h"

/* Expressions that begin with a numeral. In byte order. */
static const char *const fixed[] = {
    "一下",         "一个不",   "一个个",   "一个中心",   "一个也",       "一个口子",
    "一个声音",     "一个多",   "一个整体", "一个时期",   "一个样",       "一个窗口受理",
    "一个都",       "一个门",   "一事一",   "一人一",     "一代",         "一件一",
    "一件事",       "一件件",   "一企一",   "一位一",     "一分为",       "一分部署",
    "一则",         "一双",     "一句话",   "一号",       "一名单",       "一场",
    "一块",         "一头",     "一套人马", "一套机制",   "一套班子",     "一季度",
    "一家亲",       "一家人",   "一家家",   "一对一",     "一岗",         "一带一路",
    "一年一",       "一年中",   "一年之",   "一年多来",   "一年期",       "一年来",
    "一度",         "一座城",   "一张嘴",   "一张图",     "一张纸",       "一张网",
    "一张蓝图",     "一张表",   "一成不变", "一户",       "一所有",       "一批",
    "一把",         "一揽子",   "一支笔",   "一方面",     "一期工程",     "一本书",
    "一本账",       "一本通",   "一村一",   "一条例",     "一条心",       "一条条",
    "一条线",       "一条街",   "一条龙",   "一校一",     "一样",         "一案一",
    "一次供",       "一次创",   "一次办",   "一次告",     "一次性",       "一次次",
    "一次申",       "一次能源", "一次通",   "一段时期",   "一段时间",     "一点",
    "一片",         "一生",     "一百年",   "一盘棋",     "一目",         "一票",
    "一种",         "一窗",     "一站式",   "一类",       "一系列",       "一线",
    "一组组",       "一网",     "一群",     "一股",       "一言",         "一路",
    "一通",         "一遍遍",   "一道",     "一部分",     "一部手机",     "一部门",
    "一门",         "一间接",   "一面",     "一项一",     "一项项",       "七一",
    "七五普法",     "万一",     "万事",     "万企",       "万众",         "万名",
    "万家",         "万户",     "万无一失", "万物",       "万象",         "三下乡",
    "三严三实",     "三个一",   "三个代表", "三个全覆盖", "三个区分开来", "三会一课",
    "三位一体",     "三八",     "三公",     "三农",       "三包",         "三去一",
    "三同时",       "三品一标", "三大",     "三大攻坚",   "三季度",       "三定",
    "三支一扶",     "三级",     "三证合一", "三资",       "三违",         "三部曲",
    "三部门",       "三重一大", "三项制度", "两不愁",     "两个一百年",   "两个务必",
    "两个毫不动摇", "两个百年", "两个确立", "两个结合",   "两个维护",     "两个责任",
    "两会",         "两位一体", "两学一做", "两张皮",     "两微",         "两微一",
    "两所",         "两新",     "两法衔接", "两票制",     "两端",         "两规",
    "两证",         "两部门",   "两非",     "九三学社",   "九年一贯",     "九年义务",
    "二人转",       "二十大",   "二十届",   "二季度",     "二次供水",     "二次创业",
    "二次利用",     "二次开发", "二次污染", "二维",       "五个一",       "五五普法",
    "五位一体",     "五四",     "五大",     "五级",       "五证合一",     "五项机制",
    "八一",         "八五普法", "八大",     "八项规定",   "六一",         "六个一",
    "六五普法",     "六位一体", "六保",     "六大",       "六税两费",     "六稳",
    "十一五",       "十一假",   "十一黄金", "十三五",     "十九大",       "十九届",
    "十二五",       "十五五",   "十佳",     "十全",       "十八大",       "十八届",
    "十分",         "十四五",   "十大",     "十强",       "十条禁令",     "十足",
    "千万工程",     "千人计划", "千企",     "千名",       "千家",         "千年",
    "千方百计",     "千村",     "千秋",     "千里",       "四上",         "四个一",
    "四个不摘",     "四个伟大", "四个全面", "四个意识",   "四个最严",     "四个服从",
    "四个自信",     "四五普法", "四位一体", "四大",       "四套",         "四套班子",
    "四好",         "四季度",   "四清",     "四种形态",   "四风",         "百件",
    "百佳",         "百分百",   "百千万",   "百姓",       "百家",         "百年",
    "百强",         "百日",     "百科",     "百花",       "零件",         "零位",
    "零分",         "零双",     "零售",     "零增长",     "零头",         "零容忍",
    "零对接",       "零度",     "零成本",   "零批",       "零报告",       "零接触",
    "零散",         "零星",     "零次跑",   "零点",       "零片",         "零组",
    "零起",         "零跑",     "零距离",   "零通",       "零道",         "零部",
    "零门槛",       "零首付"};
/* Words of fixed that are quantities all the same. */
static const char *const fixed_but[] = {"十分之", "零起诉讼", "零起案",   "三大类",
                                        "四大类", "五大类",   "六大类",   "八大类",
                                        "十大类", "一度电",   "四套方案", NULL};
/* Words that begin like a unit. In byte order. */
static const char *const not_units[] = {
    "个人",   "个体",   "个别",   "个性", "个样",   "个案",     "人事",   "人体",   "人力", "人口",
    "人员",   "人均",   "人大",   "人工", "人才",   "人文",     "人民",   "人社",   "人类", "人身",
    "人防",   "件事的", "位一体", "位于", "位列",   "位居",     "位数",   "位置",   "例会", "例外",
    "例如",   "例行",   "倍增",   "克服", "公里路", "册子",     "分为",   "分之",   "分公", "分别",
    "分局",   "分工",   "分布",   "分批", "分支",   "分散",     "分期",   "分析",   "分校", "分管",
    "分类",   "分级",   "分组",   "分项", "则为",   "则是",     "包含",   "包括",   "包装", "匹配",
    "升为",   "升到",   "升学",   "升级", "升至",   "单一",     "单个",   "单位",   "单元", "单独",
    "单项",   "卷宗号", "双休",   "双向", "双方",   "双语",     "双重",   "双随机", "句话", "只是",
    "只有",   "只能",   "只要",   "台州", "台湾",   "台账",     "台风",   "名义",   "名单", "名录",
    "名称",   "名誉",   "名额",   "吨位", "周到",   "周密",     "周年庆", "周报",   "周期", "周末",
    "周边",   "场地",   "场所",   "场景", "场馆",   "块状",     "处于",   "处分",   "处室", "处理",
    "处级",   "处罚",   "处置",   "处长", "天台",   "天气",     "天河",   "天津",   "天然", "头条",
    "套路",   "套餐",   "字体",   "字号", "字样",   "家乡",     "家具",   "家园",   "家属", "家庭",
    "家电",   "家长",   "对一",   "对不", "对于",   "对全",     "对口",   "对各",   "对外", "对应",
    "对我",   "对接",   "对本",   "对标", "对比",   "对照",     "对策",   "对象",   "封控", "封闭",
    "封面",   "岁以",   "岁月",   "幅员", "幅度",   "年一",     "年中",   "年产",   "年代", "年初",
    "年前三", "年均",   "年底",   "年度", "年报",   "年末",     "年来",   "年检",   "年级", "年终",
    "年轻",   "年间的", "年龄",   "度假", "度过",   "度量",     "座位",   "座右",   "座谈", "张家",
    "张网",   "张贴",   "成为",   "成交", "成功",   "成员",     "成品",   "成效",   "成本", "成果",
    "成熟",   "成立",   "成绩",   "成都", "成长",   "户主",     "户口",   "户均",   "户外", "户籍",
    "所在",   "所属",   "所得",   "所有", "所示",   "所谓",     "所长",   "所需",   "批准", "批发",
    "批复",   "批示",   "批评",   "把手", "折合",   "折旧",     "折算",   "支付",   "支出", "支持",
    "支援",   "支撑",   "支行",   "支部", "支队",   "日起",     "月份",   "期刊",   "期初", "期望",
    "期末",   "期满",   "期货",   "期间", "期限",   "本人",     "本办",   "本区",   "本单", "本县",
    "本地",   "本委",   "本局",   "本市", "本年",   "本机",     "本着",   "本科",   "本级", "本行",
    "本质",   "本部",   "条令",   "条件", "条例",   "条款",     "条龙",   "枚举",   "架子", "架构",
    "架设",   "株洲",   "根据",   "根本", "棵树",   "次会议上", "次年",   "次序",   "次性", "次数",
    "次日",   "次生",   "次要",   "款所", "款项",   "段时间",   "段落",   "点击",   "点赞", "片区",
    "片面",   "版本",   "版权",   "版面", "班子",   "班级",     "盒子",   "种养",   "种子", "种植",
    "种类",   "站内",   "站台",   "站式", "站点",   "站长",     "笔者",   "笔记",   "笔试", "箱体",
    "箱子",   "篇幅",   "篇章",   "米兰", "类似",   "类别",     "类型",   "组合",   "组建", "组成",
    "组织",   "组长",   "艘次",   "起到", "起执行", "起施行",   "起来",   "起步",   "起点", "起至",
    "起草",   "起诉",   "轮岗",   "轮换", "轮流",   "轮训",     "辆次",   "通信",   "通报", "通知",
    "通行",   "通讯",   "通过",   "通道", "道德",   "道路",     "部分",   "部委",   "部署", "部长",
    "部队",   "门店",   "门式",   "门户", "门槛",   "门票",     "门类",   "门诊",   "间接", "间隔",
    "集中",   "集会",   "集体",   "集团", "集市",   "集成",     "集约",   "集聚",   "集镇", "页岩",
    "页码",   "页面",   "项目",   "颗粒"};
/* Words that begin like a word of not_units and are a unit with its noun. */
static const char *const units_after_all[] = {"起诉讼", "人员",   "岁以上", "岁以下", "岁以内",
                                              "个人次", "种类型", "个单位", "处分公", "项目标",
                                              "次会议", "人才",   NULL};
/* Units that are never a quantity's in prose: parts of dates and times, sessions. */
static const char *const not_in_prose[] = {"月", "日", "届", "点", "季度", NULL};
/* Units that behind 一 count nothing, unless a word of counting stands before. */
static const char *const vague_one[] = {
    "点", "批", "段", "片", "块", "道", "头", "部", "度", "分", "方面", "对", "成", "双", "通",
    "面", "则", "句", "种", "套", "类", "支", "座", "组", "场", "系列", "路", "位", "根", NULL};
/* Characters before 一 that make it part of another word. */
static const char *const before_one[] = {
    "统", "唯", "专", "单", "万", "逐", "同", "任", "某", "每", "哪", "另",   "这", "那",
    "之", "划", "合", "不", "上", "下", "前", "后", "新", "跑", "第", "其",   "如", "对",
    "进", "首", "整", "的", "是", "为", "作", "成", "像", "又", "再", "过",   "最", "近",
    "今", "当", "该", "此", "本", "去", "独", "归", "于", "说", "点", "有朝", "在", NULL};
/* Words of counting, which make 一 count: 共一批, 开展一次. */
static const char *const counting[] = {
    "共",   "计",   "有",   "总",   "各",   "仅",   "只",   "约",   "达",   "新增",
    "增设", "设立", "设",   "建成", "召开", "受理", "收到", "办理", "办结", "答复",
    "发生", "举办", "开展", "组织", "增加", "减少", "配备", "编印", "印发", "制作",
    "发布", "公开", "公布", "提起", "少于", "多于", "至少", "更新", "刊登", "出台",
    "制定", "聘请", "安排", "确定", "明确", "开设", "开通", "完成", NULL};
/* Words behind 一个, 一项 that make it an article. */
static const char *const praising[] = {
    "重要", "良好", "全新", "新",   "系统", "长期", "艰巨", "崭新",     "完整", "有机",
    "整体", "好",   "大",   "较",   "更",   "比较", "十分", "非常",     "重大", "基本",
    "根本", "主要", "关键", "突出", "统一", "综合", "全面", "公开透明", "阶段", "时期",
    "方面", "过程", "特点", "亮点", "台阶", "层次", "水平", NULL};

size_t text_fixed_end(base_str text, size_t offset)
{
    static const text_table table = TEXT_TABLE(fixed);
    size_t length = text_longest_at(text, offset, &table, NULL);
    if (length == 0 || text_word_at(text, offset, fixed_but) > 0)
        return 0;
    return offset + length;
}

size_t text_quantity_unit(base_str text, size_t offset, const text_amount *number)
{
    static const text_table other_words = TEXT_TABLE(not_units);
    size_t length = text_unit_read(base_str_from(text, offset));
    base_str unit = base_str_n(text.ptr + offset, length);
    if (length == 0 || (text_longest_at(text, offset, &other_words, NULL) > 0 &&
                        text_word_at(text, offset, units_after_all) == 0))
        return 0;
    for (const char *const *word = not_in_prose; *word != NULL; word++) {
        if (base_str_eq_c(unit, *word))
            return 0;
    }
    if ((number->decimal || text_amount_is_year(number)) && base_str_eq_c(unit, "版"))
        return 0;
    return length;
}

/* 1 if 的 or a word of praise stands within the next characters of the clause: 一个重要的窗口. */
static int describes(base_str text, size_t offset)
{
    if (text_word_at(text, offset, praising) > 0)
        return 1;
    for (int i = 0; i < 7 && offset < text.len; i++) {
        uint32_t codepoint = text_utf8_next(text, &offset);
        if (codepoint == 0x7684)
            return 1;
        if (!text_is_han(codepoint))
            return 0;
    }
    return 0;
}

/* 一 with a unit. */
static int is_article(base_str text, const text_amount *number, size_t unit, size_t length)
{
    static const char *const cases[] = {"案", "诉", "行政", "事",   "投",       "举",
                                        "复", "信", "因",   "信息", "政府信息", NULL};
    static const char *const articles[] = {"个", "项", "条", "张", "件", "份", "次", NULL};
    base_str name = base_str_n(text.ptr + unit, length);
    size_t before = text_back_space(text, number->start);
    if (base_str_eq_c(name, "起"))
        return text_word_at(text, unit + length, cases) == 0;
    if (text_word_before(text, before, counting) > 0)
        return text_word_at(text, unit, vague_one) > 0 || describes(text, unit + length);
    if (text_word_before(text, before, before_one) > 0 || text_word_at(text, unit, vague_one) > 0)
        return 1;
    if (base_str_eq_c(name, "个"))
        return text_is_han(text_peek(text, unit + length));
    return text_word_at(text, unit, articles) > 0 && describes(text, unit + length);
}

int text_is_figure_of_speech(base_str text, const text_amount *number, size_t unit, size_t length)
{
    static const char *const ranks[] = {"组", "期", "部", "类", "版", "处", "本", "分", "所",
                                        "次", "集", "班", "套", "单", "卷", "号", NULL};
    base_str numeral = base_str_n(text.ptr + number->start, number->end - number->start);
    base_str name = base_str_n(text.ptr + unit, length);
    if (base_str_eq_c(name, "分") || base_str_eq_c(numeral, "一一"))
        return 1; /* 十分; 唯一一家 */
    if (base_str_eq_c(numeral, "二"))
        return text_word_at(text, unit, ranks) > 0 && text_is_han(text_peek(text, unit + length));
    return base_str_eq_c(numeral, "一") && is_article(text, number, unit, length);
}
