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


# Told in the words; every form.
WORDS = {
    "E02 fewer": words(-1, "我局从四个方面推进工作：一是完善制度；二是加强培训；三是严格考核。", "E02", "warning"),
    "E03 gap": words(-1, "下一步，一是完善制度；二是加强培训；四是严格考核。", "E03", "warning"),
    "T06": words(-1, "我局于{year}年2月30日印发工作要点。", "T06", "error"),
    "W01 doubled": words(-1, "我局进一步完善了公开的的制度，明确了工作职责。", "W01", "warning"),
    "W04 bracket": words(-1, "我局修订了公开指南（含目录，方便群众查阅。", "W04", "notice"),
    "W05 placeholder": words(-1, "我局于{year}年XX月召开会议部署工作。", "W05", "error"),
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
