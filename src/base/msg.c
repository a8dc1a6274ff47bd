#include "base/msg.h"

#define MAX_ARGUMENTS 9

static const char *const texts[MSG_COUNT][2] = {
#define MESSAGE(id, zh, en) {zh, en},
#include "base/messages.def"
#undef MESSAGE
};

const char *base_msg_text(hecha_lang lang, base_msg_id message)
{
    if ((unsigned)message >= MSG_COUNT)
        return "?";
    return texts[message][lang == HECHA_LANG_EN ? 1 : 0];
}

static size_t collect(const char *arguments[MAX_ARGUMENTS], va_list list)
{
    size_t count = 0;
    const char *argument;
    while (count < MAX_ARGUMENTS && (argument = va_arg(list, const char *)) != NULL)
        arguments[count++] = argument;
    return count;
}

/* Expands {1} ... {9}; a number without argument expands to nothing. */
static void expand(base_buf *buf, const char *format, const char *const *arguments, size_t count)
{
    while (*format != '\0') {
        if (format[0] == '{' && format[1] >= '1' && format[1] <= '9' && format[2] == '}') {
            size_t index = (size_t)(format[1] - '1');
            if (index < count)
                base_buf_add_c(buf, arguments[index]);
            format += 3;
        } else {
            size_t plain = 1;
            while (format[plain] != '\0' && format[plain] != '{')
                plain++;
            base_buf_add(buf, format, plain);
            format += plain;
        }
    }
}

static size_t copy_cut(char *out, size_t size, base_str text)
{
    size_t length = text.len;
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text.ptr[length] & 0xC0) == 0x80)
            length--;
    }
    if (length > 0)
        memcpy(out, text.ptr, length);
    out[length] = '\0';
    return length;
}

size_t base_msg_vformat(char *out, size_t size, hecha_lang lang, base_msg_id message,
                        va_list arguments)
{
    const char *list[MAX_ARGUMENTS];
    size_t count = collect(list, arguments);
    base_buf buf;
    base_buf_init(&buf);
    expand(&buf, base_msg_text(lang, message), list, count);
    /* Without memory the bare format text still says what went wrong. */
    base_str text =
        base_buf_failed(&buf) ? base_str_c(base_msg_text(lang, message)) : base_buf_str(&buf);
    size_t length = copy_cut(out, size, text);
    base_buf_dispose(&buf);
    return length;
}

size_t base_msg_format(char *out, size_t size, hecha_lang lang, base_msg_id message, ...)
{
    va_list arguments;
    va_start(arguments, message);
    size_t length = base_msg_vformat(out, size, lang, message, arguments);
    va_end(arguments);
    return length;
}

void base_msg_add(base_buf *buf, hecha_lang lang, base_msg_id message, ...)
{
    const char *list[MAX_ARGUMENTS];
    va_list arguments;
    va_start(arguments, message);
    size_t count = collect(list, arguments);
    va_end(arguments);
    expand(buf, base_msg_text(lang, message), list, count);
}
