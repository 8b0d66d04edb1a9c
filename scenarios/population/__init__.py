"""Everybody who lives here without a name in the catalogue: forty million souches computed from one seed, none of them stored.

`population` is the door; a `souche` has a `vie` and its `histoire`, an `exercice` is one of its households in one year, `foyers` are the
notices, `habitant` is somebody as the simulators meet them. Names are French, like those of the tax (docs/decisions/0014).
"""
