-- clear_concerned(partition)
DELETE FROM pg_temp.concerned WHERE partition = $1::integer
