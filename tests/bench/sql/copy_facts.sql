COPY bench.fact FROM STDIN (FORMAT binary)
