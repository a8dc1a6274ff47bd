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

-- 有落款日期或填报日期且日期完整，并知道统计期末时，对二者作 compare。
local function compare_dates(compare)
  return function(report, expect)
    local date = report.date
    if date == nil or date.day == nil or not date.valid then
      return expect.skip("没有可用的成文日期或填报日期")
    end
    local last, place = period_end(report)
    if last == nil then
      return expect.skip("不知道统计期末")
    end
    expect.checked()
    compare(date, last, place, expect)
  end
end

rule "T01" {
  title = "报告日期不早于统计期末",
  severity = "error",
  basis = "推：报告不可能在统计期结束之前写成；恰为期末日的只提示",
  precision = "exact",
  rationale = "统计期没有结束，全年的数字不可能已经有了；恰在最后一天的只提示",
  tags = {"日期"},
  checks = {
    {check = compare_dates(function(date, last, place, expect)
      if date.number < last then
        expect.fail("报告日期 " .. iso(date.number) .. " 早于统计期末 " .. iso(last), date, place)
      end
    end)},
    {severity = "notice", check = compare_dates(function(date, last, place, expect)
      if date.number == last then
        expect.fail("报告日期 " .. iso(date.number) .. " 恰为统计期末日", date, place)
      end
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
    if period == nil then
      return expect.skip("正文没有写明统计期")
    elseif year == nil then
      return expect.skip("不知道报告年度")
    end
    expect.checked()
    local from, to = period.from, period.to
    if from and not agrees(from, year, 1, 1) then
      expect.fail("统计期自 " .. from.iso .. " 起，应自 " .. iso(year * 10000 + 101) .. " 起", period)
    elseif to and not agrees(to, year, 12, 31) then
      expect.fail("统计期至 " .. to.iso .. " 止，应至 " .. iso(year * 10000 + 1231) .. " 止", period)
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

-- 政府（含街道、乡镇）的报告，不是部门的：名称以地名或“政府”结尾。
local function is_government(agency, title)
  -- 办公室落款的政府的报告：标题里没有办公室
  if agency:find("政府办公", 1, true) and title and not title:find("办公", 1, true) then
    return true
  end
  for _, ending in ipairs({"政府", "省", "市", "县", "区", "镇", "乡", "州", "盟", "旗", "街道",
    "街道办事处", "管理委员会", "管委会"}) do
    if agency:sub(-#ending) == ending then
      return true
    end
  end
  return false
end

-- 331 写作 3月31日
local function day_words(number)
  return (number // 100) .. "月" .. (number % 100) .. "日"
end

rule "T02" {
  title = "公布时限",
  severity = "warning",
  basis = "官：地方通知转述的条例规定：2007 年条例第三十一条为次年 3 月 31 日前；" ..
    "2019 年条例第四十九条，部门为 1 月 31 日前、政府为 3 月 31 日前（条文未附原件，引用前请核对）",
  precision = "may_underreport",
  rationale = "按成文日期判断，成文在时限之内而公布更晚的查不出；地方规定更早时限的，" ..
    "改参数 deadline_old、deadline_department、deadline_government",
  tags = {"日期"},
  check = function(report, expect)
    local date, year, agency = report.date, report.year, report.agency
    if date == nil or date.day == nil or not date.valid then
      return expect.skip("没有可用的成文日期或填报日期")
    elseif year == nil then
      return expect.skip("不知道报告年度")
    elseif year >= 2019 and agency == nil then
      return expect.skip("不知道是部门还是政府的报告")
    end
    local limit = params.deadline_old
    if year >= 2019 then
      limit = is_government(agency, report.title) and params.deadline_government or params.deadline_department
    end
    expect.checked()
    if date.number > (year + 1) * 10000 + limit then
      expect.fail("报告日期 " .. iso(date.number) .. " 晚于公布时限 " .. (year + 1) .. "年" ..
        day_words(limit), date)
    end
  end,
  good = {
    {year = 2017, date = "2018年3月31日"},
    {text = "某某县2022年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n\n某某县人民政府办公室\n2023年3月8日\n"},
  },
  bad = {
    {year = 2017, date = "2018年4月1日"},
    {text = "某某市水务局2021年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n\n某某市水务局\n2022年2月8日\n"},
  },
}

-- 日期所在的一句
local function sentence_with(quote, text)
  local at = quote:find(text, 1, true) or 1
  local start, stop = 1, #quote
  local from = 1
  while true do
    local s, e = quote:find("。", from, true)
    if s == nil then
      break
    elseif s < at then
      start = e + 1
    else
      stop = s - 1
      break
    end
    from = e + 1
  end
  return quote:sub(start, stop)
end

local future = { -- 打算、期限
  "将", "计划", "拟", "争取", "力争", "预计", "预期", "下一步", "今后", "确保", "前完成", "以前", "之前",
  "底前", "日前", "起施行", "起实施", "起执行", "有效期", "截止", "至"}

local function is_planned(sentence)
  for _, word in ipairs(future) do
    if sentence:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- 网页上发布这一篇的日期，不是报告里的话
local of_page = regex "^[^。]{0,40}(发布时间|发布日期|发文日期|公开日期|成文日期|生成日期|更新时间|信息来源|来源|点击|浏览|访问|时间)[:： ]"

rule "T05" {
  title = "统计期外事件",
  severity = "error",
  basis = "推：晚于报告日期的事在成文时还没有发生；统计期之后、成文之前的事可以写入，不报",
  precision = "may_underreport",
  rationale = "打算、期限一类的将来日期（将、拟、前完成、起施行）不报",
  tags = {"日期"},
  check = function(report, expect)
    local date = report.date
    if date == nil or date.day == nil or not date.valid then
      return expect.skip("没有可用的成文日期或填报日期")
    end
    expect.checked()
    for _, other in ipairs(report:dates()) do
      local year = other.year
      if other.valid and year and other.month and other.day and other.field == nil and
        other.number > date.number and year <= date.year + 1 and other.text ~= other.quote and other.quote and
        utf8.len(other.quote) > utf8.len(other.text) + 8 and not of_page:find(other.quote) and
        not is_planned(sentence_with(other.quote, other.text)) then
        expect.fail("“" .. other.text .. "”晚于报告日期 " .. iso(date.number), other, date)
      end
    end
  end,
  good = {
    {year = 2017, date = "2018年1月20日", body = "2018年1月11日，我局在全国会议上作典型发言。"},
    {year = 2017, date = "2018年1月20日", body = "有关整改将于2018年6月30日前完成。"},
    {year = 2017, date = "2018年1月20日", body = "作者：本站原创　来源：本站原创　时间：2018-01-22　点击数：5　分享到："},
  },
  bad = {{year = 2017, date = "2018年1月20日", body = "2018年3月11日，我局在全国会议上作典型发言。"}},
}

-- 现将……年度、公布……年度：报告自己说的年度
local announcing = {"现将", "社会公布", "现公布", "现对", "发布"}

local function announced_year(text)
  for _, word in ipairs(announcing) do
    local _, stop = text:find(word, 1, true)
    local rest = stop and text:sub(stop + 1, stop + 60)
    local at = rest and rest:find("20%d%d ?年")
    if at and not rest:sub(1, at - 1):find("。", 1, true) and text:find("报告", stop, true) then
      return math.tointeger(tonumber(rest:sub(at, at + 3)))
    end
  end
end

-- 标题写的年度；没有则 nil
local function title_year(report)
  local year = report.title and report.title:match("(20%d%d)")
  return year and math.tointeger(tonumber(year))
end

-- 段首“2016年，我局……”
local function leading_year(block)
  local text = block.type == "paragraph" and block.text:find("^20%d%d") and block.text:gsub("年度", "年", 1)
  local year, rest = (text or ""):match("^(20%d%d) ?年(.*)$")
  for _, word in ipairs({",", "，", "我", "全"}) do
    if year and rest:sub(1, #word) == word then
      return math.tointeger(tonumber(year))
    end
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
    {check = function(report, expect)
      local year = title_year(report) or report.year
      if year == nil then
        return expect.skip("不知道报告年度")
      end
      expect.checked()
      for _, block in ipairs(report.texts) do
        local said = block.type == "paragraph" and announced_year(block.text)
        if said and said ~= year then
          return expect.fail("开头称" .. said .. "年度，标题为" .. year .. "年度", block, report)
        end
      end
      for _, form in ipairs(report.forms) do
        if form.caption_year and form.caption_year ~= year then
          return expect.fail("统计表为" .. form.caption_year .. "年度，报告为" .. year .. "年度", form, report)
        end
      end
      local own, other, first = 0, 0, nil
      for _, block in ipairs(report.texts) do
        local said = leading_year(block)
        if said == year then
          own = own + 1
        elseif said and said < year then
          other, first = other + 1, first or block
        end
      end
      if other >= 2 and other > own then
        expect.fail("正文多处以" .. first.text:sub(1, 4) .. "年叙述，报告为" .. year .. "年度", first, report)
      end
    end},
    {severity = "notice", check = function(report, expect)
      if report.year == nil then
        return expect.skip("不知道报告年度")
      end
      expect.checked()
      for _, block in ipairs(report.texts) do
        if block.type == "paragraph" and block.text:find("今年以来", 1, true) then
          return expect.fail("“今年以来”指代不明，应写明" .. report.year .. "年", block)
        end
      end
    end},
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
