"""What a téléservice must prove or publish before it is served: its secret, its keys, its list of addresses."""
