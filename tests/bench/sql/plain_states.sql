-- plain_states(): the present state of the staged dossiers; type 1 is received
INSERT INTO bench.state AS s
SELECT source, subject, max(unit), max(procedure), max(channel), max(due),
       (array_agg(status ORDER BY happened_at DESC))[1],
       min(happened_at) FILTER (WHERE type = 1), max(happened_at) FILTER (WHERE status = 9),
       max(happened_at)
FROM pg_temp.staging
GROUP BY source, subject
ON CONFLICT (source, subject) DO UPDATE
SET unit = coalesce(excluded.unit, s.unit),
    procedure = coalesce(excluded.procedure, s.procedure),
    due = coalesce(excluded.due, s.due),
    status = excluded.status,
    received_at = coalesce(s.received_at, excluded.received_at),
    finished_at = coalesce(excluded.finished_at, s.finished_at),
    changed_at = excluded.changed_at
