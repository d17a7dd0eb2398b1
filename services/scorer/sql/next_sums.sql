-- next_sums(): the next steps
FETCH FORWARD 1000 FROM sums
