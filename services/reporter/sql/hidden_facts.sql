-- hidden_facts(unit, last day): facts of dossiers below it that the sums up to the day do not show
--
-- A cursor over what is not counted, or received in the year after the day; without rows that only
-- hold feedback (standing 6).
DECLARE hidden NO SCROLL CURSOR FOR
WITH RECURSIVE standing AS MATERIALIZED (
    SELECT unit, parent
    FROM report.internal_unit
    WHERE date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
), below AS (
    SELECT $1::text COLLATE "C" AS unit
    UNION
    SELECT s.unit FROM below b JOIN standing s ON s.parent = b.unit
), home AS MATERIALIZED (
    SELECT s.source FROM report.internal_source s JOIN below b ON b.unit = s.home
    WHERE NOT s.national
), place AS MATERIALIZED (
    SELECT b.unit, s.source FROM below b CROSS JOIN report.internal_source s WHERE NOT s.national
    UNION ALL
    SELECT u.unit, h.source FROM report.internal_dossier_unit u CROSS JOIN home h
    WHERE NOT u.mapped
), day AS (
    SELECT date '1970-01-01' + $2::integer AS last
)
SELECT d.facts
FROM day
CROSS JOIN place
JOIN report.internal_dossier d ON d.unit = place.unit AND d.source = place.source
WHERE d.standing <> 6
    AND (d.received_day IS NULL OR d.received_day > day.last AND d.received_day <= day.last + 366)
UNION ALL
SELECT d.facts
FROM day
CROSS JOIN home
JOIN report.internal_dossier d ON d.unit IS NULL AND d.source = home.source
WHERE d.standing <> 6
    AND (d.received_day IS NULL OR d.received_day > day.last AND d.received_day <= day.last + 366)
