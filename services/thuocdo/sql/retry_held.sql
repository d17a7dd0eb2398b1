-- retry_held(partition, position): puts a fact that was set aside back on its way
UPDATE tracker.held SET retry = true WHERE partition = $1::integer AND position = $2::bigint
