/*
 * fingerprint: a keyed hash in words of hexadecimal digits, for ids and for officers.
 *
 * BLAKE2b-128 under the source's secret. The same parts under the same key give the same text;
 * without the key nobody can try names until one fits.
 */
#pragma once

#include <sodium.h>

#include "runtime/arena.h"
#include "runtime/bytes.h"
#include "runtime/sink.h"

struct fingerprint {
    crypto_generichash_state state;
    struct sink sink; /* Takes bytes that describe their own length. */
};

/* `purpose` keeps hashes of different things apart. The struct must not move afterwards. */
void fingerprint_open(struct fingerprint *fingerprint, const uint8_t *key, size_t key_length,
                      const char *purpose);
void fingerprint_text(struct fingerprint *fingerprint, struct bytes text);
void fingerprint_number(struct fingerprint *fingerprint, int64_t number);

/* 32 digits in the arena. False when it is full. */
bool fingerprint_close(struct fingerprint *fingerprint, struct arena *arena, struct bytes *text);
