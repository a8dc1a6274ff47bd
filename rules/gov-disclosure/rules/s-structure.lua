-- S：结构与要件。

-- 正文里是否有成段的叙述；只收录统计表的网页没有，结构无从检查。
local function has_prose(report)
  for _, block in ipairs(report.texts) do
    if block.type == "paragraph" and block.text:find("。", 1, true) and utf8.offset(block.text, 11) then
      return true
    end
  end
  return false
end

local function contains_any(text, words)
  for _, word in ipairs(words) do
    if text:find(word, 1, true) then
      return true
    end
  end
  return false
end

-- 没有正文就不适用；of_whole：不是完整的报告也不适用
local function of_prose(check, of_whole)
  return function(report, expect)
    local is_part = of_whole and (#report.sections < 2 or report.title == nil)
    if is_part or not has_prose(report) then
      return expect.skip(of_whole and "没有正文、标题或各部分，不是完整的报告" or "没有正文")
    end
    expect.checked()
    return check(report, expect)
  end
end

-- 没有 reading 读的那一部分就不适用；check 得到读出的部分和位置
local function of_part(reading, reason, check)
  return function(report, expect)
    local part, place = reading(report)
    if not part then
      return expect.skip(reason)
    end
    expect.checked()
    return check(report, expect, part, place)
  end
end

-- 第一个标题以后，标题或段落里是否提到；没有标题则看全文。只在说复议、诉讼（apart）的一段里提到的不算。
local function mentions(report, words, apart)
  local first = report.headings[1]
  for _, word in ipairs(words) do
    for _, block in ipairs(report:find(word)) do
      local inside = first == nil or block.location.block >= first.location.block
      if inside and not (apart and contains_any(block.text, apart)) then
        return true
      end
    end
  end
  return false
end

local contents = { -- 2008 年《条例》第三十二条
  {name = "主动公开政府信息的情况", words = {"主动公开", "公开信息", "公开政府信息"}},
  {name = "依申请公开政府信息和不予公开政府信息的情况", words = {"依申请", "申请公开", "公开申请"},
   apart = {"公开申请行政复议", "公开申请被", "公开发生行政复议"}},
  {name = "因政府信息公开申请行政复议、提起行政诉讼的情况", words = {"复议", "诉讼"}},
  {name = "政府信息公开工作存在的主要问题及改进情况", words = {"问题", "不足", "改进", "困难"}},
}
local fees = {name = "政府信息公开的收费及减免情况", words = {"收费", "费用", "减免", "免费", "收取"}}
local others = regex "其他|其它|需要报告|需要说明|附注"

local function missing_part(report, expect, part)
  if not mentions(report, part.words, part.apart) then
    expect.fail("缺少“" .. part.name .. "”", report)
  end
end

local head = "某某市水务局2017年度政府信息公开工作年度报告\n\n现将2017年度有关情况报告如下。\n"
local full = head .. [[
一、概述
2017年，我局认真贯彻落实条例，推进政府信息公开工作，取得新的成效。
二、主动公开情况
通过门户网站主动公开政府信息120条。
三、依申请公开情况
收到申请5件，均已按时答复。
四、收费及减免情况
没有收取任何费用。
五、行政复议和行政诉讼情况
没有发生行政复议和行政诉讼。
六、存在的主要问题及改进措施
一是公开渠道有待拓宽；二是业务能力有待提高。下一步将加强培训。
七、其他需要报告的事项
无
]]

-- full 去掉从一行到另一行之前的部分
local function without(text, from, to)
  local start = text:find(from, 1, true)
  return text:sub(1, start - 1) .. text:sub(text:find(to, start, true), -1)
end

rule "S01" {
  title = "法定内容齐全",
  severity = "warning",
  years = {2008, 2018},
  basis = "官：2008 年《条例》第三十二条（地方制度转述）",
  precision = "may_underreport",
  rationale = "标题或正文提到即算有此内容。2018 年统计表取消了收费一行，收费只提示；“其他”是兜底项，可以没有，只提示",
  tags = {"结构"},
  checks = {
    {check = of_prose(function(report, expect)
      for _, part in ipairs(contents) do
        missing_part(report, expect, part)
      end
      if report.year and report.year < 2018 then
        missing_part(report, expect, fees)
      end
    end)},
    {severity = "notice", check = of_prose(function(report, expect)
      if #report.headings > 0 and report.year and report.year >= 2018 then
        missing_part(report, expect, fees)
      end
    end)},
    {severity = "notice", check = of_prose(function(report, expect)
      if #report.headings == 0 then
        return expect.skip("没有标题")
      end
      for _, section in ipairs(report.headings) do
        if others:find(section.title) then
          return
        end
      end
      expect.fail("没有“其他需要报告的事项”部分", report)
    end)},
  },
  good = {{text = full}},
  bad = {
    {text = without(full, "四、收费", "五、")},
    {text = (without(full, "三、依申请", "四、"):gsub("五、行政", "五、因政府信息公开申请行政复议、提起行政"))},
    {text = without(full, "五、行政", "六、")},
    {text = without(full, "七、其他", "无")},
  },
}

-- 2019 年起的六个部分
local six = {"总体情况", "主动公开政府信息情况", "收到和处理政府信息公开申请情况", "政府信息公开行政复议、行政诉讼情况",
             "存在的主要问题及改进情况", "其他需要报告的事项"}
local digits = {"一", "二", "三", "四", "五", "六"}

-- 各部分的题目和容许的别名
local names = {
  {part = 1, title = six[1]},
  {part = 2, title = six[2]}, {part = 2, title = "行政机关主动公开政府信息情况"},
  {part = 3, title = six[3]}, {part = 3, title = "行政机关收到和处理政府信息公开申请情况"},
  {part = 4, title = six[4]}, {part = 4, title = "因政府信息公开工作被申请行政复议、提起行政诉讼情况"},
  {part = 5, title = six[5]}, {part = 5, title = "政府信息公开工作存在的主要问题及改进情况"},
  {part = 6, title = six[6]},
}

-- 一个一级标题与六个题目中的哪一个最相似、多相似。
local function nearest(title)
  local part, best = nil, 0
  for _, name in ipairs(names) do
    local like = math.max(title_likeness(name.title, title), title_likeness(title, name.title) - 5)
    part, best = like > best and name.part or part, math.max(like, best)
  end
  return part, best
end

-- 六个部分各由第几个一级标题充当、多相似；extra 为一个也不像的标题。
local assigned = per_report(function(report)
  local found, likes, extra = {}, {}, {}
  for order, section in ipairs(report.sections) do
    local part, like = nearest(section.title)
    if like >= params.title_likeness and like > (likes[part] or 0) then
      found[part], likes[part] = order, like
    else
      extra[#extra + 1] = order
    end
  end
  return {found = found, likes = likes, extra = extra}
end)

local new_head = "某某市水务局2022年政府信息公开工作年度报告\n\n根据《条例》编制本报告，如有疑问请与我局联系。\n"
local new_body = [[
一、总体情况
2022年，我局认真贯彻落实条例，推进政府信息公开工作，取得新的成效。
二、主动公开政府信息情况
见下表。
三、收到和处理政府信息公开申请情况
见下表。
四、政府信息公开行政复议、行政诉讼情况
见下表。
五、存在的主要问题及改进情况
一是公开渠道有待拓宽；二是业务能力有待提高。下一步将加强培训。
六、其他需要报告的事项
2022年，我局没有收取信息处理费。
]]

rule "S02" {
  title = "六部分标题与顺序",
  severity = "error",
  years = {2019},
  basis = "官：国办公开办函〔2021〕30号：不能遗漏，也不宜泛化",
  precision = "exact",
  rationale = "题目相近的只提示措辞；没有一个标题相近的才算缺少",
  tags = {"结构"},
  checks = {
    {check = of_prose(function(report, expect)
      local found = assigned(report).found
      for i, title in ipairs(six) do
        if found[i] == nil then
          expect.fail("缺少“" .. digits[i] .. "、" .. title .. "”部分", report)
        end
      end
    end, true)},
    {check = of_prose(function(report, expect)
      local found, last = assigned(report).found, 0
      for i = 1, #six do
        local here, before = report.sections[found[i]], report.sections[last]
        if here and found[i] < last then
          expect.fail("“" .. here.title .. "”次序不对，应在“" .. before.title .. "”之后", here, before)
        end
        last = found[i] or last
      end
    end, true)},
    {severity = "notice", check = of_prose(function(report, expect)
      local parts = assigned(report)
      for i, order in pairs(parts.found) do
        local section = report.sections[order]
        if parts.likes[i] < 80 then
          expect.fail("标题“" .. section.title .. "”与规定的“" .. six[i] .. "”不一致", section)
        end
      end
    end, true)},
    {severity = "notice", check = of_prose(function(report, expect)
      for _, order in ipairs(assigned(report).extra) do
        local section = report.sections[order]
        if section.style == "一、" then
          expect.fail("规定的六个部分以外另有一级标题“" .. section.title .. "”", section)
        end
      end
    end, true)},
  },
  good = {{text = new_head .. new_body}},
  bad = {
    {text = new_head .. without(new_body, "五、存在", "六、")},
    {text = new_head .. new_body .. "七、附件情况\n见附件。\n"},
    {text = new_head .. without(new_body, "二、主动", "三、") .. "二、主动公开政府信息情况\n见下表。\n"},
  },
}

-- 一段里“由……等部分组成”“全文包括……部分”所列的文字：在一句里、有顿号
local composition = regex("(?|(?:由|包括)((?:(?!组成)[^。、])*+、(?:(?!组成)[^。])*+)组成|" ..
  "(?:包括|包含|分为)((?:(?!部分)[^。、])*+、(?:(?!部分)[^。])*+)部分)")

-- 第一个标题以前列出组成部分的一段：所列的文字和这一段
local function declared(report)
  for _, block in ipairs(#report.sections > 1 and report.texts or {}) do
    local list = block.type ~= "heading" and composition:match(block)
    if list or block.type == "heading" then
      return list, block
    end
  end
end

-- 各部分都有的词，去掉以后留下能区别的字
local common = regex("政府信息公开|政府信息|信息公开|工作|情况|方面|主要|存在的|存在|有关|的|以及|及|和|与|类|申请行政|行政")
-- “|”前的题目与其后所列的文字有连着的两个字相同；没有能区别的字（“政府信息公开情况”）也算，只有一个字的看这个字；
-- 最后一组字样的不必列出
local listed = regex("(?s)^(?:\\||(.)\\|.*\\1|[^|]*?([^|]{2})[^|]*+\\|.*\\2|" ..
  "[^|]*(?:其他|其它|需要报告|需要说明|附|统计表))")

rule "S03" {
  title = "开头列出的组成部分与标题一致",
  severity = "notice",
  basis = "推",
  precision = "may_underreport",
  rationale = "近义的题目很多，只在题目与所列各项没有连续两字相同时提示；顿号可能在一项之内，不逐项倒查",
  tags = {"结构"},
  check = of_part(declared, "开头没有列出组成部分", function(report, expect, list, block)
    for _, section in ipairs(report.sections) do
      if section.style == "一、" and not listed:find((common:gsub(section.title .. "|" .. list, ""))) then
        expect.fail("标题“" .. section.title .. "”不在开头列出的组成部分之内", section, block)
      end
    end
  end),
  good = {{text = "某某市水务局2017年度政府信息公开工作年度报告\n\n本报告由概述、主动公开情况、收费情况等部分组成。\n" ..
    "一、概述\n有关情况。\n二、主动公开政府信息情况\n有关情况。\n三、政府信息公开的收费及减免情况\n无。\n"}},
  bad = {{text = "某某市水务局2017年度政府信息公开工作年度报告\n\n本报告由概述、主动公开情况、收费情况等部分组成。\n" ..
    "一、概述\n有关情况。\n二、主动公开政府信息情况\n有关情况。\n三、人员培训\n无。\n"}},
}

rule "S04" {
  title = "缺少统计表",
  severity = "warning",
  years = {2014, 2018},
  basis = "官：国办发〔2014〕32号要求填报《政府信息公开情况统计表》；随年报公布为地方要求",
  precision = "exact",
  rationale = "旧格式的年度报告应当附统计表；没有表，表内各项都无从核对",
  tags = {"结构"},
  check = function(report, expect)
    if report.year == nil then
      return expect.skip("不知道报告年度")
    end
    for _, table_here in ipairs(#report.forms == 0 and report.tables or {}) do
      if table_here.doubtful then return expect.skip("有一张表各格无法分清") end
    end
    expect.checked()
    if #report.forms == 0 then
      expect.fail("没有找到政府信息公开情况统计表，无法核对表内数据", report)
    end
  end,
  good = {{items = {}}},
  bad = {{text = [[
某某市水务局2016年度政府信息公开工作年度报告

一、概述
2016年，我局主动公开政府信息120条。
二、主动公开情况
通过门户网站公开。

某某市水务局
2017年1月10日
]]}},
}

local problem_title = regex "问题|不足|困难"
-- 说出了具体问题的写法
local concrete = wordlist {"一是", "第一", "首先", "其一", "1.", "1、", "(1)", "（1）", "（一）", "①", "主要有", "主要是",
                           "主要表现", "表现在", "主要存在", "例如", "比如", "；", "不够", "不高", "不强", "不及时",
                           "不完善", "不全", "不足的是", "有待", "较少", "欠缺", "薄弱", "滞后", "仍需", "还需",
                           "尚未", "单一", "缺乏", "偏"}

-- 不足 short_section 个字
local function is_short(text)
  return utf8.offset(text, params.short_section + 1) == nil
end

-- 第一个说问题的部分，没有下一层的，连同其文字
local function problems_of(check)
  return function(report, expect)
    for _, section in ipairs(report.headings) do
      if problem_title:find(section.title) then
        local text = {}
        for _, block in ipairs(section.blocks) do
          text[#text + 1] = block.type == "paragraph" and block.text or nil
        end
        expect.checked()
        return #section.sections == 0 and check(section, table.concat(text, "\n"), expect)
      end
    end
    return expect.skip("没有“问题”部分")
  end
end

rule "S05" {
  title = "问题部分空缺、空泛",
  severity = "warning",
  basis = "例：只写标题、写“无”，或只有“存在一些不足”一类套话",
  precision = "may_underreport",
  rationale = "空缺按字数判断；空泛只在没有分条、也没有任何具体不足的说法时提示，请人工核实",
  tags = {"结构"},
  checks = {
    {check = problems_of(function(section, text, expect)
      if is_short(text) then
        expect.fail("“" .. section.title .. "”部分没有内容", section)
      end
    end)},
    {severity = "notice", check = problems_of(function(section, text, expect)
      if not is_short(text) and concrete:first(text) == nil then
        expect.fail("“" .. section.title .. "”部分没有写出具体问题", section, section.blocks[1])
      end
    end)},
  },
  good = {{text = full}},
  bad = {
    {text = head .. "一、概述\n有关情况。\n二、存在的问题\n无\n三、其他事项\n无\n"},
    {text = head .. "一、概述\n有关情况。\n二、存在的问题和改进措施\n今年工作取得了一定成绩，但也存在一些不足之处。下一步，我局将加大力度。\n"},
  },
}

-- 表头里的字样说明是哪一年的格式；字与字之间可以有空白、换行
local function spaced(words)
  return (words:gsub(utf8.charpattern, "%0\\s*"))
end
local versions = {
  {name = "2014—2018 年的统计表", from = 2008, to = 2018, words = spaced "统计指标"},
  {name = "2019 年格式", from = 2019, to = 2020, words = spaced "上一年项目数量|本年增/减|采购总金额|对外公开总数量"},
  {name = "2021 年格式", from = 2021, to = 9999, words = spaced "本年制发件数|本年废止件数|现行有效件数"},
}
local heads = regex(versions[1].words .. "|" .. versions[2].words .. "|" .. versions[3].words)
for _, version in ipairs(versions) do
  version.words = regex(version.words)
end

rule "S06" {
  title = "格式版本与年度不符",
  severity = "error",
  basis = "官：国办公开办函〔2019〕60号、〔2021〕30号：2019、2020 年度用 2019 年格式，2021 年度起用 2021 年格式",
  precision = "exact",
  rationale = "按表头的列名判断：“上一年项目数量”为 2019 年格式，“本年制发件数”“现行有效件数”为 2021 年格式",
  tags = {"结构"},
  check = function(report, expect)
    local cell, year = report:cells(heads)(), report.year
    if cell == nil or year == nil then
      return expect.skip("没有可以辨认格式的表，或不知道年度")
    end
    expect.checked()
    for _, version in ipairs(versions) do
      if version.words:find(cell) and (year < version.from or year > version.to) then
        return expect.fail(year .. " 年度的报告用了" .. version.name, cell)
      end
    end
  end,
  good = {{items = {}}},
  bad = {{text = "某某市水务局2022年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n" ..
    "二、主动公开政府信息情况\n\n信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n" ..
    "行政许可\t10\t0\t3\n其他对外管理服务事项\t2\t0\t1\n"}},
}

-- 单位名称：“政府信息公开”以前，除去年度等字样，还有两个字
local demands = {
  {words = regex "[0-9]{4}|二〇|二○", fault = "没有写年度"},
  {words = regex "^((关于|年度报告|年度|年|[()（）《0-9])*+(?!政府信息公开).){2}", fault = "没有写单位名称"},
  {words = regex "政府信息公开工作(年度)?报告", fault = "与规范名称“政府信息公开工作年度报告”不同"},
}

rule "S08" {
  title = "标题要素",
  severity = "notice",
  basis = "推：标题由单位、年度和“政府信息公开工作年度报告”组成",
  precision = "exact",
  rationale = "网页常把单位或年度放在标题之外，只提示",
  tags = {"结构"},
  check = function(report, expect)
    local title, wrong = report.title and report.title:gsub("%s+", ""), {}
    if title == nil or not has_prose(report) then
      return expect.skip(title and "没有正文" or "没有认出标题")
    end
    expect.checked()
    for _, demand in ipairs(demands) do
      wrong[#wrong + 1] = not demand.words:find(title) and demand.fault or nil
    end
    if #wrong > 0 then
      expect.fail("标题“" .. title .. "”" .. table.concat(wrong, "，"), table.unpack(report.title_lines))
    end
  end,
  good = {{text = full}},
  bad = {
    {text = (full:gsub("2017年度政府", "政府", 1))},
    {text = (full:gsub("某某市水务局2017", "2017", 1))},
    {text = (full:gsub("公开工作年度", "公开年度", 1))},
  },
}

local whole_year = regex("统计(数据)?的?(期限|时限|时间|时段|周期|期间|期|截止|截至)[^。]{0,12}20\\d\\d ?年" ..
  "|[（(]20\\d\\d年1月1日[^）)]{0,4}(至|到|—|-)[^）)]*12月31日[）)]")

rule "S09" {
  title = "写明统计期限",
  severity = "notice",
  basis = "推：正文应写明所列数据的统计期限",
  precision = "exact",
  rationale = "不写明统计期限，就不知道数字是哪一段时间的",
  tags = {"结构"},
  check = of_prose(function(report, expect)
    if report.period == nil and not report:matches(whole_year)() then
      expect.fail("正文没有写明数据的统计期限", report.texts[1])
    end
  end),
  good = {{year = 2017, body = "所列数据的统计期限自2017年1月1日起至2017年12月31日止。"},
          {year = 2016, body = "本报告数据统计期为2016年度。"}},
  bad = {{text = full}},
}

local function others_section(report)
  return report:section("其他需要报告的事项", "其他事项")
end

rule "S11" {
  title = "信息处理费说明",
  severity = "notice",
  years = {2021},
  basis = "例：第六部分说明收取信息处理费的情况；《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）" ..
    "自 2021 年 1 月 1 日起施行（未附原件，引用前请核对）",
  precision = "exact",
  rationale = "不以表二“行政事业性收费”推断，二者口径不同；全文任何一处说明即可",
  tags = {"结构"},
  check = of_part(others_section, "没有“其他需要报告的事项”部分", function(report, expect, section)
    if not mentions(report, {"信息处理费", "处理费", "收费通知"}) then
      expect.fail("第六部分没有说明收取信息处理费的情况", section)
    end
  end),
  good = {{text = new_head .. new_body}},
  bad = {{text = new_head .. (new_body:gsub("2022年，我局没有收取信息处理费。", "无"))}},
}
