-- list_ledger(): what became of the facts of each source
SELECT source, sent, derived, logged, stored, duplicate, rejected, held, waiting,
    (sent + derived = stored + duplicate + rejected + held + waiting) AS balanced
FROM report.ledger
ORDER BY source
