#include "read/csv.h"

#include <stdio.h>

#include "base/err.h"
#include "read/csv_split.h"
#include "read/encoding.h"
#include "read/sheet.h"

#define CONFIDENCE 50
#define MOST_BLANK 1000u /* blank records in a row that are kept */

static int claims(base_str bytes)
{
    if (memchr(bytes.ptr, ',', bytes.len) == NULL && memchr(bytes.ptr, ';', bytes.len) == NULL &&
        memchr(bytes.ptr, '\t', bytes.len) == NULL)
        return 0;
    const char *encoding = read_encoding_of(bytes);
    if (encoding == NULL || strncmp(encoding, "UTF-32", 6) == 0)
        return 0;
    csv_source text = csv_open(bytes, encoding);
    size_t start = csv_mark_length(bytes);
    csv_cut_head(&text);
    return csv_find_separator(&text, &start) != 0 ? CONFIDENCE : 0;
}

typedef struct csv {
    const read_input *input;
    doc_builder *builder;
    csv_source text;
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

static int is_digits(base_str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if ((text.ptr[i] < '0' || text.ptr[i] > '9') && text.ptr[i] != '.' && text.ptr[i] != ',')
            return 0;
    }
    return text.len > 0;
}

/* ="007" and '007: a figure that a spreadsheet is to keep as it is. */
static base_str unprotected(base_str value)
{
    base_str text = base_str_trim(value);
    if (text.len > 2 && text.ptr[0] == '=' && text.ptr[1] == '"' && text.ptr[text.len - 1] == '"' &&
        memchr(text.ptr + 2, '"', text.len - 3) == NULL)
        return base_str_n(text.ptr + 2, text.len - 3);
    if (text.len > 1 && text.ptr[0] == '\'' && is_digits(base_str_from(text, 1)))
        return base_str_from(text, 1);
    return value;
}

static base_str value_of(csv *file, const csv_field *at)
{
    base_str raw = base_str_n(file->text.bytes.ptr + at->start, at->end - at->start);
    if (!at->quoted)
        return unprotected(raw);
    base_buf_clear(&file->value);
    csv_add_value(&file->value, raw);
    return unprotected(base_buf_str(&file->value));
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
    csv_field found;
    int quotes = file->quotes;
    do {
        found = csv_next_field(&file->text, &at, file->separator, &quotes);
        if (!csv_is_blank(&file->text, &found))
            return 0;
    } while (!found.last);
    return 1;
}

static int add_record(csv *file, size_t *at)
{
    csv_field found;
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
        found = csv_next_field(&file->text, at, file->separator, &file->quotes);
        file->column++;
        if (!blank && file->column <= DOC_MAX_COLUMNS)
            add_cell(file, value_of(file, &found));
        else if (!blank)
            file->wide |= !csv_is_blank(&file->text, &found);
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
    file->text = csv_open(text->text, "UTF-8");
    file->separator = csv_separator(&file->text, &at);
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
