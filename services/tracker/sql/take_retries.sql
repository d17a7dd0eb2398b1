-- take_retries(partition): held records that somebody asked to try again; asked for once only
UPDATE tracker.held SET retry = false WHERE partition = $1::integer AND retry
RETURNING position, fact
