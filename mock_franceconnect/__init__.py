"""THE IDENTITY FEDERATOR: FranceConnect as a téléservice and a data provider meet it. `__main__ > app > ports > protocol` + pages."""
