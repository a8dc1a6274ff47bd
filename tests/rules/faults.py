"""One fault each: a way to spoil a clean report, and nothing else of it.

Each function takes a report that is its own copy and changes it. What must then be found is worked
out by evaluate.py from the figures, or stated in made.faults where the fault is in the words."""
import datetime
from decimal import Decimal

import printed


def path(made, label):
    """The first row of a label in a list form."""
    return next(row.path for row in printed.LISTS[made.form] if row.label == label and not row.heading)


def more(label, by=1):
    """A figure of a list form that is off by some."""
    def change(made):
        made.figures[path(made, label)] += by
    return change


def put(**values):
    """Figures of a list form set by label."""
    def change(made):
        for label, value in values.items():
            made.figures[path(made, label)] = Decimal(value)
    return change


def raw(label, text):
    """A figure that is printed as something else."""
    def change(made):
        row = next(row for row in printed.LISTS[made.form] if row.label == label)
        made.raw[row.path] = text
    return change


def cell(*key, by=1):
    """A figure of a matrix form that is off by some."""
    def change(made):
        made.figures[key] += by
    return change


def tell(name, by=1):
    """A figure of the prose that is off by some."""
    def change(made):
        if name in made.facts:
            made.facts[name].said += by
    return change


def percent(by="1.3"):
    """A printed percentage that is off."""
    def change(made):
        if made.shares:
            made.shares[0].printed = f"{Decimal(made.shares[0].printed) + Decimal(by)}"
    return change


def attribute(**values):
    """Attributes of the report."""
    def change(made):
        for name, value in values.items():
            setattr(made, name, value)
    return change


def words(section, text, rule, severity):
    """A paragraph more, with a fault in its words."""
    def change(made):
        made.sections[section][1].append(text)
        made.faults.append((rule, severity))
    return change


def dated(year, month, day):
    """A date so many years after the report's."""
    def change(made):
        made.date = datetime.date(made.year + year, month, day)
    return change


def drop_section(at, rule, severity):
    """A section left out; the others keep their order and are renumbered."""
    def change(made):
        del made.sections[at]
        for section, number in zip(made.sections[1:], "一二三四五六"):
            section[0] = number + section[0][1:]
        made.faults.append((rule, severity))
    return change


def renumber(at, number, rule, severity):
    """A heading with a wrong number."""
    def change(made):
        made.sections[at][0] = number + made.sections[at][0][1:]
        made.faults.append((rule, severity))
    return change


def collect(attribute_name, label):
    """A row left out, or printed twice."""
    def change(made):
        getattr(made, attribute_name).add(path(made, label))
    return change


def unit(label, text):
    """A wrong unit."""
    def change(made):
        made.units[path(made, label)] = text
    return change


def shown(key, text, *rules):
    """A figure of a matrix form that is printed in a way it should not."""
    def change(made):
        made.raw[key] = text.format(made.figures[key])
        made.faults.extend((rule, "error") for rule in rules)
    return change


def blank(*keys):
    """Zeros of a matrix form left blank."""
    def change(made):
        for key in keys:
            assert not made.figures[key], key
            made.figures[key] = None
    return change


def rename(old, new):
    """A label or a head of a matrix form under another name."""
    def change(made):
        made.renamed[old] = new
        made.faults.append(("F06", "warning"))
    return change


def lose(text):
    """A row of table two left out."""
    def change(made):
        made.lost.add(text)
        made.faults.append(("F01", "error"))
    return change

TYPOS = {
    "deploy": "我局及时布署全年工作任务。", "already": "各项任务己经完成。", "not": "全年末发生泄密事件。", "through": "认真贯切上级要求。",
    "implement": "建立建全工作机制。", "idiom": "工作人员再接再励，务求实效。", "duty": "各科室各施其职，密切配合。", "cover": "公开栏复盖所有社区。",
    "times": "工作与时具进，不断创新。", "must": "公开工作必需坚持依法依规。", "reflect": "及时回应群众反应的问题。", "part": "部份栏目更新较慢。",
    "doubled": "我局进一步加强了了公开工作。", "doubled in": "有关材料存放在在档案室。", "doubled and": "加强宣传和和引导工作。",
    "twice": "不断提高提高服务水平。", "phrase twice": "做好政务公开工作政务公开工作的落实。", "dropped": "完善政府信公开目录。",
    "dropped unit": "指导公共企事业单做好公开。", "dropped office": "按照国务办公厅要求开展工作。", "nature": "加强对规范性性文件的管理。",
    "network": "信息在政府王站发布。", "give": "对申请人给于答复。", "through way": "拓宽公开渠到，方便群众。", "vice": "付局长任领导小组组长。",
    "catalogue": "编制公开目绿并及时更新。", "plan": "工作顺利进行，取得的明显成效。", "deny": "对涉及隐私的信息不于公开。", "system": "健全公开制渡，规范流程。",
}
OTHERS = {"kind": "我委高度重视公开工作，多次研究。", "duty": "群众对审计工作及部门职能的误解带来一定困难。"}
MARKS = {
    "title": "我局印发《信息公开办法，明确了责任。", "quote": "开展“公开为民主题活动。", "closing": "修订了指南和目录）并公布。",
    "stops": "全年未发生泄密事件。。", "commas": "我局高度重视，，多次研究。", "list": "一是加强学习；二是完善制度。三是严格考核。",
}
REMAINS = {
    "agency": "XX局负责公开工作的组织协调。", "figure": "全年举办培训××次。", "template": "本级政府（本部门）公开工作总体平稳。",
    "box": "公开方式：□网站 □公报", "instruction": "对本年度主动公开情况进行介绍。", "fill": "（请填写相关情况）",
}
GRAMMAR = {"rate": "网站日均点击率达3000多次。", "magnitude": "网站访问量1多万次。", "reason": "更新较慢，原因是由于人手不足。"}
NUMBERS = {
    "organ": "按照国办公开函〔2021〕30号的要求做好编制。", "order": "根据《中华人民共和国政府信息公开条例》（国务院令第481号）开展工作。",
    "name": "认真学习《政府信息公开条列》。",
}

# Told in the words; every form.
WORDS = {
    "E02 fewer": words(-1, "我局从四个方面推进工作：一是完善制度；二是加强培训；三是严格考核。", "E02", "warning"),
    "E03 gap": words(-1, "下一步，一是完善制度；二是加强培训；四是严格考核。", "E03", "warning"),
    "T06": words(-1, "我局于{year}年2月30日印发工作要点。", "T06", "error"),
    "W01 doubled": words(-1, "我局进一步完善了公开的的制度，明确了工作职责。", "W01", "warning"),
    "W04 bracket": words(-1, "我局修订了公开指南（含目录，方便群众查阅。", "W04", "notice"),
    "W05 placeholder": words(-1, "我局于{year}年XX月召开会议部署工作。", "W05", "error"),
    **{f"W01 {name}": words(-1, text, "W01", "warning") for name, text in TYPOS.items()},
    **{f"W02 {name}": words(-1, text, "W02", "warning") for name, text in OTHERS.items()},
    **{f"W04 {name}": words(-1, text, "W04", "notice") for name, text in MARKS.items()},
    **{f"W05 {name}": words(-1, text, "W05", "error") for name, text in REMAINS.items()},
    **{f"W06 {name}": words(-1, text, "W06", "notice") for name, text in GRAMMAR.items()},
    **{f"W09 {name}": words(-1, text, "W09", "warning") for name, text in NUMBERS.items()},
    "W03 comma": words(-1, "我局修订了公开指南,方便群众查阅。", "W03", "notice"),
    "W03 colon": words(-1, "公开渠道如下:门户网站和公告栏。", "W03", "notice"),
    "W07 redundant": words(-1, "截至目前为止，各项任务进展顺利。", "W07", "notice"),
    "W08 dot": words(-1, "信息在“某某·水利之窗”网站和“某某水利之窗”微信公众号发布。", "W08", "notice"),
    "N01 gap": renumber(-1, "七", "N01", "warning"),
    "T01": dated(0, 12, 30),
    "T01 last day": dated(0, 12, 31),
    "T02": dated(1, 4, 9),
    "T03 start": attribute(start=(2, 1)),
    "T03 end": attribute(end=(11, 30)),
    "T04": attribute(date=None),
    "R01": percent(),
}

OLD = {
    "A01": more("网络申请数"), "A01 total": more("收到申请数", 2), "A02": more("按时办结数", 3),
    "A03": more("同意公开答复数", 2), "A03 part": more("申请信息不存在数"), "A04 over": more("涉及国家秘密", 2),
    "A05": more("维持具体行政行为数", 2), "A06": more("维持具体行政行为或者驳回原告诉讼请求数", 2),
    "A07": more("专职人员数"), "A08": more("申请答复数"), "A09": more("申请办结数", 5),
    "H02": put(主动公开规范性文件数=90, 制发规范性文件总数=60), "H03": put(政府网站公开政府信息数=99999),
    "H04": put(政府网站公开政府信息数=0, 政府公报公开政府信息数=1),
    "H05": more("主要负责同志参加新闻发布会次数", 9), "H06": more("主要负责同志参加政府网站在线访谈次数", 9),
    "H07": put(参加或举办新闻发布会总次数=0, 主要负责同志参加新闻发布会次数=0, 政府网站在线访谈次数=0,
               主要负责同志参加政府网站在线访谈次数=0, 微博微信回应事件数=0, 其他方式回应事件数=0),
    "H08": more("涉及个人隐私", 400), "X02": put(举办各类培训班数=0), "X03": put(接受培训人员数=0),
    "X04": put(设置政府信息公开查阅点数=0), "X07": put(政策解读稿件发布数=0),
    "F01": collect("without", "网络申请数"), "F08": collect("twice", "举报投诉数量"),
    "F03": raw("回应解读情况", "0"), "F04": attribute(reporter=""), "F04 none": attribute(reporter=None),
    "F07 word": raw("举报投诉数量", "若干"), "F07 negative": raw("举报投诉数量", "-1"), "F07 unit": raw("举报投诉数量", "3件"),
    "U01": unit("收到申请数", "条"),
    "P01": tell("total", 7), "P02": tell("weibo", 3), "P03": tell("received"), "P03 channel": tell("online", 2),
    "P04": tell("done", 2), "P04 result": tell("refused", 4), "P05": tell("review"), "P05 suit": tell("suit", 2),
    "P08 staff": tell("full", 1), "P08 places": tell("places", 1), "P08 meetings": tell("meetings"),
    "P08 trainings": tell("trainings", 2), "P09": tell("money", Decimal("0.5")),
    "S01": drop_section(2, "S01", "warning"),
}

NEW = {
    "B01": cell("三", "", printed.NEW, "自然人", by=3), "B02": cell("三", "", printed.GRANTED, "商业企业"),
    "B03": cell("三", "", printed.PARTLY, "总计", by=2), "B04": cell("四", "行政复议", "总计"),
    "B04 suit": cell("四", "行政诉讼/复议后起诉", "结果维持", by=2), "B04 direct": cell("四", "行政诉讼/未经复议直接起诉", "总计"),
    "X08": cell("四", "行政复议", "总计", by=900),
    "P03": tell("new", 4), "P03 carried": tell("carried", 2), "P07": tell("granted", 3), "P07 refused": tell("refused", 2),
    "P07 left": tell("left", 2), "P07 sum": tell("handled", 2), "P05": tell("review", 2), "P05 suit": tell("suit", 3),
    "S02": drop_section(5, "S02", "error"),
    "F01": lose("行政强制"), "F06": rename("2.重复申请", "2.重复的申请"), "F06 head": rename("科研机构", "科研单位"),
    "F07": shown(("三", "", printed.GRANTED, "自然人"), "{}件", "F07"),
    "F07 word": shown(("四", "行政复议", "总计"), "增{}", "F07"),
}
NEW_2021 = {
    "B06": cell("二", "行政规范性文件", "现行有效件数", by=-35),
    "F02": blank(("二", "规章", "本年制发件数"), ("二", "规章", "现行有效件数")),
}
NEW_2019 = {
    "C01": cell("二", "规范性文件", "本年新公开数量", by=2), "C02": attribute(units={}),
}


def of_form(form):
    """The faults that a form can have: name -> change."""
    if form in printed.LISTS:
        return {**OLD, **WORDS}
    return {**NEW, **(NEW_2021 if form == "gk-2021" else NEW_2019), **WORDS}
