-- balance(): facts logged, facts kept with dossiers, dossiers received, received in the sums,
--            facts of the organisation and the catalogue
SELECT (SELECT sum(logged) FROM intake.producer)::bigint,
       (SELECT sum(fact_count) FROM tracker.dossier)::bigint,
       (SELECT count(*) FROM tracker.dossier WHERE received_day IS NOT NULL),
       (SELECT sum(received) FROM aggregator.sum_unit WHERE step = 1)::bigint,
       (SELECT sum(fact_count) FROM tracker.reference)::bigint
