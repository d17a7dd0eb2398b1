-- open_gathered(): where sums are gathered before they are added
CREATE TEMPORARY TABLE IF NOT EXISTS gathered_unit (LIKE aggregator.sum_unit) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS gathered_cell (LIKE aggregator.sum_cell) ON COMMIT DELETE ROWS;
CREATE TEMPORARY TABLE IF NOT EXISTS gathered_mark (LIKE aggregator.sum_mark) ON COMMIT DELETE ROWS
