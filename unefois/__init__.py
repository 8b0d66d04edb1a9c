"""THE DOOR: command line, control API, console, composition. Nothing imports it."""
