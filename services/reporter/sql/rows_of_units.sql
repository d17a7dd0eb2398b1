-- rows_of_units(unit, first day, last day): kind (0 below, 1 itself), code, name, open, in order
SELECT CASE WHEN u.unit = $1::text THEN 1 ELSE 0 END::bigint AS kind, u.unit, u.name,
    EXISTS (
        SELECT FROM report.internal_unit v
        WHERE v.unit = u.unit AND v.open AND v.from_day <= date '1970-01-01' + $3::integer
            AND v.holds_to >= date '1970-01-01' + $2::integer
    )
FROM report.internal_unit u
WHERE date '1970-01-01' + $3::integer BETWEEN u.holds_from AND u.holds_to
    AND (u.unit = $1::text OR u.parent = $1::text)
ORDER BY 1, 2
