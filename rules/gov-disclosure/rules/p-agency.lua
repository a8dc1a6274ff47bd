-- P12、B07：机关名称，和名称所说明的职权。

-- 政府的报告可以由办公室、领导小组、政务公开机构编制
local compilers = regex "人民政府|政府办|政务公开|政务服务|信息公开|党政办|办公室|领导小组|大数据"
-- 标题里的单位名称
local title_name = regex([[^(关于|20[0-9]{2}(年度?)?|年|\s)*+(?<name>\S.{2,}?)(关于|20[0-9]{2}(年度?)?|年度|\s)*]] ..
  "政府信息公开")
-- 落款处不是单位名称的行：“附件”“附表：……”“（此页无正文）”
local attached = regex "^(附件|附表|附录|附图|附[:：]|此页|政府信息公开|统计表)|统计表$"

local unlike = "%s“%s”与%s“%s”不是同一单位"

-- 标题、各表填报单位、落款中的单位名称，没有写的不在内。
local function names_in(report)
  local title, signed, found = title_name:find(report.title or ""), report.signature or {}, {}
  local function add(where, place, text)
    local name = (text or place and place.text or ""):gsub("%s+", ""):gsub("%b()", ""):gsub("（.-）", "")
    if name == "" or attached:find(name) then return end
    found[#found + 1] = {where = where, name = name, place = place}
  end
  add("标题", report, title and title.name or "")
  for _, form in ipairs(report.forms) do add("填报单位", form.fields["填报单位"]) end
  add("落款", signed, signed.agency or "")
  return found
end

-- 一处（填报单位或落款）的名称与最前一处的。一个的各字依次都在另一个之中（简称、加上级地名），就可能是同一机关。
local function compare_names(where)
  return function(report, expect)
    local names = names_in(report)
    if #names < 2 then return expect.skip("标题、填报单位、落款中不足两处写有单位名称") end
    for i = 2, #names do
      local one, other = names[1], names[i]
      if other.where == where then
        expect.checked()
        local likeness = math.max(title_likeness(one.name, other.name), title_likeness(other.name, one.name))
        if likeness < 90 and not compilers:find(one.name .. " " .. other.name) then
          expect.fail(unlike:format(where, other.name, one.where, one.name), other.place, one.place)
        end
      end
    end
  end
end

rule "P12" {
  title = "单位名称前后一致",
  severity = "warning",
  basis = "推：标题、填报单位、落款为同一机关；政府的报告可以由其办公机构编制",
  precision = "may_underreport",
  rationale = "简称、加上级地名的写法不算不同；只比较标题、填报单位、落款三处",
  tags = {"结构"},
  checks = {
    {check = compare_names("填报单位")},
    {check = compare_names("落款")},
  },
  good = {
    {text = "某某市水务局2017年度政府信息公开工作年度报告\n\n一、概述\n有关情况。\n\n市水务局\n2018年1月20日\n"},
    {text = "某某区2022年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n\n某某区人民政府办公室\n2023年1月20日\n"},
  },
  bad = {{text = "某某市水务局2017年度政府信息公开工作年度报告\n\n一、概述\n有关情况。\n\n某某市水利厅\n2018年1月20日\n"}},
}

-- 没有规章制定权的机关：部门、街道、乡镇、县区
local powerless = regex("(局|街道|街道办事处|街道办|镇|乡|镇人民政府|乡人民政府|县人民政府|县|中心|委员会|站|台|办公室|管委会|" ..
  "分局|大队|支队|院|学校)$")
-- 国务院部门，和省、市政府的办公机构（报告的是政府的规章）
local may_make = regex "^(国家|中国|中华人民共和国)|(省|市|州|自治区)(人民)?政府办公室$"

rule "B07" {
  title = "规章制发主体",
  severity = "warning",
  years = {2019},
  basis = "推：《立法法》规定省、自治区、直辖市和设区的市、自治州的人民政府可以制定规章",
  precision = "may_overreport",
  rationale = "按机关名称判断：部门、县、乡镇、街道没有规章制定权；全区（市辖区）汇总的报告不查",
  tags = {"逻辑"},
  check = function(report, expect)
    local agency = report.agency
    if agency == nil or may_make:find(agency) or not powerless:find(agency) then
      return expect.skip("不能确定该机关没有规章制定权")
    end
    for cell, row in report:cells("^\\s*规\\s*章\\s*$") do
      expect.checked()
      for i = 2, cell.column == row[1].column and #row or 1 do
        local figure = row[i].text:match("^%s*(%d+)%s*$")
        if figure and tonumber(figure) > 0 then
          expect.fail("“" .. agency .. "”没有规章制定权，规章一行却填了 " .. figure, row[i])
        end
      end
    end
  end,
  good = {{text = "某某市水务局2022年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n二、主动公开政府信息情况\n\n" ..
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t0\t0\t0\n行政规范性文件\t2\t0\t5\n"}},
  bad = {{text = "某某市水务局2022年政府信息公开工作年度报告\n\n一、总体情况\n有关情况。\n二、主动公开政府信息情况\n\n" ..
    "信息内容\t本年制发件数\t本年废止件数\t现行有效件数\n规章\t2\t0\t2\n行政规范性文件\t2\t0\t5\n"}},
}
