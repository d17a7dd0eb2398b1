-- clear_hours(code)
DELETE FROM tracker.hours WHERE code = $1::text
