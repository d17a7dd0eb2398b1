/*
 * tree: a small tree of units and an empty book of sums for tests.
 *
 * Province P; below it departments A and B and the district D, which is closed on 2023-07-01;
 * commune C is below D, and from that day on below B.
 */
#pragma once

#include "scorer/core/sums.h"

enum { TREE_A, TREE_B, TREE_C, TREE_D, TREE_P, TREE_UNITS };
enum { TREE_MONTHS = 24 };

extern const struct units tree;

/* Places for January 2023 to December 2024, all zero. */
struct sums tree_sums(const struct slots *slots, int64_t *memory);
int32_t tree_month(int year, int month);
int32_t tree_day(int year, int month, int day);

/* Adds n of the measure to the unit in the month. */
void tree_add(struct sums *sums, uint32_t unit, int32_t month, enum formula_channel channel,
              enum measure measure, int64_t n);
void tree_close(struct sums *sums);
