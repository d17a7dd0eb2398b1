#include "tests/flow/post.h"

#include <stdlib.h>

#include "proto/field.h"

enum { LOST_ONCE_IN = 8, DOUBLED_ONCE_IN = 6, ON_THE_WAY = 64 };

void post_close(struct post *post)
{
    for (size_t row = 0; row < post->count; row++)
        buffer_free(&post->letters[row].message);
    free(post->letters);
    *post = (struct post){0};
}

void post_send(struct post *post, enum receiver receiver, int group, int instance,
               const struct schema *schema, const void *record)
{
    struct letter letter = {.receiver = receiver, .group = group, .instance = instance};
    struct sink sink = buffer_sink(&letter.message);

    if (!post->fair && (chance_once_in(post->chance, LOST_ONCE_IN) || post->count > ON_THE_WAY))
        return;
    if (!record_encode(schema, record, &sink))
        abort(); /* A buffer takes everything. */
    if (post->count == post->room) {
        post->room = post->room ? 2 * post->room : 16;
        post->letters = heap_resize(post->letters, post->room, sizeof *post->letters);
    }
    post->letters[post->count++] = letter;
}

bool post_take(struct post *post, struct letter *letter)
{
    struct letter *at;

    if (post->count == 0)
        return false;
    at = &post->letters[chance_below(post->chance, post->count)];
    *letter = *at;
    if (!post->fair && chance_once_in(post->chance, DOUBLED_ONCE_IN)) {
        at->message = (struct buffer){0};
        buffer_add(&at->message, letter->message.at, letter->message.length);
    } else {
        *at = post->letters[--post->count];
    }
    return true;
}
