-- read_sources(partition): sources of whose facts any has been taken
SELECT DISTINCT source FROM tracker.tally WHERE partition = $1::integer
