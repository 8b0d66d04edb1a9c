"""Reports: they consume events or a finished report, and never run anything."""
