/* read/numberformat.h: how automatic numbers are written: 一 （一） 1 ① 甲 IV.
 *
 * Purpose: list numbers of docx, doc and odt, which are not in the files' texts.
 * Sources: ECMA-376 17.18.59 (ST_NumberFormat), MS-DOCX 2.4 and MS-OI29500 2.1.540 (what Word
 * writes), MS-OSHARED 2.2.1.3 (MSONFC). Where they give no form for a value (甲 after the tenth)
 * Word writes the decimal number; so does this. */
#ifndef READ_NUMBERFORMAT_H
#define READ_NUMBERFORMAT_H

#include <stdint.h>

#include "base/buf.h"

typedef enum read_number_format {
    READ_NUMBER_DECIMAL,
    READ_NUMBER_NONE,         /* writes nothing */
    READ_NUMBER_BULLET,       /* writes nothing: the bullet stands in the level's text */
    READ_NUMBER_DECIMAL_ZERO, /* 01 */
    READ_NUMBER_UPPER_ROMAN,
    READ_NUMBER_LOWER_ROMAN,
    READ_NUMBER_UPPER_LETTER, /* A … Z, AA, BB */
    READ_NUMBER_LOWER_LETTER,
    READ_NUMBER_ORDINAL, /* 1st */
    READ_NUMBER_HEX,
    READ_NUMBER_IN_DASH,            /* - 1 - */
    READ_NUMBER_FULL_WIDTH,         /* １２ */
    READ_NUMBER_ENCLOSED_CIRCLE,    /* ① to ⑳ */
    READ_NUMBER_ENCLOSED_PAREN,     /* ⑴ to ⒇ */
    READ_NUMBER_ENCLOSED_FULLSTOP,  /* ⒈ to ⒛ */
    READ_NUMBER_IDEOGRAPH_CIRCLE,   /* ㈠ to ㈩ */
    READ_NUMBER_IDEOGRAPH_DIGITAL,  /* 一〇〇 */
    READ_NUMBER_TAIWANESE_DIGITAL,  /* 一○○ */
    READ_NUMBER_CHINESE_COUNTING,   /* 九十九, then 一○○ */
    READ_NUMBER_CHINESE_THOUSAND,   /* 一百〇一 */
    READ_NUMBER_TAIWANESE_THOUSAND, /* 一百零一 */
    READ_NUMBER_LEGAL_SIMPLIFIED,   /* 壹佰零壹 */
    READ_NUMBER_LEGAL_TRADITIONAL,  /* 壹佰零壹, 貳, 參 */
    READ_NUMBER_STEMS,              /* 甲 to 癸 */
    READ_NUMBER_BRANCHES,           /* 子 to 亥 */
    READ_NUMBER_STEMS_BRANCHES      /* 甲子 to 癸亥 */
} read_number_format;

/* The format of an OOXML name ("chineseCountingThousand"); decimal for names not known. */
read_number_format read_number_format_ooxml(base_str name);
/* The format of a number format code of .doc files (MSONFC). */
read_number_format read_number_format_nfc(unsigned code);
/* Appends a number in the format. */
void read_number_add(base_buf *out, read_number_format format, int64_t number);

#endif
