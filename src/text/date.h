/* text/date.h: dates and periods in Chinese prose.
 *
 * Read: 2017年12月31日, ２０１７年, 二〇一七年十二月三十一日, 2019.1.2, 2019-01-02, 2019/1/2, with
 * white space anywhere between the parts; 2017年1-12月 is read as its first month; 2019-01 needs
 * both digits of the month. Month and day are read up to 99, so that it can be asked whether they
 * are valid. No dates: 192.168.1.1, 2019.1.2.3, 0577-88539697. A date without a year (12月31日,
 * 3月底) is read with year 0. */
#ifndef TEXT_DATE_H
#define TEXT_DATE_H

#include "base/str.h"

typedef struct text_date {
    int year;          /* 0: not written */
    int month;         /* 0: only a year was written */
    int day;           /* 0: only year and month were written */
    size_t start, end; /* bytes in the text */
} text_date;

/* The next date at or after byte `start` that has at least a year and month, or a month and day,
 * or a four-digit year with 年. 1 if found. */
int text_date_next(base_str text, size_t start, text_date *out);
/* The date that starts exactly at the byte `offset`, if it is not the tail of something longer. */
int text_date_at(base_str text, size_t offset, text_date *out);
/* 1 if such a day exists in the calendar (year 0: in a leap year; parts that are 0 are not asked).
 */
int text_date_valid(const text_date *date);
/* Year, month and day as one number 20171231 that orders dates. */
int text_date_number(const text_date *date);
/* "2017-12-31" (10 bytes and NUL); missing parts give "2017-12" or "2017". */
void text_date_iso(const text_date *date, char out[16]);

/* A period 自2017年1月1日起至2017年12月31日, 2017年1月1日—12月31日, 从…到…止; or 截至2016年12月31日
 * (from.year 0). The second date takes a missing year from the first. */
typedef struct text_period {
    text_date from, to;
    size_t start, end;
} text_period;
int text_period_next(base_str text, size_t start, text_period *out);

#endif
