"""What the gateway needs from outside: keys, people and contracts, FranceConnect, a counter."""
