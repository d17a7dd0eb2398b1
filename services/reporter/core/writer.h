/*
 * writer: bytes into a sink, remembering whether it took them all.
 *
 * Pure. After the first refusal nothing more is offered, so a renderer asks once, at its end.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

#include "runtime/sink.h"

struct writer {
    const struct sink *sink;
    bool ok; /* Starts as true. */
};

void writer_put(struct writer *writer, const char *bytes, size_t length);
void writer_text(struct writer *writer, const char *text);
void writer_repeat(struct writer *writer, const char *text, size_t times);

/* Within quotes, as CSV wants it: what a spreadsheet would take for a formula gets an apostrophe.
 */
void writer_csv_text(struct writer *writer, const char *text);

/* Within quotes, as JSON wants it; what is not UTF-8 becomes U+FFFD. */
void writer_json_text(struct writer *writer, const char *text);

/* "key":"text", */
void writer_json_member(struct writer *writer, const char *key, const char *text);
