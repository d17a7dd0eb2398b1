-- learn_made(): how many rows there are, for the plans of what follows
ANALYZE pg_temp.touched, pg_temp.made
