-- recount_procedures(): every version of a procedure, as the fold needs it
SELECT code, (from_day - date '1970-01-01')::bigint, fee, result_is_paper, service_level, interlink
FROM report.internal_recount_procedure
