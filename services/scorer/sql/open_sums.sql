-- open_sums(units or NULL for all, first, last): steps by unit where they hang, channel and month
-- Months are days since 1970 from day first to last, without a value for all years before them.
-- Then the measures in the order of proto/measure.h. Sums of sources of kind national stay out.
DECLARE sums NO SCROLL CURSOR FOR
SELECT k.hangs_at, k.channel::bigint,
    CASE WHEN s.step = 2 THEN (s.start - date '1970-01-01')::bigint END,
    sum(s.received)::bigint, sum(s.finished_early)::bigint, sum(s.finished_on_time)::bigint,
    sum(s.finished_late)::bigint, sum(s.withdrawn)::bigint, sum(s.overdue_in)::bigint,
    sum(s.overdue_out)::bigint, sum(s.waiting_in)::bigint, sum(s.waiting_out)::bigint,
    sum(s.returned_counter)::bigint, sum(s.returned_online)::bigint, sum(s.returned_post)::bigint,
    sum(s.returned_on_spot)::bigint, sum(s.payments_online)::bigint, sum(s.payments_direct)::bigint,
    sum(s.amount_online)::bigint, sum(s.amount_direct)::bigint, sum(s.received_digitised)::bigint,
    sum(s.closed_digitised)::bigint, sum(s.received_e_result)::bigint,
    sum(s.closed_e_result)::bigint, sum(s.received_result_due)::bigint,
    sum(s.closed_result_due)::bigint, sum(s.received_reused)::bigint, sum(s.closed_reused)::bigint,
    sum(s.received_from_store)::bigint, sum(s.closed_from_store)::bigint,
    sum(s.received_population_db)::bigint, sum(s.closed_population_db)::bigint,
    sum(s.received_account_verified)::bigint, sum(s.closed_account_verified)::bigint,
    sum(s.received_fee_due)::bigint, sum(s.closed_fee_due)::bigint,
    sum(s.received_paid_online)::bigint, sum(s.closed_paid_online)::bigint,
    sum(s.received_full_online)::bigint, sum(s.closed_full_online)::bigint,
    sum(s.received_part_online)::bigint, sum(s.closed_part_online)::bigint,
    sum(s.received_interlinked_same_level)::bigint, sum(s.closed_interlinked_same_level)::bigint,
    sum(s.received_interlinked_cross_level)::bigint, sum(s.closed_interlinked_cross_level)::bigint,
    sum(s.received_online_complete)::bigint, sum(s.closed_online_complete)::bigint,
    sum(s.received_digitised_both)::bigint, sum(s.closed_digitised_both)::bigint,
    sum(s.received_e_result_due)::bigint, sum(s.closed_e_result_due)::bigint,
    sum(s.received_complained)::bigint, sum(s.closed_complained)::bigint,
    sum(s.late_in_766)::bigint, sum(s.late_out_766)::bigint, sum(s.bad_in_766)::bigint,
    sum(s.bad_out_766)::bigint, sum(s.rated)::bigint, sum(s.rated_satisfied)::bigint,
    sum(s.notified_result_ready)::bigint, sum(s.notified_apology)::bigint,
    sum(s.notified_other)::bigint, sum(s.handling_minutes)::bigint
FROM report.internal_sum_key k
JOIN report.internal_sum_unit s
    ON s.partition = k.partition AND s.unit = k.unit AND s.channel = k.channel
    AND s.system = k.system AND s.step IN (2, 3)
    AND CASE s.step WHEN 3 THEN s.start < date '1970-01-01' + $2::integer
        ELSE s.start BETWEEN date '1970-01-01' + $2::integer AND date '1970-01-01' + $3::integer
        END
WHERE NOT k.national AND ($1::text[] IS NULL OR k.hangs_at = ANY ($1::text[]))
GROUP BY 1, 2, 3
