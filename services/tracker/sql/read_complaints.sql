-- read_complaints(partition): what has been complained about
SELECT code, fact_count::bigint, facts FROM tracker.complaint WHERE partition = $1::integer
