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

-- 正则表达式的一处所在的字节：起、止
local function bytes_of(match)
  local text = match.block.text
  return utf8.offset(text, match.first), utf8.offset(text, match.last + 1) - 1
end

-- 词表或正则表达式的一处所在的一小段
local function phrase_of(match, first, last)
  return "“" .. around(match.block.text, first or match.first, last or match.last) .. "”"
end

-- 第一次遇到
local function is_new(seen, key)
  local new = not seen[key]
  seen[key] = true
  return new
end

-- 词表的各处，按段落分开
local function by_block(matches)
  local groups = {}
  for _, match in ipairs(matches) do
    local group = groups[#groups]
    if group == nil or group.block ~= match.block then
      group = {block = match.block}
      groups[#groups + 1] = group
    end
    group[#group + 1] = match
  end
  return groups
end

-- 在正文里找词表的各词，前后文合于词表所写的
local function each_word(report, list, each)
  for _, match in ipairs(list:find(report)) do
    local row, text = match.row, match.block.text
    if (row.before == nil or fits(row.before, text, match.first, match.last)) and
      (row.after == nil or fits(row.after, text, nil, match.last)) then
      each(match, row)
    end
  end
end

local function note_of(row)
  return row.note ~= "" and "（" .. row.note .. "）" or ""
end

local han = "[\xE4-\xE9][\x80-\xBF][\x80-\xBF]"

-- 没有正文（只有标题、统计表）就不适用
local function of_prose(check)
  return function(report, expect)
    for _, block in ipairs(report.texts) do
      if block.type == "paragraph" and block.text:find(han) then
        expect.checked()
        return check(report, expect)
      end
    end
    expect.skip("没有正文")
  end
end

-- ---- W01 ----

local typo_lists = {wordlist(data("typos.csv")), wordlist(data("doubled.csv")),
  wordlist(data("dropped.csv"))}

-- 各处错别字，同一处只说一次；按段落的次序
local typos_in = per_report(function(report)
  local found, seen = {}, {}
  for _, list in ipairs(typo_lists) do
    each_word(report, list, function(match, row)
      if is_new(seen, row.wrong .. match.block.location.block .. ":" .. match.first) then
        found[#found + 1] = {level = row.level, at = match.location, block = match.block.location,
          message = phrase_of(match) .. "：“" .. row.wrong .. "”应为“" .. row.right .. "”" .. note_of(row)}
      end
    end)
  end
  return found
end)

local function typos(level)
  return of_prose(function(report, expect)
    for _, typo in ipairs(typos_in(report)) do
      if typo.level == level then
        expect.fail(typo.message, typo.at, typo.block)
      end
    end
  end)
end

-- 三个以上的字连着写了两遍
local function repeated(report, expect)
  for _, word in ipairs(report:doubled(3, 8)) do
    expect.fail("“" .. word.text .. "”连写了两遍", word.block)
  end
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
local general = wordlist {"人民政府", "办公室", "办公厅", "管理委员会", "管委会", "街道", "乡", "镇", "开发区", "新区", "行政审批", "政务",
                          "党", "纪委", "监察", "督查", "信访", "编制"}
local no_words = wordlist {}

-- 以本单位的口气说的：〔对〕某工作〔及部门职能的误解〕、我局某工作、结合我市某工作〔实际〕；\1 是写着工作的地方
local own_voice = regex("(对\1(及部门职能|的误解|不了解|的理解|的满意度)|(我|本)(局|委|厅)\1|我(院|中心)\1|" ..
  "结合(我局|我市|我县|我区|全市|全县|全区|全省|我省)?\1的?(实际|特点))")

local function other_duty(report, expect)
  local agency = report.agency
  if agency == nil then
    return expect.skip("不知道是哪个单位的报告")
  end
  each_word(report, general:first(agency) and no_words or duty_list, function(match, row)
    local text = match.block.text
    local frame = text:sub(1, match.first - 1):sub(-24) .. "\1" .. text:sub(match.last + 1, match.last + 24)
    if not holds(agency, row.owner) and own_voice:find(frame) then
      expect.fail(phrase_of(match) .. "：“" .. row.duty .. "”不是" .. agency ..
        "的职能，是否套用了其他单位的文字", match, match.block)
    end
  end)
end

-- 自称、级别与单位名称不合：词表里有名称带什么字样的机关不这样写（where），带什么字样的又可以（right）
local self_data = data("selves.csv")
local self_list = wordlist(self_data)
local selves = {}
for i = 1, #self_data do
  selves[i] = self_data[i]
end
local not_self = set_of("自基根原成资书")

local self_found = "%s：单位是%s，却写“%s”，是否套用了其他单位的文字"

-- 先看正文里有没有：自己单位的自称占了绝大多数，不必逐处看
local function other_self(report, expect)
  local agency, wrong, some = report.agency, {}, false
  if agency == nil then
    return expect.skip("不知道是哪个单位的报告")
  end
  for _, row in ipairs(selves) do
    wrong[row.word] = #report:find(row.word) > 0 and holds(agency, row.where) and not holds(agency, row.right)
    some = some or wrong[row.word]
  end
  for _, match in ipairs(some and self_list:find(report) or {}) do
    if wrong[match.row.word] and not not_self[char_before(match.block.text, match.first)] then
      return expect.fail(self_found:format(phrase_of(match), agency, match.text), match, match.block)
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
  checks = {
    {check = of_prose(other_duty)},
    {check = of_prose(other_self)},
  },
  good = {says("我局围绕全市水利工作实际，推进信息公开。", "在市委、市政府领导下，配合财政局做好财政工作。")},
  bad = {says("群众对财政工作及部门职能的误解带来困难。"), says("2017年，我委主动公开政府信息20条。"),

         {text = "某某县水务局2017年度政府信息公开工作年度报告\n\n一、概述\n在区委区政府的领导下，推进公开。\n"}},
}

-- ---- W03、W04 ----

local full = {[","] = "，", [":"] = "：", [";"] = "；", ["?"] = "？", ["!"] = "！"}
local half_found = "中文句子里用了半角标点，共 %d 段：%s"
-- 前面是汉字，后面不是字母、斜线（网址）
local half_width = regex "(?<=[\\x{3400}-\\x{9FFF}”》）】])[,:;?!](?![A-Za-z/])"

rule "W03" {
  title = "半角标点",
  severity = "notice",
  basis = "推：中文句子用全角标点",
  precision = "may_underreport",
  rationale = "只看汉字后面的逗号、冒号、分号、问号、叹号；括号、网址、时间、西文不看。一篇只报一次，列出各处",
  tags = {"文字"},
  check = of_prose(function(report, expect)
    local places, shown, seen = {}, {}, {}
    for match in report:matches(half_width) do
      local mark, block, here = match.text, match.block, around(match.block.text, bytes_of(match))
      if is_new(seen, mark) then
        shown[#shown + 1] = "“" .. mark .. "”应为“" .. full[mark] .. "”（" .. here .. "）"
      end
      if is_new(seen, block) then
        places[#places + 1] = block
      end
    end
    if #places > 0 then
      expect.fail(half_found:format(#places, table.concat(shown, "，")), table.unpack(places, 1, 40))
    end
  end),
  good = {says("基本情况：2017年，我局网站为www.example.gov.cn，时间为8:30。")},
  bad = {says("基本情况:2017年,我局推进公开。")},
}

local function unpaired(report, expect)
  for _, mark in ipairs(report:unpaired()) do
    local text = mark.block.text
    if text:find(han) then
      local char = mark.text == "(" and "（" or mark.text
      expect.fail("“" .. char .. "”没有配对：" .. around(text, mark.first, mark.last), mark.block)
    end
  end
end

local doubled_marks = wordlist {"，，", "。。", "；；", "、、", "：：", "，。", "。，", "；。", "。；", "、。",
  "。、", "，、", "、，", "：。", "，；", "；，"}
local order = wordlist {"一是", "二是", "三是", "四是", "五是", "六是", "七是", "八是", "九是"}

-- 每段只说第一处
local function doubled(report, expect)
  for _, list in ipairs(by_block(doubled_marks:find(report))) do
    local text, first, last = list.block.text, list[1].first, list[1].last
    first = first > 3 and utf8.offset(text, 0, first - 1) or first
    expect.fail("标点“" .. list[1].text .. "”连用：" .. around(text, first, last), list[1], list.block)
  end
end

local mixed_found = "“一是……二是……”各项之间有的用“；”、有的用“。”（依次为%s）"

-- 一是……；二是……。三是……：各项之间的标点
local function mixed(report, expect)
  for _, list in ipairs(by_block(order:find(report))) do
    local marks, at = {}, {}
    for i = 2, #list do
      local mark = char_before(list.block.text, list[i].first)
      if list[i].number == list[i - 1].number + 1 and (mark == "；" or mark == "。") then
        marks[#marks + 1] = mark
        at[mark] = list[i]
      end
    end
    if at["；"] and at["。"] then
      expect.fail(mixed_found:format(table.concat(marks)), at["。"], list.block)
    end
  end
end

rule "W04" {
  title = "标点配对、并列各句的标点",
  severity = "notice",
  basis = "推：括号、引号、书名号成对；“一是……；二是……。”各项之间标点一致",
  rationale = "按段落看；“1）”一类编号的半边括号不算",
  tags = {"文字"},
  checks = {
    {check = of_prose(unpaired)},
    {check = of_prose(doubled)},
    {check = of_prose(mixed)},
  },
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
local instruction = regex("^(?s)(?=[^。我已了]{0,60}。?\\z)(?=.*情况)(((请|应|主要|本部分|此处)?对.*" ..
  "(进行介绍|进行简要介绍|作简要介绍|进行说明|进行简要说明|作简要说明|进行概述)。?\\z)|" ..
  "(请?简要介绍|请填写|请简要说明|介绍本))")

rule "W05" {
  title = "模板提示语残留",
  severity = "error",
  basis = "例：填写提示语没有删去",
  rationale = "XX、××、＿＿ 之类只在后面是年月日、数量、单位时报；提示语见 data/templates.csv",
  tags = {"文字"},
  checks = {
    {check = of_prose(function(report, expect)
      for _, list in ipairs(by_block(blanks:find(report))) do
        expect.fail("有没有填写的内容：" .. phrase_of(list[1]), list[1], list.block)
      end
    end)},
    {check = of_prose(function(report, expect)
      for _, match in ipairs(template_list:find(report)) do
        expect.fail("填写提示没有删去：" .. phrase_of(match), match, match.block)
      end
      for match in report:matches(instruction) do
        expect.fail("填写提示没有删去：“" .. match.block.text .. "”", match.block)
      end
    end)},
    {check = of_prose(function(report, expect)
      for _, block in ipairs(report:find("□")) do
        local first, last = block.text:find("□", 1, true)
        if first then
          expect.fail("有没有填写的方框“□”：" .. around(block.text, first, last), block)
        end
      end
    end)},
  },
  good = {says("我局对群众关心的政策进行了介绍。", "会上对相关情况进行了说明。")},
  bad = {says("2017年，XX局主动公开信息。"), says("本级政府（本部门）主动公开信息。"), says("对本年度主动公开情况进行介绍。"), says("是□ 否□")},
}

-- ---- W06 ----

local grammar_list = wordlist(data("grammar.csv"))
local function collocations(report, expect)
  each_word(report, grammar_list, function(match, row)
    expect.fail(phrase_of(match) .. "：“" .. row.wrong .. "”宜为“" .. row.right .. "”" .. note_of(row),
      match, match.block)
  end)
end

-- 1多万：量级在前
local vague = regex "(?<![0-9.])[0-9](多万|余万|多亿|余亿|多千|多百)"
-- 点击率是比率，不用“次”
local rates = regex("(点击率|浏览率|访问率|阅读率)(?=[^0-9，。；、]{0,6}[0-9][0-9.,]*+" ..
  "(多|余|万|万多|万余|多万|余万|人|多人|余人|万人)?次)")

local function figures(report, expect)
  for match in report:matches(vague) do
    expect.fail(phrase_of(match, bytes_of(match)) .. "：“多”“余”应写在“万”“亿”之后，或者写出整数", match.block)
  end
  for match in report:matches(rates) do
    expect.fail("“" .. match.text .. "”是比率，不能用“次”计，应为“" .. match.text:gsub("率", "量") .. "”",
      match, match.block)
  end
end

-- “以……的机制”没有“为”
local setups = regex((("(建立健全|建立了|建立|健全|构建|形成了|形成|完善)以(?![来及上下后便此往内外前])" ..
  "(?![^。；]*(为|“|打造|推动|促进|带动|引领|保障|支撑|确保))(?=[^。；]{0,80}([。；]|\\z))" ..
  "(?=(?<phrase>X机制|X体系|X制度|X格局|X模式))"):gsub("X", "[^。；]*?的[^。；]*?")))

local function incomplete(report, expect)
  local told = {}
  for match in report:matches(setups) do
    if is_new(told, match.block) then
      expect.fail("“以" .. match.phrase .. "”：“以”后面没有“为”与它相应，宜删去“以”", match, match.block)
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
  checks = {
    {check = of_prose(collocations)},
    {check = of_prose(figures)},
    {check = of_prose(incomplete)},
  },
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
  checks = {
    {check = of_prose(function(report, expect)
      each_word(report, redundant_list, function(match, row)
        expect.fail(phrase_of(match) .. "：“" .. row.text .. "”宜为“" .. row.better .. "”" .. note_of(row),
          match, match.block)
      end)
    end)},
    {check = of_prose(function(report, expect)
      local title = (report.title or ""):gsub("%s+", "")
      local again = title:find("年度政府信息公开年度报告", 1, true) or title:find("年度政务公开年度报告", 1, true)
      for _, block in ipairs(again and report.title_lines or {}) do
        if block.text:find("年度报告", 1, true) then
          return expect.fail("标题“" .. title .. "”里“年度”重复", block)
        end
      end
    end)},
  },
  good = {says("截至目前，我局公开信息20条，涉及多个领域。")},
  bad = {says("截至目前为止，我局公开信息20条。"), {text = "某某市水务局2017年度政府信息公开年度报告\n\n一、概述\n有关情况。\n"}},
}

-- ---- W08 ----

-- 引号里的名称，后面是平台
local platforms = regex("“(?<name>[^“”，。、；：]{4,16})”(?=微信|公众号|政务微信|官方微信|微博|政务微博|官方微博|网站|" ..
  "门户网站|政府网站|网|客户端|APP|政务网|头条号|抖音号)")
local long_title = regex "《(?<name>[^《》]{10,})》"
-- 能把两件事物分开的字；别的汉字只差一个，是写错了
local indifferent = regex("^(?![一二三四五六七八九十百千上下前后东西南北中左右新旧省市县区乡镇村正反大小第补增减" ..
  "甲乙丙丁男女老幼内外日月年季周半])[\\x{3400}-\\x{9FFF}]$")

-- 只差间隔号、空格
local function other_names(report, expect)
  local first, told = {}, {}
  for match in report:matches(platforms) do
    local bare = match.name:gsub("·", ""):gsub("•", ""):gsub("[%s.-]", "")
    local other = first[bare] or match
    first[bare] = other
    if other.name ~= match.name and is_new(told, bare) then
      expect.fail("同一名称有两种写法：“" .. other.name .. "”与“" .. match.name .. "”", match.block, other.block)
    end
  end
end

-- 文件名称等长，只差一个字
local function other_titles(report, expect)
  local earlier, told = {}, {}
  for match in report:matches(long_title) do
    for _, other in ipairs(#earlier < 60 and not told[match.name] and earlier or {}) do
      local mine, theirs = difference(match.name, other.name)
      if #mine == #theirs and indifferent:find(mine) and indifferent:find(theirs) then
        told[match.name] = true
        expect.fail("同一文件的名称有两种写法：《" .. other.name .. "》与《" .. match.name .. "》，“" ..
          theirs .. "”与“" .. mine .. "”不同", match.block, other.block)
        break
      end
    end
    earlier[#earlier + 1] = match
  end
end

rule "W08" {
  title = "专名前后不一致",
  severity = "notice",
  basis = "推：同一平台、同一文件在一篇里用同一名称",
  precision = "may_underreport",
  rationale = "只比引号里的平台名称（只差间隔号、空格）和书名号里的文件名称（等长而只差一字）；简称、别称说不准，不报",
  tags = {"文字"},
  checks = {
    {check = of_prose(other_names)},
    {check = of_prose(other_titles)},
  },
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

-- 只差一两个字看得出来的机关代字（五字以上），按年份和顺序号
local by_serial = {}
for i = 1, #documents do
  local row = documents[i]
  local organ, year, serial = row.number:match("^(.-)〔(%d+)〕(%d+)号$")
  if organ and utf8.len(organ) >= 5 then
    local key = year .. "-" .. serial
    by_serial[key] = by_serial[key] or {}
    table.insert(by_serial[key], {organ = organ, number = row.number, title = row.title})
  end
end

-- 国办发〔2017〕24号，也写作国办发[2017]24号、国办发(2017)24 号
local cited = regex("(?<organ>(国办|(中办|国务院)(?![㐀-鿿]*国办))[㐀-鿿]{0,11})" ..
  "[〔\\[(（【](?<year>[0-9]{4})[〕\\])）】]\\s?(?<serial>[0-9]+)\\s?号")

local function wrong_organs(report, expect)
  for match in report:matches(cited) do
    for _, known in ipairs(by_serial[match.year .. "-" .. match.serial] or {}) do
      local near = math.abs(#match.organ - #known.organ) <= 3 and
        title_likeness(known.organ, match.organ) >= 80
      if near and match.organ ~= known.organ and match.organ:find("^国办") then
        expect.fail("文号“" .. match.text .. "”应为“" .. known.number .. "”（" .. known.title .. "）",
          match.block)
      end
    end
  end
end

-- 写了名称、紧接着写了文号的，对照库
local function wrong_numbers(report, expect)
  for _, match in ipairs(key_list:find(report)) do
    local row = key_rows[match.number]
    for said in match.block:matches(cited) do
      local first = bytes_of(said)
      local gap = match.block.text:sub(match.last + 1, first - 1)
      local number = said.organ .. "〔" .. said.year .. "〕" .. said.serial .. "号"
      if first > match.last and #gap <= 24 and not holds(gap, "，|。|；|、|《") and
        number:sub(-#row.number) ~= row.number then
        expect.fail("《" .. row.title .. "》的文号为" .. row.number .. "，这里写的是" .. number, match.block)
      end
    end
  end
end

-- 《中华人民共和国政府信息公开条例》（国务院令第492号）
local order_number = regex("《(?=[^《》]{8,15}》)(?<name>[^《》]*政府信息公开条例[^《》]*)》" ..
  "(（以下简称《条例》，|（中华人民共和国|（|\\()?国务院[^0-9]{0,16}?(?<number>[0-9]{3})\\s?号")

local function wrong_orders(report, expect)
  local year = report.year or 0
  for match in report:matches(order_number) do
    local number, decree = match.number, "国务院令第" .. match.number .. "号"
    if number ~= "492" and number ~= "711" then
      expect.fail("《" .. match.name .. "》的文号“" .. decree ..
        "”有误：2007年公布的为国务院令第492号，2019年修订的为国务院令第711号", match.block)
    elseif year >= 2020 and number == "492" then
      expect.fail("“" .. decree .. "”是修订以前的条例，" .. year .. "年度应引用国务院令第711号", match.block)
    elseif year > 0 and year <= 2018 and number == "711" then
      expect.fail("“" .. decree .. "”于2019年公布，" .. year .. "年度的条例为国务院令第492号", match.block)
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
  checks = {
    {check = of_prose(wrong_organs)},
    {check = of_prose(wrong_numbers)},
    {check = of_prose(wrong_orders)},
    {check = of_prose(function(report, expect)
      for _, match in ipairs(name_errors:find(report)) do
        expect.fail("文件名称“" .. match.text .. "”有误，应为《中华人民共和国政府信息公开条例》", match, match.block)
      end
    end)},
  },
  good = {says("根据《中华人民共和国政府信息公开条例》（国务院令第492号）和《国务院办公厅关于印发2017年政务公开工作要点的通知》（国办发〔2017〕24号）。")},
  bad = {says("根据《国务院办公厅关于印发2017年政务公开工作要点的通知》（国办发〔2017〕42号）。"),
         says("按照国办公开函〔2021〕30号的要求。"), says("根据《中华人民共和国政府信息公开条例》（国务院令第497号）。"),
         says("根据《政府信息公开条列》。")},
}
