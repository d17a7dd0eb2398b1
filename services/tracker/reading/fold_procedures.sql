-- fold_procedures(): every version of every procedure
SELECT code, (from_day - date '1970-01-01')::bigint, fee, result_is_paper, service_level, interlink,
    limit_n::bigint, limit_unit
FROM report.internal_fold_procedure
ORDER BY code, from_day
