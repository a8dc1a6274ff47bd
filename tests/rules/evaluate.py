"""What must be found in a made report, worked out from what it says: an evaluator of its own, written
from the catalogue of checks and the forms, that shares nothing with the pack."""
import calendar
import collections
import datetime
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

import model
import printed

ERROR, WARNING, NOTICE = "error", "warning", "notice"
CHANNELS = ("政府公报公开政府信息数", "政府网站公开政府信息数", "政务微博公开政府信息数", "政务微信公开政府信息数", "其他方式公开政府信息数")


class Found:
    """The findings a report must have, and the rules that may say something besides."""

    def __init__(self):
        self.must = collections.Counter()
        self.may = set()

    def add(self, rule, severity, wrong=True):
        """A finding, if something is wrong."""
        if wrong:
            self.must[rule, severity] += 1


class Figures:
    """Figures of a list form by label, a blank being 0 in sums."""

    def __init__(self, made):
        self.rows = [row for row in printed.LISTS[made.form] if not row.heading]
        self.made = made
        self.by_label = {}
        for row in self.rows:
            self.by_label.setdefault(row.label, row.path)

    def __call__(self, label):
        return self.at(self.by_label[label])

    def at(self, path):
        """A figure by path."""
        return self.made.figures.get(path) or Decimal(0)

    def members(self, label, part=False):
        """The figures of a row's numbered rows, or of its parts."""
        path = self.by_label[label]
        return [self.at(row.path) for row in self.rows if row.parent == path and (row.part if part else row.numbered)]


def sums(found, of):
    """A01–A09."""
    for rule, label in (("A01", "收到申请数"), ("A02", "申请办结数"), ("A03", "申请答复数"), ("A07", "从事政府信息公开工作人员数")):
        found.add(rule, ERROR, of(label) != sum(of.members(label)))
    for rule, label, part in (("A04", "不同意公开答复数", True), ("A05", "行政复议数量", False), ("A06", "行政诉讼数量", False)):
        stated, total = of(label), sum(of.members(label, part))
        found.add(rule, ERROR if total > stated else WARNING, total != stated)
    found.add("A08", WARNING, of("申请办结数") != of("申请答复数"))
    found.add("A09", WARNING, of("申请办结数") > of("收到申请数"))


def parts(found, of):
    """H01–H08."""
    total, channels = of("主动公开政府信息数"), [of(label) for label in CHANNELS]
    found.add("H01", ERROR, of("主动公开规范性文件数") > total)
    found.add("H02", WARNING, of("主动公开规范性文件数") > of("制发规范性文件总数"))
    found.add("H03", WARNING, max(channels) > total)
    found.add("H04", ERROR, sum(channels) < total)
    found.add("H05", ERROR, of("主要负责同志参加新闻发布会次数") > of("参加或举办新闻发布会总次数"))
    found.add("H06", ERROR, of("主要负责同志参加政府网站在线访谈次数") > of("政府网站在线访谈次数"))
    answers = ("参加或举办新闻发布会总次数", "政府网站在线访谈次数", "微博微信回应事件数", "其他方式回应事件数")
    found.add("H07", WARNING, of("回应公众关注热点或重大舆情数") > 0 and not any(of(label) for label in answers))
    for row in of.rows:
        if row.part:
            found.add("H08", ERROR, of.at(row.path) > of.at(row.parent))


def logic(found, of, form):
    """X01–X10."""
    found.add("X01", WARNING, of("主动公开政府信息数") <= 0)
    found.add("X02", WARNING, of("举办各类培训班数") == 0 and of("接受培训人员数") != 0)
    found.add("X03", WARNING, of("举办各类培训班数") > 0 and of("接受培训人员数") <= 0)
    for label in ("政府信息公开工作专门机构数", "设置政府信息公开查阅点数", "从事政府信息公开工作人员数"):
        found.add("X04", NOTICE, of(label) <= 0)
    if form == "gk-2014":
        found.may.update({"P06"} if of("依申请公开信息收取的费用") != 0 else ())
        found.add("X05", ERROR, of("收到申请数") == 0 and of("依申请公开信息收取的费用") != 0)
    found.add("X06", NOTICE, of("收到申请数") == 0 and of("行政复议数量") + of("行政诉讼数量") > 0)
    found.add("X07", NOTICE, of("制发规范性文件总数") > 0 and of("政策解读稿件发布数") <= 0)
    found.add("X10", NOTICE, of("政府信息公开专项经费") > 0 and of("从事政府信息公开工作人员数") == 0)


def table_two(found, made, value):
    """B05–B07, C01, C02."""
    for _, columns, rows in printed.PUBLISHED[made.form]:
        for row in rows:
            for column in columns:
                if row == "规章":
                    found.add("B07", WARNING, value("二", row, column) != 0)
                figure = value("二", row, column)
                whole = "金额" in column or figure == figure.to_integral_value()
                found.add("B05", ERROR, (figure < 0 and "增/减" not in column) or not whole)
    if made.form == "gk-2021":
        for row in ("规章", "行政规范性文件"):
            found.add("B06", WARNING, value("二", row, "现行有效件数") < value("二", row, "本年制发件数"))
        return
    found.add("C02", NOTICE, model.PURCHASES not in made.units)
    for row in ("规章", "规范性文件"):
        new, public = value("二", row, "本年新制作数量"), value("二", row, "本年新公开数量")
        found.add("C01", WARNING, public > new)
        found.add("C01", WARNING, value("二", row, "对外公开总数量") < public)


def matrix(found, made):
    """B01–B06, B08, C01, X08."""
    def value(*key):
        return made.figures.get(key) or Decimal(0)
    rows = list(printed.results(made.form))
    for column in printed.COLUMNS:
        total = value("三", "", printed.SUM, column)
        found.add("B01", ERROR, value("三", "", printed.NEW, column) + value("三", "", printed.CARRIED, column)
                  != total + value("三", "", printed.LEFT, column))
        found.add("B02", ERROR, total != sum(value("三", group, row, column) for group, row in rows))
    for group, row in printed.result_rows(made.form):
        found.add("B03", ERROR, value("三", group, row, "总计")
                  != sum(value("三", group, row, person) for person in printed.PERSONS))
    for case in printed.CASES:
        found.add("B04", ERROR, value("四", case, "总计") != sum(value("四", case, outcome) for outcome in printed.OUTCOMES))
    table_two(found, made, value)
    after = value("四", "行政诉讼/复议后起诉", "总计")
    if after > value("四", "行政复议", "总计"):
        found.may.add("B08")
    found.add("X08", NOTICE, value("四", "行政复议", "总计") * 2 > value("三", "", printed.NEW, "总计"))


def told(found, made):
    """P01–P10, U02: what the prose tells of a figure."""
    words = "".join(paragraph for _, paragraphs in made.sections for paragraph in paragraphs)
    for name, fact in made.facts.items():
        found.add("U02", NOTICE, "{" + name + "}起" in words)
        value = sum((made.figures.get(key) or Decimal(0)) for key in fact.keys)
        if not fact.approx:
            found.add(fact.rule, ERROR, fact.said != value)
        elif fact.said == value:
            found.must["P10", NOTICE] += 1
        elif (fact.approx == "余") != (value > fact.said):
            found.may.update(("P10", fact.rule))
        elif abs(value - fact.said) * 10 > fact.said:
            found.must["P10", WARNING] += 1


def agrees(share, part, whole):
    """0 wrong, 1 right, 2 cut instead of rounded."""
    if not whole:
        return 1
    unit = Decimal(1).scaleb(-len(share.partition(".")[2]))
    exact = part * 100 / whole
    if exact.quantize(unit, rounding=ROUND_HALF_UP) == Decimal(share):
        return 1
    return 2 if exact.quantize(unit, rounding=ROUND_DOWN) == Decimal(share) else 0


def lists(found, made):
    """E01, R01: what the prose tells of sums and shares, by its own figures."""
    for listing in made.listings:
        total = made.facts[listing.total].said
        given = sum(made.facts[name].said for name in listing.parts)
        if given != total and not listing.close:
            found.may.update(("E01", "E04", "R02"))
        elif given > total and all(made.facts[name].rule == "P02" for name in listing.parts):
            continue  # channels may tell of the same piece
        elif given != total:
            found.must["E01", None] += 1
            found.may.update(("E04", "R02"))
    for share in made.shares:
        part = made.facts[share.part].said
        wholes = [made.facts[name].said for name in share.wholes]
        results = [agrees(share.printed, part, whole) for whole in wholes]
        if 1 not in results:
            found.must["R01", NOTICE if 2 in results else ERROR] += 1
            found.may.update(("R03", "P13"))


def valid(year, month, day):
    """1 if the date exists."""
    return 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]


def dates(found, made):
    """T01–T06."""
    start, end = made.start, made.end
    for month, day in (start, end):
        found.add("T06", ERROR, not valid(made.year, month, day))
    if valid(made.year, *start) and valid(made.year, *end):
        found.add("T03", ERROR, (start, end) != ((1, 1), (12, 31)))
    if not made.date:
        found.add("T04", WARNING)
        return
    last = datetime.date(made.year, 12, 31)
    found.add("T01", NOTICE if made.date == last else ERROR, made.date <= last)
    month, day = (1, 31) if made.form not in printed.LISTS and not made.government else (3, 31)
    found.add("T02", WARNING, made.date > datetime.date(made.year + 1, month, day))


def layout(found, made):
    """F01–F08, U01: how the table is filled."""
    if made.form not in printed.LISTS:
        for key, value in made.figures.items():
            found.add("F02", NOTICE, value is None and key not in made.raw)
        return
    for row in printed.LISTS[made.form]:
        found.add("F01", ERROR, row.path in made.without)
        found.add("F08", ERROR, row.path in made.twice)
        found.add("U01", WARNING, made.units.get(row.path, row.unit) != row.unit)
        if row.heading:
            found.add("F03", NOTICE, row.path in made.raw)
        elif row.path not in made.without:
            found.add("F02", NOTICE, made.figures.get(row.path) is None and row.path not in made.raw)
            found.add("F07", ERROR, row.path in made.raw)
    found.add("F04", WARNING, not made.reporter)


def evaluate(made):
    """The findings of a report: Found."""
    found = Found()
    if made.form in printed.LISTS:
        of = Figures(made)
        sums(found, of)
        parts(found, of)
        logic(found, of, made.form)
    else:
        matrix(found, made)
    told(found, made)
    lists(found, made)
    dates(found, made)
    layout(found, made)
    for rule, severity in made.faults:
        found.must[rule, severity] += 1
    if any(rule.startswith("P") for rule, _ in found.must):
        found.may.update(("P13", "P10", "P11", "E01", "E04", "R01"))
    return found
