#include "reporter/answers.h"
#include "reporter/core/render_csv.h"
#include "reporter/core/render_json.h"
#include "reporter/core/render_text.h"
#include "reporter/filling.h"

static bool put_text(const struct table *table, const struct sink *sink)
{
    return render_text(table, RENDER_TEXT_WIDTH, sink);
}

static const struct {
    const char *format;
    bool (*put)(const struct table *table, const struct sink *sink);
} renderers[] = {
    {"text", put_text   },
    {"csv",  render_csv },
    {"json", render_json},
};

enum outcome answer_report(struct asking *asking, struct failure *why)
{
    const struct sink sink = buffer_sink(asking->body);
    struct filling filling;

    TRY(filling_open(&filling, asking, why));
    for (size_t row = 0; row < sizeof renderers / sizeof renderers[0]; row++)
        if (asking_chose(asking, "format", renderers[row].format))
            renderers[row].put(&filling.table, &sink);
    return DONE;
}
