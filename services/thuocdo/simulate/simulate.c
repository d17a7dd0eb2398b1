#include "thuocdo/simulate/simulate.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "thuocdo/simulate/arrival.h"
#include "thuocdo/simulate/envelopes.h"
#include "thuocdo/simulate/feedback.h"
#include "thuocdo/simulate/organisation.h"
#include "thuocdo/simulate/outfile.h"
#include "thuocdo/simulate/plan.h"
#include "thuocdo/simulate/printed.h"

enum { DIRECTORY_MODE = 0777 };

/* Marks the agencies to play; all of them when none is named. */
static enum outcome choose_agencies(const struct year *year, const char *names,
                                    bool plays[AGENCIES], struct failure *why)
{
    for (int agency = 0; agency < AGENCIES; agency++)
        plays[agency] = !names;
    while (names) {
        const size_t length = strcspn(names, ",");
        const int agency = year_agency(year, names, length);

        if (agency < 0)
            return fail_field(why, REJECT, "agencies", "agencies: '%.*s' is no agency of the table",
                              (int)length, names);
        plays[agency] = true;
        names = names[length] ? names + length + 1 : NULL;
    }
    return DONE;
}

static enum outcome plan_all(struct year *year, const struct simulate_options *options,
                             struct failure *why)
{
    bool plays[AGENCIES];

    TRY(choose_agencies(year, options->agencies, plays, why));
    for (int agency = 0; agency < AGENCIES; agency++)
        if (plays[agency])
            TRY(plan_agency(year, agency, why));
    plan_codes(year);
    return DONE;
}

/* Opens the file, lets it be written, and closes it whatever became of it. */
static enum outcome
write_file(const struct year *year, struct outfile *output, const char *directory, const char *name,
           enum outcome write(const struct year *, struct outfile *, struct failure *),
           struct failure *why)
{
    struct failure closing;
    enum outcome outcome, closed;

    TRY(outfile_open(output, directory, name, why));
    outcome = write(year, output, why);
    closed = outfile_close(output, &closing);
    if (outcome != DONE || closed == DONE)
        return outcome;
    *why = closing;
    return closed;
}

static enum outcome write_organisation(const struct year *year, struct outfile *output,
                                       struct failure *why)
{
    (void)why;
    organisation_write(output, year);
    return DONE;
}

/* Facts and payments are told in one pass, so that both say the same. */
static enum outcome write_facts(const struct year *year, struct outfile outputs[2],
                                const char *directory, struct failure *why)
{
    enum outcome outcome, closed;

    TRY(outfile_open(&outputs[0], directory, "facts.jsonl", why));
    outcome = outfile_open(&outputs[1], directory, "payments.jsonl", why);
    if (outcome == DONE) {
        outcome = arrival_write(year, &outputs[0], &outputs[1], why);
        closed = outfile_close(&outputs[1], why);
        outcome = outcome == DONE ? closed : outcome;
    }
    closed = outfile_close(&outputs[0], why);
    return outcome == DONE ? closed : outcome;
}

static enum outcome make_directory(const char *directory, struct failure *why)
{
    if (mkdir(directory, DIRECTORY_MODE) != 0 && errno != EEXIST)
        return fail(why, RETRY, "%s: cannot be made: %s", directory, strerror(errno));
    return DONE;
}

static enum outcome play(struct year *year, struct outfile outputs[2],
                         const struct simulate_options *options, struct failure *why)
{
    const char *directory = options->directory;

    TRY(plan_all(year, options, why));
    TRY(make_directory(directory, why));
    TRY(write_file(year, outputs, directory, "organisation.jsonl", write_organisation, why));
    TRY(write_facts(year, outputs, directory, why));
    TRY(write_file(year, outputs, directory, "national.jsonl", envelopes_write, why));
    return write_file(year, outputs, directory, "feedback.jsonl", feedback_write, why);
}

static enum outcome play_year(const struct simulate_options *options, struct failure *why)
{
    struct year *year = malloc(sizeof *year);
    struct outfile *outputs = malloc(2 * sizeof *outputs);
    enum outcome outcome = RETRY;

    if (year && outputs) {
        year_open(year, options->seed);
        outcome = play(year, outputs, options, why);
        year_close(year);
    } else {
        fail(why, RETRY, "simulate: no memory for a year");
    }
    free(year);
    free(outputs);
    return outcome;
}

enum outcome simulate_run(const struct simulate_options *options, struct failure *why)
{
    if (!options->of || strcmp(options->of, "binhdinh-2023") == 0)
        return play_year(options, why);
    if (!printed_known(options->of))
        return fail_field(why, REJECT, "of", "of: there is no report '%s' to play", options->of);
    if (options->agencies)
        return fail_field(why, REJECT, "agencies", "agencies: only binhdinh-2023 has some");
    TRY(make_directory(options->directory, why));
    return printed_write(options->of, options->directory, options->seed, why);
}
