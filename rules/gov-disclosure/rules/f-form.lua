-- F、U：表的填写：行、空白、标题行、填报单位、数值格式、单位列。

local forms = {"gk-2014", "gk-2018"}
local all = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"}

-- 2019 年起的表式有几张表，各有行、列；以下分表、分行、分列说，不逐格说。

-- 一张表的名称；没有题名的用第几张。
local function name_of(form, number)
  local title = form.tables[number].title
  return title and title ~= "" and "“" .. title .. "”" or "第 " .. number .. " 张表"
end

-- 印在报告上的行；表四没有行名，只有一行。
local function is_printed(row)
  return row.cells[1].printed ~= nil
end

-- 表中印有的第一行；一行也没有即缺这张表。
local function first_printed(part)
  for _, row in ipairs(part.rows) do
    if is_printed(row) then return row end
  end
end

-- 表中印有的行
local function printed_rows(part)
  local rows = {}
  for _, row in ipairs(part.rows) do
    if is_printed(row) then rows[#rows + 1] = row end
  end
  return rows
end

-- 各张表的各列：第几张表的第几列；counted：表三、表四，只填件数
local function columns_of(form)
  local list = {}
  for number, part in ipairs(form.tables or {}) do
    for i, column in ipairs(part.columns) do
      list[#list + 1] = {column = column, table = number, number = i, counted = number > #form.tables - 2}
    end
  end
  return list
end

-- 缺列：同表其他列的列名都在。还有表里的一格
local function lacking_columns(part)
  local first, lacking = first_printed(part), {}
  for i, column in ipairs(first and part.columns or {}) do
    if first.cells[i].printed_column == nil then lacking[#lacking + 1] = "“" .. column.path .. "”" end
  end
  return #lacking < #part.columns and lacking or {}, first and first.cells[1]
end

-- 没有行名的表（表四）只印了列名、数都空着：各列的列名多数都在一张表里。
local function is_empty_table(report, part)
  if part.rows[1] and part.rows[1].label then return nil end
  for _, table_here in ipairs(report.tables) do
    local printed = {}
    for _, row in ipairs(table_here.rows) do
      for _, cell in ipairs(row) do printed[cell.text:gsub("%s+", "")] = cell end
    end
    local found, place = 0, nil
    for _, column in ipairs(part.columns) do
      place = printed[column.label] or place
      found = found + (printed[column.label] and 1 or 0)
    end
    if found * 5 >= #part.columns * 4 then return place end
  end
  for _, block in ipairs(report.texts) do -- 没有一个数的表，读成了一行行字
    local found = 0
    for _, column in ipairs(part.columns) do
      found = found + (#column.label > 9 and block.text:find(column.label, 1, true) and 1 or 0)
    end
    if found * 2 > #part.columns and #block.text < 600 then return block end
  end
end

-- 去掉空白。
local function close_up(text)
  return (text:gsub("%s+", ""))
end

-- 各段短的正文和各表的格：words 为其中每一段、每一格，joined 为连起来的全部（列名有分两行印的）。
local short_texts = per_report(function(report)
  local words, joined = {}, {}
  local function add(text)
    text = close_up(text)
    words[text], joined[#joined + 1] = true, text
  end
  for _, block in ipairs(report.texts) do
    if #block.text <= 60 then add(block.text) end
  end
  for _, table_here in ipairs(report.tables) do
    for _, row in ipairs(table_here.rows) do
      for _, cell in ipairs(row) do add(cell.text) end
    end
  end
  return {words = words, joined = table.concat(joined)}
end)

-- 表的行名、列名印了，但没有读成表（逐格一行的文字，合并过的格已经认不出来）：不能说缺。
local function is_loose(report, part)
  local printed, found = short_texts(report), 0
  local named = part.rows[1] == nil or part.rows[1].label == nil
  for _, row in ipairs(part.rows) do
    named = named or printed.words[close_up(row.label)] ~= nil
  end
  for _, column in ipairs(part.columns) do
    found = found + (printed.joined:find(close_up(column.label), 1, true) and 1 or 0)
  end
  if named and found * 5 >= #part.columns * 4 then return true end
  local row = part.rows[1]
  local label = row and row.label or part.columns[1].label
  for _, block in ipairs(label and #label > 12 and report.texts or {}) do
    if block.text:find(label, 1, true) and #block.text < #label + 60 then
      return true
    end
  end
  return false
end

-- 有一张表各格无法分清（没有框线的 pdf）：缺的可能就是它。
local function is_any_doubtful(report)
  for _, table_here in ipairs(report.tables) do
    if table_here.doubtful then return true end
  end
  return false
end

-- 一张表在报告里怎样：printed 印有行；blank 没有填一个数（还有它的位置）；loose 没有读成表；absent 缺这张表
local function state_of(report, part)
  if first_printed(part) then return "printed" end
  local place = is_empty_table(report, part)
  if place then return "blank", place end
  return (is_any_doubtful(report) or is_loose(report, part)) and "loose" or "absent"
end

-- 表二、表三的一部分，供例子用
local function some_cells(total, punished)
  local figures = "\t0\t0\t0\t0\t0\t0\t0\n"
  return "某某市水务局2022年政府信息公开工作年度报告\n\n信息内容\t本年处理决定数量\n" .. punished ..
    "\t3\n行政强制\t0\n\n\t自然人\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t" .. total ..
    "\n一、本年新收政府信息公开申请数量" .. figures .. "二、上年结转政府信息公开申请数量" .. figures ..
    "（一）予以公开" .. figures .. "1.属于国家秘密" .. figures .. "2.重复申请" .. figures ..
    "3.要求提供公开出版物" .. figures .. "四、结转下年度继续办理" .. figures
end

-- 空白的表四
local empty_four = "\n行政复议\t行政诉讼\n结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t复议后起诉\n" ..
  ("\t"):rep(5) .. ("结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t"):rep(2) .. "\n" .. ("\t"):rep(14) .. "\n"

rule "F01" {
  title = "表行齐全、次序正确",
  severity = "error",
  form = all,
  basis = "表：2014–2017 年 65 行，2018 年 64 行。2019 年起表二、表三、表四的行、列固定。表式之外另加的行不影响勾稽，不报",
  precision = "exact",
  rationale = "少一行就少一个指标，逐年汇总和各项核对都做不成；行按名称认，不按编号认，重新编号不算改动",
  tags = {"表式"},
  checks = {
    {check = function(report, expect) -- 缺行，整张表没有的除外
      local form = report.checked_form
      for _, item in ipairs(form.tables and {} or form.missing) do
        expect.fail("缺少行“" .. item.label .. "”", item)
      end
      for number, part in ipairs(form.tables or {}) do
        local some = first_printed(part)
        for _, row in ipairs(some and part.rows or {}) do
          if not is_printed(row) and not row.heading then
            expect.fail(name_of(form, number) .. "表缺少行“" .. row.label .. "”", some.cells[1])
          end
        end
      end
    end},
    {check = function(report, expect) -- 缺表，几张的说在一处；次序
      local form, absent = report.checked_form, {}
      expect.checked()
      for number, part in ipairs(form.tables or {}) do
        absent[#absent + 1] = state_of(report, part) == "absent" and name_of(form, number) or nil
      end
      if #absent > 0 then
        expect.fail("缺少" .. table.concat(absent, "、") .. "的表", form)
      end
      for _, row in ipairs(form.misplaced) do
        expect.fail("行“" .. row.label .. "”次序与表式不同", row)
      end
    end},
    {check = function(report, expect) -- 缺列
      for number, part in ipairs(report.checked_form.tables or {}) do
        local lacking, some = lacking_columns(part)
        if #lacking > 0 then
          expect.fail(name_of(report.checked_form, number) .. "表缺少列" .. table.concat(lacking, "、"), some)
        end
      end
    end},
  },
  good = {{items = {}}, {form = "gk-2018", year = 2018, items = {}},
          {form = "gk-2019", items = {}}, {form = "gk-2021", items = {}}},
  bad = {{without = {"传真申请数"}}, {form = "gk-2018", year = 2018, without = {"举报投诉数量"}},
         {form = "gk-2021", without = {"重复申请"}}},
}

-- 一张表的空白格，和这张表的零是不是都没有填：空白多于 0
local function blanks_of(part)
  local blanks, zeros, others = {}, {}, {}
  for _, row in ipairs(printed_rows(part)) do
    for _, cell in ipairs(row.heading and {} or row.cells) do
      local list = (cell.state == "blank" or cell.state == "dash") and blanks or
        cell.state == "number" and cell:is(0) and zeros or others
      list[#list + 1] = cell
    end
  end
  return blanks, #blanks > 1 and (#blanks > #zeros and #blanks > 3 or #zeros + #others == 0)
end

rule "F02" {
  title = "应填 0 而空白",
  severity = "notice",
  form = all,
  basis = "推：同表其他零值均填 0 而个别格空白",
  precision = "exact",
  rationale = "空白分不清是零还是漏填；合计时按零计，另在此提示",
  tags = {"表式"},
  checks = {
    {check = function(report, expect)
      local form = report.checked_form
      expect.checked()
      for _, item in ipairs(form.tables and {} or form.blanks) do
        local raw = item.state == "blank" and "空白" or "为“" .. item.raw .. "”"
        expect.fail("“" .. item.label .. "”的统计数" .. raw .. "，没有数应填 0", item)
      end
    end},
    {check = function(report, expect) -- 个别格空白的逐格说
      for _, part in ipairs(report.checked_form.blanks[1] and report.checked_form.tables or {}) do
        local blanks, never = blanks_of(part)
        for _, cell in ipairs(never and {} or blanks) do
          local raw = cell.state == "blank" and "空白" or "填了“" .. cell.raw .. "”"
          expect.fail("“" .. cell.name .. "”" .. raw .. "，没有数应填 0", cell)
        end
      end
    end},
    {check = function(report, expect) -- 零都没有填的只说一次
      for number, part in ipairs(report.checked_form.blanks[1] and report.checked_form.tables or {}) do
        local blanks, never = blanks_of(part)
        if never then
          expect.fail(name_of(report.checked_form, number) .. "表有 " .. #blanks .. " 格空白，没有数应填 0",
            blanks[1])
        end
      end
    end},
    {check = function(report, expect)
      for number, part in ipairs(report.checked_form.tables or {}) do
        local state, place = state_of(report, part)
        if state == "blank" then
          expect.fail(name_of(report.checked_form, number) .. "表全部空白，没有数应填 0", place)
        end
      end
    end},
  },
  good = {{items = {["信函申请数"] = "0"}}, {form = "gk-2021", items = {}}},
  bad = {{items = {["信函申请数"] = ""}}, {items = {["信函申请数"] = "—"}}, {items = {["信函申请数"] = "/"}},
         {form = "gk-2021", items = {["重复申请/科研机构"] = ""}},
         {form = "gk-2019", items = {["行政复议/结果维持"] = "/"}},
         {text = some_cells("总计", "行政处罚") .. empty_four}},
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

-- 一格的数不合格式在哪里：字样、正负（signless）、整数（whole）；没有问题为 nil
local function fault_of(item, may_have_unit, may_change, signless, whole)
  return item.state == "text" and "不是数值" or item.state == "number" and (
    item.has_unit_text and not may_have_unit and "带有文字单位" or
    item.signed_word and not may_change and "写成了增减数" or signless and item < 0 and "为负数" or
    whole and not item:number() and not item:is(item:round()) and "应为整数") or nil
end

rule "F07" {
  title = "数值格式",
  severity = "error",
  form = all,
  basis = "推：非负；件、条、次、人为整数；万元可为小数；不带文字单位；“本年增/减”可写增减数，采购总金额应写明单位",
  precision = "exact",
  rationale = "件、条、次、人是整数，单位已印在表上，数字格里只应有数字，否则无法汇总",
  tags = {"表式"},
  checks = {
    {check = function(report, expect)
      local form = report.checked_form
      expect.checked()
      for _, item in ipairs(form.tables and {} or form.irregular) do -- 标题行由 F03 检查
        local fault = fault_of(item, false, false, true, item.expected_unit ~= "万元")
        if fault then
          expect.fail("“" .. item.label .. "”的统计数“" .. item.raw .. "”" .. fault, item)
        end
      end
    end},
    {check = function(report, expect) -- 正负和整数在表二由 B05 检查
      local form = report.checked_form
      for _, place in ipairs(#form.irregular > 0 and columns_of(form) or {}) do
        local label, counted = place.column.label, place.counted
        for _, cell in ipairs(place.column.cells) do
          local fault = fault_of(cell, label == "采购总金额", label == "本年增/减", counted, counted)
          if fault then
            expect.fail("“" .. cell.name .. "”的数“" .. cell.raw .. "”" .. fault, cell)
          end
        end
      end
    end},
  },
  good = {
    {items = {["收到申请数"] = "1,204", ["政府信息公开专项经费"] = "12.5", ["网络申请数"] = "３"}},
    {items = {["收到申请数"] = "12345678901234567890", ["举报投诉数量"] = "3.00"}},
    {form = "gk-2019", items = {["行政许可/本年增/减"] = "减3", ["行政强制/本年增/减"] = "+1036",
                                ["政府集中采购/采购总金额"] = "251000元"}},
    {form = "gk-2021", items = {["行政事业性收费"] = "0.37"}},
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
  form = all,
  basis = "推：按路径唯一；不同上级下的同名行不算重复",
  precision = "exact",
  rationale = "一个指标出现两次时不知道以哪一个为准；不同上级之下同名的行不算重复",
  tags = {"表式"},
  checks = {
    {check = function(report, expect)
      expect.checked()
      for _, row in ipairs(report.checked_form.duplicates) do
        expect.fail("行“" .. row.label .. "”重复", row, row.item)
      end
    end},
    {check = function(report, expect)
      local form = report.checked_form
      expect.checked()
      for _, item in ipairs(#form.missing > 0 and not form.tables and form.items or {}) do
        if item.state ~= "missing" and item.parent and item.parent.state == "missing" then
          expect.fail("行“" .. item.label .. "”缺上级行“" .. item.parent.label .. "”", item)
        end
      end
    end},
    {check = function(report, expect) -- 几张表的：印有下级而没有印上级的，一个上级说一次
      local form = report.checked_form
      for _, part in ipairs(#form.missing > 0 and form.tables or {}) do
        for i, row in ipairs(part.rows) do
          local cell, below = row.cells[1], part.rows[i + 1]
          local lacking = row.heading and not is_printed(row) and below and is_printed(below)
          if lacking and below.cells[1].parent and below.cells[1].parent.path == cell.path then
            expect.fail("行“" .. below.label .. "”缺上级行“" .. row.label .. "”", below.cells[1])
          end
        end
      end
    end},
  },
  good = {{items = {}}, {form = "gk-2021", items = {}}},
  bad = {{repeated = {"网络申请数"}}, {without = {"收到申请数"}},
         {form = "gk-2019", repeated = {"重复申请"}}, {form = "gk-2021", without = {"无法提供"}}},
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
      if item.printed_unit then
        expect.checked()
        break
      end
    end
    for _, item in ipairs(report.checked_form.other_units) do
      expect.fail("“" .. item.label .. "”的单位为“" .. item.printed_unit .. "”，应为“" ..
        item.expected_unit .. "”", item)
    end
  end,
  good = {{items = {}}},
  bad = {{units = {["收到申请数"] = "条"}}, {units = {["接受培训人员数"] = "人"}}},
}

local small_agency = regex "(镇|乡|街道)(人民政府|办事处|办)?$"

rule "U03" {
  title = "金额数量级",
  severity = "warning",
  form = {"gk-2014", "gk-2018", "gk-2021"},
  basis = "推：万元栏填成元",
  precision = "may_overreport",
  rationale = "费用、经费超过参数 money_limit（万元）的提示核实是否以元填报；行政事业性收费，乡镇、街道按 money_limit，" ..
    "其他机关按它的一千倍",
  tags = {"表式"},
  check = function(report, expect)
    local charge = report.checked_form.id == "gk-2021" and report:item("行政事业性收费", report.checked_form)
    local times = charge and not small_agency:find(report.agency or "") and 1000 or 1
    if charge and (charge.state ~= "number" or charge.converted) then
      return expect.skip("没有收费金额")
    end
    for _, item in ipairs(charge and {charge} or report.checked_form.figures) do
      if item.expected_unit == "万元" and item.state == "number" and not item.converted then
        expect.checked()
        if item / times > params.money_limit then
          expect.fail("“" .. item.label .. "”为" .. item.raw .. "万元，疑把元填入万元栏", item)
        end
      end
    end
  end,
  good = {{items = {["政府信息公开专项经费"] = "25.1"}}, {form = "gk-2021", items = {["行政事业性收费"] = "72701.25"}}},
  bad = {{items = {["政府信息公开专项经费"] = "251000"}}, {form = "gk-2021", items = {["行政事业性收费"] = "727012578"}}},
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
    local fields = report.checked_form.fields
    local found = fields["单位负责人"] or fields["审核人"] or fields["填报人"] or fields["联系电话"] or fields["填报日期"]
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
  title = "行名、列名被改动",
  severity = "warning",
  form = all,
  basis = "表：行名与表式一致，编号、空白、全半角和括注不计",
  precision = "exact",
  rationale = "行名抄错、漏字会使读表的人对错行；括注漏抄不影响填数，不报",
  tags = {"表式"},
  checks = {
    {check = function(report, expect)
      local form = report.checked_form
      expect.checked()
      for _, item in ipairs(form.tables and {} or form.renamed) do
        if item.state ~= "missing" and item.similarity < 100 then
          expect.fail("行名“" .. item.printed .. "”与表式“" .. item.expected .. "”不同", item)
        end
      end
    end},
    {check = function(report, expect) -- 几张表的：一行说一次
      local form = report.checked_form
      for _, part in ipairs(#form.renamed > 0 and form.tables or {}) do
        for _, row in ipairs(printed_rows(part)) do
          local cell = row.cells[1]
          if row.label ~= "" and cell.similarity < 100 then
            expect.fail("行名“" .. cell.printed .. "”与表式“" .. cell.expected .. "”不同", cell)
          end
        end
      end
    end},
    {check = function(report, expect) -- 一列说一次
      local form = report.checked_form
      for _, place in ipairs(#form.renamed > 0 and columns_of(form) or {}) do
        local row = first_printed(form.tables[place.table])
        local cell = row and row.cells[place.number]
        if cell and cell.column_renamed then
          expect.fail(name_of(form, place.table) .. "表的列名“" .. cell.printed_column .. "”与表式“" ..
            place.column.label .. "”不同", cell)
        end
      end
    end},
  },
  good = {{items = {}}, {text = some_rows("（一）收到申请数")}, {text = some_cells("总计", "行政处罚")}},
  bad = {{text = some_rows("（一）收到的申请数")}, {text = some_cells("合计", "行政处罚")},
         {text = some_cells("总计", "行政处罚数")},
         {text = (some_cells("总计", "行政处罚"):gsub("3.要求提供公开出版物", "3.要求提供出版物"))}},
}
