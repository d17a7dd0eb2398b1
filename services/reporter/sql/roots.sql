-- roots(day): units without one above, in order
SELECT unit
FROM report.internal_unit
WHERE parent IS NULL AND date '1970-01-01' + $1::integer BETWEEN holds_from AND holds_to
ORDER BY unit
