/*
 * procedures: those that the province's agencies handle, read from procedures.csv.
 */
#pragma once

#include <stdbool.h>
#include <stdint.h>

#include "thuocdo/simulate/dice.h"
#include "thuocdo/simulate/office_hours.h"

enum { PROCEDURES = 200, PROCEDURE_TEXT = 256 };

struct procedure {
    char code[16];
    char field[PROCEDURE_TEXT];
    char name[PROCEDURE_TEXT];
    char service_level[8];
    int agency; /* 0 .. 17 */
    struct limit limit;
    bool fee;
    bool result_is_paper;
    bool for_citizens;
    bool for_enterprises;
    int64_t weight; /* How often it is asked for, beside the others of its agency. */
};

struct catalogue {
    int count;
    struct procedure procedures[PROCEDURES];
};

/* What a dossier asks of its procedure. */
struct wish {
    int agency;
    bool fee;
    bool overnight; /* The limit must reach the next working day. */
    bool online;    /* Not a procedure that can only be read about. */
};

void procedures_read(struct catalogue *catalogue);

/* A procedure of the agency, by weight; with no such fee there, one of the other kind. */
int procedures_draw(const struct catalogue *catalogue, struct wish wish, struct dice *dice);
