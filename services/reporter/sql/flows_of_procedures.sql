-- flows_of_procedures(unit, day of the tree, first day, last day, systems or null, field or null):
-- the flows of the period by procedure and channel, of the unit with all below
--
-- Only procedures that somebody has published; systems as in sums_of_choice. Rows: procedure,
-- channel, then the measures of FLOW_MEASURES (reporter/core/expression.h), in order of procedure.
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
        AND CASE WHEN $5::text IS NULL THEN NOT k.national
            ELSE chosen.source = ANY (string_to_array($5::text, ','))
                OR chosen.kind = ANY (string_to_array($5::text, ',')) END
), first AS (
    SELECT date '1970-01-01' + $3::integer AS day, date '1970-01-01' + $4::integer AS last_day
), span AS MATERIALIZED (
    -- Whole years, the whole months beside them, and the days that are left.
    SELECT day, last_day, date_trunc('month', day + interval '1 month - 1 day')::date AS month,
        date_trunc('month', last_day + interval '1 day')::date AS after_month,
        date_trunc('year', day + interval '1 year - 1 day')::date AS year,
        date_trunc('year', last_day + interval '1 day')::date AS after_year
    FROM first
), procedure AS MATERIALIZED (
    SELECT procedure, field
    FROM report.internal_procedure
    WHERE date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
)
SELECT s.procedure, s.channel::bigint,
    coalesce(sum(s.received), 0)::bigint, coalesce(sum(s.returned_counter), 0)::bigint,
    coalesce(sum(s.returned_online), 0)::bigint, coalesce(sum(s.returned_post), 0)::bigint,
    coalesce(sum(s.received_full_online), 0)::bigint,
    coalesce(sum(s.received_part_online), 0)::bigint
FROM key
CROSS JOIN span
JOIN report.internal_sum_cell s
    ON s.partition = key.partition AND s.unit = key.unit AND s.system = key.system
    AND CASE s.step
        WHEN 3 THEN s.start >= span.year AND s.start < span.after_year
        WHEN 2 THEN s.start >= span.month AND s.start < span.after_month
            AND NOT (s.start >= span.year AND s.start < span.after_year)
        ELSE s.start BETWEEN span.day AND span.last_day
            AND NOT (s.start >= span.month AND s.start < span.after_month)
    END
JOIN procedure p ON p.procedure = s.procedure
WHERE $6::text IS NULL OR p.field = $6::text
GROUP BY s.procedure, s.channel
ORDER BY s.procedure
