/* Property pages, single property modifiers and styles: MS-DOC 2.9.22 ff, 2.6, 2.9.271. */
#include "base/err.h"
#include "read/word97.h"

#define STYLE_SHEET 1u
#define PAGE 512u
#define MAX_BASES 16
/* Bytes of property lists: lists may name each other, and each paragraph name the longest. */
#define MOST_BYTES ((size_t)64 << 20)
#define MOST_A_BYTE 64u /* and for each byte of the streams they stand in */

/* The next property: its code and operand. 0 at the end or where the list is cut off. */
static int next_sprm(base_str list, size_t *at, uint32_t *code, base_str *operand)
{
    static const size_t sizes[8] = {1, 1, 2, 4, 2, 2, 0, 3};
    if (list.len < 2 || *at > list.len - 2)
        return 0;
    *code = read_u16(list, *at);
    size_t start = *at + 2, length = sizes[*code >> 13];
    if (*code >> 13 == 6) {
        length = read_u8(list, start++);
        if (*code == 0xD608) { /* sprmTDefTable: two bytes, one too many */
            length = read_u16(list, start - 1);
            length = length > 0 ? length - 1 : 0;
            start++;
        } else if (*code == 0xC615 && length == 255) { /* sprmPChgTabs: its size is in it */
            size_t deleted = read_u8(list, start);
            length = 2 + 4 * deleted + 3 * (size_t)read_u8(list, start + 1 + 4 * deleted);
        }
    }
    *operand = read_piece(list, start, length);
    if (operand->len < length && start < list.len)
        return 0;
    *at = start + length;
    return 1;
}

static void apply_vertical_merge(word97_pap *pap, base_str operand)
{
    uint32_t column = read_u8(operand, 0);
    if (operand.len >= 2 && column < WORD97_MAX_COLUMNS)
        pap->merged_below[column] = (uint8_t)(read_u8(operand, 1) + 1);
}

/* 1 if a list of the length may be gone through. */
static int allows(word97 *word, size_t length)
{
    size_t most = MOST_BYTES + MOST_A_BYTE * (word->main.len + word->data.len);
    word->too_much |= length > most - word->gone_through;
    if (!word->too_much)
        word->gone_through += length;
    return !word->too_much;
}

static void apply_paragraph(word97 *word, word97_pap *pap, base_str list, int huge_allowed)
{
    size_t at = 0;
    uint32_t code;
    base_str operand;
    if (!allows(word, list.len))
        return;
    while (next_sprm(list, &at, &code, &operand)) {
        uint32_t value = read_u8(operand, 0);
        switch (code) {
        case 0x2416:
            pap->in_table = value != 0;
            break;
        case 0x2417:
            pap->row_end = value != 0;
            break;
        case 0x244B:
            pap->inner_cell = value != 0;
            break;
        case 0x244C:
            pap->inner_row_end = value != 0;
            break;
        case 0x6649:
            pap->depth = (int)(read_u32(operand, 0) & 0x7FFFFFFF);
            break;
        case 0x2640:
            pap->outline = (int)value;
            break;
        case 0x260A:
            pap->level = value;
            break;
        case 0x460B:
            pap->list = read_u16(operand, 0);
            break;
        case 0xD608:
            pap->definition = operand;
            break;
        case 0xD62B:
            apply_vertical_merge(pap, operand);
            break;
        case 0x5624:
            pap->merge_first = (uint8_t)value;
            pap->merge_end = (uint8_t)read_u8(operand, 1);
            break;
        case 0x6645:
        case 0x6646: /* a list too long for its page */
            if (huge_allowed) {
                uint32_t where = read_u32(operand, 0);
                apply_paragraph(
                    word, pap,
                    read_piece(word->data, (size_t)where + 2, read_u16(word->data, where)), 0);
            }
            break;
        default:
            break;
        }
    }
}

/* The page of an offset, and in it the index of its run; BASE_STR_NONE if there is none. */
static size_t find_run(const word97 *word, const word97_bins *bins, uint32_t offset, base_str *page)
{
    size_t low = 0, high = bins->count;
    while (low < high) { /* the last bin that starts at or before the offset */
        size_t middle = (low + high) / 2;
        if (read_u32(bins->plc, 4 * middle) <= offset)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == 0)
        return BASE_STR_NONE;
    uint32_t number = read_u32(bins->plc, 4 * (bins->count + 1) + 4 * (low - 1)) & 0x3FFFFF;
    *page = read_piece(word->main, (size_t)number * PAGE, PAGE);
    size_t runs = page->len == PAGE ? read_u8(*page, PAGE - 1) : 0;
    size_t first = 0, last = runs;
    while (first < last) {
        size_t middle = (first + last) / 2;
        if (read_u32(*page, 4 * middle) <= offset)
            first = middle + 1;
        else
            last = middle;
    }
    if (first == 0 || offset >= read_u32(*page, 4 * first))
        return BASE_STR_NONE;
    return first - 1;
}

static void apply_style(word97 *word, word97_pap *pap, uint32_t style)
{
    uint32_t chain[MAX_BASES];
    size_t depth = 0;
    while (style < word->style_count && depth < MAX_BASES) {
        chain[depth++] = style;
        style = word->styles[style].base;
    }
    while (depth > 0) {
        const word97_style *one = &word->styles[chain[--depth]];
        if (one->sti >= 1 && one->sti <= 9)
            pap->outline = (int)one->sti - 1;
        apply_paragraph(word, pap, one->papx, 0);
    }
}

/* A fast-saved piece changes properties of all its paragraphs. */
static void apply_modifier(word97 *word, word97_pap *pap)
{
    uint32_t prm = word->pieces[word->piece].prm;
    if ((prm & 1) == 0) {
        uint32_t name = prm >> 1 & 0x7F, value = prm >> 8;
        if (name == 0x18)
            pap->in_table = value != 0;
        else if (name == 0x19)
            pap->row_end = value != 0;
        return;
    }
    size_t at = 0;
    for (uint32_t index = prm >> 1; at < word->clx.len && word->clx.ptr[at] == 1 && allows(word, 3);
         index--) {
        size_t length = read_u16(word->clx, at + 1);
        if (index == 0) {
            apply_paragraph(word, pap, read_piece(word->clx, at + 3, length), 1);
            return;
        }
        at += 3 + length;
    }
}

word97_pap word97_paragraph_at(word97 *word, uint32_t offset)
{
    word97_pap pap;
    base_str page = {NULL, 0};
    memset(&pap, 0, sizeof(pap));
    pap.outline = 9;
    size_t run = find_run(word, &word->paragraphs, offset, &page);
    if (run != BASE_STR_NONE) {
        size_t runs = read_u8(page, PAGE - 1);
        size_t at = 2 * (size_t)read_u8(page, 4 * (runs + 1) + 13 * run);
        size_t length = read_u8(page, at);
        if (length > 0)
            length = 2 * length - 1;
        else
            length = 2 * (size_t)read_u8(page, ++at);
        base_str list = at > 0 ? read_piece(page, at + 1, length) : base_str_n(NULL, 0);
        pap.style = read_u16(list, 0);
        apply_style(word, &pap, pap.style);
        apply_paragraph(word, &pap, base_str_from(list, 2), 1);
    }
    apply_modifier(word, &pap);
    if (pap.in_table && pap.depth <= 0)
        pap.depth = 1;
    if (!pap.in_table)
        pap.depth = 0;
    return pap;
}

int word97_paragraph_ends(word97 *word, uint32_t offset, uint32_t width)
{
    base_str page = {NULL, 0};
    size_t run = find_run(word, &word->paragraphs, offset, &page);
    return run != BASE_STR_NONE && read_u32(page, 4 * (run + 1)) == offset + width;
}

static void apply_character(word97_chp *chp, base_str list)
{
    size_t at = 0;
    uint32_t code;
    base_str operand;
    while (next_sprm(list, &at, &code, &operand)) {
        int on = read_u8(operand, 0) != 0;
        switch (code) {
        case 0x0800:
            chp->deleted = on;
            break;
        case 0x0801:
            chp->inserted = on;
            break;
        case 0x083C:
            chp->hidden = on;
            break;
        case 0x0855:
            chp->special = on;
            break;
        case 0x0806:
            chp->is_data = on;
            break;
        case 0x6A03:
            chp->picture = read_u32(operand, 0);
            chp->has_picture = 1;
            break;
        case 0x4863:
            chp->author = read_u16(operand, 0);
            break;
        case 0x6A09:
            chp->symbol = read_u16(operand, 2);
            break;
        default:
            break;
        }
    }
}

const word97_chp *word97_run_at(word97 *word, uint32_t offset)
{
    word97_chp *chp = &word->run;
    base_str page = {NULL, 0};
    if (offset >= chp->from && offset < chp->to)
        return chp;
    memset(chp, 0, sizeof(*chp));
    size_t run = find_run(word, &word->characters, offset, &page);
    if (run == BASE_STR_NONE)
        return chp;
    size_t runs = read_u8(page, PAGE - 1);
    size_t at = 2 * (size_t)read_u8(page, 4 * (runs + 1) + run);
    chp->from = read_u32(page, 4 * run);
    chp->to = read_u32(page, 4 * (run + 1));
    if (at > 0 && allows(word, read_u8(page, at)))
        apply_character(chp, read_piece(page, at + 1, read_u8(page, at)));
    return chp;
}

/* STD: fixed part, name, then the property lists; a paragraph style's first one is its own. */
static void read_style(word97_style *style, base_str std, size_t fixed)
{
    style->base = 0xFFF;
    if (std.len < 10)
        return;
    style->sti = read_u16(std, 0) & 0xFFF;
    style->base = read_u16(std, 2) >> 4;
    int paragraph = (read_u16(std, 2) & 0xF) == 1;
    size_t at = fixed + 2 + 2 * ((size_t)read_u16(std, fixed) + 1);
    at += at & 1;
    if (paragraph)
        style->papx = base_str_from(read_piece(std, at + 2, read_u16(std, at)), 2);
}

int word97_read_styles(word97 *word)
{
    base_str sheet = word97_structure(word, STYLE_SHEET);
    size_t header = read_u16(sheet, 0), count = read_u16(sheet, 2), fixed = read_u16(sheet, 4);
    size_t at = 2 + header;
    if (fixed < 10)
        fixed = 10;
    if (count > 4095)
        count = 4095;
    word->styles = base_arena_array(word->arena, count + 1, sizeof(*word->styles));
    if (word->styles == NULL)
        return base_err_memory(word->err);
    while (word->style_count < count && at < sheet.len) {
        size_t length = read_u16(sheet, at);
        read_style(&word->styles[word->style_count++], read_piece(sheet, at + 2, length), fixed);
        at += 2 + length;
    }
    return 0;
}
