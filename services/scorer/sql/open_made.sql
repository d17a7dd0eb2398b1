-- open_made(): where new scores are gathered
CREATE TEMPORARY TABLE IF NOT EXISTS made (LIKE scorer.score INCLUDING INDEXES) ON COMMIT DELETE ROWS
