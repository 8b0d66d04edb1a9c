"""Drivers walk a citizen through a client and say what they saw. `http` knows forms, links and cookies."""
