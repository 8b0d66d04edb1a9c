"""Drivers walk a citizen through a client and say what they saw. This issue brings `http`: forms, links, cookies."""
