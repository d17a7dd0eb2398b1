-- What follows from a dossier's history: lawful due, both verdicts, why they differ, every flag; and
-- what a fold has to know of procedures, units and their hours.

ALTER TABLE tracker.dossier
    ADD COLUMN lawful_day date,
    ADD COLUMN lawful_at timestamptz,
    ADD COLUMN late_day date,
    ADD COLUMN lateness smallint NOT NULL DEFAULT 0,
    ADD COLUMN difference smallint NOT NULL DEFAULT 0,
    ADD COLUMN flag_day date;
COMMENT ON COLUMN tracker.dossier.lawful_at IS 'End of the lawful time; null while a wait moves it on.';
COMMENT ON COLUMN tracker.dossier.flag_day IS
    'Day on which its flags are counted: of receipt, of its first fact when it was never received.';

-- ---- the names of numbers, as in services/tracker/core ----

CREATE OR REPLACE VIEW report.internal_flag (bit, name) AS
VALUES (0, 'never_received'), (1, 'end_before_receipt'), (2, 'end_moment_unknown'),
    (3, 'hand_over_before_finish'), (4, 'reopened_not_ended'), (5, 'snapshot_disagrees'),
    (6, 'no_due'), (7, 'unmapped_unit'), (8, 'unmapped_procedure'), (9, 'unmapped_channel'),
    (10, 'second_supplement'), (11, 'end_equals_due'), (12, 'due_changed_after_expiry'),
    (13, 'no_processing'), (14, 'future_moment'), (15, 'result_is_input'), (16, 'received_late'),
    (17, 'paid_without_duty'), (18, 'due_after_end'), (19, 'due_set_back'), (20, 'no_limit'),
    (21, 'synchronised_late');

CREATE VIEW report.internal_lateness (lateness, name) AS
VALUES (0, NULL), (1, 'second_supplement'), (2, 'past_due'), (3, 'past_lawful_due');

CREATE VIEW report.internal_difference (difference, name) AS
VALUES (0, NULL), (1, 'second_supplement'), (2, 'due_changed'), (3, 'due_missing'),
    (4, 'withdrawn'), (5, 'waiting_now'), (6, 'stopped'), (7, 'waiting');

-- ---- dossiers ----

CREATE OR REPLACE VIEW report.internal_dossier AS
SELECT partition, dossier, source, code, standing, status, unit, procedure, channel, received_day,
    received_at, due_day, ended_at, verdict, supplement_rounds, attributes, flags, fact_count,
    facts, posted, lawful_day, lawful_at, late_day, lateness, difference
FROM tracker.dossier;

CREATE OR REPLACE VIEW report.dossiers AS
SELECT d.partition, d.dossier, d.source, d.code, d.unit, d.procedure,
    (ARRAY['direct', 'online', 'post'])[d.channel] AS channel, d.status, standing.name AS standing,
    d.received_at, d.received_day, d.due_day, d.ended_at,
    (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended_day,
    (ARRAY['early', 'on_time', 'late'])[d.verdict] AS verdict, d.supplement_rounds,
    (SELECT string_agg(f.name, ', ' ORDER BY f.bit) FROM report.internal_flag f
     WHERE (d.flags >> f.bit & 1) = 1) AS flags,
    d.fact_count,
    (d.attributes >> 0 & 1) = 1 AS digitised,
    (d.attributes >> 1 & 1) = 1 AS e_result,
    (d.attributes >> 2 & 1) = 1 AS result_due,
    (d.attributes >> 3 & 1) = 1 AS reused,
    (d.attributes >> 4 & 1) = 1 AS from_store,
    (d.attributes >> 5 & 1) = 1 AS population_db,
    (d.attributes >> 6 & 1) = 1 AS account_verified,
    (d.attributes >> 7 & 1) = 1 AS fee_due,
    (d.attributes >> 8 & 1) = 1 AS paid_online,
    (d.attributes >> 9 & 1) = 1 AS full_online,
    (d.attributes >> 10 & 1) = 1 AS part_online,
    (d.attributes >> 11 & 1) = 1 AS interlinked_same_level,
    (d.attributes >> 12 & 1) = 1 AS interlinked_cross_level,
    (d.attributes >> 13 & 1) = 1 AS online_complete,
    (d.attributes >> 14 & 1) = 1 AS digitised_both,
    (d.attributes >> 15 & 1) = 1 AS e_result_due,
    (d.attributes >> 16 & 1) = 1 AS complained,
    d.lawful_day AS lawful_due_day, d.lawful_at AS lawful_due_at, d.late_day AS late_766_day,
    (SELECT l.name FROM report.internal_lateness l WHERE l.lateness = d.lateness) AS late_766_why,
    (SELECT x.name FROM report.internal_difference x WHERE x.difference = d.difference)
        AS difference
FROM tracker.dossier d
JOIN report.internal_standing standing ON standing.standing = d.standing;

-- Ended dossiers on which the two rule sets disagree, and which way.
CREATE VIEW report.two_verdicts AS
SELECT d.source, d.code, d.unit, d.procedure, d.standing, d.received_day, d.due_day,
    d.lawful_due_day, d.ended_day, d.verdict, d.late_766_day, d.late_766_why, d.difference
FROM report.dossiers d
WHERE d.difference IS NOT NULL;

-- Dossiers with anything odd, a row for each oddity.
CREATE VIEW report.quality AS
SELECT f.name AS flag, d.source, d.code, d.unit, d.procedure, d.flag_day
FROM tracker.dossier d
JOIN report.internal_flag f ON (d.flags >> f.bit & 1) = 1
WHERE d.flags <> 0;

-- The same procedure, unit and moment of receipt within one source.
CREATE VIEW report.quality_twins AS
SELECT d.source, d.unit, d.procedure, d.received_at, d.received_day, d.code
FROM tracker.dossier d
WHERE d.standing BETWEEN 3 AND 5 AND EXISTS (
    SELECT FROM tracker.dossier other
    WHERE other.unit = d.unit AND other.received_day = d.received_day
        AND other.received_at = d.received_at AND other.source = d.source
        AND other.procedure = d.procedure AND other.standing BETWEEN 3 AND 5
        AND (other.partition, other.dossier) <> (d.partition, d.dossier));

-- How many of a unit's dossiers ended on their very due day, beside all that ended on that day.
CREATE VIEW report.quality_mass_closing AS
SELECT d.unit, d.source, (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date AS ended_day,
    count(*) AS ended,
    count(*) FILTER (WHERE (d.ended_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date = d.due_day)
        AS ended_on_due_day
FROM tracker.dossier d
WHERE d.standing = 4
GROUP BY 1, 2, 3;

-- ---- what a fold has to know ----

CREATE VIEW report.internal_fold_procedure AS
SELECT code, from_day, fee, result_is_paper, service_level, interlink, limit_n, limit_unit
FROM tracker.procedure;

CREATE VIEW report.internal_fold_unit AS SELECT code, from_day, parent FROM tracker.unit;

CREATE VIEW report.internal_fold_hours AS SELECT code, from_day, week FROM tracker.hours;

-- ---- what they mean, and who may read them ----

DO $$
DECLARE
    view text;
    name text;
    meaning text;
BEGIN
    FOR view, meaning IN VALUES
        ('two_verdicts',
         'Ended dossiers that are in time by the local rule set and late by the national one, or '
         'the other way round (đúng hạn tại đơn vị, trễ hạn trên hệ thống quốc gia).'),
        ('quality', 'Dossiers with something odd (chất lượng dữ liệu): one row for each oddity.'),
        ('quality_twins',
         'Dossiers with the same procedure, unit and moment of receipt as another of the source.'),
        ('quality_mass_closing',
         'How many dossiers of a unit were finished on a day, and how many of them on their very '
         'due day.')
    LOOP
        EXECUTE format('COMMENT ON VIEW report.%I IS %L', view, meaning);
        EXECUTE format('GRANT SELECT ON report.%I TO thuocdo_reader, thuocdo_reporter', view);
    END LOOP;
    FOR view IN VALUES ('internal_lateness'), ('internal_difference'), ('internal_fold_procedure'),
        ('internal_fold_unit'), ('internal_fold_hours')
    LOOP
        EXECUTE format('COMMENT ON VIEW report.%I IS %L', view,
            'For the services; may change with the programs.');
        EXECUTE format('GRANT SELECT ON report.%I TO thuocdo_reporter', view);
    END LOOP;
    FOR name, meaning IN VALUES
        ('flag', 'Name of the oddity.'),
        ('flag_day', 'Day on which it is counted: of receipt, of the first fact when it was never received.'),
        ('complained', 'The dossier has it: complained about (bị phản ánh, không hài lòng).'),
        ('lawful_due_day', 'Day of the lawful due (hạn theo quy định); null when no limit is known.'),
        ('lawful_due_at', 'Its moment; null while a wait moves it on.'),
        ('late_766_day',
         'First day late by Decision 766 (trễ hạn theo QĐ 766), if nothing else happens.'),
        ('late_766_why', 'second_supplement, past_due or past_lawful_due.'),
        ('difference',
         'Why the two verdicts on an ended dossier differ: second_supplement, due_changed, '
         'due_missing, withdrawn (in time here, late there), waiting (late here, in time there).'),
        ('ended', 'Dossiers finished on that day.'),
        ('ended_on_due_day', 'Of those, how many on the very day they were due.'),
        ('source', 'The registered system (hệ thống gửi).'),
        ('code', 'Code of the dossier (mã hồ sơ).'),
        ('unit', 'Code of the unit (mã đơn vị).'),
        ('procedure', 'Code of the procedure (mã thủ tục).'),
        ('standing', 'never_received, voided, refused, open, finished or withdrawn.'),
        ('received_at', 'Receipt (tiếp nhận).'),
        ('received_day', 'Day of receipt in Viet Nam.'),
        ('due_day', 'Due day in force (ngày hẹn trả).'),
        ('ended_at', 'End (kết thúc giải quyết).'),
        ('ended_day', 'Day of the end in Viet Nam.'),
        ('verdict', 'early, on_time or late, of finished dossiers (rule set of form II.06a).')
    LOOP
        FOR view IN
            SELECT c.relname FROM pg_catalog.pg_attribute a
            JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
            WHERE c.relnamespace = 'report'::regnamespace AND c.relkind = 'v'
                AND a.attname = name AND col_description(a.attrelid, a.attnum) IS NULL
        LOOP
            EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name, meaning);
        END LOOP;
    END LOOP;
END $$;

GRANT USAGE ON SCHEMA report TO thuocdo_tracker;
GRANT SELECT ON report.internal_fold_procedure, report.internal_fold_unit,
    report.internal_fold_hours TO thuocdo_tracker, thuocdo_reader;
DROP VIEW report.internal_recount_procedure;

DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW report.relations AS '
        || rtrim(pg_get_viewdef('report.relations'::regclass), ';')
        || $rows$ UNION ALL VALUES
            ('two_verdicts', 'unit', 'unit_now', 'unit'),
            ('two_verdicts', 'procedure', 'procedure_now', 'procedure'),
            ('two_verdicts', 'source', 'sources', 'source'),
            ('quality', 'unit', 'unit_now', 'unit'),
            ('quality', 'procedure', 'procedure_now', 'procedure'),
            ('quality', 'source', 'sources', 'source'),
            ('quality_twins', 'unit', 'unit_now', 'unit'),
            ('quality_twins', 'procedure', 'procedure_now', 'procedure'),
            ('quality_twins', 'source', 'sources', 'source'),
            ('quality_mass_closing', 'unit', 'unit_now', 'unit'),
            ('quality_mass_closing', 'source', 'sources', 'source') $rows$;
END $$;
