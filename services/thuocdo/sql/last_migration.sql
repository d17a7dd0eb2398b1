-- last_migration(): the highest number applied
SELECT coalesce(max(version), 0)::bigint FROM thuocdo.migration
