-- apply_changed(): the gathered rows become the dossiers' rows
UPDATE tracker.dossier AS d
SET standing = c.standing, status = c.status, unit = c.unit, procedure = c.procedure,
    channel = c.channel, received_day = c.received_day, received_at = c.received_at,
    due_day = c.due_day, ended_at = c.ended_at, verdict = c.verdict,
    supplement_rounds = c.supplement_rounds, attributes = c.attributes, flags = c.flags,
    fact_count = c.fact_count, facts = c.facts, posted = c.posted, lawful_day = c.lawful_day, lawful_at = c.lawful_at,
    late_day = c.late_day, lateness = c.lateness, difference = c.difference, flag_day = c.flag_day
FROM pg_temp.changed AS c
WHERE d.partition = c.partition AND d.dossier = c.dossier
