"""The plan as one HTML page that needs nothing else: no network, no server, and scripts only for comfort."""
