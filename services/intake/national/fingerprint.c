#include "intake/national/fingerprint.h"

enum { HASH = 16, HEX = 2 * HASH + 1 };

static bool hash_bytes(void *context, const char *bytes, size_t length)
{
    struct fingerprint *const fingerprint = context;

    crypto_generichash_update(&fingerprint->state, (const unsigned char *)bytes, length);
    return true;
}

void fingerprint_open(struct fingerprint *fingerprint, const uint8_t *key, size_t key_length,
                      const char *purpose)
{
    crypto_generichash_init(&fingerprint->state, key, key_length, HASH);
    fingerprint->sink = (struct sink){hash_bytes, fingerprint};
    fingerprint_text(fingerprint, bytes_of_text(purpose));
}

void fingerprint_number(struct fingerprint *fingerprint, int64_t number)
{
    unsigned char bytes[8];

    for (unsigned at = 0; at < sizeof bytes; at++)
        bytes[at] = (unsigned char)((uint64_t)number >> (8 * at));
    crypto_generichash_update(&fingerprint->state, bytes, sizeof bytes);
}

/* The length goes first, so that parts cannot be cut elsewhere and give the same hash. */
void fingerprint_text(struct fingerprint *fingerprint, struct bytes text)
{
    fingerprint_number(fingerprint, (int64_t)text.length);
    crypto_generichash_update(&fingerprint->state, text.at, text.length);
}

bool fingerprint_close(struct fingerprint *fingerprint, struct arena *arena, struct bytes *text)
{
    unsigned char hash[HASH];
    char hex[HEX];
    const char *kept;

    crypto_generichash_final(&fingerprint->state, hash, sizeof hash);
    sodium_bin2hex(hex, sizeof hex, hash, sizeof hash);
    kept = arena_text(arena, hex, sizeof hex - 1);
    if (!kept)
        return false;
    *text = (struct bytes){(const uint8_t *)kept, sizeof hex - 1};
    return true;
}
