-- Organisation over time: who goes on for a unit, and working hours.

CREATE TABLE tracker.succession (
    unit text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    to_day date NOT NULL,
    successor text COLLATE "C" NOT NULL,
    share integer,
    changed_at bigint NOT NULL,
    PRIMARY KEY (unit, from_day, successor)
);
COMMENT ON TABLE tracker.succession IS 'Who goes on for a unit from a day on; what is said for a later day replaces it whole.';
COMMENT ON COLUMN tracker.succession.to_day IS 'Last day before something else was said.';
COMMENT ON COLUMN tracker.succession.share IS 'Per cent, as stated; no figure is ever divided by it.';
COMMENT ON COLUMN tracker.succession.changed_at IS 'Log position of partition 0 whose fact last changed this unit.';
GRANT SELECT, INSERT, UPDATE, DELETE ON tracker.succession TO thuocdo_tracker;

CREATE TABLE tracker.hours (
    code text COLLATE "C" NOT NULL,
    from_day date NOT NULL,
    week text NOT NULL,
    changed_at bigint NOT NULL,
    PRIMARY KEY (code, from_day)
);
COMMENT ON TABLE tracker.hours IS 'What units have said of their working hours; a unit without rows has those of the unit above.';
COMMENT ON COLUMN tracker.hours.week IS 'Seven lists of intervals, Monday first: 07:30-11:30,13:30-17:00;…;;';
COMMENT ON COLUMN tracker.hours.changed_at IS 'Log position of partition 0 whose fact last changed this unit.';
GRANT SELECT, INSERT, UPDATE, DELETE ON tracker.hours TO thuocdo_tracker;

CREATE VIEW report.internal_succession AS
SELECT unit, from_day, to_day, successor, share, changed_at FROM tracker.succession;

CREATE VIEW report.succession AS
SELECT unit, from_day, to_day, successor, share FROM tracker.succession;

CREATE VIEW report.internal_hours AS
SELECT code AS unit, from_day,
    coalesce(lead(from_day) OVER (PARTITION BY code ORDER BY from_day) - 1, date '2199-12-31')
        AS to_day,
    week, changed_at
FROM tracker.hours;

CREATE VIEW report.hours AS
SELECT unit, from_day, to_day, week FROM report.internal_hours;

-- ---- what they mean ----

COMMENT ON VIEW report.internal_succession IS 'For the services; may change with the programs.';
COMMENT ON VIEW report.succession IS
    'Who goes on for a unit (sắp xếp, sáp nhập, chia tách): several successors mean that it was split, itself that it goes on under its own code.';
COMMENT ON COLUMN report.succession.unit IS 'Code of the unit (mã đơn vị).';
COMMENT ON COLUMN report.succession.from_day IS 'First day.';
COMMENT ON COLUMN report.succession.to_day IS 'Last day; 2199-12-31 while nothing follows.';
COMMENT ON COLUMN report.succession.successor IS 'Code of the unit that goes on (đơn vị kế thừa).';
COMMENT ON COLUMN report.succession.share IS
    'Its share in per cent, as stated; null when none was. No figure is ever divided by it.';
COMMENT ON VIEW report.internal_hours IS 'For the services; may change with the programs.';
COMMENT ON VIEW report.hours IS
    'Working hours (giờ làm việc) as units have stated them; units below without rows of their own have them too.';
COMMENT ON COLUMN report.hours.unit IS 'Code of the unit (mã đơn vị).';
COMMENT ON COLUMN report.hours.from_day IS 'First day.';
COMMENT ON COLUMN report.hours.to_day IS 'Last day; 2199-12-31 while nothing follows.';
COMMENT ON COLUMN report.hours.week IS
    'Working intervals of Monday to Sunday, weekdays set apart by semicolons: 07:30-11:30,13:30-17:00;…;;';

-- Rows are added to what the view already has, whichever file made them.
DO $$
BEGIN
    EXECUTE 'CREATE OR REPLACE VIEW report.relations AS '
        || rtrim(pg_get_viewdef('report.relations'::regclass), ';')
        || $rows$ UNION ALL VALUES ('hours', 'unit', 'unit_now', 'unit'),
                ('succession', 'unit', 'unit_now', 'unit'),
                ('succession', 'successor', 'unit_now', 'unit') $rows$;
END $$;

GRANT SELECT ON report.hours, report.succession TO thuocdo_reader, thuocdo_reporter;
GRANT SELECT ON report.internal_hours, report.internal_succession TO thuocdo_reporter, thuocdo_scorer;
