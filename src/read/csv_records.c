/* Separated values as records of texts, for who needs neither places nor a document. */
#include "base/err.h"
#include "read/csv.h"
#include "read/csv_split.h"
#include "read/encoding.h"

#define MOST_BLANK 1000u /* blank records in a row that are counted */

typedef struct records {
    csv_source text;
    unsigned separator;
    int quotes;
    base_buf unquoted; /* texts of the record's quoted fields */
    base_str fields[READ_CSV_FIELDS];
    uint32_t number; /* of the last record that was given */
    uint32_t blank;  /* records since */
} records;

/* A field whose text is in the buffer, which may still move, has no bytes yet. */
static void keep_field(records *r, size_t number, const csv_field *found)
{
    base_str raw = base_str_n(r->text.bytes.ptr + found->start, found->end - found->start);
    size_t before = r->unquoted.len;
    if (number >= READ_CSV_FIELDS)
        return;
    if (found->quoted) {
        csv_add_value(&r->unquoted, raw);
        raw = base_str_n(NULL, r->unquoted.len - before);
    }
    r->fields[number] = raw;
}

/* 1 if the record has anything. *count: its fields. */
static int next_record(records *r, size_t *at, size_t *count)
{
    int filled = 0;
    size_t used = 0;
    csv_field found;
    *count = 0;
    base_buf_clear(&r->unquoted);
    do {
        found = csv_next_field(&r->text, at, r->separator, &r->quotes);
        filled |= !csv_is_blank(&r->text, &found);
        keep_field(r, (*count)++, &found);
    } while (!found.last);
    if (*count > READ_CSV_FIELDS)
        *count = READ_CSV_FIELDS;
    for (size_t i = 0; i < *count; i++) {
        if (r->fields[i].ptr != NULL)
            continue;
        r->fields[i].ptr = r->unquoted.ptr + used;
        used += r->fields[i].len;
    }
    return filled;
}

static int give_all(records *r, read_csv_take *take, void *context, hecha_err *err)
{
    size_t at = 0, count;
    int code = 0;
    r->separator = csv_separator(&r->text, &at);
    while (code == 0 && at < r->text.end) {
        int filled = next_record(r, &at, &count);
        if (base_buf_failed(&r->unquoted))
            return base_err_memory(err);
        if (!filled) {
            r->blank += r->number > 0 && r->blank < MOST_BLANK;
            continue;
        }
        r->number += r->blank + 1;
        r->blank = 0;
        code = take(context, r->number, r->fields, count);
    }
    return code;
}

int read_csv_records(base_str bytes, read_csv_take *take, void *context, hecha_err *err)
{
    read_text text;
    records r;
    if (bytes.len == 0)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_EMPTY, NULL);
    const char *encoding = read_encoding_of(bytes);
    if (encoding == NULL)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_UNKNOWN, NULL);
    int code = read_text_decode(bytes, encoding, &text, err);
    if (code == 0) {
        r.text = csv_open(text.text, "UTF-8");
        r.quotes = 1;
        r.number = r.blank = 0;
        base_buf_init(&r.unquoted);
        code = give_all(&r, take, context, err);
        base_buf_dispose(&r.unquoted);
    }
    read_text_dispose(&text);
    return code;
}
