"""A library of the fictitious town of Villefictive: Django and mozilla-django-oidc, configured for FranceConnect."""
