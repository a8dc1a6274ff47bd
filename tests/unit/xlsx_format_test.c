#include "test.h"

#include "read/xlsx_format.h"

static void assert_shows(const char *code, const char *stored, int date1904, const char *shown)
{
    base_buf out;
    base_buf_init(&out);
    xlsx_format_show(base_str_c(code), base_str_c(stored), date1904, &out);
    if (!base_str_eq_c(base_buf_str(&out), shown))
        fail_msg("%s as %s: %s", stored, code, out.len > 0 ? out.ptr : "(nothing)");
    base_buf_dispose(&out);
}

static void numbers_are_exact_decimals(void **state)
{
    (void)state;
    assert_shows("", "1135", 0, "1135");
    assert_shows("General", "0.30000000000000004", 0, "0.3");
    assert_shows("General", "65.400000000000006", 0, "65.4");
    assert_shows("General", "-12.50", 0, "-12.5");
    assert_shows("General", "1.1350000000000001E3", 0, "1135");
    assert_shows("General", "1E-5", 0, "0.00001");
    assert_shows("General", "1.5e+20", 0, "150000000000000000000");
    assert_shows("General", "0.99999999999999989", 0, "1");
    assert_shows("General", "123456789012345678", 0, "123456789012345678");
    assert_shows("General", "1.2345678901234567E+17", 0, "123456789012346000");
    assert_shows("General", "-0", 0, "0");
    assert_shows("General", "1E300", 0, "1E300");
    assert_shows("General", "1E99999999999", 0, "1E99999999999");
    assert_shows("G/通用格式", "7", 0, "7");
    assert_shows("General\"人\"", "7.25", 0, "7.25人");
}

static void codes_may_end_anywhere(void **state)
{
    (void)state;
    assert_shows("0\\", "5.4", 0, "5");
    assert_shows("\\", "5.4", 0, "5.4");
    assert_shows("0.0;\\", "5.44", 0, "5.4");
    assert_shows("0;0.0;\\", "0", 0, "0");
    assert_shows("0;0.0;\\;@", "-5.44", 0, "-5.4");
    assert_shows("0\"", "5.4", 0, "5");
    assert_shows("0[", "5.4", 0, "5");
    assert_shows("0_", "5.4", 0, "5");
    assert_shows("0!", "5.4", 0, "5");
    assert_shows(";;;;", "5.4", 0, "5.4");
}

/* A code longer than any spreadsheet takes is not gone through for each cell. */
static void a_long_code_is_general(void **state)
{
    char code[2100];
    (void)state;
    memset(code, ' ', sizeof(code) - 1);
    memcpy(code, "0.0", 3);
    code[2048] = '\0';
    assert_shows(code, "5.44", 0, "5.4");
    code[2048] = ' ';
    code[2049] = '\0';
    assert_shows(code, "5.44", 0, "5.44");
}

static void what_is_no_number_stays(void **state)
{
    (void)state;
    assert_shows("0.0", "abc", 0, "abc");
    assert_shows("0.0", "", 0, "");
    assert_shows("0.0", " 1.2.3 ", 0, "1.2.3");
    assert_shows("0.0", "1E", 0, "1E");
    assert_shows("0.0", "-", 0, "-");
    assert_shows("0.0", "NaN", 0, "NaN");
}

static void formats_round_and_leave_out_decoration(void **state)
{
    (void)state;
    assert_shows("0.0", "3.14159", 0, "3.1");
    assert_shows("0", "0.6", 0, "1");
    assert_shows("0", "0.4", 0, "0");
    assert_shows("0.00", "5", 0, "5");
    assert_shows("0.00", "9.995", 0, "10");
    assert_shows("#,##0.00_ ;[Red]\\-#,##0.00\\ ", "-1234.5", 0, "-1234.5");
    assert_shows("_ * #,##0_ ;_ * \\-#,##0_ ;_ * \"-\"??_ ;_ @_ ", "0", 0, "0");
    assert_shows("\"¥\"#,##0.00", "1135", 0, "1135");
    assert_shows("[$￥-804]#,##0", "1135.2", 0, "1135");
    assert_shows("0\"件\"", "12", 0, "12件");
    assert_shows("\"共\"0\"件\";\"负\"0", "12", 0, "共12件");
    assert_shows("0!%", "12", 0, "12%");
    assert_shows("0.00E+00", "12345.678", 0, "12345.678");
    assert_shows("# ?/?", "0.125", 0, "0.125");
    assert_shows("#,##0,", "12345678", 0, "12345678");
    assert_shows("\"——\"", "3", 0, "3");
    assert_shows("@", "3.5", 0, "3.5");
}

static void percentages_keep_their_decimals(void **state)
{
    (void)state;
    assert_shows("0.0%", "0.654", 0, "65.4%");
    assert_shows("0.0%", "0.653744493392070", 0, "65.4%");
    assert_shows("0.0%", "0.65", 0, "65.0%");
    assert_shows("0%", "0.01", 0, "1%");
    assert_shows("0.00%", "-0.12345", 0, "-12.35%");
    assert_shows("General%", "0.5", 0, "50%");
}

static void full_dates_are_iso(void **state)
{
    (void)state;
    assert_shows("yyyy-mm-dd", "43112", 0, "2018-01-12");
    assert_shows("yyyy\"年\"m\"月\"d\"日\"", "43112", 0, "2018-01-12");
    assert_shows("[$-804]yyyy\"年\"m\"月\"d\"日\";@", "43112.0", 0, "2018-01-12");
    assert_shows("m/d/yy h:mm", "43112.395833333336", 0, "2018-01-12 09:30");
    assert_shows("yyyy/m/d hh:mm:ss", "43112.999999999", 0, "2018-01-13 00:00:00");
    assert_shows("yyyy-mm-dd", "41650", 1, "2018-01-12");
    assert_shows("yyyy-mm-dd", "0", 1, "1904-01-01");
    assert_shows("yyyy-mm-dd", "59", 0, "1900-02-28");
    assert_shows("yyyy-mm-dd", "60", 0, "1900-02-29");
    assert_shows("yyyy-mm-dd", "61", 0, "1900-03-01");
    assert_shows("yyyy-mm-dd", "1", 0, "1900-01-01");
    assert_shows("yyyy-mm-dd", "36585", 0, "2000-02-29");
    assert_shows("yyyy-mm-dd", "2958465", 0, "9999-12-31");
    assert_shows("yyyy-mm-dd", "2958466", 0, "2958466");
    assert_shows("yyyy-mm-dd", "-3", 0, "-3");
    assert_shows("e\"年\"mm\"月\"dd\"日\"", "43112", 0, "2018-01-12");
}

static void parts_of_dates_are_followed(void **state)
{
    (void)state;
    assert_shows("yyyy\"年\"m\"月\"", "43112", 0, "2018年1月");
    assert_shows("yyyy\"年度\"", "43112", 0, "2018年度");
    assert_shows("m\"月\"d\"日\"", "43112", 0, "1月12日");
    assert_shows("mmm-yy", "43112", 0, "Jan-18");
    assert_shows("dddd", "43112", 0, "Friday");
    assert_shows("aaaa", "43112", 0, "星期五");
    assert_shows("h:mm", "0.5", 0, "12:00");
    assert_shows("h:mm AM/PM", "0.75", 0, "6:00 PM");
    assert_shows("上午/下午h\"时\"mm\"分\"", "0.25", 0, "上午6时00分");
    assert_shows("[h]:mm:ss", "1.5", 0, "36:00:00");
    assert_shows("mm:ss.0", "0.5", 0, "00:00");
    assert_shows("[mm]:ss", "0.5", 0, "720:00");
}

static void built_in_codes(void **state)
{
    (void)state;
    assert_true(base_str_eq_c(xlsx_format_builtin(0), ""));
    assert_true(base_str_eq_c(xlsx_format_builtin(9), "0%"));
    assert_true(base_str_eq_c(xlsx_format_builtin(-1), ""));
    assert_true(base_str_eq_c(xlsx_format_builtin(163), ""));
    assert_shows("yyyy/m/d", "43112", 0, "2018-01-12");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(numbers_are_exact_decimals),
        cmocka_unit_test(codes_may_end_anywhere),
        cmocka_unit_test(a_long_code_is_general),
        cmocka_unit_test(what_is_no_number_stays),
        cmocka_unit_test(formats_round_and_leave_out_decoration),
        cmocka_unit_test(percentages_keep_their_decimals),
        cmocka_unit_test(full_dates_are_iso),
        cmocka_unit_test(parts_of_dates_are_followed),
        cmocka_unit_test(built_in_codes),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
