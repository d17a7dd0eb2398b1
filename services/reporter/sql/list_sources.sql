-- list_sources(): registered sources
SELECT source, kind, units, prefixes, may,
    to_char(registered_at AT TIME ZONE 'Asia/Ho_Chi_Minh', 'YYYY-MM-DD"T"HH24:MI:SS"+07:00"')
        AS registered_at
FROM report.sources
ORDER BY source
