-- fetch_hidden(): the next of the cursor that hidden_facts opened
FETCH 1000 FROM hidden
