-- rows_of_fields(last day): the fields of all procedures, in order
SELECT DISTINCT field COLLATE "C"
FROM report.internal_procedure
WHERE date '1970-01-01' + $1::integer BETWEEN holds_from AND holds_to
ORDER BY 1
