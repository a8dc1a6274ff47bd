#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "script/region.h"
#include "script/region_layout.h"
#include "script/vm.h"
#include "script_fixture.h"

/* ---- text for people ---- */

static void expect_clean(const char *text, size_t most, int lines, const char *wanted)
{
    base_buf buf;
    base_buf_init(&buf);
    base_buf_add_c(&buf, ">");
    script_clean(&buf, base_str_c(text), most, lines);
    assert_string_equal(buf.ptr, wanted);
    assert_int_equal(buf.len, strlen(wanted));
    base_buf_dispose(&buf);
}

static void text_is_cleaned(void **state)
{
    (void)state;
    expect_clean("核查 ok", 100, 0, ">核查 ok");
    expect_clean("", 100, 0, ">");
    expect_clean("核\n查\x1B[31m\tx", 100, 0, ">核 查 [31m x");
    expect_clean("核\n查\r", 100, 1, ">核\n查 ");
    expect_clean("a\xFF-\xE6\x9F-", 100, 0, ">a\xEF\xBF\xBD-\xEF\xBF\xBD\xEF\xBF\xBD-");
    expect_clean("甲\xE2\x80\xAE乙\xC2\x80", 100, 0, ">甲 乙 "); /* turned round; a control */
    expect_clean("核查核查", 7, 0, ">核查");                     /* no character is cut */
    expect_clean("核查\xFF", 8, 0, ">核查");
    expect_clean("核查\n\n", 7, 1, ">核查\n");
    expect_clean("核查\t\t", 7, 0, ">核查 ");
    expect_clean("核查", 0, 0, ">");
}

/* ---- region ---- */

static void region_keeps_bytes_apart(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)8 << 20);
    assert_non_null(region);
    enum { COUNT = 400 };
    unsigned char *blocks[COUNT];
    size_t sizes[COUNT];
    unsigned seed = 7;
    for (int i = 0; i < COUNT; i++) {
        seed = seed * 1103515245u + 12345u;
        sizes[i] = 1 + (seed >> 8) % (i % 7 == 0 ? 9000 : 300);
        blocks[i] = script_region_alloc(region, sizes[i]);
        assert_non_null(blocks[i]);
        assert_int_equal((uintptr_t)blocks[i] % 16, 0);
        memset(blocks[i], i & 0xFF, sizes[i]);
    }
    for (int round = 0; round < 20; round++) {
        for (int i = round % 3; i < COUNT; i += 3) {
            seed = seed * 1103515245u + 12345u;
            size_t size = 1 + (seed >> 8) % (i % 5 == 0 ? 20000 : 600);
            unsigned char *moved = script_region_realloc(region, blocks[i], sizes[i], size);
            assert_non_null(moved);
            size_t kept = size < sizes[i] ? size : sizes[i];
            for (size_t k = 0; k < kept; k++)
                assert_int_equal(moved[k], i & 0xFF);
            memset(moved, i & 0xFF, size);
            blocks[i] = moved;
            sizes[i] = size;
        }
    }
    for (int i = 0; i < COUNT; i++) {
        for (size_t k = 0; k < sizes[i]; k++)
            assert_int_equal(blocks[i][k], i & 0xFF);
        script_region_release(region, blocks[i], sizes[i]);
    }
    script_region_free(region);
}

static void region_joins_free_neighbours(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    size_t empty = script_region_used(region);
    void *a = script_region_alloc(region, 100000);
    void *b = script_region_alloc(region, 100000);
    void *c = script_region_alloc(region, 100000);
    size_t full = script_region_used(region);
    script_region_release(region, a, 100000);
    script_region_release(region, b, 100000);
    void *both = script_region_alloc(region, 200000); /* only fits where the two were */
    assert_non_null(both);
    assert_int_equal(script_region_used(region), full);
    script_region_release(region, c, 100000);
    script_region_release(region, both, 200000);
    assert_int_equal(script_region_used(region), empty);
    script_region_free(region);
}

static void region_grows_in_place_and_refuses(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    void *a = script_region_alloc(region, 1000);
    assert_ptr_equal(script_region_realloc(region, a, 1000, 500000), a);
    assert_null(script_region_realloc(region, a, 500000, (size_t)2 << 20));
    assert_null(script_region_alloc(region, (size_t)1 << 62));
    script_region_limit(region, script_region_used(region));
    assert_null(script_region_alloc(region, 5000));
    assert_ptr_equal(script_region_realloc(region, a, 500000, 100000), a);
    assert_non_null(script_region_alloc(region, 5000)); /* in what was given back */
    assert_null(script_region_alloc(region, 0));
    script_region_free(region);
    script_region_free(NULL);
}

static void region_is_put_back(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)16 << 20);
    char *kept = script_region_alloc(region, 64);
    strcpy(kept, "before");
    assert_int_equal(script_region_save(region), 0);
    size_t used = script_region_used(region);
    strcpy(kept, "after");
    for (int i = 0; i < 100; i++)
        memset(script_region_alloc(region, 100000), 1, 100000);
    script_region_restore(region);
    assert_string_equal(kept, "before");
    assert_int_equal(script_region_used(region), used);
    assert_non_null(script_region_alloc(region, 100000));
    script_region_restore(region);
    assert_int_equal(script_region_used(region), used);
    script_region_free(region);
}

static void region_is_put_back_to_the_second_copy(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    char *kept = script_region_alloc(region, 64);
    strcpy(kept, "first");
    assert_int_equal(script_region_save(region), 0);
    size_t used = script_region_used(region);
    for (int round = 0; round < 2; round++) {
        char *more = script_region_alloc(region, 50000);
        strcpy(kept, "second");
        strcpy(more, "second too");
        assert_int_equal(script_region_save_second(region), 0);
        size_t used_more = script_region_used(region);
        strcpy(kept, "third");
        strcpy(more, "third too");
        assert_non_null(script_region_alloc(region, 50000));
        script_region_restore(region);
        assert_string_equal(kept, "second");
        assert_string_equal(more, "second too");
        assert_int_equal(script_region_used(region), used_more);
        script_region_drop_second(region);
        script_region_restore(region);
        assert_string_equal(kept, "first");
        assert_int_equal(script_region_used(region), used);
    }
    script_region_free(region);
}

static void region_leaves_the_fixed_half_alone(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    char *text = script_region_alloc_fixed(region, 64);
    char *number = script_region_alloc(region, 64);
    strcpy(text, "text");
    strcpy(number, "one");
    assert_int_equal(script_region_seal(region), 0);
    strcpy(number, "two");
    script_region_restore(region);
    assert_string_equal(number, "one");
    strcpy(text, "other"); /* which is not allowed without telling */
    script_region_restore(region);
    assert_string_equal(text, "other");
    script_region_disturb(region);
    script_region_restore(region);
    assert_string_equal(text, "text");
    memset(text, 0, 64);
    script_region_release(region, text, 64); /* it cannot be alone any more */
    script_region_restore(region);
    assert_string_equal(text, "text");
    script_region_free(region);
}

/* What is kept is never given out again, so that nothing of it is written to but by its owner. */
static void region_uses_nothing_of_what_is_sealed(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    char *small = script_region_alloc(region, 64), *large = script_region_alloc(region, 4000);
    script_region_release(region, script_region_alloc(region, 64), 64);
    assert_int_equal(script_region_seal(region), 0);
    size_t used = script_region_used(region);
    assert_ptr_equal(script_region_realloc(region, large, 4000, 2000), large);
    char *larger = script_region_realloc(region, large, 2000, 5000);
    assert_true(larger > large + 4000);
    script_region_release(region, small, 64);
    for (int i = 0; i < 8; i++) {
        char *fresh = script_region_alloc(region, i % 2 ? 64 : 2000);
        assert_false(script_region_keeps(region, fresh));
    }
    assert_true(script_region_keeps(region, small) && script_region_keeps(region, large));
    script_region_restore(region);
    assert_int_equal(script_region_used(region), used);
    script_region_free(region);
}

static void region_puts_back_what_was_reached(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    char *all = script_region_alloc(region, 600), *own = script_region_alloc(region, 600);
    char *other = script_region_alloc(region, 64), *both = script_region_alloc(region, 700);
    char **table = script_region_alloc(region, 32);
    char *behind = script_region_alloc(region, 1000);
    char *const each[] = {all, own, other, both, behind};
    for (size_t i = 0; i < 5; i++)
        strcpy(each[i], "as it was");
    table[0] = all; /* not recorded */
    table[1] = behind;
    table[2] = both + 16; /* no start */
    table[3] = NULL;
    assert_int_equal(script_region_seal(region), 0);
    assert_int_equal(script_region_record(region, 1), 0);
    script_region_release(region, own, 600);
    script_region_release(region, both, 700);
    script_region_release(region, behind, 1000);
    script_region_release(region, other, 64);
    script_region_release(region, table, 32);
    assert_int_equal(script_region_record(region, 0), 0);
    assert_true(script_region_is_recorded(region, own + 599));
    assert_false(script_region_is_recorded(region, all));
    script_region_reach(region, 0, own + 40);
    script_region_reach(region, 0, own);
    script_region_reach(region, 0, all);
    script_region_reach(region, 0, both);
    script_region_reach(region, 1, both);
    script_region_reach(region, 1, other);
    script_region_reach(region, 2, table);
    assert_int_equal(script_region_split(region, 4), 0);
    script_region_disturb(region);
    script_region_restore(region);
    static const char reached[4][5] = {
        {1, 1, 0, 1, 0}, {1, 0, 1, 1, 0}, {1, 0, 0, 0, 1}, {1, 0, 0, 0, 0}};
    for (unsigned set = 0; set < 4; set++) {
        for (size_t i = 0; i < 5; i++)
            strcpy(each[i], "changed");
        table[3] = all;
        script_region_touch(region, set);
        script_region_restore(region);
        for (size_t i = 0; i < 5; i++)
            assert_string_equal(each[i], reached[set][i] ? "as it was" : "changed");
        assert_ptr_equal(table[3], set == 2 ? NULL : all);
        char *view = script_region_alloc(region, 40);
        strcpy(view, "view");
        assert_int_equal(script_region_save_second(region), 0);
        memset(view, 0, 40);
        script_region_disturb(region); /* everything is put back, from both copies */
        script_region_restore(region);
        assert_string_equal(view, "view");
        for (size_t i = 0; i < 5; i++)
            assert_string_equal(each[i], "as it was");
        script_region_drop_second(region);
        script_region_restore(region);
    }
    for (unsigned set = 0; set < 9; set++) /* more than are kept count, or that there are */
        script_region_touch(region, set);
    strcpy(behind, "changed");
    script_region_restore(region);
    assert_string_equal(behind, "as it was");
    script_region_unsplit(region);
    strcpy(own, "changed");
    script_region_restore(region);
    assert_string_equal(own, "as it was");
    script_region_free(region);
}

/* What was written to before a second copy is other than in the first after a later second copy
 * too. */
static void a_later_second_copy_forgets_no_writing(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    char *fixed = script_region_alloc_fixed(region, 64);
    strcpy(fixed, "first");
    assert_int_equal(script_region_seal(region), 0);
    for (int round = 0; round < 2; round++) {
        strcpy(fixed, "second");
        script_region_disturb(region);
        assert_int_equal(script_region_save_second(region), 0);
        assert_non_null(script_region_alloc(region, 64));
        assert_int_equal(script_region_save_second(region), 0);
        script_region_restore(region);
        assert_string_equal(fixed, "second");
        script_region_drop_second(region);
        script_region_restore(region);
        assert_string_equal(fixed, "first");
    }
    script_region_free(region);
}

/* ---- runs ---- */

static const char small_form[] =
    "form \"f\" { title = 't', rows = [[\n总数 | 件 | 子项\n  1.甲 | 件\n  2.乙 | 件\n]] }\n";

/* The views of a report may be built before its runs: no run sees more of another by that, and none
 * of them the report before. */
static void runs_share_no_views(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", small_form);
    fixture_add(&f, "r.lua",
                "rule \"A\" { title = 't', severity = 'error', check = function(report, expect)\n"
                "  local form = report.forms[1]\n"
                "  log(form.mark, #form.items, form.items[1], report:item('甲'),\n"
                "      rawequal(form.items[2], report:item('甲')), #report.forms,\n"
                "      form.items[2].parent == form.items[1])\n"
                "  form.mark = 1 form.items[3] = nil report.forms[2] = 'x'\n"
                "  expect.checked() end }\n");
    fixture_load(&f);
    fixture_fill(&f, "f", "3|1|2");
    static const char *const seen[] = {"nil\t3\t3\t1\ttrue\t1\ttrue\n",
                                       "nil\t3\t9\t4\ttrue\t1\ttrue\n"};
    for (int round = 0; round < 4; round++) {
        script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
        if (round != 1) /* without it, a run builds them itself */
            script_begin_report(f.vm, &report);
        for (int run = 0; run < 3; run++) {
            assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
            assert_string_equal(fixture_log(&f), seen[round / 2]);
        }
        script_end_report(f.vm);
        if (round == 1) {
            f.instance_count = 0;
            fixture_fill(&f, "f", "9|4|5");
        }
    }
    fixture_close(&f);
}

/* What only one file holds is put back after the runs that reach it, once a few reports were begun.
 */
static void files_are_put_back(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", small_form);
    static const char rule_of[] =
        "local list, count = {}, 0 for i = 1, 600 do list[i] = {n = i, s = 'v' .. i} end\n"
        "rule \"%\" { title = 't', severity = 'error', check = function(report, expect)\n"
        "  count = count + 1\n"
        "  log(count, #list, list[600].n, list[7].s, added, type(report.headings[1]))\n"
        "  list[7].s = {'x'} list[600] = nil list[601] = 1 list[8].more = {} added = list\n"
        "  local t = {} for i = 1, 200 do t[i] = 'new' .. i end\n"
        "  if count == 1 and #list < 0 then log(t) end\n"
        "  if '%' == 'C' then for i = 1, 40000 do t = {i, 'c' .. i} end end\n"
        "  report.headings[1] = 'x' expect.checked() end }\n";
    static const char *const names[] = {"A", "B", "C"};
    char texts[3][1200], files[3][8];
    for (int i = 0; i < 3; i++) {
        size_t at = 0;
        for (const char *from = rule_of; *from != '\0'; from++)
            texts[i][at++] = *from == '%' ? names[i][0] : *from;
        texts[i][at] = '\0';
        snprintf(files[i], sizeof(files[i]), "%s.lua", names[i]);
        fixture_add(&f, files[i], texts[i]);
    }
    fixture_load(&f);
    f.vm->reports = SCRIPT_SPLIT_AT - 2; /* at the second one */
    fixture_fill(&f, "f", "3|1|2");
    for (int round = 0; round < 6; round++) {
        script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
        script_begin_report(f.vm, &report);
        for (int run = 0; run < 9; run++) {
            assert_int_equal(fixture_run(&f, names[run * 2 % 3], 0, 0)->outcome, RESULT_PASSED);
            assert_string_equal(fixture_log(&f), "1\t600\t600\tv7\tnil\ttable\n");
        }
        script_end_report(f.vm);
    }
    if (f.vm->region != NULL) { /* each check reaches less than its list and that of another */
        const script_region_parts *parts = &f.vm->region->images->parts;
        assert_int_equal(parts->set_count, 3);
        for (size_t set = 0; set < 3; set++) {
            size_t bytes = 0;
            for (size_t i = 0; i < parts->sets[set].ranges.count; i++)
                bytes += parts->sets[set].ranges.items[i].length;
            assert_in_range(bytes, 600 * 64, 2 * 600 * (64 + 96) - 1);
        }
    }
    fixture_close(&f);
}

/* What prose says is found once for a report; a run costs the same whether it looked itself. */
static void prose_is_looked_at_once(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(
        &f, "r.lua",
        "rule \"A\" { title = 't', severity = 'error', check = function(report, expect)\n"
        "  local before\n"
        "  for q in report:quantities() do log(q, q.unit, q.sentence, q.location.column)\n"
        "    before = before or q log(before == q) end\n"
        "  for c in report:claims() do log(c.text, c.kind, c.index) end\n"
        "  for _, l in ipairs(report:enumerations()) do\n"
        "    for _, p in ipairs(l.parts) do log(p.label, p.quantity, p.quantity.clause) end\n"
        "  end expect.checked() end }\n");
    fixture_load(&f);
    script_report report = {f.document, NULL, 0, &f.subject, NULL, NULL};
    char *said = NULL;
    long long units = 0;
    size_t outside = 0;
    for (int round = 0; round < 6; round++) {
        if (round == 2 || round == 4)
            script_begin_report(f.vm, &report);
        assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
        if (round == 0) {
            said = strdup(fixture_log(&f));
            units = f.vm->meter.units;
            outside = f.vm->outside;
            assert_non_null(strstr(said, "件"));
        }
        assert_string_equal(fixture_log(&f), said);
        assert_int_equal(f.vm->meter.units, units);
        assert_int_equal(f.vm->outside, outside);
        if (round == 3)
            script_end_report(f.vm);
    }
    free(said);
    fixture_close(&f);
}

/* Compiled patterns are kept from run to run; a run costs the same whether it compiled them. */
static void patterns_are_compiled_once(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(
        &f, "r.lua",
        "local early = ('a1b2'):gmatch('%d')\n"
        "rule \"A\" { title = 't', severity = 'error', check = function(report, expect)\n"
        "  log(('x一二三'):match('二()'), ('x一二'):match('^一'), ('x一二'):match('一'), early())\n"
        "  log(('k=v k2=w'):gsub('(%w+)=(%w+)', function(k, v)\n"
        "    return v .. (k .. '=' .. v):gsub('(%w+)=(%w+)', '%2:%1') end))\n"
        "  log(pcall(string.match, 'x', '(x'), pcall(string.match, 'x', '(x'))\n"
        "  for w in ('一，二，三'):gmatch('[^，]+') do log(w, ('a' .. w):find('a' .. w)) end\n"
        "  expect.checked() end }\n"
        "rule \"B\" { title = 't', severity = 'error', check = function(report, expect)\n"
        "  for i = 1, 1500 do\n"
        "    assert(('n' .. i .. '.'):match('^n' .. i .. '%.()') == #tostring(i) + 3) end\n"
        "  for i = 1, 1500 do\n"
        "    assert(('n' .. i .. '.'):match('n' .. i .. '%.()') == #tostring(i) + 3) end\n"
        "  expect.checked() end }\n");
    fixture_load(&f);
    char *said = NULL;
    long long units[2] = {0, 0};
    size_t outside[2] = {0, 0};
    for (int round = 0; round < 6; round++) {
        int many = round % 3 == 2;
        assert_int_equal(fixture_run(&f, many ? "B" : "A", 0, 0)->outcome, RESULT_PASSED);
        if (units[many] == 0) {
            units[many] = f.vm->meter.units;
            outside[many] = f.vm->outside;
        }
        assert_int_equal(f.vm->meter.units, units[many]);
        assert_int_equal(f.vm->outside, outside[many]);
        if (round == 0) {
            said = strdup(fixture_log(&f));
            assert_non_null(strstr(said, "8\tnil\t一\t1\n"));
            assert_non_null(strstr(said, "vv:k ww:k2\t2\n"));
            assert_non_null(strstr(said, "unfinished capture"));
        }
        if (!many)
            assert_string_equal(fixture_log(&f), said);
    }
    free(said);
    fixture_close(&f);
}

/* More views than are kept: the runs build them, within their own limits. */
static void views_may_be_too_large(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", small_form);
    fixture_add(&f, "r.lua",
                "rule \"A\" { title = 't', severity = 'error', check = function(report, expect)\n"
                "  log(#report.forms[1].unaligned) expect.checked() end }\n");
    fixture_load(&f);
    fixture_fill(&f, "f", "3|1|2");
    static form_extra extras[2000];
    for (size_t i = 0; i < 2000; i++)
        extras[i] = (form_extra){.kind = FORM_UNKNOWN, .row = -1, .label = base_str_c("x")};
    f.instances[0].extras = extras;
    f.instances[0].extra_count = 2000;
    script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
    script_begin_report(f.vm, &report);
    for (int run = 0; run < 2; run++) {
        assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
        assert_string_equal(fixture_log(&f), "2000\n");
    }
    script_end_report(f.vm);
    fixture_close(&f);
}

static void runs_share_nothing(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua",
                "count = 0\nlocal hidden = 0\n"
                "rule \"A\" { title = 't', severity = 'error', check = function(report, expect)\n"
                "  count = count + 1 hidden = hidden + 1 report.blocks.mark = true\n"
                "  log(count, hidden, other, report.blocks.mark) expect.checked() end }\n");
    fixture_add(&f, "s.lua",
                "other = 1\n"
                "rule \"B\" { title = 't', severity = 'error', check = function(report, expect)\n"
                "  log(count, other, report.blocks.mark) expect.checked() end }\n");
    fixture_load(&f);
    for (int round = 0; round < 3; round++) {
        assert_int_equal(fixture_run(&f, "A", 0, 0)->outcome, RESULT_PASSED);
        assert_string_equal(fixture_log(&f), "1\t1\tnil\ttrue\n");
        assert_int_equal(fixture_run(&f, "B", 0, 0)->outcome, RESULT_PASSED);
        assert_string_equal(fixture_log(&f), "nil\t1\tnil\n");
    }
    fixture_close(&f);
}

static void a_run_after_a_killed_one_is_whole(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "r.lua",
                "rule \"A\" { title = 't', severity = 'error', check = function() local t = {} "
                "while true do t[#t + 1] = ('x'):rep(1000) .. #t end end }\n"
                "rule \"B\" { title = 't', severity = 'error', check = function(report, expect) "
                "log(#('x'):rep(10 * 1024 * 1024)) expect.checked() end }\n");
    fixture_load(&f);
    for (int round = 0; round < 3; round++) {
        const rule_verdict *killed = fixture_run(&f, "A", 0, 0);
        assert_int_equal(killed->kind, RESULT_LIMIT);
        assert_true(base_str_eq_c(killed->limit, "mem"));
        assert_true(fixture_has(killed->reason, "32768 KiB"));
        assert_int_equal(fixture_run(&f, "B", 0, 0)->outcome, RESULT_PASSED);
        assert_string_equal(fixture_log(&f), "10485760\n");
    }
    fixture_close(&f);
}

static void limits_are_told_with_the_line(void **state)
{
    (void)state;
    script_limits limits = {.instructions = 50000};
    fixture f;
    fixture_open(&f, &limits);
    const rule_verdict *verdict = fixture_check(&f, "local n = 0\nwhile true do\nn = n + 1 end");
    assert_int_equal(verdict->outcome, RESULT_NOT_EVALUATED);
    assert_int_equal(verdict->kind, RESULT_LIMIT);
    assert_true(base_str_eq_c(verdict->limit, "cpu"));
    assert_true(fixture_has(verdict->reason, "r.lua:"));
    assert_true(fixture_has(verdict->reason, "50000"));
    fixture_close(&f);
}

static void memory_of_the_arena_counts(void **state)
{
    (void)state;
    script_limits limits = {.memory = (size_t)2 << 20};
    fixture f;
    fixture_open(&f, &limits);
    const rule_verdict *verdict =
        fixture_check(&f, "local v = sum{1} for i = 1, 1e6 do v = sum{i} end expect.checked()");
    assert_int_equal(verdict->kind, RESULT_LIMIT);
    assert_true(base_str_eq_c(verdict->limit, "mem"));
    assert_true(base_arena_used(f.run_arena) < (size_t)3 << 20);
    fixture_close(&f);
}

static void findings_are_limited(void **state)
{
    (void)state;
    script_limits limits = {.findings = 10, .message = 64};
    fixture f;
    fixture_open(&f, &limits);
    const rule_verdict *verdict = fixture_check(&f, "for i = 1, 11 do expect.fail('x' .. i) end");
    assert_int_equal(f.verdicts.count, 1);
    assert_int_equal(verdict->kind, RESULT_LIMIT);
    assert_true(base_str_eq_c(verdict->limit, "output"));
    fixture_close(&f);
    fixture_open(&f, &limits);
    verdict = fixture_check(&f, "expect.fail(('长'):rep(100))");
    assert_int_equal(verdict->outcome, RESULT_FAILED);
    assert_int_equal(verdict->message.len, 63); /* whole characters */
    fixture_close(&f);
}

static void log_is_limited_and_clean(void **state)
{
    (void)state;
    script_limits limits = {.log = 100};
    fixture f;
    fixture_open(&f, &limits);
    const char *log = fixture_eval(&f, "log('a\\nb\\27[31m', {}, nil, 1.5) "
                                       "for i = 1, 50 do log('一二三') end expect.checked()");
    assert_int_equal(strncmp(log, "a b [31m\ttable\tnil\t1.5\n", 23), 0);
    assert_true(strlen(log) <= 110);
    assert_non_null(strstr(log, "…"));
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(text_is_cleaned),
        cmocka_unit_test(region_keeps_bytes_apart),
        cmocka_unit_test(region_joins_free_neighbours),
        cmocka_unit_test(region_grows_in_place_and_refuses),
        cmocka_unit_test(region_is_put_back),
        cmocka_unit_test(region_is_put_back_to_the_second_copy),
        cmocka_unit_test(a_later_second_copy_forgets_no_writing),
        cmocka_unit_test(region_leaves_the_fixed_half_alone),
        cmocka_unit_test(region_uses_nothing_of_what_is_sealed),
        cmocka_unit_test(region_puts_back_what_was_reached),
        cmocka_unit_test(runs_share_no_views),
        cmocka_unit_test(patterns_are_compiled_once),
        cmocka_unit_test(views_may_be_too_large),
        cmocka_unit_test(files_are_put_back),
        cmocka_unit_test(prose_is_looked_at_once),
        cmocka_unit_test(runs_share_nothing),
        cmocka_unit_test(a_run_after_a_killed_one_is_whole),
        cmocka_unit_test(limits_are_told_with_the_line),
        cmocka_unit_test(memory_of_the_arena_counts),
        cmocka_unit_test(findings_are_limited),
        cmocka_unit_test(log_is_limited_and_clean),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
