/*
 * pages: the example dossiers that are told to people; pages.c has them, one story each.
 */
#pragma once

struct page_example {
    const char *title; /* In Vietnamese: what is to be seen. NULL ends the list. */
    const char *lines; /* tests/tracker/story.h */
};

/* Units, hours and procedures that all of them have. */
extern const char page_catalogue[];
extern const struct page_example page_examples[];
