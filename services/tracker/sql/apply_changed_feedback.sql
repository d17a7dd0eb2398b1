-- apply_changed_feedback(): the gathered rows become the rows of feedback; one that says the same is
-- left alone
UPDATE tracker.feedback AS f
SET standing = c.standing, unit = c.unit, about = c.about, via = c.via, dossier = c.dossier,
    received_at = c.received_at, received_day = c.received_day, requested_at = c.requested_at,
    due_day = c.due_day, ended_at = c.ended_at, outcome = c.outcome, late = c.late,
    published_at = c.published_at, verdict = c.verdict, closed_at = c.closed_at,
    fact_count = c.fact_count, facts = c.facts, posted = c.posted
FROM pg_temp.changed_feedback AS c
WHERE f.partition = c.partition AND f.feedback = c.feedback
  AND (f.fact_count, f.posted, f.standing, f.unit, f.about, f.via, f.dossier, f.received_at,
       f.received_day, f.requested_at, f.due_day, f.ended_at, f.outcome, f.late, f.published_at,
       f.verdict, f.closed_at, f.facts)
      IS DISTINCT FROM
      (c.fact_count, c.posted, c.standing, c.unit, c.about, c.via, c.dossier, c.received_at,
       c.received_day, c.requested_at, c.due_day, c.ended_at, c.outcome, c.late, c.published_at,
       c.verdict, c.closed_at, c.facts)
