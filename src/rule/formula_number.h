/* rule/formula_number.h: rows named by the numbers printed before them: 三.(三).1, 四.(一),
 * 二.(二).1.其中1. Chinese and Arabic numerals are alike, so are full-width forms and the
 * punctuation between; what is written as it is printed wins. 其中n is the n-th 其中 of its row. A
 * row without a number counts for nothing on the way. A path begins with the outermost number; it
 * may begin further in, (三).1, only as it is printed and if the outermost ones look otherwise. */
#ifndef RULE_FORMULA_NUMBER_H
#define RULE_FORMULA_NUMBER_H

#include "form/form.h"

#define FORMULA_MAX_STEPS 16

/* One number of a path. */
typedef struct number_step {
    int part; /* 1: 其中n; value 0: 其中 alone, the first */
    int value;
    int bracket; /* （一） (1) */
    int han;     /* written in Chinese numerals */
} number_step;

typedef struct number_path {
    number_step steps[FORMULA_MAX_STEPS];
    size_t count;
} number_path;

/* Reads a path at the start of the text; returns the bytes it takes, 0 if there is none. */
size_t number_path_read(base_str text, number_path *out);
/* The item it names. Returns the number of rows that fit and the first in *row; the way it is
 * printed wins, then the whole path over the end of one. In a matrix form of each line the cell in
 * its preset column counts. */
size_t number_path_find(const form *known, const number_path *path, int *row);
/* As printed, up to three rows beside the one that the path does not find: the nearest by number.
 */
void number_path_suggest(const form *known, const number_path *path, base_buf *names);
/* The path of `from` with its last numbers replaced by `to`: 三.(三).1 and 8 give 三.(三).8. 0, or
 * -1 if `to` is longer. */
int number_path_end(const number_path *from, const number_path *to, number_path *out);

#endif
