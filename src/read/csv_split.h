/* read/csv_split.h: a text of separated values as fields, and which separator it has. Private to
 * read/.
 *
 * Works on the bytes as they are: units of one byte, or of two for UTF-16. Nothing is copied.
 * Source: RFC 4180; deviations as spreadsheets read them. */
#ifndef READ_CSV_SPLIT_H
#define READ_CSV_SPLIT_H

#include "base/buf.h"
#include "base/str.h"

/* A text in units of one or two bytes, of which only ASCII matters. */
typedef struct csv_source {
    base_str bytes;
    size_t step, low; /* bytes of a unit; where its low byte is */
    size_t end;
} csv_source;

/* A field: from its first unit to behind its last one, quotes included. */
typedef struct csv_field {
    size_t start, end;
    int quoted;
    int last; /* of its record */
} csv_field;

/* The encoding is one that read_encoding_of gives, but none of UTF-32. */
csv_source csv_open(base_str bytes, const char *encoding);
/* Bytes of a byte order mark at the start. */
size_t csv_mark_length(base_str bytes);
/* Ends the text behind the lines that decide what it is. */
void csv_cut_head(csv_source *text);
/* The separator of a text that is a table of values; 0: it is none. *start moves behind a first
 * line that states it. */
unsigned csv_find_separator(const csv_source *text, size_t *start);
/* The same for a text that is known to be a table. */
unsigned csv_separator(const csv_source *text, size_t *start);
/* The field at *at, which moves behind its separator or line end. *quotes is 1 at first, and 0 from
 * where no quote of the rest closes a field. */
csv_field csv_next_field(const csv_source *text, size_t *at, unsigned separator, int *quotes);
int csv_is_blank(const csv_source *text, const csv_field *at);
/* Appends the text of a quoted field, without its quotes. */
void csv_add_value(base_buf *out, base_str raw);

#endif
