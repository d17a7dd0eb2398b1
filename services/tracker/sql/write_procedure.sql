-- write_procedure(code, from_day, to_day, in_force, name_vi, field, service_level, limit_n,
--                 limit_unit, fee, result_is_paper, interlink, changed_at, online_payment,
--                 applicants, levels, one_stop, change, decision_no, decision_date, effective_date,
--                 published_at, location_independent, on_portal, bcci, eligible_full_online,
--                 internal_process, source): what is not stated is null, a set is names and commas
INSERT INTO tracker.procedure
    (code, from_day, to_day, in_force, name_vi, field, service_level, limit_n, limit_unit, fee,
     result_is_paper, interlink, changed_at, online_payment, applicants, levels, one_stop, change,
     decision_no, decision_date, effective_date, published_at, location_independent, on_portal,
     bcci, eligible_full_online, internal_process, source)
VALUES ($1::text, date '1970-01-01' + $2::integer, date '1970-01-01' + $3::integer,
        $4::bigint = 1, $5::text, $6::text, $7::text, $8::integer, $9::text, $10::bigint = 1,
        $11::bigint = 1, $12::text, $13::bigint, $14::bigint = 1, string_to_array($15::text, ','),
        string_to_array($16::text, ','), $17::bigint = 1, $18::text, $19::text,
        date '1970-01-01' + $20::integer, date '1970-01-01' + $21::integer,
        date '1970-01-01' + $22::integer, $23::bigint = 1, $24::bigint = 1, $25::bigint = 1,
        $26::bigint = 1, $27::text, $28::text)
