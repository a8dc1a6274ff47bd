/* text/unit.h: units of measure and count words (件 条 次 人次 万元 …), and what converts. */
#ifndef TEXT_UNIT_H
#define TEXT_UNIT_H

#include "base/buf.h"
#include "base/str.h"

/* Length in bytes of the unit at the start of the text, 0 if none; the longest wins (人次 over 人).
 * A magnitude (万, 亿) directly before a unit belongs to the figure, but 万元 and 亿元 are units.
 */
size_t text_unit_read(base_str text);
/* 1 if the whole text, but for white space and brackets, is a unit (万人 too), or several joined by
 * '/' or 、 (件/次), or a dash (——). */
int text_unit_is(base_str text);
/* 1 if the text is one unit that can be converted or compared: 条, 万元, 万人; not —— nor 件/次. */
int text_unit_known(base_str text);
/* Adds up to three units that hold the text or that it holds (件 for 件数), the longest first, with
 * 、 between. */
void text_unit_near(base_str text, base_buf *names);
/* Units of one dimension differ by a power of ten: 万元 = 10^4 元. Returns 1 and the power that
 * takes a figure in `from` to one in `to` (元 to 万元: -4), or 0 if they do not convert. */
int text_unit_power(base_str from, base_str to, int *power);
/* What figures in a unit are. */
typedef enum text_unit_kind {
    TEXT_UNIT_MEASURE, /* 平方米, 吨; and what is no unit */
    TEXT_UNIT_COUNT,   /* 件 条 次 */
    TEXT_UNIT_MONEY,   /* 元 万元 美元 */
    TEXT_UNIT_PERCENT, /* % ‰ */
    TEXT_UNIT_POINTS,  /* 百分点 */
    TEXT_UNIT_SHARE,   /* 倍 成 折 */
    TEXT_UNIT_PERIOD   /* 个工作日 小时 年 */
} text_unit_kind;

/* Of a unit as text_unit_read reads it. */
text_unit_kind text_unit_kind_of(base_str unit);
/* 1 if the unit counts things, so that its figures are whole numbers (件 条 次 人 …; not 万元). */
int text_unit_counts(base_str unit);

#endif
