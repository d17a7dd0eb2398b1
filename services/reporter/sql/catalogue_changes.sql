-- catalogue_changes(unit, last day, levels or null, systems or null, field or null): how the
-- catalogue changed up to the day, as far as it is handled at the levels of the unit and those below
--
-- A procedure of which no level is stated is handled everywhere; a department stands for its
-- province, a branch for the unit above it. Rows: day, n, change, then what is stated of it, and the
-- decision as a number, 0 for none; in order of decision.
WITH RECURSIVE standing AS MATERIALIZED (
    SELECT unit, parent, level
    FROM report.internal_unit
    WHERE date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
), below AS (
    SELECT $1::text COLLATE "C" AS unit
    UNION
    SELECT s.unit FROM below b JOIN standing s ON s.parent = b.unit
), place AS (
    SELECT s.level
    FROM below b
    JOIN standing s ON s.unit = b.unit
    UNION
    SELECT above.level
    FROM below b
    JOIN standing s ON s.unit = b.unit AND s.level = 'branch'
    JOIN standing above ON above.unit = s.parent
), level AS MATERIALIZED (
    SELECT array_agg(of_procedures.level) AS some
    FROM place
    CROSS JOIN LATERAL (
        SELECT place.level
        UNION
        SELECT 'province' WHERE place.level = 'department'
        UNION
        SELECT 'department' WHERE place.level = 'province'
    ) of_procedures (level)
)
SELECT (c.day - date '1970-01-01')::bigint, c.n::bigint, c.change, c.service_level, c.fee,
    c.online_payment, c.one_stop, c.interlink, c.location_independent, c.on_portal, c.bcci,
    c.eligible_full_online, c.internal_process, c.published,
    CASE WHEN c.decision_no IS NULL THEN 0
        ELSE dense_rank() OVER (ORDER BY c.decision_no, c.decision_date) END::bigint AS decision
FROM report.catalogue_change c
CROSS JOIN level
LEFT JOIN report.sources chosen ON chosen.source = c.source
WHERE c.day <= date '1970-01-01' + $2::integer
    AND (c.levels IS NULL OR string_to_array(c.levels, ', ') && level.some)
    AND ($3::text IS NULL OR string_to_array(c.levels, ', ') && string_to_array($3::text, ','))
    AND ($4::text IS NULL OR chosen.source = ANY (string_to_array($4::text, ','))
        OR chosen.kind = ANY (string_to_array($4::text, ',')))
    AND ($5::text IS NULL OR c.field = $5::text)
ORDER BY decision
