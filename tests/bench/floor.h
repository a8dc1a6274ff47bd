/* tests/bench/floor.h: the least a docx reader on libzip and libxml2 can cost: the archive opened,
 * its main part inflated and run through the SAX2 parser with empty handlers. */
#ifndef TESTS_BENCH_FLOOR_H
#define TESTS_BENCH_FLOOR_H

#include <stddef.h>

/* 0, or -1 if the bytes are no docx. */
int bench_floor(const void *bytes, size_t size);
/* The whole file, to be freed; NULL if it cannot be read. */
void *bench_load(const char *path, size_t *size);

#endif
