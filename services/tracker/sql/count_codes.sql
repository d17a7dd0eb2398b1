-- count_codes(partition): how many dossiers there are
SELECT count(*)::bigint FROM tracker.code WHERE partition = $1::integer
