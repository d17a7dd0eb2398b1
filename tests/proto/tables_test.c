#include <criterion/criterion.h>
#include <stdio.h>
#include <string.h>

#include "tests/proto/records.h"
#include "tests/support/rows.h"

static const struct schema *schema_at(size_t row)
{
    const struct schema *schemas[EVERY_SCHEMA];

    return row < every_schema(schemas) ? schemas[row] : NULL;
}

static size_t schema_count(void)
{
    const struct schema *schemas[EVERY_SCHEMA];

    return every_schema(schemas);
}

static size_t size_of(const struct field *field)
{
    switch (field->kind) {
    case FIELD_TEXT:
    case FIELD_BINARY:
    case FIELD_DECIMAL:
    case FIELD_RAW: return sizeof(struct bytes);
    case FIELD_INTEGER:
    case FIELD_SIGNED:
    case FIELD_INSTANT: return sizeof(int64_t);
    case FIELD_BOOL:
    case FIELD_STATED: return sizeof(bool);
    case FIELD_CHOICE:
    case FIELD_DATE: return sizeof(int32_t);
    case FIELD_CHOICES: return sizeof(uint32_t);
    case FIELD_DUE: return sizeof(struct due);
    case FIELD_SPANS: return sizeof(struct spans);
    case FIELD_RECORD: return field->record->size;
    case FIELD_RECORDS:
    case FIELD_BINARIES:
    case FIELD_NUMBERS: return sizeof(struct list);
    }
    return 0;
}

static bool needs_limit(enum field_kind kind)
{
    return kind == FIELD_TEXT || kind == FIELD_BINARY || kind == FIELD_RECORDS ||
           kind == FIELD_BINARIES || kind == FIELD_NUMBERS;
}

static void check_names(const char *const *names, const char *field)
{
    int32_t row = 0;

    for (; names[row]; row++) {
        cr_expect_eq(choice_named(names, row), names[row][0] != '\0', "%s", field);
        if (names[row][0])
            cr_expect_eq(choice_by_name(names, names[row], strlen(names[row])), row,
                         "%s has the name %s twice", field, names[row]);
    }
    cr_expect_str_eq(names[0], "", "%s: number 0 means 'not stated'", field);
    cr_expect_eq(choice_by_name(names, "", 0), -1, "%s", field);
    cr_expect_not(choice_named(names, row), "%s", field);
    cr_expect_not(choice_named(names, -1), "%s", field);
    cr_expect_not(choice_named(names, INT64_MAX), "%s", field);
}

static void check_field(const struct schema *schema, const struct field *field)
{
    const bool is_choice = field->kind == FIELD_CHOICE || field->kind == FIELD_CHOICES;
    const bool is_nested = field->kind == FIELD_RECORD || field->kind == FIELD_RECORDS;

    cr_expect_geq(field->offset, sizeof(uint64_t), "%s.%s lies on present", schema->name,
                  field->name);
    cr_expect_leq(field->offset + size_of(field), schema->size, "%s.%s lies outside", schema->name,
                  field->name);
    cr_expect_eq(needs_limit(field->kind), needs_limit(field->kind) && field->limit > 0,
                 "%s.%s has no limit", schema->name, field->name);
    cr_expect_eq(is_choice, field->names != NULL, "%s.%s", schema->name, field->name);
    cr_expect_eq(is_nested, field->record != NULL, "%s.%s", schema->name, field->name);
    cr_expect(field->meaning && field->meaning[0] &&
                  field->meaning[strlen(field->meaning) - 1] != ' ',
              "%s.%s has no meaning", schema->name, field->name);
    if (is_choice)
        check_names(field->names, field->name);
}

static bool overlap(const struct field *left, const struct field *right)
{
    return left->offset < right->offset + size_of(right) &&
           right->offset < left->offset + size_of(left);
}

ROWS(tables, are_sound, schema_count())
{
    const struct schema *schema = schema_at(*row);

    cr_assert_lt(schema->count, 64, "%s does not fit `present`", schema->name);
    cr_assert_geq(schema->size, sizeof(uint64_t));
    cr_expect(schema->meaning && schema->meaning[0], "%s", schema->name);
    for (uint32_t one = 0; one < schema->count; one++) {
        const struct field *field = &schema->fields[one];

        check_field(schema, field);
        for (uint32_t other = 0; other < one; other++) {
            const struct field *before = &schema->fields[other];

            cr_expect_lt(before->key, field->key, "%s.%s", schema->name, field->name);
            cr_expect_str_neq(before->name, field->name, "%s.%s", schema->name, field->name);
            cr_expect_not(overlap(before, field), "%s.%s lies on %s", schema->name, field->name,
                          before->name);
        }
    }
}

Test(tables, have_names_of_their_own)
{
    const struct schema *schemas[EVERY_SCHEMA];
    const uint32_t count = every_schema(schemas);

    for (uint32_t one = 0; one < count; one++)
        for (uint32_t other = 0; other < one; other++)
            cr_expect(schemas[one] == schemas[other] ||
                          strcmp(schemas[one]->name, schemas[other]->name) != 0,
                      "%s twice", schemas[one]->name);
}

Test(tables, name_and_rank_every_type_of_fact)
{
    for (int type = FACT_NONE + 1; type < FACT_TYPE_COUNT; type++) {
        cr_expect_str_eq(fact_kinds[type].name, fact_type_names[type]);
        cr_expect_leq(fact_kinds[type].data->size, sizeof(union fact_data), "%s",
                      fact_kinds[type].name);
        cr_expect_eq(fact_is_reference((enum fact_type)type),
                     strncmp(fact_kinds[type].name, "dossier.", 8) != 0 &&
                         strncmp(fact_kinds[type].name, "feedback.", 9) != 0,
                     "%s", fact_kinds[type].name);
    }
}

Test(tables, spread_subjects_over_all_partitions)
{
    int counts[5] = {0};

    for (int number = 0; number < 4000; number++) {
        char subject[40];
        int32_t partition;

        snprintf(subject, sizeof subject, "000.00.12.H08-230201-%04d", number);
        partition = fact_partition(bytes_of_text(subject), 4);
        cr_assert(partition >= 1 && partition <= 4);
        counts[partition]++;
    }
    for (int partition = 1; partition <= 4; partition++)
        cr_expect(counts[partition] > 900 && counts[partition] < 1100, "partition %d has %d",
                  partition, counts[partition]);
    /* Fixed for ever: a subject that changed its partition would be another dossier. */
    cr_expect_eq(fact_partition(bytes_of_text("000.00.12.H08-230201-0001"), 4), 1);
}
