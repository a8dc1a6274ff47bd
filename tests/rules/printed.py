"""The printed forms as data, written from the forms themselves and not from the pack.

A list form is a tuple of Row in printed order; a matrix form a tuple of Table. A row is known by its
path: the labels of its ancestors and its own, joined by '/'. A row of a matrix is known by a short
name that occurs once in the form."""
import dataclasses
import re

NUMBER = re.compile(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)")
NOTE = re.compile(r"（(?:不|单).*）$")


@dataclasses.dataclass
class Row:
    """A row of a list form."""
    printed: str
    label: str
    unit: str
    path: str
    parent: str  # path, or ""
    heading: bool
    part: bool  # stands under 其中 and is a part of its parent
    numbered: bool


def parse(text, apart=()):
    """Rows from an indented text; `apart` names rows under 其中 that are no part."""
    rows, ancestors, parts = [], {}, {}
    for line in text.strip("\n").split("\n"):
        depth = (len(line) - len(line.lstrip(" "))) // 2
        printed, unit = (cell.strip() for cell in line.split("|"))
        numbered = bool(NUMBER.match(printed))
        parts[depth] = not numbered and (printed.startswith("其中：") or parts.get(depth, False))
        parts[depth + 1] = False
        label = NOTE.sub("", NUMBER.sub("", printed).removeprefix("其中："))
        parent = ancestors[depth - 1] if depth else ""
        path = f"{parent}/{label}" if parent else label
        ancestors[depth] = path
        rows.append(Row(printed, label, unit, path, parent, unit == "——", parts[depth] and label not in apart, numbered))
    return tuple(rows)


OLD_2014 = """
一、主动公开情况 | ——
  （一）主动公开政府信息数（不同渠道和方式公开相同信息计1条） | 条
    其中：主动公开规范性文件数 | 条
    制发规范性文件总数 | 件
  （二）通过不同渠道和方式公开政府信息的情况 | ——
    1.政府公报公开政府信息数 | 条
    2.政府网站公开政府信息数 | 条
    3.政务微博公开政府信息数 | 条
    4.政务微信公开政府信息数 | 条
    5.其他方式公开政府信息数 | 条
二、回应解读情况 | ——
  （一）回应公众关注热点或重大舆情数（不同方式回应同一热点或舆情计1次） | 次
  （二）通过不同渠道和方式回应解读的情况 | ——
    1.参加或举办新闻发布会总次数 | 次
      其中：主要负责同志参加新闻发布会次数 | 次
    2.政府网站在线访谈次数 | 次
      其中：主要负责同志参加政府网站在线访谈次数 | 次
    3.政策解读稿件发布数 | 篇
    4.微博微信回应事件数 | 次
    5.其他方式回应事件数 | 次
三、依申请公开情况 | ——
  （一）收到申请数 | 件
    1.当面申请数 | 件
    2.传真申请数 | 件
    3.网络申请数 | 件
    4.信函申请数 | 件
  （二）申请办结数 | 件
    1.按时办结数 | 件
    2.延期办结数 | 件
  （三）申请答复数 | 件
    1.属于已主动公开范围数 | 件
    2.同意公开答复数 | 件
    3.同意部分公开答复数 | 件
    4.不同意公开答复数 | 件
      其中：涉及国家秘密 | 件
      涉及商业秘密 | 件
      涉及个人隐私 | 件
      危及国家安全、公共安全、经济安全和社会稳定 | 件
      不是《条例》所指政府信息 | 件
      法律法规规定的其他情形 | 件
    5.不属于本行政机关公开数 | 件
    6.申请信息不存在数 | 件
    7.告知作出更改补充数 | 件
    8.告知通过其他途径办理数 | 件
四、行政复议数量 | 件
  （一）维持具体行政行为数 | 件
  （二）被依法纠错数 | 件
  （三）其他情形数 | 件
五、行政诉讼数量 | 件
  （一）维持具体行政行为或者驳回原告诉讼请求数 | 件
  （二）被依法纠错数 | 件
  （三）其他情形数 | 件
六、举报投诉数量 | 件
七、依申请公开信息收取的费用 | 万元
八、机构建设和保障经费情况 | ——
  （一）政府信息公开工作专门机构数 | 个
  （二）设置政府信息公开查阅点数 | 个
  （三）从事政府信息公开工作人员数 | 人
    1.专职人员数（不包括政府公报及政府网站工作人员数） | 人
    2.兼职人员数 | 人
  （四）政府信息公开专项经费（不包括用于政府公报编辑管理及政府网站建设维护等方面的经费） | 万元
九、政府信息公开会议和培训情况 | ——
  （一）召开政府信息公开工作会议或专题会议数 | 次
  （二）举办各类培训班数 | 次
  （三）接受培训人员数 | 人次
"""


def old_2018():
    """The form of 2018: without the fee, the last two parts renumbered."""
    kept = [line for line in OLD_2014.split("\n") if not line.startswith("七、")]
    return "\n".join(kept).replace("八、", "七、").replace("九、", "八、")


APART = ("制发规范性文件总数",)
LISTS = {"gk-2014": parse(OLD_2014, APART), "gk-2018": parse(old_2018(), APART)}

PERSONS = ("自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "其他")
COLUMNS = PERSONS + ("总计",)
OUTCOMES = ("结果维持", "结果纠正", "其他结果", "尚未审结")
CASES = ("行政复议", "行政诉讼/未经复议直接起诉", "行政诉讼/复议后起诉")

# Table three: (first label column, second, third). Groups are the numbered parts that results are summed by.
GRANTED = "（一）予以公开"
PARTLY = "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"
GROUPS = {
    "（三）不予公开": (
        "1.属于国家秘密", "2.其他法律行政法规禁止公开", "3.危及“三安全一稳定”", "4.保护第三方合法权益",
        "5.属于三类内部事务信息", "6.属于四类过程性信息", "7.属于行政执法案卷", "8.属于行政查询事项"),
    "（四）无法提供": ("1.本机关不掌握相关政府信息", "2.没有现成信息需要另行制作", "3.补正后申请内容仍不明确"),
    "（五）不予处理": (
        "1.信访举报投诉类申请", "2.重复申请", "3.要求提供公开出版物", "4.无正当理由大量反复申请",
        "5.要求行政机关确认或重新出具已获取信息"),
}
OTHER_2021 = (
    "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
    "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "3.其他")
NEW, CARRIED = "一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量"
RESULTS, SUM, LEFT = "三、本年度办理结果", "（七）总计", "四、结转下年度继续办理"


def groups(form):
    """Group -> rows with figures; 2019: （六）其他处理 is one row of its own."""
    return {**GROUPS, "（六）其他处理": OTHER_2021 if form == "gk-2021" else ()}


def results(form):
    """The rows of table three that the sum adds: (group or "", row)."""
    yield "", GRANTED
    yield "", PARTLY
    for group, rows in groups(form).items():
        if rows:
            yield from ((group, row) for row in rows)
        else:
            yield "", group


def result_rows(form):
    """All rows of table three that take figures, in printed order: (group or "", row)."""
    return [("", NEW), ("", CARRIED), *results(form), ("", SUM), ("", LEFT)]


# Table two: (item of article 20, columns, rows).
PUBLISHED = {
    "gk-2021": (
        ("第二十条第（一）项", ("本年制发件数", "本年废止件数", "现行有效件数"), ("规章", "行政规范性文件")),
        ("第二十条第（五）项", ("本年处理决定数量",), ("行政许可",)),
        ("第二十条第（六）项", ("本年处理决定数量",), ("行政处罚", "行政强制")),
        ("第二十条第（八）项", ("本年收费金额（单位：万元）",), ("行政事业性收费",))),
    "gk-2019": (
        ("第二十条第（一）项", ("本年新制作数量", "本年新公开数量", "对外公开总数量"), ("规章", "规范性文件")),
        ("第二十条第（五）项", ("上一年项目数量", "本年增/减", "处理决定数量"), ("行政许可", "其他对外管理服务事项")),
        ("第二十条第（六）项", ("上一年项目数量", "本年增/减", "处理决定数量"), ("行政处罚", "行政强制")),
        ("第二十条第（八）项", ("上一年项目数量", "本年增/减"), ("行政事业性收费",)),
        ("第二十条第（九）项", ("采购项目数量", "采购总金额"), ("政府集中采购",))),
}
HEADINGS = {
    "gk-2021": ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项"),
    "gk-2019": ("一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
                "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况", "五、存在的主要问题及改进情况",
                "六、其他需要报告的事项"),
}
BALANCE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"
