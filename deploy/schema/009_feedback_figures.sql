-- Feedback (phản ánh, kiến nghị) and complaints about dossiers; manual figures and targets.

-- ---- feedback: folded and posted as dossiers are, numbered in the same series ----

CREATE TABLE tracker.feedback (
    partition integer NOT NULL,
    feedback bigint NOT NULL,
    source text COLLATE "C" NOT NULL,
    code text COLLATE "C" NOT NULL,
    standing smallint NOT NULL,
    unit text COLLATE "C",
    about smallint NOT NULL,
    via smallint NOT NULL,
    dossier text COLLATE "C",
    received_at timestamptz,
    received_day date,
    requested_at timestamptz,
    due_day date,
    ended_at timestamptz,
    outcome smallint NOT NULL,
    late boolean,
    published_at timestamptz,
    verdict smallint NOT NULL,
    closed_at timestamptz,
    fact_count integer NOT NULL,
    facts bytea NOT NULL,
    posted bytea NOT NULL,
    PRIMARY KEY (partition, feedback)
) WITH (fillfactor = 85);
ALTER TABLE tracker.feedback ALTER COLUMN facts SET STORAGE EXTERNAL;
ALTER TABLE tracker.feedback ALTER COLUMN posted SET STORAGE EXTERNAL;
CREATE INDEX feedback_unit ON tracker.feedback (unit, received_day);
COMMENT ON TABLE tracker.feedback IS 'A feedback: its state in plain columns, its facts, its posting; tracker.code leads to it.';
COMMENT ON COLUMN tracker.feedback.code IS 'Its number at the source.';
GRANT SELECT, INSERT, UPDATE, DELETE ON tracker.feedback TO thuocdo_tracker;

CREATE VIEW report.internal_feedback AS
SELECT partition, feedback, source, code, facts, posted, unit, received_at, due_day, ended_at
FROM tracker.feedback;
COMMENT ON VIEW report.internal_feedback IS 'For the services; may change with the programs.';
GRANT SELECT ON report.internal_feedback TO thuocdo_reporter;

CREATE VIEW report.internal_recount_feedback AS
SELECT partition, feedback, source, code, facts, posted FROM tracker.feedback;
COMMENT ON VIEW report.internal_recount_feedback IS 'For the services; may change with the programs.';
GRANT SELECT ON report.internal_recount_feedback TO thuocdo_reader;

-- The names of numbers are those of services/tracker/core/feedback.h and proto/fact.h.
CREATE VIEW report.feedback AS
SELECT partition, feedback, source, code AS number, unit,
    (ARRAY['procedure', 'staff'])[about] AS about,
    (ARRAY['portal', 'letter', 'hotline', 'desk', 'forwarded'])[via] AS via, dossier,
    (ARRAY['never_received', 'running', 'waiting', 'ended'])[standing + 1] AS standing,
    received_at, received_day, requested_at, due_day, ended_at,
    (ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended_day,
    (ARRAY['answered', 'refused', 'forwarded'])[outcome] AS outcome, late, published_at,
    (ARRAY['satisfied', 'unsatisfied', 'none'])[verdict] AS verdict, closed_at, fact_count
FROM tracker.feedback;
COMMENT ON VIEW report.feedback IS
    'Feedback (phản ánh, kiến nghị) in its present state; nothing about persons.';
COMMENT ON COLUMN report.feedback.partition IS 'Part of the storage.';
COMMENT ON COLUMN report.feedback.feedback IS
    'Number within its partition, in order of arrival, in one series with dossiers.';
COMMENT ON COLUMN report.feedback.source IS 'The registered system (hệ thống gửi).';
COMMENT ON COLUMN report.feedback.number IS 'Its number at the source (số phản ánh).';
COMMENT ON COLUMN report.feedback.unit IS 'Code of the last unit it was with (mã đơn vị).';
COMMENT ON COLUMN report.feedback.about IS
    'procedure (quy định, thủ tục hành chính) or staff (hành vi hành chính).';
COMMENT ON COLUMN report.feedback.via IS
    'How it came (nguồn tiếp nhận): portal, letter, hotline, desk or forwarded.';
COMMENT ON COLUMN report.feedback.dossier IS 'Code of the dossier that it names (mã hồ sơ).';
COMMENT ON COLUMN report.feedback.standing IS
    'never_received, running, waiting (for the citizen, chờ bổ sung) or ended.';
COMMENT ON COLUMN report.feedback.received_at IS 'Arrival at the unit (tiếp nhận).';
COMMENT ON COLUMN report.feedback.received_day IS 'Day of arrival in Viet Nam.';
COMMENT ON COLUMN report.feedback.requested_at IS
    'When the citizen was first asked for more (yêu cầu bổ sung).';
COMMENT ON COLUMN report.feedback.due_day IS
    'Last day to end it in time (hạn xử lý); null while the wait for the citizen moves it.';
COMMENT ON COLUMN report.feedback.ended_at IS 'End (kết thúc xử lý).';
COMMENT ON COLUMN report.feedback.ended_day IS 'Day of the end in Viet Nam.';
COMMENT ON COLUMN report.feedback.outcome IS
    'answered (đã trả lời), refused (từ chối) or forwarded (chuyển cơ quan khác).';
COMMENT ON COLUMN report.feedback.late IS
    'Whether a limit that counts was broken (quá hạn); null until it has ended.';
COMMENT ON COLUMN report.feedback.published_at IS 'When the answer was made public (công khai).';
COMMENT ON COLUMN report.feedback.verdict IS
    'What the citizen said at the closing: satisfied, unsatisfied or none (đánh giá).';
COMMENT ON COLUMN report.feedback.closed_at IS 'When it was closed.';
COMMENT ON COLUMN report.feedback.fact_count IS 'Facts kept of it.';
GRANT SELECT ON report.feedback TO thuocdo_reader, thuocdo_reporter;

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
            ('feedback', 'unit', 'unit_now', 'unit'),
            ('feedback', 'source', 'sources', 'source'),
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
