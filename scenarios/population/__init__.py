"""Everybody who lives here without a name in the catalogue: forty million souches computed from one seed, none of them stored."""
