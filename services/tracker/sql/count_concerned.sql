-- count_concerned(partition): units, procedures
SELECT count(*) FILTER (WHERE kind = 'unit'), count(*) FILTER (WHERE kind = 'procedure')
FROM pg_temp.concerned
WHERE partition = $1::integer
