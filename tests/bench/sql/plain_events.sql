-- plain_events(): the staged facts that are new
INSERT INTO bench.event SELECT * FROM pg_temp.staging ON CONFLICT DO NOTHING
