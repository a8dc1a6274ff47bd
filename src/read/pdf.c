#include "read/pdf.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/err.h"
#include "read/pdf_grid.h"
#include "read/pdf_layout.h"
#include "read/pdf_program.h"
#include "read/pdf_words.h"
#include "read/picture.h"
#include "text/utf8.h"

#define PROGRAM_MEMORY ((size_t)512 << 20)
#define LIST_BYTES ((size_t)4 << 20)
#define FEW 20 /* characters a page: a stamp or a caption beside a picture of the page */

static const char *const programs[] = {"/usr/bin/pdftotext", "/usr/local/bin/pdftotext",
                                       "/opt/homebrew/bin/pdftotext", NULL};
static const char *const arguments[] = {"-bbox", "-enc", "UTF-8", "-", "-", NULL};
static const char *const listers[] = {"/usr/bin/pdfimages", "/usr/local/bin/pdfimages",
                                      "/opt/homebrew/bin/pdfimages", NULL};
static const char *const listing[] = {"-list", "-", NULL};
static const char *const drawers[] = {"/usr/bin/pdftocairo", "/usr/local/bin/pdftocairo",
                                      "/opt/homebrew/bin/pdftocairo", NULL};
static const char *const drawing[] = {"-svg", "-noshrink", "-", "-", NULL};

/* Some programs put a line or a few bytes before the magic. */
static int claims(base_str bytes)
{
    base_str head = base_str_n(bytes.ptr, bytes.len < 1024 ? bytes.len : 1024);
    size_t at = base_str_find(head, base_str_c("%PDF-"), 0);
    if (at == BASE_STR_NONE)
        return 0;
    if (base_str_trim(base_str_n(head.ptr, at)).len == 0)
        return 100;
    char before = head.ptr[at - 1];
    return before == '\n' || before == '\r' || (unsigned char)before >= 0x80 ? 60 : 0;
}

static int has(base_str text, const char *what)
{
    return base_str_find(text, base_str_c(what), 0) != BASE_STR_NONE;
}

int read_program_run(read_program program, base_str bytes, size_t output_bytes,
                     int (*confine)(void), base_buf *output, base_buf *complaints, int *exit_status,
                     hecha_err *err)
{
    static const char *const *const paths[] = {programs, listers, drawers};
    static const char *const *const options[] = {arguments, listing, drawing};
    static const int milliseconds[] = {6000, 1000, 3000}; /* together at most 10 seconds */
    pdf_program run = {paths[program], options[program],      bytes,  output_bytes,
                       PROGRAM_MEMORY, milliseconds[program], confine};
    return pdf_program_run(&run, output, complaints, exit_status, err);
}

static int run_program(const read_input *input, read_program program, size_t output_bytes,
                       base_buf *output, base_buf *complaints, int *exit_status, hecha_err *err)
{
    const read_helper *helper = input->helper;
    base_buf_init(output);
    base_buf_init(complaints);
    if (helper == NULL)
        return read_program_run(program, input->bytes, output_bytes, NULL, output, complaints,
                                exit_status, err);
    return helper->run(helper->context, program, input->bytes, output_bytes, output, complaints,
                       exit_status, err);
}

/* Stream dictionaries are never packed, so that an image shows in the bytes. */
static int has_images(base_str bytes)
{
    return has(bytes, "/Subtype/Image") || has(bytes, "/Subtype /Image");
}

static int failed(base_str complaints, base_str bytes, int exit_status, hecha_err *err)
{
    if (has(complaints, "Incorrect password") || exit_status == 3 ||
        (has(bytes, "/Encrypt") && has(complaints, "ncrypt")))
        return base_err(err, HECHA_E_ENCRYPTED, MSG_PDF_ENCRYPTED, NULL);
    if (exit_status > 128)
        return base_err(err, HECHA_E_FORMAT, MSG_PDF_DIED, NULL);
    return base_err(err, HECHA_E_FORMAT, MSG_PDF_DAMAGED, NULL);
}

static int problem(const read_input *input, doc_builder *builder, base_msg_id message,
                   const char *argument, uint32_t page)
{
    base_buf text;
    base_place place;
    base_buf_init(&text);
    memset(&place, 0, sizeof(place));
    place.page = page;
    base_msg_add(&text, input->lang, message, argument, NULL);
    int status = base_buf_failed(&text) ? HECHA_E_MEMORY
                                        : doc_build_problem(builder, base_buf_str(&text), &place);
    base_buf_dispose(&text);
    return status;
}

static size_t characters(const pdf_pages *pages, const pdf_page *page, size_t *unknown)
{
    size_t count = 0;
    for (size_t i = 0; i < page->count; i++) {
        base_str text = pdf_word_at(pages, page->first + i)->text;
        for (size_t at = 0; at < text.len; count++) {
            uint32_t codepoint = text_utf8_next(text, &at);
            *unknown += codepoint >= 0xE000 && codepoint < 0xF900;
        }
    }
    return count;
}

/* Says which pages have next to no text although the file has pictures. */
static int judge_pages(const read_input *input, doc_builder *builder, const pdf_pages *pages)
{
    size_t all = 0, unknown = 0;
    int images = has_images(input->bytes), status = 0, said = 0;
    for (size_t i = 0; i < pages->pages.count && status == 0; i++) {
        const pdf_page *page = base_vec_at(&pages->pages, i);
        size_t count = characters(pages, page, &unknown);
        char number[24];
        all += count;
        if (!images || page->pictures == 0 || count >= FEW || said >= 20)
            continue;
        snprintf(number, sizeof(number), "%zu", i + 1);
        status = problem(input, builder, MSG_PDF_PAGE_PICTURE, number, (uint32_t)(i + 1));
        said++;
    }
    if (status == 0 && unknown * 10 > all)
        status = problem(input, builder, MSG_PDF_FONTS, "", 0);
    return status;
}

/* What pdftotext said of a file that it read nevertheless. */
static int judge_complaints(const read_input *input, doc_builder *builder, base_str complaints)
{
    if (has(complaints, "Missing language pack"))
        return problem(input, builder, MSG_PDF_LANGUAGE, "", 0);
    if (has(complaints, "Syntax Error") || has(complaints, "Internal Error"))
        return problem(input, builder, MSG_PDF_PART, "", 0);
    return 0;
}

/* The blank-separated words of a line, as pointers into it. */
static size_t words_of(char *line, char *words[], size_t most)
{
    size_t count = 0;
    while (count < most) {
        line += strspn(line, " \r");
        if (*line == '\0')
            break;
        words[count++] = line;
        line += strcspn(line, " \r");
        if (*line != '\0')
            *line++ = '\0';
    }
    return count;
}

/* One line of `pdfimages -list`: page, number, type, width, height, six or seven more, then
 * x-ppi, y-ppi, size, ratio. */
static void mark_picture(pdf_pages *pages, base_str line)
{
    char text[256], *words[20];
    read_picture_size size;
    if (line.len >= sizeof(text))
        return;
    memcpy(text, line.ptr, line.len);
    text[line.len] = '\0';
    size_t count = words_of(text, words, sizeof(words) / sizeof(words[0]));
    unsigned long page = count >= 15 ? strtoul(words[0], NULL, 10) : 0;
    if (page < 1 || page > pages->pages.count)
        return;
    pdf_page *shown = base_vec_at(&pages->pages, page - 1);
    double across = strtod(words[count - 4], NULL), down = strtod(words[count - 3], NULL);
    shown->pictures = 1;
    if (strcmp(words[2], "image") != 0 || across <= 0 || down <= 0)
        return;
    size.width = strtod(words[3], NULL) * 72 / across;
    size.height = strtod(words[4], NULL) * 72 / down;
    if (read_picture_counts(base_str_n("", 0), size) && size.height > 0 &&
        (shown->picture <= 0 || size.height < shown->picture))
        shown->picture = size.height;
}

static void set_pictures(pdf_pages *pages, int value)
{
    for (size_t i = 0; i < pages->pages.count; i++)
        ((pdf_page *)base_vec_at(&pages->pages, i))->pictures = value;
}

/* Asks which pages show pictures. Without the program, or where it fails, that stays unknown. */
static int find_pictures(const read_input *input, pdf_pages *pages)
{
    base_buf list, complaints;
    int exit_status = 0;
    if (!has_images(input->bytes))
        return 0;
    int status =
        run_program(input, READ_PDFIMAGES, LIST_BYTES, &list, &complaints, &exit_status, NULL);
    base_str rest = base_buf_str(&list);
    set_pictures(pages, status == 0 && exit_status == 0 ? 0 : PDF_UNKNOWN);
    while (status == 0 && rest.len > 0) {
        size_t end = base_str_find(rest, base_str_c("\n"), 0);
        end = end == BASE_STR_NONE ? rest.len : end;
        mark_picture(pages, base_str_n(rest.ptr, end));
        rest = base_str_from(rest, end + 1);
    }
    base_buf_dispose(&list);
    base_buf_dispose(&complaints);
    return status == HECHA_E_MEMORY ? status : 0;
}

/* The tables framed by lines. Without the program, or where it fails, none: words tell them. */
static int find_grids(const read_input *input, base_arena *arena, pdf_pages *pages, base_vec *out)
{
    pdf_rules rules;
    base_buf drawn, complaints;
    int exit_status = 0;
    base_vec_init(out, sizeof(pdf_grid));
    int status = run_program(input, READ_PDFTOCAIRO, input->limits.part_bytes, &drawn, &complaints,
                             &exit_status, NULL);
    if (status == 0 && exit_status == 0) {
        status = pdf_rules_read(arena, base_buf_str(&drawn), pages, &rules);
        if (status == 0)
            status = pdf_grids_find(arena, &rules, pages, out);
    }
    base_buf_dispose(&drawn);
    base_buf_dispose(&complaints);
    return status == HECHA_E_MEMORY ? status : 0;
}

static int read_words(const read_input *input, base_arena *arena, doc_builder *builder,
                      base_str xhtml, base_str complaints, hecha_err *err)
{
    pdf_pages pages;
    base_vec grids;
    int status = pdf_words_read(arena, xhtml, &pages, err);
    if (status != 0)
        return status;
    if (pages.words.count == 0)
        return base_err(err, HECHA_E_UNSUPPORTED, MSG_PDF_SCANNED, NULL);
    status = find_pictures(input, &pages);
    if (status == 0)
        status = judge_pages(input, builder, &pages);
    if (status == 0)
        status = find_grids(input, arena, &pages, &grids);
    if (status == 0)
        status = pdf_layout_build(arena, &pages, &grids, builder, err);
    if (status == 0)
        status = judge_complaints(input, builder, complaints);
    return status == HECHA_E_MEMORY ? base_err_memory(err) : status;
}

static int read(const read_input *input, doc_builder *builder, const char **format, hecha_err *err)
{
    base_buf xhtml, complaints;
    int exit_status = 0;
    (void)format;
    base_arena *arena = base_arena_new(input->limits.memory);
    base_buf_init(&xhtml);
    base_buf_init(&complaints);
    if (arena == NULL)
        return base_err_memory(err);
    int status = run_program(input, READ_PDFTOTEXT, input->limits.part_bytes, &xhtml, &complaints,
                             &exit_status, err);
    if (status == 0 && exit_status != 0 && !has(base_buf_str(&xhtml), "<word "))
        status = failed(base_buf_str(&complaints), input->bytes, exit_status, err);
    else if (status == 0)
        status =
            read_words(input, arena, builder, base_buf_str(&xhtml), base_buf_str(&complaints), err);
    if (status == 0 && exit_status != 0)
        status = problem(input, builder, MSG_PDF_PART, "", 0);
    base_buf_dispose(&xhtml);
    base_buf_dispose(&complaints);
    base_arena_free(arena);
    return status;
}

const read_reader read_pdf = {"pdf", claims, read};
