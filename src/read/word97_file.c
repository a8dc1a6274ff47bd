/* FIB, streams and the piece table: MS-DOC 2.5, 2.8.35, 2.9.38. */
#include "base/err.h"
#include "read/word97.h"

#define FIB_OFFSETS 0x9A
#define CLX 33u
#define BTE_CHPX 12u
#define BTE_PAPX 13u

base_str word97_structure(const word97 *word, uint32_t index)
{
    size_t at = FIB_OFFSETS + 8 * (size_t)index;
    return read_piece(word->table, read_u32(word->main, at), read_u32(word->main, at + 4));
}

static int refuse(word97 *word, hecha_code code, base_msg_id message)
{
    return base_err(word->err, code, message, NULL);
}

static int read_fib(word97 *word)
{
    uint32_t magic = read_u16(word->main, 0), flags = read_u16(word->main, 0x0A);
    if (magic == 0xA5DC || magic == 0xA5DB || magic == 0xA59B || magic == 0xA59C)
        return refuse(word, HECHA_E_UNSUPPORTED, MSG_WORD95);
    if (magic != 0xA5EC)
        return refuse(word, HECHA_E_FORMAT, MSG_WORD_DAMAGED);
    if (flags & 0x0100)
        return refuse(word, HECHA_E_ENCRYPTED, MSG_DOC_ENCRYPTED);
    word->cp_text = read_u32(word->main, 0x4C);
    word->cp_footnotes = read_u32(word->main, 0x50);
    word->cp_headers = read_u32(word->main, 0x54);
    word->cp_comments = read_u32(word->main, 0x5C);
    word->cp_endnotes = read_u32(word->main, 0x60);
    word->cp_boxes = read_u32(word->main, 0x64);
    return 0;
}

/* Finds the Pcdt behind the Prc entries of the Clx. */
static base_str piece_table(base_str clx)
{
    size_t at = 0;
    while (at < clx.len && clx.ptr[at] == 1)
        at += 3 + read_u16(clx, at + 1);
    if (at >= clx.len || clx.ptr[at] != 2)
        return base_str_n(NULL, 0);
    return read_piece(clx, at + 5, read_u32(clx, at + 1));
}

static int read_pieces(word97 *word)
{
    word->clx = word97_structure(word, CLX);
    base_str plc = piece_table(word->clx);
    size_t count = plc.len >= 16 ? (plc.len - 4) / 12 : 0;
    if (count == 0)
        return refuse(word, HECHA_E_FORMAT, MSG_WORD_DAMAGED);
    word->pieces = base_arena_array(word->arena, count, sizeof(*word->pieces));
    if (word->pieces == NULL)
        return base_err_memory(word->err);
    for (size_t i = 0; i < count; i++) {
        word97_piece *piece = &word->pieces[word->piece_count];
        size_t at = (count + 1) * 4 + i * 8;
        uint32_t offset = read_u32(plc, at + 2);
        piece->cp_start = read_u32(plc, 4 * i);
        piece->cp_end = read_u32(plc, 4 * (i + 1));
        piece->compressed = (offset & 0x40000000u) != 0;
        piece->offset = offset & 0x3FFFFFFFu;
        if (piece->compressed)
            piece->offset /= 2;
        piece->prm = read_u16(plc, at + 6);
        uint32_t previous = word->piece_count ? piece[-1].cp_end : 0;
        if (piece->cp_end <= piece->cp_start || piece->cp_start != previous)
            break; /* the rest cannot be placed */
        word->piece_count++;
    }
    return word->piece_count > 0 ? 0 : refuse(word, HECHA_E_FORMAT, MSG_WORD_DAMAGED);
}

static word97_bins read_bins(const word97 *word, uint32_t index)
{
    word97_bins bins;
    bins.plc = word97_structure(word, index);
    bins.count = bins.plc.len >= 12 ? (bins.plc.len - 4) / 8 : 0;
    return bins;
}

/* Characters a stream can hold at all: nothing is believed beyond. */
static void clamp_text(word97 *word)
{
    uint32_t end = word->pieces[word->piece_count - 1].cp_end;
    if (end > word->main.len)
        end = (uint32_t)word->main.len;
    if (word->cp_text > end)
        word->cp_text = end;
}

int word97_open(word97 *word)
{
    int status = read_fib(word);
    if (status == 0)
        status = read_pieces(word);
    if (status != 0)
        return status;
    word->paragraphs = read_bins(word, BTE_PAPX);
    word->characters = read_bins(word, BTE_CHPX);
    clamp_text(word);
    return 0;
}

/* cp1252 where it differs from Latin-1. */
static uint32_t from_cp1252(uint32_t byte)
{
    static const uint16_t high[32] = {
        0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
        0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
        0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};
    return byte >= 0x80 && byte < 0xA0 ? high[byte - 0x80] : byte;
}

static const word97_piece *find_piece(word97 *word, uint32_t cp)
{
    const word97_piece *piece = &word->pieces[word->piece];
    if (cp >= piece->cp_start && cp < piece->cp_end)
        return piece;
    size_t low = 0, high = word->piece_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (cp >= word->pieces[middle].cp_end)
            low = middle + 1;
        else
            high = middle;
    }
    if (low == word->piece_count)
        return NULL;
    word->piece = low;
    return &word->pieces[low];
}

uint32_t word97_character(word97 *word, uint32_t cp, uint32_t *offset, int *found)
{
    const word97_piece *piece = find_piece(word, cp);
    *found = 0;
    if (piece == NULL)
        return 0;
    size_t at = piece->offset + (size_t)(cp - piece->cp_start) * (piece->compressed ? 1 : 2);
    if (at + (piece->compressed ? 1 : 2) > word->main.len)
        return 0;
    *found = 1;
    *offset = (uint32_t)at;
    if (piece->compressed)
        return from_cp1252(read_u8(word->main, at));
    return read_u16(word->main, at);
}
