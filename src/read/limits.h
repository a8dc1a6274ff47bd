/* read/limits.h: the limits of one file where read_limits says 0. Sources: Apache POI's
 * ZipSecureFile and Tika's OutputLimits, widened to the densest honest files seen (94:1, 12.6 MB a
 * part). */
#ifndef READ_LIMITS_H
#define READ_LIMITS_H

#include <stddef.h>

#define READ_FILE_BYTES ((size_t)256 << 20)
#define READ_PART_BYTES ((size_t)64 << 20)
#define READ_TOTAL_BYTES ((size_t)256 << 20)
#define READ_MEMBERS ((size_t)4096)
#define READ_RATIO ((size_t)200)
#define READ_RATIO_FROM ((size_t)1 << 20) /* smaller parts may be as dense as they like */
#define READ_MEMORY ((size_t)256 << 20)
#define READ_DEPTH 256

/* The limit asked for, or the default. */
static inline size_t read_limit(size_t asked, size_t standard)
{
    return asked != 0 ? asked : standard;
}

#endif
