-- read_producer(source, producer): its last committed batch
SELECT batch FROM intake.producer WHERE source = $1::text AND producer = $2::bytea
