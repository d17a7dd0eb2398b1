#include "thuocdo/recount/pace.h"

#include "runtime/clock.h"

void pace_start(struct pace *pace)
{
    pace->since_ms = clock_ms();
    pace->owed_ms = 0;
}

static void rest(struct pace *pace, int64_t most_ms)
{
    const int64_t worked_ms = clock_ms() - pace->since_ms;
    int64_t now_ms;

    if (pace->percent < PACE_FULL)
        pace->owed_ms += worked_ms * (PACE_FULL - pace->percent) / pace->percent;
    now_ms = pace->owed_ms < most_ms ? pace->owed_ms : most_ms;
    if (now_ms > 0)
        clock_sleep_ms(now_ms);
    pace->owed_ms -= now_ms;
    pace->since_ms = clock_ms();
}

void pace_rest(struct pace *pace)
{
    rest(pace, PACE_REST_MS);
}

void pace_pay(struct pace *pace)
{
    rest(pace, INT64_MAX);
}
