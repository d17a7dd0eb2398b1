-- drop_held(partition, position)
DELETE FROM tracker.held WHERE partition = $1::integer AND position = $2::bigint
