-- catalogue(): every version of every procedure, as the fold needs it
SELECT procedure, (from_day - date '1970-01-01')::bigint, fee, result_is_paper, service_level,
    interlink
FROM report.procedure
ORDER BY procedure, from_day
