-- X：逻辑与异常。多为核实性、提示性规则：报告可以有合理的解释。

local forms = {"gk-2014", "gk-2018"}

rule "X01" {
  title = "主动公开政府信息数为 0",
  severity = "warning",
  form = forms,
  basis = "推：全年没有主动公开极少见",
  rationale = "全年一条信息都没有主动公开极少见，多半是漏填",
  precision = "may_overreport",
  tags = {"逻辑"},
  formula = "主动公开政府信息数 > 0",
  good = {{items = {["主动公开政府信息数"] = "1"}}},
  bad = {{items = {["主动公开政府信息数"] = "0"}}},
}

rule "X02" {
  title = "未办培训却有受训人员",
  severity = "warning",
  form = forms,
  basis = "推：可能参加上级培训，须说明",
  rationale = "没有办培训班却有人受训，可能是参加上级的培训，应当说明",
  precision = "may_overreport",
  tags = {"逻辑"},
  formula = "若 举办各类培训班数 = 0 则 接受培训人员数 = 0",
  good = {
    {items = {["举办各类培训班数"] = "0", ["接受培训人员数"] = "0"}},
  },
  bad = {{items = {["举办各类培训班数"] = "0", ["接受培训人员数"] = "25"}}},
}

rule "X03" {
  title = "办了培训却无受训人员",
  severity = "warning",
  form = forms,
  basis = "推",
  precision = "exact",
  rationale = "办了培训班，总有人接受培训",
  tags = {"逻辑"},
  formula = "若 举办各类培训班数 > 0 则 接受培训人员数 > 0",
  good = {{items = {["举办各类培训班数"] = "2", ["接受培训人员数"] = "25"}}},
  bad = {{items = {["举办各类培训班数"] = "2", ["接受培训人员数"] = "0"}}},
}

rule "X04" {
  title = "专门机构数、查阅点数或工作人员数为 0",
  severity = "notice",
  form = forms,
  basis = "官：《条例》第四条要求指定机构；推：部门可以不设查阅点，只作提示",
  rationale = "条例要求指定机构负责、设置查阅点；确实没有的应当说明，所以只提示",
  precision = "may_overreport",
  tags = {"逻辑"},
  checks = {
    {formula = "政府信息公开工作专门机构数 > 0"},
    {formula = "设置政府信息公开查阅点数 > 0"},
    {formula = "从事政府信息公开工作人员数 > 0"},
  },
  good = {{items = {["政府信息公开工作专门机构数"] = "1", ["设置政府信息公开查阅点数"] = "1",
                    ["从事政府信息公开工作人员数"] = "2"}}},
  bad = {{items = {["政府信息公开工作专门机构数"] = "1", ["设置政府信息公开查阅点数"] = "0",
                   ["从事政府信息公开工作人员数"] = "2"}}},
}

rule "X05" {
  title = "无申请却有收费",
  severity = "error",
  form = "gk-2014",
  basis = "推：收费只能来自依申请公开",
  precision = "exact",
  rationale = "没有收到申请就没有可以收费的事项",
  tags = {"逻辑"},
  formula = "若 收到申请数 = 0 则 依申请公开信息收取的费用 = 0",
  good = {{items = {["收到申请数"] = "0", ["依申请公开信息收取的费用"] = "0"}}},
  bad = {{items = {["收到申请数"] = "0", ["依申请公开信息收取的费用"] = "0.3"}}},
}

rule "X06" {
  title = "无申请却有复议或诉讼",
  severity = "notice",
  form = forms,
  basis = "推：可能由上年申请引起",
  rationale = "复议、诉讼可能由上年的申请引起，所以只提示",
  precision = "may_overreport",
  tags = {"逻辑"},
  formula = "若 收到申请数 = 0 则 行政复议数量 + 行政诉讼数量 = 0",
  good = {{items = {["收到申请数"] = "0", ["行政复议数量"] = "0"}}},
  bad = {{items = {["收到申请数"] = "0", ["行政复议数量"] = "1", ["行政诉讼数量"] = "1"}}},
}

rule "X07" {
  title = "制发规范性文件而无政策解读",
  severity = "notice",
  form = forms,
  basis = "推：解读与文件应当同步",
  rationale = "文件与解读应当同步；内部管理的文件可以没有解读，所以只提示",
  precision = "may_overreport",
  tags = {"逻辑"},
  formula = "若 制发规范性文件总数 > 0 则 政策解读稿件发布数 > 0",
  good = {{items = {["制发规范性文件总数"] = "2", ["政策解读稿件发布数"] = "1"}}},
  bad = {{items = {["制发规范性文件总数"] = "2", ["政策解读稿件发布数"] = "0"}}},
}

rule "X10" {
  title = "有专项经费而无工作人员",
  severity = "notice",
  form = forms,
  basis = "推",
  precision = "exact",
  rationale = "有专项经费而没有人员，其中一个数多半填错",
  tags = {"逻辑"},
  formula = "若 政府信息公开专项经费 > 0 则 从事政府信息公开工作人员数 > 0",
  good = {{items = {["政府信息公开专项经费"] = "1.5", ["从事政府信息公开工作人员数"] = "1"}}},
  bad = {{items = {["政府信息公开专项经费"] = "1.5", ["从事政府信息公开工作人员数"] = "0"}}},
}

-- 召开……会议、举办……培训：到句读为止，不是新闻发布会
local gathering = regex("(召开|举办|组织)(?![^。；，,]*新闻发布)(?=[^。；，,]{0,30}(培训|会议))[^。；，,]{0,30}")

rule "X12" {
  title = "正文称开展学习培训会议而表中均为 0",
  severity = "notice",
  form = forms,
  basis = "推：文字与表软矛盾",
  precision = "may_overreport",
  rationale = "参加上级的会议、培训不计入本表，所以只看“召开、举办、组织”，只提示",
  tags = {"逻辑"},
  check = function(report, expect)
    local meetings = report:item "召开政府信息公开工作会议或专题会议数"
    local courses = report:item "举办各类培训班数"
    local trained = report:item "接受培训人员数"
    if not (meetings:is(0) and courses:is(0) and trained:is(0)) then
      return expect.skip("会议、培训不全为 0")
    end
    expect.checked()
    for match in report:matches(gathering) do
      if match.block.type == "paragraph" then
        return expect.fail("正文称“" .. match.text .. "”，表中会议、培训均为 0", match.block, meetings, courses)
      end
    end
  end,
  good = {{body = "我局参加上级召开的动员会，没有自行办班。"}},
  bad = {{body = "我局多次召开专题会议，研究政府信息公开工作。"}},
}
