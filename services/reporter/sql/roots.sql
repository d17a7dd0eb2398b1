-- roots(day of the tree, goes on: units, hung, parents): units without one above, in order
--
-- One that another goes on for is none, unless something still hangs below it.
WITH standing AS MATERIALIZED (
    SELECT u.unit, coalesce(h.parent COLLATE "C", u.parent) AS parent
    FROM report.internal_unit u
    LEFT JOIN unnest($3::text::text[], $4::text::text[]) AS h (unit, parent) ON h.unit = u.unit
    WHERE date '1970-01-01' + $1::integer BETWEEN u.holds_from AND u.holds_to
)
SELECT unit
FROM standing
WHERE parent IS NULL AND (unit <> ALL ($2::text::text[])
    OR unit IN (SELECT parent FROM standing WHERE parent IS NOT NULL))
ORDER BY unit
