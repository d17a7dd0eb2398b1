/*
 * sink: where bytes go, without saying what is there.
 */
#pragma once

#include <stdbool.h>
#include <stddef.h>

struct sink {
    /* Takes all the bytes or none; false when there is no room, after which nothing more comes. */
    bool (*write)(void *context, const char *bytes, size_t length);
    void *context;
};
