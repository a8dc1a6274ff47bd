#include "doc/signature.h"

#include "text/class.h"
#include "text/utf8.h"

#define LINE_LONGEST 240u  /* bytes of a line that is looked at */
#define AGENCY_LONGEST 30u /* code points */

static int is_mark(uint32_t codepoint)
{
    switch (codepoint) {
    case 0x3002: /* 。 */
    case 0xFF0C:
    case 0xFF1A:
    case 0xFF1B:
    case 0xFF01:
    case 0xFF1F:
    case ',':
    case ':':
    case ';':
    case '.':
        return 1;
    default:
        return 0;
    }
}

/* Cuts （盖章） and （公章） off the end. */
static base_str without_seal(base_str text)
{
    static const char *const seals[] = {"（盖章）", "(盖章)", "（公章）",
                                        "(公章)",   "（章）", "(章)"};
    for (size_t i = 0; i < sizeof(seals) / sizeof(seals[0]); i++)
        if (base_str_ends(text, base_str_c(seals[i])))
            text.len -= strlen(seals[i]);
    return text_trim(text);
}

static int is_agency(base_str text)
{
    size_t at = 0, han = 0;
    if (text.len == 0 || text.len > LINE_LONGEST || text_utf8_length(text) > AGENCY_LONGEST)
        return 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (is_mark(codepoint))
            return 0;
        han += text_is_han(codepoint) != 0;
    }
    return han >= 2;
}

static int is_plain(const doc_block *block)
{
    return block != NULL && block->kind == DOC_PARAGRAPH && block->number.len == 0;
}

/* The organ of a line of its own; empty: it is none. */
static base_str agency_of(const doc_block *block)
{
    base_str none = {NULL, 0};
    text_date date;
    if (!is_plain(block))
        return none;
    base_str text = without_seal(text_trim(block->text.normal.text));
    if (!is_agency(text) || text_date_next(text, 0, &date))
        return none;
    return text;
}

/* 1 if nothing but brackets and a full stop is left. */
static int is_nothing(base_str text)
{
    size_t at = 0;
    while (at < text.len) {
        uint32_t codepoint = text_utf8_next(text, &at);
        if (!text_is_open(codepoint) && !text_is_close(codepoint) && codepoint != 0x3002 &&
            !text_is_space(codepoint))
            return 0;
    }
    return 1;
}

/* 1 if the line is a date with a day, or an organ and such a date. */
static int read_line(const doc_block *block, text_date *date, base_str *agency)
{
    base_str text = block->text.normal.text;
    *agency = base_str_n(NULL, 0);
    if (!is_plain(block) || text.len > LINE_LONGEST || !text_date_next(text, 0, date) ||
        date->year == 0 || date->month == 0 || !is_nothing(base_str_from(text, date->end)))
        return 0;
    base_str head = base_str_n(text.ptr, date->start);
    if (is_nothing(head))
        return 1;
    while (head.len > 0) {
        size_t at = head.len;
        uint32_t codepoint = text_utf8_previous(head, &at);
        if (!text_is_open(codepoint) && !text_is_space(codepoint))
            break;
        head.len = at;
    }
    *agency = without_seal(text_trim(head));
    return is_agency(*agency) && date->day != 0;
}

int doc_signature_find(const doc *document, doc_signature *out)
{
    const doc_block *before = NULL;
    int found = 0, behind_heading = 0;
    memset(out, 0, sizeof(*out));
    for (const doc_block *block = document->first; block != NULL; block = doc_next(block)) {
        text_date date;
        base_str agency;
        behind_heading |= block->kind == DOC_HEADING;
        if (behind_heading && read_line(block, &date, &agency)) {
            found = 1;
            out->date = date;
            out->date_block = block;
            out->agency = agency.len > 0 ? agency : agency_of(before);
            out->agency_block = agency.len > 0 ? block : before;
            if (out->agency.len == 0) {
                out->agency_block = doc_next(block);
                out->agency = agency_of(out->agency_block);
            }
            if (out->agency.len == 0)
                out->agency_block = NULL;
        }
        before = block;
    }
    return found;
}
