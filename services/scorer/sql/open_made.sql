-- open_made(): where new scores are gathered
CREATE TEMPORARY TABLE IF NOT EXISTS made (LIKE scorer.score) ON COMMIT DELETE ROWS
