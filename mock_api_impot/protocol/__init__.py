"""What the gateway and the tax service decide: values in, decision out. No clock, no store, no socket."""
