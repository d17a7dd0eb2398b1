-- The calendar: on which days the week does not hold, and who says so.

-- ---- what the installation knows ----

CREATE TABLE thuocdo.special_day (
    day date NOT NULL,
    origin text NOT NULL CHECK (origin IN ('shipped', 'local')),
    kind text NOT NULL CHECK (kind IN ('holiday', 'tet', 'observed', 'swap_off', 'makeup_working',
                                       'ordinary')),
    name_vi text NOT NULL,
    name_en text NOT NULL,
    off boolean NOT NULL,
    paired_day date,
    source text NOT NULL,
    confidence text NOT NULL CHECK (confidence IN ('high', 'medium', 'low')),
    PRIMARY KEY (day, origin),
    CHECK (off = (kind NOT IN ('makeup_working', 'ordinary'))),
    CHECK (kind <> 'makeup_working' OR paired_day IS NOT NULL)
);
COMMENT ON TABLE thuocdo.special_day IS
    'Days on which the week does not hold; a local row of a day counts instead of the shipped one.';
COMMENT ON COLUMN thuocdo.special_day.origin IS
    'shipped: comes with the program, brought up to date by migrate; local: loaded here.';
COMMENT ON COLUMN thuocdo.special_day.kind IS
    'ordinary: a day that the shipped list names, and that is like any other here.';

CREATE TABLE thuocdo.calendar_change (
    version bigint PRIMARY KEY,
    first_day date NOT NULL,
    last_day date NOT NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
COMMENT ON TABLE thuocdo.calendar_change IS
    'Versions of the calendar: each row a change, after which the dossiers it touches are judged again.';

-- ---- how far dossiers follow it ----

ALTER TABLE tracker.position ADD COLUMN calendar_at bigint NOT NULL DEFAULT 0;
COMMENT ON COLUMN tracker.position.calendar_at IS
    'Version of the calendar by which the dossiers of the partition are judged.';

-- ---- views ----

CREATE VIEW report.internal_special_day_stated AS
SELECT day, origin, kind, off, paired_day, name_vi, source FROM thuocdo.special_day;

CREATE VIEW report.internal_special_day AS
SELECT DISTINCT ON (day) day, kind, off, paired_day, name_vi, name_en, origin, source, confidence
FROM thuocdo.special_day
ORDER BY day, origin;

CREATE VIEW report.internal_fold_special_day AS
SELECT day, off, CASE WHEN NOT off THEN paired_day END AS like_day, name_vi, source
FROM report.internal_special_day
WHERE kind <> 'ordinary';

CREATE VIEW report.internal_calendar_change AS
SELECT version, first_day, last_day, changed_at FROM thuocdo.calendar_change;

CREATE VIEW report.special_day AS
SELECT day, kind, off, CASE WHEN NOT off THEN paired_day END AS like_day, name_vi AS name,
    name_en, origin, source, confidence
FROM report.internal_special_day
WHERE kind <> 'ordinary';

CREATE VIEW report.calendar_year AS
SELECT extract(year FROM day)::integer AS year, count(*) FILTER (WHERE off) AS days_off,
    count(*) FILTER (WHERE NOT off) AS makeup_days,
    count(*) FILTER (WHERE origin = 'local') AS local_days,
    count(*) FILTER (WHERE confidence <> 'high') AS uncertain_days
FROM report.special_day
GROUP BY 1;

CREATE VIEW report.calendar_change AS
SELECT version, first_day, last_day, changed_at FROM thuocdo.calendar_change;

CREATE VIEW report.internal_recount_reference AS
SELECT family, code, source, fact_count, facts FROM tracker.reference;

CREATE OR REPLACE VIEW report.internal_position AS
SELECT holder.partition, coalesce(log.last, 0) AS log_end, coalesce(t.log_at, 0) AS log_at,
    coalesce(t.catalogue_at, 0) AS catalogue_at, coalesce(t.delta_end, 0) AS delta_end,
    coalesce(a.delta_at, 0) AS delta_at, coalesce(a.changed_end, 0) AS changed_end,
    coalesce(s.changed_at, 0) AS changed_at,
    CASE WHEN holder.partition = 0 THEN calendar.version ELSE coalesce(t.calendar_at, 0) END
        AS calendar_at,
    calendar.version AS calendar_end
FROM thuocdo.installation
CROSS JOIN generate_series(0, partitions) AS holder (partition)
CROSS JOIN (SELECT coalesce(max(version), 0) AS version FROM thuocdo.calendar_change) calendar
LEFT JOIN LATERAL (
    SELECT l.last FROM intake.log l
    WHERE l.partition = holder.partition ORDER BY l.last DESC LIMIT 1
) log ON true
LEFT JOIN tracker.position t ON t.partition = holder.partition
LEFT JOIN aggregator.position a ON a.partition = holder.partition
LEFT JOIN scorer.position s ON s.partition = holder.partition;

CREATE OR REPLACE VIEW report.freshness AS
SELECT reader.service, p.partition, reader.position, reader.end_position,
    greatest(reader.end_position - reader.position, 0) AS lag, reader.catalogue_pending,
    reader.recorded_at,
    CASE WHEN reader.service = 'tracker' THEN greatest(p.calendar_end - p.calendar_at, 0)
         ELSE 0 END AS calendar_pending
FROM report.internal_position p
CROSS JOIN LATERAL (
    SELECT 'intake' AS service, p.log_end AS position, p.log_end AS end_position,
        0::bigint AS catalogue_pending,
        (SELECT b.recorded_at FROM intake.log b
         WHERE b.partition = p.partition AND b.last <= p.log_end
         ORDER BY b.last DESC LIMIT 1) AS recorded_at
    UNION ALL
    SELECT 'tracker', p.log_at, p.log_end,
        CASE WHEN p.partition = 0 THEN 0 ELSE
            greatest((SELECT z.log_at - p.catalogue_at FROM report.internal_position z
                      WHERE z.partition = 0), 0) END,
        (SELECT b.recorded_at FROM intake.log b
         WHERE b.partition = p.partition AND b.last <= p.log_at
         ORDER BY b.last DESC LIMIT 1)
    UNION ALL
    SELECT 'aggregator', p.delta_at, p.delta_end, 0,
        (SELECT b.recorded_at FROM tracker.delta b
         WHERE b.partition = p.partition AND b.last <= p.delta_at
         ORDER BY b.last DESC LIMIT 1)
    UNION ALL
    SELECT 'scorer', p.changed_at, p.changed_end, 0,
        (SELECT b.recorded_at FROM aggregator.changed b
         WHERE b.partition = p.partition AND b.last <= p.changed_at
         ORDER BY b.last DESC LIMIT 1)
) reader;

-- ---- what they mean ----

DO $$
DECLARE
    view text;
    name text;
    meaning text;
BEGIN
    FOR name, meaning IN VALUES
        ('special_day',
         'Days on which the week does not hold (ngày nghỉ, ngày làm bù), as they count here; '
         'for which years they are known says calendar_year.'),
        ('calendar_year',
         'Years for which special days are known; in other years only weekends are off.'),
        ('calendar_change',
         'Versions of the calendar (lịch làm việc): what changed, and when dossiers began to be '
         'judged by it.'),
        ('internal_recount_reference', 'For the services; may change with the programs.'),
        ('internal_special_day_stated', 'For the services; may change with the programs.'),
        ('internal_special_day', 'For the services; may change with the programs.'),
        ('internal_fold_special_day', 'For the services; may change with the programs.'),
        ('internal_calendar_change', 'For the services; may change with the programs.')
    LOOP
        EXECUTE format('COMMENT ON VIEW report.%I IS %L', name, meaning);
    END LOOP;
    FOR view, name, meaning IN VALUES
        ('special_day', 'day', 'The day.'),
        ('special_day', 'kind', 'holiday, tet, observed, swap_off or makeup_working.'),
        ('special_day', 'off', 'Whether nobody works (nghỉ); else it is a make-up day (làm bù) …'),
        ('special_day', 'like_day', '… with the working hours of the weekday of this day.'),
        ('special_day', 'name', 'Vietnamese name.'),
        ('special_day', 'name_en', 'English name.'),
        ('special_day', 'origin', 'shipped with the program, or local: loaded here.'),
        ('special_day', 'source', 'Law, decree or notice that says so (căn cứ).'),
        ('special_day', 'confidence', 'How sure it is: high, medium or low.'),
        ('calendar_year', 'year', 'The year.'),
        ('calendar_year', 'days_off', 'Days off in it, weekends beside them not counted.'),
        ('calendar_year', 'makeup_days', 'Make-up days (ngày làm bù) in it.'),
        ('calendar_year', 'local_days', 'Of both: loaded here.'),
        ('calendar_year', 'uncertain_days', 'Of both: whose confidence is not high.'),
        ('calendar_change', 'version', 'Number of the change, 1, 2, 3 …'),
        ('calendar_change', 'first_day', 'First day that counts otherwise since.'),
        ('calendar_change', 'last_day', 'Last day that counts otherwise since.'),
        ('calendar_change', 'changed_at', 'When it was made.'),
        ('freshness', 'calendar_pending',
         'Changes of the calendar that its dossiers do not yet follow.')
    LOOP
        EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name, meaning);
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA report TO thuocdo_tracker;
GRANT SELECT ON report.special_day, report.calendar_year, report.calendar_change
    TO thuocdo_reader, thuocdo_reporter;
GRANT SELECT ON report.internal_special_day TO thuocdo_reader, thuocdo_reporter;
GRANT SELECT ON report.internal_special_day_stated, report.internal_recount_reference
    TO thuocdo_reader;
GRANT SELECT ON report.internal_fold_special_day, report.internal_calendar_change
    TO thuocdo_tracker, thuocdo_reporter, thuocdo_reader;
