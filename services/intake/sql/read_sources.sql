-- read_sources(): every registered source; lists are joined by a line feed
SELECT source, key, array_to_string(units || prefixes, E'\n'), array_to_string(may, E'\n')
FROM intake.source
