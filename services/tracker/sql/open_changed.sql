-- open_changed(): where changed rows are gathered before they are applied
CREATE TEMPORARY TABLE IF NOT EXISTS changed (LIKE tracker.dossier) ON COMMIT DELETE ROWS
