-- read_known(): codes that logged facts have named
SELECT (kind = 'unit'), code, coalesce(name, '') FROM intake.known
