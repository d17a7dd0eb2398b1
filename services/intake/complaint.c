#include "intake/complaint.h"

#include "intake/national/fingerprint.h"

bool complaint_due(const struct fact *fact, const union fact_data *data)
{
    return fact->type == FACT_FEEDBACK_RECEIVED &&
           field_present(data->present, FEEDBACK_RECEIVED_DOSSIER);
}

enum outcome complaint_of(const struct fact *feedback, const union fact_data *data,
                          const uint8_t *key, size_t key_length, struct arena *arena,
                          struct complaint *complaint, struct failure *why)
{
    struct fingerprint fingerprint;

    *complaint = (struct complaint){
        .fact = {.present = feedback->present,
                 .type = FACT_COMPLAINED,
                 .source = feedback->source,
                 .time_us = feedback->time_us,
                 .subject = data->feedback.dossier},
    };
    complaint->data.complained =
        (struct complained_data){.present = 1, .feedback = feedback->subject};
    fingerprint_open(&fingerprint, key, key_length, "complained");
    fingerprint_text(&fingerprint, feedback->subject);
    fingerprint_text(&fingerprint, feedback->id);
    if (!fingerprint_close(&fingerprint, arena, &complaint->fact.id))
        return fail_field(why, REJECT, "item", "item does not fit the memory");
    return DONE;
}
