-- recount_mark_steps(partition, -1 for all): months and years of marks that are not their days
SELECT count(*)::bigint
FROM (
    SELECT
    FROM (
        SELECT partition, unit, channel, system, mark, step, start, n
        FROM report.internal_recount_mark
        WHERE step IN (2, 3) AND ($1::bigint = -1 OR partition = $1::bigint)
        UNION ALL
        SELECT partition, unit, channel, system, mark, 2, date_trunc('month', start)::date, -n
        FROM report.internal_recount_mark
        WHERE step = 1 AND ($1::bigint = -1 OR partition = $1::bigint)
        UNION ALL
        SELECT partition, unit, channel, system, mark, 3, date_trunc('year', start)::date, -n
        FROM report.internal_recount_mark
        WHERE step = 1 AND ($1::bigint = -1 OR partition = $1::bigint)
    ) both_sides
    GROUP BY partition, unit, channel, system, mark, step, start
    HAVING sum(n) <> 0
) differing
