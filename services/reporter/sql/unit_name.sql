-- unit_name(unit, day): what it was called then; no row when nobody has opened it
SELECT name
FROM report.internal_unit
WHERE unit = $1::text AND date '1970-01-01' + $2::integer BETWEEN holds_from AND holds_to
