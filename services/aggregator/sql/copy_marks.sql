COPY pg_temp.gathered_mark (partition, unit, channel, system, step, start, mark, n) FROM STDIN (FORMAT binary)
