-- P14、P15、R04：正文的遗漏、重复与可行性。

local old = {"gk-2014", "gk-2018"}

local function contains(text, list)
  for _, word in ipairs(list) do
    if text:find(word, 1, true) then return word end
  end
end

local channels = {
  {"政府公报公开政府信息数", {"公报"}},
  {"政府网站公开政府信息数", {"网站", "局网", "官网", "门户", "网上", "网页"}},
  {"政务微博公开政府信息数", {"微博", "两微", "双微", "新媒体"}},
  {"政务微信公开政府信息数", {"微信", "公众号", "两微", "双微", "新媒体"}},
}

rule "P14" {
  title = "主要的公开渠道正文都提到",
  severity = "notice",
  form = old,
  basis = "推：某渠道占主动公开数一成以上，正文却没有一处提到",
  precision = "may_overreport",
  rationale = "正文只写总数的不算遗漏，所以只在正文提到了别的渠道时提示。",
  tags = {"文表"},
  check = function(report, expect)
    local total, missing, told = report:item "主动公开政府信息数", {}, false
    if total.state ~= "number" or total:is(0) then return expect.skip("没有主动公开数") end
    for _, channel in ipairs(channels) do
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
          local first = #sentence >= 75 and seen[sentence] -- 25 字以上
          if first and first ~= block then
            expect.fail("两处写有同一句话：“" .. sentence .. "”", block, first)
          end
          seen[sentence] = first or block
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

-- “增幅为13.76%”也是增长
local function change_of(q)
  if q.change then return q.change end
  local lead = q:before(6)
  return contains(lead, {"增幅", "增长率", "涨幅"}) and "rise" or contains(lead, {"降幅", "下降率"}) and "fall" or nil
end

-- 同类的两个数：单位相同，在同一句里。
local function beside(q, other)
  return other.block == q.block and other.sentence == q.sentence
end

-- “与2018年的25件相比增长”
local against_year = regex "(较|比|与|同)20\\d\\d年[^。；]*$"

-- 紧接在前的话说明 q 是上年的数：“比2015年的298件”“较上年的61件”“（2014年3865条）”；或者是增减的数：“比上年增加213条”。
local base_words = regex "(较|比|与|同)?(上年|去年|上一年|上年度|20\\d\\d年度?)(同期)?(的|为|是|公开|收到|受理)*$"
local step_words = regex "(?<![新净至最])(增加|减少|增长|下降|多|少|增|减|上升)了?$"

-- 写明上年数或增减数的，百分数应由它算得。counts：句中百分数以前的数，近的在后。给出写明的数和应得的百分数，算得相符为 nil。
-- 前一个百分数（第 floor 个数以前）之前的不算。
local function told_base(counts, q, digits, floor)
  local bases, steps, currents = {}, {}, {}
  for i = #counts, floor + 1, -1 do
    local one = counts[i]
    if not beside(q, one) or one.unit ~= counts[#counts].unit then break end
    local lead = one:before(16)
    if step_words:find(lead) then steps[#steps + 1] = one
    elseif base_words:find(lead) then bases[#bases + 1] = one
    else currents[#currents + 1] = one
    end
  end
  local function fits(now, base)
    local share = ((now - base) * 100 / base):abs()
    local rest = share - q
    return share:round(digits):is(q) or (rest >= 0 and rest * 10 ^ digits < 1)
  end
  if #bases + #steps ~= 1 and not (#bases == 1 and #steps == 1) or #currents == 0 then return nil end
  local told, expected = bases[1] or steps[1], nil
  for _, now in ipairs(currents) do
    local base = bases[1]
    if base == nil then base = change_of(q) == "fall" and now + steps[1] or now - steps[1] end
    if base > 0 then
      if fits(now, base) then return nil end
      expected = expected or ((now - base) * 100 / base):abs():round(digits)
    end
  end
  return told, expected
end

rule "R04" {
  title = "同比增减的百分数可以成立",
  severity = "warning",
  basis = "推：没有上年报告时，只能验证是否存在一个整数的上年数",
  precision = "may_underreport",
  rationale = "数较小时，增减的百分数只能取有限的几个值。句中任一个数说得通即可。",
  tags = {"正文"},
  check = function(report, expect)
    local counts, floor = {}, 0
    for _, q in ipairs(report:quantities()) do
      if q.kind == "count" and q.approx == "exact" and q.step <= 1 and q:number() then
        counts[#counts + 1] = q
      elseif q.kind == "percent" and change_of(q) and q.approx == "exact" and
        (contains(q:before(14), {"同比", "上年", "去年", "上一年"}) or against_year:find(q:before(24))) then
        local number = tonumber(q:text())
        local digits = #(q.raw:match("%.(%d+)") or "")
        local same, fits = 0, false
        for i = #counts, 1, -1 do
          if counts[i].block ~= q.block or counts[i].sentence ~= q.sentence then break end
          same = same + 1
          local n = counts[i]:number()
          fits = fits or n > 0 and has_base(n, change_of(q) == "fall" and -number or number, digits)
        end
        local told, expected = told_base(counts, q, digits, floor)
        floor = #counts
        if same > 0 then
          expect.checked()
          if told and expected then
            expect(q):equals(expected)
          elseif not fits then
            expect.fail("没有一个整数的上年数能使“" .. counts[#counts].raw .. "”成为“" .. q:before(8) .. q.raw .. "”", q,
              counts[#counts])
          end
        end
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
