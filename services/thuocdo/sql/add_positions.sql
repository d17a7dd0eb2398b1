-- add_positions(partitions): a position for each reader and partition, once
WITH partition AS (
    SELECT generate_series(0, $1::integer) AS partition
), tracker_row AS (
    INSERT INTO tracker.position (partition) SELECT partition FROM partition ON CONFLICT DO NOTHING
), aggregator_row AS (
    INSERT INTO aggregator.position (partition) SELECT partition FROM partition
    ON CONFLICT DO NOTHING
)
INSERT INTO scorer.position (partition) SELECT partition FROM partition ON CONFLICT DO NOTHING
