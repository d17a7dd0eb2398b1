-- first_day_changed(since): the first day that versions of the calendar after this one changed; who
-- has never followed any (0) was judged by another program, so that every day counts
SELECT (CASE WHEN $1::bigint = 0 THEN date '1000-01-01' ELSE min(first_day) END
    - date '1970-01-01')::bigint
FROM report.internal_calendar_change
WHERE version > $1::bigint
HAVING count(*) > 0
