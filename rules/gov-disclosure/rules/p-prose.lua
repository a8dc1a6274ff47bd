-- P：正文与统计表一致。
-- 正文中一个数说的是哪项指标，由它所在分句的词决定：数前（不足时连同数后的名词、上一分句）的每个词
-- 都认得，才算读懂；有一个词不认得（“涉及住房的申请”“党组会议”“咨询”），就不与表比较。
-- 读懂而与表不符的，还要排除计划、上年、下级、一部分等说法（certain），才作为错误。

local old, new = {"gk-2014", "gk-2018"}, {"gk-2019", "gk-2021"}

---- 词汇 ----

-- 词义、属于它的词（data/terms.csv，以空格分开）。词义“-”：不改变所指的词。
local vocabulary = {}
local terms = data("terms.csv")
for i = 1, #terms do
  vocabulary[terms[i].mark] = terms[i].words
end

-- 全部的词，和各词的词义（“-”的没有）；顿号、引号、空格读过不管。
local all_words, mark_of = {"、", "“", "”", " ", "\""}, {}
for mark, words in pairs(vocabulary) do
  for word in words:gmatch("%S+") do
    all_words[#all_words + 1] = word
    mark_of[#all_words] = mark ~= "-" and mark or nil
  end
end
local word_list = wordlist(all_words)

-- 报告年度、统计期末，不改变所指：at 处是的，读到它之后；不是为 nil。
local function behind_date(text, at, year)
  local digit = text:sub(at, at)
  if digit == "2" then
    local said, behind = text:match("^(20%d%d)年()", at)
    return said and tonumber(said) == year and behind or nil
  end
  return digit == "1" and (text:match("^12月31日()", at) or text:match("^12月底()", at)) or nil
end

-- 把 text 逐词读进 marks（词义的集合），遇到不认得的字即停；全部读懂为 true。
-- year：报告年度；own：本机关的各种称呼，不改变所指。
local function read(text, marks, year, own)
  for i = 1, #own do
    local from, to = text:find(own[i], 1, true)
    while from do
      text = text:sub(1, from - 1) .. "、" .. text:sub(to + 1)
      from, to = text:find(own[i], from, true)
    end
  end
  local at = 1
  while at and at <= #text do
    local numbers, behind = word_list:read(text, at)
    for i = 1, #numbers do
      local mark = mark_of[numbers[i]]
      if mark then marks[mark] = true end
    end
    at = behind > #text and behind or behind_date(text, behind, year)
  end
  return at ~= nil
end

-- 本机关的各种称呼，长的在前：全称、去掉上级地名的；政府的报告还有“全县”“全区”等。
local own_of = {}
local function names_of(report)
  local agency = report.agency
  if agency == nil then return {} end
  if own_of[agency] then return own_of[agency] end
  local names = {agency}
  for _, mark in ipairs {"省", "市", "州", "县", "区", "旗"} do
    local at = agency:find(mark, 4, true)
    local rest = at and agency:sub(at)
    if rest and utf8.len(rest) and utf8.len(rest) > 4 and not rest:find("政府", 1, true) then
      names[#names + 1] = rest
      names[#names + 1] = agency:sub(at + #mark)
    end
  end
  local place = agency:match("(...)人民政府$") or agency:match("(...)政府$")
  if place == nil and report.title and not report.title:find("办公", 1, true) then -- 办公室编的政府的报告
    place = agency:match("(...)人民政府办公.+$") or agency:match("(...)政府办公.+$")
  end
  if place and ("省市州县区旗镇乡"):find(place, 1, true) then names[#names + 1] = "全" .. place end
  table.sort(names, function(a, b) return #a > #b end)
  own_of[agency] = names
  return names
end

-- names 中 text 里有的。
local function names_in(names, text)
  local found = {}
  for i = 1, #names do
    if text:find(names[i], 1, true) then found[#found + 1] = names[i] end
  end
  return found
end

---- 指标 ----

-- 以空格分开的词，成集合；相同的只有一个。
local sets = {}
local function set(text)
  local out = sets[text] or {}
  sets[text] = out
  for word in text:gmatch("%S+") do out[word] = true end
  return out
end

-- 以空格分开的词，成列表；没有词为 nil。
local function words_of(text)
  local out = text ~= "" and {} or nil
  for word in text:gmatch("%S+") do out[#out + 1] = word end
  return out
end

-- “甲=乙;丙=丁”
local function map(text)
  local out = {}
  for name, value in text:gmatch("([^=;]+)=([^;]+)") do out[name] = value end
  return out
end

local money = set "元 万元 亿元"
local about = {"信息公开", "政务公开", "公开信息"}

-- 指标（data/facts.csv），按旧、新两种表式（form，只在一种表式上核对的写那种）：rule 核对它的规则；
-- marks 词义=它在表中的各种读法，读法以“|”分开，一种读法是以空格分开的各行相加，前有“-”的减去，“行@栏”是一栏的；
-- may 可以同有的词义；with 必须同有的；units 量词；topic 上下文（句、标题）须有的词之一；inherit 说到它的才是；
-- alone 词义=一句里说了几次就各是一部分的词；rivals 词义=句中有了就是说别的词；flags 的 total 是总数，“其中”之后的不算，
-- same 几个词义是同一个数，by 按申请人分的。
local all_facts = {old = {}, new = {}}
local table_of_facts = data("facts.csv")
for i = 1, #table_of_facts do
  local row = table_of_facts[i]
  local flags, single = set(row.flags), row.form:find("^gk") and row.form or nil
  local facts = all_facts[(row.form == "gk-2014" or row.form == "old") and "old" or "new"]
  facts[#facts + 1] = {
    rule = row.rule, number = #facts + 1, form = single, one = map(row.marks), names = {}, may = set(row.may),
    with = row.with ~= "" and row.with or nil, units = set(row.units), topic = words_of(row.topic),
    inherit = row.inherit ~= "" and row.inherit or nil, alone = map(row.alone), rivals = map(row.rivals),
    total = flags.total, same = flags.same, by = flags.by,
  }
end

-- 表三中一组行的各行。
local groups = {
  ["不予公开"] = {"属于国家秘密", "其他法律行政法规禁止公开", "危及“三安全一稳定”", "保护第三方合法权益", "属于三类内部事务信息",
                 "属于四类过程性信息", "属于行政执法案卷", "属于行政查询事项"},
  ["无法提供"] = {"本机关不掌握相关政府信息", "没有现成信息需要另行制作", "补正后申请内容仍不明确"},
  ["不予处理"] = {"信访举报投诉类申请", "重复申请", "要求提供公开出版物", "无正当理由大量反复申请",
                 "要求行政机关确认或重新出具已获取信息"},
}
-- 各指标的量词
local units = {}
for _, facts in pairs(all_facts) do
  for _, fact in ipairs(facts) do
    for unit in pairs(fact.units) do units[unit] = true end
  end
end

-- 词义 → 用到它的指标；各指标记下它的词义 names。
local function by_mark(facts)
  local index = {}
  for _, fact in ipairs(facts) do
    for mark in pairs(fact.one) do
      fact.names[#fact.names + 1] = mark
      index[mark] = index[mark] or {}
      table.insert(index[mark], fact)
    end
  end
  return index
end

local is_old = {["gk-2014"] = true, ["gk-2018"] = true}
local old_index, new_index = by_mark(all_facts.old), by_mark(all_facts.new)

-- 一种表式的各项指标，和词义 → 用到它的指标；没有的表式为 nil。
local function facts_of(id)
  if is_old[id] then return all_facts.old, old_index end
  if id == "gk-2019" or id == "gk-2021" then return all_facts.new, new_index end
end

---- 一个数说的是什么 ----

local function contains(text, list)
  for i = 1, #list do
    if text:find(list[i], 1, true) then return true end
  end
  return false
end

local clause_marks = wordlist {"，", "；", "：", "（", "）", "。", ",", ";", ":", "(", ")"}

-- 分句的开头：text 中最后一个标点之后。
local function last_clause(text)
  local _, _, last = clause_marks:last(text)
  return last and last + 1 or 1
end

-- 从 from 开始的分句之前、以逗号或冒号与它隔开的分句；没有为空。
local function clause_before(text, from)
  local mark = text:sub(from - 3, from - 1)
  local last = (mark == "，" or mark == "：") and from - 4 or mark:find("[,:;]$") and from - 2 or 0
  local earlier = text:sub(1, last)
  return earlier:sub(last_clause(earlier))
end

-- “通过局网、微信公众号等途径”：不改变所指。
local function without_means(text)
  if text:find("等", 1, true) then
    for _, verb in ipairs {"通过", "利用", "依托", "运用", "借助"} do
      for _, noun in ipairs {"途径", "渠道", "方式", "载体", "平台", "形式"} do
        local from, to = text:find(verb, 1, true), select(2, text:find(noun, 1, true))
        if from and to and from < to and text:find("等", from, true) then
          text = text:sub(1, from - 1) .. text:sub(to + 1)
        end
      end
    end
  end
  return text
end

local rival_of = {["复议"] = "诉讼", ["诉讼"] = "复议", ["发布会"] = "访谈", ["访谈"] = "发布会"}

-- 集合的各项，按次序。
local function members(marks)
  local out = {}
  for mark in pairs(marks) do out[#out + 1] = mark end
  return out
end

-- 词义 marks（各项为 names）是否说的是指标 fact：它的词义之外，其余的都是它允许的。before：数之前的话。
local function fits(fact, marks, names, before)
  if fact.with and not marks[fact.with] then return false end
  for i = 1, #names do
    local mark = names[i]
    if not (fact.one[mark] or fact.may[mark]) then return false end
  end
  if fact.inherit == nil then return true end
  -- 句中最后说到的是复议还是诉讼，是发布会还是访谈
  local at = before:match(".*" .. fact.inherit .. "()")
  local other = before:match(".*" .. rival_of[fact.inherit] .. "()")
  return at and (other == nil or at > other)
end

-- 词义 marks 说的指标，一条规则至多一项。
local function matches(index, marks, one)
  local found, names = {}, members(marks)
  for i = 1, #names do
    local facts = index[names[i]]
    for k = 1, facts and #facts or 0 do
      local fact = facts[k]
      if fact.units[one.unit] and not found[fact.rule] and fits(fact, marks, names, one.before) then
        found[#found + 1], found[fact.rule] = fact, true
      end
    end
  end
  return found
end

-- 词义 near 加上 more；more 没有词义的为 nil。
local function joined_marks(near, more)
  if next(more) == nil then return nil end
  for mark in pairs(near) do more[mark] = true end
  return more
end

local most_before = 60

-- text 中 word 最后一次出现的末尾；没有为 nil。
local function last_end(text, word)
  local from, to = text:find(word, 1, true)
  local found = to
  while from do
    from, to = text:find(word, from + 1, true)
    found = to or found
  end
  return found
end

local joints = wordlist {"、", "和", "及", "，", "与"}

-- 分句中第 at 个数之前的数以后的话，和这话是否以顿号、“和”等接着；前面没有数为 nil。
-- far：紧接的前一个数可以不在这分句里（它在去掉的括号中）。
local function behind_past(lead, all, at, far)
  local from
  for i = at - 1, math.max(at - (far and 5 or 1), 1), -1 do
    from = from or last_end(lead, all.raws[i])
    if from and all.said[i].block ~= all.block then from = nil end
  end
  if not from then return nil end
  lead = lead:sub(from + 1)
  local _, first = joints:first(lead)
  if first and first > 9 then first = nil end
  -- “6件维持、2件撤销”：“维持”是前一个数的
  return first and lead:sub(first) or lead, lead == "" or first ~= nil
end

-- 报告年度的前后两年读作上年、下年。
local function with_years(text, year)
  if year and text:find("20", 1, true) then
    text = text:gsub(year + 1 .. "年", "下年"):gsub(year - 1 .. "年", "上年")
  end
  return text
end

local function is_exact(q)
  return q.approx == "exact" and (q.step <= 1 or money[q.unit] ~= nil)
end

-- 第 at 个数之前、之后读到的词义；读不懂为 nil。all：全文的数（见 readings_of）。
-- near：所在分句中数之前的；wide：加上数之后的；far：near 加上前一分句的；没有加上词义的为 nil。
local function reading_of(all, at)
  local q, year, own = all.said[at], all.year, all.own
  local window = q:before(most_before)
  local from = last_clause(window)
  local bracket = from > 1 and window:find("\xEF\xBC\x89", 1, true)
  if bracket then -- 去掉括号中的话
    window = window:gsub("\xEF\xBC\x88.-\xEF\xBC\x89", "")
    from = last_clause(window)
  end
  local lead, near = window:sub(from), {}
  local rest, joined = behind_past(lead, all, at, bracket)
  if rest then
    if not joined then return nil end
    lead, from = rest, 1
  end
  if not read(without_means(with_years(lead, year)), near, year, own) then return nil end
  local more, before = {}, {}
  read((q:after(14):gsub("^的", "")), more, year, own) -- 收到5件政府信息公开申请
  local piece = from > 1 and clause_before(window, from) or "" -- 收到政府信息公开申请，共计5件
  local whole = piece ~= "" and not behind_past(piece, all, at, true) and
    read(with_years(without_means(piece), year), before, year, own)
  local out = {at = at, before = window, near = near, unit = q.unit}
  out.wide, out.far = joined_marks(near, more), whole and joined_marks(near, before) or nil
  return out
end

-- 全文各个读得懂的数。said：report:quantities()。
local function readings_of(report, said)
  local out, names = {}, names_of(report)
  local all = {said = said, raws = {}, year = report.year} -- 另有当前的一段 block，其中机关的称呼 own
  for at = 1, #said do
    local q = said[at]
    all.raws[at] = q.raw
    if units[q.unit] then
      local block = q.block
      if block ~= all.block then all.block, all.own = block, names_in(names, block.text) end
      local one = reading_of(all, at)
      if one and (next(one.near) or one.wide or one.far) then
        one.exact = is_exact(q)
        out[#out + 1] = one
      end
    end
  end
  return out
end

local ways = {"near", "wide", "far"}

-- 一个读懂的数说的指标，一条规则至多一项：visit(指标, 词义, 是否首选)。
local function each_subject(one, index, visit)
  local known = {}
  for _, way in ipairs(ways) do
    local facts = one[way] and matches(index, one[way], one)
    for i = 1, facts and #facts or 0 do
      local fact = facts[i]
      local loose = fact.total and way == "wide" and next(one.near) == nil -- “共向3件申请发出”
      if not (loose or known[fact.rule]) then
        visit(fact, one[way], i == 1 and next(known) == nil)
        known[fact.rule] = true
      end
    end
  end
end

---- 表中的数 ----

local persons = {"自然人", "商业企业", "科研机构", "社会公益组织", "法律服务机构", "法人或其他组织/其他"}

-- 一行的数；表三取总计栏，总计空白时取各类申请人之和。行@栏：那一栏的数。
local function cell(report, form, label)
  local at = label:find("@", 1, true)
  if at then return report:item(label:sub(1, at - 1) .. "/" .. label:sub(at + 1), form) end
  local item = report:item(label, form)
  if item.state == "blank" and not is_old[form.id] and item.across and not contains(label, {"复议", "起诉"}) then
    local cells = {}
    for i, person in ipairs(persons) do cells[i] = report:item(label .. "/" .. person, form) end
    return sum(cells)
  end
  return item
end

local function rows(report, form, label)
  local group = groups[label]
  if label == "其他处理" and form.id == "gk-2021" then
    group = {"其他处理/申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
             "其他处理/申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请", "其他处理/其他"}
  end
  if group == nil then return cell(report, form, label) end
  local cells = {}
  for i, name in ipairs(group) do cells[i] = cell(report, form, name) end
  return sum(cells)
end

-- 一种读法（见 all_facts）的数。
local function reading(report, form, labels)
  local total
  for label in labels:gmatch("%S+") do
    local minus = label:sub(1, 1) == "-"
    local value = rows(report, form, minus and label:sub(2) or label)
    if total == nil then total = value
    elseif minus then total = total - value
    else total = total + value
    end
  end
  return total
end

-- 一个词义在表中的第一种读法。
local function first_reading(report, form, fact, mark)
  return reading(report, form, fact.one[mark]:match("[^|]+"))
end

-- 各种读法的数。几个词义并列（“同意公开或部分公开”）为各行之和。
local function readings(report, form, fact, marks)
  local chosen, out = {}, {}
  for i = 1, #fact.names do
    local mark = fact.names[i]
    if marks[mark] then chosen[#chosen + 1] = mark end
  end
  if #chosen == 1 or fact.same then
    for labels in fact.one[chosen[1]]:gmatch("[^|]+") do
      out[#out + 1] = reading(report, form, labels)
    end
    return out, 1
  end
  local total
  for _, mark in ipairs(chosen) do
    local value = first_reading(report, form, fact, mark)
    total = total and total + value or value
  end
  return {total}, #chosen, chosen
end

---- 相符 ----

-- 数 q 是否可以是 v：写到的末位四舍五入（3.7万、85.4万元），或写了“多”“余”等而在其范围内。
local function is_about(q, v)
  local said, step = q, q.step
  if money[q.unit] and v.unit == "万元" and q.unit == "元" then
    said, step = q / 10000, step / 10000
    local digits = #(v.raw:match("%.(%d+)") or "")
    if said:round(digits):is(v) then return true end
  elseif money[q.unit] and v.unit == "元" and q.unit == "万元" then
    said, step = q * 10000, step * 10000
  end
  if said:is(v) then return true end
  if q.approx == "exact" and (step > 1 or money[q.unit]) then
    local half = step / 2
    return v >= said - half and v <= said + half
  end
  return false
end

-- 数 q 说的指标（statement_of 的一处）在表中的各读法：相符的一种，否则第一种。
local function settle(report, q, one)
  local fact, marks, first = one.of, one.marks, nil
  for _, form in ipairs(report.forms) do
    if form.id == one.form then
      local values, count, chosen = readings(report, form, fact, marks)
      for _, value in ipairs(values) do
        if value.state ~= "number" then return nil end
        first = first or value
        if is_about(q, value) then return value, true end
      end
      if count > 1 and not fact.same then -- “复议、诉讼均为 n 件”
        local each = true
        for _, mark in ipairs(chosen) do
          each = each and is_about(q, first_reading(report, form, fact, mark))
        end
        if each then return first, true end
      end
    end
  end
  return first, false
end

-- 这些词在句中、数之前：说的是别的年份、计划、下级、一段时间或别的事。
local elsewhere = {"计划", "拟", "力争", "下一步", "预计", "争取", "打算", "目标", "任务", "要求", "历年", "以来", "上半年", "下半年",
                   "季度", "上年", "去年", "同期", "上一年度", "各县", "各区", "各镇", "各乡", "各部门", "下属", "所属", "直属",
                   "各单位", "县区", "科室", "处室", "信访", "提案", "建议", "咨询", "热线", "信箱", "许可", "审批", "来信", "来电",
                   "来访", "处罚", "登记", "全系统", "本系统", "系统内",
                   "审查", "作为复议机关", "审理", "代理", "转办", "转来", "平均", "每月", "每周"}
local parts_words = {"其中", "包括", "包含", "分别"}
local plan_heads = {"问题", "改进", "下一步", "打算", "计划", "思路", "安排"}
local qualifying = {"的", "为", "属", "系", "涉及", "是", "已", "被"}

-- 数之后的话是否还在限定它：“3件的”“2件为重复申请”。
local function is_qualified(q)
  local behind = q:after(2)
  for _, word in ipairs(qualifying) do
    if behind:sub(1, #word) == word then return true end
  end
  return false
end

-- 12月31日、1月1日以外的月份
local function tells_month(text)
  return text:gsub("12月31日", ""):gsub("1月1日", ""):find("%d月") ~= nil
end

local function count_of(text, word)
  local _, count = text:gsub(word, "")
  return count
end

local function heading_of(report, block)
  for number = block.location.block, 1, -1 do
    local other = report.blocks[number]
    if other.type == "heading" and number < block.location.block then return other.text end
  end
  return ""
end

local of_requests = set "P03 P04 P07"

-- 读懂而不符的数是否确实说的是本机关本年度的这项指标（statement_of 的一处）。
local function certain(report, q, one)
  local fact, marks, before = one.of, one.marks, q:before()
  local sentence, heading = q.sentence, heading_of(report, q.block)
  local plain = before:gsub("上年度结转", ""):gsub("上年结转", ""):gsub("上一年度结转", ""):gsub("结转上年", "")
  if report.year then -- “2020年结转的8件”“结转至2022年”也是本年度的
    before = before:gsub(report.year - 1 .. "年结转", ""):gsub(report.year - 1 .. "年度结转", "")
    before = before:gsub("结转至" .. report.year + 1 .. "年", ""):gsub("结转到" .. report.year + 1 .. "年", "")
  end
  if before:find("累计", 1, true) and contains(before, {"截至", "截止", "至今", "目前"}) then return false end
  plain, before = plain:gsub("（.-）", ""), before:gsub("（.-）", "") -- 括号里说的是别的数
  if contains(plain, elsewhere) or tells_month(plain) then return false end
  if is_qualified(q) then return false end
  -- “主动公开信息734条，依申请公开信息12条，不予公开信息27条”：按公开属性数的信息，不是申请
  if q.unit == "条" and of_requests[fact.rule] and not marks.R then return false end
  local beside = q:after(16) -- “14期（其中局机关2期）”：说的比本机关大
  if beside:find("^（其中") and contains(beside, {"机关", "本级", "本部"}) then return false end
  if contains(heading, plan_heads) and not heading:find("其他", 1, true) then return false end
  if q.change then return false end
  if not (marks.left or marks.carried) then
    for number in before:gmatch("(20%d%d)年") do
      if report.year and tonumber(number) ~= report.year then return false end
    end
  end
  if fact.total and contains(before:match(".*；(.*)$") or before, parts_words) then return false end
  if fact.topic and not contains(sentence, fact.topic) and not contains(heading, fact.topic) and
    not contains(q.block.text, fact.topic) then
    return false
  end
  for mark, list in pairs(fact.rivals) do
    if marks[mark] and contains(sentence, words_of(list)) then return false end
  end
  for mark, word in pairs(fact.alone) do -- 一句里同一渠道说了几次，各是一部分
    if marks[mark] and (count_of(sentence, word) > 1 or before:find("发布" .. word .. "$")) then
      return false
    end
  end
  if fact.by and contains(before, {"办结", "答复", "公开的"}) then return false end
  if fact.inherit and contains(before, {"办理", "受理"}) then return false end
  return true
end

-- 只有一个词义的指标的名字：同名的两处应相等。
local function name_of(fact, marks)
  local name
  for i = 1, #fact.names do
    local mark = fact.names[i]
    if marks[mark] then
      if name then return nil end
      name = mark
    end
  end
  return name and name .. (fact.inherit or "") .. (fact.with or "")
end

-- 正文的量词与表不同、又不能通用的：条、件、起、份 …… 人与名、次与场可以通用。
local counted = set "条 件 起 份 宗 例 篇"

-- 口径可以不同的指标，两处不必相等。
local varied = set "H natural review suit"

-- 一处读懂的数说的一项指标，与表核对。at：数在 report:quantities() 中的序号；of：指标；main：数的首选；
-- key：规则和指标的名字，again：两处应当相等的；value：表中这一项的数；agrees：与表相符；
-- exact、approx、coarse：精确数，约数，以万、亿计的；counted：与正文的量词可比的，表中的单位。
local function statement_of(report, one, fact, marks, form)
  local q = one.q
  local told = {q = q, at = one.at, of = fact, marks = marks, form = form, exact = one.exact}
  local value, agrees = settle(report, q, told)
  local name = name_of(fact, marks)
  told.key = name and fact.rule .. name
  told.again = told.key and told.exact and not (varied[name] or marks.suit) and told.key .. one.unit
  told.value, told.agrees = value, agrees == true
  if value then
    told.approx = q.approx ~= "exact" and not q:is(0)
    told.coarse = q.approx == "exact" and not one.exact
    told.counted = counted[one.unit] and counted[value.unit] and value.unit
  end
  return told
end

-- 正文各处说的一种表式的指标（statement_of）。
local function statements_of(report, understood, id)
  local facts, index = facts_of(id)
  local list = {}
  for i = 1, facts and #understood or 0 do
    local one = understood[i]
    each_subject(one, index, function(fact, marks, main)
      if (main or one.exact) and (fact.form or id) == id then
        local told = statement_of(report, one, fact, marks, id)
        told.main = main
        list[#list + 1] = told
      end
    end)
  end
  return list
end

-- 一处里留给各规则的。
local function to_keep(one)
  return {at = one.at, fact = one.of.number, marks = one.marks, agrees = one.agrees}
end

-- “召开工作会议1次、专题会议2次”：同一句里同一指标的几个数加起来是表中的数。
local function adds_to(wrong, one)
  local total, count = nil, 0
  for _, other in ipairs(wrong) do
    if one.key and other.key == one.key and other.q.sentence == one.q.sentence then
      total, count = total and total + other.q or other.q, count + 1
    end
  end
  return count > 1 and total:is(one.value)
end

-- 各处的精确数，按规则：checked 为有相符的；其余为与表不符的各处，别处说对了的不在内，由 P13 报告前后不一。
local function conflicts_in(report, list)
  local rules, right, wrong = {}, {}, {}
  for _, one in ipairs(list) do
    local rule = one.exact and one.value and one.of.rule
    if rule and one.agrees then
      rules[rule] = rules[rule] or {}
      rules[rule].checked = true
      if one.key then right[one.key] = true end
    elseif rule and certain(report, one.q, one) then
      rules[rule] = rules[rule] or {}
      wrong[#wrong + 1] = one
    end
  end
  for _, one in ipairs(wrong) do
    if not right[one.key or ""] and not adds_to(wrong, one) then
      table.insert(rules[one.of.rule], to_keep(one))
    end
  end
  return rules
end

-- 同一数据说了两次的：checked；其余为不等的两处，first 为先说的那个数。
local function repeats_in(report, list)
  local out, seen = {}, {}
  for _, one in ipairs(list) do
    local first = one.main and one.again and seen[one.again]
    if first then
      out.checked = true
      -- 两处都与表不符的，已逐处报告
      if not first.q:is(one.q) and not (one.value and one.agrees == first.agrees) and
        certain(report, one.q, one) and certain(report, first.q, first) then
        out[#out + 1] = to_keep(one)
        out[#out].first = first.at
      end
    elseif one.main and one.again then
      seen[one.again] = one
    end
  end
  return out
end

-- 量词可与表比较的：checked；其余为与表不同的各处。
local function miscounted_in(report, list)
  local out = {}
  for _, one in ipairs(list) do
    if one.main and one.counted then
      out.checked = true
      if one.counted ~= one.q.unit and certain(report, one.q, one) then out[#out + 1] = to_keep(one) end
    end
  end
  return out
end

-- 各处首选的指标，kind（approx 或 coarse）一种的。
local function those_of(list, kind)
  local out = {}
  for _, one in ipairs(list) do
    if one.main and one[kind] then out[#out + 1] = to_keep(one) end
  end
  return out
end

-- 正文的数说的各项指标，按表式；同一表式有几张表（本级、汇总）时，只在第一张表上核对。各规则只取所要的：
-- 规则的编号，见 conflicts_in；again、counted、approx、coarse，见以上各处。
local told_of = per_report(function(report)
  local out, said = {}, report:quantities()
  local understood = readings_of(report, said)
  for _, one in ipairs(understood) do one.q = said[one.at] end
  for _, form in ipairs(report.forms) do
    if form.ordinal == 1 and facts_of(form.id) then
      local list = statements_of(report, understood, form.id)
      local told = conflicts_in(report, list)
      told.again, told.counted = repeats_in(report, list), miscounted_in(report, list)
      told.approx, told.coarse = those_of(list, "approx"), those_of(list, "coarse")
      out[form.id] = told
    end
  end
  return out
end)

-- 所核对的表的一种（见 told_of）。
local function told_as(report, kind)
  local form = report.checked_form
  return form.ordinal == 1 and told_of(report, form.id, kind) or {}
end

-- 逐处：visit(数, 一处, 全文的数)。
local function each_told(report, list, visit)
  local said, id = #list > 0 and report:quantities(), report.checked_form.id
  for _, one in ipairs(list) do
    one.of, one.form = facts_of(id)[one.fact], id
    visit(said[one.at], one, said)
  end
end

-- 一条规则核对的精确数：与表不符为错。
local function check_figures(rule, report, expect)
  local found = told_as(report, rule)
  if found.checked then expect.checked() end
  each_told(report, found, function(q, one)
    expect(q):agrees_with((settle(report, q, one)))
  end)
end

---- 没有数字的说法 ----

-- 说没有的话：词义至少有一个在 some、其余都在 may 之中的，说的是 rows 各行之和为 0。
-- kind：none（没有、未发生）或 all（均、全部）。clue：话中须有的词之一；within、topic：句中、
-- 句或标题中须有的词之一；beyond：句中有了就是说别的；never：没有申请而有这个词义的不算。
local said_of_others = {"除", "计划", "上年", "去年"}
local suits = {old = "行政诉讼数量", new = "未经复议直接起诉/总计 复议后起诉/总计"}
local denials = {
  {rule = "P03", kind = "none", some = set "A", may = set "R I T",
   rows = {old = "收到申请数", new = "本年新收政府信息公开申请数量"}},
  {rule = "P04", kind = "all", some = set "intime", may = set "A D R I H", within = {"申请"},
   beyond = elsewhere, rows = {old = "延期办结数"}},
  {rule = "P05", kind = "none", some = set "review", may = set "T I A suit complaint", topic = about,
   rows = {old = "行政复议数量", new = "行政复议/总计"}},
  {rule = "P05", kind = "none", some = set "suit", may = set "T I A review complaint", topic = about,
   rows = suits},
  {rule = "P05", kind = "none", some = set "complaint", may = set "T I A review suit", topic = about,
   clue = {"诉"}, rows = {old = "举报投诉数量"}},
  {rule = "P06", kind = "none", some = set "fee", may = set "take T I A P p D Y", clue = {"费"}, never = "P",
   rows = {old = "依申请公开信息收取的费用"}},
  {rule = "P09", kind = "none", some = set "fund", may = set "T set spend",
   rows = {old = "政府信息公开专项经费"}},
}

-- lines（old、new 两种表式的）在所核对的表里的各行；没有的为 nil。
local function rows_in(report, lines)
  if is_old[report.checked_form.id] then return lines.old end
  return lines.new
end

-- 这些行之和。
local function total_in(report, lines)
  return reading(report, report.checked_form, rows_in(report, lines))
end

-- 正文说的与统计表不符。
local function tell(expect, said, what, ...)
  expect.fail("正文称“" .. said .. "”，统计表" .. what, ...)
end

-- 去掉末尾的标点。
local function bare(text)
  return (text:gsub("。$", ""):gsub("\xEF\xBC[\x8C\x9B\x9A]$", ""))
end

-- 一个说法的内容，不含“没有”“未发生”；不是说哪一行为 0 的为 nil。
local function content_of(claim)
  if claim.kind == "all" then
    return contains(claim.text, {"按时办结", "按期办结"}) and bare(claim.text)
  elseif contains(claim.text, {"其他费用", "没有现成"}) then
    return nil
  end
  local at = claim.text:find(claim.word, 1, true)
  local said = bare(without_means(claim.text:sub(1, at - 1)) .. claim.text:sub(at + #claim.word))
  if claim.word:find("收", 1, true) and said:find("费", 1, true) then said = "收取" .. said end
  return contains(claim.word, {"收到", "受理", "接"}) and "收到" .. said or said
end

-- text 逐词读懂的词义；读不懂为 nil。
local function marks_of(report, text)
  local marks = {}
  return read(text, marks, report.year, names_of(report)) and marks or nil
end

local upheld = regex "^(?!.*[率后]).*维持"
local undivided = {"一审", "二审", "败诉"}

-- “行政复议3件、行政诉讼1件，均维持”：到这里为止的话 text 中紧接在“复议”“诉讼”之后的件数，没有为 nil。
local function upheld_counts(text)
  local counts
  for _, word in ipairs(contains(text, undivided) and {} or {"复议", "诉讼"}) do
    local behind = text:match(".*" .. word .. "(.*)")
    local count = behind and tonumber(behind:match("%d+") or 0) or 0
    if count > 0 then
      counts = counts or {}
      counts[word] = count
    end
  end
  return counts
end

-- 读到的词义中，每一个都在 wanted 里，其余都可以有。
local function only(marks, wanted, may)
  local some = false
  for mark in pairs(marks) do
    if wanted[mark] then some = true
    elseif not may[mark] then return false
    end
  end
  return some
end

-- 说没有，而表中各行之和大于 0。index：说法在 report:claims() 中的序号。
local function expect_zero(report, expect, index, denial)
  local form, value = report.checked_form, total_in(report, denial.rows)
  if value.state ~= "number" then return end
  expect.checked()
  if value:is(0) then return end
  local claim = report:claims()[index]
  if contains(claim.sentence, denial.beyond or said_of_others) then return end
  for number in claim.sentence:gmatch("(20%d%d)年") do
    if report.year and tonumber(number) ~= report.year then return end
  end
  if denial.topic and not contains(claim.sentence, denial.topic) and
    not contains(heading_of(report, claim.block), denial.topic) then
    return
  end
  for _, other in ipairs(report.forms) do
    if other.id == form.id and other.ordinal ~= form.ordinal and
      reading(report, other, rows_in(report, denial.rows)):is(0) then
      return
    end
  end
  tell(expect, bare(claim.text), "“" .. value.label .. "”为 " .. value:text(), value, claim.location)
end

-- 一个读懂的说法说的各行为 0（denials 的序号），按规则加到 out。
local function add_denials(out, claim, index, marks)
  for number, denial in ipairs(denials) do
    if denial.kind == claim.kind and only(marks, denial.some, denial.may) and
      (marks.A or not marks[denial.never]) and (not denial.clue or contains(claim.text, denial.clue)) and
      (not denial.within or contains(claim.sentence, denial.within)) then
      out[denial.rule] = out[denial.rule] or {}
      table.insert(out[denial.rule], {claim = index, denial = number})
    end
  end
end

-- 读懂的没有数字的说法，按规则（见 add_denials）；说“均维持”的在 upheld：说到的件数 counts，和原话 said。
local claims_of = per_report(function(report)
  local out = {upheld = {}}
  for i, claim in ipairs(report:claims()) do
    local content = content_of(claim)
    local marks = content and marks_of(report, content)
    if marks and next(marks) then add_denials(out, claim, i, marks) end
    if claim.kind == "all" and upheld:find(claim.scope) then
      local said = claim.sentence:sub(1, (claim.sentence:find(claim.text, 1, true) or 1) - 1) .. claim.text
      table.insert(out.upheld, {counts = upheld_counts(said), said = bare(said), place = claim.location})
    end
  end
  return out
end)

-- 一条规则核对的没有数字的说法。
local function check_denials(rule, report, expect)
  for _, one in ipairs(claims_of(report, rule) or {}) do
    local denial = denials[one.denial]
    if rows_in(report, denial.rows) then expect_zero(report, expect, one.claim, denial) end
  end
end

-- 一条规则的核对：正文所说的与表不符为错。
local function compare(rule)
  return function(report, expect)
    check_figures(rule, report, expect)
    check_denials(rule, report, expect)
  end
end

---- 规则 ----

local said_base = "例：正文与统计表是同一机关对同一事实的两处陈述，应当一致"

rule "P01" {
  title = "正文所说的主动公开政府信息数与统计表一致",
  severity = "error",
  form = {"gk-2014", "gk-2018", "gk-2021"},
  basis = said_base,
  precision = "may_underreport",
  rationale = "只核对写明是本机关本年度主动公开政府信息的精确数；“其中”之后的、某一网站栏目的、计划和上年的数不比较。约数见 P10、P11。",
  tags = {"文表"},
  checks = {
    {check = function(report, expect)
      if is_old[report.checked_form.id] then compare "P01"(report, expect) end
    end},
    -- 2021 年格式只有制发的规范性文件数；正文可以说的是别的范围的，只提请核实
    {severity = "warning", check = function(report, expect)
      if not is_old[report.checked_form.id] then compare "P01"(report, expect) end
    end},
  },
  good = {
    {items = {["主动公开政府信息数"] = 1135}, year = 2017, body = "2017年，我局主动公开政府信息1135条。"},
    {items = {["主动公开政府信息数"] = 42}, body = "全年主动公开政府信息42条。截至2017年12月31日，我局累计主动公开政府信息1023条。"},
    {items = {["主动公开政府信息数"] = 742}, body = "全年主动公开政府信息742条。其中在市政府信息公开网站主动公开政府信息70条，涉及通知公告32条。"},
  },
  bad = {
    {items = {["主动公开政府信息数"] = 1135}, year = 2017, body = "2017年，我局主动公开政府信息1153条。"},
    {items = {["主动公开政府信息数"] = 1135}, body = "全年共向社会主动公开各类政府信息1,136条，内容涉及机构职能。"},
    {items = {["制发规范性文件总数"] = 3}, body = "全年制发规范性文件4件，均已公开。"},
    {form = "gk-2021", items = {["行政规范性文件/本年制发件数"] = 3}, body = "全年制发行政规范性文件4件。"},
  },
}

rule "P02" {
  title = "正文所说的各渠道公开数与统计表一致",
  severity = "error",
  form = old,
  basis = said_base,
  precision = "may_underreport",
  rationale = "只核对不带名称的渠道（政府网站、政务微信）；“某某发布”一个账号、一个栏目的数只是一部分，不比较。",
  tags = {"文表"},
  check = compare "P02",
  good = {
    {items = {["政府网站公开政府信息数"] = 742}, body = "通过政府网站公开政府信息742条，“某某发布”微信公众号推送信息179条。"},
    {items = {["政务微信公开政府信息数"] = 20}, body = "政府公报、政务微博公开0条，通过政务微信公开20条，粉丝3000多人。"},
  },
  bad = {
    {items = {["政府网站公开政府信息数"] = 742}, body = "通过政府网站公开政府信息743条。"},
    {items = {["参加或举办新闻发布会总次数"] = 2, ["政策解读稿件发布数"] = 9}, body = "举办新闻发布会2次，发布政策解读稿件8篇。"},
    {items = {["参加或举办新闻发布会总次数"] = 11, ["主要负责同志参加新闻发布会次数"] = 4},
     body = "参加或举办新闻发布会11次，其中主要负责同志参加3次。"},
    {items = {["政务微博公开政府信息数"] = 42}, body = "主动公开政府信息60条，其中政府网站0条、政务微博24条。"},
  },
}

rule "P03" {
  title = "正文所说的收到申请数与统计表一致",
  severity = "error",
  form = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"},
  basis = said_base .. "；收办 = 新收 + 结转",
  precision = "may_underreport",
  rationale = "咨询、接待、访问量、重复申请、某一领域的申请不是收到申请数，不比较。2019年以后的“收到”可以是新收，也可以含上年结转，任一相符即可。",
  tags = {"文表"},
  check = compare "P03",
  good = {
    {items = {["收到申请数"] = 4, ["网络申请数"] = 4}, body = "全年收到网络申请公开数4条，每年接待信息咨询2000余人次。"},
    {form = "gk-2021", items = {["本年新收政府信息公开申请数量"] = 8, ["上年结转政府信息公开申请数量"] = 2},
     body = "全年收办政府信息公开申请10件，其中新收8件。"},
    {body = "接待统计信息咨询1200多人次，未收到政府信息公开申请。"},
    {items = {["收到申请数"] = 4}, body = "制作信息773条，其中主动公开信息734条，依申请公开信息12条，不予公开信息27条。收到申请4件。"},
    {form = "gk-2021", items = {["本年新收政府信息公开申请数量"] = 8},
     body = "收到政府信息公开申请8件。全年共向3件申请发出收费通知。"},
  },
  bad = {
    {items = {["收到申请数"] = 4}, year = 2017, body = "2017年，我局收到政府信息公开申请5件。"},
    {items = {["收到申请数"] = 4}, body = "全年未收到政府信息公开申请。"},
    {form = "gk-2021", items = {["本年新收政府信息公开申请数量"] = 8, ["上年结转政府信息公开申请数量"] = 2},
     body = "全年收到政府信息公开申请9件。"},
    {form = "gk-2021", year = 2022, items = {["本年新收政府信息公开申请数量"] = 8, ["上年结转政府信息公开申请数量"] = 2},
     body = "收到申请8件，加上2021年结转2件，其中予以公开5件；全年共办理政府信息公开申请11件。"},
  },
}

rule "P04" {
  title = "正文所说的办结、答复结果与统计表一致",
  severity = "error",
  form = old,
  basis = said_base .. "；“同意公开或部分公开共n件”为两行之和",
  precision = "may_underreport",
  rationale = "正文没有提到的结果不算矛盾。“均按时办结”要求延期办结数为 0；“均在法定期限内答复”可以包括依法延期的，不据此判断。",
  tags = {"文表"},
  check = compare "P04",
  good = {
    {items = {["同意公开答复数"] = 5, ["同意部分公开答复数"] = 2}, body = "对收到的申请，答复“同意公开”或“部分公开”的7件。"},
    {items = {["申请办结数"] = 3, ["按时办结数"] = 3}, body = "收到的申请均按时办结。"},
    {items = {["申请办结数"] = 9, ["按时办结数"] = 8, ["延期办结数"] = 1},
     body = "9件申请均在法定期限内办结，其中按时办结8件，延期办结1件。"},
  },
  bad = {
    {items = {["申请办结数"] = 3}, body = "全年办结申请4件。"},
    {items = {["不同意公开答复数"] = 5, ["涉及商业秘密"] = 2, ["涉及个人隐私"] = 3},
     body = "不同意公开的5件申请中，涉及商业秘密2件，涉及个人隐私4件。"},
    {items = {["同意公开答复数"] = 5, ["同意部分公开答复数"] = 2}, body = "答复申请，其中同意公开或部分公开的8件。"},
    {items = {["申请办结数"] = 3, ["按时办结数"] = 2, ["延期办结数"] = 1}, body = "收到的申请均按时办结。"},
  },
}

-- “均维持”所说的各行，和它们的总数。
local upheld_rows = {
  ["复议"] = {old = "行政复议数量/维持具体行政行为数", new = "行政复议/结果维持"},
  ["诉讼"] = {old = "行政诉讼数量/维持具体行政行为或者驳回原告诉讼请求数",
            new = "未经复议直接起诉/结果维持 复议后起诉/结果维持"},
}
local told_upheld = "行政%s总计 %s，其中维持 %s"
local all_rows = {["复议"] = {old = "行政复议数量", new = "行政复议/总计"}, ["诉讼"] = suits}

rule "P05" {
  title = "正文所说的复议、诉讼与统计表一致",
  severity = "error",
  form = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"},
  basis = said_base .. "；正文可以只计已审结的案件（总计减尚未审结）；写“均维持”而表中有未审结或纠正的为错",
  precision = "may_underreport",
  rationale = "只核对因政府信息公开引起的复议、诉讼；复议机关办理的案件、一审二审分计的、败诉的不比较。",
  tags = {"文表"},
  checks = {
    {check = compare "P05"},
    {check = function(report, expect)
      for _, one in ipairs(claims_of(report, "upheld")) do
        local wrong, cited = {}, {one.place}
        for word, count in pairs(one.counts or {}) do
          local kept, total = total_in(report, upheld_rows[word]), total_in(report, all_rows[word])
          local right = kept.state ~= "number" or kept:is(count) or kept:is(total)
          wrong[#wrong + 1] = not right and told_upheld:format(word, total:text(), kept:text()) or nil
          for label in (right and "" or rows_in(report, upheld_rows[word])):gmatch("%S+") do
            cited[#cited + 1] = report:item(label)
          end
          expect.checked()
        end
        if #wrong > 0 then tell(expect, one.said, "中" .. table.concat(wrong, "；"), table.unpack(cited)) end
      end
    end},
  },
  good = {
    {items = {["行政复议数量"] = 4}, body = "全年政府信息公开类行政复议4件，政府信息公开类的诉讼0起。"},
    {form = "gk-2021", items = {["行政复议/总计"] = 5, ["行政复议/尚未审结"] = 2, ["行政复议/结果维持"] = 3},
     body = "信息公开类行政复议3件，均获维持。"},
    {form = "gk-2021", items = {["行政复议/总计"] = 5, ["行政复议/结果纠正"] = 2, ["行政复议/结果维持"] = 3},
     body = "涉及政府信息公开的行政复议5件，其中3件维持、2件撤销。"},
    {body = "未发生与政府信息公开有关的行政复议、行政诉讼案件。"},
  },
  bad = {
    {items = {["行政复议数量"] = 4}, body = "全年因政府信息公开引起的行政复议3件。"},
    {items = {["行政诉讼数量"] = 1}, body = "未发生因政府信息公开引起的行政复议、行政诉讼案件。"},
    {form = "gk-2021", items = {["行政复议/总计"] = 5, ["行政复议/尚未审结"] = 2, ["行政复议/结果维持"] = 3},
     body = "信息公开类行政复议5件，均获维持。"},
    {form = "gk-2021", items = {["行政复议/总计"] = 5, ["行政复议/尚未审结"] = 2, ["行政复议/结果维持"] = 3},
     body = "因政府信息公开被申请行政复议5件，结果维持2件、尚未审结2件。"},
    {items = {["举报投诉数量"] = 2}, body = "全年收到政府信息公开方面的举报投诉3件。"},
  },
}

-- 说到免费的一个分句，在它的句子或分号之前结尾
local free_clause = regex "[^，：。；]*免费[^，：。；]*(?=[。；]|$)"

rule "P06" {
  title = "正文所说的收费与统计表一致",
  severity = "error",
  form = "gk-2014",
  basis = "推：未收取、免费 ⇔ 依申请公开信息收取的费用为 0",
  precision = "may_underreport",
  rationale = "“不收取费用”在没有申请时是对政策的陈述，不算矛盾；只说主动公开不收费的，不与依申请公开的收费比较。",
  tags = {"文表"},
  check = function(report, expect)
    compare "P06"(report, expect)
    local fee = report:item "依申请公开信息收取的费用"
    for _, block in ipairs(report:find "免费") do
      for told in block:matches(free_clause) do
        if only(marks_of(report, told.text) or {}, set "free", set "T I A P p") then
          expect.checked()
          if fee.state == "number" and fee > 0 then
            tell(expect, told.text, "“" .. fee.label .. "”为 " .. fee:text() .. " 万元", fee, told.block)
          end
        end
      end
    end
  end,
  good = {
    {body = "全年未收取政府信息公开费用。"},
    {items = {["依申请公开信息收取的费用"] = "0.37"}, body = "收取费用3700元。对主动公开的政府信息均不收取费用。"},
  },
  bad = {
    {items = {["依申请公开信息收取的费用"] = "0.37"}, body = "全年依申请公开政府信息均未收取任何费用。"},
    {items = {["依申请公开信息收取的费用"] = "0.37"}, body = "我局信息公开为全部免费。"},
    {items = {["依申请公开信息收取的费用"] = "0.37"}, body = "全年按时答复，我局信息公开为全部免费。"},
  },
}

rule "P07" {
  title = "正文所说的办理结果与统计表一致",
  severity = "error",
  form = new,
  basis = "例：正文的结果数常取错列或漏项，应为总计列；分组的结果为组内各行之和",
  precision = "may_underreport",
  rationale = "总计栏空白的按各类申请人之和核对；“予以公开及部分公开n件”为两行之和。",
  tags = {"文表"},
  check = compare "P07",
  good = {
    {form = "gk-2021", items = {["予以公开/自然人"] = 3, ["予以公开/总计"] = 3, ["部分公开/总计"] = 2, ["属于国家秘密/总计"] = 1},
     body = "对政府信息公开申请，予以公开及部分公开5件，不予公开1件。"},
  },
  bad = {
    {form = "gk-2021", items = {["予以公开/自然人"] = 3, ["予以公开/总计"] = 4}, body = "答复申请，予以公开3件，不予公开0件。"},
    {form = "gk-2019", items = {["结转下年度继续办理/总计"] = 4}, body = "收到的申请，结转下年度继续办理3件。"},
    {form = "gk-2021", items = {["属于国家秘密/总计"] = 1, ["保护第三方合法权益/总计"] = 4},
     body = "申请中不予公开5件，其中属于国家秘密1件、保护第三方合法权益3件。"},
  },
}

rule "P08" {
  title = "正文所说的会议、培训、机构、人员、查阅点与统计表一致",
  severity = "error",
  form = old,
  basis = said_base,
  precision = "may_underreport",
  rationale = "党组会议、业务会议、参加上级培训等不是表中的口径，不比较。",
  tags = {"文表"},
  check = compare "P08",
  good = {
    {items = {["召开政府信息公开工作会议或专题会议数"] = 2, ["举办各类培训班数"] = 1, ["接受培训人员数"] = 58},
     body = "召开政府信息公开专题会议2次，举办信息公开培训班1期，培训58人次，参加省厅会议3次。"},
    {items = {["专职人员数"] = 2, ["从事政府信息公开工作人员数"] = 2}, body = "配备2名专职人员，另有2名同志负责政府信息公开网站。"},
    {items = {["召开政府信息公开工作会议或专题会议数"] = 3, ["举办各类培训班数"] = 2},
     body = "召开信息公开工作会议1次、专题会议2次。全系统举办培训班14期（其中局机关2期）。举办信息公开培训班2期。"},
  },
  bad = {
    {items = {["召开政府信息公开工作会议或专题会议数"] = 2}, body = "全年召开政府信息公开专题会议3次。"},
    {items = {["设置政府信息公开查阅点数"] = 1}, body = "设立2个政府信息公开查阅点。"},
    {items = {["专职人员数"] = 2, ["从事政府信息公开工作人员数"] = 2}, body = "明确政府信息公开工作专职人员3名。"},
  },
}

rule "P09" {
  title = "正文所说的专项经费与统计表一致",
  severity = "error",
  form = old,
  basis = "推：没有、无专项经费 ⇔ 专项经费为 0；正文金额等于表",
  precision = "may_underreport",
  tags = {"文表"},
  check = compare "P09",
  good = {
    {items = {["政府信息公开专项经费"] = 3}, body = "安排政府信息公开专项经费3万元。"},
    {body = "在没有专项经费的情况下，切实做好政府信息公开工作。"},
  },
  bad = {
    {items = {["政府信息公开专项经费"] = 3}, body = "安排政府信息公开专项经费3.5万元。"},
    {items = {["政府信息公开专项经费"] = 3}, body = "在没有专项经费的情况下，切实做好政府信息公开工作。"},
  },
}

local all_forms = {"gk-2014", "gk-2018", "gk-2019", "gk-2021"}

-- 正文的数与表中的数，放在说明的前面。
local function versus(q, value)
  return "正文写“" .. q.raw .. "”，统计表“" .. value.label .. "”为 " .. value:text() .. "，"
end

-- 这些约数的词含本数
local inclusive = {"以上", "以下", "以内"}

-- 逐处核对正文的一种数（见 told_of）：judge(数, 表中的数, 一处) 给出不妥之处，没有为 nil。
local function judge_statements(report, expect, kind, judge)
  each_told(report, told_as(report, kind), function(q, one)
    local value = settle(report, q, one)
    local what = judge(q, value, one)
    expect.checked()
    if what and certain(report, q, one) then expect.fail(what, q, value) end
  end)
end

rule "P10" {
  title = "“余”“多”“近”“约”与精确数",
  severity = "notice",
  form = all_forms,
  basis = "推：“n余”“n多”应大于 n，“近n”应小于 n；恰等的提示，方向相反或偏离超过一成的核实",
  precision = "may_overreport",
  tags = {"文表"},
  checks = {
    {check = function(report, expect)
      judge_statements(report, expect, "approx", function(q, value)
        local equal = value:is(q) and q.approx ~= "about" and not contains(q.approx_word or "", inclusive)
        return equal and versus(q, value) .. "恰为 " .. value:text()
      end)
    end},
    {severity = "warning", check = function(report, expect)
      judge_statements(report, expect, "approx", function(q, value, one)
        local wrong = (value - q):abs() * 10 > q and "相差超过一成"
        if q.approx == "more" and value < q then wrong = "表中反而较少" end
        if q.approx == "less" and value > q then wrong = "表中反而较多" end
        return wrong and not one.agrees and versus(q, value) .. wrong
      end)
    end},
  },
  good = {{items = {["主动公开政府信息数"] = 627}, body = "全年主动公开政府信息620余条。"}},
  bad = {
    {items = {["主动公开政府信息数"] = 620}, body = "全年主动公开政府信息620余条。"},
    {items = {["主动公开政府信息数"] = 790}, body = "全年主动公开政府信息620余条。"},
    {items = {["接受培训人员数"] = 105}, body = "举办政府信息公开培训班，接受培训近100人次。"},
  },
}

rule "P11" {
  title = "以万、亿计的约数取整",
  severity = "warning",
  form = all_forms,
  basis = "推：“a.b万”与表值相差不超过末位的一半（四舍五入）；写“多”“余”的可以截断",
  precision = "may_underreport",
  tags = {"文表"},
  check = function(report, expect)
    each_told(report, told_as(report, "coarse"), function(q, one)
      if one.agrees then
        expect.checked()
      elseif certain(report, q, one) then
        expect(q):agrees_with((settle(report, q, one)))
      end
    end)
  end,
  good = {{items = {["主动公开政府信息数"] = 37353}, body = "全年主动公开政府信息3.7万条。"}},
  bad = {{items = {["主动公开政府信息数"] = 37353}, body = "全年主动公开政府信息3.8万条。"}},
}

rule "P13" {
  title = "正文同一数据前后一致",
  severity = "warning",
  form = all_forms,
  basis = "例：同一数据在两处写成两个数",
  precision = "may_underreport",
  rationale = "只比较读懂的同一指标的两个精确数。办理、收到等口径可以不同的不比较。",
  tags = {"正文"},
  check = function(report, expect)
    local found = told_as(report, "again")
    if found.checked then expect.checked() end
    each_told(report, found, function(q, one, said)
      local first, value = said[one.first], settle(report, q, one)
      expect.fail("正文前后不一：“" .. first:before(12) .. first.raw .. "”与“" .. q:before(12) .. q.raw .. "”" ..
        (value and "，统计表为 " .. (value:text() or "") or ""), q, first)
    end)
  end,
  good = {
    {items = {["主动公开政府信息数"] = 5}, year = 2017, body = "全年主动公开政府信息5条。2017年，我局主动公开政府信息5条。"},
    {items = {["主动公开政府信息数"] = 7}, year = 2017, body = "全年主动公开政府信息5条。2017年，我局主动公开政府信息6条。"},
  },
  bad = {{items = {["主动公开政府信息数"] = 5}, year = 2017, body = "全年主动公开政府信息5条。2017年，我局主动公开政府信息6条。"}},
}

rule "U02" {
  title = "正文量词与统计表一致",
  severity = "notice",
  form = all_forms,
  basis = "推：表中条、件、篇等单位各有所指",
  precision = "may_underreport",
  tags = {"文表"},
  check = function(report, expect)
    local found = told_as(report, "counted")
    if found.checked then expect.checked() end
    each_told(report, found, function(q, one)
      local value = settle(report, q, one)
      expect.fail("正文“" .. q.raw .. "”以“" .. q.unit .. "”计，统计表“" .. value.label .. "”以“" .. value.unit ..
        "”计", q, value)
    end)
  end,
  good = {{items = {["收到申请数"] = 4}, body = "全年收到政府信息公开申请4件。"}},
  bad = {{items = {["收到申请数"] = 4}, body = "全年收到政府信息公开申请4条。"}},
}
