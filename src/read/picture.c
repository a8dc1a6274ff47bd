#include "read/picture.h"

#include <string.h>

#include "text/utf8.h"

#define LEAST_WIDTH 170.0 /* points: a table is wider than a seal or a QR code */
#define LEAST_HEIGHT 50.0

static int ends_like_file(base_str text)
{
    static const char *const endings[] = {".png", ".jpg",  ".jpeg", ".gif", ".bmp", ".emf", ".wmf",
                                          ".tif", ".tiff", ".svg",  ".PNG", ".JPG", ".webp"};
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        if (base_str_ends(text, base_str_c(endings[i])))
            return 1;
    }
    return 0;
}

base_str read_picture_text(base_str description)
{
    static const char *const made[] = {"图片", "图像",  "文本框",  "Picture", "Image",
                                       "IMG",  "image", "picture", "http://", "https://"};
    base_str text = base_str_trim(description), none = base_str_n("", 0);
    size_t offset = 0, han = 0, words = 0;
    if (ends_like_file(text))
        return none;
    for (size_t i = 0; i < sizeof(made) / sizeof(made[0]); i++) {
        base_str head = base_str_c(made[i]);
        if (base_str_starts(text, head) && (i >= 8 || text.len < head.len + 6))
            return none;
    }
    while (offset < text.len) {
        uint32_t code = text_utf8_next(text, &offset);
        han += text_is_han(code) != 0;
        words += code == ' ';
    }
    return han >= 2 || words >= 1 ? text : none;
}

int read_picture_counts(base_str text, read_picture_size size)
{
    if (text.len > 0)
        return 1;
    return (size.width <= 0 || size.width >= LEAST_WIDTH) &&
           (size.height <= 0 || size.height >= LEAST_HEIGHT);
}

#define PIXEL 0.75  /* points */
#define EMU 12700.0 /* in a point */

double read_picture_emu(base_str text)
{
    return read_picture_length(text) / PIXEL / EMU;
}

double read_picture_length(base_str text)
{
    static const struct {
        const char *name;
        double points;
    } units[] = {{"pt", 1},  {"in", 72},    {"cm", 72 / 2.54}, {"mm", 72 / 25.4},
                 {"pc", 12}, {"px", PIXEL}, {"", PIXEL}};
    double value = 0, place = 1;
    size_t at = 0, fraction = 0;
    text = base_str_trim(text);
    for (; at < text.len && at < 12; at++) {
        char byte = text.ptr[at];
        if (byte == '.' && !fraction) {
            fraction = 1;
            continue;
        }
        if (byte < '0' || byte > '9')
            break;
        value = value * 10 + (byte - '0');
        place *= fraction ? 10 : 1;
    }
    base_str unit = base_str_from(text, at);
    for (size_t i = 0; at > 0 && i < sizeof(units) / sizeof(units[0]); i++) {
        if (base_str_eq_c(unit, units[i].name))
            return value / place * units[i].points;
    }
    return 0;
}

void read_picture_style(base_str style, read_picture_size *size)
{
    size_t start = 0;
    while (start < style.len) {
        size_t end = base_str_find(style, base_str_c(";"), start);
        end = end == BASE_STR_NONE ? style.len : end;
        base_str item = base_str_trim(base_str_n(style.ptr + start, end - start));
        size_t colon = base_str_find(item, base_str_c(":"), 0);
        if (colon != BASE_STR_NONE) {
            base_str name = base_str_trim(base_str_n(item.ptr, colon));
            double length = read_picture_length(base_str_from(item, colon + 1));
            if (base_str_eq_c(name, "width") && length > 0)
                size->width = length;
            else if (base_str_eq_c(name, "height") && length > 0)
                size->height = length;
        }
        start = end + 1;
    }
}
