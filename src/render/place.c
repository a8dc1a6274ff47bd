#include "render/place.h"

#include <stdio.h>

#include "base/msg.h"
#include "render/style.h"

void render_place_json(render_json *json, const base_place *place, base_str path)
{
    render_json_object(json);
    render_json_text_if(json, "path", place->path.len > 0 ? place->path : path);
    render_json_text_if(json, "part", place->part);
    render_json_count_if(json, "page", place->page);
    render_json_count_if(json, "sheet", place->sheet);
    render_json_count_if(json, "table", place->table);
    render_json_count_if(json, "paragraph", place->paragraph);
    render_json_count_if(json, "block", place->block);
    render_json_count_if(json, "line", place->line);
    render_json_count_if(json, "column", place->column);
    render_json_count_if(json, "row", place->row);
    render_json_count_if(json, "cell", place->cell);
    render_json_text_if(json, "ref", place->ref);
    render_json_text_if(json, "text", place->text);
    render_json_end(json);
}

static int says_nothing(const base_place *place)
{
    return place->part.len == 0 && place->ref.len == 0 && place->text.len == 0 &&
           place->page == 0 && place->sheet == 0 && place->table == 0 && place->paragraph == 0 &&
           place->block == 0 && place->line == 0 && place->row == 0;
}

void render_place_member(render_json *json, const char *key, const base_place *place, base_str path)
{
    if (says_nothing(place))
        return;
    render_json_key(json, key);
    render_place_json(json, place, path);
}

typedef struct words {
    base_buf *out;
    hecha_lang lang;
    int count; /* parts written */
} words;

static void begin_part(words *to)
{
    if (to->count++ > 0 && to->lang == HECHA_LANG_EN)
        base_buf_add_c(to->out, ", ");
}

static void add_number(words *to, base_msg_id message, uint32_t number)
{
    char digits[16];
    if (number == 0)
        return;
    snprintf(digits, sizeof(digits), "%u", (unsigned)number);
    begin_part(to);
    base_msg_add(to->out, to->lang, message, digits, NULL);
}

/* A sheet by its name where the part is one, else by its number where there are several. */
static void add_sheet(words *to, const base_place *place)
{
    if (place->part.len > 0 && memchr(place->part.ptr, '/', place->part.len) == NULL) {
        begin_part(to);
        base_buf_add_c(to->out, base_msg_text(to->lang, MSG_RENDER_SHEET_NAMED));
        render_clean(to->out, place->part);
        if (to->lang != HECHA_LANG_EN)
            base_buf_add_byte(to->out, ' ');
    } else if (place->sheet > 1) {
        add_number(to, MSG_RENDER_SHEET, place->sheet);
    }
}

int render_place_words(base_buf *out, hecha_lang lang, const base_place *place)
{
    words to = {out, lang, 0};
    add_number(&to, MSG_RENDER_PAGE, place->page);
    if (place->ref.len > 0) {
        add_sheet(&to, place);
        begin_part(&to);
        base_buf_add_c(out, base_msg_text(lang, MSG_RENDER_CELL));
        render_clean(out, place->ref);
    } else if (place->line > 0) {
        add_number(&to, MSG_RENDER_LINE, place->line);
        if (place->table == 0 && place->column > 1)
            add_number(&to, MSG_RENDER_CHARACTER, place->column);
    } else if (place->table > 0) {
        add_number(&to, MSG_RENDER_TABLE, place->table);
        add_number(&to, MSG_RENDER_ROW, place->row);
        if (place->row > 0)
            add_number(&to, MSG_RENDER_COLUMN, place->cell);
    } else if (place->paragraph > 0) {
        add_number(&to, MSG_RENDER_PARAGRAPH, place->paragraph);
    }
    return to.count > 0;
}

int render_place_same(const base_place *a, const base_place *b)
{
    if (a->path.len > 0 && b->path.len > 0 && !base_str_eq(a->path, b->path))
        return 0;
    return a->page == b->page && a->sheet == b->sheet && a->table == b->table &&
           a->block == b->block && a->line == b->line && a->column == b->column &&
           a->row == b->row && a->cell == b->cell && base_str_eq(a->ref, b->ref) &&
           base_str_eq(a->part, b->part);
}
