-- read_homes(): where dossiers of unknown units hang
SELECT DISTINCT home FROM report.internal_source WHERE home IS NOT NULL AND NOT national
