#include "tests/flow/identities.h"

#include <stdio.h>
#include <stdlib.h>

#include "runtime/buffer.h"
#include "runtime/day.h"

enum { PERIODS = 6, ROWS = TALK_UNITS + 1 + TALK_PROCEDURES + 1 + 1, FACTS_TEXT = 512 };

#define LATE_THERE "late_in_766(F-1) - late_out_766(F-1) + late_in_766[F,U]"
#define BAD_THERE  "bad_in_766(F-1) - bad_out_766(F-1) + bad_in_766[F,U]"
#define ON_TIME_HERE                                                                            \
    "on_time_here_second_supplement[F,U] + on_time_here_due_changed[F,U]"                       \
    " + on_time_here_due_missing[F,U] + on_time_here_withdrawn[F,U]"                            \
    " + open_on_time_here_second_supplement_in(U) - open_on_time_here_second_supplement_out(U)" \
    " + open_on_time_here_due_changed_in(U) - open_on_time_here_due_changed_out(U)"             \
    " + open_on_time_here_due_missing_in(U) - open_on_time_here_due_missing_out(U)"             \
    " + open_on_time_here_waiting_in(U) - open_on_time_here_waiting_out(U)"                     \
    " + open_on_time_here_stopped_in(U) - open_on_time_here_stopped_out(U)"
#define LATE_HERE \
    "late_here_waiting[F,U] + open_late_here_waiting_in(U) - open_late_here_waiting_out(U)"
#define LESS_LATE_HERE \
    "- late_here_waiting[F,U] - open_late_here_waiting_in(U) + open_late_here_waiting_out(U)"

/* A left side of nothing is nought. */
static const struct {
    const char *left;
    bool at_most;
    const char *right;
} identities[] = {
    {"handled",                                                            false, "closed[F,U] + in_progress(U)"                                      },
    {"carried_over + received[F,U]",                                       false, "handled"                                                           },
    {"closed[F,U]",                                                        false, "finished[F,U] + withdrawn[F,U]"                                    },
    {"finished_early[F,U] + finished_on_time[F,U] + finished_late[F,U]",   false, "finished[F,U]"                                                     },
    {"in_term(U) + overdue(U)",                                            false, "in_progress(U)"                                                    },
    {NULL,                                                                 true,  "carried_over"                                                      },
    {NULL,                                                                 true,  "in_term(U)"                                                        },
    {NULL,                                                                 true,  "overdue(U)"                                                        },
    {NULL,                                                                 true,  "waiting(U)"                                                        },
    {"overdue(U) + waiting(U)",                                            true,  "in_progress(U)"                                                    }, /* Who waits is not overdue. */
    {NULL,                                                                 true,  "late_in_766(U) - late_out_766(U)"                                  },
    {"late_in_766(U) - late_out_766(U)",                                   true,  "in_progress(U)"                                                    },
    {"late_in_766(U) - late_out_766(U)",                                   true,  "bad_in_766(U) - bad_out_766(U)"                                    },
    {"bad_in_766(U) - bad_out_766(U)",                                     true,  "in_progress(U)"                                                    },
    {LATE_THERE,                                                           true,  "handled"                                                           },
    {LATE_THERE,                                                           true,  BAD_THERE                                                           },
    {BAD_THERE,                                                            true,  "handled"                                                           },
    {LATE_THERE,                                                           false, "finished_late[F,U] + overdue(U) + " ON_TIME_HERE " " LESS_LATE_HERE},
    {LATE_HERE,                                                            true,  "finished_late[F,U] + overdue(U)"                                   },
    {NULL,                                                                 true,  ON_TIME_HERE                                                        },
    {"open_on_time_here_waiting_in(U) - open_on_time_here_waiting_out(U)", true,  "waiting(U)"                                                        },
    {"open_on_time_here_stopped_in(U) - open_on_time_here_stopped_out(U)", true,  "waiting(U)"                                                        },
    {NULL,                                                                 true,  "open_on_time_here_stopped_in(U) - open_on_time_here_stopped_out(U)"},
    {NULL,                                                                 true,  "open_late_here_waiting_in(U) - open_late_here_waiting_out(U)"      },
    {"rated_satisfied[F,U]",                                               true,  "rated[F,U]"                                                        },
    {"returned_on_spot[F,U]",                                              true,
     "returned_counter[F,U] + returned_online[F,U] + returned_post[F,U]"                                                                              },
    {"feedback_ended_on_time[F,U] + feedback_ended_late[F,U]",             false,
     "feedback_answered[F,U] + feedback_refused[F,U] + feedback_forwarded[F,U]"                                                                       },
    {NULL,                                                                 true,  "feedback_overdue_in(U) - feedback_overdue_out(U)"                  },
    {"feedback_overdue_in(U) - feedback_overdue_out(U)",                   true,
     "feedback_received_procedure(U) + feedback_received_staff(U) - feedback_ended_on_time(U)"
     " - feedback_ended_late(U)"                                                                                                                      },
};

/* Of every attribute and of every flag, with its name in the place of %s. */
static const struct {
    const char *left;
    const char *right;
} of_attributes[] = {
    {"received_%s[F,U]",  "received[F,U]"    },
    {"closed_%s[F,U]",    "closed[F,U]"      },
    {"in_progress_%s(U)", "in_progress(U)"   },
    {"carried_over_%s",   "carried_over"     },
    {"handled_%s",        "handled"          },
    {NULL,                "in_progress_%s(U)"},
};

static const char *const attributes[] = {
#define X(NAME, name) #name,
    ATTRIBUTES(X)
#undef X
};

struct identity {
    char text[FACTS_TEXT];
    bool at_most, has_marks;
    struct formula left, right;
};

struct identity_list {
    struct identity at[sizeof identities / sizeof identities[0] +
                       ATTRIBUTE_COUNT * sizeof of_attributes / sizeof of_attributes[0] +
                       MARK_COUNT];
    size_t count;
};

struct span span_of(struct chance *chance)
{
    struct span span;

    span.from = (int32_t)chance_between(chance, STREAM_FIRST_DAY, STREAM_FIRST_DAY + STREAM_DAYS);
    span.to = span.from + (int32_t)chance_between(chance, 1, 90);
    span.middle = (int32_t)chance_between(chance, span.from, span.to - 1);
    return span;
}

/* ---- reading ---- */

static void read_one(struct identity_list *list, const char *left, bool at_most, const char *right)
{
    struct identity *identity = &list->at[list->count++];
    struct failure why;

    *identity = (struct identity){.at_most = at_most};
    snprintf(identity->text, sizeof identity->text, "%s %s %s", left ? left : "0",
             at_most ? "<=" : "=", right);
    if ((left && formula_parse(left, &identity->left, &why) != DONE) ||
        formula_parse(right, &identity->right, &why) != DONE) {
        fprintf(stderr, "%s: %s\n", identity->text, why.text);
        abort();
    }
    identity->has_marks = formula_has_marks(&identity->left) || formula_has_marks(&identity->right);
}

static void read_named(struct identity_list *list, const char *left, const char *right,
                       const char *name)
{
    char sides[2][128];

    for (int side = 0; side < 2; side++) {
        const char *text = side ? right : left, *place = text ? strstr(text, "%s") : NULL;

        if (text && !place)
            snprintf(sides[side], sizeof sides[side], "%s", text);
        else if (text)
            snprintf(sides[side], sizeof sides[side], "%.*s%s%s", (int)(place - text), text, name,
                     place + 2);
    }
    read_one(list, left ? sides[0] : NULL, true, sides[1]);
}

static void read_all(struct identity_list *list)
{
    for (size_t row = 0; row < sizeof identities / sizeof identities[0]; row++)
        read_one(list, identities[row].left, identities[row].at_most, identities[row].right);
    for (size_t row = 0; row < sizeof of_attributes / sizeof of_attributes[0]; row++)
        for (int attribute = 0; attribute < ATTRIBUTE_COUNT; attribute++)
            read_named(list, of_attributes[row].left, of_attributes[row].right,
                       attributes[attribute]);
    for (int mark = MEASURE_FLAG_END_BEFORE_RECEIPT; mark <= MEASURE_FLAG_SYNCHRONISED_LATE; mark++)
        read_named(list, "%s[F,U]", "received[F,U]", measure_name((enum measure)mark));
}

/* ---- holding ---- */

struct asking {
    const struct stocks *stocks;
    struct stock_row row;
    int32_t from, to;
};

static int64_t sum_of_term(const struct formula_term *term, void *context)
{
    const struct asking *asking = context;
    int64_t before = 0, end = 0;

    if (term->when != FORMULA_STOCK_BEFORE)
        end = stocks_sum(asking->stocks, &asking->row, term->measure, term->channel, asking->to);
    if (term->when != FORMULA_STOCK_END)
        before = stocks_sum(asking->stocks, &asking->row, term->measure, term->channel,
                            asking->from - 1);
    return term->when == FORMULA_STOCK_BEFORE ? before : end - before;
}

static enum outcome refuse(const struct asking *asking, const char *text, int64_t left,
                           int64_t right, struct failure *why)
{
    char from[DAY_TEXT], to[DAY_TEXT];

    day_print(asking->from, from);
    day_print(asking->to, to);
    return fail(why, REJECT, "%s to %s, units %#x, procedure %d: %lld and %lld: %s", from, to,
                (unsigned)asking->row.units,
                asking->row.of == STOCKS_OF_PROCEDURE ? (int)asking->row.procedure : -1,
                (long long)left, (long long)right, text);
}

static enum outcome hold(struct asking *asking, const struct identity *identity,
                         struct failure *why)
{
    const int64_t left = formula_value(&identity->left, sum_of_term, asking);
    const int64_t right = formula_value(&identity->right, sum_of_term, asking);

    if (identity->at_most ? left <= right : left == right)
        return DONE;
    return refuse(asking, identity->text, left, right, why);
}

/* Row n of units, then of procedures, then all. */
static struct stock_row row_of(size_t place)
{
    if (place <= TALK_UNITS)
        return (struct stock_row){STOCKS_OF_UNITS, UINT32_C(1) << place, 0};
    if (place < ROWS - 1)
        return (struct stock_row){STOCKS_OF_PROCEDURE, 0, place - TALK_UNITS - 1};
    return (struct stock_row){STOCKS_OF_ALL, 0, 0};
}

static enum outcome hold_rows(const struct stocks *stocks, const struct identity_list *list,
                              int32_t from, int32_t to, struct failure *why)
{
    for (size_t place = 0; place < ROWS; place++) {
        struct asking asking = {stocks, row_of(place), from, to};

        for (size_t row = 0; row < list->count; row++)
            if (asking.row.of != STOCKS_OF_PROCEDURE || !list->at[row].has_marks)
                TRY(hold(&asking, &list->at[row], why));
    }
    return DONE;
}

/* ---- adjacent periods ---- */

/* Flows of the two parts and of the whole period, straight from the days. */
struct flows {
    int64_t at[ROWS][MARK_END][3];
};

static void add_flow(struct flows *flows, size_t place, const struct tally_key *key, int64_t n,
                     const struct span *span)
{
    int64_t *flow = flows->at[place][key->measure];

    flow[0] += key->day <= span->middle ? n : 0;
    flow[1] += key->day > span->middle ? n : 0;
    flow[2] += n;
}

static void sum_flows(const struct tally *tally, const struct span *span, struct flows *flows)
{
    for (size_t row = 0; row < tally->room; row++) {
        const struct tally_entry *entry = &tally->at[row];
        const struct tally_key key = tally_key_of(entry);

        if (entry->n == 0 || key.system == TALK_NATIONAL || key.day < span->from ||
            key.day > span->to)
            continue;
        add_flow(flows, key.unit, &key, entry->n, span);
        add_flow(flows, (size_t)TALK_UNITS + 1 + key.procedure, &key, entry->n, span);
        add_flow(flows, ROWS - 1, &key, entry->n, span);
    }
}

static enum outcome hold_flow(struct asking *asking, const struct span *span, int measure,
                              const int64_t *flow, struct failure *why)
{
    const struct formula_term term = {1, (enum measure)measure, FORMULA_ANY_CHANNEL, FORMULA_FLOW};
    const int32_t froms[] = {span->from, span->middle + 1, span->from};
    const int32_t tos[] = {span->middle, span->to, span->to};
    int64_t sums[3];

    for (int part = 0; part < 3; part++) {
        asking->from = froms[part];
        asking->to = tos[part];
        sums[part] = sum_of_term(&term, asking);
        if (sums[part] != flow[part] || sums[part] < 0)
            return refuse(asking, measure_name((enum measure)measure), sums[part], flow[part], why);
    }
    if (sums[0] + sums[1] != sums[2])
        return refuse(asking, "[F,M] and [M+1,U] = [F,U]", sums[0] + sums[1], sums[2], why);
    return DONE;
}

static enum outcome hold_flows(const struct stocks *stocks, const struct tally *tally,
                               const struct span *span, struct failure *why)
{
    struct flows *flows = heap_take(1, sizeof *flows);
    enum outcome outcome = DONE;

    sum_flows(tally, span, flows);
    for (size_t place = 0; place < ROWS && outcome == DONE; place++) {
        struct asking asking = {stocks, row_of(place), 0, 0};

        for (int measure = 0; measure < MARK_END && outcome == DONE; measure++)
            if (measure < MEASURE_COUNT || measure >= MARK_FIRST)
                outcome = hold_flow(&asking, span, measure, flows->at[place][measure], why);
    }
    free(flows);
    return outcome;
}

enum outcome identities_hold(const struct stocks *stocks, const struct tally *tally,
                             struct chance *chance, struct failure *why)
{
    struct identity_list *list = heap_take(1, sizeof *list);
    enum outcome outcome = tally_not_negative(tally, why);

    read_all(list);
    for (int period = 0; period < PERIODS && outcome == DONE; period++) {
        const struct span span = span_of(chance);

        outcome = hold_rows(stocks, list, span.from, span.to, why);
        if (outcome == DONE)
            outcome = hold_flows(stocks, tally, &span, why);
    }
    free(list);
    return outcome;
}

/* ---- states ---- */

static int64_t stock(struct asking *asking, const char *text)
{
    struct formula formula;
    struct failure why;

    if (formula_parse(text, &formula, &why) != DONE)
        abort();
    return formula_value(&formula, sum_of_term, asking);
}

enum outcome identities_with_states(const struct stocks *stocks, const struct anew *anew,
                                    struct failure *why)
{
    for (size_t unit = 0; unit <= TALK_UNITS; unit++)
        for (int row = 0; row < STATE_DAYS; row++) {
            const struct states *states = &anew->states[unit][row];
            struct asking asking = {stocks, row_of(unit), anew->days[row], anew->days[row]};
            const struct {
                const char *text;
                int64_t counted;
            } all[] = {
                {"in_progress(U)",                   states->in_progress},
                {"waiting(U)",                       states->waiting    },
                {"overdue(U)",                       states->overdue    },
                {"late_in_766(U) - late_out_766(U)", states->late       },
            };

            for (size_t each = 0; each < sizeof all / sizeof all[0]; each++) {
                const int64_t sum = stock(&asking, all[each].text);

                if (sum != all[each].counted)
                    return refuse(&asking, all[each].text, sum, all[each].counted, why);
            }
        }
    return DONE;
}
