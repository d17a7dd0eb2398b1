/*
 * utf8: what a byte sequence must look like to be one character.
 */
#pragma once

#include <stddef.h>
#include <stdint.h>

/*
 * How many bytes the character at `at` has, of at least one byte that is left; 0 when it is not
 * valid UTF-8 (cut off, overlong, a surrogate, beyond U+10FFFF).
 */
size_t utf8_sequence(const uint8_t *at, size_t left);
