#include "test.h"

#include "base/err.h"
#include "office_fixture.h"
#include "pack/table.h"

/* Tables of formulas as the Lua text that they become. */

static base_vec read_table(base_arena *arena, base_str bytes, const char *name, int expected,
                           hecha_err *err)
{
    base_vec files;
    base_vec_init(&files, sizeof(pack_file));
    *err = base_err_init(HECHA_LANG_ZH);
    int code = pack_table_read(arena, bytes, base_str_c(name), HECHA_LANG_ZH, &files, err);
    if (code != expected)
        fail_msg("%d, not %d: %s", code, expected, err->text);
    return files;
}

static void assert_rules(const char *csv, const char *lua)
{
    base_arena *arena = base_arena_new(0);
    hecha_err err;
    base_vec files = read_table(arena, base_str_c(csv), "rules/a.csv", 0, &err);
    assert_int_equal(files.count, 1);
    const pack_file *file = base_vec_at(&files, 0);
    assert_true(file->is_table);
    assert_true(base_str_eq_c(file->name, "rules/a.csv"));
    if (!base_str_eq_c(file->bytes, lua))
        fail_msg("%.*s", (int)file->bytes.len, file->bytes.ptr);
    base_arena_free(arena);
}

static void a_row_is_a_rule_in_its_line(void **state)
{
    (void)state;
    assert_rules(
        "编号,级别,公式,说明,依据\nA1,强制性,a = b,甲,条例\nA2,提示,\"c, d > 1\",,\n",
        "\nrule \"A1\" {title=\"甲\",severity=\"强制性\",formula=\"a = b\",basis=\"条例\",}"
        "\nrule \"A2\" {title=\"c, d > 1\",severity=\"提示\",formula=\"c, d > 1\",}");
}

static void headers_are_tolerant(void **state)
{
    (void)state;
    assert_rules(
        "某市公式表,,,,,\nID,序,审核 公式（必填）,等级,适用年度,表式\n"
        ",,,,,\nB1,1,x=1,核实,2014-2017,f、g\n,备注,,,,\nB2,2,y=1,核实,2019起,通用\n",
        "\n\n\nrule \"B1\" {title=\"x=1\",severity=\"核实\",formula=\"x=1\","
        "form={\"f\",\"g\"},years={2014,2017},}"
        "\n\nrule \"B2\" {title=\"y=1\",severity=\"核实\",formula=\"y=1\",years={2019,0},}");
    assert_rules("formula,level,id,name,description,tags,years\nx=1,error,C1,n,d,\"a b\",2018\n",
                 "\nrule \"C1\" {title=\"n\",severity=\"error\",formula=\"x=1\",rationale=\"d\","
                 "years={2018,2018},tags={\"a\",\"b\"},}");
}

static void cells_stay_texts(void **state)
{
    (void)state;
    assert_rules("编号,公式,说明\n\"A\"\"}os\",\"x \\ = 1\",\"]] 一\n二\"\n",
                 "\nrule \"A\\\"}os\" {title=\"]] 一\\010二\",formula=\"x \\\\ = 1\",}");
    /* Years that cannot be told are refused where years are. */
    assert_rules("编号,公式,年度\nA,x,近年\nB,x,12345\n",
                 "\nrule \"A\" {title=\"x\",formula=\"x\",years=\"近年\",}"
                 "\nrule \"B\" {title=\"x\",formula=\"x\",years=\"12345\",}");
}

static void what_is_no_table_is_told(void **state)
{
    (void)state;
    base_arena *arena = base_arena_new(0);
    hecha_err err;
    read_table(arena, base_str_c("甲,乙\n1,2\n"), "a.csv", HECHA_E_RULE, &err);
    assert_non_null(strstr(err.text, "表头"));
    read_table(arena, base_str_c(""), "a.csv", HECHA_E_FORMAT, &err);
    base_buf long_table;
    base_buf_init(&long_table);
    base_buf_add_c(&long_table, "编号,公式\n");
    for (int i = 0; i < 4097; i++)
        base_buf_add_c(&long_table, "A,1=1\n");
    read_table(arena, base_buf_str(&long_table), "a.csv", HECHA_E_RULE, &err);
    assert_non_null(strstr(err.text, "4096"));
    base_buf_dispose(&long_table);
    base_arena_free(arena);
}

static void long_tables_come_in_pieces(void **state)
{
    (void)state;
    base_arena *arena = base_arena_new(0);
    hecha_err err;
    base_buf csv;
    base_buf_init(&csv);
    base_buf_add_c(&csv, "编号,公式\n");
    for (int i = 0; i < 1200; i++)
        base_buf_add_c(&csv, "A,合计(一二三四五六七八九十)=1\n");
    base_vec files = read_table(arena, base_buf_str(&csv), "a.csv", 0, &err);
    assert_true(files.count > 1);
    for (size_t i = 0; i < files.count; i++)
        assert_true(((pack_file *)base_vec_at(&files, i))->bytes.len < PACK_MAX_FILE);
    const pack_file *last = base_vec_at(&files, files.count - 1);
    size_t lines = 0;
    for (size_t i = 0; i < last->bytes.len; i++)
        lines += last->bytes.ptr[i] == '\n';
    assert_int_equal(lines, 1200); /* the last rule stands in row 1201 */
    base_buf_dispose(&csv);
    base_arena_free(arena);
}

#define CELL(ref, text) "<c r='" ref "' t='inlineStr'><is><t>" text "</t></is></c>"

static void sheets_are_named(void **state)
{
    (void)state;
    const office_book book = {
        .sheets = {
            OFFICE_SHEET("<sheetData><row r='1'>" CELL("A1", "无关") "</row></sheetData>"),
            OFFICE_SHEET("<sheetData><row r='3'>" CELL("B3", "编号") CELL("C3", "公式")
                             CELL("D3", "级别") "</row><row r='7'>" CELL(
                                 "B7", "A1") "<c r='C7' t='str'><f>1+1</f><v>x = "
                                             "1</v></c>" CELL("D7", "提示") "</row></sheetData>")}};
    base_arena *arena = base_arena_new(0);
    hecha_err err;
    base_buf bytes;
    base_buf_init(&bytes);
    office_xlsx(&bytes, &book);
    base_vec files = read_table(arena, base_buf_str(&bytes), "rules/a.xlsx", 0, &err);
    assert_int_equal(files.count, 1);
    const pack_file *file = base_vec_at(&files, 0);
    assert_true(base_str_eq_c(file->name, "rules/a.xlsx[乙]"));
    assert_true(base_str_eq_c(file->bytes, "\n\n\n\n\n\nrule \"A1\" {title=\"x = 1\",severity="
                                           "\"提示\",formula=\"x = 1\",}"));
    base_buf_dispose(&bytes);
    base_arena_free(arena);
}

static void told(const char *name, const char *csv, int line, const char *text)
{
    base_arena *arena = base_arena_new(0);
    hecha_err err;
    base_vec files = read_table(arena, base_str_c(csv), name, HECHA_E_RULE, &err);
    assert_int_equal(files.count, 0);
    assert_string_equal(err.file, name);
    if (err.line != line || strcmp(err.text, text) != 0)
        fail_msg("%d: %s", err.line, err.text);
    base_arena_free(arena);
}

static void cells_beyond_the_head_are_refused(void **state)
{
    (void)state;
    told("a.csv", "编号,级别,公式,说明,依据\nK1,强制,a=b,甲,条例\nK2,强制,a=b,甲, 乙,条例\n", 3,
         "这一行有 6 格，表头只有 5 格：内容里有逗号的，整格用英文引号括起来");
    assert_rules("编号,公式,,\nA,x=1,,,,\n", "\nrule \"A\" {title=\"x=1\",formula=\"x=1\",}");
}

static void misspelt_heads_are_refused(void **state)
{
    (void)state;
    told("a.csv", "甲\n编号,级别,公式,依居\nK1,强制,a=b,条例\n", 2,
         "不认识的列“依居”，相近的有：依据");
    told("a.csv", "id,formula,Severty\nK1,a=b,error\n", 1,
         "不认识的列“severty”，相近的有：severity");
    told("a.csv", "序号,公式,级别\nK1,a=b,强制\n", 1, "表头没有“编号”一列");
    /* Near to one that is there, or to none. */
    assert_rules("编号,序号,公式,备注,表号,指标名称\nA,1,x=1,无,二,丙\n",
                 "\nrule \"A\" {title=\"x=1\",formula=\"x=1\",}");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_row_is_a_rule_in_its_line),
        cmocka_unit_test(headers_are_tolerant),
        cmocka_unit_test(cells_stay_texts),
        cmocka_unit_test(what_is_no_table_is_told),
        cmocka_unit_test(long_tables_come_in_pieces),
        cmocka_unit_test(sheets_are_named),
        cmocka_unit_test(cells_beyond_the_head_are_refused),
        cmocka_unit_test(misspelt_heads_are_refused),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
