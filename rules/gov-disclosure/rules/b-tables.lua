-- B、C：2019 年和 2021 年两种统计表的勾稽关系。空白按 0 计；应填而空白的总计由 F02 报告，这里不重复。

local both = {"gk-2019", "gk-2021"}

-- 表三、表四：表式最后两张。
local function applications(report)
  local tables = report.checked_form.tables
  return tables[#tables - 1]
end

-- 总计栏空白而本行其他栏有数：漏填总计，不参加合计；公式会把空白当 0，所以 B01、B02 不写成公式。
local function lacks_total(cells)
  for _, cell in ipairs(cells) do
    local across = cell.across
    for i = 1, #across - 1 do
      local empty = cell.state == "blank" or cell.state == "dash"
      if empty and across[i].state == "number" and across[i]:number() ~= 0 then
        return true
      end
    end
  end
  return false
end

rule "B01" {
  title = "新收加结转等于办理结果加结转下年",
  severity = "error",
  form = both,
  basis = "官：表三表头“本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和”",
  tags = {"合计"},
  check = function(report, expect)
    for _, column in ipairs(applications(report).columns) do
      local cells, n = column.cells, #column.cells
      if not lacks_total {cells[1], cells[2], cells[n - 1], cells[n]} then
        expect(cells[1] + cells[2]):equals(cells[n - 1] + cells[n])
      end
    end
  end,
  good = {
    {items = {["本年新收政府信息公开申请数量/自然人"] = 3, ["本年新收政府信息公开申请数量"] = 3,
              ["总计/自然人"] = 2, ["总计/总计"] = 2, ["结转下年度继续办理/自然人"] = 1,
              ["结转下年度继续办理"] = 1}},
    {form = "gk-2021", items = {["上年结转政府信息公开申请数量/商业企业"] = 4,
              ["总计/商业企业"] = 4}},
  },
  bad = {
    {items = {["本年新收政府信息公开申请数量/自然人"] = 3, ["总计/自然人"] = 2}},
    {form = "gk-2021", items = {["上年结转政府信息公开申请数量/其他"] = 1}},
    {form = "gk-2021", items = {["结转下年度继续办理/总计"] = 1}},
  },
}

rule "B02" {
  title = "办理结果总计等于各种结果之和",
  severity = "error",
  form = both,
  basis = "例；推：（一）至（六）穷尽办理结果",
  tags = {"合计"},
  check = function(report, expect)
    for _, column in ipairs(applications(report).columns) do
      local parts = table.move(column.cells, 3, #column.cells - 2, 1, {})
      local total = column.cells[#column.cells - 1]
      if total.state ~= "blank" and not lacks_total(parts) then
        expect(total):equals(sum(parts))
      end
    end
  end,
  good = {
    {items = {["予以公开/自然人"] = 2, ["予以公开"] = 2, ["总计/自然人"] = 2, ["总计/总计"] = 2}},
    {form = "gk-2021", items = {["重复申请/其他"] = 1, ["其他处理/其他/其他"] = 3, ["本年度办理结果/总计/其他"] = 4}},
  },
  bad = {
    {form = "gk-2019", items = {["其他处理/科研机构"] = 2, ["总计/科研机构"] = 1}},
    {form = "gk-2021", items = {["属于国家秘密/自然人"] = 2, ["总计/自然人"] = 1}},
  },
}

rule "B03" {
  title = "总计等于各类申请人之和",
  severity = "error",
  form = both,
  basis = "例；推：自然人与五类组织穷尽申请人",
  tags = {"合计"},
  formula = "[*/总计] = [*/自然人] + 合计([*/法人或其他组织])",
  good = {{items = {["重复申请/自然人"] = 2, ["重复申请/科研机构"] = 1, ["重复申请/总计"] = 3}},
          {form = "gk-2021", items = {["重复申请/自然人"] = 2, ["重复申请/总计"] = 2}}},
  bad = {{items = {["重复申请/自然人"] = 2, ["重复申请/总计"] = 3}},
         {form = "gk-2021", items = {["本年新收政府信息公开申请数量/其他"] = 2}}},
}

local function review_total(group)
  return {formula = ("[G/总计] = [G/结果维持] + [G/结果纠正] + [G/其他结果] + [G/尚未审结]"):gsub("G", group)}
end

rule "B04" {
  title = "复议、诉讼总计等于各种结果之和",
  severity = "error",
  form = both,
  basis = "例；推：四种结果穷尽",
  tags = {"合计"},
  checks = {
    review_total("行政复议"),
    review_total("未经复议直接起诉"),
    review_total("复议后起诉"),
  },
  good = {{items = {["行政复议/结果维持"] = 2, ["行政复议/总计"] = 2}},
          {form = "gk-2021", items = {["复议后起诉/尚未审结"] = 2, ["复议后起诉/总计"] = 2}}},
  bad = {{items = {["行政复议/结果维持"] = 2, ["行政复议/总计"] = 3}},
         {form = "gk-2021", items = {["未经复议直接起诉/其他结果"] = 2}}},
}

rule "B05" {
  title = "主动公开情况的数值合法",
  severity = "error",
  form = both,
  basis = "例：件数为非负整数，金额可有小数；“本年增/减”可为负",
  tags = {"数值"},
  check = function(report, expect)
    local tables = report.checked_form.tables
    for i = 1, #tables - 2 do
      for _, column in ipairs(tables[i].columns) do
        for _, cell in ipairs(column.cells) do
          local whole = cell.state ~= "number" or math.type(cell:number()) == "integer"
          if column.label ~= "本年增/减" then expect(cell):at_least(0) end
          if cell.expected_unit ~= "万元" and not whole then
            expect.fail("“" .. cell.name .. "”应为整数，现为 " .. cell.raw, cell)
          end
        end
      end
    end
  end,
  good = {{items = {["行政许可/本年增/减"] = -3, ["政府集中采购/采购总金额"] = "25.1"}},
          {form = "gk-2021", items = {["行政事业性收费"] = "1.25", ["行政许可"] = 7}}},
  bad = {{items = {["规章/本年新制作数量"] = -1}},
         {form = "gk-2021", items = {["行政许可"] = "1.5"}},
         {form = "gk-2021", items = {["行政事业性收费"] = -1}}},
}

rule "B06" {
  title = "现行有效件数不少于本年制发件数",
  severity = "warning",
  form = "gk-2021",
  basis = "推：本年制发的除当年又废止者外均现行有效",
  tags = {"逻辑"},
  precision = "may_overreport",
  checks = {
    {formula = "[规章/现行有效件数] >= [规章/本年制发件数]"},
    {formula = "[行政规范性文件/现行有效件数] >= [行政规范性文件/本年制发件数]"},
  },
  good = {{items = {["规章/本年制发件数"] = 2, ["规章/本年废止件数"] = 1, ["规章/现行有效件数"] = 2}}},
  bad = {{items = {["规章/本年制发件数"] = 2, ["规章/现行有效件数"] = 1}}},
}

rule "B08" {
  title = "复议后起诉不多于近两年的复议",
  severity = "notice",
  form = both,
  basis = "推：复议后起诉以复议为前提，复议多在本年或上年",
  tags = {"逻辑"},
  precision = "may_overreport",
  formula = "[复议后起诉/总计] <= [行政复议/总计] + 上年([行政复议/总计])",
  good = {{year = 2020, items = {["复议后起诉/总计"] = 3, ["行政复议/总计"] = 2},
           previous = {items = {["行政复议/总计"] = 1}}}},
  bad = {{year = 2022, items = {["复议后起诉/总计"] = 4, ["行政复议/总计"] = 2},
          previous = {items = {["行政复议/总计"] = 1}}}},
}

rule "C01" {
  title = "新公开、新制作与对外公开总数的关系",
  severity = "warning",
  form = "gk-2019",
  basis = "推：本年新公开的不多于本年新制作的，对外公开总数包括本年新公开的",
  tags = {"逻辑"},
  precision = "may_overreport",
  checks = {
    {formula = "[规章/本年新公开数量] <= [规章/本年新制作数量]"},
    {formula = "[规章/对外公开总数量] >= [规章/本年新公开数量]"},
    {formula = "[规范性文件/本年新公开数量] <= [规范性文件/本年新制作数量]"},
    {formula = "[规范性文件/对外公开总数量] >= [规范性文件/本年新公开数量]"},
  },
  good = {{items = {["规章/本年新制作数量"] = 2, ["规章/本年新公开数量"] = 2, ["规章/对外公开总数量"] = 9}}},
  bad = {{items = {["规章/本年新公开数量"] = 2, ["规章/对外公开总数量"] = 2}},
         {items = {["规范性文件/本年新制作数量"] = 2, ["规范性文件/本年新公开数量"] = 2}}},
}

rule "C02" {
  title = "采购总金额写明单位",
  severity = "notice",
  form = "gk-2019",
  basis = "例：表式未印单位，应写明元或万元",
  tags = {"单位"},
  check = function(report, expect)
    local amount = report:item "政府集中采购/采购总金额"
    if amount.state ~= "number" or amount:number() == 0 then
      return expect.skip("采购总金额未填或为 0")
    end
    local head = amount.printed_column or ""
    if not amount.has_unit_text and not head:find("元", 1, true) then
      expect.fail("采购总金额 " .. amount.raw .. " 没有写明是元还是万元", amount)
    else
      expect(amount):at_least(0)
    end
  end,
  good = {{items = {["政府集中采购/采购总金额"] = "251000元"}}},
  bad = {{items = {["政府集中采购/采购总金额"] = "251000"}}},
}

rule "X08" {
  title = "复议数接近或超过申请数",
  severity = "notice",
  form = both,
  basis = "例：复议数一般远少于申请数，接近时请核实",
  tags = {"异常"},
  precision = "may_overreport",
  formula = "[行政复议/总计] <= 0.5 × [本年新收政府信息公开申请数量/总计]",
  good = {{items = {["本年新收政府信息公开申请数量"] = 4, ["行政复议/总计"] = 2}},
          {form = "gk-2021", items = {["本年新收政府信息公开申请数量"] = 4}}},
  bad = {{items = {["本年新收政府信息公开申请数量"] = 3, ["行政复议/总计"] = 2}}},
}
