-- try_record(partition, position): says which record is under trial before it is touched
UPDATE tracker.position
SET tries = CASE WHEN trying = $2::bigint THEN tries ELSE 0 END, trying = $2::bigint
WHERE partition = $1::integer
