-- Z：上下级。按单位名单（--roster）汇总；没有名单时 Z01、Z03 不适用。

local own_level = regex "本级"

-- list 中第一个在 field 里写明“本级”的；form：只看这种表式的
local function first_own(list, field, form)
  for _, one in ipairs(list) do
    if (form == nil or one.form == form) and own_level:find(one[field] or "") then
      return one
    end
  end
end

-- 各项汇总数（增减数不汇总）与下级之和，另有“本级”表的连同本级。下级、本级都齐全的（is_whole）按 equals 核对，
-- 否则按 at_least
local function of_sums(is_whole, relation)
  return function(report, expect)
    local form, below, missing = report.checked_form, report:children()
    local own = first_own(report.forms, "caption", form.form)
    local whole = #missing == 0 and (own or first_own(below, "agency")) ~= nil
    if own_level:find(form.caption or "") then
      return expect.skip("是本级的表，不是汇总表")
    end
    for _, item in ipairs(whole == is_whole and form.figures or {}) do
      if not item.label:find("增/减", 1, true) then
        local parts = {}
        for i, child in ipairs(below) do parts[i] = child:item(item) end
        parts[#parts + 1] = own and report:item(item.path, own) or nil
        local total = expect(item)
        total[relation](total, sum(parts))
      end
    end
    if #missing > 0 then expect.skip("缺报：" .. table.concat(missing, "、") .. "；已报的没有超过汇总数") end
  end
end

corpus_rule "Z01" {
  title = "汇总数等于本级与下级之和",
  severity = "error",
  needs = "children",
  form = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"},
  basis = "例",
  precision = "may_underreport",
  rationale = "有“本级”表，或名单中有“本级”单位的，按相等核对；否则汇总数只须不小于下级之和。缺报的单位列在理由中。",
  tags = {"汇总"},
  checks = {
    {check = of_sums(false, "at_least")},
    {check = of_sums(true, "equals")},
  },
  good = {{form = "gk-2014", items = {["收到申请数"] = "9"},
           children = {{agency = "甲县某某局", items = {["收到申请数"] = "4"}},
                       {agency = "乙县某某局", items = {["收到申请数"] = "5"}}}}},
  bad = {{form = "gk-2014", items = {["收到申请数"] = "8"},
          children = {{agency = "甲县某某局", items = {["收到申请数"] = "4"}},
                      {agency = "乙县某某局", items = {["收到申请数"] = "5"}}}}},
}

-- “全市7件（其中：甲县3件、乙区4件）”：各项都是某地几件，才算分地区列举
local places = "[^0-9、，；()（）]*(县|区|市|旗|镇|乡|街道|州)[0-9]+件"
local listing = regex("(?<said>[0-9]+)件[(（](其中[:：]?)?(?<list>" .. places .. "([、，；]" .. places .. ")+)[)）]")

rule "Z02" {
  title = "正文列举的各县区件数之和",
  severity = "error",
  basis = "例",
  precision = "may_underreport",
  rationale = "只看“全市n件（甲县a件、乙区b件）”这样各项都是地名的列举。",
  tags = {"正文", "汇总"},
  check = function(report, expect)
    for match in report:matches(listing) do
      local count, total = 0, 0
      for figure in match.list:gmatch("(%d+)件") do
        count = count + 1
        total = total + tonumber(figure)
      end
      expect.checked()
      if total ~= tonumber(match.said) then
        expect.fail("正文称 " .. match.said .. " 件，列举的 " .. count .. " 个地区合计 " .. total .. " 件", match.block)
      end
    end
  end,
  good = {{body = "全市共收到申请7件（其中：甲县3件、乙区4件）。"}},
  bad = {{body = "全市共收到申请8件（甲县3件、乙区4件）。"}},
}

corpus_rule "Z03" {
  title = "名单缺报、多报",
  severity = "warning",
  needs = "roster",
  basis = "推",
  precision = "exact",
  rationale = "名单中某年应有报告而没有的，写在其上级的报告下；上级也没有的，写在该年第一份报告下。",
  tags = {"汇总"},
  check = function(report, expect, corpus)
    if not report.agency or not report.year then return expect.skip("单位或年度不明") end
    expect.checked()
    if #corpus.missing > 0 then
      expect.fail("缺报 " .. report.year .. " 年报告的单位 " .. #corpus.missing .. " 个：" ..
        table.concat(corpus.missing, "、"), report)
    end
    if not corpus.listed then
      expect.fail("单位名单中没有“" .. report.agency .. "”", report)
    end
    for _, other in ipairs(corpus.duplicates) do
      expect.fail("同一单位同一年度还有一份数据不同的报告：" .. other.path, report, other)
    end
  end,
  good = {{children = {{agency = "甲县某某局"}}}},
  bad = {{children = {{agency = "甲县某某局", absent = true}}}},
}
