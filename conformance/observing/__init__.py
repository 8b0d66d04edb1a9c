"""Observation: a permissive first assessment of a client's own traffic. Passive checks only, nothing disturbed, nothing demonstrated."""
