/* What runs leave behind: nothing, whatever they wrote to. */
#include "test.h"

#include <stdlib.h>
#include <string.h>

#include "script/region.h"
#include "script/vm.h"
#include "script_fixture.h"

/* ---- region ---- */

static void region_puts_words_back(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    uint64_t *words = script_region_alloc(region, 4096);
    char *other = script_region_alloc(region, 64);
    for (uint64_t i = 0; i < 512; i++)
        words[i] = i;
    strcpy(other, "other");
    script_region_watch(region, words, 4096);
    assert_int_equal(script_region_seal(region), 0);
    script_region_restore(region); /* the first one puts all of it back */
    words[7] = words[9] = words[511] = 1000;
    strcpy(other, "changed");
    script_region_wrote(region, 7);
    script_region_wrote(region, 511);
    script_region_restore(region);
    assert_int_equal(words[7], 7);
    assert_int_equal(words[511], 511);
    assert_int_equal(words[9], 1000); /* nobody told */
    assert_false(script_region_is_restored(region));
    assert_string_equal(other, "other");
    script_region_wrote(region, SIZE_MAX); /* none of its words: then all */
    script_region_restore(region);
    assert_int_equal(words[9], 9);
    assert_true(script_region_is_restored(region));
    for (int i = 0; i < 5000; i++)
        script_region_wrote(region, 3);
    words[10] = 0;
    script_region_restore(region);
    assert_int_equal(words[10], 10);
    script_region_free(region);
}

/* A copy that is kept later has other words; forgetting it brings back the first. */
static void region_puts_words_of_both_copies_back(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    uint64_t *words = script_region_alloc(region, 4096);
    memset(words, 0, 4096);
    script_region_watch(region, words, 4096);
    assert_int_equal(script_region_seal(region), 0);
    for (int round = 0; round < 3; round++) {
        words[1] = 11;
        if (round == 2)
            script_region_disturb(region);
        assert_int_equal(script_region_save_second(region), 0);
        script_region_restore(region);
        words[1] = words[2] = 12;
        script_region_wrote(region, 1);
        script_region_wrote(region, 2);
        script_region_restore(region);
        assert_int_equal(words[1], 11);
        assert_int_equal(words[2], 0);
        script_region_drop_second(region);
        script_region_restore(region);
        assert_int_equal(words[1], 0);
        assert_true(script_region_is_restored(region));
    }
    script_region_free(region);
}

static void region_puts_layers_back_that_were_touched(void **state)
{
    (void)state;
    script_region *region = script_region_new((size_t)1 << 20);
    char *older = script_region_alloc(region, 64);
    strcpy(older, "older");
    assert_int_equal(script_region_seal(region), 0);
    for (int round = 0; round < 2; round++) {
        char *views[4];
        for (int i = 0; i < 4; i++) {
            views[i] = script_region_alloc(region, 40);
            strcpy(views[i], "view");
            if (i == 2 && round == 1) /* what moves into a layer is of all runs */
                script_region_release(region, older, 64);
            script_region_layer(region);
        }
        char *last = script_region_alloc(region, 40); /* in no layer */
        strcpy(last, "last");
        assert_int_equal(script_region_save_second(region), 0);
        for (int i = 0; i < 4; i++)
            strcpy(views[i], "x");
        strcpy(last, "x");
        script_region_touch_layer(region, 1);
        script_region_restore(region);
        assert_string_equal(views[0], "view");
        assert_string_equal(views[1], "view");
        assert_string_equal(views[2], round == 0 ? "x" : "view");
        assert_string_equal(views[3], "x");
        assert_string_equal(last, "last");
        script_region_disturb(region);
        script_region_restore(region);
        assert_string_equal(views[3], "view");
        assert_true(script_region_is_restored(region));
        script_region_drop_second(region);
        script_region_restore(region);
    }
    script_region_free(region);
}

/* ---- runs ---- */

static const char small_form[] =
    "form \"f\" { title = 't', rows = [[\n总数 | 件 | 子项\n  1.甲 | 件\n  2.乙 | 件\n]] }\n";

/* Checks that write to all they can reach, in as many ways as there are. */
static const char vandals[] =
    "local own, seen = {1, 2, 3, deep = {}}, 0\n"
    "local early = regex('(?<n>[^,]{1,3})e')\n"
    "shared = {}\n"
    "walks = {string.gmatch('a,b,c', '%a'), regex('[abc]'):all('a,b,c'), (pairs {1, 2, 3})}\n"
    "local facts = per_report(function(report) return {1, 2, named = {#report.blocks}} end)\n"
    "local function spoil(t, depth)\n"
    "  if type(t) ~= 'table' or depth > 5 then return end\n"
    "  local all = {}\n"
    "  pcall(function() for k, v in pairs(t) do all[#all + 1] = v end end)\n"
    "  for _, v in ipairs(all) do spoil(v, depth + 1) end\n"
    "  pcall(function() t['new' .. depth .. #all] = 'made ' .. seen end)\n"
    "  pcall(function() t[1] = nil t[#t + 1] = {} end)\n"
    "  pcall(table.insert, t, 'x') pcall(table.remove, t) pcall(table.sort, t)\n"
    "end\n"
    "local function check(title, body)\n"
    "  return rule(title) { title = title, severity = 'error',\n"
    "    check = function(report, expect) seen = seen + 1 body(report, expect)\n"
    "      expect.checked() end }\n"
    "end\n"
    "check('none', function() end)\n"
    "check('own', function() spoil(own, 0) spoil(shared, 0) added = {} own = nil end)\n"
    "check('walks', function() for _, walk in ipairs(walks) do walk() end end)\n"
    "check('forms', function(report) spoil(report.forms, 0) report:item('甲'):number() end)\n"
    "check('prose', function(report) spoil(report.texts, 0) spoil(report.sections, 0) end)\n"
    "check('all', function(report, expect)\n"
    "  for _, v in pairs(report) do spoil(v, 0) end\n"
    "  for _, t in ipairs {report, expect, string, table, math, utf8, params, facts(report)} do\n"
    "    spoil(t, 0) end end)\n"
    "check('texts', function() local t = {} for i = 1, 3000 do t[i] = 'text ' .. i end end)\n"
    "check('many', function() local t = {} for i = 1, 30000 do t[i] = 'text ' .. i end end)\n"
    "check('garbage', function() local t for i = 1, 90000 do t = {'garbage ' .. i} end end)\n"
    "check('raised', function(report) report.blocks[1].text = {} error(report.blocks) end)\n"
    "check('ended', function(report) report.forms[1].id = 'x' while true do end end)\n"
    "check('memory', function(report) local s = 'x' while true do s = s .. s end end)\n"
    "check('called', function(report) local function f(n) return n > 0 and 1 + f(n - 1) or 0 end\n"
    "  for _, b in ipairs(report.blocks) do early:find(b.text) end\n"
    "  f(5000) regex('[一二]{3}'):find(report.title or '') expect = nil\n"
    "  for _ in report:phrases('收到{n:件}') do end report:enumerations() report:numbering() "
    "end)\n";

static const char *const names[] = {"none",  "own",    "walks", "forms",   "prose",
                                    "all",   "texts",  "many",  "garbage", "raised",
                                    "ended", "memory", "called"};
#define NAMES (sizeof(names) / sizeof(names[0]))

static void all_is_put_back(fixture *f)
{
    if (f->vm->region == NULL)
        return;
    script_refresh(f->vm);
    assert_true(script_region_is_restored(f->vm->region));
}

/* After each of them, and each followed by each, with and without views. */
static void nothing_is_left_behind(void **state)
{
    (void)state;
    fixture f;
    const script_limits limits = {.memory = (size_t)8 << 20, .instructions = 3000000};
    fixture_open(&f, &limits);
    fixture_add(&f, "forms/f.lua", small_form);
    fixture_add(&f, "vandals.lua", vandals);
    fixture_load(&f);
    f.vm->reports = SCRIPT_SPLIT_AT - 2; /* at the second one */
    fixture_fill(&f, "f", "3|1|2");
    for (size_t round = 0; round < 4; round++) {
        script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
        if (round != 2)
            script_begin_report(f.vm, &report);
        all_is_put_back(&f);
        for (size_t i = 0; i < NAMES; i++) {
            fixture_run(&f, names[(i * 5 + round) % NAMES], 0, 1);
            all_is_put_back(&f);
        }
        script_end_report(f.vm);
        all_is_put_back(&f);
    }
    fixture_close(&f);
}

/* What a run sees does not depend on what ran before it. */
static void runs_begin_alike(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", small_form);
    fixture_add(&f, "vandals.lua", vandals);
    fixture_add(
        &f, "look.lua",
        "rule \"look\" { title = 't', severity = 'error', check = function(report, expect)\n"
        "  log(#report.forms, #report.blocks, #report.texts, #report.sections,\n"
        "      report.blocks[1].text, report.forms[1].id, shared, added)\n"
        "  for k in pairs(report.blocks[2]) do log(k) end\n"
        "  for k in pairs(report) do log(k) end expect.checked() end }\n");
    fixture_load(&f);
    f.vm->reports = SCRIPT_SPLIT_AT - 2; /* at the second one */
    fixture_fill(&f, "f", "3|1|2");
    script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
    char *first = NULL;
    for (size_t i = 0; i < NAMES; i++) {
        script_begin_report(f.vm, &report);
        if (strcmp(names[i], "ended") != 0)
            fixture_run(&f, names[i], 0, 1);
        fixture_run(&f, "look", 0, 1);
        if (first == NULL)
            first = strdup(fixture_log(&f));
        assert_string_equal(fixture_log(&f), first);
        script_end_report(f.vm);
    }
    assert_non_null(strstr(first, "blocks"));
    free(first);
    fixture_close(&f);
}

/* Checks that share some of what their file made, each in its own way. */
static const char sharing[] =
    "local list, deep, hidden, count = {1}, {a = {b = {c = {}}}}, {}, 0\n"
    "local calls = {function() count = count + 1 hidden[#hidden + 1] = count return #hidden end}\n"
    "local function through() return calls[1]() end\n"
    "local keys = {[deep.a.b] = 'x'}\n"
    "far = {through}\n"
    "function global() far[#far + 1] = {} return #far end\n"
    "local walk = string.gmatch('abcdef', '%a')\n"
    "local facts = per_report(function() list[#list + 1] = {} return {#list, through()} end)\n"
    "local function check(id, body)\n"
    "  rule(id) { title = id, severity = 'error', check = function(report, expect)\n"
    "    log(body(report)) expect.checked() end }\n"
    "end\n"
    "local function again() list[#list + 1] = {} log(#list) end\n"
    "for _, id in ipairs {'again', 'once more'} do\n"
    "  rule(id:gsub(' ', '-')) { title = id, severity = 'error', check = again } end\n"
    "check('list', function() list[#list + 1] = {} return #list end)\n"
    "check('through', function() through() return through() end)\n"
    "check('far', function() return far[1]() end)\n"
    "check('global', function() global() return global() end)\n"
    "check('walk', function() return walk() .. walk() end)\n"
    "check('key', function() for k in pairs({}) do end deep.a.b.c.d = (deep.a.b.c.d or 0) + 1\n"
    "  return deep.a.b.c.d end)\n"
    "check('facts', function(report) local f = facts(report) list[#list + 1] = f\n"
    "  return f[1] .. f[2] .. #list end)\n"
    "check('keys', function() keys.more = through() keys[deep] = 1 return keys.more end)\n";

static void what_checks_share_is_put_back(void **state)
{
    (void)state;
    static const char *const ids[] = {"list", "through", "far",  "global", "walk",
                                      "key",  "facts",   "keys", "again",  "once-more"};
    static const char *const logs[] = {"2\n", "2\n",   "1\n", "3\n", "ab\n",
                                       "1\n", "212\n", "1\n", "2\n", "2\n"};
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", small_form);
    fixture_add(&f, "sharing.lua", sharing);
    fixture_load(&f);
    f.vm->reports = SCRIPT_SPLIT_AT - 2; /* at the second one */
    fixture_fill(&f, "f", "3|1|2");
    for (size_t round = 0; round < 4; round++) {
        script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
        script_begin_report(f.vm, &report);
        for (size_t i = 0; i < 100; i++) {
            size_t k = (round % 2 ? i * 3 + i / 10 : i / 10 * i) % 10;
            fixture_run(&f, ids[k], 0, 1);
            assert_string_equal(fixture_log(&f), logs[k]);
            all_is_put_back(&f);
        }
        script_end_report(f.vm);
        all_is_put_back(&f);
    }
    fixture_close(&f);
}

/* What goes on from call to call lies where it is put back, also if the file made it. */
static void walks_begin_alike(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_add(&f, "forms/f.lua", small_form);
    fixture_add(&f, "walk.lua",
                "local letters = string.gmatch('a,b,c', '%a')\n"
                "local found = regex('[abc]'):all('a,b,c')\n"
                "local next_key = pairs {x = 1, y = 2, z = 3}\n"
                "rule \"walk\" { title = 't', severity = 'error',\n"
                "  check = function(report, expect)\n"
                "    for _ = 1, 2 do log(letters(), found().text, (next_key())) end\n"
                "    expect.checked() end }\n");
    fixture_load(&f);
    f.vm->reports = SCRIPT_SPLIT_AT - 2; /* at the second one */
    fixture_fill(&f, "f", "3|1|2");
    script_report report = {f.document, f.instances, f.instance_count, &f.subject, NULL, NULL};
    for (size_t round = 0; round < 6; round++) {
        if (round % 2 == 0)
            script_begin_report(f.vm, &report);
        fixture_run(&f, "walk", 0, 1);
        assert_string_equal(fixture_log(&f), "a\ta\tx\nb\tb\ty\n");
        all_is_put_back(&f);
    }
    script_end_report(f.vm);
    fixture_close(&f);
}

/* Lua of this version tells by a text where it is linked. */
static void texts_are_known(void **state)
{
    (void)state;
    fixture f;
    fixture_open(&f, NULL);
    fixture_load(&f);
    if (f.vm->region != NULL)
        assert_true(f.vm->texts.known);
    fixture_close(&f);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(region_puts_words_back),
        cmocka_unit_test(region_puts_words_of_both_copies_back),
        cmocka_unit_test(region_puts_layers_back_that_were_touched),
        cmocka_unit_test(nothing_is_left_behind),
        cmocka_unit_test(runs_begin_alike),
        cmocka_unit_test(what_checks_share_is_put_back),
        cmocka_unit_test(walks_begin_alike),
        cmocka_unit_test(texts_are_known),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
