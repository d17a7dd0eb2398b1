-- write_tally(partition, source, day, stored, duplicates, conflicts, too_many, held)
INSERT INTO tracker.tally AS t
    (partition, source, day, stored, duplicates, conflicts, too_many, held)
VALUES ($1::integer, $2::text, date '1970-01-01' + $3::integer, $4::bigint, $5::bigint,
        $6::bigint, $7::bigint, $8::bigint)
ON CONFLICT (partition, source, day)
DO UPDATE SET stored = t.stored + excluded.stored, duplicates = t.duplicates + excluded.duplicates,
              conflicts = t.conflicts + excluded.conflicts,
              too_many = t.too_many + excluded.too_many, held = t.held + excluded.held
