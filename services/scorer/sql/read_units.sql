-- read_units(): every version of every unit, by code and time; days since 1970
SELECT unit, (holds_from - date '1970-01-01')::bigint, (holds_to - date '1970-01-01')::bigint,
    (from_day - date '1970-01-01')::bigint, open, level, parent
FROM report.internal_unit
ORDER BY unit COLLATE "C", holds_from
