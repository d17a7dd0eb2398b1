-- The catalogue over time: all that a publication states, and how its counts change by day.

-- What derives rows from kept facts has a number; rows derived by an older one are derived again.
ALTER TABLE tracker.reference ADD COLUMN derived_by integer NOT NULL DEFAULT 0;
COMMENT ON COLUMN tracker.reference.derived_by IS
    'Which derivation its versions come from (services/tracker/references.c).';

-- What a publication does not state stays null: absent is not no.
ALTER TABLE tracker.procedure
    ALTER COLUMN interlink DROP NOT NULL,
    ADD COLUMN online_payment boolean,
    ADD COLUMN applicants text[],
    ADD COLUMN levels text[],
    ADD COLUMN one_stop boolean,
    ADD COLUMN change text,
    ADD COLUMN decision_no text,
    ADD COLUMN decision_date date,
    ADD COLUMN effective_date date,
    ADD COLUMN published_at date,
    ADD COLUMN location_independent boolean,
    ADD COLUMN on_portal boolean,
    ADD COLUMN bcci boolean,
    ADD COLUMN eligible_full_online boolean,
    ADD COLUMN internal_process text,
    ADD COLUMN source text COLLATE "C";
UPDATE tracker.procedure SET interlink = NULL WHERE interlink = '';

CREATE OR REPLACE VIEW report.internal_procedure AS
SELECT v.code AS procedure,
    CASE WHEN row_number() OVER version = 1 THEN date '1900-01-01' ELSE v.from_day END
        AS holds_from,
    coalesce(lead(v.from_day) OVER version - 1, date '2199-12-31') AS holds_to,
    v.from_day, v.in_force, v.name_vi AS name, v.field, v.service_level, v.limit_n,
    v.limit_unit, v.fee, v.result_is_paper, v.interlink, v.online_payment, v.applicants, v.levels,
    v.one_stop, v.change, v.decision_no, v.decision_date, v.effective_date, v.published_at,
    v.location_independent, v.on_portal, v.bcci, v.eligible_full_online, v.internal_process,
    v.source
FROM tracker.procedure v
WINDOW version AS (PARTITION BY v.code ORDER BY v.from_day);

CREATE OR REPLACE VIEW report.procedure AS
SELECT procedure, from_day, holds_to AS to_day, in_force, name, field, service_level, limit_n,
    limit_unit, fee, result_is_paper, interlink, online_payment,
    array_to_string(applicants, ', ') AS applicants, array_to_string(levels, ', ') AS levels,
    one_stop, change, decision_no, decision_date, effective_date, published_at,
    location_independent, on_portal, bcci, eligible_full_online, internal_process, source
FROM report.internal_procedure;

-- A version in one or two pieces: before and from the day on which it is made public. It repeats
-- the one before it when that stands under the same decision, or differs in nothing at all.
CREATE VIEW report.internal_catalogue_piece AS
WITH version AS (
    SELECT v.*, lead(v.from_day) OVER code - 1 AS holds_to,
        lead(v.in_force) OVER code AS next_in_force,
        coalesce(lag(v.in_force) OVER code, false) AS was_in_force,
        lag(v.change) OVER code AS last_change, lag(v.decision_no) OVER code AS last_no,
        lag(v.decision_date) OVER code AS last_date,
        lag(stated.said) OVER code AS last_said, stated.said
    FROM tracker.procedure v
    CROSS JOIN LATERAL (
        SELECT CASE WHEN v.change IS NOT NULL THEN ROW(v.name_vi, v.field, v.service_level,
            v.limit_n, v.limit_unit, v.fee, v.result_is_paper, v.interlink, v.online_payment,
            v.applicants, v.levels, v.one_stop, v.change, v.decision_no, v.decision_date,
            v.effective_date, v.published_at, v.location_independent, v.on_portal, v.bcci,
            v.eligible_full_online, v.internal_process)::text END AS said
    ) stated
    WINDOW code AS (PARTITION BY v.code ORDER BY v.from_day)
), announced AS (
    SELECT v.*, v.published_at > v.from_day
            AND v.published_at <= coalesce(v.holds_to, date '2199-12-31') AS in_two,
        v.was_in_force AND v.change = v.last_change
            AND (v.said = v.last_said OR v.decision_no = v.last_no
                AND v.decision_date IS NOT DISTINCT FROM v.last_date) AS repeats
    FROM version v
    WHERE v.in_force
)
SELECT v.code AS procedure, v.from_day AS starts,
    CASE WHEN v.in_two THEN v.published_at - 1 ELSE v.holds_to END AS ends,
    CASE WHEN v.repeats THEN 'repeated' ELSE v.change END AS change,
    v.in_two IS NOT TRUE AND v.next_in_force IS FALSE AS withdrawn,
    CASE WHEN v.published_at IS NOT NULL THEN v.published_at <= v.from_day END AS published,
    v.decision_no, v.decision_date, v.source, v.field, v.service_level, v.fee, v.result_is_paper,
    v.online_payment, v.applicants, v.levels, v.one_stop, v.interlink, v.location_independent,
    v.on_portal, v.bcci, v.eligible_full_online, v.internal_process
FROM announced v
UNION ALL
SELECT v.code, v.published_at, v.holds_to, 'repeated', v.next_in_force IS FALSE, true,
    v.decision_no, v.decision_date, v.source, v.field, v.service_level, v.fee, v.result_is_paper,
    v.online_payment, v.applicants, v.levels, v.one_stop, v.interlink, v.location_independent,
    v.on_portal, v.bcci, v.eligible_full_online, v.internal_process
FROM announced v
WHERE v.in_two;

-- +1 on the first day of validity, -1 on the first day after.
CREATE VIEW report.catalogue_change AS
SELECT change.day, p.procedure, change.n, change.change, p.decision_no, p.decision_date, p.source,
    p.field, p.service_level, p.fee, p.result_is_paper, p.online_payment,
    array_to_string(p.applicants, ', ') AS applicants, array_to_string(p.levels, ', ') AS levels,
    p.one_stop, p.interlink, p.location_independent, p.on_portal, p.bcci, p.eligible_full_online,
    p.internal_process, p.published
FROM report.internal_catalogue_piece p
CROSS JOIN LATERAL (
    SELECT p.starts AS day, 1 AS n, p.change
    UNION ALL
    SELECT p.ends + 1, -1, CASE WHEN p.withdrawn THEN 'abolished' END
    WHERE p.ends IS NOT NULL
) change;

COMMENT ON VIEW report.internal_catalogue_piece IS 'For the services; may change with the programs.';
COMMENT ON VIEW report.catalogue_change IS
    'How the catalogue of procedures changes by day (biến động danh mục thủ tục): the sum of n up '
    'to a day counts the procedures in force on it, with any of the other columns too; rows of a '
    'period with a change are what was announced in it.';

DO $$
DECLARE
    only_view text;
    name text;
    meaning text;
    view text;
BEGIN
    FOR only_view, name, meaning IN VALUES
        ('catalogue_change', 'day', 'The day.'),
        ('catalogue_change', 'procedure', 'Code of the procedure (mã thủ tục).'),
        ('catalogue_change', 'n', '+1 on the first day on which all of this holds, -1 on the first '
            'day after.'),
        ('catalogue_change', 'change', 'new, amended, replaced or abolished (công bố mới, sửa đổi bổ '
            'sung, thay thế, bãi bỏ); repeated: announced before; null: not stated.'),
        ('procedure', 'change', 'What the publication states that it is: new, amended or replaced; '
            'null: not stated.'),
        ('catalogue_change', 'field', 'Field (lĩnh vực).'),
        ('catalogue_change', 'service_level',
            'full, part or info: how much of it can be done online (mức độ dịch vụ công).'),
        ('catalogue_change', 'fee', 'Whether a fee is charged (có thu phí, lệ phí).'),
        ('catalogue_change', 'result_is_paper',
            'Whether the result is a paper (kết quả là giấy tờ).'),
        ('catalogue_change', 'published',
            'Made public by then (đã công khai); null: no day of publication is stated.'),
        (NULL, 'interlink', 'none, same_level or cross_level (liên thông); null: not stated.'),
        (NULL, 'online_payment',
            'Can be paid online (thanh toán trực tuyến); null: not stated.'),
        (NULL, 'applicants', 'Who may ask: citizen, enterprise, agency, other; null: not stated.'),
        (NULL, 'levels',
            'At which levels it is handled, as those of units (cấp thực hiện); null: not stated.'),
        (NULL, 'one_stop', 'Handled at the one-stop office (một cửa); null: not stated.'),
        (NULL, 'decision_no', 'Number of the publishing decision (quyết định công bố).'),
        (NULL, 'decision_date', 'Date of the publishing decision.'),
        (NULL, 'effective_date', 'Day from which the law behind it is in force.'),
        (NULL, 'published_at', 'Day on which it was made public (công khai).'),
        (NULL, 'location_independent',
            'Received regardless of boundary (phi địa giới hành chính); null: not stated.'),
        (NULL, 'on_portal',
            'Offered on the portal (tích hợp trên Cổng dịch vụ công); null: not stated.'),
        (NULL, 'bcci', 'Offered by public post (bưu chính công ích); null: not stated.'),
        (NULL, 'eligible_full_online',
            'Could be offered fully online (đủ điều kiện toàn trình); null: not stated.'),
        (NULL, 'internal_process',
            'Internal process (quy trình nội bộ): none, approved or electronic; null: not stated.')
    LOOP
        FOR view IN
            SELECT table_name FROM information_schema.columns
            WHERE table_schema = 'report' AND column_name = name
                AND table_name IN ('procedure', 'catalogue_change')
                AND table_name = coalesce(only_view, table_name)
        LOOP
            EXECUTE format('COMMENT ON COLUMN report.%I.%I IS %L', view, name, meaning);
        END LOOP;
    END LOOP;
END $$;
COMMENT ON COLUMN report.procedure.source IS 'The registered system that published it last.';
COMMENT ON COLUMN report.catalogue_change.source IS 'The registered system that published it last.';

-- Behind what other migrations have said of joins, whichever came before this one.
DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW report.relations AS '
        || rtrim(pg_get_viewdef('report.relations'::regclass), ';')
        || $more$ UNION ALL VALUES
            ('procedure', 'source', 'sources', 'source'),
            ('catalogue_change', 'procedure', 'procedure_now', 'procedure'),
            ('catalogue_change', 'source', 'sources', 'source') $more$;
END $$;

GRANT SELECT ON report.catalogue_change TO thuocdo_reader, thuocdo_reporter;
GRANT SELECT ON report.internal_catalogue_piece TO thuocdo_reporter;
