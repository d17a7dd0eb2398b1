/* Questions whose answer is what a view says. */
#include "reporter/answers.h"
#include "reporter/listing.h"

static const struct listing sources[] = {
    {"sources",       "Hệ thống gửi dữ liệu", "list_sources"},
    {0},
};

static const struct listing status[] = {
    {"services",        "Tiến trình đang giữ phân vùng", "list_services"},
    {"positions",  "Vị trí đã xử lý", "list_positions"},
    {"ledger",       "Sổ đối soát", "list_ledger"},
    {0},
};

static const struct listing rejects[] = {
    {"rejects",       "Dữ liệu không được nhận", "list_rejects"},
    {0},
};

enum outcome answer_sources(struct asking *asking, struct failure *why)
{
    return listing_answer(asking, sources, NULL, why);
}

enum outcome answer_status(struct asking *asking, struct failure *why)
{
    return listing_answer(asking, status, NULL, why);
}

enum outcome answer_rejects(struct asking *asking, struct failure *why)
{
    const char *source = asking_text(asking, "source");
    struct parameters parameters = {0};

    if (source)
        parameter_text(&parameters, bytes_of_text(source));
    else
        parameter_null(&parameters);
    return listing_answer(asking, rejects, &parameters, why);
}

enum outcome answer_ping(struct asking *asking, struct failure *why)
{
    (void)why;
    asking_print(asking, "pong\n");
    return DONE;
}
