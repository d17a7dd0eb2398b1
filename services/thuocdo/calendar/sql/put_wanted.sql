-- put_wanted(): new rows, and rows that say something else
INSERT INTO thuocdo.special_day AS s
    (day, origin, kind, name_vi, name_en, off, paired_day, source, confidence)
SELECT day, origin, kind, name_vi, name_en, off, paired_day, source, confidence
FROM pg_temp.wanted
ON CONFLICT (day, origin) DO UPDATE
SET kind = excluded.kind, name_vi = excluded.name_vi, name_en = excluded.name_en,
    off = excluded.off, paired_day = excluded.paired_day, source = excluded.source,
    confidence = excluded.confidence
WHERE (s.kind, s.name_vi, s.name_en, s.off, s.paired_day, s.source, s.confidence)
    IS DISTINCT FROM (excluded.kind, excluded.name_vi, excluded.name_en, excluded.off,
                      excluded.paired_day, excluded.source, excluded.confidence)
