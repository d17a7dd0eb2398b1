-- What the tests of the running scorer start from: a province with units, and a way to add sums.
INSERT INTO intake.source (source, kind, units, prefixes, may, key) VALUES
    ('town', 'provincial', '{P}', '{P}', '{dossiers}', ''),
    ('portal', 'national', '{P}', '{P}', '{dossiers}', '');

INSERT INTO tracker.unit (code, from_day, to_day, open, name_vi, parent, level, changed_at)
SELECT code, '2020-01-01', '2199-12-31', true, code, parent, level, 1
FROM (VALUES ('P', NULL, 'province'), ('A', 'P', 'department'), ('B', 'P', 'department'),
             ('C', 'A', 'commune'), ('"odd\', 'B', 'commune')) AS unit (code, parent, level);

-- Adds n of the measure to the day, its month and its year.
CREATE FUNCTION public.put(partition integer, unit text, channel integer, system text, day date,
                           measure text, n bigint) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    FOR number IN 1..3 LOOP
        EXECUTE format(
            'INSERT INTO aggregator.sum_unit AS s (partition, unit, channel, system, step, start, %1$I)
             VALUES ($1, $2, $3, $4, $5, $6, $7)
             ON CONFLICT (partition, unit, channel, system, step, start)
             DO UPDATE SET %1$I = coalesce(s.%1$I, 0) + excluded.%1$I', measure)
        USING partition, unit, channel, system, number,
            date_trunc((ARRAY['day', 'month', 'year'])[number], day)::date, n;
    END LOOP;
END $$;

-- The same of a mark.
CREATE FUNCTION public.put_mark(partition integer, unit text, channel integer, system text,
                                day date, name text, n bigint) RETURNS void LANGUAGE sql AS $$
    INSERT INTO aggregator.sum_mark AS s (partition, unit, channel, system, step, start, mark, n)
    SELECT $1, $2, $3, $4, step, date_trunc((ARRAY['day', 'month', 'year'])[step], $5)::date,
        m.mark, $7
    FROM generate_series(1, 3) AS step
    JOIN aggregator.mark m ON m.name = $6
    ON CONFLICT ON CONSTRAINT sum_mark_pkey DO UPDATE SET n = s.n + excluded.n
$$;

-- Where a score is not what the independent view of the same sums says.
CREATE VIEW public.astray AS
SELECT s.unit, s.period, s.indicator, s.activity, s.numerator, s.denominator
FROM scorer.score s
JOIN report.internal_period_sum p ON p.unit = s.unit AND p.period = s.period
WHERE s.activity <> coalesce(p.carried, 0) + coalesce(p.received, 0)
    OR s.from_day <> p.from_day OR s.to_day <> p.to_day
    OR s.indicator = '3.6'
        AND s.numerator IS NOT NULL
        AND (s.numerator <> coalesce(p.paid_online, 0) OR s.denominator <> coalesce(p.fee_due, 0))
UNION ALL
SELECT p.unit, p.period, 'missing', NULL, NULL, NULL
FROM report.internal_period_sum p
WHERE coalesce(p.carried, 0) + coalesce(p.received, 0) <> 0
    AND p.from_day <= (
        SELECT max(start) FROM aggregator.sum_unit
        WHERE step = 2 AND system <> 'portal' AND (received <> 0 OR finished_on_time <> 0)
    )
    AND NOT EXISTS (
        SELECT FROM scorer.score s
        WHERE s.unit = p.unit AND s.period = p.period AND s.indicator = '3.6'
    );
