/*
 * line: what one line of a file is, and how it travels.
 *
 * A canonical fact that the JSON twin takes without a doubt travels as MessagePack. Anything else
 * travels as its text, so that intake refuses it by name. National records stay as they are.
 */
#pragma once

#include "proto/message.h"
#include "runtime/buffer.h"

struct line_taker {
    enum item_format wanted; /* FORMAT_JSON or FORMAT_NATIONAL; FORMAT_NONE: told by each line. */
    void *memory;
    struct buffer fact;
};

void line_taker_open(struct line_taker *taker, enum item_format wanted);
void line_taker_close(struct line_taker *taker);

/* The format in which the line travels, and its item, good until the next line is taken. */
enum item_format line_take(struct line_taker *taker, struct bytes line, struct bytes *item);
