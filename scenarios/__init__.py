"""WHO LIVES HERE: population, personas, habilitations, parcours. The same people for both simulators."""
