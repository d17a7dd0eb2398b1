#include "book.h"

int64_t book_sum(void *context, size_t row, enum measure measure, enum formula_channel channel,
                 int32_t day)
{
    const struct book *book = context;
    int64_t sum = 0;

    for (size_t at = 0; at < book->count; at++) {
        const struct posting *posting = &book->postings[at];

        if ((posting->row == row || row == book->total_row) && posting->measure == measure &&
            (channel == FORMULA_ANY_CHANNEL || channel == posting->channel) && posting->day <= day)
            sum += posting->amount;
    }
    return sum;
}
