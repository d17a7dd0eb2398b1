-- add_marks(): adds gathered marks to the rows of the table
INSERT INTO aggregator.sum_mark AS t (partition, unit, channel, system, step, start, mark, n)
SELECT partition, unit, channel, system, step, start, mark, n FROM pg_temp.gathered_mark
ON CONFLICT (partition, unit, channel, system, step, start, mark)
DO UPDATE SET n = t.n + excluded.n
