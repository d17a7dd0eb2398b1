-- last_dossier(partition): the highest number given
SELECT coalesce(max(dossier), 0)::bigint FROM tracker.dossier WHERE partition = $1::integer
