#include "test.h"

#include <stdio.h>
#include <stdlib.h>

#include "text/quantity.h"

static const char *const approx_signs[] = {"", ">", "<", "~"};

/* All quantities of a text as "printed=digits^power unit", joined by '|'; an approximation's sign
 * stands before the digits. */
static void expect_quantities(const char *text, const char *expected)
{
    char out[4096] = "";
    size_t used = 0, start = 0;
    text_quantity found;
    while (text_quantity_next(base_str_c(text), start, &found)) {
        assert_true(found.end > found.start && found.start >= start);
        used +=
            (size_t)snprintf(out + used, sizeof(out) - used, "%s%.*s=%s%s^%d", used > 0 ? "|" : "",
                             (int)(found.end - found.start), text + found.start,
                             approx_signs[found.approx], found.digits, found.power);
        if (found.to_digits[0] != '\0')
            used += (size_t)snprintf(out + used, sizeof(out) - used, "-%s^%d", found.to_digits,
                                     found.to_power);
        if (found.divisor != 1)
            used += (size_t)snprintf(out + used, sizeof(out) - used, "/%d", found.divisor);
        used += (size_t)snprintf(out + used, sizeof(out) - used, "%.*s", (int)found.unit.len,
                                 found.unit.ptr);
        start = found.end;
    }
    if (strcmp(out, expected) != 0)
        fail_msg("%s gave %s", text, out);
}

static void expect_nothing(const char *text)
{
    expect_quantities(text, "");
}

static void reads_figures_with_units(void **state)
{
    (void)state;
    expect_quantities("收到申请5件，答复４件。", "5件=5^0件|４件=4^0件");
    expect_quantities("经费85.4万元，占9.8%", "85.4万元=85.4^0万元|9.8%=9.8^0%");
    expect_quantities("下降3.2个百分点", "3.2个百分点=3.2^0个百分点");
    expect_quantities("3.7万条", "3.7万条=3.7^4条");
    expect_quantities("1,234条和12,345,678人次", "1,234条=1234^0条|12,345,678人次=12345678^0人次");
    expect_quantities("推送微信90期179条", "90期=90^0期|179条=179^0条");
    expect_quantities("共 5 件 ", "5 件=5^0件");
    expect_quantities("15个工作日内答复", "15个工作日=15^0个工作日");
    expect_quantities("诉讼0起。0起诉讼", "0起=0^0起|0起=0^0起");
    expect_quantities("增长-3.5%", "-3.5%=-3.5^0%");
    expect_quantities("访问量3亿次，粉丝5万", "3亿次=3^8次|5万=5^4");
    expect_quantities("申请数为0，总数：119。", "0=0^0|119=119^0");
    expect_quantities("分别为5、3件", "5=5^0|3件=3^0件");
    expect_quantities("百分之二十、百分之5.5", "百分之二十=20^0%|百分之5.5=5.5^0%");
}

static void reads_approximations(void **state)
{
    (void)state;
    expect_quantities("信息 620 余条", "620 余条=>620^0条");
    expect_quantities("3.7万多条", "3.7万多条=>3.7^4条");
    expect_quantities("1多万次", "1多万次=>1^4次");
    expect_quantities("2000余人次", "2000余人次=>2000^0人次");
    expect_quantities("近100次", "近100次=<100^0次");
    expect_quantities("近百次，上千条", "近百次=<1^2次|上千条=>1^3条");
    expect_quantities("4.4%~04%", "4.4%=4.4^0%"); /* falls */
    expect_quantities("0.5%~0.3%", "0.5%=0.5^0%|0.3%=0.3^0%");
    expect_quantities("65%左右百次", "65%左右=~65^0%"); /* 左右 is the first one's */
    expect_quantities("约500条，500条左右", "约500条=~500^0条|500条左右=~500^0条");
    expect_quantities("超过30人，30人以上，不足30人",
                      "超过30人=>30^0人|30人以上=>30^0人|不足30人=<30^0人");
    expect_quantities("不超过20个工作日", "不超过20个工作日=<20^0个工作日");
    expect_quantities("20来条，十余次", "20来条=~20^0条|十余次=>10^0次");
    expect_quantities("近3年", "3年=3^0年");
    expect_quantities("最近5次，网上5件，节约3万元，申请数4条",
                      "5次=5^0次|5件=5^0件|3万元=3^0万元|4条=4^0条");
}

static void reads_chinese_numerals(void **state)
{
    (void)state;
    expect_quantities("两件，三次，一百二十条", "两件=2^0件|三次=3^0次|一百二十条=120^0条");
    expect_quantities("一起案件，一起努力", "一起=1^0起");
    expect_quantities("十二万元", "十二万元=120000^0元");
    expect_quantities("四方面工作", "四方面=4^0方面");
}

static void reads_ranges(void **state)
{
    (void)state;
    expect_quantities("3-5件", "3-5件=3^0-5^0件");
    expect_quantities("3件至5件", "3件至5件=3^0-5^0件");
    expect_quantities("10～20万元，10～20万条", "10～20万元=10^0-20^0万元|10～20万条=10^4-20^4条");
    expect_quantities("3.5万-4万人次", "3.5万-4万人次=3.5^4-4^4人次");
    expect_quantities("三至五天，5%至8%", "三至五天=3^0-5^0天|5%至8%=5^0-8^0%");
    expect_quantities("两三次，十五六人，七八百条", "两三次=2^0-3^0次|十五六人=15^0-16^0人|"
                                                    "七八百条=700^0-800^0条");
    expect_quantities("从3件到5件，5件至3件", "3件=3^0件|5件=5^0件|5件=5^0件|3件=3^0件");
}

static void leaves_what_is_no_quantity(void **state)
{
    static const char *const texts[] = {
        "",
        "2017年12月31日",
        "2017年度",
        "2017、2018年度",
        "国办发〔2017〕24号",
        "国务院492号令",
        "电话：0577-88539697",
        "邮编：325001；电话：13812345678",
        "市府路4楼408室",
        "《2017年12条措施3项》",
        "1.基本情况",
        "（一）基本情况",
        "一是加强领导",
        "12345热线",
        "十四五规划",
        "一些、一定、一般、统一、第一、三公经费、一年来",
        "第3次会议，第三季度，第 5 条",
        "一方面，一批，一点，十分重要",
        "最多跑一次",
        "唯一一家",
        "十九届四中全会",
        "192.168.1.1",
        "5G基站，A4纸",
        "1-12月",
        "9月份，31日，10点",
        "R&D2.0版，2024版",
        "3条例",
        "零件",
        "一次性告知",
        "二期工程",
        "三四十",
        "万无一失",
        "http://a.cn/12345",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        expect_nothing(texts[i]);
}

static void reads_more_forms(void **state)
{
    (void)state;
    expect_quantities("访问量1，234，567次", "1，234，567次=1234567^0次");
    expect_quantities("共 12 345 条", "12 345 条=12345^0条");
    expect_quantities("分别为5，100，200件", "5=5^0|100=100^0|200件=200^0件");
    expect_quantities("１２，３４５．６万元", "１２，３４５．６万元=12345.6^0万元");
    expect_quantities("1万2千件，3亿5千万元，5千3百元，1万2345条",
                      "1万2千件=12000^0件|3亿5千万元=350000000^0元|5千3百元=5300^0元|"
                      "1万2345条=12345^0条");
    expect_quantities("三分之一，2/3以上，十分之七的单位",
                      "三分之一=1^0/3|2/3以上=>2^0/3|十分之七=7^0/10");
    expect_quantities("七成以上，2.5倍，两倍半", "七成以上=>7^0成|2.5倍=2.5^0倍|两倍半=2.5^0倍");
    expect_quantities("一半以上，半数，半年，上半年，两年半，三个半小时，半个月",
                      "一半以上=>0.5^0|半数=0.5^0|半年=0.5^0年|两年半=2.5^0年|"
                      "三个半小时=3.5^0小时|半个月=0.5^0个月");
    expect_quantities("千分之三，百分之三十至四十", "千分之三=3^0‰|百分之三十=30^0%");
    expect_quantities("数十次，几百人，十几件，百余条，三千余，",
                      "数十次=>10^0次|几百人=>1^2人|十几件=>10^0件|百余条=>1^2条|三千余=>3000^0");
    expect_quantities("约200余件，近200余件", "约200余件=>200^0件|近200余件=~200^0件");
    expect_quantities("至少5次，最多3次，30天以内",
                      "至少5次=>5^0次|最多3次=<3^0次|30天以内=<30^0天");
    expect_quantities("二件，二十条，廿三条，壹佰元", "二件=2^0件|二十条=20^0条|廿三条=23^0条|"
                                                      "壹佰元=100^0元");
    expect_quantities("召开会议一次，一名工作人员，收到申请一件",
                      "一次=1^0次|一名=1^0名|一件=1^0件");
    expect_quantities("访问量近3000万，增长12.5个百分点",
                      "近3000万=<3000^4|12.5个百分点=12.5^0个百分点");
    expect_quantities("主动公开信息12345条", "12345条=12345^0条");
}

static void leaves_more_alone(void **state)
{
    static const char *const texts[] = {
        "第二十条第（一）项，第十三、十四条，第3至5条",
        "国办发〔2014〕32号，浙政办发[2018]36号，国务院令第711号",
        "“八一”，“四张清单一张网”，“三项制度”，“十件实事”",
        "三公经费、两会、四风、放管服、一网通办、最多跑一次、一站式",
        "三重一大、五位一体、双随机一公开",
        "办公时间：9:00-17:30，上午8时30分",
        "解放路12号5幢203室，5号楼203室",
        "邮箱12345@qq.com，http://www.a.gov.cn/2018/5条，v2.0.1",
        "一个重要的窗口，一批项目，进一步，一般，统一，一律，一项重要工作，作为一种方式",
        "2015-2017年，2015、2016年，2019年第3期",
        "一季度、上半年、90年代、十九大、二十大",
        "零距离、零容忍、零门槛、零起点",
        "如下：1、加强领导；2、健全制度",
        "详见附件1，表2，图3",
        "传真：0577-88962018转8012",
        "解决两张皮问题",
        "一年来，每一年，近一年",
        "7×24h，A4，3D，5A级",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
        expect_nothing(texts[i]);
}

static void survives_long_numbers(void **state)
{
    char text[4096];
    (void)state;
    memset(text, '9', sizeof(text));
    memcpy(text + sizeof(text) - 4, "条", 4);
    expect_nothing(text);
    for (size_t i = 0; i + 3 < sizeof(text); i += 3)
        memcpy(text + i, "一", 3);
    text[4095] = '\0';
    expect_nothing(text);
}

/* Texts that would take hours if each step looked through the rest, or back to the start. */
static void walks_once_through_long_texts(void **state)
{
    static const char *const pieces[] = {
        "一",   "1",  "1,",     "1，", "5件", "第一、", "《",   "“一",
        "“5件", "a",  "a-",     " ",   "3至", "百分之", "没有", "均",
        "万",   "近", "2017年", "1:",  "十",  "1/2",    "两三", "增长了约",
    };
    const size_t size = 400000;
    char *text = malloc(size + 32);
    (void)state;
    assert_non_null(text);
    for (size_t i = 0; i < sizeof(pieces) / sizeof(pieces[0]); i++) {
        size_t length = strlen(pieces[i]), used = 0;
        while (used + length <= size) {
            memcpy(text + used, pieces[i], length);
            used += length;
        }
        base_str whole = base_str_n(text, used);
        text_quantity quantity;
        text_claim claim;
        for (size_t at = 0; text_quantity_next(whole, at, &quantity); at = quantity.end)
            assert_true(quantity.end > at);
        for (size_t at = 0; text_claim_next(whole, at, &claim); at = claim.end)
            assert_true(claim.end > at);
    }
    free(text);
}

static void expect_claims(const char *text, const char *expected)
{
    char out[4096] = "";
    size_t used = 0, start = 0;
    text_claim found;
    while (text_claim_next(base_str_c(text), start, &found)) {
        used += (size_t)snprintf(out + used, sizeof(out) - used, "%s%s:%.*s", used > 0 ? "|" : "",
                                 found.kind == TEXT_CLAIM_NONE ? "none" : "all",
                                 (int)(found.end - found.start), text + found.start);
        start = found.end;
    }
    if (strcmp(out, expected) != 0)
        fail_msg("%s gave %s", text, out);
}

static void finds_claims(void **state)
{
    (void)state;
    expect_claims("一年来，未收到政府信息公开申请。", "none:未收到政府信息公开申请");
    expect_claims("共收到4条，均按时办结，并回复", "all:均按时办结");
    expect_claims("均没有收取任何费用", "none:均没有收取任何费用");
    expect_claims("无", "none:无");
    expect_claims("收到2件；全部予以答复。无行政诉讼", "all:全部予以答复|none:无行政诉讼");
    expect_claims("多数咨询均在电话中答复，部分单位没有专人", "");
    expect_claims("其他情况（“申请信息不存在”等）；政府信息不存在3件", "");
    expect_claims("部分公开的均已答复", "all:部分公开的均已答复");
    expect_claims("申请数均为0，诉讼为零", "none:申请数均为0|none:诉讼为零");
    expect_claims("从未发生泄密，尚未收到投诉", "none:从未发生泄密|none:尚未收到投诉");
    expect_claims("按期答复率都是100%，都已办结", "all:都已办结");
    expect_claims("首都成都市，大都市，每年都有", "");
    expect_claims("无偿提供，无线，无正当理由大量反复申请，没有现成信息需要另行制作", "");
    expect_claims("不存在应公开未公开的情况", "none:不存在应公开未公开的情况");
    expect_claims("不涉及收费；一律免费", "none:不涉及收费|all:一律免费");
    expect_claims("无法提供，平均3件，人均，有无，尚未全部完成，无障碍", "");
    expect_claims("", "");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(reads_figures_with_units),
        cmocka_unit_test(reads_approximations),
        cmocka_unit_test(reads_chinese_numerals),
        cmocka_unit_test(reads_ranges),
        cmocka_unit_test(leaves_what_is_no_quantity),
        cmocka_unit_test(reads_more_forms),
        cmocka_unit_test(leaves_more_alone),
        cmocka_unit_test(survives_long_numbers),
        cmocka_unit_test(walks_once_through_long_texts),
        cmocka_unit_test(finds_claims),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
