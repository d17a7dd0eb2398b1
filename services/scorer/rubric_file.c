#include "scorer/rubric_file.h"

#include <errno.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "runtime/embedded.h"
#include "scorer/rubric_object.h"

enum { FILE_MOST = 4 << 20 };

extern const struct embedded scorer_rubrics[];

static json_t *indicator_of(json_t *root, const char *id)
{
    size_t group_at, at;
    json_t *group, *indicator;

    json_array_foreach(json_object_get(root, "groups"), group_at, group)
    {
        json_array_foreach(json_object_get(group, "indicators"), at, indicator)
        {
            const char *const known = json_string_value(json_object_get(indicator, "id"));

            if (known && strcmp(known, id) == 0)
                return indicator;
        }
    }
    return NULL;
}

static enum outcome vary_indicators(json_t *root, json_t *changes, struct failure *why)
{
    const char *id;
    json_t *fields;

    if (!json_is_object(changes))
        return fail_field(why, REJECT, "indicators", "indicators is not an object");
    json_object_foreach(changes, id, fields)
    {
        json_t *const indicator = indicator_of(root, id);

        if (!indicator)
            return fail_field(why, REJECT, "indicators", "indicator %.48s is not in the rubric",
                              id);
        if (json_object_update(indicator, fields) != 0)
            return fail_field(why, REJECT, "indicators", "indicator %.48s: no fields", id);
    }
    return DONE;
}

/* Puts the variant's fields over those of the rubric, whose id becomes R-V. */
static enum outcome vary(json_t *root, const char *variant, struct failure *why)
{
    json_t *const changes = json_object_get(json_object_get(root, "variants"), variant);
    const char *const id = json_string_value(json_object_get(root, "id"));
    char varied[RUBRIC_ID];
    const char *key;
    json_t *value;

    if (!json_is_object(changes) || !id)
        return fail_field(why, REJECT, "variants", "the rubric has no such variant");
    snprintf(varied, sizeof varied, "%s-%s", id, variant);
    json_object_foreach(changes, key, value)
    {
        if (strcmp(key, "indicators") == 0)
            TRY(vary_indicators(root, value, why));
        else
            json_object_set(root, key, value);
    }
    json_object_set_new(root, "id", json_string(varied));
    return DONE;
}

static enum outcome read_root(json_t *root, const char *variant, struct arena *arena,
                              struct rubric *rubric, struct failure *why)
{
    if (!json_is_object(root))
        return fail(why, REJECT, "it is not an object");
    if (variant && vary(root, variant, why) != DONE) {
        failure_prefix(why, "variant %.40s", variant);
        return REJECT;
    }
    return rubric_from_object(root, arena, rubric, why);
}

enum outcome rubric_read(const char *text, size_t length, const char *variant, struct arena *arena,
                         struct rubric *rubric, struct failure *why)
{
    json_error_t error;
    json_t *const root = json_loadb(text, length, JSON_REJECT_DUPLICATES, &error);
    enum outcome outcome;

    if (!root)
        return fail(why, REJECT, "rubric: line %d column %d: %s", error.line, error.column,
                    error.text);
    outcome = read_root(root, variant, arena, rubric, why);
    if (outcome != DONE) {
        const char *const id = json_string_value(json_object_get(root, "id"));

        failure_prefix(why, "rubric %.48s", id ? id : "without id");
    }
    json_decref(root);
    return outcome;
}

/* The rubric R of the name R or R-V that is part of the program. */
static const struct embedded *shipped(const char *name, const char **variant)
{
    for (size_t length = strlen(name) + 1; length-- > 0;) {
        char file[RUBRIC_ID + sizeof ".json"];
        const struct embedded *found;

        if (length >= RUBRIC_ID || (name[length] && name[length] != '-'))
            continue;
        snprintf(file, sizeof file, "%.*s.json", (int)length, name);
        found = embedded_find(scorer_rubrics, file);
        *variant = name[length] ? name + length + 1 : NULL;
        if (found)
            return found;
    }
    return NULL;
}

static enum outcome read_all(FILE *file, char **text, size_t *length, struct failure *why)
{
    *text = malloc(FILE_MOST);
    if (!*text)
        return fail(why, FATAL, "no memory for a rubric");
    *length = fread(*text, 1, FILE_MOST, file);
    if (ferror(file))
        return fail(why, REJECT, "it cannot be read");
    if (*length == FILE_MOST)
        return fail(why, REJECT, "it is too large");
    return DONE;
}

static enum outcome load_file(const char *path, struct arena *arena, struct rubric *rubric,
                              struct failure *why)
{
    FILE *const file = fopen(path, "rb");
    char *text = NULL;
    size_t length = 0;
    enum outcome outcome;

    if (!file)
        return fail(why, REJECT, "rubric %s is not part of the program and no file: %s", path,
                    strerror(errno));
    outcome = read_all(file, &text, &length, why);
    if (outcome == DONE)
        outcome = rubric_read(text, length, NULL, arena, rubric, why);
    if (outcome != DONE)
        failure_prefix(why, "%s", path);
    free(text);
    fclose(file);
    return outcome;
}

enum outcome rubric_load(const char *id_or_path, struct arena *arena, struct rubric *rubric,
                         struct failure *why)
{
    const char *variant = NULL;
    const struct embedded *const own = shipped(id_or_path, &variant);

    if (own)
        return rubric_read(own->text, own->size, variant, arena, rubric, why);
    return load_file(id_or_path, arena, rubric, why);
}
