/*
 * catalogue_schema: a table of fields as JSON Schema of its JSON twin.
 */
#pragma once

#include <jansson.h>

#include "proto/field.h"

/* A reference to the schema of that name among the components; NULL when memory has run out. */
json_t *catalogue_reference(const char *component, const char *name);

/* The schema, the caller's; NULL when memory has run out. A closed one allows no other key. */
json_t *catalogue_schema(const struct schema *schema, bool is_closed);
