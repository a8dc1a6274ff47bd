"""A made report: what it says, apart from how it is written.

Figures are Decimals by key: a row's path in a list form; ("二", row, column), ("三", group, row,
column), ("四", case, outcome) in a matrix form. None is a blank cell. Facts are what the prose says
of figures; see prose.py."""
import copy
import dataclasses
import datetime
from decimal import Decimal

import printed

PLACES = ("青岭", "石桥", "临湖", "松河", "南屏", "北渡", "云溪", "东浦", "西塘", "高坪")
PURCHASES = ("二", "政府集中采购", "采购总金额")
OFFICES = ("水务局", "教育局", "林业局", "民政局", "交通运输局", "卫生健康局")


@dataclasses.dataclass
class Fact:
    """A figure told in the prose. `said` is what is told, `approx` how (余, 近 or empty), `keys` the
    figures it is the sum of; `rule` the check that compares the two."""
    keys: tuple
    said: Decimal
    rule: str
    approx: str = ""

    def text(self):
        """As it is told, without its unit."""
        return f"{'近' if self.approx == '近' else ''}{self.said}{'余' if self.approx == '余' else ''}"


@dataclasses.dataclass
class Share:
    """占n%: names of the facts told as part and as possible wholes, and the percentage as printed."""
    part: str
    wholes: tuple
    printed: str


@dataclasses.dataclass
class Listing:
    """Names of the facts told as a total and as its parts, which make the total; `close`: in one
    sentence."""
    total: str
    parts: tuple
    close: bool = True


@dataclasses.dataclass
class Made:
    """One report."""
    name: str
    form: str
    year: int
    agency: str
    figures: dict
    date: datetime.date
    government: bool = False
    reporter: str = ""  # 填报单位; None: the line lacks
    start: tuple = (1, 1)
    end: tuple = (12, 31)
    facts: dict = dataclasses.field(default_factory=dict)  # by name
    shares: list = dataclasses.field(default_factory=list)
    listings: list = dataclasses.field(default_factory=list)
    sections: list = dataclasses.field(default_factory=list)  # [heading, [paragraph template …]]
    units: dict = dataclasses.field(default_factory=dict)  # key -> unit printed in its column, or after the figure
    raw: dict = dataclasses.field(default_factory=dict)  # key -> text as printed
    without: set = dataclasses.field(default_factory=set)  # paths of rows left out
    twice: set = dataclasses.field(default_factory=set)  # paths of rows printed twice
    renamed: dict = dataclasses.field(default_factory=dict)  # labels and heads of tables of rows and columns
    lost: set = dataclasses.field(default_factory=set)  # rows left out of such tables
    faults: list = dataclasses.field(default_factory=list)  # rules that a change of the text must raise

    def copy(self, name):
        """A report of its own with the same content."""
        twin = copy.deepcopy(self)
        twin.name = name
        return twin


def split(rng, total, count):
    """`count` whole numbers whose sum is `total`."""
    cuts = sorted(rng.randint(0, total) for _ in range(count - 1))
    return [Decimal(b - a) for a, b in zip([0, *cuts], [*cuts, total])]


class Filler:
    """Fills a list form with figures that contradict nothing."""

    def __init__(self, rng, form):
        self.rng, self.figures = rng, {}
        self.paths = {row.path.rsplit("/", 1)[-1]: row.path for row in printed.LISTS[form] if not row.heading}
        self.rows = printed.LISTS[form]

    def set(self, label, value):
        """The figure of the row with this label."""
        self.figures[self.paths[label]] = Decimal(value)

    def children(self, label, total):
        """The row and its numbered rows, which make it up."""
        self.set(label, total)
        rows = [row for row in self.rows if row.parent == self.paths[label] and row.numbered]
        for row, value in zip(rows, split(self.rng, total, len(rows))):
            self.figures[row.path] = value
        return {row.label: self.figures[row.path] for row in rows}

    def publish(self):
        """Parts one and two."""
        rng = self.rng
        total = rng.randint(120, 4800)
        channels = ("政府公报公开政府信息数", "政府网站公开政府信息数", "政务微博公开政府信息数", "政务微信公开政府信息数",
                    "其他方式公开政府信息数")
        self.set("主动公开政府信息数", total)
        for label, value in zip(channels, split(rng, total - 10, 5)):
            self.set(label, value + 2)
        made = rng.randint(2, 20)
        self.set("制发规范性文件总数", made)
        self.set("主动公开规范性文件数", made - 1)
        self.set("回应公众关注热点或重大舆情数", rng.randint(3, 30))
        press, talk = rng.randint(2, 8), rng.randint(2, 8)
        self.set("参加或举办新闻发布会总次数", press)
        self.set("主要负责同志参加新闻发布会次数", press - 1)
        self.set("政府网站在线访谈次数", talk)
        self.set("主要负责同志参加政府网站在线访谈次数", talk - 1)
        for label in ("政策解读稿件发布数", "微博微信回应事件数", "其他方式回应事件数"):
            self.set(label, rng.randint(1, 40))

    def answer(self):
        """Parts three to six."""
        rng = self.rng
        received = rng.randint(40, 400)
        self.children("收到申请数", received)
        self.children("申请办结数", received)
        refused = self.children("申请答复数", received)["不同意公开答复数"]
        rows = [row for row in self.rows if row.part and row.parent == self.paths["不同意公开答复数"]]
        for row, value in zip(rows, split(rng, int(refused), len(rows))):
            self.figures[row.path] = value
        for label in ("行政复议数量", "行政诉讼数量"):
            self.children(label, rng.randint(3, 12))
        self.set("举报投诉数量", rng.randint(0, 5))
        if "依申请公开信息收取的费用" in self.paths:
            self.set("依申请公开信息收取的费用", 0)

    def organise(self):
        """The last two parts."""
        rng = self.rng
        self.set("政府信息公开工作专门机构数", rng.randint(1, 3))
        self.set("设置政府信息公开查阅点数", rng.randint(1, 9))
        self.children("从事政府信息公开工作人员数", rng.randint(3, 20))
        self.set("政府信息公开专项经费", Decimal(rng.randint(11, 89)) / 10)
        self.set("召开政府信息公开工作会议或专题会议数", rng.randint(1, 9))
        self.set("举办各类培训班数", rng.randint(1, 6))
        self.set("接受培训人员数", rng.randint(20, 300))


def old(rng, form):
    """Figures of a list form."""
    filler = Filler(rng, form)
    filler.publish()
    filler.answer()
    filler.organise()
    return filler.figures


def published(rng, form):
    """Table two."""
    out = {}
    for _, columns, rows in printed.PUBLISHED[form]:
        for row in rows:
            for column in columns:
                out["二", row, column] = Decimal(rng.randint(1, 60))
            if form == "gk-2021" and row.endswith(("规章", "文件")):
                values = (0, 0, 0) if row == "规章" else (7, 3, 40)
                for column, value in zip(columns, values):
                    out["二", row, column] = Decimal(value and value + rng.randint(0, 9))
            elif row.endswith(("规章", "文件")):
                new = 0 if row == "规章" else rng.randint(4, 20)
                for column, value in zip(columns, (new, new, new * 3)):
                    out["二", row, column] = Decimal(value)
    return out


def handled(rng, form):
    """Table three: every column balances, every row adds up."""
    out = {}
    for person in printed.PERSONS:
        share = 300 if person == "自然人" else 25
        carried, new = rng.randint(0, share // 10), rng.randint(share // 2, share)
        left = rng.randint(0, share // 10)
        rows = list(printed.results(form))
        for (group, row), value in zip(rows, split(rng, new + carried - left, len(rows))):
            out["三", group, row, person] = value
        for row, value in ((printed.NEW, new), (printed.CARRIED, carried), (printed.SUM, new + carried - left),
                           (printed.LEFT, left)):
            out["三", "", row, person] = Decimal(value)
    for group, row in printed.result_rows(form):
        out["三", group, row, "总计"] = sum(out["三", group, row, person] for person in printed.PERSONS)
    return out


def disputed(rng):
    """Table four."""
    out = {}
    for case in printed.CASES:
        most = 6 if case.endswith("复议后起诉") else 12
        values = [Decimal(rng.randint(1, most // 4 + 1)) for _ in printed.OUTCOMES]
        for outcome, value in zip(printed.OUTCOMES, values):
            out["四", case, outcome] = value
        out["四", case, "总计"] = sum(values)
    lesser = min(out["四", "行政复议", "总计"], out["四", "行政诉讼/复议后起诉", "总计"])
    if lesser != out["四", "行政诉讼/复议后起诉", "总计"]:
        extra = out["四", "行政诉讼/复议后起诉", "总计"] - lesser
        out["四", "行政复议", "结果维持"] += extra
        out["四", "行政复议", "总计"] += extra
    return out


def clean(rng, number, form):
    """A report without a contradiction, its prose not yet written."""
    place, office = PLACES[number % len(PLACES)], OFFICES[number % len(OFFICES)]
    year = {"gk-2014": 2015 + number % 3, "gk-2018": 2018, "gk-2019": 2019 + number % 2, "gk-2021": 2021 + number % 4}[form]
    figures = old(rng, form) if form in printed.LISTS else {
        **published(rng, form), **handled(rng, form), **disputed(rng)}
    agency = f"{place}县{office}"
    units = {PURCHASES: "万元"} if form == "gk-2019" else {}
    return Made(f"{form}-{number}", form, year, agency, figures, datetime.date(year + 1, 1, rng.randint(8, 27)),
                reporter=agency, units=units)
