#include "render/escape.h"

#include <stdio.h>

#include "text/utf8.h"

static int is_space(uint32_t codepoint)
{
    return codepoint == ' ' || (codepoint >= 0x09 && codepoint <= 0x0D) || codepoint == 0xA0 ||
           codepoint == 0x3000 || codepoint == 0x2028 || codepoint == 0x2029 || codepoint == 0x85;
}

int render_is_unsafe(uint32_t codepoint)
{
    static const uint32_t ranges[][2] = {
        {0x00, 0x1F},     {0x7F, 0x9F},     {0xAD, 0xAD},       {0x61C, 0x61C},   {0x180E, 0x180E},
        {0x200B, 0x200F}, {0x202A, 0x202E}, {0x2060, 0x206F},   {0xFDD0, 0xFDEF}, {0xFEFF, 0xFEFF},
        {0xFFF0, 0xFFFB}, {0xFFFE, 0xFFFF}, {0xE0000, 0xE007F},
    };
    for (size_t i = 0; i < sizeof(ranges) / sizeof(*ranges); i++) {
        if (codepoint >= ranges[i][0] && codepoint <= ranges[i][1])
            return 1;
    }
    return codepoint > 0xFFFF && (codepoint & 0xFFFE) == 0xFFFE;
}

int render_is_wide(uint32_t codepoint)
{
    return (codepoint >= 0x2E80 && codepoint <= 0xD7A3) ||
           (codepoint >= 0xF900 && codepoint <= 0xFAFF) ||
           (codepoint >= 0xFE30 && codepoint <= 0xFE6F) ||
           (codepoint >= 0xFF01 && codepoint <= 0xFF60) ||
           (codepoint >= 0xFFE0 && codepoint <= 0xFFE6) ||
           (codepoint >= 0x20000 && codepoint <= 0x3FFFD);
}

uint32_t render_next_codepoint(base_str text, size_t *offset)
{
    if (text.ptr[*offset] == '\0') {
        (*offset)++;
        return 0;
    }
    return text_utf8_next(text, offset);
}

static void add_shown(base_buf *out, uint32_t codepoint)
{
    char shown[16];
    snprintf(shown, sizeof(shown), "<U+%04X>", (unsigned)codepoint);
    base_buf_add_c(out, shown);
}

void render_clean(base_buf *out, base_str text)
{
    size_t offset = 0;
    uint32_t before = 0; /* last character written */
    int space = 0, broken = 0;
    text = base_str_trim(text);
    while (offset < text.len) {
        uint32_t codepoint = render_next_codepoint(text, &offset);
        if (is_space(codepoint)) {
            space = 1;
            broken |= codepoint == '\n' || codepoint == '\r';
            continue;
        }
        int wide = render_is_wide(before) && render_is_wide(codepoint);
        if (space && before != 0 && !(broken && wide))
            base_buf_add_byte(out, ' ');
        if (render_is_unsafe(codepoint)) {
            add_shown(out, codepoint);
            before = '>';
        } else {
            base_buf_add_codepoint(out, codepoint);
            before = codepoint;
        }
        space = broken = 0;
    }
}
