-- fetch_dossiers(): the next of the cursor that dossiers_of_units or dossiers_of_fields opened
FETCH 1000 FROM dossiers
