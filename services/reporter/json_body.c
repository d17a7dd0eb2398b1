#include "reporter/json_body.h"

static int put(const char *bytes, size_t length, void *context)
{
    buffer_add(context, bytes, length);
    return 0;
}

void json_body_put(struct buffer *body, const json_t *value)
{
    json_dump_callback(value, put, body, JSON_INDENT(2) | JSON_REAL_PRECISION(15));
    buffer_add(body, "\n", 1);
}

void json_line_put(struct buffer *body, const json_t *value)
{
    json_dump_callback(value, put, body, JSON_COMPACT | JSON_REAL_PRECISION(15));
}
