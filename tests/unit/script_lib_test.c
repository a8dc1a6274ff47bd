#include "test.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "script_fixture.h"

/* Expressions and what log shows of their values. Where nothing else is said, as Lua 5.4 does. */
typedef struct example {
    const char *expression;
    const char *shown;
} example;

static void check(const example *examples, size_t count)
{
    size_t size = 1;
    for (size_t i = 0; i < count; i++)
        size += strlen(examples[i].expression) + 16;
    char *body = malloc(size);
    assert_non_null(body);
    size_t at = 0;
    for (size_t i = 0; i < count; i++)
        at += (size_t)snprintf(body + at, size - at, "log(%s)\n", examples[i].expression);
    fixture f;
    fixture_open(&f, NULL);
    const char *line = fixture_eval(&f, body);
    for (size_t i = 0; i < count; i++) {
        const char *end = strchr(line, '\n');
        assert_non_null(end);
        char shown[512];
        assert_true((size_t)(end - line) < sizeof(shown));
        memcpy(shown, line, (size_t)(end - line));
        shown[end - line] = '\0';
        if (strcmp(shown, examples[i].shown) != 0)
            fprintf(stderr, "%s\n", examples[i].expression);
        assert_string_equal(shown, examples[i].shown);
        line = end + 1;
    }
    fixture_close(&f);
    free(body);
}

#define CHECK(examples) check(examples, sizeof(examples) / sizeof((examples)[0]))

static void strings_are_cut_and_made(void **state)
{
    (void)state;
    static const example examples[] = {
        {"('hello'):sub(2, -2)", "ell"},
        {"('hello'):sub(-100, 2)", "he"},
        {"('hello'):sub(4, 3) == ''", "true"},
        {"('hello'):sub(math.mininteger, math.maxinteger)", "hello"},
        {"('hello'):byte(1, -1)", "104\t101\t108\t108\t111"},
        {"('hello'):byte(10)", ""},
        {"string.char(72, 105)", "Hi"},
        {"string.char() == ''", "true"},
        {"pcall(string.char, 256)", "false\tbad argument #1 to '?' (value out of range)"},
        {"('ab'):rep(3, '-')", "ab-ab-ab"},
        {"('ab'):rep(0) == '', ('ab'):rep(-5) == ''", "true\ttrue"},
        {"#(''):rep(1 << 62)", "0"},
        {"('abc'):reverse(), ('aBc'):upper(), ('AbC'):lower()", "cba\tABC\tabc"},
        {"('中文'):upper(), #'中文', ('x'):len()", "中文\t6\t1"},
    };
    CHECK(examples);
}

static void patterns_match(void **state)
{
    (void)state;
    static const example examples[] = {
        {"('hello world'):find('o w')", "5\t7"},
        {"('hello world'):find('l+')", "3\t4"},
        {"('hello'):find('')", "1\t0"},
        {"('hello'):find('', 6), ('hello'):find('', 7)", "6\tnil"},
        {"('a.b'):find('.', 1, true)", "2\t2"},
        {"('a+b'):find('+', 1, true)", "2\t2"},
        {"('hello'):find('l', -2)", "4\t4"},
        {"('key = value'):match('^(%w+)%s*=%s*(%w+)$')", "key\tvalue"},
        {"('  trim  '):match('^%s*(.-)%s*$')", "trim"},
        {"('THE (quick) fox'):find('%((%a+)%)')", "5\t11\tquick"},
        {"('f(a(b)c)d'):match('%b()')", "(a(b)c)"},
        {"('THE (quick) fox'):gsub('%f[%a]%a+', '<%0>')", "<THE> (<quick>) <fox>\t3"},
        {"('hello'):match('()ll()')", "3\t5"},
        {"('abcabc'):match('(abc)%1')", "abc"},
        {"('\"x\" \\'y\\''):gsub('([\"\\'])(.-)%1', '[%2]')", "[x] [y]\t2"},
        {"('a]b'):match('[]]'), ('a-b'):match('[a-]+'), ('a^b'):match('[b^]+')", "]\ta-\t^b"},
        {"('x%y'):match('[%%]'), ('a]'):match('[%]]')", "%\t]"},
        {"('0x1F'):match('%x+', 3), ('é'):match('%a')", "1F\tnil"},
        {"('aaa'):match('a-b'), ('aaab'):match('a-b'), ('aaa'):match('^a-$')", "nil\taaab\taaa"},
        {"('a$b'):match('a$b'), ('ab$'):match('b$$')", "a$b\tb$"},
        {"('*a'):match('*a'), ('^a'):match('%^a')", "*a\t^a"},
        {"('abc'):match('a?b?c?d?'), ('abc'):match('x?')", "abc\t"},
        {"('aXb'):match('%u'), ('aXb'):match('%U+'), ('a1_'):match('%W')", "X\ta\t_"},
        {"('a\\0b'):match('%z') == nil, ('a\\0b'):find('\\0')", "true\t2\t2"},
        {"('2017年12月31日'):match('(%d+)年(%d+)月(%d+)日')", "2017\t12\t31"},
        {"('中文'):match(utf8.charpattern)", "中"},
        {"('abxaxb'):match('.*x()'), ('abab'):match('.*x()'), ('a1b'):match('.-b()')", "6\tnil\t4"},
        {"('aaxbxcc'):match('a*.*x(.)'), ('aab'):match('.*%f[b]()'), ('ab'):match('.*a+$')",
         "c\t3\tnil"},
        {"('xay'):match('x.*a?y()'), ('aaa'):match('a*aa()'), ('abab'):find('.*b', 3)",
         "4\t4\t3\t4"},
    };
    CHECK(examples);
}

static void matches_are_walked_and_replaced(void **state)
{
    (void)state;
    static const example examples[] = {
        {"(function() local t = {} for k, v in ('a=1, b=2'):gmatch('(%w+)=(%w+)') do "
         "t[#t + 1] = k .. v end return table.concat(t, ' ') end)()",
         "a1 b2"},
        {"(function() local n = 0 for _ in ('abc'):gmatch('') do n = n + 1 end return n end)()",
         "4"},
        {"(function() local t = {} for w in ('abc'):gmatch('%a', 2) do t[#t + 1] = w end "
         "return table.concat(t) end)()",
         "bc"},
        {"(function() local t = {} for w in ('^a^b'):gmatch('^%a') do t[#t + 1] = w end "
         "return table.concat(t) end)()",
         "^a^b"},
        {"('hello world'):gsub('o', '0')", "hell0 w0rld\t2"},
        {"('hello world'):gsub('o', '0', 1)", "hell0 world\t1"},
        {"('hello'):gsub('', '-')", "-h-e-l-l-o-\t6"},
        {"('abc'):gsub('%w', '%0%0')", "aabbcc\t3"},
        {"('hello world'):gsub('(%w+) (%w+)', '%2 %1')", "world hello\t1"},
        {"('abc'):gsub('b*', 'x')", "xaxcx\t3"},
        {"('abc'):gsub('%w', {a = 1, b = false})", "1bc\t3"},
        {"('abc'):gsub('%w', function(c) if c == 'b' then return 'B' end end)", "aBc\t3"},
        {"('abc'):gsub('^a', 'x'), ('aaa'):gsub('^a', 'x')", "xbc\txaa\t1"},
        {"('a.b'):gsub('%.', '%%')", "a%b\t1"},
        {"('x'):gsub('x', '%1')", "x\t1"},
        {"('ab'):gsub('()b', '%1')", "a2\t1"},
        {"select(2, pcall(string.gsub, 'x', 'x', '%2'))", "invalid capture index %2"},
        {"select(2, pcall(string.gsub, 'x', 'x', '%a'))",
         "invalid use of '%' in replacement string"},
        {"select(2, pcall(string.gsub, 'x', 'x', {x = {}}))",
         "invalid replacement value (a table)"},
    };
    CHECK(examples);
}

static void malformed_patterns_are_refused(void **state)
{
    (void)state;
    static const example examples[] = {
        {"select(2, pcall(string.find, 'a', '['))", "malformed pattern (missing ']')"},
        {"select(2, pcall(string.find, 'a', '[a'))", "malformed pattern (missing ']')"},
        {"select(2, pcall(string.find, 'a', '[]'))", "malformed pattern (missing ']')"},
        {"select(2, pcall(string.find, 'a', '[a%'))", "malformed pattern (missing ']')"},
        {"select(2, pcall(string.find, 'a', '[a%]'))", "malformed pattern (missing ']')"},
        {"select(2, pcall(string.find, 'a', 'a%'))", "malformed pattern (ends with '%')"},
        {"select(2, pcall(string.find, 'a', '(a'))", "unfinished capture"},
        {"select(2, pcall(string.match, 'a', 'a)'))", "invalid pattern capture"},
        {"select(2, pcall(string.find, 'a', '%1'))", "invalid capture index %1"},
        {"select(2, pcall(string.find, 'a', '(%1)'))", "invalid capture index %1"},
        {"select(2, pcall(string.find, 'a', '%f'))", "missing '[' after '%f' in pattern"},
        {"select(2, pcall(string.find, 'a', '%b'))",
         "malformed pattern (missing arguments to '%b')"},
        {"select(2, pcall(string.find, 'a', ('()'):rep(33)))", "too many captures"},
        {"select('#', string.find(('a'):rep(40), ('()'):rep(32)))", "34"},
    };
    CHECK(examples);
}

static void formats_are_exact(void **state)
{
    (void)state;
    static const example examples[] = {
        {"string.format('%d|%5d|%-5d|%05d|%+d', 42, 42, 42, 42, 42)", "42|   42|42   |00042|+42"},
        {"string.format('%x %X %o %c', 255, 255, 8, 65)", "ff FF 10 A"},
        {"string.format('%.2f %5.1f %g %e', 3.14159, 2.25, 0.1, 12345.678)",
         "3.14   2.2 0.1 1.234568e+04"},
        {"string.format('%s %s %s %s', nil, true, {}, print)", "nil true table nil"},
        {"string.format('%5s|%-5s|%.2s', 'ab', 'ab', 'abcdef')", "   ab|ab   |ab"},
        {"string.format('%q', 'a\"b\\\\c\\0d')", "\"a\\\"b\\\\c\\0d\""},
        {"string.format('%q %q %q', 1, math.mininteger, true)", "1 0x8000000000000000 true"},
        {"string.format('100%%')", "100%"},
        {"string.format('%d', 3.0)", "3"},
        {"#string.format('%99.99f', 1e308)", "409"},
        {"(pcall(string.format, '%d', 3.5))", "false"},
        {"(pcall(string.format, '%d'))", "false"},
        {"(pcall(string.format, '%p', {}))", "false"},
        {"(pcall(string.format, '%n', 1))", "false"},
        {"(pcall(string.format, '%100d', 1))", "false"},
        {"(pcall(string.format, '%#d', 1))", "false"},
        {"(pcall(string.format, '%'))", "false"},
    };
    CHECK(examples);
}

static void tables_are_changed(void **state)
{
    (void)state;
    static const example examples[] = {
        {"table.concat({1, 2, 'x'}, ', '), table.concat({}, 'x') == ''", "1, 2, x\ttrue"},
        {"table.concat({1, 2, 3, 4}, '', 2, 3)", "23"},
        {"(pcall(table.concat, {1, {}, 3}))", "false"},
        {"(function() local t = {1, 2} table.insert(t, 3) table.insert(t, 1, 0) "
         "return table.concat(t) end)()",
         "0123"},
        {"(pcall(table.insert, {1}, 5, 1))", "false"},
        {"(function() local t = {1, 2, 3} local a, b = table.remove(t, 1), table.remove(t) "
         "return a, b, #t, table.remove({}) end)()",
         "1\t3\t1\tnil"},
        {"table.unpack({1, 2, 3}, 2)", "2\t3"},
        {"(pcall(table.unpack, {}, 1, 1e8))", "false"},
        {"(pcall(table.unpack, {}, math.mininteger, math.maxinteger))", "false"},
        {"table.pack(1, nil, 3).n", "3"},
        {"table.concat(table.move({1, 2, 3, 4}, 2, 4, 1))", "2344"},
        {"table.concat(table.move({1, 2, 3}, 1, 3, 2))", "1123"},
        {"table.concat(table.move({1, 2, 3}, 1, 3, 1, {}))", "123"},
        {"(function() local t = {3, 1, 2} table.sort(t) return table.concat(t) end)()", "123"},
        {"(function() local t = {3, 1, 2} table.sort(t, function(a, b) return a > b end) "
         "return table.concat(t) end)()",
         "321"},
        {"(function() local t = {'b1', 'a1', 'b0', 'a0'} "
         "table.sort(t, function(a, b) return a:sub(1, 1) < b:sub(1, 1) end) "
         "return table.concat(t, ' ') end)()",
         "a1 a0 b1 b0"}, /* equal ones keep their order */
        {"(function() local t = {} for i = 1, 300 do t[i] = (i * 7919) % 301 end table.sort(t) "
         "for i = 2, 300 do if t[i - 1] > t[i] then return 'wrong' end end return t[1], t[300] "
         "end)()",
         "1\t300"},
        {"(pcall(table.sort, {1, 'x', 2}))", "false"},
        {"(function() local t = {} for i = 1, 50 do t[i] = i % 7 end "
         "return pcall(table.sort, t, function() return true end) end)()",
         "true"},
    };
    CHECK(examples);
}

static void basics_behave(void **state)
{
    (void)state;
    static const example examples[] = {
        {"tonumber('0x10'), tonumber(' 12 '), tonumber('1e1'), tonumber('x'), tonumber('')",
         "16\t12\t10.0\tnil\tnil"},
        {"tonumber('ff', 16), tonumber('-zz', 36), tonumber('8', 8), tonumber('１')",
         "255\t-1295\tnil\tnil"},
        {"(pcall(tonumber, '1', 99)), (pcall(tonumber))", "false\tfalse"},
        {"tostring(nil), tostring(1.0), tostring(-0.0), tostring('x')", "nil\t1.0\t-0.0\tx"},
        {"select('#', nil, nil), select(-1, 1, 2, 3), select(2, 'a', 'b')", "2\t3\tb"},
        {"type(nil), type(log), type(report)", "nil\tfunction\ttable"},
        {"rawequal('a', 'a'), rawlen({1, 2}), rawget({5}, 1)", "true\t2\t5"},
        {"pcall(error, 'x', 0)", "false\tx"},
        {"pcall(error, {1})", "false\ttable"},
        {"pcall(error)", "false\tnil"},
        {"select(2, pcall(assert, false, 'why'))", "why"},
        {"select(2, pcall(assert, nil))", "assertion failed!"},
        {"assert(1, 2)", "1\t2"},
        {"next({}), next({10}), next({a = 1, b = 2})", "nil\t1\ta\t1"},
        {"#{n = 1}, ipairs({})", "0\tfunction\ttable\t0"},
        {"(pcall(pairs, nil)), (pcall(ipairs)), (pcall(next, {}, 'x'))", "false\tfalse\ttrue"},
        {"math.floor(3.7), math.max(1, 5, 3), math.type(1), math.tointeger(8.5)",
         "3\t5\tinteger\tnil"},
        {"math.random, math.randomseed, math.pi > 3, math.huge", "nil\tnil\ttrue\tinf"},
        {"utf8.len('中文a'), utf8.char(20013, 25991), utf8.codepoint('中')", "3\t中文\t20013"},
        {"utf8.offset('中文', 2), utf8.offset('中文', -1), utf8.len('\\xff')", "4\t4\tnil\t1"},
        {"utf8.offset('中文', 3), utf8.offset('中文', 4), utf8.offset('中文', 0, 5)", "7\tnil\t4"},
        {"(function() local t = {} for p, c in utf8.codes('a中') do t[#t + 1] = p .. ':' .. c end "
         "return table.concat(t, ' ') end)()",
         "1:97 2:20013"},
        {"(pcall(function() for _ in utf8.codes('a\\xff') do end end))", "false"},
    };
    CHECK(examples);
}

static void tables_are_walked_in_order(void **state)
{
    (void)state;
    static const example examples[] = {
        {"(function() local t = {} for k in pairs({z = 1, a = 1, [10] = 1, [2] = 1, [1.5] = 1, "
         "[-1] = 1, [true] = 1, [false] = 1, ['中'] = 1}) do t[#t + 1] = tostring(k) end "
         "return table.concat(t, ' ') end)()",
         "-1 1.5 2 10 a z 中 false true"},
        {"(function() local t = {} for k in next, {z = 1, a = 1, [2] = 1} do t[#t + 1] = k end "
         "return table.concat(t, ' ') end)()",
         "2 a z"},
        {"(function() local t, n = {a = 1, b = 2, c = 3}, 0 for k in pairs(t) do t[k] = nil "
         "n = n + 1 end return n, next(t) end)()",
         "3\tnil"},
        {"(function() local t, n = {a = 1, b = 2, c = 3}, '' for k in pairs(t) do t.b = nil "
         "n = n .. k end return n end)()",
         "ac"},
        {"(pcall(pairs, {[{}] = 1}))", "false"},
        {"(function() local n = 0 for k, v in pairs(string) do n = n + 1 end return n end)()",
         "13"},
        {"(function() local s = 0 for i, v in ipairs({1, 2, nil, 4}) do s = s + v end "
         "return s end)()",
         "3"},
    };
    CHECK(examples);
}

static void what_is_not_listed_is_not_there(void **state)
{
    (void)state;
    static const char *const names[] = {"setmetatable",
                                        "getmetatable",
                                        "load",
                                        "loadstring",
                                        "loadfile",
                                        "dofile",
                                        "collectgarbage",
                                        "coroutine",
                                        "print",
                                        "warn",
                                        "xpcall",
                                        "rawset",
                                        "require",
                                        "package",
                                        "os",
                                        "io",
                                        "debug",
                                        "_G",
                                        "_VERSION",
                                        "string.dump",
                                        "string.pack",
                                        "string.unpack",
                                        "string.packsize"};
    example examples[sizeof(names) / sizeof(names[0])];
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
        examples[i] = (example){names[i], "nil"};
    CHECK(examples);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(strings_are_cut_and_made),
        cmocka_unit_test(patterns_match),
        cmocka_unit_test(matches_are_walked_and_replaced),
        cmocka_unit_test(malformed_patterns_are_refused),
        cmocka_unit_test(formats_are_exact),
        cmocka_unit_test(tables_are_changed),
        cmocka_unit_test(basics_behave),
        cmocka_unit_test(tables_are_walked_in_order),
        cmocka_unit_test(what_is_not_listed_is_not_there),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
