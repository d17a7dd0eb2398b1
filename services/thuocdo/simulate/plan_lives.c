#include "thuocdo/simulate/plan.h"

/*
 * How many of a thousand dossiers live each way, and which ways shut another one out: the first
 * of two that do not go together stays.
 */
struct way {
    enum dossier_mark mark;
    int permille;
    uint32_t without; /* Marks with which it does not go together. */
};

/* An end before the receipt, or at the desk at once, leaves no time for anything else. */
enum {
    AT_ONCE = MARK_END_FIRST | MARK_ON_SPOT,
    /* A late dossier keeps its first due day: a later one would make it timely. */
    FIRM = MARK_LATE | MARK_NO_DUE | AT_ONCE,
    WAITING_PERMILLE = 250,
};

static const struct way ways[] = {
    {MARK_END_FIRST,  20,  MARK_LATE                                                               },
    {MARK_ON_SPOT,    40,  MARK_LATE | MARK_END_FIRST                                              },
    {MARK_NO_DUE,     25,  MARK_LATE | AT_ONCE                                                     },
    {MARK_SUPPLEMENT, 190, AT_ONCE                                                                 },
    {MARK_EXTENDED,   78,  FIRM                                                                    },
    {MARK_MOVED,      75,  AT_ONCE                                                                 },
    {MARK_REFUSED,    16,  AT_ONCE                                                                 },
    {MARK_REOPENED,   72,  AT_ONCE                                                                 },
    {MARK_SNAPSHOTS,  6,   AT_ONCE | MARK_REFUSED | MARK_WAITING                                   },
    {MARK_CORRECTED,  80,  MARK_END_FIRST | MARK_SNAPSHOTS                                         },
    {MARK_DUE_LATER,  20,  FIRM | MARK_SNAPSHOTS | MARK_CORRECTED | MARK_EXTENDED | MARK_SUPPLEMENT},
};

enum { WAYS = sizeof ways / sizeof ways[0] };

/* Marks that need a desk, an end or a count that the kind of dossier does not have. */
static uint32_t impossible(const struct dossier *one)
{
    const uint32_t counted = MARK_REFUSED | MARK_REOPENED | MARK_SNAPSHOTS | MARK_CORRECTED;
    uint32_t marks = 0;

    if (one->kind == KIND_NEVER)
        return UINT32_MAX;
    if (!dossier_counted(one))
        marks |= counted;
    if (one->outcome != OUTCOME_FINISHED || one->kind == KIND_CARRIED || one->kind == KIND_PAST)
        marks |= AT_ONCE;
    return marks;
}

static void choose_ways(struct dossier *one, struct dice *dice)
{
    const uint32_t never = impossible(one);

    for (int at = 0; at < WAYS; at++) {
        const bool drawn = dice_permille(dice, ways[at].permille);

        if (drawn && !(never & (uint32_t)ways[at].mark) && !(one->marks & ways[at].without))
            one->marks |= ways[at].mark;
    }
}

/* Those carried over and still open have waited for months: nothing else keeps them in term. */
static bool waits(const struct dossier *one, struct dice *dice)
{
    if (one->outcome != OUTCOME_OPEN || !dossier_counted(one))
        return false;
    return one->kind == KIND_CARRIED || dice_permille(dice, WAITING_PERMILLE);
}

static void choose_procedure(struct planned *planned, struct dossier *one)
{
    const bool fee = dossier_has(one, MARK_FEE_DUE);
    const struct wish wish = {
        .agency = planned->agency,
        /* Some who owe nothing are exempt under a procedure that has a fee. */
        .fee = fee || dice_permille(&planned->dice, 20),
        .overnight = one->kind == KIND_CARRIED || one->outcome == OUTCOME_OPEN ||
                     dossier_has(one, MARK_LATE),
        .online = one->channel == DOSSIER_ONLINE,
    };

    one->procedure = (uint16_t)procedures_draw(&planned->year->catalogue, wish, &planned->dice);
}

/* One that moved came in at another agency's desk, whose code it keeps. */
static void choose_first_unit(struct planned *planned, struct dossier *one)
{
    const int64_t other = dice_below(&planned->dice, AGENCIES - 1);

    if (dossier_has(one, MARK_MOVED))
        one->first_unit = (uint8_t)(other < planned->agency ? other : other + 1);
}

void plan_lives(struct planned *planned)
{
    for (size_t at = 0; at < planned->count; at++) {
        struct dossier *one = &planned->dossiers[at];

        if (waits(one, &planned->dice))
            one->marks |= MARK_WAITING;
        choose_ways(one, &planned->dice);
        choose_procedure(planned, one);
        choose_first_unit(planned, one);
    }
}
