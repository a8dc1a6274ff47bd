"""The prose of a made report, every figure in it a fact that is known.

A paragraph is a template: {name} stands for a fact of that name, {name%} for the share printed of
it. So a fact that is changed changes the sentence."""
from decimal import ROUND_HALF_UP, Decimal

import model
import printed

PERIOD = "本报告所列数据的统计期限自{year}年{start[0]}月{start[1]}日起至{year}年{end[0]}月{end[1]}日止。"
INTRODUCTION = "根据《中华人民共和国政府信息公开条例》的规定，编制本报告。" + PERIOD
PROBLEMS = ("公开内容与群众需求相比还不够全面，少数栏目更新不及时，工作人员的业务能力有待提高。下一步将完善栏目设置，"
            "落实专人更新，并加强业务学习。")


def percent(part, whole, digits=1):
    """part of whole in percent, rounded half up, as printed."""
    share = (part * 100 / whole).quantize(Decimal(1).scaleb(-digits), rounding=ROUND_HALF_UP)
    return f"{share}"


class Writer:
    """Adds facts and paragraphs to a report."""

    def __init__(self, made):
        self.made = made

    def value(self, keys):
        """The sum of figures."""
        return sum((self.made.figures[key] or Decimal(0)) for key in keys)

    def fact(self, name, rule, *keys, approx=""):
        """A fact of its name; with `approx` 余 the hundreds (or tens) below, with 近 those above."""
        said = self.value(keys)
        if approx:
            step = 100 if said > 300 else 10
            said = said // step * step if approx == "余" else said // step * step + step
            if said == self.value(keys):
                said += step * (1 if approx == "近" else -1)
        self.made.facts[name] = model.Fact(keys, said, rule, approx)

    def share(self, part, *wholes):
        """The printed percentage of a fact."""
        facts = self.made.facts
        self.made.shares.append(model.Share(part, wholes, percent(facts[part].said, facts[wholes[0]].said)))

    def listing(self, total, *parts):
        """A total and its parts."""
        self.made.listings.append(model.Listing(total, parts))

    def section(self, heading, *paragraphs):
        """A section of the report."""
        self.made.sections.append([heading, list(paragraphs)])


def old_facts(writer, style):
    """Every fact that the prose of a list form tells."""
    rows = {row.path: row for row in printed.LISTS[writer.made.form]}
    labels = {"total": ("P01", "主动公开政府信息数"), "gazette": ("P02", "政府公报公开政府信息数"),
              "site": ("P02", "政府网站公开政府信息数"), "weibo": ("P02", "政务微博公开政府信息数"),
              "wechat": ("P02", "政务微信公开政府信息数"), "others": ("P02", "其他方式公开政府信息数"),
              "received": ("P03", "收到申请数"), "visit": ("P03", "当面申请数"), "fax": ("P03", "传真申请数"),
              "online": ("P03", "网络申请数"), "letter": ("P03", "信函申请数"), "done": ("P04", "申请办结数"),
              "in_time": ("P04", "按时办结数"), "late": ("P04", "延期办结数"), "answered": ("P04", "申请答复数"),
              "granted": ("P04", "同意公开答复数"), "refused": ("P04", "不同意公开答复数"), "review": ("P05", "行政复议数量"),
              "suit": ("P05", "行政诉讼数量"), "staff": ("P08", "从事政府信息公开工作人员数"), "full": ("P08", "专职人员数"),
              "part": ("P08", "兼职人员数"), "places": ("P08", "设置政府信息公开查阅点数"),
              "meetings": ("P08", "召开政府信息公开工作会议或专题会议数"), "trainings": ("P08", "举办各类培训班数"),
              "trained": ("P08", "接受培训人员数"), "money": ("P09", "政府信息公开专项经费")}
    by_label = {row.label: path for path, row in rows.items()}
    for name, (rule, label) in labels.items():
        approx = ("余" if style % 4 == 3 else "近") if name == "trained" and style % 4 >= 2 else ""
        writer.fact(name, rule, by_label[label], approx=approx)
    writer.listing("total", "gazette", "site", "weibo", "wechat", "others")
    writer.listing("received", "visit", "fax", "online", "letter")
    writer.listing("done", "in_time", "late")
    writer.listing("staff", "full", "part")
    writer.share("site", "total")


OLD = (
    ("一、主动公开政府信息的情况", (
        "{year}年，我局主动公开政府信息{total}条。其中，通过政府公报公开{gazette}条，通过政府网站公开{site}条，占{site%}%，"
        "通过政务微博公开{weibo}条，通过政务微信公开{wechat}条，通过其他方式公开{others}条。",
        "全年共主动公开政府信息{total}条，其中政府公报公开{gazette}条、政府网站公开{site}条（占{site%}%）、政务微博公开{weibo}条、"
        "政务微信公开{wechat}条、其他方式公开{others}条。")),
    ("二、依申请公开政府信息和不予公开政府信息的情况", (
        "全年收到政府信息公开申请{received}件，其中当面申请{visit}件，传真申请{fax}件，网络申请{online}件，信函申请{letter}件。"
        "共办结申请{done}件，其中按时办结{in_time}件，延期办结{late}件。共答复申请{answered}件，同意公开{granted}件，不同意公开{refused}件。",
        "我局{year}年共受理政府信息公开申请{received}件，其中，当面申请{visit}件、传真申请{fax}件、网络申请{online}件、信函申请{letter}件。"
        "申请办结{done}件，包括按时办结{in_time}件、延期办结{late}件。申请答复{answered}件，其中同意公开的{granted}件，不同意公开的{refused}件。")),
    ("三、政府信息公开的收费及减免情况", (
        "全年未收取政府信息公开费用。", "我局依申请提供政府信息均未收取任何费用。")),
    ("四、因政府信息公开申请行政复议、提起行政诉讼的情况", (
        "全年因政府信息公开发生行政复议{review}件，行政诉讼{suit}件。",
        "{year}年，涉及政府信息公开的行政复议案件{review}件、行政诉讼案件{suit}件。")),
    ("五、存在的主要问题及改进措施", (PROBLEMS, PROBLEMS)),
    ("六、其他需要报告的事项", (
        "从事政府信息公开工作的人员{staff}人，其中专职人员{full}人，兼职人员{part}人。设置政府信息公开查阅点{places}个。"
        "安排政府信息公开专项经费{money}万元。召开政府信息公开工作会议{meetings}次，举办培训班{trainings}次，接受培训{trained}人次。",
        "我局共有政府信息公开工作人员{staff}名，其中专职{full}名、兼职{part}名；设政府信息公开查阅点{places}个；投入政府信息公开专项经费{money}万元。"
        "全年召开政府信息公开专题会议{meetings}次，举办政府信息公开培训班{trainings}期，培训{trained}人次。")),
)


def new_facts(writer, form):
    """Every fact that the prose of a matrix form tells."""
    def row(group, label):
        return ("三", group, label, "总计")
    writer.fact("new", "P03", row("", printed.NEW))
    writer.fact("carried", "P03", row("", printed.CARRIED))
    writer.fact("handled", "P07", row("", printed.SUM))
    writer.fact("granted", "P07", row("", printed.GRANTED))
    writer.fact("partly", "P07", row("", printed.PARTLY))
    names = ("refused", "lacking", "unhandled", "otherwise")
    for name, (group, rows) in zip(names, printed.groups(form).items()):
        writer.fact(name, "P07", *([row(group, label) for label in rows] or [row("", group)]))
    writer.fact("left", "P07", row("", printed.LEFT))
    writer.fact("review", "P05", ("四", "行政复议", "总计"))
    writer.fact("suit", "P05", *(("四", case, "总计") for case in printed.CASES[1:]))
    writer.listing("handled", "granted", "partly", *names)
    writer.share("granted", "handled", "new")


NEW_OVERALL = (
    "{year}年，我局新收政府信息公开申请{new}件，上年结转{carried}件。全年办结申请{handled}件，其中予以公开{granted}件，占{granted%}%，"
    "部分公开{partly}件，不予公开{refused}件，无法提供{lacking}件，不予处理{unhandled}件，其他处理{otherwise}件。结转下年度办理{left}件。"
    "因政府信息公开发生行政复议{review}件，行政诉讼{suit}件。",
    "本年新收政府信息公开申请{new}件，上年结转申请{carried}件；本年度共办理答复{handled}件，其中：予以公开{granted}件（占{granted%}%）、"
    "部分公开{partly}件、不予公开{refused}件、无法提供{lacking}件、不予处理{unhandled}件、其他处理{otherwise}件，结转下年度继续办理{left}件。"
    "全年因政府信息公开被申请行政复议{review}件，被提起行政诉讼{suit}件。",
)


def write(made, style):
    """Gives a report its prose; `style` chooses among ways to say the same."""
    writer = Writer(made)
    if made.form in printed.LISTS:
        old_facts(writer, style)
        writer.section(None, INTRODUCTION)
        for heading, ways in OLD:
            writer.section(heading, ways[style % len(ways)])
        return made
    new_facts(writer, made.form)
    headings = printed.HEADINGS[made.form]
    writer.section(None, INTRODUCTION)
    writer.section(headings[0], NEW_OVERALL[style % 2])
    for heading in headings[1:4]:
        writer.section(heading)
    writer.section(headings[4], PROBLEMS)
    writer.section(headings[5], "本年度未收取信息处理费，没有其他需要报告的事项。")
    return made


def text(made, template):
    """A paragraph as it is printed."""
    for name, fact in made.facts.items():
        template = template.replace("{" + name + "}", fact.text())
    for share in made.shares:
        template = template.replace("{" + share.part + "%}", share.printed)
    return template.format(year=made.year, start=made.start, end=made.end)
