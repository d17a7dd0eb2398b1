-- mark_merged(month)
INSERT INTO aggregator.merged (month) VALUES (date '1970-01-01' + $1::integer)
ON CONFLICT (month) DO UPDATE SET merged_at = now()
