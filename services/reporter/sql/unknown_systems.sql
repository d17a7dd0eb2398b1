-- unknown_systems(systems): those that are neither a registered source nor a kind of them
SELECT asked
FROM unnest(string_to_array($1::text, ',')) AS asked
WHERE asked NOT IN ('provincial', 'ministry', 'national')
    AND NOT EXISTS (SELECT FROM report.sources WHERE source = asked)
