-- sums_of_choice(unit, day of the tree, last day, systems or null, field or null): S(measure, last
-- day) of the unit with all below, of some systems and of one field
--
-- Systems are names of sources or their kinds, with commas between them; null is all but national
-- ones. Rows: kind (3), no code, channel, then the measures in the order of proto/measure.h.
WITH RECURSIVE standing AS MATERIALIZED (
    SELECT unit, parent
    FROM report.internal_unit
    WHERE date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
), below AS (
    SELECT $1::text COLLATE "C" AS unit
    UNION
    SELECT s.unit FROM below b JOIN standing s ON s.parent = b.unit
), root AS MATERIALIZED (
    -- Of the only root all there is, wherever it hangs, as sums_of_all has it.
    SELECT min(unit) AS unit FROM standing WHERE parent IS NULL HAVING count(*) = 1
), key AS MATERIALIZED (
    SELECT DISTINCT k.partition, k.unit, k.system
    FROM report.internal_sum_key k
    LEFT JOIN below b ON b.unit = k.hangs_at
    LEFT JOIN report.sources chosen ON chosen.source = k.system
    WHERE (b.unit IS NOT NULL OR $1::text = (SELECT unit FROM root))
        AND CASE WHEN $4::text IS NULL THEN NOT k.national
            ELSE chosen.source = ANY (string_to_array($4::text, ','))
                OR chosen.kind = ANY (string_to_array($4::text, ',')) END
), last AS MATERIALIZED (
    SELECT date '1970-01-01' + $3::integer AS day,
        date_trunc('month', date '1970-01-01' + $3::integer)::date AS month,
        date_trunc('year', date '1970-01-01' + $3::integer)::date AS year
), procedure AS MATERIALIZED (
    SELECT procedure, field
    FROM report.internal_procedure
    WHERE date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
)
SELECT 3::bigint, ''::text, s.channel::bigint,
    coalesce(sum(s.received), 0)::bigint, coalesce(sum(s.finished_early), 0)::bigint,
    coalesce(sum(s.finished_on_time), 0)::bigint, coalesce(sum(s.finished_late), 0)::bigint,
    coalesce(sum(s.withdrawn), 0)::bigint, coalesce(sum(s.overdue_in), 0)::bigint,
    coalesce(sum(s.overdue_out), 0)::bigint, coalesce(sum(s.waiting_in), 0)::bigint,
    coalesce(sum(s.waiting_out), 0)::bigint, coalesce(sum(s.returned_counter), 0)::bigint,
    coalesce(sum(s.returned_online), 0)::bigint, coalesce(sum(s.returned_post), 0)::bigint,
    coalesce(sum(s.returned_on_spot), 0)::bigint, coalesce(sum(s.payments_online), 0)::bigint,
    coalesce(sum(s.payments_direct), 0)::bigint, coalesce(sum(s.amount_online), 0)::bigint,
    coalesce(sum(s.amount_direct), 0)::bigint, coalesce(sum(s.received_digitised), 0)::bigint,
    coalesce(sum(s.closed_digitised), 0)::bigint, coalesce(sum(s.received_e_result), 0)::bigint,
    coalesce(sum(s.closed_e_result), 0)::bigint, coalesce(sum(s.received_result_due), 0)::bigint,
    coalesce(sum(s.closed_result_due), 0)::bigint, coalesce(sum(s.received_reused), 0)::bigint,
    coalesce(sum(s.closed_reused), 0)::bigint, coalesce(sum(s.received_from_store), 0)::bigint,
    coalesce(sum(s.closed_from_store), 0)::bigint,
    coalesce(sum(s.received_population_db), 0)::bigint,
    coalesce(sum(s.closed_population_db), 0)::bigint,
    coalesce(sum(s.received_account_verified), 0)::bigint,
    coalesce(sum(s.closed_account_verified), 0)::bigint,
    coalesce(sum(s.received_fee_due), 0)::bigint, coalesce(sum(s.closed_fee_due), 0)::bigint,
    coalesce(sum(s.received_paid_online), 0)::bigint,
    coalesce(sum(s.closed_paid_online), 0)::bigint,
    coalesce(sum(s.received_full_online), 0)::bigint,
    coalesce(sum(s.closed_full_online), 0)::bigint,
    coalesce(sum(s.received_part_online), 0)::bigint,
    coalesce(sum(s.closed_part_online), 0)::bigint,
    coalesce(sum(s.received_interlinked_same_level), 0)::bigint,
    coalesce(sum(s.closed_interlinked_same_level), 0)::bigint,
    coalesce(sum(s.received_interlinked_cross_level), 0)::bigint,
    coalesce(sum(s.closed_interlinked_cross_level), 0)::bigint,
    coalesce(sum(s.received_online_complete), 0)::bigint,
    coalesce(sum(s.closed_online_complete), 0)::bigint,
    coalesce(sum(s.received_digitised_both), 0)::bigint,
    coalesce(sum(s.closed_digitised_both), 0)::bigint,
    coalesce(sum(s.received_e_result_due), 0)::bigint,
    coalesce(sum(s.closed_e_result_due), 0)::bigint,
    coalesce(sum(s.received_complained), 0)::bigint,
    coalesce(sum(s.closed_complained), 0)::bigint, coalesce(sum(s.late_in_766), 0)::bigint,
    coalesce(sum(s.late_out_766), 0)::bigint, coalesce(sum(s.bad_in_766), 0)::bigint,
    coalesce(sum(s.bad_out_766), 0)::bigint, coalesce(sum(s.rated), 0)::bigint,
    coalesce(sum(s.rated_satisfied), 0)::bigint,
    coalesce(sum(s.notified_result_ready), 0)::bigint,
    coalesce(sum(s.notified_apology), 0)::bigint, coalesce(sum(s.notified_other), 0)::bigint,
    coalesce(sum(s.handling_minutes), 0)::bigint
FROM key
CROSS JOIN last
JOIN report.internal_sum_cell s
    ON s.partition = key.partition AND s.unit = key.unit AND s.system = key.system
    AND s.start <= last.day
    AND (s.step = 3 AND s.start < last.year
        OR s.step = 2 AND s.start >= last.year AND s.start < last.month
        OR s.step = 1 AND s.start >= last.month)
LEFT JOIN procedure p ON p.procedure = s.procedure
WHERE $5::text IS NULL OR p.field = $5::text
GROUP BY s.channel
