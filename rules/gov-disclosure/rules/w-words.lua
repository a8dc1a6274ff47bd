-- W：文字。词表在 data/ 里，本单位可以用覆盖文件添加各行（docs/overlay.zh-CN.md）。

local head = "某某市水务局2017年度政府信息公开工作年度报告\n\n"
local function report_of(...)
  return head .. "一、概述\n" .. table.concat({...}, "\n") .. "\n"
end
local function says(...)
  return {text = report_of(...)}
end

-- 一个字（UTF-8）在某处之前、之后
local function char_before(text, first)
  local from = first > 1 and utf8.offset(text, -1, first)
  return from and text:sub(from, first - 1) or ""
end
local function char_after(text, last)
  if last >= #text then
    return ""
  end
  return text:sub(last + 1, (utf8.offset(text, 2, last + 1) or #text + 1) - 1)
end

local function is_han(char)
  return char ~= "" and utf8.codepoint(char) >= 0x3400 and utf8.codepoint(char) <= 0x9FFF
end

local function set_of(text)
  local set = {}
  for _, code in utf8.codes(text) do
    set[utf8.char(code)] = true
  end
  return set
end
local opens = set_of("，。；：、！？（(“‘《【—…\n ,;:!?")

local function holds(text, words)
  for word in (words .. "|"):gmatch("([^|]*)|") do
    if word ~= "" and text:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- 两个标点之间的文字：each(文字, 起, 止)
local function quoted(text, open, close, each)
  local at = 1
  while true do
    local _, from = text:find(open, at, true)
    local to = from and text:find(close, from + 1, true)
    if not to then
      return
    end
    local inner = text:sub(from + 1, to - 1)
    if inner:find(open, 1, true) then
      at = from + 1
    else
      each(inner, from + 1, to - 1)
      at = to + #close
    end
  end
end

-- 词表里写的前后文：“^”为句读之后，“$”为段落结束
local function fits(list, text, first, last)
  if list == "" then
    return true
  end
  for word in (list .. "|"):gmatch("([^|]*)|") do
    if word == "^" then
      local char = char_before(text, first)
      if char == "" or opens[char] then
        return true
      end
    elseif word == "$" then
      if last >= #text then
        return true
      end
    elseif word ~= "" and (first and text:sub(1, first - 1):sub(-#word) == word or
      not first and text:sub(last + 1, last + #word) == word) then
      return true
    end
  end
  return false
end

-- 说出词所在的一小段
local function around(text, first, last)
  for _ = 1, 8 do
    local from = first > 1 and utf8.offset(text, -1, first)
    if not from or opens[text:sub(from, first - 1)] then
      break
    end
    first = from
  end
  for _ = 1, 8 do
    local char = char_after(text, last)
    if char == "" or opens[char] or char == "”" or char == "）" then
      break
    end
    last = last + #char
  end
  return text:sub(first, last)
end

-- 几个词表在正文里的各处，按段落的次序；同一段里按词表的次序
local function found_in(report, lists)
  local found = {}
  for _, list in ipairs(lists) do
    for _, match in ipairs(list:find(report)) do
      found[#found + 1] = match
    end
  end
  if #lists > 1 then
    table.sort(found, function(a, b)
      return a.location.block < b.location.block
    end)
  end
  return found
end

-- 词表在一段里的各处，按段落取：by_block(report, list)(block)
local function by_block(report, list)
  local found, nothing = {}, {}
  for _, match in ipairs(list:find(report)) do
    local block = match.block
    found[block] = found[block] or {}
    table.insert(found[block], match)
  end
  return function(block)
    return found[block] or nothing
  end
end

-- 在正文里找词表的各词
local function each_word(report, lists, each)
  for _, match in ipairs(found_in(report, lists)) do
    local row, text = match.row, match.block.text
    if (row.before == nil or fits(row.before, text, match.first, match.last)) and
      (row.after == nil or fits(row.after, text, nil, match.last)) then
      each(match, match.block)
    end
  end
end

local han = "[\xE4-\xE9][\x80-\xBF][\x80-\xBF]"

-- 没有正文（只有标题、统计表）就不适用
local function of_prose(check)
  return function(report, expect)
    for _, block in ipairs(report.texts) do
      if block.type == "paragraph" and block.text:find(han) then
        return check(report, expect)
      end
    end
    expect.skip("没有正文")
  end
end

-- ---- W01 ----

local typo_lists = {wordlist(data("typos.csv")), wordlist(data("doubled.csv")),
  wordlist(data("dropped.csv"))}

local function typos(level)
  return of_prose(function(report, expect)
    expect.checked()
    local seen = {}
    each_word(report, typo_lists, function(match, block)
      local row = match.row
      local key = row.wrong .. block.location.block .. ":" .. match.first
      if row.level == level and not seen[key] then
        seen[key] = true
        local note = row.note ~= "" and "（" .. row.note .. "）" or ""
        expect.fail("“" .. around(block.text, match.first, match.last) .. "”：“" .. row.wrong ..
          "”应为“" ..
          row.right .. "”" .. note, match, block)
      end
    end)
  end)
end

-- 三个以上的字连着写了两遍
local function repeated(report, expect)
  for _, word in ipairs(report:doubled(3, 8)) do
    expect.fail("“" .. word.text .. "”连写了两遍", word.block)
  end
  expect.checked()
end

rule "W01" {
  title = "错别字",
  severity = "warning",
  basis = "例：错别字、重字、漏字是年报最常见的差错",
  precision = "may_underreport",
  rationale = "只报词表（data/typos.csv、doubled.csv、dropped.csv）里有的写法，合法的写法列为例外；通行写法之别（账号、截至）只提示",
  tags = {"文字"},
  checks = {
    {check = typos("")},
    {check = of_prose(repeated)},
    {severity = "notice", check = typos("提示")},
  },
  good = {says("截至2017年底，我局公开了信息，工作有了了解，分工开展，目的的确明确，人人尽责。", "以经济建设为中心，网上上报，公开开展情况。")},
  bad = {says("我局公开的的制度。"), says("我局以经完成布署。"), says("公共企事业单信息公开。"), says("截止2017年12月31日。"),
         says("进一步推进政府信息政府信息公开。"), says("取得了一定成效，取得的明显成效。")},
}

-- ---- W02 ----

local duty_list = wordlist(data("duties.csv"))

-- 本机关是综合机关：各方面的工作都可以写
local function is_general(agency)
  return holds(agency, "人民政府|办公室|办公厅|管理委员会|管委会|街道|乡|镇|开发区|新区|行政审批|政务|党|纪委|监察|督查|信访|编制")
end

local duty_frames = {
  {before = "对", after = "及部门职能|的误解|不了解|的理解|的满意度"},
  {before = "我局|本局|我委|本委|我厅|本厅|我院|我中心", after = ""},
  {before = "结合|结合我局|结合我市|结合我县|结合我区|结合全市|结合全县|结合全区|结合全省|结合我省", after = "实际|特点|的实际|的特点"},
}

local function ends_with(text, words)
  for word in (words .. "|"):gmatch("([^|]*)|") do
    if word ~= "" and text:sub(-#word) == word then
      return word
    end
  end
end

local function starts_with(text, words)
  for word in (words .. "|"):gmatch("([^|]*)|") do
    if word ~= "" and text:sub(1, #word) == word then
      return true
    end
  end
  return words == ""
end

local function other_duty(report, expect)
  local agency = report.agency
  if agency == nil or is_general(agency) then
    return
  end
  each_word(report, {duty_list}, function(match, block)
    if holds(agency, match.row.owner) then
      return
    end
    local before, after = block.text:sub(1, match.first - 1), block.text:sub(match.last + 1)
    for _, frame in ipairs(duty_frames) do
      if ends_with(before, frame.before) and starts_with(after, frame.after) then
        expect.fail("“" .. around(block.text, match.first, match.last) .. "”：“" .. match.row.duty ..
          "”不是" .. agency .. "的职能，是否套用了其他单位的文字", match, block)
        return
      end
    end
  end)
end

-- 自称与单位名称不合
local selves = {
  {says = "我局|本局", names = "局|队|所|站|中心|公司"},
  {says = "我委|本委", names = "委"},
  {says = "我厅|本厅", names = "厅"},
  {says = "我镇|本镇", names = "镇"},
  {says = "我乡|本乡", names = "乡"},
  {says = "我街道|本街道", names = "街道|办事处"},
}
local self_words, is_self = {}, {}
for _, self in ipairs(selves) do
  for word in (self.says .. "|"):gmatch("([^|]*)|") do
    self_words[#self_words + 1] = word
    is_self[word] = true
  end
end
local self_list = wordlist(self_words)
local level_list = wordlist {"我县", "县委县政府", "县委、县政府", "我区", "区委区政府", "区委、区政府"}

-- 县的报告不写“区委”，区的报告不写“县委”；名称里两样都有、都没有的，说不准
local function other_level(agency, word)
  local county, district = holds(agency, "县|旗|自治州"), holds(agency, "区")
  if word:find("县", 1, true) then
    return district and not county and not holds(agency, "自治区|开发区|新区|省")
  end
  return word:find("区", 1, true) and county and not district
end

-- 自称的一类不是单位名称所有的；名称里没有这些字样的机关不看
local function other_kind(agency, word)
  local known = false
  for _, self in ipairs(selves) do
    known = known or holds(agency, self.names)
    if holds(self.says, word) and holds(agency, self.names) then
      return false
    end
  end
  return known and not holds(agency, "办公室|领导小组")
end

local not_self = {["自"] = true, ["基"] = true, ["根"] = true, ["原"] = true, ["成"] = true,
  ["资"] = true, ["书"] = true}

local function other_self(report, expect)
  local agency, wrong = report.agency, {}
  for _, match in ipairs(found_in(report, {self_list, level_list})) do
    local block, word = match.block, match.text
    if wrong[word] == nil then
      wrong[word] = (is_self[word] and other_kind or other_level)(agency, word) or false
    end
    if wrong[word] and not not_self[char_before(block.text, match.first)] then
      expect.fail("“" .. around(block.text, match.first, match.last) .. "”：单位是" .. agency ..
        "，却写“" .. word .. "”，是否套用了其他单位的文字", match, block)
      return
    end
  end
end

rule "W02" {
  title = "他单位、他级别的词语",
  severity = "warning",
  basis = "例：商务局的报告写“群众对财政工作及部门职能的误解”",
  precision = "may_underreport",
  rationale = "只看三种说法：以本单位的口气说别的部门的工作（data/duties.csv）；" ..
    "自称与单位名称不合（局自称“我委”）；县的报告写“区委区政府”、区的报告写“县委县政府”。政府和综合机关不看职能",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    if report.agency == nil then
      return expect.skip("不知道是哪个单位的报告")
    end
    expect.checked()
    other_duty(report, expect)
    other_self(report, expect)
  end),
  good = {says("我局围绕全市水利工作实际，推进信息公开。", "在市委、市政府领导下，配合财政局做好财政工作。")},
  bad = {says("群众对财政工作及部门职能的误解带来困难。"), says("2017年，我委主动公开政府信息20条。"),

         {text = "某某县水务局2017年度政府信息公开工作年度报告\n\n一、概述\n在区委区政府的领导下，推进公开。\n"}},
}

-- ---- W03、W04 ----

local full = {[","] = "，", [":"] = "：", [";"] = "；", ["?"] = "？", ["!"] = "！"}
local closing = {["”"] = true, ["》"] = true, ["）"] = true, ["】"] = true}

-- 前面是汉字，后面不是数字、字母，不在网址里
local function half_width(text, marks)
  local at = 1
  while true do
    local first = text:find("[,:;?!]", at)
    if first == nil then
      return
    end
    local before, after = char_before(text, first), char_after(text, first)
    if (is_han(before) or closing[before]) and not after:find("^[%a/]") then
      marks(first)
    end
    at = first + 1
  end
end

rule "W03" {
  title = "半角标点",
  severity = "notice",
  basis = "推：中文句子用全角标点",
  precision = "may_underreport",
  rationale = "只看汉字后面的逗号、冒号、分号、问号、叹号；括号、网址、时间、西文不看。一篇只报一次，列出各处",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    local places, shown, used = {}, {}, {}
    for _, block in ipairs(report.texts) do
      local here = false
      half_width(block.text:find(han) and block.text or "", function(first)
        here = true
        local mark = block.text:sub(first, first)
        if not used[mark] then
          used[mark] = true
          shown[#shown + 1] = "“" .. mark .. "”应为“" .. full[mark] .. "”（" .. around(block.text,
            first, first) .. "）"
        end
      end)
      if here then
        places[#places + 1] = block
      end
    end
    expect.checked()
    if #places > 0 then
      expect.fail("中文句子里用了半角标点，共 " .. #places .. " 段：" .. table.concat(shown, "，"),
        table.unpack(places, 1, 40))
    end
  end),
  good = {says("基本情况：2017年，我局网站为www.example.gov.cn，时间为8:30。")},
  bad = {says("基本情况:2017年,我局推进公开。")},
}

local pairs_of = {["“"] = "”", ["《"] = "》", ["（"] = "）", ["("] = ")", ["【"] = "】", ["〔"] = "〕",
  ["「"] = "」"}
local opened_by, pair_marks = {}, {}
for open, close in pairs(pairs_of) do
  opened_by[close] = open
  pair_marks[#pair_marks + 1] = open
  pair_marks[#pair_marks + 1] = close
end
local pair_list = wordlist(pair_marks)
local same = {["("] = "（", [")"] = "）"}
-- “1）”“a)”“一）”是编号
local function is_number(text, first)
  local char = char_before(text, first)
  if char:find("^[%w]$") or holds("一|二|三|四|五|六|七|八|九|十", char) then
    local start = first - #char
    while start > 1 and (char_before(text, start):find("^%w$") or holds("一|二|三|四|五|六|七|八|九|十",
      char_before(text, start))) do
      start = start - #char_before(text, start)
    end
    local before = char_before(text, start)
    return before == "" or opens[before]
  end
  return false
end

-- marks：文字里的各个括号、引号、书名号
local function unpaired(text, marks)
  local stack = {}
  for _, mark in ipairs(marks) do
    local char, place = mark.text, mark.first
    if pairs_of[char] then
      stack[#stack + 1] = {char = same[char] or char, first = place, last = mark.last}
    elseif opened_by[char] then
      local top = stack[#stack]
      local wanted = opened_by[same[char] or char]
      if top and top.char == wanted then
        stack[#stack] = nil
      elseif not (char == "）" or char == ")") or not is_number(text, place) then
        return char, place, mark.last
      end
    end
  end
  if #stack > 0 then
    return stack[#stack].char, stack[#stack].first, stack[#stack].last
  end
end

local doubled_marks = wordlist {"，，", "。。", "；；", "、、", "：：", "，。", "。，", "；。", "。；", "、。",
  "。、", "，、", "、，", "：。", "，；", "；，"}
local order = wordlist {"一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"}

-- 一是……；二是……。三是……：各项之间的标点
local function between(block, list)
  local marks, mixed = {}, {}
  for i, match in ipairs(list) do
    local before = char_before(block.text, match.first)
    if i > 1 and match.number == list[i - 1].number + 1 and (before == "；" or before == "。") then
      marks[before] = match
      mixed[#mixed + 1] = before
    end
  end
  return marks["；"] and marks["。"], marks["。"], mixed
end

rule "W04" {
  title = "标点配对、并列各句的标点",
  severity = "notice",
  basis = "推：括号、引号、书名号成对；“一是……；二是……。”各项之间标点一致",
  rationale = "按段落看；“1）”一类编号的半边括号不算",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    local paired, doubled, ordered = by_block(report, pair_list), by_block(report, doubled_marks),
      by_block(report, order)
    for _, block in ipairs(report.texts) do
      local text = block.text
      if #paired(block) > 0 and text:find(han) then
        local char, first, last = unpaired(text, paired(block))
        if char then
          expect.fail("“" .. char .. "”没有配对：" .. around(text, first, last), block)
        end
      end
      local match = doubled(block)[1]
      if match then
        expect.fail("标点“" .. match.text .. "”连用：" .. around(text, match.first - 3 > 0 and
          utf8.offset(text, 0, match.first - 1) or match.first, match.last), match, block)
      end
      local mixed, at, marks = between(block, ordered(block))
      if mixed then
        expect.fail("“一是……二是……”各项之间有的用“；”、有的用“。”（依次为" .. table.concat(marks) .. "）", at, block)
      end
    end
    expect.checked()
  end),
  good = {says("我局修订了指南（含目录），印发《办法》（“新规”），：1）公开；2）不予公开。", "一是学习；二是培训；三是考核。", "一是学习。二是培训。三是考核。")},
  bad = {says("我局修订了指南（含目录，方便查阅。"), says("我局印发《办法，方便查阅。"), says("一是学习；二是培训。三是考核。"), says("我局推进公开。。")},
}

-- ---- W05 ----

local template_list = wordlist(data("templates.csv"), "text")
local blank_words = {}
for _, mark in ipairs({"XX", "xx", "××", "＊＊", "**", "○○", "〇〇", "＿＿", "__"}) do
  for _, unit in ipairs({"年", "月", "日", "条", "件", "次", "篇", "人次", "人", "万元", "个", "期", "局", "市",
    "县", "区", "省", "镇", "乡",
                         "单位", "部门", "机关", "街道", "委"}) do
    blank_words[#blank_words + 1] = mark .. unit
  end
end
local blanks = wordlist(blank_words)
-- 整段是一句“对……情况进行介绍”，没有主语
local function is_instruction(text)
  local plain = text:gsub("。$", "")
  if #plain > 240 or utf8.len(plain) > 60 or not plain:find("情况", 1, true) then
    return false
  end
  local asks = ends_with(plain, "进行介绍|进行简要介绍|作简要介绍|进行说明|进行简要说明|作简要说明|进行概述")
  local begins = starts_with(plain, "对|请对|应对|主要对|本部分对|此处对")
  local bare = starts_with(plain, "简要介绍|请简要介绍|请填写|请简要说明|介绍本")
  return not plain:find("。", 1, true) and not holds(plain, "我|已|了") and
    (begins and asks or bare)
end

rule "W05" {
  title = "模板提示语残留",
  severity = "error",
  basis = "例：填写提示语没有删去",
  rationale = "XX、××、＿＿ 之类只在后面是年月日、数量、单位时报；提示语见 data/templates.csv",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    local blank, told = by_block(report, blanks), by_block(report, template_list)
    for _, block in ipairs(report.texts) do
      local text = block.text
      local seen = blank(block)[1]
      if seen then
        expect.fail("有没有填写的内容：“" .. around(text, seen.first, seen.last) .. "”", seen, block)
      end
      for _, match in ipairs(told(block)) do
        expect.fail("填写提示没有删去：“" .. around(text, match.first, match.last) .. "”", match, block)
      end
      local box = text:find("□", 1, true)
      if box then
        expect.fail("有没有填写的方框“□”：" .. around(text, box, box + #"□" - 1), block)
      end
      if is_instruction(text) then
        expect.fail("填写提示没有删去：“" .. text .. "”", block)
      end
    end
    expect.checked()
  end),
  good = {says("我局对群众关心的政策进行了介绍。", "会上对相关情况进行了说明。")},
  bad = {says("2017年，XX局主动公开信息。"), says("本级政府（本部门）主动公开信息。"), says("对本年度主动公开情况进行介绍。"), says("是□ 否□")},
}

-- ---- W06 ----

local grammar_list = wordlist(data("grammar.csv"))
local hits = wordlist {"点击率", "浏览率", "访问率", "阅读率"}
local setups = wordlist {"建立健全以", "建立了以", "建立以", "健全以", "构建以", "形成以", "形成了以", "完善以"}
local followers = {"机制", "体系", "制度", "格局", "模式"}
local not_with = {"以来", "以及", "以上", "以下", "以后", "以便", "以此", "以往", "以内", "以外", "以前"}

-- “以……的机制”没有“为”
local function lacks_wei(text, match)
  local stop = text:find("。", match.last, true) or #text + 1
  local rest = text:sub(match.last + 1, stop - 1)
  local semicolon = rest:find("；", 1, true)
  if semicolon then
    rest = rest:sub(1, semicolon - 1)
  end
  for _, word in ipairs(not_with) do
    if text:sub(match.last - 2, match.last + 3) == word then
      return nil
    end
  end
  if utf8.len(rest) > 80 or holds(rest, "为|“|打造|推动|促进|带动|引领|保障|支撑|确保") then
    return nil
  end
  for _, word in ipairs(followers) do
    local at = rest:find(word, 1, true)
    local of = at and rest:sub(1, at - 1):find("的", 1, true)
    if of then
      return "以" .. rest:sub(1, at - 1) .. word
    end
  end
end

local vague = {"多万", "余万", "多亿", "余亿", "多千", "多百"}
local vague_list = wordlist(vague)

-- 1多万：量级在前；点击率是比率，不用“次”
local function figures(report, expect)
  local said, rates = by_block(report, vague_list), by_block(report, hits)
  for _, block in ipairs(report.texts) do
    local text = block.text
    for _, word in ipairs(#said(block) > 0 and vague or {}) do
      local at = text:find("%d" .. word)
      if at and not text:find("%d%d+" .. word) and char_before(text, at) ~= "." then
        expect.fail("“" .. around(text, at, at + #word) .. "”：“多”“余”应写在“万”“亿”之后，或者写出整数", block)
      end
    end
    for _, match in ipairs(rates(block)) do
      local after = text:sub(match.last + 1)
      local lead, unit = after:match("^(%D*)%d[%d.,]*(%D*)")
      if lead and utf8.len(lead) <= 6 and not holds(lead, "，|。|；|、") and starts_with(unit,
        "次|多次|余次|万次|万多次|万余次|多万次|余万次|人次|多人次|余人次|万人次") then
        expect.fail("“" .. match.text .. "”是比率，不能用“次”计，应为“" .. match.text:gsub("率", "量") .. "”",
          match, block)
      end
    end
  end
end

rule "W06" {
  title = "语法与搭配",
  severity = "notice",
  basis = "推：搭配不当、成分残缺、句式杂糅",
  precision = "may_underreport",
  rationale = "只报 data/grammar.csv 里的搭配、“1多万次”、“点击率……次”、“以……的机制”缺“为”，供修改文字时参考",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    expect.checked()
    each_word(report, {grammar_list}, function(match, block)
      local note = match.row.note ~= "" and "（" .. match.row.note .. "）" or ""
      expect.fail("“" .. around(block.text, match.first, match.last) .. "”：“" ..
        match.row.wrong .. "”宜为“" ..
        match.row.right .. "”" .. note, match, block)
    end)
    figures(report, expect)
    local told = nil
    for _, match in ipairs(setups:find(report)) do
      local phrase = match.block ~= told and lacks_wei(match.block.text, match)
      if phrase then
        told = match.block
        expect.fail("“" .. phrase .. "”：“以”后面没有“为”与它相应，宜删去“以”", match, told)
      end
    end
  end),
  good = {says("全年点击量达1万多次，公开率为98%。建立以主要领导为组长的工作机制。", "建立以来，形成长效机制。")},
  bad = {says("日点击率达1多万次。"), says("不断加强公开力度。", "原因是由于人手不足。"), says("我局加强力度推进公开。"),
         says("建立健全以主要领导主抓，各处室落实的工作机制。")},
}

-- ---- W07 ----

local redundant_list = wordlist(data("redundant.csv"), "text")

rule "W07" {
  title = "术语冗余",
  severity = "notice",
  basis = "推：成分重复的说法；标题里的“年度”重复",
  precision = "may_underreport",
  rationale = "说法见 data/redundant.csv。标题里“2018年度……年度报告”只在题目本来就不是规范名称“政府信息公开工作年度报告”时提示；人数、人次等混用说不准，不报",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    expect.checked()
    each_word(report, {redundant_list}, function(match, block)
      expect.fail("“" .. around(block.text, match.first, match.last) .. "”：“" ..
        match.row.text .. "”宜为“" ..
        match.row.better .. "”" .. (match.row.note ~= "" and "（" .. match.row.note .. "）" or
          ""), match, block)
    end)
    local title = report.title and report.title:gsub("%s+", "") or ""
    if (title:find("年度政府信息公开年度报告", 1, true) or title:find("年度政务公开年度报告", 1, true)) then
      for _, block in ipairs(report.texts) do
        if block.type == "title" and block.text:find("年度报告", 1, true) then
          expect.fail("标题“" .. title .. "”里“年度”重复", block)
          break
        end
      end
    end
  end),
  good = {says("截至目前，我局公开信息20条，涉及多个领域。")},
  bad = {says("截至目前为止，我局公开信息20条。"), {text = "某某市水务局2017年度政府信息公开年度报告\n\n一、概述\n有关情况。\n"}},
}

-- ---- W08 ----

local platforms = "微信|公众号|政务微信|官方微信|微博|政务微博|官方微博|网站|门户网站|政府网站|网|客户端|APP|政务网|头条号|抖音号"

-- 引号里的名称，后面是平台；只留字，去掉间隔号、空格
local function names_in(report)
  local list = {}
  for _, block in ipairs(report.texts) do
    quoted(block.text, "“", "”", function(name, _, last)
      if utf8.len(name) >= 4 and utf8.len(name) <= 16 and
        starts_with(block.text:sub(last + #"”" + 1), platforms) and
        not holds(name, "，|。|、|；|：") then
        list[#list + 1] = {name = name, bare = (name:gsub("·", ""):gsub("•", ""):gsub("%.",
          ""):gsub("%s", ""):gsub("-", "")),
                           block = block}
      end
    end)
  end
  return list
end

-- 文件名称：只差一个字
local function titles_in(report)
  local list = {}
  for _, block in ipairs(report.texts) do
    quoted(block.text, "《", "》", function(name)
      if utf8.len(name) >= 10 then
        list[#list + 1] = {name = name, block = block}
      end
    end)
  end
  return list
end

local telling = "一二三四五六七八九十百千上下前后东西南北中左右新旧省市县区乡镇村正反大小第补增减甲乙丙丁男女老幼内外日月年季周半"

-- 等长、只差一个不分别事物的字；返回那两个字
local function one_apart(a, b)
  if #a ~= #b or a == b then
    return
  end
  local wrong, other
  for place, code in utf8.codes(a) do
    local mine, theirs = utf8.char(code), b:sub(place, place + #utf8.char(code) - 1)
    if mine ~= theirs then
      if wrong or not is_han(mine) or telling:find(mine, 1, true) or not utf8.len(theirs) or
        telling:find(theirs, 1, true) then
        return
      end
      wrong, other = mine, theirs
    end
  end
  return wrong, other
end

rule "W08" {
  title = "专名前后不一致",
  severity = "notice",
  basis = "推：同一平台、同一文件在一篇里用同一名称",
  precision = "may_underreport",
  rationale = "只比引号里的平台名称（只差间隔号、空格）和书名号里的文件名称（等长而只差一字）；简称、别称说不准，不报",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    local names, titles, told = names_in(report), titles_in(report), {}
    expect.checked()
    for i, one in ipairs(names) do
      for j = 1, i - 1 do
        local other = names[j]
        if one.bare == other.bare and one.name ~= other.name and not told[one.bare] then
          told[one.bare] = true
          expect.fail("同一名称有两种写法：“" .. other.name .. "”与“" .. one.name .. "”", one.block, other.block)
        end
      end
    end
    for i = 1, math.min(#titles, 60) do
      for j = 1, i - 1 do
        local mine, theirs = one_apart(titles[i].name, titles[j].name)
        if mine and not told[titles[i].name] then
          told[titles[i].name] = true
          expect.fail("同一文件的名称有两种写法：《" .. titles[j].name .. "》与《" .. titles[i].name .. "》，“" ..
            theirs .. "”与“" ..
            mine .. "”不同", titles[i].block, titles[j].block)
        end
      end
    end
  end),
  good = {says("通过“某某水务”微信公众号、“某某发布”微信公众号公开。", "印发《某某市水务局信息公开保密审查制度》和《某某市水务局信息公开监督检查制度》。")},
  bad = {says("通过“某某·水务”网站公开。", "“某某水务”门户网站访问量上升。"),
         says("印发《某某市水务局政府信息公开实施办法》。", "按照《某某市水务局政府信息公开实施方法》执行。")},
}

-- ---- W09 ----

local documents = data("documents.csv")
local keys, key_rows = {}, {}
for i = 1, #documents do
  local row = documents[i]
  for word in (row.key .. "|"):gmatch("([^|]*)|") do
    if word ~= "" then
      keys[#keys + 1] = word
      key_rows[#keys] = row
    end
  end
end
local key_list = wordlist(keys)

-- “国办发[2017]24号”“国办发(2017)24 号”一律写作“国办发〔2017〕24号”
local year_opens = {["〔"] = true, ["["] = true, ["("] = true, ["（"] = true, ["【"] = true}
local year_closes = "〕|]|)|）|】"

local function numbers_in(text)
  local list, at = {}, 1
  while true do
    local first, stop, year = text:find("(%d%d%d%d)", at)
    if first == nil then
      return list
    end
    at = stop + 1
    local open = char_before(text, first)
    local close = year_opens[open] and starts_with(text:sub(stop + 1), year_closes) and
      char_after(text, stop)
    local serial, last = nil, nil
    if close then
      serial, last = text:match("^%s?(%d+)%s?()", stop + 1 + #close)
    end
    if serial and char_after(text, last - 1) == "号" then
      local start = first - #open
      while is_han(char_before(text, start)) and first - start < 40 do
        start = start - #char_before(text, start)
      end
      local organ = text:sub(start, first - #open - 1)
      local from = organ:find("国办", 1, true) or organ:find("中办", 1, true) or organ:find("国务院", 1, true)
      list[#list + 1] = {organ = organ:sub(from or 1), year = year, serial = serial,
        first = start, last = last + #"号" - 1}
    end
  end
end

-- 与库里文号年份、顺序号相同，机关代字只差一两个字
local function near_organ(said)
  for i = 1, #documents do
    local row = documents[i]
    local organ, year, serial = row.number:match("^(.-)〔(%d+)〕(%d+)号$")
    if organ and year == said.year and serial == said.serial and organ ~= said.organ and
      said.organ ~= "" then
      local tail = said.organ:sub(-#organ)
      if tail == organ then
        return nil
      end
      local far = utf8.len(organ) >= 5 and said.organ:sub(1, #"国办") == "国办" and
        math.abs(#said.organ - #organ) <= 3
      if far and title_likeness(organ, said.organ) >= 80 then
        return row
      end
    end
  end
end

local function check_orders(report, block, expect)
  local text = block.text
  if not text:find("国务院", 1, true) then
    return
  end
  quoted(text, "《", "》", function(name, _, last)
    if not name:find("政府信息公开条例", 1, true) or #name > #"中华人民共和国政府信息公开条例" then
      return
    end
    local rest = text:sub(last + #"》" + 1, last + 60)
    local tied, number = rest:match("^(.-)国务院%D-(%d+)%s?号")
    if tied and (tied == "" or tied == "（" or tied == "(" or tied == "（中华人民共和国" or
      tied == "（以下简称《条例》，") and #number == 3 then
      local year, cited = report.year or 0, "国务院令第" .. number .. "号"
      if number ~= "492" and number ~= "711" then
        expect.fail("《" .. name .. "》的文号“" .. cited ..
          "”有误：2007年公布的为国务院令第492号，2019年修订的为国务院令第711号", block)
      elseif year >= 2020 and number == "492" then
        expect.fail("“" .. cited .. "”是修订以前的条例，" .. year .. "年度应引用国务院令第711号", block)
      elseif year > 0 and year <= 2018 and number == "711" then
        expect.fail("“" .. cited .. "”于2019年公布，" .. year .. "年度的条例为国务院令第492号", block)
      end
    end
  end)
end

-- 写了名称、紧接着写了文号的，对照库
local function check_titles(block, said, expect)
  local text = block.text
  for _, match in ipairs(#said > 0 and key_list:find(block) or {}) do
    local row = key_rows[match.number]
    for _, number in ipairs(said) do
      local gap = number.first > match.last and text:sub(match.last + 1, number.first - 1)
      local tied = gap and #gap <= 24 and not holds(gap, "，|。|；|、|《")
      local cited = number.organ .. "〔" .. number.year .. "〕" .. number.serial .. "号"
      if tied and number.organ ~= "" and cited ~= row.number and
        cited:sub(-#row.number) ~= row.number and
        starts_with(number.organ, "国办|中办|国务院") then
        expect.fail("《" .. row.title .. "》的文号为" .. row.number .. "，这里写的是" .. cited, block)
      end
    end
  end
end

local name_errors = wordlist {"中华人民共和国信息公开条例》", "中华人民共和国政府信息公开条列》", "政府信息公开条列》", "中华人民共和国政府信息条例》",
                              "中华人民共和国政府公开条例》", "中华人民共和国政府信息公开规定》", "政府信息公开法》", "中华人民共和国政务公开条例》",
                              "中国人民共和国政府信息公开条例", "中华人民共和国政府信息公开工作条例》"}

rule "W09" {
  title = "引用的文号、文件名称有误",
  severity = "warning",
  basis = "例：国办公开办函〔2021〕30号错成国办公开函〔2021〕30号；条例2007年公布为国务院令第492号，2019年修订为第711号",
  precision = "may_underreport",
  rationale = "只核对 data/documents.csv 里的文件（条例两个令号、国办发〔2014〕32号、国办公开办函〔2019〕60号和〔2021〕30号有依据，" ..
    "其余文号未附原件，引用前请核对）：名称后面紧接着的文号、只差一两个字的发文机关代字、条例的令号和名称",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    expect.checked()
    local wrong = by_block(report, name_errors)
    for _, block in ipairs(report.texts) do
      local said = block.text:find("号", 1, true) and numbers_in(block.text) or {}
      for _, number in ipairs(said) do
        local row = near_organ(number)
        if row then
          expect.fail("文号“" .. block.text:sub(number.first, number.last) .. "”应为“" ..
            row.number .. "”（" .. row.title .. "）", block)
        end
      end
      check_titles(block, said, expect)
      check_orders(report, block, expect)
      for _, match in ipairs(wrong(block)) do
        expect.fail("文件名称“" .. match.text .. "”有误，应为《中华人民共和国政府信息公开条例》", match, block)
      end
    end
  end),
  good = {says("根据《中华人民共和国政府信息公开条例》（国务院令第492号）和《国务院办公厅关于印发2017年政务公开工作要点的通知》（国办发〔2017〕24号）。")},
  bad = {says("根据《国务院办公厅关于印发2017年政务公开工作要点的通知》（国办发〔2017〕42号）。"),
         says("按照国办公开函〔2021〕30号的要求。"), says("根据《中华人民共和国政府信息公开条例》（国务院令第497号）。"),
         says("根据《政府信息公开条列》。")},
}
