-- close_sums()
CLOSE sums
