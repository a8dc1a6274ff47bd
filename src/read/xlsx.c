#include "read/xlsx.h"

#include "base/err.h"
#include "read/limits.h"
#include "read/xlsx_reader.h"
#include "read/zip.h"

int xlsx_parse_part(xlsx_reader *reader, base_str part, const read_xml_handler *handler,
                    void *context, hecha_err *err)
{
    base_buf bytes;
    base_buf_init(&bytes);
    int code = docx_package_read(&reader->office.package, part, &bytes, err);
    if (code == HECHA_OK)
        code = read_xml_parse(base_buf_str(&bytes), part.ptr, &xlsx_vocabulary, handler, context,
                              &reader->office.input->limits, err);
    base_buf_dispose(&bytes);
    return code;
}

void xlsx_ignore_end(void *context, read_xml *xml, int id)
{
    (void)context;
    (void)xml;
    (void)id;
}

int xlsx_on(read_xml *xml, int id)
{
    base_str value;
    read_xml_attribute(xml, id, &value);
    return base_str_eq_c(value, "1") || base_str_eq_c(value, "true") || base_str_eq_c(value, "on");
}

static int claims(base_str bytes)
{
    if (!read_zip_is(bytes) || !read_zip_has(bytes, "xl/") || read_zip_has(bytes, "word/") ||
        read_zip_has(bytes, "xl/workbook.bin"))
        return 0;
    return read_zip_has(bytes, "[Content_Types].xml") || read_zip_has(bytes, "_rels/.rels") ? 95
                                                                                            : 0;
}

static void book_start(void *context, read_xml *xml, int id)
{
    xlsx_reader *reader = context;
    base_arena *arena = reader->office.arena;
    base_str value;
    if (id == XLSX_WORKBOOK_PR)
        reader->date1904 = xlsx_on(xml, XLSX_N_DATE_1904);
    if (id != XLSX_SHEET)
        return;
    xlsx_sheet *fresh = base_vec_push(&reader->sheets, arena);
    if (fresh == NULL)
        return;
    read_xml_attribute(xml, XLSX_N_NAME, &value);
    fresh->name = base_arena_str(arena, value);
    read_xml_attribute(xml, XLSX_R_ID, &value);
    fresh->relation = base_arena_str(arena, value);
    read_xml_attribute(xml, XLSX_N_STATE, &value);
    fresh->hidden = base_str_eq_c(value, "hidden") || base_str_eq_c(value, "veryHidden");
}

/* A workbook that shows nothing is one that somebody's program wrote wrong: all is read. */
static void unhide(xlsx_reader *reader)
{
    for (size_t i = 0; i < reader->sheets.count; i++) {
        const xlsx_sheet *sheet = base_vec_at(&reader->sheets, i);
        if (!sheet->hidden)
            return;
    }
    for (size_t i = 0; i < reader->sheets.count; i++) {
        xlsx_sheet *sheet = base_vec_at(&reader->sheets, i);
        sheet->hidden = 0;
    }
}

static int find_book(xlsx_reader *reader)
{
    docx_reader *office = &reader->office;
    docx_relations relations;
    int code = docx_package_relations(&office->package, base_str_n("", 0), &relations, office->err);
    if (code == HECHA_E_MEMORY)
        return code;
    const docx_relation *found = docx_relation_by_type(&relations, DOCX_RELATION_MAIN);
    office->main_part = found != NULL && docx_package_has(&office->package, found->target)
                            ? found->target
                            : base_str_c("xl/workbook.xml");
    if (docx_package_has(&office->package, office->main_part))
        return HECHA_OK;
    return code != HECHA_OK ? code : base_err(office->err, HECHA_E_FORMAT, MSG_XLSX_NO_BOOK, NULL);
}

static int read_book(xlsx_reader *reader)
{
    static const read_xml_handler handler = {book_start, xlsx_ignore_end, NULL};
    docx_reader *office = &reader->office;
    hecha_err failure = base_err_init(office->input->lang);
    int code = find_book(reader);
    if (code != HECHA_OK)
        return code;
    code =
        docx_package_relations(&office->package, office->main_part, &office->relations, &failure);
    if (code != HECHA_OK && docx_part_failed(office, &failure) != HECHA_OK)
        return office->code;
    code = xlsx_parse_part(reader, office->main_part, &handler, reader, &failure);
    if (code != HECHA_OK && reader->sheets.count > 0)
        return docx_part_failed(office, &failure);
    if (code != HECHA_OK && office->err != NULL)
        *office->err = failure;
    if (code == HECHA_OK && reader->sheets.count == 0)
        code = base_err(office->err, HECHA_E_FORMAT, MSG_XLSX_NO_BOOK, NULL);
    return code;
}

static void read_sheets(xlsx_reader *reader, int hidden)
{
    docx_reader *office = &reader->office;
    for (size_t i = 0; i < reader->sheets.count && office->code == HECHA_OK; i++) {
        const xlsx_sheet *sheet = base_vec_at(&reader->sheets, i);
        const docx_relation *relation = docx_relation_by_id(&office->relations, sheet->relation);
        if (sheet->hidden != hidden || doc_build_status(office->builder) != 0)
            continue;
        if (relation != NULL && !relation->external) {
            xlsx_sheet_read(reader, sheet, (uint32_t)i + 1, relation->target);
            continue;
        }
        base_place place;
        memset(&place, 0, sizeof(place));
        place.part = sheet->name;
        place.sheet = (uint32_t)i + 1;
        sheet_problem(&reader->book, MSG_XLSX_NO_SHEET, &place, NULL, NULL);
    }
}

static int read_parts(xlsx_reader *reader)
{
    docx_reader *office = &reader->office;
    int code = read_book(reader);
    if (code != HECHA_OK)
        return code;
    const docx_relation *strings = docx_relation_by_type(&office->relations, DOCX_RELATION_STRINGS);
    const docx_relation *styles = docx_relation_by_type(&office->relations, DOCX_RELATION_STYLES);
    if (strings != NULL)
        xlsx_strings_load(reader, strings->target);
    if (styles != NULL)
        xlsx_styles_load(reader, styles->target);
    unhide(reader);
    read_sheets(reader, 0);
    read_sheets(reader, 1);
    if (office->code != HECHA_OK)
        return office->code;
    if (reader->built == 0 && reader->failure.code != HECHA_OK) {
        if (office->err != NULL)
            *office->err = reader->failure;
        return reader->failure.code;
    }
    return HECHA_OK;
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    xlsx_reader reader;
    docx_reader *office = &reader.office;
    (void)format;
    memset(&reader, 0, sizeof(reader));
    reader.failure = base_err_init(input->lang);
    reader.book.builder = office->builder = builder;
    reader.book.lang = input->lang;
    office->input = input;
    office->err = err;
    base_vec_init(&reader.strings, sizeof(base_str));
    base_vec_init(&reader.sheets, sizeof(xlsx_sheet));
    base_vec_init(&reader.formats, sizeof(base_str));
    office->arena = base_arena_new(read_limit(input->limits.memory, READ_MEMORY));
    if (office->arena == NULL)
        return base_err_memory(err);
    int code =
        docx_package_open(&office->package, input->bytes, &input->limits, office->arena, err);
    if (code == HECHA_OK)
        code = read_parts(&reader);
    docx_package_close(&office->package);
    if (code == HECHA_OK && base_arena_failed(office->arena))
        code = base_err_memory(err);
    base_arena_free(office->arena);
    return code;
}

const read_reader read_xlsx = {"xlsx", claims, read};
