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
              "granted": ("P04", "同意公开答复数"), "refused": ("P04", "不同意公开答复数"),
              "already": ("P04", "属于已主动公开范围数"), "partly": ("P04", "同意部分公开答复数"),
              "foreign": ("P04", "不属于本行政机关公开数"), "absent": ("P04", "申请信息不存在数"),
              "amend": ("P04", "告知作出更改补充数"), "elsewhere": ("P04", "告知通过其他途径办理数"),
              "upheld": ("P05", "维持具体行政行为数"), "review": ("P05", "行政复议数量"),
              "suit": ("P05", "行政诉讼数量"), "staff": ("P08", "从事政府信息公开工作人员数"), "full": ("P08", "专职人员数"),
              "part": ("P08", "兼职人员数"), "places": ("P08", "设置政府信息公开查阅点数"),
              "meetings": ("P08", "召开政府信息公开工作会议或专题会议数"), "trainings": ("P08", "举办各类培训班数"),
              "trained": ("P08", "接受培训人员数"), "money": ("P09", "政府信息公开专项经费")}
    by_label = {row.label: path for path, row in rows.items()}
    for name, (rule, label) in labels.items():
        approx = ("余" if style % 4 == 3 else "近") if name == "trained" and style % 4 >= 2 else ""
        writer.fact(name, rule, by_label[label], approx=approx)
    writer.fact("shared", "P04", by_label["同意公开答复数"], by_label["同意部分公开答复数"])
    for name, label in (("corrected", "被依法纠错数"), ("review_rest", "其他情形数")):
        writer.fact(name, "P05", next(path for path in rows if path.endswith(label) and "复议" in path))
    writer.listing("total", "gazette", "site", "weibo", "wechat", "others")
    writer.listing("received", "visit", "fax", "online", "letter")
    writer.listing("done", "in_time", "late")
    writer.listing("staff", "full", "part")
    writer.share("site", "total")


# Ways to say the same, a sentence or two each; a report takes one of every list.
PUBLISHED = (
    "{year}年，我局主动公开政府信息{total}条。其中，通过政府公报公开{gazette}条，通过政府网站公开{site}条，占{site%}%，"
    "通过政务微博公开{weibo}条，通过政务微信公开{wechat}条，通过其他方式公开{others}条。",
    "全年共主动公开政府信息{total}条，其中政府公报公开{gazette}条、政府网站公开{site}条（占{site%}%）、政务微博公开{weibo}条、"
    "政务微信公开{wechat}条、其他方式公开{others}条。",
    "{year}年，本局主动公开政府信息共计{total}条，具体情况如下：政府公报公开{gazette}条；政府网站公开{site}条；"
    "政务微博公开{weibo}条；政务微信公开{wechat}条；其他方式公开{others}条。",
    "截至{year}年12月31日，我局主动公开政府信息总数为{total}条。从公开渠道看，政府公报公开政府信息{gazette}条，"
    "政府网站公开政府信息{site}条，占比{site%}%，政务微博公开政府信息{weibo}条，政务微信公开政府信息{wechat}条，"
    "其他方式公开政府信息{others}条。",
    "一年来，共向社会主动公开各类政府信息{total}条。按公开渠道分，政府公报{gazette}条，政府网站{site}条，政务微博{weibo}条，"
    "政务微信{wechat}条，其他方式{others}条。",
    "全年累计公开政府信息{total}条，其中通过门户网站发布{site}条、官方微博发布{weibo}条、微信公众号发布{wechat}条，"
    "政府公报刊登{gazette}条，其他渠道公开{others}条。",
    "我局通过不同渠道和方式主动公开政府信息{total}条（其中：政府公报{gazette}条，政府网站{site}条，政务微博{weibo}条，"
    "政务微信{wechat}条，其他方式{others}条）。",
    "{year}年度我局主动公开的政府信息数量为{total}条。在政府网站上公开信息{site}条，在政务微博上公开信息{weibo}条，"
    "在政务微信上公开信息{wechat}条，在政府公报上公开信息{gazette}条，以其他方式公开信息{others}条。",
    "{year}年，{agency}共主动公开政府信息 {total} 条。公开的主要渠道为政府网站和政务微信，政府公报、政务微博为补充。",
    "年内主动公开信息{total}条，全部在规定时限内公开。其中利用政府网站公开{site}条，利用微博公开{weibo}条，利用微信公开{wechat}条，"
    "政府公报公开数较少。",
)
RECEIVED = (
    "全年收到政府信息公开申请{received}件，其中当面申请{visit}件，传真申请{fax}件，网络申请{online}件，信函申请{letter}件。",
    "我局{year}年共受理政府信息公开申请{received}件，其中，当面申请{visit}件、传真申请{fax}件、网络申请{online}件、信函申请{letter}件。",
    "{year}年，我局共收到依申请公开{received}件，其中通过网络提交{online}件，通过信函提交{letter}件，当面提交{visit}件，传真{fax}件。",
    "本年度共接收公民、法人和其他组织提出的政府信息公开申请{received}件。从申请方式看，当面申请{visit}件，以传真形式申请{fax}件，"
    "以网络形式申请{online}件，以信函形式申请{letter}件。",
    "{year}年度，我局收到{received}件政府信息公开申请。申请渠道方面，网上申请{online}件，信函申请{letter}件，现场申请{visit}件，"
    "传真申请{fax}件。",
    "受理申请数{received}件。按申请方式分：当面{visit}件、传真{fax}件、网络{online}件、信函{letter}件。",
    "全年依申请公开政府信息受理总数为{received}件（当面申请{visit}件、传真申请{fax}件、网络申请{online}件、信函申请{letter}件）。",
    "{year}年，我局收到的政府信息公开申请共计{received}件。其中，网络渠道申请{online}件，信函渠道申请{letter}件，当面递交{visit}件。",
    "本年依申请公开政府信息的数量为{received}件，接待来访咨询300余人次。",
    "我局全年收到公民、法人或者其他组织政府信息公开申请 {received} 件，主要涉及规划、建设等领域。",
)
DONE = (
    "共办结申请{done}件，其中按时办结{in_time}件，延期办结{late}件。",
    "申请办结{done}件，包括按时办结{in_time}件、延期办结{late}件。",
    "全年办结{done}件，其中按期办结{in_time}件，经批准延期办结{late}件。",
    "上述申请已办结{done}件，按时办结{in_time}件，延期办结{late}件。",
    "共办理完毕{done}件，其中在法定期限内办结{in_time}件，延期办结{late}件。",
    "办结政府信息公开申请{done}件（按时办结{in_time}件、延期办结{late}件）。",
    "截至年底，已办结依申请公开{done}件，其中按规定时限办结{in_time}件，延期后办结{late}件。",
    "申请办结数为{done}件，按时办结数为{in_time}件，延期办结数为{late}件。",
)
ANSWERED = (
    "共答复申请{answered}件，同意公开{granted}件，不同意公开{refused}件。",
    "申请答复{answered}件，其中同意公开的{granted}件，不同意公开的{refused}件。",
    "共作出答复{answered}件，其中，属于已主动公开范围的{already}件，同意公开{granted}件，同意部分公开{partly}件，不同意公开{refused}件，"
    "不属于本行政机关公开的{foreign}件，申请信息不存在的{absent}件，告知作出更改补充的{amend}件，告知通过其他途径办理的{elsewhere}件。",
    "答复政府信息公开申请{answered}件。其中，答复“同意公开”或“部分公开”的{shared}件；明确“不予公开”的{refused}件。",
    "申请答复数{answered}件，其中：已主动公开{already}件、同意公开{granted}件、部分公开{partly}件、不予公开{refused}件、"
    "不属于本机关公开{foreign}件、信息不存在{absent}件。",
    "依法答复{answered}件，其中予以公开{granted}件，不予公开{refused}件。",
    "同意公开答复{granted}件，同意部分公开答复{partly}件，不同意公开答复{refused}件。",
    "已向申请人答复{answered}件，同意公开答复数为{granted}件，不同意公开答复数为{refused}件。",
)
FEES = (
    "全年未收取政府信息公开费用。", "我局依申请提供政府信息均未收取任何费用。", "{year}年，依申请公开政府信息未收取检索、复制、邮寄等费用。",
    "我局信息公开全部免费。", "全年政府信息公开收费0元。", "没有向申请人收取任何费用。", "依申请公开信息收取的费用为0元。",
    "我局对依申请公开的信息均不收取费用。",
)
DISPUTED = (
    "全年因政府信息公开发生行政复议{review}件，行政诉讼{suit}件。",
    "{year}年，涉及政府信息公开的行政复议案件{review}件、行政诉讼案件{suit}件。",
    "{year}年，因政府信息公开引发的行政复议{review}件、行政诉讼{suit}件。",
    "涉及政府信息公开的行政复议{review}件，其中维持具体行政行为{upheld}件，被依法纠错{corrected}件，其他情形{review_rest}件；行政诉讼{suit}件。",
    "{year}年，我局发生政府信息公开类行政复议案件{review}件，政府信息公开类行政诉讼案件{suit}件。",
    "因信息公开被申请行政复议{review}件，被提起行政诉讼{suit}件。",
    "针对我局政府信息公开工作提起行政复议的{review}件，提起行政诉讼的{suit}件。",
    "政府信息公开行政复议数量为{review}件，行政诉讼数量为{suit}件。",
)
STAFF = (
    "从事政府信息公开工作的人员{staff}人，其中专职人员{full}人，兼职人员{part}人。",
    "我局共有政府信息公开工作人员{staff}名，其中专职{full}名、兼职{part}名。",
    "目前，我局从事政府信息公开工作人员{staff}人，其中专职{full}人、兼职{part}人。",
    "配备政府信息公开工作人员{staff}名（专职{full}名，兼职{part}名）。",
    "全局共有{staff}名政府信息公开工作人员，其中{full}名专职人员，{part}名兼职人员。",
    "政府信息公开工作人员数{staff}人，其中专职人员数{full}人，兼职人员数{part}人。",
    "全局政府信息公开工作人员共{staff}人。",
    "明确专职人员{full}名、兼职人员{part}名负责政府信息公开工作。",
)
PLACES = (
    "设置政府信息公开查阅点{places}个。", "设政府信息公开查阅点{places}个。", "设立{places}个政府信息公开查阅点。",
    "建有信息公开查阅点{places}处。", "全局共设置查阅点{places}个。", "设立政府信息公开查阅场所{places}个。",
    "设置政府信息公开查阅点数{places}个。", "现有政府信息查阅点{places}个。",
)
MONEY = (
    "安排政府信息公开专项经费{money}万元。", "投入政府信息公开专项经费{money}万元。", "落实专项经费{money}万元，用于政府信息公开工作。",
    "政府信息公开专项经费支出{money}万元。", "全年政府信息公开专项经费为{money}万元。", "用于政府信息公开的专项经费{money}万元。",
    "列支专项经费{money}万元。", "政府信息公开专项经费投入{money}万元。",
)
MEETINGS = (
    "召开政府信息公开工作会议{meetings}次，举办培训班{trainings}次，接受培训{trained}人次。",
    "全年召开政府信息公开专题会议{meetings}次，举办政府信息公开培训班{trainings}期，培训{trained}人次。",
    "全年召开{meetings}次政府信息公开工作会议，举办{trainings}期培训班，培训{trained}人次。",
    "组织召开政府信息公开工作会议或专题会议{meetings}次，举办各类培训班{trainings}次，接受培训人员{trained}人次。",
    "召开专题会议{meetings}次，举办业务培训班{trainings}期，参训人员{trained}人次。",
    "召开政府信息公开会议{meetings}次，举办各类政务公开培训班{trainings}次，接受培训人数达{trained}人次。",
    "先后召开政府信息公开工作会议{meetings}次，开展政府信息公开业务培训{trainings}次，受训{trained}人次。",
    "召开政务公开工作会议{meetings}次，举办信息公开业务培训班{trainings}期，共培训{trained}人次。",
)
OLD = (
    ("一、主动公开政府信息的情况", (PUBLISHED,)),
    ("二、依申请公开政府信息和不予公开政府信息的情况", (RECEIVED, DONE, ANSWERED)),
    ("三、政府信息公开的收费及减免情况", (FEES,)),
    ("四、因政府信息公开申请行政复议、提起行政诉讼的情况", (DISPUTED,)),
    ("五、存在的主要问题及改进措施", ((PROBLEMS,),)),
    ("六、其他需要报告的事项", (STAFF, PLACES, MONEY, MEETINGS)),
)


def choose(lists, style):
    """One way of each list, not all lists at the same one."""
    return "".join(ways[(style + at * (style // 2)) % len(ways)] for at, ways in enumerate(lists))


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
    writer.fact("taken", "P03", row("", printed.NEW), row("", printed.CARRIED))
    writer.fact("shared", "P07", row("", printed.GRANTED), row("", printed.PARTLY))
    writer.fact("person", "P03", ("三", "", printed.NEW, "自然人"))
    for name, case in (("direct", 1), ("after", 2)):
        writer.fact(name, "P05", ("四", printed.CASES[case], "总计"))
    writer.listing("handled", "granted", "partly", *names)
    writer.share("granted", "handled", "new")


NEW_RECEIVED = (
    "{year}年，我局新收政府信息公开申请{new}件，上年结转{carried}件。",
    "本年新收政府信息公开申请{new}件，上年结转申请{carried}件；",
    "{year}年，我局共收到政府信息公开申请{new}件，另有上年结转{carried}件。",
    "全年共受理政府信息公开申请{new}件，上年度结转申请{carried}件。",
    "{year}年，本机关共收办政府信息公开申请{taken}件，其中新收{new}件，上年结转{carried}件。",
    "全年新收到依申请公开{new}件，加上上年度结转的{carried}件，共办理政府信息公开申请{taken}件。",
    "{agency}本年度共收到{new}件政府信息公开申请，结转上年度申请{carried}件。",
    "本年度新收政府信息公开申请数量为{new}件，上年结转政府信息公开申请数量为{carried}件。",
    "我局共收到政府信息公开申请{new}件，其中自然人申请{person}件。",
)
NEW_HANDLED = (
    "全年办结申请{handled}件，其中予以公开{granted}件，占{granted%}%，部分公开{partly}件，不予公开{refused}件，无法提供{lacking}件，"
    "不予处理{unhandled}件，其他处理{otherwise}件。结转下年度办理{left}件。",
    "本年度共办理答复{handled}件，其中：予以公开{granted}件（占{granted%}%）、部分公开{partly}件、不予公开{refused}件、"
    "无法提供{lacking}件、不予处理{unhandled}件、其他处理{otherwise}件，结转下年度继续办理{left}件。",
    "已答复政府信息公开申请{handled}件，予以公开{granted}件、部分公开{partly}件、不予公开{refused}件、无法提供{lacking}件、"
    "不予处理{unhandled}件、作其他处理{otherwise}件、转下年度办理{left}件。",
    "答复结果为：予以公开的{granted}件，部分公开的{partly}件，不予公开的{refused}件，无法提供的{lacking}件，不予处理的{unhandled}件，"
    "其他处理的{otherwise}件。",
    "共办结{handled}件（予以公开{granted}件、部分公开{partly}件、不予公开{refused}件、无法提供{lacking}件、不予处理{unhandled}件、"
    "其他处理{otherwise}件），结转{next}年继续办理{left}件。",
    "全部申请中，已办结{handled}件，其中予以公开及部分公开{shared}件，不予公开{refused}件，本机关无法提供{lacking}件；"
    "结转至下一年度继续办理{left}件。",
    "办理结果：予以公开{granted}件；部分公开{partly}件；不予公开{refused}件；无法提供{lacking}件；不予处理{unhandled}件；"
    "其他处理{otherwise}件；结转下年度继续办理{left}件。",
    "全年作出答复{handled}件，其中，答复予以公开{granted}件、部分公开{partly}件。",
)
NEW_DISPUTED = (
    "因政府信息公开发生行政复议{review}件，行政诉讼{suit}件。",
    "全年因政府信息公开被申请行政复议{review}件，被提起行政诉讼{suit}件。",
    "因政府信息公开引起的行政复议案件{review}件、行政诉讼案件{suit}件。",
    "信息公开类行政复议{review}件，诉讼{suit}件。",
    "政府信息公开行政复议{review}件，行政诉讼{suit}件（其中未经复议直接起诉{direct}件，复议后起诉{after}件）。",
    "{year}年，我局发生因政府信息公开引起的行政复议{review}起，行政诉讼{suit}起。",
    "涉及政府信息公开的行政复议案件共{review}件，行政诉讼案件共{suit}件。",
    "本年度政府信息公开行政复议总数{review}件，行政诉讼总数{suit}件。",
)
NEW = (NEW_RECEIVED, NEW_HANDLED, NEW_DISPUTED)


def keep_told(made):
    """Forgets the facts, shares and listings that the chosen sentences do not tell."""
    said = "".join(paragraph for _, paragraphs in made.sections for paragraph in paragraphs)
    made.shares = [share for share in made.shares if "{" + share.part + "%}" in said]
    made.facts = {name: fact for name, fact in made.facts.items() if "{" + name + "}" in said}
    for share in made.shares:
        share.wholes = tuple(name for name in share.wholes if name in made.facts)
    made.listings = [listing for listing in made.listings if {listing.total, *listing.parts} <= set(made.facts)]
    for listing in made.listings:
        names = ["{" + name + "}" for name in (listing.total, *listing.parts)]
        listing.close = any(all(name in sentence for name in names) for sentence in said.split("。"))
    return made


def write(made, style):
    """Gives a report its prose; `style` chooses among ways to say the same."""
    writer = Writer(made)
    if made.form in printed.LISTS:
        old_facts(writer, style)
        writer.section(None, INTRODUCTION)
        for heading, ways in OLD:
            writer.section(heading, choose(ways, style))
        return keep_told(made)
    new_facts(writer, made.form)
    headings = printed.HEADINGS[made.form]
    writer.section(None, INTRODUCTION)
    writer.section(headings[0], choose(NEW, style))
    for heading in headings[1:4]:
        writer.section(heading)
    writer.section(headings[4], PROBLEMS)
    writer.section(headings[5], "本年度未收取信息处理费，没有其他需要报告的事项。")
    return keep_told(made)


def text(made, template):
    """A paragraph as it is printed."""
    for name, fact in made.facts.items():
        template = template.replace("{" + name + "}", fact.text())
    for share in made.shares:
        template = template.replace("{" + share.part + "%}", share.printed)
    return template.format(year=made.year, next=made.year + 1, agency=made.agency, start=made.start, end=made.end)
