-- rows_of_units(unit, day of the tree, first and last day on which a row's unit is open, goes on:
-- units, hung, parents): kind (0 below, 1 itself), code, name, open, in order
WITH standing AS MATERIALIZED (
    SELECT u.unit, u.name, coalesce(h.parent COLLATE "C", u.parent) AS parent
    FROM report.internal_unit u
    LEFT JOIN unnest($6::text::text[], $7::text::text[]) AS h (unit, parent) ON h.unit = u.unit
    WHERE date '1970-01-01' + $2::integer BETWEEN u.holds_from AND u.holds_to
)
SELECT CASE WHEN s.unit = $1::text THEN 1 ELSE 0 END::bigint AS kind, s.unit, s.name,
    EXISTS (
        SELECT FROM report.internal_unit v
        WHERE v.unit = s.unit AND v.open AND v.from_day <= date '1970-01-01' + $4::integer
            AND v.holds_to >= date '1970-01-01' + $3::integer
    ) AND s.unit <> ALL ($5::text::text[])
FROM standing s
WHERE s.unit = $1::text OR s.parent = $1::text
ORDER BY 1, 2
