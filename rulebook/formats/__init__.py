"""The files and records that leave or enter the project: one model each, whose JSON Schema is published (`published`)."""
