-- E、R：正文中的列举、占比与倍数。

local function holds_any(text, words)
  for _, word in ipairs(words) do
    if text:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- 两个数是不是同一处的。
local function is_same(one, other)
  return one == other and one.sentence == other.sentence and one:before() == other:before()
end

-- “另有1件”“其余2件”：列举之后补上的一项，没有为 nil。
local function added_after(list)
  local last = list.parts[#list.parts].quantity
  local behind = false
  for _, figure in ipairs(list.block:quantities()) do
    if behind and figure.kind ~= "percent" then
      local told = figure.unit == last.unit and not figure.change and
                   holds_any(figure:before(14), {"另", "其余", "剩余", "尚有", "还有", "余下"})
      return told and figure or nil
    end
    behind = behind or is_same(figure, last)
  end
end

-- 从第一项加起，加到哪一项的和等于总数之一（后面的项可能是另一种分法），或者本段在列举之前说过的一个数
-- （“新收312件，加上结转15件，共327件。办结309件，其中……”），或者加上补的一项才等于总数。
local function adds_up(list)
  local so_far
  for i, part in ipairs(list.parts) do
    so_far = so_far and so_far + part.quantity or part.quantity
    for _, total in ipairs(i > 1 and list.totals or {}) do
      if so_far:is(total) then
        return true
      end
    end
  end
  if list.kind == "sum" then -- 合计的是前面的后几项：“研究3次，召开工作会议1次、专题会议2次，合计3次”
    local last = #list.parts
    local tail = list.parts[last].quantity
    for i = last - 1, 1, -1 do
      tail = tail + list.parts[i].quantity
      if tail:is(list.total) then
        return true
      end
    end
  end
  local first = list.parts[1].quantity
  for _, figure in ipairs(#list.parts > 1 and list.block:quantities() or {}) do
    if is_same(figure, first) then
      break
    elseif figure.unit == first.unit and figure.kind == first.kind and so_far:is(figure) then
      return true
    end
  end
  local added = list.total and added_after(list)
  return added ~= nil and (so_far + added):is(list.total)
end

-- 一个列举的各项。“其中甲4次；举办乙24次，其中……”：分号以后另起，不在其内；“其中：甲4件；乙5件”各项都在。
local function own_parts(list)
  local first
  for i = 1, #list.parts - 1 do
    if list.parts[i].closes then
      first = i
      break
    end
  end
  if first == nil or list.kind ~= "of_which" or list.parts[1].percent or
    (first == 1 and holds_any(list.text, {"其中，", "：", "其中,", ":"})) then
    return list.parts
  end
  return {table.unpack(list.parts, 1, first)}
end

local function figures(list)
  local found = {}
  for i, part in ipairs(own_parts(list)) do
    found[i] = part.quantity
  end
  return found
end

-- 括号里的列举分的就是括号前的数：“不予公开11件（其中……）”。
local function is_beside(list)
  local behind = list.total:after(2)
  return behind:find("^（") ~= nil or behind:find("^%(") ~= nil
end

-- 各渠道公开的数可以重复（相同信息计1条），加起来可以比总数多。
local channels = {"网站", "微博", "微信", "公报", "公众号", "客户端", "新媒体", "头条", "抖音", "报刊", "广播", "电视",
                  "门户网", "公开栏", "其他方式", "其他渠道", "其它方式", "其它渠道"}

local function is_of_channels(list)
  local count = 0
  for _, part in ipairs(list.parts) do
    count = count + (holds_any(part.label or "", channels) and 1 or 0)
    if holds_any(part.label or "", {"申请", "当面", "信函", "传真"}) then
      return false
    end
  end
  return count > 1 or (count > 0 and count == #list.parts)
end

local function is_of_figures(list)
  return list.exact and list.total and list.kind ~= "counted"
end

-- 列举穷尽总数：末尾有“其他”，或冒号、括号里逐类列出，或写明合计。
local function is_exhaustive(list)
  return #list.parts > 1 and
         (list.rest or list.kind == "colon" or list.kind == "bracket" or list.kind == "sum")
end

-- 按表式穷尽的分法：各说法分别见于各项，就是全部；总数的说法含 of 之一。
local divisions = {
  {of = {"申请", "收到", "受理", "接收"}, {"当面", "现场"}, {"传真"}, {"网络", "网上", "在线"}, {"信函", "邮寄", "来信"}},
  {of = {"办结", "办理", "办毕"}, {"按时", "期限内", "限期内", "时限内"}, {"延期", "延长"}},
  {of = {"人员", "工作人"}, {"专职"}, {"兼职"}},
  {of = {"答复", "办结", "办复"},
   {"予以公开"}, {"部分公开"}, {"不予公开"}, {"无法提供"}, {"不予处理"}, {"其他处理"}},
}

local marks = {"，", "。", "；", "：", "、", "（", "）", ",", ";", ":", "(", ")"}

-- 一个数的说法：它前面到标点为止的字。
local function said_of(quantity)
  local text = quantity:before(20)
  for _, mark in ipairs(marks) do
    local start, stop = text:find(mark, 1, true)
    while start do
      text = text:sub(stop + 1)
      start, stop = text:find(mark, 1, true)
    end
  end
  return text
end

-- 从第 first 个数起，接连各数的说法分别含一种分法的各词；一个数可以含两词（予以公开及部分公开）。
local function division_from(list, first, words)
  local hits, count, found = {}, 0, {}
  for i = first, #list do
    local hit = false
    for k, word in ipairs(words) do
      if holds_any(list[i].said, word) then
        if hits[k] then
          return nil
        end
        hits[k], hit, count = true, true, count + 1
      end
    end
    if not hit or list[i].figure.unit ~= list[first].figure.unit then
      return nil
    end
    found[#found + 1] = list[i].figure
    if count == #words then
      return found
    end
  end
end

-- 第 at 个数之前最近的总数：说法含 of 之一，括号里附带说的（含、其中、另有）不算。
local function total_before(list, at, of)
  for k = at - 1, math.max(at - 4, 1), -1 do
    local one = list[k]
    if one.figure.unit == list[at].figure.unit and holds_any(one.said, of) and
       not holds_any(one.said, {"含", "其中", "另有"}) then
      return one
    end
  end
end

-- 一段里各项的词都出现了的分法。
local function divisions_in(text)
  local found = {}
  for _, words in ipairs(divisions) do
    local all = holds_any(text, words.of)
    for _, word in ipairs(words) do
      all = all and holds_any(text, word)
    end
    found[#found + 1] = all and words or nil
  end
  return found
end

-- 一段里按分法列出的各数，以序号表示：visit(最近的总数, 各数, 与前面一个同类总数相等)。
local function each_division(block, visit)
  local list, ways = {}, divisions_in(block.text)
  for index, figure in ipairs(#ways > 0 and block:quantities() or {}) do
    if figure.kind == "count" and figure.approx == "exact" and not figure.change then
      list[#list + 1] = {figure = figure, said = said_of(figure), index = index}
    end
  end
  for i = 2, #list - 1 do
    for _, words in ipairs(ways) do
      local total = total_before(list, i, words.of)
      local found = total and division_from(list, i, words)
      if found then
        local whole, fits = sum(found), false
        for k = 1, i - 1 do
          fits = fits or (list[k].figure.unit == total.figure.unit and holds_any(list[k].said, words.of) and
                          whole:is(list[k].figure))
        end
        local parts = {}
        for k = 1, #found do
          parts[k] = list[i + k - 1].index
        end
        visit(total.index, parts, fits)
      end
    end
  end
end

-- 全文按分法列出的各数，以它们在一段（report.texts）里的序号表示。
local divisions_of = per_report(function(report)
  local out = {}
  for number, block in ipairs(report.texts) do
    each_division(block, function(total, parts, fits)
      out[#out + 1] = {block = number, total = total, parts = parts, fits = fits}
    end)
  end
  return out
end)

-- 按分法列出的各数与总数不符的：over 为 true 只报多的，为 false 只报少的。
local function check_divisions(report, expect, over)
  for _, one in ipairs(divisions_of(report)) do
    expect.checked()
    if not one.fits then
      local said, found = report.texts[one.block]:quantities(), {}
      for i, index in ipairs(one.parts) do
        found[i] = said[index]
      end
      if (sum(found) > said[one.total]) == over then
        expect(said[one.total]):equals(sum(found))
      end
    end
  end
end

-- 一个列举是不是按分法列的（由 each_division 核对）。
local function is_division(list)
  for _, words in ipairs(divisions) do
    local count = 0
    for _, word in ipairs(words) do
      for _, part in ipairs(list.parts) do
        count = count + (holds_any(part.label or "", word) and 1 or 0)
      end
    end
    if count >= #words then
      return true
    end
  end
  return false
end

-- 应当加得总数的是前几项，“其他”以后另起的不算；列举没有穷尽时为 nil。
local function whole_of(list)
  if is_division(list) or not is_exhaustive(list) then
    return nil
  end
  local count, rest = 0, list.kind ~= "of_which"
  local parts = own_parts(list)
  for i, part in ipairs(parts) do
    count = i
    if holds_any(part.label or "", {"其他", "其余", "其它"}) then
      rest = true
      break
    end
  end
  return (rest or #parts == #list.parts) and count > 1 and count or nil
end

-- 全文各个列举的种类和占比的个数。
local lists_of = per_report(function(report)
  local out = {}
  for i, list in ipairs(report:enumerations()) do
    out[i] = {kind = list.kind, percents = 0}
    for _, part in ipairs(list.parts) do
      out[i].percents = out[i].percents + (part.percent and 1 or 0)
    end
  end
  return out
end)

-- 有总数、每项都是确数、没有写“等”的列举，index 为序号。fits：加得总数；whole：见 whole_of。
local sums_of = per_report(function(report)
  local out = {}
  for i, list in ipairs(report:enumerations()) do
    if is_of_figures(list) and not list.open then
      local fits = adds_up(list)
      out[#out + 1] = {index = i, fits = fits, whole = not fits and whole_of(list) or nil,
                       channels = is_of_channels(list)}
    end
  end
  return out
end)

-- 合乎 wanted（lists_of 的一项）的各个列举。
local function lists_with(report, wanted)
  local found, lists = {}, nil
  for i, one in ipairs(lists_of(report)) do
    if wanted(one) then
      lists = lists or report:enumerations()
      found[#found + 1] = lists[i]
    end
  end
  return found
end

-- 加得总数的列举算核对过，其余交给 visit(列举, sums_of 的一项, 应当加得总数的各项)。
local function each_list(report, expect, visit)
  local lists
  for _, one in ipairs(sums_of(report)) do
    if one.fits then
      expect.checked()
    else
      lists = lists or report:enumerations()
      local list, parts = lists[one.index], one.whole and {}
      for i = 1, one.whole or 0 do
        parts[i] = list.parts[i].quantity
      end
      visit(list, one, parts)
    end
  end
end

-- “从信息类别看，动态类7条，公告类5条，其他3条”：按一种分法逐类列出的，visit(最近的总数, 各数)。
-- 以“其他”收尾的才算逐类列全；等于全文任何一个同类的数就不报。
local by_class = regex "(从|按|按照|以)[^，。；：]{2,14}(看|来分|划分|分类|区分|统计|分)[，：,:][^。；]+"

local function each_class(report, block, expect, visit)
  for told in block:matches(by_class) do
    local found, unit, whole = {}, nil, nil
    for _, figure in ipairs(block:quantities()) do
      local at = figure.sentence:find(told.text, 1, true)
      local place = #figure:before()
      if at and figure.kind == "count" and place >= at and place < at + #told.text - 1 then
        unit = unit or figure.unit
        if figure.unit ~= unit or figure.approx ~= "exact" or figure.change then
          found = {}
          break
        end
        found[#found + 1] = figure
      end
    end
    local last = #found > 2 and said_of(found[#found]) or ""
    local channel = false
    for _, figure in ipairs(found) do
      channel = channel or holds_any(said_of(figure), channels)
    end
    if holds_any(last, {"其他", "其它", "其余"}) and not channel then
      local total, fits = sum(found), false
      for _, figure in ipairs(block:quantities()) do
        if is_same(figure, found[1]) then break end
        local of_all = figure.unit == unit and figure.kind == "count" and not figure.change and
                       figure >= found[1]
        if of_all and holds_any(said_of(figure), {"公开", "申请", "共", "发布"}) then
          whole = whole or figure
        end
      end
      for _, figure in ipairs(whole and report:quantities() or {}) do
        fits = fits or (figure.unit == unit and figure.kind == "count" and total:is(figure))
      end
      if fits or whole then expect.checked() end
      if whole and not fits then visit(whole, found) end
    end
  end
end

-- 小数位数：65.4% 为 1。
local function places(percent)
  return #(percent.step:text():match("%.(%d+)") or "")
end

-- 最后一位小数的一个单位：一位小数为 0.1。
local function last_place(digits)
  return digits == 0 and 1 or "0." .. ("0"):rep(digits - 1) .. "1"
end

-- 占比按总数是否四舍五入相符；不相符时，是否只是截去了尾数。
local function share_agrees(part, total)
  local share, digits = part.quantity * 100 / total, places(part.percent)
  local rest = share - part.percent
  return share:round(digits):is(part.percent), rest >= 0 and rest < last_place(digits)
end

-- 各项占比依据的总数：相符的项最多的那个；都不相符时，为同一句里的总数，否则不知道。
local function base_of(list)
  local best, most = list.same_sentence and list.total or nil, 0
  for _, total in ipairs(list.totals) do
    local count = 0
    for _, part in ipairs(total > 0 and list.parts or {}) do
      count = count + (part.percent and share_agrees(part, total) and 1 or 0)
    end
    if count > most then
      best, most = total, count
    end
  end
  return best
end

-- 各项占比（项有 percent、quantity）依据的总数：counts 中同单位、能使最多项相符的数，至少两项、至多一项不符；
-- 没有为 nil。
local function common_base(parts, counts)
  local best, most, shares = nil, 1, 0
  for _, part in ipairs(parts) do shares = shares + (part.percent and 1 or 0) end
  for _, one in ipairs(counts) do
    if one.kind == "count" and one.unit == parts[1].quantity.unit and one > 0 and not one.change then
      local agree = 0
      for _, part in ipairs(parts) do
        agree = agree + (part.percent and share_agrees(part, one) and 1 or 0)
      end
      if agree > most and agree >= shares - 1 then best, most = one, agree end
    end
  end
  return best
end

-- 先写占比、后在括号里写数的：“公开占比31.0%（27件），不予公开占比6.9%（6件）”，一段一组。
local function each_reversed_share(report, visit)
  for _, block in ipairs(report:find "%（") do
    local parts, percent = {}, nil
    for _, figure in ipairs(block:quantities()) do
      if percent and figure.kind == "count" and figure.approx == "exact" and
        figure:before(2):find("%%（$") then
        parts[#parts + 1] = {percent = percent, quantity = figure}
      end
      percent = figure.kind == "percent" and not figure.change and figure.approx == "exact" and figure or nil
    end
    if #parts > 2 then visit(parts) end
  end
end

-- 没有总数的一列占比（“网站31条，占62%；微博15条，占30%……”）：总数在别处。全文同单位的数中，能使多数占比
-- （至少两项）算得相符的那个就是总数；多数都不相符的，不知道总数。
local function each_scattered_share(report, expect, report_wrong)
  local function visit(parts)
    local base = common_base(parts, report:quantities())
    for _, part in ipairs(base and parts or {}) do
      if part.percent then
        expect.checked()
        local agrees, cut = share_agrees(part, base)
        if not agrees then report_wrong(part, base, cut) end
      end
    end
  end
  for _, list in ipairs(report:enumerations()) do
    if list.kind == "list" and list.exact and list.total == nil and #list.parts > 2 then
      visit(list.parts)
    end
  end
  each_reversed_share(report, visit)
end

-- 逐项核对占比：任一总数相符即可，不符的按 base_of 交给 report_wrong(项, 总数, 只是截尾)。
local function each_share(report, expect, report_wrong)
  for _, list in ipairs(lists_with(report, function(one) return one.percents > 0 end)) do
    local base = is_of_figures(list) and base_of(list)
    for _, part in ipairs(base and list.parts or {}) do
      if part.percent then
        expect.checked()
        local agrees, cut = false, false
        for _, total in ipairs(list.totals) do
          if total > 0 then
            local one, short = share_agrees(part, total)
            agrees, cut = agrees or one, cut or short
          end
        end
        if not agrees then
          report_wrong(part, base, cut)
        end
      end
    end
  end
end

-- 一个数之后紧接着它的占比：“，占”“（占比”；“，甲占”是甲的占比
local regex_share = regex "^[，,（( ]*(约|大约|所)?(占|比例|比重)(?!.{0,8}(分别|各))"

-- 列举以外的占比（“总数为100条，网站60条，占比60%”）：前面同单位的任何一个数算得相符即可；
-- 都不相符时按写明“共”“总数”的那个数核对，没有写明的不核对。visit(数, 占比, 总数, 相符, 只是截尾)，
-- 数以序号表示。
local function each_lone_share(block, visit)
  local before, before_at, totals, shared = nil, nil, {}, false
  -- 列举里的同一个数、同一个占比
  local function is_listed(figure)
    for _, list in ipairs(block:enumerations()) do
      for _, part in ipairs(list.parts) do
        if part.quantity == before and part.percent == figure then
          return true
        end
      end
    end
    return false
  end
  for at, figure in ipairs(holds_any(block.text, {"占", "比例", "比重"}) and block:quantities() or {}) do
    local told = figure.kind == "percent" and before and not shared and
                 regex_share:find((before:after(24):gsub("^ +", "")))
    shared = shared or figure.kind == "percent"
    if told and not is_listed(figure) then
      local part, agrees, cut, whole = {quantity = before, percent = figure}, false, false, nil
      for _, total in ipairs(totals) do
        if total.figure.unit == before.unit and total.figure > 0 then
          local one, short = share_agrees(part, total.figure)
          agrees, cut = agrees or one, cut or short
          if total.figure >= before and holds_any(total.said, {"共", "总"}) then
            whole = whole or total.at
          end
        end
      end
      if whole then
        visit(before_at, at, whole, agrees, cut)
      end
    end
    if figure.kind == "count" and figure.approx == "exact" then
      if before then
        totals[#totals + 1] = {figure = before, said = said_of(before), at = before_at}
      end
      before, before_at, shared = figure, at, false
    elseif figure.kind ~= "percent" then
      before = nil
    end
  end
end

-- 全文列举以外的占比，以各数在一段（report.texts）里的序号表示。
local lone_shares_of = per_report(function(report)
  local out = {}
  for number, block in ipairs(report.texts) do
    each_lone_share(block, function(part, percent, whole, agrees, cut)
      out[#out + 1] = {block = number, part = part, percent = percent, whole = whole, agrees = agrees,
                       cut = cut}
    end)
  end
  return out
end)

local function percents(list)
  local found, least, most = {}, nil, nil
  for _, part in ipairs(list.parts) do
    if part.percent then
      local digits = places(part.percent)
      found[#found + 1] = part.percent
      least, most = math.min(least or digits, digits), math.max(most or digits, digits)
    elseif not (part.quantity and part.quantity:is(0)) then
      return {}, 0, 0
    end
  end
  return found, least, most
end

-- 小数位数较少的占比都正好除尽（3件占50%，另一项占33.3%）。
local function is_exact_but(list, most)
  for _, part in ipairs(list.parts) do
    if part.percent and places(part.percent) < most then
      local even = #list.totals == 0 and part.quantity and part.percent > 0 and
                   (part.quantity * 100 / part.percent):is((part.quantity * 100 / part.percent):round(0))
      for _, total in ipairs(part.quantity and list.totals or {}) do
        even = even or (total > 0 and (part.quantity * 100):is(part.percent * total))
      end
      if not even then
        return false
      end
    end
  end
  return true
end

-- 一段之后紧接着的同级标题数；后面不是标题时为 nil。
local function headings_after(report, number)
  local first, count = report.blocks[number + 1], 0
  if first == nil or first.type ~= "heading" then
    return nil
  end
  for i = number + 1, #report.blocks do
    local block = report.blocks[i]
    if block.type == "heading" and block.level < first.level then
      break
    end
    count = count + (block.type == "heading" and block.level == first.level and 1 or 0)
  end
  return count > 1 and count or nil
end

-- 一段之前最近的标题。
local function last_heading(report, number)
  while number > 0 and report.blocks[number].type ~= "heading" do
    number = number - 1
  end
  return number
end

-- 序词接着哪一层：接得上为 true；接不上为 false 和最里一层的前一个序数。
local function follow(open, order)
  if order == 1 then
    open[#open + 1] = 1
    return true
  end
  for depth = #open, 1, -1 do
    if open[depth] + 1 == order then
      open[depth], open[depth + 1] = order, nil
      return true
    end
  end
  local last = open[#open]
  open[math.max(#open, 1)] = order
  return false, last
end

local times = "{a}…是…{b}…的{k:倍}"
local rate = "收到…申请{a:件}，~(答复|办结)…{b:件}，~(答复率|办结率)~{p:%}"

rule "E01" {
  title = "列举的各项之和等于总数",
  severity = "warning",
  basis = "例：“其中”“包含”所列各项之和与总数不等是常见错误；有“其他”项或逐类列出的列举应当穷尽",
  rationale = "有“其他”一项、逐类列出或按表式分类的列举应当加得总数；写“等”的、加到某一项正好相等的不报",
  precision = "may_overreport",
  tags = {"正文", "列举"},
  checks = {
    {check = function(report, expect)
      each_list(report, expect, function(list, _, parts)
        local total = parts and (list.kind == "list" and base_of(list) or list.total)
        if total and sum(parts) <= total then
          expect(total):equals(sum(parts))
        end
      end)
      check_divisions(report, expect, false)
      for _, block in ipairs(report.texts) do
        each_class(report, block, expect, function(whole, found)
          expect(whole):equals(sum(found))
        end)
      end
    end},
    {severity = "error", check = function(report, expect)
      each_list(report, expect, function(list, one, parts)
        if one.channels then
          expect.checked()
        elseif list.same_sentence and parts and sum(parts) > list.total then
          expect(list.total):equals(sum(parts))
        end
      end)
      check_divisions(report, expect, true)
    end},
  },
  good = {
    {body = "全年公开信息100条，其中网站60条、微博30条、其他10条。"},
    {body = "收到申请119件（市级47件、甲区28件、乙区44件），同比增长7%，其中自然人100件，法人19件；公开80件、不公开30件、其他处理9件。"},
    {body = "公开100条，包括公报10条、网站70条（其中要闻50条、通知20条）、其他20条。"},
    {body = "网站公开60条、微博公开40条，合计100条。"},
    {body = "党组会研究3次，召开工作会议1次、专题会议2次，合计3次。"},
    {body = "收到申请10件，其中当面申请4件、网络申请6件。"},
    {body = "发生复议10件，其中维持6件、纠错3件、其他情形1件，行政诉讼9件。"},
    {body = "受理申请24件，其中区政府6件，各部门受理18件。渠道方面，当面申请13件，传真申请0件，网络申请1件，信函申请10件。"},
    {body = "收到申请12件，办结申请11件，按时办结10件，延期办结1件。"},
    {body = "主动公开信息60条。从信息类别看，动态类30条，公告类20条，其他10条。"},
    {body = "收到申请15件，按方式分，网络申请11件、信函申请4件；按内容分，招生6件、招聘4件、建设3件、其他2件。"},
    {body = "全年公开信息100条，其中网站80条、微博30条、其他方式10条。"},
    {body = "答复5件（公开3件、不公开2件）。参加新闻发布会11次，其中主要负责同志参加4次；开展在线访谈24次，其中主要负责同志参加18次；其他方式回应3次。"},
    {body = "共办理申请13件，其中公开5件、无法提供6件、其他处理1件，另有1件正在办理。"},
    {body = "新收申请310件，加上上年结转15件，共325件。办结309件，结转16件。其中县政府受理40件，各部门受理200件，其他单位受理70件。"},
    {body = "信息发布量由2013年的1128条增加到2014年的1887条，在省政府网站发布信息514条，总计2401条。"},
  },
  bad = {
    {body = "全年公开信息100条，包含网站60条，占60%；微博20条，占20%；其他10条，占10%。"},
    {body = "收到申请119件（市级47件、甲区28件、乙区43件）。"},
    {body = "全年公开信息100条，其中动态类80条、公告类30条、其他10条。"},
    {body = "网站公开60条、微博公开40条，合计110条。"},
    {body = "全年公开信息100条。其中，动态类80条（占80%），公告类30条，其他10条。"},
    {body = "上述申请已办结389件，按时办结201件，延期办结187件。"},
    {body = "主动公开信息60条。从信息类别看，动态类31条，公告类20条，其他10条。"},
    {body = "收到申请15件，按方式分，网络申请11件、信函申请4件；按内容分，招生6件、招聘4件、建设3件、其他3件。"},
    {body = "收到申请10件，其中当面申请1件、传真申请2件、网络申请3件、信函申请3件。"},
    {body = "全年答复100件，其中予以公开及部分公开58件，不予公开5件，无法提供20件，不予处理9件，其他处理0件。"},
  },
}

rule "E02" {
  title = "“几个方面”与所列项数相符",
  severity = "warning",
  basis = "例：顿号常在部分名称之内（“行政复议、行政诉讼情况”），“和”连接末两项；任一合理切分相符即可",
  rationale = "顿号可以在一个名称之内，“和”“及”可以连接末两项，任何一种合理的数法与所写相符就不报",
  precision = "may_underreport",
  tags = {"正文", "列举"},
  check = function(report, expect)
    for _, list in ipairs(lists_with(report, function(one) return one.kind == "counted" end)) do
      local said = list.total:number()
      local least, most = list.least, list.most
      if said and not least and list.block.text:sub(-#list.sentence) == list.sentence and
        not holds_any(list.sentence, {"包括", "由", "包含", "分为", "等"}) then
        least = headings_after(report, list.block.location.block)
        most = least
      end
      if said and least and (said < least or said > most) then
        expect.fail("“" .. list.text .. "”说 " .. said .. " 项，实际列出 " .. most .. " 项", list)
      elseif said and least then
        expect.checked()
      end
    end
  end,
  good = {
    {body = "报告由概述、主动公开情况、行政复议、行政诉讼情况和其他事项四个部分组成。"},
    {body = "主要做好三个方面：制度建设、平台建设和队伍建设。"},
    {body = "重点抓好三个方面工作。一是健全制度。二是建好平台；三是加强培训。"},
    {body = "做好三个方面：制度建设、平台建设和队伍建设。" ..
      "报告包括概述，主动公开情况，依申请公开情况，收费情况，复议和诉讼情况，其他事项等6个部分。\n\n" ..
      "一、概述\n\n工作正常。\n\n二、主动公开情况\n\n公开5条。"},
  },
  bad = {
    {body = "主要做好四个方面：制度建设、平台建设、队伍建设。"},
    {body = "重点抓好三个方面工作：一是健全制度；二是建好平台。"},
  },
}

rule "E03" {
  title = "“一是、二是、三是”连续",
  severity = "warning",
  basis = "推：序词从一起连续，不缺不重",
  rationale = "一是、二是、三是缺一个，多半是删了一段或数错；每层各自数起",
  precision = "may_overreport",
  tags = {"正文", "列举"},
  check = function(report, expect)
    local open, heading = {}, 0 -- 尚未结束的各层序词
    for _, list in ipairs(lists_with(report, function(one) return one.kind == "ordered" end)) do
      for _, part in ipairs(list.parts) do
        local now = last_heading(report, list.block.location.block)
        open = now == heading and open or {}
        heading = now
        local expected, last = follow(open, part.order)
        expect.checked()
        if not expected and last then
          expect.fail(("“%s”之前是第 %d 项，应为第 %d 项"):format(part.text, last, last + 1), part)
        end
      end
    end
  end,
  good = {
    {body = "一是健全制度。二是建好平台，一是网站，二是微信；三是加强培训。一是认识不足；二是人手不够。"},
    {body = "主要问题一是渠道不多；二是人手不够。"},
  },
  bad = {
    {body = "一是健全制度；三是加强培训。"},
    {body = "一是健全制度；二是建好平台；二是加强培训。"},
  },
}

rule "E04" {
  title = "分项之和不超过总数",
  severity = "warning",
  basis = "推：分项若不重叠，其和不超过总数；可能重叠，故为警告",
  rationale = "各项互不重复时，和不会多于总数；可能重叠，所以只警告",
  precision = "may_overreport",
  tags = {"正文", "列举"},
  check = function(report, expect)
    each_list(report, expect, function(list, one)
      local parts, closes = figures(list), false
      for i = 1, #parts - 1 do
        closes = closes or list.parts[i].closes
      end
      if one.channels then
        expect.checked()
      elseif not is_exhaustive(list) and list.kind ~= "list" then
        local whole = is_beside(list) and list.total or largest(list.totals)
        expect(closes and largest(parts) or sum(parts)):at_most(whole)
      end
    end)
  end,
  good = {
    {body = "全年发布信息261条，其中原创122条。"},
    {body = "全年公开信息100条，其中网站60条、微博30条。"},
    {body = "收到申请100件，其中自然人申请90件，法人申请10件；网上申请70件。"},
    {body = "参加在线访谈3次，其中主要负责同志参加1次；回应社会热点13次。"},
  },
  bad = {
    {body = "全年发布信息261条，其中原创322条。"},
    {body = "收到申请106件，不予公开11件（其中属于国家秘密1件、保护第三方合法权益5件、属于行政执法案卷6件）。"},
    {body = "收到申请73件，其中网络渠道58件、信函渠道14件、当面渠道2件。"},
    {body = "全年公开信息100条，其中动态类60条、公告类50条。"},
  },
}

-- 逐个核对占比：cut 为 true 只报截去尾数的，为 false 只报其他不符的。
local function check_shares(report, expect, wanted)
  local function report_wrong(part, total, cut)
    if cut == wanted then
      expect(part.percent):equals((part.quantity * 100 / total):round(places(part.percent)))
    end
  end
  each_share(report, expect, report_wrong)
  each_scattered_share(report, expect, report_wrong)
  for _, one in ipairs(lone_shares_of(report)) do
    expect.checked()
    if not one.agrees then
      local said = report.texts[one.block]:quantities()
      report_wrong({quantity = said[one.part], percent = said[one.percent]}, said[one.whole], one.cut)
    end
  end
end

rule "R01" {
  title = "占比与数量相符",
  severity = "error",
  basis = "例：占比 = 部分÷总数，按所写位数四舍五入；总数可为受理数或答复数，任一相符即可",
  rationale = "分母可能是受理数，也可能是答复数，任何一个总数算得相符就不报；只是截去尾数没有四舍五入的作提示",
  precision = "may_overreport",
  tags = {"正文", "占比"},
  checks = {
    {check = function(report, expect)
      check_shares(report, expect, false)
    end},
    {severity = "notice", message = "占比的尾数被截去，没有四舍五入", check = function(report, expect)
      check_shares(report, expect, true)
    end},
  },
  good = {
    {body = "公开1135条，包含公报11条，占1%；网站742条，占65.4%；其他382条，占33.7%。"},
    {body = "公开信息总数为2070条。从渠道看，公报270条，网站268条，占比12.9%，微博983条。"},
    {body = "受理申请859件，答复805件。公开272件，占33.8%；不公开35件，占4.3%；其他498件，占61.9%。"},
    {body = "共收到申请15件，其中同意公开9件（占60%）、部分公开1件、信息不存在3件、不属于本机关公开2件，同意公开（含部分公开）占66.7%。"},
    {body = "共收到申请31件，其中网上28件、来函2件（占6.5%）、来访1件，占比分别为90.3%、6.5%和3.2%。"},
  },
  bad = {
    {body = "公开1135条，包含公报11条，占1%；网站742条，占66.4%；其他382条，占33.7%。"},
    {body = "公开信息总数为2070条。从渠道看，公报270条，网站268条，占比13.9%，微博983条。"},
    {body = "答复805件。公开272件，占33.8%；不公开35件，占4.34%；其他498件，占61.9%。"},
    {body = "受理申请87件，其中公开占比31.0%（27件），不予公开占比7.9%（6件），无法提供占比62.1%（54件）。"},
    {body = "主动公开545条。\n网站310条，占56.9%；微博150条，占28.5%；微信85条，占15.6%。"},
    {body = "489件办结申请中，予以公开178件（36.4%），部分公开35件（7.16%），不予公开276件（55.44%）。"},
  },
}

rule "R02" {
  title = "占比合计为100%",
  severity = "notice",
  basis = "例：穷尽的列举各占比之和应为100%，允许各项舍入的误差",
  rationale = "穷尽的列举占比合计应为 100%，四舍五入带来的零头不报",
  precision = "may_overreport",
  tags = {"正文", "占比"},
  check = function(report, expect)
    for _, list in ipairs(lists_with(report, function(one) return one.percents > 2 end)) do
      local found, digits = percents(list)
      if #found > 2 and is_of_channels(list) and sum(found) >= 100 then
        expect.checked()
      elseif #found > 2 and not list.open and (list.rest or adds_up(list)) then
        expect(sum(found)):equals(100, sum {#found} * last_place(digits) / 2)
      end
    end
  end,
  good = {
    {body = "公开300条，包含要闻类100条，占33.3%；公告类100条，占33.3%；其他100条，占33.3%。"},
    {body = "公开300条，其中网站240条，占80%；微博100条，占33.3%；其他方式100条，占33.3%。"},
  },
  bad = {{body = "公开300条，包含要闻类100条，占33.3%；公告类80条，占26.7%；其他90条，占30%。"}},
}

rule "R03" {
  title = "倍数、答复率与数量相符",
  severity = "warning",
  basis = "例：“是…的k倍”常算错；推：答复率 = 答复数÷收到数",
  rationale = "倍数和答复率由正文自己的数可以核算；只核对写法明确的句子",
  precision = "may_underreport",
  phrases = {times, rate},
  tags = {"正文", "占比"},
  check = function(report, expect)
    for m in report:phrases(times) do
      if m.a.unit == m.b.unit and m.b > 0 then
        expect(m.k):equals((m.a / m.b):round(places(m.k)))
      end
    end
    for m in report:phrases(rate) do
      if m.a > 0 then
        expect(m.p):equals((m.b * 100 / m.a):round(places(m.p)))
      end
    end
  end,
  good = {
    {body = "全年公开信息300条，是上年120条的2.5倍。"},
    {body = "收到申请8件，答复7件，答复率87.5%。"},
  },
  bad = {
    {body = "全年公开信息300条，是上年120条的3.5倍。"},
    {body = "收到申请8件，答复7件，答复率100%。"},
  },
}

rule "R05" {
  title = "同一列举中占比的小数位数一致",
  severity = "notice",
  basis = "推：同一列举内小数位数应一致",
  precision = "exact",
  rationale = "同一句里有的写一位小数、有的写两位，不便比较",
  tags = {"正文", "占比"},
  check = function(report, expect)
    for _, list in ipairs(lists_with(report, function(one) return one.percents > 2 end)) do
      local found, least, most = percents(list)
      if #found > 2 and (least == most or is_exact_but(list, most)) then
        expect.checked()
      elseif #found > 2 then
        expect.fail(("占比的小数位数不一致：最少 %d 位，最多 %d 位"):format(least, most), list)
      end
    end
  end,
  good = {
    {body = "公开300条，包含公报100条，占33.3%；网站100条，占33.3%；其他100条，占33.3%。"},
    {body = "答复6件，其中公开2件，占33.3%；不公开1件，占16.7%；其他3件，占50%。"},
  },
  bad = {{body = "公开300条，包含公报100条，占33.3%；网站80条，占26.67%；其他120条，占40%。"}},
}
