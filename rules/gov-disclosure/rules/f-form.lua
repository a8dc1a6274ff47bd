-- F、U：表的填写：行、空白、标题行、填报单位、数值格式、单位列。

local forms = {"gk-2014", "gk-2018"}

rule "F01" {
  title = "表行齐全、次序正确",
  severity = "error",
  form = forms,
  basis = "表：2014–2017 年 65 行，2018 年 64 行。表式之外另加的行不影响勾稽，不报",
  precision = "exact",
  rationale = "少一行就少一个指标，逐年汇总和各项核对都做不成；行按名称认，不按编号认，重新编号不算改动",
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
  precision = "exact",
  rationale = "空白分不清是零还是漏填；合计时按零计，另在此提示",
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
  precision = "exact",
  rationale = "标题行的单位是“——”，按表式不填数；填了数不知道说的是什么",
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
  precision = "exact",
  rationale = "没有填报单位就不知道表是谁的，本级表与汇总表也无从分辨",
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
  precision = "exact",
  rationale = "件、条、次、人是整数，单位已印在表上，数字格里只应有数字，否则无法汇总",
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
  precision = "exact",
  rationale = "一个指标出现两次时不知道以哪一个为准；不同上级之下同名的行不算重复",
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
  precision = "exact",
  rationale = "单位与表式不同时，同一个数的意思就变了",
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

rule "U03" {
  title = "金额数量级",
  severity = "warning",
  form = forms,
  basis = "推：万元栏填成元",
  precision = "may_overreport",
  rationale = "费用、经费超过参数 money_limit（万元）的提示核实是否以元填报",
  tags = {"表式"},
  check = function(report, expect)
    for _, item in ipairs(report.checked_form.figures) do
      if item.expected_unit == "万元" and item.state == "number" and not item.converted then
        expect.checked()
        if item > params.money_limit then
          expect.fail("“" .. item.label .. "”为" .. item.raw .. "万元，疑把元填入万元栏", item)
        end
      end
    end
  end,
  good = {{items = {["政府信息公开专项经费"] = "25.1"}}},
  bad = {{items = {["政府信息公开专项经费"] = "251000"}}},
}

-- 表尾要素；填报单位由 F04 检查
local footer = {"单位负责人", "审核人", "填报人", "联系电话", "填报日期"}

rule "F05" {
  title = "表尾负责人、审核人、填报人、电话、填报日期",
  severity = "notice",
  form = forms,
  basis = "表：随表式印发的表尾一行；表上一项也没有的，视为没有这一行，不报",
  precision = "exact",
  rationale = "各地印发的表式不尽相同，只在有表尾一行时检查其余各项和空白",
  tags = {"表式"},
  check = function(report, expect)
    local fields, found = report.checked_form.fields, nil
    for _, label in ipairs(footer) do
      found = found or fields[label]
    end
    if found == nil then
      return expect.skip("表尾没有负责人、填报人一行")
    end
    expect.checked()
    for _, label in ipairs(footer) do
      if fields[label] == nil then
        expect.fail("表尾缺“" .. label .. "”", found)
      elseif fields[label].text == "" then
        expect.fail("表尾“" .. label .. "：”之后没有填写", fields[label])
      end
    end
  end,
  good = {{items = {}}},
  bad = {{date = "-"}},
}

-- 表的前几行，供例子用
local function some_rows(received)
  local rows = table.concat({
    "统计指标|单位|统计数",
    "一、主动公开情况|——|",
    "（一）主动公开政府信息数|条|3",
    "其中：主动公开规范性文件数|条|0",
    "制发规范性文件总数|件|0",
    "（二）通过不同渠道和方式公开政府信息的情况|——|",
    "1.政府公报公开政府信息数|条|0",
    "2.政府网站公开政府信息数|条|3",
    "3.政务微博公开政府信息数|条|0",
    "4.政务微信公开政府信息数|条|0",
    "5.其他方式公开政府信息数|条|0",
    "三、依申请公开情况|——|",
    received .. "|件|0",
    "1.当面申请数|件|0",
    "2.传真申请数|件|0",
    "3.网络申请数|件|0",
    "4.信函申请数|件|0",
    "（二）申请办结数|件|0",
    "1.按时办结数|件|0",
    "2.延期办结数|件|0"
  }, "\n")
  return "某某市水务局2017年度政府信息公开工作年度报告\n\n政府信息公开情况统计表\n（2017年度）\n" ..
    "填报单位：某某市水务局\n\n" .. rows:gsub("|", "\t") .. "\n"
end

rule "F06" {
  title = "行名被改动",
  severity = "warning",
  form = forms,
  basis = "表：行名与表式一致，编号、空白、全半角和括注不计",
  precision = "exact",
  rationale = "行名抄错、漏字会使读表的人对错行；括注漏抄不影响填数，不报",
  tags = {"表式"},
  check = function(report, expect)
    expect.checked()
    for _, item in ipairs(report.checked_form.items) do
      if item.state ~= "missing" and item.similarity < 100 then
        expect.fail("行名“" .. item.printed .. "”与表式“" .. item.expected .. "”不同", item)
      end
    end
  end,
  good = {{items = {}}, {text = some_rows("（一）收到申请数")}},
  bad = {{text = some_rows("（一）收到的申请数")}},
}
