-- Schema report, continued: how the views join, what everything means, and who may read it.

CREATE VIEW report.relations (from_view, from_column, to_view, to_column) AS
VALUES
    ('sum_unit', 'unit', 'unit_now', 'unit'),
    ('sum_cell', 'unit', 'unit_now', 'unit'),
    ('day_counts', 'unit', 'unit_now', 'unit'),
    ('dossiers', 'unit', 'unit_now', 'unit'),
    ('agency_table', 'unit', 'unit_now', 'unit'),
    ('payments', 'unit', 'unit_now', 'unit'),
    ('score', 'unit', 'unit_now', 'unit'),
    ('sum_cell', 'procedure', 'procedure_now', 'procedure'),
    ('day_counts', 'procedure', 'procedure_now', 'procedure'),
    ('dossiers', 'procedure', 'procedure_now', 'procedure'),
    ('sum_unit', 'system', 'sources', 'source'),
    ('sum_cell', 'system', 'sources', 'source'),
    ('day_counts', 'system', 'sources', 'source'),
    ('dossiers', 'source', 'sources', 'source'),
    ('ledger', 'source', 'sources', 'source'),
    ('rejects', 'source', 'sources', 'source'),
    ('unit', 'unit', 'unit_now', 'unit'),
    ('unit_now', 'parent', 'unit_now', 'unit'),
    ('unit_tree', 'ancestor', 'unit_now', 'unit'),
    ('unit_tree', 'descendant', 'unit_now', 'unit'),
    ('procedure', 'procedure', 'procedure_now', 'procedure');

-- Comments of views.
DO $$
DECLARE
    name text;
    meaning text;
BEGIN
    FOR name, meaning IN VALUES
        ('unit', 'Units (cơ quan, đơn vị) over time: one row for each version.'),
        ('unit_now', 'Units as they are today, one row each: the dimension to join figures with.'),
        ('unit_tree',
         'Which unit stood below which, and when: every unit is below itself at '
         'depth 0.'),
        ('procedure', 'Procedures (thủ tục hành chính) over time: one row for each version.'),
        ('procedure_now',
         'Procedures as they are today, one row each: the dimension to join figures '
         'with.'),
        ('sources', 'Registered one-stop systems (hệ thống một cửa) that send facts.'),
        ('sum_unit',
         'Sums of the day contributions by unit, channel and system, of days, months '
         'and years.'),
        ('sum_cell', 'As sum_unit, by procedure too.'),
        ('day_counts', 'Counts of each day by unit, procedure, channel and system.'),
        ('agency_table',
         'Agency table (bảng theo cơ quan) of every calendar month, quarter and year '
         'that has figures; a unit counts with all units below it, so rows of '
         'different levels must not be added. All systems but the national portal.'),
        ('payments',
         'Payments of fees and charges (thanh toán phí, lệ phí), in the same way as '
         'agency_table.'),
        ('dossiers', 'Dossiers (hồ sơ) in their present state; nothing about persons.'),
        ('score', 'Scores (chấm điểm) by rubric, unit, period and indicator.'),
        ('ledger',
         'What became of the facts of each source (sổ đối soát): sent + derived = '
         'stored + duplicate + rejected + held + waiting.'),
        ('rejects',
         'Facts that were not taken, and why: refused at intake, in conflict with an '
         'earlier one, one too many, or held back.'),
        ('freshness', 'How far each service has read, by partition.'),
        ('services', 'Which service writes which partition now: the holders of the locks.'),
        ('relations', 'How the views join: many rows of from_view to one of to_view.')
    LOOP
        EXECUTE format('COMMENT ON VIEW report.%I IS %L', name, meaning);
    END LOOP;
    FOR name IN
        SELECT viewname FROM pg_catalog.pg_views
        WHERE schemaname = 'report' AND viewname LIKE 'internal\_%'
    LOOP
        EXECUTE format('COMMENT ON VIEW report.%I IS %L', name,
            'For the services; may change with the programs.');
    END LOOP;
END $$;

-- Comments of columns: one name means one thing, but where a row names the view.
DO $$
DECLARE
    only_view text;
    name text;
    meaning text;
    view text;
BEGIN
    FOR only_view, name, meaning IN VALUES
        (NULL::text, 'unit',
         'Code of the unit (mã đơn vị). In sums: the last stated one, empty when '
         'none was.'),
        (NULL, 'procedure',
         'Code of the procedure (mã thủ tục). In sums: the last stated one, empty '
         'when none was.'),
        (NULL, 'channel', 'How it was handed in (kênh nộp): direct, online or post.'),
        (NULL, 'system', 'The source whose dossiers are counted.'),
        (NULL, 'source', 'The registered system (hệ thống gửi).'),
        (NULL, 'from_day', 'First day.'),
        (NULL, 'to_day', 'Last day; 2199-12-31 while nothing follows.'),
        (NULL, 'name', 'Vietnamese name.'),
        (NULL, 'label', 'Vietnamese name of the unit as of the last day.'),
        (NULL, 'parent', 'Code of the unit above (đơn vị cấp trên); null at a root.'),
        (NULL, 'level', 'ministry, province, department, district, commune or branch.'),
        (NULL, 'open', 'Whether it exists (đang hoạt động).'),
        (NULL, 'in_force', 'Whether it is in force (còn hiệu lực).'),
        (NULL, 'field', 'Field (lĩnh vực).'),
        ('rejects', 'field', 'The field at fault.'),
        (NULL, 'service_level',
         'full, part or info: how much of it can be done online (mức độ dịch vụ '
         'công).'),
        (NULL, 'fee', 'Whether a fee is charged (có thu phí, lệ phí).'),
        (NULL, 'ancestor', 'The unit above.'),
        (NULL, 'descendant', 'The unit below.'),
        (NULL, 'depth', 'How many steps lie between them.'),
        (NULL, 'limit_n', 'Time limit (thời hạn giải quyết) …'),
        (NULL, 'limit_unit', '… counted in working_day, day, hour or month.'),
        (NULL, 'result_is_paper', 'Whether the result is a paper (kết quả là giấy tờ).'),
        (NULL, 'interlink', 'none, same_level or cross_level (liên thông).'),
        (NULL, 'kind', 'Kind of the row.'),
        ('sources', 'kind', 'provincial, ministry or national.'),
        ('rejects', 'kind', 'rejected, conflict, too_many_facts or held.'),
        (NULL, 'units', 'Top units; the first is where its unmapped dossiers hang.'),
        (NULL, 'prefixes', 'Beginnings of codes of units that it may name before anyone else has.'),
        (NULL, 'may', 'What it may send.'),
        (NULL, 'registered_at', 'When it was registered.'),
        (NULL, 'step',
         'What start begins: 1 a day, 2 a month, 3 a year. Every contribution is in '
         'all three: choose one.'),
        (NULL, 'start', 'First day of the day, month or year.'),
        (NULL, 'day', 'The day.'),
        (NULL, 'received', 'Dossiers received (tiếp nhận).'),
        (NULL, 'finished_early', 'Finished before the due day (trước hạn).'),
        (NULL, 'finished_on_time', 'Finished on the due day, or none was set (đúng hạn).'),
        (NULL, 'finished_late', 'Finished after the due day (quá hạn).'),
        (NULL, 'withdrawn', 'Withdrawn by the citizen (rút hồ sơ).'),
        (NULL, 'overdue_in', 'Became overdue while open (bắt đầu quá hạn).'),
        (NULL, 'overdue_out', 'Ceased to be overdue while open (hết quá hạn).'),
        (NULL, 'waiting_in', 'Began to wait (tạm dừng, chờ bổ sung, chờ thanh toán).'),
        (NULL, 'waiting_out', 'Ceased to wait.'),
        (NULL, 'returned_counter', 'Results handed over at the counter (trả tại quầy).'),
        (NULL, 'returned_online', 'Results handed over online (trả trực tuyến).'),
        (NULL, 'returned_post', 'Results handed over by post (trả qua bưu chính).'),
        (NULL, 'returned_on_spot', 'Results handed over on the spot (trả ngay), in addition.'),
        (NULL, 'payments_online', 'Payments by portal or gateway (giao dịch trực tuyến).'),
        (NULL, 'payments_direct', 'Other payments (giao dịch trực tiếp).'),
        (NULL, 'amount_online', 'VND paid by portal or gateway.'),
        (NULL, 'amount_direct', 'VND paid otherwise.'),
        (NULL, 'digitised', 'The dossier has it: papers digitised (số hóa thành phần hồ sơ).'),
        (NULL, 'e_result', 'The dossier has it: electronic result (kết quả điện tử).'),
        (NULL, 'result_due',
         'The dossier has it: procedure whose result is a paper (kết quả là giấy '
         'tờ).'),
        (NULL, 'reused',
         'The dossier has it: papers reused or replaced by data (tái sử dụng giấy '
         'tờ).'),
        (NULL, 'from_store',
         'The dossier has it: papers from the personal store (lấy từ kho dữ liệu).'),
        (NULL, 'population_db',
         'The dossier has it: population database looked up (khai thác CSDL quốc gia '
         'về dân cư).'),
        (NULL, 'account_verified', 'The dossier has it: account verified (tài khoản đã xác thực).'),
        (NULL, 'fee_due', 'The dossier has it: fee owed (có nghĩa vụ tài chính).'),
        (NULL, 'paid_online',
         'The dossier has it: fee owed and paid online (thanh toán trực tuyến).'),
        (NULL, 'full_online', 'The dossier has it: procedure fully online (DVC toàn trình).'),
        (NULL, 'part_online', 'The dossier has it: procedure partly online (DVC một phần).'),
        (NULL, 'interlinked_same_level',
         'The dossier has it: interlinked on one level (liên thông cùng cấp).'),
        (NULL, 'interlinked_cross_level',
         'The dossier has it: interlinked across levels (liên thông khác cấp).'),
        (NULL, 'online_complete',
         'The dossier has it: online from receipt to result (trực tuyến trọn vẹn).'),
        (NULL, 'digitised_both',
         'The dossier has it: papers and result digital (số hóa hồ sơ và kết quả).'),
        (NULL, 'e_result_due',
         'The dossier has it: electronic result where a paper is due (kết quả điện '
         'tử thay giấy).'),
        ('agency_table', 'withdrawn',
         'Of resolved_on_or_before_due: withdrawn by the citizen (rút hồ sơ).'),
        (NULL, 'period', '2023, 2023-Q1 or 2023-01.'),
        (NULL, 'is_projection',
         'The period is not over: the figures are what they will be if nothing else '
         'comes (dự kiến).'),
        (NULL, 'received_total', '3 = 4 + 6: handled in the period (tổng số hồ sơ tiếp nhận).'),
        (NULL, 'received_new', '4: received in the period (tiếp nhận kỳ này).'),
        (NULL, 'received_online', '5: of those online (trực tuyến).'),
        (NULL, 'carried_in', '6: carried over (kỳ trước chuyển sang).'),
        (NULL, 'resolved_total', '7 = 8 + 9: closed in the period (đã giải quyết).'),
        (NULL, 'resolved_on_or_before_due',
         '8: early, on time or withdrawn (trước hạn và đúng hạn).'),
        (NULL, 'resolved_late', '9: late (trễ hạn).'),
        (NULL, 'in_progress_total', '10: in progress at the end of the period (đang giải quyết).'),
        (NULL, 'in_progress_not_due', '11: of those in term (trong hạn).'),
        (NULL, 'in_progress_overdue', '12: of those overdue (quá hạn).'),
        (NULL, 'online_tx_count', '3: online transactions (số giao dịch trực tuyến).'),
        (NULL, 'online_tx_amount_vnd', '4: VND paid online.'),
        (NULL, 'direct_tx_count', '5: direct transactions (số giao dịch trực tiếp).'),
        (NULL, 'direct_tx_amount_vnd', '6: VND paid directly.'),
        (NULL, 'partition', 'Part of the storage, 0 for catalogue and organisation.'),
        (NULL, 'dossier', 'Number within its partition, in order of arrival.'),
        (NULL, 'code', 'Code of the dossier (mã hồ sơ).'),
        (NULL, 'status', 'Last stated step 1..10 of the national list, 0 when none was.'),
        (NULL, 'standing', 'never_received, voided, refused, open, finished or withdrawn.'),
        (NULL, 'received_at', 'Receipt (tiếp nhận).'),
        (NULL, 'received_day', 'Day of receipt in Viet Nam; null when it is not counted.'),
        (NULL, 'due_day', 'Due day in force (ngày hẹn trả).'),
        (NULL, 'ended_at', 'End (kết thúc giải quyết).'),
        (NULL, 'ended_day', 'Day of the end in Viet Nam.'),
        (NULL, 'verdict', 'early, on_time or late, of finished dossiers (rule set of form II.06a).'),
        (NULL, 'supplement_rounds', 'How often papers were asked for (số lần yêu cầu bổ sung).'),
        (NULL, 'flags', 'Quality flags, joined by commas; null when there is none.'),
        (NULL, 'fact_count', 'Facts kept of it.'),
        (NULL, 'rubric', 'The rubric (bộ chỉ số).'),
        (NULL, 'indicator', 'Id of an indicator, of a group, or total.'),
        (NULL, 'numerator', 'Numerator of the indicator.'),
        (NULL, 'denominator', 'Denominator of the indicator; at 0 there is no value.'),
        (NULL, 'points', 'Points; null when there is no value.'),
        (NULL, 'max_points', 'As many points as there can be.'),
        (NULL, 'coverage', 'Share of the needed data that exists.'),
        (NULL, 'activity', 'Number of dossiers behind it.'),
        (NULL, 'computed_at', 'When it was computed.'),
        (NULL, 'sent', 'Facts that the source sent.'),
        (NULL, 'derived', 'Facts that intake made of them.'),
        (NULL, 'logged', 'Facts that were acknowledged as durable.'),
        (NULL, 'stored', 'Facts that count.'),
        (NULL, 'duplicate', 'Sent again with the same content: without effect.'),
        (NULL, 'rejected', 'Refused at intake, in conflict, or one too many of a dossier.'),
        (NULL, 'held', 'Set aside because they could not be processed: see rejects.'),
        (NULL, 'waiting', 'Logged and not yet tracked.'),
        (NULL, 'subject', 'Code of the dossier, unit or procedure it was about.'),
        (NULL, 'id', 'Id that the source gave the fact.'),
        (NULL, 'rule', 'What the rule is that it broke.'),
        (NULL, 'recorded_at', 'When it arrived.'),
        ('freshness', 'recorded_at', 'Arrival of the last record read.'),
        (NULL, 'position', 'Its number in the log of its partition.'),
        ('freshness', 'position', 'Number of the last record read.'),
        (NULL, 'batch', 'Number of the batch it came with.'),
        (NULL, 'item', 'Its place in the batch, from 0.'),
        (NULL, 'part', 'Its place within an item that holds several, from 0.'),
        (NULL, 'service', 'The service.'),
        (NULL, 'end_position', 'Number of the last record there is.'),
        (NULL, 'lag', 'Records not yet read.'),
        (NULL, 'catalogue_pending',
         'Records of catalogue and organisation that its dossiers do not yet follow.'),
        (NULL, 'pid', 'Process of the database that serves it.'),
        (NULL, 'from_view', 'View that refers …'),
        (NULL, 'from_column', '… by this column …'),
        (NULL, 'to_view', '… to a row of this view …'),
        (NULL, 'to_column', '… with the same value in this column.')
    LOOP
        FOR view IN
            SELECT table_name FROM information_schema.columns
            WHERE table_schema = 'report' AND column_name = name
                AND table_name = coalesce(only_view, table_name)
        LOOP
            EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name, meaning);
        END LOOP;
    END LOOP;
END $$;

-- Comments of pairs: an attribute counted at receipt and end, the two parts of a rate, the rate.
DO $$
DECLARE
    view text;
    name text;
    base text;
BEGIN
    FOR view, name, base IN
        SELECT c.relname, a.attname,
            regexp_replace(a.attname, '^(received|closed|pct)_|_(numerator|denominator)$', '',
                'g')
        FROM pg_catalog.pg_attribute a
        JOIN pg_catalog.pg_class c ON c.oid = a.attrelid
        WHERE c.relnamespace = 'report'::regnamespace AND c.relkind = 'v' AND a.attnum > 0
            AND col_description(a.attrelid, a.attnum) IS NULL
    LOOP
        EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name,
            CASE
                WHEN name LIKE 'received\_%' THEN 'Received with attribute ' || base || '.'
                WHEN name LIKE 'closed\_%' THEN 'Closed with attribute ' || base || '.'
                WHEN name LIKE '%\_numerator' THEN 'Numerator of pct_' || base || '.'
                WHEN name LIKE '%\_denominator' THEN 'Denominator of pct_' || base || '.'
                WHEN name LIKE 'pct\_%' THEN 'Per cent, half up to one decimal; null when the '
                    || 'denominator is 0 (tỷ lệ).'
                ELSE 'For the services.'
            END);
    END LOOP;
END $$;

-- Readers see every view but the internal ones; each service what it needs of the others.
DO $$
DECLARE
    view text;
BEGIN
    FOR view IN
        SELECT viewname FROM pg_catalog.pg_views
        WHERE schemaname = 'report' AND viewname NOT LIKE 'internal\_%'
    LOOP
        EXECUTE format('GRANT SELECT ON report.%I TO thuocdo_reader', view);
    END LOOP;
END $$;
GRANT SELECT ON ALL TABLES IN SCHEMA report TO thuocdo_reporter;
GRANT SELECT ON report.unit, report.unit_tree, report.procedure, report.sources, report.sum_unit,
    report.sum_cell, report.internal_unit, report.internal_procedure, report.internal_source,
    report.internal_sum_key, report.internal_sum_unit, report.internal_sum_cell,
    report.internal_position TO thuocdo_scorer;
