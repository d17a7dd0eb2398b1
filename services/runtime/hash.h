/*
 * hash: uthash with a hash function that is fast on keys of dozens to hundreds of bytes.
 *
 * Tables keep the order of adding whatever the function, so nothing depends on it.
 */
#pragma once

#include <xxhash.h>

#define HASH_FUNCTION(key, length, hash) ((hash) = (unsigned)XXH3_64bits((key), (length)))

#include <uthash.h>
