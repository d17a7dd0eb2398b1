#include <criterion/criterion.h>

#include "tests/support/golden.h"
#include "tests/tracker/story.h"

enum { PAGE = 64 << 10 };

/* Chosen so that every rule of domain.md section 2 that moves a figure is seen at work once. */
static const struct {
    const char *name;
    const char *lines;
} dossiers[] = {
    {"An orderly dossier, early, its result fetched at the counter",
     "01 received unit=U1 procedure=1.01 channel=direct due=08\n02 status 4\n06 status 9\n"
     "07 status 10"                                                                                                     },
    {"Finished on the last second of the due day, and handed over on the spot",
     "01 received unit=U1 procedure=1.01 channel=online due=08\n08 23:59:59 status 9\n"
     "08 23:59:59 status 10 on_spot=yes channel_out=online"                                                             },
    {"Four days late: overdue from the day after the due day until the end",
     "01 received unit=U1 procedure=1.01 channel=direct due=08\n12 status 9"                                            },
    {"A day late: never overdue at the end of a day",
     "01 received unit=U1 procedure=1.01 channel=direct due=08\n09 00:00 status 9"                                      },
    {"Open, and what the clock will do to it",
     "01 received unit=U1 procedure=1.01 channel=post due=08T17:00"                                                     },
    {"Waiting over the due day, then overdue, then withdrawn",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n03 status 5\n10 status 4\n"
     "12 status 7"                                                                                                      },
    {"Asked twice, stopped once, still waiting",
     "01 received unit=U1 procedure=1.01 channel=direct due=20\n02 status 5\n03 status 5\n"
     "04 status 4\n05 status 5\n06 status 2\n07 status 8"                                                               },
    {"An extension that came after the due had expired",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n08 extended due=15\n16 status 9"                        },
    {"A corrected due is in force from R",
     "01 received unit=U1 procedure=1.01 channel=direct due=03\n06 corrected due=10\n09 status 9"                       },
    {"Refused, received again, with a due of its own",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n02 status 5\n03 status 3\n"
     "06 received unit=U2 procedure=1.01 channel=direct due=12\n08 status 5\n09 status 9"                               },
    {"Refused for good",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n02 status 9\n03 status 3"                               },
    {"Voided: its payments go too",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n02 paid amount=5000 "
     "channel=cash\n04 voided"                                                                                          },
    {"Never received, though finished",                                                       "02 status 4\n05 status 9"},
    {"Reopened, and not ended again: overdue once more",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n04 status 9\n05 status 10\n"
     "07 status 4"                                                                                                      },
    {"A repeated receipt step that the last snapshot denies",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n04 status 9\n07 status 2\n"
     "07 08:01 snapshot 10 finished_at=04 returned_at=06"                                                               },
    {"Moved, then corrected: counted wholly under the last unit, from R on",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n03 moved unit=U2\n"
     "04 corrected procedure=1.02 channel=online\n05 status 9"                                                          },
    {"A receipt corrected to a later day",
     "01 received unit=U1 procedure=1.01 channel=direct due=05\n"
     "02 corrected received_at=04T10:00\n05 status 9"                                                                   },
    {"Ended before it was received: counted at R",
     "05 received unit=U1 procedure=1.01 channel=direct due=08\n03 status 9\n04 status 10"                              },
    {"Handed over before it was finished",
     "01 received unit=U1 procedure=1.01 channel=direct due=08\n04 status 10\n06 status 9"                              },
    {"One snapshot tells everything",
     "09 snapshot 10 unit=U1 procedure=1.02 channel=online received_at=01T09:00 due=06 "
     "supplement=02T08:00..04T08:00 finished_at=07 returned_at=08 channel_out=post "
     "digitised=yes e_result=yes fees=50000 paid_online=yes"                                                            },
    {"A snapshot that is finished at no known moment",
     "09 snapshot 9 unit=U1 procedure=1.01 channel=direct received_at=01T09:00"                                         },
    {"The later snapshot replaces the earlier one, whose due remains a statement",
     "03 snapshot 4 unit=U1 procedure=1.01 channel=direct received_at=01 due=05 digitised=yes\n"
     "08 snapshot 4 unit=U2 procedure=1.01 channel=direct received_at=02 due=12"                                        },
    {"Only a step says that it was received: nothing is known of unit, procedure or channel",
     "02 status 2\n04 status 9"                                                                                         },
    {"A paper is due, the result is one and electronic: everything about papers",
     "01 received unit=U1 procedure=1.02 channel=online due=08\n02 papers digitised=yes "
     "from_store=yes population_db=yes account_verified=yes reused=replaced\n"
     "03 papers e_result=yes\n05 status 9"                                                                              },
    {"Fees: the catalogue says one is due, the dossier says it is exempt",
     "01 received unit=U1 procedure=1.02 channel=direct due=08\n02 fee amount=0\n"
     "03 paid amount=20000 channel=portal\n04 paid amount=1000 channel=bank"                                            },
    {"The version of the procedure is that of R's day",
     "20 received unit=U1 procedure=1.02 channel=direct due=25\n21 status 9"                                            },
};

static const char catalogue[] = "01 00:00 published code=1.01 id=c1\n"
                                "01 00:00 published code=1.02 id=c2 fee=yes result_is_paper=yes "
                                "service_level=full interlink=same_level\n"
                                "15 00:00 published code=1.02 id=c3 fee=no service_level=part "
                                "interlink=cross_level\n";

static void print_dossier(struct page *page, const char *name, const char *lines)
{
    struct dossier_state state;
    struct cabinet cabinet;

    cabinet_open(&cabinet);
    story_tell(&cabinet, catalogue);
    story_fold(&cabinet, lines, &state);
    page_print(page, "%s\n\n%s\n= ", name, lines);
    story_print_history(page, &state.history, state.judgement.flags);
    story_print_contributions(page, &state.contributions);
    page_print(page, "\n\n");
    cabinet_close(&cabinet);
}

Test(states, are_those_that_a_person_agreed_to)
{
    struct page page = {heap_take(PAGE, 1), PAGE, 0};

    page_print(&page,
               "# Small dossiers, their state and what they contribute. Days are those of February "
               "2024.\n# Read against domain.md; UPDATE_GOLDEN=1 writes this page.\n\n%s\n\n",
               catalogue);
    for (size_t row = 0; row < sizeof dossiers / sizeof dossiers[0]; row++)
        print_dossier(&page, dossiers[row].name, dossiers[row].lines);
    golden_check("tracker_states.txt", page.at, page.length);
    free(page.at);
}
