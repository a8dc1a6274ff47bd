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
  tags = {"日期"},
  check = function(report, expect)
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
  tags = {"日期"},
  check = function(report, expect)
    expect.checked()
    for _, date in ipairs(report:dates()) do
      if not date.valid then
        expect.fail("没有“" .. date.text .. "”这一天", date)
      end
    end
  end,
  good = {{body = "2016年2月29日召开会议，2017年4月30日前完成。"}},
  bad = {{body = "2017年2月29日召开会议。"}, {body = "2017年13月1日前完成。"}, {date = "2018年4月31日"}},
}
