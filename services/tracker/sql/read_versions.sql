-- read_versions(): how far partition 0 is, and the version of the calendar
SELECT log_at, (SELECT coalesce(max(version), 0) FROM report.internal_calendar_change)
FROM tracker.position
WHERE partition = 0
