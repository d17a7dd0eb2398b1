-- source_names(): every registered source
SELECT source FROM report.sources ORDER BY source
