/*
 * post: messages on their way, which may be lost, doubled, overtaken and late.
 */
#pragma once

#include "runtime/buffer.h"
#include "tests/support/chance.h"

struct schema;

enum receiver { TO_INTAKE, TO_PRODUCER, TO_TRACKER, TO_AGGREGATOR };

/* Encoded as between the services (proto/message.h). `group` and `instance` say which of them. */
struct letter {
    enum receiver receiver;
    int group;
    int instance;
    struct buffer message;
};

struct post {
    struct chance *chance;
    struct letter *letters;
    size_t count, room;
    bool fair; /* Nothing is lost or doubled any more. */
};

void post_close(struct post *post);

/* Sends what `schema` makes of `record`; some letters are lost here. */
void post_send(struct post *post, enum receiver receiver, int group, int instance,
               const struct schema *schema, const void *record);

/* Takes any letter; now and then it stays on its way as well. False: there is none. */
bool post_take(struct post *post, struct letter *letter);
