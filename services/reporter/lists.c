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

static const struct listing figures[] = {
    {"figures",       "Số liệu đang có hiệu lực", "list_figures"},
    {"targets", "Chỉ tiêu đang có hiệu lực", "list_targets"},
    {0      },
};

static const struct listing figure_history[] = {
    {"figures",              "Lịch sử số liệu", "list_figure_history"},
    {"targets", "Lịch sử chỉ tiêu", "list_target_history"},
    {0             },
};

enum outcome answer_figures(struct asking *asking, struct failure *why)
{
    static const char *const names[] = {"unit", "form", "indicator", "from", "to"};
    const bool whole = asking_chose(asking, "history", "yes");
    struct parameters parameters = {0};

    for (size_t row = 0; row < sizeof names / sizeof names[0]; row++) {
        const char *value = asking_text(asking, names[row]);

        if (value)
            parameter_text(&parameters, bytes_of_text(value));
        else
            parameter_null(&parameters);
    }
    return listing_answer(asking, whole ? figure_history : figures, &parameters, why);
}

static const struct listing quality[] = {
    {"oddities",       "Điểm bất thường của hồ sơ tiếp nhận trong kỳ", "list_oddities"},
    {"mass_closing", "Ngày kết thúc dồn vào đúng ngày hẹn", "list_mass_closing"},
    {0  },
};

static const struct listing odd_dossiers[] = {
    {"dossiers",           "Hồ sơ có điểm bất thường", "list_odd_dossiers"},
    {0},
};

enum outcome answer_quality(struct asking *asking, struct failure *why)
{
    static const char *const names[] = {"unit", "from", "to", "flag"};
    struct parameters parameters = {0};

    for (size_t row = 0; row < sizeof names / sizeof names[0]; row++) {
        const char *value = asking_text(asking, names[row]);

        if (value)
            parameter_text(&parameters, bytes_of_text(value));
        else
            parameter_null(&parameters);
    }
    return listing_answer(asking, asking_text(asking, "flag") ? odd_dossiers : quality, &parameters,
                          why);
}

enum outcome answer_ping(struct asking *asking, struct failure *why)
{
    (void)why;
    asking_print(asking, "pong\n");
    return DONE;
}
