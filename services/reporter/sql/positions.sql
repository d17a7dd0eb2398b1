-- positions(): where the streams of each partition end, and how far their readers are
SELECT log_end, log_at, catalogue_at, delta_end, delta_at, changed_end, changed_at, calendar_end,
    calendar_at
FROM report.internal_position
ORDER BY partition
