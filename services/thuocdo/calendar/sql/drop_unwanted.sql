-- drop_unwanted(origin): rows that are not wanted; of the local ones in years that the file names
DELETE FROM thuocdo.special_day AS s
WHERE s.origin = $1::text
  AND NOT EXISTS (SELECT FROM pg_temp.wanted AS w WHERE w.day = s.day)
  AND ($1::text = 'shipped'
       OR extract(year FROM s.day) IN (SELECT extract(year FROM w.day) FROM pg_temp.wanted AS w))
