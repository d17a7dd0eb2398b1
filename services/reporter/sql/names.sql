-- names(unit, procedure): what they are called today, null when nobody has said so
SELECT (SELECT name FROM report.unit_now WHERE unit = $1::text),
    (SELECT name FROM report.procedure_now WHERE procedure = $2::text)
