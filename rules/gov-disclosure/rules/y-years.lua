-- Y：跨年度。与同一单位上一年的报告对照；没有上一年的报告时不适用。


corpus_rule "Y01" {
  title = "上年结转等于上年报告的结转下年度",
  severity = "error",
  form = {"gk-2019", "gk-2021"},
  basis = "官：表名；例",
  rationale = "同一个单位上年结转到下年的，就是下年表中的上年结转，逐列相同",
  precision = "exact",
  tags = {"跨年"},
  formula = "[上年结转政府信息公开申请数量/*] = 上年([结转下年度继续办理/*])",
  good = {{form = "gk-2021", year = 2022, items = {["上年结转政府信息公开申请数量/自然人"] = "5"},
           previous = {items = {["结转下年度继续办理/自然人"] = "5"}}}},
  bad = {{form = "gk-2021", year = 2022, items = {["上年结转政府信息公开申请数量/自然人"] = "5"},
          previous = {items = {["结转下年度继续办理/自然人"] = "4"}}}},
}

corpus_rule "Y02" {
  title = "现行有效件数与上年衔接",
  severity = "warning",
  form = "gk-2021",
  basis = "例",
  precision = "may_overreport",
  rationale = "文件清理、机构改革会打破衔接，所以只作警告。",
  tags = {"跨年"},
  formula = "[第二十条第（一）项/*/现行有效件数] = 上年([第二十条第（一）项/*/现行有效件数])" ..
    " + [第二十条第（一）项/*/本年制发件数] - [第二十条第（一）项/*/本年废止件数]",
  good = {{year = 2022, items = {["规章/本年制发件数"] = "2", ["规章/本年废止件数"] = "1", ["规章/现行有效件数"] = "12"},
           previous = {items = {["规章/现行有效件数"] = "11"}}}},
  bad = {{year = 2022, items = {["规章/本年制发件数"] = "2", ["规章/本年废止件数"] = "1", ["规章/现行有效件数"] = "13"},
          previous = {items = {["规章/现行有效件数"] = "11"}}}},
}

-- 只看各表式的主要指标；上年不足 20 的不看，小数目的增减没有意义。
local function main_items(report)
  local form = report.checked_form
  if form.id == "gk-2014" or form.id == "gk-2018" then
    return {report:item("主动公开政府信息数", form), report:item("收到申请数", form),
            report:item("申请答复数", form)}
  end
  return {report:item("本年新收政府信息公开申请数量/总计", form)}
end

corpus_rule "Y03" {
  title = "主要指标比上年大幅波动",
  severity = "notice",
  needs = "previous_year",
  form = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"},
  basis = "推",
  precision = "may_overreport",
  rationale = "增减幅度超过参数 yearly_change（默认 50%）时提示核实；上年不足 20 的不看。",
  tags = {"跨年"},
  check = function(report, expect)
    local before = report:previous()
    for _, now in ipairs(main_items(report)) do
      local last = before:item(now)
      if now.state == "number" and last.state == "number" and last >= 20 then
        local percent = ((now - last):abs() / last * 100):round(1)
        expect.checked()
        if percent > params.yearly_change then
          expect.fail(now.label .. "为 " .. now:text() .. "，上年为 " .. last:text() ..
            (now > last and "，增加 " or "，减少 ") .. percent:text() .. "%，请核实", now, last)
        end
      end
    end
  end,
  good = {{form = "gk-2014", year = 2016, items = {["收到申请数"] = "30"},
           previous = {items = {["收到申请数"] = "25"}}}},
  bad = {{form = "gk-2014", year = 2016, items = {["收到申请数"] = "60"},
          previous = {items = {["收到申请数"] = "25"}}}},
}

-- 申请件数的三种口径：{本年, 上年}。上年的表没有的口径不算。
local function measures(report, before)
  local function pair(a, b)
    local here, there = report:item(a), before:item(a)
    if b then here, there = here + report:item(b), there + before:item(b) end
    return {here, there}
  end
  local id = report.checked_form.id
  if id == "gk-2014" or id == "gk-2018" then
    return {pair "收到申请数", pair "申请办结数", pair "申请答复数"}
  end
  return {
    pair("本年新收政府信息公开申请数量/总计", "上年结转政府信息公开申请数量/总计"),
    pair "本年新收政府信息公开申请数量/总计",
    pair "本年度办理结果/总计/总计",
  }
end

-- 写出的百分比有几位小数。
local function decimals(text)
  local digits = text:match("%.(%d+)")
  return digits and #digits or 0
end

local up = "申请…{n:件}…同比(增长|增加|上升|提高)[了]{p:%}"
local down = "申请…{n:件}…同比(下降|减少|降低)[了]{p:%}"

corpus_rule "Y04" {
  title = "同比表述与上年报告一致",
  severity = "error",
  needs = "previous_year",
  form = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"},
  phrases = {up, down},
  basis = "例",
  precision = "may_underreport",
  rationale = "新收、收办、办结三种口径，任一算出所写的百分比即通过；正文件数不是其中之一的不看。",
  tags = {"跨年", "正文"},
  check = function(report, expect)
    local before = report:previous()
    for sign, phrase in pairs({[1] = up, [-1] = down}) do
      for said in report:phrases(phrase) do
        local places, known, right, shown = decimals(said.p.raw), false, false, nil
        for _, pair in ipairs(measures(report, before)) do
          local now, last = pair[1], pair[2]
          if now.state == "number" and last.state == "number" and last > 0 then
            local change = sign > 0 and now - last or last - now
            local percent = (change / last * 100):round(places)
            right = right or percent == said.p
            if now == said.n then known, shown = true, shown or percent end
          end
        end
        if right then
          expect.checked()
        elseif known then
          expect(said.p):equals(shown)
        end
      end
    end
  end,
  good = {{form = "gk-2014", year = 2016, items = {["收到申请数"] = "110"},
           previous = {items = {["收到申请数"] = "100"}},
           body = "2016年共收到政府信息公开申请110件，同比增长10%。"}},
  bad = {{form = "gk-2014", year = 2016, items = {["收到申请数"] = "110"},
          previous = {items = {["收到申请数"] = "100"}},
          body = "2016年共收到政府信息公开申请110件，同比增长11%。"}},
}

corpus_rule "Y05" {
  title = "文字与上年报告雷同",
  severity = "warning",
  needs = "previous_year",
  basis = "官：国办公开办函〔2021〕30号一（四）：内容雷同是追责情形之一",
  precision = "may_overreport",
  rationale = "比较句子中连续八个字，数字、标点不计；重复超过参数 likeness（默认 80%）时提示人工核对。",
  tags = {"跨年", "正文"},
  check = function(report, expect)
    local same, all, blocks = report:likeness(report:previous())
    if all < 200 then return expect.skip("正文太短，不比较") end
    expect.checked()
    if same * 100 > params.likeness * all then
      expect.fail("正文有 " .. same * 100 // all .. "% 的文字与上年报告相同", blocks[1] or report,
        report:previous())
    end
  end,
  good = {{year = 2016, body = ("一是健全机制，二是加强培训，三是回应关切。"):rep(3) ..
             "今年新建政务公开专区，开展政策解读进社区活动。" .. ("各镇街结合实际制定公开目录并逐项落实责任人员和完成时限要求。"):rep(8),
           previous = {body = ("上年着力推进重点领域信息公开工作并接受社会各界监督评议。"):rep(12)}}},
  bad = {{year = 2016, body = ("今年着力推进重点领域信息公开工作并接受社会各界监督评议。"):rep(12),
          previous = {body = ("今年着力推进重点领域信息公开工作并接受社会各界监督评议。"):rep(12)}}},
}

corpus_rule "Y06" {
  title = "上一年项目数量与上年报告衔接",
  severity = "warning",
  form = "gk-2019",
  basis = "推",
  rationale = "2019 年格式的“上一年项目数量”加本年增减，应与下年报告的“上一年项目数量”相同；清理、机构改革会改变，所以只警告",
  precision = "may_overreport",
  tags = {"跨年"},
  needs = "previous_year",
  check = function(report, expect)
    for _, row in ipairs({"行政许可", "其他对外管理服务事项", "行政处罚", "行政强制", "行政事业性收费"}) do
      local before = report:previous()
      local change = before:item(row .. "/本年增/减")
      expect(report:item(row .. "/上一年项目数量")):equals(before:item(row .. "/上一年项目数量") + change)
    end
  end,
  good = {{year = 2020, items = {["行政许可/上一年项目数量"] = "7"},
           previous = {items = {["行政许可/上一年项目数量"] = "10", ["行政许可/本年增/减"] = "-3"}}}},
  bad = {{year = 2020, items = {["行政许可/上一年项目数量"] = "8"},
          previous = {items = {["行政许可/上一年项目数量"] = "10", ["行政许可/本年增/减"] = "-3"}}}},
}
