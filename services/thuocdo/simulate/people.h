/*
 * people: invented names and numbers, so that intake has something personal to drop.
 *
 * Drawn from the dossier's seed: the same dossier names the same people in every message.
 */
#pragma once

#include <stdint.h>

enum { PERSON_TEXT = 64 };

struct person {
    char name[PERSON_TEXT];
    char identity[16]; /* Twelve digits. */
    char phone[16];
    char mail[PERSON_TEXT];
};

struct people {
    struct person owner;
    struct person officer;
    char address[2 * PERSON_TEXT];
};

struct people people_of(uint64_t seed);
