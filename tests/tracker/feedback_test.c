/*
 * feedback: every limit at its border, what an office may do in which order, and that the order in
 * which facts arrive makes no difference.
 */
#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/support/chance.h"
#include "tests/support/golden.h"
#include "tests/support/rows.h"
#include "tests/tracker/feedback_story.h"

/* ---- examples ---- */

static const struct {
    const char *sentence;
    const char *facts;
} examples[] = {
    {"a new one may be refused or handed on, asked about, answered", "3-2T08:00 received"                                           },
    {"answered in the last working minute",                          "3-2T08:00 received, 3-23T17:00 answered"                      },
    {"answered in the evening of the last day",                      "3-2T08:00 received, 3-23T20:00 answered"                      },
    {"answered in the next working minute",                          "3-2T08:00 received, 3-24T07:31 answered"                      },
    {"answered on the day after, before hours",                      "3-2T08:00 received, 3-24T07:30 answered"                      },
    {"the last day is a Friday, answered on Saturday",               "2-28T08:00 received, 3-21T10:00 answered"                     },
    {"answered two days late",                                       "3-2T08:00 received, 3-25T10:00 answered"                      },
    {"came on the Friday before Tết at 17:00",                     "2-13T17:00 received"                                          },
    {"came on the Friday before Tết at 17:01",                     "2-13T17:01 received"                                          },
    {"came in Tết",                                                "2-17T10:00 received"                                          },
    {"refused on the second working day",                            "3-2T08:00 received, 3-4T16:59 refused"                        },
    {"refused on the third",                                         "3-2T08:00 received, 3-5T08:00 refused"                        },
    {"handed on on the second",                                      "3-2T08:00 staff, 3-4T17:00 forwarded"                         },
    {"handed on on the third",                                       "3-2T08:00 staff, 3-5T07:31 forwarded"                         },
    {"asked on the fifth working day and waiting",
     "3-2T08:00 received, 3-9T17:00 supplement_requested"                                                                           },
    {"asked on the sixth and waiting",                               "3-2T08:00 received, 3-10T08:00 supplement_requested"          },
    {"asked on the sixth, then work went on",
     "3-2T08:00 received, 3-10T08:00 supplement_requested, 3-12T08:00 supplemented"                                                 },
    {"asked on the sixth, answered in time",
     "3-2T08:00 received, 3-10T08:00 supplement_requested, 3-12T08:00 supplemented, "
     "3-25T17:00 answered"                                                                                                          },
    {"three days waited are added",
     "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-9T09:00 supplemented, "
     "3-26T17:00 answered"                                                                                                          },
    {"three days waited are added, not four",
     "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-9T09:00 supplemented, "
     "3-27T08:00 answered"                                                                                                          },
    {"a wait within a day adds nothing",
     "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-4T16:00 supplemented"                                                   },
    {"a wait over night adds a day",
     "3-2T08:00 received, 3-4T16:59 supplement_requested, 3-5T07:31 supplemented"                                                   },
    {"a wait over the weekend, asked after hours",
     "3-2T08:00 received, 3-6T18:00 supplement_requested, 3-8T10:00 supplemented"                                                   },
    {"asked before the day of the arrival has begun",
     "2-27T18:00 received, 2-28T06:00 supplement_requested, 2-28T10:00 supplemented"                                                },
    {"asked again before the day of the reply has begun",
     "3-2T08:00 received, 3-5T09:00 supplement_requested, 3-7T10:00 supplemented, 3-8T10:00 "
     "supplement_requested, 3-10T09:00 supplemented"                                                                                },
    {"two waits",                                                    "3-2T08:00 received, 3-3T09:00 supplement_requested, 3-4T09:00 supplemented, "
                  "3-5T09:00 supplement_requested, 3-9T09:00 supplemented"                                         },
    {"asked again while waiting is one wait",
     "3-2T08:00 received, 3-3T09:00 supplement_requested, 3-5T09:00 supplement_requested, "
     "3-9T09:00 supplemented"                                                                                                       },
    {"asked when it was too late: waiting does not heal",
     "3-2T08:00 received, 3-3T09:00 supplement_requested, 3-3T10:00 supplemented, "
     "3-25T09:00 supplement_requested"                                                                                              },
    {"asked when it was too late, then answered",
     "3-2T08:00 received, 3-25T09:00 supplement_requested, 4-1T09:00 supplemented, "
     "4-2T09:00 answered"                                                                                                           },
    {"answered while waiting",
     "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-25T09:00 answered"                                                      },
    {"refused after asking has the time of an answer",
     "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-20T09:00 refused"                                                       },
    {"published on the second working day after the answer",
     "3-2T08:00 received, 3-5T10:00 answered, 3-9T17:00 published"                                                                  },
    {"published on the third",                                       "3-2T08:00 received, 3-5T10:00 answered, 3-10T08:00 published" },
    {"published twice",
     "3-2T08:00 received, 3-5T10:00 answered, 3-6T10:00 published, 3-12T10:00 published"                                            },
    {"published without an answer is answered by it",                "3-2T08:00 received, 3-5T10:00 published"                      },
    {"closed without an answer is answered by it",
     "3-2T08:00 received, 3-5T10:00 closed=satisfied"                                                                               },
    {"the last verdict counts",
     "3-2T08:00 received, 3-5T10:00 answered, 3-6T10:00 closed=satisfied, "
     "3-7T10:00 closed=unsatisfied"                                                                                                 },
    {"unsatisfied and late is bad once",
     "3-2T08:00 received, 3-25T10:00 answered, 3-26T10:00 closed=unsatisfied"                                                       },
    {"no verdict is none",                                           "3-2T08:00 received, 3-5T10:00 answered, 3-6T10:00 closed=none"},
    {"the first ending counts",                                      "3-2T08:00 received, 3-5T10:00 answered, 3-6T10:00 refused, "
                                "3-6T11:00 supplement_requested"                                     },
    {"answered and refused in one moment",
     "3-2T08:00 received, 3-3T10:00 answered, 3-3T10:00 refused"                                                                    },
    {"a refused one is not published",
     "3-2T08:00 received, 3-3T10:00 refused, 3-20T10:00 published"                                                                  },
    {"never received",                                               "3-5T10:00 answered, 3-6T10:00 closed=satisfied"               },
    {"what was done before it came counts when it came",             "3-2T08:00 answered, 3-3T08:00 received"                       },
    {"the same receipt again changes nothing",                       "3-2T08:00 received, 3-6T08:00 received"                       },
    {"with another unit the limits begin anew",
     "3-2T08:00 received, 3-3T08:00 supplement_requested, 3-6T08:00 received=U2"                                                    },
    {"handed on and received in the same moment",
     "3-2T08:00 received, 3-3T08:00 forwarded, 3-3T08:00 received=U2"                                                               },
    {"come back after an answer it begins anew",
     "3-2T08:00 received, 3-3T08:00 answered, 3-4T08:00 closed=unsatisfied, "
     "3-9T08:00 received"                                                                                                           },
    {"received and handed on in the same moment",                    "3-2T08:00 received, 3-2T08:00 forwarded"                      },
    {"answered far too late: overdue in between",                    "3-2T08:00 received, 4-2T10:00 answered"                       },
    {"asked late and answered late while waiting: one run",
     "3-2T08:00 received, 3-24T09:00 supplement_requested, 3-30T09:00 answered"                                                     },
};

/*
 * A page for people to read: the limits that are judged stand without brackets, "+3" are the
 * working days waited, the counts are those of (unit, direct).
 */
Test(feedback, is_told_in_a_page)
{
    static char page[1 << 15];
    size_t used = 0;

    for (size_t row = 0; row < sizeof examples / sizeof examples[0]; row++) {
        struct printed state, counts;
        struct told told;

        feedback_tell(&told, examples[row].facts);
        feedback_fold_told(&told, &state, &counts);
        used +=
            (size_t)snprintf(page + used, sizeof page - used, "%s\n  %s\n  = %s\n  > %s\n\n",
                             examples[row].sentence, examples[row].facts, state.text, counts.text);
        cr_assert_lt(used, sizeof page);
    }
    golden_check("tracker_feedback.txt", page, used);
}

/* ---- what was last stated ---- */

/* The same arrival stated again, then a new one; what they do not state stays. */
Test(feedback, keeps_what_was_stated_of_it)
{
    static _Alignas(16) uint8_t memory[2048];
    struct arena arena = arena_over(memory, sizeof memory);
    struct feedback feedback;
    struct failure why;
    struct told told;

    feedback_tell(&told, "3-2T08:00 received, 3-3T08:00 received, 3-4T08:00 staff=U2");
    told.data[0].feedback.present |= UINT64_C(1) << FEEDBACK_RECEIVED_VIA;
    told.data[0].feedback.via = FEEDBACK_VIA_HOTLINE;
    told.data[1].feedback.present |= UINT64_C(1) << FEEDBACK_RECEIVED_DOSSIER;
    told.data[1].feedback.dossier = bytes_of_text("HS-1");
    cr_assert_eq(feedback_fold(told.facts, told.count, &arena, &feedback, &why), DONE);
    cr_expect_eq(feedback.via, FEEDBACK_VIA_HOTLINE);
    cr_expect(bytes_equal(feedback.dossier, bytes_of_text("HS-1")));
    cr_expect_eq(feedback.about, FEEDBACK_ABOUT_STAFF);
    cr_expect(bytes_equal(feedback.unit, bytes_of_text("U2")));
}

/* ---- order ---- */

/* Shapes of up to six facts, with moments that fall together. */
static const char *const shapes[] = {
    "3-2T08:00 received, 3-4T09:00 supplement_requested, 3-9T09:00 supplemented, "
    "3-20T09:00 answered, 3-25T09:00 published, 3-26T09:00 closed=unsatisfied",
    "3-2T08:00 received, 3-2T08:00 supplement_requested, 3-2T08:00 supplemented, "
    "3-2T08:00 answered, 3-2T08:00 published, 3-2T08:00 closed=satisfied",
    "3-2T08:00 received, 3-3T08:00 forwarded, 3-3T08:00 received=U2, 3-3T08:00 refused, "
    "3-4T08:00 closed=none, 3-5T08:00 received=U1",
    "3-2T08:00 staff, 3-2T08:00 received=U2, 3-5T08:00 answered, 3-5T08:00 refused, "
    "3-6T08:00 closed=satisfied, 3-6T08:00 closed=unsatisfied",
    "3-2T08:00 answered, 3-1T08:00 forwarded, 3-3T08:00 received, 3-3T08:00 supplement_requested, "
    "3-9T08:00 published, 3-1T08:00 closed=satisfied",
    "3-2T08:00 answered, 3-3T08:00 closed=unsatisfied, 3-4T08:00 published",
};

/* The facts of a told feedback, in the order of their numbers, some of them again. */
static void rearrange(const struct told *told, const uint32_t *order, uint32_t count,
                      struct told *other)
{
    *other = *told;
    other->count = count;
    for (uint32_t row = 0; row < count; row++)
        other->facts[row] = told->facts[order[row]];
}

static void swap(uint32_t *left, uint32_t *right)
{
    const uint32_t kept = *left;

    *left = *right;
    *right = kept;
}

static bool next_order(uint32_t *order, uint32_t count)
{
    uint32_t place = count - 1, last = count - 1;

    while (place > 0 && order[place - 1] > order[place])
        place--;
    if (place == 0)
        return false;
    while (order[last] < order[place - 1])
        last--;
    swap(&order[place - 1], &order[last]);
    for (uint32_t left = place, right = count - 1; left < right; left++, right--)
        swap(&order[left], &order[right]);
    return true;
}

ROWS(feedback, does_not_depend_on_order_or_repetition, sizeof shapes / sizeof shapes[0])
{
    struct printed state, counts, other_state, other_counts;
    struct chance chance = {chance_seed()};
    uint32_t order[FEEDBACK_FACTS] = {0, 1, 2, 3, 4, 5};
    struct told told, other;

    feedback_tell(&told, shapes[*row]);
    feedback_fold_told(&told, &state, &counts);
    do {
        uint32_t doubled[FEEDBACK_FACTS];

        memcpy(doubled, order, sizeof doubled);
        for (uint32_t more = 0; more < 3; more++)
            doubled[told.count + more] = (uint32_t)chance_below(&chance, told.count);
        rearrange(&told, doubled, told.count + 3, &other);
        feedback_fold_told(&other, &other_state, &other_counts);
        cr_assert_str_eq(other_state.text, state.text, "%s", shapes[*row]);
        cr_assert_str_eq(other_counts.text, counts.text, "%s", shapes[*row]);
    } while (next_order(order, told.count));
}

/* ---- memory ---- */

Test(feedback, says_when_the_memory_is_too_small)
{
    static _Alignas(16) uint8_t memory[2048];
    struct contributions contributions;
    struct feedback feedback;
    bool folded = false;
    struct told told;

    feedback_tell(&told, shapes[0]);
    for (size_t size = 0; size <= sizeof memory; size += 16) {
        struct arena arena = arena_over(memory, size);
        struct failure why;
        enum outcome outcome = feedback_fold(told.facts, told.count, &arena, &feedback, &why);

        if (outcome == DONE)
            outcome = feedback_contributions(&feedback, &arena, &contributions, &why);
        cr_expect_eq(outcome, folded ? DONE : outcome, "%zu bytes", size);
        cr_expect(outcome == DONE || outcome == REJECT, "%zu bytes", size);
        folded |= outcome == DONE;
    }
    cr_expect(folded, "2 KiB are enough for six facts");
}
