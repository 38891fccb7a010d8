# Start-up and exit.
