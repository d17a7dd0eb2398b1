-- write_procedure(code, from_day, to_day, in_force, name_vi, field, service_level, limit_n,
--                 limit_unit, fee, result_is_paper, interlink, changed_at)
INSERT INTO tracker.procedure
    (code, from_day, to_day, in_force, name_vi, field, service_level, limit_n, limit_unit, fee,
     result_is_paper, interlink, changed_at)
VALUES ($1::text, date '1970-01-01' + $2::integer, date '1970-01-01' + $3::integer,
        $4::bigint = 1, $5::text, $6::text, $7::text, $8::integer, $9::text, $10::bigint = 1,
        $11::bigint = 1, $12::text, $13::bigint)
