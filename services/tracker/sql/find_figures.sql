-- find_figures(partition, keys): figures and targets whose source, unit and id have these hashes
SELECT 0::bigint, f.source, octet_length(f.unit) || ' ' || f.unit || f.id, 1::bigint, f.fact,
    ''::bytea
FROM tracker.figure AS f
WHERE $1::integer = 0 AND f.key = ANY ($2::text::bigint[])
UNION ALL
SELECT 0::bigint, t.source, octet_length(t.unit) || ' ' || t.unit || t.id, 1::bigint, t.fact,
    ''::bytea
FROM tracker.target AS t
WHERE t.key = ANY ($2::text::bigint[])
