#include "thuocdo/send/progress.h"

#include "runtime/clock.h"

void progress_clear(struct progress *progress)
{
    if (progress->is_line_open)
        fputs("\r\033[K", progress->out);
    progress->is_line_open = false;
}

void progress_begin(struct progress *progress, const char *file, int64_t durable)
{
    progress->file = file;
    progress->at_start = durable;
    progress->begun_ms = clock_ms();
    progress->shown_ms = 0;
}

void progress_show(struct progress *progress, int64_t durable, int64_t rejected)
{
    const int64_t now_ms = clock_ms(), passed_ms = now_ms - progress->begun_ms;
    const int64_t rate = passed_ms > 0 ? (durable - progress->at_start) * 1000 / passed_ms : 0;

    if (!progress->is_terminal || now_ms - progress->shown_ms < PROGRESS_MS)
        return;
    progress->shown_ms = now_ms;
    progress_clear(progress);
    fprintf(progress->out, "%s: %lld acknowledged, %lld a second, %lld rejected", progress->file,
            (long long)durable, (long long)rate, (long long)rejected);
    fflush(progress->out);
    progress->is_line_open = true;
}

/* Beyond the first few a list helps nobody; `thuocdo rejects` has them all. */
static bool is_said(struct progress *progress)
{
    if (progress->said >= PROGRESS_REJECTED) {
        progress->unsaid++;
        return false;
    }
    progress->said++;
    progress_clear(progress);
    return true;
}

void progress_reject(struct progress *progress, int64_t line, const struct rejected_item *item)
{
    if (!is_said(progress))
        return;
    fprintf(progress->out, "%s:%lld: ", progress->file, (long long)line);
    if (item->subject.length)
        fprintf(progress->out, "%.*s ", (int)item->subject.length, (const char *)item->subject.at);
    if (item->id.length)
        fprintf(progress->out, "%.*s", (int)item->id.length, (const char *)item->id.at);
    if (item->subject.length || item->id.length)
        fputs(": ", progress->out);
    fprintf(progress->out, "%.*s: %.*s\n", (int)item->field.length, (const char *)item->field.at,
            (int)item->rule.length, (const char *)item->rule.at);
}

void progress_too_large(struct progress *progress, int64_t line)
{
    if (is_said(progress))
        fprintf(progress->out, "%s:%lld: it is too large for any message: not sent\n",
                progress->file, (long long)line);
}

void progress_say(struct progress *progress, const char *sentence)
{
    progress_clear(progress);
    fprintf(progress->out, "%s: %s\n", progress->file, sentence);
    fflush(progress->out);
}
