"""What is true of the provider, family by family: pure data and pure readings, nothing asked, nothing opened."""
