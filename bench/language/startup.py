# Start-up and exit of an empty script, many times.
# batch: 20
