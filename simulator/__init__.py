"""WHAT ANY SIMULATOR OFFERS TESTERS: calendar, chance, store, journal, faults, spaces, leases. Knows no protocol."""
