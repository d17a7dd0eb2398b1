COPY pg_temp.touched (unit, from_day) FROM STDIN (FORMAT binary)
