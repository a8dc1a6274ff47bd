-- S：结构与要件。

rule "S04" {
  title = "缺少统计表",
  severity = "warning",
  years = {2014, 2018},
  basis = "官：国办发〔2014〕32号要求填报《政府信息公开情况统计表》；随年报公布为地方要求",
  tags = {"结构"},
  check = function(report, expect)
    if report.year == nil then
      return expect.skip("不知道报告年度")
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
