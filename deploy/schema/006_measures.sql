-- Measures of votes, messages, complaints and the national verdict; marks.

-- ---- measures: columns of the sums, and of every view over them ----

DO $$
DECLARE
    sums text;
BEGIN
    FOREACH sums IN ARRAY ARRAY['sum_unit', 'sum_cell', 'sum_cell_day'] LOOP
        EXECUTE format(
            'ALTER TABLE aggregator.%I
                 ADD received_complained bigint,
                 ADD closed_complained bigint,
                 ADD late_in_766 bigint,
                 ADD late_out_766 bigint,
                 ADD bad_in_766 bigint,
                 ADD bad_out_766 bigint,
                 ADD rated bigint,
                 ADD rated_satisfied bigint,
                 ADD notified_result_ready bigint,
                 ADD notified_apology bigint,
                 ADD notified_other bigint,
                 ADD handling_minutes bigint', sums);
    END LOOP;
END $$;

-- The views are printed from the columns of the tables, which stand in the order of
-- proto/measure.h: first plain, as the services read them, then added up.
DO $$
DECLARE
    plain text;
    added text;
BEGIN
    SELECT string_agg(format('s.%I', attname), ', ' ORDER BY attnum),
        string_agg(format('sum(s.%1$I)::bigint AS %1$I', attname), ', ' ORDER BY attnum)
    INTO plain, added
    FROM pg_catalog.pg_attribute
    WHERE attrelid = 'aggregator.sum_unit'::regclass AND NOT attisdropped
        AND attnum >= (SELECT attnum FROM pg_catalog.pg_attribute
                       WHERE attrelid = 'aggregator.sum_unit'::regclass AND attname = 'received');
    EXECUTE format(
        'CREATE OR REPLACE VIEW report.internal_sum_unit AS
         SELECT s.partition, s.unit, s.channel, s.system, s.step, s.start, %s
         FROM aggregator.sum_unit s', plain);
    EXECUTE format(
        'CREATE OR REPLACE VIEW report.internal_sum_cell AS
         SELECT s.partition, s.unit, s.procedure, s.channel, s.system, s.step, s.start, %1$s
         FROM aggregator.sum_cell s
         UNION ALL
         SELECT s.partition, s.unit, s.procedure, s.channel, s.system, 1::smallint, s.start, %1$s
         FROM aggregator.sum_cell_day s', plain);
    EXECUTE format(
        'CREATE OR REPLACE VIEW report.sum_unit AS
         SELECT s.unit, (ARRAY[''direct'', ''online'', ''post''])[s.channel] AS channel, s.system,
             s.step, s.start, %s
         FROM aggregator.sum_unit s
         GROUP BY s.unit, s.channel, s.system, s.step, s.start', added);
    EXECUTE format(
        'CREATE OR REPLACE VIEW report.sum_cell AS
         SELECT s.unit, s.procedure, (ARRAY[''direct'', ''online'', ''post''])[s.channel] AS channel,
             s.system, s.step, s.start, %s
         FROM report.internal_sum_cell s
         GROUP BY s.unit, s.procedure, s.channel, s.system, s.step, s.start', added);
    EXECUTE format(
        'CREATE OR REPLACE VIEW report.day_counts AS
         SELECT s.unit, s.procedure, (ARRAY[''direct'', ''online'', ''post''])[s.channel] AS channel,
             s.system, s.start AS day, %s
         FROM aggregator.sum_cell_day s
         GROUP BY s.unit, s.procedure, s.channel, s.system, s.start', added);
END $$;

CREATE OR REPLACE VIEW report.internal_recount_unit AS SELECT * FROM aggregator.sum_unit;

CREATE OR REPLACE VIEW report.internal_recount_cell AS SELECT * FROM aggregator.sum_cell;

CREATE OR REPLACE VIEW report.internal_recount_day AS SELECT * FROM aggregator.sum_cell_day;

DO $$
DECLARE
    name text;
    meaning text;
    view text;
BEGIN
    FOR name, meaning IN VALUES
        ('received_complained',
         'Received with attribute complained: last vote 1 or 2, or a feedback about it '
         '(bị đánh giá không hài lòng hoặc bị phản ánh).'),
        ('closed_complained', 'Closed with attribute complained.'),
        ('late_in_766', 'Became late by the national rule (bắt đầu trễ hạn theo QĐ 766).'),
        ('late_out_766', 'Closed, late by the national rule (kết thúc trễ hạn theo QĐ 766).'),
        ('bad_in_766',
         'Became late by the national rule or were complained about (bắt đầu trễ hạn hoặc bị '
         'phản ánh, QĐ 766).'),
        ('bad_out_766',
         'Closed, late by the national rule or complained about (kết thúc, trễ hạn hoặc bị phản '
         'ánh, QĐ 766).'),
        ('rated', 'Votes (lượt đánh giá), the last one of each dossier.'),
        ('rated_satisfied', 'Votes of level 4 or 5 (hài lòng).'),
        ('notified_result_ready', 'Messages that the result is ready early (báo có kết quả sớm).'),
        ('notified_apology', 'Messages of apology for lateness (thư xin lỗi).'),
        ('notified_other', 'Other messages to the applicant (thông báo khác).'),
        ('handling_minutes',
         'Working minutes from receipt to end less all waiting, of finished dossiers (thời gian '
         'giải quyết, phút làm việc).')
    LOOP
        FOREACH view IN ARRAY ARRAY['sum_unit', 'sum_cell', 'day_counts'] LOOP
            EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name, meaning);
        END LOOP;
    END LOOP;
END $$;

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
    (d.attributes >> 16 & 1) = 1 AS complained
FROM tracker.dossier d
JOIN report.internal_standing standing ON standing.standing = d.standing;

COMMENT ON COLUMN report.dossiers.complained IS
    'The dossier has it: last vote 1 or 2, or a feedback about it (bị đánh giá không hài lòng hoặc bị '
    'phản ánh).';
