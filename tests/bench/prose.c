/* How the time for quantities and claims grows with the text: for each kind of text the
 * milliseconds for n, 2n and 4n bytes. Nothing fails here; read the columns. Usage:
 * hecha_prose_bench [BYTES] */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "text/quantity.h"

static double now(void)
{
    struct timespec at;
    clock_gettime(CLOCK_MONOTONIC, &at);
    return (double)at.tv_sec * 1e3 + (double)at.tv_nsec / 1e6;
}

static double scan(const char *text, size_t size)
{
    text_quantity quantity;
    text_claim claim;
    base_str whole = base_str_n(text, size);
    double start = now();
    for (size_t at = 0; text_quantity_next(whole, at, &quantity); at = quantity.end)
        continue;
    for (size_t at = 0; text_claim_next(whole, at, &claim); at = claim.end)
        continue;
    return now() - start;
}

int main(int argc, char **argv)
{
    static const char *const pieces[] = {"2017年主动公开信息620余条，增长9.8%，均按时办结。",
                                         "一",
                                         "1",
                                         "1,",
                                         "1，",
                                         "5件",
                                         "第一、",
                                         "《",
                                         "“一",
                                         "“5件",
                                         "a",
                                         "a-",
                                         " ",
                                         "3至",
                                         "百分之",
                                         "没有",
                                         "均",
                                         "万",
                                         "近",
                                         "2017年",
                                         "1:",
                                         "十",
                                         "1/2"};
    size_t size = argc > 1 ? strtoul(argv[1], NULL, 10) : 100000;
    char *text = malloc(4 * size + 1);
    if (text == NULL || size == 0)
        return 1;
    for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
        size_t length = strlen(pieces[i]);
        for (size_t at = 0; at < 4 * size; at++)
            text[at] = pieces[i][at % length];
        printf("%8.2f %8.2f %8.2f  %s\n", scan(text, size), scan(text, 2 * size),
               scan(text, 4 * size), pieces[i]);
    }
    free(text);
    return 0;
}
