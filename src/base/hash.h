/* base/hash.h: SHA-256 (FIPS 180-4, by libnettle) for files, packs and fingerprints, and a fast
 * 64-bit hash for tables in memory (FNV-1a; not for untrusted buckets without a bound). */
#ifndef BASE_HASH_H
#define BASE_HASH_H

#include <nettle/sha2.h>
#include <stdint.h>

#include "base/str.h"

#define BASE_SHA256_HEX 65 /* 64 lower-case hexadecimal digits and NUL */

void base_sha256_hex(base_str bytes, char out[BASE_SHA256_HEX]);

/* The same of bytes that come piece by piece. */
typedef struct base_sha256 {
    struct sha256_ctx context;
} base_sha256;

void base_sha256_init(base_sha256 *hash);
void base_sha256_add(base_sha256 *hash, base_str bytes);
void base_sha256_end(base_sha256 *hash, char out[BASE_SHA256_HEX]); /* once */

uint64_t base_hash64(base_str bytes);

#endif
