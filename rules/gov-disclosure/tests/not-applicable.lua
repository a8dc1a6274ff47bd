-- 每条规则都有不适用的时候：什么都没有的一页，没有小标题的报告。

case "没有正文，也没有统计表" {
  text = "工作简报\n\n本期刊登有关情况。\n",
  expect = {
    A01 = "not_applicable", A02 = "not_applicable", A03 = "not_applicable", A04 = "not_applicable",
    A05 = "not_applicable", A06 = "not_applicable", A07 = "not_applicable", A08 = "not_applicable",
    A09 = "not_applicable", B01 = "not_applicable", B02 = "not_applicable", B03 = "not_applicable",
    B04 = "not_applicable", B05 = "not_applicable", B06 = "not_applicable", B07 = "not_applicable",
    B08 = "not_applicable", C01 = "not_applicable", C02 = "not_applicable", E01 = "not_applicable",
    E02 = "not_applicable", E03 = "not_applicable", E04 = "not_applicable", F01 = "not_applicable",
    F02 = "not_applicable", F03 = "not_applicable", F04 = "not_applicable", F05 = "not_applicable",
    F06 = "not_applicable", F07 = "not_applicable", F08 = "not_applicable", H01 = "not_applicable",
    H02 = "not_applicable", H03 = "not_applicable", H04 = "not_applicable", H05 = "not_applicable",
    H06 = "not_applicable", H07 = "not_applicable", H08 = "not_applicable", N01 = "not_applicable",
    N02 = "not_applicable", N03 = "not_applicable", N04 = "not_applicable", P01 = "not_applicable",
    P02 = "not_applicable", P03 = "not_applicable", P04 = "not_applicable", P05 = "not_applicable",
    P06 = "not_applicable", P07 = "not_applicable", P08 = "not_applicable", P09 = "not_applicable",
    P10 = "not_applicable", P11 = "not_applicable", P12 = "not_applicable", P13 = "not_applicable",
    P14 = "not_applicable", R01 = "not_applicable", R02 = "not_applicable", R03 = "not_applicable",
    R04 = "not_applicable", R05 = "not_applicable", S02 = "not_applicable", S03 = "not_applicable",
    S04 = "not_applicable", S05 = "not_applicable", S06 = "not_applicable", S11 = "not_applicable",
    T01 = "not_applicable", T02 = "not_applicable", T03 = "not_applicable", T05 = "not_applicable",
    T07 = "not_applicable", U01 = "not_applicable", U02 = "not_applicable", U03 = "not_applicable",
    X01 = "not_applicable", X02 = "not_applicable", X03 = "not_applicable", X04 = "not_applicable",
    X05 = "not_applicable", X06 = "not_applicable", X07 = "not_applicable", X08 = "not_applicable",
    X10 = "not_applicable", X12 = "not_applicable", Y01 = "not_applicable", Y02 = "not_applicable",
    Y03 = "not_applicable", Y04 = "not_applicable", Y05 = "not_applicable", Y06 = "not_applicable",
    Z01 = "not_applicable", Z02 = "not_applicable", Z03 = "not_applicable", T04 = "not_applicable",
    T06 = "not_applicable", P15 = "not_applicable",
  },
}

case "只有标题和一句话" {
  text = "某某县水务局2017年政府信息公开工作年度报告\n\n一、概述\n有关情况。\n",
  expect = {S01 = "not_applicable", S08 = "not_applicable", S09 = "not_applicable"},
}

case "只有标题" {
  text = "某某县水务局2017年政府信息公开工作年度报告\n",
  expect = {
    W01 = "not_applicable", W02 = "not_applicable", W03 = "not_applicable", W04 = "not_applicable",
    W05 = "not_applicable", W06 = "not_applicable", W07 = "not_applicable", W08 = "not_applicable",
    W09 = "not_applicable",
  },
}
