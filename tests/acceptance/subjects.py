"""What surrounds the table: titles, signatures, dates and periods as they are written, with what must
be recognised of them; and prose with dates that must or must not be reported. Used by mutations.py."""

DAY, AGENCY = "2018年1月18日", "云溪县水务局"
PERIOD = "自2017年1月1日起至2017年12月31日止"
WHOLE = ("2017-01-01", "2017-12-31")

DATES = ["二〇一八年一月十八日", "二○一八年一月十八日", "二零一八年元月十八日", "二O一八年一月十八日", "2018年01月18日",
         "2018 年 1 月 18 日", "2018.1.18", "2018-1-18", "2018/1/18", "2018年1月18号", "２０１８年１月１８日", "2018．1．18",
         "2018年1月18日。", "（2018年1月18日）", "日期：2018年1月18日", "2018年1月18日印发", "（盖章）2018年1月18日",
         "2018年1月18日（盖章）", "2018年1月18日 "]

SIGNATURES = ["云溪县水务局 2018年1月18日", "云溪县水务局　　　2018年1月18日", "云溪县水务局（2018年1月18日）",
              "2018年1月18日 云溪县水务局"]

FEET = ["填报日期：2018年1月18日", "填报日期：2018.1.18", "填报日期：2018年1月18", "填表日期：2018年1月18日",
        "填报时间：2018年1月18日", "单位负责人：张 审核人：李 填报人：王 联系电话：1 填报日期：2018年1月18日"]

PERIODS = {
    "从2017年1月1日到12月31日止": WHOLE, "自2017年1月1日起至12月31日止": WHOLE, "2017年1月1日—12月31日": WHOLE,
    "2017年1月1日～12月31日": WHOLE, "2017.1.1-2017.12.31": WHOLE, "自2017年1月1日起，至2017年12月31日止": WHOLE,
    "自二〇一七年一月一日起至二〇一七年十二月三十一日止": WHOLE, "（2017年1月1日至2017年12月31日）": WHOLE,
    "自2017年1月1日0时起至2017年12月31日24时止": WHOLE, "自2017年 1月 1日 起至 2017 年12 月31 日止": WHOLE,
    "截至2017年12月31日": (None, "2017-12-31"), "截止到2017年12月31日": (None, "2017-12-31"),
    "为2017年1月至12月": ("2017-01", "2017-12"), "为2017年1-12月": ("2017-01", "2017-12"),
}

TITLES = {
    ("云溪县水务局2017年政府信息公开工作年度报告",): 2017, ("2017年云溪县水务局政府信息公开工作年度报告",): 2017,
    ("云溪县水务局政府信息公开工作年度报告", "（2017年度）"): 2017,
    ("云溪县水务局", "政府信息公开工作年度报告", "（2017年）"): 2017, ("关于云溪县水务局2017年政府信息公开工作的报告",): 2017,
    ("云溪县水务局关于2017年度政府信息公开工作的年度报告",): 2017, ("政府信息公开工作年度报告",): 2017,
    ("2017年度政府信息公开工作年度报告",): 2017, ("云溪县水务局二〇一七年政府信息公开年度报告",): 2017,
    ("云水〔2018〕3号", "云溪县水务局2017年政府信息公开工作年度报告"): 2017,
    ("索引号：003/2018-0001", "发布机构：云溪县水务局", "云溪县水务局2017年政府信息公开工作年度报告"): 2017,
    ("# 云溪县水务局2017年政府信息公开工作年度报告",): 2017, ("云溪县水务局2017年度", "政府信息公开", "工作年度报告"): 2017,
}

# Sentences in which no date is wrong.
RIGHT = ["2016年2月29日，召开专题会议。", "2018年1月11日，我局在全国会议上作典型发言。",
         "《条例》（2007年4月5日国务院令第492号公布，自2008年5月1日起施行）。", "国办发〔2017〕24号、浙政办发〔2017〕36号。",
         "电话：0577-88539697，邮编：325001。", "网址 http://xxgk.example.gov.cn/2017/13/45/a.html 。", "2017年13项改革任务完成。",
         "政府公报2017年第13期。", "自2015年3月1日起至2016年6月30日止开展清理。", "版本号V2017.13.45，占比12.31%。",
         "9月31个单位参加培训，2017年6月31家单位参加。", "每月31日前更新，2月29日除外。"]

# Sentences with so many impossible days.
WRONG = {"2017年2月29日召开会议。": 1, "2017年13月1日前完成。": 1, "二〇一七年六月三十一日": 1, "2017.2.30召开会议。": 1,
         "9月31日召开会议。": 1, "2017年2月30日、2017年4月31日。": 2, "2017年12月32日。": 1}


def texts(clean):
    """(name, report, what must be recognised, rules that must report)."""
    known = {"date": "2018-01-18", "year": 2017, "agency": AGENCY, "period": WHOLE}
    day = clean.above.index(DAY)
    for date in DATES:
        yield f"date {date}", clean.copy().replace(DAY, date), known, []
    for signature in SIGNATURES:
        report = clean.copy()
        report.above[day - 1:day + 1] = [signature]
        yield f"signature {signature}", report, known, []
    for foot in FEET:
        report = clean.copy()
        del report.above[day - 1:day + 1]
        report.below = [foot]
        yield f"foot {foot}", report, known, []
    for line in (DAY, "发布日期：2018-01-18 来源：云溪县水务局", "发布时间：2018-01-18 10:20"):
        report = clean.copy()
        del report.above[day]
        report.above.insert(2, line)
        yield f"under the title {line}", report, known, []
    for period, ends in PERIODS.items():
        yield f"period {period}", clean.copy().replace(PERIOD, period), {**known, "period": ends}, []
    for title, year in TITLES.items():
        report = clean.copy()
        report.above[:2] = title
        yield f"title {'/'.join(title)}", report, {**known, "year": year}, []
    for sentence in RIGHT:
        report = clean.copy()
        report.above.insert(6, sentence)
        yield f"right: {sentence}", report, known, []
    for sentence, times in WRONG.items():
        report = clean.copy()
        report.above.insert(6, sentence)
        yield f"wrong: {sentence}", report, known, ["T06"] * times
