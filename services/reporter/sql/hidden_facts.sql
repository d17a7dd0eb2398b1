-- hidden_facts(unit, day of the tree, last day, goes on: units, places, hung, parents): facts of
-- dossiers of the unit and below it that the sums up to the day do not show
--
-- A cursor over what is not counted, or received in the year after the day.
DECLARE hidden NO SCROLL CURSOR FOR
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
    SELECT $1::text COLLATE "C" AS unit
    UNION
    SELECT s.unit FROM below b JOIN standing s ON s.parent = b.unit
), named AS (
    SELECT unit FROM standing UNION SELECT unit FROM goes
), mine AS MATERIALIZED (
    SELECT n.unit
    FROM named n
    LEFT JOIN goes own ON own.unit = n.unit
    LEFT JOIN below b ON b.unit = coalesce(own.place, n.unit)
    WHERE b.unit IS NOT NULL OR $1::text = (SELECT unit FROM root)
), home AS MATERIALIZED (
    SELECT s.source
    FROM report.internal_source s
    LEFT JOIN goes hang ON hang.unit = s.home
    LEFT JOIN below b ON b.unit = coalesce(hang.place, s.home)
    WHERE NOT s.national AND (b.unit IS NOT NULL OR $1::text = (SELECT unit FROM root))
), place AS MATERIALIZED (
    SELECT m.unit, s.source FROM mine m CROSS JOIN report.internal_source s WHERE NOT s.national
    UNION ALL
    SELECT u.unit, h.source FROM report.internal_dossier_unit u CROSS JOIN home h
    WHERE NOT u.mapped AND NOT EXISTS (SELECT FROM goes own WHERE own.unit = u.unit)
), day AS (
    SELECT date '1970-01-01' + $3::integer AS last
)
SELECT d.facts
FROM day
CROSS JOIN place
JOIN report.internal_dossier d ON d.unit = place.unit AND d.source = place.source
WHERE d.received_day IS NULL OR d.received_day > day.last AND d.received_day <= day.last + 366
UNION ALL
SELECT d.facts
FROM day
CROSS JOIN home
JOIN report.internal_dossier d ON d.unit IS NULL AND d.source = home.source
WHERE d.received_day IS NULL OR d.received_day > day.last AND d.received_day <= day.last + 366
