#include "test.h"

#include <stdio.h>

#include "base/err.h"
#include "matrix_fixture.h"

enum { MOST_TABLES = 16 };

/* The text behind `name` between the marks, if it begins before `end`; empty if not. */
static base_str between(const char *from, const char *end, const char *name, const char *open,
                        const char *close)
{
    const char *at = strstr(from, name);
    if (!at || (end && at > end))
        return base_str_n(NULL, 0);
    at = strstr(at, open) + strlen(open);
    return base_str_n(at, (size_t)(strstr(at, close) - at));
}

void matrix_form_load(base_arena *arena, const char *id, int year_from, int year_to, form *out)
{
    char path[512], text[16384];
    form_source sources[MOST_TABLES] = {{.line = 0}};
    size_t count = 0;
    snprintf(path, sizeof path, "%s/rules/gov-disclosure/forms/%s.lua", HECHA_SOURCE_DIR, id);
    FILE *file = fopen(path, "rb");
    assert_non_null(file);
    size_t length = fread(text, 1, sizeof text - 1, file);
    fclose(file);
    text[length] = '\0';
    const char *at = strstr(text, "    {\n");
    while (at) {
        const char *next = strstr(at + 1, "    {\n");
        assert_true(count < MOST_TABLES);
        form_source *source = &sources[count++];
        source->title = base_arena_str(arena, between(at, next, "title =", "\"", "\""));
        source->preset = base_arena_str(arena, between(at, next, "default =", "\"", "\""));
        source->columns = base_arena_str(arena, between(at, next, "columns =", "[[\n", "]]"));
        source->rows = base_arena_str(arena, between(at, next, "rows =", "[[\n", "]]"));
        at = next;
    }
    hecha_err err = base_err_init(HECHA_LANG_ZH);
    memset(out, 0, sizeof *out);
    if (form_parse_tables(arena, sources, count, out, &err) != 0)
        fail_msg("%s", err.text);
    out->pack = base_str_c("gov-disclosure");
    out->id = base_arena_str(arena, base_str_c(id));
    out->name = out->id;
    out->title = base_str_c("政府信息公开工作年度报告统计表");
    out->year_from = year_from;
    out->year_to = year_to;
    out->blank_is_zero = 1;
}
