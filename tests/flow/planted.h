/*
 * planted: mistakes that the model of the pipeline can be told to make, one at a time.
 *
 * Each breaks one sentence of the protocol; a flow test that does not notice it proves nothing.
 */
#pragma once

/*
 * X(NAME, what the model does, in how many runs of a hundred it must at least be noticed; 0: too
 * rare for random weather, it has a test of its own)
 */
#define PLANTED(X)                                                                              \
    X(NOTHING, "keeps to the protocol", 0)                                                      \
    X(SENT_BEFORE_COMMIT, "hands out deltas before they are committed (rule 3)", 20)            \
    X(DELTA_AGAINST_RECOMPUTED, "takes deltas against a recomputed posting (rule 6)", 20)       \
    X(POSITION_NOT_COMPARED, "commits without comparing the position (rule 5)", 20)             \
    X(POSITION_APART, "commits sums and their position in two transactions (rule 5)", 20)       \
    X(OLD_RECORDS_TAKEN, "does not drop records up to its own position (rule 4)", 20)           \
    X(GAPS_TAKEN, "takes blocks that do not follow its own position (rule 4)", 5)               \
    X(REPOST_SKIPPED, "says it has the new catalogue without posting again (rule 7)", 20)       \
    X(REPOST_NOT_COMPARED, "compares no position when it only posts again (rule 5)", 0)         \
    X(CATALOGUE_TOO_EARLY, "says so with the first page of the dossiers concerned (rule 7)", 5) \
    X(BATCH_NOT_CHECKED, "logs a batch whatever its number (rule 10)", 20)                      \
    X(ACKNOWLEDGED_TOO_EARLY, "acknowledges a batch before it is committed (rule 10)", 20)

enum planted {
#define PLANTED_NAME(NAME, what, noticed) PLANTED_##NAME,
    PLANTED(PLANTED_NAME)
#undef PLANTED_NAME
        PLANTED_COUNT
};
