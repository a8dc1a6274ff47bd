#include "read/csv_split.h"

#define MOST_COLUMNS 256u           /* that are told apart when claiming */
#define LOOKED_AT ((size_t)1 << 20) /* bytes that decide */
#define LONG_LINE 120u              /* bytes: a line without a separator that is prose */
#define SHORT_LINE 30u              /* bytes */

/* code units */

static unsigned unit(const csv_source *text, size_t at)
{
    if (at + text->step > text->end)
        return 0;
    if (text->step == 2 && text->bytes.ptr[at + 1 - text->low] != 0)
        return 0x100; /* some other character */
    return (unsigned char)text->bytes.ptr[at + text->low];
}

csv_source csv_open(base_str bytes, const char *encoding)
{
    csv_source text = {bytes, 1, 0, bytes.len};
    if (strncmp(encoding, "UTF-16", 6) == 0) {
        text.step = 2;
        text.low = strcmp(encoding, "UTF-16BE") == 0;
    }
    return text;
}

static int is_end(const csv_source *text, size_t at)
{
    return at + text->step > text->end;
}

/* fields */

/* Behind the quote that closes a field, or 0: it is followed by a separator or the line's end. */
static size_t closing_quote(const csv_source *text, size_t at, unsigned separator)
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

/* The separator or line end from a position on, or the text's end. */
static size_t skip_value(const csv_source *text, size_t at, unsigned separator)
{
    if (text->step == 1) { /* nearly all files */
        const unsigned char *bytes = (const unsigned char *)text->bytes.ptr;
        while (at < text->end && bytes[at] != separator && bytes[at] != '\n' && bytes[at] != '\r')
            at++;
        return at;
    }
    for (; !is_end(text, at); at += text->step) {
        unsigned code = unit(text, at);
        if (code == separator || code == '\n' || code == '\r')
            break;
    }
    return at;
}

csv_field csv_next_field(const csv_source *text, size_t *at, unsigned separator, int *quotes)
{
    csv_field found = {*at, *at, 0, 1};
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
    scan = skip_value(text, scan, separator);
    unsigned code = unit(text, scan);
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

static int is_figure(const csv_source *text, const csv_field *at)
{
    size_t digits = 0;
    for (size_t i = at->start; i < at->end; i += text->step) {
        unsigned code = unit(text, i);
        digits += code >= '0' && code <= '9';
        if ((code < '0' || code > '9') &&
            (code == 0 || code >= 0x80 || strchr(".,%+- \"'=", (int)code) == NULL))
            return 0;
    }
    return digits > 0;
}

int csv_is_blank(const csv_source *text, const csv_field *at)
{
    for (size_t i = at->start; i < at->end; i += text->step) {
        unsigned code = unit(text, i);
        if (code != ' ' && code != '\t' && code != '"')
            return 0;
    }
    return 1;
}

/* A line without a separator: a sentence (with a full stop in UTF-8 or GB18030), or a long one. */
static int is_prose(const csv_source *text, size_t start, size_t end)
{
    base_str line = base_str_n(text->bytes.ptr + start, end - start);
    if (line.len > LONG_LINE * text->step)
        return 1;
    return line.len > SHORT_LINE &&
           (base_str_find(line, base_str_c("\xE3\x80\x82"), 0) != BASE_STR_NONE ||
            base_str_find(line, base_str_c("\xA1\xA3"), 0) != BASE_STR_NONE);
}

/* Counts the fields of one record; in the second pass, with `seen` set, what its columns hold. */
static size_t survey_record(const csv_source *text, size_t *at, unsigned separator, int *quotes,
                            survey *seen, int *blank)
{
    size_t count = 0, start = *at;
    csv_field found;
    *blank = 1;
    do {
        found = csv_next_field(text, at, separator, quotes);
        int empty = csv_is_blank(text, &found);
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
static void count_fields(const csv_source *text, size_t start, unsigned separator, survey *seen)
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
static size_t score(const csv_source *text, size_t start, unsigned separator)
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

/* Several tables in a file, of as many columns as each needs: a table is a run of records of one
 * width, often with blank records or title lines between. */
typedef struct run_survey {
    survey seen;
    size_t width, length; /* of the open run */
    size_t lines, quoted; /* of the file: records, blank ones aside; fields in quotes */
    size_t in_runs, points;
    int broken; /* a record is too wide */
} run_survey;

static void run_end(run_survey *file)
{
    survey *seen = &file->seen;
    seen->fields = file->width;
    if (file->length > 1 && file->width > 2 && (has_figures(seen) || seen->quoted > 0)) {
        file->in_runs += file->length;
        file->points += file->length * file->width;
    }
    file->quoted += seen->quoted;
    seen->quoted = file->width = file->length = 0;
    size_t used = seen->fields > 0 ? seen->fields : 1; /* lines of one field have a column, too */
    memset(seen->figures, 0, sizeof(seen->figures[0]) * used);
    memset(seen->filled, 0, sizeof(seen->filled[0]) * used);
}

static void run_add(run_survey *file, size_t count, int blank)
{
    size_t width = blank || count == 1 || count >= MOST_COLUMNS ? 0 : count;
    file->lines += !blank;
    file->broken |= count >= MOST_COLUMNS;
    if (width != file->width)
        run_end(file);
    file->width = width;
    file->length += width > 0;
}

static size_t score_runs(const csv_source *text, size_t start, unsigned separator)
{
    run_survey file;
    int quotes = 1, blank;
    size_t at = start;
    memset(&file, 0, sizeof(file));
    while (!is_end(text, at) && !file.broken && !file.seen.prose) {
        size_t ahead = at;
        int ahead_quotes = quotes;
        size_t count = survey_record(text, &ahead, separator, &ahead_quotes, NULL, &blank);
        run_add(&file, count, blank);
        survey_record(text, &at, separator, &quotes, &file.seen, &blank);
    }
    run_end(&file);
    if (file.broken || file.seen.prose || file.in_runs * 5 < file.lines * 3)
        return 0;
    return separator == '\t' && file.quoted == 0 ? 0 : file.points;
}

/* The separator that a first line `sep=;` states, 0 if there is none; *start is behind it. */
static unsigned stated_separator(const csv_source *text, size_t *start)
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

unsigned csv_find_separator(const csv_source *text, size_t *start)
{
    static const char separators[] = {'\t', ';', ','};
    unsigned stated = stated_separator(text, start), best = 0;
    size_t most = 0;
    if (stated != 0)
        return stated;
    for (size_t i = 0; i < sizeof(separators); i++) {
        unsigned separator = (unsigned char)separators[i];
        if (memchr(text->bytes.ptr, separators[i], text->end) == NULL)
            continue;
        size_t points = score(text, *start, separator);
        if (points == 0)
            points = score_runs(text, *start, separator);
        if (points > most) {
            most = points;
            best = separator;
        }
    }
    return best;
}

size_t csv_mark_length(base_str bytes)
{
    if (base_str_starts(bytes, base_str_c("\xEF\xBB\xBF")))
        return 3;
    return base_str_starts(bytes, base_str_n("\xFF\xFE", 2)) ||
                   base_str_starts(bytes, base_str_n("\xFE\xFF", 2))
               ? 2
               : 0;
}

/* Whole lines. */
void csv_cut_head(csv_source *text)
{
    if (text->bytes.len <= LOOKED_AT)
        return;
    text->end = LOOKED_AT;
    while (text->end > LOOKED_AT / 2 && unit(text, text->end - text->step) != '\n')
        text->end -= text->step;
}

unsigned csv_separator(const csv_source *text, size_t *start)
{
    csv_source head = *text;
    csv_cut_head(&head);
    unsigned found = csv_find_separator(&head, start);
    return found != 0 ? found : ',';
}

void csv_add_value(base_buf *out, base_str raw)
{
    size_t last = raw.len;
    while (last > 1 && raw.ptr[last - 1] != '"')
        last--;
    for (size_t i = 1; i + 1 < last; i++) {
        base_buf_add_byte(out, raw.ptr[i]);
        if (raw.ptr[i] == '"' && raw.ptr[i + 1] == '"')
            i++;
        else if (raw.ptr[i] == '\r') {
            out->len--;
            if (raw.ptr[i + 1] != '\n')
                base_buf_add_byte(out, '\n');
        }
    }
}
