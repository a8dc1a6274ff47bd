#include "test.h"

#include <string.h>

#include "audit/roster.h"
#include "base/err.h"
#include "folder.h"

static int setup(void **state)
{
    *state = test_folder_make();
    return *state == NULL ? -1 : 0;
}

static int teardown(void **state)
{
    test_folder_remove(*state);
    return 0;
}

static audit_roster *read_roster(const char *text)
{
    audit_roster *roster = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    test_folder_text("roster.csv", text);
    if (audit_roster_read("roster.csv", HECHA_LANG_EN, &roster, &err) != 0)
        fail_msg("%d: %s", err.line, err.text);
    return roster;
}

static void refused(const char *text, int line, const char *told)
{
    audit_roster *roster = NULL;
    hecha_err err = base_err_init(HECHA_LANG_EN);
    test_folder_text("roster.csv", text);
    assert_int_equal(audit_roster_read("roster.csv", HECHA_LANG_EN, &roster, &err), HECHA_E_USAGE);
    assert_null(roster);
    if (err.line != line || strstr(err.text, told) == NULL)
        fail_msg("line %d: %s", err.line, err.text);
}

static size_t find(const audit_roster *roster, const char *name, int year)
{
    return audit_roster_find(roster, base_str_c(name), year);
}

static void finds_by_name_alias_and_year(void **state)
{
    (void)state;
    audit_roster *roster = read_roster("agency,parent,from,to,aliases\n"
                                       "甲局,市,,2018,\n"
                                       "甲局,省,2019,,\n"
                                       "乙局,市,2016,,老乙局；乙办 公室|B\n"
                                       "新局,市,2020,,同名局\n"
                                       "旧局,市,,2019,同名局\n");
    size_t first = find(roster, "甲局", 2017);
    assert_int_equal(first, find(roster, "甲局", 2020));
    assert_int_equal(audit_roster_parent(roster, first, 2018), find(roster, "市", 2018));
    assert_int_equal(audit_roster_parent(roster, first, 2019), find(roster, "省", 2019));
    size_t second = find(roster, "乙局", 2017);
    assert_int_equal(find(roster, "老乙局", 2010), second); /* its only bearer, in any year */
    assert_int_equal(find(roster, "乙办公室", 2017), second);
    assert_int_equal(find(roster, "b", 0), second);
    assert_false(audit_roster_lists(roster, second, 2015));
    assert_true(audit_roster_lists(roster, second, 2016));
    assert_int_equal(find(roster, "同名局", 2021), find(roster, "新局", 2021));
    assert_int_equal(find(roster, "同名局", 2018), find(roster, "旧局", 2018));
    assert_true(find(roster, "丁局", 2018) == AUDIT_NOBODY);
    size_t city = find(roster, "市", 2018);
    assert_false(audit_roster_lists(roster, city, 2018)); /* has no row: nobody misses it */
    assert_true(audit_roster_knows(roster, city, 2018));
    assert_true(audit_roster_parent(roster, city, 2018) == AUDIT_NOBODY);
    audit_roster_free(roster);
}

static void lists_children_in_order(void **state)
{
    (void)state;
    base_arena *arena = base_arena_new(0);
    audit_roster *roster =
        read_roster("单位,上级,起,止\n丙,市,,\n甲,市,,2018\n甲,省,2019,\n乙,市,,\n");
    const size_t *all = audit_roster_children(roster, arena);
    size_t city = find(roster, "市", 0);
    assert_non_null(all);
    assert_int_equal(all[city + 1] - all[city], 3);
    assert_int_equal(all[all[city]], find(roster, "丙", 0));
    assert_int_equal(all[all[city] + 1], find(roster, "甲", 2018));
    assert_int_equal(all[all[city] + 2], find(roster, "乙", 0));
    audit_roster_free(roster);
    base_arena_free(arena);
}

static void refuses_what_contradicts_itself(void **state)
{
    (void)state;
    refused("agency,parent\n甲,乙\n乙,甲\n", 2, "甲 → 乙 → 甲");
    refused("agency,parent,from,to\n丁,甲,,\n甲,乙,2016,\n乙,丙,,\n丙,甲,2018,\n", 3,
            "甲 → 乙 → 丙 → 甲");
    refused("agency,from,to\n甲,2015,2018\n甲,2018,\n", 3, "甲");
    refused("agency,aliases\n甲,\n乙,甲\n", 3, "甲");
    refused("agency,from\n甲,19\n", 2, "19");
    refused("agency,from,to\n甲,2019,2018\n", 2, "甲");
    refused("agency,parent\n,乙\n", 2, "乙");
    refused("name,parent\n甲,乙\n", 1, "agency");
    refused("agency,parent\n", 0, "roster");
    refused("", 0, "roster");
}

static void a_loop_that_never_holds_at_once_is_none(void **state)
{
    (void)state;
    audit_roster_free(read_roster("agency,parent,from,to\n甲,乙,,2017\n乙,甲,2018,\n"));
}

static void misspelt_columns_are_refused(void **state)
{
    (void)state;
    refused("单位,上及,起,止\n甲局,市,,\n", 1, "unknown column \"上及\"; near to it: 上级");
    refused("单位,上级,起,\n甲局,市,x,\n", 2, "is no year");
    refused("名单\nagency,parnt\n甲局,市\n", 2, "near to it: parent");
    refused("单位,别称\n甲局,甲\n", 1, "near to it: 别名");
    audit_roster *roster = read_roster("单位,上级,起始,截止\n市,,,\n甲局,市,2019,2020\n");
    size_t agency = find(roster, "甲局", 2019), count = 1;
    assert_false(audit_roster_lists(roster, agency, 2017));
    assert_true(audit_roster_lists(roster, agency, 2020));
    assert_false(audit_roster_lists(roster, agency, 2021));
    audit_roster_notes(roster, &count);
    assert_int_equal(count, 0);
    audit_roster_free(roster);
}

static void assert_note(const audit_roster *roster, size_t number, const char *text)
{
    size_t count = 0;
    const base_str *notes = audit_roster_notes(roster, &count);
    assert_true(number < count);
    if (!base_str_eq_c(notes[number], text))
        fail_msg("%s", notes[number].ptr);
}

static void doubts_are_noted(void **state)
{
    (void)state;
    size_t count = 0;
    /* "no" is near to "to", and 机构 to 机关, but they are another thing. */
    audit_roster *roster = read_roster("no,单位,机构,上级,电话\n1,云溪县人民政府,,,\n"
                                       "2,云溪县水务局,,云溪县政府,\n3,甲,,云溪县政府,\n"
                                       "4,乙,,国务院,1\n");
    assert_note(roster, 0, "roster.csv:1: columns of the roster that are not used: no, 机构, 电话");
    assert_note(roster, 1,
                "roster.csv:3: the parent \"云溪县政府\" is not on the roster; near to it: "
                "云溪县人民政府");
    assert_note(roster, 2, "roster.csv:5: the parent \"国务院\" is not on the roster");
    audit_roster_notes(roster, &count);
    assert_int_equal(count, 3);
    audit_roster_free(roster);
    roster = read_roster("agency,parent\na,A1\nb,B2\nc,C3\nd,D4\ne,E5\nf,F6\ng,G7\nh,H8\ni,I9\n"
                         "j,J10\nk,K11\nl,L12\nm,L12\n");
    audit_roster_notes(roster, &count);
    assert_int_equal(count, 11);
    assert_note(roster, 10, "roster.csv:1: 2 more parents are not on the roster");
    audit_roster_free(roster);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(finds_by_name_alias_and_year, setup, teardown),
        cmocka_unit_test_setup_teardown(lists_children_in_order, setup, teardown),
        cmocka_unit_test_setup_teardown(refuses_what_contradicts_itself, setup, teardown),
        cmocka_unit_test_setup_teardown(a_loop_that_never_holds_at_once_is_none, setup, teardown),
        cmocka_unit_test_setup_teardown(misspelt_columns_are_refused, setup, teardown),
        cmocka_unit_test_setup_teardown(doubts_are_noted, setup, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
