COPY tracker.code (partition, key, dossier) FROM STDIN (FORMAT binary)
