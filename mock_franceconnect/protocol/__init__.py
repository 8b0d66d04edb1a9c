"""What FranceConnect decides. Pure: messages and records in, decisions out; time, chance and keys are arguments.

One module an endpoint; beside them what several share: who a citizen is (`identity`), what a téléservice proves (`clients`), ordered `faults`.
"""
