-- list_changed(): days that were or are special otherwise than before: day, before, after, counts;
-- counts: hours of work differ, not only words. A day that is not special is null.
WITH both_sides AS (
    SELECT day, b.day IS NOT NULL AND b.kind <> 'ordinary' AS was,
        a.day IS NOT NULL AND a.kind <> 'ordinary' AS is_now,
        b.kind AS kind_before, b.name_vi AS name_before, b.off AS off_before,
        CASE WHEN NOT b.off THEN b.paired_day END AS like_before,
        a.kind AS kind_after, a.name_vi AS name_after, a.off AS off_after,
        CASE WHEN NOT a.off THEN a.paired_day END AS like_after
    FROM pg_temp.before AS b
    FULL JOIN report.internal_special_day AS a USING (day)
), told AS (
    SELECT day, was <> is_now OR (was AND (off_before <> off_after
            OR extract(isodow FROM like_before) IS DISTINCT FROM extract(isodow FROM like_after)))
            AS counts,
        CASE WHEN was THEN kind_before || ' ' || name_before
            || coalesce(' (' || like_before || ')', '') END AS before,
        CASE WHEN is_now THEN kind_after || ' ' || name_after
            || coalesce(' (' || like_after || ')', '') END AS after
    FROM both_sides
)
SELECT (day - date '1970-01-01')::bigint, coalesce(before, ''), coalesce(after, ''), counts
FROM told
WHERE counts OR before IS DISTINCT FROM after
ORDER BY day
