-- clear_unit(code)
DELETE FROM tracker.unit WHERE code = $1::text
