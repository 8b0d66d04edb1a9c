"""THE CROWD, on Locust: citizens who do the whole démarche, headless, at the client's own pages."""
