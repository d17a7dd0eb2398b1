-- unmerge(): months to which day rows are about to be added are merged no longer
DELETE FROM aggregator.merged
WHERE month IN (SELECT start FROM pg_temp.gathered_cell WHERE step = 2)
