#include "read/mht.h"

#include <strings.h>

#include "base/err.h"
#include "read/html.h"
#include "read/mime.h"
#include "read/txt.h"

#define HEAD ((size_t)8192) /* within which the headers must end */

/* A header's name and colon at the start of a line. */
static int is_header(base_str line)
{
    size_t i = 0;
    while (i < line.len && line.ptr[i] > ' ' && line.ptr[i] != ':' && line.ptr[i] != 0x7F)
        i++;
    return i > 0 && i < line.len && line.ptr[i] == ':';
}

static int starts_folded(base_str line, const char *head)
{
    size_t length = strlen(head);
    return line.len >= length && strncasecmp(line.ptr, head, length) == 0;
}

/* Headers only, up to a blank line, and among them the type of a page or a multipart. */
static int claims(base_str bytes)
{
    base_str text = base_str_n(bytes.ptr, bytes.len < HEAD ? bytes.len : HEAD);
    int typed = 0, version = 0, at_start = 1;
    text = base_str_trim(base_str_starts(text, base_str_c("\xEF\xBB\xBF")) ? base_str_from(text, 3)
                                                                           : text);
    while (text.len > 0) {
        size_t end = base_str_find(text, base_str_c("\n"), 0);
        base_str line = base_str_n(text.ptr, end == BASE_STR_NONE ? text.len : end);
        if (base_str_trim(line).len == 0)
            return typed ? (version ? 95 : 60) : 0;
        int folded = line.ptr[0] == ' ' || line.ptr[0] == '\t';
        if (!is_header(line) && (at_start || !folded))
            return 0;
        version |= starts_folded(line, "mime-version:");
        if (starts_folded(line, "content-type:")) {
            base_str type = base_str_trim(base_str_from(line, 13));
            typed = starts_folded(type, "multipart/") || starts_folded(type, "text/html");
        }
        at_start = 0;
        text = base_str_from(text, line.len + 1);
    }
    return 0;
}

int read_mht_part(const read_input *input, doc_builder *builder, hecha_err *err)
{
    read_input page = *input;
    const char *format = NULL;
    base_buf bytes;
    char charset[32];
    base_buf_init(&bytes);
    int kind = read_mime_page(input->bytes, &bytes, charset);
    int code = 0;
    page.bytes = base_buf_str(&bytes);
    if (base_buf_failed(&bytes))
        code = base_err_memory(err);
    else if (kind == 0)
        code = base_err(err, HECHA_E_UNSUPPORTED, MSG_MHT_NO_PAGE, NULL);
    else if (kind == 1 && page.bytes.len > 0)
        code = read_html_part(&page, charset[0] != '\0' ? charset : NULL, builder, err);
    else if (page.bytes.len > 0)
        code = read_txt.read(&page, builder, &format, err);
    base_buf_dispose(&bytes);
    return code;
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    (void)format;
    return read_mht_part(input, builder, err);
}

const read_reader read_mht = {"mht", claims, read};
