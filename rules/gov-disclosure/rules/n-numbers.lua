-- N：编号。各级标题和段落的编号由引擎读出（自动编号按印出的样子），这里只说明问题。

-- 编号与标题之间的空白因格式而异，引用时略去。
local function quoted(text)
  text = text:gsub(" ", "")
  return "“" .. (utf8.len(text) > 20 and text:sub(1, utf8.offset(text, 21) - 1) .. "…" or text) .. "”"
end

local function has_prose(report)
  for _, block in ipairs(report.texts) do
    if block.type == "paragraph" and block.text:find("。", 1, true) then
      return true
    end
  end
  return false
end

-- 逐个处理某几种问题；“一是、二是”由 E03 检查。
local function for_each(kinds, message)
  return function(report, expect)
    -- 只收录统计表的网页没有完整的标题
    if #report.headings == 0 or report.title == nil or not has_prose(report) then
      return expect.skip("没有带编号的标题，或不是完整的报告")
    end
    expect.checked()
    for _, problem in ipairs(report:numbering()) do
      if kinds[problem.kind] and not problem.inline then
        expect.fail(message(problem), problem, problem.before)
      end
    end
  end
end

local head = "某某市水务局2017年度政府信息公开工作年度报告\n\n现将有关情况报告如下。\n"
local function report_of(...)
  return {text = head .. table.concat({...}, "\n") .. "\n"}
end

rule "N01" {
  title = "编号跳号、重号、缺标点",
  severity = "warning",
  basis = "推：公文结构层次序数依次为一、（一）1.（1），同级连续",
  precision = "may_overreport",
  rationale = "跳号、重号常因增删段落而来；编号后缺标点会与后文连读成数",
  tags = {"编号"},
  check = for_each({gap = true, ["repeat"] = true, order = true, unmarked = true}, function(problem)
    local here = quoted(problem.text)
    if problem.kind == "gap" then
      return "编号不连续：" .. here .. "之前缺“" .. problem.expected .. "”"
    elseif problem.kind == "unmarked" then
      return "编号后缺标点：" .. here .. "，应写作“" .. problem.expected .. "”"
    end
    return (problem.kind == "repeat" and "编号重复：" or "编号次序颠倒：") .. here ..
      "，应为“" .. problem.expected .. "”"
  end),
  good = {
    report_of("一、概述", "有关情况。", "二、主动公开情况", "（一）组织领导", "有关情况。", "（二）平台建设",
      "有关情况。", "三、其他事项", "（一）培训", "无。"),
    report_of("一、概述", "1.加强领导。有关情况如下。", "2.健全制度。有关情况如下。", "二、其他", "1.培训。有关情况如下。"),
  },
  bad = {
    report_of("一、概述", "有关情况。", "三、主动公开情况", "有关情况。", "四、其他事项", "无。"),
    report_of("一、概述", "有关情况。", "二、主动公开情况", "有关情况。", "二、其他事项", "无。"),
    report_of("一、概述", "有关情况。", "二主动公开情况", "有关情况。", "三、其他事项", "无。"),
    report_of("一、概述", "（一）组织领导", "有关情况。", "（三）平台建设", "有关情况。", "二、其他事项", "无。"),
  },
}

rule "N02" {
  title = "同级编号样式混用",
  severity = "notice",
  basis = "推：同级编号样式一致",
  precision = "may_overreport",
  rationale = "自动编号经转换软件另存后样式可能改变，文中所见未必是原稿的样子；" ..
    "只有两层时第二层用（一）或 1. 均可，但一篇之内宜一致，故只提示",
  tags = {"编号"},
  checks = {
    {check = for_each({style = true}, function(problem)
      return "同级编号样式不一：" .. quoted(problem.text) .. "，同级其他编号作“" .. problem.expected .. "”"
    end)},
    {check = function(report, expect) -- 各部分之下第一层编号：有的用（一），有的直接用 1.
      local seen, first = {}, nil
      for _, here in ipairs(report.headings) do
        local part = here.parent
        if here.style and part and part.style and part.level == 1 and not seen[part] then
          seen[part], first = true, first or here
          if here ~= first then expect.checked() end
          if here.style ~= first.style then
            return expect.fail("各部分下一级编号层次不统一：" .. quoted(first.parent.title) .. "之下用“" ..
              first.number .. "”，" .. quoted(part.title) .. "之下用“" .. here.number .. "”", here, first)
          end
        end
      end
    end},
  },
  good = {report_of("一、概述", "（一）组织领导", "有关情况。", "（二）平台建设", "有关情况。", "二、其他事项",
    "（一）培训", "无。")},
  bad = {
    report_of("一、概述", "（一）组织领导", "有关情况。", "（2）平台建设", "有关情况。", "（三）制度建设", "有关情况。"),
    report_of("一、概述", "1.组织领导", "有关情况。", "2.平台建设", "有关情况。", "二、问题", "（一）不足", "有关情况。"),
  },
}

local marks = {["、"] = "“、”", ["."] = "“.”", ["（）"] = "括号", ["）"] = "右括号", ["："] = "“：”", [""] = "没有标点"}

rule "N03" {
  title = "同级编号标点不一",
  severity = "notice",
  basis = "推：一、后用顿号，1. 后用圆点，同级一致",
  precision = "exact",
  rationale = "同级编号有的用顿号，有的用圆点，多为拼接不同来源的文稿所致",
  tags = {"编号"},
  check = for_each({mark = true}, function(problem)
    return "同级编号标点不一：" .. quoted(problem.text) .. "，同级其他编号后为" .. marks[problem.usual_mark]
  end),
  good = {report_of("一、概述", "1、组织领导", "有关情况。", "2、平台建设", "有关情况。")},
  bad = {report_of("一、概述", "1、组织领导", "有关情况。", "2、平台建设", "有关情况。", "3.制度建设", "有关情况。")},
}

-- 图1、(表 2)：独立成段的短题注；图1-1、图1.1 另有章节号，“图1显示”是正文
local caption = regex("^(?=\\(?[图表])(?=[^。]{1,40}\\z)(\\()?(?<kind>[图表])\\s*(?<number>[0-9]{1,2})" ..
  "(?![0-9])(?(1)\\))(?![-.—][0-9]|显示|所示|为|可见)")

rule "N04" {
  title = "图表编号连续",
  severity = "notice",
  basis = "推",
  rationale = "只看独立成段的题注（图1、表2），章节式编号（图1-1）不查",
  precision = "may_underreport",
  tags = {"编号"},
  check = function(report, expect)
    local last = {}
    for match in report:matches(caption) do
      local block, kind, number = match.block, match.kind, tonumber(match.number)
      local before = last[kind] or {number = 0}
      if block.type == "paragraph" then
        expect.checked()
        last[kind] = {number = number, block = block}
        if number ~= before.number + 1 then
          expect.fail("题注编号不连续：" .. quoted(block.text) .. "，" .. (before.block and "前一个是“" .. kind ..
            before.number .. "”" or "前面没有“" .. kind .. "1”"), block, before.block)
        end
      end
    end
  end,
  good = {report_of("一、概述", "情况见下图。", "图1 公开渠道", "情况见下图。", "图2 申请情况", "表1 统计")},
  bad = {
    report_of("一、概述", "情况见下图。", "图1 公开渠道", "情况见下图。", "图3 申请情况"),
    report_of("一、概述", "情况见下图。", "图1 公开渠道", "情况见下图。", "图1 申请情况"),
  },
}
