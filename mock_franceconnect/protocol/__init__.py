"""What FranceConnect decides. Pure: messages and records in, decisions out; time, chance and keys are arguments."""
