-- recount_logged(): facts that intake says it has logged
SELECT coalesce(sum(logged), 0)::bigint FROM report.internal_recount_producer
