-- count_start(partition): a start of the process; a record under trial has been tried once more
UPDATE tracker.position
SET starts = starts + 1, tries = CASE WHEN trying IS NULL THEN 0 ELSE tries + 1 END
WHERE partition = $1::integer
