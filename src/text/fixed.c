/* What looks like a quantity and is none: fixed expressions of public administration, words that
 * begin like a numeral or a unit, 一 that counts nothing. Data of the language, not of a report. */
#include "text/class.h"
#include "text/prose.h"
#include "text/unit.h"
#include "text/utf8.h"

/* Expressions that begin with a numeral. Those with the same first character stand together. */
static const char *const fixed[] = {
    "一站式",     "一网",     "一窗",     "一门",         "一次性",
    "一次办",     "一次通",   "一次申",   "一次告",       "一件事",
    "一张网",     "一张图",   "一张蓝图", "一张表",       "一张纸",
    "一条龙",     "一条线",   "一条心",   "一条街",       "一套人马",
    "一套班子",   "一套机制", "一把",     "一盘棋",       "一票",
    "一岗",       "一部手机", "一个中心", "一个口子",     "一个窗口受理",
    "一个门",     "一个都",   "一个声音", "一个不",       "一个也",
    "一个样",     "一个时期", "一个整体", "一个多",       "一本账",
    "一本通",     "一本书",   "一对一",   "一点",         "一方面",
    "一批",       "一块",     "一道",     "一路",         "一线",
    "一家人",     "一家亲",   "一面",     "一部分",       "一部门",
    "一段时间",   "一段时期", "一系列",   "一年来",       "一年一",
    "一年多来",   "一年之",   "一年中",   "一年期",       "一类",
    "一号",       "一期工程", "一百年",   "一季度",       "二季度",
    "三季度",     "四季度",   "一户",     "一人一",       "一村一",
    "一企一",     "一校一",   "一案一",   "一件一",       "一项一",
    "一事一",     "一带一路", "一揽子",   "一代",         "一双",
    "一度",       "一下",     "一通",     "一目",         "一位一",
    "一条例",     "一所有",   "一名单",   "一则",         "一间接",
    "一样",       "一分为",   "一分部署", "一次能源",     "一次供",
    "一次创",     "一遍遍",   "一次次",   "一项项",       "一件件",
    "一条条",     "一家家",   "一个个",   "一组组",       "一片",
    "一群",       "一股",     "一头",     "一生",         "一成不变",
    "一句话",     "一言",     "一张嘴",   "一支笔",       "一座城",
    "一场",       "一种",     "二次供水", "二次创业",     "二次污染",
    "二次利用",   "二次开发", "二人转",   "二维",         "三公",
    "三重一大",   "三会一课", "三严三实", "三个代表",     "三个区分开来",
    "三个一",     "三大攻坚", "三大",     "三农",         "三去一",
    "三定",       "三级",     "三同时",   "三资",         "三违",
    "三包",       "三支一扶", "三下乡",   "三证合一",     "三位一体",
    "三部曲",     "三部门",   "三项制度", "三品一标",     "三个全覆盖",
    "两会",       "两学一做", "两个维护", "两个确立",     "两个责任",
    "两个一百年", "两个百年", "两个务必", "两个毫不动摇", "两不愁",
    "两新",       "两非",     "两规",     "两证",         "两法衔接",
    "两部门",     "两个结合", "两张皮",   "两微一",       "两微",
    "两端",       "两票制",   "两位一体", "两所",         "四风",
    "四个意识",   "四个自信", "四个全面", "四个服从",     "四个伟大",
    "四个最严",   "四个不摘", "四个一",   "四大",         "四种形态",
    "四位一体",   "四好",     "四上",     "四清",         "四套班子",
    "四套",       "五位一体", "五个一",   "五证合一",     "五项机制",
    "五大",       "五四",     "五级",     "六稳",         "六保",
    "六位一体",   "六大",     "六税两费", "六个一",       "七一",
    "七五普法",   "八一",     "八五普法", "六五普法",     "五五普法",
    "四五普法",   "八项规定", "八大",     "九三学社",     "九年义务",
    "九年一贯",   "六一",     "三八",     "十一假",       "十一黄金",
    "十四五",     "十三五",   "十二五",   "十五五",       "十一五",
    "十全",       "十足",     "十分",     "十大",         "十强",
    "十佳",       "二十大",   "十九大",   "十八大",       "二十届",
    "十九届",     "十八届",   "十条禁令", "百强",         "百佳",
    "百姓",       "百家",     "百日",     "百年",         "百千万",
    "百分百",     "百花",     "百科",     "百件",         "千家",
    "千万工程",   "千人计划", "千方百计", "千年",         "千里",
    "千秋",       "千名",     "千企",     "千村",         "万无一失",
    "万众",       "万一",     "万事",     "万象",         "万物",
    "万家",       "万户",     "万名",     "万企",         "零距离",
    "零容忍",     "零跑",     "零次跑",   "零起",         "零件",
    "零点",       "零部",     "零门槛",   "零成本",       "零散",
    "零头",       "零对接",   "零售",     "零星",         "零接触",
    "零增长",     "零报告",   "零位",     "零组",         "零双",
    "零分",       "零道",     "零度",     "零首付",       "零片",
    "零通",       "零批",     NULL};
/* Words of fixed that are quantities all the same. */
static const char *const fixed_but[] = {"十分之", "零起诉讼", "零起案",   "三大类",
                                        "四大类", "五大类",   "六大类",   "八大类",
                                        "十大类", "一度电",   "四套方案", NULL};
/* Words that begin like a unit. */
static const char *const not_units[] = {
    "条例",   "条件",   "条款",     "条令",   "家庭",   "家属", "家长", "家具", "家电",   "家乡",
    "家园",   "人民",   "人大",     "人工",   "人社",   "人才", "人员", "人均", "人事",   "人口",
    "人防",   "人力",   "人类",     "人体",   "人身",   "人文", "期间", "期限", "期满",   "期末",
    "期初",   "期刊",   "期望",     "期货",   "次要",   "次数", "次日", "次年", "次序",   "次生",
    "场所",   "场地",   "场景",     "场馆",   "名称",   "名单", "名义", "名录", "名誉",   "名额",
    "位于",   "位一体", "位置",     "位居",   "位列",   "对应", "对于", "对外", "对口",   "对一",
    "对接",   "对象",   "对照",     "对比",   "对标",   "对策", "对我", "对本", "对全",   "对各",
    "对不",   "成立",   "成为",     "成功",   "成员",   "成效", "成果", "成绩", "成本",   "成品",
    "成长",   "成熟",   "成都",     "成交",   "通过",   "通报", "通知", "通信", "通讯",   "通道",
    "通行",   "处理",   "处罚",     "处室",   "处于",   "处置", "处长", "处分", "处级",   "所有",
    "所在",   "所属",   "所长",     "所谓",   "所需",   "所示", "所得", "项目", "点击",   "点赞",
    "部署",   "部分",   "部长",     "部委",   "部队",   "本年", "本局", "本市", "本部",   "本单",
    "本机",   "本级",   "本区",     "本县",   "本委",   "本办", "本行", "本科", "本地",   "本人",
    "本着",   "本质",   "组织",     "组成",   "组长",   "组建", "组合", "例如", "例外",   "例行",
    "例会",   "起来",   "起诉",     "起草",   "起至",   "起步", "起到", "起点", "起施行",
    "起执行", "种类",   "种植",     "种子",   "种养",   "门户", "门式", "门票", "门槛",   "门诊",
    "门类",   "门店",   "版面",     "版本",   "版权",   "支持", "支付", "支出", "支队",   "支部",
    "支撑",   "支行",   "支援",     "集中",   "集体",   "集团", "集聚", "集约", "集成",   "集市",
    "集镇",   "集会",   "只有",     "只是",   "只要",   "只能", "头条", "包括", "包含",   "包装",
    "单位",   "单独",   "单一",     "单元",   "单项",   "单个", "站式", "站点", "站长",   "站台",
    "班子",   "班级",   "页面",     "页码",   "分别",   "分类", "分析", "分之", "分管",   "分公",
    "分局",   "分项",   "分级",     "分组",   "分期",   "分布", "分批", "分工", "分校",   "分为",
    "分支",   "分散",   "年来",     "年度",   "年报",   "年一", "年代", "年级", "年轻",   "年初",
    "年底",   "年末",   "年中",     "年间的", "年均",   "年龄", "年检", "年终", "年前三", "年产",
    "天津",   "天气",   "天然",     "天河",   "天台",   "台州", "台风", "台湾", "台账",   "座谈",
    "座位",   "批准",   "批复",     "批示",   "批发",   "批评", "户籍", "户口", "户外",   "户主",
    "户均",   "户籍",   "类别",     "类似",   "类型",   "升级", "升至", "升学", "升为",   "升到",
    "克服",   "次性",   "次会议上", "条龙",   "个样",   "个人", "个体", "个别", "个性",   "个案",
    "件事的", "张网",   "张贴",     "张家",   "段时间", "段落", "则是", "则为", "公里路", "道路",
    "道德",   "度假",   "度量",     "度过",   "周边",   "周期", "周到", "周末", "周报",   "周密",
    "周年庆", "字号",   "字样",     "字体",   "根据",   "根本", "封面", "封闭", "封控",   "间接",
    "间隔",   "双方",   "双随机",   "双向",   "双语",   "双重", "双休", "片区", "片面",   "块状",
    "把手",   "米兰",   "吨位",     "箱体",   "箱子",   "套餐", "套路", "笔试", "笔者",   "笔记",
    "卷宗号", "册子",   "页岩",     "篇幅",   "篇章",   "幅度", "幅员", "株洲", "棵树",   "岁月",
    "岁以",   "轮训",   "轮岗",     "轮流",   "轮换",   "折旧", "折合", "折算", "倍增",   "句话",
    "位数",   "日起",   "枚举",     "盒子",   "匹配",   "颗粒", "款项", "款所", "架构",   "架子",
    "架设",   "座右",   "辆次",     "艘次",   "站内",   "月份", NULL};
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

/* 1 if one of the words, which must have the same first byte, starts at the offset. */
size_t text_fixed_end(base_str text, size_t offset)
{
    size_t length = text_word_at(text, offset, fixed);
    if (length == 0 || text_word_at(text, offset, fixed_but) > 0)
        return 0;
    return offset + length;
}

size_t text_quantity_unit(base_str text, size_t offset, const text_amount *number)
{
    size_t length = text_unit_read(base_str_from(text, offset));
    base_str unit = base_str_n(text.ptr + offset, length);
    if (length == 0 || (text_word_at(text, offset, not_units) > 0 &&
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
