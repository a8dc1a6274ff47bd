#include "base/hash.h"

void base_sha256_init(base_sha256 *hash)
{
    sha256_init(&hash->context);
}

void base_sha256_add(base_sha256 *hash, base_str bytes)
{
    if (bytes.len > 0)
        sha256_update(&hash->context, bytes.len, (const uint8_t *)bytes.ptr);
}

void base_sha256_end(base_sha256 *hash, char out[BASE_SHA256_HEX])
{
    static const char digits[] = "0123456789abcdef";
    uint8_t digest[SHA256_DIGEST_SIZE];
    sha256_digest(&hash->context, sizeof(digest), digest);
    for (size_t i = 0; i < sizeof(digest); i++) {
        out[2 * i] = digits[digest[i] >> 4];
        out[2 * i + 1] = digits[digest[i] & 15];
    }
    out[64] = '\0';
}

void base_sha256_hex(base_str bytes, char out[BASE_SHA256_HEX])
{
    base_sha256 hash;
    base_sha256_init(&hash);
    base_sha256_add(&hash, bytes);
    base_sha256_end(&hash, out);
}

uint64_t base_hash64(base_str bytes)
{
    uint64_t hash = 0xcbf29ce484222325u;
    for (size_t i = 0; i < bytes.len; i++)
        hash = (hash ^ (unsigned char)bytes.ptr[i]) * 0x100000001b3u;
    return hash;
}
