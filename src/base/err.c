#include "base/err.h"

#include <stdarg.h>
#include <stdio.h>

/* Copies at most size - 1 bytes and never cuts inside a code point. */
static void copy_cut(char *out, size_t size, const char *text, size_t length)
{
    if (length >= size) {
        length = size - 1;
        while (length > 0 && ((unsigned char)text[length] & 0xC0) == 0x80)
            length--;
    }
    memcpy(out, text, length);
    out[length] = '\0';
}

int base_err(hecha_err *err, hecha_code code, base_msg_id message, ...)
{
    if (err == NULL)
        return code;
    char text[2048];
    va_list arguments;
    va_start(arguments, message);
    size_t length = base_msg_vformat(text, sizeof(text), err->lang, message, arguments);
    va_end(arguments);
    err->code = code;
    err->line = 0;
    err->column = 0;
    err->file[0] = '\0';
    copy_cut(err->text, sizeof(err->text), text, length);
    return code;
}

int base_err_memory(hecha_err *err)
{
    return base_err(err, HECHA_E_MEMORY, MSG_NO_MEMORY, NULL);
}

void base_err_at(hecha_err *err, const char *file, int line, int column)
{
    if (err == NULL)
        return;
    if (file != NULL)
        copy_cut(err->file, sizeof(err->file), file, strlen(file));
    err->line = line;
    err->column = column;
}

hecha_err base_err_init(hecha_lang lang)
{
    hecha_err err;
    memset(&err, 0, sizeof(err));
    err.lang = lang;
    return err;
}
