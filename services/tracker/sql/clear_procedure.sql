-- clear_procedure(code)
DELETE FROM tracker.procedure WHERE code = $1::text
