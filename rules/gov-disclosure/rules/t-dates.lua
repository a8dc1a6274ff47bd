-- T：日期与统计期。

-- 统计期末：正文写明的，否则为报告年度 12 月 31 日。返回日期数（20171231）和出处。
local function period_end(report)
  local to = report.period and report.period.to
  if to then -- 只写到月的，为该月末
    return to.year * 10000 + (to.month or 12) * 100 + (to.day or 31), report.period
  end
  if report.year then
    return report.year * 10000 + 1231
  end
end

-- 写明的部分是否都相符：2017年12月 与 12 月 31 日相符
local function agrees(date, year, month, day)
  return date.year == year and (date.month or month) == month and (date.day or day) == day
end

-- 20171231 写作 2017-12-31
local function iso(number)
  return string.format("%04d-%02d-%02d", number // 10000, number // 100 % 100, number % 100)
end

-- 有落款日期或填报日期、且日期完整，才能比较
local function dated(check)
  return function(report, expect)
    local date = report.date
    if date == nil or date.day == nil or not date.valid then
      return expect.skip("没有可用的成文日期或填报日期")
    end
    expect.checked()
    return check(report, expect, date)
  end
end

-- 报告日期与统计期末的关系：说明问题的话，没有问题则为 nil
local function compare_dates(fault)
  return dated(function(report, expect, date)
    local last, place = period_end(report)
    if last == nil then
      return expect.skip("不知道统计期末")
    end
    local message = fault(date.number, last)
    if message then
      expect.fail("报告日期 " .. iso(date.number) .. message, date, place)
    end
  end)
end

rule "T01" {
  title = "报告日期不早于统计期末",
  severity = "error",
  basis = "推：报告不可能在统计期结束之前写成；恰为期末日的只提示",
  precision = "exact",
  rationale = "统计期没有结束，全年的数字不可能已经有了；恰在最后一天的只提示",
  tags = {"日期"},
  checks = {
    {check = compare_dates(function(date, last)
      return date < last and " 早于统计期末 " .. iso(last)
    end)},
    {severity = "notice", check = compare_dates(function(date, last)
      return date == last and " 恰为统计期末日"
    end)},
  },
  good = {{year = 2017, date = "2018年1月20日"}},
  bad = {
    {year = 2017, date = "2017年12月20日"},
    {year = 2017, date = "2017年12月31日"},
    {year = 2017, date = "2018年1月20日", body = "所列数据的统计期限自2017年1月1日起至2018年3月31日止。"},
  },
}

rule "T03" {
  title = "统计期与报告年度一致",
  severity = "error",
  basis = "推：统计期为标题年度 1 月 1 日至 12 月 31 日",
  precision = "exact",
  rationale = "年度报告的数字应是这一年一月一日到十二月三十一日的，与上下两年的报告才能衔接",
  tags = {"日期"},
  check = function(report, expect)
    local period, year = report.period, report.year
    if period == nil or year == nil then
      return expect.skip(period and "不知道报告年度" or "正文没有写明统计期")
    end
    expect.checked()
    if period.from and not agrees(period.from, year, 1, 1) then
      expect.fail("统计期自 " .. period.from.iso .. " 起，应自 " .. year .. "-01-01 起", period)
    elseif period.to and not agrees(period.to, year, 12, 31) then
      expect.fail("统计期至 " .. period.to.iso .. " 止，应至 " .. year .. "-12-31 止", period)
    end
  end,
  good = {
    {year = 2017, body = "所列数据的统计期限自2017年1月1日起至2017年12月31日止。"},
    {year = 2017, body = "数据统计时间截至2017年12月31日。"},
    {year = 2017, body = "所列数据的统计期限为2017年1月至12月。"},
  },
  bad = {
    {year = 2017, body = "所列数据的统计期限自2016年1月1日起至2016年12月31日止。"},
    {year = 2017, body = "所列数据的统计期限自2017年1月1日起至2017年11月30日止。"},
  },
}

rule "T04" {
  title = "无成文日期或填报日期",
  severity = "warning",
  basis = "推：没有日期就无法核验公布时限",
  precision = "exact",
  rationale = "没有日期，就不知道是否按时公布",
  tags = {"日期"},
  check = function(report, expect)
    if report.year == nil and #report.forms == 0 then
      return expect.skip("没有写明年度，也没有统计表")
    end
    expect.checked()
    if report.date == nil then
      expect.fail("全文没有成文日期，统计表也没有填报日期", report)
    end
  end,
  good = {{date = "2018年1月20日"}},
  bad = {{date = "-"}},
}

rule "T06" {
  title = "日期合法",
  severity = "error",
  basis = "推：年月日在历法上存在",
  precision = "exact",
  rationale = "二月三十日这样的日期不存在，一定写错了",
  tags = {"日期"},
  check = function(report, expect)
    for _, date in ipairs(report:dates()) do
      expect.checked()
      if not date.valid then
        expect.fail("没有“" .. date.text .. "”这一天", date)
      end
    end
  end,
  good = {{body = "2016年2月29日召开会议，2017年4月30日前完成。"}},
  bad = {{body = "2017年2月29日召开会议。"}, {body = "2017年13月1日前完成。"}, {date = "2018年4月31日"}},
}

-- 单位名称|标题：政府（含街道、乡镇）的报告，不是部门的：名称以地名或“政府”结尾；办公室落款的，标题里没有办公室
local government = regex("(政府|省|市|县|区|镇|乡|州|盟|旗|街道|街道办事处|管理委员会|管委会)[|]|" ..
  "政府办公[^|]*[|](?!.*办公).")

rule "T02" {
  title = "公布时限",
  severity = "warning",
  basis = "官：地方通知转述的条例规定：2007 年条例第三十一条为次年 3 月 31 日前；" ..
    "2019 年条例第四十九条，部门为 1 月 31 日前、政府为 3 月 31 日前（条文未附原件，引用前请核对）",
  precision = "may_underreport",
  rationale = "按成文日期判断，成文在时限之内而公布更晚的查不出；地方规定更早时限的，" ..
    "改参数 deadline_old、deadline_department、deadline_government",
  tags = {"日期"},
  check = dated(function(report, expect, date)
    local year = report.year
    if year == nil or year >= 2019 and report.agency == nil then
      return expect.skip(year and "不知道是部门还是政府的报告" or "不知道报告年度")
    end
    local by_government = government:find((report.agency or "") .. "|" .. (report.title or ""))
    local day = year < 2019 and params.deadline_old or
      by_government and params.deadline_government or params.deadline_department
    if date.number > (year + 1) * 10000 + day then
      expect.fail("报告日期 " .. iso(date.number) .. " 晚于公布时限 " .. (year + 1) .. "年" ..
        day // 100 .. "月" .. day % 100 .. "日", date)
    end
  end),
  good = {
    {year = 2017, date = "2018年3月31日"},
    {text = "某某县2022年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n\n某某县人民政府办公室\n2023年3月8日\n"},
  },
  bad = {
    {year = 2017, date = "2018年4月1日"},
    {text = "某某市水务局2021年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n\n某某市水务局\n2022年2月8日\n"},
  },
}

-- 晚于报告日期的日期是打算、期限：所在的一句有这些说法
local planned = regex("将|计划|拟|争取|力争|预计|预期|下一步|今后|确保|前完成|以前|之前|底前|日前|起施行|起实施|起执行|" ..
  "有效期|截止|至")
-- 网页上发布这一篇的日期，不是报告里的话
local of_page = regex("^[^。]{0,40}(发布时间|发布日期|发文日期|公开日期|成文日期|生成日期|更新时间|信息来源|来源|点击|浏览|访问|时间)" ..
  "[:： ]")

local sentence_end, sentence_start = regex "[^。]*\\z", regex "^[^。]*"

-- 叙述：在正文的一段里，不是单独一行日期、网页的日期，也不是打算
local function is_told(date)
  local text, quote = date.text, date.quote or ""
  local first, last = quote:find(text, 1, true)
  local before = sentence_end:match(quote:sub(1, (first or 1) - 1))
  return not date.field and utf8.len(quote) > utf8.len(text) + 8 and not of_page:find(quote) and
    not planned:find(before .. text .. sentence_start:match(quote:sub((last or 0) + 1)))
end

rule "T05" {
  title = "统计期外事件",
  severity = "error",
  basis = "推：晚于报告日期的事在成文时还没有发生；统计期之后、成文之前的事可以写入，不报",
  precision = "may_underreport",
  rationale = "打算、期限一类的将来日期（将、拟、前完成、起施行）不报",
  tags = {"日期"},
  check = dated(function(report, expect, date)
    for _, other in ipairs(report:dates()) do
      local whole = other.valid and other.year and other.month and other.day
      if whole and other.number > date.number and other.year <= date.year + 1 and is_told(other) then
        expect.fail("“" .. other.text .. "”晚于报告日期 " .. iso(date.number), other, date)
      end
    end
  end),
  good = {
    {year = 2017, date = "2018年1月20日", body = "2018年1月11日，我局在全国会议上作典型发言。"},
    {year = 2017, date = "2018年1月20日", body = "有关整改将于2018年6月30日前完成。"},
    {year = 2017, date = "2018年1月20日", body = "作者：本站原创　来源：本站原创　时间：2018-01-22　点击数：5　分享到："},
  },
  bad = {{year = 2017, date = "2018年1月20日", body = "2018年3月11日，我局在全国会议上作典型发言。"}},
}

-- 现将……年度、公布……年度：报告自己说的年度
local announcing = wordlist {"现将", "社会公布", "现公布", "现对", "发布"}
local announced = regex "^[^。]{0,17}?(20[0-9]{2}) ?年"
-- 段首“2016年，我局……”
local leading = regex "^(?<year>20[0-9]{2}) ?年度?[,，我全]"

-- 标题写的年度，没有则为报告年度
local function with_year(check)
  return function(report, expect)
    local year = tonumber(report.title and report.title:match("20%d%d") or nil) or report.year
    if year == nil then
      return expect.skip("不知道报告年度")
    end
    expect.checked()
    return check(report, expect, year)
  end
end

rule "T07" {
  title = "年度串用",
  severity = "error",
  basis = "推：正文和表所称年度应与标题一致",
  rationale = "开头“现将某年度……报告”、统计表表题的年度与标题不同为错；段首的其他年度，只有多数段落都不是报告年度才算错，" ..
    "因为回顾往年、展望来年都会写别的年度；“今年”在成文的年份里指代不明，只提示",
  precision = "may_underreport",
  tags = {"日期"},
  checks = {
    {check = with_year(function(report, expect, year)
      local said = {}
      for _, match in ipairs(announcing:find(report)) do
        local block, rest = match.block, match.block.text:sub(match.last + 1, match.last + 60)
        if block.type == "paragraph" and not said[block] and block.text:find("报告", match.last, true) then
          said[block] = announced:match(rest)
          if said[block] and tonumber(said[block]) ~= year then
            return expect.fail("开头称" .. said[block] .. "年度，标题为" .. year .. "年度", block, report)
          end
        end
      end
    end)},
    {check = with_year(function(report, expect, year)
      for _, form in ipairs(report.forms) do
        if form.caption_year and form.caption_year ~= year then
          return expect.fail("统计表为" .. form.caption_year .. "年度，报告为" .. year .. "年度", form, report)
        end
      end
    end)},
    {check = with_year(function(report, expect, year)
      local own, before, rest = {}, {}, {}
      for match in report:matches(leading) do
        local said = match.block.type == "paragraph" and tonumber(match.year) or 9999
        local list = said == year and own or said < year and before or rest
        list[#list + 1] = match.block
      end
      if #before >= 2 and #before > #own then
        expect.fail("正文多处以" .. before[1].text:sub(1, 4) .. "年叙述，报告为" .. year .. "年度",
          before[1], report)
      end
    end)},
    {severity = "notice", check = with_year(function(report, expect, year)
      for _, block in ipairs(report:find("今年以来")) do
        if block.type == "paragraph" then
          return expect.fail("“今年以来”指代不明，应写明" .. year .. "年", block)
        end
      end
    end)},
  },
  good = {
    {text = "某某市水务局2017年度政府信息公开工作年度报告\n\n现将2017年度政府信息公开工作情况报告如下。\n一、概述\n" ..
      "2017年，我局认真工作。\n2016年，我局出台了办法。\n"},
    {year = 2017},
  },
  bad = {
    {text = "某某市水务局2017年度政府信息公开工作年度报告\n\n现将2016年度政府信息公开工作情况报告如下。\n一、概述\n有关情况。\n"},
    {text = "某某市水务局2017年度政府信息公开工作年度报告\n\n一、概述\n2016年，我局认真工作。\n二、主动公开情况\n" ..
      "2016年，我局主动公开信息。\n三、依申请公开\n2016年，没有收到申请。\n"},
    {text = "某某市水务局2017年度政府信息公开工作年度报告\n\n一、概述\n今年以来，我局认真工作。\n"},
  },
}
