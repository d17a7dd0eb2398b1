-- preview_units(unit): it, and all that ever stood below it
SELECT $1::text
UNION
SELECT descendant FROM report.unit_tree WHERE ancestor = $1::text
