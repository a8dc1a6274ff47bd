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
  formula = "[*/现行有效件数] = 上年([*/现行有效件数]) + [*/本年制发件数] - [*/本年废止件数]",
  good = {{year = 2022, items = {["规章/本年制发件数"] = "2", ["规章/本年废止件数"] = "1", ["规章/现行有效件数"] = "12"},
           previous = {items = {["规章/现行有效件数"] = "11"}}}},
  bad = {{year = 2022, items = {["规章/本年制发件数"] = "2", ["规章/本年废止件数"] = "1", ["规章/现行有效件数"] = "13"},
          previous = {items = {["规章/现行有效件数"] = "11"}}}},
}

-- 只看各表式的主要指标；上年不足 20 的不看，小数目的增减没有意义
local old_items = {"主动公开政府信息数", "收到申请数", "申请答复数"}
local new_items = {"本年新收政府信息公开申请数量/总计"}
local main_items = {["gk-2014"] = old_items, ["gk-2018"] = old_items, ["gk-2019"] = new_items,
  ["gk-2021"] = new_items}

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
    for _, label in ipairs(main_items[report.checked_form.id]) do
      local now = report:item(label, report.checked_form)
      local last = report:previous():item(now)
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

-- 申请件数的三种口径
local old_measures = {{"收到申请数"}, {"申请办结数"}, {"申请答复数"}}
local new_measures = {
  {"本年新收政府信息公开申请数量/总计", "上年结转政府信息公开申请数量/总计"},
  {"本年新收政府信息公开申请数量/总计"},
  {"本年度办理结果/总计/总计"},
}
local measures = {["gk-2014"] = old_measures, ["gk-2018"] = old_measures, ["gk-2019"] = new_measures,
  ["gk-2021"] = new_measures}

-- 一种口径的本年数、上年数；上年的表没有的为缺
local function compared(report, labels)
  local before = report:previous()
  local now, last = report:item(labels[1]), before:item(labels[1])
  if labels[2] then
    return now + report:item(labels[2]), last + before:item(labels[2])
  end
  return now, last
end

local up = "申请…{n:件}…同比(增长|增加|上升|提高)[了]{p:%}"
local down = "申请…{n:件}…同比(下降|减少|降低)[了]{p:%}"

-- 说的增减（sign：1 增，-1 减）与算得的对照
local function changes(phrase, sign)
  return function(report, expect)
    for said in report:phrases(phrase) do
      local decimals, right, shown = #(said.p.raw:match("%.(%d+)") or ""), false, nil
      for _, labels in ipairs(measures[report.checked_form.id]) do
        local now, last = compared(report, labels)
        if now.state == "number" and last.state == "number" and last > 0 then
          local change = sign > 0 and now - last or last - now
          local percent = (change / last * 100):round(decimals)
          right = right or percent == said.p
          shown = shown or now == said.n and percent
        end
      end
      if right then
        expect.checked()
      elseif shown then
        expect(said.p):equals(shown)
      end
    end
  end
end

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
  checks = {
    {check = changes(up, 1)},
    {check = changes(down, -1)},
  },
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
