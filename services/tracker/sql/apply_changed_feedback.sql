-- apply_changed_feedback(): the gathered rows become the rows of feedback
UPDATE tracker.feedback AS f
SET standing = c.standing, unit = c.unit, about = c.about, via = c.via, dossier = c.dossier,
    received_at = c.received_at, received_day = c.received_day, requested_at = c.requested_at,
    due_day = c.due_day, ended_at = c.ended_at, outcome = c.outcome, late = c.late,
    published_at = c.published_at, verdict = c.verdict, closed_at = c.closed_at,
    fact_count = c.fact_count, facts = c.facts, posted = c.posted
FROM pg_temp.changed_feedback AS c
WHERE f.partition = c.partition AND f.feedback = c.feedback
