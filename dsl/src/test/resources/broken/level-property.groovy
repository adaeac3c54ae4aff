def status = http.get('https://x/').status
phase "for ${run.id}"
