"""The second démarche: a resident's parking card, for the zone of the tax address."""
