#include "thuocdo/score.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "scorer/core/counts.h"
#include "scorer/core/exact.h"
#include "scorer/core/score.h"
#include "scorer/rubric_file.h"

enum { POINTS_DIGITS = 2, RATIO_DIGITS = 6, COVERAGE_DIGITS = 4, FIRST_READ = 1 << 16 };

/* The memory of one run; each piece is freed once, at the end. */
struct run {
    FILE *file;
    char *text;
    void *rubric_memory;
    void *counts_memory;
    struct rubric rubric;
    struct counts counts;
};

static void print_text(FILE *out, struct bytes text)
{
    putc('"', out);
    for (size_t at = 0; at < text.length; at++) {
        const unsigned char byte = text.at[at];

        if (byte < 0x20)
            fprintf(out, "\\u%04x", byte);
        else if (byte == '"' || byte == '\\')
            fprintf(out, "\\%c", byte);
        else
            putc(byte, out);
    }
    putc('"', out);
}

/* `value` is not negative and counts 10^-digits; zeros at the end are left out. */
static void print_decimal(FILE *out, int64_t value, int digits)
{
    int64_t whole = 1;

    while (digits && value % 10 == 0) {
        value /= 10;
        digits--;
    }
    for (int digit = 0; digit < digits; digit++)
        whole *= 10;
    fprintf(out, "%lld", (long long)(value / whole));
    if (digits)
        fprintf(out, ".%0*lld", digits, (long long)(value % whole));
}

static void print_member(FILE *out, const char *key, bool known, int64_t value, int digits)
{
    fprintf(out, ", \"%s\": ", key);
    if (known)
        print_decimal(out, value, digits);
    else
        fputs("null", out);
}

static void print_indicators(FILE *out, const struct rubric *rubric, const struct score *score)
{
    for (size_t row = 0; row < rubric->indicator_count; row++) {
        const struct indicator_score *const made = &score->indicators[row];

        fprintf(out, "%s\n      {\"id\": \"%s\"", row ? "," : "", rubric->indicators[row].id);
        print_member(out, "ratio", made->has_ratio, made->ratio_millionths, RATIO_DIGITS);
        print_member(out, "points", made->has_points, made->points, POINTS_DIGITS);
        print_member(out, "max", true, rubric->indicators[row].max, POINTS_DIGITS);
        putc('}', out);
    }
}

static void print_groups(FILE *out, const struct rubric *rubric, const struct score *score)
{
    for (size_t row = 0; row < rubric->group_count; row++) {
        fprintf(out, "%s\n      {\"id\": \"%s\"", row ? "," : "", rubric->groups[row].id);
        print_member(out, "points", true, score->groups[row], POINTS_DIGITS);
        print_member(out, "max", true, rubric->groups[row].max, POINTS_DIGITS);
        putc('}', out);
    }
}

static void print_unit(FILE *out, const struct rubric *rubric, struct bytes name,
                       const struct score *score)
{
    const int64_t coverage =
        score->asked ? (int64_t)quotient_half_up((wide)score->covered * 10000, score->asked) : 0;

    fputs("\n    {\"unit\": ", out);
    print_text(out, name);
    fputs(", \"indicators\": [", out);
    print_indicators(out, rubric, score);
    fputs("], \"groups\": [", out);
    print_groups(out, rubric, score);
    putc(']', out);
    print_member(out, "total", true, score->total, POINTS_DIGITS);
    print_member(out, "coverage", score->asked, coverage, COVERAGE_DIGITS);
    putc('}', out);
}

static void print_scores(FILE *out, const struct run *run)
{
    struct count counts[RUBRIC_INDICATORS];
    struct score score;

    fprintf(out, "{\"rubric\": \"%s\", \"units\": [", run->rubric.id);
    for (size_t unit = 0; unit < run->counts.unit_count; unit++) {
        counts_of_unit(&run->counts.units[unit], counts);
        score_unit(&run->rubric, RUBRIC_LEVEL_ANY, counts, NULL, &score);
        if (unit)
            putc(',', out);
        print_unit(out, &run->rubric, run->counts.units[unit].name, &score);
    }
    fputs("]}\n", out);
}

static enum outcome load_rubric(struct run *run, const char *rubric, struct failure *why)
{
    struct arena arena;

    run->rubric_memory = malloc(RUBRIC_ARENA);
    if (!run->rubric_memory)
        return fail(why, FATAL, "no memory for a rubric");
    arena = arena_over(run->rubric_memory, RUBRIC_ARENA);
    return rubric_load(rubric, &arena, &run->rubric, why);
}

/* Reads to the end in growing steps, so that a pipe will do. */
static enum outcome load_text(struct run *run, const char *path, struct bytes *text,
                              struct failure *why)
{
    size_t size = FIRST_READ, used = 0;

    run->file = fopen(path, "rb");
    if (!run->file)
        return fail(why, REJECT, "%s", strerror(errno));
    for (;;) {
        char *const grown = realloc(run->text, size);

        if (!grown)
            return fail(why, REJECT, "the file is too large");
        run->text = grown;
        used += fread(grown + used, 1, size - used, run->file);
        if (used < size)
            break;
        size *= 2;
    }
    *text = (struct bytes){(const uint8_t *)run->text, used};
    return ferror(run->file) ? fail(why, REJECT, "it cannot be read") : DONE;
}

static enum outcome load_counts(struct run *run, const char *path, struct failure *why)
{
    struct arena arena;
    struct bytes text;
    size_t size;

    TRY(load_text(run, path, &text, why));
    size = counts_arena(text);
    run->counts_memory = malloc(size);
    if (!run->counts_memory)
        return fail(why, REJECT, "the file is too large");
    arena = arena_over(run->counts_memory, size);
    return counts_read(text, &run->rubric, &arena, &run->counts, why);
}

static enum outcome score(struct run *run, const char *rubric, const char *path, FILE *out,
                          struct failure *why)
{
    TRY(load_rubric(run, rubric, why));
    if (load_counts(run, path, why) != DONE) {
        failure_prefix(why, "%s", path);
        return REJECT;
    }
    print_scores(out, run);
    return fflush(out) == 0 ? DONE : fail(why, FATAL, "the scores cannot be written");
}

enum outcome score_counts(const char *rubric, const char *path, FILE *out, struct failure *why)
{
    struct run run = {0};
    const enum outcome outcome = score(&run, rubric, path, out, why);

    if (run.file)
        fclose(run.file);
    free(run.counts_memory);
    free(run.text);
    free(run.rubric_memory);
    return outcome;
}
