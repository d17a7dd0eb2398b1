-- plain_days(): what the staged facts add to the days; types are 1 received, 6 paid
INSERT INTO bench.day_count AS d
SELECT s.unit, s.procedure, s.channel, (g.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date,
       count(*) FILTER (WHERE g.type = 1), count(*) FILTER (WHERE g.status = 9),
       count(*) FILTER (WHERE g.status = 9
                        AND (g.happened_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date > s.due),
       coalesce(sum(g.amount) FILTER (WHERE g.type = 6), 0)
FROM pg_temp.staging AS g
JOIN bench.state AS s ON s.source = g.source AND s.subject = g.subject
WHERE g.type IN (1, 6) OR g.status = 9
GROUP BY 1, 2, 3, 4
ON CONFLICT (unit, procedure, channel, day) DO UPDATE
SET received = d.received + excluded.received, finished = d.finished + excluded.finished,
    late = d.late + excluded.late, paid = d.paid + excluded.paid
