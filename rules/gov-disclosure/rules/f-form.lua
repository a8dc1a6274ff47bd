-- F、U：表的填写：行、空白、标题行、填报单位、数值格式、单位列。

local forms = {"gk-2014", "gk-2018"}

rule "F01" {
  title = "表行齐全、次序正确",
  severity = "error",
  form = forms,
  basis = "表：2014–2017 年 65 行，2018 年 64 行。表式之外另加的行不影响勾稽，不报",
  tags = {"表式"},
  check = function(report, expect)
    local form = report.checked_form
    expect.checked()
    for _, item in ipairs(form.missing) do
      expect.fail("缺少行“" .. item.label .. "”", item)
    end
    for _, row in ipairs(form.misplaced) do
      expect.fail("行“" .. row.label .. "”次序与表式不同", row)
    end
  end,
  good = {{items = {}}, {form = "gk-2018", year = 2018, items = {}}},
  bad = {{without = {"传真申请数"}}, {form = "gk-2018", year = 2018, without = {"举报投诉数量"}}},
}

rule "F02" {
  title = "应填 0 而空白",
  severity = "notice",
  form = forms,
  basis = "推：同表其他零值均填 0 而个别格空白",
  tags = {"表式"},
  check = function(report, expect)
    expect.checked()
    for _, item in ipairs(report.checked_form.figures) do
      local state = item.state
      if state == "blank" then
        expect.fail("“" .. item.label .. "”的统计数空白，没有数应填 0", item)
      elseif state == "dash" then
        expect.fail("“" .. item.label .. "”的统计数为“" .. item.raw .. "”，没有数应填 0", item)
      end
    end
  end,
  good = {{items = {["信函申请数"] = "0"}}},
  bad = {{items = {["信函申请数"] = ""}}, {items = {["信函申请数"] = "—"}}, {items = {["信函申请数"] = "/"}}},
}

rule "F03" {
  title = "标题行填了统计数",
  severity = "notice",
  form = forms,
  basis = "表：单位为 —— 的行不填数",
  tags = {"表式"},
  check = function(report, expect)
    expect.checked()
    for _, item in ipairs(report.checked_form.headings) do
      if item.state == "number" then
        expect.fail("“" .. item.label .. "”是标题行，不应填数，却填了 " .. item.raw, item)
      end
    end
  end,
  good = {{items = {}}},
  bad = {{items = {["回应解读情况"] = "0"}}},
}

rule "F04" {
  title = "填报单位缺失",
  severity = "warning",
  form = forms,
  basis = "表",
  tags = {"表式"},
  check = function(report, expect)
    local field = report.checked_form.fields["填报单位"]
    expect.checked()
    if field == nil then
      expect.fail("统计表没有“填报单位”一行", report.checked_form)
    elseif field.text == "" then
      expect.fail("“填报单位：”之后没有填写单位名称", field)
    end
  end,
  good = {{agency = "某某市水务局"}},
  bad = {{agency = ""}, {agency = "-"}},
}

-- 一行的统计数，供说明用。
local function figure_of(item)
  return "“" .. item.label .. "”的统计数“" .. item.raw .. "”"
end

rule "F07" {
  title = "数值格式",
  severity = "error",
  form = forms,
  basis = "推：非负；件、条、次、人为整数；万元可为小数；不带文字单位",
  tags = {"表式"},
  check = function(report, expect)
    expect.checked()
    for _, item in ipairs(report.checked_form.figures) do -- 标题行由 F03 检查
      local state = item.state
      if state == "text" then
        expect.fail(figure_of(item) .. "不是数值", item)
      elseif state == "number" then
        if item.has_unit_text then
          expect.fail(figure_of(item) .. "带有文字单位", item)
        elseif item.signed_word then
          expect.fail(figure_of(item) .. "写成了增减数", item)
        elseif item < 0 then
          expect.fail(figure_of(item) .. "为负数", item)
        elseif item.expected_unit ~= "万元" and not item:number() and
          not item:is(item:round()) then
          expect.fail(figure_of(item) .. "应为整数", item)
        end
      end
    end
  end,
  good = {
    {items = {["收到申请数"] = "1,204", ["政府信息公开专项经费"] = "12.5", ["网络申请数"] = "３"}},
    {items = {["收到申请数"] = "12345678901234567890", ["举报投诉数量"] = "3.00"}},
  },
  bad = {
    {items = {["收到申请数"] = "-1"}},
    {items = {["收到申请数"] = "1.5"}},
    {items = {["政府信息公开专项经费"] = "0.37万元"}},
    {items = {["政府信息公开专项经费"] = "251000元"}},
    {items = {["收到申请数"] = "减3"}},
    {items = {["收到申请数"] = "若干"}},
  },
}

rule "F08" {
  title = "行重复或缺上级行",
  severity = "error",
  form = forms,
  basis = "推：按路径唯一；不同上级下的同名行不算重复",
  tags = {"表式"},
  check = function(report, expect)
    expect.checked()
    for _, row in ipairs(report.checked_form.duplicates) do
      expect.fail("行“" .. row.label .. "”重复", row, row.item)
    end
    if #report.checked_form.missing == 0 then
      return
    end
    for _, item in ipairs(report.checked_form.items) do
      if item.state ~= "missing" and item.parent and item.parent.state == "missing" then
        expect.fail("行“" .. item.label .. "”缺上级行“" .. item.parent.label .. "”", item)
      end
    end
  end,
  good = {{items = {}}},
  bad = {{repeated = {"网络申请数"}}, {without = {"收到申请数"}}},
}

rule "U01" {
  title = "单位列与表式一致",
  severity = "warning",
  form = forms,
  basis = "表",
  tags = {"表式"},
  check = function(report, expect)
    for _, item in ipairs(report.checked_form.figures) do
      local printed = item.printed_unit
      if printed then
        expect.checked()
        if printed == "" then
          expect.fail("“" .. item.label .. "”的单位空白，应为“" .. item.expected_unit .. "”", item)
        elseif printed ~= item.expected_unit then
          expect.fail("“" .. item.label .. "”的单位为“" .. printed .. "”，应为“" ..
            item.expected_unit .. "”", item)
        end
      end
    end
  end,
  good = {{items = {}}},
  bad = {{units = {["收到申请数"] = "条"}}, {units = {["接受培训人员数"] = "人"}}},
}
