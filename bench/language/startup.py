# Start-up and exit of an empty script, many times.
# batch: 20
# kind: start-up
