-- Complaints about dossiers; manual figures and targets.

-- ---- complaints: all that is known about a code, copied into each dossier of it ----

CREATE TABLE tracker.complaint (
    partition integer NOT NULL,
    code text COLLATE "C" NOT NULL,
    fact_count integer NOT NULL,
    facts bytea NOT NULL,
    PRIMARY KEY (partition, code)
);
COMMENT ON TABLE tracker.complaint IS 'What feedback has complained about: codes of dossiers, of whichever source, also of one that is yet to come.';
GRANT SELECT, INSERT, UPDATE, DELETE ON tracker.complaint TO thuocdo_tracker;

CREATE VIEW report.internal_recount_complaint AS
SELECT partition, code, fact_count, facts FROM tracker.complaint;
COMMENT ON VIEW report.internal_recount_complaint IS 'For the services; may change with the programs.';
GRANT SELECT ON report.internal_recount_complaint TO thuocdo_reader;

-- ---- figures and targets: every statement stays, the last one by time holds ----

CREATE TABLE tracker.figure (
    key bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    stated_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    position bigint NOT NULL,
    fact bytea NOT NULL,
    form text COLLATE "C" NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    value numeric,
    author text,
    note text,
    evidence text,
    PRIMARY KEY (unit, source, id)
);
CREATE INDEX figure_key ON tracker.figure (key);
CREATE INDEX figure_period ON tracker.figure (unit, form, indicator, from_day, to_day);
COMMENT ON TABLE tracker.figure IS 'Manual figures as they were reported, one row for each fact.';
COMMENT ON COLUMN tracker.figure.key IS 'Hash of source, unit and id: whether it is known already.';
COMMENT ON COLUMN tracker.figure.position IS 'Its number in the log of partition 0.';

CREATE TABLE tracker.target (
    key bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    source text COLLATE "C" NOT NULL,
    id text COLLATE "C" NOT NULL,
    stated_at timestamptz NOT NULL,
    recorded_at timestamptz NOT NULL,
    position bigint NOT NULL,
    fact bytea NOT NULL,
    indicator text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    value numeric,
    PRIMARY KEY (unit, source, id)
);
CREATE INDEX target_key ON tracker.target (key);
CREATE INDEX target_period ON tracker.target (unit, indicator, from_day, to_day);
COMMENT ON TABLE tracker.target IS 'Planned targets as they were set, one row for each fact.';
COMMENT ON COLUMN tracker.target.key IS 'As tracker.figure.key: both are told apart by one identity.';

GRANT SELECT, INSERT, UPDATE, DELETE ON tracker.figure, tracker.target TO thuocdo_tracker;

-- ---- what readers see ----

CREATE VIEW report.figure AS
SELECT DISTINCT ON (unit, form, indicator, from_day, to_day)
    unit, form, indicator, from_day, to_day, value, author, note, evidence, source, stated_at,
    recorded_at
FROM tracker.figure
ORDER BY unit, form, indicator, from_day, to_day, stated_at DESC, id DESC, source DESC;

CREATE VIEW report.figure_history AS
SELECT unit, form, indicator, from_day, to_day, value, author, note, evidence, source, id,
    stated_at, recorded_at, position,
    row_number() OVER (PARTITION BY unit, form, indicator, from_day, to_day
                       ORDER BY stated_at DESC, id DESC, source DESC) = 1 AS holds
FROM tracker.figure;

CREATE VIEW report.target AS
SELECT DISTINCT ON (unit, indicator, from_day, to_day)
    unit, indicator, from_day, to_day, value, source, stated_at, recorded_at
FROM tracker.target
ORDER BY unit, indicator, from_day, to_day, stated_at DESC, id DESC, source DESC;

CREATE VIEW report.target_history AS
SELECT unit, indicator, from_day, to_day, value, source, id, stated_at, recorded_at, position,
    row_number() OVER (PARTITION BY unit, indicator, from_day, to_day
                       ORDER BY stated_at DESC, id DESC, source DESC) = 1 AS holds
FROM tracker.target;

-- ---- what they mean ----

COMMENT ON VIEW report.figure IS
    'Manual figures (số liệu báo cáo thủ công) that hold: of several for the same unit, form, indicator and period the one stated last.';
COMMENT ON VIEW report.figure_history IS
    'Every manual figure ever reported, who reported it and when (lịch sử số liệu).';
COMMENT ON VIEW report.target IS
    'Planned targets (chỉ tiêu kế hoạch) that hold: of several the one set last.';
COMMENT ON VIEW report.target_history IS
    'Every target ever set, and when (lịch sử chỉ tiêu).';

DO $$
DECLARE
    name text;
    meaning text;
    view text;
BEGIN
    FOR name, meaning IN VALUES
        ('unit', 'Code of the unit that the figure is about (mã đơn vị).'),
        ('form', 'Form or rubric that asks for the figure (biểu mẫu, bộ chỉ số).'),
        ('indicator', 'Indicator of the form (chỉ tiêu, chỉ số).'),
        ('from_day', 'First day of the period.'),
        ('to_day', 'Last day of the period.'),
        ('value', 'The figure (giá trị); null when it was not answered, which is not nought.'),
        ('author', 'Reference of the person who reported it (người báo cáo).'),
        ('note', 'Note of the author (ghi chú).'),
        ('evidence', 'Where it can be checked (tài liệu kiểm chứng).'),
        ('source', 'The registered system (hệ thống gửi).'),
        ('id', 'Id that the source gave the fact.'),
        ('stated_at', 'When it was stated; the last one holds.'),
        ('recorded_at', 'When it arrived.'),
        ('position', 'Its number in the log of partition 0.'),
        ('holds', 'Whether it is the one that holds (đang có hiệu lực).')
    LOOP
        FOR view IN
            SELECT table_name FROM information_schema.columns
            WHERE table_schema = 'report' AND column_name = name
                AND table_name IN ('figure', 'figure_history', 'target', 'target_history')
        LOOP
            EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name, meaning);
        END LOOP;
    END LOOP;
END $$;

-- Rows are added to what the view already has, whichever file made them.
DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW report.relations AS '
        || rtrim(pg_get_viewdef('report.relations'::regclass), ';')
        || $rows$ UNION ALL VALUES
            ('figure', 'unit', 'unit_now', 'unit'),
            ('figure', 'source', 'sources', 'source'),
            ('figure_history', 'unit', 'unit_now', 'unit'),
            ('figure_history', 'source', 'sources', 'source'),
            ('target', 'unit', 'unit_now', 'unit'),
            ('target', 'source', 'sources', 'source'),
            ('target_history', 'unit', 'unit_now', 'unit'),
            ('target_history', 'source', 'sources', 'source') $rows$;
END $$;

GRANT SELECT ON report.figure, report.figure_history, report.target, report.target_history
    TO thuocdo_reader, thuocdo_reporter;
GRANT SELECT ON report.figure, report.target TO thuocdo_scorer;
