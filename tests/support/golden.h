/*
 * golden: text compared with a file that a person has read and agreed to.
 *
 * UPDATE_GOLDEN=1 in the environment writes the file instead; the reviewer reads the diff.
 */
#pragma once

#include <stddef.h>

/* Fails the running test, naming the first line that differs from tests/golden/NAME. */
void golden_check(const char *name, const char *text, size_t length);

/* The same for bytes that nobody reads: the first difference is shown in hexadecimal. */
void golden_check_bytes(const char *name, const void *bytes, size_t length);

/* The agreed bytes with a NUL after them, the caller's to free; fails the test without the file. */
char *golden_load(const char *name, size_t *length);
