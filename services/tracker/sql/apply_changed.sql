-- apply_changed(): the gathered rows become the dossiers' rows; one that says the same is left alone
UPDATE tracker.dossier AS d
SET standing = c.standing, status = c.status, unit = c.unit, procedure = c.procedure,
    channel = c.channel, received_day = c.received_day, received_at = c.received_at,
    due_day = c.due_day, ended_at = c.ended_at, verdict = c.verdict,
    supplement_rounds = c.supplement_rounds, attributes = c.attributes, flags = c.flags,
    fact_count = c.fact_count, facts = c.facts, posted = c.posted, lawful_day = c.lawful_day,
    lawful_at = c.lawful_at, late_day = c.late_day, lateness = c.lateness,
    difference = c.difference, flag_day = c.flag_day
FROM pg_temp.changed AS c
WHERE d.partition = c.partition AND d.dossier = c.dossier
  AND (d.fact_count, d.posted, d.standing, d.status, d.unit, d.procedure, d.channel,
       d.received_day, d.received_at, d.due_day, d.ended_at, d.verdict, d.supplement_rounds,
       d.attributes, d.flags, d.lawful_day, d.lawful_at, d.late_day, d.lateness, d.difference,
       d.flag_day, d.facts)
      IS DISTINCT FROM
      (c.fact_count, c.posted, c.standing, c.status, c.unit, c.procedure, c.channel,
       c.received_day, c.received_at, c.due_day, c.ended_at, c.verdict, c.supplement_rounds,
       c.attributes, c.flags, c.lawful_day, c.lawful_at, c.late_day, c.lateness, c.difference,
       c.flag_day, c.facts)
