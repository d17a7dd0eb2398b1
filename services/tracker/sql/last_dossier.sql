-- last_dossier(partition): the highest number given, to a dossier or a feedback
SELECT greatest(
    (SELECT max(d.dossier) FROM tracker.dossier AS d WHERE d.partition = $1::integer),
    (SELECT max(f.feedback) FROM tracker.feedback AS f WHERE f.partition = $1::integer), 0)::bigint
