/* What a group of RTF leaves behind when it ends: names of styles and authors, pictures, fields. */
#include "read/rtf_reader.h"
#include "read/style_name.h"

/* The name of a style or author without the semicolon behind it. */
static base_str open_name(const rtf_reader *reader)
{
    base_str name = base_str_trim(base_buf_str(&reader->name));
    if (name.len > 0 && name.ptr[name.len - 1] == ';')
        name.len--;
    return base_str_trim(name);
}

static void style_end(rtf_reader *reader)
{
    rtf_style *style = &reader->styles[reader->open_style];
    base_str name = open_name(reader);
    int level = read_style_level(name), title = read_style_title(name);
    if (style->level < 0 && level > 0)
        style->level = (int16_t)level;
    if (title >= 0)
        style->title = (int8_t)title;
    base_buf_clear(&reader->name);
}

static void author_end(rtf_reader *reader)
{
    base_str *author = NULL;
    if (reader->authors.count < RTF_AUTHORS_MOST)
        author = base_vec_push(&reader->authors, reader->arena);
    if (author != NULL)
        *author = base_arena_str(reader->arena, open_name(reader));
    base_buf_clear(&reader->name);
}

static int is_sheet(base_str name)
{
    return base_str_starts(name, base_str_c("Excel")) || base_str_starts(name, base_str_c("ET.")) ||
           base_str_starts(name, base_str_c("MSGraph")) || base_str_starts(name, base_str_c("KET"));
}

/* An embedded sheet or chart is shown as a picture only. */
static void class_end(rtf_reader *reader)
{
    if (is_sheet(open_name(reader)) && reader->objects++ == 0)
        rtf_problem(reader, MSG_RTF_OBJECT, NULL);
    base_buf_clear(&reader->name);
}

static void shape_value_end(rtf_reader *reader)
{
    base_str text = open_name(reader);
    if (base_str_eq_c(reader->shape_name, "wzDescription"))
        text = read_picture_text(text);
    else
        text.len = 0;
    if (text.len > 0) {
        rtf_wait(reader, RTF_ITEM_BLOCK, DOC_HEADER, text, base_str_n("", 0));
        reader->described = 1;
    }
    base_buf_clear(&reader->name);
}

/* Pictures of page headers and footers are none of the report's. */
static void end_picture(rtf_reader *reader, const rtf_state *ended)
{
    const rtf_flow *flow = &reader->flows[ended->flow];
    int furniture = ended->flow > 0 && flow->shown == RTF_ITEM_ASIDE &&
                    (flow->aside == DOC_HEADER || flow->aside == DOC_FOOTER);
    base_str none = base_str_n("", 0);
    if (!furniture && !reader->described && !ended->deleted && !ended->moved && !ended->hidden &&
        read_picture_counts(none, reader->picture))
        rtf_wait(reader, RTF_ITEM_BLOCK, DOC_HEADER, none, none);
}

void rtf_group_end(rtf_reader *reader, const rtf_state *ended)
{
    int around = reader->depth > 1 ? reader->states[reader->depth - 2].flow : 0;
    while (reader->flow_count > around + 1)
        rtf_flow_end(reader);
    if (ended->skip)
        return;
    switch (ended->kind) {
    case RTF_STYLE:
        style_end(reader);
        break;
    case RTF_AUTHOR:
        author_end(reader);
        break;
    case RTF_LEVEL_TEXT:
        rtf_list_level_text(reader, base_buf_str(&reader->name));
        base_buf_clear(&reader->name);
        break;
    case RTF_FIELD:
        rtf_field_end(reader);
        break;
    case RTF_PICTURE:
        end_picture(reader, ended);
        break;
    case RTF_CLASS:
        class_end(reader);
        break;
    case RTF_SHAPE_VALUE:
        shape_value_end(reader);
        break;
    case RTF_SHAPE_NAME:
        reader->shape_name = base_arena_str(reader->arena, open_name(reader));
        base_buf_clear(&reader->name);
        break;
    case RTF_COMMENTER:
        reader->commenter = base_arena_str(reader->arena, open_name(reader));
        base_buf_clear(&reader->name);
        break;
    default:
        break;
    }
}
