-- count_facts(): rows that raw COPY has written
SELECT count(*) FROM bench.fact
