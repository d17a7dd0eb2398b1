/*
 * Finding: before pending facts are added, what they are about is read into memory, a thousand keys
 * at a time, unless it is there already or cannot have a row.
 */
#include <stdio.h>
#include <string.h>

#include "tracker/tracker.h"

enum { LOOKED_UP_AT_ONCE = 1000, KEY_TEXT = 22 };

/* Keys that are to be looked up, as an array of PostgreSQL that is not closed yet. */
struct lookup {
    const char *statement;
    struct residents *residents;
    struct buffer keys;
    int count;
};

struct finding {
    struct tracker *tracker;
    struct tracked *tracked;
    struct lookup dossiers, feedbacks, figures;
};

void tracker_shelf(struct tracked *tracked, const struct fact *fact, struct shelf *shelf)
{
    const struct bytes subject = fact->subject;
    const enum fact_family family = fact_kinds[fact->type].family;

    shelf->residents = &tracked->residents;
    shelf->source = fact->source;
    shelf->code = subject;
    if (fact->type == FACT_COMPLAINED) {
        shelf->residents = &tracked->complaints;
        shelf->source = bytes_of_text("");
    } else if (fact_is_feedback(fact->type)) {
        shelf->residents = &tracked->feedbacks;
    }
    if (tracked->partition > 0)
        return;
    if (family == FAMILY_FIGURES) {
        shelf->residents = &tracked->figures;
        snprintf(shelf->text, sizeof shelf->text, "%u %.*s%.*s", (unsigned)subject.length,
                 (int)subject.length, (const char *)subject.at, (int)fact->id.length,
                 (const char *)fact->id.at);
    } else {
        snprintf(shelf->text, sizeof shelf->text, "%d %.*s", (int)family, (int)subject.length,
                 (const char *)subject.at);
    }
    shelf->code = bytes_of_text(shelf->text);
}

/* ---- looking up ---- */

struct resident *residents_from_row(struct residents *residents, const struct database *database,
                                    int row)
{
    const struct bytes source = row_bytes(database, row, 1), code = row_bytes(database, row, 2);
    struct resident *resident = residents_find(residents, source, code);

    if (resident)
        return resident;
    resident = residents_add(residents, source, code);
    resident->number = row_integer(database, row, 0);
    resident->stored = true;
    residents_grow(residents, resident, row_bytes(database, row, 4),
                   (uint32_t)row_integer(database, row, 3));
    residents_post(residents, resident, row_bytes(database, row, 5));
    return resident;
}

static enum outcome look_up(const struct finding *finding, struct lookup *lookup,
                            struct failure *why)
{
    struct database *database = &finding->tracker->database;
    struct parameters parameters = {0};

    if (lookup->count == 0)
        return DONE;
    buffer_add(&lookup->keys, "}", 1);
    parameter_integer(&parameters, finding->tracked->partition);
    parameter_text(&parameters, buffer_bytes(&lookup->keys));
    TRY(database_query(database, statement(tracker_sql, lookup->statement), &parameters, why));
    for (int row = 0; row < row_count(database); row++)
        residents_from_row(lookup->residents, database, row);
    buffer_clear(&lookup->keys);
    lookup->count = 0;
    return DONE;
}

static enum outcome want(const struct finding *finding, struct lookup *lookup, uint64_t key,
                         struct failure *why)
{
    char text[KEY_TEXT + 1];

    snprintf(text, sizeof text, "%c%lld", lookup->count ? ',' : '{', (long long)key);
    buffer_add(&lookup->keys, text, strlen(text));
    if (++lookup->count < LOOKED_UP_AT_ONCE)
        return DONE;
    return look_up(finding, lookup, why);
}

/* One of a kind that has numbers, and whose keys are in the filter. */
static enum outcome want_one(struct finding *finding, struct lookup *lookup, struct bytes source,
                             struct bytes code, struct failure *why)
{
    uint64_t key;

    if (residents_find(lookup->residents, source, code))
        return DONE;
    key = dossier_key(source, code);
    if (!filter_perhaps(&finding->tracked->filter, key))
        return DONE;
    return want(finding, lookup, key, why);
}

/* A complaint is about the dossiers of every source. */
static enum outcome want_dossiers(struct finding *finding, struct bytes code, struct failure *why)
{
    const struct sources *sources = &finding->tracked->sources;

    for (size_t row = 0; row < sources->count; row++)
        TRY(want_one(finding, &finding->dossiers, sources_at(sources, row), code, why));
    return DONE;
}

static enum outcome want_figure(struct finding *finding, const struct fact *fact,
                                struct failure *why)
{
    struct shelf shelf;

    tracker_shelf(finding->tracked, fact, &shelf);
    /* What each source says of units and procedures is always in memory. */
    if (shelf.residents != &finding->tracked->figures ||
        residents_find(shelf.residents, shelf.source, shelf.code))
        return DONE;
    return want(finding, &finding->figures, dossier_key(shelf.source, shelf.code), why);
}

static enum outcome find_one(struct finding *finding, const struct fact *fact, struct failure *why)
{
    if (finding->tracked->partition == 0)
        return want_figure(finding, fact, why);
    sources_add(&finding->tracked->sources, fact->source);
    if (fact->type == FACT_COMPLAINED)
        return want_dossiers(finding, fact->subject, why);
    return want_one(finding,
                    fact_is_feedback(fact->type) ? &finding->feedbacks : &finding->dossiers,
                    fact->source, fact->subject, why);
}

static enum outcome find_all(struct finding *finding, struct failure *why)
{
    struct bytes rest = buffer_bytes(&finding->tracked->pending);
    struct waiting_record waiting;

    while (tracker_next_waiting(&rest, &waiting)) {
        struct fact fact;

        TRY(tracker_read_fact(finding->tracker, &waiting, &fact, why));
        TRY(find_one(finding, &fact, why));
    }
    TRY(look_up(finding, &finding->dossiers, why));
    TRY(look_up(finding, &finding->feedbacks, why));
    return look_up(finding, &finding->figures, why);
}

enum outcome tracker_find(struct tracker *tracker, struct tracked *tracked, struct failure *why)
{
    struct finding finding = {
        .tracker = tracker,
        .tracked = tracked,
        .dossiers = {.statement = "find_dossiers",  .residents = &tracked->residents},
        .feedbacks = {.statement = "find_feedbacks", .residents = &tracked->feedbacks},
        .figures = {.statement = "find_figures",   .residents = &tracked->figures  },
    };
    const enum outcome outcome = find_all(&finding, why);

    buffer_free(&finding.dossiers.keys);
    buffer_free(&finding.feedbacks.keys);
    buffer_free(&finding.figures.keys);
    return outcome;
}
