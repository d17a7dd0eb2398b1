-- add_concerned(partition, since): procedures that changed after a position of partition 0, and units,
-- with all that ever stood below them when there are hours that could be inherited
WITH RECURSIVE unit AS (
    SELECT code FROM tracker.unit WHERE changed_at > $2::bigint
    UNION
    SELECT code FROM tracker.hours WHERE changed_at > $2::bigint
    UNION
    SELECT below.code
    FROM unit AS above
    JOIN tracker.unit AS below ON below.parent = above.code
    WHERE EXISTS (SELECT FROM tracker.hours)
)
INSERT INTO pg_temp.concerned (partition, kind, code)
SELECT $1::integer, 'unit', code FROM unit
UNION
SELECT $1::integer, 'procedure', code FROM tracker.procedure WHERE changed_at > $2::bigint
