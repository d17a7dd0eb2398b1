-- add_change(first_day, last_day): the next version
INSERT INTO thuocdo.calendar_change (version, first_day, last_day)
SELECT coalesce(max(version), 0) + 1, date '1970-01-01' + $1::integer,
    date '1970-01-01' + $2::integer
FROM thuocdo.calendar_change
RETURNING version
