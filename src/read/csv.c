#include "read/csv.h"

#include <stdio.h>

#include "base/err.h"
#include "read/encoding.h"
#include "read/sheet.h"
#include "text/utf8.h"

#define MOST_COLUMNS 256u           /* that are told apart when claiming */
#define LOOKED_AT ((size_t)1 << 20) /* bytes that decide */
#define LONG_LINE 120u              /* bytes: a line without a separator that is prose */
#define SHORT_LINE 30u              /* bytes */
#define CONFIDENCE 50
#define MOST_BLANK 1000u /* blank records in a row that are kept */

/* A text in units of one or two bytes, of which only ASCII matters. */
typedef struct source {
    base_str bytes;
    size_t step, low; /* bytes of a unit; where its low byte is */
    size_t end;
} source;

/* A field: from its first unit to behind its last one, quotes included. */
typedef struct field {
    size_t start, end;
    int quoted;
    int last; /* of its record */
} field;

/* code units */

static unsigned unit(const source *text, size_t at)
{
    if (at + text->step > text->end)
        return 0;
    if (text->step == 2 && text->bytes.ptr[at + 1 - text->low] != 0)
        return 0x100; /* some other character */
    return (unsigned char)text->bytes.ptr[at + text->low];
}

static source open_source(base_str bytes, const char *encoding)
{
    source text = {bytes, 1, 0, bytes.len};
    if (strncmp(encoding, "UTF-16", 6) == 0) {
        text.step = 2;
        text.low = strcmp(encoding, "UTF-16BE") == 0;
    }
    return text;
}

static int is_end(const source *text, size_t at)
{
    return at + text->step > text->end;
}

/* fields */

/* Behind the quote that closes a field, or 0: it is followed by a separator or the line's end. */
static size_t closing_quote(const source *text, size_t at, unsigned separator)
{
    for (at += text->step; !is_end(text, at); at += text->step) {
        if (unit(text, at) != '"')
            continue;
        size_t next = at + text->step;
        unsigned after = unit(text, next);
        if (after == '"') {
            at = next;
            continue;
        }
        while (after == ' ') {
            next += text->step;
            after = unit(text, next);
        }
        if (is_end(text, next) || after == separator || after == '\n' || after == '\r')
            return next;
    }
    return 0;
}

/* The field at *at, which moves behind its separator or line end. */
static field next_field(const source *text, size_t *at, unsigned separator, int *quotes)
{
    field found = {*at, *at, 0, 1};
    size_t scan = *at;
    while (unit(text, scan) == ' ' && separator != ' ')
        scan += text->step;
    if (*quotes && unit(text, scan) == '"') {
        size_t behind = closing_quote(text, scan, separator);
        *quotes = behind != 0; /* no quote of the rest closes a field */
        found.quoted = behind != 0;
        if (behind != 0) {
            found.start = scan;
            scan = behind;
        }
    }
    unsigned code = unit(text, scan);
    while (!is_end(text, scan) && code != separator && code != '\n' && code != '\r') {
        scan += text->step;
        code = unit(text, scan);
    }
    found.end = scan;
    found.last = is_end(text, scan) || code != separator;
    if (!is_end(text, scan))
        scan += text->step;
    if (code == '\r' && unit(text, scan) == '\n')
        scan += text->step;
    *at = scan;
    return found;
}

/* Is it such a file? */

typedef struct survey {
    size_t records, fields; /* records that are not blank; fields of most of them */
    size_t same, quoted, first_same;
    int prose, wider;
    size_t figures[MOST_COLUMNS], filled[MOST_COLUMNS];
} survey;

static int is_figure(const source *text, const field *at)
{
    size_t digits = 0;
    for (size_t i = at->start; i < at->end; i += text->step) {
        unsigned code = unit(text, i);
        digits += code >= '0' && code <= '9';
        if ((code < '0' || code > '9') &&
            (code == 0 || code >= 0x80 || strchr(".,%+- \"", (int)code) == NULL))
            return 0;
    }
    return digits > 0;
}

static int is_blank(const source *text, const field *at)
{
    for (size_t i = at->start; i < at->end; i += text->step) {
        unsigned code = unit(text, i);
        if (code != ' ' && code != '\t' && code != '"')
            return 0;
    }
    return 1;
}

/* A line without a separator: a sentence (with a full stop in UTF-8 or GB18030), or a long one. */
static int is_prose(const source *text, size_t start, size_t end)
{
    base_str line = base_str_n(text->bytes.ptr + start, end - start);
    if (line.len > LONG_LINE * text->step)
        return 1;
    return line.len > SHORT_LINE &&
           (base_str_find(line, base_str_c("\xE3\x80\x82"), 0) != BASE_STR_NONE ||
            base_str_find(line, base_str_c("\xA1\xA3"), 0) != BASE_STR_NONE);
}

/* Counts the fields of one record; in the second pass, with `seen` set, what its columns hold. */
static size_t survey_record(const source *text, size_t *at, unsigned separator, int *quotes,
                            survey *seen, int *blank)
{
    size_t count = 0, start = *at;
    field found;
    *blank = 1;
    do {
        found = next_field(text, at, separator, quotes);
        int empty = is_blank(text, &found);
        *blank &= empty;
        if (seen != NULL && count < MOST_COLUMNS && !empty) {
            seen->filled[count]++;
            seen->figures[count] += (size_t)is_figure(text, &found);
            seen->quoted += (size_t)found.quoted;
        }
        count++;
    } while (!found.last);
    if (seen != NULL && count == 1 && !found.quoted)
        seen->prose |= is_prose(text, start, *at);
    return count;
}

/* The number of fields that most records have. */
static void count_fields(const source *text, size_t start, unsigned separator, survey *seen)
{
    size_t histogram[MOST_COLUMNS + 1] = {0}, at = start;
    int quotes = 1, blank;
    while (!is_end(text, at)) {
        size_t count = survey_record(text, &at, separator, &quotes, NULL, &blank);
        seen->records += !blank;
        if (!blank)
            histogram[count < MOST_COLUMNS ? count : MOST_COLUMNS]++;
    }
    for (size_t i = 2; i < MOST_COLUMNS; i++) {
        if (histogram[i] > seen->same) {
            seen->same = histogram[i];
            seen->fields = i;
        }
    }
    for (size_t i = seen->fields + 1; i <= MOST_COLUMNS; i++)
        seen->wider |= histogram[i] > 0;
}

static int has_figures(const survey *seen)
{
    for (size_t i = 0; i < seen->fields; i++) {
        if (seen->figures[i] > 0 && seen->figures[i] * 2 >= seen->filled[i])
            return 1;
    }
    return 0;
}

/* Spreadsheets give every record the same fields; other programs leave a title alone in its line.
 * What has such lines and tabs, or two fields only, is for the reader of texts. */
static int are_enough(const survey *seen, unsigned separator)
{
    if (separator == '\t' || seen->fields == 2)
        return seen->same == seen->records;
    return seen->same * 5 >= seen->records * 3;
}

/* Records in the separator's favour; 0: it parts no table. */
static size_t score(const source *text, size_t start, unsigned separator)
{
    survey seen;
    size_t at = start;
    int quotes = 1, blank;
    memset(&seen, 0, sizeof(seen));
    count_fields(text, start, separator, &seen);
    if (seen.records < 2 || seen.fields < 2 || seen.wider || !are_enough(&seen, separator))
        return 0;
    while (!is_end(text, at))
        survey_record(text, &at, separator, &quotes, &seen, &blank);
    int whole = seen.same == seen.records && seen.records > 2 && seen.fields > 2;
    if (seen.prose || (!has_figures(&seen) && seen.quoted == 0 && !whole))
        return 0;
    return seen.same * seen.fields;
}

/* The separator that a first line `sep=;` states, 0 if there is none; *start is behind it. */
static unsigned stated_separator(const source *text, size_t *start)
{
    static const char head[] = "sep=";
    size_t at = *start;
    for (size_t i = 0; i < sizeof(head) - 1; i++, at += text->step) {
        unsigned code = unit(text, at);
        if (code >= 0x80 || (code | 0x20) != ((unsigned)head[i] | 0x20))
            return 0;
    }
    unsigned separator = unit(text, at);
    at += text->step;
    if (separator == 0 || separator >= 0x80 || (unit(text, at) != '\r' && unit(text, at) != '\n'))
        return 0;
    at += unit(text, at) == '\r' ? text->step : 0;
    at += unit(text, at) == '\n' ? text->step : 0;
    *start = at;
    return separator;
}

/* The separator of a text that is a table of values; 0: it is none. */
static unsigned find_separator(const source *text, size_t *start)
{
    static const char separators[] = {'\t', ';', ','};
    unsigned stated = stated_separator(text, start), best = 0;
    size_t most = 0;
    if (stated != 0)
        return stated;
    for (size_t i = 0; i < sizeof(separators); i++) {
        size_t points = score(text, *start, (unsigned char)separators[i]);
        if (points > most) {
            most = points;
            best = (unsigned char)separators[i];
        }
    }
    return best;
}

/* Bytes of a mark at the start. */
static size_t mark_length(base_str bytes)
{
    if (base_str_starts(bytes, base_str_c("\xEF\xBB\xBF")))
        return 3;
    return base_str_starts(bytes, base_str_n("\xFF\xFE", 2)) ||
                   base_str_starts(bytes, base_str_n("\xFE\xFF", 2))
               ? 2
               : 0;
}

/* The head that decides: whole lines. */
static void cut_head(source *text)
{
    if (text->bytes.len <= LOOKED_AT)
        return;
    text->end = LOOKED_AT;
    while (text->end > LOOKED_AT / 2 && unit(text, text->end - text->step) != '\n')
        text->end -= text->step;
}

static int claims(base_str bytes)
{
    if (memchr(bytes.ptr, ',', bytes.len) == NULL && memchr(bytes.ptr, ';', bytes.len) == NULL &&
        memchr(bytes.ptr, '\t', bytes.len) == NULL)
        return 0;
    const char *encoding = read_encoding_of(bytes);
    if (encoding == NULL || strncmp(encoding, "UTF-32", 6) == 0)
        return 0;
    source text = open_source(bytes, encoding);
    size_t start = mark_length(bytes);
    cut_head(&text);
    return find_separator(&text, &start) != 0 ? CONFIDENCE : 0;
}

/* reading */

typedef struct csv {
    const read_input *input;
    doc_builder *builder;
    source text;
    unsigned separator;
    int quotes;
    uint32_t line; /* of the next field */
    uint32_t record, column;
    size_t blank_records; /* that nothing has followed yet */
    uint32_t blank_line;  /* of the first of them */
    int wide, records;
    base_buf value, ref;
} csv;

static void count_lines(csv *file, size_t start, size_t end)
{
    const char *bytes = file->text.bytes.ptr;
    for (size_t i = start; i < end; i++)
        file->line += bytes[i] == '\n' ||
                      (bytes[i] == '\r' && (i + 1 >= file->text.end || bytes[i + 1] != '\n'));
}

/* The field's text without its quotes. */
static base_str value_of(csv *file, const field *at)
{
    base_str raw = base_str_n(file->text.bytes.ptr + at->start, at->end - at->start);
    if (!at->quoted)
        return raw;
    base_buf_clear(&file->value);
    size_t last = raw.len;
    while (last > 1 && raw.ptr[last - 1] != '"')
        last--;
    for (size_t i = 1; i + 1 < last; i++) {
        base_buf_add_byte(&file->value, raw.ptr[i]);
        if (raw.ptr[i] == '"' && raw.ptr[i + 1] == '"')
            i++;
        else if (raw.ptr[i] == '\r') {
            file->value.len--;
            if (raw.ptr[i + 1] != '\n')
                base_buf_add_byte(&file->value, '\n');
        }
    }
    return base_buf_str(&file->value);
}

static int add_cell(csv *file, base_str value)
{
    doc_cell_spec spec;
    doc_paragraph paragraph;
    memset(&spec, 0, sizeof(spec));
    memset(&paragraph, 0, sizeof(paragraph));
    base_buf_clear(&file->ref);
    sheet_add_name(&file->ref, file->record, file->column);
    spec.column = file->column;
    spec.place.line = file->line;
    spec.place.ref = base_buf_str(&file->ref);
    paragraph.text = value;
    paragraph.place = spec.place;
    doc_build_cell_begin(file->builder, &spec);
    doc_build_cell_paragraph(file->builder, &paragraph);
    return doc_build_cell_end(file->builder);
}

/* Blank records between others are rows; at the start and the end they are nothing. */
static void add_blank_records(csv *file)
{
    uint32_t record = file->record, line = file->line;
    file->column = 1;
    file->line = file->blank_line;
    for (; file->records && file->blank_records > 0; file->blank_records--) {
        file->record = record - (uint32_t)file->blank_records;
        doc_build_row_begin(file->builder, 0);
        add_cell(file, base_str_n("", 0));
        doc_build_row_end(file->builder);
        file->line++;
    }
    file->blank_records = 0;
    file->record = record;
    file->line = line;
}

static int is_blank_record(const csv *file, size_t at)
{
    field found;
    int quotes = file->quotes;
    do {
        found = next_field(&file->text, &at, file->separator, &quotes);
        if (!is_blank(&file->text, &found))
            return 0;
    } while (!found.last);
    return 1;
}

static int add_record(csv *file, size_t *at)
{
    field found;
    int blank = is_blank_record(file, *at);
    file->record++;
    if (blank && file->blank_records == 0)
        file->blank_line = file->line;
    if (!blank) {
        add_blank_records(file);
        doc_build_row_begin(file->builder, 0);
    }
    file->column = 0;
    do {
        size_t start = *at;
        found = next_field(&file->text, at, file->separator, &file->quotes);
        file->column++;
        if (!blank && file->column <= DOC_MAX_COLUMNS)
            add_cell(file, value_of(file, &found));
        else if (!blank)
            file->wide |= !is_blank(&file->text, &found);
        count_lines(file, start, *at);
    } while (!found.last);
    file->blank_records += (size_t)(blank && file->blank_records < MOST_BLANK);
    file->records |= !blank;
    return blank ? 0 : doc_build_row_end(file->builder);
}

static int add_problem(const csv *file, base_msg_id message, const char *first, const char *second,
                       const char *third)
{
    base_buf text;
    base_buf_init(&text);
    base_msg_add(&text, file->input->lang, message, first, second, third, NULL);
    int code = base_buf_failed(&text) ? HECHA_E_MEMORY
                                      : doc_build_problem(file->builder, base_buf_str(&text), NULL);
    base_buf_dispose(&text);
    return code;
}

static int add_problems(const csv *file, const read_text *text)
{
    char line[32], count[32];
    int code = 0;
    if (file->wide)
        code = add_problem(file, MSG_DOCX_WIDE, NULL, NULL, NULL);
    if (code != 0 || text->bad == 0)
        return code;
    snprintf(line, sizeof(line), "%u", text->first_bad[0].line);
    snprintf(count, sizeof(count), "%zu", text->bad);
    return add_problem(file, MSG_PAGE_BAD_BYTES, text->encoding, line, count);
}

static int build(csv *file, const read_text *text, hecha_err *err)
{
    base_place place;
    size_t at = 0;
    file->text = open_source(text->text, "UTF-8");
    source head = file->text;
    cut_head(&head);
    file->separator = find_separator(&head, &at);
    if (file->separator == 0)
        file->separator = ',';
    memset(&place, 0, sizeof(place));
    file->line = 1;
    count_lines(file, 0, at);
    file->record = file->line - 1;
    place.line = file->line;
    doc_build_table_begin(file->builder, &place, DOC_TABLE);
    int code = 0;
    while (code == 0 && at < file->text.end)
        code = add_record(file, &at);
    doc_build_table_end(file->builder);
    if (base_buf_failed(&file->value) || base_buf_failed(&file->ref))
        return base_err_memory(err);
    return add_problems(file, text) == HECHA_E_MEMORY ? base_err_memory(err) : 0;
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    csv file;
    read_text text;
    (void)format;
    const char *encoding = read_encoding_of(input->bytes);
    if (encoding == NULL)
        return base_err(err, HECHA_E_FORMAT, MSG_READ_UNKNOWN, NULL);
    memset(&file, 0, sizeof(file));
    file.input = input;
    file.builder = builder;
    file.quotes = 1;
    base_buf_init(&file.value);
    base_buf_init(&file.ref);
    int code = read_text_decode(input->bytes, encoding, &text, err);
    if (code == 0) {
        doc_build_encoding(builder, text.encoding);
        code = build(&file, &text, err);
    }
    read_text_dispose(&text);
    base_buf_dispose(&file.value);
    base_buf_dispose(&file.ref);
    return code;
}

const read_reader read_csv = {"csv", claims, read};
