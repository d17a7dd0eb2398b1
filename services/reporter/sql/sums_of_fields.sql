-- sums_of_fields(unit, day of the tree, last day, goes on: units, places, hung, parents, day of the
-- fields): S(measure, last day) of every row, by channel
--
-- Rows: kind (0 a field, 2 unmapped), code, channel, then the measures in the order of
-- proto/measure.h.
WITH RECURSIVE goes AS MATERIALIZED (
    SELECT unit COLLATE "C" AS unit, place COLLATE "C" AS place
    FROM unnest($4::text::text[], $5::text::text[]) AS g (unit, place)
), standing AS MATERIALIZED (
    SELECT u.unit, coalesce(h.parent COLLATE "C", u.parent) AS parent
    FROM report.internal_unit u
    LEFT JOIN unnest($6::text::text[], $7::text::text[]) AS h (unit, parent) ON h.unit = u.unit
    WHERE date '1970-01-01' + $2::integer BETWEEN u.holds_from AND u.holds_to
), root AS MATERIALIZED (
    SELECT min(s.unit) AS unit
    FROM standing s
    WHERE s.parent IS NULL AND (s.unit NOT IN (SELECT unit FROM goes)
        OR s.unit IN (SELECT parent FROM standing WHERE parent IS NOT NULL))
    HAVING count(*) = 1
), below AS (
    SELECT $1::text COLLATE "C" AS unit, $1::text COLLATE "C" AS place
    UNION
    SELECT s.unit, CASE WHEN b.unit = $1::text THEN s.unit ELSE b.place END
    FROM below b
    JOIN standing s ON s.parent = b.unit
    WHERE s.unit <> $1::text
), key AS MATERIALIZED (
    SELECT DISTINCT k.partition, k.unit, k.system
    FROM report.internal_sum_key k
    LEFT JOIN goes own ON own.unit = k.unit
    LEFT JOIN goes hang ON hang.unit = k.hangs_at
    LEFT JOIN below b ON b.unit = coalesce(own.place, hang.place, k.hangs_at)
    WHERE NOT k.national AND (b.unit IS NOT NULL OR $1::text = (SELECT unit FROM root))
), last AS MATERIALIZED (
    SELECT date '1970-01-01' + $3::integer AS day,
        date_trunc('month', date '1970-01-01' + $3::integer)::date AS month,
        date_trunc('year', date '1970-01-01' + $3::integer)::date AS year
), procedure AS MATERIALIZED (
    SELECT procedure, field
    FROM report.internal_procedure
    WHERE date '1970-01-01' + $8::integer BETWEEN holds_from AND holds_to
)
SELECT
    (CASE WHEN p.field IS NULL THEN 2 ELSE 0 END)::bigint AS kind,
    coalesce(p.field, '') COLLATE "C" AS code, s.channel::bigint,
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
GROUP BY 1, 2, s.channel
ORDER BY 1, 2
