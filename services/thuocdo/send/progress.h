/*
 * progress: what a person sees while a file is sent.
 */
#pragma once

#include <stdio.h>

#include "proto/message.h"

enum { PROGRESS_REJECTED = 50, PROGRESS_MS = 200 };

struct progress {
    FILE *out;
    bool is_terminal; /* A line that is written over while the file is sent. */
    const char *file;
    int64_t begun_ms;
    int64_t shown_ms;
    int64_t at_start;  /* Durable before this run. */
    int64_t said;      /* Rejected items that were named, all files together. */
    int64_t unsaid;    /* And those that were only counted. */
    bool is_line_open; /* The line that is written over stands there. */
};

/* A new file, of which so much was durable before. */
void progress_begin(struct progress *progress, const char *file, int64_t durable);

void progress_show(struct progress *progress, int64_t durable, int64_t rejected);

/* Names a rejected item: FILE:LINE: subject id: field: rule. */
void progress_reject(struct progress *progress, int64_t line, const struct rejected_item *item);
void progress_too_large(struct progress *progress, int64_t line);

/* Says something that a person should know although nothing has failed yet. */
void progress_say(struct progress *progress, const char *sentence);

/* Takes the line away that is written over. */
void progress_clear(struct progress *progress);
