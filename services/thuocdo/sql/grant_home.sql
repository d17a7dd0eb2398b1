-- grant_home(): every service and the reader may know the number of partitions
GRANT USAGE ON SCHEMA thuocdo TO thuocdo_intake, thuocdo_tracker, thuocdo_aggregator,
    thuocdo_scorer, thuocdo_reporter, thuocdo_reader;
GRANT SELECT ON thuocdo.installation TO thuocdo_intake, thuocdo_tracker, thuocdo_aggregator,
    thuocdo_scorer, thuocdo_reporter, thuocdo_reader
