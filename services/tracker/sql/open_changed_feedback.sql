-- open_changed_feedback(): where changed rows are gathered before they are applied
CREATE TEMPORARY TABLE IF NOT EXISTS changed_feedback (LIKE tracker.feedback) ON COMMIT DELETE ROWS
