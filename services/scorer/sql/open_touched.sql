-- open_touched(): units whose scores are made anew, from the day on
CREATE TEMPORARY TABLE IF NOT EXISTS touched (
    unit text COLLATE "C" NOT NULL,
    from_day date NOT NULL
) ON COMMIT DELETE ROWS
