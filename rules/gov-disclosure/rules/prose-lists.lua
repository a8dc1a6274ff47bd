-- E、R、P14、P15：正文中的列举、占比、增减与倍数，遗漏与重复。
-- 一处列举说的是什么、各项合不合得拢，由 lists_of 一次读出，各规则只取所要的，不合的才再看原文。

local function holds_any(text, words)
  for i = 1, #words do
    if text:find(words[i], 1, true) then
      return true
    end
  end
  return false
end

---- 一个列举（report:enumerations() 的一项） ----

-- 两个数是不是同一处的。
local function is_same(one, other)
  return one == other and one.sentence == other.sentence and one:before() == other:before()
end

local adding = {"另", "其余", "剩余", "尚有", "还有", "余下"}

-- “另有1件”“其余2件”：列举之后补上的一项，没有为 nil。
local function added_after(list)
  local last = list.parts[#list.parts].quantity
  local behind = false
  for _, figure in ipairs(list.block:quantities()) do
    if behind and figure.kind ~= "percent" then
      local told = figure.unit == last.unit and not figure.change and holds_any(figure:before(14), adding)
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

-- 一个列举的前几项是它自己的。“其中甲4次；举办乙24次，其中……”：分号以后另起，不在其内；
-- “其中：甲4件；乙5件”各项都在。
local function own_count(list)
  local first
  for i = 1, #list.parts - 1 do
    if list.parts[i].closes then
      first = i
      break
    end
  end
  if first == nil or list.kind ~= "of_which" or list.parts[1].percent or
    (first == 1 and holds_any(list.text, {"其中，", "：", "其中,", ":"})) then
    return #list.parts
  end
  return first
end

-- 括号里的列举分的就是括号前的数：“不予公开11件（其中……）”。
local function is_beside(list)
  local behind = list.total:after(2)
  return behind:find("^（") ~= nil or behind:find("^%(") ~= nil
end

-- 各渠道公开的数可以重复（相同信息计1条），加起来可以比总数多。
local channels = {"网站", "微博", "微信", "公报", "公众号", "客户端", "新媒体", "头条", "抖音", "报刊", "广播", "电视",
                  "门户网", "公开栏", "其他方式", "其他渠道", "其它方式", "其它渠道"}
local channel_words = wordlist(channels)

local function names_channel(text)
  return channel_words:first(text) ~= nil
end

local function is_of_channels(list)
  local count = 0
  for _, part in ipairs(list.parts) do
    count = count + (names_channel(part.label or "") and 1 or 0)
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

-- 按表式穷尽的分法：各说法分别见于各项，就是全部，少见的说法在前；总数的说法含 of 之一。
local divisions = {
  {of = {"申请", "收到", "受理", "接收"}, {"传真"}, {"当面", "现场"}, {"网络", "网上", "在线"}, {"信函", "邮寄", "来信"}},
  {of = {"办结", "办理", "办毕"}, {"延期", "延长"}, {"按时", "期限内", "限期内", "时限内"}},
  {of = {"人员", "工作人"}, {"兼职"}, {"专职"}},
  {of = {"答复", "办结", "办复"},
   {"不予处理"}, {"予以公开"}, {"部分公开"}, {"不予公开"}, {"无法提供"}, {"其他处理"}},
}

local division_list = {}
for _, words in ipairs(divisions) do
  for _, word in ipairs(words) do
    table.move(word, 1, #word, #division_list + 1, division_list)
  end
end
local division_words = wordlist(division_list)

-- 一个列举是不是按分法列的（由 add_divisions 核对）。
local function is_division(list)
  if division_words:first(list.text) == nil then
    return false
  end
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
  if not is_exhaustive(list) or is_division(list) then
    return nil
  end
  local count, rest, own = 0, list.kind ~= "of_which", own_count(list)
  for i = 1, own do
    count = i
    if holds_any(list.parts[i].label or "", {"其他", "其余", "其它"}) then
      rest = true
      break
    end
  end
  return (rest or own == #list.parts) and count > 1 and count or nil
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

-- 各项占比（项有 percent、quantity）按 total 相符的有几项；逐项的相符、只是截尾记入 agreed、cut。
local function count_agreeing(parts, total, agreed, cut)
  local count = 0
  for i, part in ipairs(parts) do
    if part.percent then
      local agrees, short = share_agrees(part, total)
      count = count + (agrees and 1 or 0)
      agreed[i], cut[i] = agreed[i] or agrees, cut[i] or short
    end
  end
  return count
end

-- 各项占比依据的总数在 totals 中的序号：相符的项最多的那个；都不相符时，为同一句里的总数，否则不知道。
-- 又给出按任一总数相符、截尾的各项。
local function base_of(list)
  local best, most, agreed, cut = list.same_sentence and 1 or nil, 0, {}, {}
  for k, total in ipairs(list.totals) do
    local count = total > 0 and count_agreeing(list.parts, total, agreed, cut) or 0
    if count > most then
      best, most = k, count
    end
  end
  return best, agreed, cut
end

---- 加总 ----
-- 一处加总：一个列举（段的序号 home，段中列举的序号 list），或一段（段的序号 block）里的 total 应为 parts 各项之和，
-- over 为和比总数多；atmost：只应不少于，total 缺者为几个总数中最大的，apart：各项另有所分，只比最大的一项。

-- 一个列举的加总，没有或加得总数的为 nil；和是否看过。at：它的 home 和 list。
local function sum_of_list(list, at)
  if list.open or not is_of_figures(list) then
    return nil, false
  elseif adds_up(list) then
    return nil, true
  end
  local of_channels, count = is_of_channels(list), whole_of(list)
  if count then
    local one = at {total = list.kind == "list" and (base_of(list)) or 1, parts = {}}
    local parts = {}
    for k = 1, count do
      one.parts[k], parts[k] = k, list.parts[k].quantity
    end
    one.over = sum(parts) > list.totals[one.total]
    return (not one.over or list.same_sentence and not of_channels) and one or nil, of_channels
  elseif of_channels or is_exhaustive(list) or list.kind == "list" then
    return nil, of_channels
  end
  local one = at {atmost = true, total = is_beside(list) and 1 or nil, parts = {}}
  for k = 1, own_count(list) do
    one.apart = one.apart or k > 1 and list.parts[k - 1].closes
    one.parts[k] = k
  end
  return one, false
end

-- 一个数的说法：它前面到标点为止的字。
local function said_of(quantity)
  local text = quantity:before(20)
  text = text:match(".*\xEF\xBC[\x8C\x9B\x9A\x88\x89](.*)$") or text
  text = text:match(".*\xE3\x80[\x81\x82](.*)$") or text
  return text:match(".*[,;:()](.*)$") or text
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

-- 各项的词在 block 里都出现了的分法。
local function divisions_in(block, clues)
  local found = {}
  for _, words in ipairs(divisions) do
    local all = holds_any(clues, words[1]) and holds_any(block.text, words.of)
    for i = 2, #words do
      all = all and holds_any(block.text, words[i])
    end
    found[#found + 1] = all and words or nil
  end
  return found
end

-- 一段里按分法列出的各数：与前面一个同类总数相等的算核对过，其余加到 sums。
local function add_divisions(block, clues, sums)
  local list, ways = {}, divisions_in(block, clues)
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
        local one = {block = block.location.block, total = total.index, parts = {}}
        one.over = whole > total.figure
        for k = 1, #found do
          one.parts[k] = list[i + k - 1].index
        end
        sums.divided = true
        sums[#sums + 1] = not fits and one or nil
      end
    end
  end
end

-- “从信息类别看，动态类7条，公告类5条，其他3条”：按一种分法逐类列出的。
-- 以“其他”收尾的才算逐类列全；等于全文任何一个同类的数就不报。
local by_class = regex "(从|按|按照|以)[^，。；：]{2,14}(看|来分|划分|分类|区分|统计|分)[，：,:][^。；]+"
local class_ends = {"看，", "看：", "看,", "看:", "分，", "分：", "分,", "分:", "分类，", "分类：", "分类,", "分类:",
                    "统计，", "统计：", "统计,", "统计:"}
local other_ends = {"部分，", "充分，", "十分，"} -- 不是分类的

-- text 中的各数（在 said 中的序号）；单位不一、不是确数的为空。
local function figures_in(said, text)
  local found = {}
  for index, figure in ipairs(said) do
    local at, place = figure.sentence:find(text, 1, true), #figure:before()
    if at and figure.kind == "count" and place >= at and place < at + #text - 1 then
      local first = said[found[1]] or figure
      if figure.unit ~= first.unit or figure.approx ~= "exact" or figure.change then
        return {}
      end
      found[#found + 1] = index
    end
  end
  return found
end

-- 逐类列全而没有渠道的各数之前，同类的总数的序号；没有为 nil。
local function total_of_class(said, found)
  local first = said[found[1]]
  for _, index in ipairs(found) do
    if names_channel(said_of(said[index])) then return nil end
  end
  for index = 1, found[1] - 1 do
    local figure = said[index]
    if figure.unit == first.unit and figure.kind == "count" and not figure.change and figure >= first and
      holds_any(said_of(figure), {"公开", "申请", "共", "发布"}) then
      return index
    end
  end
end

-- 一段里逐类列出的各数：加到 sums。
local function add_classes(report, block, sums)
  for told in block:matches(by_class) do
    local said = block:quantities()
    local found = figures_in(said, told.text)
    local last = #found > 2 and said_of(said[found[#found]]) or ""
    local total = holds_any(last, {"其他", "其它", "其余"}) and total_of_class(said, found)
    if total then
      local parts, fits = {}, false
      for i, index in ipairs(found) do
        parts[i] = said[index]
      end
      local whole, unit = sum(parts), parts[1].unit
      for _, figure in ipairs(report:quantities()) do
        fits = fits or (figure.unit == unit and figure.kind == "count" and whole:is(figure))
      end
      sums.classed = true
      sums[#sums + 1] = not fits and
        {block = block.location.block, total = total, parts = found, over = false} or nil
    end
  end
end

-- 一处加总的总数和各项。list：它的列举，没有为 nil。
local function terms_of(report, list, one)
  local said, parts = one.block and report.blocks[one.block]:quantities() or list.totals, {}
  for i, index in ipairs(one.parts) do
    parts[i] = list and list.parts[index].quantity or said[index]
  end
  return one.total and said[one.total] or largest(list.totals), parts
end

---- 占比 ----
-- 一处占比：percent 是 part 在 total 中所占的，各为 list 或 block 里的序号；base：总数在
-- report:quantities() 中的序号；cut：只是截去了尾数。

local function add_share(shares, agrees, one)
  shares.checked = true
  shares[#shares + 1] = not agrees and one or nil
end

-- 一个列举的各项占比：任一总数相符即可，不符的按 base_of。
local function add_listed_shares(list, at, shares)
  if not is_of_figures(list) then return end
  local base, agreed, cut = base_of(list)
  for k, part in ipairs(base and list.parts or {}) do
    if part.percent then
      add_share(shares, agreed[k], at {part = k, total = base, cut = cut[k] == true})
    end
  end
end

-- 没有总数的一列占比（“网站31条，占62%；微博15条，占30%……”）：总数在别处。全文同单位的数中，能使最多
-- 占比（至少两项、至多一项不符）算得相符的那个就是总数；没有的不核对。place(i)：第 i 项的位置。
local function add_scattered_shares(report, parts, shares, place)
  local said, base, most, wanted = report:quantities(), nil, 1, 0
  for _, part in ipairs(parts) do
    wanted = wanted + (part.percent and 1 or 0)
  end
  for index, one in ipairs(said) do
    if one.kind == "count" and one.unit == parts[1].quantity.unit and one > 0 and not one.change then
      local agree = count_agreeing(parts, one, {}, {})
      if agree > most and agree >= wanted - 1 then
        base, most = index, agree
      end
    end
  end
  for i, part in ipairs(base and parts or {}) do
    if part.percent then
      local agrees, cut = share_agrees(part, said[base])
      local one = place(i)
      one.base, one.cut = base, cut
      add_share(shares, agrees, one)
    end
  end
end

-- 先写占比、后在括号里写数的：“公开占比31.0%（27件），不予公开占比6.9%（6件）”，一段一组。
local function add_reversed_shares(report, block, shares)
  local parts, percent = {}, nil
  local said = block:quantities()
  for index, figure in ipairs(said) do
    if percent and figure.kind == "count" and figure.approx == "exact" and figure:before(2):find("%%（$") then
      parts[#parts + 1] = {percent = said[percent], quantity = figure, at = percent, index = index}
    end
    percent = figure.kind == "percent" and not figure.change and figure.approx == "exact" and index or nil
  end
  if #parts > 2 then
    add_scattered_shares(report, parts, shares, function(i)
      return {block = block.location.block, part = parts[i].index, percent = parts[i].at}
    end)
  end
end

-- 一个数之后紧接着它的占比：“，占”“（占比”；“，甲占”是甲的占比
local regex_share = regex "^[，,（( ]*(约|大约|所)?(占|比例|比重)(?!.{0,8}(分别|各))"
local share_words = {"占", "比例", "比重"}

-- 数 before 的占比 percent 按前面各个同单位的数：相符，只是截尾，写明“共”“总数”的那个数的序号。
local function lone_share(before, percent, totals)
  local part, agrees, cut, whole = {quantity = before, percent = percent}, false, false, nil
  for _, total in ipairs(totals) do
    if total.figure.unit == before.unit and total.figure > 0 then
      local one, short = share_agrees(part, total.figure)
      agrees, cut = agrees or one, cut or short
      if total.figure >= before and holds_any(said_of(total.figure), {"共", "总"}) then
        whole = whole or total.at
      end
    end
  end
  return whole, agrees, cut
end

-- 列举里的同一个数、同一个占比。
local function is_listed(listed, quantity, percent)
  for _, part in ipairs(listed) do
    if part.quantity == quantity and part.percent == percent then
      return true
    end
  end
  return false
end

-- 列举以外的占比（“总数为100条，网站60条，占比60%”）：前面同单位的任何一个数算得相符即可；
-- 都不相符时按写明“共”“总数”的那个数核对，没有写明的不核对。listed：本段各列举的项。
local function add_lone_shares(block, listed, shares)
  local said, at, totals, shared = block:quantities(), nil, {}, false
  for index, figure in ipairs(said) do
    if figure.kind == "percent" then
      local before = at and said[at]
      if before and not shared and not is_listed(listed, before, figure) and
        regex_share:find((before:after(24):gsub("^ +", ""))) then
        local whole, agrees, cut = lone_share(before, figure, totals)
        if whole then
          add_share(shares, agrees,
            {block = block.location.block, part = at, percent = index, total = whole, cut = cut})
        end
      end
      shared = true
    elseif figure.kind == "count" and figure.approx == "exact" then
      totals[#totals + 1] = at and {figure = said[at], at = at}
      at, shared = index, false
    else
      at = nil
    end
  end
end

-- 一处占比的占比、部分和总数。list：它的列举，没有为 false；all：report:quantities()。
local function share_of(report, list, one, all)
  local said = one.block and report.blocks[one.block]:quantities() or list.totals
  local total = one.base and all[one.base] or said[one.total]
  if list then
    return list.parts[one.part].percent, list.parts[one.part].quantity, total
  end
  return said[one.percent], said[one.part], total
end

-- 一个列举的各个占比；有一项没有占比（不是 0）的为空。
local function percents(list)
  local found = {}
  for _, part in ipairs(list.parts) do
    if not (part.percent or part.quantity and part.quantity:is(0)) then
      return {}
    end
    found[#found + 1] = part.percent
  end
  return found
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

-- 一个列举的各个占比的小数位数 least、most；even：位数一致或较少的正好除尽；
-- whole：合计应为100%；full：各渠道的，合计已到100%。不足三个占比的为 nil。
local function percents_of(list, at)
  local found = percents(list)
  if #found < 3 then
    return nil
  end
  local one = at {}
  for _, percent in ipairs(found) do
    local digits = places(percent)
    one.least, one.most = math.min(one.least or digits, digits), math.max(one.most or digits, digits)
  end
  one.even = one.least == one.most or is_exact_but(list, one.most)
  one.full = is_of_channels(list) and sum(found) >= 100
  one.whole = not one.full and not list.open and (list.rest or adds_up(list))
  return one
end

---- 增减 ----
-- 一处增减的百分数：block 里的序号 percent；由 now 与 base（没有写明时，由相差的 step，fall：减少）算得的不是它，
-- 或者 count 与任何整数的上年数都不成它。

local yearly_words = {"同比", "上年", "去年", "上一年"}
local change_words = {"比20", "较20", "与20", "同20", table.unpack(yearly_words)}

-- “增幅为13.76%”也是增长
local function change_of(q)
  if q.change then return q.change end
  local lead = q:before(6)
  return holds_any(lead, {"增幅", "增长率", "涨幅"}) and "rise" or
         holds_any(lead, {"降幅", "下降率"}) and "fall" or nil
end

-- “与2018年的25件相比增长”
local against_year = regex "(较|比|与|同)20\\d\\d年[^。；]*$"

local function is_yearly(q)
  return q.kind == "percent" and q.approx == "exact" and change_of(q) and
         (holds_any(q:before(14), yearly_words) or against_year:find(q:before(24)))
end

-- 有无整数基数 base，使 (n-base)/base 四舍五入或截去尾数后为 p%（跌为负）。
local function has_base(n, p, digits)
  local unit = 10 ^ -digits
  for _, way in ipairs {{-0.5, 0.5}, {0, 1}} do
    local low, high = p + way[1] * unit, p + way[2] * unit
    local least, most = n / (1 + high / 100), n / (1 + low / 100)
    if low > -100 and math.floor(most + 1e-9) >= math.ceil(least - 1e-9) then return true end
  end
  return false
end

-- 紧接在前的话说明 q 是上年的数：“比2015年的298件”“较上年的61件”“（2014年3865条）”；或者是增减的数：“比上年增加213条”。
local base_words = regex "(较|比|与|同)?(上年|去年|上一年|上年度|20\\d\\d年度?)(同期)?(的|为|是|公开|收到|受理)*$"
local step_words = regex "(?<![新净至最])(增加|减少|增长|下降|多|少|增|减|上升)了?$"

-- 一处增减的上年数。
local function base_for(said, one)
  if one.base then return said[one.base] end
  return one.fall and said[one.now] + said[one.step] or said[one.now] - said[one.step]
end

-- 写明上年数或增减数的，第 at 个数应由它算得；算得不符的一处，没有为 nil。counts：句中它以前的数的序号，近的在后。
local function wrong_change(said, at, counts, block)
  local bases, steps, currents, wrong = {}, {}, {}, nil
  for i = #counts, 1, -1 do
    local one = said[counts[i]]
    if one.unit ~= said[counts[#counts]].unit then break end
    local lead = one:before(16)
    local list = step_words:find(lead) and steps or base_words:find(lead) and bases or currents
    list[#list + 1] = counts[i]
  end
  if #bases > 1 or #steps > 1 or #bases + #steps == 0 then return nil end
  for _, now in ipairs(currents) do
    local one = {block = block, percent = at, now = now, base = bases[1], step = steps[1],
                 fall = change_of(said[at]) == "fall"}
    local base = base_for(said, one)
    if base > 0 then
      local agrees, cut = share_agrees({quantity = (said[now] - base):abs(), percent = said[at]}, base)
      if agrees or cut then return nil end
      wrong = wrong or one
    end
  end
  return wrong
end

-- 句中任一个数（序号在 counts 中）都没有整数的上年数能使它成为第 at 个数的一处，没有为 nil。
local function baseless(said, at, counts, block)
  local p = tonumber(said[at]:text())
  for _, index in ipairs(counts) do
    local n = said[index]:number()
    if n > 0 and has_base(n, change_of(said[at]) == "fall" and -p or p, places(said[at])) then return nil end
  end
  return {block = block, percent = at, count = counts[#counts]}
end

-- 一段里各处增减的百分数；前一个百分数以前写明的上年数不算它的。
local function add_changes(block, changes)
  local said, counts, floor, number = block:quantities(), {}, 0, block.location.block
  for at, q in ipairs(said) do
    local yearly = is_yearly(q)
    local counted = q.kind == "count" and q.approx == "exact" and q.step <= 1 and q:number()
    if #counts > 0 and (yearly or counted) and said[counts[#counts]].sentence ~= q.sentence then
      counts, floor = {}, 0
    end
    if counted then
      counts[#counts + 1] = at
    elseif yearly then
      local near = table.move(counts, floor + 1, #counts, 1, {})
      local wrong = wrong_change(said, at, near, number) or baseless(said, at, counts, number)
      changes.checked = changes.checked or #counts > 0
      changes[#changes + 1] = #counts > 0 and wrong or nil
      floor = #counts
    end
  end
end

---- 项数 ----

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

-- 一个列举说的项数 said，列出的项数 least 到 most（没有列出时，为其后的标题数）；不知道的为 nil。
local function counts_of(report, list, at)
  local said, least, most = list.total:number(), list.least, list.most
  if least == nil and list.block.text:sub(-#list.sentence) == list.sentence and
    not holds_any(list.sentence, {"包括", "由", "包含", "分为", "等"}) then
    least = headings_after(report, list.block.location.block)
    most = least
  end
  return said and least and at {said = said, least = least, most = most} or nil
end

-- 一段之前最近的标题。
local function last_heading(report, number)
  while number > 0 and report.blocks[number].type ~= "heading" do
    number = number - 1
  end
  return number
end

---- 一次读出 ----

local clue_list = {"%（", table.unpack(share_words)}
for _, words in ipairs(divisions) do
  table.move(words[1], 1, #words[1], #clue_list + 1, clue_list)
end
table.move(class_ends, 1, #class_ends, #clue_list + 1, clue_list)
table.move(other_ends, 1, #other_ends, #clue_list + 1, clue_list)
table.move(change_words, 1, #change_words, #clue_list + 1, clue_list)
local clues = wordlist(clue_list)

-- 各段里说明有加总、占比、增减的词，以段的序号。
local function clues_of(report)
  local out = {}
  for _, word in ipairs(clues:find(report)) do
    local number = word.block.location.block
    out[number] = (out[number] or " ") .. word.text .. " "
  end
  return out
end

-- 全文的列举：sums 加总（checked、divided、classed：有列举、分法、逐类列出的），shares 占比，changes 增减，
-- percents 见 percents_of，counts 见 counts_of，ordered“一是、二是”的各项和它们之前的标题。
local lists_of = per_report(function(report)
  local out = {sums = {}, shares = {}, percents = {}, changes = {}, counts = {}, ordered = {}}
  local sums, shares, listed, home, order = out.sums, out.shares, {}, nil, 0
  local function at(one) -- 说明是哪一段的第几个列举
    one.home, one.list = home, order
    return one
  end
  for _, list in ipairs(report:enumerations()) do
    local number = list.block.location.block
    order = number == home and order + 1 or 1
    home = number
    if list.kind == "counted" then
      out.counts[#out.counts + 1] = counts_of(report, list, at)
    elseif list.kind == "ordered" then
      local heading = last_heading(report, number)
      for k = 1, #list.parts do
        out.ordered[#out.ordered + 1] = at {part = k, heading = heading}
      end
    end
    local one, seen = sum_of_list(list, at)
    sums[#sums + 1], sums.checked = one, sums.checked or seen
    out.percents[#out.percents + 1] = percents_of(list, at)
    add_listed_shares(list, at, shares)
    listed[number] = listed[number] or {}
    table.move(list.parts, 1, #list.parts, #listed[number] + 1, listed[number])
    if list.kind == "list" and list.exact and list.total == nil and #list.parts > 2 then
      add_scattered_shares(report, list.parts, shares, function(k)
        return at {part = k}
      end)
    end
  end
  for number, words in pairs(clues_of(report)) do
    local block = report.blocks[number]
    add_divisions(block, words, sums)
    if holds_any(words, class_ends) then add_classes(report, block, sums) end
    if words:find("%（", 1, true) then add_reversed_shares(report, block, shares) end
    if holds_any(words, change_words) then add_changes(block, out.changes) end
    if holds_any(words, share_words) then add_lone_shares(block, listed[number] or {}, shares) end
  end
  return out
end)

local times = "{a}…是…{b}…的{k:倍}"
local rate = "收到…申请{b:件}，~(答复|办结)…{a:件}，~(答复率|办结率)~{k:%}"
local ratios = {{word = "倍", clues = {"倍"}, phrase = times},
                {word = "率", clues = {"答复率", "办结率"}, phrase = rate, percent = true}}

-- lists_of 的一种，field 为 value（缺者为全部）的，逐处给出列举（没有的为 false）和那一处。
local function each_of(report, kind, field, value)
  local found, lists, i = lists_of(report, kind), {}, 0
  return function()
    repeat
      i = i + 1
    until found[i] == nil or field == nil or found[i][field] == value
    local one = found[i]
    if one == nil then return nil end
    local home = one.home
    if home then lists[home] = lists[home] or report.blocks[home]:enumerations() end
    return home and lists[home][one.list] or false, one
  end
end

-- 各处加总：不符而和比总数多（over）或不比它多的。
local function check_sums(report, expect, over)
  local sums = lists_of(report, "sums")
  if sums.checked or sums.divided or sums.classed then expect.checked() end
  for list, one in each_of(report, "sums", "over", over) do
    local total, parts = terms_of(report, list, one)
    expect(total):equals(sum(parts))
  end
end

-- 各处占比：不符而只是截去尾数（cut）或不是的。
local function check_shares(report, expect, cut)
  local shares = lists_of(report, "shares")
  local all = #shares > 0 and report:quantities()
  if shares.checked then expect.checked() end
  for list, one in each_of(report, "shares", "cut", cut) do
    local percent, part, total = share_of(report, list, one, all)
    expect(percent):equals((part * 100 / total):round(places(percent)))
  end
end

local function no_match() end

local misplaced = "“%s”之前是第 %d 项，应为第 %d 项"

rule "E01" {
  title = "列举的各项之和等于总数",
  severity = "warning",
  basis = "例：“其中”“包含”所列各项之和与总数不等是常见错误；有“其他”项或逐类列出的列举应当穷尽",
  rationale = "有“其他”一项、逐类列出或按表式分类的列举应当加得总数；写“等”的、加到某一项正好相等的不报",
  precision = "may_overreport",
  tags = {"正文", "列举"},
  checks = {
    {check = function(report, expect)
      check_sums(report, expect, false)
    end},
    {severity = "error", check = function(report, expect)
      check_sums(report, expect, true)
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
    for list, one in each_of(report, "counts") do
      expect.checked()
      if one.said < one.least or one.said > one.most then
        expect.fail("“" .. list.text .. "”说 " .. one.said .. " 项，实际列出 " .. one.most .. " 项", list)
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
    local open, heading = {}, nil -- 尚未结束的各层序词
    for list, one in each_of(report, "ordered") do
      open, heading = one.heading == heading and open or {}, one.heading
      local part, depth = list.parts[one.part], #open
      while depth > 0 and open[depth] + 1 ~= part.order do depth = depth - 1 end
      if depth == 0 and part.order > 1 and #open > 0 then
        expect.fail(misplaced:format(part.text, open[#open], open[#open] + 1), part)
      end
      depth = part.order == 1 and #open + 1 or depth > 0 and depth or math.max(#open, 1)
      open[depth], open[depth + 1] = part.order, nil
      expect.checked()
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
    if lists_of(report, "sums").checked then expect.checked() end
    for list, one in each_of(report, "sums", "atmost", true) do
      local total, parts = terms_of(report, list, one)
      expect(one.apart and largest(parts) or sum(parts)):at_most(total)
    end
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
    for list, one in each_of(report, "percents") do
      if one.full then
        expect.checked()
      elseif one.whole then
        local found = percents(list)
        expect(sum(found)):equals(100, sum {#found} * last_place(one.least) / 2)
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
    for _, ratio in ipairs(ratios) do
      for _, block in ipairs(report:find(ratio.word)) do
        for m in holds_any(block.text, ratio.clues) and block:phrases(ratio.phrase) or no_match do
          if m.a.unit == m.b.unit and m.b > 0 then
            local expected = ratio.percent and m.a * 100 / m.b or m.a / m.b
            expect(m.k):equals(expected:round(places(m.k)))
          end
        end
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
    for list, one in each_of(report, "percents") do
      if one.even then
        expect.checked()
      else
        expect.fail(("占比的小数位数不一致：最少 %d 位，最多 %d 位"):format(one.least, one.most), list)
      end
    end
  end,
  good = {
    {body = "公开300条，包含公报100条，占33.3%；网站100条，占33.3%；其他100条，占33.3%。"},
    {body = "答复6件，其中公开2件，占33.3%；不公开1件，占16.7%；其他3件，占50%。"},
  },
  bad = {{body = "公开300条，包含公报100条，占33.3%；网站80条，占26.67%；其他120条，占40%。"}},
}

---- 正文的遗漏与重复 ----

local told_channels = {
  {"政府公报公开政府信息数", {"公报"}},
  {"政府网站公开政府信息数", {"网站", "局网", "官网", "门户", "网上", "网页"}},
  {"政务微博公开政府信息数", {"微博", "两微", "双微", "新媒体"}},
  {"政务微信公开政府信息数", {"微信", "公众号", "两微", "双微", "新媒体"}},
}

rule "P14" {
  title = "主要的公开渠道正文都提到",
  severity = "notice",
  form = {"gk-2014", "gk-2018"},
  basis = "推：某渠道占主动公开数一成以上，正文却没有一处提到",
  precision = "may_overreport",
  rationale = "正文只写总数的不算遗漏，所以只在正文提到了别的渠道时提示。",
  tags = {"文表"},
  check = function(report, expect)
    local total, missing, told = report:item "主动公开政府信息数", {}, false
    if total.state ~= "number" or total:is(0) then return expect.skip("没有主动公开数") end
    for _, channel in ipairs(told_channels) do
      local item, found = report:item(channel[1]), false
      for _, word in ipairs(channel[2]) do found = found or #report:find(word) > 0 end
      told = told or found
      if not found and item.state == "number" and item * 10 > total then missing[#missing + 1] = item end
    end
    if not told then return expect.skip("正文没有提到公开渠道") end
    expect.checked()
    for _, item in ipairs(missing) do
      expect.fail("统计表“" .. item.label .. "”为 " .. item:text() .. "，占主动公开数一成以上，正文没有提到", item)
    end
  end,
  good = {{items = {["主动公开政府信息数"] = 50, ["政务微博公开政府信息数"] = 20}, body = "通过网站、官方微博公开信息。"}},
  bad = {{items = {["主动公开政府信息数"] = 50, ["政务微博公开政府信息数"] = 20}, body = "通过门户网站公开信息。"}},
}

rule "P15" {
  title = "同一事项没有重复叙述",
  severity = "notice",
  basis = "推：同一事项在两处重复，多为套用或修改时的遗留",
  precision = "may_overreport",
  rationale = "只看一字不差的长句，和两处都说没有发生行政复议、行政诉讼的；总体情况与分述的概括和展开不算重复。",
  tags = {"正文"},
  checks = {
    {check = function(report, expect)
      local seen = {}
      for _, block in ipairs(report.texts) do
        local text = block.type == "paragraph" and block.text:gsub("%s+", ""):gsub("。", "\n") or ""
        for sentence in text:gmatch "[^\n]+" do
          local first = #sentence >= 75 and seen[sentence] or nil -- 25 字以上
          if first and first ~= block then
            expect.fail("两处写有同一句话：“" .. sentence .. "”", block, first)
          end
          if #sentence >= 75 then seen[sentence] = first or block end
          if #sentence >= 30 then expect.checked() end -- 10 字以上
        end
      end
    end},
    {check = function(report, expect)
      local none
      for _, claim in ipairs(report.year and report.year > 2018 and {} or report:claims()) do
        if claim.kind == "none" and claim.text:find("复议", 1, true) and claim.text:find("诉讼", 1, true) then
          if none and none.block ~= claim.block then
            expect.fail("没有行政复议、行政诉讼，前后说了两次", claim.location, none.location)
          end
          none = none or claim
        end
      end
    end},
  },
  good = {{body = "未发生行政复议和行政诉讼案件。"}},
  bad = {
    {body = "依申请公开：按时答复。无因信息公开提起的行政复议和行政诉讼案件。\n我局未发生行政复议和行政诉讼案件。"},
    {body = "局办公室牵头协调政府信息公开日常工作，各处室按照职责分工做好栏目维护。\n" ..
            "局办公室牵头协调政府信息公开日常工作，各处室按照职责分工做好栏目维护。"},
  },
}

local impossible = "没有一个整数的上年数能使“%s”成为“%s”"

rule "R04" {
  title = "同比增减的百分数可以成立",
  severity = "warning",
  basis = "推：没有上年报告时，只能验证是否存在一个整数的上年数",
  precision = "may_underreport",
  rationale = "数较小时，增减的百分数只能取有限的几个值。句中任一个数说得通即可。",
  tags = {"正文"},
  check = function(report, expect)
    local changes = lists_of(report, "changes")
    if changes.checked then expect.checked() end
    for _, one in ipairs(changes) do
      local said = report.blocks[one.block]:quantities()
      local q, count = said[one.percent], said[one.count]
      if one.now then
        local base = base_for(said, one)
        expect(q):equals(((said[one.now] - base) * 100 / base):abs():round(places(q)))
      else
        expect.fail(impossible:format(count.raw, q:before(8) .. q.raw), q, count)
      end
    end
  end,
  good = {
    {body = "发布信息326条，公开数量较去年增长9.8%。"}, {body = "受理申请859件，申请数量较去年回落12.3%。"},
    {body = "收到申请356件，比2015年的298件增加58件，同比增长19.46%。"},
    {body = "主动公开政府信息1268条，比上年增加213条，同比增长20.2%。"},
    {body = "主动公开信息500条，收到申请37件，比上年的25件增加12件，较上年增长48%。"},
    {body = "答复申请18件，较上年的15件增长20%，其中公开9件，同比增长12.5%。"},
    {body = "公开信息500条，新增栏目信息120条，同比增长25%。"},
  },
  bad = {
    {body = "收到申请7件，同比增长20%。"},
    {body = "收到申请356件，比2015年的298件增加58件，同比增长20.46%。"},
    {body = "收到申请37件，与2018年的25件相比增长46%。"},
    {body = "公开信息215条，较2021年的189条增加26条，增幅为14.76%。"},
    {body = "主动公开政府信息1268条，比上年增加313条，同比增长20.2%。"},
  },
}
