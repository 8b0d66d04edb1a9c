"""A crèche of the fictitious town of Villefictive: FastAPI and france-connect-py, configured for FranceConnect."""
