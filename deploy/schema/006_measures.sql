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

-- ---- marks: what few dossiers have, a row each ----

CREATE TABLE aggregator.mark (
    mark smallint PRIMARY KEY,
    name text NOT NULL UNIQUE,
    label text NOT NULL
);
COMMENT ON TABLE aggregator.mark IS 'Numbers and names of the marks in proto/measure.h, and what they are called.';
INSERT INTO aggregator.mark (mark, name, label) VALUES
    (64, 'flag_never_received', 'chưa từng được tiếp nhận'),
    (65, 'flag_end_before_receipt', 'kết thúc trước khi tiếp nhận'),
    (66, 'flag_end_moment_unknown', 'không rõ thời điểm kết thúc'),
    (67, 'flag_hand_over_before_finish', 'trả kết quả trước khi xử lý xong'),
    (68, 'flag_reopened_not_ended', 'mở lại và chưa kết thúc'),
    (69, 'flag_snapshot_disagrees', 'bản ghi và các bước không khớp'),
    (70, 'flag_no_due', 'không có ngày hẹn trả'),
    (71, 'flag_unmapped_unit', 'không rõ đơn vị'),
    (72, 'flag_unmapped_procedure', 'không rõ thủ tục'),
    (73, 'flag_unmapped_channel', 'không rõ kênh nộp'),
    (74, 'flag_second_supplement', 'yêu cầu bổ sung hơn một lần'),
    (75, 'flag_end_equals_due', 'kết thúc đúng đến từng giây ngày giờ hẹn trả'),
    (76, 'flag_due_changed_after_expiry', 'đổi ngày hẹn trả sau khi đã quá hạn'),
    (77, 'flag_no_processing', 'kết thúc mà không qua bước xử lý nào'),
    (78, 'flag_future_moment', 'thời điểm ở tương lai so với lúc gửi đến'),
    (79, 'flag_result_is_input', 'tệp kết quả trùng tệp đầu vào'),
    (80, 'flag_received_late', 'tiếp nhận sau khi nộp quá 8 giờ làm việc'),
    (81, 'flag_paid_without_duty', 'thanh toán khi không có nghĩa vụ tài chính'),
    (82, 'flag_due_after_end', 'hẹn trả lần đầu sau khi đã kết thúc'),
    (83, 'flag_due_set_back', 'đặt ngày hẹn trả về sớm hơn'),
    (84, 'flag_no_limit', 'không có ngày hẹn và không rõ thời hạn của thủ tục'),
    (85, 'flag_synchronised_late', 'đúng hạn nhưng tin kết thúc đến sau hạn'),
    (86, 'on_time_here_second_supplement', 'đúng hạn tại hệ thống, trễ theo QĐ 766: yêu cầu bổ sung lần hai'),
    (87, 'on_time_here_due_changed', 'đúng hạn tại hệ thống, trễ theo QĐ 766: đổi ngày hẹn trả'),
    (88, 'on_time_here_due_missing', 'đúng hạn tại hệ thống, trễ theo QĐ 766: không có ngày hẹn trả'),
    (89, 'on_time_here_withdrawn', 'không xét hạn tại hệ thống, trễ theo QĐ 766: công dân rút'),
    (90, 'late_here_waiting', 'quá hạn tại hệ thống, không trễ theo QĐ 766: trừ thời gian chờ'),
    (91, 'open_on_time_here_second_supplement_in', 'bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (yêu cầu bổ sung lần hai)'),
    (92, 'open_on_time_here_second_supplement_out', 'hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (yêu cầu bổ sung lần hai)'),
    (93, 'open_on_time_here_due_changed_in', 'bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (đổi ngày hẹn trả)'),
    (94, 'open_on_time_here_due_changed_out', 'hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (đổi ngày hẹn trả)'),
    (95, 'open_on_time_here_due_missing_in', 'bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (không có ngày hẹn trả)'),
    (96, 'open_on_time_here_due_missing_out', 'hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (không có ngày hẹn trả)'),
    (97, 'open_on_time_here_waiting_in', 'bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (chờ công dân, chờ thanh toán)'),
    (98, 'open_on_time_here_waiting_out', 'hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (chờ công dân, chờ thanh toán)'),
    (99, 'open_on_time_here_stopped_in', 'bắt đầu: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (dừng xử lý)'),
    (100, 'open_on_time_here_stopped_out', 'hết: đang giải quyết, trong hạn tại hệ thống, trễ theo QĐ 766 (dừng xử lý)'),
    (101, 'open_late_here_waiting_in', 'bắt đầu: đang giải quyết, quá hạn tại hệ thống, không trễ theo QĐ 766 (trừ thời gian chờ)'),
    (102, 'open_late_here_waiting_out', 'hết: đang giải quyết, quá hạn tại hệ thống, không trễ theo QĐ 766 (trừ thời gian chờ)'),
    (103, 'feedback_received_procedure', 'phản ánh, kiến nghị tiếp nhận về quy định hành chính'),
    (104, 'feedback_received_staff', 'phản ánh, kiến nghị tiếp nhận về hành vi hành chính'),
    (105, 'feedback_ended_on_time', 'phản ánh, kiến nghị giải quyết đúng hạn'),
    (106, 'feedback_ended_late', 'phản ánh, kiến nghị giải quyết quá hạn'),
    (107, 'feedback_overdue_in', 'phản ánh, kiến nghị bắt đầu quá hạn'),
    (108, 'feedback_overdue_out', 'phản ánh, kiến nghị hết quá hạn'),
    (109, 'feedback_answered', 'phản ánh, kiến nghị đã trả lời'),
    (110, 'feedback_refused', 'phản ánh, kiến nghị bị từ chối'),
    (111, 'feedback_forwarded', 'phản ánh, kiến nghị chuyển cơ quan khác'),
    (112, 'feedback_satisfied', 'phản ánh, kiến nghị: hài lòng với kết quả'),
    (113, 'feedback_unsatisfied', 'phản ánh, kiến nghị: không hài lòng với kết quả'),
    (114, 'feedback_bad', 'phản ánh, kiến nghị trễ hạn hoặc không hài lòng');

CREATE TABLE aggregator.sum_mark (
    partition integer NOT NULL,
    unit text COLLATE "C" NOT NULL,
    channel smallint NOT NULL,
    system text COLLATE "C" NOT NULL,
    step smallint NOT NULL,
    start date NOT NULL,
    mark smallint NOT NULL,
    n bigint NOT NULL,
    PRIMARY KEY (partition, unit, channel, system, step, start, mark)
) WITH (fillfactor = 70);
COMMENT ON TABLE aggregator.sum_mark IS 'As sum_unit, of marks: added to their day, their month and their year.';

GRANT SELECT, INSERT, UPDATE, DELETE ON aggregator.sum_mark TO thuocdo_aggregator;

CREATE VIEW report.mark AS SELECT name AS mark, label FROM aggregator.mark;

CREATE VIEW report.sum_mark AS
SELECT s.unit, (ARRAY['direct', 'online', 'post'])[s.channel] AS channel, s.system, s.step,
    s.start, coalesce(m.name, s.mark::text) AS mark, sum(s.n)::bigint AS n
FROM aggregator.sum_mark s
LEFT JOIN aggregator.mark m ON m.mark = s.mark
GROUP BY s.unit, s.channel, s.system, s.step, s.start, s.mark, m.name;

CREATE VIEW report.internal_sum_mark AS
SELECT partition, unit, channel, system, step, start, mark, n FROM aggregator.sum_mark;

CREATE VIEW report.internal_recount_mark AS
SELECT partition, unit, channel, system, step, start, mark, n FROM aggregator.sum_mark;

-- As internal_sum_key, of marks: a unit may have no other figures. Apart, so that what asks for
-- measures alone does not pay for it.
CREATE VIEW report.internal_mark_key AS
WITH RECURSIVE key AS (
    SELECT first.*
    FROM thuocdo.installation
    CROSS JOIN generate_series(0, partitions) AS holder (partition)
    CROSS JOIN LATERAL (
        SELECT s.partition, s.unit, s.channel, s.system
        FROM aggregator.sum_mark s
        WHERE s.partition = holder.partition
        ORDER BY s.unit, s.channel, s.system
        LIMIT 1
    ) first
    UNION ALL
    SELECT next.*
    FROM key
    CROSS JOIN LATERAL (
        SELECT s.partition, s.unit, s.channel, s.system
        FROM aggregator.sum_mark s
        WHERE s.partition = key.partition
            AND (s.unit, s.channel, s.system) > (key.unit, key.channel, key.system)
        ORDER BY s.unit, s.channel, s.system
        LIMIT 1
    ) next
)
SELECT key.partition, key.unit, key.channel, key.system, known.code IS NOT NULL AS mapped,
    coalesce(known.code, source.home,
        (SELECT min(u.unit) FROM report.unit_now u WHERE u.parent IS NULL HAVING count(*) = 1))
        AS hangs_at,
    coalesce(source.national, false) AS national
FROM key
LEFT JOIN (SELECT DISTINCT code FROM tracker.unit) known ON known.code = key.unit
LEFT JOIN report.internal_source source ON source.source = key.system;

DO $$
DECLARE
    name text;
    meaning text;
BEGIN
    FOR name, meaning IN VALUES
        ('sum_mark.unit',
         'Code of the unit (mã đơn vị): the last stated one, empty when none was.'),
        ('sum_mark.channel', 'How it was handed in (kênh nộp): direct, online or post.'),
        ('sum_mark.system', 'The source whose dossiers are counted.'),
        ('sum_mark.step',
         'What start begins: 1 a day, 2 a month, 3 a year. Every contribution is in all three: '
         'choose one.'),
        ('sum_mark.start', 'First day of the day, month or year.'),
        ('sum_mark.mark', 'What is counted: see report.mark.'),
        ('sum_mark.n', 'How many.'),
        ('mark.mark', 'Name of the mark, also in formulas.'),
        ('mark.label', 'Vietnamese name.')
    LOOP
        EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', split_part(name, '.', 1),
            split_part(name, '.', 2), meaning);
    END LOOP;
    FOR name, meaning IN VALUES
        ('mark', 'Marks (dấu hiệu): what sum_mark counts.'),
        ('sum_mark',
         'Sums of marks (dấu hiệu: cờ chất lượng, chênh lệch đúng hạn và trễ hạn, phản ánh kiến '
         'nghị) by unit, channel and system, of days, months and years.'),
        ('internal_sum_mark', 'For the services; may change with the programs.'),
        ('internal_recount_mark', 'For the services; may change with the programs.'),
        ('internal_mark_key', 'For the services; may change with the programs.')
    LOOP
        EXECUTE format('COMMENT ON VIEW report.%I IS %L', name, meaning);
    END LOOP;
    -- Rows are added to what the view already has, whichever file made them.
    EXECUTE 'CREATE OR REPLACE VIEW report.relations AS '
        || rtrim(pg_get_viewdef('report.relations'::regclass), ';')
        || $rows$ UNION ALL VALUES ('sum_mark', 'unit', 'unit_now', 'unit'),
                ('sum_mark', 'system', 'sources', 'source'),
                ('sum_mark', 'mark', 'mark', 'mark') $rows$;
END $$;

GRANT SELECT ON report.mark, report.sum_mark TO thuocdo_reader, thuocdo_reporter, thuocdo_scorer;
GRANT SELECT ON report.internal_sum_mark, report.internal_mark_key
    TO thuocdo_reporter, thuocdo_scorer;
GRANT SELECT ON report.internal_recount_mark TO thuocdo_reader;
