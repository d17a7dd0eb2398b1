-- clear_succession(unit)
DELETE FROM tracker.succession WHERE unit = $1::text
